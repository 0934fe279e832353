//! What was read, with the id of each candidate. Thousands of ids take their time, so they are made while the session is free.

use lingpai_domain::{PlainAccount, Registration};
use lingpai_intake::{Candidate, IntakeFault, Migration, Reading, Transfer};
use lingpai_vault::{Fingerprint, Fingerprinter};

use crate::adding::source::Source;

/// The candidates of a source, each with its id.
pub(crate) struct Identified {
    /// The name of the file, to tell it apart.
    pub(super) name: Option<String>,
    /// The contents of its QR codes, or why there are none. `Err(None)` if the file could not be read at all.
    pub(super) contents: Result<Vec<Content>, Option<IntakeFault>>,
    /// How many accounts and codes it holds.
    pub(super) items: usize,
}

/// The content of one QR code.
pub(super) enum Content {
    One(Result<(Single, CandidateId), IntakeFault>),
    /// A part of a migration, with its accounts.
    Part(Part, Vec<Result<(Single, CandidateId), IntakeFault>>),
}

/// A candidate that stands for one account.
pub(super) enum Single {
    Registration(Registration),
    Transfer(Box<Transfer>),
    Plain(PlainAccount),
}

/// Which part of which migration.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) batch: u32,
    /// From 0; less than `size`.
    pub(super) index: u8,
    pub(super) size: u8,
}

/// Identifies a candidate, so that one that is found twice is noticed.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum CandidateId {
    Secret(Fingerprint),
    Sealed(Vec<u8>),
}

impl CandidateId {
    fn of(single: &Single, fingerprinter: &Fingerprinter) -> Self {
        match single {
            Single::Registration(found) => Self::Secret(fingerprinter.of(&found.secret, &found.otp)),
            Single::Plain(found) => Self::Secret(fingerprinter.of(&found.secret, &found.otp)),
            Single::Transfer(found) => Self::Sealed(found.seal.sealed.to_vec()),
        }
    }
}

impl Identified {
    /// Makes the ids of the candidates of some sources. The key is wiped after that.
    pub(crate) fn all(sources: impl IntoIterator<Item = Source>, fingerprinter: Fingerprinter) -> Vec<Self> {
        let identified = sources.into_iter().map(|source| Self::of(source, &fingerprinter)).collect();
        drop(fingerprinter);
        identified
    }

    /// Makes the ids of a source's candidates.
    pub(crate) fn of(source: Source, fingerprinter: &Fingerprinter) -> Self {
        let items = source.items();
        let Source { name, readings } = source;
        let contents = readings.map(|all| all.into_iter().map(|reading| Content::of(reading, fingerprinter)).collect());
        Self { name, contents, items }
    }
}

impl Content {
    fn of(reading: Reading, fingerprinter: &Fingerprinter) -> Self {
        let with_id = |single: Single| {
            let id = CandidateId::of(&single, fingerprinter);
            (single, id)
        };
        match reading {
            Ok(Candidate::Migration(Migration { batch, index, size, accounts })) => {
                let accounts = accounts.into_iter().map(|account| account.map(Single::Plain).map(with_id)).collect();
                Self::Part(Part { batch, index, size }, accounts)
            }
            Ok(Candidate::Registration(registration)) => Self::One(Ok(with_id(Single::Registration(registration)))),
            Ok(Candidate::Transfer(transfer)) => Self::One(Ok(with_id(Single::Transfer(transfer)))),
            Ok(Candidate::Plain(plain)) => Self::One(Ok(with_id(Single::Plain(plain)))),
            Err(fault) => Self::One(Err(fault)),
        }
    }
}
