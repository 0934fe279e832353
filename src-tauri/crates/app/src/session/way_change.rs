//! Changes of a way in, which the others may have to be made again for.

use lingpai_vault::{DeviceKey, SlotKind};

use crate::fault::Fault;
use crate::opening::ways::{self, Presented, Proof};
use crate::session::open::Rooms;
use crate::session::sessions::Sessions;

/// Adds a passphrase or changes it.
pub(crate) fn set_passphrase(sessions: &Sessions, proof: &Proof<'_>, passphrase: &str) -> Result<(), Fault> {
    change(sessions, proof, SlotKind::Passphrase, |rooms, proof, device| {
        ways::set_passphrase(&mut rooms.room, proof, device, passphrase)
    })
}

/// Removes a way in, unless it is the last.
pub(crate) fn remove_way(sessions: &Sessions, proof: &Proof<'_>, kind: SlotKind) -> Result<(), Fault> {
    change(sessions, proof, kind, |rooms, proof, device| ways::remove_way(&mut rooms.room, proof, device, kind))
}

/// Makes the kit that was shown a way in.
pub(crate) fn confirm_kit(sessions: &Sessions, proof: &Proof<'_>, typed: &str) -> Result<(), Fault> {
    change(sessions, proof, SlotKind::Kit, |rooms, proof, device| {
        ways::confirm_kit(rooms.opening, &mut rooms.room, proof, device, typed)
    })
}

/// Runs a use case that changes the way in of a kind. Where the keystore stays a way in, it is asked for its key, the session
/// not held.
fn change<T>(
    sessions: &Sessions,
    proof: &Proof<'_>,
    kind: SlotKind,
    act: impl FnOnce(&mut Rooms<'_>, &Presented<'_>, Option<DeviceKey>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let proof = sessions.present(proof)?;
    let vault = sessions.look(|rooms| ways::needs_device_key(&rooms.room, &proof, kind))?;
    let device = vault.map(|vault| sessions.ports().keystore.load(vault)).transpose().map_err(Fault::Keystore)?;
    sessions.change(|rooms| act(rooms, &proof, device))
}
