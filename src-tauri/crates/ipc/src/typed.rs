use serde::{Deserialize, Deserializer};
use ts_rs::{Config, TS};
use zeroize::Zeroizing;

/// A secret that the user typed. It can be read from a message, where it is a string of JSON in UTF-8, but not written into one.
/// It is wiped on drop.
pub struct TypedSecret(Zeroizing<String>);

impl TypedSecret {
    /// Gives the text. Each caller states a reason for the exposure.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for TypedSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

/// The page gives it as bytes, because it cannot wipe a string.
impl TS for TypedSecret {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        "Uint8Array<ArrayBuffer>".to_owned()
    }

    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}
