//! `scan [--camera|--screen] FILES…` prints the QR codes in each picture, one JSON line a file:
//! `{"file":…,"texts":[…],"reason":…,"ms":…,"peak_mib":…}`.
//!
//! The time of a file includes decoding it; the time of a picture of a camera or a screen does not. A camera gets
//! each picture a hundred times, and prints a line each time. The example is for measuring. It prints the texts that
//! it reads, secrets included.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::ffi::OsStr;
use std::time::Instant;

use image::GrayImage;
use lingpai_qr::{Budget, FrameScanner, Payload, Scan, charset, scan, scan_picture};

/// How often a camera gets each picture.
const FRAMES: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<_> = std::env::args_os().skip(1).collect();
    let mode =
        files.first().and_then(|first| first.to_str()).filter(|first| first.starts_with("--")).map(str::to_owned);
    if mode.is_some() {
        files.remove(0);
    }
    for file in files {
        match mode.as_deref() {
            None => {
                let bytes = std::fs::read(&file)?;
                let start = Instant::now();
                let verdict = scan_picture(&bytes, Budget::STILL).map_err(|fault| fault.to_string());
                print(&file, start, verdict);
            }
            Some("--camera") => {
                let picture = luma(&file)?;
                let mut scanner = FrameScanner::new();
                for _ in 0..FRAMES {
                    let start = Instant::now();
                    let seen = scanner.scan(picture.as_raw(), picture.width(), picture.height());
                    print(&file, start, seen.ok_or_else(|| "no frame".to_owned()));
                }
            }
            Some("--screen") => {
                let picture = luma(&file)?;
                let start = Instant::now();
                let seen = scan(&picture, Budget::SCREEN);
                print(&file, start, Ok(seen));
            }
            Some(unknown) => return Err(format!("`{unknown}` is no option").into()),
        }
    }
    Ok(())
}

fn luma(file: &OsStr) -> Result<GrayImage, Box<dyn Error>> {
    Ok(image::open(file)?.into_luma8())
}

fn print(file: &OsStr, start: Instant, verdict: Result<Scan, String>) {
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let (texts, reason) = match &verdict {
        Ok(scan) => {
            let texts: Vec<String> = scan.found.iter().map(|found| text(&found.payload)).collect();
            (texts, scan.reason.map(|reason| reason.to_string()))
        }
        Err(fault) => (Vec::new(), Some(fault.clone())),
    };
    let line = serde_json::json!({
        "file": file.to_string_lossy(), "texts": texts, "reason": reason, "ms": ms, "peak_mib": peak_mib(),
    });
    println!("{line}");
}

/// Gives the most memory that the process has had. `None` where the system does not count it.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib: u64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024)
}

/// Gives the text of a payload; for bytes that are no text, a Latin-1 character for each byte.
fn text(payload: &Payload) -> String {
    // `intake` reads the bytes of key URIs in the same way.
    let text =
        if payload.bytes().starts_with(b"otpauth://") { charset::utf8_or_gbk(payload.bytes()) } else { payload.text() };
    // EXPOSE: the caller asked for the texts of these pictures.
    text.map_or_else(|| payload.bytes().iter().map(|&byte| char::from(byte)).collect(), |text| text.to_string())
}
