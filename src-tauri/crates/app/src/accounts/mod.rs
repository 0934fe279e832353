//! The bound accounts: their order and arrangement, editing, the trash, the audit trail, search.

pub(crate) mod arrange;
pub(crate) mod edit;
pub(crate) mod pinyin;
pub(crate) mod trail;
pub(crate) mod trash;
