//! Runs other programs: without input, their output kept back and handed over only when they fail.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::progress::Progress;

const LOOK_EVERY: Duration = Duration::from_millis(200);
/// What a program leaves running may hold its output open: after its end no more than this is waited for.
const DRAIN: Duration = Duration::from_secs(2);

/// A program with its arguments, ready to run.
pub(crate) struct Program {
    command: Command,
    spoken: String,
    limit: Option<Duration>,
}

impl Program {
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Program {
        let spoken = Path::new(name.as_ref()).file_name().unwrap_or(name.as_ref()).to_string_lossy().into_owned();
        let mut command = Command::new(name);
        command.stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_this_run(&name.to_string_lossy())) {
            command.env_remove(name);
        }
        Program { command, spoken, limit: None }
    }

    /// The cargo that runs this xtask.
    pub(crate) fn cargo() -> Program {
        Program::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).named("cargo")
    }

    /// Node's package manager: a batch file on Windows.
    pub(crate) fn npm() -> Program {
        Program::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).named("npm")
    }

    fn named(mut self, name: &str) -> Program {
        name.clone_into(&mut self.spoken);
        self
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Program {
        for arg in args {
            self.spoken.push(' ');
            self.spoken.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Program {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Program {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Program {
        self.command.env_remove(name);
        self
    }

    /// Ends the program, as failed, if it takes longer.
    pub(crate) fn at_most(mut self, limit: Duration) -> Program {
        self.limit = Some(limit);
        self
    }

    /// For who watches it while it runs.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    /// Whether it can be started and succeeds. What it says is dropped.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// What it says on standard output, if it can be started and succeeds.
    pub(crate) fn says(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it with its output on the terminal, and returns its exit code.
    pub(crate) fn in_the_open(mut self) -> Result<u8, Failure> {
        let status = self.command.status().map_err(|error| cannot_start(&self.spoken, &error))?;
        Ok(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1))
    }

    /// Runs it quietly. Its output comes back when it succeeds and goes into the failure when not.
    pub(crate) fn quietly(self, progress: &mut Progress) -> Result<String, Failure> {
        self.watched(progress, &mut |_| ())
    }

    /// The same, showing each line of its output to `seen` as it comes.
    pub(crate) fn watched(mut self, progress: &mut Progress, seen: &mut dyn FnMut(&str)) -> Result<String, Failure> {
        let child = self.command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| cannot_start(&self.spoken, &error))?;
        let lines = lines_of(&mut child);
        let mut log = Log { text: String::new(), progress, seen };
        let success = wait(&mut child, &lines, &mut log, self.limit)
            .map_err(|error| Failure::saying(format!("`{}` could not be watched: {error}", self.spoken)))?;
        if success { Ok(log.text) } else { Err(Failure::with_log(format!("`{}` failed", self.spoken), log.text)) }
    }
}

/// What a program has printed so far, and who is told of it.
struct Log<'a> {
    text: String,
    progress: &'a mut Progress,
    seen: &'a mut dyn FnMut(&str),
}

impl Log<'_> {
    fn add(&mut self, line: &str) {
        (self.seen)(line);
        self.text.push_str(line);
        self.text.push('\n');
        self.progress.tick(line);
    }
}

fn wait(child: &mut Child, lines: &Receiver<String>, log: &mut Log, limit: Option<Duration>) -> std::io::Result<bool> {
    let began = Instant::now();
    let mut ended: Option<(Instant, bool)> = None;
    loop {
        match lines.recv_timeout(LOOK_EVERY) {
            Ok(line) => log.add(&line),
            Err(RecvTimeoutError::Timeout) => log.progress.tick(""),
            Err(RecvTimeoutError::Disconnected) => return child.wait().map(|status| status.success()),
        }
        if let Some((at, success)) = ended {
            if at.elapsed() > DRAIN {
                return Ok(success);
            }
        } else if let Some(status) = child.try_wait()? {
            ended = Some((Instant::now(), status.success()));
        } else if limit.is_some_and(|limit| began.elapsed() > limit) {
            child.kill()?;
            child.wait()?;
            ended = Some((Instant::now(), false));
        }
    }
}

/// Both outputs, line by line, in the order they come.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (sender, lines) = channel();
    if let Some(out) = child.stdout.take() {
        pass_on(out, sender.clone());
    }
    if let Some(err) = child.stderr.take() {
        pass_on(err, sender);
    }
    lines
}

fn pass_on(output: impl Read + Send + 'static, lines: Sender<String>) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if lines.send(line).is_err() {
                break;
            }
            bytes.clear();
        }
    });
}

/// Variables that cargo sets for this program alone. A cargo started from here would pass them to build scripts, which
/// then differ from those of a cargo started by hand.
fn is_of_this_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || matches!(name, "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR")
}

fn cannot_start(program: &str, error: &std::io::Error) -> Failure {
    Failure::saying(format!("`{program}` could not be started: {error}"))
}
