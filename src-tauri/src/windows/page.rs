use lingpai_api::contract::Preferences;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::WebviewUrl;

/// Makes the address of a window's page.
pub(super) fn address(file: &str, label: &str, preferences: &Preferences) -> WebviewUrl {
    WebviewUrl::App(format!("{file}?{}", query(label, preferences)).into())
}

/// Makes the part of the address after the question mark.
///
/// It names the window, so that the page listens only to its own events. It has the user's languages as language tags
/// (BCP 47), and the settings, so that the page's first picture has the right language and look.
pub(super) fn query(label: &str, preferences: &Preferences) -> String {
    let plain = |tag: &String| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let tags = sys_locale::get_locales().filter(plain).map(|tag| format!("language={tag}"));
    let set = serde_json::to_string(preferences).expect("what is set has a JSON form");
    let set = utf8_percent_encode(&set, NON_ALPHANUMERIC);
    let parts: Vec<String> = tags.chain([format!("window={label}"), format!("preferences={set}")]).collect();
    parts.join("&")
}
