//! Which way WebKitGTK draws.

use std::{env, fs};

const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Has WebKitGTK draw without OpenGL on a machine without a graphics card, where OpenGL is software: it would take 65 MiB
/// and half of the idle time, and compete with Argon2id for the processors. Whoever has set the variable has chosen
/// already.
///
/// The web view reads the choice from the environment, so this comes before any other thread is there to read it too.
pub(crate) fn choose() {
    if env::var_os(VARIABLE).is_none() && !has_graphics_card() {
        // A refusal leaves the window drawn as it would have been.
        let _refused = glib::setenv(VARIABLE, "1", true);
    }
}

/// Whether a window must stay hidden until its page is loaded.
///
/// Without OpenGL, WebKitGTK's first painting waits for the page on the main thread, for half a second at most; the page
/// waits for that thread to be given its files.
pub(crate) fn paints_late() -> bool {
    env::var_os(VARIABLE).is_some_and(|value| value != "0")
}

fn has_graphics_card() -> bool {
    let Ok(nodes) = fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
