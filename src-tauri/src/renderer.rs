//! Which way WebKitGTK draws.

use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::{env, fs};

const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Has WebKitGTK draw without OpenGL on a machine without a graphics card, where OpenGL is software: it would take 65 MiB
/// and half of the idle time, and compete with Argon2id for the processors.
///
/// The web view reads the choice from the environment, which a running program may not change safely; so the program
/// begins once more, as the same process. Whoever has set the variable has chosen already.
pub(crate) fn choose() {
    if env::var_os(VARIABLE).is_some() || has_graphics_card() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // It comes back only when it fails; then the window is drawn as it would have been.
        let _failed = Command::new(program).args(env::args_os().skip(1)).env(VARIABLE, "1").exec();
    }
}

fn has_graphics_card() -> bool {
    let Ok(nodes) = fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
