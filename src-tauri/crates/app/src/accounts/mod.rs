//! The accounts there are: their order and marks, the trash, the audit trail, search.

pub(crate) mod arrange;
pub(crate) mod edit;
pub(crate) mod pinyin;
pub(crate) mod trail;
pub(crate) mod trash;
