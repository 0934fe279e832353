use std::path::Path;

use lingpai_app::{Earlier, EarlierKind, Lingpai, Picked, Warrant, kinds};
use lingpai_ipc::{EarlierOrigin, EarlierView, PickedView, ProofInput, Start};

use crate::program::asked;
use crate::span::count;
use crate::{Reply, fault, internal, proof, start};

/// Gives all earlier states of the vault, the newest first.
pub fn earlier(lingpai: &Lingpai) -> Reply<Vec<EarlierView>> {
    asked(lingpai).earlier().map(list).map_err(fault::of)
}

/// Picks one of the earlier states for [`restore`].
pub fn earlier_pick(lingpai: &Lingpai, index: u32) -> Reply<PickedView> {
    let index = usize::try_from(index).map_err(|_| internal())?;
    asked(lingpai).pick_earlier(index).map(|picked| view(&picked)).map_err(fault::of)
}

/// Picks a vault file for [`restore`].
pub fn restore_choose(lingpai: &Lingpai, path: &Path) -> Reply<PickedView> {
    asked(lingpai).pick(path).map(|picked| view(&picked)).map_err(fault::of)
}

/// Forgets the file that was picked.
pub fn restore_cancel(lingpai: &Lingpai) {
    asked(lingpai).cancel_restore();
}

/// Makes the picked file this device's vault. The present vault is put aside.
pub fn restore(lingpai: &Lingpai, warrant: Option<Warrant<kinds::Restore>>, proof: &ProofInput) -> Reply<Start> {
    asked(lingpai).restore(warrant, &proof::proof(proof)).map(start::view).map_err(fault::of)
}

fn list(all: Vec<Earlier>) -> Vec<EarlierView> {
    let view = |(index, earlier): (usize, Earlier)| EarlierView {
        index: count(index),
        saved_ms: earlier.saved_at.millis(),
        accounts: earlier.accounts.map(count),
        origin: match earlier.kind {
            EarlierKind::Generation => EarlierOrigin::Generation,
            EarlierKind::Aside => EarlierOrigin::Aside,
            EarlierKind::Backup => EarlierOrigin::Backup,
        },
    };
    all.into_iter().enumerate().map(view).collect()
}

fn view(picked: &Picked) -> PickedView {
    PickedView {
        saved_ms: picked.saved_at.millis(),
        accounts: picked.accounts.map(count),
        opens_here: picked.opens_here,
        passphrase: picked.ways.passphrase,
        for_backups: picked.ways.for_backups,
        kit: picked.ways.kit.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use lingpai_domain::UnixTime;

    use super::*;

    #[test]
    fn earlier_states_are_numbered_and_their_files_stay_unnamed() {
        let one = |secs, kind| Earlier {
            path: PathBuf::from("/a/vault-0000000001.lingpai"),
            saved_at: UnixTime::from_secs(secs),
            accounts: Some(2),
            kind,
        };
        let listed = list(vec![one(9, EarlierKind::Backup), one(8, EarlierKind::Aside)]);
        let expected = |index, saved_ms, origin| EarlierView { index, saved_ms, accounts: Some(2), origin };
        assert_eq!(listed, [expected(0, 9000, EarlierOrigin::Backup), expected(1, 8000, EarlierOrigin::Aside)]);
    }
}
