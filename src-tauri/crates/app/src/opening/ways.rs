//! Changing the ways into the open vault. Each change takes the root key, and a value that shows that the user asks.

use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Grave, UnixTime};
use lingpai_vault::{
    Access, AnchorVerdict, Authorization, BackupPlan, DeviceKey, FolderRights, Health, KitCoverage, ReadOnly,
    RecoveryKit, RecoveryKitText, Settings, SlotKind, UnlockFault, VaultFault, WayIn, Ways,
};

use crate::backups::{BackupStatus, Backups};
use crate::codes::Codes;
use crate::fault::Fault;
use crate::opening::door::{chosen_passphrase, typed_kit, typed_passphrase};
use crate::opening::state::{Opening, ShownKit};
use crate::ports::anchor::{Memory, Recalled};
use crate::proven::delays::{self, Asked, DelayClock};
use crate::proven::kinds::{Erase, Older};
use crate::proven::{Needed, Proofs, Proven, needed};
use crate::room::Room;

/// The status of the open vault.
pub struct VaultStatus {
    /// Whether it may be changed.
    pub access: Access,
    /// What was found damaged at the start.
    pub health: Health,
    /// Who could enter the vault's folder at the start.
    pub folder_rights: FolderRights,
    /// The number of accounts that could not be read. They are kept.
    pub set_aside: usize,
    /// The ways into the vault.
    pub ways: Ways,
    /// The proof that an edit of an account needs.
    pub asks: NeededProof,
    /// What proves the user for a grave change.
    pub needed: Needed,
    /// The grave change that the user has just proved himself for and not made. `None` if there is none.
    pub proven: Option<Grave>,
    /// The grave changes that wait for their day.
    pub asked: Vec<Asked>,
    /// How many PIN accounts the recovery kit opens.
    pub kit: KitCoverage,
    /// The folder of the copies, and how many are kept.
    pub plan: Option<BackupPlan>,
    /// Whether a passphrase of their own opens backups.
    pub backup_passphrase: bool,
    /// The status of the copies.
    pub backups: BackupStatus,
    /// Whether the tenth wrong PIN erases the account's secret here.
    pub erase_at_ten: bool,
    /// Whether older states or backups that were to be removed may still be there.
    pub older_stay: bool,
    /// What happened to the vault before this session and was not told yet, the newest first.
    pub news: Vec<Entry>,
}

/// A recovery kit that was made and opens nothing yet.
pub struct NewKit {
    /// Its text, to be shown once.
    pub text: RecoveryKitText,
    /// When the kit was made that ends once this one is confirmed. `None` where there is none.
    pub ends: Option<UnixTime>,
}

/// The proof that an edit of an account needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeededProof {
    /// The passphrase: the vault has one.
    Passphrase,
    /// None that is typed: the keystore has the key.
    Keystore,
    /// The recovery kit, which is the only way in.
    Kit,
}

/// What proves that the user has a way into the vault.
pub enum Proof<'a> {
    /// The key in the keystore: nothing is typed.
    Keystore,
    /// The passphrase.
    Passphrase(&'a str),
    /// The recovery kit.
    Kit(&'a str),
}

impl Proof<'_> {
    /// Whether the user has typed it.
    pub(crate) fn is_typed(&self) -> bool {
        match self {
            Self::Keystore => false,
            Self::Passphrase(_) | Self::Kit(_) => true,
        }
    }
}

/// A proof, once the keystore has been asked for its part.
pub(crate) enum Presented<'t> {
    /// The passphrase.
    Passphrase(&'t str),
    /// The recovery kit.
    Kit(&'t str),
    /// This machine's key, from the keystore.
    Device(DeviceKey),
}

/// The result of testing a kit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KitTest {
    /// It opens the vault and the PIN accounts that it covers.
    Opens,
    /// It belongs to another vault, or was replaced.
    Another,
}

