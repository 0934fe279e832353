//! How a session begins: the accounts, the ways into the vault, and how the machine is. All of it is made by the program
//! itself, as a user would make it; only the disk and the keystore are changed behind its back.

mod accounts;
pub(crate) mod first_device;
pub(crate) mod machine;
pub(crate) mod payload;
pub(crate) mod pins;

use std::path::PathBuf;
use std::time::Duration;
use std::{fs, io};

use anyhow::{Context as _, Result, ensure};
use lingpai_api::Lingpai;
use lingpai_api::contract::{Preferences, Welcome};
use lingpai_app::{Clock as _, KeystoreFault, PreferenceFile as _, Proof, Renew};
use lingpai_domain::{Grave, UnixTime};
use lingpai_vault::{Keep, SlotKind};
use serde::{Deserialize, Serialize};

use crate::events::Window;
use crate::session::Session;
use accounts::GivenAccount;
use machine::{Answer, KeystoreState};

/// How a session begins. What is not named is as on a machine where everything works.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// What the machine's clock shows when the page begins, in milliseconds since 1970.
    now: u64,
    /// The bound accounts, in the order of the list.
    #[serde(default)]
    accounts: Vec<GivenAccount>,
    /// What the user has set, where it is not the default.
    #[serde(default)]
    preferences: serde_json::Map<String, serde_json::Value>,
    /// Whether the program was never started on this machine.
    #[serde(default)]
    first_start: bool,
    #[serde(default)]
    ways: Ways,
    /// How the keystore behaves once the page begins.
    #[serde(default)]
    keystore: KeystoreState,
    /// The name of the keystore.
    #[serde(default)]
    keystore_name: Option<String>,
    #[serde(default)]
    vault: VaultState,
    /// Whether copies are made, and whether they fail.
    #[serde(default)]
    backup: Option<Backup>,
    /// Whether the tenth wrong PIN erases.
    #[serde(default)]
    erase_at_ten: bool,
    /// The vault file that the user will choose.
    #[serde(default)]
    vault_file: Option<VaultFile>,
    /// What time servers answer; whether they are asked.
    #[serde(default)]
    servers: Option<Vec<Answer>>,
    #[serde(default)]
    servers_off: bool,
    /// The names of the cameras.
    #[serde(default)]
    cameras: Vec<String>,
    /// The shortcuts that other programs have.
    #[serde(default)]
    taken: Vec<String>,
}

/// The ways into a vault.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Ways {
    keystore: bool,
    passphrase: Option<String>,
    kit: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self { keystore: true, passphrase: None, kit: false }
    }
}

/// What became of the vault's files and of what the keystore remembers, while the program did not run.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum VaultState {
    #[default]
    Whole,
    /// An older state was put in the place of the newest.
    OlderState,
    /// The keystore remembers nothing of the vault.
    MemoryMissing,
    /// The keystore remembers what the program never wrote.
    MemoryForged,
    /// The keystore does not say what it remembers.
    MemoryUnread,
    /// Another program holds it.
    OtherProcess,
    /// The two newest generations are damaged.
    NewestDamaged,
    /// No file is whole.
    Damaged,
}

/// Copies of the vault.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Backup {
    Works,
    Fails,
}

/// A vault file that lies somewhere.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum VaultFile {
    /// A copy of this vault.
    Copy,
    /// A vault of another computer.
    Other {
        #[serde(default)]
        accounts: Vec<GivenAccount>,
        #[serde(default)]
        ways: Ways,
    },
    /// A file that is no vault.
    Junk,
}

/// What a session was begun with, as far as only the program knows it.
#[derive(Default, Serialize)]
pub(crate) struct Made {
    /// The recovery kit of the vault.
    kit: Option<String>,
    /// The recovery kit of the vault file.
    file_kit: Option<String>,
}

/// What opens the copies, where copies are made.
const BACKUP_PASSPHRASE: &str = "copper lantern ninety geese";

/// How long before the page begins the accounts are bound: their wrong PINs need time between them.
const BEFORE: Duration = Duration::from_hours(24);

/// Makes a session.
pub(crate) fn begin(given: &Given) -> Result<(Session, Made)> {
    let now = UnixTime::from_millis(given.now);
    let mut session = Session::begin(now.shifted(-i64::try_from(BEFORE.as_millis())?))?;
    let mut made = Made::default();
    if let Some(name) = &given.keystore_name {
        machine::call_keystore(&session.machine, name)?;
    }
    if !given.first_start {
        let program = session.program();
        program.start()?;
        // Grave changes are made while the vault is empty and nobody has to prove himself.
        let changes = program.grave();
        if given.servers_off {
            changes.set_clock(changes.take()?, false, &[])?;
        }
        if given.erase_at_ten {
            changes.set_erase_at_ten(changes.take()?, true)?;
        }
        if given.backup.is_some() {
            fs::create_dir(session.path("backups"))?;
            changes.set_backup_passphrase(changes.take()?, BACKUP_PASSPHRASE)?;
            changes.plan_backups(changes.take()?, &session.path("backups"), Keep::STANDARD)?;
        }
        // A kit covers the accounts that are bound after it was made.
        made.kit = make_ways(&program, &given.ways)?;
        let proof = proof(&given.ways, made.kit.as_deref());
        let late = accounts::bind_all(&session, &program, &given.accounts, &proof)?;
        program.settle_backups();
        tell_news(&program, &given.ways, &proof)?;
        if let VaultState::OlderState | VaultState::NewestDamaged = given.vault {
            // These are the states that are lost.
            program.note_trail_exported()?;
            program.note_trail_exported()?;
        }
        session.machine.clock.forward(now.since(session.machine.clock.now()));
        accounts::last_mistakes(&program, &late)?;
        change_files(&session, given.vault, given.backup)?;
    }
    made.file_kit = vault_file(&session, given)?;
    let preferences: Preferences = serde_json::from_value(given.preferences.clone().into())?;
    let welcome = if given.preferences.contains_key("welcome") { preferences.welcome } else { Welcome::Done };
    session.machine.preferences.save(&Preferences { welcome, ..preferences })?;
    let answers = given.servers.clone().unwrap_or_else(|| vec![Answer::Time { offset_ms: 120, round_trip_ms: 30 }; 5]);
    machine::answer(&session.machine, &answers);
    {
        let mut around = session.around();
        around.cameras.clone_from(&given.cameras);
        around.taken.clone_from(&given.taken);
        // A window is seen from its opening on.
        around.seen.push(Window::Main);
    }
    // From here on the system has a check, and it says yes.
    machine::set_presence(&session.machine, Some(true));
    session.begin_page();
    session.restart();
    if matches!(given.vault, VaultState::OtherProcess) {
        session.hold_vault()?;
    }
    machine::set_keystore(&session.machine, given.keystore);
    if matches!(given.vault, VaultState::MemoryUnread) {
        session.machine.keystore.fail_anchors(KeystoreFault::Denied);
    }
    Ok((session, made))
}

