//! One function for each command of the contract: convert, delegate, convert back.

use std::sync::{Arc, PoisonError};

use lingpai_app::{Lingpai, Renew, Typed, Waiting};
use lingpai_ipc::{
    AccountKey, AccountRow, Bound, CodeView, DialogWords, EarlierView, Fault, Intake, KitSheet, KitTestView,
    PadPurpose, PadView, PassphraseStrength, PickedView, PinOutcome, ProofInput, Start, TypedSecret, VaultView,
    WayKind,
};
use lingpai_vault::Keep;
use tauri::{State, WebviewWindow, command};

use crate::{Shell, faults, pictures, vault, vault_views, views};

type Reply<T> = Result<T, Fault>;

/// Runs a use case off the window's thread: it may wait for the disk, the keystore or Argon2id.
async fn off<T: Send + 'static>(
    shell: State<'_, Shell>,
    work: impl FnOnce(&Lingpai) -> Result<T, lingpai_app::Fault> + Send + 'static,
) -> Reply<T> {
    let lingpai = Arc::clone(&shell.lingpai);
    landed(tauri::async_runtime::spawn_blocking(move || work(&lingpai)).await)
}

fn landed<T>(task: Result<Result<T, lingpai_app::Fault>, tauri::Error>) -> Reply<T> {
    match task {
        Ok(done) => done.map_err(|fault| faults::fault(&fault)),
        // The panic's own text stays in the program.
        Err(_) => Err(faults::internal()),
    }
}

#[command]
pub(crate) async fn start(shell: State<'_, Shell>) -> Reply<Start> {
    let early = shell.early.lock().unwrap_or_else(PoisonError::into_inner).take();
    match early {
        Some(early) => landed(early.await).map(views::start),
        None => off(shell, Lingpai::start).await.map(views::start),
    }
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
pub(crate) async fn vault_create(shell: State<'_, Shell>, passphrase: TypedSecret) -> Reply<Start> {
    // EXPOSE: the vault's key is made from it.
    off(shell, move |lingpai| lingpai.create_with_passphrase(passphrase.expose())).await.map(views::start)
}

#[command]
pub(crate) async fn vault_unlock(shell: State<'_, Shell>, proof: ProofInput, renew: bool) -> Reply<Start> {
    let renew = if renew { Renew::Yes } else { Renew::No };
    off(shell, move |lingpai| match vault::typed(&proof) {
        Typed::Nothing => lingpai.unlock_with_keystore(),
        Typed::Passphrase(passphrase) => lingpai.unlock_with_passphrase(passphrase, renew),
        Typed::Kit(kit) => lingpai.unlock_with_kit(kit, renew),
    })
    .await
    .map(views::start)
}

#[command]
pub(crate) async fn vault_lock(shell: State<'_, Shell>) -> Reply<Start> {
    off(shell, Lingpai::lock).await.map(views::start)
}

#[command]
pub(crate) async fn vault_begin_anew(shell: State<'_, Shell>) -> Reply<Start> {
    off(shell, Lingpai::begin_anew).await.map(views::start)
}

#[command]
pub(crate) async fn vault_view(shell: State<'_, Shell>) -> Reply<VaultView> {
    off(shell, Lingpai::vault).await.map(vault_views::vault)
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
pub(crate) async fn restore(shell: State<'_, Shell>, proof: ProofInput) -> Reply<Start> {
    off(shell, move |lingpai| lingpai.restore(&vault::typed(&proof))).await.map(views::start)
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

#[command]
pub(crate) async fn accounts(shell: State<'_, Shell>) -> Reply<Vec<AccountRow>> {
    off(shell, |lingpai| {
        let now = lingpai.steady_now();
        Ok(lingpai.accounts()?.into_iter().map(|account| views::row(account, now)).collect())
    })
    .await
}

#[command]
pub(crate) async fn code_show(shell: State<'_, Shell>, account: AccountKey) -> Reply<CodeView> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.show(account)).await.map(|shown| views::code(&shown))
}

#[command]
pub(crate) async fn code_copy(shell: State<'_, Shell>, account: AccountKey) -> Reply<CodeView> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.copy(account)).await.map(|shown| views::code(&shown))
}

#[command]
pub(crate) async fn picture_choose(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    words: DialogWords,
) -> Reply<Intake> {
    match pictures::choose(&window, words).await {
        Some(path) => off(shell, move |lingpai| pictures::read_picture(lingpai, &path)).await.map(views::intake),
        None => off(shell, Lingpai::waiting).await.map(views::intake),
    }
}

#[command]
pub(crate) async fn intake(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::waiting).await.map(views::intake)
}

#[command]
pub(crate) async fn intake_dismiss(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::dismiss).await.map(|()| views::intake(Waiting::Nothing))
}

#[command]
pub(crate) async fn bind_plain(shell: State<'_, Shell>) -> Reply<Bound> {
    off(shell, Lingpai::bind_plain).await.map(views::bound)
}

#[command]
pub(crate) async fn pin_open(shell: State<'_, Shell>, purpose: PadPurpose) -> Reply<PadView> {
    let purpose = views::purpose(&purpose)?;
    off(shell, move |lingpai| lingpai.open_pad(purpose)).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_digit(shell: State<'_, Shell>, digit: u8) -> Reply<PadView> {
    off(shell, move |lingpai| lingpai.type_digit(digit)).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_backspace(shell: State<'_, Shell>) -> Reply<PadView> {
    off(shell, Lingpai::take_back).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_submit(shell: State<'_, Shell>) -> Reply<PinOutcome> {
    off(shell, Lingpai::submit_pin).await.map(views::outcome)
}

#[command]
pub(crate) async fn pin_cancel(shell: State<'_, Shell>) -> Reply<PadView> {
    off(shell, Lingpai::close_pad).await.map(|()| views::pad(0))
}
