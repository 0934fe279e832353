//! The proof that the caller has a way into the vault.

use crate::keys::kit::RecoveryKit;
use crate::keys::{Derived, DeviceKey, Passphrase, RootKey, VaultId};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;
use crate::vault::way_in::{UnlockFault, WayIn};

/// The proof that the caller has a way in. It holds the root key and the way in, because a change of the ways in makes a new
/// root key and wraps it again. It lives for a short time and is wiped on drop.
pub struct Authorization {
    root: RootKey,
    shown: Shown,
    device: Option<DeviceKey>,
}

/// The way in that was shown.
enum Shown {
    Device(DeviceKey),
    Passphrase(Passphrase),
    Kit(RecoveryKit),
}

impl Authorization {
    pub(crate) fn new(root: RootKey, way: WayIn<'_>) -> Self {
        // EXPOSE: a second copy, for the slots that are made again. It is wiped on drop.
        let shown = match way {
            WayIn::DeviceKey(device) => Shown::Device(device.copy()),
            WayIn::Passphrase(passphrase) => Shown::Passphrase(passphrase.copy()),
            WayIn::Kit(kit) => Shown::Kit(kit.copy()),
        };
        Self { root, shown, device: None }
    }

    /// Adds the device key, where the keystore stays a way in and another way was shown.
    #[must_use]
    pub fn with_device(mut self, device: Option<DeviceKey>) -> Self {
        self.device = device;
        self
    }

    pub(crate) fn root(&self) -> &RootKey {
        &self.root
    }

    /// Gives the way in that was shown.
    pub(crate) fn way(&self) -> WayIn<'_> {
        match &self.shown {
            Shown::Device(device) => WayIn::DeviceKey(device),
            Shown::Passphrase(passphrase) => WayIn::Passphrase(passphrase),
            Shown::Kit(kit) => WayIn::Kit(kit),
        }
    }

    pub(crate) fn device(&self) -> Option<&DeviceKey> {
        match &self.shown {
            Shown::Device(device) => Some(device),
            Shown::Passphrase(_) | Shown::Kit(_) => self.device.as_ref(),
        }
    }

    pub(crate) fn passphrase(&self) -> Option<&Passphrase> {
        match &self.shown {
            Shown::Passphrase(passphrase) => Some(passphrase),
            Shown::Device(_) | Shown::Kit(_) => None,
        }
    }

    /// Checks that the root key is the one of these keys: it may have been replaced since.
    pub(crate) fn check(&self, keys: &Derived, vault: VaultId) -> Result<(), VaultFault> {
        // EXPOSE: two derived keys are compared, both from this process.
        let same = self.root.derive_all(vault).header_mac.expose() == keys.header_mac.expose();
        if same { Ok(()) } else { Err(VaultFault::Proof(UnlockFault::Wrong)) }
    }
}

impl Vault {
    /// Proves a way in, and changes nothing. This also tests a passphrase or a kit.
    pub fn prove(&self, way: WayIn<'_>) -> Result<Authorization, VaultFault> {
        Ok(Authorization::new(way.open(&self.header)?, way))
    }
}
