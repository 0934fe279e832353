//! The command line: one variant for each chore, with the text that `cargo xtask help` shows.

use std::ffi::OsString;
use std::path::{PathBuf, absolute};

use clap::builder::{PathBufValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory as _, Parser, Subcommand};

use crate::fuzz::TARGETS;
use crate::step::Step;

/// The project's chores.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_version_flag = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) chore: Chore,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Chore {
    /// Installs what is missing, builds the program and opens its window.
    Run {
        /// Arguments for the program.
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Opens the window beside the demo broker's web page, which is logged in and shows a registration.
    Demo(Demo),
    /// Runs the demo broker's command line: `cargo xtask broker -- --help`.
    Broker {
        /// Arguments for the demo broker.
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Installs what is missing and builds the program, as `run` does, but opens no window.
    Build {
        /// Leaves out the program that reads files for the window, which `run` builds when the window is open.
        #[arg(long)]
        window: bool,
    },
    /// Runs all checks or the named ones, and prints how many passed and failed.
    Test(Test),
    /// Builds the page alone, into `ui/dist`.
    Ui,
    /// Prints measures of this machine, one `name value unit` a line.
    Measure {
        #[command(subcommand)]
        what: Measure,
    },
    /// Runs all proofs or the named ones at full strength.
    Prove(Prove),
    /// Takes pictures of every page into `target/screenshots`.
    Screenshots,
    /// Makes the installer for Windows from built programs, into `target/installer`. It needs NSIS, on any system.
    Installer(Installer),
    /// Writes the TypeScript types of the contract between page and program.
    Types,
    /// Lists the packages that the program is made of, for its page about itself.
    Licences,
    /// Renders the icon set from its drawings.
    Icons,
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Prints the web page's address on stdout and opens no browser.
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// Keeps the data of window and broker in this folder. Default: `.cache/demo`.
    #[arg(long, value_name = "FOLDER", value_parser = from_here())]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Installer {
    /// The folder with `lingpai.exe` and `lingpai-reader.exe`, signed if they are to be.
    #[arg(value_name = "FOLDER", value_parser = from_here())]
    pub(crate) from: PathBuf,
    /// A command that signs the file whose path is added to it. Default: nothing is signed.
    #[arg(long, value_name = "COMMAND")]
    pub(crate) sign: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Test {
    /// The checks to run. Default: all but `fuzz`, and `platforms` only where LINGPAI_CHECK_PLATFORMS names a program for it.
    #[arg(value_name = "STEP")]
    pub(crate) steps: Vec<Step>,
    /// Has the step `desktop` drive the program as it is packaged.
    #[arg(long)]
    pub(crate) packaged: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Measure {
    /// Measures how the window starts, compared with a bare Tauri window and other authenticators.
    Start,
    /// Measures the time from a PIN to its code, compared with other authenticators.
    Pin,
    /// Measures how soon the camera's first frame is shown and a code is recognised.
    Camera,
    /// Measures the window with many accounts, and the size of the page's scripts.
    List,
    /// Measures how long a vault takes to open and to save, by its number of accounts.
    Vault,
    /// Measures how long the program takes to build and all tests take to run.
    Build,
    /// Measures how many pictures are read and how fast, compared with other readers.
    Scan {
        /// The folder with `manifest.json` and the pictures that it lists.
        #[arg(long, value_name = "DIR", value_parser = from_here())]
        corpus: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Prove {
    /// The proofs to run; `fuzz` alone or with the targets to run. Default: all.
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(PROOFS.into_iter().chain([FUZZ]).chain(TARGETS)))]
    pub(crate) names: Vec<String>,
    /// How many seconds each fuzz target runs. Default: 300.
    #[arg(long, value_name = "N")]
    pub(crate) seconds: Option<u64>,
}

impl Prove {
    /// Gives the named proofs of `tests/prove` and the named fuzz targets.
    pub(crate) fn chosen(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let named = |name: &&str| self.names.iter().any(|named| named == name);
        let all = self.names.is_empty();
        let proofs = PROOFS.into_iter().filter(|proof| all || named(proof)).collect();
        let every_target = all || (named(&FUZZ) && !TARGETS.iter().any(named));
        (proofs, TARGETS.into_iter().filter(|target| every_target || named(target)).collect())
    }
}

/// The proofs of `tests/prove`.
const PROOFS: [&str; 9] = ["clock", "disk", "kill9", "damage", "kit", "pins", "keystore", "lock", "hostile"];
/// The proof that runs fuzz targets.
const FUZZ: &str = "fuzz";

/// Finds the first word that is no command, value or option of `cargo xtask`. Placeholders such as `WHAT` and the words
/// after `--` are not checked.
pub(crate) fn unknown_word<'a>(words: &[&'a str]) -> Option<&'a str> {
    let mut command = Arguments::command();
    command.build();
    let mut at = &command;
    for word in words.iter().take_while(|word| **word != "--") {
        let is_value = |argument: &clap::Arg| {
            argument.is_positional() && argument.get_possible_values().iter().any(|value| value.get_name() == *word)
        };
        if let Some(chore) = at.find_subcommand(word) {
            at = chore;
        } else if let Some(option) = word.strip_prefix("--") {
            if !at.get_arguments().any(|argument| argument.get_long() == Some(option)) {
                return Some(word);
            }
        } else if word.chars().all(|c| c.is_ascii_lowercase()) && !at.get_arguments().any(is_value) {
            return Some(word);
        }
    }
    None
}

