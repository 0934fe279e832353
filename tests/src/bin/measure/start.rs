use std::thread;
use std::time::Duration;

use anyhow::Result;
use lingpai_tests::{Desk, bind_plain, open_list, picture};

use crate::bundle;
use crate::figures::{goal, median, tell};
use crate::program::Program;
use crate::reader;

/// How often each program is started for its median.
const STARTS: usize = 7;

/// How often idle use and memory of each program are measured for their medians.
const RESTS: usize = 3;

/// The rest before idle use is measured: a program may still be busy after its first painting, and the list rests when nobody
/// has touched the window for ten seconds.
const SETTLE: Duration = Duration::from_secs(15);

/// How long the idle use is measured.
const IDLE: Duration = Duration::from_secs(30);

/// A program with its measures.
struct Subject {
    program: Program,
    /// Milliseconds.
    starts: Vec<f64>,
    /// MiB.
    pss: Vec<f64>,
    /// Per cent of one core.
    idle: Vec<f64>,
}

/// Prints `start`, `pss` and `idle` of the program, of a bare Tauri window and of those peers that are installed.
///
/// - `start`: from the start of the process to the first painting of the list with one account in it, seen from outside
///   in the screen's memory; the median of seven, in ms. Cold means new processes, the web view's included; the
///   programs' files are in the page cache. The bare window has only a background colour. For a peer the first window
///   counts, with any content.
/// - `pss`: memory of the program and all its processes at the end of its rest, in MiB; the median of three.
/// - `idle`: CPU time of the same processes over thirty seconds, a whole period, with one code and its ring on screen, in per cent of one
///   core; the median of three.
///
/// - `reader.start`: the process that reads files ([`reader::measure`]).
/// - `ui.gzip`, `ui.gzip_start`: the size of the pages' JavaScript ([`bundle::measure`]).
///
/// The programs take turns, so that other work of the machine affects all of them.
pub(crate) fn measure() -> Result<()> {
    let desk = Desk::new()?;
    let mut subjects = vec![Subject::new(Program::lingpai()?), Subject::new(Program::bare()?)];
    for name in ["otpclient", "keepassxc"] {
        match Program::peer(name) {
            Some(peer) => subjects.push(Subject::new(peer)),
            None => eprintln!("{name} is not installed and not measured"),
        }
    }
    bind_one(&desk)?;
    for subject in &subjects {
        eprintln!("warming up {}", subject.program.path().display());
        subject.program.start(&desk)?.0.end()?;
    }
    for round in 1..=STARTS {
        eprintln!("start {round} of {STARTS}");
        for subject in &mut subjects {
            let (running, took) = subject.program.start(&desk)?;
            running.end()?;
            subject.starts.push(took.as_secs_f64() * 1000.0);
        }
    }
    for round in 1..=RESTS {
        eprintln!("rest {round} of {RESTS}");
        for subject in &mut subjects {
            let (running, _) = subject.program.start(&desk)?;
            thread::sleep(SETTLE);
            let before = running.processes()?.cpu();
            thread::sleep(IDLE);
            let after = running.processes()?;
            subject.idle.push(after.cpu().saturating_sub(before).as_secs_f64() / IDLE.as_secs_f64() * 100.0);
            subject.pss.push(after.pss()?);
            running.end()?;
        }
    }
    for subject in &subjects {
        subject.print();
    }
    if let [lingpai, bare, ..] = subjects.as_slice() {
        let (start, pss) = (median(&bare.starts), median(&bare.pss));
        goal("start.lingpai", median(&lingpai.starts), 1.25 * start, "ms", "1.25 times start.bare");
        goal("pss.lingpai", median(&lingpai.pss), 1.2 * pss, "MiB", "1.2 times pss.bare");
        goal("idle.lingpai", median(&lingpai.idle), 1.0, "%", "of one core");
    }
    desk.finish();
    reader::measure()?;
    bundle::measure()
}

/// An ordinary account, whose code shows without a PIN.
fn bind_one(desk: &Desk) -> Result<()> {
    eprintln!("binding an account");
    let uri = "otpauth://totp/GitHub:trader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=GitHub&period=30";
    let window = open_list(desk)?;
    bind_plain(&window, &picture(desk, "github.png", uri)?)?;
    window.code()?;
    window.close()
}

impl Subject {
    fn new(program: Program) -> Self {
        Self { program, starts: Vec::new(), pss: Vec::new(), idle: Vec::new() }
    }

    fn print(&self) {
        let name = self.program.name;
        tell(&format!("start.{name}"), &self.starts, "ms");
        tell(&format!("pss.{name}"), &self.pss, "MiB");
        tell(&format!("idle.{name}"), &self.idle, "%");
        println!("start.{name} {:.0} ms", median(&self.starts));
        println!("pss.{name} {:.1} MiB", median(&self.pss));
        println!("idle.{name} {:.2} %", median(&self.idle));
    }
}
