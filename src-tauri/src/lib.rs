//! The Tauri shell: windows, tray and shortcuts over `lingpai-api`, with the devices of `lingpai-platform`.

mod actions;
mod arguments;
mod commands;
mod events;
mod opening;
#[cfg(target_os = "linux")]
mod renderer;
mod settings;
mod shell;
mod shortcuts;
mod sources;
mod tray;
mod watcher;
mod windows;

use clap::Parser as _;
use lingpai_platform::Folders;

use crate::arguments::Arguments;
use crate::shell::Instances;

pub use crate::shell::Embedded;

/// Runs the program until its main window is closed. `embedded` gives the pages and the settings of `tauri.conf.json`.
///
/// # Panics
///
/// The user has no home folder, or the system has no web view.
pub fn start(embedded: Embedded) {
    // This comes before any thread starts, because it sets an environment variable.
    #[cfg(target_os = "linux")]
    renderer::choose();
    lingpai_platform::hide_memory();
    let arguments = Arguments::parse();
    let instances = if arguments.data.is_some() { Instances::Apart } else { Instances::One };
    match arguments.data.map(Folders::inside).map_or_else(Folders::of_user, Ok) {
        Ok(folders) => shell::run(&folders, instances, embedded),
        Err(fault) => panic!("{fault}: set HOME and start again"),
    }
}
