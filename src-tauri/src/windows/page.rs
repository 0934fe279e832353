use lingpai_api::contract::Preferences;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::{WebviewUrl, WebviewWindow};
#[cfg(target_os = "linux")]
use webkit2gtk::WebViewExt as _;

/// Makes the address of a window's page.
///
/// The address names the window, so that the page listens only to its own events. It has the user's languages as
/// language tags (BCP 47), and the settings, so that the page's first picture has the right language and look.
pub(super) fn address(file: &str, label: &str, preferences: &Preferences) -> WebviewUrl {
    WebviewUrl::App(format!("{file}?{}", query(label, preferences)).into())
}

/// Ends the process of a window's page, and loads the page anew in another one. What the old page knew goes with its process;
/// no page clears all that its web view has kept.
///
/// Only on Linux does this end the process: the other systems' web views have no call for that, so the page alone goes.
pub(super) fn renew(window: &WebviewWindow, preferences: &Preferences) -> tauri::Result<()> {
    let mut address = window.url()?;
    address.set_query(Some(&query(window.label(), preferences)));
    #[cfg(target_os = "linux")]
    return window.with_webview(move |view| {
        let view = view.inner();
        view.terminate_web_process();
        view.load_uri(address.as_str());
    });
    #[cfg(not(target_os = "linux"))]
    window.navigate(address)
}

fn query(label: &str, preferences: &Preferences) -> String {
    let plain = |tag: &String| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let tags = sys_locale::get_locales().filter(plain).map(|tag| format!("language={tag}"));
    let set = serde_json::to_string(preferences).expect("what is set has a JSON form");
    let set = utf8_percent_encode(&set, NON_ALPHANUMERIC);
    let parts: Vec<String> = tags.chain([format!("window={label}"), format!("preferences={set}")]).collect();
    parts.join("&")
}
