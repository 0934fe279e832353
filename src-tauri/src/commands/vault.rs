use std::sync::PoisonError;

use lingpai_app::{Lingpai, Renew, Started, Typed};
use lingpai_ipc::{
    DialogWords, EarlierView, KitSheet, KitTestView, PassphraseStrength, PickedView, ProofInput, Start, TypedSecret,
    VaultView, WayKind,
};
use lingpai_vault::Keep;
use tauri::{Manager, State, WebviewWindow, command};

use super::{Reply, landed, off, quietly};
use crate::{Shell, faults, vault, vault_views, views, window};

#[command]
pub(crate) async fn start(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Start> {
    let early = shell.early.lock().unwrap_or_else(PoisonError::into_inner).take();
    let started = match early {
        Some(early) => {
            let started = landed(early.await);
            // Only now: asking time servers would fall into the start.
            shell.tend().map_err(|_| faults::internal())?;
            started?
        }
        None => off(shell, Lingpai::start).await?,
    };
    Ok(opened(&window, started))
}

/// Where the program stands now, told to the other windows too.
fn opened(window: &WebviewWindow, started: Started) -> Start {
    window::tell_others(window.app_handle(), window.label(), "session-changed");
    views::start(started)
}

#[command]
pub(crate) async fn passphrase_strength(passphrase: TypedSecret) -> Reply<PassphraseStrength> {
    // EXPOSE: its strength is estimated in this process, and only the estimate goes back.
    let strength = tauri::async_runtime::spawn_blocking(move || lingpai_app::strength(passphrase.expose()));
    strength.await.map(views::strength).map_err(|_| faults::internal())
}

#[command]
pub(crate) async fn keystore_give_up(shell: State<'_, Shell>) -> Reply<()> {
    shell.lingpai.give_up_keystore();
    Ok(())
}

#[command]
pub(crate) async fn vault_create(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    passphrase: TypedSecret,
) -> Reply<Start> {
    // EXPOSE: the vault's key is made from it.
    let started = off(shell, move |lingpai| lingpai.create_with_passphrase(passphrase.expose())).await?;
    Ok(opened(&window, started))
}

#[command]
pub(crate) async fn vault_unlock(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    proof: ProofInput,
    renew: bool,
) -> Reply<Start> {
    let renew = if renew { Renew::Yes } else { Renew::No };
    let started = off(shell, move |lingpai| match vault::typed(&proof) {
        Typed::Nothing => lingpai.unlock_with_keystore(),
        Typed::Passphrase(passphrase) => lingpai.unlock_with_passphrase(passphrase, renew),
        Typed::Kit(kit) => lingpai.unlock_with_kit(kit, renew),
    })
    .await?;
    Ok(opened(&window, started))
}

#[command]
pub(crate) async fn vault_lock(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Start> {
    window::forgotten(window.app_handle());
    let locked = off(shell, Lingpai::lock).await?;
    window::tell_others(window.app_handle(), window.label(), "session-changed");
    Ok(views::start(locked))
}

#[command]
pub(crate) async fn vault_begin_anew(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Start> {
    let started = off(shell, Lingpai::begin_anew).await?;
    Ok(opened(&window, started))
}

#[command]
pub(crate) async fn vault_view(shell: State<'_, Shell>) -> Reply<VaultView> {
    quietly(shell, Lingpai::vault).await.map(vault_views::vault)
}

#[command]
pub(crate) async fn vault_accept_older(shell: State<'_, Shell>) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.accept_older()?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn passphrase_set(
    shell: State<'_, Shell>,
    proof: ProofInput,
    passphrase: TypedSecret,
) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        // EXPOSE: another way into the vault is made from it.
        lingpai.set_passphrase(&vault::typed(&proof), passphrase.expose())?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn way_remove(shell: State<'_, Shell>, proof: ProofInput, way: WayKind) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.remove_way(&vault::typed(&proof), vault_views::way(way))?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn kit_make(shell: State<'_, Shell>, proof: ProofInput) -> Reply<KitSheet> {
    off(shell, move |lingpai| lingpai.make_kit(&vault::typed(&proof))).await.map(|text| vault_views::kit_sheet(&text))
}

#[command]
pub(crate) async fn kit_confirm(shell: State<'_, Shell>, proof: ProofInput, typed: TypedSecret) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        // EXPOSE: compared with the kit that is shown.
        lingpai.confirm_kit(&vault::typed(&proof), typed.expose())?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn kit_cancel(shell: State<'_, Shell>) -> Reply<()> {
    off(shell, Lingpai::cancel_kit).await
}

#[command]
pub(crate) async fn kit_print(window: WebviewWindow) -> Reply<()> {
    window.print().map_err(|_| faults::internal())
}

#[command]
pub(crate) async fn kit_test(shell: State<'_, Shell>, kit: TypedSecret) -> Reply<KitTestView> {
    // EXPOSE: tried on the vault's own header.
    off(shell, move |lingpai| lingpai.test_kit(kit.expose())).await.map(vault_views::kit_test)
}

#[command]
pub(crate) async fn backup_choose(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    words: DialogWords,
) -> Reply<VaultView> {
    let folder = vault::choose_folder(&window, words).await;
    off(shell, move |lingpai| {
        if let Some(folder) = folder {
            let keep = lingpai.vault()?.plan.map_or(Keep::STANDARD, |plan| plan.keep);
            lingpai.plan_backups(&folder, keep)?;
        }
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn backup_keep(shell: State<'_, Shell>, copies: u8) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.keep_backups(Keep::new(copies).ok_or(lingpai_app::Fault::Stale)?)?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn backup_now(shell: State<'_, Shell>) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.back_up_now()?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn backup_end(shell: State<'_, Shell>) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.end_backups()?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}

#[command]
pub(crate) async fn earlier(shell: State<'_, Shell>) -> Reply<Vec<EarlierView>> {
    off(shell, Lingpai::earlier).await.map(vault_views::earlier)
}

#[command]
pub(crate) async fn earlier_pick(shell: State<'_, Shell>, index: u32) -> Reply<PickedView> {
    let index = usize::try_from(index).map_err(|_| faults::internal())?;
    off(shell, move |lingpai| lingpai.pick_earlier(index)).await.map(|picked| vault_views::picked(&picked))
}

#[command]
pub(crate) async fn restore_choose(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    words: DialogWords,
) -> Reply<Option<PickedView>> {
    match vault::choose_file(&window, words).await {
        Some(path) => {
            off(shell, move |lingpai| lingpai.pick(&path)).await.map(|picked| Some(vault_views::picked(&picked)))
        }
        None => Ok(None),
    }
}

#[command]
pub(crate) async fn restore_cancel(shell: State<'_, Shell>) -> Reply<()> {
    off(shell, |lingpai| {
        lingpai.put_back();
        Ok(())
    })
    .await
}

#[command]
pub(crate) async fn restore(shell: State<'_, Shell>, window: WebviewWindow, proof: ProofInput) -> Reply<Start> {
    let started = off(shell, move |lingpai| lingpai.restore(&vault::typed(&proof))).await?;
    Ok(opened(&window, started))
}

#[command]
pub(crate) async fn erase_at_ten(shell: State<'_, Shell>, on: bool) -> Reply<VaultView> {
    off(shell, move |lingpai| {
        lingpai.set_erase_at_ten(on)?;
        lingpai.vault()
    })
    .await
    .map(vault_views::vault)
}
