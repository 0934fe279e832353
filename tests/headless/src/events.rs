//! What the pages of a session are told.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lingpai_api::Watcher;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A window of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Window {
    /// The main window.
    Main,
    /// The strip.
    Strip,
}

/// One message to the pages. Each page hears all of them, so that it can count them, and heeds its own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Message {
    /// Its place among the messages of the session, from 1.
    number: u64,
    /// The window that it is for.
    window: Window,
    #[serde(flatten)]
    said: Said,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    /// The name of an event.
    Event(&'static str),
    /// A frame of the camera, in base64.
    Frame(String),
}

/// The messages of a session, and the pages that hear them.
#[derive(Default)]
pub(crate) struct Events(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    sent: u64,
    pages: Vec<UnboundedSender<Message>>,
}

impl Events {
    /// Sends every message from now on.
    pub(crate) fn listen(&self) -> UnboundedReceiver<Message> {
        let (page, messages) = unbounded_channel();
        self.inside().pages.push(page);
        messages
    }

    /// How many messages were sent.
    pub(crate) fn sent(&self) -> u64 {
        self.inside().sent
    }

    /// Tells one window of an event.
    pub(crate) fn tell(&self, window: Window, event: &'static str) {
        self.send(window, Said::Event(event));
    }

    /// Tells the windows that show accounts of an event, except the one that caused it.
    pub(crate) fn tell_others(&self, than: Window, event: &'static str) {
        for window in [Window::Main, Window::Strip].into_iter().filter(|window| *window != than) {
            self.tell(window, event);
        }
    }

    /// Tells both windows of an event that no page caused.
    pub(crate) fn tell_all(&self, event: &'static str) {
        self.tell(Window::Main, event);
        self.tell(Window::Strip, event);
    }

    /// Sends a frame of the camera to the main window.
    pub(crate) fn show(&self, frame: &[u8]) {
        self.send(Window::Main, Said::Frame(data_encoding::BASE64.encode(frame)));
    }

    fn send(&self, window: Window, said: Said) {
        let mut inside = self.inside();
        if inside.pages.is_empty() {
            // What happens while the session is made is told to nobody, so no page waits for it.
            return;
        }
        inside.sent += 1;
        let message = Message { number: inside.sent, window, said };
        // A page that has gone is dropped.
        inside.pages.retain(|page| page.send(message.clone()).is_ok());
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // A count and a list are whole between two changes.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher for Events {
    fn vault_changed(&self) {
        self.tell(Window::Main, "vault-changed");
    }

    fn clock_changed(&self) {
        self.tell_all("clock-changed");
    }

    fn locked(&self) {
        self.tell_all("session-changed");
    }
}
