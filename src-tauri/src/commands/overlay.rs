use std::sync::Arc;

use lingpai_api::contract::AreaInput;
use lingpai_api::{Reply, internal};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{State, WebviewWindow, command};

use super::run::result;
use crate::sources::Overlays;
use crate::windows::overlay;

#[command]
pub(crate) async fn overlay_picture(overlays: State<'_, Arc<Overlays>>, window: WebviewWindow) -> Reply<Response> {
    let (overlays, label) = (Arc::clone(&overlays), window.label().to_owned());
    result(spawn_blocking(move || overlays.picture(&label))).await.map(Response::new)
}

#[command]
pub(crate) async fn overlay_painted(window: WebviewWindow) -> Reply<()> {
    overlay::show(&window).map_err(|_| internal())
}

#[command]
pub(crate) async fn overlay_choose(
    overlays: State<'_, Arc<Overlays>>,
    window: WebviewWindow,
    area: AreaInput,
) -> Reply<()> {
    overlays.choose(window.label(), Some(area));
    Ok(())
}

#[command]
pub(crate) async fn overlay_cancel(overlays: State<'_, Arc<Overlays>>, window: WebviewWindow) -> Reply<()> {
    overlays.choose(window.label(), None);
    Ok(())
}
