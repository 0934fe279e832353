use super::picture::{Capture, ScreenFault};
use super::{portal, x11};

pub(super) fn capture() -> Result<Capture, ScreenFault> {
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        portal::capture().map(Capture::Chosen)
    } else {
        x11::capture().map(Capture::Monitors)
    }
}
