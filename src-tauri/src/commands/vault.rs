use lingpai_api::contract::{GraveKind, GraveProof, TypedSecret, VaultView, WayKind};
use lingpai_api::{self as api, Reply};
use tauri::{WebviewWindow, command};

use super::confirmed::confirmed;
use super::run::{Program, run};
use super::typed::Typed;
use crate::windows::Question;

#[command]
pub(crate) async fn vault_view(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::vault_view).await
}

#[command]
pub(crate) async fn vault_accept_older(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::vault_accept_older).await
}

#[command]
pub(crate) async fn grave_prove(program: Program<'_>, grave: Typed<GraveKind>, proof: Typed<GraveProof>) -> Reply<()> {
    let (Typed(grave), Typed(proof)) = (grave, proof);
    run(&program, move |program| api::grave_prove(program, grave, &proof)).await
}

#[command]
pub(crate) async fn grave_ask(program: Program<'_>, grave: GraveKind) -> Reply<VaultView> {
    run(&program, move |program| api::grave_ask(program, grave)).await
}

#[command]
pub(crate) async fn grave_take_back(program: Program<'_>, grave: GraveKind) -> Reply<VaultView> {
    run(&program, move |program| api::grave_take_back(program, grave)).await
}

#[command]
pub(crate) async fn passphrase_set(program: Program<'_>, passphrase: Typed<TypedSecret>) -> Reply<VaultView> {
    let Typed(passphrase) = passphrase;
    run(&program, move |program| api::passphrase_set(program, &passphrase)).await
}

#[command]
pub(crate) async fn way_remove(program: Program<'_>, way: WayKind) -> Reply<VaultView> {
    run(&program, move |program| api::way_remove(program, way)).await
}

#[command]
pub(crate) async fn older_remove(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::older_remove).await
}

#[command]
pub(crate) async fn erase_at_ten(program: Program<'_>, window: WebviewWindow, on: bool) -> Reply<VaultView> {
    let warrant =
        if on { confirmed(&program, &window, Question::Erase).await? } else { run(&program, api::warrant).await? };
    run(&program, move |program| api::erase_at_ten(program, warrant, on)).await
}