/// Makes the ways into an open and empty vault that the keystore opens. Gives its kit.
fn make_ways(program: &Lingpai, Ways { keystore, passphrase, kit }: &Ways) -> Result<Option<String>> {
    let changes = program.grave();
    let mut made = None;
    if *kit {
        // EXPOSE: a kit of a test, which types it.
        let text = changes.make_kit(changes.take()?)?.text.expose().to_owned();
        program.confirm_kit(&text[text.len() - 6..])?;
        made = Some(text);
    }
    if let Some(passphrase) = passphrase {
        changes.set_passphrase(changes.take()?, passphrase)?;
        changes.by_way(Grave::Ways, &Proof::Passphrase(passphrase))?;
    }
    if !keystore {
        changes.remove_way(changes.take()?, SlotKind::Keystore)?;
    }
    Ok(made)
}

/// What opens a vault with these ways.
fn proof<'a>(Ways { passphrase, keystore, .. }: &'a Ways, kit: Option<&'a str>) -> Proof<'a> {
    match (passphrase, kit) {
        (Some(passphrase), _) => Proof::Passphrase(passphrase),
        (None, Some(kit)) if !keystore => Proof::Kit(kit),
        (None, _) => Proof::Keystore,
    }
}

/// Locks and unlocks the vault, so that an unlock has told what was made here. The second lock saves that.
fn tell_news(program: &Lingpai, ways: &Ways, proof: &Proof<'_>) -> Result<()> {
    for _ in 0..2 {
        program.lock()?;
        match *proof {
            _ if ways.keystore => program.unlock_with_keystore()?,
            Proof::Passphrase(passphrase) => program.unlock_with_passphrase(passphrase, Renew::No)?,
            Proof::Kit(kit) => program.unlock_with_kit(kit, Renew::No)?,
            Proof::Keystore => program.unlock_with_keystore()?,
        };
    }
    Ok(())
}

/// The files of the vault, the newest last.
fn generations(session: &Session) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(session.vault())?.collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "lingpai"));
    files.sort();
    Ok(files)
}

/// Changes what lies on the disk and in the keystore while no program runs.
fn change_files(session: &Session, vault: VaultState, backup: Option<Backup>) -> Result<()> {
    session.restart_after(|| {
        let files = generations(session)?;
        match vault {
            VaultState::Whole | VaultState::MemoryUnread | VaultState::OtherProcess => {}
            VaultState::OlderState => fs::remove_file(files.last().context("a vault has a file")?)?,
            VaultState::MemoryMissing => session.machine.keystore.forget_anchors(),
            VaultState::MemoryForged => session.machine.keystore.forge_anchors(),
            VaultState::NewestDamaged => {
                ensure!(files.len() > 2, "the vault has {} files", files.len());
                for file in files.iter().rev().take(2) {
                    fs::write(file, b"no vault")?;
                }
            }
            VaultState::Damaged => {
                for file in files {
                    fs::write(file, b"no vault")?;
                }
            }
        }
        if matches!(backup, Some(Backup::Fails)) {
            spoil_backups(session)?;
        }
        Ok(())
    })
}

/// Puts a file in the place of the folder for copies: nothing can be written there.
pub(crate) fn spoil_backups(session: &Session) -> Result<()> {
    let folder = session.path("backups");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(fs::write(folder, b"")?)
}

/// Makes the folder for copies where there is none.
pub(crate) fn mend_backups(session: &Session) -> Result<()> {
    let folder = session.path("backups");
    if folder.is_file() {
        fs::remove_file(&folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Lays the vault file down that the user will choose, and gives its kit.
fn vault_file(session: &Session, given: &Given) -> Result<Option<String>> {
    let path = session.path("chosen.lingpai");
    let kit = match &given.vault_file {
        None => return Ok(None),
        Some(VaultFile::Junk) => {
            fs::write(&path, b"no vault")?;
            None
        }
        Some(VaultFile::Copy) => {
            fs::copy(generations(session)?.last().context("a vault has a file")?, &path)?;
            None
        }
        Some(VaultFile::Other { accounts, ways }) => {
            let other = Session::begin(session.machine.clock.now())?;
            let program = other.program();
            program.start()?;
            let kit = make_ways(&program, ways)?;
            accounts::bind_all(&other, &program, accounts, &proof(ways, kit.as_deref()))?;
            fs::copy(generations(&other)?.last().context("a vault has a file")?, &path)?;
            kit
        }
    };
    session.around().vault_file = Some(path);
    Ok(kit)
}
