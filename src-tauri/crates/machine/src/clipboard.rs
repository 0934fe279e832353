use std::sync::{Arc, Barrier, mpsc};

use lingpai_app::{Clipboard, ClipboardFault};

use crate::shared::Shared;

/// A clipboard in memory that reports what the program copies.
#[derive(Clone, Default)]
pub struct MemoryClipboard(Shared<Contents>);

#[derive(Default)]
struct Contents {
    text: Option<String>,
    listeners: Vec<mpsc::Sender<String>>,
    pause: Option<Arc<Barrier>>,
    /// How many more calls fail.
    busy: u32,
}

impl Contents {
    fn expect_free(&mut self) -> Result<(), ClipboardFault> {
        match self.busy.checked_sub(1) {
            None => Ok(()),
            Some(left) => {
                self.busy = left;
                Err(ClipboardFault)
            }
        }
    }
}

impl MemoryClipboard {
    /// Gives the text in the clipboard.
    pub fn text(&self) -> Option<String> {
        self.0.lock().text.clone()
    }

    /// Puts a text into the clipboard, as another program would.
    pub fn put(&self, text: &str) {
        self.0.lock().text = Some(text.to_owned());
    }

    /// Makes this number of calls fail, as if another program kept the clipboard open.
    pub fn keep_busy(&self, calls: u32) {
        self.0.lock().busy = calls;
    }

    /// Gives a channel that receives each text that the program copies from now on.
    pub fn copies(&self) -> mpsc::Receiver<String> {
        let (listener, copies) = mpsc::channel();
        self.0.lock().listeners.push(listener);
        copies
    }

    /// Makes the next copy wait twice at a barrier for two threads, before the text is in the clipboard.
    pub fn pause_in_copy(&self) -> Arc<Barrier> {
        let barrier = Arc::new(Barrier::new(2));
        self.0.lock().pause = Some(Arc::clone(&barrier));
        barrier
    }
}

impl Clipboard for MemoryClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        let pause = self.0.lock().pause.take();
        if let Some(barrier) = pause {
            barrier.wait();
            barrier.wait();
        }
        let mut contents = self.0.lock();
        contents.expect_free()?;
        contents.text = Some(text.to_owned());
        // Listeners that nobody receives from are dropped.
        contents.listeners.retain(|listener| listener.send(text.to_owned()).is_ok());
        Ok(())
    }

    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        let mut contents = self.0.lock();
        contents.expect_free()?;
        contents.text.take_if(|text| ours(text));
        Ok(())
    }
}
