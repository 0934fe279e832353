//! The rooms of `app`, and what each of them may import by the table in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};

use super::krate::Crate;

/// The crate whose rooms are in the table.
const APP: &str = "src-tauri/crates/app";
const PAPER: &str = "src-tauri/ARCHITECTURE.md";
/// The line that begins the table, and the one that ends it.
const FENCE: &str = "```rooms";
const END: &str = "```";

/// What each room may import. `None` stands for everything.
type Table<'a> = BTreeMap<&'a str, Option<BTreeSet<&'a str>>>;

/// Gives a sentence for each import that the table does not allow, and for each difference between table and files.
pub(crate) fn check(app: &Crate, paper: &str) -> Vec<String> {
    let table = match table(paper) {
        Ok(table) => table,
        Err(fault) => return vec![fault],
    };
    let rooms: BTreeSet<&str> = app.files.iter().map(|file| room(&file.path)).filter(|room| *room != "lib").collect();
    let mut faults = Vec::new();
    for room in rooms.iter().filter(|room| !table.contains_key(**room)) {
        faults.push(format!("{PAPER}: the table of rooms leaves out `{room}` of {APP}"));
    }
    for room in table.iter().flat_map(|(room, may)| may.iter().flatten().chain([room])).collect::<BTreeSet<_>>() {
        if !rooms.contains(room) {
            faults.push(format!("{PAPER}: the table of rooms has `{room}`, and {APP} has no such room"));
        }
    }
    let mut told = BTreeSet::new();
    for arrow in app.arrows() {
        let [from, to] = [arrow.from, arrow.to].map(|file| room(&app.files[file].path));
        let Some(Some(may)) = table.get(from) else { continue };
        if from != to && to != "lib" && !may.contains(to) && told.insert((arrow.from, to)) {
            let file = &app.files[arrow.from].path;
            faults.push(format!(
                "{APP}: `{file}` needs `{}` of the room `{to}`, which `{from}` may not import",
                arrow.what
            ));
        }
    }
    faults
}

/// Gives the file or folder in `src` that a file belongs to.
fn room(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn table(paper: &str) -> Result<Table<'_>, String> {
    let mut lines = paper.lines().skip_while(|line| line.trim() != FENCE);
    lines.next().ok_or_else(|| format!("{PAPER} has no table of rooms: a line `{FENCE}` begins it"))?;
    let mut table = Table::new();
    for line in lines.take_while(|line| line.trim() != END).filter(|line| !line.trim().is_empty()) {
        let (room, may) =
            line.split_once(':').ok_or_else(|| format!("{PAPER}: `{line}` in the table of rooms has no colon"))?;
        let may: BTreeSet<&str> = may.split_whitespace().collect();
        let may = if may.contains("*") { None } else { Some(may) };
        if table.insert(room.trim(), may).is_some() {
            return Err(format!("{PAPER}: the table of rooms has `{}` twice", room.trim()));
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::plant::{crate_of, plant};

    const TABLE: &str = "# Paper\n\n```rooms\nroom:\ncodes: room\npin: room codes\nprogram: *\n```\n";

    fn faults(files: &[(&str, &str)], table: &str) -> Vec<String> {
        let mut all = vec![("src-tauri/crates/app/src/lib.rs", "mod codes;\nmod pin;\nmod program;\nmod room;")];
        all.extend(files);
        let root = plant(&all);
        check(&crate_of(root.path(), "app"), table)
    }

    const FILES: [(&str, &str); 5] = [
        ("src-tauri/crates/app/src/room.rs", "pub struct Room;"),
        ("src-tauri/crates/app/src/codes/mod.rs", "mod open;\npub use open::Codes;"),
        ("src-tauri/crates/app/src/codes/open.rs", "use crate::room::Room;\npub struct Codes(Room);"),
        ("src-tauri/crates/app/src/pin.rs", "use crate::codes::Codes;\npub struct Pin(Codes);"),
        ("src-tauri/crates/app/src/program.rs", "use crate::pin::Pin;\npub struct Program(Pin);"),
    ];

    #[test]
    fn imports_by_the_table_are_allowed() {
        assert_eq!(faults(&FILES, TABLE), [""; 0]);
    }

    #[test]
    fn an_import_against_the_order_is_found() {
        let mut files = FILES;
        files[2].1 = "use crate::pin::Pin;\npub struct Codes(Pin);";
        let found = faults(&files, TABLE);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("`codes/open.rs` needs `Pin` of the room `pin`"), "{found:?}");
    }

    #[test]
    fn a_method_that_a_later_room_adds_is_found() {
        let mut files = FILES;
        files[1].1 = "mod open;\npub use open::Codes;\nfn f(codes: &Codes) { codes.added_later() }";
        files[3].1 = "use crate::codes::Codes;\nimpl Codes { pub fn added_later(&self) {} }";
        files[4].1 = "";
        let found = faults(&files, TABLE);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("`added_later` of the room `pin`"), "{found:?}");
    }

    #[test]
    fn table_and_files_have_the_same_rooms() {
        let more = faults(&FILES, &TABLE.replace("program: *", "program: *\nghost: room"));
        assert!(more.len() == 1 && more[0].contains("`ghost`"), "{more:?}");
        let less = faults(&FILES, &TABLE.replace("pin: room codes\n", ""));
        assert!(less.len() == 1 && less[0].contains("leaves out `pin`"), "{less:?}");
    }

    #[test]
    fn a_paper_without_the_table_is_a_fault() {
        for paper in ["# Paper", "```rooms\ncodes room\n```", "```rooms\ncodes:\ncodes:\n```"] {
            assert_eq!(faults(&FILES, paper).len(), 1, "{paper}");
        }
    }
}
