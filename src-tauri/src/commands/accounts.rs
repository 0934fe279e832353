use lingpai_app::Lingpai;
use lingpai_ipc::{
    AccountEdit, AccountKey, AccountRow, Arrangement, AuditView, CodeAnswer, CodeView, CopiedView, DevicesView,
    DialogWords, ProofInput, TrashView,
};
use tauri::{State, WebviewWindow, command};

use super::{Reply, off, quietly};
use crate::{Shell, clock_views, exports, life_views, preferences, vault, views, window};

#[command]
pub(crate) async fn accounts(shell: State<'_, Shell>) -> Reply<Vec<AccountRow>> {
    quietly(shell, |lingpai| {
        let now = lingpai.steady_now();
        Ok(lingpai.accounts()?.into_iter().map(|account| views::row(account, now)).collect())
    })
    .await
}

#[command]
pub(crate) async fn account_arrange(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    account: AccountKey,
    arrangement: Arrangement,
) -> Reply<()> {
    let account = views::account_id(&account)?;
    let arrangement = views::arrangement(arrangement)?;
    off(shell, move |lingpai| lingpai.arrange(account, arrangement)).await?;
    window::accounts_changed(&window);
    Ok(())
}

#[command]
pub(crate) async fn accounts_order(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    accounts: Vec<AccountKey>,
) -> Reply<()> {
    let accounts: Vec<_> = accounts.iter().map(views::account_id).collect::<Result<_, _>>()?;
    off(shell, move |lingpai| lingpai.reorder(&accounts)).await?;
    window::accounts_changed(&window);
    Ok(())
}

#[command]
pub(crate) async fn codes_show(shell: State<'_, Shell>, accounts: Vec<AccountKey>) -> Reply<Vec<CodeAnswer>> {
    let ids: Vec<_> = accounts.iter().map(views::account_id).collect::<Result<_, _>>()?;
    let next = preferences::next_code(&shell.lingpai);
    let shown = quietly(shell, move |lingpai| lingpai.show_all(&ids, next)).await?;
    Ok(accounts.into_iter().zip(&shown).map(|(account, shown)| views::answer(account, shown)).collect())
}

#[command]
pub(crate) async fn code_copy(shell: State<'_, Shell>, account: AccountKey) -> Reply<CopiedView> {
    let account = views::account_id(&account)?;
    let wish = preferences::copy_wish(&shell.lingpai);
    off(shell, move |lingpai| lingpai.copy(account, wish)).await.map(|copied| views::copied(&copied))
}

#[command]
pub(crate) async fn code_close(shell: State<'_, Shell>, account: AccountKey) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.close_account(account)).await
}

#[command]
pub(crate) async fn code_next(shell: State<'_, Shell>, account: AccountKey) -> Reply<CodeView> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.next(account)).await.map(|shown| views::code(&shown))
}

#[command]
pub(crate) async fn check_digits_compared(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    account: AccountKey,
    same: bool,
) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.compare_check_digits(account, same)).await?;
    window::accounts_changed(&window);
    Ok(())
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
    window: WebviewWindow,
    proof: ProofInput,
    account: AccountKey,
    edit: AccountEdit,
) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.edit_account(&vault::typed(&proof), account, clock_views::edit(&edit))).await?;
    window::accounts_changed(&window);
    Ok(())
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
pub(crate) async fn account_remove(shell: State<'_, Shell>, window: WebviewWindow, account: AccountKey) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.remove_without_pin(account)).await?;
    window::accounts_changed(&window);
    Ok(())
}

#[command]
pub(crate) async fn trash(shell: State<'_, Shell>) -> Reply<Vec<TrashView>> {
    off(shell, Lingpai::trash).await.map(|trash| trash.iter().map(life_views::trashed).collect())
}

#[command]
pub(crate) async fn trash_restore(shell: State<'_, Shell>, window: WebviewWindow, account: AccountKey) -> Reply<()> {
    let account = views::account_id(&account)?;
    off(shell, move |lingpai| lingpai.bring_back_without_pin(account)).await?;
    window::accounts_changed(&window);
    Ok(())
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
