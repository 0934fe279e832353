/// Why a camera gives no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraFault {
    /// The machine has no camera.
    #[error("this machine has no camera")]
    None,
    /// Another program uses the camera.
    #[error("another program uses the camera")]
    Busy,
    /// The system does not let this program use the camera.
    #[error("the system does not let this program use the camera")]
    Denied,
    /// The camera was unplugged.
    #[error("the camera was unplugged")]
    Gone,
    /// The camera gives no frame.
    #[error("the camera gives no picture")]
    Stalled,
    /// This Windows has no Media Foundation.
    #[error("this Windows has no Media Foundation")]
    NoMedia,
    /// Anything else, such as a format that cannot be read.
    #[error("the camera failed")]
    Failed,
}

impl CameraFault {
    /// All faults.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Busy, Self::Denied, Self::Gone, Self::Stalled, Self::NoMedia, Self::Failed];

    /// Gives the fault of an exit code of `lingpai-camera`. Where a process of Windows ends because a library is missing, it is
    /// one of Media Foundation's: all others are part of every Windows.
    pub fn of_exit(code: Option<i32>) -> Self {
        /// `STATUS_DLL_NOT_FOUND`.
        const NO_LIBRARY: u32 = 0xC000_0135;
        if code.map(i32::cast_unsigned) == Some(NO_LIBRARY) { Self::NoMedia } else { Self::Failed }
    }
}
