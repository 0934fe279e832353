//! The sources of registrations: files, the clipboard, the screen, the camera. Each opens its device and gives what it
//! reads to `lingpai-api`.

pub(crate) mod camera;
pub(crate) mod clipboard;
pub(crate) mod files;
pub(crate) mod screen;

pub(crate) use camera::Cameras;
pub(crate) use screen::Overlays;
