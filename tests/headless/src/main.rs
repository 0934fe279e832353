//! The program without its window, for the tests of the page: its commands over HTTP, with the machine in memory.
//!
//! It listens on 127.0.0.1 alone, and every address begins with a random token, which it prints. It never sees a real
//! vault: each session has a temporary folder. It ends with its standard input.

#![allow(clippy::print_stdout, reason = "it prints its address")]

mod call;
mod control;
mod events;
mod given;
mod http;
mod session;

use std::io::{Read as _, Write as _};
use std::net::Ipv4Addr;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("cannot listen on 127.0.0.1")?;
    let mut token = [0; 16];
    getrandom::fill(&mut token).context("the system gives no random bytes")?;
    let token = data_encoding::HEXLOWER.encode(&token);
    println!("http://{}/{token}", listener.local_addr()?);
    std::io::stdout().flush()?;
    std::thread::spawn(|| {
        // Whoever started this program holds its input. An input that cannot be read has nobody behind it either.
        std::io::stdin().read_to_end(&mut Vec::new()).ok();
        std::process::exit(0);
    });
    Ok(axum::serve(listener, http::routes(&token)).await?)
}
