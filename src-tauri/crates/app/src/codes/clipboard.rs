//! The program's own code in the clipboard, and clearing it once the code has expired.

use std::thread;
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
    /// When the clipboard is to be cleared, by the machine's steady clock. `None` if every try has failed.
    clear_at: Option<Duration>,
    /// Whether it is cleared then although the user has set that codes stay: a lock has come.
    must_clear: bool,
    /// How often clearing has failed.
    failures: usize,
}

/// The waits before the next tries to clear the clipboard. A remote desktop or a clipboard manager can keep it open for
/// seconds.
const NEXT_TRIES: [Duration; 5] = [
    Duration::from_millis(250),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(5),
    Duration::from_secs(5),
];

impl ClipboardCode {
    /// Copies a code that is valid for `life`.
    pub(crate) fn put(&self, ports: &Ports, code: &Code, life: Duration) -> Result<(), Fault> {
        let mut copied = self.0.lock();
        // EXPOSE: the user asked for the code in the clipboard.
        ports.clipboard.copy_secret(code.expose())?;
        let clear_at = Some(ports.clock.steady() + life);
        *copied = Some(Copied { code: code.clone(), clear_at, must_clear: false, failures: 0 });
        Ok(())
    }

    /// Clears a code that has expired, if the user has set that it `clears` or a lock has come. Returns how long until
    /// this must run again. `None` if nothing is left to clear.
    pub(crate) fn clear_expired(&self, ports: &Ports, clears: bool) -> Option<Duration> {
        let mut copied = self.0.lock();
        let there = copied.as_ref()?;
        let clear_at = there.clear_at.filter(|_| clears || there.must_clear)?;
        let left = clear_at.saturating_sub(ports.clock.steady());
        if left.is_zero() { try_to_clear(&mut copied, ports) } else { Some(left) }
    }

    /// Clears the program's code, if it is still in the clipboard. After a failure, [`Self::clear_expired`] tries again.
    pub(crate) fn clear(&self, ports: &Ports) {
        let mut copied = self.0.lock();
        if let Some(there) = &mut *copied {
            there.must_clear = true;
            there.failures = 0;
        }
        try_to_clear(&mut copied, ports);
    }

    /// Does the same as [`Self::clear`] for a program that ends, and waits up to a second for a clipboard that is in use.
    pub(crate) fn clear_at_end(&self, ports: &Ports) {
        self.clear(ports);
        for _ in 0..4 {
            if self.0.lock().is_none() {
                return;
            }
            // No system tells when another program closes the clipboard.
            thread::sleep(Duration::from_millis(250));
            try_to_clear(&mut self.0.lock(), ports);
        }
    }
}

/// Clears the clipboard. After a failure, returns how long until the next try. `None` if no try is left or none is needed.
fn try_to_clear(copied: &mut Option<Copied>, ports: &Ports) -> Option<Duration> {
    let there = copied.as_mut()?;
    // EXPOSE: compared with what is in the clipboard.
    if ports.clipboard.clear_if(&|text| text == there.code.expose()).is_ok() {
        *copied = None;
        return None;
    }
    let wait = NEXT_TRIES.get(there.failures).copied();
    there.failures += 1;
    there.clear_at = wait.map(|wait| ports.clock.steady() + wait);
    wait
}
