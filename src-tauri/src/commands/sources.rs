use std::sync::Arc;

use lingpai_api::contract::{CameraKey, CameraView, DialogWords, ReadingView, WaitingView};
use lingpai_api::{self as api, Progress, Reply};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::{Channel, InvokeResponseBody};
use tauri::{AppHandle, Manager, State, WebviewWindow, command};

use super::run::{Program, result, run};
use crate::sources::{Cameras, Overlays, camera, clipboard, screen};
use crate::windows::Aside;
use crate::{events, windows};

#[command]
pub(crate) async fn files_choose(
    program: Program<'_>,
    progress: State<'_, Arc<Progress>>,
    window: WebviewWindow,
    words: DialogWords,
) -> Reply<WaitingView> {
    let paths = windows::choose_pictures(&window, words).await;
    let (app, progress) = (window.app_handle().clone(), Arc::clone(&progress));
    run(&program, move |program| api::files_choose(program, &paths, &progress, || events::reading_changed(&app))).await
}

#[command]
pub(crate) async fn reading(progress: State<'_, Arc<Progress>>) -> Reply<ReadingView> {
    Ok(progress.view())
}

#[command]
pub(crate) async fn reading_stop(progress: State<'_, Arc<Progress>>) -> Reply<()> {
    progress.stop();
    Ok(())
}

#[command]
pub(crate) async fn paste(
    app: AppHandle,
    program: Program<'_>,
    progress: State<'_, Arc<Progress>>,
) -> Reply<WaitingView> {
    let progress = Arc::clone(&progress);
    run(&program, move |program| clipboard::paste(&app, program, &progress)).await
}

#[command]
pub(crate) async fn screen_whole(program: Program<'_>, aside: State<'_, Aside>) -> Reply<WaitingView> {
    screen::whole(&aside, &program).await
}

#[command]
pub(crate) async fn screen_region(
    app: AppHandle,
    program: Program<'_>,
    aside: State<'_, Aside>,
    overlays: State<'_, Arc<Overlays>>,
) -> Reply<WaitingView> {
    screen::region(&app, &aside, &program, &overlays).await
}

#[command]
pub(crate) async fn cameras() -> Reply<Vec<CameraView>> {
    result(spawn_blocking(camera::list)).await
}

#[command]
pub(crate) async fn camera_open(
    program: Program<'_>,
    cameras: State<'_, Arc<Cameras>>,
    camera: Option<CameraKey>,
    frames: Channel<InvokeResponseBody>,
) -> Reply<CameraView> {
    let (program, cameras) = (Arc::clone(&program), Arc::clone(&cameras));
    result(spawn_blocking(move || cameras.open(&program, camera, frames))).await
}

#[command]
pub(crate) async fn camera_seen(cameras: State<'_, Arc<Cameras>>) -> Reply<()> {
    cameras.seen();
    Ok(())
}

#[command]
pub(crate) async fn camera_close(cameras: State<'_, Arc<Cameras>>) -> Reply<()> {
    cameras.close();
    Ok(())
}
