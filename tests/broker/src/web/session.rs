use std::collections::HashMap;

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq;

use crate::{AccountNumber, BrokerError, language::Language, registration::make_digits};

/// How long a session lives without a request.
const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// The most sessions. If there are more, the one that was unused the longest is dropped.
const MOST: usize = 1000;

/// A random name that cannot be guessed: 32 bytes in base64url. It has no `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Token(String);

impl Token {
    pub(super) fn make() -> Result<Self, BrokerError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// Gives the text for a cookie or a form. It goes only to the browser that the token was made for.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether a form has this token, in constant time over its text.
    pub(super) fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// The stage of a visitor's login.
#[derive(Clone)]
pub(super) enum Stage {
    /// Not logged in. The digits have to be typed at login, once.
    Stranger {
        /// Four digits.
        challenge: String,
    },
    /// The trading password was right, and the code is still missing.
    Password(AccountNumber),
    /// Logged in.
    LoggedIn(AccountNumber),
}

impl Stage {
    fn stranger() -> Result<Self, BrokerError> {
        Ok(Self::Stranger { challenge: make_digits(4)? })
    }
}

/// An action that the next page reports.
#[derive(Clone)]
pub(super) enum Notice {
    /// A mail was written to the mail folder, in a file with this name.
    Mailed(String),
    /// The desk issued a registration. If there is a mail folder, this is the mail's file name.
    Issued(AccountNumber, Option<String>),
    /// The desk thawed an account.
    Thawed(AccountNumber),
    /// The desk froze an account.
    Frozen(AccountNumber),
}

/// The server's data about one browser.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) csrf: Token,
    pub(super) stage: Stage,
    pub(super) language: Option<Language>,
    notice: Option<Notice>,
    used: Timestamp,
}

/// The sessions, only in memory: a restart of the server logs everyone out.
#[derive(Default)]
pub(super) struct Sessions(HashMap<Token, Session>);

impl Sessions {
    /// Gives the session of a cookie's value, or a new session that is not logged in.
    pub(super) fn resume(&mut self, cookie: Option<&str>, now: Timestamp) -> Result<(Token, Session), BrokerError> {
        self.0.retain(|_, session| now.duration_since(session.used) < IDLE);
        let known = cookie.map(|value| Token(value.into()));
        if let Some((token, session)) = known.and_then(|token| Some((token.clone(), self.0.get_mut(&token)?))) {
            session.used = now;
            return Ok((token, session.clone()));
        }
        let session =
            Session { csrf: Token::make()?, stage: Stage::stranger()?, language: None, notice: None, used: now };
        Ok((self.keep(session.clone())?, session))
    }

    /// Enters another stage under a new name, so that a name known before a login is useless after it. The old name
    /// ends.
    pub(super) fn advance(&mut self, token: &Token, stage: Stage, now: Timestamp) -> Result<Token, BrokerError> {
        let language = self.0.remove(token).and_then(|session| session.language);
        self.keep(Session { csrf: Token::make()?, stage, language, notice: None, used: now })
    }

    /// Logs out, under a new name.
    pub(super) fn log_out(&mut self, token: &Token, now: Timestamp) -> Result<Token, BrokerError> {
        self.advance(token, Stage::stranger()?, now)
    }

    /// Takes the challenge and sets another, so that each one is answered once. `None` if there is no challenge.
    pub(super) fn take_challenge(&mut self, token: &Token) -> Result<Option<String>, BrokerError> {
        let next = make_digits(4)?;
        Ok(match self.0.get_mut(token).map(|session| &mut session.stage) {
            Some(Stage::Stranger { challenge }) => Some(std::mem::replace(challenge, next)),
            Some(Stage::Password(_) | Stage::LoggedIn(_)) | None => None,
        })
    }

    /// Gives the present challenge of a visitor who is not logged in.
    pub(super) fn challenge(&self, token: &Token) -> Option<String> {
        match &self.0.get(token)?.stage {
            Stage::Stranger { challenge } => Some(challenge.clone()),
            Stage::Password(_) | Stage::LoggedIn(_) => None,
        }
    }

    pub(super) fn set_language(&mut self, token: &Token, language: Language) {
        if let Some(session) = self.0.get_mut(token) {
            session.language = Some(language);
        }
    }

    pub(super) fn tell(&mut self, token: &Token, notice: Notice) {
        if let Some(session) = self.0.get_mut(token) {
            session.notice = Some(notice);
        }
    }

    pub(super) fn take_notice(&mut self, token: &Token) -> Option<Notice> {
        self.0.get_mut(token)?.notice.take()
    }

    fn keep(&mut self, session: Session) -> Result<Token, BrokerError> {
        if self.0.len() >= MOST {
            let oldest = self.0.iter().min_by_key(|(_, session)| session.used).map(|(token, _)| token.clone());
            oldest.and_then(|token| self.0.remove(&token));
        }
        let token = Token::make()?;
        self.0.insert(token.clone(), session);
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(secs).expect("within range")
    }

    #[test]
    fn a_session_ends_after_a_quarter_of_an_hour_without_a_request() {
        let mut sessions = Sessions::default();
        let (token, _) = sessions.resume(None, at(0)).expect("random bytes");
        for secs in [899, 1798] {
            let (same, _) = sessions.resume(Some(token.expose()), at(secs)).expect("random bytes");
            assert!(same == token, "{secs}");
        }
        let (other, _) = sessions.resume(Some(token.expose()), at(1798 + 900)).expect("random bytes");
        assert!(other != token);
        assert_eq!(sessions.0.len(), 1);
    }

    #[test]
    fn a_name_that_the_server_did_not_give_is_not_taken() {
        let mut sessions = Sessions::default();
        let (token, _) = sessions.resume(Some("chosen by somebody"), at(0)).expect("random bytes");
        assert!(token.expose() != "chosen by somebody");
    }

    #[test]
    fn past_the_most_the_one_unused_longest_goes() {
        let mut sessions = Sessions::default();
        let (first, _) = sessions.resume(None, at(0)).expect("random bytes");
        let (second, _) = sessions.resume(None, at(1)).expect("random bytes");
        for _ in 2..=MOST {
            sessions.resume(None, at(2)).expect("random bytes");
        }
        assert_eq!(sessions.0.len(), MOST);
        assert!(!sessions.0.contains_key(&first) && sessions.0.contains_key(&second));
    }
}
