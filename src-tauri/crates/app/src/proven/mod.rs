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

/// Shows that the user has proved himself for one kind of grave change. Only [`Proofs::take`] makes one, and a use case
/// takes it by value, so it is used once.
pub(crate) struct Proven<K> {
    /// The way in that was typed. `None` if something else proved the user.
    way: Option<Authorization>,
    kind: PhantomData<K>,
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

    /// Takes the proof for one change. A proof that was given for another change stays, and one that is too old is gone.
    ///
    /// Where nothing can prove the user, a day that has passed since the change was asked for is used up.
    pub(crate) fn take<K: Kind>(&mut self, room: &mut Room<'_>, clock: DelayClock<'_>) -> Result<Proven<K>, Fault> {
        self.given.take_if(|given| given.until <= room.at.steady);
        let proven = |way| Proven { way, kind: PhantomData };
        if let Some(given) = self.given.take_if(|given| given.grave == K::GRAVE) {
            return Ok(proven(given.way));
        }
        match needed(room) {
            // An old file may be put in the place of an empty vault too, and the keystore alone may open it.
            Needed::Nothing if K::GRAVE != Grave::Restore => Ok(proven(None)),
            Needed::Nothing | Needed::Delay => delays::use_up(room, clock, K::GRAVE).map(|()| proven(None)),
            Needed::Passphrase | Needed::Kit | Needed::Pin(_) | Needed::System => Err(Fault::ProofNeeded),
        }
    }
}

impl<K> Proven<K> {
    /// Whether the root key can be opened without the keystore.
    pub(crate) fn has_way(&self) -> bool {
        self.way.is_some()
    }

    /// Opens the root key with the way in that was typed, or with the keystore's key. Where both are there, both are made again
    /// for a new root key.
    pub(crate) fn authorize(self, vault: &Vault, device: Option<DeviceKey>) -> Result<Authorization, Fault> {
        match (self.way, device) {
            (Some(way), device) => Ok(way.with_device(device)),
            (None, Some(device)) => vault.prove(WayIn::DeviceKey(&device)).map_err(|fault| {
                if let VaultFault::Proof(fault) = fault { Fault::Unlock(fault) } else { fault.into() }
            }),
            (None, None) => Err(Fault::ProofNeeded),
        }
    }
}
