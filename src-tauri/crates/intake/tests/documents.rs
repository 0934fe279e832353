//! Every QR code in PDFs and e-mails is read, and files that ask for too much are refused. The tests make the files.

use std::io::{Cursor, Write as _};

use data_encoding::BASE64;
use flate2::{Compression, write::ZlibEncoder};
use image::{GrayImage, ImageFormat, Luma};
use lingpai_intake::{Candidate, DocumentFault, IntakeFault, PictureFault, Reason, read_file};
use qrcode::{Color, QrCode};

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn uri(name: &str) -> String {
    format!("otpauth://totp/{name}?secret={SECRET}&issuer=Fuyi")
}

/// Gives the names of the accounts in a file.
fn names(file: &[u8]) -> Vec<String> {
    let name = |reading: Result<Candidate, IntakeFault>| match reading.expect("an account") {
        Candidate::Plain(account) => account.account.to_string(),
        Candidate::Registration(_) | Candidate::Transfer(_) | Candidate::Migration(_) => panic!("a plain account"),
    };
    read_file(file).expect("a file with codes").into_iter().map(name).collect()
}

fn fault(file: &[u8]) -> IntakeFault {
    read_file(file).err().expect("refused")
}

fn document(fault: DocumentFault) -> IntakeFault {
    IntakeFault::Document(fault)
}

fn code(name: &str, module: u32) -> GrayImage {
    let code = QrCode::new(uri(name)).expect("it fits");
    let modules = code.width() as u32;
    GrayImage::from_fn((modules + 8) * module, (modules + 8) * module, |x, y| {
        let at = |pixel: u32| (pixel / module).checked_sub(4).filter(|&module| module < modules);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| code[(x as usize, y as usize)] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    })
}

