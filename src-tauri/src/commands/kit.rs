use lingpai_api::contract::{KitSheet, KitTestView, TypedSecret, VaultView};
use lingpai_api::{self as api, Reply, internal};
use tauri::{WebviewWindow, command};

use super::confirmed::confirmed;
use super::run::{Program, run};
use super::typed::Typed;
use crate::windows::Question;

#[command]
pub(crate) async fn kit_make(program: Program<'_>, window: WebviewWindow) -> Reply<KitSheet> {
    let warrant = confirmed(&program, &window, Question::Kit).await?;
    run(&program, move |program| api::kit_make(program, warrant)).await
}

#[command]
pub(crate) async fn kit_confirm(program: Program<'_>, typed: Typed<TypedSecret>) -> Reply<VaultView> {
    let Typed(typed) = typed;
    run(&program, move |program| api::kit_confirm(program, &typed)).await
}

#[command]
pub(crate) async fn kit_cancel(program: Program<'_>) -> Reply<()> {
    run(&program, api::kit_cancel).await
}

#[command]
pub(crate) async fn kit_print(window: WebviewWindow) -> Reply<()> {
    window.print().map_err(|_| internal())
}

#[command]
pub(crate) async fn kit_test(program: Program<'_>, kit: Typed<TypedSecret>) -> Reply<KitTestView> {
    let Typed(kit) = kit;
    run(&program, move |program| api::kit_test(program, &kit)).await
}
