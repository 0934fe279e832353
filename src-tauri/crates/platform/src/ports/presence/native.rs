//! Windows Hello, and macOS's local authentication.

use std::sync::mpsc;

use lingpai_app::PresenceFault;
use robius_authentication::{AndroidText, BiometricStrength, Context, Error, PolicyBuilder, Text, WindowsText};

/// What the system shows. On macOS it follows "Lingpai is trying to".
const REASON: &str = "change how your accounts are protected · 更改帳戶的保護方式";

#[derive(Default)]
pub(super) struct Check;

impl Check {
    pub(super) fn run(&self) -> Result<(), PresenceFault> {
        let policy = PolicyBuilder::new().biometrics(Some(BiometricStrength::Strong)).password(true).companion(true);
        let policy = policy.build().ok_or(PresenceFault::Absent)?;
        let text = Text {
            android: AndroidText { title: "Lingpai", subtitle: None, description: None },
            apple: REASON,
            windows: WindowsText::new("Lingpai 令牌", REASON).ok_or(PresenceFault::Absent)?,
        };
        let (answered, answer) = mpsc::channel();
        let tell = move |result: Result<(), Error>| {
            // Only the first answer is waited for.
            answered.send(result).ok();
        };
        Context::new(()).authenticate(text, &policy, tell).map_err(|error| fault(&error))?;
        // A sender that is dropped without a word has confirmed nobody.
        answer.recv().map_err(|_| PresenceFault::Refused)?.map_err(|error| fault(&error))
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "the library's errors differ between the systems")]
fn fault(error: &Error) -> PresenceFault {
    match error {
        Error::Unavailable | Error::NotEnrolled | Error::PasscodeNotSet | Error::NotInteractive => {
            PresenceFault::Absent
        }
        _ => PresenceFault::Refused,
    }
}
