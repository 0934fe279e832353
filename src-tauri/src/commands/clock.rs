use lingpai_ipc::ClockView;
use tauri::{State, command};

use super::{Reply, off, quietly};
use crate::{Shell, clock_views};

#[command]
pub(crate) async fn clock_view(shell: State<'_, Shell>) -> Reply<ClockView> {
    quietly(shell, |lingpai| Ok(lingpai.clock())).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_check(shell: State<'_, Shell>) -> Reply<ClockView> {
    off(shell, |lingpai| Ok(lingpai.check_clock())).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_agree(shell: State<'_, Shell>, correct: bool) -> Reply<ClockView> {
    off(shell, move |lingpai| Ok(lingpai.agree_clock(correct))).await.map(clock_views::clock)
}

#[command]
pub(crate) async fn clock_set(shell: State<'_, Shell>, on: bool, servers: Vec<String>) -> Reply<ClockView> {
    off(shell, move |lingpai| lingpai.set_clock(on, &servers)).await.map(clock_views::clock)
}
