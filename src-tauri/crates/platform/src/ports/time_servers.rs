//! The program's only use of a network: requests to time servers over SNTP (RFC 4330, RFC 5905 §14), one packet each.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lingpai_app::TimeServers;
use lingpai_domain::clock::Answer;
use sntpc::{Error, NtpContext, NtpTimestampGenerator, NtpUdpSocket};

const PORT: u16 = 123;

/// Time servers on the network.
pub(super) struct SntpServers {
    /// The time for an answer, including the lookup of the server's name.
    limit: Duration,
}

impl SntpServers {
    /// Gives each server 3 seconds.
    pub(super) const fn new() -> Self {
        Self { limit: Duration::from_secs(3) }
    }
}

impl TimeServers for SntpServers {
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)> {
        let until = Instant::now() + self.limit;
        let (sender, answers) = mpsc::channel();
        for (index, server) in servers.iter().enumerate() {
            let (sender, server) = (sender.clone(), server.clone());
            // Without a thread the server counts as silent. If a lookup takes longer than the limit, its thread ends
            // when the system gives up, and the answer is dropped.
            let asking = move || {
                sender.send((index, ask(&server, until))).ok();
            };
            thread::Builder::new().name("time server".into()).spawn(asking).ok();
        }
        drop(sender);
        let mut said: Vec<(String, Answer)> = servers.iter().map(|name| (name.clone(), Answer::Silent)).collect();
        while let Ok((index, answer)) = answers.recv_timeout(until.saturating_duration_since(Instant::now())) {
            said[index].1 = answer;
        }
        said
    }
}

/// Asks one server at each of its addresses in turn, until one can be reached.
fn ask(server: &str, until: Instant) -> Answer {
    for address in addresses(server) {
        if let Some(answer) = ask_at(address, until) {
            return answer;
        }
        if Instant::now() >= until {
            break;
        }
    }
    Answer::Silent
}

/// Gives the addresses of `NAME` at the port of time servers, or of `NAME:PORT`.
fn addresses(server: &str) -> Vec<SocketAddr> {
    let bare = (server.trim_matches(['[', ']']), PORT).to_socket_addrs();
    bare.or_else(|_| server.to_socket_addrs()).map(Iterator::collect).unwrap_or_default()
}

/// Gives the answer of the server at an address. `None` if it cannot be reached or is silent.
fn ask_at(address: SocketAddr, until: Instant) -> Option<Answer> {
    let here: SocketAddr =
        if address.is_ipv4() { (Ipv4Addr::UNSPECIFIED, 0).into() } else { (Ipv6Addr::UNSPECIFIED, 0).into() };
    let socket = UdpSocket::bind(here).ok()?;
    // On a connected socket the system drops packets from other senders, and reports an address without a listener.
    socket.connect(address).ok()?;
    // A limit of zero would mean no limit.
    let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
    socket.set_read_timeout(Some(left)).ok()?;
    match sntpc::sync::get_time(address, &Question { socket, address }, NtpContext::new(Stamp::begin())) {
        Ok(time) => Some(Answer::Time {
            offset_ms: time.offset() / 1000,
            round_trip_ms: u32::try_from(time.roundtrip().div_ceil(1000)).unwrap_or(u32::MAX),
        }),
        Err(Error::KissOfDeath(_)) => Some(Answer::Refused),
        Err(Error::Network | Error::AddressResolve) => None,
        Err(_) => Some(Answer::Unusable),
    }
}

/// One socket for one request.
struct Question {
    socket: UdpSocket,
    address: SocketAddr,
}

impl NtpUdpSocket for Question {
    async fn send_to(&self, packet: &[u8], _: SocketAddr) -> sntpc::Result<usize> {
        self.socket.send(packet).map_err(|_| Error::Network)
    }

    async fn recv_from(&self, packet: &mut [u8]) -> sntpc::Result<(usize, SocketAddr)> {
        let len = self.socket.recv(packet).map_err(|_| Error::Network)?;
        Ok((len, self.address))
    }
}

/// The machine's time since the request. It advances evenly, even if the clock is set in the meantime.
#[derive(Clone, Copy)]
struct Stamp {
    begun: Instant,
    wall: Duration,
    now: Duration,
}

impl Stamp {
    fn begin() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { begun: Instant::now(), wall, now: wall }
    }
}

impl NtpTimestampGenerator for Stamp {
    fn init(&mut self) {
        self.now = self.wall + self.begun.elapsed();
    }

    fn timestamp_sec(&self) -> u64 {
        self.now.as_secs()
    }

    fn timestamp_subsec_micros(&self) -> u32 {
        self.now.subsec_micros()
    }
}

#[cfg(test)]
mod tests;
