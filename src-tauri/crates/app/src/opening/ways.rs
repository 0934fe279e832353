//! The ways into the vault, changed while it is open. Each change first asks for a proof of who asks.

use lingpai_vault::{
    Access, AnchorVerdict, Authorization, BackupPlan, DeviceKey, Health, KitCoverage, ReadOnly, RecoveryKit,
    RecoveryKitText, Settings, SlotKind, UnlockFault, VaultFault, WayIn, Ways,
};

use crate::backups::BackupStanding;
use crate::codes::Codes;
use crate::fault::Fault;
use crate::opening::door::{chosen_passphrase, typed_kit, typed_passphrase};
use crate::opening::state::Opening;
use crate::ports::anchor::{Memory, Recalled};
use crate::room::Room;

/// How the open vault stands, for the page that keeps it.
pub struct VaultStanding {
    /// Whether it may be changed.
    pub access: Access,
    /// What was found damaged at the start.
    pub health: Health,
    /// How many accounts could not be read and are kept aside.
    pub set_aside: usize,
    /// The ways in.
    pub ways: Ways,
    /// What a change of the ways asks for.
    pub asks: Asks,
    /// How far the recovery kit reaches.
    pub kit: KitCoverage,
    /// Where copies go, and how many stay.
    pub plan: Option<BackupPlan>,
    /// How the copies stand.
    pub backups: BackupStanding,
    /// Whether the tenth wrong PIN erases the account's secret here.
    pub erase_at_ten: bool,
}

/// What proves who asks for a change of the ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// The passphrase: the vault has one.
    Passphrase,
    /// Nothing that is typed: the keystore gives the key to whoever has unlocked this session.
    Keystore,
    /// The recovery kit: it is the only way in.
    Kit,
}

/// What the user typed for a proof.
pub enum Typed<'a> {
    /// Nothing.
    Nothing,
    /// The passphrase.
    Passphrase(&'a str),
    /// The recovery kit.
    Kit(&'a str),
}

/// What proves who asks, once the keystore has been asked where nothing is typed.
pub(crate) enum Proof<'t> {
    /// The passphrase.
    Passphrase(&'t str),
    /// The recovery kit.
    Kit(&'t str),
    /// This machine's key, from the keystore.
    Device(DeviceKey),
}

/// What testing a kit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KitTest {
    /// It opens the vault and every PIN account that it reaches.
    Opens,
    /// It is another vault's, or an older one of this vault.
    Another,
}

/// How the open vault stands.
pub(crate) fn standing(room: &Room<'_>, backups: BackupStanding) -> VaultStanding {
    let vault = &*room.vault;
    VaultStanding {
        access: vault.access(),
        health: vault.health(),
        set_aside: vault.set_aside(),
        ways: vault.ways(),
        asks: asks(&vault.ways()),
        kit: vault.kit_coverage(),
        plan: vault.settings().backup.clone(),
        backups,
        erase_at_ten: vault.settings().erase_at_ten,
    }
}

/// Adds a passphrase or changes it.
pub(crate) fn set_passphrase(room: &mut Room<'_>, proof: &Proof<'_>, passphrase: &str) -> Result<(), Fault> {
    let chosen = chosen_passphrase(passphrase)?;
    let proof = prove(room, proof)?;
    Ok(room.vault.set_passphrase(&proof, &chosen, room.cost, room.at)?)
}

/// Takes a way in away, unless it is the last.
pub(crate) fn remove_way(room: &mut Room<'_>, proof: &Proof<'_>, kind: SlotKind) -> Result<(), Fault> {
    let proof = prove(room, proof)?;
    Ok(room.vault.remove_way(&proof, kind, room.at)?)
}

/// Makes a recovery kit and shows it. It opens nothing before [`confirm_kit`].
pub(crate) fn make_kit(opening: &mut Opening, room: &Room<'_>, proof: &Proof<'_>) -> Result<RecoveryKitText, Fault> {
    prove(room, proof)?;
    let kit = RecoveryKit::make();
    opening.kit = Some(kit.to_text());
    // EXPOSE: handed to the shell, to be shown once to the user who asked for it and has proved who it is.
    Ok(kit.to_text())
}

/// Has the kit that was shown open the vault from now on, if `typed` are its last characters: the user has it.
pub(crate) fn confirm_kit(
    opening: &mut Opening,
    room: &mut Room<'_>,
    proof: &Proof<'_>,
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

/// Sees whether a kit would open the vault and its PIN accounts, without restoring anything.
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

/// Proves who asks: by what was typed, or by the keystore where the vault has nothing that could be typed.
pub(crate) fn prove(room: &Room<'_>, proof: &Proof<'_>) -> Result<Authorization, Fault> {
    let told = |fault, told: fn(UnlockFault) -> Fault| {
        if let VaultFault::Proof(fault) = fault { told(fault) } else { fault.into() }
    };
    match (asks(&room.vault.ways()), proof) {
        (Asks::Passphrase, Proof::Passphrase(passphrase)) => {
            let passphrase = typed_passphrase(passphrase)?;
            room.vault.prove(WayIn::Passphrase(&passphrase)).map_err(|fault| told(fault, Fault::Unlock))
        }
        (Asks::Kit | Asks::Passphrase, Proof::Kit(kit)) => {
            room.vault.prove(WayIn::Kit(&typed_kit(kit)?)).map_err(|fault| told(fault, Fault::of_kit))
        }
        (Asks::Keystore, Proof::Device(device)) => {
            room.vault.prove(WayIn::DeviceKey(device)).map_err(|fault| told(fault, Fault::Unlock))
        }
        (Asks::Keystore, Proof::Kit(_)) | (_, Proof::Passphrase(_) | Proof::Device(_)) => Err(Fault::ProofNeeded),
    }
}

/// What a change of the ways in asks for.
pub(crate) fn asks(ways: &Ways) -> Asks {
    if ways.passphrase {
        Asks::Passphrase
    } else if ways.keystore.is_some() {
        Asks::Keystore
    } else {
        Asks::Kit
    }
}
