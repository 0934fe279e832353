use std::sync::mpsc;

use lingpai_app::Watcher;

use crate::shared::Shared;

/// A watcher that records what the program reports.
#[derive(Clone, Default)]
pub struct RecordingWatcher(Shared<Record>);

#[derive(Default)]
struct Record {
    clock_changes: u64,
    listeners: Vec<mpsc::Sender<()>>,
}

impl RecordingWatcher {
    /// Gives how often the program has reported a change of the clock since the last call.
    pub fn clock_changes(&self) -> u64 {
        std::mem::take(&mut self.0.lock().clock_changes)
    }

    /// Gives a channel that receives a message each time that the program tells from now on that the vault is locked.
    pub fn locks(&self) -> mpsc::Receiver<()> {
        let (listener, changes) = mpsc::channel();
        self.0.lock().listeners.push(listener);
        changes
    }
}

impl Watcher for RecordingWatcher {
    fn vault_changed(&self) {}

    fn clock_changed(&self) {
        self.0.lock().clock_changes += 1;
    }

    fn locked(&self) {
        // Listeners that nobody receives from are dropped.
        self.0.lock().listeners.retain(|listener| listener.send(()).is_ok());
    }
}
