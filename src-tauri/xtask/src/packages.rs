//! What the system must have: how it is detected, and its package for each package manager.

use crate::{browser, shell};

/// Something that a chore needs from the system.
pub(crate) struct Need {
    /// Its purpose, in words for the user.
    pub(crate) what: &'static str,
    /// How it is detected.
    pub(crate) probe: Probe,
    /// Its packages, where the system has a separate one.
    pub(crate) package: Package,
}

/// How something is detected without a package manager.
pub(crate) enum Probe {
    /// A program on the search path.
    Program(&'static str),
    /// A library with its headers, by its pkg-config name.
    Library(&'static str),
    /// A browser that the page is tested in.
    Browser,
    /// A font for a language, by fontconfig's name of the language.
    Font(&'static str),
    /// A module of Python 3, by its name.
    Python(&'static str),
}

/// The package's name for each manager. Empty if the manager has no such package or needs none. For apt, `one|other` is
/// the first package that the system's list contains.
pub(crate) struct Package {
    pub(crate) apt: &'static str,
    pub(crate) dnf: &'static str,
    pub(crate) pacman: &'static str,
    pub(crate) brew: &'static str,
}

impl Probe {
    /// Whether it is present now.
    pub(crate) fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => shell::find(name).is_some(),
            Self::Browser => browser::find().is_some(),
            Self::Library(name) => {
                shell::answer(std::process::Command::new("pkg-config").args(["--exists", name])).is_some()
            }
            Self::Python(module) => {
                shell::answer(std::process::Command::new("python3").args(["-c", &format!("import {module}")])).is_some()
            }
            Self::Font(language) => {
                shell::answer(std::process::Command::new("fc-list").arg(format!(":lang={language}")))
                    .is_some_and(|fonts| !fonts.is_empty())
            }
        }
    }
}

/// The needs for building and opening the window on Linux. On macOS, Xcode's command line tools contain all of them.
pub(crate) const BUILD: &[Need] = &[
    Need {
        what: "the C compiler",
        probe: Probe::Program("cc"),
        package: Package { apt: "build-essential", dnf: "gcc", pacman: "base-devel", brew: "" },
    },
    Need {
        what: "pkg-config, which finds libraries",
        probe: Probe::Program("pkg-config"),
        package: Package { apt: "pkg-config", dnf: "pkgconf-pkg-config", pacman: "pkgconf", brew: "" },
    },
    Need {
        what: "WebKitGTK, which draws the window",
        probe: Probe::Library("webkit2gtk-4.1"),
        package: Package {
            apt: "libwebkit2gtk-4.1-dev",
            dnf: "webkit2gtk4.1-devel",
            pacman: "webkit2gtk-4.1",
            brew: "",
        },
    },
];

/// The needs of the desktop tests, the measures and the screenshots on Linux, besides [`BUILD`].
pub(crate) const DESK: &[Need] = &[
    Need {
        what: "Xvfb, a screen in memory",
        probe: Probe::Program("Xvfb"),
        package: Package { apt: "xvfb", dnf: "xorg-x11-server-Xvfb", pacman: "xorg-server-xvfb", brew: "" },
    },
    Need {
        what: "WebKitWebDriver, which drives the page",
        probe: Probe::Program("WebKitWebDriver"),
        package: Package { apt: "webkit2gtk-driver", dnf: "webkit2gtk-driver", pacman: "webkit2gtk-4.1", brew: "" },
    },
    Need {
        what: "dbus-daemon, the session bus",
        probe: Probe::Program("dbus-daemon"),
        package: Package { apt: "dbus", dnf: "dbus-daemon", pacman: "dbus", brew: "" },
    },
    Need {
        what: "gnome-keyring, a Secret Service",
        probe: Probe::Program("gnome-keyring-daemon"),
        package: Package { apt: "gnome-keyring", dnf: "gnome-keyring", pacman: "gnome-keyring", brew: "" },
    },
    Need {
        what: "secret-tool, which reads a Secret Service",
        probe: Probe::Program("secret-tool"),
        package: Package { apt: "libsecret-tools", dnf: "libsecret", pacman: "libsecret", brew: "" },
    },
    Need {
        what: "openbox, a window manager",
        probe: Probe::Program("openbox"),
        package: Package { apt: "openbox", dnf: "openbox", pacman: "openbox", brew: "" },
    },
    Need {
        what: "xdotool, which types into windows",
        probe: Probe::Program("xdotool"),
        package: Package { apt: "xdotool", dnf: "xdotool", pacman: "xdotool", brew: "" },
    },
    Need {
        what: "faketime, which sets a program's clock",
        probe: Probe::Program("faketime"),
        package: Package { apt: "faketime", dnf: "libfaketime", pacman: "libfaketime", brew: "" },
    },
    Need {
        what: "xclip, which reads the clipboard",
        probe: Probe::Program("xclip"),
        package: Package { apt: "xclip", dnf: "xclip", pacman: "xclip", brew: "" },
    },
    Need {
        what: "oathtool, an independent TOTP",
        probe: Probe::Program("oathtool"),
        package: Package { apt: "oathtool", dnf: "oathtool", pacman: "oath-toolkit", brew: "" },
    },
    Need {
        what: "fontconfig, which lists fonts",
        probe: Probe::Program("fc-list"),
        package: Package { apt: "fontconfig", dnf: "fontconfig", pacman: "fontconfig", brew: "" },
    },
    Need {
        what: "a Chinese font",
        probe: Probe::Font("zh-tw"),
        package: Package {
            apt: "fonts-noto-cjk",
            dnf: "google-noto-sans-cjk-fonts",
            pacman: "noto-fonts-cjk",
            brew: "",
        },
    },
];

/// The compiler of libFuzzer.
pub(crate) const FUZZ: &[Need] = &[Need {
    what: "the C++ compiler",
    probe: Probe::Program("c++"),
    package: Package { apt: "build-essential", dnf: "gcc-c++", pacman: "base-devel", brew: "" },
}];

/// The program that the unit tests compare the codes with, on every system that packages it.
pub(crate) const UNIT: &[Need] = &[Need {
    what: "oathtool, an independent TOTP",
    probe: Probe::Program("oathtool"),
    package: Package { apt: "oathtool", dnf: "oathtool", pacman: "oath-toolkit", brew: "oath-toolkit" },
}];

/// The browser of the page's tests.
pub(crate) const PAGE: &[Need] = &[Need {
    what: "Chromium, which the page is tested in",
    probe: Probe::Browser,
    package: Package { apt: "chromium", dnf: "chromium", pacman: "chromium", brew: "chromium" },
}];

/// The Python of the vault's independent reader: see `python.rs`.
pub(crate) const READER: &[Need] = &[
    Need {
        what: "Python 3, for the vault's independent reader",
        probe: Probe::Program("python3"),
        package: Package { apt: "python3", dnf: "python3", pacman: "python", brew: "python" },
    },
    Need {
        what: "Python's venv",
        probe: Probe::Python("ensurepip"),
        package: Package { apt: "python3-venv", dnf: "python3", pacman: "python", brew: "python" },
    },
];

/// Node with npm, if the system has neither.
pub(crate) const NODE: Package =
    Package { apt: "nodejs node-corepack|npm", dnf: "nodejs npm", pacman: "nodejs npm", brew: "node" };
