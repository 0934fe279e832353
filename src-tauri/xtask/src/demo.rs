//! `cargo xtask demo`: the window beside the demo broker's web page, with data of their own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::arguments::Demo;
use crate::program::{BROKER, LINGPAI};
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
        // The demo broker's ticket, good for one visit.
        println!("{}", broker.address);
    } else {
        eprintln!("      {}", broker.address);
        open::that_detached(&broker.address).context("no browser opened; open the address above by hand")?;
    }
    progress.step("opening the window: choose +, then read the code on the web page from the screen");
    run::ended(Command::new(lingpai).arg("--data").arg(data.join("lingpai")))?;
    Ok(ExitCode::SUCCESS)
}

/// The ones that the environment names, as for the tests, or new ones.
fn programs(progress: &mut Progress) -> Result<[PathBuf; 2]> {
    let named = |variable| std::env::var_os(variable).map(PathBuf::from);
    match (named("LINGPAI_BIN"), named("LINGPAI_BROKER")) {
        (Some(lingpai), Some(broker)) => Ok([lingpai, broker]),
        (_, _) => run::build(progress, [LINGPAI, BROKER]),
    }
}

/// The demo broker's web server. It ends with this value.
struct Broker {
    child: Child,
    /// Of the page that logs its first visitor in.
    address: String,
}

impl Broker {
    fn serve(program: &Path, data: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("serve").args(["--sign-in", ACCOUNT]);
        command.arg("--db").arg(data.join("broker.sqlite")).arg("--mail-folder").arg(data.join("mail"));
        let child = command.stdout(Stdio::piped()).spawn();
        let child = child.with_context(|| format!("cannot start `{}`", program.display()))?;
        let mut broker = Self { child, address: String::new() };
        let said = broker.child.stdout.take().expect("its stdout is piped");
        // The line says that connections are taken.
        BufReader::new(said).read_line(&mut broker.address).context("cannot hear from the demo broker")?;
        broker.address.truncate(broker.address.trim_end().len());
        if broker.address.is_empty() {
            bail!("the demo broker ended before it served; its message is above");
        }
        Ok(broker)
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        // An error means that it has ended already. SQLite keeps a database whole whenever its program ends.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
