//! Inputs to begin with, from the project's own vectors and from the shared corpus.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

use data_encoding::BASE64;

/// The most seeds of one folder. The search cannot begin before all of them were read.
const MAX_SEEDS: usize = 60;

/// Gives the files of a folder of `src-tauri/crates`.
///
/// # Panics
///
/// There are none: the folder has moved.
pub(crate) fn vectors(folder: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/crates").join(folder);
    let files = contents(&path, |_| true, usize::MAX);
    assert!(!files.is_empty(), "`{}` has no vectors", path.display());
    files
}

/// Gives what is below the header of each vector, for vectors with one.
pub(crate) fn bodies(folder: &str) -> Vec<Vec<u8>> {
    let body = |file: Vec<u8>| {
        let text = String::from_utf8(file).expect("a vector is UTF-8");
        let body = text.split_once("\n\n").map_or(text.as_str(), |(_, body)| body);
        body.trim_end_matches('\n').as_bytes().to_vec()
    };
    vectors(folder).into_iter().map(body).collect()
}

/// Gives the bytes that are in base64 below the header of each vector.
pub(crate) fn base64_bodies(folder: &str) -> Vec<Vec<u8>> {
    let decode = |mut body: Vec<u8>| {
        body.retain(|byte| !byte.is_ascii_whitespace());
        BASE64.decode(&body).expect("a vector is base64")
    };
    bodies(folder).into_iter().map(decode).collect()
}

/// Gives the files of the shared corpus, if `LINGPAI_CORPUS` names it, that have one of these endings. The shortest ones
/// first.
pub(crate) fn corpus(folders: &[&str], endings: &[&str], max_len: usize) -> Vec<Vec<u8>> {
    let Some(corpus) = env::var_os("LINGPAI_CORPUS").map(PathBuf::from) else { return Vec::new() };
    let has_one = |path: &Path| {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        endings.iter().any(|wanted| wanted.eq_ignore_ascii_case(ending))
    };
    folders.iter().flat_map(|folder| contents(&corpus.join(folder), has_one, max_len)).collect()
}

/// Gives the contents of a folder's files that are short enough. Empty if there is no such folder.
fn contents(folder: &Path, wanted: impl Fn(&Path) -> bool, max_len: usize) -> Vec<Vec<u8>> {
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = paths
        .filter(|path| path.is_file() && wanted(path))
        .filter_map(|path| fs::read(path).ok())
        .filter(|file| file.len() <= max_len)
        .collect();
    files.sort_by_key(|file| (file.len(), file.clone()));
    if max_len != usize::MAX {
        files.truncate(MAX_SEEDS);
    }
    files
}
