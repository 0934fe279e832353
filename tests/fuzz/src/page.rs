//! What the page sends, and the file of preferences.

use lingpai_ipc::{
    AccountEdit, AccountKey, AreaInput, Arrangement, CameraKey, DialogWords, GraveKind, GraveProof, PadPurpose,
    Preferences, ProofInput, Side, TrayWords, TypedAccount, TypedSecret, WayKind, command_list,
};
use serde_json::{Map, Value};

use crate::Target;

pub(crate) const PREFERENCES: Target = Target {
    name: "preferences",
    read: preferences,
    seeds: || {
        let whole = serde_json::to_vec_pretty(&Preferences::default()).expect("it has a JSON form");
        let others = [
            r#"{"text_percent": 201, "hold": true, "newer": {"a": [1, null]}}"#,
            r#"{"strip_keys": "Ctrl+Alt+L", "lock_minutes": 0, "language": "zh_hant"}"#,
            r#"{"theme": "dark", "theme": 1, "order": "by_use", "welcome": "done"}"#,
            "[]",
        ];
        others.map(|text| text.as_bytes().to_vec()).into_iter().chain([whole]).collect()
    },
    words: &[
        "\"language\":",
        "\"theme\":",
        "\"text_percent\":",
        "\"order\":",
        "\"hold\":",
        "\"lock_minutes\":",
        "\"strip_opacity\":",
        "\"strip_keys\":",
        "\"welcome\":",
        "null",
        "true",
        "65536",
        "-1",
        "1e9",
        "\\u0000",
        "\"zh_hant\"",
    ],
};

pub(crate) const COMMAND: Target = Target {
    name: "command",
    read: command,
    seeds: || MESSAGES.map(|message| message.as_bytes().to_vec()).into(),
    words: &["\"kind\":", "\"account\":", "\"proof\":", "\"passphrase\"", "null", "\\ud800", "-1", "1e99", "[", "{"],
};

/// Reads the input as the file. Good values are kept, whatever the others are, and what is kept is read again from what is
/// written.
fn preferences(bytes: &[u8]) {
    let Ok(mut values) = serde_json::from_slice::<Map<String, Value>>(bytes) else { return };
    let before = values.clone();
    let read = Preferences::of_values(&mut values);
    assert_eq!(read.check(), Ok(()), "a value that is not allowed");
    let mut again = values.clone();
    assert_eq!(Preferences::of_values(&mut again), read, "read twice, read differently");
    assert_eq!(again, values, "a value that was good is not any more");
    assert!(values.iter().all(|(name, value)| before.get(name) == Some(value)), "a value that nobody has set");
    let Ok(Value::Object(mut written)) = serde_json::to_value(&read) else { panic!("a struct is an object") };
    assert_eq!(Preferences::of_values(&mut written), read, "written and read, it differs");
}

/// Reads the input as a message of the page: each argument by its name, as Tauri hands it over.
fn command(bytes: &[u8]) {
    if let Ok(message) = serde_json::from_slice::<Map<String, Value>>(bytes) {
        read_arguments(&message);
    }
}

/// The page's end of a channel, which Tauri reads itself.
type FrameSink = Value;

macro_rules! readers {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        /// Reads every argument of every command that the message has.
        fn read_arguments(message: &Map<String, Value>) {
            $($(
                if let Some(value) = message.get(stringify!($arg)) {
                    drop(serde_json::from_value::<$type>(value.clone()));
                }
            )*)*
        }
    };
}
command_list!(readers);

/// The messages that the page sends, one of each shape.
const MESSAGES: [&str; 10] = [
    r#"{"proof":{"kind":"passphrase","passphrase":"correct horse"},"renew":false}"#,
    r#"{"proof":{"kind":"keystore"},"way":"passphrase"}"#,
    r#"{"proof":{"kind":"kit","kit":"AGE-SECRET-KEY-1"},"typed":"ABCD"}"#,
    r#"{"purpose":{"kind":"code","account":"000102030405060708090a0b0c0d0e0f"}}"#,
    r#"{"words":{"title":"選擇圖片","files":"圖片"}}"#,
    r#"{"account":"000102030405060708090a0b0c0d0e0f","digit":9}"#,
    r#"{"copies":7,"index":3,"on":true}"#,
    r#"{"passphrase":"\ud800\u0000"}"#,
    r#"{"arrangement":{"favourite":true,"group":"港股","keep_open":"five_minutes"}}"#,
    r#"{"preferences":{"text_percent":150,"lock_minutes":15,"strip_keys":null},"accounts":["00"]}"#,
];
