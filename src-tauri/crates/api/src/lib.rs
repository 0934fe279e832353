//! The commands of the window's contract: one function for each command.
//!
//! A function takes types of the contract ([`contract`]), calls a use case of `lingpai-app`, and returns types of the
//! contract. This crate does not use Tauri, a window or an operating system. The caller does, and passes in
//! the results, such as the path that was chosen in a dialog or the picture of a screen.
//!
//! Functions block while their use case waits for the disk, the keystore or Argon2id. They must not be called on the
//! window's thread.
//!
//! A command that the user starts counts as activity, so that the vault is not locked as idle. A command that a page calls
//! by itself does not.

mod account;
mod adding;
mod backup;
mod camera;
mod clock;
mod code;
mod device;
mod export;
mod fault;
mod files;
mod grave;
mod key;
mod kit;
mod needed;
mod otp;
mod pin;
mod program;
mod proof;
mod qr;
mod reader;
mod restore;
#[cfg(test)]
mod sample;
mod screen;
mod settings;
mod span;
mod start;
mod strip;
mod trail;
mod tray;
mod typed;
mod vault;

pub use account::{account_arrange, account_edit, account_typed, accounts, accounts_order};
pub use adding::{bind_further, bind_plain, bind_transfer, found_bind, found_open, intake, intake_dismiss};
pub use backup::{backup_choose, backup_end, backup_keep, backup_now, backup_passphrase_set, daily_backup};
pub use camera::{FrameReader, Scanned, ended, frame_message};
pub use clock::{clock_agree, clock_allow_older, clock_check, clock_set, clock_view, window_seen};
pub use code::{CopyByKeys, code_close, code_copy, code_next, codes_show, copy_favourite, menu_copy};
pub use device::{devices, transfer_end, transfer_save};
pub use fault::{Reply, fault, internal, refused};
pub use files::Progress;
pub use grave::{give_back, grave_ask, grave_prove, grave_take_back, warrant, warrant_of_restore};
pub use kit::{kit_cancel, kit_confirm, kit_make, kit_test};
pub use pin::{
    PadWindow, check_digits_compared, pin_backspace, pin_cancel, pin_digit, pin_open, pin_submit, strip_pin,
};
pub use program::{program, quit, start_threads};
pub use reader::{Reader, files_choose, files_dropped, text_take};
pub use restore::{earlier, earlier_pick, restore, restore_cancel, restore_choose};
pub use screen::{jpeg, part};
pub use settings::{Places, about, preferences, preferences_set};
pub use start::{
    keystore_give_up, menu_lock, passphrase_strength, start, vault_begin_anew, vault_create, vault_lock, vault_unlock,
};
pub use strip::{strip_choose, strip_view};
pub use trail::{account_remove, audit, audit_export, trash, trash_restore};
pub use tray::{MenuAccount, menu_accounts, menu_names};
pub use typed::{typed_preview, typed_take};
pub use vault::{erase_at_ten, older_remove, passphrase_set, vault_accept_older, vault_view, way_remove};

pub use lingpai_app::{Lingpai, Ports, Warrant, Watcher, kinds};
/// The window's contract: types, the command list, the names of commands and events.
pub use lingpai_ipc as contract;