fn encoded(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("it can be written");
    bytes.into_inner()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A4 in points, and a strip that is drawn in no time.
const A4: (u32, u32) = (595, 842);
const STRIP: (u32, u32) = (60, 1);

/// Makes a PDF with a page of A4 for each content, and with one resource `/I` for all.
fn pdf(contents: &[Vec<u8>], resource: &[u8]) -> Vec<u8> {
    let pages: Vec<_> = contents.iter().map(|content| (A4, content.as_slice())).collect();
    pdf_of(&pages, resource)
}

/// Makes a PDF with a page for each size and content, and with one resource `/I` for all.
fn pdf_of(pages: &[((u32, u32), &[u8])], resource: &[u8]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    objects.push(format!("<< /Type /Pages /Count {} /Kids [ {kids}] >>", pages.len()).into_bytes());
    objects.push(resource.to_vec());
    for (page, ((width, height), content)) in pages.iter().enumerate() {
        let refers = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {width} {height} ] /Contents {} 0 R /Resources << /XObject << /I 3 0 R >> >> >>",
            5 + 2 * page
        );
        objects.push(refers.into_bytes());
        objects.push(stream("", content));
    }
    let (mut file, mut offsets) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend([format!("{} 0 obj\n", at + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(offsets.iter().flat_map(|offset| format!("{offset:010} 00000 n \n").into_bytes()));
    let size = objects.len() + 1;
    file.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn picture(filter: &str, width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 \
         /Filter {filter}"
    );
    stream(&entries, data)
}

const PLACED: &[u8] = b"q 150 0 0 150 300 500 cm /I Do Q";

/// Draws a code as rectangles, with 1.5 points a module.
fn rectangles(name: &str) -> Vec<u8> {
    let code = QrCode::new(uri(name)).expect("it fits");
    let side = code.width();
    let mut content = String::from("0 g\n");
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        if code[(x, y)] == Color::Dark {
            let (left, low) = (100.0 + 1.5 * x as f32, 700.0 - 1.5 * y as f32);
            content += &format!("{left} {low} 1.5 1.5 re f\n");
        }
    }
    content.into_bytes()
}

#[test]
fn pictures_in_a_pdf_are_read() {
    let code = code("image", 4);
    let (width, height) = code.dimensions();
    let flate = picture("/FlateDecode", width, height, &deflated(code.as_raw()));
    assert_eq!(names(&pdf(&[PLACED.to_vec()], &flate)), ["image"]);
    let jpeg = picture("/DCTDecode", width, height, &encoded(&code, ImageFormat::Jpeg));
    assert_eq!(names(&pdf(&[PLACED.to_vec()], &jpeg)), ["image"]);
}

#[test]
fn a_code_drawn_as_rectangles_is_read_and_each_once() {
    let pages = [rectangles("first"), b"".to_vec(), rectangles("second"), rectangles("first")];
    assert_eq!(names(&pdf(&pages, b"<< >>")), ["first", "second"]);
}

#[test]
fn pages_without_a_code_say_so() {
    assert_eq!(fault(&pdf(&[b"0 g 100 100 50 50 re f".to_vec()], b"<< >>")), IntakeFault::NoCode(Reason::NoCode));
    assert_eq!(fault(&pdf(&[], b"<< >>")), document(DocumentFault::NoPicture));
}

/// The pages without a code are strips. So all of them are drawn long before the time for a document ends.
#[test]
fn pages_after_the_twentieth_are_passed_over() {
    let late = rectangles("late");
    let mut pages = vec![(STRIP, b"".as_slice()); 20];
    pages.push((A4, &late));
    assert_eq!(fault(&pdf_of(&pages, b"<< >>")), IntakeFault::NoCode(Reason::NoCode));
    pages.swap(19, 20);
    assert_eq!(names(&pdf_of(&pages, b"<< >>")), ["late"]);
}

#[test]
fn a_pdf_that_unpacks_to_too_much_is_refused() {
    let bomb = deflated(&vec![0; 300 << 20]);
    assert!(bomb.len() < 4 << 20);
    let one = picture("/FlateDecode", 100, 100, &bomb);
    assert_eq!(fault(&pdf(&[PLACED.to_vec()], &one)), document(DocumentFault::TooLarge));
    let two = picture("[ /FlateDecode /FlateDecode ]", 100, 100, &deflated(&bomb));
    assert!(two.len() < 1 << 20);
    assert_eq!(fault(&pdf(&[PLACED.to_vec()], &two)), document(DocumentFault::TooLarge));
    let hidden = [pdf(&[PLACED.to_vec()], b"<< /Filter /LZWDecode >>"), vec![b'%'; 1 << 20]].concat();
    assert_eq!(fault(&hidden), document(DocumentFault::TooLarge));
}

#[test]
fn a_pdf_that_draws_too_much_is_refused() {
    let claims = picture("/FlateDecode", 60_000, 60_000, &deflated(b"a"));
    assert_eq!(fault(&pdf(&[PLACED.to_vec()], &claims)), document(DocumentFault::TooLarge));
    let many = b"0 0 1 1 re f\n".repeat(100_001);
    assert_eq!(fault(&pdf(&[many], b"<< >>")), document(DocumentFault::TooLarge));
    let wide = b"0 0 600 900 re f\n".repeat(400);
    assert_eq!(fault(&pdf(&[wide], b"<< >>")), document(DocumentFault::TooLarge));
}

/// Each form draws the next one ten times, so there are ten to the ninth in total.
#[test]
fn forms_within_forms_end() {
    let again = b"/I Do ".repeat(10);
    let form =
        stream("/Type /XObject /Subtype /Form /BBox [ 0 0 600 900 ] /Resources << /XObject << /I 3 0 R >> >>", &again);
    let verdict = fault(&pdf(&[again], &form));
    assert!([document(DocumentFault::TooLarge), IntakeFault::NoCode(Reason::NoCode)].contains(&verdict), "{verdict:?}");
}

fn quoted_printable(bytes: &[u8]) -> String {
    let coded: Vec<String> = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
    coded.chunks(24).map(|line| line.concat()).collect::<Vec<_>>().join("=\r\n")
}

fn base64(bytes: &[u8]) -> String {
    let text = BASE64.encode(bytes);
    text.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\r\n")
}

/// A part: its type, its encoding, and its encoded content.
fn mail(parts: &[(&str, &str, String)]) -> Vec<u8> {
    let mut mail = String::from(
        "From: \"Fuyi\" <customer-service@demo-broker.invalid>\r\nTo: 700004@demo-broker.invalid\r\n\
         Subject: =?utf-8?b?5a+M5piT?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"outer\"\r\n\r\n\
         --outer\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\u{5bcc}\u{6613}\r\n",
    );
    for (kind, encoding, content) in parts {
        mail += &format!(
            "--outer\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\
             Content-Disposition: attachment; filename=\"qr\"\r\n\r\n{content}\r\n"
        );
    }
    (mail + "--outer--\r\n").into_bytes()
}

#[test]
fn attachments_of_a_mail_are_read_each_once() {
    let [first, second] = ["first", "second"].map(|name| encoded(&code(name, 3), ImageFormat::Png));
    let file = mail(&[
        ("image/png", "base64", base64(&first)),
        ("application/octet-stream", "quoted-printable", quoted_printable(&second)),
        ("image/png", "base64", base64(&first)),
        ("application/pdf", "base64", base64(&pdf(&[rectangles("third")], b"<< >>"))),
    ]);
    assert_eq!(names(&file), ["first", "second", "third"]);
}

/// The mail has the shape of the demo broker's: text and HTML, the picture in the HTML, and the same picture as a
/// file.
#[test]
fn the_brokers_mail_is_read() {
    let png = base64(&encoded(&code("700004", 4), ImageFormat::Png));
    let file = format!(
        "From: Fuyi <customer-service@demo-broker.invalid>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: multipart/alternative; boundary=\"c\"\r\n\r\n\
         --c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nscan it\r\n\
         --c\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\
         <img src=\"cid:registration-qr\">\r\n--c--\r\n\r\n\
         --b\r\nContent-ID: <registration-qr>\r\nContent-Disposition: inline\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{png}\r\n--b--\r\n\r\n\
         --a\r\nContent-Disposition: attachment; filename=\"qr-700004.png\"\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{png}\r\n--a--\r\n"
    );
    assert_eq!(names(file.as_bytes()), ["700004"]);
    let forwarded = format!(
        "From: a@b.invalid\r\nTo: c@d.invalid\r\nContent-Type: multipart/mixed; boundary=\"z\"\r\n\r\n\
         --z\r\nContent-Type: message/rfc822\r\n\r\n{file}\r\n--z--\r\n"
    );
    assert_eq!(names(forwarded.as_bytes()), ["700004"]);
}

#[test]
fn a_picture_within_the_html_is_read() {
    let png = base64(&encoded(&code("pasted", 3), ImageFormat::Png));
    let html = format!("<p>scan it</p><img alt='' src=\"data:image/png;base64,{png}\">");
    let file = mail(&[("text/html; charset=utf-8", "quoted-printable", quoted_printable(html.as_bytes()))]);
    assert_eq!(names(&file), ["pasted"]);
    let lone = format!("From: a@b.invalid\r\nContent-Type: text/html\r\n\r\n{html}\r\n");
    assert_eq!(names(lone.as_bytes()), ["pasted"]);
}

#[test]
fn a_mail_without_a_code_says_why() {
    assert_eq!(fault(&mail(&[])), document(DocumentFault::NoPicture));
    let blank = encoded(&GrayImage::from_pixel(300, 300, Luma([255])), ImageFormat::Png);
    assert_eq!(fault(&mail(&[("image/png", "base64", base64(&blank))])), IntakeFault::NoCode(Reason::NoCode));
    let cut = &blank[..40];
    let damaged = IntakeFault::Picture(PictureFault::Unreadable);
    assert_eq!(fault(&mail(&[("image/png", "base64", base64(cut))])), damaged);
    let pdf = mail(&[("application/pdf", "base64", base64(b"%PDF-1.7 and nothing"))]);
    assert_eq!(fault(&pdf), document(DocumentFault::Unreadable));
}

#[test]
fn a_mail_of_too_many_parts_is_refused() {
    let crowd = [b"From: a@b.invalid\r\nTo: c\r\n\r\n".to_vec(), b"--x\r\n".repeat(1001)].concat();
    assert_eq!(fault(&crowd), document(DocumentFault::TooLarge));
    let headers = b"a:b\r\n".repeat(100_001);
    assert_eq!(fault(&headers), document(DocumentFault::TooLarge));
}

/// A PDF and a mail with the picture of one code. `cargo xtask prove fuzz` mutates the same files for as long as it is
/// told.
const DOCUMENTS: [&[u8]; 2] =
    [include_bytes!("../vectors/document/picture.pdf"), include_bytes!("../vectors/document/picture.eml")];

#[test]
fn the_documents_to_be_mutated_are_read() {
    assert_eq!(DOCUMENTS.map(names), [["image"], ["image"]]);
}

/// A document with changed bytes, or one that is cut off anywhere, is read or refused.
#[test]
fn mutated_documents_are_read_or_refused() {
    let mut state = 0x9e37_79b9_u32;
    let mut next = |below: usize| {
        // Xorshift (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    for file in DOCUMENTS {
        for _ in 0..4 {
            let mut mutant = file.to_vec();
            for _ in 0..=next(3) {
                let at = next(mutant.len());
                mutant[at] = next(256) as u8;
            }
            let readings = read_file(&mutant).unwrap_or_default();
            assert!(readings.len() <= 1);
            drop(read_file(&mutant[..next(file.len())]));
        }
    }
}
