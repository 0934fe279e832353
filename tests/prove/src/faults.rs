//! Each call of the storage protocol fails, is done in part or is followed by a crash. The result is the old state or
//! the new one, never another.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use lingpai_domain::binding::{self, State};
use lingpai_vault::{
    BackupPlan, Cost, DeviceKey, Disk, Folder, Foreign, Keep, Kept, KeystoreFate, Locked, OpenedByPin, Opener,
    Passphrase, PinTrial, RecoveryKit, Remembered, Settings, SlotKind, Vault, WayIn,
};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::Report;
use crate::sim::{Fault, SimDisk};
use crate::vaults::{Seen, add_main, add_plain, at, create, keystore_name, open, pin};

/// The number of tries.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// How many kinds of vaults each operation starts with: 1 to 4.
    pub contexts: usize,
    /// How many disks are tried after each crash.
    pub states: usize,
    /// Only one of so many calls meets a fault. 1 stands for all.
    pub every: usize,
}

impl Budget {
    /// The full strength.
    pub const FULL: Self = Self { contexts: 4, states: 40, every: 1 };
}

const HOME: &str = "/home/vault";
const STICK: &str = "/stick";

const FAULTS: [Fault; 6] = [
    Fault::Error(ErrorKind::StorageFull),
    Fault::Error(ErrorKind::PermissionDenied),
    Fault::Cut(ErrorKind::StorageFull),
    Fault::Gone,
    Fault::Crash,
    Fault::CrashAfter,
];

/// What a user has besides the disk: the keys.
struct Keys {
    device: DeviceKey,
    passphrase: Passphrase,
    kit: RecoveryKit,
}

/// An operation on an open vault. It takes what it needs from the vault or the keys.
struct Operation {
    name: &'static str,
    run: fn(Vault, &Keys) -> Done,
}

/// The operation that continues a try of a PIN, which is counted before the first fault.
const SETTLE: &str = "settle a right PIN";

impl Operation {
    /// The step before the operation, which meets no fault.
    fn begin(&self, vault: &mut Vault) -> Option<OpenedByPin> {
        (self.name == SETTLE).then(|| open_by_pin(vault).expect("nothing fails yet"))
    }

    fn run(&self, vault: Vault, keys: &Keys, begun: Option<OpenedByPin>) -> Done {
        match begun {
            Some(opened) => done(vault, |vault| settle(vault, opened)),
            None => (self.run)(vault, keys),
        }
    }
}

/// The result of an operation: the vault afterwards, and whether the operation reported success.
enum Done {
    Worked(Box<Vault>),
    Failed(Box<Vault>),
    /// The operation consumed the vault. Its state is seen by opening it.
    Left,
}

fn done(mut vault: Vault, act: impl FnOnce(&mut Vault) -> bool) -> Done {
    if act(&mut vault) { Done::Worked(Box::new(vault)) } else { Done::Failed(Box::new(vault)) }
}

fn operations() -> Vec<Operation> {
    vec![
        Operation { name: "add plain", run: |vault, _| done(vault, |v| add_plain(v, "new", at(1)).is_ok()) },
        Operation { name: "add main", run: |vault, _| done(vault, |v| add_main(v, "700009", at(1)).is_ok()) },
        Operation { name: "count a try", run: |vault, _| done(vault, count_try) },
        Operation { name: SETTLE, run: |vault, _| done(vault, try_again) },
        Operation { name: "settings", run: |vault, _| done(vault, set_settings) },
        Operation { name: "set passphrase", run: |vault, keys| done(vault, |v| set_passphrase(v, keys)) },
        Operation { name: "set kit", run: |vault, keys| done(vault, |v| set_kit(v, keys)) },
        Operation { name: "remove a way", run: |vault, keys| done(vault, |v| remove_way(v, keys)) },
        Operation { name: "erase", run: |vault, _| done(vault, erase) },
        Operation {
            name: "back up",
            run: |vault, _| done(vault, |v| v.back_up(Path::new(STICK), Keep::STANDARD).is_ok()),
        },
        Operation { name: "restore", run: restore },
        Operation { name: "begin anew", run: begin_anew },
    ]
}

