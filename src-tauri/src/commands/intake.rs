use lingpai_app::{Lingpai, Source};
use lingpai_ipc::{
    AreaInput, Bound, BoundMany, CameraKey, CameraView, DialogWords, Intake, ReadingView, TypedAccount,
    TypedPreview, TypedSecret,
};
use tauri::ipc::{Channel, InvokeResponseBody, Response};
use tauri::{AppHandle, Manager, State, WebviewWindow, command};

use super::{Reply, off};
use crate::{Shell, clock_views, faults, screen, sources, views, window};

#[command]
pub(crate) async fn files_choose(shell: State<'_, Shell>, window: WebviewWindow, words: DialogWords) -> Reply<Intake> {
    let paths = sources::choose(&window, words).await;
    if paths.is_empty() {
        return off(shell, Lingpai::waiting).await.map(views::intake);
    }
    let app = window.app_handle().clone();
    off(shell, move |_| sources::read_files(&app, &paths)).await.map(views::intake)
}

#[command]
pub(crate) async fn reading(shell: State<'_, Shell>) -> Reply<ReadingView> {
    Ok(shell.reading.view())
}

#[command]
pub(crate) async fn reading_stop(shell: State<'_, Shell>) -> Reply<()> {
    shell.reading.stop();
    Ok(())
}

#[command]
pub(crate) async fn paste(app: AppHandle) -> Reply<Intake> {
    let pasted = tauri::async_runtime::spawn_blocking(move || sources::paste(&app)).await;
    pasted.map_err(|_| faults::internal())?.map(views::intake)
}

#[command]
pub(crate) async fn text_take(shell: State<'_, Shell>, text: TypedSecret) -> Reply<Intake> {
    // EXPOSE: the user typed it to be read.
    off(shell, move |lingpai| lingpai.take(lingpai.intake()?, vec![Source::text(text.expose())]))
        .await
        .map(views::intake)
}

#[command]
pub(crate) async fn typed_preview(shell: State<'_, Shell>, typed: TypedAccount) -> Reply<TypedPreview> {
    // EXPOSE: codes are made from it, to be compared with the issuer's.
    let preview = move |lingpai: &Lingpai| Ok(lingpai.typed_preview(clock_views::typed(&typed), typed.secret.expose()));
    off(shell, preview).await.map(clock_views::preview)
}

#[command]
pub(crate) async fn typed_take(shell: State<'_, Shell>, typed: TypedAccount) -> Reply<Intake> {
    // EXPOSE: it waits in the program for the user's agreement.
    off(shell, move |lingpai| lingpai.take_typed(clock_views::typed(&typed), typed.secret.expose()))
        .await
        .map(views::intake)
}

#[command]
pub(crate) async fn screen_whole(app: AppHandle) -> Reply<Intake> {
    screen::whole(&app).await.map(views::intake)
}

#[command]
pub(crate) async fn screen_region(app: AppHandle) -> Reply<Intake> {
    screen::region(&app).await.map(views::intake)
}

#[command]
pub(crate) async fn overlay_picture(window: WebviewWindow) -> Reply<Response> {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    let picture = tauri::async_runtime::spawn_blocking(move || screen::picture_under(&app, &label)).await;
    picture.map_err(|_| faults::internal())?.map(Response::new)
}

#[command]
pub(crate) async fn overlay_choose(window: WebviewWindow, area: AreaInput) -> Reply<()> {
    screen::chosen(window.app_handle(), window.label(), Some(area));
    Ok(())
}

#[command]
pub(crate) async fn overlay_cancel(window: WebviewWindow) -> Reply<()> {
    screen::chosen(window.app_handle(), window.label(), None);
    Ok(())
}

#[command]
pub(crate) async fn cameras(app: AppHandle) -> Reply<Vec<CameraView>> {
    let list = move || app.state::<Shell>().cameras.list();
    tauri::async_runtime::spawn_blocking(list).await.map_err(|_| faults::internal())?
}

#[command]
pub(crate) async fn camera_open(
    app: AppHandle,
    camera: Option<CameraKey>,
    frames: Channel<InvokeResponseBody>,
) -> Reply<CameraView> {
    let open = move || {
        let shell = app.state::<Shell>();
        shell.cameras.open(&shell.lingpai, camera, frames)
    };
    tauri::async_runtime::spawn_blocking(open).await.map_err(|_| faults::internal())?
}

#[command]
pub(crate) async fn camera_seen(shell: State<'_, Shell>) -> Reply<()> {
    shell.cameras.seen();
    Ok(())
}

#[command]
pub(crate) async fn camera_close(shell: State<'_, Shell>) -> Reply<()> {
    shell.cameras.close();
    Ok(())
}

#[command]
pub(crate) async fn found_open(shell: State<'_, Shell>, index: u32) -> Reply<Intake> {
    off(shell, move |lingpai| lingpai.open_found(place(index))).await.map(views::intake)
}

#[command]
pub(crate) async fn found_bind(shell: State<'_, Shell>, window: WebviewWindow, indices: Vec<u32>) -> Reply<BoundMany> {
    let indices: Vec<usize> = indices.into_iter().map(place).collect();
    let bound = off(shell, move |lingpai| lingpai.bind_found(&indices)).await?;
    window::accounts_changed(&window);
    Ok(views::bound_many(bound))
}

/// A place in a list; one that no machine could have is none that is there.
fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

#[command]
pub(crate) async fn intake(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::waiting).await.map(views::intake)
}

#[command]
pub(crate) async fn intake_dismiss(shell: State<'_, Shell>) -> Reply<Intake> {
    off(shell, Lingpai::dismiss).await.map(views::intake)
}

#[command]
pub(crate) async fn bind_plain(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Bound> {
    let bound = off(shell, Lingpai::bind_plain).await?;
    window::accounts_changed(&window);
    Ok(views::bound(bound))
}

#[command]
pub(crate) async fn bind_further(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Bound> {
    let bound = off(shell, Lingpai::bind_further).await?;
    window::accounts_changed(&window);
    Ok(views::bound(bound))
}

#[command]
pub(crate) async fn bind_transfer(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<Bound> {
    let bound = off(shell, Lingpai::bind_transfer).await?;
    window::accounts_changed(&window);
    Ok(views::bound(bound))
}
