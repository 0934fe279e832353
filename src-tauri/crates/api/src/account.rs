use lingpai_app::{Fault as AppFault, Lingpai, pinyin};
use lingpai_domain::binding::{PinCheck, PinGuard, Role, State};
use lingpai_domain::{Account, Arrangement, GroupName, KeepOpen, UnixTime};
use lingpai_ipc::{self as contract, AccountEdit, AccountKey, AccountRow, BindingView, ProofInput, RoleView};

use crate::key::{account_id, account_ids, key};
use crate::program::asked;
use crate::{Reply, fault, otp, pin, proof, typed};

/// Gives all bound accounts, in the order of the list. A page calls this by itself.
pub fn accounts(lingpai: &Lingpai) -> Reply<Vec<AccountRow>> {
    let now = lingpai.steady_now();
    let accounts = lingpai.accounts().map_err(fault::of)?;
    Ok(accounts.into_iter().map(|account| row(account, now)).collect())
}

/// Sets whether an account is a favourite, its group, and how long it stays open.
pub fn account_arrange(lingpai: &Lingpai, account: &AccountKey, arrangement: contract::Arrangement) -> Reply<()> {
    let (account, arrangement) = (account_id(account)?, self::arrangement(arrangement)?);
    asked(lingpai).arrange(account, arrangement).map_err(fault::of)
}

/// Puts the accounts into this order; accounts that are not named come after them.
pub fn accounts_order(lingpai: &Lingpai, accounts: &[AccountKey]) -> Reply<()> {
    asked(lingpai).reorder(&account_ids(accounts)?).map_err(fault::of)
}

/// Gives the fields of an account without a PIN that can be changed.
pub fn account_typed(lingpai: &Lingpai, account: &AccountKey) -> Reply<AccountEdit> {
    let account = asked(lingpai).plain_account(account_id(account)?).map_err(fault::of)?;
    Ok(editable(&account))
}

/// Changes an account without a PIN. The proof shows that the user asks.
pub fn account_edit(lingpai: &Lingpai, proof: &ProofInput, account: &AccountKey, edit: &AccountEdit) -> Reply<()> {
    let account = account_id(account)?;
    asked(lingpai).edit_account(&proof::proof(proof), account, typed::edited(edit)).map_err(fault::of)
}

fn row(account: Account, now: UnixTime) -> AccountRow {
    let pinyin = pinyin(account.issuer.as_ref(), &account.number);
    let pin = |guard: PinGuard| pin::attempts_view(guard.attempts(), now);
    let binding = match account.binding {
        State::Plain => BindingView::Plain,
        State::Synced(role, guard) => BindingView::Synced { role: self::role(role), pin: pin(guard) },
        State::Unsynced(role, proof, guard) => {
            BindingView::Unsynced { role: self::role(role), pin: pin(guard), by_eye: proof == PinCheck::ByEye }
        }
    };
    AccountRow {
        id: key(account.id),
        issuer: account.issuer.map(|issuer| issuer.to_string()),
        number: account.number.to_string(),
        binding,
        codes: otp::codes(&account.otp),
        support: account.activation.and_then(|activation| activation.support).map(|support| support.to_string()),
        favourite: account.arrangement.favourite,
        group: account.arrangement.group.map(|group| group.to_string()),
        keep_open: keep_open(account.arrangement.keep_open),
        used_ms: account.used.map(UnixTime::millis),
        pinyin,
    }
}

fn role(role: Role) -> RoleView {
    match role {
        Role::Main(_) => RoleView::Main,
        Role::Sub => RoleView::Sub,
    }
}

fn keep_open(keep: KeepOpen) -> contract::KeepOpen {
    match keep {
        KeepOpen::EachTime => contract::KeepOpen::EachTime,
        KeepOpen::FiveMinutes => contract::KeepOpen::FiveMinutes,
        KeepOpen::FifteenMinutes => contract::KeepOpen::FifteenMinutes,
        KeepOpen::UntilLock => contract::KeepOpen::UntilLock,
    }
}

