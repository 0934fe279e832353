//! `lingpai-reader`: reads one file of a stranger's and ends.
//!
//! The bytes come on the standard input, the payloads of their QR codes or the reason why there are none go to the
//! standard output, both in the form of [`lingpai_intake::pipe`]. Before the first byte is read, the process gives up what
//! it does not need: see `confine`. The program kills it at the deadline.

mod confine;

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use lingpai_intake::pipe::{self, Form};

/// Only Linux enforces a limit of the address space. Elsewhere the memory is counted here.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, confine::MEMORY);

fn main() -> ExitCode {
    // Without its limits this process reads nothing.
    if confine::confine().is_err() {
        return ExitCode::FAILURE;
    }
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<()> {
    let (form, bytes) = request(&mut io::stdin().lock())?;
    let answer = pipe::write_answer(&lingpai_documents::read(form, &bytes));
    let mut out = io::stdout().lock();
    out.write_all(&answer)?;
    out.flush()
}

fn request(input: &mut impl io::Read) -> io::Result<(Form, Vec<u8>)> {
    let mut head = [0; pipe::HEAD];
    input.read_exact(&mut head)?;
    let (form, len) = pipe::read_request_head(head).ok_or(io::ErrorKind::InvalidData)?;
    let mut bytes = Vec::with_capacity(len);
    input.take(len as u64).read_to_end(&mut bytes)?;
    if bytes.len() == len { Ok((form, bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
