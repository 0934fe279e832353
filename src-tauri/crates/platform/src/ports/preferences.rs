use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use lingpai_app::{PreferenceFile, Preferences};
use parking_lot::Mutex;
use serde_json::{Map, Value};
use tempfile::{NamedTempFile, PersistError};

use crate::folders::Folders;

const FILE: &str = "preferences.json";
/// The name that a file with bad values gets. A person can look at it there.
const DAMAGED: &str = "preferences.json.damaged";
/// The most bytes that are read, which is far more than all preferences need.
const MAX_LEN: u64 = 1 << 20;

/// The user's settings in `preferences.json`, in the system's folder for them. Values of a newer version stay in the
/// file.
pub(super) struct SystemPreferences {
    folder: PathBuf,
    writing: Mutex<()>,
}

impl SystemPreferences {
    /// Uses the preferences in these folders.
    pub(super) fn of(folders: &Folders) -> Self {
        Self { folder: folders.config().clone(), writing: Mutex::default() }
    }
}

impl PreferenceFile for SystemPreferences {
    fn load(&self) -> Preferences {
        let folder = &self.folder;
        match read(folder) {
            // There is no file, or it cannot be read now. It is left alone and may be readable the next time.
            Err(_) => Preferences::default(),
            Ok(Some(mut all)) => {
                let count = all.len();
                let preferences = Preferences::of_values(&mut all);
                if all.len() < count {
                    set_aside(folder);
                    // The good values are kept. If they cannot be written, they apply to this run.
                    self.save(&preferences).ok();
                }
                preferences
            }
            Ok(None) => {
                set_aside(folder);
                Preferences::default()
            }
        }
    }

    fn save(&self, preferences: &Preferences) -> io::Result<()> {
        let folder = &self.folder;
        let _writing = self.writing.lock();
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

/// Gives the values of the settings by name.
fn fields(preferences: &Preferences) -> Map<String, Value> {
    match serde_json::to_value(preferences) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => unreachable!("a struct of texts, numbers and flags is an object"),
    }
}

/// Reads the file's values by name. `None` if the file is not a JSON object.
fn read(folder: &Path) -> io::Result<Option<Map<String, Value>>> {
    let mut bytes = Vec::new();
    File::open(folder.join(FILE))?.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    let complete = u64::try_from(bytes.len()).is_ok_and(|len| len <= MAX_LEN);
    Ok(if complete { serde_json::from_slice(&bytes).ok() } else { None })
}

fn set_aside(folder: &Path) {
    // If the file cannot be renamed, the next save replaces it.
    fs::rename(folder.join(FILE), folder.join(DAMAGED)).ok();
}

/// Replaces the file with a whole one or leaves it as it is, even if the machine fails in between. Only its owner may
/// read it.
fn write(folder: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    let mut temporary = Some(file);
    lingpai_vault::patiently(|| {
        let file = temporary.take().expect("a failed try gives the file back");
        file.persist(folder.join(FILE)).map(drop).map_err(|PersistError { error, file }| {
            temporary = Some(file);
            error
        })
    })?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, SystemPreferences) {
        let dir = tempfile::tempdir().expect("a folder");
        let preferences = SystemPreferences { folder: dir.path().join("lingpai"), writing: Mutex::default() };
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
        let set = Preferences { hold: true, strip_keys: keys, lock_minutes: 0, ..Preferences::default() };
        file.save(&set).expect("saved");
        assert_eq!(file.load(), set);
        assert!(there(&dir, FILE).expect("there").contains("\"hold\": true"));
        let files = fs::read_dir(dir.path().join("lingpai")).expect("there").count();
        assert_eq!(files, 1, "nothing is left over from writing");
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
        for text in ["", "{", "[]", "\u{FEFF}{}", "{\"hold\": true"] {
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
            let text = format!("{{\"text_percent\": {wrong}, \"hold\": true, \"newer\": 1}}");
            put(&dir, &text);
            let expected = Preferences { hold: true, ..Preferences::default() };
            assert_eq!(file.load(), expected, "{wrong}");
            assert_eq!(there(&dir, DAMAGED), Some(text));
            assert_eq!(file.load(), expected, "it goes on the next time");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_replaced_is_said() {
        let (dir, file) = folder();
        // A file is in the place of the folder.
        fs::write(dir.path().join("lingpai"), "").expect("written");
        assert!(file.save(&Preferences::default()).is_err());
        assert_eq!(file.load(), Preferences::default());
    }
}
