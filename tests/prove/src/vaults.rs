//! Vaults for the proofs, at the lowest cost that Argon2id allows.

use std::path::Path;
use std::sync::Arc;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::PinGuard;
use lingpai_domain::{
    AccountId, AccountNumber, Algorithm, Alphabet, Digits, Issuer, Moment, MovingFactor, OtpParameters, OtpSecret,
    Period, Pin, PinEntry, UnixTime, binding,
};
use lingpai_vault::{
    Cost, DeviceKey, Disk, Folder, FolderFault, KeystoreName, Lock, Locked, NewAccount, Opener, Settings, Vault, WayIn,
    Ways,
};

pub(crate) const DAY: u64 = 24 * 60 * 60;

pub(crate) fn at(days: u64) -> Moment {
    let time = UnixTime::from_secs(1_795_000_000 + days * DAY);
    Moment { wall: time, steady: time }
}

pub(crate) fn pin(number: u32) -> Pin {
    let mut entry = PinEntry::new();
    for digit in format!("{number:06}").bytes() {
        entry.push(digit - b'0');
    }
    entry.finish().expect("six digits")
}

pub(crate) fn keystore_name() -> KeystoreName {
    KeystoreName::parse("proof").expect("lower-case letters")
}

pub(crate) fn create(folder: Folder, device: &DeviceKey) -> Vault {
    let id = Vault::make_id().expect("entropy");
    Vault::create(folder, id, Opener::Keystore(keystore_name(), device), at(0)).expect("a fresh vault")
}

fn new_account(number: &str) -> NewAccount {
    NewAccount {
        issuer: Some(Issuer::parse("富易").expect("a name")),
        number: AccountNumber::parse(number).expect("a number"),
        otp: OtpParameters {
            algorithm: Algorithm::Sha1,
            digits: Digits::SIX,
            moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
            alphabet: Alphabet::Decimal,
        },
        bound_at: at(0).wall,
        activation: None,
        epoch: 0,
        devices: Vec::new(),
    }
}

pub(crate) fn add_plain(
    vault: &mut Vault,
    number: &str,
    moment: Moment,
) -> Result<AccountId, lingpai_vault::VaultFault> {
    let secret = OtpSecret::new([7; 20]).expect("20 bytes");
    let permit = binding::bind_plain(None).expect("an account that is not bound");
    let change = vault.prepare(new_account(number), &secret, Lock::Root(permit))?;
    vault.commit(change, moment)
}

pub(crate) fn add_main(
    vault: &mut Vault,
    number: &str,
    moment: Moment,
) -> Result<AccountId, lingpai_vault::VaultFault> {
    let secret = OtpSecret::new([9; 20]).expect("20 bytes");
    let permit = binding::register_first(None).expect("an account that is not bound");
    let lock = Lock::NewPin(permit, &pin(135_790), Cost::LEAST);
    let change = vault.prepare(new_account(number), &secret, lock)?;
    vault.commit(change, moment)
}

/// Describes everything about an open vault that a user would see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    accounts: Vec<(AccountId, String, String)>,
    settings: Settings,
    ways: Ways,
    set_aside: usize,
}

impl Seen {
    pub(crate) fn of(vault: &Vault) -> Self {
        let account = |account: &lingpai_domain::Account| {
            // A trial is stored as its count.
            let guard = PinGuard::Resting(account.binding.guard().map_or(Attempts::NONE, PinGuard::attempts));
            (account.id, account.number.to_string(), format!("{:?}", account.binding.with_guard(guard)))
        };
        Self {
            accounts: vault.accounts().map(account).collect(),
            settings: vault.settings().clone(),
            ways: vault.ways(),
            set_aside: vault.set_aside(),
        }
    }
}

impl Seen {
    /// Describes the same without ids: account numbers with their bindings, and the rest. Empty for a new vault.
    pub(crate) fn shape(&self) -> String {
        let accounts: Vec<String> =
            self.accounts.iter().map(|(_, number, binding)| format!("{number}: {binding}\n")).collect();
        let ways = (self.ways.passphrase, self.ways.kit);
        if accounts.is_empty() && self.settings == Settings::default() && ways == (false, None) {
            return String::new();
        }
        format!("{}{:?} {ways:?} {}", accounts.concat(), self.settings, self.set_aside)
    }
}

/// Opens a folder. `None` if it has no vault.
pub(crate) fn open(disk: Arc<dyn Disk>, path: &Path, way: WayIn<'_>) -> Result<Option<Vault>, String> {
    let folder = Folder::open_on(disk, path).map_err(|fault| fault.to_string())?;
    match Locked::read(folder).map_err(|fault: FolderFault| fault.to_string())? {
        Ok(locked) => locked.unlock(way).map(Some).map_err(|(_, fault)| fault.to_string()),
        Err(_) => Ok(None),
    }
}
