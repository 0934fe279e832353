use lingpai_domain::{PlainAccount, Registration};

use crate::{Migration, Transfer};

/// An account that was read from foreign bytes, before the user agrees to it.
pub enum Candidate {
    /// A broker's registration.
    Registration(Registration),
    /// An ordinary account.
    Plain(PlainAccount),
    /// A bound account that its first device hands over to this one.
    Transfer(Box<Transfer>),
    /// One QR code of a migration from another authenticator.
    Migration(Migration),
}
