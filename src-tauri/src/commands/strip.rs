use std::sync::Arc;

use lingpai_api::contract::{AccountKey, Side, StripView};
use lingpai_api::{self as api, Reply, internal};
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};

use super::run::{Program, result, run};
use crate::windows::{self, Strip};

#[command]
pub(crate) async fn show_strip(app: AppHandle, strip: State<'_, Arc<Strip>>, on: bool) -> Reply<()> {
    let strip = Arc::clone(&strip);
    let change = move || if on { strip.show(&app) } else { strip.hide(&app).map(drop) };
    result(spawn_blocking(move || change().map_err(|_| internal()))).await
}

#[command]
pub(crate) async fn strip_view(program: Program<'_>, strip: State<'_, Arc<Strip>>) -> Reply<StripView> {
    let chosen = strip.chosen();
    run(&program, move |program| api::strip_view(program, chosen.as_ref())).await
}

#[command]
pub(crate) async fn strip_choose(
    program: Program<'_>,
    strip: State<'_, Arc<Strip>>,
    account: AccountKey,
) -> Reply<StripView> {
    let wanted = account.clone();
    let view = run(&program, move |program| api::strip_choose(program, &wanted)).await?;
    strip.choose(account);
    Ok(view)
}

#[command]
pub(crate) async fn strip_hide(app: AppHandle, strip: State<'_, Arc<Strip>>) -> Reply<()> {
    let strip = Arc::clone(&strip);
    result(spawn_blocking(move || strip.hide(&app).map(drop).map_err(|_| internal()))).await
}

#[command]
pub(crate) async fn strip_move(app: AppHandle, strip: State<'_, Arc<Strip>>, side: Side) -> Reply<()> {
    let strip = Arc::clone(&strip);
    result(spawn_blocking(move || strip.step_to(&app, side).map_err(|_| internal()))).await
}

#[command]
pub(crate) async fn strip_main(app: AppHandle) -> Reply<()> {
    windows::main::show(&app);
    Ok(())
}
