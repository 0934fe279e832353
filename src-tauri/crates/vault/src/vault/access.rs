//! Whether an open vault may be changed, and what was found wrong with its files.

use crate::vault::anchor::AnchorVerdict;

/// Whether an open vault may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
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
    /// The keystore remembers a newer state than this file, or nothing where it should remember one.
    Anchor(AnchorVerdict),
}

/// What was found wrong on the way to an open vault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// How many damaged files were passed over.
    pub damaged: usize,
    /// Whether they could not be moved to quarantine.
    pub quarantine_failed: bool,
}
