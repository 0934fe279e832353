//! Holding what was read until the user agrees to it or dismisses it.

use lingpai_domain::Validity;
use lingpai_intake::IntakeFault;

use crate::adding::found::FoundList;
use crate::adding::identified::{CandidateId, Content, Identified, Single};
use crate::adding::judged::{Bound, Judged, judge};
use crate::adding::source::MAX_ITEMS;
use crate::adding::state::Adding;
use crate::adding::waiting::Waiting;
use crate::room::Room;

/// Holds what was read. If the found list has items, new ones are added to it. A single candidate replaces the one that
/// waited.
pub(crate) fn take(adding: &mut Adding, room: &mut Room<'_>, sources: Vec<Identified>) -> Waiting {
    let current = adding.take_current();
    adding.found.put_back(current);
    let first = adding.found.is_empty();
    let alone = sources.len() == 1;
    remember_expired(room, &sources);
    let bound = Bound::of(room.vault);
    for source in sources {
        add_source(&mut adding.found, room, &bound, source);
    }
    if first && let Some(single) = adding.found.take_single(alone) {
        adding.current = single;
    }
    adding.waiting(room)
}

/// Remembers all registrations that have expired, in one save.
fn remember_expired(room: &mut Room<'_>, sources: &[Identified]) {
    let now = room.at.wall;
    let contents = sources.iter().filter_map(|source| source.contents.as_ref().ok()).flatten();
    let expired = contents.filter_map(|content| match content {
        Content::One(Ok((Single::Registration(registration), CandidateId::Secret(fingerprint))))
            if registration.validity(now) == Validity::Expired =>
        {
            Some(*fingerprint)
        }
        Content::One(_) | Content::Part(..) => None,
    });
    // Where it cannot be written, the clock alone decides the next time; this time they are refused all the same.
    room.vault.remember_expired(expired, room.at).ok();
}

fn add_source(found: &mut FoundList, room: &Room<'_>, bound: &Bound<'_>, source: Identified) {
    let Identified { name, contents, items } = source;
    let fits = found.has_room_for(items);
    match contents {
        Ok(_) if !fits => found.add(Judged::Refused(Some(IntakeFault::TooMany { max: MAX_ITEMS })), None, name),
        Ok(contents) => {
            for content in contents {
                match content {
                    Content::One(one) => add_one(found, room, bound, one, name.as_ref()),
                    Content::Part(part, accounts) => {
                        if found.add_part(part) {
                            accounts.into_iter().for_each(|account| add_one(found, room, bound, account, None));
                        }
                    }
                }
            }
        }
        Err(fault) => found.add(Judged::Refused(fault), None, name),
    }
}

fn add_one(
    found: &mut FoundList,
    room: &Room<'_>,
    bound: &Bound<'_>,
    one: Result<(Single, CandidateId), IntakeFault>,
    name: Option<&String>,
) {
    match one {
        Ok((single, id)) => {
            let judged = judge(room, bound, single, &id);
            found.add(judged, Some(id), name.cloned());
        }
        Err(fault) => found.add(Judged::Refused(Some(fault)), None, name.cloned()),
    }
}
