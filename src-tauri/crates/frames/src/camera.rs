/// A camera of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraInfo {
    /// Its place and its name, because two cameras may have the same name.
    pub key: String,
    /// Its name as the system gives it.
    pub name: String,
}
