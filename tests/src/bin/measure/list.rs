use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use data_encoding::BASE64;
use lingpai_tests::{Desk, Processes, Window, open_list};

use crate::bundle;
use crate::figures::{goal, median, tell};

/// The number of accounts in the long list, and in the list whose idle use is measured.
const LONG: usize = 10_000;
const IDLE_ACCOUNTS: usize = 100;
/// The number of accounts in one code of a migration.
const PART: usize = 50;
/// How often each time is taken for its median.
const ROUNDS: usize = 7;
/// The list rests when nobody has touched the window for ten seconds. Some periods later the web view has compiled the code
/// that it runs then.
const SETTLE: Duration = Duration::from_secs(95);
const IDLE: Duration = Duration::from_secs(30);

/// Prints what a list of 10,000 accounts costs, and what one of 100 does while nobody touches it.
///
/// - `list.visible`: from the click that unlocks the vault to the frame behind the first rows, in ms.
/// - `list.search`: from a letter typed into the search to the rows that it leaves, laid out, in ms; `list.search_painted`:
///   to the end of their painting, which is the web view's own work and takes long without a graphics card.
/// - `idle.lingpai_100`, `idle.lingpai_hidden`: CPU time of the program's processes over thirty seconds, a whole period, with
///   the list on the screen and with the window put away, a minute and a half after the last touch, in per cent of one core.
/// - `ui.gzip`, `ui.gzip_start`: the size of the pages' JavaScript ([`bundle::measure`]).
pub(crate) fn measure() -> Result<()> {
    bundle::measure()?;
    idle()?;
    long_list()
}

fn idle() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    bind(&window, IDLE_ACCOUNTS)?;
    for (name, most) in [("idle.lingpai_100", 0.5), ("idle.lingpai_hidden", 0.1)] {
        if name.ends_with("hidden") {
            window.minimize()?;
        }
        thread::sleep(SETTLE);
        let before = Processes::under(window.pid())?.cpu();
        thread::sleep(IDLE);
        let used = Processes::under(window.pid())?.cpu().saturating_sub(before);
        let share = used.as_secs_f64() / IDLE.as_secs_f64() * 100.0;
        println!("{name} {share:.2} %");
        goal(name, share, most, "%", "of one core");
    }
    desk.finish();
    Ok(())
}

fn long_list() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    bind(&window, LONG)?;
    let mut visible = Vec::new();
    for _ in 0..ROUNDS {
        window.locks(|| window.press_anywhere("ctrl+l"))?;
        window.see("unlock-again")?;
        visible.push(number(&window.run_to_answer(VISIBLE)?)?);
        window.page("list")?;
    }
    let (mut search, mut painted) = (Vec::new(), Vec::new());
    for letter in ["1", "12", "123", "7", "77", "a", "ac"] {
        let answer = window.run_to_answer(&SEARCH.replace("TEXT", letter))?;
        search.push(number(&answer[0])?);
        painted.push(number(&answer[1])?);
    }
    tell("list.search_painted", &painted, "ms");
    println!("list.search_painted {:.1} ms", median(&painted));
    for (name, values, most) in [("list.visible", &visible, 250.0), ("list.search", &search, 16.0)] {
        tell(name, values, "ms");
        println!("{name} {:.1} ms", median(values));
        goal(name, median(values), most, "ms", "10,000 accounts");
    }
    desk.finish();
    Ok(())
}

/// Ends with the frame after the one that has the first row.
const VISIBLE: &str = "const done = arguments[0]; const begun = performance.now();
    const look = () => document.querySelector('[data-testid=\"row\"]') === null
        ? requestAnimationFrame(look) : requestAnimationFrame(() => done(performance.now() - begun));
    document.querySelector('[data-testid=\"unlock-again\"]').click(); look()";

/// The rows change in the same task as the field, and asking for a size makes the web view lay them out. The next
/// task runs after the frame.
const SEARCH: &str = "const done = arguments[0]; const field = document.querySelector('[data-testid=\"search\"]');
    requestAnimationFrame(async () => {
        const begun = performance.now(); field.value = 'TEXT'; field.dispatchEvent(new Event('input', { bubbles: true }));
        await Promise.resolve(); await Promise.resolve(); void document.body.offsetHeight;
        const laidOut = performance.now() - begun;
        setTimeout(() => done([laidOut, performance.now() - begun]))
    })";

fn number(value: &serde_json::Value) -> Result<f64> {
    value.as_f64().with_context(|| format!("`{value}` is no time"))
}

/// Binds ordinary accounts from a migration, many at a time.
fn bind(window: &Window<'_>, count: usize) -> Result<()> {
    eprintln!("binding {count} accounts");
    for first in (0..count).step_by(PART) {
        let take = |text: &str| {
            format!(
                "const done = arguments[0]; const call = window.__TAURI_INTERNALS__.invoke;
                 call('text_take', {{ text: '{text}' }}).then((found) => call('found_bind',
                   {{ indices: found.items.map((item) => item.index) }})).then(({{ bound }}) => done(bound), done)"
            )
        };
        // EXPOSE: the test's own accounts, to the window that they are bound in.
        let bound = window.run_to_answer(&take(&migration(first..first + PART)))?;
        ensure!(bound == PART, "not every account was bound: {bound}");
    }
    // The page has not heard yet that the accounts were bound.
    window.run("location.reload()")?;
    window.page("list")?;
    window.see("row")
}

/// Makes one code of a migration with accounts of these numbers: a message of protocol buffers (PAYLOADS.md §9).
fn migration(numbers: std::ops::Range<usize>) -> String {
    let mut message = Vec::new();
    for number in numbers {
        let mut name = String::new();
        // Writing to a text never fails.
        let _ = write!(name, "{:06}", (number * 7919) % 1_000_000);
        let secret = format!("secret{number:06}");
        let mut account = field(1, secret.as_bytes());
        account.extend(field(2, name.as_bytes()));
        account.extend(field(3, ["Acme", "Fuyi Demo", "Bank"][number % 3].as_bytes()));
        // SHA-1, six digits, by time.
        account.extend([0x20, 1, 0x28, 1, 0x30, 2]);
        message.extend(field(1, &account));
    }
    // Version 1, one code, the first.
    message.extend([0x10, 1, 0x18, 1, 0x20, 0]);
    format!("otpauth-migration://offline?data={}", BASE64.encode(&message).replace('+', "%2B").replace('/', "%2F"))
}

/// Makes a field of fewer than 128 bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let len = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
    [&[number << 3 | 2, len], bytes].concat()
}
