//! What passes between the program and `lingpai-camera`, the process that opens cameras.

mod camera;
mod fault;
mod frame;
pub mod pipe;

pub use camera::CameraInfo;
pub use fault::CameraFault;
pub use frame::Frame;
