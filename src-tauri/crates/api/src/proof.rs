use lingpai_app::Proof;
use lingpai_ipc::ProofInput;

/// Converts the proof that the user typed.
pub(crate) fn proof(input: &ProofInput) -> Proof<'_> {
    match input {
        ProofInput::Keystore => Proof::Keystore,
        // EXPOSE: the vault checks each of them. They do not leave this process.
        ProofInput::Passphrase { passphrase } => Proof::Passphrase(passphrase.expose()),
        ProofInput::Kit { kit } => Proof::Kit(kit.expose()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_has_the_text_that_was_typed() {
        let read = |json| serde_json::from_str::<ProofInput>(json).expect("a proof");
        assert!(matches!(proof(&read(r#"{"kind": "keystore"}"#)), Proof::Keystore));
        assert!(matches!(
            proof(&read(r#"{"kind": "passphrase", "passphrase": "four words"}"#)),
            Proof::Passphrase("four words")
        ));
        assert!(matches!(proof(&read(r#"{"kind": "kit", "kit": "AGE-"}"#)), Proof::Kit("AGE-")));
    }
}
