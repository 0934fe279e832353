//! The icon set: `icons/icon.svg` and `icons/icon-small.svg` rendered to every file that Tauri's bundler names.
//!
//! The drawings are the source. The rendered files are committed, so that a build needs no renderer.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use icns::{IconFamily, IconType, PixelFormat};
use ico::{IconDir, IconDirEntry, IconImage, ResourceType};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

/// The largest size in pixels that is rendered from the simplified drawing. Above it the rim is a pixel wide.
const SMALL_MAX: u32 = 32;

/// The PNG files and their side in pixels: for Linux, for Tauri's default list, and for the Windows Store.
const PNGS: [(&str, u32); 15] = [
    ("32x32.png", 32),
    ("64x64.png", 64),
    ("128x128.png", 128),
    ("128x128@2x.png", 256),
    ("icon.png", 512),
    ("Square30x30Logo.png", 30),
    ("Square44x44Logo.png", 44),
    ("Square71x71Logo.png", 71),
    ("Square89x89Logo.png", 89),
    ("Square107x107Logo.png", 107),
    ("Square142x142Logo.png", 142),
    ("Square150x150Logo.png", 150),
    ("Square284x284Logo.png", 284),
    ("Square310x310Logo.png", 310),
    ("StoreLogo.png", 50),
];

/// The sides in pixels of the pictures in `icon.ico`. Tauri shows the first one during development.
const ICO: [u32; 6] = [32, 16, 24, 48, 64, 256];

/// The pictures in `icon.icns`. The two smallest are of the old kind with a mask: some versions of macOS show the newer
/// kind garbled at these sizes.
const ICNS: [IconType; 10] = [
    IconType::RGB24_16x16,
    IconType::RGBA32_16x16_2x,
    IconType::RGB24_32x32,
    IconType::RGBA32_32x32_2x,
    IconType::RGBA32_128x128,
    IconType::RGBA32_128x128_2x,
    IconType::RGBA32_256x256,
    IconType::RGBA32_256x256_2x,
    IconType::RGBA32_512x512,
    IconType::RGBA32_512x512_2x,
];

/// Why the icon set was not rendered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IconFault {
    /// A file cannot be read or written.
    #[error("`{path}`")]
    File {
        /// The file.
        path: PathBuf,
        /// The operating system's message.
        source: io::Error,
    },
    /// A drawing is not an SVG that can be rendered.
    #[error("`{path}` is no drawing")]
    Drawing {
        /// The drawing.
        path: PathBuf,
        /// The parser's message.
        source: resvg::usvg::Error,
    },
    /// A picture of this many pixels a side cannot be made.
    #[error("no picture of {0} pixels a side")]
    Size(u32),
    /// A picture cannot be encoded.
    #[error("cannot encode `{name}`: {reason}")]
    Encode {
        /// The file that the picture is for.
        name: String,
        /// The encoder's message.
        reason: String,
    },
}

/// Renders the icon set in `icons/` below `root`, the repository's root.
///
/// # Errors
/// Those of reading the drawings and writing the files. Each file is written after all are rendered, so that a broken
/// drawing leaves the set as it was.
pub(crate) fn render(root: &Path) -> Result<(), IconFault> {
    let folder = root.join("icons");
    for (name, bytes) in rendered(&folder)? {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|source| IconFault::File { path, source })?;
    }
    Ok(())
}

