//! The camera: frames to the scanner and, small, to the page.

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use lingpai_app::{FoundBatch, Intake, Lingpai, Source, Waiting};
use lingpai_intake::{FrameScanner, IntakeFault, Payload, Reading, Reason, Scan, read_payload};
use lingpai_ipc::{CameraHint, CameraKey, CameraView, Fault, FrameHead};
use lingpai_platform::{CameraInfo, Frame, LastCamera, OpenCamera};
use tauri::ipc::{Channel, InvokeResponseBody};

use crate::{faults, views};

/// Frames on their way to the page, or not shown there yet.
const IN_FLIGHT: u8 = 2;
/// Quick to make, and good enough to aim by.
const QUALITY: u8 = 70;

/// The camera that is on, if one is, and the one that was on last.
pub(crate) struct Cameras {
    on: Mutex<Option<Arc<Session>>>,
    last: LastCamera,
}

#[derive(Default)]
struct Session {
    off: AtomicBool,
    in_flight: AtomicU8,
}

fn view(CameraInfo { key, name }: &CameraInfo) -> CameraView {
    CameraView { id: CameraKey(key.clone()), name: name.clone() }
}

impl Cameras {
    pub(crate) fn new(last: LastCamera) -> Self {
        Self { on: Mutex::default(), last }
    }

    /// The cameras of the machine.
    pub(crate) fn list(&self) -> Result<Vec<CameraView>, Fault> {
        let cameras = lingpai_platform::cameras().map_err(faults::camera)?;
        Ok(cameras.iter().map(view).collect())
    }

    /// Turns a camera on and has its frames scanned and shown until it is closed or something was found.
    pub(crate) fn open(
        &self,
        lingpai: &Arc<Lingpai>,
        key: Option<CameraKey>,
        page: Channel<InvokeResponseBody>,
    ) -> Result<CameraView, Fault> {
        let intake = lingpai.intake().map_err(|fault| faults::fault(&fault))?;
        let session = Arc::new(Session::default());
        // The page asks for one camera at a time: the one before is on its way out.
        self.replace(Some(Arc::clone(&session)));
        let key = key.map(|key| key.0).or_else(|| self.last.key());
        let camera = OpenCamera::open(key.as_deref()).map_err(faults::camera)?;
        let opened = view(camera.info());
        // Where it cannot be written down, the first camera comes up the next time.
        self.last.remember(&camera.info().key).ok();
        let lingpai = Arc::clone(lingpai);
        let work = move || {
            Work { session, lingpai, intake, page, scanner: FrameScanner::new(), read: Vec::new() }.run(&camera)
        };
        thread::Builder::new().name("frames".to_owned()).spawn(work).map_err(|_| faults::internal())?;
        Ok(opened)
    }

    /// A frame was shown.
    pub(crate) fn seen(&self) {
        if let Some(session) = &*self.on.lock().unwrap_or_else(PoisonError::into_inner) {
            let less = |count: u8| Some(count.saturating_sub(1));
            // It always gives a value.
            session.in_flight.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).ok();
        }
    }

    /// Turns the camera off; it is off before its next frame is looked at.
    pub(crate) fn close(&self) {
        self.replace(None);
    }

    fn replace(&self, with: Option<Arc<Session>>) {
        let before = std::mem::replace(&mut *self.on.lock().unwrap_or_else(PoisonError::into_inner), with);
        if let Some(before) = before {
            before.off.store(true, Ordering::Relaxed);
        }
    }
}

/// What goes on while a camera is on.
struct Work {
    session: Arc<Session>,
    lingpai: Arc<Lingpai>,
    intake: Intake,
    page: Channel<InvokeResponseBody>,
    scanner: FrameScanner,
    /// What was read since the camera was opened: a code stays in view for many frames.
    read: Vec<Payload>,
}

/// Whether further frames are wanted.
#[derive(PartialEq, Eq)]
enum Next {
    Frame,
    Nothing,
}

