//! The renderer of WebKitGTK.

use std::{env, fs};

const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Makes WebKitGTK draw without OpenGL on a machine without a graphics card. OpenGL is software there. It takes 65 MiB
/// and half of the idle time, and competes with Argon2id for the processors. A variable that is already set stays.
///
/// Call it before any thread is started: it changes the environment, which threads may read.
pub(crate) fn choose() {
    if env::var_os(VARIABLE).is_none() && !has_graphics_card() {
        // If this fails, the window is drawn with OpenGL.
        let _refused = glib::setenv(VARIABLE, "1", true);
    }
}

/// Whether a window must stay hidden until its page is loaded.
///
/// Without OpenGL, WebKitGTK's first painting waits on the main thread for the page, for up to half a second. Meanwhile
/// the page waits for the same thread to serve its files.
pub(crate) fn paints_late() -> bool {
    env::var_os(VARIABLE).is_some_and(|value| value != "0")
}

fn has_graphics_card() -> bool {
    let Ok(nodes) = fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
