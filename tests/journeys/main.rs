//! Journeys: the use cases from end to end, with the demo broker. Only the operating system is simulated.
#![allow(clippy::wildcard_enum_match_arm, reason = "a test names the one outcome that it wants")]

mod clock;
mod counted;
mod device;
mod found;
mod intake;
mod keystore;
mod kinds;
mod life;
mod main_job;
mod oathtool;
mod pin;
mod vault;
mod ways;
