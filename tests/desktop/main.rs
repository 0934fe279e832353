//! x
use lingpai_tests::*;
#[test]
fn smoke() -> anyhow::Result<()> {
    for (language, look) in
        [(Language::ZhHant, Look::Dark), (Language::ZhHans, Look::Light), (Language::En, Look::Light)]
    {
        let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
        let window = Window::open(&desk)?;
        window.run("location.href='file:///tmp/mb.html'")?;
        window.page("list")?;
        let v = window.run("return [navigator.languages, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches, Intl.DateTimeFormat().resolvedOptions().locale]")?;
        eprintln!("{v}");
        window.click("add")?;
        window.until_text("add", "clicked")?;
        std::fs::write(desk.home().join("a-file.png"), "x")?;
        let r = window.choose_picture(&desk.home().join("a-file.png"));
        desk.framebuffer()?.save(std::path::Path::new("/tmp/desk.png"))?;
        r?;
        window.until_text("row-code", "a-file.png")?;
        eprintln!("{:?}", desk.framebuffer()?.look()?.count([255, 255, 255]));
        window.close()?;
        desk.finish();
    }
    Ok(())
}
