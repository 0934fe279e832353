use std::collections::HashMap;
use std::sync::{Arc, Barrier};

use lingpai_app::{Keystore, KeystoreFault};
use lingpai_vault::{AnchorText, DeviceKey, KeystoreName, VaultId};

use crate::shared::Shared;

/// A keystore in memory that can fail, and that can damage the keys that it stores.
#[derive(Clone, Default)]
pub struct MemoryKeystore(Shared<Contents>);

/// A call of a keystore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeystoreCall {
    /// It gives a key.
    Load,
    /// It keeps a key.
    Store,
    /// It gives an anchor.
    LoadAnchor,
    /// It keeps an anchor.
    StoreAnchor,
}

/// Is told of each call, and may have it fail.
type Watch = Arc<dyn Fn(KeystoreCall) -> Option<KeystoreFault> + Send + Sync>;

#[derive(Default)]
struct Contents {
    keys: HashMap<VaultId, String>,
    anchors: HashMap<VaultId, AnchorText>,
    fault: Option<KeystoreFault>,
    watch: Option<Watch>,
    mangles: bool,
    stored: usize,
    pause: Option<Arc<Barrier>>,
}

impl MemoryKeystore {
    /// Makes every call fail from now on.
    pub fn fail(&self, fault: KeystoreFault) {
        self.0.lock().fault = Some(fault);
    }

    /// Calls `watch` at each call from now on. The call fails with the fault that `watch` returns.
    pub fn watch(&self, watch: impl Fn(KeystoreCall) -> Option<KeystoreFault> + Send + Sync + 'static) {
        self.0.lock().watch = Some(Arc::new(watch));
    }

    /// Makes every call about an anchor fail from now on. Keys are given as before.
    pub fn fail_anchors(&self, fault: KeystoreFault) {
        self.watch(move |call| matches!(call, KeystoreCall::LoadAnchor | KeystoreCall::StoreAnchor).then_some(fault));
    }

    /// Makes every storing of an anchor fail from now on.
    pub fn fail_stores(&self, fault: KeystoreFault) {
        self.watch(move |call| (call == KeystoreCall::StoreAnchor).then_some(fault));
    }

    /// Makes the keystore work again. Its entries are still there.
    pub fn recover(&self) {
        let mut contents = self.0.lock();
        (contents.fault, contents.watch) = (None, None);
    }

    /// Makes the keystore damage every key that it stores from now on.
    pub fn mangle(&self) {
        self.0.lock().mangles = true;
    }

    /// Removes all device keys. The anchors stay.
    pub fn remove_keys(&self) {
        self.0.lock().keys.clear();
    }

    /// Gives the device keys, as text.
    pub fn keys(&self) -> HashMap<VaultId, String> {
        // EXPOSE: these are a test's keys, and the test compares them.
        self.0.lock().keys.clone()
    }

    /// Gives how often a device key was stored.
    pub fn stored(&self) -> usize {
        self.0.lock().stored
    }

    /// Makes the next caller that stores an anchor wait at a barrier for two threads, once the anchor is stored.
    pub fn pause_after_anchor(&self) -> Arc<Barrier> {
        let barrier = Arc::new(Barrier::new(2));
        self.0.lock().pause = Some(Arc::clone(&barrier));
        barrier
    }

    /// Runs `act`, unless the keystore fails.
    fn ask<T>(
        &self,
        call: KeystoreCall,
        act: impl FnOnce(&mut Contents) -> Result<T, KeystoreFault>,
    ) -> Result<T, KeystoreFault> {
        let watch = self.0.lock().watch.clone();
        let planned = watch.and_then(|watch| watch(call));
        let mut contents = self.0.lock();
        match contents.fault.or(planned) {
            Some(fault) => Err(fault),
            None => act(&mut contents),
        }
    }
}

impl Keystore for MemoryKeystore {
    fn name(&self) -> KeystoreName {
        KeystoreName::parse("memory").expect("lower-case letters")
    }

    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault> {
        self.ask(KeystoreCall::Load, |contents| {
            let text = contents.keys.get(&vault).ok_or(KeystoreFault::NoEntry)?;
            DeviceKey::from_text(text).ok_or(KeystoreFault::Undecodable)
        })
    }

    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault> {
        self.ask(KeystoreCall::Store, |contents| {
            contents.stored += 1;
            // EXPOSE: a keystore stores the key as text.
            let mut text = key.to_text().expose().to_owned();
            if contents.mangles {
                text.push('\n');
            }
            contents.keys.insert(vault, text);
            Ok(())
        })
    }

    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault> {
        self.ask(KeystoreCall::LoadAnchor, |contents| {
            contents.anchors.get(&vault).cloned().ok_or(KeystoreFault::NoEntry)
        })
    }

    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault> {
        let pause = self.ask(KeystoreCall::StoreAnchor, |contents| {
            contents.anchors.insert(vault, anchor.clone());
            Ok(contents.pause.take())
        })?;
        // The contents are not locked here, so other threads can go on while this one waits.
        if let Some(barrier) = pause {
            barrier.wait();
        }
        Ok(())
    }

    fn give_up(&self) {}
}
