use lingpai_api::contract::{
    AccountEdit, AccountKey, AccountRow, Arrangement, AuditView, CodeAnswer, CodeView, CopiedView, DevicesView,
    DialogWords, ProofInput, TrashView,
};
use lingpai_api::{self as api, Reply};
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;
use crate::{events, windows};

#[command]
pub(crate) async fn accounts(program: Program<'_>) -> Reply<Vec<AccountRow>> {
    run(&program, api::accounts).await
}

#[command]
pub(crate) async fn account_arrange(
    program: Program<'_>,
    window: WebviewWindow,
    account: AccountKey,
    arrangement: Arrangement,
) -> Reply<()> {
    run(&program, move |program| api::account_arrange(program, &account, arrangement)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn accounts_order(
    program: Program<'_>,
    window: WebviewWindow,
    accounts: Vec<AccountKey>,
) -> Reply<()> {
    run(&program, move |program| api::accounts_order(program, &accounts)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn codes_show(program: Program<'_>, accounts: Vec<AccountKey>) -> Reply<Vec<CodeAnswer>> {
    run(&program, move |program| api::codes_show(program, accounts)).await
}

#[command]
pub(crate) async fn code_copy(program: Program<'_>, account: AccountKey) -> Reply<CopiedView> {
    run(&program, move |program| api::code_copy(program, &account)).await
}

#[command]
pub(crate) async fn code_close(program: Program<'_>, account: AccountKey) -> Reply<()> {
    run(&program, move |program| api::code_close(program, &account)).await
}

#[command]
pub(crate) async fn code_next(program: Program<'_>, account: AccountKey) -> Reply<CodeView> {
    run(&program, move |program| api::code_next(program, &account)).await
}

#[command]
pub(crate) async fn check_digits_compared(
    program: Program<'_>,
    window: WebviewWindow,
    account: AccountKey,
    same: bool,
) -> Reply<()> {
    run(&program, move |program| api::check_digits_compared(program, &account, same)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn devices(program: Program<'_>, account: AccountKey) -> Reply<DevicesView> {
    run(&program, move |program| api::devices(program, &account)).await
}

#[command]
pub(crate) async fn account_typed(program: Program<'_>, account: AccountKey) -> Reply<AccountEdit> {
    run(&program, move |program| api::account_typed(program, &account)).await
}

#[command]
pub(crate) async fn account_edit(
    program: Program<'_>,
    window: WebviewWindow,
    proof: Typed<ProofInput>,
    account: Typed<AccountKey>,
    edit: Typed<AccountEdit>,
) -> Reply<()> {
    let (Typed(proof), Typed(account), Typed(edit)) = (proof, account, edit);
    run(&program, move |program| api::account_edit(program, &proof, &account, &edit)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn transfer_save(program: Program<'_>, window: WebviewWindow, words: DialogWords) -> Reply<bool> {
    match windows::choose_new_file(&window, words, "lingpai-transfer.png", "png").await {
        Some(path) => run(&program, move |program| api::transfer_save(program, &path)).await.map(|()| true),
        None => Ok(false),
    }
}

#[command]
pub(crate) async fn transfer_end(program: Program<'_>) -> Reply<()> {
    run(&program, api::transfer_end).await
}

#[command]
pub(crate) async fn account_remove(program: Program<'_>, window: WebviewWindow, account: AccountKey) -> Reply<()> {
    run(&program, move |program| api::account_remove(program, &account)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn trash(program: Program<'_>) -> Reply<Vec<TrashView>> {
    run(&program, api::trash).await
}

#[command]
pub(crate) async fn trash_restore(program: Program<'_>, window: WebviewWindow, account: AccountKey) -> Reply<()> {
    run(&program, move |program| api::trash_restore(program, &account)).await?;
    events::accounts_changed_by(&window);
    Ok(())
}

#[command]
pub(crate) async fn audit(program: Program<'_>) -> Reply<Vec<AuditView>> {
    run(&program, api::audit).await
}

#[command]
pub(crate) async fn audit_export(program: Program<'_>, window: WebviewWindow, words: DialogWords) -> Reply<bool> {
    match windows::choose_new_file(&window, words, "lingpai-audit.csv", "csv").await {
        Some(path) => run(&program, move |program| api::audit_export(program, &path)).await.map(|()| true),
        None => Ok(false),
    }
}
