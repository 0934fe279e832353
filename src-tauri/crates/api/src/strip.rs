use lingpai_app::{Fault as AppFault, Lingpai};
use lingpai_domain::Account;
use lingpai_ipc::{AccountKey, StripView};

use crate::key::{account_id, key};
use crate::program::asked;
use crate::{Reply, fault};

/// Gives the account of the strip: the chosen one, or else the first favourite, or else the first of all. A page calls
/// this by itself.
pub fn strip_view(lingpai: &Lingpai, chosen: Option<&AccountKey>) -> Reply<StripView> {
    match lingpai.accounts() {
        Ok(accounts) => Ok(StripView { account: of(&accounts, chosen).map(|account| key(account.id)), open: true }),
        Err(AppFault::Closed) => Ok(StripView { account: None, open: false }),
        Err(fault) => Err(fault::of(fault)),
    }
}

/// Gives the account of the strip after the user has chosen another one.
pub fn strip_choose(lingpai: &Lingpai, account: &AccountKey) -> Reply<StripView> {
    account_id(account)?;
    strip_view(asked(lingpai), Some(account))
}

/// Gives the first account that is marked as a favourite.
pub(crate) fn favourite(accounts: &[Account]) -> Option<&Account> {
    accounts.iter().find(|account| account.arrangement.favourite)
}

fn of<'a>(accounts: &'a [Account], chosen: Option<&AccountKey>) -> Option<&'a Account> {
    let is_chosen = |account: &&Account| chosen.is_some_and(|chosen| *chosen == key(account.id));
    accounts.iter().find(is_chosen).or_else(|| favourite(accounts)).or_else(|| accounts.first())
}

#[cfg(test)]
mod tests {
    use lingpai_domain::Arrangement;

    use super::*;
    use crate::sample::plain;

    #[test]
    fn the_chosen_account_comes_before_a_favourite_and_a_favourite_before_the_first() {
        let favourite = Account { arrangement: Arrangement { favourite: true, ..Arrangement::default() }, ..plain(2) };
        let accounts = [plain(1), favourite, plain(3)];
        let shown = |accounts: &[Account], chosen| of(accounts, chosen).map(|account| account.id.0[0]);
        let [third, gone] = [3, 4].map(|id| key(plain(id).id));
        assert_eq!(shown(&accounts, Some(&third)), Some(3));
        assert_eq!([shown(&accounts, None), shown(&accounts, Some(&gone))], [Some(2); 2]);
        assert_eq!([shown(&accounts[2..], None), shown(&[], None)], [Some(3), None]);
    }
}
