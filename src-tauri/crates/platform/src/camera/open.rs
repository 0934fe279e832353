use std::path::{Path, PathBuf};
use std::time::Duration;

use lingpai_frames::pipe::{LIST, Message, OPEN};
use lingpai_frames::{CameraFault, CameraInfo, Frame};

use super::child::CameraChild;
use crate::beside::beside_this_program;

/// How long listing may take. macOS asks the user whether the program may use the camera, and its question stays on the screen until it
/// is answered.
const LISTING: Duration = Duration::from_secs(if cfg!(target_os = "macos") { 130 } else { 10 });
/// How long a camera may take to open. Some wake slowly.
const OPENING: Duration = Duration::from_secs(10);
/// How long a camera may go without a frame.
const STALLED: Duration = Duration::from_secs(5);

/// A camera that is on until this value is dropped.
pub struct OpenCamera {
    child: CameraChild,
    info: CameraInfo,
}

/// Lists the cameras of this machine.
///
/// # Errors
///
/// The system refuses, or does not answer.
pub fn cameras() -> Result<Vec<CameraInfo>, CameraFault> {
    listed(&CameraChild::start(&program()?, &[LIST])?)
}

impl OpenCamera {
    /// Turns on the camera with this key. If it is gone, takes a camera with the same name, which was plugged in at
    /// another place, or else the first camera. Returns when the camera is on.
    ///
    /// # Errors
    ///
    /// There is no camera, or it cannot be used.
    pub fn open(key: Option<&str>) -> Result<Self, CameraFault> {
        Self::open_with(&program()?, key)
    }

    fn open_with(program: &Path, key: Option<&str>) -> Result<Self, CameraFault> {
        let arguments: Vec<&str> = [OPEN].into_iter().chain(key).collect();
        let child = CameraChild::start(program, &arguments)?;
        listed(&child)?;
        match child.next(OPENING)? {
            Message::Opened(info) => Ok(Self { child, info }),
            Message::Listed(_) | Message::Frame(_) | Message::Fault(_) => Err(CameraFault::Failed),
        }
    }

    /// Gives the camera that is on.
    pub fn info(&self) -> &CameraInfo {
        &self.info
    }

    /// Waits for the next frame. After a fault there are no more.
    ///
    /// # Errors
    ///
    /// The camera gives none.
    pub fn next(&self) -> Result<Frame, CameraFault> {
        match self.child.next(STALLED)? {
            Message::Frame(frame) => Ok(frame),
            Message::Listed(_) | Message::Opened(_) | Message::Fault(_) => Err(CameraFault::Failed),
        }
    }
}

fn listed(child: &CameraChild) -> Result<Vec<CameraInfo>, CameraFault> {
    match child.next(LISTING)? {
        Message::Listed(cameras) => Ok(cameras),
        Message::Opened(_) | Message::Frame(_) | Message::Fault(_) => Err(CameraFault::Failed),
    }
}

fn program() -> Result<PathBuf, CameraFault> {
    if !has_media() {
        return Err(CameraFault::NoMedia);
    }
    beside_this_program("lingpai-camera").filter(|program| program.is_file()).ok_or(CameraFault::Failed)
}

/// Whether this Windows has Media Foundation. The editions N and KN have none, and servers only where it was added. Where the process
/// were started all the same, Windows would show a dialog of its own.
#[cfg(windows)]
fn has_media() -> bool {
    let system = std::env::var_os("SystemRoot").map(|root| PathBuf::from(root).join("System32"));
    let libraries = ["mf.dll", "mfplat.dll", "mfreadwrite.dll"];
    // A Windows that does not say where it lies has them, perhaps.
    system.is_none_or(|system| libraries.iter().all(|library| system.join(library).is_file()))
}

