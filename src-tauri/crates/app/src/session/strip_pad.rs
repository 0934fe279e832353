//! The PIN pad in the strip. It is for codes, and has no part in the main window's pad.

use lingpai_domain::AccountId;

use crate::fault::Fault;
use crate::pin::outcome::Outcome;
use crate::pin::pad;
use crate::pin::steps::PadWindow;
use crate::session::sessions::Sessions;

/// The PIN pad in the strip.
pub struct StripPad<'a>(pub(crate) &'a Sessions);

impl StripPad<'_> {
    /// Opens an empty pad for an account's code. The previous pad is wiped.
    pub fn open(&self, account: AccountId) -> Result<usize, Fault> {
        self.0.with(|rooms| pad::open_in_strip(rooms.pins, &rooms.room, account))
    }

    /// Types a digit from 0 to 9. Returns the count of digits. A digit after the twentieth is ignored.
    pub fn type_digit(&self, digit: u8) -> Result<usize, Fault> {
        self.0.with(|rooms| pad::type_digit(rooms.pins, PadWindow::Strip, digit))
    }

    /// Removes the last digit. Returns the count of digits.
    pub fn take_back(&self) -> Result<usize, Fault> {
        self.0.with(|rooms| pad::take_back(rooms.pins, PadWindow::Strip))
    }

    /// Closes the pad and wipes its digits.
    pub fn close(&self) -> Result<(), Fault> {
        self.0.look(|rooms| rooms.pins.cancel(PadWindow::Strip))
    }

    /// Shows the code for which the digits were typed, or syncs the account. Takes as long as Argon2id.
    pub fn submit(&self) -> Result<Outcome, Fault> {
        // It is opened for codes only, so no device is bound here.
        self.0.submit_pin(PadWindow::Strip, || false)
    }
}
