//! The state of this room in a session.

use std::collections::HashMap;

use lingpai_domain::{AccountId, Pin, UnixTime};
use lingpai_vault::WrongPinMark;

use crate::fault::Fault;
use crate::pin::outcome::ShownTransfer;
use crate::pin::steps::{Pad, PadWindow};
use crate::room::Gone;

/// The PIN pad, and the results of PINs that later steps need. All of it is in memory only.
#[derive(Default)]
pub(crate) struct Pins {
    pub(super) pad: Option<Pad>,
    /// Marks of the last wrong PIN of each account, because the same PIN twice in a row counts once.
    pub(super) last_wrong: HashMap<AccountId, WrongPinMark>,
    /// The PIN whose check digits are shown, until the user has compared them.
    pub(super) compared: Option<(AccountId, Pin)>,
    /// The transfer that is shown.
    pub(super) transfer: Option<ShownTransfer>,
}

impl Pins {
    /// Closes the pad and wipes its digits.
    pub(crate) fn close_pad(&mut self) {
        self.pad = None;
    }

    /// Closes the pad of a window and wipes its digits. For the main window, also the PIN that is being compared.
    pub(crate) fn cancel(&mut self, window: PadWindow) {
        self.pad.take_if(|pad| pad.window == window);
        if window == PadWindow::Main {
            self.compared = None;
        }
    }

    /// The transfer that is shown, if it has not expired.
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
