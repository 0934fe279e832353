//! The camera. Its frames go to the scanner and, at a small size, to the page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread;

use lingpai_api::contract::{CameraKey, CameraView, Fault, FaultCode};
use lingpai_api::{FrameReader, Lingpai, Reply, ended, fault, frame_message, internal};
use lingpai_platform::{CameraFault, CameraInfo, Frame, LastCamera, OpenCamera};
use parking_lot::Mutex;
use tauri::ipc::{Channel, InvokeResponseBody};

/// The most frames that are sent and not shown yet.
const IN_FLIGHT: u8 = 2;

/// The camera that is on, if any, and the camera that was used last.
pub(crate) struct Cameras {
    on: Mutex<Option<Arc<Capture>>>,
    last: LastCamera,
}

/// What the thread of an open camera shares with the commands.
#[derive(Default)]
struct Capture {
    closed: AtomicBool,
    in_flight: AtomicU8,
}

/// Lists the cameras of the machine.
pub(crate) fn list() -> Reply<Vec<CameraView>> {
    let cameras = lingpai_platform::cameras().map_err(camera_fault)?;
    Ok(cameras.iter().map(view).collect())
}

impl Cameras {
    /// Makes a value without a camera.
    pub(crate) fn new(last: LastCamera) -> Self {
        Self { on: Mutex::default(), last }
    }

    /// Turns a camera on. Its frames are scanned and shown until the camera is closed or something is found.
    pub(crate) fn open(
        &self,
        lingpai: &Arc<Lingpai>,
        key: Option<CameraKey>,
        page: Channel<InvokeResponseBody>,
    ) -> Reply<CameraView> {
        let reader = FrameReader::begin(lingpai)?;
        let capture = Arc::new(Capture::default());
        // The page uses one camera at a time, so the earlier one is about to end.
        self.replace(Some(Arc::clone(&capture)));
        let key = key.map(|key| key.0).or_else(|| self.last.key());
        let camera = OpenCamera::open(key.as_deref()).map_err(camera_fault)?;
        let opened = view(camera.info());
        // If it cannot be written, the next time the first camera is used.
        self.last.remember(&camera.info().key).ok();
        let work = move || Work { capture, reader, page }.run(&camera);
        thread::Builder::new().name("frames".to_owned()).spawn(work).map_err(|_| internal())?;
        Ok(opened)
    }

    /// Records that the page has shown a frame.
    pub(crate) fn seen(&self) {
        if let Some(capture) = &*self.on.lock() {
            let less = |count: u8| Some(count.saturating_sub(1));
            // The function always gives a value.
            capture.in_flight.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).ok();
        }
    }

    /// Turns the camera off. Its next frame is not read.
    pub(crate) fn close(&self) {
        self.replace(None);
    }

    fn replace(&self, with: Option<Arc<Capture>>) {
        let before = std::mem::replace(&mut *self.on.lock(), with);
        if let Some(before) = before {
            before.closed.store(true, Ordering::Relaxed);
        }
    }
}

/// The work while a camera is on.
struct Work {
    capture: Arc<Capture>,
    reader: FrameReader,
    page: Channel<InvokeResponseBody>,
}

/// Whether further frames are wanted.
#[derive(PartialEq, Eq)]
enum Next {
    Frame,
    Nothing,
}

impl Work {
    fn run(mut self, camera: &OpenCamera) {
        while !self.capture.closed.load(Ordering::Relaxed) {
            let next = match camera.next() {
                Ok(frame) => self.look_at(&frame),
                Err(fault) => {
                    self.send(frame_message(&ended(camera_fault(fault)), None));
                    Next::Nothing
                }
            };
            if next == Next::Nothing {
                return;
            }
        }
    }

    fn look_at(&mut self, Frame { luma, preview }: &Frame) -> Next {
        let Some(scanned) = self.reader.scan(luma) else { return Next::Frame };
        // A code that was in view when the user left the page is dropped.
        if self.capture.closed.load(Ordering::Relaxed) {
            return Next::Nothing;
        }
        // The vault was locked in the meantime.
        let Ok(head) = self.reader.take(scanned) else { return Next::Nothing };
        // A frame with news is always sent. Of the others, only as many are sent as the page can show.
        if head.found || !head.batches.is_empty() || self.capture.in_flight.load(Ordering::Relaxed) < IN_FLIGHT {
            self.send(frame_message(&head, Some(preview)));
        }
        if head.found { Next::Nothing } else { Next::Frame }
    }

    /// Sends a frame to the page. A frame that cannot be encoded is left out.
    fn send<E>(&self, message: Result<Vec<u8>, E>) {
        let Ok(message) = message else { return };
        // EXPOSE: the camera's picture crosses to the page so that the user can aim it. The frame is kept nowhere else.
        let body = InvokeResponseBody::Raw(message);
        self.capture.in_flight.fetch_add(1, Ordering::Relaxed);
        if self.page.send(body).is_err() {
            self.capture.closed.store(true, Ordering::Relaxed);
        }
    }
}

fn view(CameraInfo { key, name }: &CameraInfo) -> CameraView {
    CameraView { id: CameraKey(key.clone()), name: name.clone() }
}

fn camera_fault(of: CameraFault) -> Fault {
    let code = match of {
        CameraFault::None => FaultCode::CameraNone,
        CameraFault::Busy => FaultCode::CameraBusy,
        CameraFault::Denied => FaultCode::CameraDenied,
        CameraFault::Gone => FaultCode::CameraGone,
        CameraFault::Stalled => FaultCode::CameraStalled,
        CameraFault::NoMedia => FaultCode::CameraNoMedia,
        CameraFault::Failed => FaultCode::CameraFailed,
    };
    fault(code, of)
}