/// Gives every file of the set by name, with its bytes.
fn rendered(folder: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, IconFault> {
    let drawings = Drawings::read(folder)?;
    let mut files = Vec::with_capacity(PNGS.len() + 2);
    for (name, side) in PNGS {
        let png = drawings.at(side)?.encode_png().map_err(|error| encode(name, &error))?;
        files.push((name, png));
    }
    files.push(("icon.ico", ico_file(&drawings)?));
    files.push(("icon.icns", icns_file(&drawings)?));
    Ok(files)
}

fn encode(name: &str, reason: &impl ToString) -> IconFault {
    IconFault::Encode { name: name.into(), reason: reason.to_string() }
}

/// Reads the two drawings.
struct Drawings {
    master: Tree,
    small: Tree,
}

impl Drawings {
    fn read(folder: &Path) -> Result<Self, IconFault> {
        let read = |name| {
            let path = folder.join(name);
            let svg = fs::read(&path).map_err(|source| IconFault::File { path: path.clone(), source })?;
            Tree::from_data(&svg, &Options::default()).map_err(|source| IconFault::Drawing { path, source })
        };
        Ok(Self { master: read("icon.svg")?, small: read("icon-small.svg")? })
    }

    /// Renders a picture of `side` pixels a side, from the drawing for that size.
    fn at(&self, side: u32) -> Result<Pixmap, IconFault> {
        let drawing = if side <= SMALL_MAX { &self.small } else { &self.master };
        let mut picture = Pixmap::new(side, side).ok_or(IconFault::Size(side))?;
        let (width, height) = (drawing.size().width(), drawing.size().height());
        let fit = Transform::from_scale(side as f32 / width, side as f32 / height);
        resvg::render(drawing, fit, &mut picture.as_mut());
        Ok(picture)
    }
}

/// Makes the file for Windows: bitmaps, and at 256 pixels a PNG as the format expects.
fn ico_file(drawings: &Drawings) -> Result<Vec<u8>, IconFault> {
    let mut icons = IconDir::new(ResourceType::Icon);
    for side in ICO {
        let picture = IconImage::from_rgba_data(side, side, drawings.at(side)?.take_demultiplied());
        let entry =
            if side < 256 { IconDirEntry::encode_as_bmp(&picture) } else { IconDirEntry::encode_as_png(&picture) };
        icons.add_entry(entry.map_err(|error| encode("icon.ico", &error))?);
    }
    let mut bytes = Vec::new();
    icons.write(&mut bytes).map_err(|error| encode("icon.ico", &error))?;
    Ok(bytes)
}

/// Makes the file for macOS.
fn icns_file(drawings: &Drawings) -> Result<Vec<u8>, IconFault> {
    let failed = |error: io::Error| encode("icon.icns", &error);
    let mut family = IconFamily::new();
    for kind in ICNS {
        let side = kind.pixel_width();
        let rgba = drawings.at(side)?.take_demultiplied();
        let picture = icns::Image::from_data(PixelFormat::RGBA, side, side, rgba).map_err(failed)?;
        family.add_icon_with_type(&picture, kind).map_err(failed)?;
    }
    let mut bytes = Vec::new();
    family.write(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../icons")
    }

    fn committed(name: &str) -> Vec<u8> {
        fs::read(folder().join(name)).expect("the icon set is committed; `cargo xtask icons` renders it")
    }

    /// Rounding differs a little between processors. A changed drawing differs by more.
    fn assert_alike(name: &str, committed: &[u8], fresh: &[u8]) {
        assert_eq!(committed.len(), fresh.len(), "{name} has another size");
        let apart = committed.iter().zip(fresh).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(apart <= Some(3), "{name} is not what the drawing shows: run `cargo xtask icons`");
    }

    fn drawings() -> Drawings {
        Drawings::read(&folder()).expect("both drawings are SVG")
    }

    #[test]
    fn the_committed_png_files_show_the_drawings() {
        for (name, side) in PNGS {
            let picture = Pixmap::decode_png(&committed(name)).expect("PNG");
            assert_eq!((picture.width(), picture.height()), (side, side), "{name}");
            assert_alike(name, picture.data(), drawings().at(side).expect("rendered").data());
        }
    }

    #[test]
    fn the_committed_ico_holds_every_size() {
        let icons = IconDir::read(io::Cursor::new(committed("icon.ico"))).expect("ICO");
        assert_eq!(icons.entries().iter().map(|entry| entry.width()).collect::<Vec<_>>(), ICO);
        for entry in icons.entries() {
            let (picture, side) = (entry.decode().expect("a picture"), entry.width());
            assert_eq!(entry.is_png(), side == 256, "{side}");
            let fresh = drawings().at(side).expect("rendered").take_demultiplied();
            assert_alike("icon.ico", picture.rgba_data(), &fresh);
        }
    }

    #[test]
    fn the_committed_icns_holds_every_size() {
        let family = IconFamily::read(io::Cursor::new(committed("icon.icns"))).expect("ICNS");
        for kind in ICNS {
            let picture = family.get_icon_with_type(kind).expect("the size is there").convert_to(PixelFormat::RGBA);
            let fresh = drawings().at(kind.pixel_width()).expect("rendered").take_demultiplied();
            assert_alike("icon.icns", picture.data(), &fresh);
        }
    }

    #[test]
    fn the_simplified_drawing_stands_on_whole_pixels_at_16() {
        let picture = drawings().at(16).expect("rendered");
        let alpha = |x, y| picture.pixel(x, y).map(|pixel| pixel.alpha());
        for y in 5..13 {
            assert_eq!(
                (alpha(1, y), alpha(2, y), alpha(13, y), alpha(14, y)),
                (Some(0), Some(255), Some(255), Some(0))
            );
        }
    }

    #[test]
    fn a_broken_drawing_leaves_the_set_as_it_was() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let icons = root.path().join("icons");
        fs::create_dir(&icons).expect("made");
        fs::copy(folder().join("icon.svg"), icons.join("icon.svg")).expect("copied");
        fs::write(icons.join("icon-small.svg"), "no drawing").expect("written");
        assert!(
            matches!(render(root.path()), Err(IconFault::Drawing { path, .. }) if path.ends_with("icon-small.svg"))
        );
        assert_eq!(fs::read_dir(&icons).expect("listed").count(), 2);
        fs::copy(folder().join("icon-small.svg"), icons.join("icon-small.svg")).expect("copied");
        render(root.path()).expect("rendered");
        assert_eq!(fs::read_dir(&icons).expect("listed").count(), 2 + PNGS.len() + 2);
    }
}
