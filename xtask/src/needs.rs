//! What building and testing needs from the system, how it is recognised, and what the packages are called.
//!
//! A need is looked for by what it does, not by a package's name: whoever has it from elsewhere installs nothing.

use std::path::Path;

use crate::program::Program;

/// One thing that the system has or lacks.
#[derive(Debug)]
pub(crate) struct Need {
    /// What a person would call it.
    pub(crate) name: &'static str,
    /// Debian's and Ubuntu's package.
    pub(crate) apt: &'static str,
    /// Fedora's package.
    pub(crate) dnf: &'static str,
    sign: Sign,
}

/// By what a need is recognised.
#[derive(Debug)]
enum Sign {
    /// A program on the search path.
    Program(&'static str),
    /// A library with its headers, as pkg-config knows it.
    Library(&'static str),
    /// Perl with these modules.
    Perl(&'static [&'static str]),
    /// A module of the system's Python.
    Python(&'static str),
    /// LibreOffice with its spreadsheet.
    Spreadsheet,
}

/// The archive's encryption and compression are C, and OpenSSL's build is written in Perl.
pub(crate) const NATIVE: [Need; 3] = [
    Need { name: "a C compiler", apt: "build-essential", dnf: "gcc", sign: Sign::Program("cc") },
    Need { name: "make", apt: "make", dnf: "make", sign: Sign::Program("make") },
    Need {
        name: "Perl with its core modules",
        apt: "perl",
        dnf: "perl",
        sign: Sign::Perl(&["FindBin", "File::Compare", "File::Copy", "IPC::Cmd"]),
    },
];

/// The window is the system's web view.
pub(crate) const WINDOW: [Need; 4] = [
    Need { name: "pkg-config", apt: "pkg-config", dnf: "pkgconf-pkg-config", sign: Sign::Program("pkg-config") },
    Need {
        name: "WebKitGTK 4.1 with headers",
        apt: "libwebkit2gtk-4.1-dev",
        dnf: "webkit2gtk4.1-devel",
        sign: Sign::Library("webkit2gtk-4.1"),
    },
    Need { name: "GTK 3 with headers", apt: "libgtk-3-dev", dnf: "gtk3-devel", sign: Sign::Library("gtk+-3.0") },
    Need { name: "D-Bus with headers", apt: "libdbus-1-dev", dnf: "dbus-devel", sign: Sign::Library("dbus-1") },
];

/// A desktop for the real window without a screen: display, session bus, keychain, and WebKit's driver of pages.
pub(crate) const DESKTOP: [Need; 6] = [
    Need { name: "Xvfb", apt: "xvfb", dnf: "xorg-x11-server-Xvfb", sign: Sign::Program("Xvfb") },
    Need { name: "dbus-run-session", apt: "dbus", dnf: "dbus-daemon", sign: Sign::Program("dbus-run-session") },
    Need { name: "dbus-send", apt: "dbus-bin", dnf: "dbus-tools", sign: Sign::Program("dbus-send") },
    Need {
        name: "a secret service",
        apt: "gnome-keyring",
        dnf: "gnome-keyring",
        sign: Sign::Program("gnome-keyring-daemon"),
    },
    Need { name: "secret-tool", apt: "libsecret-tools", dnf: "libsecret", sign: Sign::Program("secret-tool") },
    Need {
        name: "WebKitWebDriver",
        apt: "webkit2gtk-driver",
        dnf: "webkit2gtk-driver",
        sign: Sign::Program("WebKitWebDriver"),
    },
];

/// The tests open what was exported in other programs.
pub(crate) const TESTS: [Need; 2] = [
    Need {
        name: "Python with openpyxl",
        apt: "python3-openpyxl",
        dnf: "python3-openpyxl",
        sign: Sign::Python("openpyxl"),
    },
    Need { name: "LibreOffice Calc", apt: "libreoffice-calc-nogui", dnf: "libreoffice-calc", sign: Sign::Spreadsheet },
];

/// The peers of the benchmark live in a Python environment of their own.
pub(crate) const PEERS: [Need; 1] =
    [Need { name: "Python with venv", apt: "python3-venv", dnf: "python3", sign: Sign::Python("ensurepip") }];

/// What a download is measured beside.
pub(crate) const CURL: [Need; 1] = [Need { name: "curl", apt: "curl", dnf: "curl", sign: Sign::Program("curl") }];

impl Need {
    /// Whether the machine lacks it.
    pub(crate) fn is_missing(&self) -> bool {
        !match self.sign {
            Sign::Program(name) => on_path(name),
            Sign::Library(name) => Program::new("pkg-config").args(["--exists", name]).succeeds(),
            Sign::Perl(modules) => {
                let wanted = modules.iter().map(|module| format!("-M{module}"));
                Program::new("perl").args(wanted.chain(["-e1".to_owned()])).succeeds()
            }
            Sign::Python(module) => Program::new(python()).args(["-c", &format!("import {module}")]).succeeds(),
            Sign::Spreadsheet => has_spreadsheet(),
        }
    }
}

/// The Python that tests and peers use: the system's where there is one, since that is the one that packages add to. A
/// person's own may lie before it on the search path.
pub(crate) fn python() -> &'static str {
    const SYSTEM: &str = "/usr/bin/python3";
    if Path::new(SYSTEM).exists() { SYSTEM } else { "python3" }
}

/// Whether a program of that name is on the search path.
pub(crate) fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// LibreOffice comes in parts: the program alone opens no spreadsheet.
fn has_spreadsheet() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .filter_map(|folder| folder.join("soffice").canonicalize().ok())
        .any(|program| program.parent().is_some_and(|folder| folder.join("libsclo.so").is_file() || is_wrapper(folder)))
}

/// Distributions that start it through a script in the search path keep the program elsewhere.
fn is_wrapper(folder: &Path) -> bool {
    folder.ends_with("bin") && on_path("localc")
}
