use std::collections::BTreeSet;

use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{AccountId, AccountNumber, Issuer, Moment, UnixTime, burn_stack};
use lingpai_intake::{Candidate, IntakeFault, Migration, PictureFault, Reading, Scan, read_file, read_text, readings};
use lingpai_vault::{Change, Fingerprint, Vault};

use crate::adding::waiting::{Held, Single, Waiting, expire};
use crate::fault::Fault;
use crate::session::{Lingpai, Open, SessionId};

/// The most lines of a text that are read: every account of a large collection, and no book.
const MAX_LINES: usize = 2000;

/// What one file, screen, frame or text gave.
pub struct Source {
    /// The name of the file, to tell it from others.
    pub name: Option<String>,
    /// What its QR codes say, or why there are none; without a fault of its own, it could not be read at all.
    pub readings: Result<Vec<Reading>, Option<IntakeFault>>,
}

impl Source {
    /// Reads a file: a picture, or a document with pictures in it. Takes its time.
    pub fn read(name: Option<String>, bytes: &[u8]) -> Self {
        let readings = read_file(bytes).map_err(Some);
        burn_stack();
        Self { name, readings }
    }

    /// What a search for QR codes came to.
    pub fn scanned(name: Option<String>, scan: Result<Scan, PictureFault>) -> Self {
        let readings = scan.map_err(IntakeFault::Picture).and_then(readings).map_err(Some);
        burn_stack();
        Self { name, readings }
    }

    /// A file that cannot be read.
    pub fn unreadable(name: Option<String>) -> Self {
        Self { name, readings: Err(None) }
    }

    /// Reads a text, a QR code's content on each line.
    pub fn text(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let readings: Vec<Reading> = lines.take(MAX_LINES).map(read_text).collect();
        burn_stack();
        Self { name: None, readings: if readings.is_empty() { Ok(vec![read_text("")]) } else { Ok(readings) } }
    }
}

/// One of several things found.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundItem {
    /// What it is.
    pub what: FoundWhat,
    /// Who issued it, where it says so.
    pub issuer: Option<Issuer>,
    /// Its number; the file's name where nothing in it could be used.
    pub number: Option<String>,
}

/// What one of several things is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundWhat {
    /// A broker's registration, to be opened by itself.
    Registration,
    /// A transfer.
    Transfer,
    /// An ordinary account.
    Plain,
    /// Too old.
    Expired,
    /// Bound on this device.
    AlreadyBound,
    /// The same as one before it.
    Twice,
    /// Bound just now.
    Bound,
    /// Not to be used, and why, as in [`Waiting::Refused`].
    Refused(Option<IntakeFault>),
}

/// How much there is of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBatch {
    /// How many codes it comes in.
    pub size: u8,
    /// Which were read, from 1 on.
    pub parts: Vec<u8>,
    /// How many accounts were in them.
    pub accounts: u32,
}

impl FoundBatch {
    /// Whether all of its codes were read.
    pub fn is_whole(&self) -> bool {
        self.parts.len() == usize::from(self.size)
    }
}

/// What was found together, until each of it is bound or all is dismissed.
#[derive(Default)]
pub(crate) struct Gathered {
    items: Vec<Item>,
    batches: Vec<Batch>,
    /// The one that was opened; its place among the items is empty meanwhile.
    opened: Option<usize>,
}

struct Item {
    standing: Standing,
    mark: Option<Mark>,
    /// The file it came from.
    name: Option<String>,
}

enum Standing {
    Waits(Held),
    Twice(Label),
    Bound(Label),
}

#[derive(Clone, Default)]
struct Label {
    issuer: Option<Issuer>,
    number: Option<AccountNumber>,
}

/// What tells the same thing found twice.
#[derive(PartialEq, Eq)]
enum Mark {
    Secret(Fingerprint),
    Sealed(Vec<u8>),
}

struct Batch {
    id: u32,
    size: u8,
    parts: BTreeSet<u8>,
    accounts: u32,
}

/// The session for which something is read. Reading takes its time: a lock in between drops what comes of it.
#[derive(Clone, Copy)]
pub struct Intake(SessionId);

impl Lingpai {
    /// Reads the QR codes in a file and holds what they say until the user agrees or dismisses it.
    pub fn take_picture(&self, bytes: &[u8]) -> Result<Waiting, Fault> {
        let intake = self.intake()?;
        self.take(intake, vec![Source::read(None, bytes)])
    }

    /// Begins to read something for the session that is open now.
    ///
    /// # Errors
    ///
    /// [`Fault::Closed`].
    pub fn intake(&self) -> Result<Intake, Fault> {
        self.with_open(|open| Ok(Intake(open.id)))
    }

