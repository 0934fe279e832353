//! What crosses between the window and the program: one command list, the types of its arguments and results, and the
//! events.
//!
//! The list in [`command_list`] feeds the Tauri handler, the permissions (`AppManifest::commands` in the shell's
//! `build.rs`) and the TypeScript types under `ui/src/ipc/generated`; tests in this crate hold them together.
//! Seeds, keys and PINs have no type here that is serialized towards the page; a new recovery kit has one, for the once
//! that it is shown.

mod account;
mod commands;
mod fault;
mod intake;
mod pin;
mod start;
mod typed;
mod vault;

pub use account::{AccountKey, AccountRow, BindingView, CodeView, PinStanding, RoleView};
pub use commands::{COMMANDS, EVENTS, typescript};
pub use fault::{Fault, FaultCode};
pub use intake::{DialogWords, Intake};
pub use pin::{Bound, PadPurpose, PadView, PinOutcome};
pub use start::{PassphraseStrength, Start};
pub use typed::TypedSecret;
pub use vault::{
    AccessView, Asks, BackupView, EarlierOrigin, EarlierView, KitSheet, KitTestView, KitView, PickedView, ProofInput,
    UnlockView, VaultView, WayKind,
};
