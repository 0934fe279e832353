//! Drawn frames of every kind and size are read.

mod frames;

use std::time::Duration;

use frames::{Kind, SIZES, frame};
use lingpai_qr::{Budget, FrameScanner, Reason, Scan, scan};

/// A budget that the whole ladder does not use up on a busy machine, so that the results do not depend on the clock.
const UNHURRIED: Budget = Budget(Duration::from_secs(600));

fn texts(scan: &Scan) -> Vec<String> {
    let mut texts: Vec<String> =
        scan.found.iter().map(|found| found.payload.text().expect("a text").to_string()).collect();
    texts.sort();
    texts
}

/// Counts the frames that give all their texts and no other.
fn read(kind: Kind, number: u32) -> usize {
    let whole = SIZES.iter().filter(|&&size| {
        let (picture, expected) = frame(kind, size, number);
        let scan = scan(&picture, UNHURRIED);
        let read = texts(&scan);
        assert!(read.iter().all(|text| expected.contains(text)), "{} {size:?}", kind.name());
        read == expected
    });
    whole.count()
}

#[test]
fn frames_of_every_kind_are_read() {
    for kind in Kind::ALL.into_iter().filter(|&kind| !matches!(kind, Kind::OneAndAHalf | Kind::None)) {
        assert_eq!(read(kind, 1), SIZES.len(), "{kind:?}");
    }
}

#[test]
fn every_noisy_and_blurred_frame_is_read() {
    for number in 0..6 {
        assert_eq!(read(Kind::NoiseAndBlur, number), SIZES.len(), "{number}");
    }
}

#[test]
fn half_of_the_smallest_are_read() {
    let whole: usize = (0..3).map(|number| read(Kind::OneAndAHalf, number)).sum();
    assert!(whole * 2 >= 3 * SIZES.len(), "{whole}");
}

#[test]
fn frames_without_a_code_give_none() {
    let (picture, _) = frame(Kind::None, SIZES[0], 0);
    let scan = scan(&picture, UNHURRIED);
    assert!(scan.found.is_empty());
    assert_eq!(scan.reason, Some(Reason::NoCode));
}

#[test]
fn a_camera_held_still_reads_within_three_frames() {
    for kind in [Kind::Three, Kind::Two, Kind::UpsideDown, Kind::LightOnDark] {
        let (picture, expected) = frame(kind, SIZES[0], 2);
        let mut scanner = FrameScanner::new();
        let mut scans = (0..3).filter_map(|_| scanner.scan(picture.as_raw(), picture.width(), picture.height()));
        assert!(scans.any(|scan| texts(&scan) == expected), "{kind:?}");
    }
}

#[test]
fn corners_are_where_the_code_is() {
    let (picture, _) = frame(Kind::Three, SIZES[0], 0);
    let scan = scan(&picture, UNHURRIED);
    let [upper_left, _, lower_right, _] = scan.found[0].corners.0;
    // The quiet zone has four modules of three pixels each.
    let near = |corner: [f32; 2], x: f32, y: f32| (corner[0] - x).hypot(corner[1] - y) < 3.0;
    assert!(near(upper_left, 32.3, 32.7), "{upper_left:?}");
    let side = lower_right[0] - upper_left[0];
    assert!((side / 3.0).round() as u32 % 4 == 1, "{side}");
}

#[test]
fn a_frame_of_another_size_than_it_says_is_refused() {
    assert!(FrameScanner::new().scan(&[0; 12], 4, 4).is_none());
}
