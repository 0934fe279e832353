//! Takes pictures of every page of the real window, in every language, look and size, into `target/screenshots`, with
//! one contact sheet. Also takes README's picture.
#![allow(clippy::print_stderr, reason = "a command-line program: progress goes to stderr")]

#[cfg(target_os = "linux")]
mod album;
#[cfg(target_os = "linux")]
mod readme;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    use lingpai_tests::{Language, Look};

    let mut album = album::Album::open()?;
    for language in [Language::ZhHant, Language::ZhHans, Language::En] {
        for look in [Look::Light, Look::Dark] {
            eprintln!("      {} pictures; now {language:?}, {look:?}", album.len());
            album.take_all(language, look)?;
        }
    }
    album.sheet()?;
    readme::take(&album)?;
    Ok(())
}

/// The window is driven under Xvfb, which exists only on Linux.
#[cfg(not(target_os = "linux"))]
fn main() {}
