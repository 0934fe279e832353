//! What the program's own threads wait for: something happened, or their next moment has come.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};

use crate::session::Lingpai;

/// Is rung where something happened that moves a deadline.
#[derive(Default)]
pub(crate) struct Bell {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    rung: u64,
    ended: bool,
}

impl Bell {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened.
    pub(crate) fn ring(&self) {
        self.inside().rung += 1;
        self.changed.notify_all();
    }

    /// The program ends, and who waits here with it.
    pub(crate) fn end(&self) {
        self.inside().ended = true;
        self.changed.notify_all();
    }

    /// How often it has been rung.
    fn rung(&self) -> u64 {
        self.inside().rung
    }

    /// Waits until it is rung once more than it had been, or for a while; false where the program ends.
    fn wait(&self, rung: u64, most: Option<Duration>) -> bool {
        let quiet = |inside: &mut Inside| inside.rung == rung && !inside.ended;
        let inside = self.inside();
        let inside = match most {
            Some(most) => {
                self.changed.wait_timeout_while(inside, most, quiet).unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.changed.wait_while(inside, quiet).unwrap_or_else(PoisonError::into_inner),
        };
        !inside.ended
    }
}

/// Has `tend` do what is due, and again when it says or when the bell is rung, for as long as the program lives.
pub(crate) fn keep_tending(
    lingpai: &Arc<Lingpai>,
    name: &str,
    tend: impl Fn(&Lingpai) -> Option<Duration> + Send + 'static,
) -> io::Result<()> {
    let (lingpai, bell) = (Arc::downgrade(lingpai), Arc::clone(&lingpai.bell));
    let work = move || {
        loop {
            // Before the look: what happens behind it is not missed.
            let rung = bell.rung();
            let Some(lingpai) = lingpai.upgrade() else { return };
            let next = tend(&lingpai);
            drop(lingpai);
            if !bell.wait(rung, next) {
                return;
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
