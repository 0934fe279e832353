//! The browser that the page is tested in: Chromium, or a browser that is made of it.

use std::path::PathBuf;

use crate::shell;

/// Names on the search path.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"];

/// Where macOS and Windows have one. Windows has Edge from the start, whose engine WebView2 is.
const PLACES: [&str; 4] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// Finds the first one that is there.
pub(crate) fn find() -> Option<PathBuf> {
    let installed = PLACES.into_iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.into_iter().find_map(shell::find).or(installed)
}