/// The status of the open vault.
pub(crate) fn status(
    opening: &Opening,
    proofs: &Proofs,
    room: &Room<'_>,
    delays: DelayClock<'_>,
    backups: &Backups,
) -> VaultStatus {
    let vault = &*room.vault;
    VaultStatus {
        access: vault.access(),
        health: vault.health(),
        folder_rights: vault.folder_rights(),
        set_aside: vault.set_aside(),
        ways: vault.ways(),
        asks: needed_proof(&vault.ways()),
        needed: needed(room),
        proven: proofs.given_for(room),
        asked: delays::asked(room, delays),
        kit: vault.kit_coverage(),
        plan: vault.settings().backup.clone(),
        backup_passphrase: vault.settings().backup_passphrase.is_some(),
        backups: backups.status(),
        erase_at_ten: vault.settings().erase_at_ten,
        older_stay: vault.sweeps() && !backups.has_swept(vault),
        news: opening.news.clone(),
    }
}

/// Whether a change of a way in needs this machine's device key: the keystore stays a way in, and gets the new root key.
pub(crate) fn needs_device_key(room: &Room<'_>, kind: SlotKind) -> bool {
    room.vault.ways().keystore.is_some() && kind != SlotKind::Keystore && room.vault.renews(kind)
}

/// Adds a passphrase or changes it. With another one the vault has a new root key.
pub(crate) fn set_passphrase(room: &mut Room<'_>, key: &Authorization, passphrase: &str) -> Result<(), Fault> {
    let chosen = chosen_passphrase(passphrase)?;
    let there = room.vault.ways().passphrase;
    let what = if there { What::PassphraseChanged } else { What::PassphraseAdded };
    let (line, cost, at) = (room.vault_line(what), room.cost, room.at);
    Ok(room.vault.noting(line).set_passphrase(key, &chosen, cost, at)?)
}

/// Sets the passphrase that opens backups from now on. Refused if it is too easy to guess.
pub(crate) fn set_backup_passphrase(room: &mut Room<'_>, key: &Authorization, passphrase: &str) -> Result<(), Fault> {
    let chosen = chosen_passphrase(passphrase)?;
    let (line, cost, at) = (room.vault_line(What::BackupPassphraseSet), room.cost, room.at);
    Ok(room.vault.noting(line).set_backup_passphrase(key, &chosen, cost, at)?)
}

/// Removes a way into the vault, unless it is the last. The vault has a new root key.
pub(crate) fn remove_way(room: &mut Room<'_>, key: &Authorization, kind: SlotKind) -> Result<(), Fault> {
    let line = room.vault_line(match kind {
        SlotKind::Keystore => What::KeystoreRemoved,
        SlotKind::Passphrase => What::PassphraseRemoved,
        SlotKind::Kit => What::KitRemoved,
    });
    Ok(room.vault.noting(line).remove_way(key, kind, room.at)?)
}

/// Removes every older state and backup, because they open in a way that was removed.
pub(crate) fn remove_older(room: &mut Room<'_>, _: &Proven<Older>) -> Result<(), Fault> {
    let line = room.vault_line(What::OlderRemoved);
    Ok(room.vault.noting(line).remove_older(room.at)?)
}

/// Makes a recovery kit and shows it. It opens nothing before [`confirm_kit`], and the kit before it opens until then.
pub(crate) fn make_kit(opening: &mut Opening, room: &Room<'_>, key: Authorization) -> Result<NewKit, Fault> {
    // Not only once it is on paper.
    room.vault.keeps_the_passphrase(&key, SlotKind::Kit)?;
    let kit = RecoveryKit::make();
    opening.kit = Some(ShownKit { text: kit.to_text(), key });
    // EXPOSE: handed to the shell, to be shown once to the user who asked for it and has proved himself.
    Ok(NewKit { text: kit.to_text(), ends: room.vault.ways().kit })
}

