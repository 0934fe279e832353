use jiff::Timestamp;
use rusqlite::{OptionalExtension, named_params};

use crate::{
    AccountNumber, Broker, BrokerError, Entry, TradingPassword,
    broker::{parsed, timestamp},
    password::PasswordHash,
};

/// A registration that was issued once. A later one of the same account replaced it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its activation code.
    pub activation: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// The first moment at which its QR code is no longer valid.
    pub expires: Timestamp,
}

/// An account as the customer service desk sees it, without the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The account.
    pub account: AccountNumber,
    /// Whether it has a trading password, which the login page requires.
    pub enrolled: bool,
    /// Its present registration. Without one, the trading password alone is enough to log in.
    pub registration: Option<Entry>,
    /// All registrations that were issued, the newest first. The broker learns nothing else about devices, because
    /// binding needs no network.
    pub issues: Vec<Issue>,
}

impl Broker {
    /// Sets the trading password of an account.
    ///
    /// # Errors
    /// [`BrokerError::Entropy`], [`BrokerError::Hash`] and those of the database.
    pub fn enrol(&mut self, account: &AccountNumber, password: &TradingPassword) -> Result<(), BrokerError> {
        let PasswordHash { salt, hash } = PasswordHash::make(password)?;
        self.connection.execute(
            "INSERT OR REPLACE INTO customer (account, salt, hash) VALUES (:account, :salt, :hash)",
            named_params! { ":account": account.as_str(), ":salt": salt, ":hash": hash },
        )?;
        Ok(())
    }

    /// Whether any account has a trading password.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has_customers(&self) -> Result<bool, BrokerError> {
        Ok(self.connection.query_row("SELECT EXISTS (SELECT * FROM customer)", [], |row| row.get(0))?)
    }

    /// Whether this is the trading password of the account. The answer takes as long for an account that does not
    /// exist.
    ///
    /// # Errors
    /// [`BrokerError::Hash`] and those of the database.
    pub fn check_password(&self, account: &AccountNumber, password: &TradingPassword) -> Result<bool, BrokerError> {
        let kept = self
            .connection
            .query_row(
                "SELECT salt, hash FROM customer WHERE account = :account",
                named_params! { ":account": account.as_str() },
                |row| Ok(PasswordHash { salt: row.get(0)?, hash: row.get(1)? }),
            )
            .optional()?;
        let enrolled = kept.is_some();
        Ok(kept.unwrap_or_else(PasswordHash::of_nobody).fits(password)? && enrolled)
    }

    /// Gives the account's present registration.
    ///
    /// # Errors
    /// Those of the database.
    pub fn entry(&self, account: &AccountNumber) -> Result<Option<Entry>, BrokerError> {
        Ok(self.list()?.into_iter().find(|entry| entry.account == *account))
    }

    /// Lists all accounts with a trading password or a registration, by number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customers(&self) -> Result<Vec<Customer>, BrokerError> {
        let mut statement = self.connection.prepare(
            "SELECT account, max(enrolled) FROM (
                 SELECT account, 1 AS enrolled FROM customer UNION ALL SELECT account, 0 FROM registration
             ) GROUP BY account ORDER BY account",
        )?;
        let accounts = statement
            .query_map([], |row| Ok((parsed(row, 0)?, row.get(1)?)))?
            .collect::<Result<Vec<(AccountNumber, bool)>, _>>()?;
        let mut registrations = self.list()?.into_iter().peekable();
        let mut customers = Vec::with_capacity(accounts.len());
        for (account, enrolled) in accounts {
            let registration = registrations.next_if(|entry| entry.account == account);
            customers.push(Customer { enrolled, registration, issues: self.issues(&account)?, account });
        }
        Ok(customers)
    }

    fn issues(&self, account: &AccountNumber) -> Result<Vec<Issue>, BrokerError> {
        let mut statement = self
            .connection
            .prepare("SELECT activation, issued, expires FROM issue WHERE account = :account ORDER BY number DESC")?;
        let issues = statement.query_map(named_params! { ":account": account.as_str() }, |row| {
            Ok(Issue { activation: row.get(0)?, issued: timestamp(row, 1)?, expires: timestamp(row, 2)? })
        })?;
        Ok(issues.collect::<Result<_, _>>()?)
    }
}
