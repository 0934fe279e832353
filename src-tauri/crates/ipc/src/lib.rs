//! The contract between the window and the program: one command list, the types of its arguments and results, and the
//! events.
//!
//! The list in [`command_list`] feeds the Tauri handler, the permissions (`AppManifest::commands` in the shell's
//! `build.rs`) and the TypeScript types under `ui/src/ipc/generated`; tests in this crate check that they agree.
//! Seeds, keys and PINs have no type here that can be sent to the page. A new recovery kit has one, because it is shown
//! once.

mod about;
mod account;
mod adding;
mod camera;
mod clock;
mod commands;
mod devices;
mod fault;
mod grave;
mod pin;
mod preferences;
mod start;
mod trail;
mod typed;
mod typed_account;
mod vault;

pub use about::{AboutView, Side, StripView, TrayWords};
pub use account::{
    AccountKey, AccountRow, Arrangement, AttemptsView, BindingView, CodeAnswer, CodeView, CopiedView, KeepOpen,
    RoleView,
};
pub use adding::{
    BatchView, BoundMany, CodeKind, DialogWords, FoundKind, FoundView, ReadingView, Replaced, WaitingView,
};
pub use camera::{AreaInput, CameraHint, CameraKey, CameraView, FrameHead, FrameSink, PictureBytes};
pub use clock::{ClockStanding, ClockView, NotChecked, ServerAnswer, ServerView};
pub use commands::{COMMANDS, EVENTS, typescript};
pub use devices::{DeviceView, DevicesView, TransferView};
pub use fault::{Fault, FaultCode};
pub use grave::{AskedView, GraveKind, GraveProof, NeededView};
pub use pin::{Bound, PadPurpose, PadView, PinOutcome, WeakPin};
pub use preferences::{BadPreference, LanguageChoice, ListOrder, Preferences, ScreenGuard, ThemeChoice, Welcome};
pub use start::{PassphraseStrength, Start};
pub use trail::{AuditKind, AuditView, TrashView};
pub use typed::TypedSecret;
pub use typed_account::{AccountEdit, TypedAccount, TypedField, TypedPreview};
pub use vault::{
    AccessView, BackupView, EarlierOrigin, EarlierView, FolderRights, KitSheet, KitTestView, KitView, NeededProof,
    PickedView, ProofInput, UnlockView, VaultView, WayKind,
};
