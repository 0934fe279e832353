//! Small files that claim to be huge pictures are refused by their headers, before memory is taken. This is a test
//! program of its own, because it measures the memory of the whole process.

use lingpai_qr::{PictureFault, read_picture};

const SIDE: u32 = 60_000;

/// Gives the CRC-32 that PNG uses (ISO 3309), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a short chunk");
    let body = [name.as_slice(), data].concat();
    [&length.to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
}

/// Makes a PNG in RGBA with 8 or 16 bits a channel, whose only data is a stored deflate block.
fn png(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 6, 0, 0, 0]].concat();
    let data = [0x78, 1, 1, 1, 0, 0xfe, 0xff, 0, 0, 0, 0, 1];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &data), &chunk(b"IEND", &[])].concat()
}

fn bmp(width: u32, height: u32) -> Vec<u8> {
    let header =
        [&[0; 4][..], &54_u32.to_le_bytes(), &40_u32.to_le_bytes(), &width.to_le_bytes(), &height.to_le_bytes()];
    [b"BM\x36\0\0\0", header.concat().as_slice(), &[1, 0, 24, 0], &[0; 24]].concat()
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    [b"GIF89a", size.as_slice(), &[0x80, 0, 0, 0, 0, 0, 255, 255, 255], b",\0\0\0\0", &size, &[0, 2, 1, 0x4c, 0, b';']]
        .concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    let frame = [&[0xff, 0xc0, 0, 11, 8], size.as_slice(), &[1, 1, 0x11, 0]].concat();
    [&[0xff, 0xd8], frame.as_slice(), &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]].concat()
}

/// Makes a lossless WebP. Its header has each side less one, in 14 bits.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let size = (width - 1) | (height - 1) << 14;
    let data = [&[0x2f][..], &size.to_le_bytes(), &[0; 11]].concat();
    [b"RIFF\x1c\0\0\0WEBPVP8L\x10\0\0\0", data.as_slice()].concat()
}

/// Gives the most memory that the process has had, in KiB.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux counts it");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[cfg(not(target_os = "linux"))]
fn peak() -> u64 {
    0
}

#[test]
fn claims_are_refused_before_memory_is_taken() {
    let before = peak();
    let bombs = [
        (png(SIDE, SIDE, 8), SIDE, SIDE),
        (png(SIDE, SIDE, 16), SIDE, SIDE),
        (png(16_384, 16_384, 8), 16_384, 16_384),
        (png(16_385, 1, 8), 16_385, 1),
        (png(1, 1 << 30, 8), 1, 1 << 30),
        (bmp(SIDE, SIDE), SIDE, SIDE),
        (gif(60_000, 60_000), SIDE, SIDE),
        (jpeg(60_000, 60_000), SIDE, SIDE),
        (webp(16_383, 16_383), 16_383, 16_383),
    ];
    for (at, (bomb, width, height)) in bombs.iter().enumerate() {
        assert!(bomb.len() < 200);
        let refused = read_picture(bomb).err();
        assert_eq!(refused, Some(PictureFault::TooManyPixels { width: *width, height: *height }), "bomb {at}");
    }
    // The largest picture allowed is not refused for its size, but for its missing pixels.
    assert_eq!(read_picture(&png(10_000, 1, 8)).err(), Some(PictureFault::Unreadable));
    let taken = peak() - before;
    assert!(taken < 16 << 10, "{taken} KiB were taken");
}
