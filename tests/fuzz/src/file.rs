//! Files: pictures, PDFs, e-mails, and the answers about them.

use std::time::Duration;

use lingpai_intake::pipe::{self, Form, MAX_ANSWER, read_answer, write_answer};
use lingpai_intake::{FileFault, PictureFault};
use lingpai_qr::{Payload, Reason, picture};

use crate::{Target, seeds};

/// How long an input's pictures are searched for codes. The target `qr_symbol` is for that search; these are for the decoders.
const SEARCH: Duration = Duration::from_millis(40);
/// The longest seed.
const MAX_SEED: usize = 24 << 10;

pub(crate) const PICTURE: Target = Target {
    name: "picture",
    read: |bytes| {
        file(Form::File, bytes);
        file(Form::Bitmap, bytes);
    },
    seeds: || {
        let vectors = seeds::vectors("qr/vectors/qr").into_iter().filter(|file| file.len() <= MAX_SEED);
        vectors.chain(seeds::corpus(&["qr"], &["png", "webp"], MAX_SEED / 4)).chain(bitmaps()).collect()
    },
    words: &[
        "IHDR", "IDAT", "PLTE", "tRNS", "acTL", "fdAT", "RIFF", "WEBPVP8 ", "VP8L", "VP8X", "ALPH", "ANMF", "GIF89a",
        "BM", "JFIF",
    ],
};

pub(crate) const PDF: Target = Target {
    name: "pdf",
    read: |bytes| file(Form::File, &marked(bytes, b"%PDF-", b"%PDF-1.7\n")),
    seeds: || {
        let vectors = seeds::vectors("documents/vectors/document").into_iter().filter(|file| file.starts_with(b"%PDF"));
        vectors.chain(seeds::corpus(&["hostile", "reports"], &["pdf"], MAX_SEED)).chain(pages()).collect()
    },
    words: &[
        "obj",
        "endobj",
        "stream",
        "endstream",
        "xref",
        "trailer",
        "startxref",
        "%%EOF",
        "/Type",
        "/Catalog",
        "/Pages",
        "/Page",
        "/Kids",
        "/Count",
        "/Parent",
        "/Contents",
        "/Resources",
        "/MediaBox",
        "/XObject",
        "/Subtype",
        "/Image",
        "/Form",
        "/Width",
        "/Height",
        "/BitsPerComponent",
        "/ColorSpace",
        "/DeviceGray",
        "/DeviceRGB",
        "/Indexed",
        "/ICCBased",
        "/Separation",
        "/Filter",
        "/FlateDecode",
        "/LZWDecode",
        "/DCTDecode",
        "/JPXDecode",
        "/JBIG2Decode",
        "/CCITTFaxDecode",
        "/RunLengthDecode",
        "/ASCIIHexDecode",
        "/ASCII85Decode",
        "/DecodeParms",
        "/Predictor",
        "/Columns",
        "/Length",
        "/ObjStm",
        "/XRef",
        "/Index",
        "/W",
        "/Prev",
        "/Encrypt",
        "/Standard",
        "/Font",
        "/Type0",
        "/Type3",
        "/CIDFontType2",
        "/ToUnicode",
        "/Pattern",
        "/Shading",
        "/ShadingType",
        "/Function",
        "/FunctionType",
        "/Domain",
        "/Range",
        "/SMask",
        "/ExtGState",
        "/Matrix",
        "/BBox",
        " 0 R",
        "<<",
        ">>",
        " re f",
        " Do",
        " cm",
        " gs",
        "BI",
        "ID",
        "EI",
        "BT",
        "ET",
        " Tf",
        " Tj",
        " d",
        " S",
        " sh",
        " scn",
    ],
};

