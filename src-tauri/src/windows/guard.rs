//! What no page may do, whichever window it is in, also if somebody has taken it over.

use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{Manager, Runtime, Url, WebviewWindow, WebviewWindowBuilder};

/// Keeps a window on its own page. It goes nowhere else, opens no window, saves no file, and gets no camera, microphone,
/// place or screen. The program reads the camera itself.
pub(super) fn keep_here<R: Runtime, M: Manager<R>>(
    builder: WebviewWindowBuilder<'_, R, M>,
) -> WebviewWindowBuilder<'_, R, M> {
    let builder = builder
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    #[cfg(target_os = "linux")]
    let builder = builder.proxy_url(Url::parse(NOWHERE).expect("an address"));
    #[cfg(windows)]
    let builder = builder.additional_browser_args(QUIET);
    builder
}

/// What WebView2 starts with, in all windows the same, because they share one browser. The features are those that wry switches
/// off; these arguments replace its own. The rest ends what the browser does in the network by itself: updates of its parts,
/// experiments, reports, and calls between browsers that pass no proxy.
#[cfg(windows)]
const QUIET: &str = "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection --disable-background-networking \
     --disable-component-update --disable-domain-reliability --no-pings \
     --force-webrtc-ip-handling-policy=disable_non_proxied_udp";

/// A proxy that nobody can be: no connection has the port 0. The pages and their calls take no proxy. All else would take this
/// one, such as `<link rel=preconnect>`, for which the web view does not look at the pages' policy.
#[cfg(target_os = "linux")]
const NOWHERE: &str = "socks5://127.0.0.1:0";

/// Whether an address is a page of this program. An address of the network is none, and neither is one that carries data.
fn is_own_page(address: &Url) -> bool {
    // A window begins with an empty page.
    if address.as_str() == "about:blank" {
        return true;
    }
    // Windows and Android have no schemes of their own, so there Tauri serves the pages under this name.
    let own = match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" => cfg!(windows) && address.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    let bare = address.username().is_empty() && address.password().is_none() && address.port().is_none();
    own && bare && matches!(address.path(), "" | "/" | "/index.html" | "/strip.html" | "/overlay.html")
}

/// Switches off what a page could send something out by: calls between browsers (WebRTC), names that are looked up in
/// advance, links that report a click.
#[cfg(target_os = "linux")]
pub(super) fn silence(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt as _, WebViewExt as _};

    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_enable_webrtc(false);
            settings.set_enable_media_stream(false);
            settings.set_enable_dns_prefetching(false);
            settings.set_enable_hyperlink_auditing(false);
        }
    })
}

/// Does the same as on Linux. Elsewhere the web view has no such switches: the pages' policy and the navigation guard hold.
#[cfg(not(target_os = "linux"))]
pub(super) fn silence(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(address: &str) -> bool {
        is_own_page(&address.parse().expect("an address"))
    }

    #[test]
    fn a_window_goes_to_pages_of_the_program_and_nowhere_else() {
        let pages = ["tauri://localhost/index.html?window=main", "tauri://localhost", "tauri://localhost/strip.html"];
        assert!(pages.into_iter().all(own));
        let others = [
            "https://example.com/?code=123456",
            "http://127.0.0.1:9/",
            "http://localhost/index.html",
            "tauri://example.com/index.html",
            "tauri://code@localhost/index.html",
            "tauri://localhost:123/index.html",
            "tauri://localhost/assets/index.js",
            "data:text/html,<p>",
            "blob:tauri://localhost/1",
            "file:///etc/passwd",
            "about:srcdoc",
            "mailto:a@example.com?body=123456",
        ];
        for other in others {
            assert!(!own(other), "{other}");
        }
    }
}
