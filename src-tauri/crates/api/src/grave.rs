use lingpai_app::{Lingpai, Proof, Warrant, kinds};
use lingpai_domain::Grave;
use lingpai_ipc::{GraveKind, GraveProof, ProofInput, VaultView};

use crate::program::asked;
use crate::vault::vault_view;
use crate::{Reply, fault, proof};

/// Takes the proof for one grave change. A command does so before a dialog asks the user, who may take long to answer. So no dialog
/// opens for a page that has no proof.
pub fn warrant<K: kinds::Kind>(lingpai: &Lingpai) -> Reply<Warrant<K>> {
    asked(lingpai).grave().take().map_err(fault::of)
}

/// Gives the proof back, because the user has said no. It is good for the rest of its minute.
pub fn give_back<K: kinds::Kind>(lingpai: &Lingpai, warrant: Warrant<K>) {
    lingpai.grave().give_back(warrant);
}

/// Takes the proof for a restore. `None` where none is needed.
pub fn warrant_of_restore(lingpai: &Lingpai, proof: &ProofInput) -> Reply<Option<Warrant<kinds::Restore>>> {
    asked(lingpai).warrant_of_restore(&proof::proof(proof)).map_err(fault::of)
}

/// Proves the user for one grave change, within a minute. For the system's check this blocks until the user has answered.
pub fn grave_prove(lingpai: &Lingpai, kind: GraveKind, proof: &GraveProof) -> Reply<()> {
    let (changes, grave) = (asked(lingpai).grave(), grave(kind));
    let proved = match proof {
        // EXPOSE: the vault checks each of them. They do not leave this process.
        GraveProof::Passphrase { passphrase } => changes.by_way(grave, &Proof::Passphrase(passphrase.expose())),
        GraveProof::Kit { kit } => changes.by_way(grave, &Proof::Kit(kit.expose())),
        GraveProof::System => changes.by_system(grave),
    };
    proved.map_err(fault::of)
}

/// Asks for a grave change where nothing can prove the user. It is allowed after a day.
pub fn grave_ask(lingpai: &Lingpai, kind: GraveKind) -> Reply<VaultView> {
    asked(lingpai).grave().ask_later(grave(kind)).map_err(fault::of)?;
    vault_view(lingpai)
}

/// Takes a grave change back that somebody has asked for.
pub fn grave_take_back(lingpai: &Lingpai, kind: GraveKind) -> Reply<VaultView> {
    asked(lingpai).grave().take_back(grave(kind)).map_err(fault::of)?;
    vault_view(lingpai)
}

pub(crate) fn grave(kind: GraveKind) -> Grave {
    match kind {
        GraveKind::Ways => Grave::Ways,
        GraveKind::Kit => Grave::Kit,
        GraveKind::Restore => Grave::Restore,
        GraveKind::Erase => Grave::Erase,
        GraveKind::Backups => Grave::Backups,
        GraveKind::Servers => Grave::Servers,
        GraveKind::Older => Grave::Older,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use lingpai_app::Asked;

    use super::*;
    use crate::needed::asked_view;

    #[test]
    fn a_kind_is_the_same_on_both_sides() {
        for one in Grave::ALL {
            let shown = asked_view(Asked { grave: one, left: Duration::from_secs(7), confirmed: true });
            assert_eq!((grave(shown.grave), shown.left_ms), (one, 7000));
        }
    }
}
