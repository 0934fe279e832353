/// Hides this process's memory from the other programs of the same user, and keeps the system from writing core dumps. A frame may
/// show a registration.
///
/// The program does the same for itself (`hide_memory` of `platform`). A failure changes nothing here.
#[cfg(target_os = "linux")]
pub(crate) fn hide_memory() {
    use nix::sys::prctl::set_dumpable;
    use nix::sys::resource::{Resource, setrlimit};

    set_dumpable(false).ok();
    setrlimit(Resource::RLIMIT_CORE, 0, 0).ok();
}

/// Hides this process's memory from the other programs of the same user. A frame may show a registration.
#[cfg(not(target_os = "linux"))]
pub(crate) fn hide_memory() {
    secmem_proc::harden_process().ok();
}
