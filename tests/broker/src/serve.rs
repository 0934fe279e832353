use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;
use jiff::Timestamp;
use lingpai_broker::{AccountNumber, Broker, Issuer, SupportNumber, ValidFor, WebOptions, WebServer};

/// The account that is added if none exists, and its trading password. The desk page requires no login at all.
const DEMO: (&str, &str) = ("700004", "trade-700004");

#[derive(Args)]
pub(crate) struct Serve {
    /// The port. 0 stands for any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The folder for the mails, which are .eml files. Without it no mail is written.
    #[arg(long, value_name = "DIR")]
    mail_folder: Option<PathBuf>,
    /// Prints the address of a page that logs in its first visitor as this account and shows a registration. Replaces
    /// the other address.
    #[arg(long, value_name = "ACCOUNT")]
    sign_in: Option<AccountNumber>,
    /// The broker's name on the pages and in their QR codes.
    #[arg(long, default_value = crate::ISSUER)]
    issuer: Issuer,
    /// Customer service's telephone number.
    #[arg(long, default_value = crate::SUPPORT)]
    support: SupportNumber,
    /// How long the QR codes may be bound, in hours: -8760 to 8760, with fractions.
    #[arg(long, value_name = "HOURS", default_value = "24", allow_negative_numbers = true)]
    valid_hours: ValidFor,
}

/// Serves until a signal ends the program.
pub(crate) fn serve(mut broker: Broker, options: Serve) -> Result<(), Box<dyn Error>> {
    if !broker.has_customers()? {
        let (account, password) = DEMO;
        broker.enrol(&account.parse()?, &password.parse()?)?;
        eprintln!("broker: enrolled account {account} with the trading password {password}");
    }
    let Serve { port, mail_folder, sign_in, issuer, support, valid_hours } = options;
    let options =
        WebOptions { issuer, support, valid_for: valid_hours, mail_folder, sign_in, clock: Arc::new(Timestamp::now) };
    let server = WebServer::bind(broker, options, port)
        .map_err(|error| format!("cannot listen on port {port} of 127.0.0.1: {error}"))?;
    let address = server.sign_in_address().map_or_else(|| format!("http://{}/", server.address()), str::to_owned);
    server.run(|| -> io::Result<_> {
        let end = end()?;
        // Signals are handled and connections are queued from here on. The line says that the server is ready.
        let mut out = io::stdout().lock();
        writeln!(out, "{address}")?;
        out.flush()?;
        Ok(end)
    })?;
    Ok(())
}

/// Waits until the system or the user ends the program.
#[cfg(unix)]
fn end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

/// Waits until the user ends the program.
#[cfg(windows)]
fn end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