    /// Holds what was read until the user agrees or dismisses it. It joins what was found before, where several things
    /// wait; a single thing takes the place of what waited.
    ///
    /// # Errors
    ///
    /// [`Fault::Closed`] where the session has ended for which it was read, even if another is open.
    pub fn take(&self, Intake(session): Intake, sources: Vec<Source>) -> Result<Waiting, Fault> {
        self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            open.pad = None;
            let held = std::mem::replace(&mut open.held, Held::Nothing);
            open.gathered.put_back(held);
            let first = open.gathered.is_empty();
            let alone = sources.len() == 1;
            for source in sources {
                open.gather(source, at);
            }
            if first && let Some(one) = open.gathered.the_one(alone) {
                open.held = one;
            }
            Ok(open.waiting(at.wall))
        })
    }

    /// Opens one of several things found, as if it had been found alone.
    pub fn open_found(&self, index: usize) -> Result<Waiting, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.held = open.gathered.open(index)?;
            Ok(open.waiting(now))
        })
    }

    /// Binds several ordinary accounts and transfers, all or none of them; gives how many, and how many others can be
    /// bound still.
    pub fn bind_found(&self, indices: &[usize]) -> Result<(usize, usize), Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let indices: BTreeSet<usize> = indices.iter().copied().collect();
            let changes = indices.iter().map(|&index| open.prepare_found(index, at)).collect::<Result<Vec<_>, _>>()?;
            let ids: Vec<AccountId> = changes.iter().map(Change::account).collect();
            for change in &changes {
                open.vault.noting(Entry { at: at.wall, what: What::Bound, account: Some(change.named()) });
            }
            open.vault.commit_all(changes, at)?;
            ids.into_iter().for_each(|id| open.forget_earlier(id));
            indices.iter().for_each(|&index| open.gathered.mark_bound(index));
            let left = open.gathered.bindable();
            open.gathered.end_when_done();
            Ok((indices.len(), left))
        })
    }
}

impl Open {
    fn gather(&mut self, Source { name, readings }: Source, at: Moment) {
        match readings {
            Ok(readings) => {
                for reading in readings {
                    self.gather_reading(reading, name.as_ref(), at);
                }
            }
            Err(fault) => self.gathered.add(Held::Refused(fault), None, name),
        }
    }

    fn gather_reading(&mut self, reading: Reading, name: Option<&String>, at: Moment) {
        let single = match reading {
            Ok(Candidate::Migration(migration)) => return self.gather_migration(migration, at),
            Ok(Candidate::Registration(registration)) => Single::Registration(registration),
            Ok(Candidate::Transfer(transfer)) => Single::Transfer(transfer),
            Ok(Candidate::Plain(plain)) => Single::Plain(plain),
            Err(fault) => return self.gathered.add(Held::Refused(Some(fault)), None, name.cloned()),
        };
        let mark = Mark::of(&single, &self.vault);
        let held = self.judge_candidate(single, at);
        self.gathered.add(held, Some(mark), name.cloned());
    }

    fn gather_migration(&mut self, migration: Migration, at: Moment) {
        let Migration { accounts, .. } = &migration;
        let count = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
        if !self.gathered.joins(&migration, count) {
            return;
        }
        for account in migration.accounts {
            self.gather_reading(account.map(Candidate::Plain), None, at);
        }
    }

    fn prepare_found(&self, index: usize, at: Moment) -> Result<Change, Fault> {
        match self.gathered.items.get(index).map(|item| &item.standing) {
            Some(Standing::Waits(Held::Plain(plain))) => self.prepare_plain(plain, at),
            Some(Standing::Waits(Held::Transfer { transfer, renews })) => self.prepare_transfer(transfer, *renews, at),
            Some(Standing::Waits(_) | Standing::Twice(_) | Standing::Bound(_)) | None => Err(Fault::Stale),
        }
    }
}

impl Mark {
    fn of(single: &Single, vault: &Vault) -> Self {
        match single {
            Single::Registration(found) => Self::Secret(vault.fingerprint(&found.secret, &found.otp)),
            Single::Plain(found) => Self::Secret(vault.fingerprint(&found.secret, &found.otp)),
            Single::Transfer(found) => Self::Sealed(found.seal.sealed.to_vec()),
        }
    }
}

