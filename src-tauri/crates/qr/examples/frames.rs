//! `frames FOLDER` draws the frames of `tests/frames` and a photo of 48 megapixels into a folder, with a
//! `manifest.json` that lists their texts. They are for measuring.

#[path = "../tests/frames/mod.rs"]
mod frames;

use std::error::Error;
use std::path::PathBuf;

use frames::{Kind, SIZES, frame};

/// The number of frames of each kind and size.
const EACH: u32 = 6;
/// The size of the photo of 48 megapixels, across and down.
const LARGE: (u32, u32) = (8000, 6000);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("a folder is missing")?);
    std::fs::create_dir_all(&folder)?;
    let mut images = Vec::new();
    for (kind, size) in Kind::ALL.into_iter().flat_map(|kind| SIZES.map(|size| (kind, size))) {
        for number in 0..EACH {
            let (picture, texts) = frame(kind, size, number);
            let set = format!("synthetic.{}.{}", kind.name(), size.1);
            let file = format!("{set}-{number}.png");
            picture.save(folder.join(&file))?;
            images.push(serde_json::json!({ "file": file, "set": set, "texts": texts }));
        }
    }
    let (photo, texts) = frame(Kind::Three, LARGE, 0);
    photo.save(folder.join("48-megapixels.jpg"))?;
    images.push(serde_json::json!({ "file": "48-megapixels.jpg", "set": "large", "texts": texts }));
    std::fs::write(folder.join("manifest.json"), serde_json::json!({ "images": images }).to_string())?;
    Ok(())
}
