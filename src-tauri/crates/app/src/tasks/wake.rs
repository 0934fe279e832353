//! What the program's own threads wait for: something happened, or their next moment has come.

use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use parking_lot::{Condvar, Mutex};

/// Wakes the program's own threads where something happened that moves a deadline.
#[derive(Default)]
pub(crate) struct Wake {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How often the threads have been woken.
    count: u64,
    ended: bool,
}

impl Wake {
    /// Wakes all threads.
    pub(crate) fn wake(&self) {
        self.state.lock().count += 1;
        self.changed.notify_all();
    }

    /// Ends all threads: the program ends.
    pub(crate) fn end(&self) {
        self.state.lock().ended = true;
        self.changed.notify_all();
    }

    fn count(&self) -> u64 {
        self.state.lock().count
    }

    /// Waits until the count is no longer `count`, or for `most`. `false` where the program ends.
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

/// Starts a thread that calls `work` now, and again whenever `work` has asked for or the threads are woken, for as long
/// as
/// `program` lives.
pub(crate) fn repeat<P: Send + Sync + 'static>(
    program: &Arc<P>,
    wake: &Arc<Wake>,
    name: &str,
    work: impl Fn(&P) -> Option<Duration> + Send + 'static,
) -> io::Result<()> {
    let (program, wake) = (Arc::downgrade(program), Arc::clone(wake));
    let run = move || {
        loop {
            // Before the work: what happens behind it is not missed.
            let count = wake.count();
            let Some(program) = program.upgrade() else { return };
            let next = work(&program);
            drop(program);
            if !wake.wait(count, next) {
                return;
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}
