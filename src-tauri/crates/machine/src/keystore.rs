use std::collections::HashMap;
use std::sync::{Arc, Barrier};

use lingpai_app::{Keystore, KeystoreFault};
use lingpai_vault::{AnchorText, DeviceKey, KeystoreName, VaultId};
use parking_lot::Condvar;

use crate::shared::Shared;

/// A keystore in memory that can fail, and that can damage the keys that it stores.
#[derive(Clone, Default)]
pub struct MemoryKeystore(Shared<Contents>, Arc<Condvar>);

/// A call of a keystore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeystoreCall {
    /// The call that gives a key.
    Load,
    /// The call that stores a key.
    Store,
    /// The call that gives an anchor.
    LoadAnchor,
    /// The call that stores an anchor.
    StoreAnchor,
}

/// A function that sees each call, and may make it fail.
type Watch = Arc<dyn Fn(KeystoreCall) -> Option<KeystoreFault> + Send + Sync>;

#[derive(Default)]
struct Contents {
    name: Option<KeystoreName>,
    prompt: Prompt,
    keys: HashMap<VaultId, String>,
    anchors: HashMap<VaultId, AnchorText>,
    fault: Option<KeystoreFault>,
    watch: Option<Watch>,
    mangles: bool,
    stored: usize,
    pause: Option<Arc<Barrier>>,
}

/// A prompt of the system, which waits for the user.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Prompt {
    #[default]
    None,
    Open,
    /// The program has given it up. Whoever asks first learns of it.
    GivenUp,
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

    /// Makes every call about an anchor fail from now on. Calls about keys still work.
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

    /// Gives the keystore another name than `memory`.
    pub fn call_itself(&self, name: KeystoreName) {
        self.0.lock().name = Some(name);
    }

    /// Has every caller wait from now on, until the program gives it up.
    pub fn fall_silent(&self) {
        self.0.lock().prompt = Prompt::Open;
    }

    /// Removes what the keystore remembers of all vaults. The device keys stay.
    pub fn forget_anchors(&self) {
        self.0.lock().anchors.clear();
    }

    /// Replaces what the keystore remembers of all vaults by a text that the program did not write.
    pub fn forge_anchors(&self) {
        for anchor in self.0.lock().anchors.values_mut() {
            *anchor = AnchorText::from_keystore("AAAA".to_owned());
        }
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
        if contents.prompt != Prompt::None {
            self.1.wait_while(&mut contents, |contents| contents.prompt == Prompt::Open);
            contents.prompt = Prompt::None;
            return Err(KeystoreFault::Slow);
        }
        match contents.fault.or(planned) {
            Some(fault) => Err(fault),
            None => act(&mut contents),
        }
    }
}

impl Keystore for MemoryKeystore {
    fn name(&self) -> KeystoreName {
        let name = self.0.lock().name.clone();
        name.unwrap_or_else(|| KeystoreName::parse("memory").expect("lower-case letters"))
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

    fn give_up(&self) {
        let prompt = &mut self.0.lock().prompt;
        if *prompt == Prompt::Open {
            *prompt = Prompt::GivenUp;
        }
        self.1.notify_all();
    }
}
