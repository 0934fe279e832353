use crate::{AccountNumber, Pin};

/// The rule by which a PIN is too easy to guess. There are few rules, so that a user can learn them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPin {
    /// All digits are the same.
    #[error("all digits of the PIN are the same")]
    AllSame,
    /// Each digit is one more than the one before it, or each is one less. 0 follows 9.
    #[error("the digits of the PIN count up or down")]
    Run,
    /// A pair of digits is repeated.
    #[error("the PIN is a pair of digits over and over")]
    RepeatedPair,
    /// It is the account number, or six or more digits of it in a row.
    #[error("the PIN is the account number or a part of it")]
    AccountNumber,
    /// It is a date from 1900 to 2099: YYYYMMDD, DDMMYYYY, MMDDYYYY, or with two digits of the year YYMMDD, DDMMYY,
    /// MMDDYY.
    #[error("the PIN is a date")]
    Date,
}

impl Pin {
    /// Why this PIN is too easy to guess. `None` if it is not.
    pub fn weakness(&self, number: &AccountNumber) -> Option<WeakPin> {
        // EXPOSE: looked at, never kept.
        let digits = self.expose();
        let steps = |by: u8| digits.windows(2).all(|pair| (pair[0] - b'0' + by) % 10 == pair[1] - b'0');
        if steps(0) {
            return Some(WeakPin::AllSame);
        }
        if steps(1) || steps(9) {
            return Some(WeakPin::Run);
        }
        if digits.windows(3).all(|three| three[0] == three[2]) {
            return Some(WeakPin::RepeatedPair);
        }
        let number: Vec<u8> = number.as_str().bytes().filter(u8::is_ascii_digit).collect();
        let within = |long: &[u8], short: &[u8]| {
            short.len() >= Self::MIN_LEN && long.windows(short.len()).any(|part| part == short)
        };
        if within(&number, digits) || within(digits, &number) {
            return Some(WeakPin::AccountNumber);
        }
        is_date(digits).then_some(WeakPin::Date)
    }
}

fn is_date(digits: &[u8]) -> bool {
    let number = |part: &[u8]| part.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let day_month = |day: &[u8], month: &[u8]| (1..=31).contains(&number(day)) && (1..=12).contains(&number(month));
    let year = |part: &[u8]| (1900..=2099).contains(&number(part));
    let pair = |at: usize| &digits[at..at + 2];
    match digits.len() {
        6 => {
            let (a, b, c) = (pair(0), pair(2), pair(4));
            day_month(c, b) || day_month(a, b) || day_month(b, a)
        }
        8 => {
            let (a, b, c, d) = (pair(0), pair(2), pair(4), pair(6));
            (year(&digits[..4]) && day_month(d, c)) || (year(&digits[4..]) && (day_month(a, b) || day_month(b, a)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PinEntry;

    fn weakness(digits: &str) -> Option<WeakPin> {
        let mut entry = PinEntry::new();
        digits.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
        let number = AccountNumber::parse("HK-8700419").expect("a number");
        entry.finish().expect("6 to 20 digits").weakness(&number)
    }

    #[test]
    fn each_rule_has_its_pins() {
        for (digits, rule) in [
            ("000000", WeakPin::AllSame),
            ("88888888", WeakPin::AllSame),
            ("123456", WeakPin::Run),
            ("7890123", WeakPin::Run),
            ("987654", WeakPin::Run),
            ("121212", WeakPin::RepeatedPair),
            ("4747474", WeakPin::RepeatedPair),
            ("8700419", WeakPin::AccountNumber),
            ("700419", WeakPin::AccountNumber),
            ("4870041966", WeakPin::AccountNumber),
            ("19870430", WeakPin::Date),
            ("30041987", WeakPin::Date),
            ("04301987", WeakPin::Date),
            ("870430", WeakPin::Date),
            ("300487", WeakPin::Date),
            ("043087", WeakPin::Date),
        ] {
            assert_eq!(weakness(digits), Some(rule), "{digits}");
        }
    }

    #[test]
    fn other_pins_pass() {
        for digits in ["135790", "246813", "918273", "99887766", "18991231", "31415926535", "400000", "123457"] {
            if digits.len() >= 6 {
                assert_eq!(weakness(digits), None, "{digits}");
            }
        }
    }
}
