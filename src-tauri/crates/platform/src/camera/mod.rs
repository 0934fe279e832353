//! The cameras of this machine. A process of its own opens them, `lingpai-camera`: a stalled driver may block forever, macOS ends a
//! process for a camera that answers otherwise than expected, and a program that links Media Foundation does not start where Windows
//! has none.

mod child;
mod last;
mod open;

pub use last::LastCamera;
pub use lingpai_frames::{CameraFault, CameraInfo, Frame};
pub use open::{OpenCamera, cameras};
