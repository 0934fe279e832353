//! Kills during PIN entry, a keystore that fails, and old files put back: no guess is won. The program itself runs.

use lingpai_app::{KeystoreFault, Outcome};
use lingpai_vault::Access;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Report;
use crate::rig::{Rig, Span};
use crate::sim::Fault;

/// Runs the harness until the machine has been stopped `kills` times in the middle of a try.
pub fn prove(kills: u64) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0x914);
    let mut killed = 0;
    while killed < kills {
        let keystore = random.random_bool(0.7);
        let mut rig = Rig::new(keystore);
        let mut history = vec![rig.disk.copy()];
        // Until the account is frozen, or nearly forever if it never were.
        for _ in 0..60 {
            if killed == kills {
                break;
            }
            killed += 1;
            report.count("pin_kills", 1);
            let frozen = try_and_die(&mut rig, keystore, &mut random, &mut report);
            if random.random_bool(0.5) {
                history.push(rig.disk.copy());
            }
            // The thief puts back a state of the disk from before. Without a keystore nobody notices that.
            if keystore && random.random_bool(0.3) {
                let old = random.random_range(0..history.len());
                rig.disk = history[old].copy();
                report.count("pin_old_files", 1);
            }
            check(&rig, &mut report);
            if frozen {
                break;
            }
        }
    }
    report
}

/// One try of a wrong PIN, with the machine stopped or the keystore failing at a random call of it. True when no PIN may be
/// tried any more.
fn try_and_die(rig: &mut Rig, keystore: bool, random: &mut StdRng, report: &mut Report) -> bool {
    let program = rig.boot();
    if !Rig::open(&program) {
        report.fail("the vault does not open");
        return true;
    }
    if program.vault().is_ok_and(|vault| vault.access != Access::Full) {
        report.count("pin_doubts", 1);
        Rig::accept(&program);
    }
    if !rig.wait(&program) {
        return true;
    }
    // A try makes 100 calls of the disk and more, and two or three of the keystore.
    match random.random_range(0..10) {
        0..6 => {
            let fault = if random.random_bool(0.5) { Fault::Crash } else { Fault::CrashAfter };
            rig.disk.plan(random.random_range(0..120), fault);
            if keystore {
                rig.plan(usize::MAX, KeystoreFault::Failed, Span::Onward);
            }
        }
        6..9 if keystore => {
            let span = if random.random_bool(0.5) { Span::Once } else { Span::Onward };
            rig.plan(random.random_range(0..4), KeystoreFault::Denied, span);
        }
        _ => {}
    }
    let before = rig.judged;
    let outcome = rig.try_wrong(&program);
    if matches!(outcome, Ok(Outcome::Code(_) | Outcome::Synced(_))) {
        report.fail("a wrong PIN opened the account");
    }
    report.count("pin_judged", rig.judged - before);
    let stopped = rig.disk.has_stopped();
    drop(program);
    if keystore {
        rig.machine.keystore.recover();
    }
    rig.disk = if stopped { rig.disk.after_crash(random) } else { rig.disk.copy() };
    false
}

/// The promise: no fewer wrong PINs are counted than were looked at, whatever the thief has put back and said yes to.
fn check(rig: &Rig, report: &mut Report) {
    let program = rig.boot();
    if !Rig::open(&program) {
        report.fail("the vault does not open");
        return;
    }
    let (counted, owed) = (rig.counted(&program), rig.owed());
    if program.vault().is_ok_and(|vault| vault.access == Access::Full) {
        if counted < owed {
            report.fail(format!("{owed} PINs were looked at, {counted} are counted, and nothing is said"));
        }
    } else {
        Rig::accept(&program);
        let counted = rig.counted(&program);
        if counted < owed {
            report.fail(format!("{owed} PINs were looked at, {counted} are counted once the file is accepted"));
        }
    }
}
