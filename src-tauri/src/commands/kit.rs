use lingpai_api::contract::{KitSheet, KitTestView, ProofInput, TypedSecret, VaultView};
use lingpai_api::{self as api, Reply, internal};
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;

#[command]
pub(crate) async fn kit_make(program: Program<'_>, proof: Typed<ProofInput>) -> Reply<KitSheet> {
    let Typed(proof) = proof;
    run(&program, move |program| api::kit_make(program, &proof)).await
}

#[command]
pub(crate) async fn kit_confirm(
    program: Program<'_>,
    proof: Typed<ProofInput>,
    typed: Typed<TypedSecret>,
) -> Reply<VaultView> {
    let (Typed(proof), Typed(typed)) = (proof, typed);
    run(&program, move |program| api::kit_confirm(program, &proof, &typed)).await
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
