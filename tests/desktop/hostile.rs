use std::fs;

use anyhow::{Result, ensure};
use lingpai_tests::{Desk, Window, bind_plain, offer, open_list, picture};

/// A page that ran this label would change its title.
const SCRIPT: &str = "<img src=x onerror=document.title='run'><script>document.title='run'</script>";

#[test]
fn a_label_with_markup_is_shown_as_the_text_it_is() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let label: String = SCRIPT.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let uri = format!("otpauth://totp/{label}?secret=JBSWY3DPEHPK3PXP");
    bind_plain(&window, &picture(&desk, "markup.png", &uri)?)?;
    window.until_text("row-number", SCRIPT)?;
    ensure!(window.run("return document.title")? != "run", "the page ran a label");
    ensure!(window.run("return document.images.length")? == 0, "the page made an element of a label");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn what_is_no_registration_is_refused_with_its_reason_and_changes_nothing() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let damaged = desk.home().join("damaged.png");
    fs::write(&damaged, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and then nothing")?;
    let cases = [
        damaged,
        picture(&desk, "link.png", "https://example.com/")?,
        picture(&desk, "counterless.png", "otpauth://totp/a?secret=0189")?,
        picture(&desk, "long.png", &format!("otpauth://totp/{}?secret=JBSWY3DPEHPK3PXP", "a".repeat(1800)))?,
    ];
    for case in cases {
        offer(&window, &case)?;
        window.page("refused")?;
        ensure!(window.count("confirm-next")? == 0, "`{}` can be bound", case.display());
        window.click("confirm-cancel")?;
        window.page("list")?;
    }
    window.see("empty")?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn the_page_reaches_nothing_but_its_own_commands() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    ensure!(window.run("return typeof window.__TAURI__")? == "undefined", "a global Tauri object is there");
    ensure!(refused(&window, "plugin:fs|read_text_file")?, "the page may read files");
    ensure!(refused(&window, "plugin:window|create")?, "the page may open windows");
    ensure!(refused(&window, "plugin:event|emit")?, "the page may send events");
    let inline = "const s = document.createElement('script'); s.textContent = \"document.title='run'\";
        document.head.append(s); return document.title";
    ensure!(window.run(inline)? != "run", "an inline script ran");
    window.close()?;
    desk.finish();
    Ok(())
}

/// Whether Tauri refuses a call of this command.
fn refused(window: &Window<'_>, command: &str) -> Result<bool> {
    window.run(&format!(
        "window.refused = null; window.__TAURI_INTERNALS__.invoke('{command}', {{ path: '/etc/passwd', event: 'x' }})
           .then(() => (window.refused = false), () => (window.refused = true)); return null"
    ))?;
    let answer = lingpai_tests::until("an answer", std::time::Duration::from_secs(10), || {
        Ok(window.run("return window.refused")?.as_bool())
    })?;
    Ok(answer)
}
