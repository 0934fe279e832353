//! How the session takes a proof: for a grave change, and for the edit of an account.

use lingpai_vault::{Authorization, DeviceKey, SlotKind};

use crate::fault::Fault;
use crate::opening::door::Started;
use crate::opening::ways::{self, NeededProof, Presented, Proof};
use crate::proven::Proven;
use crate::proven::kinds::{self, Kind};
use crate::session::open::{Rooms, SessionId};
use crate::session::sessions::Sessions;
use crate::session::warrant::Warrant;

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
    /// Where a way in of the kind `of` is changed, the keystore is asked for its key too if it stays a way in under a new root key.
    pub(crate) fn change_with_key<K: Kind, T>(
        &self,
        warrant: Warrant<K>,
        of: Option<SlotKind>,
        act: impl FnOnce(&mut Rooms<'_>, Authorization) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (session, proven) = warrant.into_parts();
        let needs =
            self.with_in(session, |rooms| Ok(of.is_some_and(|kind| ways::needs_device_key(&rooms.room, kind))))?;
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

    pub(super) fn give_back<K: Kind>(&self, warrant: Warrant<K>) {
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