pub(crate) const MAIL: Target = Target {
    name: "mail",
    read: |bytes| file(Form::File, &marked(bytes, b": ", b"From: a@b.invalid\r\n")),
    seeds: || {
        let vectors =
            seeds::vectors("documents/vectors/document").into_iter().filter(|file| !file.starts_with(b"%PDF"));
        let corpus = seeds::corpus(&["hostile", "reports"], &["eml"], MAX_SEED);
        vectors.chain(corpus).chain([MESSAGE.to_vec()]).collect()
    },
    words: &[
        "\r\n",
        "\r\n\r\n",
        "--x",
        "--x--",
        "From: ",
        "MIME-Version: 1.0",
        "Content-Type: ",
        "multipart/mixed; boundary=\"x\"",
        "multipart/related",
        "message/rfc822",
        "text/html",
        "image/png",
        "application/pdf",
        "Content-Transfer-Encoding: ",
        "base64",
        "quoted-printable",
        "charset=gb18030",
        "charset=iso-2022-jp",
        "=?utf-8?B?",
        "=?gbk?Q?",
        "?=",
        "filename*0*=utf-8''",
        "data:image/png;base64,",
        "iVBORw0KGgo=",
        "R0lGODlh",
    ],
};

pub(crate) const READER_PROTOCOL: Target = Target {
    name: "reader_protocol",
    read: reader_protocol,
    seeds: answers,
    words: &["\u{1}\u{1}", "\u{1}\u{2}", "\u{1}\u{3}", "\u{1}\u{4}"],
};

/// Reads a file as `lingpai-reader` does, and its answer as the program does.
fn file(form: Form, bytes: &[u8]) {
    let answer = lingpai_documents::read_within(SEARCH, form, bytes);
    let written = write_answer(&answer);
    assert!(written.len() <= MAX_ANSWER, "an answer that is too long");
    let read = read_answer(&written).expect("the program accepts every answer of ours");
    assert_eq!(write_answer(&read), written, "an answer that can be written in two ways");
    match (&answer, &read) {
        (Ok(codes), Ok(again)) => {
            assert!(codes.iter().zip(again).all(|(code, again)| code.same(again)), "other codes");
        }
        // There were more codes than an answer holds.
        (Ok(_), Err(fault)) => assert_eq!(*fault, FileFault::Document(lingpai_intake::DocumentFault::TooLarge)),
        (Err(fault), again) => assert_eq!(again.as_ref().err(), Some(fault), "another fault"),
    }
    if let Err(FileFault::Picture(PictureFault::TooManyPixels { width, height })) = answer {
        let pixels = u64::from(width) * u64::from(height);
        assert!(width.max(height) > picture::MAX_SIDE || pixels > picture::MAX_PIXELS, "refused within the bounds");
    }
}

/// Puts the mark in front that makes a file of this kind, if the input has none in its first bytes.
fn marked(bytes: &[u8], mark: &[u8], first: &[u8]) -> Vec<u8> {
    let start = &bytes[..bytes.len().min(80)];
    let has_one = start.windows(mark.len()).any(|window| window == mark);
    if has_one { bytes.to_vec() } else { [first, bytes].concat() }
}

fn reader_protocol(bytes: &[u8]) {
    if let Ok(answer) = read_answer(bytes) {
        assert_eq!(write_answer(&answer), bytes, "an answer that can be written in two ways");
    }
    if let Some(head) = bytes.first_chunk::<{ pipe::HEAD }>()
        && let Some((form, len)) = pipe::read_request_head(*head)
    {
        assert_eq!(pipe::request_head(form, len), Some(*head), "a head that can be written in two ways");
    }
}

/// Answers of each kind.
fn answers() -> Vec<Vec<u8>> {
    let code = |bytes: &[u8], declared| Payload::new(bytes.to_vec(), declared);
    let answers = [
        Ok(vec![code(b"otpauth://totp/a?secret=AA", None), code(b"\xb8\xbb", Some("富")), code(b"", None)]),
        Err(FileFault::NoCode(Reason::Blurred)),
        Err(FileFault::Picture(PictureFault::TooManyBytes { len: 1 << 30 })),
        Err(FileFault::Picture(PictureFault::TooManyPixels { width: 70_000, height: 2 })),
        Err(FileFault::Picture(PictureFault::UnknownFormat)),
        Err(FileFault::Document(lingpai_intake::DocumentFault::Protected)),
    ];
    let request = pipe::request_head(Form::Bitmap, 7).expect("a short one").to_vec();
    answers.iter().map(write_answer).chain([request]).collect()
}

