use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use image::imageops::{FilterType, overlay, thumbnail};
use image::{Rgb, RgbImage};
use lingpai_tests::{Language, Look, Window};

/// The sizes every page is looked at in: the usual one and the smallest.
const SIZES: [(u32, u32); 2] = [(420, 680), (360, 480)];

/// The folder of the pictures, and which were taken.
pub(crate) struct Album {
    folder: PathBuf,
    taken: Vec<PathBuf>,
}

impl Album {
    /// An empty folder in the target folder.
    pub(crate) fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the work tree");
        let folder = root.join("target/screenshots");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        Ok(Self { folder, taken: Vec::new() })
    }

    pub(crate) fn len(&self) -> usize {
        self.taken.len()
    }

    /// The root of the work tree's `.github` folder, where README's picture lies.
    pub(crate) fn readme(&self) -> PathBuf {
        let root = self.folder.ancestors().nth(2).expect("two folders below the root");
        root.join(".github/screenshot.png")
    }

    /// Takes the page in every size.
    pub(crate) fn take(&mut self, window: &Window<'_>, page: &str, language: Language, look: Look) -> Result<()> {
        self.take_opened(window, page, language, look, || Ok(()))
    }

    /// Takes in every size what closes when the size changes.
    pub(crate) fn take_opened(
        &mut self,
        window: &Window<'_>,
        page: &str,
        language: Language,
        look: Look,
        open: impl Fn() -> Result<()>,
    ) -> Result<()> {
        for (width, height) in SIZES {
            window.resize(width, height)?;
            open()?;
            let name = format!("{page}-{language:?}-{look:?}-{width}x{height}.png").to_lowercase();
            let path = self.folder.join(name);
            window.shoot(&path)?;
            self.taken.push(path);
        }
        Ok(())
    }

    /// Takes the strip as it stands.
    pub(crate) fn take_strip(&mut self, window: &Window<'_>, face: &str, language: Language, look: Look) -> Result<()> {
        let strip = window.others()?.first().copied().context("there is no strip")?;
        let path = self.folder.join(format!("strip{face}-{language:?}-{look:?}-300x84.png").to_lowercase());
        window.shoot_other(&strip, &path)?;
        self.taken.push(path);
        Ok(())
    }

    /// One picture of all, a row for each page and size.
    pub(crate) fn sheet(&mut self) -> Result<()> {
        const ACROSS: u32 = 6;
        const CELL: (u32, u32) = (220, 350);
        let mut pictures = self.taken.clone();
        // Page, then size, then language and look: what should look alike stands side by side.
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
