//! Clocks that are set, drift, sleep and get false answers. Within the bound that the keeper states, a code is always
//! of the true step, and a countdown is always inside its period. The codes themselves are compared with those of
//! another language.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use data_encoding::HEXLOWER;
use lingpai_domain::clock::{Answer, Clocks, Standing, TimeKeeper};
use lingpai_domain::{
    AccountId, Algorithm, Alphabet, Digits, Marks, MovingFactor, OtpParameters, OtpSecret, Period, Step, UnixTime,
    code_at,
};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Report;

/// 2026-11-24T01:30:00Z, in microseconds.
const START: i64 = 1_795_483_800_000_000;
/// How far quartz may run off, in parts per million.
const DRIFT_PPM: i64 = 100;
/// The number of moments of a walk that are checked.
const MOMENTS: usize = 12;

/// A machine and the truth. All values are in microseconds, so that drift is not lost in rounding.
struct Walk {
    random: StdRng,
    /// The true time since the walk began.
    truth: i64,
    /// The wall clock's time minus the true time.
    wall_off: i64,
    steady: i64,
    drift_ppm: i64,
    /// Whether the steady clock advances while the machine sleeps.
    counts_sleep: bool,
    /// The time that the machine has slept since the last good answer, without the steady clock.
    slept: i64,
    keeper: TimeKeeper,
    marks: Marks,
    /// The step of the code that was given last.
    given: Option<Step>,
    /// The offset to which the user has agreed last, in milliseconds.
    agreed: Option<i64>,
    /// Whether the answers that count come from liars alone. They are fewer than it takes to move the clock.
    lied: bool,
    /// Half the round trip of the answers that count, which is the most that they may be off.
    error: i64,
    period: Period,
}

/// Runs the walks.
pub fn prove_walks(walks: u64) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0x0c10c);
    for _ in 0..walks {
        let mut walk = Walk::begin(random.random());
        let begun = report.failures().len();
        for _ in 0..MOMENTS {
            walk.live();
            walk.look(&mut report);
            if report.failures().len() > begun {
                break;
            }
        }
        report.count("clock_walks", 1);
    }
    report
}

impl Walk {
    fn begin(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let wall_off = far(&mut random);
        let reading = reading_of(0, wall_off, 0);
        Self {
            truth: 0,
            wall_off,
            steady: 0,
            drift_ppm: random.random_range(-DRIFT_PPM..=DRIFT_PPM),
            counts_sleep: random.random_bool(0.5),
            slept: 0,
            keeper: TimeKeeper::new(reading, true),
            marks: Marks::default(),
            given: None,
            agreed: None,
            lied: false,
            error: 0,
            period: Period::new(random.random_range(1..=3600)).expect("in range"),
            random,
        }
    }

    fn reading(&self) -> Clocks {
        reading_of(self.truth, self.wall_off, self.steady)
    }

    /// Lets time pass, and something happen.
    fn live(&mut self) {
        let awake = match self.random.random_range(0..4) {
            0 => self.random.random_range(0..2_000_000),
            1 => self.random.random_range(0..120_000_000),
            2 => self.random.random_range(0..3_700_000_000),
            _ => self.random.random_range(0..18_000_000_000),
        };
        self.pass(awake);
        match self.random.random_range(0..10) {
            0 => self.sleep(),
            1 => self.wall_off += far(&mut self.random),
            // The clock is set or slewed by less than what is noticed at once.
            2 => self.wall_off += self.random.random_range(-1_500_000..=1_500_000),
            3 => {
                let correct = self.random.random_bool(0.5);
                let asked = self.keeper.standing();
                self.keeper.decide(correct);
                if let Standing::Far { offset_ms, .. }
                | Standing::Few { offset_ms, .. }
                | Standing::Disagree { offset_ms, .. } = asked
                    && correct
                {
                    self.agreed = Some(offset_ms);
                }
            }
            4 => {
                // The clock is set and set back before the program reads it.
                let by = far(&mut self.random);
                self.wall_off += by;
                self.keeper.read(self.reading());
                self.wall_off -= by;
            }
            5 => {
                let on = self.random.random_bool(0.7);
                self.keeper.switch(on, self.reading());
            }
            6 => {
                let now = self.keeper.read(self.reading());
                self.marks.allow_older(now);
                self.given = self.given.filter(|given| *given <= self.period.step_at(now));
            }
            _ => {}
        }
        if self.keeper.is_due(self.reading()) || self.random.random_bool(0.1) {
            self.ask();
        }
    }

