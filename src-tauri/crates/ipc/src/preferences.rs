use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the user has set and may be read before the vault is open: no secret, nothing of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// What the windows speak.
    pub language: LanguageChoice,
    /// What they look like.
    pub theme: ThemeChoice,
    /// The size of text in percent, 100 to 200.
    pub text_percent: u16,
    /// The order of the list.
    pub order: ListOrder,
    /// Whether the next code is shown in the last 10 seconds.
    pub next_code: bool,
    /// Whether a code stays readable for one more period, marked as old.
    pub hold: bool,
    /// Whether a copy in the last 5 seconds takes the next code when it turns.
    pub copy_next: bool,
    /// After how many minutes without the user the vault is locked, 1 to 240; 0 for never.
    pub lock_minutes: u16,
    /// Whether a copied code leaves the clipboard when it is no longer good.
    pub clear_clipboard: bool,
    /// How opaque the strip is, in percent, 30 to 100.
    pub strip_opacity: u8,
    /// The keys that show and hide the strip from anywhere, such as `Ctrl+Alt+L`; none when off.
    pub strip_keys: Option<String>,
    /// The keys that copy the code of the favourite account from anywhere; none when off.
    pub copy_keys: Option<String>,
    /// Whether there is an icon in the system's tray.
    pub tray: bool,
    /// How far the first run is.
    pub welcome: Welcome,
}

/// The language of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LanguageChoice {
    /// The system's.
    System,
    /// Traditional Chinese.
    ZhHant,
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
}

/// The look of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// The system's.
    System,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// The order of the list. Favourites come first in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListOrder {
    /// As the user put them.
    ByHand,
    /// By issuer and name.
    ByName,
    /// The one used last first.
    ByUse,
}

/// How far the first run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// What this is and is not.
    What,
    /// How the vault is opened: keystore or passphrase.
    Ways,
    /// The recovery kit.
    Kit,
    /// It is over.
    Done,
}

/// Which program this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AboutView {
    /// Its version, `0.1.0`.
    pub version: String,
    /// The system that it runs on.
    pub system: String,
    /// Where its vault lies.
    pub vault: String,
}

/// The tray's words, in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct TrayWords {
    /// Opens the main window.
    pub open: String,
    /// Shows or hides the strip.
    pub strip: String,
    /// Locks the vault.
    pub lock: String,
    /// Ends the program.
    pub quit: String,
    /// Stands where the vault is locked.
    pub locked: String,
}

/// The account of the strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StripView {
    /// Which; none where there is no account or the vault is locked.
    pub account: Option<crate::AccountKey>,
    /// Whether the vault is open.
    pub open: bool,
}
