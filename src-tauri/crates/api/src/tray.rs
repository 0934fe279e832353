use lingpai_app::{Lingpai, NextCode};
use lingpai_domain::Account;
use lingpai_ipc::AccountKey;

use crate::key::key;

/// The most accounts in the menu. The menu is for the accounts that are used all day; the window has the others.
const MAX_ACCOUNTS: usize = 12;

/// An account in the tray's menu.
#[derive(Clone, PartialEq, Eq)]
pub struct MenuAccount {
    /// Its name for the commands.
    pub account: AccountKey,
    /// Its issuer and number, and perhaps its code.
    pub text: String,
}

/// Gives the accounts of a menu that is made when it is opened, favourites first. An account has its code if the window shows
/// that without a PIN. `None` if the vault is not open.
pub fn menu_accounts(lingpai: &Lingpai) -> Option<Vec<MenuAccount>> {
    accounts(lingpai, |account| {
        // EXPOSE: the code is shown in a menu that the user opens. The window shows it without a PIN too.
        let code = lingpai.show(account.id, NextCode::Unwanted).ok();
        code.map(|shown| format!("  {}", shown.timed.code.expose())).unwrap_or_default()
    })
}

/// Gives the accounts of a menu that the system keeps, favourites first, without their codes. `None` if the vault is not open.
pub fn menu_names(lingpai: &Lingpai) -> Option<Vec<MenuAccount>> {
    accounts(lingpai, |_| String::new())
}

fn accounts(lingpai: &Lingpai, code: impl Fn(&Account) -> String) -> Option<Vec<MenuAccount>> {
    let accounts = lingpai.accounts().ok()?;
    let line = |account: &Account| {
        let issuer = account.issuer.as_ref().map(|issuer| format!("{issuer} ")).unwrap_or_default();
        MenuAccount { account: key(account.id), text: format!("{issuer}{}{}", account.number, code(account)) }
    };
    Some(favourites_first(&accounts).into_iter().take(MAX_ACCOUNTS).map(line).collect())
}

fn favourites_first(accounts: &[Account]) -> Vec<&Account> {
    let (favourites, others): (Vec<_>, Vec<_>) = accounts.iter().partition(|account| account.arrangement.favourite);
    favourites.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use lingpai_domain::Arrangement;

    use super::*;
    use crate::sample::plain;

    #[test]
    fn favourites_come_first_and_the_others_keep_their_order() {
        let favourite =
            |id| Account { arrangement: Arrangement { favourite: true, ..Arrangement::default() }, ..plain(id) };
        let accounts = [plain(1), favourite(2), plain(3), favourite(4)];
        let order: Vec<u8> = favourites_first(&accounts).iter().map(|account| account.id.0[0]).collect();
        assert_eq!(order, [2, 4, 1, 3]);
    }
}
