use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The PIN of an account: 6 to 20 ASCII digits, the same on all the account's devices.
///
/// Wiped on drop. It has no `Debug`, `Display`, `Clone` or `Serialize`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Pin {
    /// Space for `MAX_LEN` digits on the heap, so that a move leaves no copy behind.
    digits: Box<[u8]>,
    len: usize,
}

/// Why digits are not a valid PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinRule {
    /// Fewer than six digits.
    #[error("a PIN of {0} digits: 6 to 20 are needed")]
    TooShort(usize),
}

impl Pin {
    /// The fewest digits of a PIN.
    pub const MIN_LEN: usize = 6;
    /// The most digits of a PIN.
    pub const MAX_LEN: usize = 20;

    /// The ASCII digits. Each caller gives a reason for the exposure.
    pub fn expose(&self) -> &[u8] {
        &self.digits[..self.len]
    }

    /// Compares the digits in constant time.
    pub fn same_as(&self, other: &Self) -> bool {
        // Both buffers are compared whole: the unused tail is zero in each.
        bool::from(self.digits.ct_eq(&other.digits) & self.len.ct_eq(&other.len))
    }
}

/// The digits on a PIN pad, before they are a [`Pin`].
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PinEntry {
    /// As in a [`Pin`].
    digits: Box<[u8]>,
    len: usize,
}

impl Default for PinEntry {
    fn default() -> Self {
        Self { digits: [0; Pin::MAX_LEN].into(), len: 0 }
    }
}

impl PinEntry {
    /// An empty entry.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of digits. Nothing else about them may be shown.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no digits.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a digit from 0 to 9. Returns `false` and changes nothing if the entry is full or the number is not a digit.
    pub fn push(&mut self, digit: u8) -> bool {
        if digit > 9 || self.len == Pin::MAX_LEN {
            return false;
        }
        self.digits[self.len] = b'0' + digit;
        self.len += 1;
        true
    }

    /// Removes the last digit, if there is one.
    pub fn pop(&mut self) {
        if self.len > 0 {
            self.len -= 1;
            self.digits[self.len].zeroize();
        }
    }

    /// Makes a PIN of the digits and empties the entry. If there are too few, they stay.
    pub fn finish(&mut self) -> Result<Pin, PinRule> {
        if self.len < Pin::MIN_LEN {
            return Err(PinRule::TooShort(self.len));
        }
        let typed = std::mem::take(self);
        // A type that wipes itself cannot be taken apart; its digits are wiped with it.
        Ok(Pin { digits: typed.digits.clone(), len: typed.len })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(digits: &str) -> PinEntry {
        let mut entry = PinEntry::new();
        for digit in digits.bytes() {
            entry.push(digit - b'0');
        }
        entry
    }

    #[test]
    fn six_to_twenty_digits_make_a_pin() {
        assert_eq!(entry("12345").finish().err(), Some(PinRule::TooShort(5)));
        assert_eq!(entry("123456").finish().expect("six digits").expose(), b"123456");
        let twenty = "12345678901234567890";
        assert_eq!(entry(twenty).finish().expect("twenty digits").expose(), twenty.as_bytes());
    }

    #[test]
    fn the_twenty_first_digit_and_what_is_no_digit_are_refused() {
        let mut full = entry("12345678901234567890");
        assert!(!full.push(1));
        assert_eq!(full.len(), 20);
        let mut empty = PinEntry::new();
        assert!(!empty.push(10));
        assert!(empty.is_empty());
    }

    #[test]
    fn pop_takes_the_last_digit_and_stops_at_none() {
        let mut entry = entry("1");
        entry.pop();
        entry.pop();
        assert!(entry.is_empty());
        assert_eq!(*entry.digits, [0; 20]);
    }

    #[test]
    fn a_prefix_is_not_the_same_pin() {
        let (short, long) = (entry("123456").finish(), entry("1234560").finish());
        let (short, long) = (short.expect("six digits"), long.expect("seven digits"));
        assert!(!short.same_as(&long));
        assert!(short.same_as(&entry("123456").finish().expect("six digits")));
    }
}
