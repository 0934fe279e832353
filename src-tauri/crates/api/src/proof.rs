use lingpai_app::Typed;
use lingpai_ipc::ProofInput;

/// What was typed to prove who asks.
pub(crate) fn typed(proof: &ProofInput) -> Typed<'_> {
    match proof {
        ProofInput::Keystore => Typed::Nothing,
        // EXPOSE: each proves a way into the vault, in this process alone.
        ProofInput::Passphrase { passphrase } => Typed::Passphrase(passphrase.expose()),
        ProofInput::Kit { kit } => Typed::Kit(kit.expose()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_what_was_typed() {
        let read = |json| serde_json::from_str::<ProofInput>(json).expect("a proof");
        assert!(matches!(typed(&read(r#"{"kind": "keystore"}"#)), Typed::Nothing));
        assert!(matches!(
            typed(&read(r#"{"kind": "passphrase", "passphrase": "four words"}"#)),
            Typed::Passphrase("four words")
        ));
        assert!(matches!(typed(&read(r#"{"kind": "kit", "kit": "AGE-"}"#)), Typed::Kit("AGE-")));
    }
}