impl Gathered {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.batches.is_empty()
    }

    fn add(&mut self, held: Held, mark: Option<Mark>, name: Option<String>) {
        let twice = mark.is_some() && self.items.iter().any(|item| item.mark == mark);
        let standing = if twice { Standing::Twice(Label::of(&held)) } else { Standing::Waits(held) };
        self.items.push(Item { standing, mark, name });
    }

    /// Notes a part of a migration; false where it was read before.
    fn joins(&mut self, &Migration { batch, index, size, .. }: &Migration, accounts: u32) -> bool {
        let place = self.batches.iter().position(|there| there.id == batch && there.size == size);
        let place = place.unwrap_or_else(|| {
            self.batches.push(Batch { id: batch, size, parts: BTreeSet::new(), accounts: 0 });
            self.batches.len() - 1
        });
        let there = &mut self.batches[place];
        let new = there.parts.insert(index.saturating_add(1));
        if new {
            there.accounts = there.accounts.saturating_add(accounts);
        }
        new
    }

    /// The one thing that was found, if there is but one, or nothing but what is not ours; then nothing stays here.
    fn the_one(&mut self, one_source: bool) -> Option<Held> {
        let foreign =
            |item: &&Item| matches!(item.standing, Standing::Waits(Held::Refused(Some(IntakeFault::NotAnAccount(_)))));
        let mut ours = self.items.iter().enumerate().filter(|(_, item)| !foreign(item)).map(|(place, _)| place);
        let place = match (ours.next(), ours.next()) {
            (Some(place), None) => place,
            // A page with several codes of others is refused by the first of them.
            (None, _) if one_source => 0,
            (None | Some(_), _) => return None,
        };
        if self.items.is_empty() || !self.batches_whole() {
            return None;
        }
        match std::mem::take(self).items.swap_remove(place).standing {
            Standing::Waits(held) => Some(held),
            Standing::Twice(_) | Standing::Bound(_) => None,
        }
    }

    fn batches_whole(&self) -> bool {
        self.batches.iter().all(|batch| batch.parts.len() == usize::from(batch.size))
    }

    fn open(&mut self, index: usize) -> Result<Held, Fault> {
        if self.opened.is_some() {
            return Err(Fault::Stale);
        }
        match self.items.get_mut(index).map(|item| &mut item.standing) {
            Some(Standing::Waits(held)) if !matches!(held, Held::Nothing) => {
                self.opened = Some(index);
                Ok(std::mem::replace(held, Held::Nothing))
            }
            Some(Standing::Waits(_) | Standing::Twice(_) | Standing::Bound(_)) | None => Err(Fault::Stale),
        }
    }

    /// Puts the one that was opened back among the others; false where none was.
    pub(crate) fn put_back(&mut self, held: Held) -> bool {
        let Some(item) = self.opened.take().and_then(|place| self.items.get_mut(place)) else { return false };
        item.standing = Standing::Waits(held);
        true
    }

    /// The one that was opened, or the only one, has been bound.
    pub(crate) fn bound(&mut self, held: Held) {
        if let Some(item) = self.opened.take().and_then(|place| self.items.get_mut(place)) {
            item.standing = Standing::Bound(Label::of(&held));
        }
        self.end_when_done();
    }

    fn mark_bound(&mut self, index: usize) {
        if let Some(Item { standing, .. }) = self.items.get_mut(index)
            && let Standing::Waits(held) = standing
        {
            *standing = Standing::Bound(Label::of(held));
        }
    }

    fn bindable(&self) -> usize {
        let can = |item: &&Item| {
            matches!(item.standing, Standing::Waits(Held::Plain(_) | Held::Transfer { .. } | Held::Registration { .. }))
        };
        self.items.iter().filter(can).count()
    }

    /// Once nothing is left to bind and no part is missing, nothing waits.
    fn end_when_done(&mut self) {
        if self.bindable() == 0 && self.batches_whole() {
            *self = Self::default();
        }
    }

    pub(crate) fn expire(&mut self, now: UnixTime) {
        for item in &mut self.items {
            if let Standing::Waits(held) = &mut item.standing {
                *held = expire(std::mem::replace(held, Held::Nothing), now);
            }
        }
    }

    pub(crate) fn view(&self) -> Waiting {
        let batches = self.batches.iter().map(|batch| FoundBatch {
            size: batch.size,
            parts: batch.parts.iter().copied().collect(),
            accounts: batch.accounts,
        });
        Waiting::Several { items: self.items.iter().map(Item::view).collect(), batches: batches.collect() }
    }
}

impl Item {
    fn view(&self) -> FoundItem {
        let (what, label) = match &self.standing {
            Standing::Waits(held) => (held.what(), Label::of(held)),
            Standing::Twice(label) => (FoundWhat::Twice, label.clone()),
            Standing::Bound(label) => (FoundWhat::Bound, label.clone()),
        };
        let number = label.number.map(|number| number.to_string()).or_else(|| self.name.clone());
        FoundItem { what, issuer: label.issuer, number }
    }
}

impl Label {
    fn of(held: &Held) -> Self {
        let (issuer, number) = match held {
            Held::Nothing | Held::Refused(_) => return Self::default(),
            Held::Registration { registration, .. } => (Some(&registration.issuer), &registration.account),
            Held::Transfer { transfer, .. } => (Some(&transfer.issuer), &transfer.account),
            Held::Expired { issuer, number, .. } => (Some(issuer), number),
            Held::AlreadyBound { issuer, number, .. } => (issuer.as_ref(), number),
            Held::Plain(plain) => (plain.issuer.as_ref(), &plain.account),
        };
        Self { issuer: issuer.cloned(), number: Some(number.clone()) }
    }
}

impl Held {
    fn what(&self) -> FoundWhat {
        match self {
            // The place of the one that is open; the list is not shown meanwhile.
            Self::Nothing => FoundWhat::Twice,
            Self::Refused(fault) => FoundWhat::Refused(*fault),
            Self::Registration { .. } => FoundWhat::Registration,
            Self::Transfer { .. } => FoundWhat::Transfer,
            Self::Expired { .. } => FoundWhat::Expired,
            Self::AlreadyBound { .. } => FoundWhat::AlreadyBound,
            Self::Plain(_) => FoundWhat::Plain,
        }
    }
}
