//! Prints the time for opening and for saving a vault of 10, 1,000 and 10,000 accounts, as `name value unit` with
//! medians of nine runs. The vault opens with a device key, so key derivation is not included.
#![allow(clippy::print_stdout, reason = "a command-line program")]

use std::time::{Duration, Instant};

use lingpai_domain::binding;
use lingpai_domain::{
    AccountNumber, Algorithm, Alphabet, Digits, Issuer, Moment, MovingFactor, OtpParameters, OtpSecret, Period,
    UnixTime,
};
use lingpai_vault::{DeviceKey, Folder, KeystoreName, Lock, Locked, NewAccount, Opener, Vault, WayIn};

const RUNS: usize = 9;

fn main() {
    for accounts in [10, 1_000, 10_000] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let device = DeviceKey::make().expect("entropy");
        let mut vault = made(dir.path(), &device, accounts);
        let save = median(|| vault.set_settings(vault.settings().clone(), now()).expect("saved"));
        drop(vault);
        let open = median(|| drop(opened(dir.path(), &device)));
        println!("vault.open.{accounts} {:.2} ms", millis(open));
        println!("vault.save.{accounts} {:.2} ms", millis(save));
    }
}

fn made(path: &std::path::Path, device: &DeviceKey, accounts: usize) -> Vault {
    let name = KeystoreName::parse("measured").expect("lower-case letters");
    let folder = Folder::open(path).expect("a fresh folder");
    let id = Vault::make_id().expect("entropy");
    let mut vault = Vault::create(folder, id, Opener::Keystore(name, device), now()).expect("a fresh vault");
    let changes = (0..accounts).map(|n| {
        let new = NewAccount {
            issuer: Some(Issuer::parse("Example Securities").expect("a name")),
            number: AccountNumber::parse(&format!("trader{n}@example.hk")).expect("a name"),
            otp: OtpParameters {
                algorithm: Algorithm::Sha1,
                digits: Digits::SIX,
                moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
                alphabet: Alphabet::Decimal,
            },
            bound_at: now().wall,
            activation: None,
            epoch: 0,
            devices: Vec::new(),
        };
        let secret = OtpSecret::new([7; 20]).expect("20 bytes");
        vault.prepare(new, &secret, Lock::Root(binding::bind_plain(None).expect("not bound"))).expect("prepared")
    });
    let changes = changes.collect();
    vault.commit_all(changes, now()).expect("saved");
    vault
}

fn opened(path: &std::path::Path, device: &DeviceKey) -> Vault {
    let Ok(locked) = Locked::read(Folder::open(path).expect("free")).expect("whole") else { panic!("a vault") };
    let Ok(vault) = locked.unlock(WayIn::DeviceKey(device)) else { panic!("its key") };
    vault
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn now() -> Moment {
    let now = UnixTime::from_secs(1_795_000_000);
    Moment { wall: now, steady: now }
}

fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}
