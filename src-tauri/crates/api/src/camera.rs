//! The frames of a camera, in the form of the contract.

use std::error::Error;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, RgbImage};
use lingpai_app::{Lingpai, MigrationBatch, SessionId, Source, Waiting};
use lingpai_intake::{FrameScanner, IntakeFault, Payload, Reading, Reason, Scan, read_payload};
use lingpai_ipc::{CameraHint, Fault, FrameHead};

use crate::{Reply, adding, fault};

/// The JPEG quality of the page's picture: quick to make, and good enough to aim the camera.
const QUALITY: u8 = 70;

/// A reader of the frames of a camera. It belongs to the session that was open when it was made.
pub struct FrameReader {
    lingpai: Arc<Lingpai>,
    session: SessionId,
    scanner: FrameScanner,
    /// The payloads that were read from earlier frames. A code stays in view for many frames.
    read: Vec<Payload>,
}

/// The result of the search for codes in a frame.
pub struct Scanned {
    scan: Scan,
    width: u32,
    height: u32,
}

impl FrameReader {
    /// Begins for the session that is open now.
    ///
    /// # Errors
    ///
    /// The vault is not open.
    pub fn begin(lingpai: &Arc<Lingpai>) -> Reply<Self> {
        let session = lingpai.session().map_err(fault::of)?;
        Ok(Self { lingpai: Arc::clone(lingpai), session, scanner: FrameScanner::new(), read: Vec::new() })
    }

    /// Searches a frame for codes. `None` if this frame was skipped.
    pub fn scan(&mut self, luma: &GrayImage) -> Option<Scanned> {
        let (width, height) = luma.dimensions();
        let scan = self.scanner.scan(luma.as_raw(), width, height)?;
        Some(Scanned { scan, width, height })
    }

    /// Holds new payloads of a frame until the user agrees or dismisses them. Gives the head that describes the frame.
    ///
    /// # Errors
    ///
    /// The vault was locked meanwhile.
    pub fn take(&mut self, Scanned { scan, width, height }: Scanned) -> Reply<FrameHead> {
        let mut head = head();
        head.codes = scan.found.iter().map(|found| fractions(found.corners.0, width, height)).collect();
        head.hint = scan.reason.and_then(hint);
        match self.take_new(scan)? {
            Some(Waiting::Several { batches, .. }) if !batches.iter().all(MigrationBatch::is_whole) => {
                head.batches = batches.into_iter().map(adding::batch).collect();
            }
            Some(_) => head.found = true,
            None if !head.codes.is_empty() => head.hint = Some(CameraHint::NotOurs),
            None => {}
        }
        Ok(head)
    }

    /// Holds the payloads that were not read before. `None` if all of them are known or are no accounts.
    fn take_new(&mut self, scan: Scan) -> Reply<Option<Waiting>> {
        let new = scan.found.into_iter().map(|found| found.payload);
        let new: Vec<Payload> = new.filter(|payload| !self.read.iter().any(|read| read.same(payload))).collect();
        let readings: Vec<Reading> = new.iter().map(read_payload).filter(is_ours).collect();
        self.read.extend(new);
        if readings.is_empty() {
            return Ok(None);
        }
        let source = Source { name: None, readings: Ok(readings) };
        self.lingpai.take(self.session, vec![source]).map(Some).map_err(fault::of)
    }
}

/// Makes the head that says why no further frame comes.
pub fn ended(fault: Fault) -> FrameHead {
    FrameHead { ended: Some(fault), ..head() }
}

/// Makes the message of a frame for the page: the length of the head, the head, the picture.
///
/// # Errors
///
/// The picture cannot be made a JPEG.
pub fn frame_message(head: &FrameHead, picture: Option<&RgbImage>) -> Result<Vec<u8>, Box<dyn Error>> {
    let head = serde_json::to_vec(head)?;
    let mut message = u32::try_from(head.len())?.to_le_bytes().to_vec();
    message.extend(head);
    if let Some(picture) = picture {
        let mut message = Cursor::new(&mut message);
        message.set_position(message.get_ref().len() as u64);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut message, QUALITY))?;
    }
    Ok(message)
}

/// Whether a reading is an account, even one that breaks a rule. Other codes are ignored.
fn is_ours(reading: &Reading) -> bool {
    !matches!(reading, Err(IntakeFault::NotAnAccount(_)))
}

const fn head() -> FrameHead {
    FrameHead { codes: Vec::new(), hint: None, batches: Vec::new(), found: false, ended: None }
}

fn fractions(corners: [[f32; 2]; 4], width: u32, height: u32) -> [f32; 8] {
    let [a, b, c, d] = corners.map(|[x, y]| [x / width as f32, y / height as f32]);
    [a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]
}

fn hint(reason: Reason) -> Option<CameraHint> {
    match reason {
        Reason::NoCode => None,
        Reason::TooSmall => Some(CameraHint::TooSmall),
        Reason::Blurred => Some(CameraHint::Blurred),
        Reason::CutOff => Some(CameraHint::CutOff),
        Reason::TooDark => Some(CameraHint::TooDark),
        Reason::Damaged => Some(CameraHint::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_the_heads_length_the_head_and_a_jpeg() {
        let head = FrameHead { codes: vec![[0.5; 8]], hint: Some(CameraHint::Blurred), ..head() };
        let message = frame_message(&head, Some(&RgbImage::new(64, 36))).expect("it can be made");
        let (length, rest) = message.split_at(4);
        let (json, jpeg) = rest.split_at(u32::from_le_bytes(length.try_into().expect("four bytes")) as usize);
        let json: serde_json::Value = serde_json::from_slice(json).expect("JSON");
        assert_eq!((&json["codes"][0][7], &json["hint"]), (&0.5.into(), &"blurred".into()));
        assert_eq!(image::load_from_memory(jpeg).expect("a JPEG").width(), 64);
    }

    #[test]
    fn the_last_message_has_a_reason_and_no_picture() {
        let head = ended(crate::refused(lingpai_ipc::FaultCode::CameraGone));
        let message = frame_message(&head, None).expect("it can be made");
        let json: serde_json::Value = serde_json::from_slice(&message[4..]).expect("JSON and nothing behind it");
        assert_eq!(json["ended"]["code"], "camera_gone");
    }

    #[test]
    fn corners_are_fractions_of_the_picture() {
        let corners = [[0.0, 0.0], [64.0, 0.0], [64.0, 36.0], [0.0, 36.0]];
        assert_eq!(fractions(corners, 128, 36), [0.0, 0.0, 0.5, 0.0, 0.5, 1.0, 0.0, 1.0]);
    }
}
