use lingpai_app::Fault as AppFault;
use lingpai_domain::AccountId;
use lingpai_ipc::AccountKey;

use crate::{Reply, fault};

/// Gives an account's name in the contract.
pub(crate) fn key(id: AccountId) -> AccountKey {
    AccountKey(id.to_string())
}

/// Gives the account of a name. `Err` for a text that is no name, as for an account that is gone.
pub(crate) fn account_id(key: &AccountKey) -> Reply<AccountId> {
    key.0.parse().map_err(|_| fault::of(AppFault::Stale))
}

/// Gives the accounts of these names.
pub(crate) fn account_ids(keys: &[AccountKey]) -> Reply<Vec<AccountId>> {
    keys.iter().map(account_id).collect()
}

#[cfg(test)]
mod tests {
    use lingpai_ipc::FaultCode;

    use super::*;

    #[test]
    fn a_name_can_be_read_back_and_another_text_is_stale() {
        let id = AccountId([7; 16]);
        assert_eq!(account_id(&key(id)), Ok(id));
        let stale = account_id(&AccountKey("7".to_owned()));
        assert_eq!(stale.map_err(|fault| fault.code), Err(FaultCode::Stale));
        assert!(account_ids(&[key(id), AccountKey(String::new())]).is_err());
    }
}
