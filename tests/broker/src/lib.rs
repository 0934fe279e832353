//! A demo broker: the side of two-factor login that Lingpai's users meet at their real broker.
//!
//! It issues registrations as QR codes, checks one-time codes at login, freezes an account after wrong codes, thaws and
//! resets it. The tests and a new user get a real QR code from it. It is a demonstration: the shared secrets lie in its
//! SQLite file in the clear, which no broker may do.
//!
//! [`WebServer`] shows all of it as web pages on a loopback port, and writes the mail that a broker would send.
//!
//! Time is an argument everywhere; only the command line reads the system clock.

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
