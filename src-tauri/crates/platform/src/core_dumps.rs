/// Has the system write no core dump of this process: it would hold keys.
///
/// Windows writes none unless an administrator has asked for them.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A limit that can only be lowered: the one error is a value above the present one.
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).ok();
    }
}
