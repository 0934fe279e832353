//! One function for each command of the contract: convert, delegate, convert back.

use std::sync::{Arc, PoisonError};

use lingpai_app::{Lingpai, Waiting};
use lingpai_ipc::{
    AccountKey, AccountRow, Bound, CodeView, DialogWords, Fault, Intake, PadPurpose, PadView, PassphraseStrength,
    PinOutcome, Start, TypedPassphrase,
};
use tauri::{State, WebviewWindow, command};

use crate::{Shell, faults, pictures, views};

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
pub(crate) async fn passphrase_strength(passphrase: TypedPassphrase) -> Reply<PassphraseStrength> {
    // EXPOSE: its strength is estimated in this process, and only the estimate goes back.
    let strength = tauri::async_runtime::spawn_blocking(move || lingpai_app::strength(passphrase.expose()));
    strength.await.map(views::strength).map_err(|_| faults::internal())
}

#[command]
pub(crate) async fn vault_create(shell: State<'_, Shell>, passphrase: TypedPassphrase) -> Reply<Start> {
    // EXPOSE: the vault's key is made from it.
    off(shell, move |lingpai| lingpai.create_with_passphrase(passphrase.expose())).await.map(views::start)
}

#[command]
pub(crate) async fn vault_unlock(shell: State<'_, Shell>, passphrase: TypedPassphrase) -> Reply<Start> {
    // EXPOSE: the vault's key is opened with it.
    off(shell, move |lingpai| lingpai.unlock_with_passphrase(passphrase.expose())).await.map(views::start)
}

#[command]
pub(crate) async fn accounts(shell: State<'_, Shell>) -> Reply<Vec<AccountRow>> {
    off(shell, |lingpai| {
        let now = lingpai.now();
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
