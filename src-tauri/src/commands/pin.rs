use lingpai_app::Lingpai;
use lingpai_ipc::{PadPurpose, PadView, PinOutcome};
use tauri::{State, WebviewWindow, command};

use super::{Reply, off};
use crate::{Shell, views, window};

#[command]
pub(crate) async fn pin_open(shell: State<'_, Shell>, purpose: PadPurpose) -> Reply<PadView> {
    if let PadPurpose::KitReset { account, kit } = purpose {
        let account = views::account_id(&account)?;
        // EXPOSE: the account's key is opened with it.
        return off(shell, move |lingpai| lingpai.open_pad_with_kit(account, kit.expose())).await.map(views::pad);
    }
    let purpose = views::purpose(&purpose)?;
    off(shell, move |lingpai| lingpai.open_pad(purpose)).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_digit(shell: State<'_, Shell>, digit: u8) -> Reply<PadView> {
    off(shell, move |lingpai| lingpai.type_digit(digit)).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_backspace(shell: State<'_, Shell>) -> Reply<PadView> {
    off(shell, Lingpai::take_back).await.map(views::pad)
}

#[command]
pub(crate) async fn pin_submit(shell: State<'_, Shell>, window: WebviewWindow) -> Reply<PinOutcome> {
    let (outcome, now) = off(shell, |lingpai| Ok((lingpai.submit_pin()?, lingpai.now()))).await?;
    // Whatever came of it, tries and bindings stand differently than before.
    window::accounts_changed(&window);
    views::outcome(outcome, now)
}

#[command]
pub(crate) async fn pin_cancel(shell: State<'_, Shell>) -> Reply<PadView> {
    off(shell, Lingpai::close_pad).await.map(|()| views::pad(0))
}
