//! The program's own code in the clipboard, and clearing it once the code has expired.

use std::time::Duration;

use lingpai_domain::Code;
use parking_lot::Mutex;

use crate::fault::Fault;
use crate::ports::Ports;

/// The code that the program copied last. It is not part of a session, because a lock clears it from the clipboard.
#[derive(Default)]
pub(crate) struct ClipboardCode(Mutex<Option<Copied>>);

/// The code that was copied, to compare the clipboard with. Wiped when the clipboard is cleared.
struct Copied {
    code: Code,
    /// When no server accepts it any more, by the machine's steady clock. `None` after clearing it has failed.
    expires: Option<Duration>,
}

impl ClipboardCode {
    /// Copies a code that is valid for `life`.
    pub(crate) fn put(&self, ports: &Ports, code: &Code, life: Duration) -> Result<(), Fault> {
        let mut copied = self.0.lock();
        // EXPOSE: the user asked for the code in the clipboard.
        ports.clipboard.copy_secret(code.expose())?;
        let expires = Some(ports.clock.steady() + life);
        *copied = Some(Copied { code: code.clone(), expires });
        Ok(())
    }

    /// Clears a code that has expired, if the user has set that it `clears`. Returns how long the code is still valid.
    /// `None` if nothing is left to clear.
    pub(crate) fn clear_expired(&self, ports: &Ports, clears: bool) -> Option<Duration> {
        let mut copied = self.0.lock();
        let expires = copied.as_ref()?.expires.filter(|_| clears)?;
        let left = expires.saturating_sub(ports.clock.steady());
        if !left.is_zero() {
            return Some(left);
        }
        if take_out(&mut copied, ports).is_err() {
            // A lock tries again.
            if let Some(there) = &mut *copied {
                there.expires = None;
            }
        }
        None
    }

    /// Clears the program's code, if it is still in the clipboard.
    pub(crate) fn clear(&self, ports: &Ports) {
        // After a failure the code stays there. It is valid for two periods at most.
        take_out(&mut self.0.lock(), ports).ok();
    }
}

fn take_out(copied: &mut Option<Copied>, ports: &Ports) -> Result<(), Fault> {
    if let Some(Copied { code, .. }) = copied {
        // EXPOSE: compared with what is in the clipboard.
        ports.clipboard.clear_if(&|text| text == code.expose())?;
    }
    *copied = None;
    Ok(())
}
