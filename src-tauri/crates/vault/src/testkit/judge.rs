//! Reads a file of the kit with this program, and gives the result in the kit's words.

use std::fs;

use lingpai_domain::binding::{PinCheck, Role, State};
use lingpai_domain::{Algorithm, Alphabet, MovingFactor, OtpSecret, PinEntry};

use super::case::Case;
use crate::format::body::{Body, Entry};
use crate::format::codec::{Damage, len32};
use crate::format::fields::{ATTEMPTS_LEN, encode_attempts};
use crate::format::file::{ParseFault, Parsed};
use crate::format::header::NUMBERS;
use crate::format::stored::Stored;
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::{Context, PinFault, Under, UnderPin, Wrap, open_for_kit, open_secret, unwrap_key};
use crate::keys::{Derived, DeviceKey, Key, Passphrase, VaultId};
use crate::store::folder::{Folder, FolderFault};
use crate::vault::access::{Access, ReadOnly};
use crate::vault::open::Locked;
use crate::vault::way_in::{UnlockFault, WayIn};

/// The way in of a case, with the values that it borrows.
enum Way {
    DeviceKey(DeviceKey),
    Passphrase(Passphrase),
    Kit(RecoveryKit),
}

impl Way {
    fn parse(text: &str) -> Self {
        let (kind, text) = text.split_once(' ').expect("a kind and a text");
        match kind {
            "device-key" => Self::DeviceKey(DeviceKey::from_text(text).expect("a device key")),
            "passphrase" => Self::Passphrase(Passphrase::new(text).expect("a passphrase")),
            "kit" => Self::Kit(RecoveryKit::from_text(text).expect("an identity")),
            _ => panic!("no way in: {kind}"),
        }
    }

    fn in_(&self) -> WayIn<'_> {
        match self {
            Self::DeviceKey(device) => WayIn::DeviceKey(device),
            Self::Passphrase(passphrase) => WayIn::Passphrase(passphrase),
            Self::Kit(kit) => WayIn::Kit(kit),
        }
    }
}

fn damage_word(damage: Damage) -> String {
    match damage {
        Damage::Short => "damaged-short".to_owned(),
        Damage::Trailing => "damaged-trailing".to_owned(),
        Damage::Order => "damaged-order".to_owned(),
        Damage::Missing(tag) => format!("damaged-missing {tag}"),
        Damage::Field(tag) => format!("damaged-field {tag}"),
        Damage::Magic => "damaged-magic".to_owned(),
        Damage::Version => "damaged-version".to_owned(),
        Damage::Checksum => "damaged-checksum".to_owned(),
        Damage::Header => "damaged-header".to_owned(),
        Damage::Body => "damaged-body".to_owned(),
        Damage::Sealed => "damaged-sealed".to_owned(),
    }
}

fn unlock_word(fault: UnlockFault) -> String {
    match fault {
        UnlockFault::NoSlot => "no-slot".to_owned(),
        UnlockFault::Wrong => "wrong".to_owned(),
        UnlockFault::Damaged(damage) => damage_word(damage),
        UnlockFault::Newer => "newer".to_owned(),
        UnlockFault::Kdf(fault) => panic!("{fault}"),
    }
}

fn open_word(newer: bool, set_aside: usize) -> String {
    match (newer, set_aside) {
        (true, _) => "read-only".to_owned(),
        (false, 0) => "ok".to_owned(),
        (false, set_aside) => format!("set-aside {set_aside}"),
    }
}

/// Gives the verdict on a case, and the entries of its account list.
pub(super) fn judge(case: &Case) -> (String, Vec<String>) {
    let way = Way::parse(&case.way);
    let opened = Parsed::parse(case.file.clone()).map_err(UnlockFault::from).and_then(|parsed| {
        let root = way.in_().open(&parsed.header)?;
        let (keys, body) = parsed.open_with(&root)?;
        Ok((parsed, keys, body))
    });
    let (parsed, keys, body) = match opened {
        Ok(opened) => opened,
        Err(fault) => return (unlock_word(fault), Vec::new()),
    };
    assert_canonical(&case.name, &parsed, &keys, &body);
    let entries = body.entries.iter().map(|entry| match entry {
        Entry::SetAside(_) => "set-aside".to_owned(),
        Entry::Account(stored) => show(stored, &keys, parsed.header.vault, &way, case.pin.as_deref()),
    });
    let set_aside = body.entries.iter().filter(|entry| matches!(entry, Entry::SetAside(_))).count();
    (open_word(parsed.newer, set_aside), entries.collect())
}

/// Checks that an accepted file is written back to the same bytes, and that the file reads back the same.
fn assert_canonical(name: &str, parsed: &Parsed, keys: &Derived, body: &Body) {
    let bytes = parsed.bytes();
    let header = parsed.header.encode();
    assert_eq!(header, bytes[16..16 + header.len()], "{name}: the header");
    assert_eq!(parsed.header.minor.to_be_bytes(), bytes[10..12], "{name}: the minor version");
    let padded = parsed.padded(keys).expect("it opened before");
    let encoded = body.encode();
    assert_eq!([&len32(&encoded)[..], &encoded].concat(), padded[..4 + encoded.len()], "{name}: the body");
    let again = crate::format::file::encode(&parsed.header, body, keys).expect("entropy");
    let again = Parsed::parse(again).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    assert_eq!(again.header.encode(), header, "{name}: the header of the next file");
    assert_eq!(again.padded(keys).expect("its own keys"), padded, "{name}: the body of the next file");
}

