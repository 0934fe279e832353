use super::*;

/// Seconds from 1900 to 1970.
const NTP_EPOCH: u64 = 2_208_988_800;

/// How a fake server answers a request of 48 bytes. `None` if it stays silent.
type Manner = fn(&[u8; 48]) -> Option<Vec<u8>>;

/// Starts a server on the loopback that answers one request, and gives its name.
fn server(manner: Manner) -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let name = socket.local_addr().expect("an address").to_string();
    thread::spawn(move || {
        let mut question = [0; 48];
        let (len, from) = socket.recv_from(&mut question).expect("a question");
        assert_eq!(len, 48);
        if let Some(answer) = manner(&question) {
            socket.send_to(&answer, from).expect("sent");
        }
        // The socket of a silent server stays open while the client waits.
        socket.recv_from(&mut question).ok();
    });
    name
}

/// Makes a good answer of a server whose clock is `shift` seconds off this machine's.
fn answer(question: &[u8; 48], shift: i64) -> Vec<u8> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    let secs = (now.as_secs() + NTP_EPOCH).saturating_add_signed(shift);
    let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
    let stamp = ((secs << 32) | fraction).to_be_bytes();
    let mut packet = vec![0; 48];
    // No leap second, version 4, a server; stratum 1.
    packet[..2].copy_from_slice(&[0o044, 1]);
    packet[12..16].copy_from_slice(b"TEST");
    packet[16..24].copy_from_slice(&stamp);
    packet[24..32].copy_from_slice(&question[40..48]);
    packet[32..40].copy_from_slice(&stamp);
    packet[40..48].copy_from_slice(&stamp);
    packet
}

/// Makes a good answer with one fault.
fn spoilt(question: &[u8; 48], at: usize, with: &[u8]) -> Option<Vec<u8>> {
    let mut packet = answer(question, 0);
    packet[at..at + with.len()].copy_from_slice(with);
    Some(packet)
}

fn said(manners: &[Manner]) -> Vec<Answer> {
    let names: Vec<String> = manners.iter().map(|manner| server(*manner)).collect();
    let servers = SntpServers { limit: Duration::from_secs(2) };
    let said = servers.ask(&names);
    assert!(said.iter().map(|(name, _)| name).eq(&names), "in the order in which they were asked");
    said.into_iter().map(|(_, answer)| answer).collect()
}

/// Checks the offset. It may be off by half a round trip, and by the last digits of two roundings.
fn is_off_by(answer: Answer, secs: i64) {
    let Answer::Time { offset_ms, round_trip_ms } = answer else { panic!("no time: {answer:?}") };
    let error = offset_ms.abs_diff(secs * 1000);
    assert!(error <= u64::from(round_trip_ms).div_ceil(2) + 1, "{offset_ms} ms, {round_trip_ms} ms under way");
}

#[test]
fn the_right_and_the_wrong_time_are_measured_with_half_the_round_trip() {
    let [right, ahead, behind, ancient] = said(&[
        |question| Some(answer(question, 0)),
        |question| Some(answer(question, 3600)),
        |question| Some(answer(question, -90)),
        |question| Some(answer(question, -800_000_000)),
    ])[..] else {
        panic!("four were asked")
    };
    is_off_by(right, 0);
    is_off_by(ahead, 3600);
    is_off_by(behind, -90);
    is_off_by(ancient, -800_000_000);
}

#[test]
fn who_does_not_want_to_be_asked_says_so() {
    let refusals: [Manner; 3] = [
        |question| spoilt(question, 0, b"\xe4\0\0\0\0\0\0\0\0\0\0\0DENY"),
        |question| spoilt(question, 0, b"\xe4\0\0\0\0\0\0\0\0\0\0\0RATE"),
        |question| spoilt(question, 1, b"\0"),
    ];
    assert_eq!(said(&refusals), [Answer::Refused; 3]);
}

#[test]
fn what_is_no_good_answer_is_no_time() {
    let bad: [Manner; 9] = [
        // Too short, empty, noise.
        |question| Some(answer(question, 0)[..47].to_vec()),
        |_| Some(Vec::new()),
        |_| Some(vec![0xff; 48]),
        // The server's own clock is not set: leap indicator 3, stratum 16.
        |question| spoilt(question, 0, &[0o344]),
        |question| spoilt(question, 1, &[16]),
        // An answer to another request.
        |question| spoilt(question, 24, &[0; 8]),
        // Sent by a client, of a version that does not exist, without a time.
        |question| spoilt(question, 0, &[0o043]),
        |question| spoilt(question, 0, &[0o004]),
        |question| spoilt(question, 40, &[0; 8]),
    ];
    assert_eq!(said(&bad), [Answer::Unusable; 9]);
}

#[test]
fn a_silent_server_keeps_nobody_from_answering() {
    let [silent, right] = said(&[|_| None, |question| Some(answer(question, 7))])[..] else { panic!("two") };
    assert_eq!(silent, Answer::Silent);
    is_off_by(right, 7);
}

#[test]
fn a_name_that_is_none_is_silent_and_nobody_is_nobody() {
    let servers = SntpServers { limit: Duration::from_secs(2) };
    let name = "no such name".to_owned();
    assert_eq!(servers.ask(std::slice::from_ref(&name)), [(name, Answer::Silent)]);
    assert_eq!(servers.ask(&[]), []);
}

#[test]
fn addresses_have_the_port_of_time_servers_or_their_own() {
    for (name, address) in [
        ("192.0.2.1", "192.0.2.1:123"),
        ("192.0.2.1:1123", "192.0.2.1:1123"),
        ("2001:db8::1", "[2001:db8::1]:123"),
        ("[2001:db8::1]", "[2001:db8::1]:123"),
        ("[2001:db8::1]:1123", "[2001:db8::1]:1123"),
    ] {
        assert_eq!(addresses(name), [address.parse().expect("an address")], "{name}");
    }
}
