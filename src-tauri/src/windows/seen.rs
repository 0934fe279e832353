use std::collections::BTreeSet;
use std::sync::Arc;

use lingpai_api::Lingpai;
use parking_lot::Mutex;

/// The windows that somebody can see: each from its opening on, and later as its page tells.
pub(crate) struct Seen {
    lingpai: Arc<Lingpai>,
    labels: Mutex<BTreeSet<String>>,
}

impl Seen {
    /// No window yet.
    pub(crate) fn new(lingpai: Arc<Lingpai>) -> Self {
        Self { lingpai, labels: Mutex::default() }
    }

    /// Notes whether a window is seen, and tells the program whether any is.
    pub(crate) fn note(&self, label: &str, seen: bool) {
        // A set is whole between two changes.
        let mut labels = self.labels.lock();
        if seen {
            labels.insert(label.to_owned());
        } else {
            labels.remove(label);
        }
        lingpai_api::window_seen(&self.lingpai, !labels.is_empty());
    }
}
