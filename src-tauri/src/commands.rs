//! One function for each command of the contract: convert, delegate, convert back.

use std::sync::{Arc, PoisonError};

use lingpai_app::{Lingpai, Renew, Source, Typed};
use lingpai_ipc::{
    AccountEdit, AccountKey, AccountRow, AreaInput, AuditView, Bound, BoundMany, CameraKey, CameraView, CamerasView,
    ClockView, CodeView, DevicesView, DialogWords, EarlierView, Fault, Intake, KitSheet, KitTestView, PadPurpose,
    PadView, PassphraseStrength, PickedView, PinOutcome, ProofInput, ReadingView, Start, TrashView, TypedAccount,
    TypedPreview, TypedSecret, VaultView, WayKind,
};
use lingpai_vault::Keep;
use tauri::ipc::{Channel, InvokeResponseBody, Response};
use tauri::{AppHandle, Manager, State, WebviewWindow, command};

use crate::{Shell, camera, clock_views, exports, faults, life_views, screen, sources, vault, vault_views, views};

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
    shell.cameras.close();
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
pub(crate) async fn code_next(shell: State<'_, Shell>, account: AccountKey) -> Reply<CodeView> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.next(account)).await.map(|shown| views::code(&shown))
}

#[command]
pub(crate) async fn files_choose(shell: State<'_, Shell>, window: WebviewWindow, words: DialogWords) -> Reply<Intake> {
    let paths = sources::choose(&window, words).await;
    if paths.is_empty() {
        return off(shell, Lingpai::waiting).await.map(views::intake);
    }
    let app = window.app_handle().clone();
    off(shell, move |_| sources::read_files(&app, &paths)).await.map(views::intake)
}

#[command]
pub(crate) async fn reading(shell: State<'_, Shell>) -> Reply<ReadingView> {
    Ok(shell.reading.view())
}

#[command]
pub(crate) async fn reading_stop(shell: State<'_, Shell>) -> Reply<()> {
    shell.reading.stop();
    Ok(())
}

#[command]
pub(crate) async fn paste(app: AppHandle) -> Reply<Intake> {
    let pasted = tauri::async_runtime::spawn_blocking(move || sources::paste(&app)).await;
    pasted.map_err(|_| faults::internal())?.map(views::intake)
}

#[command]
pub(crate) async fn text_take(shell: State<'_, Shell>, text: TypedSecret) -> Reply<Intake> {
    // EXPOSE: the user typed it to be read.
    off(shell, move |lingpai| lingpai.take(vec![Source::text(text.expose())])).await.map(views::intake)
}

#[command]
pub(crate) async fn typed_preview(shell: State<'_, Shell>, typed: TypedAccount) -> Reply<TypedPreview> {
    // EXPOSE: codes are made from it, to be compared with the issuer's.
    let preview = move |lingpai: &Lingpai| Ok(lingpai.typed_preview(clock_views::typed(&typed), typed.secret.expose()));
    off(shell, preview).await.map(clock_views::preview)
}

#[command]
pub(crate) async fn typed_take(shell: State<'_, Shell>, typed: TypedAccount) -> Reply<Intake> {
    // EXPOSE: it waits in the program for the user's agreement.
    off(shell, move |lingpai| lingpai.take_typed(clock_views::typed(&typed), typed.secret.expose()))
        .await
        .map(views::intake)
}

#[command]
pub(crate) async fn screen_whole(app: AppHandle) -> Reply<Intake> {
    screen::whole(&app).await.map(views::intake)
}

#[command]
pub(crate) async fn screen_region(app: AppHandle) -> Reply<Intake> {
    screen::region(&app).await.map(views::intake)
}

#[command]
pub(crate) async fn overlay_picture(window: WebviewWindow) -> Reply<Response> {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    let picture = tauri::async_runtime::spawn_blocking(move || screen::picture_under(&app, &label)).await;
    picture.map_err(|_| faults::internal())?.map(Response::new)
}

#[command]
pub(crate) async fn overlay_choose(window: WebviewWindow, area: AreaInput) -> Reply<()> {
    screen::chosen(window.app_handle(), window.label(), Some(area));
    Ok(())
}

#[command]
pub(crate) async fn overlay_cancel(window: WebviewWindow) -> Reply<()> {
    screen::chosen(window.app_handle(), window.label(), None);
    Ok(())
}

#[command]
pub(crate) async fn cameras() -> Reply<CamerasView> {
    tauri::async_runtime::spawn_blocking(camera::list).await.map_err(|_| faults::internal())?
}

#[command]
pub(crate) async fn camera_open(
    app: AppHandle,
    camera: Option<CameraKey>,
    frames: Channel<InvokeResponseBody>,
) -> Reply<CameraView> {
    let open = move || {
        let shell = app.state::<Shell>();
        shell.cameras.open(&shell.lingpai, camera, frames)
    };
    tauri::async_runtime::spawn_blocking(open).await.map_err(|_| faults::internal())?
}

#[command]
pub(crate) async fn camera_seen(shell: State<'_, Shell>) -> Reply<()> {
    shell.cameras.seen();
    Ok(())
}

#[command]
pub(crate) async fn camera_close(shell: State<'_, Shell>) -> Reply<()> {
    shell.cameras.close();
    Ok(())
}

