use std::collections::BTreeSet;
use std::sync::Arc;

use lingpai_api::Lingpai;
use parking_lot::Mutex;

/// The windows that can be seen. A window counts as seen from its opening on, until its page says otherwise.
pub(crate) struct Seen {
    lingpai: Arc<Lingpai>,
    labels: Mutex<BTreeSet<String>>,
}

impl Seen {
    /// Makes a value without windows.
    pub(crate) fn new(lingpai: Arc<Lingpai>) -> Self {
        Self { lingpai, labels: Mutex::default() }
    }

    /// Records whether a window can be seen, and tells the program whether any can be.
    pub(crate) fn note(&self, label: &str, seen: bool) {
        // The set is complete between two changes.
        let mut labels = self.labels.lock();
        if seen {
            labels.insert(label.to_owned());
        } else {
            labels.remove(label);
        }
        lingpai_api::window_seen(&self.lingpai, !labels.is_empty());
    }
}
