//! polkit: its agent on the desktop asks for the user's own password or fingerprint.

use std::collections::HashMap;

use lingpai_app::PresenceFault;
use serde::Deserialize;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{Type, Value};

/// The action of `app.lingpai.desktop.policy`, which the packages install.
const ACTION: &str = "app.lingpai.desktop.prove";
/// The agent may ask the user.
const ALLOW_USER_INTERACTION: u32 = 1;

/// The authority on a bus.
#[derive(Default)]
pub(super) struct Check {
    /// The address of the bus. `None` for the system's.
    bus: Option<String>,
}

#[zbus::proxy(
    interface = "org.freedesktop.PolicyKit1.Authority",
    default_service = "org.freedesktop.PolicyKit1",
    default_path = "/org/freedesktop/PolicyKit1/Authority",
    gen_async = false
)]
trait Authority {
    fn check_authorization(
        &self,
        subject: &(&str, HashMap<&str, Value<'_>>),
        action_id: &str,
        details: &HashMap<&str, &str>,
        flags: u32,
        cancellation_id: &str,
    ) -> zbus::Result<Answer>;
}

/// The answer of the authority (polkit's `AuthorizationResult`).
#[derive(Debug, Deserialize, Type)]
struct Answer {
    is_authorized: bool,
    /// Whether the user could have been asked. After a question was allowed this means: there is no agent to ask it.
    is_challenge: bool,
    #[expect(dead_code, reason = "a part of the answer's form")]
    details: HashMap<String, String>,
}

impl Check {
    pub(super) fn run(&self) -> Result<(), PresenceFault> {
        // No bus, no authority, no such action: nothing here checks the user.
        let answer = self.ask().map_err(|_| PresenceFault::Absent)?;
        match answer {
            Answer { is_authorized: true, .. } => Ok(()),
            Answer { is_challenge: true, .. } => Err(PresenceFault::Absent),
            Answer { .. } => Err(PresenceFault::Refused),
        }
    }

    fn ask(&self) -> zbus::Result<Answer> {
        let bus = match &self.bus {
            Some(address) => Builder::address(address.as_str())?,
            None => Builder::system()?,
        };
        let bus = bus.build()?;
        let name = bus.unique_name().map(|name| name.as_str().to_owned()).unwrap_or_default();
        // The bus vouches for its own name of this connection. A process id could be another's by now.
        let subject = ("system-bus-name", HashMap::from([("name", Value::from(name))]));
        AuthorityProxy::new(&bus)?.check_authorization(&subject, ACTION, &HashMap::new(), ALLOW_USER_INTERACTION, "")
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::sync::{Arc, Mutex};

    use zbus::interface;
    use zbus::zvariant::OwnedValue;

    use super::*;

    /// A bus of the test's own.
    struct Bus(Child, String);

    impl Bus {
        fn start() -> Self {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .stdout(Stdio::piped())
                .spawn()
                .expect("dbus-daemon is installed");
            let mut address = String::new();
            let stdout = daemon.stdout.take().expect("piped");
            BufReader::new(stdout).read_line(&mut address).expect("it prints its address");
            Self(daemon, address.trim().to_owned())
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            self.0.kill().and_then(|()| self.0.wait()).expect("it was running");
        }
    }

    /// What the program has asked the authority.
    type Question = (String, String, String, u32);

    /// What the authority answers: whether it allows the action, whether it would ask the user, and the rest.
    type Verdict = ((bool, bool, HashMap<String, String>),);

    struct FakeAuthority {
        answer: Option<(bool, bool)>,
        asked: Arc<Mutex<Vec<Question>>>,
    }

    #[interface(name = "org.freedesktop.PolicyKit1.Authority")]
    impl FakeAuthority {
        fn check_authorization(
            &self,
            subject: (String, HashMap<String, OwnedValue>),
            action_id: String,
            _details: HashMap<String, String>,
            flags: u32,
            _cancellation_id: String,
        ) -> zbus::fdo::Result<Verdict> {
            let name = subject.1.get("name").and_then(|name| name.downcast_ref::<String>().ok()).unwrap_or_default();
            self.asked.lock().expect("whole").push((subject.0, name, action_id, flags));
            let (is_authorized, is_challenge) =
                self.answer.ok_or_else(|| zbus::fdo::Error::Failed("the action is not registered".to_owned()))?;
            Ok(((is_authorized, is_challenge, HashMap::new()),))
        }
    }

    fn run_against(answer: Option<(bool, bool)>) -> (Result<(), PresenceFault>, Vec<Question>) {
        let (bus, asked) = (Bus::start(), Arc::new(Mutex::default()));
        let authority = FakeAuthority { answer, asked: Arc::clone(&asked) };
        let served = Builder::address(bus.1.as_str())
            .and_then(|builder| builder.name("org.freedesktop.PolicyKit1"))
            .and_then(|builder| builder.serve_at("/org/freedesktop/PolicyKit1/Authority", authority))
            .and_then(Builder::build)
            .expect("served");
        let done = Check { bus: Some(bus.1.clone()) }.run();
        drop(served);
        let asked = asked.lock().expect("whole").clone();
        (done, asked)
    }

    #[test]
    fn the_authority_is_asked_for_this_connection_and_may_ask_the_user() {
        let (done, asked) = run_against(Some((true, false)));
        assert_eq!(done, Ok(()));
        let [(kind, name, action, flags)] = &asked[..] else { panic!("asked {asked:?}") };
        assert_eq!((kind.as_str(), action.as_str(), *flags), ("system-bus-name", "app.lingpai.desktop.prove", 1));
        assert!(name.starts_with(':'), "{name}");
    }

    #[test]
    fn who_gives_up_is_refused_and_without_an_agent_nothing_checks_him() {
        assert_eq!(run_against(Some((false, false))).0, Err(PresenceFault::Refused));
        assert_eq!(run_against(Some((false, true))).0, Err(PresenceFault::Absent));
        assert_eq!(run_against(None).0, Err(PresenceFault::Absent));
    }

    #[test]
    fn without_a_bus_or_an_authority_nothing_checks_the_user() {
        let nowhere = Check { bus: Some("unix:path=/nowhere/bus".to_owned()) };
        assert_eq!(nowhere.run(), Err(PresenceFault::Absent));
        let bus = Bus::start();
        assert_eq!(Check { bus: Some(bus.1.clone()) }.run(), Err(PresenceFault::Absent));
    }

    #[test]
    fn the_action_is_the_one_that_the_packages_install() {
        let policy = include_str!("../../../policy/app.lingpai.desktop.policy");
        assert!(policy.contains(&format!("<action id=\"{ACTION}\">")));
        assert!(policy.contains("<allow_active>auth_self</allow_active>"));
    }
}
