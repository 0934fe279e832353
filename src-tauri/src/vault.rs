//! What the vault's page asks for, beside plain use cases: dialogs, the printer, the daily backup.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lingpai_app::{Lingpai, Typed};
use lingpai_ipc::{DialogWords, ProofInput};
use tauri::WebviewWindow;

use crate::window;

/// How often the daily backup is looked after: a machine that sleeps over midnight makes it soon after it wakes.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Has a copy made once a day, whether anything changed or not: a stick that was away is written when it is back.
pub(crate) fn back_up_daily(lingpai: &Arc<Lingpai>) {
    let lingpai = Arc::clone(lingpai);
    tauri::async_runtime::spawn(async move {
        let mut days = tokio::time::interval(DAY);
        // The first tick is now, and the start makes a copy by itself.
        days.tick().await;
        loop {
            days.tick().await;
            let lingpai = Arc::clone(&lingpai);
            // A locked vault is backed up when it is opened again.
            tauri::async_runtime::spawn_blocking(move || lingpai.back_up_now().ok()).await.ok();
        }
    });
}

/// What was typed, as the use cases take it.
pub(crate) fn typed(proof: &ProofInput) -> Typed<'_> {
    match proof {
        ProofInput::Keystore => Typed::Nothing,
        // EXPOSE: each proves a way into the vault, in this process alone.
        ProofInput::Passphrase { passphrase } => Typed::Passphrase(passphrase.expose()),
        ProofInput::Kit { kit } => Typed::Kit(kit.expose()),
    }
}

/// Lets the user choose a folder for backups.
pub(crate) async fn choose_folder(window: &WebviewWindow, words: DialogWords) -> Option<PathBuf> {
    window::dialog(window, move |parent| lingpai_platform::choose_folder(parent, &words.title)).await
}

/// Lets the user choose a vault file.
pub(crate) async fn choose_file(window: &WebviewWindow, words: DialogWords) -> Option<PathBuf> {
    window::dialog(window, move |parent| lingpai_platform::choose_vault_file(parent, &words.title, &words.files)).await
}