/// Makes the kit that was shown a way into the vault. `typed` must be the end of its text, which shows that the user
/// has it. The kit before it opens no file that is saved from now on.
pub(crate) fn confirm_kit(opening: &mut Opening, room: &mut Room<'_>, typed: &str) -> Result<(), Fault> {
    let ShownKit { text, key } = opening.kit.as_ref().ok_or(Fault::Stale)?;
    if !text.ends_with(typed) {
        return Err(Fault::KitMistyped);
    }
    // EXPOSE: back into the key that it is the text of.
    let kit = typed_kit(text.expose())?;
    let there = room.vault.ways().kit.is_some();
    let line = room.vault_line(if there { What::KitReplaced } else { What::KitMade });
    room.vault.noting(line).set_kit(key, &kit, room.at)?;
    opening.kit = None;
    Ok(())
}

/// Forgets a kit that was shown and not confirmed.
pub(crate) fn cancel_kit(opening: &mut Opening) {
    opening.kit = None;
}

/// Tests whether a kit would open the vault and its PIN accounts. Nothing is restored.
pub(crate) fn test_kit(room: &Room<'_>, kit: &RecoveryKit) -> Result<KitTest, Fault> {
    match room.vault.test_kit(kit) {
        Ok(()) => Ok(KitTest::Opens),
        Err(VaultFault::Proof(UnlockFault::Wrong | UnlockFault::NoSlot)) => Ok(KitTest::Another),
        Err(fault) => Err(fault.into()),
    }
}

/// Sets whether the tenth wrong PIN erases the account's secret here.
pub(crate) fn set_erase_at_ten(room: &mut Room<'_>, _: &Proven<Erase>, erase_at_ten: bool) -> Result<(), Fault> {
    let settings = Settings { erase_at_ten, ..room.vault.settings().clone() };
    let line = room.vault_line(if erase_at_ten { What::EraseOn } else { What::EraseOff });
    Ok(room.vault.noting(line).set_settings(settings, room.at)?)
}

/// Goes on with a vault that the keystore's memory does not bear out, because the user says so. Where the keystore could not
/// be read and answers now, what it says is told first: it may be another reason to ask.
pub(crate) fn accept_older(codes: &mut Codes, room: &mut Room<'_>, recalled: &Recalled) -> Result<(), Fault> {
    let unread = room.vault.access() == Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Unread));
    match recalled {
        Recalled::Nothing | Recalled::Anchor(_) if unread => drop(room.vault.check_anchor(recalled.as_recall())),
        Recalled::Nothing | Recalled::Anchor(_) => room.vault.accept_older(recalled.as_recall(), room.at)?,
        Recalled::Unread => {
            room.vault.accept_older(recalled.as_recall(), room.at)?;
            room.memory = Memory::Silent;
        }
    }
    codes.close_expired(room);
    Ok(())
}

/// Checks a proof against the vault. The keystore is enough only if the vault has no passphrase.
pub(crate) fn prove(room: &Room<'_>, proof: &Presented<'_>) -> Result<Authorization, Fault> {
    let told = |fault, told: fn(UnlockFault) -> Fault| {
        if let VaultFault::Proof(fault) = fault { told(fault) } else { fault.into() }
    };
    match (needed_proof(&room.vault.ways()), proof) {
        (NeededProof::Passphrase, Presented::Passphrase(passphrase)) => {
            let passphrase = typed_passphrase(passphrase)?;
            room.vault.prove(WayIn::Passphrase(&passphrase)).map_err(|fault| told(fault, Fault::Unlock))
        }
        (NeededProof::Kit | NeededProof::Passphrase, Presented::Kit(kit)) => {
            room.vault.prove(WayIn::Kit(&typed_kit(kit)?)).map_err(|fault| told(fault, Fault::of_kit))
        }
        (NeededProof::Keystore, Presented::Device(device)) => {
            room.vault.prove(WayIn::DeviceKey(device)).map_err(|fault| told(fault, Fault::Unlock))
        }
        (NeededProof::Keystore, Presented::Kit(_)) | (_, Presented::Passphrase(_) | Presented::Device(_)) => {
            Err(Fault::ProofNeeded)
        }
    }
}

/// What an edit of an account asks for.
pub(crate) fn needed_proof(ways: &Ways) -> NeededProof {
    if ways.passphrase {
        NeededProof::Passphrase
    } else if ways.keystore.is_some() {
        NeededProof::Keystore
    } else {
        NeededProof::Kit
    }
}
