//! Pages from a folder in the place of the embedded ones, so that a changed page needs no new program. No package has this.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::{fs, iter};

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{App, Assets, Context, Wry};

/// Gives `context` the pages of a folder, if there is one.
pub(crate) fn replace(mut context: Context<Wry>, folder: Option<PathBuf>) -> Context<Wry> {
    if let Some(folder) = folder {
        context.set_assets(Box::new(Pages(folder)));
    }
    context
}

/// The folder that the page was built into.
struct Pages(PathBuf);

impl Pages {
    /// Gives a file of the folder. `None` if there is none, and for a path that leads out of it.
    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let path = Path::new(key.trim_start_matches('/'));
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| fs::read(self.0.join(path)).ok()).flatten()
    }
}

impl Assets<Wry> for Pages {
    fn setup(&self, _: &App) {}

    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        self.read(key.as_ref()).map(Cow::Owned)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(iter::empty())
    }

    /// The pages hold no script of their own that the policy would have to name.
    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(iter::empty())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Pages;

    #[test]
    fn only_files_of_the_folder_are_given() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("secret"), "outside").expect("a file");
        let dist = folder.path().join("dist");
        fs::create_dir_all(dist.join("assets")).expect("a folder");
        fs::write(dist.join("assets/main.js"), "page").expect("a file");
        let pages = Pages(dist);
        assert_eq!(pages.read("/assets/main.js").as_deref(), Some(b"page".as_slice()));
        for key in ["/../secret", "/assets/../../secret", "/missing", "/assets", ""] {
            assert_eq!(pages.read(key), None, "{key}");
        }
    }
}
