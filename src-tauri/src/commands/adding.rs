use lingpai_api::contract::{Bound, BoundMany, TypedAccount, TypedPreview, TypedSecret, WaitingView};
use lingpai_api::{self as api, Reply};
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;
use crate::events;

#[command]
pub(crate) async fn text_take(program: Program<'_>, text: Typed<TypedSecret>) -> Reply<WaitingView> {
    let Typed(text) = text;
    run(&program, move |program| api::text_take(program, &text)).await
}

#[command]
pub(crate) async fn typed_preview(program: Program<'_>, typed: Typed<TypedAccount>) -> Reply<TypedPreview> {
    let Typed(typed) = typed;
    run(&program, move |program| Ok(api::typed_preview(program, &typed))).await
}

#[command]
pub(crate) async fn typed_take(program: Program<'_>, typed: Typed<TypedAccount>) -> Reply<WaitingView> {
    let Typed(typed) = typed;
    run(&program, move |program| api::typed_take(program, &typed)).await
}

#[command]
pub(crate) async fn found_open(program: Program<'_>, index: u32) -> Reply<WaitingView> {
    run(&program, move |program| api::found_open(program, index)).await
}

#[command]
pub(crate) async fn found_bind(program: Program<'_>, window: WebviewWindow, indices: Vec<u32>) -> Reply<BoundMany> {
    let bound = run(&program, move |program| api::found_bind(program, &indices)).await?;
    events::accounts_changed_by(&window);
    Ok(bound)
}

#[command]
pub(crate) async fn intake(program: Program<'_>) -> Reply<WaitingView> {
    run(&program, api::intake).await
}

#[command]
pub(crate) async fn intake_dismiss(program: Program<'_>) -> Reply<WaitingView> {
    run(&program, api::intake_dismiss).await
}

#[command]
pub(crate) async fn bind_plain(program: Program<'_>, window: WebviewWindow) -> Reply<Bound> {
    let bound = run(&program, api::bind_plain).await?;
    events::accounts_changed_by(&window);
    Ok(bound)
}

#[command]
pub(crate) async fn bind_further(program: Program<'_>, window: WebviewWindow) -> Reply<Bound> {
    let bound = run(&program, api::bind_further).await?;
    events::accounts_changed_by(&window);
    Ok(bound)
}

#[command]
pub(crate) async fn bind_transfer(program: Program<'_>, window: WebviewWindow) -> Reply<Bound> {
    let bound = run(&program, api::bind_transfer).await?;
    events::accounts_changed_by(&window);
    Ok(bound)
}
