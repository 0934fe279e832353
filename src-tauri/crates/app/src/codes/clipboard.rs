//! The program's own code in the clipboard: put there, and taken out when it is no longer good.

use std::time::Duration;

use lingpai_domain::Code;
use parking_lot::Mutex;

use crate::fault::Fault;
use crate::ports::Ports;

/// The code that the program has put into the clipboard last. A lock takes it out, so it is no part of a session.
#[derive(Default)]
pub(crate) struct ClipboardCode(Mutex<Option<Copied>>);

/// What was copied, to know it again. Wiped when it is taken out.
struct Copied {
    code: Code,
    /// When no server takes it any more, by the machine's steady clock. `None` where taking it out has failed then.
    expires: Option<Duration>,
}

impl ClipboardCode {
    /// Puts a code into the clipboard that is good for `life`.
    pub(crate) fn put(&self, ports: &Ports, code: &Code, life: Duration) -> Result<(), Fault> {
        let mut copied = self.0.lock();
        // EXPOSE: the user asked for the code in the clipboard.
        ports.clipboard.copy_secret(code.expose())?;
        let expires = Some(ports.clock.steady() + life);
        *copied = Some(Copied { code: code.clone(), expires });
        Ok(())
    }

    /// Takes a code out that is no longer good, where the user has set that it `clears`. Gives how long it takes until it
    /// is no longer good; `None` where nothing is due.
    pub(crate) fn clear_expired(&self, ports: &Ports, clears: bool) -> Option<Duration> {
        let mut copied = self.0.lock();
        let expires = copied.as_ref()?.expires.filter(|_| clears)?;
        let left = expires.saturating_sub(ports.clock.steady());
        if !left.is_zero() {
            return Some(left);
        }
        if take_out(&mut copied, ports).is_err() {
            // The lock tries once more.
            if let Some(there) = &mut *copied {
                there.expires = None;
            }
        }
        None
    }

    /// Takes the program's code out, where it is still there.
    pub(crate) fn clear(&self, ports: &Ports) {
        // A clipboard that fails is left as it is; the code in it is good for a period at most.
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
