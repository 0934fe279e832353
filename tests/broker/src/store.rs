use std::{fs, io, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::BrokerError;

/// Marks the file as a demo broker's (SQLite file format §1.3.13): `LPBR`.
const APPLICATION_ID: i64 = 0x4C50_4252;
/// The version of the schema, stored in `user_version`.
const VERSION: i64 = 2;

/// Version 1 of the schema. The secret is not encrypted, because this is a demonstration.
const REGISTRATIONS: &str = "
    CREATE TABLE registration (
        account     TEXT    NOT NULL PRIMARY KEY,
        issuer      TEXT    NOT NULL,
        support     TEXT    NOT NULL,
        activation  TEXT    NOT NULL CHECK (length(activation) = 6),
        secret      BLOB    NOT NULL CHECK (length(secret) = 20),
        issued      INTEGER NOT NULL, -- seconds since 1970, like all times here
        expires     INTEGER NOT NULL,
        last_step   INTEGER,          -- the time step of the last accepted code
        wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries BETWEEN 0 AND 5) -- in a row; at 5 it is frozen
    ) STRICT;
";

/// The additions of version 2: the accounts that may log in on the web, and each registration ever issued, including
/// replaced ones.
const CUSTOMERS: &str = "
    CREATE TABLE customer (
        account TEXT NOT NULL PRIMARY KEY,
        salt    BLOB NOT NULL CHECK (length(salt) = 16),
        hash    BLOB NOT NULL CHECK (length(hash) = 32) -- Argon2id over the trading password
    ) STRICT;
    CREATE TABLE issue (
        number      INTEGER NOT NULL PRIMARY KEY, -- in the order of issue
        account     TEXT    NOT NULL,
        activation  TEXT    NOT NULL CHECK (length(activation) = 6),
        issued      INTEGER NOT NULL,
        expires     INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX issue_account ON issue (account);
    INSERT INTO issue (account, activation, issued, expires)
        SELECT account, activation, issued, expires FROM registration ORDER BY issued, account;
";

/// How long a command waits for the transaction of another one. A transaction takes milliseconds.
const BUSY: Duration = Duration::from_secs(10);

/// Opens the database, and makes it if there is none.
pub(crate) fn open(path: &Path) -> Result<Connection, BrokerError> {
    make_private(path).map_err(|source| BrokerError::File { path: path.into(), source })?;
    // The default flags would take a path that begins with `file:` for a URI.
    let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(BUSY)?;
    let transaction = begin(&mut connection)?;
    let version = pragma(&transaction, "user_version")?;
    let id = pragma(&transaction, "application_id")?;
    let empty: bool = transaction.query_row("SELECT NOT EXISTS (SELECT * FROM sqlite_schema)", [], |row| row.get(0))?;
    if id == 0 && version == 0 && empty {
        transaction.execute_batch(REGISTRATIONS)?;
        transaction.execute_batch(CUSTOMERS)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    } else if id != APPLICATION_ID {
        return Err(BrokerError::Foreign(path.into()));
    } else if version == 1 {
        transaction.execute_batch(CUSTOMERS)?;
    } else if version != VERSION {
        return Err(BrokerError::Newer { found: version, known: VERSION });
    }
    if version != VERSION {
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(connection)
}

/// Begins a transaction that may write from its first statement on. What it reads cannot change before it writes.
pub(crate) fn begin(connection: &mut Connection) -> Result<Transaction<'_>, BrokerError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn pragma(transaction: &Transaction<'_>, name: &str) -> Result<i64, rusqlite::Error> {
    transaction.pragma_query_value(None, name, |row| row.get(0))
}

/// Makes an empty file that only its owner may read, unless the file exists. SQLite gives its journal the same mode.
fn make_private(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
