use lingpai_api::contract::{AccountKey, PadPurpose, PadView, PinOutcome};
use lingpai_api::{self as api, Lingpai, PadWindow, Reply};
use tauri::async_runtime::block_on;
use tauri::{WebviewWindow, command};

use super::run::{Program, run};
use super::typed::Typed;
use crate::windows::Question;
use crate::{events, windows};

#[command]
pub(crate) async fn pin_open(program: Program<'_>, purpose: Typed<PadPurpose>) -> Reply<PadView> {
    let Typed(purpose) = purpose;
    run(&program, move |program| api::pin_open(program, &purpose)).await
}

#[command]
pub(crate) async fn strip_pin(program: Program<'_>, account: AccountKey) -> Reply<PadView> {
    run(&program, move |program| api::strip_pin(program, &account)).await
}

#[command]
pub(crate) async fn pin_digit(program: Program<'_>, window: WebviewWindow, digit: u8) -> Reply<PadView> {
    let pad = pad_of(&window);
    run(&program, move |program| api::pin_digit(program, pad, digit)).await
}

#[command]
pub(crate) async fn pin_backspace(program: Program<'_>, window: WebviewWindow) -> Reply<PadView> {
    let pad = pad_of(&window);
    run(&program, move |program| api::pin_backspace(program, pad)).await
}

#[command]
pub(crate) async fn pin_submit(program: Program<'_>, window: WebviewWindow) -> Reply<PinOutcome> {
    let (pad, over) = (pad_of(&window), window.clone());
    let submit = move |program: &Lingpai| {
        // This thread waits for the user. The session is free meanwhile.
        let asks = || block_on(windows::confirm(&over, &api::preferences(program), Question::HandOut)).is_ok();
        api::pin_submit(program, pad, asks)
    };
    let outcome = run(&program, submit).await?;
    // Whatever the result, tries and bindings have changed.
    events::accounts_changed_by(&window);
    Ok(outcome)
}

#[command]
pub(crate) async fn pin_cancel(program: Program<'_>, window: WebviewWindow) -> Reply<PadView> {
    let pad = pad_of(&window);
    run(&program, move |program| api::pin_cancel(program, pad)).await
}

/// Gives the pad on which a window may type.
fn pad_of(window: &WebviewWindow) -> PadWindow {
    if window.label() == windows::strip::LABEL { PadWindow::Strip } else { PadWindow::Main }
}
