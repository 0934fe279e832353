//! The program's windows, with a file for each kind.

mod aside;
mod confirm;
mod dialog;
mod guard;
pub(crate) mod main;
pub(crate) mod on_screen;
pub(crate) mod overlay;
mod page;
mod private;
pub(crate) mod renew;
mod seen;
pub(crate) mod strip;
mod strip_place;
mod strip_step;

pub(crate) use aside::Aside;
pub(crate) use confirm::{Question, confirm};
pub(crate) use dialog::{choose_folder, choose_new_file, choose_pictures, choose_vault_file};
pub(crate) use private::Private;
pub(crate) use seen::Seen;
pub(crate) use strip::Strip;
