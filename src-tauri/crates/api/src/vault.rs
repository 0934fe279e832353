use lingpai_app::{Lingpai, NeededProof, VaultStatus, Warrant, kinds};
use lingpai_domain::UnixTime;
use lingpai_ipc::{AccessView, BackupView, KitView, TypedSecret, VaultView, WayKind};
use lingpai_vault::{Access, AnchorVerdict, FolderRights, ReadOnly, SlotKind};

use crate::program::asked;
use crate::span::count;
use crate::{Reply, fault, needed, trail};

/// Gives the state of the open vault. A page calls this by itself.
pub fn vault_view(lingpai: &Lingpai) -> Reply<VaultView> {
    lingpai.vault().map(view).map_err(fault::of)
}

/// Accepts a vault that is older than the state that the keystore remembers.
pub fn vault_accept_older(lingpai: &Lingpai) -> Reply<VaultView> {
    asked(lingpai).accept_older().map_err(fault::of)?;
    vault_view(lingpai)
}

/// Adds a passphrase or changes it.
pub fn passphrase_set(lingpai: &Lingpai, passphrase: &TypedSecret) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    // EXPOSE: a way into the vault is made from it.
    let set = changes.take().and_then(|warrant| changes.set_passphrase(warrant, passphrase.expose()));
    set.map_err(fault::of)?;
    vault_view(lingpai)
}

/// Removes a way into the vault, unless it is the last.
pub fn way_remove(lingpai: &Lingpai, way: WayKind) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    changes.take().and_then(|warrant| changes.remove_way(warrant, slot(way))).map_err(fault::of)?;
    vault_view(lingpai)
}

/// Removes every older state and backup. What cannot be removed now is told in the view.
pub fn older_remove(lingpai: &Lingpai) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    changes.take().and_then(|warrant| changes.remove_older(warrant)).map_err(fault::of)?;
    vault_view(lingpai)
}

/// Sets whether the tenth wrong PIN erases the account's secret on this device.
pub fn erase_at_ten(lingpai: &Lingpai, warrant: Warrant<kinds::Erase>, on: bool) -> Reply<VaultView> {
    asked(lingpai).grave().set_erase_at_ten(warrant, on).map_err(fault::of)?;
    vault_view(lingpai)
}

pub(crate) fn view(status: VaultStatus) -> VaultView {
    let VaultStatus {
        access,
        health,
        folder_rights,
        set_aside,
        ways,
        asks,
        needed,
        proven,
        asked,
        kit,
        plan,
        backup_passphrase,
        backups,
        erase_at_ten,
        older_stay,
        news,
    } = status;
    VaultView {
        access: self::access(access),
        damaged_files: count(health.damaged),
        quarantine_failed: health.quarantine_failed,
        folder_rights: match folder_rights {
            FolderRights::Owner => lingpai_ipc::FolderRights::Owner,
            FolderRights::Mended => lingpai_ipc::FolderRights::Mended,
            FolderRights::Others => lingpai_ipc::FolderRights::Others,
        },
        set_aside: count(set_aside),
        keystore: ways.keystore.map(|name| name.as_str().to_owned()),
        passphrase: ways.passphrase,
        kit: ways.kit.map(|made| KitView {
            made_ms: made.millis(),
            covered: count(kit.covered),
            waiting: count(kit.waiting),
        }),
        asks: match asks {
            NeededProof::Passphrase => lingpai_ipc::NeededProof::Passphrase,
            NeededProof::Keystore => lingpai_ipc::NeededProof::Keystore,
            NeededProof::Kit => lingpai_ipc::NeededProof::Kit,
        },
        needed: needed::needed(needed),
        proven: proven.map(needed::kind),
        asked: asked.into_iter().map(needed::asked_view).collect(),
        backup: plan.map(|plan| BackupView {
            folder: plan.folder.into_string(),
            keep: plan.keep.get(),
            running: backups.running,
            last_ms: backups.last.map(UnixTime::millis),
            failed: backups.failed,
        }),
        backup_passphrase,
        erase_at_ten,
        older_stay,
        news: news.iter().map(trail::line).collect(),
    }
}

fn access(access: Access) -> AccessView {
    match access {
        Access::Full | Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Fine)) => AccessView::Full,
        Access::ReadOnly(ReadOnly::OtherProcess) => AccessView::OtherProcess,
        Access::ReadOnly(ReadOnly::NewerVersion) => AccessView::NewerVersion,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Older)) => AccessView::OlderState,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Missing)) => AccessView::MemoryMissing,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Forged)) => AccessView::MemoryForged,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Unread)) => AccessView::MemoryUnread,
    }
}

fn slot(way: WayKind) -> SlotKind {
    match way {
        WayKind::Keystore => SlotKind::Keystore,
        WayKind::Passphrase => SlotKind::Passphrase,
        WayKind::Kit => SlotKind::Kit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_for_read_only_is_shown() {
        let only = |why| access(Access::ReadOnly(why));
        assert_eq!(only(ReadOnly::OtherProcess), AccessView::OtherProcess);
        assert_eq!(only(ReadOnly::NewerVersion), AccessView::NewerVersion);
        assert_eq!(only(ReadOnly::Anchor(AnchorVerdict::Older)), AccessView::OlderState);
        assert_eq!(only(ReadOnly::Anchor(AnchorVerdict::Missing)), AccessView::MemoryMissing);
        assert_eq!(only(ReadOnly::Anchor(AnchorVerdict::Forged)), AccessView::MemoryForged);
        assert_eq!(only(ReadOnly::Anchor(AnchorVerdict::Unread)), AccessView::MemoryUnread);
        assert_eq!([access(Access::Full), only(ReadOnly::Anchor(AnchorVerdict::Fine))], [AccessView::Full; 2]);
    }
}
