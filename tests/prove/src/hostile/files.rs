//! The files, a function a kind. Each takes its sizes from the random numbers.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use rand::RngExt as _;
use rand::rngs::StdRng;

/// A picture with a code.
pub(super) const GOOD: &[u8] = include_bytes!("../../../../src-tauri/crates/qr/vectors/qr/upright.png");

type Make = fn(&mut StdRng) -> Vec<u8>;

pub(super) const KINDS: [(&str, Make); 25] = [
    ("a nested function", nested_function),
    ("a nested function, packed", packed_function),
    ("nested arrays", nested_arrays),
    ("nested dictionaries", nested_dictionaries),
    ("nested arrays in a page's content", nested_content),
    ("deflate without a head", raw_deflate),
    ("filters in a row", filters),
    ("filters with escaped names", escaped_filters),
    ("hexadecimal digits before LZW", lzw),
    ("runs", runs),
    ("a large JBIG2 page", jbig2),
    ("a large fax", fax),
    ("an endless dash pattern", dashes),
    ("forms within forms", forms),
    ("a pattern of tiny tiles", tiles),
    ("a page without end", large_page),
    ("a shading of many steps", shading),
    ("a packed table of objects", packed_table),
    ("streams that unpack to nothing", empty_streams),
    ("messages within messages", messages),
    ("parts of a mail without end", mail_parts),
    ("a large PNG", png),
    ("a large GIF", gif),
    ("a large bitmap", bitmap),
    ("a hostile PDF in a mail", mail),
];

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// So many MiB of one byte, packed `times` times.
fn bomb(mib: usize, times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![b' '; 1 << 20];
    (0..mib).for_each(|_| encoder.write_all(&piece).expect("memory takes it"));
    let packed = encoder.finish().expect("memory takes it");
    (1..times).fold(packed, |packed, _| zlib(&packed))
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A PDF of one page with this content, these resources and these objects from number 5 on. Readers find the objects
/// without a table.
fn pdf(page: &str, content: &[u8], objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\n\
         endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} >>\nendobj\n4 0 obj\n"
    )
    .into_bytes();
    file.extend(content);
    for (number, object) in (5..).zip(objects) {
        file.extend(format!("\nendobj\n{number} 0 obj\n").bytes());
        file.extend(object);
    }
    file.extend(b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    file
}

const IMAGE: &str = "/Resources << /XObject << /I 5 0 R >> >>";
const SHOW: &[u8] = b"q 500 0 0 500 10 10 cm /I Do Q";

/// A page that shows one picture.
fn picture(entries: &str, data: &[u8]) -> Vec<u8> {
    let entries = format!("/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 {entries}");
    pdf(IMAGE, &stream("", SHOW), &[stream(&entries, data)])
}

/// A page whose colour is made by a function.
fn function(entries: &str, data: &[u8]) -> Vec<u8> {
    let space = "/Resources << /ColorSpace << /C [/Separation /S /DeviceGray 5 0 R] >> >>";
    let entries = format!("/FunctionType 4 /Domain [0 1] /Range [0 1] {entries}");
    pdf(space, &stream("", b"/C cs 0.5 scn 10 10 300 300 re f"), &[stream(&entries, data)])
}

fn nested(open: &str, close: &str, depth: usize) -> Vec<u8> {
    [open.repeat(depth), close.repeat(depth)].concat().into_bytes()
}

fn depth(random: &mut StdRng) -> usize {
    10_usize.pow(random.random_range(3..=6))
}

fn nested_function(random: &mut StdRng) -> Vec<u8> {
    function("", &nested("{", "}", depth(random)))
}

fn packed_function(random: &mut StdRng) -> Vec<u8> {
    let escaped = random.random::<bool>();
    function(
        if escaped { "/Filter /Fl#61teDecode" } else { "/Filter /FlateDecode" },
        &zlib(&nested("{", "}", depth(random))),
    )
}

fn nested_arrays(random: &mut StdRng) -> Vec<u8> {
    let depth = depth(random);
    pdf("/Resources 5 0 R", &stream("", b"q Q"), &[[b"<< /X ", &nested("[", "]", depth)[..], b" >>"].concat()])
}

fn nested_dictionaries(random: &mut StdRng) -> Vec<u8> {
    let depth = depth(random);
    pdf("/Resources 5 0 R", &stream("", b"q Q"), &[nested("<< /A ", " >>", depth)])
}

