//! The operating system: the ports of `lingpai-app` ([`ports()`]), and the devices that the shell calls.

mod camera;
mod dialogs;
mod folders;
mod paste;
mod ports;
mod process;
mod screen;

pub use camera::{CameraFault, CameraInfo, Frame, LastCamera, OpenCamera, cameras};
pub use dialogs::{choose_folder, choose_new_file, choose_pictures, choose_vault_file};
pub use folders::{Folders, NoHome};
pub use paste::{Pasted, paste};
pub use ports::{ChildReader, ports};
pub use process::hide_memory;
pub use screen::{Capture, MonitorPicture, ScreenFault, capture};
