//! Holding what was read until the user agrees to it or dismisses it.

use lingpai_intake::{Candidate, Migration, Reading};

use crate::adding::found::CandidateId;
use crate::adding::judged::{Judged, Single, judge};
use crate::adding::source::Source;
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
    for source in sources {
        add_source(adding, room, source);
    }
    if first && let Some(single) = adding.found.take_single(alone) {
        adding.current = single;
    }
    adding.waiting(room)
}

fn add_source(adding: &mut Adding, room: &mut Room<'_>, Source { name, readings }: Source) {
    match readings {
        Ok(readings) => {
            for reading in readings {
                add_reading(adding, room, reading, name.as_ref());
            }
        }
        Err(fault) => adding.found.add(Judged::Refused(fault), None, name),
    }
}

fn add_reading(adding: &mut Adding, room: &mut Room<'_>, reading: Reading, name: Option<&String>) {
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

fn add_migration(adding: &mut Adding, room: &mut Room<'_>, migration: Migration) {
    if !adding.found.add_part(&migration) {
        return;
    }
    for account in migration.accounts {
        add_reading(adding, room, account.map(Candidate::Plain), None);
    }
}
