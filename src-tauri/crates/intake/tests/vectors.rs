//! Every file of `vectors/key-uri`: header lines, an empty line, the key URI. The name says the case, the header the
//! verdict and what must be read, or the text of the rule that is broken.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use lingpai_domain::{Algorithm, Alphabet, MovingFactor, OtpParameters, OtpSecret};
use lingpai_intake::{Candidate, read_key_uri};

type Header = BTreeMap<String, String>;

#[test]
fn every_vector_is_read_or_refused_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/key-uri");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("the vectors are there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_stem().expect("a file name").to_string_lossy().into_owned();
        let file = fs::read_to_string(&path).expect("a vector is UTF-8");
        let (header, uri) = file.split_once("\n\n").expect("an empty line ends the header");
        let uri = uri.strip_suffix('\n').expect("a line end closes the file");
        let expected = header.lines().map(|line| line.split_once(": ").expect("a header line")).map(owned).collect();
        let actual = verdict(uri);
        if actual != expected {
            wrong.push(format!("{name}: expected {expected:?}, got {actual:?}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 140, "only {cases} vectors were found");
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn verdict(uri: &str) -> Header {
    match read_key_uri(uri) {
        Ok(Candidate::Registration(registration)) => {
            let mut header = account("registration", &registration.otp, &registration.secret);
            let support = registration.support.map(|support| support.to_string());
            header.extend([
                owned(("issuer", registration.issuer.as_str())),
                owned(("account", registration.account.as_str())),
                owned(("activation", registration.activation.as_str())),
                owned(("expires", &registration.expires.millis().to_string())),
                owned(("support", support.as_deref().unwrap_or("-"))),
            ]);
            header
        }
        Ok(Candidate::Transfer(_) | Candidate::Migration(_)) => panic!("a key URI is neither"),
        Ok(Candidate::Plain(plain)) => {
            let mut header = account("plain", &plain.otp, &plain.secret);
            let issuer = plain.issuer.map(|issuer| issuer.to_string());
            header.extend([
                owned(("issuer", issuer.as_deref().unwrap_or("-"))),
                owned(("account", plain.account.as_str())),
            ]);
            header
        }
        Err(fault) => Header::from([owned(("verdict", "refused")), owned(("rule", &fault.to_string()))]),
    }
}

fn account(verdict: &str, otp: &OtpParameters, secret: &OtpSecret) -> Header {
    let algorithm = match otp.algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    };
    let factor = match otp.moving_factor {
        MovingFactor::Time(period) => ("period", period.secs()),
        MovingFactor::Counter(counter) => ("counter", counter),
    };
    let mut header = Header::from([
        owned(("verdict", verdict)),
        owned(("algorithm", algorithm)),
        owned(("digits", &otp.digits.get().to_string())),
        owned((factor.0, &factor.1.to_string())),
        // EXPOSE: published test secrets.
        owned(("secret", &HEXLOWER.encode(secret.expose()))),
    ]);
    if otp.alphabet == Alphabet::Steam {
        header.extend([owned(("codes", "steam"))]);
    }
    header
}
