//! What other programs may see of this process.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub(crate) use linux::Visible;

/// Hides this process's memory from the other programs of the same user, and keeps Linux and macOS from writing core dumps,
/// because both would contain keys. An administrator still sees everything. Windows may keep a small dump of a crash: only the
/// installer can bar that.
///
/// Call it before any thread starts.
pub fn hide_memory() {
    #[cfg(target_os = "linux")]
    linux::hide();
    // Windows: no other program may open the process to read or write its memory. macOS: no debugger may attach. Whoever
    // was attached before this has seen nothing yet and cannot be shaken off, so the result changes nothing.
    #[cfg(not(target_os = "linux"))]
    secmem_proc::harden_process().ok();
}

/// On the other systems a hidden process needs no exception.
#[cfg(not(target_os = "linux"))]
pub(crate) struct Visible;

#[cfg(not(target_os = "linux"))]
impl Visible {
    pub(crate) fn begin() -> Self {
        Self
    }
}
