use std::fs;

use anyhow::{Context as _, Result, ensure};
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
    // These are commands of Tauri that the program contains. Only the permissions refuse them.
    let secret = picture(&desk, "secret.png", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP")?;
    let file = secret.display();
    forbidden(&window, &format!("'plugin:image|from_path', {{ path: '{file}' }}"))?;
    forbidden(&window, "'plugin:path|resolve_directory', { directory: 1 }")?;
    forbidden(&window, "'plugin:window|create', { options: { label: 'x' } }")?;
    forbidden(&window, "'plugin:event|emit', { event: 'x' }")?;
    // A command that the window may call shows that the calls themselves are right.
    ensure!(refusal(&window, "'preferences'")?.is_none(), "the page may not call its own command");
    for address in
        [format!("file://{file}"), format!("asset://localhost/{file}"), format!("http://asset.localhost/{file}")]
    {
        ensure!(!loads(&window, &address)?, "the page may load `{address}`");
    }
    let dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    ensure!(loads(&window, dot)?, "the page loads no picture at all");
    let inline = "const s = document.createElement('script'); s.textContent = \"document.title='run'\";
        document.head.append(s); return document.title";
    ensure!(window.run(inline)? != "run", "an inline script ran");
    window.close()?;
    desk.finish();
    Ok(())
}

/// Calls a command as the page would, and gives the reason of a refusal.
fn refusal(window: &Window<'_>, call: &str) -> Result<Option<String>> {
    let call = format!("window.__TAURI_INTERNALS__.invoke({call}).then(() => '', (reason) => JSON.stringify(reason))");
    let reason = answer(window, &call)?;
    Ok(reason.as_str().filter(|reason| !reason.is_empty()).map(str::to_owned))
}

/// Checks that Tauri has such a command and that its permissions refuse it.
fn forbidden(window: &Window<'_>, call: &str) -> Result<()> {
    let reason = refusal(window, call)?.with_context(|| format!("the page may call {call}"))?;
    let by_permission = reason.contains("not allowed") && !reason.contains("not found");
    ensure!(by_permission, "{call} was refused for another reason: {reason}");
    Ok(())
}

/// Whether the page can show a picture at an address.
fn loads(window: &Window<'_>, address: &str) -> Result<bool> {
    let loaded = answer(
        window,
        &format!(
            "new Promise((done) => {{ const picture = new Image(); picture.onload = () => done(true);
               picture.onerror = () => done(false); picture.src = '{address}' }})"
        ),
    )?;
    loaded.as_bool().context("a picture loads or does not")
}

/// Gives the value of a promise in the page.
fn answer(window: &Window<'_>, promise: &str) -> Result<serde_json::Value> {
    window
        .run(&format!("window.answered = null; ({promise}).then((value) => (window.answered = value)); return null"))?;
    lingpai_tests::until("an answer", std::time::Duration::from_secs(10), || {
        let answered = window.run("return window.answered")?;
        Ok((!answered.is_null()).then_some(answered))
    })
}

/// A PDF with a picture of a few bytes that asks for more than three gigabytes (ISO/IEC 14492 §7.4.8).
fn asks_for_too_much() -> Vec<u8> {
    let page = [0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60];
    let data = [&page[..], &[0; 11]].concat();
    let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 \
        R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << \
        /I 5 0 R >> >> >>\nendobj\n4 0 obj\n<< /Length 27 >>\nstream\nq 90 0 0 90 5 5 cm /I Do Q  \nendstream\nendobj\n5 0 obj\n\
        << /Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter \
        /JBIG2Decode /Length 30 >>\nstream\n"
        .to_vec();
    file.extend(data);
    file.extend(b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    file
}

#[test]
fn a_hostile_file_costs_itself_alone() -> Result<()> {
    let desk = Desk::new()?;
    let (pdf, mail) = (desk.home().join("hostile.pdf"), desk.home().join("hostile.eml"));
    fs::write(&pdf, asks_for_too_much())?;
    let attached = data_encoding::BASE64_MIME.encode(&asks_for_too_much());
    let head = "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64";
    fs::write(&mail, format!("{head}\r\n\r\n{attached}\r\n"))?;
    let good = picture(&desk, "good.png", "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQ&issuer=Example")?;

    let window = open_list(&desk)?;
    window.drop_files(&[&pdf, &mail, &good])?;
    window.page("found")?;
    let rows = window.run(
        "return [...document.querySelectorAll('[data-testid=found-row]')].map((row) => row.innerText.replaceAll('\\n', ' '))",
    )?;
    let rows: Vec<&str> = rows.as_array().into_iter().flatten().filter_map(|row| row.as_str()).collect();
    let why = "The file takes too much to be read";
    ensure!(rows.len() == 3, "{rows:?}");
    ensure!(rows[0].contains("hostile.pdf") && rows[0].contains(why), "{rows:?}");
    ensure!(rows[1].contains("hostile.eml") && rows[1].contains(why), "{rows:?}");
    ensure!(rows[2].contains("alice"), "{rows:?}");
    window.click("found-bind")?;
    window.until_text("toast", "1")?;
    window.page("list")?;

    // Alone it says what to do.
    window.drop_files(&[&pdf])?;
    window.page("refused")?;
    window.until_text("fault", why)?;
    window.close()?;
    desk.finish();
    Ok(())
}
