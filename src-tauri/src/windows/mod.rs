//! The program's windows, with a file for each kind.

mod aside;
mod confirm;
mod dialog;
mod guard;
pub(crate) mod main;
pub(crate) mod on_screen;
pub(crate) mod overlay;
mod page;
mod private;
pub(crate) mod renew;
mod seen;
pub(crate) mod strip;
mod strip_place;
mod strip_step;

pub(crate) use aside::Aside;
pub(crate) use confirm::{Question, confirm};
pub(crate) use dialog::{choose_folder, choose_new_file, choose_pictures, choose_vault_file};
pub(crate) use private::Private;
pub(crate) use seen::Seen;
pub(crate) use strip::Strip;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// The places that give a window the focus. In each the user has just asked for that window: by the tray, a second start, a
    /// key or the strip; for a picture of the screen; for an overlay to draw on.
    const MAY: [&str; 3] = ["windows/aside.rs", "windows/main.rs", "windows/overlay.rs"];

    #[test]
    fn a_window_takes_the_focus_only_where_the_user_asks_for_it() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found: Vec<String> = Vec::new();
        let mut folders = vec![sources.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the sources") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if fs::read_to_string(&path).expect("a source").contains(concat!(".set_", "focus()")) {
                    let name = path.strip_prefix(&sources).expect("below the sources");
                    found.push(name.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        assert_eq!(found, MAY);
    }
}
