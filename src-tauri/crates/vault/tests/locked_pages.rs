//! How many pages an open vault locks into memory. Windows lets a process lock some forty.
//!
//! This is a test binary of its own, because the count is the whole process's.
#![cfg(target_os = "linux")]

use lingpai_domain::{
    AccountNumber, Algorithm, Alphabet, Digits, Moment, MovingFactor, OtpParameters, OtpSecret, Period, UnixTime,
    binding,
};
use lingpai_vault::{DeviceKey, Folder, KeystoreName, Lock, NewAccount, Opener, Vault};

/// The size of a page of a key, in KiB.
const PAGE: u64 = 4;
/// The most pages of an open vault.
const MOST: u64 = 20;

/// Gives the memory that this process has locked, in KiB.
fn locked() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmLck:")).expect("Linux tells it");
    line.trim().trim_end_matches("kB").trim().parse().expect("a number")
}

#[test]
fn an_open_vault_locks_few_pages_however_many_accounts_it_has() {
    let dir = tempfile::tempdir().expect("a folder");
    let before = locked();
    let folder = Folder::open(&dir.path().join("vault")).expect("a fresh folder");
    let device = DeviceKey::make().expect("entropy");
    let name = KeystoreName::parse("secret-service").expect("a name");
    let time = UnixTime::from_secs(1_795_000_000);
    let now = Moment { wall: time, steady: time };
    let id = Vault::make_id().expect("entropy");
    let mut vault = Vault::create(folder, id, Opener::Keystore(name, &device), now).expect("a fresh vault");
    let open = locked() - before;
    assert!(open > 0, "this system locks no page, so the test shows nothing");
    assert!(open <= MOST * PAGE, "{open} KiB");
    let changes = (0..50).map(|byte| {
        let account = NewAccount {
            issuer: None,
            number: AccountNumber::parse(&format!("7000{byte:02}")).expect("a number"),
            otp: OtpParameters {
                algorithm: Algorithm::Sha1,
                digits: Digits::SIX,
                moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
                alphabet: Alphabet::Decimal,
            },
            bound_at: time,
            activation: None,
            epoch: 0,
            devices: Vec::new(),
        };
        let secret = OtpSecret::new([byte; 20]).expect("20 bytes");
        (account, secret)
    });
    for (account, secret) in changes {
        let lock = Lock::Root(binding::bind_plain(None).expect("not bound"));
        let change = vault.prepare(account, &secret, lock).expect("prepared");
        vault.commit(change, now).expect("saved");
    }
    assert_eq!(locked() - before, open, "each account locks pages of its own");
}
