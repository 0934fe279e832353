use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params, types::Type};
use zeroize::Zeroizing;

use crate::{
    AccountNumber, BrokerError, Issuer, OneTimeCode, SupportNumber, ValidFor, otp, registration,
    registration::Registration, store,
};

/// The number of wrong codes in a row that freezes an account.
pub const WRONG_TRIES_ALLOWED: u8 = 5;

/// The input of customer service for a registration.
#[derive(Clone, Debug)]
pub struct Request {
    /// The account to register.
    pub account: AccountNumber,
    /// The broker's name in the QR code.
    pub issuer: Issuer,
    /// The telephone number in the QR code.
    pub support: SupportNumber,
    /// How long the QR code may be bound.
    pub valid_for: ValidFor,
}

/// A registration that was issued. It has no `Debug`, because its URI contains the secret.
pub struct Issued {
    uri: Zeroizing<String>,
    /// The account that it registers.
    pub account: AccountNumber,
    /// The broker.
    pub issuer: Issuer,
    /// The telephone number for the customer.
    pub support: SupportNumber,
    /// Six digits that distinguish this registration from an earlier one.
    pub activation: String,
    /// The first moment at which the QR code is no longer valid.
    pub expires: Timestamp,
}

impl Issued {
    /// Whether its QR code may still be bound.
    pub fn may_be_bound(&self, at: Timestamp) -> bool {
        at < self.expires
    }

    /// Gives the payload of the QR code with the secret. Each caller gives the reason for the exposure.
    pub fn uri(&self) -> &str {
        &self.uri
    }
}

/// The broker's verdict on a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The login may continue.
    Accepted,
    /// The login may not continue.
    Refused(Refusal),
}

/// Why a code was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not the code of the current step or the one before.
    #[error("wrong code, tries left before the account is frozen: {tries_left}")]
    Wrong {
        /// How many more wrong codes freeze the account. 0 if this one has frozen it.
        tries_left: u8,
    },
    /// It was accepted before, or is older than an accepted code (RFC 6238 §5.2). It does not count as a try.
    #[error("this code was used already, wait for the next one")]
    Used,
    /// There were five wrong codes in a row. Right codes are refused too.
    #[error("the account is frozen, customer service thaws it")]
    Frozen,
    /// The account has never had a registration.
    #[error("the account is unknown")]
    UnknownAccount,
}

/// An account as customer service sees it, without the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub account: AccountNumber,
    /// The activation code of its registration.
    pub activation: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// The first moment at which its QR code is no longer valid.
    pub expires: Timestamp,
    /// The telephone number for the customer.
    pub support: SupportNumber,
    /// The number of wrong codes in a row, 0 to 5.
    pub wrong_tries: u8,
}

impl Entry {
    /// Whether codes are refused until customer service thaws the account.
    pub fn frozen(&self) -> bool {
        self.wrong_tries >= WRONG_TRIES_ALLOWED
    }
}

/// The demo broker with its database. Several of them may have the same file open, in one process or in many.
pub struct Broker {
    pub(crate) connection: Connection,
}

impl Broker {
    /// Opens the database. If there is none, makes it, readable only by its owner on Unix.
    ///
    /// # Errors
    /// A database of another program or of a newer version is refused and left as it is.
    pub fn open(path: &Path) -> Result<Self, BrokerError> {
        Ok(Self { connection: store::open(path)? })
    }

    /// Issues a registration with a new secret and a new activation code, and thaws the account. The account's earlier
    /// secret becomes invalid.
    ///
    /// # Errors
    /// [`BrokerError::Time`] if its expiry cannot be expressed.
    pub fn issue(&mut self, request: Request, at: Timestamp) -> Result<Issued, BrokerError> {
        let transaction = store::begin(&mut self.connection)?;
        let issued = replace(&transaction, request, at)?;
        transaction.commit()?;
        Ok(issued)
    }

