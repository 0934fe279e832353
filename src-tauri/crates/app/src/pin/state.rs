//! What lives of PINs in a session.

use std::collections::HashMap;

use lingpai_domain::{AccountId, Pin, UnixTime};
use lingpai_vault::WrongPinMark;

use crate::fault::Fault;
use crate::pin::outcome::ShownTransfer;
use crate::pin::steps::Pad;
use crate::room::Gone;

/// The pad, and what PINs have left behind in this session. All of it is in memory only.
#[derive(Default)]
pub(crate) struct Pins {
    pub(super) pad: Option<Pad>,
    /// The last wrong PIN of each account: the same one twice in a row counts once.
    pub(super) last_wrong: HashMap<AccountId, WrongPinMark>,
    /// A PIN whose check digits are shown, until the user has compared them.
    pub(super) compared: Option<(AccountId, Pin)>,
    /// The transfer that is shown.
    pub(super) transfer: Option<ShownTransfer>,
}

impl Pins {
    /// Closes the pad and wipes what was typed.
    pub(crate) fn close_pad(&mut self) {
        self.pad = None;
    }

    /// Closes the pad and wipes what was typed, and the PIN that is being compared.
    pub(crate) fn cancel(&mut self) {
        self.pad = None;
        self.compared = None;
    }

    /// The transfer that is shown, where it has not expired.
    pub(crate) fn transfer(&mut self, now: UnixTime) -> Result<ShownTransfer, Fault> {
        self.transfer.take_if(|shown| shown.expires <= now);
        self.transfer.clone().ok_or(Fault::Stale)
    }

    /// Forgets the transfer that was shown.
    pub(crate) fn end_transfer(&mut self) {
        self.transfer = None;
    }

    /// Forgets what is shown of an account.
    pub(crate) fn forget(&mut self, id: AccountId, why: Gone) {
        self.transfer.take_if(|shown| shown.account == id);
        match why {
            // It comes back with the same PIN.
            Gone::Removed => {}
            Gone::Replaced => drop(self.last_wrong.remove(&id)),
        }
    }
}
