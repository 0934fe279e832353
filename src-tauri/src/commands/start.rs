use lingpai_api::contract::{PassphraseStrength, ProofInput, Start, TypedSecret};
use lingpai_api::{self as api, Reply, internal};
use tauri::async_runtime::spawn_blocking;
use tauri::{State, WebviewWindow, command};

use super::run::{Program, result, run};
use super::typed::Typed;
use crate::events;
use crate::opening::Opening;
use crate::windows::{self, Question};

#[command]
pub(crate) async fn start(program: Program<'_>, opening: State<'_, Opening>, window: WebviewWindow) -> Reply<Start> {
    let started = match opening.take() {
        Some(opening) => {
            let started = result(opening).await;
            // This comes after the start, because asking time servers would slow the start down.
            api::start_threads(&program).map_err(|_| internal())?;
            started?
        }
        None => run(&program, api::start).await?,
    };
    events::session_changed_by(&window);
    Ok(started)
}

#[command]
pub(crate) async fn passphrase_strength(passphrase: Typed<TypedSecret>) -> Reply<PassphraseStrength> {
    let Typed(passphrase) = passphrase;
    result(spawn_blocking(move || Ok(api::passphrase_strength(&passphrase)))).await
}

#[command]
pub(crate) async fn keystore_give_up(program: Program<'_>) -> Reply<()> {
    api::keystore_give_up(&program);
    Ok(())
}

#[command]
pub(crate) async fn vault_create(
    program: Program<'_>,
    window: WebviewWindow,
    passphrase: Typed<TypedSecret>,
) -> Reply<Start> {
    let Typed(passphrase) = passphrase;
    let started = run(&program, move |program| api::vault_create(program, &passphrase)).await?;
    events::session_changed_by(&window);
    Ok(started)
}

#[command]
pub(crate) async fn vault_unlock(
    program: Program<'_>,
    window: WebviewWindow,
    proof: Typed<ProofInput>,
    renew: Typed<bool>,
) -> Reply<Start> {
    let (Typed(proof), Typed(renew)) = (proof, renew);
    let started = run(&program, move |program| api::vault_unlock(program, &proof, renew)).await?;
    events::session_changed_by(&window);
    Ok(started)
}

#[command]
pub(crate) async fn vault_lock(program: Program<'_>) -> Reply<Start> {
    // The watcher tells the windows.
    run(&program, api::vault_lock).await
}

#[command]
pub(crate) async fn vault_begin_anew(program: Program<'_>, window: WebviewWindow) -> Reply<Start> {
    let started = run(&program, api::vault_begin_anew).await?;
    events::session_changed_by(&window);
    Ok(started)
}

#[command]
pub(crate) async fn restore(program: Program<'_>, window: WebviewWindow, proof: Typed<ProofInput>) -> Reply<Start> {
    let Typed(proof) = proof;
    let (warrant, proof) = run(&program, move |program| Ok((api::warrant_of_restore(program, &proof)?, proof))).await?;
    if let Err(declined) = windows::confirm(&window, &api::preferences(&program), Question::Restore).await {
        run(&program, move |program| {
            if let Some(warrant) = warrant {
                api::give_back(program, warrant);
            }
            Ok(())
        })
        .await?;
        return Err(declined);
    }
    let started = run(&program, move |program| api::restore(program, warrant, &proof)).await?;
    events::session_changed_by(&window);
    Ok(started)
}
