//! The device key, which this machine's keystore holds for a vault.

use lingpai_vault::{DeviceKey, Foreign, VaultId};

use crate::fault::Fault;
use crate::ports::Keystore;

/// Makes a new key and stores it in the keystore. `None` if the keystore does not return it unchanged.
pub(super) fn make(keystore: &dyn Keystore, id: VaultId) -> Result<Option<DeviceKey>, Fault> {
    let device = DeviceKey::make()?;
    let kept = keystore.store(id, &device).and_then(|()| keystore.load(id));
    Ok(match kept {
        Ok(read) if read.to_text().expose() == device.to_text().expose() => Some(device),
        Ok(_) | Err(_) => None,
    })
}

/// This machine's key for the vault of a file. `None` if it does not open the file.
pub(super) fn of_file(keystore: &dyn Keystore, file: &Foreign) -> Option<DeviceKey> {
    file.ways().keystore?;
    let device = keystore.load(file.id()).ok()?;
    file.opens_with(&device).then_some(device)
}