fn main_account(vault: &Vault) -> lingpai_domain::AccountId {
    let account = vault.accounts().find(|account| account.binding != State::Plain);
    account.expect("every context has a PIN account").id
}

fn count_try(vault: &mut Vault) -> bool {
    let counted = begin(vault).is_some();
    if counted {
        settle_wrong(vault);
    }
    counted
}

/// Settles a right PIN whose try was counted.
fn settle(vault: &mut Vault, opened: OpenedByPin) -> bool {
    let permit = binding::pin_right(main_binding(vault)).expect("a PIN is under trial");
    vault.settle_right_pin(&permit, opened, &pin(135_790), Cost::LEAST, at(1)).is_ok()
}

/// Counts another try after a right PIN that could not be settled, and settles that one.
fn try_again(vault: &mut Vault) -> bool {
    settle_wrong(vault);
    open_by_pin(vault).is_some_and(|opened| settle(vault, opened))
}

fn open_by_pin(vault: &mut Vault) -> Option<OpenedByPin> {
    begin(vault)?.run(&pin(135_790)).ok()
}

/// Begins a try of a PIN, as the program does it. `None` if it could not be counted.
fn begin(vault: &mut Vault) -> Option<PinTrial> {
    let permit = binding::try_pin(main_binding(vault), at(1).steady).expect("no wait and no trial");
    let counted = vault.begin_trial(main_account(vault), &permit, at(1)).ok()?;
    counted.remember(|_| Kept::Held).ok().map(Remembered::trial)
}

fn settle_wrong(vault: &mut Vault) {
    let permit = binding::pin_wrong(main_binding(vault)).expect("a PIN is under trial");
    vault.settle_wrong_pin(main_account(vault), &permit, at(1)).expect("in memory alone");
}

fn main_binding(vault: &Vault) -> State {
    vault.account(main_account(vault)).expect("it is there").binding
}

fn set_settings(vault: &mut Vault) -> bool {
    let settings =
        Settings { backup: BackupPlan::new(STICK, Keep::STANDARD), erase_at_ten: true, ..Settings::default() };
    vault.set_settings(settings, at(1)).is_ok()
}

fn set_passphrase(vault: &mut Vault, keys: &Keys) -> bool {
    let Ok(proof) = vault.prove(WayIn::DeviceKey(&keys.device)) else { return false };
    vault.set_passphrase(&proof, &keys.passphrase, Cost::LEAST, at(1)).is_ok()
}

fn set_kit(vault: &mut Vault, keys: &Keys) -> bool {
    let Ok(proof) = vault.prove(WayIn::DeviceKey(&keys.device)) else { return false };
    vault.set_kit(&proof, &RecoveryKit::make(), at(1)).is_ok()
}

fn remove_way(vault: &mut Vault, keys: &Keys) -> bool {
    let Ok(proof) = vault.prove(WayIn::DeviceKey(&keys.device)) else { return false };
    vault.remove_way(&proof, SlotKind::Kit, at(1)).is_ok()
}

fn erase(vault: &mut Vault) -> bool {
    vault.erase(main_account(vault), at(1)).is_ok()
}

fn restore(vault: Vault, keys: &Keys) -> Done {
    let Ok(job) = vault.backup_job() else { return Done::Failed(Box::new(vault)) };
    let Ok(file) = Foreign::read(job.bytes().to_vec()) else { return Done::Failed(Box::new(vault)) };
    let Ok(restorable) = file.unlock(WayIn::Kit(&keys.kit)) else { return Done::Failed(Box::new(vault)) };
    let fate = KeystoreFate::Replace(keystore_name(), &keys.device);
    match restorable.install(vault.close(), fate, None, at(1)) {
        Ok(vault) => Done::Worked(Box::new(vault)),
        Err(_) => Done::Left,
    }
}

