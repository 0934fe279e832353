use std::sync::Arc;

use lingpai_api::contract::{AboutView, Preferences, TrayWords};
use lingpai_api::{self as api, Places, Reply};
use tauri::async_runtime::spawn_blocking;
use tauri::{Manager, State, WebviewWindow, command};

use super::run::{Program, result};
use crate::events;
use crate::settings::Settings;
use crate::tray::Tray;
use crate::windows::{Private, Seen};

#[command]
pub(crate) async fn preferences(program: Program<'_>) -> Reply<Preferences> {
    Ok(api::preferences(&program))
}

#[command]
pub(crate) async fn preferences_set(
    settings: State<'_, Arc<Settings>>,
    window: WebviewWindow,
    preferences: Preferences,
) -> Reply<Preferences> {
    let (settings, app) = (Arc::clone(&settings), window.app_handle().clone());
    let set = result(spawn_blocking(move || settings.set(&app, &preferences))).await?;
    events::preferences_changed_by(&window);
    Ok(set)
}

#[command]
pub(crate) async fn about(places: State<'_, Places>) -> Reply<AboutView> {
    Ok(api::about(&places))
}

#[command]
pub(crate) async fn window_seen(windows: State<'_, Arc<Seen>>, window: WebviewWindow, seen: bool) -> Reply<()> {
    windows.note_page(window.label(), seen);
    Ok(())
}

/// This runs on the window's thread, so that two calls of a page keep their order.
#[command]
pub(crate) fn window_private(private: State<'_, Arc<Private>>, window: WebviewWindow, showing: bool) -> Reply<()> {
    private.note(window.app_handle(), window.label(), showing);
    Ok(())
}

#[command]
pub(crate) async fn tray_words(program: Program<'_>, tray: State<'_, Arc<Tray>>, words: TrayWords) -> Reply<()> {
    tray.speak(words, api::preferences(&program).tray);
    Ok(())
}
