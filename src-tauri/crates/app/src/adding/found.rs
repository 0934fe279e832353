//! The found list: several things that were found together, until each is bound or all are dismissed.

use std::collections::{BTreeSet, HashSet};

use lingpai_domain::{AccountNumber, Issuer, UnixTime};
use lingpai_intake::IntakeFault;

use crate::adding::identified::{CandidateId, Part};
use crate::adding::judged::{Judged, expire};
use crate::adding::source::MAX_ITEMS;
use crate::fault::Fault;

/// An item of the found list, as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundItem {
    /// Its kind.
    pub what: FoundKind,
    /// Its issuer, if it names one.
    pub issuer: Option<Issuer>,
    /// Its number or name. For a file in which nothing could be used, the name of the file.
    pub number: Option<String>,
}

/// The kind of a thing found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// A broker's registration. It must be opened alone, because it asks for a PIN.
    Registration,
    /// A transfer.
    Transfer,
    /// An ordinary account.
    Plain,
    /// A registration or transfer that has expired.
    Expired,
    /// It is bound on this device already.
    AlreadyBound,
    /// It is in the list already.
    Twice,
    /// It was bound from this list.
    Bound,
    /// It cannot be used, with the reason. `None` if the file could not be read.
    Refused(Option<IntakeFault>),
}

/// A migration, and which of its codes were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationBatch {
    /// The number of its codes.
    pub size: u8,
    /// The codes that were read, numbered from 1, ascending.
    pub parts: Vec<u8>,
}

impl MigrationBatch {
    /// Whether all of its codes were read.
    pub fn is_whole(&self) -> bool {
        self.parts.len() == usize::from(self.size)
    }
}

/// The found list. It is empty again once each item is bound or all are dismissed.
#[derive(Default)]
pub(super) struct FoundList {
    items: Vec<Item>,
    /// Identifies all items, so that one that is found twice is noticed at once.
    ids: HashSet<CandidateId>,
    batches: Vec<Batch>,
    /// The index of the item that is open on its own page. Until it comes back, its state is [`Judged::Nothing`].
    opened: Option<usize>,
}

struct Item {
    state: ItemState,
    /// The name of the file that it came from.
    name: Option<String>,
}

enum ItemState {
    /// It waits for the user's agreement.
    Waits(Judged),
    /// The same candidate is in the list already.
    Twice(Label),
    Bound(Label),
}

#[derive(Clone, Default)]
struct Label {
    issuer: Option<Issuer>,
    number: Option<AccountNumber>,
}

struct Batch {
    id: u32,
    size: u8,
    parts: BTreeSet<u8>,
}

