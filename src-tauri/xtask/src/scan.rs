//! `cargo xtask measure scan`: how many pictures are read, and how fast, compared with other readers on the same pictures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::program::{self, Profile, Program};
use crate::{shell, tree};

const PEERS: &str = include_str!("scan_peers.py");
/// The script's exit status if its reader is not installed.
const ABSENT: i32 = 3;

/// How often the `scan` example shows a picture to a camera.
const FRAMES: usize = 100;

/// A picture and the texts in it.
#[derive(Clone)]
struct Picture {
    file: PathBuf,
    set: String,
    texts: Vec<String>,
}

/// What a reader found in a picture.
struct Read {
    texts: Vec<String>,
    ms: f64,
    peak_mib: Option<u64>,
}

#[derive(Default)]
struct Row {
    pictures: usize,
    /// Pictures of which every text was read, and no other text.
    read: usize,
    /// Texts that were read, of the `listed` ones.
    texts: usize,
    listed: usize,
    /// Texts that were read although the picture does not contain them.
    wrong: usize,
    ms: Vec<f64>,
}

/// Prints `scan.SET.read`, `.texts`, `.wrong`, `.ms_median` and `.ms_p95` for each set. Prints `scan.camera.{none,one}`
/// for frames of a camera, `scan.screen.{none,one,eight}` for pictures of a screen of 3840 x 2160, and
/// `scan.large.peak` for the memory that a photo of 48 megapixels takes. Then prints the lines of each installed peer,
/// with its name in front: Python's `zxing-cpp` and `opencv`, with the interpreter that `LINGPAI_PYTHON` names or
/// `python3`, and `zbarimg`.
pub(crate) fn measure(corpus: &Path) -> Result<()> {
    let examples = ["scan", "frames"].map(|name| Program::example("lingpai-qr", name));
    let [scan, frames] = program::build(Profile::Release, examples)?;
    let drawn = tree::root().join("target/scan-frames");
    shell::run(Command::new(frames).arg(&drawn))?;
    let mut pictures = manifest(corpus)?;
    pictures.extend(manifest(&drawn)?);
    let ours = |mode: &[&str], pictures: &[Picture]| {
        let mut command = Command::new(&scan);
        command.args(mode);
        lines(command, pictures)?.context("the reader says it is not there")
    };
    print("scan", &pictures, &ours(&[], &pictures)?);
    live(&pictures, ours)?;

    let script = drawn.join("peers.py");
    fs::write(&script, PEERS).with_context(|| format!("cannot write {}", script.display()))?;
    let python = std::env::var_os("LINGPAI_PYTHON").map(PathBuf::from).or_else(|| shell::find("python3"));
    for peer in ["zxing-cpp", "opencv"] {
        let Some(python) = &python else { continue };
        let mut command = Command::new(python);
        command.arg(&script).arg(peer);
        match lines(command, &pictures)? {
            Some(reads) => print(&format!("{peer}.scan"), &pictures, &reads),
            None => eprintln!("      {peer} is not installed"),
        }
    }
    match shell::find("zbarimg") {
        Some(zbarimg) => {
            let reads: Result<Vec<Read>> = pictures.iter().map(|picture| zbar(&zbarimg, &picture.file)).collect();
            print("zbar.scan", &pictures, &reads?);
        }
        None => eprintln!("      zbarimg is not installed"),
    }
    Ok(())
}

/// Measures the frames of a camera and the pictures of a screen, and the memory for the largest photo, in a process of
/// its own.
fn live(pictures: &[Picture], ours: impl Fn(&[&str], &[Picture]) -> Result<Vec<Read>>) -> Result<()> {
    let of = |set: &str| -> Vec<Picture> { pictures.iter().filter(|picture| picture.set == set).cloned().collect() };
    for (row, set) in [("none", "synthetic.none.720"), ("one", "synthetic.3px.720")] {
        let frames: Vec<Picture> = of(set).into_iter().flat_map(|picture| vec![picture; FRAMES]).collect();
        let files: Vec<Picture> = of(set);
        let mut reads = Vec::new();
        for file in files {
            reads.extend(ours(&["--camera"], &[file])?);
        }
        print("scan.camera", &renamed(frames, row), &reads);
    }
    for (row, set) in
        [("one", "synthetic.3px.2160"), ("eight", "synthetic.eight.2160"), ("none", "synthetic.none.2160")]
    {
        let screens = of(set);
        let reads = ours(&["--screen"], &screens)?;
        print("scan.screen", &renamed(screens, row), &reads);
    }
    if let [Read { peak_mib: Some(peak), .. }] = ours(&[], &of("large"))?[..] {
        println!("scan.large.peak {peak} MiB");
    }
    Ok(())
}

fn renamed(mut pictures: Vec<Picture>, set: &str) -> Vec<Picture> {
    pictures.iter_mut().for_each(|picture| set.clone_into(&mut picture.set));
    pictures
}

