use lingpai_api::contract::ClockView;
use lingpai_api::{self as api, Reply};
use tauri::command;

use super::run::{Program, run};

#[command]
pub(crate) async fn clock_view(program: Program<'_>) -> Reply<ClockView> {
    run(&program, |program| Ok(api::clock_view(program))).await
}

#[command]
pub(crate) async fn clock_check(program: Program<'_>) -> Reply<ClockView> {
    run(&program, |program| Ok(api::clock_check(program))).await
}

#[command]
pub(crate) async fn clock_agree(program: Program<'_>, correct: bool) -> Reply<ClockView> {
    run(&program, move |program| Ok(api::clock_agree(program, correct))).await
}

#[command]
pub(crate) async fn clock_allow_older(program: Program<'_>) -> Reply<ClockView> {
    run(&program, api::clock_allow_older).await
}

#[command]
pub(crate) async fn clock_set(program: Program<'_>, on: bool, servers: Vec<String>) -> Reply<ClockView> {
    run(&program, move |program| api::clock_set(program, on, &servers)).await
}
