use lingpai_app::Proof;
use lingpai_ipc::ProofInput;

/// The proof that the contract carries.
pub(crate) fn proof(input: &ProofInput) -> Proof<'_> {
    match input {
        ProofInput::Keystore => Proof::Keystore,
        // EXPOSE: each proves a way into the vault, in this process alone.
        ProofInput::Passphrase { passphrase } => Proof::Passphrase(passphrase.expose()),
        ProofInput::Kit { kit } => Proof::Kit(kit.expose()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_what_was_typed() {
        let read = |json| serde_json::from_str::<ProofInput>(json).expect("a proof");
        assert!(matches!(proof(&read(r#"{"kind": "keystore"}"#)), Proof::Keystore));
        assert!(matches!(
            proof(&read(r#"{"kind": "passphrase", "passphrase": "four words"}"#)),
            Proof::Passphrase("four words")
        ));
        assert!(matches!(proof(&read(r#"{"kind": "kit", "kit": "AGE-"}"#)), Proof::Kit("AGE-")));
    }
}