fn begin_anew(vault: Vault, keys: &Keys) -> Done {
    let Ok(folder) = vault.close().begin_anew() else { return Done::Left };
    let id = Vault::make_id().expect("entropy");
    match Vault::create(folder, id, Opener::Keystore(keystore_name(), &keys.device), at(1)) {
        Ok(vault) => Done::Worked(Box::new(vault)),
        Err(_) => Done::Left,
    }
}

/// Runs the harness.
pub fn prove(budget: Budget) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0xD15C);
    let keys = Keys {
        device: DeviceKey::make().expect("entropy"),
        passphrase: Passphrase::new("correct horse battery").expect("not empty"),
        kit: RecoveryKit::make(),
    };
    first_start(budget, &keys, &mut random, &mut report);
    for context in 0..budget.contexts {
        let disk = prepared(context, &keys);
        for operation in operations() {
            prove_operation(&operation, &disk, &keys, budget, &mut random, &mut report);
        }
    }
    report
}

/// Makes a disk with a vault: a young one, one with many generations over days, one with a damaged newest file, or a
/// large one.
fn prepared(context: usize, keys: &Keys) -> SimDisk {
    let disk = SimDisk::new(&[Path::new("/home"), Path::new(STICK)]);
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let mut vault = create(Folder::open_on(shared, Path::new(HOME)).expect("a fresh folder"), &keys.device);
    let proof = vault.prove(WayIn::DeviceKey(&keys.device)).expect("its own");
    vault.set_kit(&proof, &keys.kit, at(0)).expect("saved");
    add_main(&mut vault, "700004", at(0)).expect("saved");
    add_plain(&mut vault, "plain", at(0)).expect("saved");
    let more = [0, 12, 3, 24][context];
    for n in 0..more {
        add_plain(&mut vault, &format!("more {n}"), at(n / 2)).expect("saved");
    }
    vault.back_up(Path::new(STICK), Keep::STANDARD).expect("copied");
    drop(vault);
    if context == 2 {
        damage_newest(&disk, keys);
    }
    disk
}

/// The newest file is damaged, so that opening notices it and an operation begins after a quarantine.
fn damage_newest(disk: &SimDisk, keys: &Keys) {
    let mut vault = opened(disk, keys);
    add_plain(&mut vault, "lost to damage", at(2)).expect("saved");
    let newest = format!("vault-{:010}.lingpai", vault.generation());
    drop(vault);
    let path = Path::new(HOME).join(newest);
    disk.remove(&path).expect("there");
    let mut file = disk.create_new(&path).expect("removed");
    file.write(b"dust").expect("room");
    file.sync().expect("synced");
    disk.sync_folder(Path::new(HOME)).expect("there");
}

fn opened(disk: &SimDisk, keys: &Keys) -> Vault {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    open(shared, Path::new(HOME), WayIn::DeviceKey(&keys.device)).expect("whole").expect("a vault")
}

fn seen(disk: &SimDisk, keys: &Keys) -> Result<Option<Seen>, String> {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    open(shared, Path::new(HOME), WayIn::DeviceKey(&keys.device)).map(|vault| vault.as_ref().map(Seen::of))
}

