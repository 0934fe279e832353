//! The operating system: the ports of `lingpai-app` ([`ports()`]), and the devices that the shell calls.

mod beside;
mod camera;
mod dialogs;
mod failure;
mod folders;
mod paste;
mod ports;
mod process;
mod screen;

pub use camera::{CameraFault, CameraInfo, Frame, LastCamera, OpenCamera, cameras};
pub use dialogs::{ask, choose_folder, choose_new_file, choose_pictures, choose_vault_file};
#[cfg(not(target_os = "linux"))]
pub use failure::alert;
pub use failure::note_failure;
pub use folders::{Folders, NoHome};
pub use paste::{Pasted, paste};
pub use ports::{ChildReader, ports};
pub use process::hide_memory;
pub use screen::{Capture, MonitorArea, MonitorPicture, ScreenFault, capture};
