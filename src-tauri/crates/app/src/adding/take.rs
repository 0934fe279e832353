//! Holding what was read until the user agrees to it or dismisses it.

use lingpai_domain::Validity;
use lingpai_intake::{Candidate, IntakeFault, Migration, Reading};

use crate::adding::found::CandidateId;
use crate::adding::judged::{Judged, Single, judge};
use crate::adding::source::{MAX_ITEMS, Source};
use crate::adding::state::Adding;
use crate::adding::waiting::Waiting;
use crate::room::Room;

/// Holds what was read. If the found list has items, new ones are added to it. A single candidate replaces the one that
/// waited.
pub(crate) fn take(adding: &mut Adding, room: &mut Room<'_>, sources: Vec<Source>) -> Waiting {
    let current = adding.take_current();
    adding.found.put_back(current);
    let first = adding.found.is_empty();
    let alone = sources.len() == 1;
    remember_expired(room, &sources);
    for source in sources {
        add_source(adding, room, source);
    }
    if first && let Some(single) = adding.found.take_single(alone) {
        adding.current = single;
    }
    adding.waiting(room)
}

/// Remembers all registrations that have expired, in one save.
fn remember_expired(room: &mut Room<'_>, sources: &[Source]) {
    let now = room.at.wall;
    let readings = sources.iter().filter_map(|source| source.readings.as_ref().ok()).flatten();
    let expired = readings.filter_map(|reading| match reading {
        Ok(Candidate::Registration(registration)) if registration.validity(now) == Validity::Expired => {
            Some((&registration.secret, &registration.otp))
        }
        Ok(Candidate::Registration(_) | Candidate::Plain(_) | Candidate::Transfer(_) | Candidate::Migration(_))
        | Err(_) => None,
    });
    // Where it cannot be written, the clock alone decides the next time; this time they are refused all the same.
    room.vault.remember_expired(expired, room.at).ok();
}

fn add_source(adding: &mut Adding, room: &Room<'_>, source: Source) {
    let fits = adding.found.has_room_for(source.items());
    let Source { name, readings } = source;
    match readings {
        Ok(_) if !fits => adding.found.add(Judged::Refused(Some(IntakeFault::TooMany { max: MAX_ITEMS })), None, name),
        Ok(readings) => {
            for reading in readings {
                add_reading(adding, room, reading, name.as_ref());
            }
        }
        Err(fault) => adding.found.add(Judged::Refused(fault), None, name),
    }
}

fn add_reading(adding: &mut Adding, room: &Room<'_>, reading: Reading, name: Option<&String>) {
    let single = match reading {
        Ok(Candidate::Migration(migration)) => return add_migration(adding, room, migration),
        Ok(Candidate::Registration(registration)) => Single::Registration(registration),
        Ok(Candidate::Transfer(transfer)) => Single::Transfer(transfer),
        Ok(Candidate::Plain(plain)) => Single::Plain(plain),
        Err(fault) => return adding.found.add(Judged::Refused(Some(fault)), None, name.cloned()),
    };
    let id = CandidateId::of(&single, room.vault);
    let judged = judge(room, single);
    adding.found.add(judged, Some(id), name.cloned());
}

fn add_migration(adding: &mut Adding, room: &Room<'_>, migration: Migration) {
    if !adding.found.add_part(&migration) {
        return;
    }
    for account in migration.accounts {
        add_reading(adding, room, account.map(Candidate::Plain), None);
    }
}
