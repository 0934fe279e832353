use zxcvbn::Score;

/// The strength of a passphrase: zxcvbn's score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength(Score);

impl Strength {
    /// From 0 (guessed at once) to 4 (very hard to guess).
    pub fn score(self) -> u8 {
        self.0.into()
    }

    /// Whether it is strong enough for a vault: at least 10^8 guesses, each of which costs Argon2id's time and memory.
    pub fn is_enough(self) -> bool {
        self.0 >= Score::Three
    }
}

/// Estimates a passphrase's strength. Words that are obvious for this program add nothing.
pub fn strength(passphrase: &str) -> Strength {
    // EXPOSE: zxcvbn makes copies that it does not wipe; the allocator wipes them, and they never leave the process.
    Strength(zxcvbn::zxcvbn(passphrase, &["lingpai", "fuyi", "令牌", "富易", "authenticator"]).score())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_ones_are_weak_and_four_random_words_are_not() {
        for weak in ["", "password", "12345678901234567890", "lingpai2026", "qwertyuiop"] {
            assert!(!strength(weak).is_enough(), "{weak}");
        }
        assert!(strength("staple orbit velvet mango").is_enough());
        assert_eq!(strength("staple orbit velvet mango").score(), 4);
    }
}
