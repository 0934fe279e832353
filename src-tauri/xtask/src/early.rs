//! A build that starts early: libraries compile while packages are still downloaded and installed.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::shell;

/// A build that runs at the same time as other work. It is stopped when this value is dropped.
///
/// It builds what it can. A crate fails if its system library is missing. The build after this one compiles it again and
/// shows the reason if it still fails.
pub(crate) struct Early {
    cargo: Child,
    artifacts: Receiver<Value>,
}

impl Early {
    /// Starts a build command of cargo.
    ///
    /// # Errors
    ///
    /// Cargo cannot be started.
    pub(crate) fn start(cargo: &mut Command) -> Result<Self> {
        cargo.args(["--keep-going", "--quiet", "--message-format=json-render-diagnostics"]);
        // Its compilers are in the same group, so that they can be stopped with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(cargo, 0);
        let child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.with_context(|| format!("cannot start `{}`", shell::line(cargo)))?;
        let stdout = child.stdout.take().expect("stdout is piped");
        let (sender, artifacts) = mpsc::channel();
        thread::spawn(move || {
            // If a line cannot be read, the count ends, but the build continues.
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
                if message["reason"] == "compiler-artifact" && sender.send(message).is_err() {
                    return;
                }
            }
        });
        Ok(Self { cargo: child, artifacts })
    }

    /// Waits for the end, and hands each crate's message to `built`.
    ///
    /// # Errors
    ///
    /// Waiting for cargo fails.
    pub(crate) fn finish(mut self, built: impl FnMut(Value)) -> Result<()> {
        self.artifacts.iter().for_each(built);
        self.cargo.wait().context("cannot wait for the early build")?;
        Ok(())
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        if !matches!(self.cargo.try_wait(), Ok(None)) {
            return;
        }
        // A compiler that outlives Cargo would write into the next build. Where there are no groups, it ends by itself.
        #[cfg(unix)]
        {
            // The shell has `kill` built in. The program of that name is not on every machine.
            let group = format!("kill -s TERM -- -{}", self.cargo.id());
            // An error means that it has ended by now.
            let _ = Command::new("sh").args(["-c", &group]).stderr(Stdio::null()).status();
        }
        let _ = self.cargo.kill();
        let _ = self.cargo.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    #[cfg(target_os = "linux")]
    use std::process::Command;

    use super::Early;
    use crate::shell;

    #[test]
    fn other_crates_are_built_although_one_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("a file");
        };
        file("Cargo.toml", "[workspace]\nmembers = ['good', 'bad']\nresolver = '3'");
        for (name, source) in [("good", "pub fn good() {}"), ("bad", "compile_error!(\"no such library\");")] {
            file(&format!("{name}/Cargo.toml"), &format!("[package]\nname = '{name}'\nedition = '2024'"));
            file(&format!("{name}/src/lib.rs"), source);
        }
        let mut cargo = shell::cargo();
        cargo.args(["build", "--workspace", "--offline"]).current_dir(folder.path());
        cargo.env("CARGO_TARGET_DIR", folder.path().join("target"));
        let mut names = Vec::new();
        let early = Early::start(&mut cargo).expect("cargo starts");
        early.finish(|artifact| names.push(artifact["target"]["name"].clone())).expect("the end");
        assert_eq!(names, ["good"]);
    }

    // Elsewhere there is no `/proc` that tells whether a process has ended.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_build_that_is_dropped_leaves_no_compiler() {
        let folder = tempfile::tempdir().expect("a folder");
        let pid = folder.path().join("pid");
        // Cargo and a compiler as its child, which writes down who it is and works on.
        let script = format!("sh -c 'echo $$ > {0}.new && mv {0}.new {0} && exec sleep 600' & wait", pid.display());
        let mut cargo = Command::new("sh");
        let early = Early::start(cargo.args(["-c", &script])).expect("a shell");
        let compiler = loop {
            match fs::read_to_string(&pid) {
                Ok(text) => break text.trim().to_owned(),
                Err(_) => std::thread::yield_now(),
            }
        };
        drop(early);
        // An ended process stays listed as a zombie until somebody has waited for it.
        let ended = || match fs::read_to_string(format!("/proc/{compiler}/stat")) {
            Ok(stat) => stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')),
            Err(_) => true,
        };
        let begun = std::time::Instant::now();
        while !ended() {
            assert!(begun.elapsed().as_secs() < 20, "the compiler outlives its build");
            std::thread::yield_now();
        }
    }
}
