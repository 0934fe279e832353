use std::path::Path;

use lingpai_app::{Fault as AppFault, Lingpai, Warrant, kinds};
use lingpai_ipc::{TypedSecret, VaultView};
use lingpai_vault::Keep;

use crate::program::asked;
use crate::vault::vault_view;
use crate::{Reply, fault};

/// Sets the passphrase that opens copies from now on.
pub fn backup_passphrase_set(lingpai: &Lingpai, passphrase: &TypedSecret) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    // EXPOSE: what opens copies is made from it.
    let set = changes.take().and_then(|warrant| changes.set_backup_passphrase(warrant, passphrase.expose()));
    set.map_err(fault::of)?;
    vault_view(lingpai)
}

/// Sets the folder in which copies are made from now on. `None` if the user chose no folder; nothing changes then.
pub fn backup_choose(lingpai: &Lingpai, warrant: Warrant<kinds::Backups>, folder: Option<&Path>) -> Reply<VaultView> {
    let lingpai = asked(lingpai);
    match folder {
        Some(folder) => {
            let keep = lingpai.vault().map_err(fault::of)?.plan.map_or(Keep::STANDARD, |plan| plan.keep);
            lingpai.grave().plan_backups(warrant, folder, keep).map_err(fault::of)?;
        }
        None => lingpai.grave().give_back(warrant),
    }
    vault_view(lingpai)
}

/// Sets how many copies are kept, 1 to 100.
pub fn backup_keep(lingpai: &Lingpai, copies: u8) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    let keep = Keep::new(copies).ok_or_else(|| fault::of(AppFault::Stale))?;
    changes.take().and_then(|warrant| changes.keep_backups(warrant, keep)).map_err(fault::of)?;
    vault_view(lingpai)
}

/// Makes a copy now.
pub fn backup_now(lingpai: &Lingpai) -> Reply<VaultView> {
    asked(lingpai).back_up_now().map_err(fault::of)?;
    vault_view(lingpai)
}

/// Makes the daily copy. A locked vault is copied when it is opened again.
pub fn daily_backup(lingpai: &Lingpai) {
    lingpai.back_up_now().ok();
}

/// Stops making copies.
pub fn backup_end(lingpai: &Lingpai) -> Reply<VaultView> {
    let changes = asked(lingpai).grave();
    changes.take().and_then(|warrant| changes.end_backups(warrant)).map_err(fault::of)?;
    vault_view(lingpai)
}
