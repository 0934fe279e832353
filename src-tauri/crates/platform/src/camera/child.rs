use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use lingpai_frames::CameraFault;
use lingpai_frames::pipe::{self, Message};

/// A process of `lingpai-camera`. It ends when this value is dropped.
pub(super) struct CameraChild {
    /// Closing it ends the process.
    _input: ChildStdin,
    messages: Receiver<Message>,
}

impl CameraChild {
    /// Starts the program with these arguments.
    pub(super) fn start(program: &Path, arguments: &[&str]) -> Result<Self, CameraFault> {
        let mut child = spawn(program, arguments).map_err(|_| CameraFault::Failed)?;
        let input = child.stdin.take().expect("`spawn` has it made as a pipe");
        // At most one frame waits.
        let (tell, messages) = sync_channel(1);
        thread::Builder::new()
            .name("camera".to_owned())
            .spawn(move || listen(child, &tell))
            .map_err(|_| CameraFault::Failed)?;
        Ok(Self { _input: input, messages })
    }

    /// Waits for the next message. A fault is the last one.
    pub(super) fn next(&self, patience: Duration) -> Result<Message, CameraFault> {
        match self.messages.recv_timeout(patience) {
            Ok(Message::Fault(fault)) => Err(fault),
            Ok(message) => Ok(message),
            Err(RecvTimeoutError::Timeout) => Err(CameraFault::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(CameraFault::Failed),
        }
    }
}

/// Passes on what the child says, until it has ended or nobody listens. A frame that nobody has taken yet is not replaced by the next one.
fn listen(mut child: Child, tell: &SyncSender<Message>) {
    let mut output = io::BufReader::new(child.stdout.take().expect("`spawn` has it made as a pipe"));
    let last = loop {
        let told = match pipe::read(&mut output) {
            Ok(Message::Fault(fault)) => break Some(fault),
            Ok(frame @ Message::Frame(_)) => match tell.try_send(frame) {
                Err(TrySendError::Disconnected(_)) => false,
                Ok(()) | Err(TrySendError::Full(_)) => true,
            },
            Ok(message @ (Message::Listed(_) | Message::Opened(_))) => tell.send(message).is_ok(),
            // It has ended, or it says what no message is.
            Err(_) => break None,
        };
        if !told {
            break Some(CameraFault::Failed);
        }
    };
    // A child that still writes hears from this that nobody reads.
    drop(output);
    let fault = match last {
        Some(fault) => fault,
        None => CameraFault::of_exit(child.wait().ok().and_then(|status| status.code())),
    };
    // If the receiver is gone, nobody waits for this.
    tell.send(Message::Fault(fault)).ok();
    // The system remembers a child until somebody has waited for it. An error means that nothing is to be remembered.
    child.wait().ok();
}

fn spawn(program: &Path, arguments: &[&str]) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        /// A program of the command line opens no window of its own (`CREATE_NO_WINDOW`).
        const NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(NO_WINDOW);
    }
    command.spawn()
}
