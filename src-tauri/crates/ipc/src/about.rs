use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AccountKey;

/// The program, for its page about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AboutView {
    /// Its version, such as `0.1.0`.
    pub version: String,
    /// The system that it runs on.
    pub system: String,
    /// The folder of its vault.
    pub vault: String,
    /// The folder of the user's settings and of the strip's place.
    pub settings: String,
    /// The folder in which the web view keeps its own files; `null` where the program does not choose it.
    pub web_view: Option<String>,
}

/// The words of the tray's menu, in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct TrayWords {
    /// The line that opens the main window.
    pub open: String,
    /// The line that shows or hides the strip.
    pub strip: String,
    /// The line that locks the vault.
    pub lock: String,
    /// The line that ends the program.
    pub quit: String,
    /// The line in place of the accounts while the vault is locked.
    pub locked: String,
}

/// A side to which the strip is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

/// The account of the strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StripView {
    /// Its name for the commands; `null` if there is no account or the vault is locked.
    pub account: Option<AccountKey>,
    /// Whether the vault is open.
    pub open: bool,
}
