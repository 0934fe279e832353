//! Accounts, their codes, their PINs, and the trash.

use lingpai_api::contract::*;
use lingpai_api::{self as api, Reply};

use super::Call;
use crate::events::Window;

pub(super) fn accounts(call: &Call<'_>) -> Reply<Vec<AccountRow>> {
    api::accounts(&call.program)
}

pub(super) fn account_arrange(call: &Call<'_>, account: AccountKey, arrangement: Arrangement) -> Reply<()> {
    api::account_arrange(&call.program, &account, arrangement)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn accounts_order(call: &Call<'_>, accounts: Vec<AccountKey>) -> Reply<()> {
    api::accounts_order(&call.program, &accounts)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn codes_show(call: &Call<'_>, accounts: Vec<AccountKey>) -> Reply<Vec<CodeAnswer>> {
    api::codes_show(&call.program, accounts)
}

pub(super) fn code_copy(call: &Call<'_>, account: AccountKey) -> Reply<CopiedView> {
    api::code_copy(&call.program, &account)
}

pub(super) fn code_close(call: &Call<'_>, account: AccountKey) -> Reply<()> {
    api::code_close(&call.program, &account)
}

pub(super) fn code_next(call: &Call<'_>, account: AccountKey) -> Reply<CodeView> {
    api::code_next(&call.program, &account)
}

pub(super) fn check_digits_compared(call: &Call<'_>, account: AccountKey, same: bool) -> Reply<()> {
    api::check_digits_compared(&call.program, &account, same)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn devices(call: &Call<'_>, account: AccountKey) -> Reply<DevicesView> {
    api::devices(&call.program, &account)
}

pub(super) fn account_typed(call: &Call<'_>, account: AccountKey) -> Reply<AccountEdit> {
    api::account_typed(&call.program, &account)
}

pub(super) fn account_edit(call: &Call<'_>, proof: ProofInput, account: AccountKey, edit: AccountEdit) -> Reply<()> {
    api::account_edit(&call.program, &proof, &account, &edit)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn transfer_save(call: &Call<'_>, _: DialogWords) -> Reply<bool> {
    if call.session.around().saves_nothing {
        return Ok(false);
    }
    api::transfer_save(&call.program, &call.session.path("saved.png")).map(|()| true)
}

pub(super) fn transfer_end(call: &Call<'_>) -> Reply<()> {
    api::transfer_end(&call.program)
}

pub(super) fn account_remove(call: &Call<'_>, account: AccountKey) -> Reply<()> {
    api::account_remove(&call.program, &account)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn trash(call: &Call<'_>) -> Reply<Vec<TrashView>> {
    api::trash(&call.program)
}

pub(super) fn trash_restore(call: &Call<'_>, account: AccountKey) -> Reply<()> {
    api::trash_restore(&call.program, &account)?;
    call.accounts_changed();
    Ok(())
}

pub(super) fn audit(call: &Call<'_>) -> Reply<Vec<AuditView>> {
    api::audit(&call.program)
}

pub(super) fn audit_export(call: &Call<'_>, _: DialogWords) -> Reply<bool> {
    if call.session.around().saves_nothing {
        return Ok(false);
    }
    api::audit_export(&call.program, &call.session.path("saved.csv")).map(|()| true)
}

pub(super) fn pin_open(call: &Call<'_>, purpose: PadPurpose) -> Reply<PadView> {
    api::pin_open(&call.program, &purpose)
}

pub(super) fn strip_pin(call: &Call<'_>, account: AccountKey) -> Reply<PadView> {
    api::strip_pin(&call.program, &account)
}

pub(super) fn pin_digit(call: &Call<'_>, digit: u8) -> Reply<PadView> {
    api::pin_digit(&call.program, pad_of(call), digit)
}

pub(super) fn pin_backspace(call: &Call<'_>) -> Reply<PadView> {
    api::pin_backspace(&call.program, pad_of(call))
}

pub(super) fn pin_submit(call: &Call<'_>) -> Reply<PinOutcome> {
    let outcome = api::pin_submit(&call.program, pad_of(call), || super::vault::agreed(call).is_ok())?;
    call.accounts_changed();
    Ok(outcome)
}

pub(super) fn pin_cancel(call: &Call<'_>) -> Reply<PadView> {
    api::pin_cancel(&call.program, pad_of(call))
}

/// The pad on which the calling window may type.
fn pad_of(call: &Call<'_>) -> api::PadWindow {
    match call.window {
        Window::Main => api::PadWindow::Main,
        Window::Strip => api::PadWindow::Strip,
    }
}
