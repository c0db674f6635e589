//! A program on the desktop.

use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

use super::wait_until;

/// A program with all that it started. They end with it.
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts a command that leads a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Running {
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
        Running { child }
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How it ended, if it did in time.
    pub(crate) fn wait_for_end(&mut self, within: Duration) -> Option<ExitStatus> {
        wait_until(within, || self.child.try_wait().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).output();
        let _ = self.child.wait();
    }
}
