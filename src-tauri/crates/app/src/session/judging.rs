//! How the session judges a PIN.

use lingpai_domain::burn_stack;

use crate::fault::Fault;
use crate::pin::outcome::Outcome;
use crate::pin::steps::PadWindow;
use crate::pin::work::Next;
use crate::pin::{submit, trial};
use crate::session::sessions::Sessions;

impl Sessions {
    /// Judges the digits that were typed in a window. Takes Argon2id's time. `agrees` asks the user before a device is handed out.
    pub(crate) fn submit_pin(&self, window: PadWindow, agrees: impl FnOnce() -> bool) -> Result<Outcome, Fault> {
        let outcome = self.judge_pin(window, agrees);
        // The PIN was handed from one function to the next, and each has left its copy where the stack was.
        burn_stack();
        self.around.wake.wake();
        outcome
    }

    /// Goes step by step: the session is held for what changes it, and free while the keystore and Argon2id work. A function
    /// of its own, so that its stack lies below the caller, which overwrites it.
    #[inline(never)]
    fn judge_pin(&self, window: PadWindow, agrees: impl FnOnce() -> bool) -> Result<Outcome, Fault> {
        let mut agrees = Some(agrees);
        let (session, mut next) = self.change(|rooms| {
            let next = submit::submit(rooms.pins, window, rooms.codes, rooms.adding, &mut rooms.room)?;
            Ok((rooms.session, next))
        })?;
        loop {
            next = match next {
                Next::Done(outcome) => return Ok(outcome),
                Next::Count(attempt) => self.with_in(session, |rooms| trial::count(&mut rooms.room, attempt))?,
                Next::Remember(counted, attempt, memory) => {
                    let id = attempt.account();
                    match trial::remember(*counted, attempt, memory, &self.around.anchors, &*self.ports().keystore) {
                        Ok(work) => work,
                        Err(fault) => {
                            // Nobody has looked at the PIN.
                            self.with_in(session, |rooms| trial::give_back(&mut rooms.room, id))?;
                            return Err(fault);
                        }
                    }
                }
                Next::Work(work) => {
                    if work.hands_out() && !agrees.take().is_some_and(|agrees| agrees()) {
                        return Err(Fault::Declined);
                    }
                    let done = work.run(self.around.cost);
                    burn_stack();
                    let done = done?;
                    self.change_in(session, |rooms| {
                        submit::go_on(rooms.pins, rooms.codes, rooms.proofs, &mut rooms.room, done)
                    })?
                }
            };
        }
    }
}
