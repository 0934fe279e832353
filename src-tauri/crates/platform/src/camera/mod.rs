//! The cameras of this machine. A camera that is on has a thread of its own, because a stalled driver may block
//! forever.

mod fault;
mod format;
mod frame;
mod last;
mod list;
mod open;

pub use fault::CameraFault;
pub use frame::Frame;
pub use last::LastCamera;
pub use list::{CameraInfo, cameras};
pub use open::OpenCamera;
