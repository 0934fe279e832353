//! Every file of `vectors/migration` has header lines, an empty line and the text of a QR code. The header gives the
//! expected result: a line for each account, or the text of the broken rule. PAYLOADS.md §9 says how the files were
//! made.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use lingpai_domain::{Algorithm, MovingFactor, PlainAccount};
use lingpai_intake::{IntakeFault, Migration, read_migration};

#[test]
fn every_vector_is_read_or_refused_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/migration");
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).expect("the vectors are there") {
        let path = entry.expect("the folder can be read").path();
        let file = fs::read_to_string(&path).expect("a vector is UTF-8");
        let (header, text) = file.split_once("\n\n").expect("an empty line ends the header");
        let actual = verdict(text.strip_suffix('\n').expect("a line end closes the file"));
        if actual.lines().ne(header.lines()) {
            wrong.push(format!("{}: expected {header}, got {actual}", path.display()));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 19, "only {cases} vectors were found");
}

fn verdict(text: &str) -> String {
    match read_migration(text) {
        Ok(Migration { batch, index, size, accounts }) => {
            let accounts = accounts.iter().map(|account| format!("\n{}", line(account)));
            format!("batch: {batch}\nindex: {index}\nsize: {size}{}", accounts.collect::<String>())
        }
        Err(fault) => format!("refused: {fault}"),
    }
}

fn line(account: &Result<PlainAccount, IntakeFault>) -> String {
    let account = match account {
        Ok(account) => account,
        Err(fault) => return format!("refused: {fault}"),
    };
    let algorithm = match account.otp.algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    };
    let factor = match account.otp.moving_factor {
        MovingFactor::Time(period) => format!("{} s", period.secs()),
        MovingFactor::Counter(counter) => format!("counter {counter}"),
    };
    let issuer = account.issuer.as_ref().map_or("-", |issuer| issuer.as_str());
    let (digits, secret) = (account.otp.digits.get(), HEXLOWER.encode(account.secret.expose()));
    format!("account: {issuer}|{}|{algorithm}|{digits}|{factor}|{secret}", account.account.as_str())
}