fn show(stored: &Stored, keys: &Derived, vault: VaultId, way: &Way, pin: Option<&str>) -> String {
    let account = &stored.account;
    let binding = match account.binding {
        State::Plain => "plain",
        State::Synced(Role::Main(_), _) => "main-synced",
        State::Unsynced(Role::Main(_), PinCheck::Opens, _) => "main-unsynced",
        State::Unsynced(Role::Main(_), PinCheck::ByEye, _) => "main-by-eye",
        State::Synced(Role::Sub, _) => "sub-synced",
        State::Unsynced(Role::Sub, PinCheck::Opens, _) => "sub-unsynced",
        State::Unsynced(Role::Sub, PinCheck::ByEye, _) => "sub-by-eye",
    };
    let [wrong, until @ ..] =
        account.binding.guard().map_or([0; ATTEMPTS_LEN], |guard| encode_attempts(guard.attempts()));
    let until = u64::from_be_bytes(until);
    let algorithm = match account.otp.algorithm {
        Algorithm::Sha1 => "sha1",
        Algorithm::Sha256 => "sha256",
        Algorithm::Sha512 => "sha512",
    };
    let factor = match (account.otp.alphabet, account.otp.moving_factor) {
        (Alphabet::Decimal, MovingFactor::Time(period)) => format!("totp/{}", period.secs()),
        (Alphabet::Steam, MovingFactor::Time(period)) => format!("steam/{}", period.secs()),
        (_, MovingFactor::Counter(counter)) => format!("hotp/{counter}"),
    };
    let (digits, number) = (account.otp.digits.get(), account.number.as_str());
    let result = result(stored, keys, Context { vault, account: account.id }, way, pin);
    format!("{binding} {wrong} {until} {algorithm}/{digits}/{factor} {result} {number}")
}

fn result(stored: &Stored, keys: &Derived, context: Context, way: &Way, pin: Option<&str>) -> String {
    // A transfer that waits for its PIN is tried first.
    if let (Some(next), Some(_)) = (stored.next_transfer(), pin) {
        let opened = result(next, keys, context, way, pin);
        if opened.starts_with("secret:") {
            return opened;
        }
    }
    let sealed = &stored.sealed;
    let open = |key: Result<Key, Damage>| {
        key.and_then(|key| open_secret(&sealed.secret, &key, context)).map_err(|_| "sealed".to_owned())
    };
    let secret: Result<OtpSecret, String> = match (&sealed.wrap, pin, way) {
        (Wrap::Erased, ..) => Err("erased".to_owned()),
        (Wrap::Root(wrapped), ..) => open(unwrap_key(wrapped, &keys.root_wrap, context)),
        (Wrap::Pin(slot), Some(digits), _) => {
            let pepper = Key::from_bytes(keys.pin_pepper.expose());
            let under = Under::Slot { slot: slot.clone(), pepper, context };
            try_pin(&UnderPin { secret: sealed.secret.clone(), under }, digits)
        }
        (Wrap::Transfer(slot), Some(digits), _) => {
            try_pin(&UnderPin { secret: sealed.secret.clone(), under: Under::Transfer(slot.clone()) }, digits)
        }
        (Wrap::Transfer(_), None, _) => Err("closed".to_owned()),
        (Wrap::Pin(_), None, Way::Kit(kit)) => match &sealed.kit {
            Some(wrapped) => open(open_for_kit(wrapped, kit, context).ok_or(Damage::Sealed)),
            None => Err("closed".to_owned()),
        },
        (Wrap::Pin(_), None, Way::DeviceKey(_) | Way::Passphrase(_)) => Err("closed".to_owned()),
    };
    secret.map_or_else(
        |word| word,
        |secret| format!("secret:{}", secret.expose().iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
    )
}

fn try_pin(trial: &UnderPin, digits: &str) -> Result<OtpSecret, String> {
    let mut entry = PinEntry::new();
    digits.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
    match trial.run(&entry.finish().expect("6 to 20 digits")) {
        Ok(opened) => Ok(opened.secret),
        Err(wrong) => Err(match wrong.fault {
            PinFault::Wrong => "wrong".to_owned(),
            PinFault::Damaged(_) => "sealed".to_owned(),
            PinFault::Kdf(fault) => panic!("{fault}"),
        }),
    }
}

/// Gives the verdict of the functions that the program uses, on a folder with one file.
pub(super) fn in_a_folder(case: &Case) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    // The name has the generation of the header. A file without one gets any number.
    let number = case.file.get(44..52).and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes);
    let number = number.filter(|number| NUMBERS.contains(number)).unwrap_or(1);
    fs::write(dir.path().join(format!("vault-{number:010}.lingpai")), &case.file).expect("written");
    let locked = match Locked::read(Folder::open(dir.path()).expect("no one holds it")) {
        Ok(locked) => locked.ok().expect("there is a file"),
        Err(FolderFault::Damaged(damage)) => return damage_word(damage),
        Err(FolderFault::Newer) => return unlock_word(ParseFault::Newer.into()),
        Err(fault) => panic!("{}: {fault}", case.name),
    };
    match locked.unlock(Way::parse(&case.way).in_()) {
        Ok(vault) => open_word(vault.access() == Access::ReadOnly(ReadOnly::NewerVersion), vault.set_aside()),
        Err((_, fault)) => unlock_word(fault),
    }
}