    /// Lets time pass while the machine is awake. Both clocks run by the same quartz.
    fn pass(&mut self, micros: i64) {
        let drift = micros * self.drift_ppm / 1_000_000;
        self.truth += micros;
        self.steady += micros + drift;
        self.wall_off += drift;
    }

    /// Lets time pass while the machine sleeps. The wall clock advances, and is sometimes set before the program reads
    /// it.
    fn sleep(&mut self) {
        let asleep = self.random.random_range(0..30_000_000_000);
        self.truth += asleep;
        if self.counts_sleep {
            self.steady += asleep;
        } else {
            self.slept += asleep;
        }
        if self.random.random_bool(0.2) {
            self.wall_off += far(&mut self.random);
        }
    }

    /// Asks the servers. Most of those that answer give the time. Some lie, are silent, refuse or answer nonsense.
    /// Sometimes liars alone answer, fewer than three of at least five.
    fn ask(&mut self) {
        let trip: i64 = self.random.random_range(0..1_500_000);
        let true_off = -self.wall_off;
        let mut answers = Vec::new();
        let lied = self.random.random_bool(0.1);
        if lied {
            let lie = far(&mut self.random);
            answers.extend((0..self.random.random_range(1..=2)).map(|_| time(true_off + lie, trip)));
            answers.resize(self.random.random_range(5..=8), Answer::Silent);
        } else {
            let honest = self.random.random_range(0..=5);
            let lying = if honest == 0 { 0 } else { self.random.random_range(0..honest) };
            for _ in 0..honest {
                let error = self.random.random_range(-trip / 2..=trip / 2);
                answers.push(time(true_off + error, trip));
            }
            for _ in 0..lying {
                answers.push(time(true_off + far(&mut self.random), self.random.random_range(0..1_500_000)));
            }
            let mute = [Answer::Silent, Answer::Refused, Answer::Unusable];
            answers.extend(&mute[..self.random.random_range(0..=3)]);
        }
        let question = self.keeper.ask(self.reading(), answers.len());
        let waited = self.random.random_range(0..3_000_000);
        self.pass(waited);
        if self.random.random_bool(0.1) {
            self.wall_off += far(&mut self.random);
        }
        let before = self.keeper.checked();
        let now = self.reading();
        self.keeper.answer(&question, &answers, now);
        if self.keeper.checked() != before {
            self.slept = 0;
            self.error = trip / 2;
            self.lied = lied;
        }
    }

    /// Checks what the program would show at this moment.
    fn look(&mut self, report: &mut Report) {
        let now = self.keeper.read(self.reading());
        let truth = START + self.truth;
        let shown = i64::try_from(now.millis()).expect("in this millennium") * 1000;
        let window = self.period.window(self.period.step_at(now));
        let (left, whole) = (window.until.since(now), Duration::from_secs(self.period.secs()));
        if !window.holds(now) || left.is_zero() || left > whole {
            report.fail(format!("a countdown of {left:?} of {whole:?}"));
        }
        let standing = self.keeper.standing();
        let bound = match standing {
            Standing::NotChecked(_) | Standing::Far { .. } | Standing::Few { .. } | Standing::Disagree { .. } => None,
            Standing::Right { .. } => Some(micros(TimeKeeper::RIGHT)),
            Standing::Corrected { .. } => Some(0),
        };
        if let Standing::Corrected { offset_ms } = standing {
            let close = |agreed: i64| agreed.abs_diff(offset_ms) <= 2_000;
            if (self.lied || offset_ms.abs() > 30_000) && !self.agreed.is_some_and(close) {
                report.fail(format!("corrected by {offset_ms} ms, and the user was not asked"));
            }
        }
        if let Some(left_alone) = bound.filter(|_| !self.lied) {
            let bound = left_alone
                + self.error
                + micros(TimeKeeper::STEP)
                + micros(TimeKeeper::KEPT) * DRIFT_PPM / 1_000_000
                + self.slept
                // There are three roundings to milliseconds.
                + 3_000;
            let of = |at: i64| self.period.step_at(UnixTime::from_millis((at / 1000).unsigned_abs()));
            if !(of(truth - bound)..=of(truth + bound)).contains(&self.period.step_at(now)) {
                report.fail(format!("off by {} us, {bound} are allowed: {standing:?}", shown - truth));
            }
        } else if bound.is_none() && now != self.reading().wall {
            report.fail("corrected, though nothing is known");
        }
        self.give(now, report);
    }

