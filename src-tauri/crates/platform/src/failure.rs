use std::path::Path;
use std::{fs, io};

/// Writes the text to the file of the last failure, in the place of an earlier one.
///
/// # Errors
///
/// The disk refuses it.
pub fn note_failure(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}

/// Shows a failure in the system's own dialog, and waits until it is closed. It needs no window. GTK's dialog needs GTK's main thread,
/// so on Linux it is the shell's.
#[cfg(not(target_os = "linux"))]
pub fn alert(title: &str, text: &str) {
    use rfd::{MessageDialog, MessageLevel};

    MessageDialog::new().set_level(MessageLevel::Error).set_title(title).set_description(text).show();
}
