//! The steps of `cargo xtask test`, and what each of them needs.

use clap::ValueEnum;

use crate::packages::{DESK, FUZZ, Need, PAGE, READER, UNIT};
use crate::run;

/// One kind of check, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// The layout of the Rust sources.
    Fmt,
    /// The rules of ARCHITECTURE.md that no compiler checks, and the crates of others.
    Tidy,
    /// Clippy's lints.
    Clippy,
    /// The tests in the sources and the tests of single crates.
    Unit,
    /// Journeys through the use cases, on a machine in memory.
    Journeys,
    /// The types and tests of the page.
    Ui,
    /// The built program in a real window.
    Desktop,
    /// The readers of foreign bytes under libFuzzer, for a short time. Linux only, and only where it is named.
    Fuzz,
    /// Whether the sources compile for Windows and macOS. It runs at the same time as the other steps.
    Platforms,
}

impl Step {
    /// Gives the name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::Platforms => "platforms",
            Self::Unit => "unit",
            Self::Journeys => "journeys",
            Self::Ui => "ui",
            Self::Desktop => "desktop",
            Self::Fuzz => "fuzz",
        }
    }

    /// Gives what the system must have for the step.
    pub(crate) fn needs(self) -> Vec<&'static [Need]> {
        match self {
            Self::Fmt => vec![],
            Self::Clippy | Self::Platforms => vec![run::build_needs()],
            // Windows has no package manager for these. The tests leave out there what needs them.
            Self::Tidy | Self::Unit | Self::Journeys | Self::Ui if cfg!(windows) => vec![],
            Self::Unit => vec![UNIT, READER],
            Self::Tidy | Self::Journeys => vec![UNIT],
            Self::Ui => vec![PAGE],
            Self::Desktop => vec![run::build_needs(), DESK],
            Self::Fuzz => vec![FUZZ],
        }
    }

    /// Whether the step needs the page or its build. The shell embeds `ui/dist` when it is compiled.
    pub(crate) fn needs_page(self) -> bool {
        match self {
            Self::Fmt | Self::Tidy | Self::Unit | Self::Journeys | Self::Fuzz => false,
            Self::Clippy | Self::Platforms | Self::Ui | Self::Desktop => true,
        }
    }

    /// Whether nextest runs it.
    pub(crate) fn needs_nextest(self) -> bool {
        match self {
            Self::Fmt | Self::Tidy | Self::Clippy | Self::Platforms | Self::Ui | Self::Fuzz => false,
            Self::Unit | Self::Journeys | Self::Desktop => true,
        }
    }
}
