use std::path::PathBuf;

use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use rfd::AsyncFileDialog;

use crate::process::Visible;

/// Lets the user choose pictures, or documents with pictures, in the system's own dialog. Gives an empty list if the
/// user cancels.
///
/// Call it on the main thread, because macOS makes dialogs only there. The future may be awaited anywhere.
pub fn choose_pictures<W: HasWindowHandle + HasDisplayHandle>(
    parent: &W,
    title: &str,
    filter: &str,
) -> impl Future<Output = Vec<PathBuf>> + Send + use<W> {
    let visible = Visible::begin();
    let chosen = AsyncFileDialog::new()
        .set_parent(parent)
        .set_title(title)
        .add_filter(filter, &["png", "jpg", "jpeg", "webp", "gif", "bmp", "pdf", "eml"])
        .pick_files();
    async move { shown(chosen, visible).await.unwrap_or_default().into_iter().map(|file| file.path().to_owned()).collect() }
}

/// Lets the user choose a folder. `None` if the user cancels. For threads, see [`choose_pictures`].
pub fn choose_folder<W: HasWindowHandle + HasDisplayHandle>(
    parent: &W,
    title: &str,
) -> impl Future<Output = Option<PathBuf>> + Send + use<W> {
    let visible = Visible::begin();
    let chosen = AsyncFileDialog::new().set_parent(parent).set_title(title).pick_folder();
    async move { shown(chosen, visible).await.map(|folder| folder.path().to_owned()) }
}

/// Lets the user choose where a file is saved. `None` if the user cancels. For threads, see [`choose_pictures`].
pub fn choose_new_file<W: HasWindowHandle + HasDisplayHandle>(
    parent: &W,
    title: &str,
    filter: &str,
    name: &str,
    extension: &str,
) -> impl Future<Output = Option<PathBuf>> + Send + use<W> {
    let visible = Visible::begin();
    let chosen = AsyncFileDialog::new()
        .set_parent(parent)
        .set_title(title)
        .add_filter(filter, &[extension])
        .set_file_name(name)
        .save_file();
    async move { shown(chosen, visible).await.map(|file| file.path().to_owned()) }
}

/// Lets the user choose a vault file. `None` if the user cancels. For threads, see [`choose_pictures`].
pub fn choose_vault_file<W: HasWindowHandle + HasDisplayHandle>(
    parent: &W,
    title: &str,
    filter: &str,
) -> impl Future<Output = Option<PathBuf>> + Send + use<W> {
    let visible = Visible::begin();
    let chosen =
        AsyncFileDialog::new().set_parent(parent).set_title(title).add_filter(filter, &["lingpai"]).pick_file();
    async move { shown(chosen, visible).await.map(|file| file.path().to_owned()) }
}

/// Waits for a dialog, and hides the program again after that.
async fn shown<T>(dialog: impl Future<Output = T>, visible: Visible) -> T {
    let chosen = dialog.await;
    drop(visible);
    chosen
}