#[cfg(not(windows))]
fn has_media() -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use image::{GrayImage, RgbImage};
    use lingpai_frames::pipe::write;

    use super::*;

    /// A program that says something else than `lingpai-camera`.
    struct Stand {
        folder: tempfile::TempDir,
    }

    impl Stand {
        fn new(says: &[Message], then: &str) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let mut bytes = Vec::new();
            says.iter().for_each(|message| write(&mut bytes, message).expect("written"));
            fs::write(folder.path().join("says"), bytes).expect("written");
            let mut bytes = Vec::new();
            write(&mut bytes, &frame(7)).expect("written");
            fs::write(folder.path().join("frame"), bytes).expect("written");
            let script = format!("#!/bin/sh\ncd '{}'\ncat says\n{then}\n", folder.path().display());
            let stand = Self { folder };
            fs::write(stand.program(), script).expect("written");
            fs::set_permissions(stand.program(), fs::Permissions::from_mode(0o700)).expect("ours");
            stand
        }

        fn program(&self) -> PathBuf {
            self.folder.path().join("lingpai-camera")
        }

        fn fault(&self) -> Option<CameraFault> {
            OpenCamera::open_with(&self.program(), Some("0:USB")).err()
        }
    }

    fn camera() -> CameraInfo {
        CameraInfo { key: "0:USB".to_owned(), name: "USB".to_owned() }
    }

    fn frame(side: u32) -> Message {
        Message::Frame(Frame { luma: GrayImage::new(side, side), preview: RgbImage::new(1, 1) })
    }

    #[test]
    fn frames_come_until_the_process_ends_and_its_end_is_a_fault() {
        let opened = [Message::Listed(vec![camera()]), Message::Opened(camera())];
        // A frame that comes before the answer to the opening is taken is dropped, and more follow, as from a camera.
        let stand = Stand::new(&opened, "while sleep 0.05; do cat frame || exit; done");
        let camera = OpenCamera::open_with(&stand.program(), None).expect("it is on");
        assert_eq!((camera.info().name.as_str(), camera.next().expect("a frame").luma.width()), ("USB", 7));
        drop(camera);
        let gone = Stand::new(&opened, "sleep 0.2; cat frame; kill -ABRT $$");
        let camera = OpenCamera::open_with(&gone.program(), None).expect("it was on");
        let end = std::iter::repeat_with(|| camera.next()).find_map(Result::err);
        assert_eq!(end, Some(CameraFault::Failed));
    }

    #[test]
    fn a_fault_is_told_as_it_is_and_what_is_no_message_is_a_failure() {
        let listed = || Message::Listed(vec![camera()]);
        assert_eq!(Stand::new(&[Message::Fault(CameraFault::Denied)], "").fault(), Some(CameraFault::Denied));
        assert_eq!(Stand::new(&[listed(), Message::Fault(CameraFault::Busy)], "").fault(), Some(CameraFault::Busy));
        assert_eq!(Stand::new(&[], "echo no message").fault(), Some(CameraFault::Failed));
        assert_eq!(Stand::new(&[listed(), listed()], "").fault(), Some(CameraFault::Failed));
        assert_eq!(Stand::new(&[listed()], "exit 1").fault(), Some(CameraFault::Failed));
        let missing = OpenCamera::open_with(Path::new("/no/such/program"), None);
        assert_eq!(missing.err(), Some(CameraFault::Failed));
    }

    #[test]
    fn the_process_ends_when_the_camera_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let ended = folder.path().join("ended");
        let made = std::process::Command::new("mkfifo").arg(&ended).status().expect("it is on every Unix");
        assert!(made.success());
        let opened = [Message::Listed(vec![camera()]), Message::Opened(camera())];
        let stand = Stand::new(&opened, &format!("cat; echo >'{}'", ended.display()));
        drop(OpenCamera::open_with(&stand.program(), None).expect("it is on"));
        let begun = Instant::now();
        // This waits for the child to write.
        fs::read(&ended).expect("a pipe");
        assert!(begun.elapsed() < STALLED);
    }
}
