//! Failures that end the program before it has a window.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use lingpai_tests::{lingpai, run_to_end};

#[test]
fn without_a_screen_it_says_what_to_do_in_the_users_language_and_notes_where_it_failed() -> Result<()> {
    let home = tempfile::tempdir().context("a folder for its data")?;
    for (locale, title) in [
        ("en_US.UTF-8", "Lingpai could not open its window"),
        ("zh_HK.UTF-8", "令牌無法開啟視窗"),
        ("zh_CN.UTF-8", "令牌无法打开窗口"),
    ] {
        let mut program = Command::new(lingpai()?);
        program.arg("--data").arg(home.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let ended = run_to_end(program.env("LC_ALL", locale).env_remove("LANGUAGE"))?;
        let said = String::from_utf8(ended.stderr).context("it says text")?;
        ensure!(said.contains(title), "{locale}: `{said}`");
        ensure!(ended.status.code() == Some(69), "{locale}: {}", ended.status);
        let file = home.path().join("last-failure.txt");
        ensure!(said.contains(&file.display().to_string()), "{locale}: the file is not named");
        let noted = fs::read_to_string(&file).context("the failure is noted")?;
        let lines: Vec<&str> = noted.lines().collect();
        ensure!(lines.len() == 4 && lines[0].starts_with("lingpai ") && lines[3].contains(".rs:"), "`{noted}`");
        fs::remove_file(file)?;
    }
    Ok(())
}
