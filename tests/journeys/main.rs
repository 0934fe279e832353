//! Journeys: the use cases from end to end, against the demo broker, with fakes for the operating system alone.

mod device;
mod intake;
mod keystore;
mod main_job;
mod oathtool;
mod pin;
