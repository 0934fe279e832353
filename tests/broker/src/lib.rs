//! A demo broker: the other side of two-factor login, which Lingpai's users have at their real broker.
//!
//! It issues registrations as QR codes, checks one-time codes at login, and freezes, thaws and resets accounts. It
//! gives the tests and new users a real QR code. It is a demonstration: its SQLite file contains the shared secrets
//! unencrypted, which no broker may do.
//!
//! [`WebServer`] serves all of this as web pages on a loopback port, and writes the mail that a broker would send.
//!
//! Time is an argument everywhere. Only the command line reads the system clock.

mod broker;
mod customer;
mod error;
mod language;
mod mail;
mod otp;
mod password;
mod qr;
mod registration;
mod store;
mod web;
mod words;

pub use broker::{Broker, Entry, Issued, Refusal, Request, Verdict, WRONG_TRIES_ALLOWED};
pub use customer::{Customer, Issue};
pub use error::BrokerError;
pub use otp::PERIOD_SECS;
pub use password::{PasswordRule, TradingPassword};
pub use qr::{QrFile, QrFileError, qr_png};
pub use registration::{HongKongTime, ValidFor, ValidForRule};
pub use web::{Clock, WebOptions, WebServer};
pub use words::{AccountNumber, CodeRule, Issuer, OneTimeCode, SupportNumber, TextRule};