/// Bitmaps as the clipboard holds them: of 24 bits, of 8 with a palette, run-length encoded.
fn bitmaps() -> Vec<Vec<u8>> {
    let bitmap = |bits: u8, compression: u8, rest: &[u8]| {
        let head = [&[40, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 1, 0, bits, 0, compression], &[0; 23][..]].concat();
        [&head, rest].concat()
    };
    let palette: Vec<u8> = (0..=255).flat_map(|level| [level, level, level, 0]).collect();
    vec![
        bitmap(24, 0, &[200; 24]),
        bitmap(8, 0, &[&palette[..], &[1, 2, 3, 4, 5, 6, 7, 8]].concat()),
        bitmap(8, 1, &[&palette[..], &[4, 9, 0, 0, 4, 7, 0, 1]].concat()),
        bitmap(32, 0, &[9; 32]),
    ]
}

/// PDFs of one page: with lines and a shading, with a picture in the page, with a table of objects that is packed.
fn pages() -> Vec<Vec<u8>> {
    let page = |resources: &str, content: &str, more: &str| {
        format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] \
             >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] /Contents 4 0 R /Resources << \
             {resources} >> >>\nendobj\n4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n{more}trailer << \
             /Root 1 0 R >>\n%%EOF\n",
            content.len()
        )
        .into_bytes()
    };
    let object = |number: u8, entries: &str, data: &str| {
        format!("{number} 0 obj\n<< {entries} /Length {} >>\nstream\n{data}\nendstream\nendobj\n", data.len())
    };
    vec![
        page("", "0 g 10 10 30 30 re f Q q [3 1] 0 d 1 w 0 0 m 80 80 l 20 60 40 40 80 0 c S", ""),
        page("", "q 40 0 0 40 9 9 cm BI /W 4 /H 4 /BPC 8 /CS /G /F /AHx ID 00ff00ff00ff00ff00ff00ff00ff00ff> EI Q", ""),
        page(
            "/XObject << /I 5 0 R >> /ExtGState << /G << /ca 0.5 /SMask << /S /Luminosity /G 6 0 R >> >> >>",
            "/G gs q 50 0 0 50 9 9 cm /I Do Q",
            &[
                object(
                    5,
                    "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace [/Indexed \
                           /DeviceRGB 1 <000000ffffff>] /Filter /ASCIIHexDecode",
                    "00010100>",
                ),
                object(
                    6,
                    "/Type /XObject /Subtype /Form /BBox [0 0 90 90] /Group << /S /Transparency /CS /DeviceGray >>",
                    "0.5 g 0 0 90 90 re f",
                ),
            ]
            .concat(),
        ),
        page(
            "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 90 90] /Function 5 0 R /Extend [true \
             true] >> >> /Pattern << /P 6 0 R >>",
            "/S sh /Pattern cs /P scn 0 0 50 50 re f",
            &[
                object(
                    5,
                    "/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]",
                    "{ dup 0.5 gt { pop 1 } { 2 mul } ifelse dup dup }",
                ),
                object(
                    6,
                    "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>",
                    "1 0 0 rg 0 0 4 4 re f",
                ),
            ]
            .concat(),
        ),
        page(
            "/Font << /F << /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << /a \
             5 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9] >> /H << /Type /Font \
             /Subtype /Type1 /BaseFont /Helvetica >> >>",
            "BT /F 20 Tf 10 10 Td (aa) Tj /H 12 Tf (abc) Tj ET",
            &object(5, "", "9 0 0 0 9 9 d1 0 0 7 7 re f"),
        ),
        page(
            "/XObject << /I 5 0 R >>",
            "q 50 0 0 50 9 9 cm /I Do Q",
            &object(
                5,
                "/Type /XObject /Subtype /Image /Width 16 /Height 4 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter \
                        [/ASCIIHexDecode /CCITTFaxDecode] /DecodeParms [null << /K -1 /Columns 16 /Rows 4 >>]",
                "26a0d5b40010010>",
            ),
        ),
    ]
}

/// A mail with a picture that is none, and one in its text.
const MESSAGE: &[u8] =
    b"From: a@b.invalid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
      Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x\r\nContent-Type: text/html\r\n\r\n\
      <img src=\"data:image/png;base64,iVBORw0KGgo=\">\r\n--x--\r\n";
