//! One function for each command of the contract. It takes what it needs from the shell, and calls `lingpai-api`.

mod accounts;
mod adding;
mod backups;
mod clock;
mod confirmed;
mod kit;
mod overlay;
mod pin;
mod run;
mod settings;
mod sources;
mod start;
mod strip;
mod typed;
mod vault;

pub(crate) use accounts::*;
pub(crate) use adding::*;
pub(crate) use backups::*;
pub(crate) use clock::*;
pub(crate) use kit::*;
pub(crate) use overlay::*;
pub(crate) use pin::*;
pub(crate) use settings::*;
pub(crate) use sources::*;
pub(crate) use start::*;
pub(crate) use strip::*;
pub(crate) use vault::*;
