//! Changing the ways into the open vault. Each change needs a proof first.

use lingpai_vault::{
    Access, AnchorVerdict, Authorization, BackupPlan, DeviceKey, FolderRights, Health, KitCoverage, ReadOnly, RecoveryKit,
    RecoveryKitText, Settings, SlotKind, UnlockFault, VaultFault, WayIn, Ways,
};

use crate::backups::BackupStatus;
use crate::codes::Codes;
use crate::fault::Fault;
use crate::opening::door::{chosen_passphrase, typed_kit, typed_passphrase};
use crate::opening::state::Opening;
use crate::ports::anchor::{Memory, Recalled};
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
    /// The proof that a change of the ways needs.
    pub asks: NeededProof,
    /// How many PIN accounts the recovery kit opens.
    pub kit: KitCoverage,
    /// The folder of the copies, and how many are kept.
    pub plan: Option<BackupPlan>,
    /// The status of the copies.
    pub backups: BackupStatus,
    /// Whether the tenth wrong PIN erases the account's secret here.
    pub erase_at_ten: bool,
}

/// The proof that a change of the ways into the vault needs.
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
pub(crate) fn status(room: &Room<'_>, backups: BackupStatus) -> VaultStatus {
    let vault = &*room.vault;
    VaultStatus {
        access: vault.access(),
        health: vault.health(),
        folder_rights: vault.folder_rights(),
        set_aside: vault.set_aside(),
        ways: vault.ways(),
        asks: needed_proof(&vault.ways()),
        kit: vault.kit_coverage(),
        plan: vault.settings().backup.clone(),
        backups,
        erase_at_ten: vault.settings().erase_at_ten,
    }
}

/// Adds a passphrase or changes it.
pub(crate) fn set_passphrase(room: &mut Room<'_>, proof: &Presented<'_>, passphrase: &str) -> Result<(), Fault> {
    let chosen = chosen_passphrase(passphrase)?;
    let proof = prove(room, proof)?;
    Ok(room.vault.set_passphrase(&proof, &chosen, room.cost, room.at)?)
}

/// Removes a way into the vault, unless it is the last.
pub(crate) fn remove_way(room: &mut Room<'_>, proof: &Presented<'_>, kind: SlotKind) -> Result<(), Fault> {
    let proof = prove(room, proof)?;
    Ok(room.vault.remove_way(&proof, kind, room.at)?)
}

/// Makes a recovery kit and shows it. It opens nothing before [`confirm_kit`].
pub(crate) fn make_kit(
    opening: &mut Opening,
    room: &Room<'_>,
    proof: &Presented<'_>,
) -> Result<RecoveryKitText, Fault> {
    prove(room, proof)?;
    let kit = RecoveryKit::make();
    opening.kit = Some(kit.to_text());
    // EXPOSE: handed to the shell, to be shown once to the user who asked for it and has proved who it is.
    Ok(kit.to_text())
}

/// Makes the kit that was shown a way into the vault. `typed` must be the end of its text, which shows that the user
/// has it.
pub(crate) fn confirm_kit(
    opening: &mut Opening,
    room: &mut Room<'_>,
    proof: &Presented<'_>,
    typed: &str,
) -> Result<(), Fault> {
    let text = opening.kit.as_ref().ok_or(Fault::Stale)?;
    if !text.ends_with(typed) {
        return Err(Fault::KitMistyped);
    }
    // EXPOSE: back into the key that it is the text of.
    let kit = typed_kit(text.expose())?;
    let proof = prove(room, proof)?;
    room.vault.set_kit(&proof, &kit, room.at)?;
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
pub(crate) fn set_erase_at_ten(room: &mut Room<'_>, erase_at_ten: bool) -> Result<(), Fault> {
    let settings = Settings { erase_at_ten, ..room.vault.settings().clone() };
    Ok(room.vault.set_settings(settings, room.at)?)
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

/// What a change of the ways in asks for.
pub(crate) fn needed_proof(ways: &Ways) -> NeededProof {
    if ways.passphrase {
        NeededProof::Passphrase
    } else if ways.keystore.is_some() {
        NeededProof::Keystore
    } else {
        NeededProof::Kit
    }
}