fn manifest(folder: &Path) -> Result<Vec<Picture>> {
    let file = folder.join("manifest.json");
    let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let manifest: Value = serde_json::from_slice(&text).with_context(|| format!("{} is no JSON", file.display()))?;
    let images = manifest["images"].as_array().with_context(|| format!("{} lists no images", file.display()))?;
    let picture = |image: &Value| {
        let texts = image["texts"].as_array()?.iter().map(|text| text.as_str().map(str::to_owned));
        let (file, set) = (folder.join(image["file"].as_str()?), image["set"].as_str()?.to_owned());
        Some(Picture { file, set, texts: texts.collect::<Option<_>>()? })
    };
    let pictures: Option<Vec<Picture>> = images.iter().map(picture).collect();
    pictures.with_context(|| format!("an image of {} lacks its file, set or texts", file.display()))
}

/// Runs a reader that prints a JSON line for each file. `None` if the reader is not installed.
fn lines(mut command: Command, pictures: &[Picture]) -> Result<Option<Vec<Read>>> {
    command.args(pictures.iter().map(|picture| &picture.file));
    let mut reads = Vec::new();
    let status = shell::run_lines(&mut command, |line| reads.extend(read(line)))?;
    if status.code() == Some(ABSENT) {
        return Ok(None);
    }
    if !status.success() || reads.is_empty() || !reads.len().is_multiple_of(pictures.len().max(1)) {
        bail!("a reader ended with {status} after {} of {} pictures", reads.len(), pictures.len());
    }
    Ok(Some(reads))
}

fn read(line: &str) -> Option<Read> {
    let line: Value = serde_json::from_str(line).ok()?;
    let texts = line["texts"].as_array()?.iter().map(|text| text.as_str().map(str::to_owned));
    Some(Read { texts: texts.collect::<Option<_>>()?, ms: line["ms"].as_f64()?, peak_mib: line["peak_mib"].as_u64() })
}

/// Runs zbarimg once for each file, so the time includes its start. The texts are in CDATA sections of its XML.
fn zbar(zbarimg: &Path, file: &Path) -> Result<Read> {
    let start = Instant::now();
    let mut command = Command::new(zbarimg);
    command.args(["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"]).arg(file);
    let output = command.output().with_context(|| format!("cannot start `{}`", shell::line(&command)))?;
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    Ok(Read { texts: cdata(&String::from_utf8_lossy(&output.stdout)), ms, peak_mib: None })
}

fn cdata(xml: &str) -> Vec<String> {
    xml.split("<![CDATA[").skip(1).filter_map(|part| part.split("]]>").next()).map(str::to_owned).collect()
}

fn rows(pictures: &[Picture], reads: &[Read]) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (picture, read) in pictures.iter().zip(reads) {
        let row = rows.entry(picture.set.clone()).or_default();
        let right = picture.texts.iter().filter(|text| read.texts.contains(text)).count();
        let wrong = read.texts.iter().filter(|text| !picture.texts.contains(text)).count();
        row.pictures += 1;
        row.read += usize::from(right == picture.texts.len() && wrong == 0);
        row.texts += right;
        row.listed += picture.texts.len();
        row.wrong += wrong;
        row.ms.push(read.ms);
    }
    rows
}

fn print(reader: &str, pictures: &[Picture], reads: &[Read]) {
    for (set, mut row) in rows(pictures, reads) {
        row.ms.sort_by(f64::total_cmp);
        let at = |share: usize| row.ms[(row.ms.len() * share / 100).min(row.ms.len() - 1)];
        println!("{reader}.{set}.read {} of {}", row.read, row.pictures);
        println!("{reader}.{set}.texts {} of {}", row.texts, row.listed);
        println!("{reader}.{set}.wrong {} texts", row.wrong);
        println!("{reader}.{set}.ms_median {:.1} ms", at(50));
        println!("{reader}.{set}.ms_p95 {:.1} ms", at(95));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_what_is_there_and_what_is_not() {
        let picture = |texts: &[&str]| Picture {
            file: PathBuf::new(),
            set: "set".to_owned(),
            texts: texts.iter().map(|&text| text.to_owned()).collect(),
        };
        let pictures = [picture(&["a", "b"]), picture(&["c"]), picture(&[])];
        let reads = [r#"{"texts":["a"],"ms":2}"#, r#"{"texts":["c","c"],"ms":1.5}"#, r#"{"texts":["x"],"ms":3}"#];
        let reads: Vec<Read> = reads.iter().filter_map(|line| read(line)).collect();
        let rows = rows(&pictures, &reads);
        let row = &rows["set"];
        assert_eq!((row.pictures, row.read, row.texts, row.listed, row.wrong), (3, 1, 2, 3, 1));
        assert_eq!(row.ms, [2.0, 1.5, 3.0]);
    }

    #[test]
    fn zbars_texts_are_taken_out_of_its_xml() {
        assert_eq!(cdata("<data><![CDATA[one\ntwo]]></data><data><![CDATA[3]]></data>"), ["one\ntwo", "3"]);
        assert!(cdata("<barcodes></barcodes>").is_empty());
    }
}
