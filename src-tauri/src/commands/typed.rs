use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
use tauri::Wry;
use tauri::ipc::{CommandArg, CommandItem, InvokeBody, InvokeError};

/// An argument of a command that has a secret among its arguments.
///
/// These arguments cross as bytes, which the page wipes: JSON in which nothing was a string of the page. The secret is read from
/// them straight into the type that wipes it. The allocator wipes the bytes when Tauri drops the message.
pub(crate) struct Typed<T>(pub(crate) T);

impl<'de, T: DeserializeOwned> CommandArg<'de, Wry> for Typed<T> {
    fn from_command(command: CommandItem<'de, Wry>) -> Result<Self, InvokeError> {
        match command.message.payload() {
            InvokeBody::Raw(bytes) => argument(bytes, command.key).map(Self).map_err(|_| refusal(command.key)),
            // A proof in which nothing was typed.
            InvokeBody::Json(_) => {
                let key = command.key;
                T::deserialize(command).map(Self).map_err(|_| refusal(key))
            }
        }
    }
}

/// Names the argument only: an error of the parser may quote what was typed.
fn refusal(key: &str) -> InvokeError {
    InvokeError::from(format!("the argument `{key}` is not the command's"))
}

/// Takes one argument out of all.
fn argument<T: DeserializeOwned>(json: &[u8], key: &'static str) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(json);
    let argument = json.deserialize_map(Argument(key, PhantomData))?;
    json.end()?;
    Ok(argument)
}

struct Argument<T>(&'static str, PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Argument<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the arguments of a command")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut arguments: A) -> Result<T, A::Error> {
        let mut found = None;
        while let Some(name) = arguments.next_key::<String>()? {
            if name == self.0 {
                found = Some(arguments.next_value()?);
            } else {
                arguments.next_value::<IgnoredAny>()?;
            }
        }
        found.ok_or_else(|| A::Error::missing_field(self.0))
    }
}

#[cfg(test)]
mod tests {
    use lingpai_api::contract::{ProofInput, TypedSecret};

    use super::argument;

    #[test]
    fn each_argument_is_taken_out_of_the_bytes() {
        let json = br#"{"proof":{"kind":"passphrase","passphrase":"a \"b\" \u0001"},"renew":true}"#;
        assert!(matches!(argument::<bool>(json, "renew"), Ok(true)));
        let Ok(ProofInput::Passphrase { passphrase }) = argument(json, "proof") else { panic!("a passphrase") };
        assert_eq!(passphrase.expose(), "a \"b\" \u{1}");
    }

    #[test]
    fn what_is_not_there_or_not_whole_is_refused() {
        for json in [&br#"{"other":"a"}"#[..], br#"{"text":"a"} "#, br#"{"text":"a""#, br#"{"text":7}"#, b"\0\0\0", b""]
        {
            let whole = json.ends_with(b"} ");
            assert_eq!(argument::<TypedSecret>(json, "text").is_ok(), whole, "{}", json.escape_ascii());
        }
    }
}
