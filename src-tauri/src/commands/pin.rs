use lingpai_api::contract::{PadPurpose, PadView, PinOutcome};
use lingpai_api::{self as api, Reply};
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;
use crate::events;

#[command]
pub(crate) async fn pin_open(program: Program<'_>, purpose: Typed<PadPurpose>) -> Reply<PadView> {
    let Typed(purpose) = purpose;
    run(&program, move |program| api::pin_open(program, &purpose)).await
}

#[command]
pub(crate) async fn pin_digit(program: Program<'_>, digit: u8) -> Reply<PadView> {
    run(&program, move |program| api::pin_digit(program, digit)).await
}

#[command]
pub(crate) async fn pin_backspace(program: Program<'_>) -> Reply<PadView> {
    run(&program, api::pin_backspace).await
}

#[command]
pub(crate) async fn pin_submit(program: Program<'_>, window: WebviewWindow) -> Reply<PinOutcome> {
    let outcome = run(&program, api::pin_submit).await?;
    // Whatever the result, tries and bindings have changed.
    events::accounts_changed_by(&window);
    Ok(outcome)
}

#[command]
pub(crate) async fn pin_cancel(program: Program<'_>) -> Reply<PadView> {
    run(&program, api::pin_cancel).await
}
