use std::time::Duration;

use lingpai_app::Idle;

/// The time since the last input, from the system.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SystemIdle;

impl Idle for SystemIdle {
    fn idle(&self) -> Option<Duration> {
        since_last_input()
    }
}

/// Asks the screen saver extension of X. `None` under Wayland: X sees only the input into X windows there, and no
/// protocol of all desktops gives the time.
#[cfg(target_os = "linux")]
fn since_last_input() -> Option<Duration> {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::screensaver::ConnectionExt as _;

    if std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty()) {
        return None;
    }
    // The connection is used once in minutes. If it stayed open, it would have to be repaired when it breaks.
    let (connection, number) = x11rb::connect(None).ok()?;
    let root = connection.setup().roots.get(number)?.root;
    let info = connection.screensaver_query_info(root).ok()?.reply().ok()?;
    Some(Duration::from_millis(info.ms_since_user_input.into()))
}

#[cfg(target_os = "macos")]
fn since_last_input() -> Option<Duration> {
    use objc2_core_graphics::{CGEventSource, CGEventSourceStateID, CGEventType};

    /// `kCGAnyInputEventType`, which the crate does not define.
    const ANY: CGEventType = CGEventType(u32::MAX);
    let secs = CGEventSource::seconds_since_last_event_type(CGEventSourceStateID::CombinedSessionState, ANY);
    Duration::try_from_secs_f64(secs).ok()
}

#[cfg(target_os = "windows")]
fn since_last_input() -> Option<Duration> {
    let input = winsafe::GetLastInputInfo().ok()?.dwTime;
    // This is read after the input, and cut to 32 bits of milliseconds as the input is. These overflow every 49 days.
    let [_, _, _, _, now @ ..] = winsafe::GetTickCount64().to_be_bytes();
    Some(Duration::from_millis(u32::from_be_bytes(now).wrapping_sub(input).into()))
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn since_last_input() -> Option<Duration> {
    None
}
