use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::{Config, TS};

/// The settings of the user that may be read before the vault is open. They hold no secret and nothing about an account.
///
/// This is their only definition. The use cases, the file on disk and the page take names, defaults and ranges from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// The language of the windows.
    pub language: LanguageChoice,
    /// The look of the windows.
    pub theme: ThemeChoice,
    /// The size of text in percent.
    pub text_percent: u16,
    /// The order of the list.
    pub order: ListOrder,
    /// Whether the next code is shown in the last 10 seconds.
    pub next_code: bool,
    /// Whether a code is still shown for one more period, marked as old.
    pub hold: bool,
    /// Whether a copy in the last 5 seconds takes the next code when it turns.
    pub copy_next: bool,
    /// After how many minutes without the user the vault is locked; 0 for never.
    pub lock_minutes: u16,
    /// Whether a copied code is removed from the clipboard when it is no longer valid.
    pub clear_clipboard: bool,
    /// How opaque the strip is, in percent.
    pub strip_opacity: u8,
    /// The keys that show and hide the strip from anywhere, such as `Ctrl+Alt+L`; `null` when off.
    pub strip_keys: Option<String>,
    /// The keys that copy the code of the favourite account from anywhere; `null` when off.
    pub copy_keys: Option<String>,
    /// Which windows are kept out of pictures that other programs take of the screen, where the system can do that.
    pub screen_guard: ScreenGuard,
    /// Whether there is an icon in the system's tray.
    pub tray: bool,
    /// How far the user is in the first run.
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
    /// The user's own order.
    ByHand,
    /// By issuer and name.
    ByName,
    /// The account used last comes first.
    ByUse,
}

/// Which windows are kept out of pictures of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreenGuard {
    /// None, for remote help or a recording.
    Never,
    /// Those that show a recovery kit, a transfer, a PIN pad or a secret that is being typed.
    Secrets,
    /// All.
    Always,
}

/// The steps of the first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// What the program is and is not.
    What,
    /// How the vault is opened: by the keystore or a passphrase.
    Ways,
    /// The recovery kit.
    Kit,
    /// The first run is over.
    Done,
}

impl Default for Preferences {
    /// Gives the settings before the user has changed any.
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
            screen_guard: ScreenGuard::Secrets,
            tray: true,
            welcome: Welcome::What,
        }
    }
}

/// A preference that cannot have the value that it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadPreference {
    /// A number is out of its range.
    Range {
        /// The name of the preference.
        name: &'static str,
        /// The value that it was given.
        value: u16,
        /// The least and the most.
        allowed: RangeInclusive<u16>,
    },
    /// A text that is no shortcut, by the name of its preference.
    Keys(&'static str),
}

impl fmt::Display for BadPreference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { name, value, allowed } => {
                write!(f, "`{name}` is {value}: {} to {} are allowed", allowed.start(), allowed.end())
            }
            Self::Keys(name) => {
                write!(f, "`{name}` is no shortcut: 1 to {MAX_KEYS} characters without control characters are allowed")
            }
        }
    }
}

impl std::error::Error for BadPreference {}

/// The most characters of a shortcut.
const MAX_KEYS: usize = 100;

impl Preferences {
    /// Reads the values of a file by their names, and removes those that their preference cannot have. A missing value gets
    /// its default, and an unknown name is skipped.
    ///
    /// Each value is checked alone, so that a bad one does not affect the others.
    pub fn of_values(values: &mut Map<String, Value>) -> Self {
        values.retain(|name, value| parse(Map::from_iter([(name.clone(), value.clone())])).is_some());
        parse(values.clone()).expect("each of its values is good")
    }

    /// Checks that every value is one that its preference can have.
    pub fn check(&self) -> Result<(), BadPreference> {
        for (name, value, allowed) in self.numbers() {
            if !allowed.contains(&value) {
                return Err(BadPreference::Range { name, value, allowed });
            }
        }
        for (name, keys) in [("strip_keys", &self.strip_keys), ("copy_keys", &self.copy_keys)] {
            if keys.as_deref().is_some_and(|keys| !is_shortcut(keys)) {
                return Err(BadPreference::Keys(name));
            }
        }
        Ok(())
    }

    /// Gives every number with its range.
    fn numbers(&self) -> [(&'static str, u16, RangeInclusive<u16>); 3] {
        [
            ("text_percent", self.text_percent, 100..=200),
            ("lock_minutes", self.lock_minutes, 0..=240),
            ("strip_opacity", self.strip_opacity.into(), 30..=100),
        ]
    }
}

fn parse(values: Map<String, Value>) -> Option<Preferences> {
    let preferences: Preferences = serde_json::from_value(Value::Object(values)).ok()?;
    preferences.check().is_ok().then_some(preferences)
}

fn is_shortcut(keys: &str) -> bool {
    !keys.trim().is_empty() && keys.chars().count() <= MAX_KEYS && !keys.chars().any(char::is_control)
}

/// Gives the defaults, ranges and choices in TypeScript.
pub(crate) fn constants() -> String {
    let defaults = Preferences::default();
    let ranges =
        defaults.numbers().map(|(name, _, range)| format!("  {name}: [{}, {}],\n", range.start(), range.end()));
    let choices = [
        ("language", values::<LanguageChoice>()),
        ("theme", values::<ThemeChoice>()),
        ("order", values::<ListOrder>()),
        ("screen_guard", values::<ScreenGuard>()),
        ("welcome", values::<Welcome>()),
    ];
    let choices = choices.map(|(name, values)| format!("  {name}: [{values}],\n"));
    let defaults = serde_json::to_string_pretty(&defaults).expect("texts, numbers and flags have a JSON form");
    format!(
        "/** What is set before the user has set anything. */\n\
         export const DEFAULTS: Preferences = {defaults};\n\n\
         /** The least and the most of each number. */\n\
         export const RANGES = {{\n{}}} as const;\n\n\
         /** The values that can be chosen from. */\n\
         export const CHOICES = {{\n{}}} as const;\n",
        ranges.concat(),
        choices.concat(),
    )
}

/// Gives the values of a choice, as a list in TypeScript.
fn values<T: TS>() -> String {
    T::inline(&Config::new()).replace(" | ", ", ")
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
        let range = |name, value, allowed| Some(BadPreference::Range { name, value, allowed });
        assert_eq!(Preferences::default().check(), Ok(()));
        assert_eq!(fault(|p| p.text_percent = 99), range("text_percent", 99, 100..=200));
        assert_eq!(fault(|p| p.lock_minutes = 241), range("lock_minutes", 241, 0..=240));
        assert_eq!(fault(|p| p.strip_opacity = 29), range("strip_opacity", 29, 30..=100));
        assert_eq!(fault(|p| p.strip_keys = Some(" ".into())), Some(BadPreference::Keys("strip_keys")));
        assert_eq!(fault(|p| p.copy_keys = Some("x".repeat(101))), Some(BadPreference::Keys("copy_keys")));
        assert_eq!(fault(|p| p.copy_keys = Some("Ctrl+Alt+L".into())), None);
    }

    #[test]
    fn every_number_has_its_range() {
        let all = serde_json::to_value(Preferences::default()).expect("JSON");
        let all = all.as_object().expect("an object");
        let numbers: Vec<&str> =
            all.iter().filter(|(_, value)| value.is_number()).map(|(name, _)| name.as_str()).collect();
        let mut ranged = Preferences::default().numbers().map(|(name, ..)| name);
        ranged.sort_unstable();
        assert_eq!(numbers, ranged);
    }
}