impl Work {
    fn run(mut self, camera: &OpenCamera) {
        while !self.session.off.load(Ordering::Relaxed) {
            let next = match camera.next() {
                Ok(frame) => self.look_at(frame),
                Err(fault) => {
                    self.send(&FrameHead { ended: Some(faults::camera(fault)), ..head() }, None);
                    Next::Nothing
                }
            };
            if next == Next::Nothing {
                return;
            }
        }
    }

    fn look_at(&mut self, Frame { luma, preview }: Frame) -> Next {
        let (width, height) = luma.dimensions();
        let Some(scan) = self.scanner.scan(luma.as_raw(), width, height) else { return Next::Frame };
        // What was in view when the page was left is not held for it.
        if self.session.off.load(Ordering::Relaxed) {
            return Next::Nothing;
        }
        let mut head = head();
        head.codes = scan.found.iter().map(|found| fractions(found.corners.0, width, height)).collect();
        head.hint = scan.reason.and_then(hint);
        match self.take_new(scan) {
            Ok(Some(Waiting::Several { batches, .. })) if !batches.iter().all(FoundBatch::is_whole) => {
                head.batches = batches.into_iter().map(views::batch).collect();
            }
            Ok(Some(_)) => head.found = true,
            Ok(None) if !head.codes.is_empty() => head.hint = Some(CameraHint::NotOurs),
            Ok(None) => {}
            // Locked meanwhile: there is nobody to show it to.
            Err(_) => return Next::Nothing,
        }
        // One that tells of something always goes; of the others, as many as the page can show.
        if head.found || !head.batches.is_empty() || self.session.in_flight.load(Ordering::Relaxed) < IN_FLIGHT {
            self.send(&head, Some(&preview));
        }
        if head.found { Next::Nothing } else { Next::Frame }
    }

    /// Hands on what was not read before; nothing where all of it is known or not ours.
    fn take_new(&mut self, scan: Scan) -> Result<Option<Waiting>, lingpai_app::Fault> {
        let new = scan.found.into_iter().map(|found| found.payload);
        let new: Vec<Payload> = new.filter(|payload| !self.read.iter().any(|read| read.same(payload))).collect();
        let readings: Vec<Reading> = new.iter().map(read_payload).filter(is_ours).collect();
        self.read.extend(new);
        if readings.is_empty() {
            return Ok(None);
        }
        self.lingpai.take(self.intake, vec![Source { name: None, readings: Ok(readings) }]).map(Some)
    }

    fn send(&self, head: &FrameHead, picture: Option<&RgbImage>) {
        let Ok(mut message) = message(head, picture) else { return };
        // EXPOSE: what the camera sees crosses to the page, where its owner aims it; the frame is held nowhere else.
        let body = InvokeResponseBody::Raw(std::mem::take(&mut message));
        self.session.in_flight.fetch_add(1, Ordering::Relaxed);
        if self.page.send(body).is_err() {
            self.session.off.store(true, Ordering::Relaxed);
        }
    }
}

/// An account, or one that breaks a rule; other codes are passed over.
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

/// As the contract has it: the length of the head, the head, the picture.
fn message(head: &FrameHead, picture: Option<&RgbImage>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_the_heads_length_the_head_and_a_jpeg() {
        let head = FrameHead { codes: vec![[0.5; 8]], hint: Some(CameraHint::Blurred), ..head() };
        let message = message(&head, Some(&RgbImage::new(64, 36))).expect("it can be made");
        let (length, rest) = message.split_at(4);
        let (json, jpeg) = rest.split_at(u32::from_le_bytes(length.try_into().expect("four bytes")) as usize);
        let json: serde_json::Value = serde_json::from_slice(json).expect("JSON");
        assert_eq!((&json["codes"][0][7], &json["hint"]), (&0.5.into(), &"blurred".into()));
        assert_eq!(image::load_from_memory(jpeg).expect("a JPEG").width(), 64);
    }
}