impl FoundList {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.batches.is_empty()
    }

    pub(super) fn add(&mut self, judged: Judged, id: Option<CandidateId>, name: Option<String>) {
        let twice = id.is_some_and(|id| !self.ids.insert(id));
        let state = if twice { ItemState::Twice(Label::of(&judged)) } else { ItemState::Waits(judged) };
        self.items.push(Item { state, name });
    }

    /// Whether the list may take so many items more.
    pub(super) fn has_room_for(&self, items: usize) -> bool {
        self.items.len() + items <= MAX_ITEMS
    }

    /// Notes a part of a migration. `false` if it was read before.
    pub(super) fn add_part(&mut self, Part { batch, index, size }: Part) -> bool {
        let place = self.batches.iter().position(|there| there.id == batch && there.size == size);
        let place = place.unwrap_or_else(|| {
            self.batches.push(Batch { id: batch, size, parts: BTreeSet::new() });
            self.batches.len() - 1
        });
        self.batches[place].parts.insert(index.saturating_add(1))
    }

    /// Takes the only candidate out of the list. Codes that are not accounts do not count, unless there is nothing
    /// else. `None` if there are several candidates or a part of a migration is missing.
    pub(super) fn take_single(&mut self, one_source: bool) -> Option<Judged> {
        let foreign =
            |item: &&Item| matches!(item.state, ItemState::Waits(Judged::Refused(Some(IntakeFault::NotAnAccount(_)))));
        let mut ours = self.items.iter().enumerate().filter(|(_, item)| !foreign(item)).map(|(place, _)| place);
        let place = match (ours.next(), ours.next()) {
            (Some(place), None) => place,
            // One file with nothing but other codes is refused with the first of them.
            (None, _) if one_source => 0,
            (None | Some(_), _) => return None,
        };
        if self.items.is_empty() || !self.batches_whole() {
            return None;
        }
        match std::mem::take(self).items.swap_remove(place).state {
            ItemState::Waits(judged) => Some(judged),
            ItemState::Twice(_) | ItemState::Bound(_) => None,
        }
    }

    fn batches_whole(&self) -> bool {
        self.batches.iter().all(|batch| batch.parts.len() == usize::from(batch.size))
    }

    pub(super) fn open(&mut self, index: usize) -> Result<Judged, Fault> {
        if self.opened.is_some() {
            return Err(Fault::Stale);
        }
        match self.items.get_mut(index).map(|item| &mut item.state) {
            Some(ItemState::Waits(judged)) if !matches!(judged, Judged::Nothing) => {
                self.opened = Some(index);
                Ok(std::mem::replace(judged, Judged::Nothing))
            }
            Some(ItemState::Waits(_) | ItemState::Twice(_) | ItemState::Bound(_)) | None => Err(Fault::Stale),
        }
    }

    /// Puts the open item back into the list. `false` if no item is open.
    pub(super) fn put_back(&mut self, judged: Judged) -> bool {
        let Some(item) = self.opened.take().and_then(|place| self.items.get_mut(place)) else { return false };
        item.state = ItemState::Waits(judged);
        true
    }

    /// Marks the open item as bound.
    pub(super) fn bound(&mut self, judged: Judged) {
        if let Some(item) = self.opened.take().and_then(|place| self.items.get_mut(place)) {
            item.state = ItemState::Bound(Label::of(&judged));
        }
        self.end_when_done();
    }

    pub(super) fn mark_bound(&mut self, index: usize) {
        if let Some(Item { state, .. }) = self.items.get_mut(index)
            && let ItemState::Waits(judged) = state
        {
            *state = ItemState::Bound(Label::of(judged));
        }
    }

    pub(super) fn bindable(&self) -> usize {
        let can = |item: &&Item| {
            matches!(
                item.state,
                ItemState::Waits(Judged::Plain(_) | Judged::Transfer { .. } | Judged::Registration { .. })
            )
        };
        self.items.iter().filter(can).count()
    }

    /// Clears the list once nothing is left to bind and no part of a migration is missing.
    pub(super) fn end_when_done(&mut self) {
        if self.bindable() == 0 && self.batches_whole() {
            *self = Self::default();
        }
    }

    pub(super) fn expire(&mut self, now: UnixTime) {
        for item in &mut self.items {
            if let ItemState::Waits(judged) = &mut item.state {
                *judged = expire(std::mem::replace(judged, Judged::Nothing), now);
            }
        }
    }

    /// All items, in the order in which they were found.
    pub(super) fn items(&self) -> Vec<FoundItem> {
        self.items.iter().map(Item::view).collect()
    }

    /// All migrations, with their parts that were read.
    pub(super) fn batches(&self) -> Vec<MigrationBatch> {
        let batch = |batch: &Batch| MigrationBatch { size: batch.size, parts: batch.parts.iter().copied().collect() };
        self.batches.iter().map(batch).collect()
    }

    /// The candidate at an index, if it waits.
    pub(super) fn waits_at(&self, index: usize) -> Option<&Judged> {
        match &self.items.get(index)?.state {
            ItemState::Waits(judged) => Some(judged),
            ItemState::Twice(_) | ItemState::Bound(_) => None,
        }
    }
}

impl Item {
    fn view(&self) -> FoundItem {
        let (what, label) = match &self.state {
            ItemState::Waits(judged) => (FoundKind::of(judged), Label::of(judged)),
            ItemState::Twice(label) => (FoundKind::Twice, label.clone()),
            ItemState::Bound(label) => (FoundKind::Bound, label.clone()),
        };
        let number = label.number.map(|number| number.to_string()).or_else(|| self.name.clone());
        FoundItem { what, issuer: label.issuer, number }
    }
}

impl Label {
    fn of(judged: &Judged) -> Self {
        let (issuer, number) = match judged {
            Judged::Nothing | Judged::Refused(_) => return Self::default(),
            Judged::Registration { registration, .. } => (Some(&registration.issuer), &registration.account),
            Judged::Transfer { transfer, .. } => (Some(&transfer.issuer), &transfer.account),
            Judged::Expired(expired) => (Some(&expired.issuer), &expired.number),
            Judged::AlreadyBound(bound) => (bound.issuer.as_ref(), &bound.number),
            Judged::Plain(plain) => (plain.issuer.as_ref(), &plain.account),
        };
        Self { issuer: issuer.cloned(), number: Some(number.clone()) }
    }
}

impl FoundKind {
    fn of(judged: &Judged) -> Self {
        match judged {
            // This item is open on its own page, and the list is not shown.
            Judged::Nothing => Self::Twice,
            Judged::Refused(fault) => Self::Refused(*fault),
            Judged::Registration { .. } => Self::Registration,
            Judged::Transfer { .. } => Self::Transfer,
            Judged::Expired(_) => Self::Expired,
            Judged::AlreadyBound(_) => Self::AlreadyBound,
            Judged::Plain(_) => Self::Plain,
        }
    }
}
