use std::collections::HashMap;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use lingpai_app::{Keystore, KeystoreFault};
use lingpai_vault::{AnchorText, DeviceKey, KeystoreName, VaultId};
use parking_lot::{Mutex, MutexGuard};
use zeroize::Zeroizing;

/// The keystore of the operating system: Secret Service, Keychain or Credential Manager.
pub(super) struct SystemKeystore {
    /// The store, once it has answered. A store that did not answer is connected again each time, because it may have
    /// been started in the meantime.
    store: Mutex<Option<Arc<CredentialStore>>>,
    /// The waits for an answer, so that they can be ended.
    waiting: Mutex<Waits>,
}

/// The present waits, each with the function that ends it.
#[derive(Default)]
struct Waits {
    last: u64,
    ends: HashMap<u64, Box<dyn Fn() + Send>>,
}

/// How long the program waits while the store's own prompt is open.
const PATIENCE: Duration = Duration::from_secs(120);
const SERVICE: &str = "Lingpai";

#[cfg(target_os = "linux")]
const NAME: &str = "secret-service";
#[cfg(target_os = "macos")]
const NAME: &str = "keychain";
#[cfg(target_os = "windows")]
const NAME: &str = "credential-manager";

impl SystemKeystore {
    /// Prepares the keystore. Nothing is connected yet.
    pub(super) fn new() -> Self {
        Self { store: Mutex::new(None), waiting: Mutex::default() }
    }

    /// Runs `work` with the store on a thread of its own. A locked store blocks until its prompt is answered.
    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&CredentialStore) -> Result<T, KeystoreFault> + Send + 'static,
    ) -> Result<T, KeystoreFault> {
        let kept = self.store.lock().clone();
        let (answer, answered) = mpsc::channel();
        let give_up = answer.clone();
        let wait = self.begin_wait(Box::new(move || {
            // This fails if the answer has come in the meantime.
            give_up.send(None).ok();
        }));
        let spawned = thread::Builder::new().name("keystore".into()).spawn(move || {
            let outcome = kept.map_or_else(connect, Ok).map(|store| (work(&*store), store));
            // This fails if the wait was ended. The answer is then dropped here, which wipes it.
            answer.send(Some(outcome)).ok();
        });
        let ended = spawned.map(|_| answered.recv_timeout(PATIENCE));
        self.waits().ends.remove(&wait);
        match ended {
            Ok(Ok(Some(Ok((outcome, store))))) => {
                let lost = matches!(outcome, Err(KeystoreFault::Failed | KeystoreFault::Absent));
                *self.store.lock() = (!lost).then_some(store);
                outcome
            }
            Ok(Ok(Some(Err(fault)))) => Err(fault),
            Ok(Ok(None) | Err(mpsc::RecvTimeoutError::Timeout)) => Err(KeystoreFault::Slow),
            Ok(Err(mpsc::RecvTimeoutError::Disconnected)) | Err(_) => Err(KeystoreFault::Failed),
        }
    }

    fn begin_wait(&self, end: Box<dyn Fn() + Send>) -> u64 {
        let mut waits = self.waits();
        waits.last += 1;
        let wait = waits.last;
        waits.ends.insert(wait, end);
        wait
    }

    fn waits(&self) -> MutexGuard<'_, Waits> {
        self.waiting.lock()
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
        // EXPOSE: the keystore is the place for the device key.
        self.ask(move |store| entry(store, vault)?.set_password(text.expose()).map_err(fault))
    }

    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault> {
        self.ask(move |store| anchor_entry(store, vault)?.get_password().map(AnchorText::from_keystore).map_err(fault))
    }

    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault> {
        let text = anchor.as_str().to_owned();
        self.ask(move |store| anchor_entry(store, vault)?.set_password(&text).map_err(fault))
    }

    fn give_up(&self) {
        for end in self.waits().ends.values() {
            end();
        }
    }
}

#[cfg(target_os = "linux")]
fn connect() -> Result<Arc<CredentialStore>, KeystoreFault> {
    // There is no session bus, or no program on it keeps secrets. Either way there is no keystore.
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

/// Gives the entry of a vault's key. Each vault has its own entry, so a second vault never hides the first.
fn entry(store: &CredentialStore, vault: VaultId) -> Result<Entry, KeystoreFault> {
    build(store, &format!("vault {vault}"))
}

/// Gives the entry of a vault's anchor. It is not the key's entry, because the anchor changes often and the key never
/// does.
fn anchor_entry(store: &CredentialStore, vault: VaultId) -> Result<Entry, KeystoreFault> {
    build(store, &format!("anchor {vault}"))
}

fn build(store: &CredentialStore, user: &str) -> Result<Entry, KeystoreFault> {
    let modifiers: HashMap<&str, &str> = if cfg!(target_os = "windows") {
        // The default there is Enterprise, which roams to other machines. A device key belongs to this device.
        HashMap::from([("persistence", "Local")])
    } else {
        HashMap::new()
    };
    store.build(SERVICE, user, (!modifiers.is_empty()).then_some(&modifiers)).map_err(fault)
}

/// Gives the fault for an error of the store, without the stored bytes that some errors of keyring contain.
#[expect(clippy::wildcard_enum_match_arm, reason = "keyring's enum is its own and will grow")]
fn fault(error: Error) -> KeystoreFault {
    match error {
        Error::NoEntry => KeystoreFault::NoEntry,
        Error::NoStorageAccess(_) => KeystoreFault::Denied,
        Error::Ambiguous(_) => KeystoreFault::Ambiguous,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeystoreFault::Undecodable,
        Error::NoDefaultStore => KeystoreFault::Absent,
        // For the other errors the user cannot do anything in particular.
        _ => KeystoreFault::Failed,
    }
}
