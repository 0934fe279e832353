//! The Tauri shell: one window over `lingpai-app`, with the machine behind it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod camera;
mod clock_views;
mod commands;
mod exports;
mod faults;
mod life_views;
mod preferences;
#[cfg(target_os = "linux")]
mod renderer;
mod screen;
mod shortcuts;
mod sources;
mod strip;
mod tray;
mod vault;
mod vault_views;
mod views;
mod window;

use std::alloc::System;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use arguments::Arguments;
use clap::Parser as _;
use lingpai_app::{Fault, Lingpai, Started, Watcher};
use lingpai_platform::{Folders, LastCamera};
use lingpai_vault::Cost;
use tauri::async_runtime::JoinHandle;
use tauri::{Manager, RunEvent};
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is given back: the libraries that read a picture, a message or a passphrase make copies of their own.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

/// The program, as the commands find it.
struct Shell {
    lingpai: Arc<Lingpai>,
    /// Where the vault lies.
    vault: PathBuf,
    /// The start that began with the process, until the page asks what came of it.
    early: Mutex<Option<JoinHandle<Result<Started, Fault>>>>,
    reading: sources::Reading,
    overlays: screen::Overlays,
    cameras: camera::Cameras,
    strip: strip::Chosen,
    shortcuts: shortcuts::Shortcuts,
    tray: tray::Tray,
    seen: window::Seen,
}

impl Shell {
    fn new(lingpai: Arc<Lingpai>, folders: &Folders, early: JoinHandle<Result<Started, Fault>>) -> Self {
        Self {
            lingpai,
            vault: folders.vault().clone(),
            early: Mutex::new(Some(early)),
            reading: sources::Reading::default(),
            overlays: screen::Overlays::default(),
            cameras: camera::Cameras::new(LastCamera::of(folders)),
            strip: strip::Chosen::default(),
            shortcuts: shortcuts::Shortcuts::default(),
            tray: tray::Tray::default(),
            seen: window::Seen::default(),
        }
    }
}

impl Shell {
    /// Begins what goes on by itself: time servers are asked, copies leave the clipboard, an unused vault is locked.
    fn tend(&self) -> std::io::Result<()> {
        lingpai_app::keep_time(&self.lingpai)?;
        lingpai_app::keep_tidy(&self.lingpai)?;
        lingpai_app::lock_when_idle(&self.lingpai)
    }
}

macro_rules! handler {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        tauri::generate_handler![$(commands::$name),*]
    };
}

fn main() {
    #[cfg(target_os = "linux")]
    renderer::choose();
    lingpai_platform::forbid_core_dumps();
    let arguments = Arguments::parse();
    let apart = arguments.data.is_some();
    let folders = match arguments.data.map(Folders::inside).map_or_else(Folders::of_user, Ok) {
        Ok(folders) => folders,
        Err(fault) => panic!("{fault}: set HOME and start again"),
    };
    let page = Arc::new(window::Page::default());
    let watcher: Arc<dyn Watcher> = Arc::<window::Page>::clone(&page);
    let ports = lingpai_platform::ports(watcher, &folders);
    let lingpai = Arc::new(Lingpai::new(ports, folders.vault().clone(), Cost::STANDARD));
    // The vault opens while the web view is still starting.
    let starting = Arc::clone(&lingpai);
    let early = tauri::async_runtime::spawn_blocking(move || starting.start());
    vault::back_up_daily(&lingpai);

    let places = tauri_plugin_window_state::Builder::new().with_state_flags(strip::REMEMBERED);
    let places = places.with_filter(|label| label == strip::STRIP);
    let mut builder = tauri::Builder::default();
    if !apart {
        // A second start brings the first window. What keeps its data apart is no second start.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::show_main(app)));
    }
    builder
        .plugin(places.build())
        .manage(Shell::new(lingpai, &folders, early))
        .invoke_handler(lingpai_ipc::command_list!(handler))
        .on_window_event(window::on_event)
        .setup(move |app| {
            page.open(app.app_handle());
            window::open_main(app.app_handle())?;
            preferences::apply(app.app_handle());
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the system has a web view")
        .run(|app, event| {
            if let RunEvent::Exit = event {
                // What was copied leaves the clipboard, and keys leave memory.
                app.state::<Shell>().lingpai.quit();
            }
        });
}
