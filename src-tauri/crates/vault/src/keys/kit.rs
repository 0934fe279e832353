//! The recovery kit: an age identity (age-encryption.org/v1, X25519) that is printed and kept away from the machine.

use age::secrecy::ExposeSecret as _;
use age::x25519;
use zeroize::Zeroizing;

use crate::keys::Key;

/// The private half, which is printed. It is in memory only while a kit is made, tested or used.
pub struct RecoveryKit(x25519::Identity);

/// The public half. Keys can be sealed for it without the kit.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KitRecipient(x25519::Recipient);

/// A kit as it is printed: `AGE-SECRET-KEY-1` and 58 more characters. Wiped on drop.
pub struct RecoveryKitText(Zeroizing<String>);

/// What the text of an identity begins with.
const PREFIX: bech32::Hrp = bech32::Hrp::parse_unchecked("age-secret-key-");
/// The length of the text of an identity.
const TEXT_LEN: usize = 74;

/// The longest age file of a key and its context: a header for one recipient, the random stanza that age may add, and
/// one chunk.
pub(crate) const MAX_SEALED: usize = 1024;

impl RecoveryKit {
    /// Makes a new random kit.
    pub fn make() -> Self {
        Self(x25519::Identity::generate())
    }

    /// Makes the identity whose scalar is a key.
    pub(crate) fn of_key(key: &Key) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(TEXT_LEN));
        // EXPOSE: the text is the way in which age takes an identity. It is wiped on drop.
        bech32::encode_upper_to_fmt::<bech32::Bech32, String>(&mut text, PREFIX, key.expose())
            .expect("32 bytes are short enough for Bech32");
        Self(text.parse().expect("every scalar is an identity"))
    }

    /// Reads a printed kit. White space between the characters and lower case are allowed, because people type it so.
    pub fn from_text(text: &str) -> Option<Self> {
        let typed: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect());
        typed.parse().ok().map(Self)
    }

    /// Gives the text to print.
    pub fn to_text(&self) -> RecoveryKitText {
        let text = self.0.to_string();
        // EXPOSE: the text moves into a type that wipes it; age wipes its own copy.
        RecoveryKitText(Zeroizing::new(text.expose_secret().to_owned()))
    }

    /// Makes a second copy. Each caller gives the reason.
    pub(crate) fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    pub(crate) fn recipient(&self) -> KitRecipient {
        KitRecipient(self.0.to_public())
    }

    /// Opens a key that was sealed for this kit in this context.
    pub(crate) fn open(&self, sealed: &[u8], context: &[u8]) -> Option<Key> {
        let plain = Zeroizing::new(age::decrypt(&self.0, sealed).ok()?);
        let (key, bound) = plain.split_first_chunk()?;
        (bound == context).then(|| Key::from_bytes(key))
    }
}

impl KitRecipient {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let recipient: x25519::Recipient = text.parse().ok()?;
        // Only one spelling is valid, so that the recipient is written back to the same bytes.
        (recipient.to_string() == text).then_some(Self(recipient))
    }

    pub(crate) fn text(&self) -> String {
        self.0.to_string()
    }

    /// Seals a key so that only the kit opens it. The context is sealed with the key.
    pub(crate) fn seal(&self, key: &Key, context: &[u8]) -> Box<[u8]> {
        // EXPOSE: the key is the plain text; the copy is wiped.
        let plain = Zeroizing::new([key.expose(), context].concat());
        age::encrypt(&self.0, &plain).expect("age writes to memory for one X25519 recipient").into()
    }
}

impl RecoveryKitText {
    /// Gives the text. Each caller gives the reason for the exposure.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the user typed the end of this text, which shows that the kit was written down.
    pub fn ends_with(&self, typed: &str) -> bool {
        let typed: Zeroizing<String> =
            Zeroizing::new(typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect());
        typed.len() >= Self::CHECKED && self.0.ends_with(typed.as_str())
    }

    /// How many of the last characters must be typed.
    pub const CHECKED: usize = 6;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kit_reads_back_from_print_however_it_was_typed() {
        let kit = RecoveryKit::make();
        let text = kit.to_text();
        assert_eq!(text.expose().len(), 74);
        let spaced: String = text.expose().to_lowercase().chars().flat_map(|c| [c, ' ']).collect();
        let again = RecoveryKit::from_text(&spaced).expect("the same characters");
        assert_eq!(again.to_text().expose(), text.expose());
        let mut wrong = text.expose().to_owned();
        let last = wrong.pop().expect("74 characters");
        wrong.push(if last == 'Q' { 'P' } else { 'Q' });
        assert!(RecoveryKit::from_text(&wrong).is_none(), "the checksum finds a typing error");
        assert!(RecoveryKit::from_text("").is_none());
        assert!(text.ends_with(&text.expose()[68..].to_lowercase()));
        assert!(!text.ends_with(&text.expose()[69..]) && !text.ends_with("") && !text.ends_with("QQQQQQ"));
    }

    /// The scalar and the text of the test kit's identity, which other programs made.
    #[test]
    fn an_identity_of_a_key_is_the_one_that_other_programs_make() {
        let scalar: [u8; 32] = std::array::from_fn(|n| 0x60 + u8::try_from(n).expect("below 32"));
        let text = RecoveryKit::of_key(&Key::from_bytes(&scalar)).to_text();
        assert_eq!(text.expose(), "AGE-SECRET-KEY-1VPSKYCMYV4NXW6RFDF4KCMTWDAC8ZUNNW36HVAMC09A8KLRA0ELS5V382A");
        assert_eq!(text.expose().len(), TEXT_LEN);
    }

    #[test]
    fn what_is_sealed_opens_with_its_kit_in_its_context() {
        let (kit, other) = (RecoveryKit::make(), RecoveryKit::make());
        let recipient = KitRecipient::parse(&kit.recipient().text()).expect("its own text");
        let sealed = recipient.seal(&Key::from_bytes(&[7; 32]), b"context");
        assert!(sealed.len() <= MAX_SEALED);
        assert_eq!(kit.open(&sealed, b"context").expect("its own").expose(), &[7; 32]);
        assert!(kit.open(&sealed, b"contexu").is_none());
        assert!(other.open(&sealed, b"context").is_none());
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(kit.open(&damaged, b"context").is_none(), "byte {at}");
        }
        assert!(KitRecipient::parse("age1").is_none());
    }
}
