//! A program that runs at the same time as other work.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result};

use crate::{shell, tree};

/// A running program. Its output is shown at its end, in one piece. It is stopped when this value is dropped.
pub(crate) struct Beside {
    program: Child,
    log: PathBuf,
}

impl Beside {
    /// Starts a program. `name` is that of its log.
    ///
    /// # Errors
    ///
    /// It does not start, or its log cannot be written.
    pub(crate) fn start(command: &mut Command, name: &str) -> Result<Self> {
        let log = tree::cache().join(format!("{name}.log"));
        let text = || format!("cannot write `{}`", log.display());
        fs::create_dir_all(tree::cache()).with_context(text)?;
        let out = File::create(&log).with_context(text)?;
        let errors = out.try_clone().with_context(text)?;
        let program = command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn();
        let program = program.with_context(|| format!("cannot start `{}`", shell::line(command)))?;
        Ok(Self { program, log })
    }

    /// Waits for the end, shows the output, and gives it with the exit status.
    ///
    /// # Errors
    ///
    /// Waiting fails, or the log cannot be read.
    pub(crate) fn finish(mut self) -> Result<(ExitStatus, String)> {
        let status = self.program.wait().context("cannot wait for a program")?;
        let log = fs::read(&self.log).with_context(|| format!("cannot read `{}`", self.log.display()))?;
        let log = String::from_utf8_lossy(&log).into_owned();
        eprint!("{log}");
        Ok((status, log))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
