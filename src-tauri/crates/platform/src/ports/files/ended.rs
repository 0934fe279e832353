use std::process::ExitStatus;

use lingpai_intake::ReaderFault;

/// Gives the reason why a child has ended without an answer.
///
/// Rust aborts where memory is refused and where the stack is full. A kill that is not ours comes from the system, which
/// has no memory left.
#[cfg(unix)]
pub(super) fn fault(status: ExitStatus) -> ReaderFault {
    use std::os::unix::process::ExitStatusExt as _;

    use rustix::process::Signal;

    let limits = [Signal::ABORT, Signal::XCPU, Signal::KILL];
    let limit = status.signal().is_some_and(|signal| limits.iter().any(|limit| limit.as_raw() == signal));
    if limit { ReaderFault::Limit } else { ReaderFault::Crashed }
}

/// Gives the reason why a child has ended without an answer.
///
/// Rust aborts where memory is refused (`STATUS_STACK_BUFFER_OVERRUN`, by `__fastfail`), and Windows where the stack is
/// full or there is no memory.
#[cfg(windows)]
pub(super) fn fault(status: ExitStatus) -> ReaderFault {
    const LIMITS: [u32; 3] = [0xC000_0409, 0xC000_00FD, 0xC000_0017];
    let limit = status.code().is_some_and(|code| LIMITS.contains(&code.cast_unsigned()));
    if limit { ReaderFault::Limit } else { ReaderFault::Crashed }
}
