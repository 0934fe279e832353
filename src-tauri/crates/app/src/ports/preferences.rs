//! What the user has set beside the vault: no secret, nothing of an account.

use std::io;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What the user has set and may be read before the vault is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The keys that show and hide the strip from anywhere, 1 to 100 characters. `None` when off.
    pub strip_keys: Option<String>,
    /// The keys that copy the code of the favourite account from anywhere, 1 to 100 characters. `None` when off.
    pub copy_keys: Option<String>,
    /// Whether there is an icon in the system's tray.
    pub tray: bool,
    /// How far the first run is.
    pub welcome: Welcome,
}

/// The language of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// What this is and is not.
    What,
    /// How the vault is opened.
    Ways,
    /// The recovery kit.
    Kit,
    /// It is over.
    Done,
}

impl Default for Preferences {
    /// As the page has them, before the user has set anything.
    fn default() -> Self {
        Self {
            language: LanguageChoice::System,
            theme: ThemeChoice::System,
            text_percent: 100,
            order: ListOrder::ByHand,
            next_code: true,
            hold: false,
            copy_next: true,
            lock_minutes: 15,
            clear_clipboard: true,
            strip_opacity: 100,
            strip_keys: None,
            copy_keys: None,
            tray: true,
            welcome: Welcome::What,
        }
    }
}

/// Why nothing was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreferenceFault {
    /// A number is out of its range.
    #[error("`{name}` is {value}: {} to {} are allowed", .allowed.0, .allowed.1)]
    Range {
        /// Which.
        name: &'static str,
        /// The number.
        value: u16,
        /// The least and the most.
        allowed: (u16, u16),
    },
    /// A shortcut is no text that one has.
    #[error("`{0}` is no shortcut: 1 to 100 characters without control characters are allowed")]
    Keys(&'static str),
    /// What is set could not be written.
    #[error("the preferences could not be written: {0}")]
    Write(io::ErrorKind),
}

const MAX_KEYS: usize = 100;

impl Preferences {
    /// Whether every value is one that it can have.
    pub fn check(&self) -> Result<(), PreferenceFault> {
        range("text_percent", self.text_percent, 100..=200)?;
        range("lock_minutes", self.lock_minutes, 0..=240)?;
        range("strip_opacity", self.strip_opacity.into(), 30..=100)?;
        keys("strip_keys", self.strip_keys.as_deref())?;
        keys("copy_keys", self.copy_keys.as_deref())
    }

    /// After how long without the user the vault is locked. `None`: never.
    pub fn lock_after(&self) -> Option<Duration> {
        let minutes = (self.lock_minutes > 0).then_some(self.lock_minutes)?;
        Some(Duration::from_mins(minutes.into()))
    }
}

fn range(name: &'static str, value: u16, allowed: RangeInclusive<u16>) -> Result<(), PreferenceFault> {
    let inside = allowed.contains(&value);
    if inside { Ok(()) } else { Err(PreferenceFault::Range { name, value, allowed: allowed.into_inner() }) }
}

fn keys(name: &'static str, keys: Option<&str>) -> Result<(), PreferenceFault> {
    let allowed =
        |keys: &str| !keys.trim().is_empty() && keys.chars().count() <= MAX_KEYS && !keys.chars().any(char::is_control);
    if keys.is_none_or(allowed) { Ok(()) } else { Err(PreferenceFault::Keys(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_refused() {
        let fault = |change: fn(&mut Preferences)| {
            let mut changed = Preferences::default();
            change(&mut changed);
            changed.check().err()
        };
        let range = |name, value, allowed| Some(PreferenceFault::Range { name, value, allowed });
        assert_eq!(Preferences::default().check(), Ok(()));
        assert_eq!(fault(|p| p.text_percent = 99), range("text_percent", 99, (100, 200)));
        assert_eq!(fault(|p| p.lock_minutes = 241), range("lock_minutes", 241, (0, 240)));
        assert_eq!(fault(|p| p.strip_opacity = 29), range("strip_opacity", 29, (30, 100)));
        assert_eq!(fault(|p| p.strip_keys = Some(" ".into())), Some(PreferenceFault::Keys("strip_keys")));
        assert_eq!(fault(|p| p.copy_keys = Some("x".repeat(101))), Some(PreferenceFault::Keys("copy_keys")));
        assert_eq!(fault(|p| p.copy_keys = Some("Ctrl+Alt+L".into())), None);
    }

    #[test]
    fn no_minutes_lock_never() {
        let after = |lock_minutes| Preferences { lock_minutes, ..Preferences::default() }.lock_after();
        assert_eq!([after(0), after(15)], [None, Some(Duration::from_secs(900))]);
    }
}
