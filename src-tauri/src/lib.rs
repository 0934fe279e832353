//! The Tauri shell: windows, tray and shortcuts over `lingpai-api`, with the devices of `lingpai-platform`.

mod actions;
mod arguments;
mod commands;
mod events;
mod failure;
mod language;
mod opening;
#[cfg(debug_assertions)]
mod pages;
#[cfg(target_os = "linux")]
mod renderer;
mod settings;
mod shell;
mod shortcuts;
mod sources;
mod tray;
mod watcher;
mod windows;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser as _;
use lingpai_platform::Folders;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::shell::Instances;

pub use crate::shell::Embedded;

/// Runs the program until its main window is closed. `embedded` gives the pages and the settings of `tauri.conf.json`.
///
/// A failure is told in a dialog and by the exit code: 69 if the system lacks something that the window needs, and 70 after a fault
/// of the program.
pub fn start(embedded: Embedded) -> ExitCode {
    // This comes before any thread starts, because it sets an environment variable.
    #[cfg(target_os = "linux")]
    renderer::choose();
    lingpai_platform::hide_memory();
    let arguments = Arguments::parse();
    let instances = if arguments.data.is_some() { Instances::Apart } else { Instances::One };
    let Ok(folders) = arguments.data.map(Folders::inside).map_or_else(Folders::of_user, Ok) else {
        return Failure::NoHome.tell(None);
    };
    if cfg!(windows) && tauri::webview_version().is_err() {
        return Failure::NoWebView.tell(None);
    }
    failure::note_panics(&folders);
    #[cfg(debug_assertions)]
    let embedded = || pages::replace(embedded(), arguments.pages);
    let opened = Arc::new(AtomicBool::new(false));
    let tell = Arc::clone(&opened);
    let run = || shell::run(&folders, instances, embedded, move || tell.store(true, Ordering::Relaxed));
    // What a panic leaves half done is not used any more: the program ends.
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Err(_) if opened.load(Ordering::Relaxed) => Failure::Crash.tell(Some(&folders)),
        Err(_) => Failure::NoWindow.tell(Some(&folders)),
        Ok(Err(error)) => {
            failure::note_error(&folders, &error);
            Failure::NoWindow.tell(Some(&folders))
        }
    }
}
