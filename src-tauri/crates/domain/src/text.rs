use std::fmt;

/// The rule that a text from outside breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRule {
    /// It is empty, or has only white space.
    #[error("it is empty")]
    Empty,
    /// It has too many characters.
    #[error("it has {len} characters, {max} at most are allowed")]
    TooLong {
        /// The characters found.
        len: usize,
        /// The most allowed.
        max: usize,
    },
    /// It has a character that is invisible, reorders the text around it, or is not allowed.
    #[error("character U+{:04X} is not allowed", *.0 as u32)]
    Forbidden(char),
    /// It has white space at the start or end, so that it could look the same as another text.
    #[error("it starts or ends with white space")]
    Untrimmed,
}

/// Characters that would let a hostile QR code disguise one text as another: controls, line ends, zero-width and
/// bidirectional formatting (Unicode UAX #9 and UTR #36 §2.5), private use and non-characters.
fn disguises(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn check(text: &str, max: usize, allowed: impl Fn(char) -> bool) -> Result<(), TextRule> {
    if text.trim().is_empty() {
        return Err(TextRule::Empty);
    }
    let len = text.chars().count();
    if len > max {
        return Err(TextRule::TooLong { len, max });
    }
    if let Some(c) = text.chars().find(|&c| !allowed(c)) {
        return Err(TextRule::Forbidden(c));
    }
    if text.trim() != text {
        return Err(TextRule::Untrimmed);
    }
    Ok(())
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $max:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The most characters (Unicode scalar values).
            pub const MAX_CHARS: usize = $max;

            /// Checks a text. It is never trimmed or cut.
            pub fn parse(text: &str) -> Result<Self, TextRule> {
                check(text, $max, $allowed)?;
                Ok(Self(text.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_text!(
    /// The issuer of an account: the `issuer` of the key URI format, 1 to 100 characters.
    Issuer, 100, |c| !disguises(c)
);
checked_text!(
    /// The account number or name at the issuer: the account part of a key URI label, 1 to 200 characters.
    AccountNumber, 200, |c| !disguises(c)
);
checked_text!(
    /// The code that distinguishes registrations of the same account number: 1 to 32 ASCII letters and digits.
    ActivationCode, 32, |c| c.is_ascii_alphanumeric()
);
checked_text!(
    /// The user's name for a further device: 1 to 60 characters.
    DeviceName, 60, |c| !disguises(c)
);
checked_text!(
    /// The user's name for a group of accounts: 1 to 60 characters.
    GroupName, 60, |c| !disguises(c)
);
checked_text!(
    /// The broker's telephone number for its customers: 1 to 60 of digits, `+`, `-`, `/`, parentheses and spaces.
    SupportContact, 60, |c| c.is_ascii_digit() || matches!(c, '+' | '-' | '/' | '(' | ')' | ' ')
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_and_chinese_names_pass() {
        for text in ["Fuyi", "富易", "trader@example.hk", "a", "It’s & Co. (HK) — №1", "👩‍💻".trim_matches('\u{200D}')]
        {
            let verdict = Issuer::parse(text);
            // The technologist emoji holds a zero-width joiner inside: refused like every invisible character.
            assert_eq!(verdict.is_ok(), !text.contains('\u{200D}'), "{text}");
        }
    }

    #[test]
    fn each_rule_is_named() {
        assert_eq!(Issuer::parse(""), Err(TextRule::Empty));
        assert_eq!(Issuer::parse(" \u{3000}"), Err(TextRule::Empty));
        assert_eq!(Issuer::parse(&"x".repeat(101)), Err(TextRule::TooLong { len: 101, max: 100 }));
        assert_eq!(AccountNumber::parse("70\u{202E}0004"), Err(TextRule::Forbidden('\u{202E}')));
        assert_eq!(AccountNumber::parse("70\n0004"), Err(TextRule::Forbidden('\n')));
        assert_eq!(AccountNumber::parse(" 700004"), Err(TextRule::Untrimmed));
        assert_eq!(ActivationCode::parse("15-2149"), Err(TextRule::Forbidden('-')));
        assert_eq!(SupportContact::parse("call me"), Err(TextRule::Forbidden('c')));
        assert!(SupportContact::parse("40080 95521 / 852-25097524").is_ok());
    }
}
