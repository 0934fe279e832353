//! Our windows, out of the way of a picture of the screen.

use std::sync::Arc;

use lingpai_api::{Reply, internal};
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager, WebviewWindow};

use super::seen::Seen;
use super::strip::Strip;
use super::{main, on_screen};

/// What hides and shows our windows.
pub(crate) struct Aside {
    app: AppHandle,
    seen: Arc<Seen>,
    strip: Arc<Strip>,
}

impl Aside {
    pub(crate) fn new(app: AppHandle, seen: Arc<Seen>, strip: Arc<Strip>) -> Self {
        Self { app, seen, strip }
    }

    /// Does something while none of our windows is on the screen. After that those that were shown are shown again.
    pub(crate) async fn during<T>(&self, act: impl Future<Output = Reply<T>>) -> Reply<T> {
        during(self, act).await
    }

    fn main(&self) -> Reply<WebviewWindow> {
        self.app.get_webview_window(main::LABEL).ok_or_else(internal)
    }
}

/// Our windows, or their fakes.
trait Ours {
    /// Hides the strip. Returns whether it was shown.
    async fn hide_strip(&self) -> Reply<bool>;
    /// Shows the strip without the focus.
    async fn show_strip(&self);
    fn hide_main(&self) -> Reply<()>;
    /// Shows the main window with the focus: the user has asked for the picture there.
    fn show_main(&self);
}

async fn during<T>(ours: &impl Ours, act: impl Future<Output = Reply<T>>) -> Reply<T> {
    // A strip over a code would spoil it as well.
    let strip = ours.hide_strip().await?;
    let done = match ours.hide_main() {
        Ok(()) => act.await,
        Err(fault) => Err(fault),
    };
    ours.show_main();
    if strip {
        ours.show_strip().await;
    }
    done
}

impl Ours for Aside {
    async fn hide_strip(&self) -> Reply<bool> {
        let (app, strip) = (self.app.clone(), Arc::clone(&self.strip));
        let hidden = spawn_blocking(move || strip.hide(&app)).await;
        hidden.map_err(|_| internal())?.map_err(|_| internal())
    }

    async fn show_strip(&self) {
        let (app, strip) = (self.app.clone(), Arc::clone(&self.strip));
        // A strip that cannot be opened again is opened by the user.
        spawn_blocking(move || strip.show(&app).ok()).await.ok();
    }

    fn hide_main(&self) -> Reply<()> {
        let main = self.main()?;
        main.hide().map_err(|_| internal())?;
        on_screen::hidden(&main, &self.seen);
        Ok(())
    }

    fn show_main(&self) {
        let Ok(main) = self.main() else { return };
        // A window manager may refuse the focus. The window is shown all the same.
        main.show().and_then(|()| main.set_focus()).ok();
        on_screen::shown(&main, &self.seen);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Windows that write down what is done with them.
    struct Fake {
        strip_shown: bool,
        main_hides: bool,
        done: RefCell<Vec<&'static str>>,
    }

    impl Fake {
        fn new(strip_shown: bool, main_hides: bool) -> Self {
            Self { strip_shown, main_hides, done: RefCell::default() }
        }

        fn picture(&self) -> Reply<()> {
            let taken = during(self, async {
                self.done.borrow_mut().push("picture");
                Ok(())
            });
            tauri::async_runtime::block_on(taken)
        }
    }

    impl Ours for Fake {
        async fn hide_strip(&self) -> Reply<bool> {
            self.done.borrow_mut().push("strip hides");
            Ok(self.strip_shown)
        }

        async fn show_strip(&self) {
            self.done.borrow_mut().push("strip shows");
        }

        fn hide_main(&self) -> Reply<()> {
            self.done.borrow_mut().push("main hides");
            if self.main_hides { Ok(()) } else { Err(internal()) }
        }

        fn show_main(&self) {
            self.done.borrow_mut().push("main shows");
        }
    }

    #[test]
    fn no_window_of_ours_is_in_the_picture_and_each_comes_back() {
        let fake = Fake::new(true, true);
        assert!(fake.picture().is_ok());
        assert_eq!(*fake.done.borrow(), ["strip hides", "main hides", "picture", "main shows", "strip shows"]);
    }

    #[test]
    fn a_strip_that_was_not_shown_does_not_come() {
        let fake = Fake::new(false, true);
        assert!(fake.picture().is_ok());
        assert!(!fake.done.borrow().contains(&"strip shows"));
    }

    #[test]
    fn if_a_window_cannot_be_hidden_there_is_no_picture_and_the_others_come_back() {
        let fake = Fake::new(true, false);
        assert!(fake.picture().is_err());
        assert_eq!(*fake.done.borrow(), ["strip hides", "main hides", "main shows", "strip shows"]);
    }
}