fn prove_operation(
    operation: &Operation,
    disk: &SimDisk,
    keys: &Keys,
    budget: Budget,
    random: &mut StdRng,
    report: &mut Report,
) {
    let before = disk.copy();
    operation.begin(&mut opened(&before, keys));
    let old = seen(&before, keys).expect("it opens").expect("a vault");
    // The first run has no fault and counts the calls. New ids are random, so a state counts as new if it is not the
    // old one.
    let whole = disk.copy();
    let mut vault = opened(&whole, keys);
    let begun = operation.begin(&mut vault);
    whole.begin_count();
    let Done::Worked(vault) = operation.run(vault, keys, begun) else {
        report.fail(format!("{}: does not work without a fault", operation.name));
        return;
    };
    let (calls, new) = (whole.calls(), shape(&Seen::of(&vault)));
    drop(vault);
    for call in (0..calls).step_by(budget.every) {
        for fault in FAULTS {
            report.count("fault_points", 1);
            let broken = disk.copy();
            let mut vault = opened(&broken, keys);
            let begun = operation.begin(&mut vault);
            broken.plan(call, fault);
            let outcome = operation.run(vault, keys, begun);
            let at = format!("{}, call {call} of {calls}, {fault:?}", operation.name);
            if broken.has_stopped() {
                drop(outcome);
                for _ in 0..budget.states {
                    report.count("fault_states", 1);
                    judge(&broken.after_crash(random), keys, operation, &old, &new, &at, report);
                }
                continue;
            }
            broken.heal();
            match outcome {
                Done::Worked(vault) => {
                    if shape(&Seen::of(&vault)) != new {
                        report.fail(format!("{at}: said that it worked, and shows another state"));
                    }
                    drop(vault);
                }
                Done::Failed(vault) => {
                    // A file that could not be removed after the fault may be whole. Then it is the new state, and
                    // counts as such.
                    let erased = operation.name == "erase" && shape(&Seen::of(&vault)) == new;
                    if Seen::of(&vault) != old && !erased {
                        report.fail(format!("{at}: failed, and shows another state than before"));
                    }
                    if let Done::Worked(vault) = operation.run(*vault, keys, None) {
                        if shape(&Seen::of(&vault)) != new {
                            report.fail(format!("{at}: tried again, it shows another state"));
                        }
                    } else {
                        report.fail(format!("{at}: cannot be tried again"));
                    }
                }
                Done::Left => {}
            }
            report.count("fault_states", 1);
            judge(&broken.copy(), keys, operation, &old, &new, &at, report);
        }
    }
}

/// Describes a state without its random ids.
fn shape(seen: &Seen) -> String {
    seen.shape()
}

fn judge(disk: &SimDisk, keys: &Keys, operation: &Operation, old: &Seen, new: &str, at: &str, report: &mut Report) {
    match seen(disk, keys) {
        Ok(Some(seen)) if seen == *old || seen.shape() == new => {}
        // All files were put aside, and the new vault was not made yet. The next start makes it.
        Ok(None) if operation.name == "begin anew" => {}
        Ok(Some(_)) => report.fail(format!("{at}: another state than the old one and the new one")),
        Ok(None) => report.fail(format!("{at}: no vault is left")),
        Err(fault) => report.fail(format!("{at}: {fault}")),
    }
}

/// Describes the very first save: no vault, or one without accounts.
fn first_start(budget: Budget, keys: &Keys, random: &mut StdRng, report: &mut Report) {
    let fresh = || SimDisk::new(&[Path::new("/home"), Path::new(STICK)]);
    let attempt = |disk: &SimDisk| {
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        let folder = Folder::open_on(shared, Path::new(HOME)).ok()?;
        let Ok(Err(folder)) = Locked::read(folder) else { return None };
        let id = Vault::make_id().expect("entropy");
        Vault::create(folder, id, Opener::Keystore(keystore_name(), &keys.device), at(0)).ok()
    };
    let whole = fresh();
    whole.begin_count();
    if attempt(&whole).is_none() {
        report.fail("a first start does not work without a fault");
    }
    for call in (0..whole.calls()).step_by(budget.every) {
        for fault in FAULTS {
            report.count("fault_points", 1);
            let broken = fresh();
            broken.plan(call, fault);
            let made = attempt(&broken).is_some();
            let states = if broken.has_stopped() { budget.states } else { 1 };
            broken.heal();
            for _ in 0..states {
                report.count("fault_states", 1);
                let disk = if broken.has_stopped() { broken.after_crash(random) } else { broken.copy() };
                match seen(&disk, keys) {
                    Ok(Some(seen)) if seen.shape().is_empty() => {}
                    Ok(None) if !made => {}
                    Ok(_) | Err(_) => report.fail(format!("first start, call {call}, {fault:?}: {made}")),
                }
            }
        }
    }
}
