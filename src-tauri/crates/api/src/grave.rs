use lingpai_app::{Asked, Lingpai, Needed, Proof};
use lingpai_domain::Grave;
use lingpai_ipc::{AskedView, GraveKind, GraveProof, NeededView, VaultView};

use crate::key::key;
use crate::program::asked;
use crate::span::millis;
use crate::vault::vault_view;
use crate::{Reply, fault};

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

pub(crate) fn needed(needed: Needed) -> NeededView {
    match needed {
        Needed::Passphrase => NeededView::Passphrase,
        Needed::Kit => NeededView::Kit,
        Needed::Pin(accounts) => NeededView::Pin { accounts: accounts.into_iter().map(key).collect() },
        Needed::System => NeededView::System,
        Needed::Delay => NeededView::Delay,
        Needed::Nothing => NeededView::Nothing,
    }
}

pub(crate) fn asked_view(Asked { grave, left, confirmed }: Asked) -> AskedView {
    AskedView { grave: kind(grave), left_ms: millis(left), confirmed }
}

pub(crate) fn kind(grave: Grave) -> GraveKind {
    match grave {
        Grave::Ways => GraveKind::Ways,
        Grave::Kit => GraveKind::Kit,
        Grave::Restore => GraveKind::Restore,
        Grave::Erase => GraveKind::Erase,
        Grave::Backups => GraveKind::Backups,
        Grave::Servers => GraveKind::Servers,
        Grave::Older => GraveKind::Older,
    }
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

    use super::*;

    #[test]
    fn a_kind_is_the_same_on_both_sides() {
        for one in Grave::ALL {
            let shown = asked_view(Asked { grave: one, left: Duration::from_secs(7), confirmed: true });
            assert_eq!((grave(shown.grave), shown.left_ms), (one, 7000));
        }
    }
}