fn arrangement(given: contract::Arrangement) -> Reply<Arrangement> {
    let contract::Arrangement { favourite, group, keep_open } = given;
    let group = group.map(|group| GroupName::parse(group.trim())).transpose();
    Ok(Arrangement {
        favourite,
        group: group.map_err(|_| fault::of(AppFault::Stale))?,
        keep_open: match keep_open {
            contract::KeepOpen::EachTime => KeepOpen::EachTime,
            contract::KeepOpen::FiveMinutes => KeepOpen::FiveMinutes,
            contract::KeepOpen::FifteenMinutes => KeepOpen::FifteenMinutes,
            contract::KeepOpen::UntilLock => KeepOpen::UntilLock,
        },
    })
}

fn editable(account: &Account) -> AccountEdit {
    AccountEdit {
        issuer: account.issuer.as_ref().map_or_else(String::new, ToString::to_string),
        name: account.number.to_string(),
        algorithm: otp::algorithm(account.otp.algorithm),
        digits: account.otp.digits.get(),
        codes: otp::codes(&account.otp),
    }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::attempts::Attempts;
    use lingpai_domain::devices::Devices;
    use lingpai_ipc::{AttemptsView, CodeKind, FaultCode};

    use super::*;
    use crate::sample::plain;

    #[test]
    fn a_row_says_how_the_account_is_bound() {
        let at = UnixTime::from_secs(0);
        let guard = PinGuard::Resting(Attempts::Free { wrong: 1 });
        let pin = AttemptsView::Free { free: 4, left: 9 };
        let bound = |binding| row(Account { binding, ..plain(1) }, at).binding;
        assert_eq!(bound(State::Plain), BindingView::Plain);
        let main = bound(State::Synced(Role::Main(Devices::ONE), guard));
        assert_eq!(main, BindingView::Synced { role: RoleView::Main, pin });
        let sub = bound(State::Unsynced(Role::Sub, PinCheck::ByEye, guard));
        assert_eq!(sub, BindingView::Unsynced { role: RoleView::Sub, pin, by_eye: true });
    }

    #[test]
    fn a_row_has_the_accounts_fields() {
        let arrangement =
            Arrangement { favourite: true, group: GroupName::parse("A").ok(), keep_open: KeepOpen::UntilLock };
        let account = Account { arrangement, used: Some(UnixTime::from_secs(3)), ..plain(1) };
        let row = row(account, UnixTime::from_secs(0));
        assert_eq!((row.issuer.as_deref(), row.number.as_str()), (Some("Fuyi"), "700004"));
        assert_eq!((row.codes, row.used_ms), (CodeKind::Time { period_s: 60 }, Some(3000)));
        assert_eq!(
            (row.favourite, row.group.as_deref(), row.keep_open),
            (true, Some("A"), contract::KeepOpen::UntilLock)
        );
    }

    #[test]
    fn an_arrangement_is_trimmed_and_a_group_without_a_name_is_stale() {
        let given = |group: &str| {
            let group = Some(group.to_owned());
            arrangement(contract::Arrangement { favourite: false, group, keep_open: contract::KeepOpen::EachTime })
        };
        let named = given(" Brokers ").expect("an arrangement").group;
        assert_eq!(named.map(|group| group.to_string()).as_deref(), Some("Brokers"));
        assert_eq!(given("  ").map_err(|fault| fault.code), Err(FaultCode::Stale));
    }

    #[test]
    fn the_fields_that_can_be_changed_are_those_that_can_be_typed() {
        let AccountEdit { issuer, name, algorithm, digits, codes } = editable(&plain(1));
        assert_eq!((issuer.as_str(), name.as_str(), algorithm.as_str(), digits), ("Fuyi", "700004", "SHA1", 6));
        assert_eq!(codes, CodeKind::Time { period_s: 60 });
    }
}
