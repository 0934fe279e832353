//! Secrets as known patterns, which are searched for in the memory of every process, in logs and in files.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use lingpai_tests::{
    Canary, Desk, Processes, Window, bind_plain, bind_registration, enter_pin, found_in_files, found_in_process,
    open_list, picture, run_to_end, until,
};

const SEED: [u8; 20] = *b"\xC0\x1D\xC0\xFF\xEE\x12\x83\x94\xA5\xB6\xC7\xD8\xE9\xFA\x0B\x1C\x2D\x3E\x4F\x51";
const PLAIN_SEED: [u8; 20] = *b"\xFE\xED\xFA\xCE\x90\x81\x72\x63\x54\x45\x36\x27\x18\x09\xFA\xEB\xDC\xCD\xBE\xAF";
const PIN: &str = "739145286307";

#[test]
fn no_secret_reaches_the_page_a_file_or_a_log_and_none_is_left_in_memory_after_the_lock() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let secret = BASE32_NOPAD.encode(&SEED);
    let uri = format!(
        "otpauth://totp/Fuyi:700004?secret={secret}&issuer=Fuyi&algorithm=SHA1&digits=6&period=60&activation=152149\
         &expires=2099-01-01T00:00:00%2B08:00&pin=required&support=852-25097524"
    );
    bind_registration(&window, &picture(&desk, "registration.png", &uri)?, PIN)?;
    let plain = BASE32_NOPAD.encode(&PLAIN_SEED);
    let uri = format!("otpauth://totp/GitHub:trader?secret={plain}&issuer=GitHub");
    bind_plain(&window, &picture(&desk, "plain.png", &uri)?)?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    window.code()?;

    let device_key = device_key(&desk)?;
    let seeds = [
        Canary::new("the seed", &SEED),
        Canary::new("the seed as text", secret.as_bytes()),
        Canary::new("the ordinary seed", &PLAIN_SEED),
        Canary::new("the ordinary seed as text", plain.as_bytes()),
        Canary::new("the device key", &BASE64URL_NOPAD.decode(device_key.as_bytes())?),
        Canary::new("the device key as text", device_key.as_bytes()),
    ];
    let pin = [Canary::new("the PIN", PIN.as_bytes())];
    let program = window.pid()?;
    let page = Processes::under(program)?.ids().into_iter().filter(|id| *id != program);
    let page: Vec<u32> = page.collect();
    ensure!(!page.is_empty(), "the web view has no process of its own");
    for id in page {
        let found = found_in_process(id, &seeds)?;
        ensure!(found.is_empty(), "a process of the web view knows {found:?}");
    }
    // This shows that the search works: the open vault's own process must contain it.
    let known = [Canary::new("the issuer's support number", b"852-25097524")];
    ensure!(!found_in_process(program, &known)?.is_empty(), "the look at the program's memory sees nothing");

    lock(&window)?;
    for canaries in [&seeds[..], &pin[..]] {
        let found = found_in_process(program, canaries)?;
        ensure!(found.is_empty(), "the locked program knows {found:?}");
    }
    let vault = found_in_files(&desk.vault(), &seeds)?;
    ensure!(vault.is_empty(), "files of the vault hold {vault:?}");
    for folder in ["logs", "data", "cache", "config", "state"].map(|name| desk.home().join(name)) {
        for canaries in [&seeds[..], &pin[..]] {
            // The keyring's own file is the place for the device key, and is encrypted.
            let found = found_in_files(&folder, canaries)?;
            ensure!(found.is_empty(), "{found:?}");
        }
    }
    window.close()?;
    desk.finish();
    Ok(())
}

/// Gives what the Secret Service stores for the program, with the system's own tool.
fn device_key(desk: &Desk) -> Result<String> {
    let mut tool = Command::new("secret-tool");
    let output = run_to_end(desk.dress(tool.args(["search", "--all", "--unlock", "service", "Lingpai"])))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let secrets = text.lines().filter_map(|line| line.strip_prefix("secret = "));
    let key = secrets.map(str::to_owned).find(|secret| secret.len() == 43);
    key.context("the Secret Service holds no device key")
}

/// Locks the vault, as the page does.
fn lock(window: &Window<'_>) -> Result<()> {
    window.run(
        "window.locked = null; window.__TAURI_INTERNALS__.invoke('vault_lock')
           .then(() => (window.locked = true), (fault) => (window.locked = fault)); return null",
    )?;
    let answer = until("the lock", Duration::from_secs(10), || {
        let answer = window.run("return window.locked")?;
        Ok((!answer.is_null()).then_some(answer))
    })?;
    ensure!(answer == true, "the vault was not locked: {answer}");
    Ok(())
}
