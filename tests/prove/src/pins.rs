//! Kills during PIN entry, and old files put back. No guess is gained.

use std::path::Path;
use std::sync::Arc;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, PinGuard};
use lingpai_domain::{AccountId, Moment};
use lingpai_vault::{Access, AnchorText, AnchorVerdict, DeviceKey, Disk, Folder, Vault, WayIn};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Report;
use crate::sim::{Fault, SimDisk};
use crate::vaults::{add_main, at, create, open, pin};

const HOME: &str = "/home/vault";

/// A machine: its disk, and its keystore, which is not restored with the disk.
struct Machine {
    disk: SimDisk,
    keystore: Keystore,
    anchor: Option<AnchorText>,
    device: DeviceKey,
    id: AccountId,
    /// Every PIN whose check has begun.
    checks: u8,
    now: Moment,
}

/// Whether the keystore of a machine works.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keystore {
    /// It remembers the anchor, so an old disk is noticed.
    Remembers,
    /// It fails. Only the count on disk is left, and an old disk gives its tries back.
    Fails,
}

/// Runs the harness until the machine has been stopped `kills` times in the middle of a try.
pub fn prove(kills: u64) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0x914);
    let mut killed = 0;
    while killed < kills {
        let mut machine = fresh(if random.random_bool(0.5) { Keystore::Remembers } else { Keystore::Fails });
        let mut history = vec![machine.disk.copy()];
        // The account is frozen long before the end of this loop.
        for _ in 0..60 {
            if killed == kills {
                break;
            }
            killed += 1;
            report.count("pin_kills", 1);
            let frozen = machine.try_and_die(&mut random, &mut report);
            if random.random_bool(0.5) {
                history.push(machine.disk.copy());
            }
            // The thief puts back an earlier state of the disk.
            if machine.keystore == Keystore::Remembers && random.random_bool(0.3) {
                let old = random.random_range(0..history.len());
                machine.disk = history[old].copy();
            }
            machine.check(&mut report);
            if frozen {
                break;
            }
        }
    }
    report
}

fn fresh(keystore: Keystore) -> Machine {
    let disk = SimDisk::new(&[Path::new("/home")]);
    let device = DeviceKey::make().expect("entropy");
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let mut vault = create(Folder::open_on(shared, Path::new(HOME)).expect("a fresh folder"), &device);
    let id = add_main(&mut vault, "700004", at(0)).expect("saved");
    let mut anchor = None;
    vault.remember(|_, text| keep(keystore, &mut anchor, text), at(0));
    drop(vault);
    Machine { disk, keystore, anchor, device, id, checks: 0, now: at(0) }
}

/// Hands an anchor to the keystore. `true` if the keystore stored it.
fn keep(keystore: Keystore, anchor: &mut Option<AnchorText>, text: &AnchorText) -> bool {
    if keystore == Keystore::Remembers {
        *anchor = Some(text.clone());
    }
    keystore == Keystore::Remembers
}

impl Machine {
    /// Tries one wrong PIN, as the program does, and stops the machine at a random place in between. `true` when no PIN
    /// may be tried any more.
    fn try_and_die(&mut self, random: &mut StdRng, report: &mut Report) -> bool {
        let mut vault = self.start(report);
        let binding = vault.account(self.id).expect("bound").binding;
        if let Some(Attempts::Waiting { until, .. }) = binding.guard().map(PinGuard::attempts) {
            // The thief is patient enough to wait.
            self.now.steady = self.now.steady.max(until);
        }
        let Ok(permit) = binding::try_pin(binding, self.now.steady) else { return true };
        // The machine stops during the save, right after it, before the keystore remembers, or before the check.
        let calls = random.random_range(0..40);
        self.disk.plan(calls, if random.random_bool(0.5) { Fault::Crash } else { Fault::CrashAfter });
        let counted = vault.begin_trial(self.id, &permit, self.now).ok();
        if let Some(counted) = counted
            && !self.disk.has_stopped()
            && !random.random_bool(0.2)
        {
            let remembered = counted.remember(|_, text| keep(self.keystore, &mut self.anchor, text));
            if !random.random_bool(0.2) {
                self.checks = (self.checks + 1).min(Attempts::FREEZING);
                if remembered.trial().run(&pin(random.random_range(0..100_000))).is_ok() {
                    report.fail("a wrong PIN opened the account");
                }
            }
        }
        let stopped = self.disk.has_stopped();
        drop(vault);
        self.disk = if stopped { self.disk.after_crash(random) } else { self.disk.copy() };
        false
    }

    /// Opens the vault. If the keystore contradicts the file, agrees to continue, as a thief would.
    fn start(&mut self, report: &mut Report) -> Vault {
        let shared: Arc<dyn Disk> = Arc::new(self.disk.clone());
        let opened = open(shared, Path::new(HOME), WayIn::DeviceKey(&self.device));
        let mut vault = match opened {
            Ok(Some(vault)) => vault,
            other => {
                report.fail(format!("the vault does not open: {:?}", other.err()));
                panic!("without a vault there is nothing to go on with");
            }
        };
        if vault.check_anchor(self.anchor.as_ref()) != AnchorVerdict::Fine {
            if vault.access() == Access::Full {
                report.fail("a doubtful file may be changed");
            }
            vault.accept_older(self.anchor.as_ref(), self.now).expect("saved");
            self.anchor = Some(vault.anchor());
        }
        vault
    }

    /// Checks the promise: no fewer wrong PINs are counted than were checked.
    fn check(&mut self, report: &mut Report) {
        let vault = self.start(report);
        let counted = vault.account(self.id).and_then(|account| account.binding.guard()).map(PinGuard::attempts);
        let counted = counted.map_or(0, Attempts::wrong);
        if counted < self.checks {
            report.fail(format!("{} PINs were checked, {counted} are counted", self.checks));
        }
    }
}
