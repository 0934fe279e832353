/// Keeps the system from writing core dumps of this process: they would hold keys.
///
/// Windows writes none unless an administrator has asked for them.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // The only error is a limit above the present one, and 0 is not.
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).ok();
    }
}
