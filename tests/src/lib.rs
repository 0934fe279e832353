//! Shared parts of the desktop tests, the measures and the screenshots: a desk of its own (screen, session bus,
//! keystore, window manager, folders), and the real window on it, which is driven like a person would.
//!
//! This is for Linux only: no other system has a screen in memory and a driver for its web view.
#![cfg(target_os = "linux")]

mod broker;
mod browser;
mod bus;
mod daemon;
mod demo;
mod desk;
mod dialog;
mod drag;
mod driver;
mod memory;
mod oath;
mod prepare;
mod processes;
mod programs;
mod screen;
mod shim;
mod tour;
mod window;
mod x11;

pub use broker::{Broker, Issued, Validity, Verdict};
pub use browser::{Browser, Site};
pub use daemon::{run_to_end, until};
pub use demo::Demo;
pub use desk::{Desk, Keystore, Language, Look, Setting};
pub use memory::{Canary, found_in_files, found_in_process};
pub use oath::{Totp, oathtool};
pub use prepare::{
    bind_plain, bind_registration, camera_frame, enter_pin, offer, open_list, open_with_camera, picture,
};
pub use processes::Processes;
pub use programs::lingpai;
pub use screen::{Area, Frame, Framebuffer};
pub use tour::{Visitor, walk};
pub use window::Window;
pub use x11::{TopLevel, X11};