    /// Gives a code. It is never older than the newest one before it, unless the user has allowed that.
    fn give(&mut self, now: UnixTime, report: &mut Report) {
        let step = self.period.step_at(now);
        let given = self.marks.give(AccountId([0; 16]), self.period, now).is_ok();
        let older = self.given.is_some_and(|newest| step < newest);
        if given && older {
            report.fail("a jump back shows a code that was given");
        }
        if !given && !older {
            report.fail("a code is kept back that was never given");
        }
        if given {
            self.given = Some(step);
        }
    }
}

fn reading_of(truth: i64, wall_off: i64, steady: i64) -> Clocks {
    let positive = |value: i64| u64::try_from(value).unwrap_or_default();
    Clocks {
        wall: UnixTime::from_millis(positive((START + truth + wall_off).div_euclid(1000))),
        steady: Duration::from_micros(positive(steady)),
    }
}

/// Gives a change of the clock between a moment and ten days, in either direction.
fn far(random: &mut StdRng) -> i64 {
    let most = 10_i64.pow(random.random_range(4..=12));
    random.random_range(-most..=most).clamp(-864_000_000_000, 864_000_000_000)
}

fn time(off: i64, trip: i64) -> Answer {
    let round_trip_ms = u32::try_from(trip.unsigned_abs().div_ceil(1000)).expect("some seconds");
    Answer::Time { offset_ms: off.div_euclid(1000), round_trip_ms }
}

fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).expect("some hours")
}

/// Compares the codes of `pairs` random sets of parameters with those of `tests/tools/codes.py`.
///
/// # Errors
///
/// The Python cannot be run.
pub fn prove_codes(python: &Path, pairs: usize) -> Result<Report> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0x6238_4226);
    let mut questions = String::new();
    let mut ours = Vec::new();
    for _ in 0..pairs {
        let (line, code) = set(&mut random);
        questions += &line;
        ours.push(code);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/codes.py");
    let mut command = Command::new(python);
    // Python must leave no file beside the script.
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", python.display()))?;
    let mut input = child.stdin.take().context("its input is ours")?;
    // Writing and reading happen at the same time, because neither pipe holds a million lines.
    let writing = std::thread::spawn(move || input.write_all(questions.as_bytes()));
    let output = child.wait_with_output().context("Python went away")?;
    writing.join().map_err(|_| anyhow::anyhow!("the writer died"))??;
    ensure!(output.status.success(), "codes.py failed");
    let theirs = String::from_utf8(output.stdout).context("letters and digits")?;
    for (at, (ours, theirs)) in ours.iter().zip(theirs.lines()).enumerate() {
        if ours != theirs {
            report.fail(format!("set {at}: another code"));
        }
        report.count("code_pairs", 1);
    }
    ensure!(theirs.lines().count() == pairs, "codes.py gave too few codes");
    Ok(report)
}

/// Makes a random set of parameters as a line for Python, and our code for it.
fn set(random: &mut StdRng) -> (String, String) {
    let bytes: Vec<u8> = (0..random.random_range(1..=128)).map(|_| random.random()).collect();
    let secret = HEXLOWER.encode(&bytes);
    let (name, algorithm) = [("sha1", Algorithm::Sha1), ("sha256", Algorithm::Sha256), ("sha512", Algorithm::Sha512)]
        [random.random_range(0..3)];
    let digits = random.random_range(4..=10);
    let period = random.random_range(1..=3600);
    let secs: u64 = random.random_range(0..4_102_444_800);
    let mut otp = OtpParameters {
        algorithm,
        digits: Digits::new(digits).expect("in range"),
        moving_factor: MovingFactor::Time(Period::new(period).expect("in range")),
        alphabet: Alphabet::Decimal,
    };
    let line = match random.random_range(0..5) {
        0 => {
            otp = OtpParameters::STEAM;
            format!("steam sha1 5 {secs}/30 {secret}\n")
        }
        1 | 2 => {
            let counter = random.random_range(0..=u64::MAX);
            otp.moving_factor = MovingFactor::Counter(counter);
            format!("hotp {name} {digits} {counter} {secret}\n")
        }
        _ => format!("totp {name} {digits} {secs}/{period} {secret}\n"),
    };
    let secret = OtpSecret::new(bytes).expect("1 to 128 bytes");
    // EXPOSE: codes of random secrets, for the comparison.
    (line, code_at(&secret, &otp, UnixTime::from_secs(secs)).code.expose().to_owned())
}
