//! Progress on standard error: which step of how many, how long it took, and that it still lives.
//!
//! On a terminal the line of the running step shows the seconds and the last line of the program at work; elsewhere a
//! long step adds a note each minute, so that a log shows it alive without filling up.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::failure::Failure;

const NOTE_EVERY: Duration = Duration::from_secs(60);
const REDRAW_EVERY: Duration = Duration::from_millis(250);
/// What fits beside step and time on a narrow terminal.
const LAST_LINE_CHARS: usize = 48;

/// The steps of one command.
pub(crate) struct Progress {
    steps: usize,
    done: usize,
    title: String,
    began: Instant,
    step_began: Instant,
    drawn: Instant,
    terminal: bool,
}

impl Progress {
    /// A command of so many steps.
    pub(crate) fn of(steps: usize) -> Progress {
        let now = Instant::now();
        let terminal = std::io::stderr().is_terminal();
        Progress { steps, done: 0, title: String::new(), began: now, step_began: now, drawn: now, terminal }
    }

    /// Runs one step under its title. What it returns is passed on.
    pub(crate) fn step<T>(
        &mut self,
        title: &str,
        work: impl FnOnce(&mut Progress) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.done += 1;
        title.clone_into(&mut self.title);
        self.step_began = Instant::now();
        self.drawn = self.step_began;
        self.write(&format!("{} … ", self.head()));
        let outcome = work(self);
        let word = if outcome.is_ok() { "" } else { "failed after " };
        let line = format!("{word}{}", spoken(self.step_began.elapsed()));
        if self.terminal {
            self.write(&format!("\r\x1b[K{} … {line}\n", self.head()))
        } else {
            self.write(&format!("{line}\n"))
        }
        outcome
    }

    /// The program at work said something, or nothing for a while.
    pub(crate) fn tick(&mut self, last_line: &str) {
        let every = if self.terminal { REDRAW_EVERY } else { NOTE_EVERY };
        if self.drawn.elapsed() < every {
            return;
        }
        self.drawn = Instant::now();
        let spent = spoken(self.step_began.elapsed());
        if self.terminal {
            let shown: String = last_line.trim().chars().take(LAST_LINE_CHARS).collect();
            self.write(&format!("\r\x1b[K{} … {spent}  {shown}", self.head()));
        } else {
            self.write(&format!("({spent}) "));
        }
    }

    /// A line of its own under the running step.
    pub(crate) fn note(&mut self, line: &str) {
        let start = if self.terminal { "\r\x1b[K" } else { "\n" };
        self.write(&format!("{start}      {line}\n"));
        if !self.terminal {
            self.write("      … ");
        }
    }

    /// How long the command has taken so far.
    pub(crate) fn elapsed(&self) -> String {
        spoken(self.began.elapsed())
    }

    fn head(&self) -> String {
        format!("[{}/{}] {}", self.done, self.steps, self.title)
    }

    fn write(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        let _ = err.write_all(text.as_bytes());
        let _ = err.flush();
    }
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {} s", seconds / 60, seconds % 60) }
}
