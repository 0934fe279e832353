//! The Tauri shell: windows, tray and shortcuts over `lingpai-api`, with the devices of `lingpai-platform`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

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

use std::alloc::System;

use clap::Parser as _;
use lingpai_platform::Folders;
use zeroizing_alloc::ZeroAlloc;

use crate::arguments::Arguments;
use crate::shell::Instances;

/// Wipes freed memory, because libraries that read a picture, a message or a passphrase make copies of their own.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() {
    // This comes before any thread starts, because it sets an environment variable.
    #[cfg(target_os = "linux")]
    renderer::choose();
    lingpai_platform::forbid_core_dumps();
    let arguments = Arguments::parse();
    let instances = if arguments.data.is_some() { Instances::Apart } else { Instances::One };
    match arguments.data.map(Folders::inside).map_or_else(Folders::of_user, Ok) {
        Ok(folders) => shell::run(&folders, instances),
        Err(fault) => panic!("{fault}: set HOME and start again"),
    }
}