/// Reads a path relative to the caller's folder. The chores themselves run in the folder of the work tree.
fn from_here() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(absolute)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::{Arguments, Chore, Measure, PROOFS, TARGETS, unknown_word};

    fn parse(line: &str) -> Result<Chore, clap::Error> {
        Arguments::try_parse_from(["cargo xtask"].into_iter().chain(line.split_whitespace())).map(|read| read.chore)
    }

    #[test]
    fn clap_accepts_the_definitions() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn everything_has_help() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "`{}` has no help", command.get_name());
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "`{}` of `{}` has no help",
                    argument.get_id(),
                    command.get_name()
                );
            }
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }

    #[test]
    fn paths_are_read_from_where_the_caller_stands() {
        let here = std::env::current_dir().expect("a folder");
        let Ok(Chore::Demo(demo)) = parse("demo --data there --no-browser") else { panic!("the demo") };
        assert!(demo.no_browser && demo.data == Some(here.join("there")));
        let Ok(Chore::Measure { what: Measure::Scan { corpus } }) = parse("measure scan --corpus there") else {
            panic!("a measure")
        };
        assert_eq!(corpus, here.join("there"));
        let Ok(Chore::Demo(demo)) = parse("demo") else { panic!("the demo") };
        assert!(!demo.no_browser && demo.data.is_none());
    }

    #[test]
    fn what_follows_two_dashes_is_passed_on() {
        let Ok(Chore::Broker { arguments }) = parse("broker -- issue --account 700004") else { panic!("the broker") };
        assert_eq!(arguments, ["issue", "--account", "700004"]);
        let Ok(Chore::Run { arguments }) = parse("run") else { panic!("the program") };
        assert!(arguments.is_empty());
        let Ok(Chore::Prove(prove)) = parse("prove fuzz --seconds 20") else { panic!("the proofs") };
        assert_eq!((prove.names, prove.seconds), (vec!["fuzz".to_owned()], Some(20)));
    }

    #[test]
    fn other_words_are_refused_with_the_known_ones() {
        let lines = ["", "tets", "run now", "demo --browser", "demo --data", "demo 700004", "measure", "measure scan"];
        for line in lines {
            assert!(parse(line).is_err(), "`{line}`");
        }
        for (line, known) in [("test unti", "journeys"), ("prove everything", "kill9"), ("mesure", "measure")] {
            let refusal = parse(line).expect_err("refused").to_string();
            assert!(refusal.contains(known), "{refusal}");
        }
    }

    #[test]
    fn the_first_unknown_word_is_found() {
        let known = [
            "help",
            "run -- any",
            "test unit ui --packaged",
            "measure WHAT",
            "measure scan --corpus DIR",
            "prove fuzz",
        ];
        for line in known {
            assert_eq!(unknown_word(&line.split(' ').collect::<Vec<_>>()), None, "{line}");
        }
        for (line, unknown) in
            [("dance", "dance"), ("test unit unti", "unti"), ("measure unit", "unit"), ("test --pack", "--pack")]
        {
            assert_eq!(unknown_word(&line.split(' ').collect::<Vec<_>>()), Some(unknown), "{line}");
        }
    }

    #[test]
    fn proofs_and_fuzz_targets_are_named_together() {
        let chosen = |line: &str| match parse(line) {
            Ok(Chore::Prove(prove)) => prove.chosen(),
            Ok(_) | Err(_) => panic!("`{line}` names proofs"),
        };
        assert_eq!(chosen("prove"), (PROOFS.to_vec(), TARGETS.to_vec()));
        assert_eq!(chosen("prove fuzz"), (vec![], TARGETS.to_vec()));
        assert_eq!(chosen("prove fuzz mail pdf --seconds 5"), (vec![], vec!["pdf", "mail"]));
        assert_eq!(chosen("prove pins clock"), (vec!["clock", "pins"], vec![]));
    }

    #[test]
    fn the_proofs_are_those_of_the_program_that_runs_them() {
        let program = include_str!("../../../tests/prove/src/main.rs");
        assert!(program.contains(&format!("= {PROOFS:?};")));
    }
}
