use lingpai_app::{CopiedCode, CopyWish, Fault as AppFault, Lingpai, NextCode, ShownCode};
use lingpai_ipc::{AccountKey, CodeAnswer, CodeView, CopiedView};

use crate::key::{account_id, account_ids, key};
use crate::program::asked;
use crate::span::millis;
use crate::{Reply, fault, strip};

/// Gives the current code of each of these accounts, if it shows one without a PIN. A page calls this by itself.
pub fn codes_show(lingpai: &Lingpai, accounts: Vec<AccountKey>) -> Reply<Vec<CodeAnswer>> {
    let ids = account_ids(&accounts)?;
    let next = if lingpai.preferences().next_code { NextCode::Wanted } else { NextCode::Unwanted };
    let shown = lingpai.show_all(&ids, next).map_err(fault::of)?;
    Ok(accounts.into_iter().zip(shown).map(|(account, shown)| answer(account, shown)).collect())
}

/// Copies the current code of an account. In its last seconds the next one is copied, if the user wants that.
pub fn code_copy(lingpai: &Lingpai, account: &AccountKey) -> Reply<CopiedView> {
    let account = account_id(account)?;
    let wish = copy_wish(lingpai);
    let CopiedCode { shown, waits } = asked(lingpai).copy(account, wish).map_err(fault::of)?;
    Ok(CopiedView { code: code(&shown), waits })
}

/// Copies the current code of an account in the tray's menu.
pub fn menu_copy(lingpai: &Lingpai, account: &AccountKey) -> Reply<()> {
    lingpai.copy(account_id(account)?, copy_wish(lingpai)).map(drop).map_err(fault::of)
}

/// The result of the shortcut that copies the favourite's code.
#[derive(Debug, PartialEq, Eq)]
pub enum CopyByKeys {
    /// The code is in the clipboard.
    Copied,
    /// The vault is not open, or has no favourite.
    NoFavourite,
    /// This account shows no code without its PIN.
    AsksFor(AccountKey),
}

/// Copies the code of the first favourite.
pub fn copy_favourite(lingpai: &Lingpai) -> CopyByKeys {
    let favourite = lingpai.accounts().ok().and_then(|accounts| Some(strip::favourite(&accounts)?.id));
    let Some(favourite) = favourite else { return CopyByKeys::NoFavourite };
    match lingpai.copy(favourite, copy_wish(lingpai)) {
        Ok(_) => CopyByKeys::Copied,
        Err(AppFault::Closed) => CopyByKeys::NoFavourite,
        Err(_) => CopyByKeys::AsksFor(key(favourite)),
    }
}

/// Closes an account that stays open after its PIN.
pub fn code_close(lingpai: &Lingpai, account: &AccountKey) -> Reply<()> {
    asked(lingpai).close_account(account_id(account)?).map_err(fault::of)
}

/// Gives the next code of an account with a counter.
pub fn code_next(lingpai: &Lingpai, account: &AccountKey) -> Reply<CodeView> {
    let shown = asked(lingpai).next(account_id(account)?).map_err(fault::of)?;
    Ok(code(&shown))
}

/// Gives which code a copy takes in the last seconds of a period.
fn copy_wish(lingpai: &Lingpai) -> CopyWish {
    if lingpai.preferences().copy_next { CopyWish::Next } else { CopyWish::Current }
}

/// Converts a code that is shown.
pub(crate) fn code(ShownCode { account, timed, now, next }: &ShownCode) -> CodeView {
    CodeView {
        account: key(*account),
        // EXPOSE: codes cross to the page, one account at a time, while they are shown.
        digits: timed.code.expose().to_owned(),
        period_ms: millis(timed.window.until.since(timed.window.from)),
        remaining_ms: millis(timed.window.until.since(*now)),
        // EXPOSE: the same holds for the next code.
        next: next.as_ref().map(|code| code.expose().to_owned()),
    }
}

fn answer(account: AccountKey, shown: Result<ShownCode, AppFault>) -> CodeAnswer {
    match shown {
        Ok(shown) => CodeAnswer::Code { code: code(&shown) },
        Err(fault) => CodeAnswer::Fault { account, fault: fault::of(fault) },
    }
}
