use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lingpai_app::{PreferenceFile, Preferences};
use serde_json::{Map, Value};

use crate::folders::Folders;

const FILE: &str = "preferences.json";
/// What is being written; it takes the file's name when it is whole.
const PART: &str = "preferences.json.part";
/// A file that says what it cannot, kept for whoever wants to know.
const DAMAGED: &str = "preferences.json.damaged";
/// Far more than all that can be set.
const MAX_LEN: u64 = 1 << 20;

/// What the user has set, as `preferences.json` in the system's folder for that. What a newer version has in it stays.
pub struct SystemPreferences {
    folder: PathBuf,
    writing: Mutex<()>,
}

impl SystemPreferences {
    /// Those in these folders.
    pub fn of(folders: &Folders) -> Self {
        Self::in_folder(folders.config().clone())
    }

    /// Those in a folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder, writing: Mutex::default() }
    }
}

impl PreferenceFile for SystemPreferences {
    fn load(&self) -> Preferences {
        let folder = &self.folder;
        match read(folder) {
            // Not there yet, or not to be read: it is left alone, and may be there the next time.
            Err(_) => Preferences::default(),
            Ok(Some(there)) => match chosen(&there) {
                (preferences, Whole::Yes) => preferences,
                (preferences, Whole::No) => {
                    set_aside(folder);
                    // What it says rightly goes on; where that cannot be written, it holds for this run.
                    self.save(&preferences).ok();
                    preferences
                }
            },
            Ok(None) => {
                set_aside(folder);
                Preferences::default()
            }
        }
    }

    fn save(&self, preferences: &Preferences) -> io::Result<()> {
        let folder = &self.folder;
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = match read(folder) {
            Ok(there) => there.unwrap_or_default(),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Map::new(),
            Err(fault) => return Err(fault),
        };
        all.extend(fields(preferences));
        let mut text = serde_json::to_vec_pretty(&all)?;
        text.push(b'\n');
        fs::create_dir_all(folder)?;
        write(folder, &text)
    }
}

/// Every field of what is set, by its name.
fn fields(preferences: &Preferences) -> Map<String, Value> {
    match serde_json::to_value(preferences) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => unreachable!("a struct of texts, numbers and flags is an object"),
    }
}

/// The file as an object; none where it is something else.
fn read(folder: &Path) -> io::Result<Option<Map<String, Value>>> {
    let mut bytes = Vec::new();
    File::open(folder.join(FILE))?.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    let there = u64::try_from(bytes.len()).is_ok_and(|len| len <= MAX_LEN);
    Ok(if there { serde_json::from_slice(&bytes).ok() } else { None })
}

/// Whether every value that was there is one that it can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

/// What is set: each field by itself, so that one that says what it cannot takes no other with it.
fn chosen(there: &Map<String, Value>) -> (Preferences, Whole) {
    let (mut preferences, mut whole) = (Preferences::default(), Whole::Yes);
    let mut all = fields(&preferences);
    for name in fields(&preferences).keys() {
        let Some(value) = there.get(name) else { continue };
        let before = all.insert(name.clone(), value.clone());
        match serde_json::from_value::<Preferences>(Value::Object(all.clone())) {
            Ok(read) if read.check().is_ok() => preferences = read,
            Ok(_) | Err(_) => {
                whole = Whole::No;
                all.extend(before.map(|before| (name.clone(), before)));
            }
        }
    }
    (preferences, whole)
}

fn set_aside(folder: &Path) {
    // Where even that fails, the next save replaces it.
    fs::rename(folder.join(FILE), folder.join(DAMAGED)).ok();
}

/// Replaces the file by a whole one, whatever becomes of the machine meanwhile.
fn write(folder: &Path, text: &[u8]) -> io::Result<()> {
    let part = folder.join(PART);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(text)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, folder.join(FILE))?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use lingpai_app::ThemeChoice;

    use super::*;

    fn folder() -> (tempfile::TempDir, SystemPreferences) {
        let dir = tempfile::tempdir().expect("a folder");
        let preferences = SystemPreferences::in_folder(dir.path().join("lingpai"));
        (dir, preferences)
    }

    fn put(dir: &tempfile::TempDir, text: &str) {
        fs::create_dir_all(dir.path().join("lingpai")).expect("made");
        fs::write(dir.path().join("lingpai").join(FILE), text).expect("written");
    }

    fn there(dir: &tempfile::TempDir, name: &str) -> Option<String> {
        fs::read_to_string(dir.path().join("lingpai").join(name)).ok()
    }

    #[test]
    fn before_anything_is_set_there_is_no_file() {
        let (dir, file) = folder();
        assert_eq!(file.load(), Preferences::default());
        assert!(!dir.path().join("lingpai").exists());
    }

    #[test]
    fn what_is_set_reads_back_and_is_the_users_alone() {
        let (dir, file) = folder();
        let keys = Some("Ctrl+Alt+L".to_owned());
        let set = Preferences { theme: ThemeChoice::Dark, strip_keys: keys, lock_minutes: 0, ..Preferences::default() };
        file.save(&set).expect("saved");
        assert_eq!(file.load(), set);
        assert!(there(&dir, FILE).expect("there").contains("\"theme\": \"dark\""));
        assert_eq!(there(&dir, PART), None);
        #[cfg(unix)]
        {
            let found = fs::metadata(dir.path().join("lingpai").join(FILE)).expect("there");
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777, 0o600);
        }
    }

    #[test]
    fn what_a_newer_version_has_set_stays() {
        let (dir, file) = folder();
        put(&dir, r#"{"text_percent": 150, "newer": {"a": [1, null]}}"#);
        let set = file.load();
        assert_eq!(set, Preferences { text_percent: 150, ..Preferences::default() });
        file.save(&Preferences { text_percent: 125, ..set }).expect("saved");
        let all: Value = serde_json::from_str(&there(&dir, FILE).expect("there")).expect("JSON");
        assert_eq!((&all["newer"]["a"], &all["text_percent"]), (&serde_json::json!([1, null]), &125.into()));
        assert_eq!(there(&dir, DAMAGED), None);
    }

    #[test]
    fn a_damaged_file_is_set_aside() {
        for text in ["", "{", "[]", "\u{FEFF}{}", "{\"theme\": \"dark\""] {
            let (dir, file) = folder();
            put(&dir, text);
            assert_eq!(file.load(), Preferences::default());
            assert_eq!((there(&dir, DAMAGED).as_deref(), there(&dir, FILE)), (Some(text), None), "{text}");
            file.save(&Preferences::default()).expect("saved");
            assert_eq!(file.load(), Preferences::default());
        }
    }

    #[test]
    fn one_wrong_value_takes_no_other_with_it() {
        for wrong in ["201", "-1", "\"big\"", "null", "70000"] {
            let (dir, file) = folder();
            let text = format!("{{\"text_percent\": {wrong}, \"theme\": \"light\", \"newer\": 1}}");
            put(&dir, &text);
            let expected = Preferences { theme: ThemeChoice::Light, ..Preferences::default() };
            assert_eq!(file.load(), expected, "{wrong}");
            assert_eq!(there(&dir, DAMAGED), Some(text));
            assert_eq!(file.load(), expected, "it goes on the next time");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_replaced_is_said() {
        let (dir, file) = folder();
        // Where the folder should be there is a file.
        fs::write(dir.path().join("lingpai"), "").expect("written");
        assert!(file.save(&Preferences::default()).is_err());
        assert_eq!(file.load(), Preferences::default());
    }
}
