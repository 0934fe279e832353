use std::{fmt, str::FromStr};

use zeroize::{Zeroize, ZeroizeOnDrop};

/// The rule that a text for the broker breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRule {
    /// Too short or too long.
    #[error("it has {len} characters: allowed are 1 to {max}")]
    Length {
        /// The number of characters.
        len: usize,
        /// The most that are allowed.
        max: usize,
    },
    /// A character is not allowed.
    #[error("character U+{:04X} is not allowed", *.0 as u32)]
    Forbidden(char),
}

fn check(text: &str, max: usize, allowed: impl Fn(char) -> bool) -> Result<(), TextRule> {
    let len = text.chars().count();
    if !(1..=max).contains(&len) {
        return Err(TextRule::Length { len, max });
    }
    text.chars().find(|&c| !allowed(c)).map_or(Ok(()), |c| Err(TextRule::Forbidden(c)))
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $max:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = TextRule;

            fn from_str(text: &str) -> Result<Self, TextRule> {
                check(text, $max, $allowed)?;
                Ok(Self(text.into()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

checked_text!(
    /// A trading account's number: 1 to 32 ASCII letters, digits and `-`.
    AccountNumber, 32, |c| c.is_ascii_alphanumeric() || c == '-'
);
checked_text!(
    /// The broker's name: 1 to 100 characters, without control characters, and without `:`, which the key URI format
    /// forbids in it.
    Issuer, 100, |c| !c.is_control() && c != ':'
);
checked_text!(
    /// The telephone number of customer service: 1 to 60 of digits, `+`, `-`, `/`, parentheses and spaces.
    SupportNumber, 60, |c| c.is_ascii_digit() || matches!(c, '+' | '-' | '/' | '(' | ')' | ' ')
);

/// A one-time code as typed at login: six ASCII digits. Wiped on drop. It has no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct OneTimeCode([u8; 6]);

/// The text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has exactly six digits")]
pub struct CodeRule;

impl OneTimeCode {
    /// Gives the ASCII digits.
    pub(crate) fn digits(&self) -> &[u8; 6] {
        &self.0
    }
}

impl FromStr for OneTimeCode {
    type Err = CodeRule;

    fn from_str(text: &str) -> Result<Self, CodeRule> {
        let digits: [u8; 6] = text.as_bytes().try_into().map_err(|_| CodeRule)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(CodeRule) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_named() {
        assert_eq!("".parse::<AccountNumber>(), Err(TextRule::Length { len: 0, max: 32 }));
        assert_eq!("7".repeat(33).parse::<AccountNumber>(), Err(TextRule::Length { len: 33, max: 32 }));
        assert_eq!("../700004".parse::<AccountNumber>(), Err(TextRule::Forbidden('.')));
        assert_eq!("Fuyi:HK".parse::<Issuer>(), Err(TextRule::Forbidden(':')));
        assert_eq!("call me".parse::<SupportNumber>(), Err(TextRule::Forbidden('c')));
        assert!("富易".parse::<Issuer>().is_ok());
        assert!("40080 95521 / 852-25097524".parse::<SupportNumber>().is_ok());
    }

    #[test]
    fn only_six_ascii_digits_are_a_code() {
        for text in ["", "12345", "1234567", "12 456", "12345a", "１２３４５６", "+12345"] {
            assert_eq!(text.parse::<OneTimeCode>().err(), Some(CodeRule), "{text}");
        }
        assert_eq!("012345".parse::<OneTimeCode>().expect("six digits").digits(), b"012345");
    }
}
