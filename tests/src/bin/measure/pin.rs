use anyhow::{Context as _, Result};
use lingpai_tests::{Broker, Desk, Processes, Validity, Window, bind_registration, open_list};
use serde_json::Value;

use crate::figures::{goal, median, tell};

const PIN: &str = "135790";

/// The number of accounts. Each gives one code: a code stays on screen for its period, and only then `Generate` comes
/// back.
const ACCOUNTS: [&str; 5] = ["700001", "700002", "700003", "700004", "700005"];

/// WebDriver's Enter key.
const ENTER: char = '\u{E007}';

/// Makes the page take the times on its own clock: of the key of the last digit, of Enter, and of the frame after a
/// code came into a row without one. A driver that asks repeatedly would take CPU time from the measured program.
const WATCH: &str = r"
    const rows = () => [...document.querySelectorAll('[data-testid=row]')]
        .filter((row) => row.querySelector('[data-testid=row-code]')).map((row) => row.dataset.account);
    const before = new Set(rows());
    const times = {};
    const typed = ({ key }) => { times[key === 'Enter' ? 'enter' : 'digit'] = performance.now(); };
    window.addEventListener('keydown', typed, true);
    window.measured = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
            if (rows().every((row) => before.has(row))) return;
            observer.disconnect();
            window.removeEventListener('keydown', typed, true);
            // When the task after a frame runs, the frame has been drawn.
            requestAnimationFrame(() => setTimeout(() => resolve({ ...times, code: performance.now() })));
        }).observe(document.body, { childList: true, subtree: true });
    });";

/// Gives the milliseconds from the last digit to the code on screen, and to Enter, which submits.
struct Times {
    code: f64,
    enter: f64,
}

/// Prints `pin.to_code`: the last digit typed, then Enter at once, to the code on screen; the median of five accounts,
/// in ms. And `pin.kept`: how much more memory the program, without the web view's processes, has after them, in MiB; the
/// 256 of Argon2id would be seen in it.
pub(crate) fn measure() -> Result<()> {
    let desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    for account in ACCOUNTS {
        eprintln!("binding {account}");
        bind_registration(&window, &broker.issue(account, Validity::Day)?.picture, PIN)?;
    }
    let before = Processes::under(window.pid())?.root_pss()?;
    let times = ACCOUNTS.iter().map(|_| generate(&window)).collect::<Result<Vec<_>>>()?;
    let kept = Processes::under(window.pid())?.root_pss()? - before;
    window.close()?;
    let codes: Vec<_> = times.iter().map(|times| times.code).collect();
    let enters: Vec<_> = times.iter().map(|times| times.enter).collect();
    tell("pin.to_code", &codes, "ms");
    tell("of it from the last digit to Enter", &enters, "ms");
    println!("pin.to_code {:.0} ms", median(&codes));
    println!("pin.kept {kept:.1} MiB");
    goal("pin.to_code", median(&codes), 600.0, "ms", "with 256 MiB, t=3, p=4");
    desk.finish();
    Ok(())
}

/// Asks for the code of the first account without one.
fn generate(window: &Window<'_>) -> Result<Times> {
    window.click("row-generate")?;
    window.until_attribute("pin-pad", "data-count", "0")?;
    window.run(WATCH)?;
    window.press(&format!("{PIN}{ENTER}"))?;
    let times = window.run("return window.measured")?;
    window.gone("pin-pad")?;
    let time = |name: &str| times.get(name).and_then(Value::as_f64).with_context(|| format!("the page says `{times}`"));
    let digit = time("digit")?;
    Ok(Times { code: time("code")? - digit, enter: time("enter")? - digit })
}
