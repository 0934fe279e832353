//! What is done with the strip's window so that it never takes the focus.

/// Whether a hidden strip keeps its window.
///
/// A window that is shown again takes the focus on Windows and macOS: tao shows it with `SW_SHOW` and
/// `makeKeyAndOrderFront`. Only a window that is being made leaves the focus where it is. What the user types into the trading
/// software would go into the PIN pad otherwise.
pub(super) const KEEPS_HIDDEN: bool = cfg!(target_os = "linux");

/// How the strip's window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    Absent,
    Hidden,
    Shown,
}

/// What is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Shown,
    Hidden,
    /// Hidden if it is shown, and shown otherwise.
    Other,
}

/// What is done with the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nothing,
    /// Makes the window, in place of a hidden one.
    Open,
    Show,
    Hide,
    Close,
}

/// Gives the step to what is wished. `keeps_hidden` as [`KEEPS_HIDDEN`].
pub(super) fn step(there: There, wish: Wish, keeps_hidden: bool) -> Step {
    let shown = match wish {
        Wish::Shown => true,
        Wish::Hidden => false,
        Wish::Other => there != There::Shown,
    };
    match (there, shown) {
        (There::Shown, true) | (There::Absent | There::Hidden, false) => Step::Nothing,
        (There::Absent, true) => Step::Open,
        (There::Hidden, true) => {
            if keeps_hidden {
                Step::Show
            } else {
                Step::Open
            }
        }
        (There::Shown, false) => {
            if keeps_hidden {
                Step::Hide
            } else {
                Step::Close
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A desk with the trading software in front, and the strip.
    struct Desk {
        strip: There,
        /// Whether the system gives the focus to a window that is shown again.
        shown_again_takes_focus: bool,
        trading_has_focus: bool,
    }

    impl Desk {
        fn new(shown_again_takes_focus: bool) -> Self {
            Self { strip: There::Absent, shown_again_takes_focus, trading_has_focus: true }
        }

        fn wish(&mut self, wish: Wish) -> There {
            match step(self.strip, wish, !self.shown_again_takes_focus) {
                Step::Nothing => {}
                Step::Open => self.strip = There::Shown,
                Step::Show => {
                    self.strip = There::Shown;
                    self.trading_has_focus &= !self.shown_again_takes_focus;
                }
                Step::Hide => self.strip = There::Hidden,
                Step::Close => self.strip = There::Absent,
            }
            self.strip
        }
    }

    #[test]
    fn the_trading_software_keeps_the_focus_however_often_the_strip_comes() {
        for shown_again_takes_focus in [false, true] {
            let mut desk = Desk::new(shown_again_takes_focus);
            for _ in 0..3 {
                assert_eq!(desk.wish(Wish::Other), There::Shown);
                assert_eq!(desk.wish(Wish::Shown), There::Shown);
                assert_ne!(desk.wish(Wish::Other), There::Shown);
                assert_ne!(desk.wish(Wish::Hidden), There::Shown);
                assert_eq!(desk.wish(Wish::Shown), There::Shown);
                assert_ne!(desk.wish(Wish::Hidden), There::Shown);
            }
            assert!(desk.trading_has_focus, "{shown_again_takes_focus}");
        }
    }

    #[test]
    fn a_window_that_somebody_else_has_hidden_is_made_anew() {
        assert_eq!(step(There::Hidden, Wish::Shown, false), Step::Open);
    }
}
