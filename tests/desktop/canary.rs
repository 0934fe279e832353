//! Secrets as known patterns, which are searched for in the memory of every process, in logs and in files.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use lingpai_tests::{
    Canary, Desk, Keystore, Language, Look, Processes, Setting, Window, bind_plain, bind_registration, enter_pin,
    found_in_files, found_in_process, open_list, picture, run_to_end, until,
};

const SEED: [u8; 20] = *b"\xC0\x1D\xC0\xFF\xEE\x12\x83\x94\xA5\xB6\xC7\xD8\xE9\xFA\x0B\x1C\x2D\x3E\x4F\x51";
const PLAIN_SEED: [u8; 20] = *b"\xFE\xED\xFA\xCE\x90\x81\x72\x63\x54\x45\x36\x27\x18\x09\xFA\xEB\xDC\xCD\xBE\xAF";
const PIN: &str = "739145286307";
const LIMIT: Duration = Duration::from_secs(20);

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
    let program = window.pid();
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

const PASSPHRASE: &str = "wobbly tractor hymn quartz";
const TYPED_SEED: [u8; 20] = *b"\x9A\xBC\xDE\xF0\x13\x57\x9B\xDF\x02\x46\x8A\xCE\x31\x75\xB9\xFD\x20\x64\xA8\xEC";
const ISSUER: &str = "Canary Bank";
const NAME: &str = "trader5521983";

#[test]
fn what_was_typed_or_shown_is_in_no_process_of_the_page_after_the_lock_and_in_no_file_after_the_end() -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::None, language: Language::En, look: Look::Light })?;
    let window = Window::open(&desk)?;
    window.page("choose_passphrase")?;
    window.type_into("passphrase", PASSPHRASE)?;
    window.type_into("passphrase-repeat", PASSPHRASE)?;
    window.click("passphrase-submit")?;
    window.page("list")?;

    // A code of eight digits, because fewer are found by chance.
    let seed = BASE32_NOPAD.encode(&TYPED_SEED).to_lowercase();
    window.click("add-typed")?;
    window.type_into("typed-issuer", ISSUER)?;
    window.type_into("typed-name", NAME)?;
    window.type_into("typed-secret", &seed)?;
    window.click("typed-more")?;
    window.fill("typed-digits", "8")?;
    window.see("row-code")?;
    window.click("typed-next")?;
    window.page("confirm")?;
    window.click("confirm-next")?;
    window.page("list")?;
    let code = window.read_unseen("row-code")?;
    window.click("open-vault")?;
    window.click("kit-open")?;
    window.click("kit-make")?;
    window.type_into("proof-passphrase", PASSPHRASE)?;
    window.click("prove-submit")?;
    window.answer_dialog(true)?;
    let kit = window.read_unseen("kit-text")?;
    ensure!(kit.len() == 74, "the kit has {} characters", kit.len());

    let typed = [
        Canary::new("the passphrase", PASSPHRASE.as_bytes()),
        Canary::new("the typed seed", &TYPED_SEED),
        Canary::new("the kit", &kit.as_bytes()[20..60]),
    ];
    let shown = [
        Canary::new("the typed seed as text", seed.as_bytes()),
        Canary::new("the issuer", ISSUER.as_bytes()),
        Canary::new("the name", NAME.as_bytes()),
        Canary::new("the code", code.as_bytes()),
    ];
    // This shows that the search works: a page with these fields has what was typed into them.
    let known = window.page_processes()?.into_iter().map(|page| found_in_process(page, &typed));
    let known: Vec<String> = known.collect::<Result<Vec<_>>>()?.concat();
    ensure!(known.iter().any(|name| name == "the passphrase"), "the look at the page's memory sees only {known:?}");

    lock(&window)?;
    let program = window.pid();
    for id in Processes::under(program)?.ids() {
        let name = std::fs::read_to_string(format!("/proc/{id}/comm"))?;
        if id == program {
            // Buffers of the web view's library within the program are not ours to wipe: see SECURITY.md. What was typed passes
            // through them, so it is given a moment to go.
            until("the end of what was typed", LIMIT, || Ok(found_in_process(id, &typed)?.is_empty().then_some(())))?;
            continue;
        }
        for canaries in [&typed[..], &shown[..]] {
            let found = found_in_process(id, canaries)?;
            ensure!(found.is_empty(), "after the lock {} knows {found:?}", name.trim_end());
        }
    }
    window.type_into("passphrase", PASSPHRASE)?;
    window.click("passphrase-submit")?;
    window.page("list")?;
    let processes = Processes::under(window.pid())?;
    window.close()?;
    until("the end of all processes", LIMIT, || Ok(processes.have_ended()?.then_some(())))?;
    for folder in ["logs", "data", "cache", "config", "state"].map(|name| desk.home().join(name)) {
        for canaries in [&typed[..], &shown[..]] {
            let found = found_in_files(&folder, canaries)?;
            ensure!(found.is_empty(), "{found:?}");
        }
    }
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

/// Locks the vault, as the user does.
fn lock(window: &Window<'_>) -> Result<()> {
    window.locks(|| window.press_anywhere("ctrl+l"))
}
