//! Several things found together: one list, until each of them is bound or all are dismissed.

use std::collections::{BTreeSet, HashSet};

use lingpai_domain::{AccountNumber, Issuer, UnixTime};
use lingpai_intake::{IntakeFault, Migration};
use lingpai_vault::{Fingerprint, Vault};

use crate::adding::judged::{Judged, Single, expire};
use crate::adding::source::MAX_ITEMS;
use crate::fault::Fault;

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
    /// Not to be used, and why, or `None` where the file itself could not be read.
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
pub(super) struct FoundList {
    items: Vec<Item>,
    /// The marks of all items, to tell at once whether the same was found before.
    marks: HashSet<Mark>,
    batches: Vec<Batch>,
    /// The one that was opened; its place among the items is empty meanwhile.
    opened: Option<usize>,
}

struct Item {
    state: ItemState,
    /// The file it came from.
    name: Option<String>,
}

enum ItemState {
    /// It waits for the user's agreement.
    Waits(Judged),
    /// The same was found before.
    Twice(Label),
    Bound(Label),
}

#[derive(Clone, Default)]
struct Label {
    issuer: Option<Issuer>,
    number: Option<AccountNumber>,
}

/// What tells the same thing found twice.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Secret(Fingerprint),
    Sealed(Vec<u8>),
}

struct Batch {
    id: u32,
    size: u8,
    parts: BTreeSet<u8>,
    accounts: u32,
}

impl Mark {
    pub(super) fn of(single: &Single, vault: &Vault) -> Self {
        match single {
            Single::Registration(found) => Self::Secret(vault.fingerprint(&found.secret, &found.otp)),
            Single::Plain(found) => Self::Secret(vault.fingerprint(&found.secret, &found.otp)),
            Single::Transfer(found) => Self::Sealed(found.seal.sealed.to_vec()),
        }
    }
}

impl FoundList {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.batches.is_empty()
    }

    pub(super) fn add(&mut self, judged: Judged, mark: Option<Mark>, name: Option<String>) {
        let twice = mark.is_some_and(|mark| !self.marks.insert(mark));
        let state = if twice { ItemState::Twice(Label::of(&judged)) } else { ItemState::Waits(judged) };
        self.items.push(Item { state, name });
    }

    /// Whether the list may take so many items more.
    pub(super) fn has_room_for(&self, items: usize) -> bool {
        self.items.len() + items <= MAX_ITEMS
    }

    /// Notes a part of a migration; false where it was read before.
    pub(super) fn add_part(&mut self, &Migration { batch, index, size, .. }: &Migration, accounts: u32) -> bool {
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
    pub(super) fn take_single(&mut self, one_source: bool) -> Option<Judged> {
        let foreign =
            |item: &&Item| matches!(item.state, ItemState::Waits(Judged::Refused(Some(IntakeFault::NotAnAccount(_)))));
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

    /// Puts the one that was opened back among the others; false where none was.
    pub(super) fn put_back(&mut self, judged: Judged) -> bool {
        let Some(item) = self.opened.take().and_then(|place| self.items.get_mut(place)) else { return false };
        item.state = ItemState::Waits(judged);
        true
    }

    /// The one that was opened, or the only one, has been bound.
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

    /// Once nothing is left to bind and no part is missing, nothing waits.
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

    /// Each thing found, in the order in which they were found.
    pub(super) fn items(&self) -> Vec<FoundItem> {
        self.items.iter().map(Item::view).collect()
    }

    /// How much there is of each migration.
    pub(super) fn batches(&self) -> Vec<FoundBatch> {
        let batch = |batch: &Batch| FoundBatch {
            size: batch.size,
            parts: batch.parts.iter().copied().collect(),
            accounts: batch.accounts,
        };
        self.batches.iter().map(batch).collect()
    }

    /// What waits in a place of the list.
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
            ItemState::Waits(judged) => (FoundWhat::of(judged), Label::of(judged)),
            ItemState::Twice(label) => (FoundWhat::Twice, label.clone()),
            ItemState::Bound(label) => (FoundWhat::Bound, label.clone()),
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
            Judged::Expired { issuer, number, .. } => (Some(issuer), number),
            Judged::AlreadyBound { issuer, number, .. } => (issuer.as_ref(), number),
            Judged::Plain(plain) => (plain.issuer.as_ref(), &plain.account),
        };
        Self { issuer: issuer.cloned(), number: Some(number.clone()) }
    }
}

impl FoundWhat {
    fn of(judged: &Judged) -> Self {
        match judged {
            // The place of the one that is open; the list is not shown meanwhile.
            Judged::Nothing => Self::Twice,
            Judged::Refused(fault) => Self::Refused(*fault),
            Judged::Registration { .. } => Self::Registration,
            Judged::Transfer { .. } => Self::Transfer,
            Judged::Expired { .. } => Self::Expired,
            Judged::AlreadyBound { .. } => Self::AlreadyBound,
            Judged::Plain(_) => Self::Plain,
        }
    }
}
