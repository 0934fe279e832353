//! Proving oneself: for a grave change, and for the edit of an account.

use lingpai_domain::Grave;
use lingpai_vault::{Authorization, DeviceKey, SlotKind};

use crate::fault::Fault;
use crate::opening::door::{Started, typed_kit, typed_passphrase};
use crate::opening::ways::{self, NeededProof, Presented, Proof};
use crate::ports::presence;
use crate::proven::kinds::{self, Kind};
use crate::proven::{Needed, Proven, Typed, delays, needed};
use crate::session::open::{Rooms, SessionId};
use crate::session::sessions::Sessions;
use crate::session::warrant::Warrant;

pub use crate::proven::delays::Asked;

/// Grave changes of the vault, and where the user proves himself for them.
pub struct GraveChanges<'a>(pub(crate) &'a Sessions);

impl GraveChanges<'_> {
    /// What a grave change asks for.
    pub fn needed(&self) -> Result<Needed, Fault> {
        self.0.look(|rooms| needed(&rooms.room))
    }

    /// The changes that were asked for and wait for their day.
    pub fn asked(&self) -> Result<Vec<Asked>, Fault> {
        self.0.look(|rooms| delays::asked(&rooms.room, rooms.delays))
    }

    /// Takes what the user has typed as the proof for one change, within a minute.
    pub fn by_way(&self, grave: Grave, proof: &Proof<'_>) -> Result<(), Fault> {
        let give = |typed: Typed<'_>| self.0.with(|rooms| rooms.proofs.by_way(&rooms.room, grave, &typed));
        match proof {
            Proof::Keystore => Err(Fault::ProofNeeded),
            Proof::Passphrase(passphrase) => give(Typed::Passphrase(&typed_passphrase(passphrase)?)),
            Proof::Kit(kit) => give(Typed::Kit(&typed_kit(kit)?)),
        }
    }

    /// Has the system check the person at the machine, as the proof for one change, within a minute. Blocks until the
    /// person has answered.
    pub fn by_system(&self, grave: Grave) -> Result<(), Fault> {
        let session = self.0.look(|rooms| rooms.session)?;
        let confirmed = presence::confirm(&*self.0.ports().presence).map_err(Fault::Presence)?;
        self.0.with_in(session, |rooms| rooms.proofs.by_system(&rooms.room, grave, confirmed))
    }

    /// Asks for a change where nothing can prove the user. It is allowed after a day.
    pub fn ask_later(&self, grave: Grave) -> Result<(), Fault> {
        let session = self.0.look(|rooms| rooms.session)?;
        // The day is counted across restarts only from a time that is known to be right.
        if !self.0.around.time.is_sure() {
            self.0.around.check_clock();
        }
        self.0.change_in(session, |rooms| delays::ask(&mut rooms.room, rooms.delays, grave))
    }

    /// Takes a change back that was asked for. Nobody has to prove himself for that.
    pub fn take_back(&self, grave: Grave) -> Result<(), Fault> {
        self.0.change(|rooms| delays::take_back(&mut rooms.room, rooms.delays, grave))
    }

    /// Takes the proof for one change. [`Fault::ProofNeeded`] if there is none.
    pub fn take<K: Kind>(&self) -> Result<Warrant<K>, Fault> {
        self.0.with(|rooms| {
            let proven = rooms.proofs.take(&rooms.room, rooms.delays)?;
            Ok(Warrant::new(rooms.session, proven))
        })
    }

    /// Gives a proof back whose change the user has not made after all. It is good for the rest of its minute.
    pub fn give_back<K: Kind>(&self, warrant: Warrant<K>) {
        self.0.give_back(warrant);
    }
}

impl Sessions {
    /// Makes a grave change that needs no key.
    pub(crate) fn change_gravely<K: Kind, T>(
        &self,
        warrant: Warrant<K>,
        act: impl FnOnce(&mut Rooms<'_>, &Proven<K>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (session, proven) = warrant.into_parts();
        self.change_in(session, |rooms| make(rooms, proven, act))
    }

    /// Makes a grave change that needs the root key. It is opened with the way in that was typed, or with the keystore's key.
    /// The keystore is asked for its key too where it stays a way in, while that of a kind gets a new root key.
    pub(crate) fn change_with_key<K: Kind, T>(
        &self,
        warrant: Warrant<K>,
        kind: SlotKind,
        act: impl FnOnce(&mut Rooms<'_>, Authorization) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (session, proven) = warrant.into_parts();
        let needs = self.with_in(session, |rooms| Ok(ways::needs_device_key(&rooms.room, kind)))?;
        let device = if needs || !proven.has_way() { self.device_key(session).map(Some) } else { Ok(None) };
        self.change_in(session, |rooms| {
            make(rooms, proven, |rooms, proven| {
                let authorization = proven.authorize(rooms.room.vault, device?)?;
                act(rooms, authorization)
            })
        })
    }

    /// Makes the picked file this device's vault, as [`Sessions::replace`] does.
    pub(crate) fn restore(
        &self,
        warrant: Option<Warrant<kinds::Restore>>,
        proof: &Proof<'_>,
    ) -> Result<Started, Fault> {
        let done = self.replace(warrant.as_ref(), proof);
        if done.is_err()
            && let Some(warrant) = warrant
        {
            self.give_back(warrant);
        }
        done
    }

    fn give_back<K: Kind>(&self, warrant: Warrant<K>) {
        let (session, proven) = warrant.into_parts();
        let give_back = |rooms: &mut Rooms<'_>| {
            rooms.proofs.give_back(&mut rooms.room, proven);
            Ok(())
        };
        // The end of a session is the end of its proofs.
        self.with_in(session, give_back).ok();
    }

    /// The keystore's key of the open vault. The session is not held meanwhile.
    fn device_key(&self, session: SessionId) -> Result<DeviceKey, Fault> {
        let vault = self.with_in(session, |rooms| Ok(rooms.room.vault.id()))?;
        self.ports().keystore.load(vault).map_err(Fault::Keystore)
    }

    /// Makes the change of an account for which the user shows a way in.
    pub(crate) fn change_with_proof<T>(
        &self,
        proof: &Proof<'_>,
        act: impl FnOnce(&mut Rooms<'_>, &Presented<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let proof = self.present(proof)?;
        self.change(|rooms| act(rooms, &proof))
    }

    /// What shows a way in. The keystore is asked where the vault has nothing that could be typed.
    fn present<'t>(&self, proof: &'t Proof<'t>) -> Result<Presented<'t>, Fault> {
        let (needed, session) = self.look(|rooms| (ways::needed_proof(&rooms.room.vault.ways()), rooms.session))?;
        Ok(match (proof, needed) {
            (Proof::Passphrase(passphrase), _) => Presented::Passphrase(passphrase),
            (Proof::Kit(kit), _) => Presented::Kit(kit),
            (Proof::Keystore, NeededProof::Keystore) => Presented::Device(self.device_key(session)?),
            (Proof::Keystore, NeededProof::Passphrase | NeededProof::Kit) => return Err(Fault::ProofNeeded),
        })
    }
}

/// Makes a grave change. The proof is used up only if it is made.
fn make<K: Kind, T>(
    rooms: &mut Rooms<'_>,
    proven: Proven<K>,
    act: impl FnOnce(&mut Rooms<'_>, &Proven<K>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    proven.begin(&mut rooms.room, rooms.delays)?;
    let made = act(rooms, &proven);
    let done = made.and_then(|made| proven.used_up(&mut rooms.room, rooms.delays).map(|()| made));
    if done.is_err() {
        rooms.proofs.give_back(&mut rooms.room, proven);
    }
    done
}
