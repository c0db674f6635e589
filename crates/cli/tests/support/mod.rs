//! A stage for the real binary: a simulator over HTTP, a home and a temporary folder of its own, no keychain, and
//! nothing of this process's environment.

#[cfg(target_os = "linux")]
pub mod session;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use serde_json::Value;
use simulator::{Settings, Simulator};
use tempfile::TempDir;

/// The token that every simulator of these tests takes.
pub const TOKEN: &str = "7b2274f0c0ffee5ec4e7d00d0123456789abcdef";
/// The operation's name.
pub const NAME: &str = "Ventas";

/// The stage.
pub struct Stage {
    pub folder: TempDir,
    pub simulator: Simulator,
    /// 64 hexadecimal digits.
    pub key: String,
    _runtime: tokio::runtime::Runtime,
}

/// How a run ended and what it printed.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    /// Tells the signal where there is no code.
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Stage {
    /// A stage whose server holds what the settings say.
    pub fn new(settings: Settings) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let settings = Settings { token: Some(TOKEN.to_owned()), ..settings };
        let simulator = runtime.block_on(Simulator::start(settings)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for part in ["home", "tmp", "cwd"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        Self { folder, simulator, key: "a7".repeat(32), _runtime: runtime }
    }

    /// A stage with the operation connected.
    pub fn connected(settings: Settings) -> Self {
        let stage = Self::new(settings);
        let (server, url) = (stage.server(), stage.simulator.base_url());
        let added = stage.run(&["operation", "add", NAME, "--server", &server, "--base-url", &url]);
        assert_eq!(added.code, Some(0), "{added:?}");
        stage
    }

    /// A stage with the operation connected and a period downloaded.
    pub fn downloaded(settings: Settings) -> Self {
        let (from, to) = (settings.period.from(), settings.period.to());
        let stage = Self::connected(settings);
        let period = [from, to].map(|moment| moment.to_string().replace(' ', "T"));
        let done = stage.run(&["download", NAME, "--from", &period[0], "--to", &period[1]]);
        assert_eq!(done.code, Some(0), "{done:?}");
        stage
    }

    /// A server's name of its own, as people paste it: stages that share one would wait for each other's token.
    pub fn server(&self) -> String {
        let url = self.simulator.base_url();
        format!("wv{}", url.rsplit(':').next().unwrap_or_default())
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A path where files of the test may lie.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("cwd").join(name)
    }

    /// The binary with its surroundings, in Spanish.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let folder = |name: &str| self.folder.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_traza-cli"));
        command.env_clear();
        // Windows' sockets and libraries do not work without these.
        for name in ["SystemRoot", "windir", "PATH"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
            .args(arguments)
            .current_dir(folder("cwd"))
            .env("HOME", folder("cwd"))
            .env("TMPDIR", folder("tmp"))
            .env("TEMP", folder("tmp"))
            .env("TMP", folder("tmp"))
            .env("LANG", "es_CO.UTF-8")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
            .env("TRAZA_HOME", folder("home"))
            .env("TRAZA_TOKEN", TOKEN)
            .env("TRAZA_ARCHIVE_KEY", &self.key)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the binary to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs the binary and reads its one line of JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, Some(0), "{arguments:?} {ran:?}");
        ran.json()
    }

    /// Runs `query --json` with filters.
    pub fn query(&self, filters: &[&str]) -> Value {
        self.json(&[&["query", NAME], filters].concat())
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), status: output.status, out: text(output.stdout), err: text(output.stderr) }
    }

    /// The result for programs.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error for programs: the last line of standard error.
    pub fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Starts a command, writes to its standard input, and waits for its end.
pub fn with_input(mut command: Command, input: &str) -> Ran {
    let mut child: Child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::of(child.wait_with_output().unwrap())
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Settings of a small operation in March 2026.
pub fn small(records: u64) -> Settings {
    let moment = |text| interaction::Moment::parse(text).unwrap();
    let period = interaction::Period::new(moment("2026-03-01"), moment("2026-03-31 23:59:59")).unwrap();
    Settings { records, period, ..Settings::default() }
}
