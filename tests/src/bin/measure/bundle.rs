use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::figures::goal;

/// The languages of a page, by the beginnings of the names of their files. A window uses one of them.
const LANGUAGES: [&str; 3] = ["en-", "zh-hans-", "zh-hant-"];

/// Prints the size of the built pages' JavaScript, each file compressed with gzip on its own, in KiB.
///
/// - `ui.gzip`: everything that the windows of a user can load, in the largest language.
/// - `ui.gzip_start`: what the main window loads for its first page.
pub(crate) fn measure() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the tests lie in the work tree")?;
    let dist = root.join("ui/dist");
    let index = fs::read_to_string(dist.join("index.html")).context("the page is not built")?;
    let (mut common, mut start) = (0.0, 0.0);
    // All words of a language, and the words for the first page: the help is a file of its own.
    let mut words = [(0.0, 0.0_f64); LANGUAGES.len()];
    for file in fs::read_dir(dist.join("assets")).context("the page has no scripts")? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".js") {
            continue;
        }
        let size = compressed(&fs::read(&path)?)?;
        match LANGUAGES.iter().position(|language| name.starts_with(language)) {
            Some(at) => words[at] = (words[at].0 + size, words[at].1.max(size)),
            None => {
                common += size;
                start += if index.contains(&*name) { size } else { 0.0 };
            }
        }
    }
    let most = |sizes: [f64; LANGUAGES.len()]| sizes.into_iter().fold(0.0, f64::max);
    let all = common + most(words.map(|(all, _)| all));
    println!("ui.gzip {all:.1} KiB");
    println!("ui.gzip_start {:.1} KiB", start + most(words.map(|(_, first)| first)));
    goal("ui.gzip", all, 150.0, "KiB", "JavaScript of all windows, in one language");
    Ok(())
}

/// Gives the size in KiB.
fn compressed(script: &[u8]) -> Result<f64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(script)?;
    Ok(encoder.finish()?.len() as f64 / 1024.0)
}
