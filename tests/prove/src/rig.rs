//! The program itself on a machine in memory, with a disk and a keystore that fail at a chosen call.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lingpai_app::{Fault, KeystoreFault, Lingpai, Outcome, PadPurpose, Renew, Source, Started};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::PinGuard;
use lingpai_domain::{AccountId, UnixTime};
use lingpai_machine::Machine;
use lingpai_vault::{Access, Cost, proofs};

use crate::sim::SimDisk;

const HOME: &str = "/home/vault";
pub(crate) const PIN: &str = "135790";
const PASSPHRASE: &str = "staple orbit velvet mango";
const REGISTRATION: &str = "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi\
    &algorithm=SHA1&digits=6&period=60&activation=152149&expires=2026-11-25T09:30:00%2B08:00&pin=required";

/// Which calls of the keystore fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// This one.
    Once,
    /// This one and all behind it.
    Onward,
}

/// A machine with a vault that has one PIN account. What the program does on it, the program does.
pub(crate) struct Rig {
    pub(crate) machine: Machine,
    pub(crate) disk: SimDisk,
    pub(crate) account: AccountId,
    /// How many PINs were looked at, each of them another wrong one.
    pub(crate) judged: u64,
    next: u32,
}

impl Rig {
    /// Makes the vault, with the keystore or with a passphrase alone.
    pub(crate) fn new(keystore: bool) -> Self {
        let machine = Machine::at(UnixTime::from_secs(1_795_483_800));
        let disk = SimDisk::new(&[Path::new("/home")]);
        if !keystore {
            machine.keystore.fail(KeystoreFault::Absent);
        }
        let mut rig = Self { machine, disk, account: AccountId([0; 16]), judged: 0, next: 0 };
        let program = rig.boot();
        if program.start().expect("an empty folder") == Started::ChoosePassphrase {
            program.create_with_passphrase(PASSPHRASE).expect("strong enough");
        }
        program.take(program.session().expect("open"), vec![Source::text(REGISTRATION)]).expect("open");
        program.open_pad(PadPurpose::Create).expect("a registration waits");
        for _ in 0..2 {
            if let Outcome::Bound(id) = submit(&program, PIN).expect("digits") {
                rig.account = id;
            }
        }
        rig
    }

    /// Starts the program. Nothing is opened yet.
    pub(crate) fn boot(&self) -> Lingpai {
        let mut machine = self.machine.clone();
        machine.disk = Arc::new(self.disk.clone());
        Lingpai::new(machine.ports(), HOME.into(), Cost::LEAST)
    }

    /// Opens the vault with what there is. `false` where nothing opens it.
    pub(crate) fn open(program: &Lingpai) -> bool {
        match program.start() {
            Ok(Started::Open) => true,
            Ok(Started::Unlock(unlock)) if unlock.ways.passphrase => {
                matches!(program.unlock_with_passphrase(PASSPHRASE, Renew::No), Ok(Started::Open))
            }
            Ok(Started::Unlock(_) | Started::ChoosePassphrase) | Err(_) => false,
        }
    }

    /// Has the `call`th call of the keystore from now on fail. Every call fails once the disk has stopped: the machine has.
    pub(crate) fn plan(&self, call: usize, fault: KeystoreFault, span: Span) -> Arc<AtomicUsize> {
        let calls = Arc::new(AtomicUsize::new(0));
        let (counted, disk) = (Arc::clone(&calls), self.disk.clone());
        self.machine.keystore.watch(move |_| {
            let now = counted.fetch_add(1, Ordering::SeqCst);
            let planned = now == call || (now > call && span == Span::Onward);
            (planned || disk.has_stopped()).then_some(fault)
        });
        calls
    }

    /// Waits as long as the account has to. `false` where it is frozen.
    pub(crate) fn wait(&self, program: &Lingpai) -> bool {
        match attempts(program, self.account) {
            Some(Attempts::Waiting { until, .. }) => {
                self.machine.clock.forward(until.since(program.steady_now()) + Duration::from_millis(1));
                true
            }
            Some(Attempts::Frozen) => false,
            Some(Attempts::Free { .. }) | None => true,
        }
    }

    /// Tries a wrong PIN that was not tried before.
    pub(crate) fn try_wrong(&mut self, program: &Lingpai) -> Result<Outcome, Fault> {
        let pin = format!("{:06}", self.next);
        self.next += 1;
        self.try_pin(program, &pin)
    }

    pub(crate) fn try_pin(&mut self, program: &Lingpai, pin: &str) -> Result<Outcome, Fault> {
        let before = proofs::judged();
        program.open_pad(PadPurpose::Code(self.account))?;
        let outcome = submit(program, pin);
        self.judged += proofs::judged() - before;
        outcome
    }

    /// Says yes to whatever the keystore doubts, as a thief would.
    pub(crate) fn accept(program: &Lingpai) {
        // What the keystore could not be asked before, it may tell now.
        for _ in 0..2 {
            if program.vault().is_ok_and(|vault| vault.access != Access::Full) {
                program.accept_older().ok();
            }
        }
    }

    /// How many wrong PINs are counted.
    pub(crate) fn counted(&self, program: &Lingpai) -> u64 {
        attempts(program, self.account).map_or(0, |attempts| attempts.wrong().into())
    }

    /// What must be counted: every PIN that was looked at, up to the one that freezes.
    pub(crate) fn owed(&self) -> u64 {
        self.judged.min(Attempts::FREEZING.into())
    }
}

fn attempts(program: &Lingpai, id: AccountId) -> Option<Attempts> {
    let accounts = program.accounts().ok()?;
    let account = accounts.iter().find(|account| account.id == id)?;
    account.binding.guard().map(PinGuard::attempts)
}

fn submit(program: &Lingpai, pin: &str) -> Result<Outcome, Fault> {
    for digit in pin.bytes() {
        program.type_digit(digit - b'0')?;
    }
    program.submit_pin(|| true)
}
