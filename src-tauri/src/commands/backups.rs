use lingpai_api::contract::{DialogWords, EarlierView, PickedView, TypedSecret, VaultView};
use lingpai_api::{self as api, Reply};
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;
use crate::windows;

#[command]
pub(crate) async fn backup_choose(program: Program<'_>, window: WebviewWindow, words: DialogWords) -> Reply<VaultView> {
    let warrant = run(&program, api::warrant).await?;
    let folder = windows::choose_folder(&window, words).await;
    run(&program, move |program| api::backup_choose(program, warrant, folder.as_deref())).await
}

#[command]
pub(crate) async fn backup_passphrase_set(program: Program<'_>, passphrase: Typed<TypedSecret>) -> Reply<VaultView> {
    let Typed(passphrase) = passphrase;
    run(&program, move |program| api::backup_passphrase_set(program, &passphrase)).await
}

#[command]
pub(crate) async fn backup_keep(program: Program<'_>, copies: u8) -> Reply<VaultView> {
    run(&program, move |program| api::backup_keep(program, copies)).await
}

#[command]
pub(crate) async fn backup_now(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::backup_now).await
}

#[command]
pub(crate) async fn backup_end(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::backup_end).await
}

#[command]
pub(crate) async fn earlier(program: Program<'_>) -> Reply<Vec<EarlierView>> {
    run(&program, api::earlier).await
}

#[command]
pub(crate) async fn earlier_pick(program: Program<'_>, index: u32) -> Reply<PickedView> {
    run(&program, move |program| api::earlier_pick(program, index)).await
}

#[command]
pub(crate) async fn restore_choose(
    program: Program<'_>,
    window: WebviewWindow,
    words: DialogWords,
) -> Reply<Option<PickedView>> {
    match windows::choose_vault_file(&window, words).await {
        Some(path) => run(&program, move |program| api::restore_choose(program, &path)).await.map(Some),
        None => Ok(None),
    }
}

#[command]
pub(crate) async fn restore_cancel(program: Program<'_>) -> Reply<()> {
    run(&program, |program| {
        api::restore_cancel(program);
        Ok(())
    })
    .await
}
