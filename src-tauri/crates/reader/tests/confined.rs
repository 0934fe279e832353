//! The built `lingpai-reader` as the program starts it: what it gives up, and what becomes of files that are made to do
//! harm.

use std::path::{Path, PathBuf};

use lingpai_app::{FileReader as _, Stop};
use lingpai_intake::pipe::Form;
use lingpai_intake::{DocumentFault, IntakeFault, ReaderFault};
use lingpai_platform::ChildReader;
use lingpai_prove::hostile;

const GOOD: &[u8] = include_bytes!("../../qr/vectors/qr/upright.png");

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_lingpai-reader"))
}

fn read(file: &[u8]) -> Result<usize, IntakeFault> {
    ChildReader::at(program().to_owned()).read(Form::File, file, &Stop::default()).map(|codes| codes.len())
}

fn corpus() -> Option<PathBuf> {
    std::env::var_os("LINGPAI_CORPUS").map(|corpus| PathBuf::from(corpus).join("hostile"))
}

#[test]
fn a_good_file_is_read_and_others_say_why_not() {
    assert_eq!(read(GOOD), Ok(1));
    assert_eq!(read(b"%PDF-1.7"), Err(IntakeFault::Document(DocumentFault::Unreadable)));
}

#[test]
fn no_hostile_file_takes_more_than_it_may() {
    let (report, worst) = hostile::prove(program(), corpus().as_deref(), 50).expect("the reader reads");
    assert!(report.failures().is_empty(), "{worst:?} {:#?}", report.failures());
}

/// The largest picture with four bytes a pixel. On a busy machine a test build may not be done with it in time.
#[test]
fn the_largest_pictures_fit_into_the_memory() {
    let picture = image::RgbaImage::from_pixel(7000, 7000, image::Rgba([255; 4]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("memory takes it");
    let answer = read(file.get_ref()).expect_err("there is no code in it");
    let in_time = IntakeFault::NoCode(lingpai_intake::Reason::NoCode);
    assert!([in_time, IntakeFault::Reader(ReaderFault::Deadline)].contains(&answer), "{answer:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn it_gives_up_files_and_system_calls_before_it_reads() {
    use std::process::{Command, Stdio};
    use std::{fs, thread};

    // It inherits a file that it must not keep.
    let mut command = Command::new("sh");
    command.args(["-c", "exec 9</dev/null; exec \"$0\""]).arg(program());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let status = || fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
    let has = |status: &str, line: &str| status.lines().any(|of| of.split_whitespace().eq(line.split_whitespace()));
    // The last thing that it does before it waits for a request.
    while !has(&status(), "Seccomp: 2") {
        thread::yield_now();
    }
    let status = status();
    assert!(has(&status, "NoNewPrivs: 1"), "{status}");
    assert!(has(&status, "Threads: 1"), "{status}");
    if let Ok(open) = fs::read_dir(format!("/proc/{}/fd", child.id())) {
        assert_eq!(open.count(), 3, "the standard ones");
    }
    drop(child.stdin.take());
    assert!(!child.wait().expect("it ends").success(), "without a request it fails");
}

/// The signals are those that end the process at its limits: of memory, through the allocator, and of processor time.
#[cfg(target_os = "linux")]
#[test]
fn a_limit_is_told_as_one() {
    use std::process::Command;
    use std::thread;

    let picture = image::GrayImage::from_pixel(5000, 5000, image::Luma([255]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("memory takes it");
    for signal in ["ABRT", "XCPU"] {
        thread::scope(|scope| {
            let answer = scope.spawn(|| read(file.get_ref()));
            let child = loop {
                if let Some(child) = confined_child() {
                    break child;
                }
                assert!(!answer.is_finished(), "the reader was not seen");
                thread::yield_now();
            };
            let killed = Command::new("kill").args([&format!("-{signal}"), &child]).status();
            assert!(killed.expect("`kill` is there").success());
            let answer = answer.join().expect("no panic");
            assert_eq!(answer, Err(IntakeFault::Reader(ReaderFault::Limit)), "{signal}");
        });
    }
}

/// Gives the process id of a reader that this process has started, once it has confined itself.
#[cfg(target_os = "linux")]
fn confined_child() -> Option<String> {
    let parent = format!("PPid:\t{}", std::process::id());
    let processes = std::fs::read_dir("/proc").expect("Linux has it");
    processes.flatten().find_map(|process| {
        let status = std::fs::read_to_string(process.path().join("status")).ok()?;
        let has = |line: &str| status.lines().any(|of| of == line);
        let is_it = has("Name:\tlingpai-reader") && has(&parent) && has("Seccomp:\t2");
        is_it.then(|| process.file_name().to_string_lossy().into_owned())
    })
}
