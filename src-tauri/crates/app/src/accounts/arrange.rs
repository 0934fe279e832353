//! What the user makes of the list: marks, groups, an order.

use lingpai_domain::{AccountId, Arrangement};
use lingpai_vault::VaultFault;

use crate::fault::Fault;
use crate::session::Lingpai;

impl Lingpai {
    /// Marks an account in the list; it is on disk when this returns. One that is to stay open for a shorter time than
    /// before is closed at once; a longer time counts from the next right PIN on.
    pub fn arrange(&self, id: AccountId, arrangement: Arrangement) -> Result<(), Fault> {
        self.with_change(|open| {
            let there = &open.vault.account(id).ok_or(Fault::Stale)?.arrangement;
            if *there == arrangement {
                return Ok(());
            }
            if arrangement.keep_open < there.keep_open {
                open.close(id);
            }
            let at = open.moment(&self.ports);
            Ok(open.vault.arrange(id, arrangement, at)?)
        })
    }

    /// Puts the accounts into this order; those that are not named come behind it, as they stood. It is on disk when this
    /// returns.
    pub fn reorder(&self, order: &[AccountId]) -> Result<(), Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            match open.vault.reorder(order, at) {
                Err(VaultFault::NoAccount) => Err(Fault::Stale),
                ordered => Ok(ordered?),
            }
        })
    }
}
