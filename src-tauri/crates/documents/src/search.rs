use std::time::{Duration, Instant};

use lingpai_intake::{DocumentFault, FileFault};
use lingpai_qr::{Budget, Found, Reason, Scan, scan_picture};

/// The time for all pictures of a document, without the last step. The process is killed after ten seconds.
pub(crate) const LIMIT: Duration = Duration::from_millis(8500);

/// The result for all pictures of a document together.
pub(crate) struct Search {
    begun: Instant,
    limit: Duration,
    found: Vec<Found>,
    /// The reason of the picture that most looked like a code.
    reason: Option<Reason>,
    /// Why a picture could not be read.
    fault: Option<FileFault>,
}

impl Search {
    pub(crate) fn starting_now(limit: Duration) -> Self {
        Self { begun: Instant::now(), limit, found: Vec::new(), reason: None, fault: None }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.begun.elapsed() >= self.limit
    }

    /// Gives the time for the next picture.
    pub(crate) fn budget(&self) -> Budget {
        Budget(self.limit.saturating_sub(self.begun.elapsed()).min(Budget::STILL.0))
    }

    /// Gives the time for one of so many pictures, so that all of them get their share.
    pub(crate) fn budget_of_one_in(&self, pictures: usize) -> Budget {
        let share = u32::try_from(pictures).ok().and_then(|pictures| self.limit.checked_div(pictures));
        Budget(share.unwrap_or(self.limit).min(self.budget().0))
    }

    pub(crate) fn add(&mut self, scan: Scan) {
        self.found.extend(scan.found);
        // Any other reason says more than that there was no code.
        if self.reason.is_none_or(|reason| reason == Reason::NoCode) {
            self.reason = scan.reason.or(self.reason);
        }
    }

    /// Searches a picture file.
    pub(crate) fn picture(&mut self, bytes: &[u8]) {
        if !self.is_over() {
            match scan_picture(bytes, self.budget()) {
                Ok(scan) => self.add(scan),
                Err(fault) => self.refused(FileFault::Picture(fault)),
            }
        }
    }

    pub(crate) fn refused(&mut self, fault: FileFault) {
        self.fault.get_or_insert(fault);
    }

    pub(crate) fn end(self) -> Result<Scan, FileFault> {
        let Self { found, reason, fault, .. } = self;
        match (found.is_empty(), reason, fault) {
            (false, ..) => Ok(Scan { found, reason: None }),
            (true, Some(reason), _) => Ok(Scan { found, reason: Some(reason) }),
            (true, None, Some(fault)) => Err(fault),
            (true, None, None) => Err(FileFault::Document(DocumentFault::NoPicture)),
        }
    }
}
