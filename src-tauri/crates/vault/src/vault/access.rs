//! Whether an open vault may be changed, and what was found wrong with its files.

use crate::vault::anchor::AnchorVerdict;

/// Whether an open vault may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may be changed.
    Full,
    /// It may only be read.
    ReadOnly(ReadOnly),
}

/// Why a vault may only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another process holds it.
    OtherProcess,
    /// A newer version of the program wrote it.
    NewerVersion,
    /// The keystore remembers a newer state than this file, or none although it should.
    Anchor(AnchorVerdict),
}

/// What was found wrong on the way to an open vault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The number of damaged files that were skipped.
    pub damaged: usize,
    /// Whether damaged files could not be moved into quarantine.
    pub quarantine_failed: bool,
}