#[command]
pub(crate) async fn found_open(shell: State<'_, Shell>, index: u32) -> Reply<Intake> {
    off(shell, move |lingpai| lingpai.open_found(place(index))).await.map(views::intake)
}

#[command]
pub(crate) async fn found_bind(shell: State<'_, Shell>, indices: Vec<u32>) -> Reply<BoundMany> {
    let indices: Vec<usize> = indices.into_iter().map(place).collect();
    off(shell, move |lingpai| lingpai.bind_found(&indices)).await.map(views::bound_many)
}

/// A place in a list; one that no machine could have is none that is there.
fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

#[command]
pub(crate) async fn intake(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::waiting).await.map(views::intake)
}

#[command]
pub(crate) async fn intake_dismiss(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::dismiss).await.map(views::intake)
}

#[command]
pub(crate) async fn bind_plain(shell: State<'_, Shell>) -> Reply<Bound> {
    off(shell, Lingpai::bind_plain).await.map(views::bound)
}

#[command]
pub(crate) async fn bind_further(shell: State<'_, Shell>) -> Reply<Bound> {
    off(shell, Lingpai::bind_further).await.map(views::bound)
}

#[command]
pub(crate) async fn bind_transfer(shell: State<'_, Shell>) -> Reply<Bound> {
    off(shell, Lingpai::bind_transfer).await.map(views::bound)
}

#[command]
pub(crate) async fn check_digits_compared(shell: State<'_, Shell>, account: AccountKey, same: bool) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.compare_check_digits(account, same)).await
}

#[command]
pub(crate) async fn devices(shell: State<'_, Shell>, account: AccountKey) -> Reply<DevicesView> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.devices(account)).await.map(|account| life_views::devices(&account))
}

#[command]
pub(crate) async fn account_typed(shell: State<'_, Shell>, account: AccountKey) -> Reply<AccountEdit> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.plain_account(account)).await.map(|account| clock_views::editable(&account))
}

#[command]
pub(crate) async fn account_edit(
    shell: State<'_, Shell>,
    proof: ProofInput,
    account: AccountKey,
    edit: AccountEdit,
) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.edit_account(&vault::typed(&proof), account, clock_views::edit(&edit))).await
}

#[command]
pub(crate) async fn clock_view(shell: State<'_, Shell>) -> Reply<ClockView> {
    off(shell, |lingpai| Ok(lingpai.clock())).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_check(shell: State<'_, Shell>) -> Reply<ClockView> {
    off(shell, |lingpai| Ok(lingpai.check_clock())).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_agree(shell: State<'_, Shell>, correct: bool) -> Reply<ClockView> {
    off(shell, move |lingpai| Ok(lingpai.agree_clock(correct))).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_set(shell: State<'_, Shell>, on: bool, servers: Vec<String>) -> Reply<ClockView> {
    off(shell, move |lingpai| lingpai.set_clock(on, &servers)).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn transfer_save(shell: State<'_, Shell>, window: WebviewWindow, words: DialogWords) -> Reply<bool> {
    match exports::choose_picture(&window, words).await {
        Some(path) => off(shell, move |lingpai| exports::save_transfer(lingpai, &path)).await.map(|()| true),
        None => Ok(false),
    }
}

#[command]
pub(crate) async fn transfer_end(shell: State<'_, Shell>) -> Reply<()> {
    off(shell, Lingpai::end_transfer).await
}

#[command]
pub(crate) async fn account_remove(shell: State<'_, Shell>, account: AccountKey) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.remove_without_pin(account)).await
}

#[command]
pub(crate) async fn trash(shell: State<'_, Shell>) -> Reply<Vec<TrashView>> {
    off(shell, Lingpai::trash).await.map(|trash| trash.iter().map(life_views::trashed).collect())
}

#[command]
pub(crate) async fn trash_restore(shell: State<'_, Shell>, account: AccountKey) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.bring_back_without_pin(account)).await
}

#[command]
pub(crate) async fn audit(shell: State<'_, Shell>) -> Reply<Vec<AuditView>> {
    off(shell, Lingpai::trail).await.map(|trail| trail.iter().map(life_views::line).collect())
}

#[command]
pub(crate) async fn audit_export(shell: State<'_, Shell>, window: WebviewWindow, words: DialogWords) -> Reply<bool> {
    match exports::choose_table(&window, words).await {
        Some(path) => off(shell, move |lingpai| exports::save_trail(lingpai, &path)).await.map(|()| true),
        None => Ok(false),
    }
}

#[command]
pub(crate) async fn pin_open(shell: State<'_, Shell>, purpose: PadPurpose) -> Reply<PadView> {
    if let PadPurpose::KitReset { account, kit } = purpose {
        let account = views::account_id(&account)?;
        // EXPOSE: the account's key is opened with it.
        return off(shell, move |lingpai| lingpai.open_pad_with_kit(account, kit.expose())).await.map(views::pad);
    }
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
    let (outcome, now) = off(shell, |lingpai| Ok((lingpai.submit_pin()?, lingpai.now()))).await?;
    views::outcome(outcome, now)
}

#[command]
pub(crate) async fn pin_cancel(shell: State<'_, Shell>) -> Reply<PadView> {
    off(shell, Lingpai::close_pad).await.map(|()| views::pad(0))
}