    /// Issues a registration again, with the issuer and the telephone number of the earlier one (guide: a forgotten
    /// PIN, a lost device).
    ///
    /// # Errors
    /// [`BrokerError::UnknownAccount`].
    pub fn reset(&mut self, account: AccountNumber, valid_for: ValidFor, at: Timestamp) -> Result<Issued, BrokerError> {
        let transaction = store::begin(&mut self.connection)?;
        let kept = transaction
            .query_row(
                "SELECT issuer, support FROM registration WHERE account = :account",
                named_params! { ":account": account.as_str() },
                |row| Ok((parsed(row, 0)?, parsed(row, 1)?)),
            )
            .optional()?;
        let Some((issuer, support)) = kept else { return Err(BrokerError::UnknownAccount(account)) };
        let issued = replace(&transaction, Request { account, issuer, support, valid_for }, at)?;
        transaction.commit()?;
        Ok(issued)
    }

    /// Checks the code that was typed at login, and counts it, in one transaction (RFC 6238 §5.2: one step of delay,
    /// each code once).
    ///
    /// The expiry of the registration is not checked. It limits the time for binding, not the use of a bound account.
    ///
    /// # Errors
    /// [`BrokerError::Time`] before 1970. A refusal is a verdict and not an error.
    pub fn verify(
        &mut self,
        account: &AccountNumber,
        code: &OneTimeCode,
        at: Timestamp,
    ) -> Result<Verdict, BrokerError> {
        let now = otp::step_at(at)?;
        let transaction = store::begin(&mut self.connection)?;
        let found = transaction
            .query_row(
                "SELECT secret, last_step, wrong_tries FROM registration WHERE account = :account",
                named_params! { ":account": account.as_str() },
                |row| Ok((Zeroizing::new(row.get::<_, [u8; 20]>(0)?), step(row, 1)?, row.get::<_, u8>(2)?)),
            )
            .optional()?;
        let Some((secret, last, wrong_tries)) = found else {
            return Ok(Verdict::Refused(Refusal::UnknownAccount));
        };
        if wrong_tries >= WRONG_TRIES_ALLOWED {
            return Ok(Verdict::Refused(Refusal::Frozen));
        }
        let (verdict, last, wrong_tries) = match otp::find(&secret, code, now, last) {
            otp::Match::Fresh { step } => (Verdict::Accepted, Some(step), 0),
            otp::Match::Used => (Verdict::Refused(Refusal::Used), last, wrong_tries),
            otp::Match::None => {
                let tries_left = WRONG_TRIES_ALLOWED - wrong_tries - 1;
                (Verdict::Refused(Refusal::Wrong { tries_left }), last, wrong_tries + 1)
            }
        };
        let last = last.map(i64::try_from).transpose().map_err(|_| BrokerError::Time)?;
        transaction.execute(
            "UPDATE registration SET last_step = :last, wrong_tries = :wrong WHERE account = :account",
            named_params! { ":last": last, ":wrong": wrong_tries, ":account": account.as_str() },
        )?;
        transaction.commit()?;
        Ok(verdict)
    }

    /// Gives the present registration again, so that a further device can scan the same QR code (guide, question 4).
    ///
    /// # Errors
    /// [`BrokerError::UnknownAccount`].
    pub fn registration(&self, account: &AccountNumber) -> Result<Issued, BrokerError> {
        let found = self
            .connection
            .query_row(
                "SELECT issuer, support, activation, secret, issued, expires FROM registration
                 WHERE account = :account",
                named_params! { ":account": account.as_str() },
                |row| {
                    Ok(Registration {
                        account: account.clone(),
                        issuer: parsed(row, 0)?,
                        support: parsed(row, 1)?,
                        activation: row.get(2)?,
                        secret: Zeroizing::new(row.get(3)?),
                        issued: timestamp(row, 4)?,
                        expires: timestamp(row, 5)?,
                    })
                },
            )
            .optional()?;
        found.map(Issued::from).ok_or_else(|| BrokerError::UnknownAccount(account.clone()))
    }

    /// Clears the wrong codes of an account, which thaws a frozen one. Used codes stay used.
    ///
    /// # Errors
    /// [`BrokerError::UnknownAccount`].
    pub fn thaw(&mut self, account: &AccountNumber) -> Result<(), BrokerError> {
        self.set_wrong_tries(account, 0)
    }

