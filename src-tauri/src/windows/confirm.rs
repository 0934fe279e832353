//! The system's own dialog that asks before a change that is hard to take back.
//!
//! No page draws it or chooses its words. So a page that somebody has taken over cannot make the change alone.

use lingpai_api::contract::{FaultCode, Preferences};
use lingpai_api::{Reply, refused};
use tauri::WebviewWindow;

use super::dialog::{Words, ask};
use crate::language::Language;

/// What the user is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Question {
    /// Whether another device may bind an account.
    HandOut,
    /// Whether a recovery kit is made.
    Kit,
    /// Whether a file takes the place of the vault.
    Restore,
    /// Whether ten wrong PINs erase an account's secret.
    Erase,
}

/// Asks the user. [`FaultCode::Declined`] if he says no or closes the dialog.
pub(crate) async fn confirm(window: &WebviewWindow, preferences: &Preferences, question: Question) -> Reply<()> {
    let language = Language::chosen(preferences.language);
    if ask(window, words(question, language)).await { Ok(()) } else { Err(refused(FaultCode::Declined)) }
}

fn words(question: Question, language: Language) -> Words {
    let say = |title, text, yes, no| Words { title, text, yes, no };
    match (language, question) {
        (Language::En, Question::HandOut) => say(
            "Bind another device?",
            "Lingpai is about to show a QR code with which another device can make this account's codes, with its PIN. Agree only if you have just asked for it.",
            "Show the code",
            "Cancel",
        ),
        (Language::En, Question::Kit) => say(
            "Make a recovery kit?",
            "Lingpai is about to show a key that opens this vault without the keystore and without a passphrase. An earlier kit opens it no longer. Agree only if you have just asked for it.",
            "Make the kit",
            "Cancel",
        ),
        (Language::En, Question::Restore) => say(
            "Replace the vault?",
            "The file that was chosen is about to take the place of the accounts in Lingpai. Agree only if you have just asked for it.",
            "Replace",
            "Cancel",
        ),
        (Language::En, Question::Erase) => say(
            "Erase after ten wrong PINs?",
            "From now on the tenth wrong PIN erases the account's secret on this device. Agree only if you have just asked for it.",
            "Switch on",
            "Cancel",
        ),
        (Language::ZhHant, Question::HandOut) => say(
            "要綁定另一台裝置嗎？",
            "令牌即將顯示一個 QR 碼，另一台裝置可用它和 PIN 碼產生此帳戶的驗證碼。只有您剛剛要求這樣做時才同意。",
            "顯示 QR 碼",
            "取消",
        ),
        (Language::ZhHant, Question::Kit) => say(
            "要製作復原套件嗎？",
            "令牌即將顯示一把金鑰，不需要系統鑰匙圈和密碼就能打開此保險庫。先前的套件將不能再打開它。只有您剛剛要求這樣做時才同意。",
            "製作套件",
            "取消",
        ),
        (Language::ZhHant, Question::Restore) => {
            say("要取代保險庫嗎？", "所選的檔案即將取代令牌裡的帳戶。只有您剛剛要求這樣做時才同意。", "取代", "取消")
        }
        (Language::ZhHant, Question::Erase) => say(
            "錯誤十次就刪除嗎？",
            "從現在起，第十次輸入錯誤的 PIN 碼會刪除此裝置上該帳戶的密鑰。只有您剛剛要求這樣做時才同意。",
            "開啟",
            "取消",
        ),
        (Language::ZhHans, Question::HandOut) => say(
            "要绑定另一台设备吗？",
            "令牌即将显示一个二维码，另一台设备可用它和 PIN 码生成此账户的验证码。只有您刚刚要求这样做时才同意。",
            "显示二维码",
            "取消",
        ),
        (Language::ZhHans, Question::Kit) => say(
            "要制作恢复套件吗？",
            "令牌即将显示一把密钥，不需要系统密钥环和密码就能打开此保险库。先前的套件将不能再打开它。只有您刚刚要求这样做时才同意。",
            "制作套件",
            "取消",
        ),
        (Language::ZhHans, Question::Restore) => {
            say("要替换保险库吗？", "所选的文件即将替换令牌里的账户。只有您刚刚要求这样做时才同意。", "替换", "取消")
        }
        (Language::ZhHans, Question::Erase) => say(
            "错误十次就删除吗？",
            "从现在起，第十次输入错误的 PIN 码会删除此设备上该账户的密钥。只有您刚刚要求这样做时才同意。",
            "开启",
            "取消",
        ),
    }
}
