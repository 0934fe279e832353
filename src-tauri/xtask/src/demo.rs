//! `cargo xtask demo`: the program's window and the demo broker's web page, with a data folder for both.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::arguments::Demo;
use crate::program::{BROKER, CAMERA, LINGPAI, READER};
use crate::progress::Progress;
use crate::{run, tree};

/// The account that the demo broker logs in.
const ACCOUNT: &str = "700004";

/// Builds the program and the broker, opens both, and ends the broker when the window is closed.
pub(crate) fn demo(options: &Demo) -> Result<ExitCode> {
    let mut progress = Progress::new(run::STEPS + 2);
    let [lingpai, broker] = programs(&mut progress)?;
    run::expect_screen(&lingpai)?;
    let data = options.data.clone().unwrap_or_else(|| tree::cache().join("demo"));
    fs::create_dir_all(&data).with_context(|| format!("cannot make `{}`", data.display()))?;
    progress.step("opening the demo broker's web page");
    let broker = Broker::serve(&broker, &data)?;
    if options.no_browser {
        // The address has a ticket of the demo broker that is valid for one visit.
        println!("{}", broker.address);
    } else {
        eprintln!("      {}", broker.address);
        open::that_detached(&broker.address).context("no browser opened; open the address above by hand")?;
    }
    progress.step("opening the window: choose +, then read the code on the web page from the screen");
    run::run_to_end(Command::new(lingpai).arg("--data").arg(data.join("lingpai")))?;
    Ok(ExitCode::SUCCESS)
}

/// Gives the programs that the environment names, as for the tests, or builds them.
fn programs(progress: &mut Progress) -> Result<[PathBuf; 2]> {
    let named = |variable| std::env::var_os(variable).map(PathBuf::from);
    match (named("LINGPAI_BIN"), named("LINGPAI_BROKER")) {
        (Some(lingpai), Some(broker)) => Ok([lingpai, broker]),
        (_, _) => {
            let [lingpai, _, _, broker] = run::build(progress, [LINGPAI, READER, CAMERA, BROKER])?;
            Ok([lingpai, broker])
        }
    }
}

/// The demo broker's web server. It is stopped when this value is dropped.
struct Broker {
    child: Child,
    /// The address of the page that logs its first visitor in.
    address: String,
}

impl Broker {
    /// Starts the web server, and waits until it takes connections.
    fn serve(program: &Path, data: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("serve").args(["--sign-in", ACCOUNT]);
        command.arg("--db").arg(data.join("broker.sqlite")).arg("--mail-folder").arg(data.join("mail"));
        let child = command.stdout(Stdio::piped()).spawn();
        let child = child.with_context(|| format!("cannot start `{}`", program.display()))?;
        let mut broker = Self { child, address: String::new() };
        let output = broker.child.stdout.take().expect("stdout is piped");
        // The broker prints this line once it takes connections.
        BufReader::new(output).read_line(&mut broker.address).context("cannot read the demo broker's output")?;
        broker.address.truncate(broker.address.trim_end().len());
        if broker.address.is_empty() {
            bail!("the demo broker ended before it served; its message is above");
        }
        Ok(broker)
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        // An error means that it has ended already. SQLite keeps its database whole if the program is killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