    /// Freezes an account, as five wrong codes do (guide: a lost or stolen device).
    ///
    /// # Errors
    /// [`BrokerError::UnknownAccount`].
    pub fn freeze(&mut self, account: &AccountNumber) -> Result<(), BrokerError> {
        self.set_wrong_tries(account, WRONG_TRIES_ALLOWED)
    }

    fn set_wrong_tries(&mut self, account: &AccountNumber, wrong_tries: u8) -> Result<(), BrokerError> {
        let changed = self.connection.execute(
            "UPDATE registration SET wrong_tries = :wrong WHERE account = :account",
            named_params! { ":wrong": wrong_tries, ":account": account.as_str() },
        )?;
        if changed == 0 { Err(BrokerError::UnknownAccount(account.clone())) } else { Ok(()) }
    }

    /// Lists all accounts with a registration, by number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<Entry>, BrokerError> {
        let mut statement = self.connection.prepare(
            "SELECT account, activation, issued, expires, support, wrong_tries FROM registration ORDER BY account",
        )?;
        let entries = statement.query_map([], |row| {
            Ok(Entry {
                account: parsed(row, 0)?,
                activation: row.get(1)?,
                issued: timestamp(row, 2)?,
                expires: timestamp(row, 3)?,
                support: parsed(row, 4)?,
                wrong_tries: row.get(5)?,
            })
        })?;
        Ok(entries.collect::<Result<_, _>>()?)
    }
}

/// Writes a new registration in place of the account's earlier one.
fn replace(transaction: &Transaction<'_>, request: Request, at: Timestamp) -> Result<Issued, BrokerError> {
    let Request { account, issuer, support, valid_for } = request;
    let earlier: Option<String> = transaction
        .query_row(
            "SELECT activation FROM registration WHERE account = :account",
            named_params! { ":account": account.as_str() },
            |row| row.get(0),
        )
        .optional()?;
    let issued = Timestamp::from_second(at.as_second()).map_err(|_| BrokerError::Time)?;
    let registration = Registration {
        activation: make_other_activation(earlier.as_deref())?,
        secret: registration::make_secret()?,
        issued,
        expires: valid_for.after(issued)?,
        account,
        issuer,
        support,
    };
    transaction.execute(
        "INSERT OR REPLACE INTO registration (account, issuer, support, activation, secret, issued, expires)
         VALUES (:account, :issuer, :support, :activation, :secret, :issued, :expires)",
        named_params! {
            ":account": registration.account.as_str(),
            ":issuer": registration.issuer.as_str(),
            ":support": registration.support.as_str(),
            ":activation": registration.activation,
            // EXPOSE: a broker needs the secret to check codes. This demonstration keeps it unencrypted.
            ":secret": &registration.secret[..],
            ":issued": registration.issued.as_second(),
            ":expires": registration.expires.as_second(),
        },
    )?;
    transaction.execute(
        "INSERT INTO issue (account, activation, issued, expires) VALUES (:account, :activation, :issued, :expires)",
        named_params! {
            ":account": registration.account.as_str(),
            ":activation": registration.activation,
            ":issued": registration.issued.as_second(),
            ":expires": registration.expires.as_second(),
        },
    )?;
    Ok(registration.into())
}

impl From<Registration> for Issued {
    fn from(registration: Registration) -> Self {
        let uri = registration.uri();
        let Registration { account, issuer, support, activation, expires, .. } = registration;
        Self { uri, account, issuer, support, activation, expires }
    }
}

/// Makes an activation code that differs from the earlier one: a device recognises a new registration by it.
fn make_other_activation(earlier: Option<&str>) -> Result<String, BrokerError> {
    loop {
        let activation = registration::make_activation()?;
        if earlier != Some(activation.as_str()) {
            return Ok(activation);
        }
    }
}

/// Reads a column as one of our words. Somebody may have edited the database by hand.
pub(crate) fn parsed<T: std::str::FromStr<Err = crate::TextRule>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|rule| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(rule)))
}

pub(crate) fn timestamp(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let secs = row.get(column)?;
    Timestamp::from_second(secs).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, secs))
}

fn step(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    let Some(step) = row.get::<_, Option<i64>>(column)? else { return Ok(None) };
    let step = u64::try_from(step).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, step))?;
    Ok(Some(step))
}
