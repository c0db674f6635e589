//! How a command ends when it does not succeed.

use std::io::Write as _;
use std::process::ExitCode;

/// Why a command could not go on: one sentence, what the failed program printed, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: String,
    log: String,
    code: u8,
}

impl Failure {
    /// Something that the person can put right from the sentence alone.
    pub(crate) fn saying(sentence: impl Into<String>) -> Failure {
        Failure { sentence: sentence.into(), log: String::new(), code: 1 }
    }

    /// The command line was not understood.
    pub(crate) fn usage(sentence: impl Into<String>) -> Failure {
        let sentence = format!("{}; `cargo xtask --help` lists what there is", sentence.into());
        Failure { sentence, log: String::new(), code: 2 }
    }

    /// A program failed: what it printed is shown above the sentence.
    pub(crate) fn with_log(sentence: impl Into<String>, log: String) -> Failure {
        Failure { sentence: sentence.into(), log, code: 1 }
    }

    /// Why, in a sentence.
    pub(crate) fn sentence(&self) -> &str {
        &self.sentence
    }

    /// What the failed program printed.
    pub(crate) fn log(&self) -> &str {
        &self.log
    }

    /// Writes log and sentence to standard error.
    pub(crate) fn report(self) -> ExitCode {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err);
        for line in self.log.trim_end().lines().filter(|line| !is_chatter(line)) {
            let _ = writeln!(err, "{line}");
        }
        let _ = writeln!(err, "\nxtask: {}", self.sentence);
        ExitCode::from(self.code)
    }
}

/// What cargo says on its way, which only buries what went wrong.
pub(crate) fn is_chatter(line: &str) -> bool {
    const STARTS: [&str; 6] = ["Compiling ", "Checking ", "Downloading ", "Downloaded ", "Updating ", "Locking "];
    STARTS.iter().any(|start| line.trim_start().starts_with(start))
}
