//! Dialogs of the system over a window. If the user cancels, they give `None` or an empty list.

use std::path::PathBuf;

use lingpai_api::contract::DialogWords;
use tauri::WebviewWindow;
use tokio::sync::oneshot;

/// The texts of a dialog that asks the user.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
}

/// Lets the user choose pictures, or documents with pictures in them.
pub(crate) async fn choose_pictures(window: &WebviewWindow, words: DialogWords) -> Vec<PathBuf> {
    let chosen = dialog(window, move |parent| {
        let chosen = lingpai_platform::choose_pictures(parent, &words.title, &words.files);
        async { Some(chosen.await) }
    });
    chosen.await.unwrap_or_default()
}

/// Lets the user choose a folder.
pub(crate) async fn choose_folder(window: &WebviewWindow, words: DialogWords) -> Option<PathBuf> {
    dialog(window, move |parent| lingpai_platform::choose_folder(parent, &words.title)).await
}

/// Lets the user choose a vault file.
pub(crate) async fn choose_vault_file(window: &WebviewWindow, words: DialogWords) -> Option<PathBuf> {
    dialog(window, move |parent| lingpai_platform::choose_vault_file(parent, &words.title, &words.files)).await
}

/// Lets the user choose where a file is saved. The dialog suggests `name`.
pub(crate) async fn choose_new_file(
    window: &WebviewWindow,
    words: DialogWords,
    name: &'static str,
    extension: &'static str,
) -> Option<PathBuf> {
    dialog(window, move |parent| lingpai_platform::choose_new_file(parent, &words.title, &words.files, name, extension))
        .await
}

/// Asks the user. `true` only if the user agrees.
pub(super) async fn ask(window: &WebviewWindow, Words { title, text, yes, no }: Words) -> bool {
    let answer = dialog(window, move |parent| {
        let agreed = lingpai_platform::ask(parent, title, text, yes, no);
        async { Some(agreed.await) }
    });
    answer.await.unwrap_or(false)
}

async fn dialog<T: Send + 'static, F>(
    window: &WebviewWindow,
    open: impl FnOnce(&WebviewWindow) -> F + Send + 'static,
) -> Option<T>
where
    F: Future<Output = Option<T>> + Send + 'static,
{
    let (opened, dialog) = oneshot::channel();
    let parent = window.clone();
    // macOS makes dialogs only on the main thread.
    let asked = window.run_on_main_thread(move || {
        // The receiver is closed if the command's page is gone. Then nobody waits for the dialog.
        opened.send(open(&parent)).ok();
    });
    asked.ok()?;
    dialog.await.ok()?.await
}