fn nested_content(random: &mut StdRng) -> Vec<u8> {
    let content = zlib(&[&nested("[", "]", depth(random))[..], b" TJ"].concat());
    pdf("", &stream("/Filter /FlateDecode", &content), &[])
}

fn raw_deflate(random: &mut StdRng) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![0; 1 << 20];
    (0..random.random_range(300..900)).for_each(|_| encoder.write_all(&piece).expect("memory takes it"));
    picture("/Width 9 /Height 9 /Filter /FlateDecode", &encoder.finish().expect("memory takes it"))
}

fn filters(random: &mut StdRng) -> Vec<u8> {
    let times = random.random_range(2..=6);
    let names = "/FlateDecode ".repeat(times);
    picture(&format!("/Width 9 /Height 9 /Filter [{names}]"), &bomb(random.random_range(300..900), times))
}

fn escaped_filters(random: &mut StdRng) -> Vec<u8> {
    let spelled = ["/Fl#61teDecode", "/#46l", "/#46#6c#61#74#65#44#65#63#6f#64#65"][random.random_range(0..3)];
    picture(&format!("/Width 9 /Height 9 /Filter [{spelled} {spelled}]"), &bomb(random.random_range(300..900), 2))
}

fn lzw(random: &mut StdRng) -> Vec<u8> {
    let digits: Vec<u8> =
        (0..random.random_range(1..4) << 20).map(|_| b"0123456789abcdef"[random.random_range(0..16)]).collect();
    picture("/Width 9 /Height 9 /Filter [/AHx /LZW]", &digits)
}

fn runs(random: &mut StdRng) -> Vec<u8> {
    // 129 makes 128 bytes of the one after it.
    let packed = zlib(&[129, 0].repeat(random.random_range(2..8) << 20));
    picture("/Width 9 /Height 9 /Filter [/FlateDecode /RunLengthDecode]", &packed)
}

fn jbig2(random: &mut StdRng) -> Vec<u8> {
    // A page information segment (ISO/IEC 14492 §7.4.8).
    let side = |random: &mut StdRng| random.random_range(20_000..100_000_u32).to_be_bytes();
    let (width, height) = (side(random), side(random));
    let data = [&[0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19][..], &width, &height, &[0; 8], &[0, 0, 0]].concat();
    picture("/Width 9 /Height 9 /Filter /JBIG2Decode", &data)
}

fn fax(random: &mut StdRng) -> Vec<u8> {
    let side = random.random_range(10_000..60_000);
    let parameters = format!("/DecodeParms << /K -1 /Columns {side} /Rows {side} >>");
    picture(&format!("/Width 9 /Height 9 /Filter /CCITTFaxDecode {parameters}"), &vec![0xff; 1 << 20])
}

fn dashes(random: &mut StdRng) -> Vec<u8> {
    let dash = 10_f64.powi(-random.random_range(3..30));
    pdf("", &stream("", format!("[{dash:.30}] 0 d 0 0 m 500 500 l S").as_bytes()), &[])
}

fn forms(random: &mut StdRng) -> Vec<u8> {
    let levels = random.random_range(8..40);
    let form = |level: usize| {
        let next = 6 + level;
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I {next} 0 R >> >> /Group << /S \
             /Transparency >>"
        );
        stream(&entries, b"/I Do /I Do /I Do /I Do")
    };
    let mut all: Vec<_> = (0..levels).map(form).collect();
    all.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 9 9 re f"));
    pdf(IMAGE, &stream("", SHOW), &all)
}

fn tiles(random: &mut StdRng) -> Vec<u8> {
    let step = 10_f64.powi(-random.random_range(2..12));
    let entries = format!(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep {step:.12} /YStep {step:.12} \
         /Resources << >>"
    );
    let fill = b"/Pattern cs /P scn 0 0 595 842 re f ".repeat(random.random_range(1..50));
    pdf("/Resources << /Pattern << /P 5 0 R >> >>", &stream("", &fill), &[stream(&entries, b"0 0 1 1 re f")])
}

fn large_page(random: &mut StdRng) -> Vec<u8> {
    let page = format!("/MediaBox [0 0 {0} {0}] /UserUnit {1}", random.random_range(1e6..1e30), 1e9);
    pdf(&page, &stream("", b"0 0 9 9 re f"), &[])
}

