//! The demo broker's command line. It is how a new user and the tests get a real registration QR code.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program speaks on its streams")]

mod serve;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use lingpai_broker::{
    AccountNumber, Broker, BrokerError, Entry, HongKongTime, Issued, Issuer, OneTimeCode, QrFile, Request,
    SupportNumber, TradingPassword, ValidFor, Verdict,
};
use zeroize::Zeroizing;

const ISSUER: &str = "Fuyi";
const SUPPORT: &str = "852-25097524";

const AFTER_HELP: &str = "\
The shared secrets lie in the database in the clear: this is a demonstration, not a broker's program.

Exit status: 0 done or accepted, 1 refused (wrong, used, frozen or unknown), 2 usage, 3 failed.";

/// A demo broker: issues registration QR codes and checks one-time codes at login.
#[derive(Parser)]
#[command(name = "broker", version, after_help = AFTER_HELP)]
struct Cli {
    /// The database, which is made if there is none. Default: demo-broker.sqlite in the user's folder for local data of
    /// lingpai-demo-broker (Linux: ~/.local/share/lingpai-demo-broker, macOS: ~/Library/Application
    /// Support/lingpai-demo-broker, Windows: %LOCALAPPDATA%\lingpai-demo-broker\data).
    #[arg(long, value_name = "FILE", global = true)]
    db: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Issues a registration and writes its QR code. An earlier registration of the account ends, and a frozen account
    /// is thawed.
    Issue {
        /// The account number: 1 to 32 letters, digits and `-`.
        #[arg(long)]
        account: AccountNumber,
        /// The broker's name in the QR code.
        #[arg(long, default_value = ISSUER)]
        issuer: Issuer,
        /// Customer service's telephone number in the QR code.
        #[arg(long, default_value = SUPPORT)]
        support: SupportNumber,
        #[command(flatten)]
        qr: Qr,
    },
    /// Checks a code as at login: one step of delay, each code once, frozen after five wrong codes in a row.
    Verify {
        /// The account number: 1 to 32 letters, digits and `-`.
        #[arg(long)]
        account: AccountNumber,
        /// The six digits.
        #[arg(long)]
        code: OneTimeCode,
        /// The time of the check, in seconds since 1970. Default: now.
        #[arg(long, value_name = "UNIX", value_parser = unix_time)]
        at: Option<Timestamp>,
    },
    /// Customer service: issues a new registration to an account that has one, and thaws it (PIN forgotten, device
    /// lost).
    Reset {
        /// The account number: 1 to 32 letters, digits and `-`.
        #[arg(long)]
        account: AccountNumber,
        #[command(flatten)]
        qr: Qr,
    },
    /// Customer service: thaws a frozen account. Its registration stays.
    Thaw {
        /// The account number: 1 to 32 letters, digits and `-`.
        #[arg(long)]
        account: AccountNumber,
    },
    /// Lists the accounts, without their secrets.
    List,
    /// Sets the trading password with which an account logs in on the web pages.
    Enrol {
        /// The account number: 1 to 32 letters, digits and `-`.
        #[arg(long)]
        account: AccountNumber,
        /// A file with the trading password on its only line, 6 to 64 characters. An argument could be read by others.
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
    },
    /// Serves the web pages on a port of 127.0.0.1 and prints their address: login, two-factor application, customer
    /// service desk, guide. Ends on SIGTERM and Ctrl+C. If no account exists, adds account 700004 with the trading
    /// password `trade-700004` and says so on standard error.
    Serve(serve::Serve),
}

#[derive(Args)]
struct Qr {
    /// The QR image as PNG. Default: qr-ACCOUNT.png in the current folder.
    #[arg(long, value_name = "PNG")]
    out: Option<PathBuf>,
    /// Replaces the QR image if it exists.
    #[arg(long)]
    force: bool,
    /// How long the QR code may be bound, in hours: -8760 to 8760, with fractions. A negative number makes an expired
    /// code.
    #[arg(long, value_name = "HOURS", default_value = "24", allow_negative_numbers = true)]
    valid_hours: ValidFor,
}

