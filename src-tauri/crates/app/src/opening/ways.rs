//! The ways into the vault, changed while it is open. Each change asks who is there first.

use lingpai_vault::{
    Access, Health, KitCoverage, Passphrase, Proof, RecoveryKit, RecoveryKitText, SlotKind, UnlockFault, VaultFault,
    WayIn, Ways,
};

use crate::backups::BackupStanding;
use crate::fault::Fault;
use crate::opening::start::chosen_passphrase;
use crate::session::{Lingpai, Open};

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
    pub plan: Option<lingpai_vault::BackupPlan>,
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

/// What testing a kit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KitTest {
    /// It opens the vault and every PIN account that it reaches.
    Opens,
    /// It is another vault's, or an older one of this vault.
    Another,
}

impl Lingpai {
    /// How the open vault stands.
    pub fn vault(&self) -> Result<VaultStanding, Fault> {
        let backups = self.backups.standing();
        self.with_open(|open| {
            let vault = &open.vault;
            Ok(VaultStanding {
                access: vault.access(),
                health: vault.health(),
                set_aside: vault.set_aside(),
                ways: vault.ways(),
                asks: asks(&vault.ways()),
                kit: vault.kit_coverage(),
                plan: vault.settings().backup.clone(),
                backups,
                erase_at_ten: vault.settings().erase_at_ten,
            })
        })
    }

    /// Adds a passphrase or changes it.
    pub fn set_passphrase(&self, proof: &Typed<'_>, passphrase: &str) -> Result<(), Fault> {
        let chosen = chosen_passphrase(passphrase)?;
        self.with_change(|open| {
            let proof = self.prove(open, proof)?;
            let at = open.moment(&self.ports);
            Ok(open.vault.set_passphrase(&proof, &chosen, self.cost, at)?)
        })
    }

    /// Takes a way in away, unless it is the last.
    pub fn remove_way(&self, proof: &Typed<'_>, kind: SlotKind) -> Result<(), Fault> {
        self.with_change(|open| {
            let proof = self.prove(open, proof)?;
            let at = open.moment(&self.ports);
            Ok(open.vault.remove_way(&proof, kind, at)?)
        })
    }

    /// Makes a recovery kit and shows it. It opens nothing before [`Lingpai::confirm_kit`].
    pub fn make_kit(&self, proof: &Typed<'_>) -> Result<RecoveryKitText, Fault> {
        self.with_open(|open| {
            self.prove(open, proof)?;
            let kit = RecoveryKit::make();
            open.kit = Some(kit.to_text());
            // EXPOSE: handed to the shell, to be shown once to the user who asked for it and has proved who it is.
            Ok(kit.to_text())
        })
    }

    /// Has the kit that was shown open the vault from now on, if `typed` are its last characters: the user has it.
    pub fn confirm_kit(&self, proof: &Typed<'_>, typed: &str) -> Result<(), Fault> {
        self.with_change(|open| {
            let text = open.kit.as_ref().ok_or(Fault::Stale)?;
            if !text.ends_with(typed) {
                return Err(Fault::KitMistyped);
            }
            // EXPOSE: back into the key that it is the text of.
            let kit = RecoveryKit::from_text(text.expose()).ok_or(Fault::NotAKit)?;
            let proof = self.prove(open, proof)?;
            let at = open.moment(&self.ports);
            open.vault.set_kit(&proof, &kit, at)?;
            open.kit = None;
            Ok(())
        })
    }

    /// Forgets a kit that was shown and not confirmed.
    pub fn cancel_kit(&self) -> Result<(), Fault> {
        self.with_open(|open| {
            open.kit = None;
            Ok(())
        })
    }

    /// Sees whether a kit would open the vault and its PIN accounts, without restoring anything.
    pub fn test_kit(&self, kit: &str) -> Result<KitTest, Fault> {
        let kit = RecoveryKit::from_text(kit).ok_or(Fault::NotAKit)?;
        self.with_open(|open| match open.vault.test_kit(&kit) {
            Ok(()) => Ok(KitTest::Opens),
            Err(VaultFault::Proof(UnlockFault::Wrong | UnlockFault::NoSlot)) => Ok(KitTest::Another),
            Err(fault) => Err(fault.into()),
        })
    }

    /// Whether the tenth wrong PIN erases the account's secret here.
    pub fn set_erase_at_ten(&self, erase_at_ten: bool) -> Result<(), Fault> {
        self.with_change(|open| {
            let settings = lingpai_vault::Settings { erase_at_ten, ..open.vault.settings().clone() };
            let at = open.moment(&self.ports);
            Ok(open.vault.set_settings(settings, at)?)
        })
    }

    /// Proves who asks: by what was typed, or by the keystore where the vault has nothing that could be typed.
    pub(crate) fn prove(&self, open: &Open, typed: &Typed<'_>) -> Result<Proof, Fault> {
        match (asks(&open.vault.ways()), typed) {
            (Asks::Passphrase, Typed::Passphrase(passphrase)) => {
                let passphrase = Passphrase::new(passphrase).ok_or(Fault::Unlock(UnlockFault::Wrong))?;
                open.vault.prove(WayIn::Passphrase(&passphrase)).map_err(|fault| proof_fault(fault, Fault::Unlock))
            }
            (Asks::Kit | Asks::Passphrase, Typed::Kit(kit)) => {
                let kit = RecoveryKit::from_text(kit).ok_or(Fault::NotAKit)?;
                open.vault.prove(WayIn::Kit(&kit)).map_err(|fault| proof_fault(fault, Fault::of_kit))
            }
            (Asks::Keystore, Typed::Nothing) => {
                let device = self.ports.keystore.load(open.vault.id()).map_err(Fault::Keystore)?;
                open.vault.prove(WayIn::DeviceKey(&device)).map_err(|fault| proof_fault(fault, Fault::Unlock))
            }
            (Asks::Keystore, Typed::Kit(_)) | (_, Typed::Passphrase(_) | Typed::Nothing) => Err(Fault::ProofNeeded),
        }
    }
}

fn asks(ways: &Ways) -> Asks {
    if ways.passphrase {
        Asks::Passphrase
    } else if ways.keystore.is_some() {
        Asks::Keystore
    } else {
        Asks::Kit
    }
}

fn proof_fault(fault: VaultFault, told: impl FnOnce(UnlockFault) -> Fault) -> Fault {
    if let VaultFault::Proof(fault) = fault { told(fault) } else { fault.into() }
}
