//! What the window asks of an open vault, with fakes for the operating system alone.
#![allow(clippy::wildcard_enum_match_arm, reason = "a test names the one outcome that it wants")]

mod arrange;
mod copies;
mod device;
mod idle;
mod next;
mod open_accounts;
mod under_way;
