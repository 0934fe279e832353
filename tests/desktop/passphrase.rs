use anyhow::{Result, ensure};
use lingpai_tests::{
    Broker, Desk, Keystore, Language, Look, Setting, Validity, Verdict, Window, bind_registration, enter_pin, open_list,
};

const PASSPHRASE: &str = "staple orbit velvet mango";
const PIN: &str = "135790";

#[test]
fn without_a_keystore_a_passphrase_makes_and_opens_the_vault() -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::None, language: Language::En, look: Look::Light })?;
    let broker = Broker::new(&desk)?;
    let window = Window::open(&desk)?;
    window.page("choose_passphrase")?;
    window.fill("passphrase", "123456")?;
    window.fill("passphrase-repeat", "123456")?;
    window.see("passphrase-strength")?;
    ensure!(window.attribute("passphrase-submit", "disabled")?.is_some(), "a weak passphrase can be submitted");
    window.fill("passphrase", PASSPHRASE)?;
    window.fill("passphrase-repeat", PASSPHRASE)?;
    window.click("passphrase-submit")?;
    window.page("list")?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    window.close()?;

    let window = Window::open(&desk)?;
    window.page("unlock")?;
    window.fill("passphrase", "staple orbit velvet mangos")?;
    window.click("passphrase-submit")?;
    window.until_text("passphrase-message", "Wrong passphrase")?;
    window.fill("passphrase", PASSPHRASE)?;
    window.click("passphrase-submit")?;
    window.page("list")?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    ensure!(broker.verify("700004", &window.code()?)? == Verdict::Accepted, "the broker refused the code");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_keystore_that_lost_the_key_is_told_and_no_second_vault_is_made() -> Result<()> {
    let mut desk = Desk::new()?;
    open_list(&desk)?.close()?;
    let before = files(&desk)?;
    ensure!(!before.is_empty(), "the first start made no vault");
    desk.end_keystore()?;
    let window = Window::open(&desk)?;
    window.page("unlock")?;
    window.see("fault-retry")?;
    window.close()?;
    ensure!(files(&desk)? == before, "a start without the key changed the vault's folder");
    desk.finish();
    Ok(())
}

/// Gives every file of the vault's folder with its bytes.
fn files(desk: &Desk) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = desk.vault();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path())?));
        }
    }
    files.sort_unstable();
    Ok(files)
}
