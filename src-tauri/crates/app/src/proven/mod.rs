//! Grave changes: what proves that the user makes one, and the value that shows it.

pub(crate) mod delays;
pub mod kinds;
mod needed;

use std::marker::PhantomData;
use std::time::Duration;

use lingpai_domain::{Grave, UnixTime};
use lingpai_vault::{Authorization, DeviceKey, Passphrase, RecoveryKit, RightPin, Vault, VaultFault, WayIn};

pub use needed::Needed;
pub(crate) use needed::needed;

use crate::fault::Fault;
use crate::ports::presence::Confirmed;
use crate::proven::delays::DelayClock;
use crate::proven::kinds::Kind;
use crate::room::Room;

/// How long a proof may be used.
const LIFE: Duration = Duration::from_mins(1);

/// Shows that the user has proved himself for one kind of grave change. Only [`Proofs::take`] makes one. The change that is made
/// uses it up. Where the change fails, [`Proofs::give_back`] takes it for the next attempt.
pub(crate) struct Proven<K> {
    by: By,
    kind: PhantomData<K>,
}

/// What proved the user.
enum By {
    /// A proof that was given.
    Proof(Given),
    /// A day has passed since the change was asked for.
    Day,
    /// Nothing: the vault is empty.
    Nothing,
}

/// A way in that the user has typed.
pub(crate) enum Typed<'t> {
    Passphrase(&'t Passphrase),
    Kit(&'t RecoveryKit),
}

/// The proof that was given last, until it is used or its minute is over.
#[derive(Default)]
pub(crate) struct Proofs {
    given: Option<Given>,
}

struct Given {
    grave: Grave,
    /// By the clock for waits.
    until: UnixTime,
    /// The way in that was typed. `None` if something else proved the user.
    way: Option<Authorization>,
}

impl Proofs {
    /// Takes a typed way in as the proof for one change. This is enough on every machine.
    pub(crate) fn by_way(&mut self, room: &Room<'_>, grave: Grave, typed: &Typed<'_>) -> Result<(), Fault> {
        let (way, told): (_, fn(_) -> Fault) = match typed {
            Typed::Passphrase(passphrase) => (WayIn::Passphrase(passphrase), Fault::Unlock),
            Typed::Kit(kit) => (WayIn::Kit(kit), Fault::of_kit),
        };
        let proved = room.vault.prove(way);
        let way =
            proved.map_err(|fault| if let VaultFault::Proof(fault) = fault { told(fault) } else { fault.into() })?;
        self.give(room, grave, Some(way));
        Ok(())
    }

    /// Takes a right PIN as the proof for one change, if a PIN of this account is enough.
    pub(crate) fn by_pin(&mut self, room: &Room<'_>, grave: Grave, right: &RightPin) -> Result<(), Fault> {
        match needed(room) {
            Needed::Pin(accounts) if accounts.contains(&right.account()) => {
                self.give(room, grave, None);
                Ok(())
            }
            Needed::Pin(_) | Needed::Passphrase | Needed::Kit | Needed::System | Needed::Delay | Needed::Nothing => {
                Err(Fault::ProofNeeded)
            }
        }
    }

    /// Takes the system's check as the proof for one change, if it is enough.
    pub(crate) fn by_system(&mut self, room: &Room<'_>, grave: Grave, _: Confirmed) -> Result<(), Fault> {
        match needed(room) {
            Needed::System => {
                self.give(room, grave, None);
                Ok(())
            }
            Needed::Pin(_) | Needed::Passphrase | Needed::Kit | Needed::Delay | Needed::Nothing => {
                Err(Fault::ProofNeeded)
            }
        }
    }

    fn give(&mut self, room: &Room<'_>, grave: Grave, way: Option<Authorization>) {
        self.given = Some(Given { grave, until: room.at.steady.after(LIFE), way });
    }

    /// The change that the user has proved himself for. `None` if there is no proof, or it is too old.
    pub(crate) fn given_for(&self, room: &Room<'_>) -> Option<Grave> {
        self.given.as_ref().filter(|given| room.at.steady < given.until).map(|given| given.grave)
    }

    /// Takes the proof for one change. A proof that was given for another change stays, and one that is too old is gone.
    pub(crate) fn take<K: Kind>(&mut self, room: &Room<'_>, clock: DelayClock<'_>) -> Result<Proven<K>, Fault> {
        self.given.take_if(|given| given.until <= room.at.steady);
        let by = match (self.given.take_if(|given| given.grave == K::GRAVE), needed(room)) {
            (Some(given), _) => By::Proof(given),
            // An old file may be put in the place of an empty vault too, and the keystore alone may open it.
            (None, Needed::Nothing) if K::GRAVE != Grave::Restore => By::Nothing,
            (None, Needed::Nothing | Needed::Delay) if delays::is_over(room, clock, K::GRAVE) => By::Day,
            (
                None,
                Needed::Nothing | Needed::Delay | Needed::Passphrase | Needed::Kit | Needed::Pin(_) | Needed::System,
            ) => return Err(Fault::ProofNeeded),
        };
        Ok(Proven { by, kind: PhantomData })
    }

    /// Takes a proof back whose change was not made. It is good for the rest of its minute, unless another one was given since.
    pub(crate) fn give_back<K: Kind>(&mut self, room: &mut Room<'_>, proven: Proven<K>) {
        match proven.by {
            By::Proof(given) => {
                self.given.get_or_insert(given);
            }
            By::Day => room.vault.using_up(None),
            By::Nothing => {}
        }
    }
}

impl<K: Kind> Proven<K> {
    /// Whether it still holds: a day may have been taken back or used up since.
    pub(crate) fn holds(&self, room: &Room<'_>, clock: DelayClock<'_>) -> bool {
        match &self.by {
            By::Proof(_) | By::Nothing => true,
            By::Day => delays::is_over(room, clock, K::GRAVE),
        }
    }

    /// Begins the change. Its save uses up the day. [`Fault::ProofNeeded`] where it holds no more.
    pub(crate) fn begin(&self, room: &mut Room<'_>, clock: DelayClock<'_>) -> Result<(), Fault> {
        if !self.holds(room, clock) {
            return Err(Fault::ProofNeeded);
        }
        if let By::Day = self.by {
            room.vault.using_up(Some(K::GRAVE));
        }
        Ok(())
    }

    /// Says that the change was made. On disk when this returns.
    pub(crate) fn used_up(&self, room: &mut Room<'_>, clock: DelayClock<'_>) -> Result<(), Fault> {
        match &self.by {
            By::Proof(_) | By::Nothing => Ok(()),
            By::Day => delays::used_up(room, clock, K::GRAVE),
        }
    }

    /// The way in that was typed. `None` if something else proved the user.
    fn way(&self) -> Option<&Authorization> {
        match &self.by {
            By::Proof(given) => given.way.as_ref(),
            By::Day | By::Nothing => None,
        }
    }

    /// Whether the root key can be opened without the keystore.
    pub(crate) fn has_way(&self) -> bool {
        self.way().is_some()
    }

    /// Opens the root key with the way in that was typed, or with the keystore's key. Where both are there, both are made again
    /// for a new root key.
    pub(crate) fn authorize(&self, vault: &Vault, device: Option<DeviceKey>) -> Result<Authorization, Fault> {
        match (self.way(), device) {
            (Some(way), device) => Ok(way.with_device(device)),
            (None, Some(device)) => vault.prove(WayIn::DeviceKey(&device)).map_err(|fault| {
                if let VaultFault::Proof(fault) = fault { Fault::Unlock(fault) } else { fault.into() }
            }),
            (None, None) => Err(Fault::ProofNeeded),
        }
    }
}
