use lingpai_app::{KeystoreFault, Lingpai, Proof, Renew, Started, Unlock, strength};
use lingpai_ipc::{PassphraseStrength, ProofInput, Start, TypedSecret, UnlockView};

use crate::program::asked;
use crate::{Reply, fault, proof};

/// Opens the vault, or makes it on the first start. Gives what the window must ask for first.
pub fn start(lingpai: &Lingpai) -> Reply<Start> {
    asked(lingpai).start().map(view).map_err(fault::of)
}

/// Estimates how hard a passphrase is to guess.
pub fn passphrase_strength(passphrase: &TypedSecret) -> PassphraseStrength {
    // EXPOSE: its strength is estimated in this process, and only the estimate goes back.
    let strength = strength(passphrase.expose());
    PassphraseStrength { score: strength.score(), enough: strength.is_enough() }
}

/// Ends the wait for a keystore that does not answer. This does not block.
pub fn keystore_give_up(lingpai: &Lingpai) {
    lingpai.give_up_keystore();
}

/// Makes the vault under a passphrase, on a machine without a keystore.
pub fn vault_create(lingpai: &Lingpai, passphrase: &TypedSecret) -> Reply<Start> {
    // EXPOSE: the vault's key is made from it.
    asked(lingpai).create_with_passphrase(passphrase.expose()).map(view).map_err(fault::of)
}

/// Opens the locked vault. `renew` says whether a new key is put into the keystore.
pub fn vault_unlock(lingpai: &Lingpai, proof: &ProofInput, renew: bool) -> Reply<Start> {
    let renew = if renew { Renew::Yes } else { Renew::No };
    let lingpai = asked(lingpai);
    let started = match proof::proof(proof) {
        Proof::Keystore => lingpai.unlock_with_keystore(),
        Proof::Passphrase(passphrase) => lingpai.unlock_with_passphrase(passphrase, renew),
        Proof::Kit(kit) => lingpai.unlock_with_kit(kit, renew),
    };
    started.map(view).map_err(fault::of)
}

/// Locks the vault. Keys, codes and pictures are removed from memory.
pub fn vault_lock(lingpai: &Lingpai) -> Reply<Start> {
    asked(lingpai).lock().map(view).map_err(fault::of)
}

/// Locks the vault from the tray's menu.
pub fn menu_lock(lingpai: &Lingpai) -> Reply<()> {
    lingpai.lock().map(drop).map_err(fault::of)
}

/// Puts a vault that can no longer be opened aside, and begins with a new one.
pub fn vault_begin_anew(lingpai: &Lingpai) -> Reply<Start> {
    asked(lingpai).begin_anew().map(view).map_err(fault::of)
}

/// Gives what the window must ask for.
pub(crate) fn view(started: Started) -> Start {
    match started {
        Started::Open => Start::Open,
        Started::ChoosePassphrase => Start::ChoosePassphrase,
        Started::Unlock(unlock) => Start::Unlock { unlock: self::unlock(&unlock) },
    }
}

fn unlock(unlock: &Unlock) -> UnlockView {
    UnlockView {
        fault: unlock.keystore.map(fault::keystore_code),
        keystore: unlock.ways.keystore.is_some(),
        passphrase: unlock.ways.passphrase,
        kit: unlock.ways.kit.is_some(),
        renewable: unlock.keystore == Some(KeystoreFault::NoEntry),
    }
}

#[cfg(test)]
mod tests {
    use lingpai_ipc::FaultCode;
    use lingpai_vault::Ways;

    use super::*;

    #[test]
    fn only_an_entry_that_is_gone_can_be_renewed() {
        let shown = |keystore| {
            unlock(&Unlock { keystore, ways: Ways { keystore: None, passphrase: true, for_backups: false, kit: None } })
        };
        let gone = shown(Some(KeystoreFault::NoEntry));
        assert_eq!((gone.fault, gone.renewable), (Some(FaultCode::KeystoreKeyMissing), true));
        let slow = shown(Some(KeystoreFault::Slow));
        assert_eq!((slow.fault, slow.renewable), (Some(FaultCode::KeystoreSlow), false));
        assert_eq!((shown(None).fault, shown(None).passphrase, shown(None).keystore), (None, true, false));
    }

    #[test]
    fn a_passphrase_is_judged() {
        let judged = |text: &str| {
            let typed: TypedSecret = serde_json::from_value(text.into()).expect("a text");
            passphrase_strength(&typed).enough
        };
        assert_eq!([judged("password"), judged("gravel onion sextant willow")], [false, true]);
    }
}
