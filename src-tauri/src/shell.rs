//! Builds the parts of the shell and gives each of them what it needs.

use std::sync::Arc;

use lingpai_api::{Lingpai, Progress, Watcher, contract};
use lingpai_platform::{Folders, LastCamera};
use tauri::{AppHandle, Context, Manager, RunEvent, WindowEvent, Wry};

use crate::actions::Actions;
use crate::commands::{self, VaultFolder};
use crate::opening::{self, Opening};
use crate::settings::Settings;
use crate::shortcuts::Shortcuts;
use crate::sources::{Cameras, Overlays, files};
use crate::tray::Tray;
use crate::watcher::Pages;
use crate::windows::{self, Seen, Strip};

macro_rules! handler {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        tauri::generate_handler![$(commands::$name),*]
    };
}

/// Gives the embedded pages and the settings of `tauri.conf.json`.
pub type Embedded = fn() -> Context<Wry>;

/// What a second start of the program does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instances {
    /// It brings the window of the first to the front, and ends.
    One,
    /// It runs beside the first, because its data is kept apart.
    Apart,
}

/// Runs the program until its main window is closed. `opened` is called when the window is there.
///
/// # Errors
///
/// The system has no web view.
///
/// # Panics
///
/// The window cannot be opened.
pub(crate) fn run(
    folders: &Folders,
    instances: Instances,
    embedded: impl FnOnce() -> Context<Wry>,
    opened: impl Fn() + Send + Sync + 'static,
) -> tauri::Result<()> {
    let cameras = Arc::new(Cameras::new(LastCamera::of(folders)));
    let overlays = Arc::new(Overlays::default());
    let pages = Arc::new(Pages::new(Arc::clone(&cameras), Arc::clone(&overlays)));
    let watcher: Arc<dyn Watcher> = Arc::<Pages>::clone(&pages);
    let lingpai = lingpai_api::program(lingpai_platform::ports(watcher, folders), folders.vault().clone());
    let _ends = Ends(Arc::clone(&lingpai));
    // The vault opens while the web view is still starting.
    let opening = Opening::begin(&lingpai);
    opening::back_up_daily(&lingpai);

    let places = tauri_plugin_window_state::Builder::new().with_state_flags(windows::strip::REMEMBERED);
    let places = places.with_filter(|label| label == windows::strip::LABEL);
    let program = Arc::clone(&lingpai);
    let vault = VaultFolder(folders.vault().clone());
    let mut builder = tauri::Builder::default();
    if instances == Instances::One {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| windows::main::show(app)));
    }
    builder
        .plugin(places.build())
        .invoke_handler(contract::command_list!(handler))
        .setup(move |app| {
            let app = app.app_handle();
            app.manage(vault);
            app.manage(opening);
            app.manage(overlays);
            open(app, program, cameras, &pages)?;
            opened();
            Ok(())
        })
        .build(embedded())?
        .run(move |_, event| {
            if let RunEvent::Exit = event {
                lingpai_api::quit(&lingpai);
            }
        });
    Ok(())
}

/// Locks the vault and clears the clipboard after a failure too, before the user is told of it.
struct Ends(Arc<Lingpai>);

impl Drop for Ends {
    fn drop(&mut self) {
        lingpai_api::quit(&self.0);
    }
}

/// Makes the values that the commands work with, and opens the main window.
fn open(
    app: &AppHandle,
    lingpai: Arc<Lingpai>,
    cameras: Arc<Cameras>,
    pages: &Pages,
) -> Result<(), Box<dyn std::error::Error>> {
    let seen = Arc::new(Seen::new(Arc::clone(&lingpai)));
    let strip = Arc::new(Strip::new(Arc::clone(&lingpai), Arc::clone(&seen)));
    let actions = Arc::new(Actions::new(app.clone(), Arc::clone(&lingpai), Arc::clone(&strip)));
    let tray = Arc::new(Tray::new(Arc::clone(&actions)));
    let settings = Arc::new(Settings::new(Arc::clone(&lingpai), Shortcuts::new(actions), Arc::clone(&tray)));
    let progress = Arc::new(Progress::default());
    pages.open(app, Arc::clone(&tray), Arc::clone(&lingpai));

    app.manage(Arc::clone(&lingpai));
    app.manage(Arc::clone(&seen));
    app.manage(Arc::clone(&progress));
    app.manage(cameras);
    app.manage(strip);
    app.manage(tray);
    app.manage(Arc::clone(&settings));

    let preferences = lingpai_api::preferences(&lingpai);
    seen.note(windows::main::LABEL, true);
    let main = windows::main::open(app, &preferences)?;
    let dropped_on = app.clone();
    main.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            files::on_drag(&dropped_on, &lingpai, &progress, event);
        }
    });
    settings.apply(app, &preferences);
    Ok(())
}
