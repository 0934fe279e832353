use lingpai_ipc::{AboutView, AccountKey, Preferences, StripView, TrayWords};
use tauri::{AppHandle, Manager, State, WebviewWindow, command};

use super::{Reply, off, quietly};
use crate::{Shell, faults, preferences, strip, views, window};

#[command]
pub(crate) async fn preferences(shell: State<'_, Shell>) -> Reply<Preferences> {
    Ok(preferences::view(&shell.lingpai))
}

#[command]
pub(crate) async fn preferences_set(window: WebviewWindow, preferences: Preferences) -> Reply<Preferences> {
    let app = window.app_handle().clone();
    let set = move || preferences::set(&app, &preferences);
    let set = tauri::async_runtime::spawn_blocking(set).await.map_err(|_| faults::internal())??;
    window::tell_others(window.app_handle(), window.label(), "preferences-changed");
    Ok(set)
}

#[command]
pub(crate) async fn about(shell: State<'_, Shell>) -> Reply<AboutView> {
    Ok(AboutView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        vault: shell.vault.display().to_string(),
    })
}

#[command]
pub(crate) async fn window_seen(shell: State<'_, Shell>, window: WebviewWindow, seen: bool) -> Reply<()> {
    shell.lingpai.show_clock(shell.seen.note(window.label(), seen));
    Ok(())
}

#[command]
pub(crate) async fn tray_words(app: AppHandle, words: TrayWords) -> Reply<()> {
    app.state::<Shell>().tray.speak(&app, words);
    Ok(())
}

#[command]
pub(crate) async fn show_strip(app: AppHandle, on: bool) -> Reply<()> {
    strip::show(&app, on).map_err(|_| faults::internal())
}

#[command]
pub(crate) async fn strip_view(app: AppHandle, shell: State<'_, Shell>) -> Reply<StripView> {
    quietly(shell, move |lingpai| app.state::<Shell>().strip.view(lingpai)).await
}

#[command]
pub(crate) async fn strip_choose(app: AppHandle, shell: State<'_, Shell>, account: AccountKey) -> Reply<StripView> {
    shell.strip.choose(views::account_id(&account)?);
    off(shell, move |lingpai| app.state::<Shell>().strip.view(lingpai)).await
}

#[command]
pub(crate) async fn strip_hide(app: AppHandle) -> Reply<()> {
    strip::show(&app, false).map_err(|_| faults::internal())
}

#[command]
pub(crate) async fn strip_main(app: AppHandle) -> Reply<()> {
    window::show_main(&app);
    Ok(())
}
