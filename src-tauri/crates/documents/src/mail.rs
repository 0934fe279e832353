use std::panic::{AssertUnwindSafe, catch_unwind};

use data_encoding::{BASE64, Specification};
use lingpai_intake::{DocumentFault, FileFault};
use lingpai_qr::picture;
use mail_parser::{Message, MessageParser, PartType};

use crate::pdf;
use crate::search::Search;

/// The most lines that may begin a part, and the most that may be a header. The parser takes memory for each.
const MAX_BOUNDARIES: usize = 1000;
const MAX_HEADERS: usize = 100_000;
/// The most pictures and PDFs that are searched.
const MAX_PARTS: usize = 64;
/// How deep messages within messages are searched.
const MAX_DEPTH: usize = 4;
/// The longest name that a header may have.
const MAX_NAME: usize = 76;

/// Whether a file begins like an e-mail (RFC 5322 §2.2): with a header, and with another header or a folded line
/// after it.
pub(crate) fn is_one(bytes: &[u8]) -> bool {
    // Before the headers a mailbox file has a line of its own, and some programs write a byte order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let after_from = || bytes.iter().position(|&byte| byte == b'\n').map_or(bytes, |end| &bytes[end + 1..]);
    let head = if bytes.starts_with(b"From ") { after_from() } else { bytes };
    let mut lines = head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let header = |line: &[u8]| {
        let name = line.iter().take_while(|&&byte| matches!(byte, 33..=57 | 59..=126)).count();
        (1..=MAX_NAME).contains(&name) && line.get(name) == Some(&b':')
    };
    let folded = |line: &[u8]| matches!(line, [b' ' | b'\t', ..]);
    lines.next().is_some_and(header) && lines.next().is_some_and(|line| header(line) || folded(line))
}

/// Searches every picture and PDF in an e-mail: attached, shown within the text, or in a forwarded message.
pub(crate) fn search(bytes: &[u8], search: &mut Search) -> Result<(), DocumentFault> {
    let lines = || bytes.split(|&byte| byte == b'\n');
    let boundaries = lines().filter(|line| line.starts_with(b"--")).count();
    let headers = lines().filter(|line| line.iter().take(MAX_NAME).any(|&byte| byte == b':')).count();
    if boundaries > MAX_BOUNDARIES || headers > MAX_HEADERS {
        return Err(DocumentFault::TooLarge);
    }
    // A panic of the parser means that this mail cannot be read. It must not end the program.
    let message = catch_unwind(AssertUnwindSafe(|| MessageParser::new().parse(bytes))).ok().flatten();
    let mut left = MAX_PARTS;
    if let Some(message) = message {
        parts(&message, MAX_DEPTH, &mut left, search);
    }
    Ok(())
}

fn parts(message: &Message<'_>, depth: usize, left: &mut usize, search: &mut Search) {
    for part in &message.parts {
        match &part.body {
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => one(bytes, left, search),
            PartType::Html(html) => data_uris(html, left, search),
            PartType::Message(inner) if depth > 0 => parts(inner, depth - 1, left, search),
            PartType::Text(_) | PartType::Message(_) | PartType::Multipart(_) => {}
        }
    }
}

/// Searches one part, if it is a picture or a PDF. Its content decides: the types that senders declare are often
/// wrong.
fn one(bytes: &[u8], left: &mut usize, search: &mut Search) {
    let (is_picture, is_pdf) = (picture::is_known(bytes), pdf::is_one(bytes));
    if *left == 0 || !(is_picture || is_pdf) {
        return;
    }
    *left -= 1;
    if is_picture {
        search.picture(bytes);
    } else if let Err(fault) = pdf::search(bytes, search) {
        search.refused(FileFault::Document(fault));
    }
}

/// Searches the pictures within the text (RFC 2397), where mail programs paste them.
fn data_uris(html: &str, left: &mut usize, search: &mut Search) {
    for piece in html.split("data:image/").skip(1) {
        let Some((_, data)) = piece.split_once(";base64,") else { continue };
        let end = data.find(['"', '\'', ')', '>']).unwrap_or(data.len());
        if let Some(bytes) = base64(&data[..end]) {
            one(&bytes, left, search);
        }
    }
}

/// Decodes base64 with line breaks, as mails have them.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut folded: Specification = BASE64.specification();
    folded.ignore.push_str(" \t\r\n");
    folded.encoding().ok()?.decode(text.as_bytes()).ok()
}
