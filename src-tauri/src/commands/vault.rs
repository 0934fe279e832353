use lingpai_api::contract::{ProofInput, TypedSecret, VaultView, WayKind};
use lingpai_api::{self as api, Reply};
use tauri::command;

use super::run::{Program, run};
use super::typed::Typed;

#[command]
pub(crate) async fn vault_view(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::vault_view).await
}

#[command]
pub(crate) async fn vault_accept_older(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::vault_accept_older).await
}

#[command]
pub(crate) async fn passphrase_set(
    program: Program<'_>,
    proof: Typed<ProofInput>,
    passphrase: Typed<TypedSecret>,
) -> Reply<VaultView> {
    let (Typed(proof), Typed(passphrase)) = (proof, passphrase);
    run(&program, move |program| api::passphrase_set(program, &proof, &passphrase)).await
}

#[command]
pub(crate) async fn way_remove(
    program: Program<'_>,
    proof: Typed<ProofInput>,
    way: Typed<WayKind>,
) -> Reply<VaultView> {
    let (Typed(proof), Typed(way)) = (proof, way);
    run(&program, move |program| api::way_remove(program, &proof, way)).await
}

#[command]
pub(crate) async fn older_remove(program: Program<'_>) -> Reply<VaultView> {
    run(&program, api::older_remove).await
}

#[command]
pub(crate) async fn erase_at_ten(program: Program<'_>, on: bool) -> Reply<VaultView> {
    run(&program, move |program| api::erase_at_ten(program, on)).await
}
