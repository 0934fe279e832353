//! Files that the user asked for: a transfer as a picture, the audit trail as a table.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use image::{ImageFormat, Luma};
use lingpai_app::{Fault, Lingpai};
use lingpai_domain::UnixTime;
use lingpai_domain::trail::{Entry, Named};
use qrcode::QrCode;

/// Saves the transfer that is shown as a PNG file, ten pixels a module.
pub(crate) fn transfer(lingpai: &Lingpai, path: &Path) -> Result<(), Fault> {
    let transfer = lingpai.transfer()?;
    // EXPOSE: the secret in it is sealed under the account's PIN, and the user asked for the file.
    let code = QrCode::new(&transfer.text).map_err(|_| Fault::Export(io::ErrorKind::InvalidData))?;
    let picture = code.render::<Luma<u8>>().module_dimensions(10, 10).build();
    let mut file = BufWriter::new(create(path).map_err(export)?);
    picture.write_to(&mut file, ImageFormat::Png).map_err(|_| Fault::Export(io::ErrorKind::Other))?;
    finish(file)?;
    lingpai.note_transfer_saved(transfer.account)
}

/// Saves the audit trail as comma-separated values (RFC 4180), the newest entry first, times in UTC (RFC 3339).
pub(crate) fn trail(lingpai: &Lingpai, path: &Path) -> Result<(), Fault> {
    let trail = lingpai.trail()?;
    let mut file = BufWriter::new(create(path).map_err(export)?);
    // Without this byte order mark a spreadsheet reads the table in the system's old encoding.
    file.write_all("\u{FEFF}".as_bytes()).map_err(export)?;
    write_trail(&mut file, &trail).map_err(|_| Fault::Export(io::ErrorKind::Other))?;
    finish(file)?;
    lingpai.note_trail_exported()
}

/// Creates a file that only its owner may read, or empties an existing one. On Windows the file has the rights of its
/// folder.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // An existing file would keep its rights.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

fn finish(file: BufWriter<File>) -> Result<(), Fault> {
    file.into_inner().map_err(|error| export(error.into_error()))?.sync_all().map_err(export)
}

fn export(error: io::Error) -> Fault {
    Fault::Export(error.kind())
}

fn write_trail(out: impl io::Write, trail: &[Entry]) -> csv::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(["time", "event", "issuer", "account", "state"])?;
    for Entry { at, what, account, state } in trail {
        let (time, state) = (written(*at), state.map(written).unwrap_or_default());
        let (issuer, number) = match account {
            Some(Named { issuer, number }) => (issuer.as_ref().map_or("", |issuer| issuer.as_str()), number.as_str()),
            None => ("", ""),
        };
        table.write_record([&time, &format!("{what:?}"), &inert(issuer), &inert(number), &state])?;
    }
    Ok(table.flush()?)
}

/// Writes a time as RFC 3339 has it. Empty for a time that no calendar has.
fn written(time: UnixTime) -> String {
    let time = i64::try_from(time.millis()).ok().and_then(|time| jiff::Timestamp::from_millisecond(time).ok());
    time.map(|time| time.to_string()).unwrap_or_default()
}

/// Makes a text that a spreadsheet does not run as a formula. Strangers choose the names of accounts.
fn inert(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::trail::What;
    use lingpai_domain::{AccountNumber, Issuer};

    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_a_saved_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("export");
        std::fs::write(&path, "there before, for everybody, and longer").expect("written");
        let mut file = create(&path).expect("made anew");
        file.write_all(b"new").expect("written");
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("there").permissions());
        assert_eq!((mode & 0o777, std::fs::read(&path).expect("readable")), (0o600, b"new".to_vec()));
    }

    #[test]
    fn the_trail_is_a_table_without_formulas() {
        let named = |issuer, number| {
            let issuer = Some(Issuer::parse(issuer).expect("a name"));
            Some(Named { issuer, number: AccountNumber::parse(number).expect("a number") })
        };
        let entry = |secs, what, account| Entry { at: UnixTime::from_secs(secs), what, account, state: None };
        let restored = entry(1_795_483_802, What::VaultRestored, None);
        let trail = [
            entry(1_795_483_800, What::Bound, named("富易, 香港", "=HYPERLINK(\"x\")")),
            entry(1_795_483_801, What::BackupFailed, None),
            Entry { state: Some(UnixTime::from_secs(1_795_483_800)), ..restored },
        ];
        let mut table = Vec::new();
        write_trail(&mut table, &trail).expect("memory takes all");
        let expected = "time,event,issuer,account,state\r\n\
            2026-11-24T01:30:00Z,Bound,\"富易, 香港\",\"'=HYPERLINK(\"\"x\"\")\",\r\n\
            2026-11-24T01:30:01Z,BackupFailed,,,\r\n\
            2026-11-24T01:30:02Z,VaultRestored,,,2026-11-24T01:30:00Z\r\n";
        assert_eq!(String::from_utf8(table).expect("UTF-8"), expected);
    }
}
