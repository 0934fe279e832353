/// Keeps the system from writing core dumps of this process, because they would contain keys.
///
/// Windows writes none unless an administrator has configured it.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // The only error is a limit above the present one, and 0 is never above it.
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).ok();
    }
}
