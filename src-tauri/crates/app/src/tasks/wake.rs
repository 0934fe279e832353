//! Waking the background threads before their next deadline.

use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use parking_lot::{Condvar, Mutex};

/// Wakes the background threads when a deadline has changed.
#[derive(Default)]
pub(crate) struct Wake {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The number of wake-ups so far.
    count: u64,
    ended: bool,
}

impl Wake {
    /// Wakes all threads.
    pub(crate) fn wake(&self) {
        self.state.lock().count += 1;
        self.changed.notify_all();
    }

    /// Ends all threads, because the program ends.
    pub(crate) fn end(&self) {
        self.state.lock().ended = true;
        self.changed.notify_all();
    }

    fn count(&self) -> u64 {
        self.state.lock().count
    }

    /// Waits until the count differs from `count`, or for `most`. `false` if the program ends.
    fn wait(&self, count: u64, most: Option<Duration>) -> bool {
        let nothing_new = |state: &mut State| state.count == count && !state.ended;
        let mut state = self.state.lock();
        match most {
            Some(most) => {
                self.changed.wait_while_for(&mut state, nothing_new, most);
            }
            None => self.changed.wait_while(&mut state, nothing_new),
        }
        !state.ended
    }
}

/// The longest wait. A wait stands still while the machine sleeps, on Windows and macOS too. Work that was due in that time is
/// done this long after the machine has woken up, at the latest.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Starts a thread that calls `work` now, and again after the time that `work` returned, after [`LONGEST_WAIT`], or when
/// the threads are woken.
/// It ends with `program`.
pub(crate) fn repeat<P: Send + Sync + 'static>(
    program: &Arc<P>,
    wake: &Arc<Wake>,
    name: &str,
    work: impl Fn(&P) -> Option<Duration> + Send + 'static,
) -> io::Result<()> {
    let (program, wake) = (Arc::downgrade(program), Arc::clone(wake));
    let run = move || {
        loop {
            // The count is read before the work, so that no wake-up during the work is missed.
            let count = wake.count();
            let Some(program) = program.upgrade() else { return };
            let next = work(&program);
            drop(program);
            if !wake.wait(count, next.map(|next| next.min(LONGEST_WAIT))) {
                return;
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}
