use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use lingpai_app::{Keystore, KeystoreFault};
use lingpai_vault::{DeviceKey, KeystoreName, VaultId};
use zeroize::Zeroizing;

/// The keystore of the operating system: Secret Service, Keychain or Credential Manager.
pub struct SystemKeystore {
    /// Kept once it has answered. One that did not is asked anew each time: it may have been started since.
    store: Mutex<Option<Arc<CredentialStore>>>,
}

/// How long the user may take over the store's own prompt before the program stops waiting.
const PATIENCE: Duration = Duration::from_secs(120);
const SERVICE: &str = "Lingpai";

#[cfg(target_os = "linux")]
const NAME: &str = "secret-service";
#[cfg(target_os = "macos")]
const NAME: &str = "keychain";
#[cfg(target_os = "windows")]
const NAME: &str = "credential-manager";

impl SystemKeystore {
    /// Makes no connection yet.
    #[expect(clippy::new_without_default, reason = "there is nothing default about a machine's keystore")]
    pub fn new() -> Self {
        Self { store: Mutex::new(None) }
    }

    /// Runs `work` with the store on a thread of its own: a locked store blocks on its prompt for as long as it likes.
    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&CredentialStore) -> Result<T, KeystoreFault> + Send + 'static,
    ) -> Result<T, KeystoreFault> {
        let kept = self.store.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (answer, answered) = mpsc::channel();
        thread::Builder::new()
            .name("keystore".into())
            .spawn(move || {
                let outcome = kept.map_or_else(connect, Ok).map(|store| (work(&*store), store));
                // Nobody listens any more when the wait was given up; the answer is dropped, and wiped, here.
                answer.send(outcome).ok();
            })
            .map_err(|_| KeystoreFault::Failed)?;
        match answered.recv_timeout(PATIENCE) {
            Ok(Ok((outcome, store))) => {
                let lost = matches!(outcome, Err(KeystoreFault::Failed | KeystoreFault::Absent));
                *self.store.lock().unwrap_or_else(PoisonError::into_inner) = (!lost).then_some(store);
                outcome
            }
            Ok(Err(fault)) => Err(fault),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(KeystoreFault::Slow),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeystoreFault::Failed),
        }
    }
}

impl Keystore for SystemKeystore {
    fn name(&self) -> KeystoreName {
        KeystoreName::parse(NAME).expect("a fixed name of lower-case letters")
    }

    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault> {
        self.ask(move |store| {
            let text = Zeroizing::new(entry(store, vault)?.get_password().map_err(fault)?);
            DeviceKey::from_text(&text).ok_or(KeystoreFault::Undecodable)
        })
    }

    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault> {
        let text = key.to_text();
        // EXPOSE: the keystore is where the device key belongs.
        self.ask(move |store| entry(store, vault)?.set_password(text.expose()).map_err(fault))
    }
}

#[cfg(target_os = "linux")]
fn connect() -> Result<Arc<CredentialStore>, KeystoreFault> {
    // No session bus, or nobody on it who keeps secrets: either way there is no keystore to speak of.
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|_| KeystoreFault::Absent)?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn connect() -> Result<Arc<CredentialStore>, KeystoreFault> {
    let store = apple_native_keyring_store::keychain::Store::new().map_err(|_| KeystoreFault::Absent)?;
    Ok(store)
}

#[cfg(target_os = "windows")]
fn connect() -> Result<Arc<CredentialStore>, KeystoreFault> {
    let store = windows_native_keyring_store::Store::new().map_err(|_| KeystoreFault::Absent)?;
    Ok(store)
}

/// One entry for each vault, so that a second vault never shadows the first.
fn entry(store: &CredentialStore, vault: VaultId) -> Result<Entry, KeystoreFault> {
    let user = format!("vault {vault}");
    let modifiers: HashMap<&str, &str> = if cfg!(target_os = "windows") {
        // The default there is Enterprise, which roams: a device key is for this device.
        HashMap::from([("persistence", "Local")])
    } else {
        HashMap::new()
    };
    store.build(SERVICE, &user, (!modifiers.is_empty()).then_some(&modifiers)).map_err(fault)
}

/// Keeps what the store reports apart from what it holds: some of keyring's errors carry the stored bytes.
#[expect(clippy::wildcard_enum_match_arm, reason = "keyring's enum is its own and will grow")]
fn fault(error: Error) -> KeystoreFault {
    match error {
        Error::NoEntry => KeystoreFault::NoEntry,
        Error::NoStorageAccess(_) => KeystoreFault::Denied,
        Error::Ambiguous(_) => KeystoreFault::Ambiguous,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeystoreFault::Undecodable,
        Error::NoDefaultStore => KeystoreFault::Absent,
        // The rest, and what keyring may add, is no fault the user can do a particular thing about.
        _ => KeystoreFault::Failed,
    }
}