fn unix_time(text: &str) -> Result<Timestamp, String> {
    let secs = text.parse().ok().filter(|secs| *secs >= 0).and_then(|secs| Timestamp::from_second(secs).ok());
    secs.ok_or_else(|| format!("`{text}` is no number of seconds from 0 to {}", Timestamp::MAX.as_second()))
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(status) => status,
        Err(error) => {
            let refused = matches!(error.downcast_ref(), Some(BrokerError::UnknownAccount(_)));
            eprint!("broker: {error}");
            let mut cause = error.source();
            while let Some(deeper) = cause {
                eprint!(": {deeper}");
                cause = deeper.source();
            }
            eprintln!();
            ExitCode::from(if refused { 1 } else { 3 })
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Box<dyn Error>> {
    let path = match cli.db {
        Some(path) => path,
        None => default_database()?,
    };
    let mut broker = Broker::open(&path)?;
    let now = Timestamp::now();
    match cli.command {
        Command::Issue { account, issuer, support, qr } => {
            let request = Request { account: account.clone(), issuer, support, valid_for: qr.valid_hours };
            hand_out(&account, &qr, || broker.issue(request, now))?;
        }
        Command::Reset { account, qr } => {
            hand_out(&account, &qr, || broker.reset(account.clone(), qr.valid_hours, now))?;
        }
        Command::Verify { account, code, at } => match broker.verify(&account, &code, at.unwrap_or(now))? {
            Verdict::Accepted => println!("accepted"),
            Verdict::Refused(refusal) => {
                println!("refused: {refusal}");
                return Ok(ExitCode::from(1));
            }
        },
        Command::Thaw { account } => {
            broker.thaw(&account)?;
            println!("thawed: {account}");
        }
        Command::List => print_table(&broker.list()?),
        Command::Enrol { account, password_file } => {
            broker.enrol(&account, &read_password(&password_file)?)?;
            println!("enrolled: {account}");
        }
        Command::Serve(options) => serve::serve(broker, options)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Issues a registration and writes its QR code. Prints neither the secret nor the payload.
fn hand_out(
    account: &AccountNumber,
    qr: &Qr,
    issue: impl FnOnce() -> Result<Issued, BrokerError>,
) -> Result<(), Box<dyn Error>> {
    let out = qr.out.clone().unwrap_or_else(|| format!("qr-{account}.png").into());
    let file = QrFile::reserve(&out, qr.force)?;
    let issued = issue()?;
    file.write(&issued)?;
    println!("account          {account}");
    println!("activation code  {}", issued.activation);
    println!("expires          {}", HongKongTime(issued.expires));
    println!("QR code          {}", fs::canonicalize(&out)?.display());
    Ok(())
}

/// Reads the only line of a file.
fn read_password(path: &Path) -> Result<TradingPassword, Box<dyn Error>> {
    let text =
        Zeroizing::new(fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?);
    let line = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    Ok(line.parse()?)
}

/// Gives the default database, and makes its folder, which only its owner may enter.
fn default_database() -> Result<PathBuf, Box<dyn Error>> {
    let folders = directories::ProjectDirs::from("", "", "lingpai-demo-broker");
    let folders = folders.ok_or("there is no home folder: name a database with --db")?;
    let folder = folders.data_local_dir();
    make_folder(folder).map_err(|error| format!("cannot make `{}`: {error}", folder.display()))?;
    Ok(folder.join("demo-broker.sqlite"))
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn print_table(entries: &[Entry]) {
    println!("{:<32}  {:<10}  {:<25}  {:<25}  {:>5}  frozen", "account", "activation", "issued", "expires", "wrong");
    for entry in entries {
        println!(
            "{:<32}  {:<10}  {:<25}  {:<25}  {:>5}  {}",
            entry.account,
            entry.activation,
            HongKongTime(entry.issued),
            HongKongTime(entry.expires),
            entry.wrong_tries,
            if entry.frozen() { "yes" } else { "no" }
        );
    }
}
