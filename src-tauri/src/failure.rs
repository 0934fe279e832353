//! What the user and a file are told where the program ends by a failure. Windows shows no standard error.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, io, panic};

use lingpai_platform::{Folders, note_failure};

use crate::language::Language;

/// A failure that ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The system names no home folder.
    NoHome,
    /// Windows has no WebView2.
    NoWebView,
    /// On Windows the program runs already with other rights, as administrator.
    OtherRights,
    /// The window could not be opened, for example without a screen.
    NoWindow,
    /// A fault of the program itself while its window was open.
    Crash,
}

impl Failure {
    /// Tells the user in a dialog and on standard error, and gives the exit code: 69 where the system lacks something, and 70
    /// after a fault of the program (`sysexits.h`).
    pub(crate) fn tell(self, folders: Option<&Folders>) -> ExitCode {
        let [title, text] = self.words(Language::of_system());
        let text = match folders.map(file) {
            Some(file) if file.is_file() => format!("{text}\n\n{}", file.display()),
            Some(_) | None => text.to_owned(),
        };
        // Nobody reads it if this fails.
        writeln!(io::stderr(), "lingpai: {title}\n{text}").ok();
        show(title, &text);
        ExitCode::from(if self == Self::Crash { 70 } else { 69 })
    }

    /// Gives the title, and what to do.
    fn words(self, language: Language) -> [&'static str; 2] {
        match (language, self) {
            (Language::En, Self::NoHome) => ["Lingpai found no home folder", "Set HOME, then start Lingpai again."],
            (Language::En, Self::NoWebView) => [
                "Lingpai needs Microsoft Edge WebView2",
                "It is missing on this computer. Install it from https://go.microsoft.com/fwlink/p/?LinkId=2124703, then start Lingpai again.",
            ],
            (Language::En, Self::OtherRights) => [
                "Lingpai is already running with other rights",
                "It was started as administrator, and Windows lets no other program bring it to the front. Use its icon in the taskbar or beside the clock. Or close it, then start it again without administrator rights, which it does not need.",
            ],
            (Language::En, Self::NoWindow) => [
                "Lingpai could not open its window",
                "Start it in a desktop session. If it happens there, the help desk needs the file below. It has none of your data.",
            ],
            (Language::En, Self::Crash) => [
                "Lingpai has stopped working",
                "Your accounts are as they were last saved. Start Lingpai again. The help desk needs the file below. It has none of your data.",
            ],
            (Language::ZhHant, Self::NoHome) => ["令牌找不到使用者資料夾", "請設定 HOME，然後重新啟動令牌。"],
            (Language::ZhHant, Self::NoWebView) => [
                "令牌需要 Microsoft Edge WebView2",
                "這台電腦沒有 WebView2。請從 https://go.microsoft.com/fwlink/p/?LinkId=2124703 安裝，然後重新啟動令牌。",
            ],
            (Language::ZhHant, Self::OtherRights) => [
                "令牌已在以其他權限執行",
                "它是以系統管理員身分啟動的，Windows 不容許其他程式把它帶到最前。請使用它在工作列或時鐘旁的圖示；或先關閉它，再以一般權限啟動。令牌不需要系統管理員權限。",
            ],
            (Language::ZhHant, Self::NoWindow) => {
                ["令牌無法開啟視窗", "請在桌面環境中啟動。若仍然發生，請把以下檔案交給技術支援。檔案不含您的資料。"]
            }
            (Language::ZhHant, Self::Crash) => [
                "令牌已停止運作",
                "您的帳戶保持最後一次儲存的狀態。請重新啟動令牌，並把以下檔案交給技術支援。檔案不含您的資料。",
            ],
            (Language::ZhHans, Self::NoHome) => ["令牌找不到用户文件夹", "请设置 HOME，然后重新启动令牌。"],
            (Language::ZhHans, Self::NoWebView) => [
                "令牌需要 Microsoft Edge WebView2",
                "这台电脑没有 WebView2。请从 https://go.microsoft.com/fwlink/p/?LinkId=2124703 安装，然后重新启动令牌。",
            ],
            (Language::ZhHans, Self::OtherRights) => [
                "令牌已在以其他权限运行",
                "它是以管理员身份启动的，Windows 不允许其他程序把它带到最前。请使用它在任务栏或时钟旁的图标；或先关闭它，再以普通权限启动。令牌不需要管理员权限。",
            ],
            (Language::ZhHans, Self::NoWindow) => {
                ["令牌无法打开窗口", "请在桌面环境中启动。如果仍然出现，请把以下文件交给技术支持。文件不含您的数据。"]
            }
            (Language::ZhHans, Self::Crash) => [
                "令牌已停止工作",
                "您的账户保持最后一次保存的状态。请重新启动令牌，并把以下文件交给技术支持。文件不含您的数据。",
            ],
        }
    }
}

/// Notes each panic in a file from now on: where it was, and not what it said, because that may hold a value.
pub(crate) fn note_panics(folders: &Folders) {
    let file = file(folders);
    let say = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        note(&file, panic.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line())));
        say(panic);
    }));
}

/// Notes why Tauri could not begin. It has seen nothing of the vault by then.
pub(crate) fn note_error(folders: &Folders, error: &tauri::Error) {
    note(&file(folders), error.to_string());
}

fn note(file: &Path, what: String) {
    let thread = std::thread::current();
    let lines = [
        format!("lingpai {}", env!("CARGO_PKG_VERSION")),
        format!("{} {}", env::consts::OS, env::consts::ARCH),
        format!("thread {}", thread.name().unwrap_or("without a name")),
        what,
    ];
    // A disk that cannot be written leaves standard error.
    note_failure(file, &lines.join("\n")).ok();
}

fn file(folders: &Folders) -> PathBuf {
    folders.last_failure()
}

/// Shows the failure in a dialog of the system, and waits until it is closed. Without GTK there is no dialog.
#[cfg(target_os = "linux")]
fn show(title: &str, text: &str) {
    use gtk::prelude::{DialogExt as _, GtkWindowExt as _, MessageDialogExt as _, WidgetExt};

    if gtk::is_initialized() {
        // Their pages answer no more.
        gtk::Window::list_toplevels().iter().for_each(WidgetExt::hide);
        let none = None::<&gtk::Window>;
        let (flags, close) = (gtk::DialogFlags::empty(), gtk::ButtonsType::Close);
        let dialog = gtk::MessageDialog::new(none, flags, gtk::MessageType::Error, close, title);
        dialog.set_title(title);
        dialog.set_secondary_text(Some(text));
        dialog.run();
    }
}

#[cfg(not(target_os = "linux"))]
fn show(title: &str, text: &str) {
    lingpai_platform::alert(title, text);
}

#[cfg(test)]
mod tests {
    use super::{Failure, Language};

    #[test]
    fn each_failure_says_in_each_language_what_to_do() {
        let failures = [Failure::NoHome, Failure::NoWebView, Failure::OtherRights, Failure::NoWindow, Failure::Crash];
        let languages = [Language::En, Language::ZhHant, Language::ZhHans];
        let mut said: Vec<_> = failures.iter().flat_map(|of| languages.map(|language| of.words(language)[1])).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), failures.len() * languages.len());
    }
}
