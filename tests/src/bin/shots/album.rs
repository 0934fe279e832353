use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use image::imageops::{FilterType, overlay, thumbnail};
use image::{Rgb, RgbImage};
use lingpai_tests::{Language, Look, Visitor, Window};

/// The sizes of the pictures of every page: the usual size and the smallest.
const SIZES: [(u32, u32); 2] = [(420, 680), (360, 480)];

/// The folder of the pictures, and the pictures that were taken.
pub(crate) struct Album {
    folder: PathBuf,
    taken: Vec<PathBuf>,
    /// Part of the names of the next pictures.
    language: Language,
    look: Look,
}

impl Album {
    /// Makes an album with an empty folder in the target folder.
    pub(crate) fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the work tree");
        let folder = root.join("target/screenshots");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        Ok(Self { folder, taken: Vec::new(), language: Language::En, look: Look::Light })
    }

    /// Takes every page in one language and look.
    pub(crate) fn take_all(&mut self, language: Language, look: Look) -> Result<()> {
        (self.language, self.look) = (language, look);
        lingpai_tests::walk(self, language, look)
    }

    /// Gives the path of a picture.
    fn page(&self, stop: &str, width: u32, height: u32) -> PathBuf {
        let Self { folder, language, look, .. } = self;
        folder.join(format!("{stop}-{language:?}-{look:?}-{width}x{height}.png").to_lowercase())
    }

    pub(crate) fn len(&self) -> usize {
        self.taken.len()
    }

    /// Gives the `.github` folder of the work tree, which has the picture of the README.
    pub(crate) fn readme(&self) -> PathBuf {
        let root = self.folder.ancestors().nth(2).expect("two folders below the root");
        root.join(".github/screenshot.png")
    }

    /// Makes one picture of all pictures, with a row for each page and size.
    pub(crate) fn sheet(&mut self) -> Result<()> {
        const ACROSS: u32 = 6;
        const CELL: (u32, u32) = (220, 350);
        let mut pictures = self.taken.clone();
        // The order is page, size, language and look, so that pictures that should look alike are side by side.
        pictures.sort_by_key(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut words: Vec<String> = name.split('-').map(str::to_owned).collect();
            if let Some(size) = words.pop() {
                words.insert(1, size);
            }
            words
        });
        let down = u32::try_from(pictures.len())?.div_ceil(ACROSS);
        let mut sheet = RgbImage::from_pixel(ACROSS * CELL.0, down * CELL.1, Rgb([128, 128, 128]));
        for (place, path) in (0..).zip(&pictures) {
            let picture = image::open(path).with_context(|| format!("cannot read `{}`", path.display()))?.into_rgb8();
            let (width, height) = picture.dimensions();
            let small = if width <= 420 {
                image::imageops::resize(&picture, width / 2, height / 2, FilterType::Triangle)
            } else {
                thumbnail(&picture, CELL.0, CELL.1)
            };
            overlay(&mut sheet, &small, (place % ACROSS * CELL.0).into(), (place / ACROSS * CELL.1).into());
        }
        let path = self.folder.join("contact-sheet.png");
        sheet.save(&path).with_context(|| format!("cannot write `{}`", path.display()))
    }
}

impl Visitor for Album {
    fn visit(&mut self, window: &Window<'_>, stop: &str, ready: &dyn Fn() -> Result<()>) -> Result<()> {
        for (width, height) in SIZES {
            window.resize(width, height)?;
            // By then everything is closed that the new size closes.
            window.painted()?;
            ready()?;
            let path = self.page(stop, width, height);
            window.shoot(&path)?;
            self.taken.push(path);
        }
        Ok(())
    }

    fn visit_strip(&mut self, window: &Window<'_>, face: &str) -> Result<()> {
        let strip = window.others()?.first().copied().context("there is no strip")?;
        let path = self.page(&format!("strip{face}"), 300, 84);
        window.shoot_other(&strip, &path)?;
        self.taken.push(path);
        Ok(())
    }
}
