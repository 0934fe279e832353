//! The test kit: vault files with one fault each, and the verdict in the header (FORMAT.md, The test kit). They are
//! read as a restore reads them.

use std::path::Path;

use lingpai_vault::{Damage, DeviceKey, Foreign, Passphrase, RecoveryKit, UnlockFault, WayIn};

use crate::Report;

const KIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src-tauri/crates/vault/testkit");

/// Runs the harness.
pub fn prove() -> Report {
    let mut report = Report::default();
    let files = std::fs::read_dir(KIT).into_iter().flatten().flatten().map(|file| file.path());
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        report.count("kit_files", 1);
        if let Err(wrong) = judge(&path) {
            report.fail(format!("{}: {wrong}", path.display()));
        }
    }
    report
}

fn judge(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let (head, body) = text.split_once("\n\n").ok_or("no empty line")?;
    let line = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
    let said = line("verdict: ").ok_or("no verdict")?;
    let (kind, typed) = line("way: ").and_then(|way| way.split_once(' ')).ok_or("no way in")?;
    let entries = head.lines().filter(|line| line.starts_with("entry: ") && *line != "entry: set-aside").count();
    let body: String = body.split_whitespace().collect();
    let bytes = data_encoding::BASE64.decode(body.as_bytes()).map_err(|error| error.to_string())?;
    let found = match Foreign::read(bytes) {
        Err(fault) => word(fault),
        Ok(file) => {
            let opened = match kind {
                "device-key" => file.unlock(WayIn::DeviceKey(&DeviceKey::from_text(typed).ok_or("no device key")?)),
                "passphrase" => file.unlock(WayIn::Passphrase(&Passphrase::new(typed).ok_or("no passphrase")?)),
                _ => file.unlock(WayIn::Kit(&RecoveryKit::from_text(typed).ok_or("no kit")?)),
            };
            match opened {
                Ok(opened) if opened.accounts() == entries => "opens".to_owned(),
                Ok(opened) => return Err(format!("{} accounts, not {entries}", opened.accounts())),
                Err((_, fault)) => word(fault),
            }
        }
    };
    // A restore saves what it reads, so it refuses everything that a newer major version wrote.
    let wanted = match said {
        "ok" => "opens",
        "read-only" => "newer",
        said if said.starts_with("set-aside ") => "opens",
        said => said,
    };
    if found == wanted { Ok(()) } else { Err(format!("`{said}` is said, `{found}` was found")) }
}

fn word(fault: UnlockFault) -> String {
    let damage = match fault {
        UnlockFault::NoSlot => return "no-slot".to_owned(),
        UnlockFault::Wrong => return "wrong".to_owned(),
        UnlockFault::Newer => return "newer".to_owned(),
        UnlockFault::Kdf(fault) => return fault.to_string(),
        UnlockFault::Damaged(damage) => damage,
    };
    let word = match damage {
        Damage::Short => "short".to_owned(),
        Damage::Trailing => "trailing".to_owned(),
        Damage::Order => "order".to_owned(),
        Damage::Missing(tag) => format!("missing {tag}"),
        Damage::Field(tag) => format!("field {tag}"),
        Damage::Magic => "magic".to_owned(),
        Damage::Version => "version".to_owned(),
        Damage::Checksum => "checksum".to_owned(),
        Damage::Header => "header".to_owned(),
        Damage::Body => "body".to_owned(),
        Damage::Sealed => "sealed".to_owned(),
    };
    format!("damaged-{word}")
}
