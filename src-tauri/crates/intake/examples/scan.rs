//! `scan FILES…`: the QR codes in each picture, one JSON line a file:
//! `{"file":…,"texts":[…],"reason":…,"ms":…}`. For measuring; it prints what it reads, secrets included.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::time::Instant;

use lingpai_intake::{Payload, read_picture};

fn main() -> std::io::Result<()> {
    for file in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&file)?;
        let start = Instant::now();
        let verdict = read_picture(&bytes);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let (texts, reason) = match &verdict {
            Ok(found) if found.is_empty() => (Vec::new(), Some("no QR code was found".to_owned())),
            Ok(found) => (found.iter().map(|found| text(&found.payload)).collect(), None),
            Err(fault) => (Vec::new(), Some(fault.to_string())),
        };
        let line = serde_json::json!({ "file": file.to_string_lossy(), "texts": texts, "reason": reason, "ms": ms });
        println!("{line}");
    }
    Ok(())
}

/// Bytes that are no text are shown as Latin-1, a character a byte.
fn text(payload: &Payload) -> String {
    match payload {
        // EXPOSE: the caller asked for the texts of these pictures.
        Payload::Text(text) => text.to_string(),
        Payload::Bytes(bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
