//! Stopping what takes its time.

use parking_lot::Mutex;

/// Stops the reading of files on the user's wish. Shared by who reads and who stops.
#[derive(Default)]
pub struct Stop(Mutex<Stopping>);

#[derive(Default)]
struct Stopping {
    stopped: bool,
    /// How many have ever listened.
    count: u64,
    listeners: Vec<(u64, Box<dyn FnOnce() + Send>)>,
}

/// Listens for a stop until it is dropped.
#[must_use = "nobody listens any more once this is dropped"]
pub struct Listening<'a> {
    stop: &'a Stop,
    number: u64,
}

impl Stop {
    /// Begins anew: an earlier stop no longer counts.
    pub fn begin(&self) {
        self.0.lock().stopped = false;
    }

    /// Stops, and tells everybody who listens.
    pub fn stop(&self) {
        let listeners = {
            let mut stopping = self.0.lock();
            stopping.stopped = true;
            std::mem::take(&mut stopping.listeners)
        };
        for (_, listener) in listeners {
            listener();
        }
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.0.lock().stopped
    }

    /// Calls `listener` once it is stopped: at once, where it was stopped before.
    pub fn listen(&self, listener: impl FnOnce() + Send + 'static) -> Listening<'_> {
        let mut stopping = self.0.lock();
        stopping.count += 1;
        let number = stopping.count;
        if stopping.stopped {
            drop(stopping);
            listener();
        } else {
            stopping.listeners.push((number, Box::new(listener)));
        }
        Listening { stop: self, number }
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        self.stop.0.lock().listeners.retain(|(number, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn who_listens_is_told_once_and_who_has_ended_is_not() {
        let (stop, told) = (Stop::default(), Arc::new(AtomicU32::new(0)));
        let count = || {
            let told = Arc::clone(&told);
            move || {
                told.fetch_add(1, Ordering::Relaxed);
            }
        };
        drop(stop.listen(count()));
        let _first = stop.listen(count());
        let _second = stop.listen(count());
        stop.stop();
        stop.stop();
        assert_eq!(told.load(Ordering::Relaxed), 2);
        let _late = stop.listen(count());
        assert_eq!(told.load(Ordering::Relaxed), 3, "it was stopped before");
        stop.begin();
        assert!(!stop.is_stopped());
        let _anew = stop.listen(count());
        assert_eq!(told.load(Ordering::Relaxed), 3);
    }
}
