//! Builds the parts of the shell and gives each of them what it needs.

use std::path::PathBuf;
use std::sync::Arc;

use lingpai_api::{Lingpai, Places, Progress, Watcher, contract};
use lingpai_platform::{Folders, LastCamera};
use tauri::{AppHandle, Context, Manager, RunEvent, WindowEvent, Wry};

use crate::actions::Actions;
use crate::commands;
use crate::events::RenewTray;
use crate::opening::{self, Opening};
use crate::settings::Settings;
use crate::shortcuts::Shortcuts;
use crate::sources::{Cameras, Overlays, files};
use crate::tray::Tray;
use crate::watcher::Pages;
use crate::windows::{self, Aside, Private, Seen, Strip, on_screen};

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

    let seen = Arc::new(Seen::new(Arc::clone(&lingpai)));
    let private = Arc::new(Private::new(lingpai_api::preferences(&lingpai).screen_guard));
    let strip = Arc::new(Strip::new(Arc::clone(&lingpai), Arc::clone(&seen), Arc::clone(&private)));
    let strip_window = Arc::clone(&strip);
    let place = tauri_plugin_window_state::Builder::new().with_state_flags(windows::strip::REMEMBERED);
    let place = place.with_filter(|label| label == windows::strip::LABEL);
    // The plugin's own folder would go to other machines with the user, on Windows.
    let place = match folders.strip_place().to_str() {
        Some(file) => place.with_filename(file),
        None => place,
    };
    let program = Arc::clone(&lingpai);
    let (vault, settings) = (folders.vault().clone(), folders.config().clone());
    let mut builder = tauri::Builder::default();
    if instances == Instances::One {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| windows::main::show(app)));
    }
    builder
        .plugin(place.build())
        .invoke_handler(contract::command_list!(handler))
        .setup(move |app| {
            let app = app.app_handle();
            app.manage(Places { vault, settings, web_view: web_view_folder(app) });
            app.manage(opening);
            app.manage(overlays);
            open(app, program, Windows { seen, strip, private }, cameras, &pages)?;
            opened();
            Ok(())
        })
        .build(embedded())?
        .run(move |app, event| {
            if let RunEvent::Exit = event {
                // Clearing the clipboard may take a second. A start in that time is a first one.
                tauri_plugin_single_instance::destroy(app);
                lingpai_api::quit(&lingpai);
            }
            // By now another window may have the label.
            if let RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } = event
                && label == windows::strip::LABEL
            {
                strip_window.note_closed();
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

/// Gives the folder in which Tauri lets the web view keep its files. `None` on macOS, where the system chooses it.
fn web_view_folder(app: &AppHandle) -> Option<PathBuf> {
    if cfg!(target_os = "macos") { None } else { app.path().app_local_data_dir().ok() }
}

/// What the windows share.
struct Windows {
    seen: Arc<Seen>,
    strip: Arc<Strip>,
    private: Arc<Private>,
}

/// Makes the values that the commands work with, and opens the main window.
fn open(
    app: &AppHandle,
    lingpai: Arc<Lingpai>,
    Windows { seen, strip, private }: Windows,
    cameras: Arc<Cameras>,
    pages: &Pages,
) -> Result<(), Box<dyn std::error::Error>> {
    let actions = Arc::new(Actions::new(app.clone(), Arc::clone(&lingpai), Arc::clone(&strip)));
    let tray = Arc::new(Tray::new(Arc::clone(&actions)));
    let shortcuts = Shortcuts::new(actions);
    let settings = Arc::new(Settings::new(Arc::clone(&lingpai), shortcuts, Arc::clone(&tray), Arc::clone(&private)));
    let progress = Arc::new(Progress::default());
    pages.open(app, Arc::clone(&tray), Arc::clone(&lingpai));

    app.manage(Arc::clone(&lingpai));
    app.manage(Aside::new(app.clone(), Arc::clone(&seen), Arc::clone(&strip)));
    app.manage(Arc::clone(&seen));
    app.manage(Arc::clone(&progress));
    app.manage(Arc::clone(&cameras));
    app.manage(strip);
    let renewed = Arc::clone(&tray);
    app.manage(RenewTray(Box::new(move || renewed.renew())));
    app.manage(private);
    app.manage(tray);
    app.manage(Arc::clone(&settings));

    let preferences = lingpai_api::preferences(&lingpai);
    seen.open(windows::main::LABEL);
    let main = windows::main::open(app, &preferences)?;
    // The page closes the camera too, if it is told.
    on_screen::follow(&main, &seen, move || cameras.close());
    let dropped_on = app.clone();
    main.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            files::on_drag(&dropped_on, &lingpai, &progress, event);
        }
    });
    settings.apply(app, &preferences);
    Ok(())
}