fn shading(random: &mut StdRng) -> Vec<u8> {
    let order = random.random_range(1..=3);
    let shading = "<< /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1e9 0 1e9] /Function 6 0 R >>".into();
    let size = random.random_range(2_000..20_000);
    let entries =
        format!("/FunctionType 0 /Domain [0 1 0 1] /Range [0 1] /Size [{size} {size}] /BitsPerSample 8 /Order {order}");
    let paint = b"/S sh ".repeat(random.random_range(1..200));
    pdf("/Resources << /Shading << /S 5 0 R >> >>", &stream("", &paint), &[shading, stream(&entries, b"x")])
}

fn packed_table(random: &mut StdRng) -> Vec<u8> {
    let entries = "/Type /XRef /Size 999999999 /W [1 2 1] /Root 1 0 R /Filter [/FlateDecode /FlateDecode]";
    let table = stream(entries, &bomb(random.random_range(300..900), 2));
    let mut file = pdf("", &stream("", b"q Q"), &[]);
    let at = file.len();
    file.extend([b"9 0 obj\n", &table[..], b"\nendobj\n"].concat());
    file.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
    file
}

fn empty_streams(random: &mut StdRng) -> Vec<u8> {
    // Empty stored blocks (RFC 1951 §3.2.4).
    let block = [b"stream\n\x78\x01".as_slice(), &[0, 0, 0, 0xff, 0xff].repeat(200)].concat();
    [b"%PDF-1.7\n".as_slice(), &block.repeat(random.random_range(10_000..30_000))].concat()
}

fn messages(random: &mut StdRng) -> Vec<u8> {
    let inner = b"From: a@b.invalid\r\nContent-Type: message/rfc822\r\n\r\n".repeat(random.random_range(100..40_000));
    [&inner[..], b"From: a@b.invalid\r\n\r\nend\r\n"].concat()
}

fn mail_parts(random: &mut StdRng) -> Vec<u8> {
    let mut mail = b"From: a@b.invalid\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".to_vec();
    let part = b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    mail.extend(part.repeat(random.random_range(100..200_000)));
    mail
}

/// A chunk of a PNG (ISO/IEC 15948 §5.3). Its checksum is whole, so that the decoder goes on.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let sum = body.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    let len = u32::try_from(data.len()).expect("small");
    [&len.to_be_bytes()[..], &body, &(!sum).to_be_bytes()].concat()
}

fn png(random: &mut StdRng) -> Vec<u8> {
    // Within the limits of pixels, 16 bits a channel; or beyond them.
    let (width, height): (u32, u32) =
        if random.random() { (7000, 7000) } else { (random.random(), random.random_range(1..9)) };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let parts = [chunk(*b"IHDR", &head), chunk(*b"IDAT", &bomb(400, 1)), chunk(*b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n", &parts[..]].concat()
}

fn gif(random: &mut StdRng) -> Vec<u8> {
    let side = random.random_range(5_000..=u16::MAX).to_le_bytes();
    let frame = [&[0x2c, 0, 0, 0, 0][..], &side, &side, &[0, 8, 2, 0x04, 0x01, 0]].concat();
    [b"GIF89a", &side[..], &side, &[0x80, 0, 0, 0, 0, 0, 255, 255, 255], &frame.repeat(1000), b";"].concat()
}

fn bitmap(random: &mut StdRng) -> Vec<u8> {
    let side = random.random_range(5_000..7_000_i32).to_le_bytes();
    let head = [&40_u32.to_le_bytes()[..], &side, &side, &[1, 0, 8, 0, 1, 0, 0, 0], &[0; 20]].concat();
    let mut file = b"BM".to_vec();
    file.extend([&0_u32.to_le_bytes()[..], &[0; 4], &54_u32.to_le_bytes(), &head].concat());
    // Runs of 255 pixels.
    file.extend([255, 7].repeat(1 << 20));
    file
}

fn mail(random: &mut StdRng) -> Vec<u8> {
    let pdf = if random.random() { nested_function(random) } else { dashes(random) };
    let text = data_encoding::BASE64_MIME.encode(&pdf);
    format!(
        "From: a@b.invalid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: \
         application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}\r\n--b--\r\n"
    )
    .into_bytes()
}
