//! A program whose memory is looked at while it runs.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::progress::Progress;

const LOOK_EVERY: Duration = Duration::from_millis(50);
const MEGABYTE: f64 = 1_000_000.0;
/// Into so many parts of equal time a run is cut.
const PARTS: usize = 10;

/// What a program held, and when.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Seconds since its start, and bytes.
    seen: Vec<(f64, u64)>,
    /// The most that it ever held, as the system has it.
    peak: u64,
}

/// What a program took and said.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) seconds: f64,
    pub(crate) memory: Memory,
    /// Its standard output.
    pub(crate) said: String,
}

/// Runs a program to its end. It must not say much: nobody listens before.
pub(crate) fn watch(mut command: Command, progress: &mut Progress) -> Result<Watched, Failure> {
    let broken = |error: std::io::Error| Failure::saying(format!("a measured program could not be run: {error}"));
    let began = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(broken)?;
    let mut memory = Memory::default();
    while child.try_wait().map_err(broken)?.is_none() {
        memory.look(child.id(), began.elapsed());
        progress.tick(&memory.spoken());
        std::thread::sleep(LOOK_EVERY);
    }
    let seconds = began.elapsed().as_secs_f64();
    let output = child.wait_with_output().map_err(broken)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(Watched { seconds, memory, said })
    } else {
        Err(Failure::with_log("a measured program failed", said))
    }
}

impl Memory {
    /// Looks once. Where the system does not tell, nothing is noted.
    fn look(&mut self, program: u32, since: Duration) {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{program}/status")) else { return };
        if let Some(now) = bytes(&status, "VmRSS:") {
            self.seen.push((since.as_secs_f64(), now));
        }
        self.peak = self.peak.max(bytes(&status, "VmHWM:").unwrap_or(0));
    }

    /// The last look, for a line of progress.
    fn spoken(&self) -> String {
        self.seen.last().map(|(_, bytes)| format!("{:.0} MB", *bytes as f64 / MEGABYTE)).unwrap_or_default()
    }

    /// The most that it ever held, in megabytes.
    pub(crate) fn peak(&self) -> f64 {
        self.peak as f64 / MEGABYTE
    }

    /// The highest look in each part of the run, in megabytes. Empty where the system did not tell.
    pub(crate) fn by_parts(&self) -> Vec<f64> {
        let Some((end, _)) = self.seen.last() else { return Vec::new() };
        let mut parts = vec![0_u64; PARTS];
        for (at, bytes) in &self.seen {
            let part = (at / end.max(f64::EPSILON) * PARTS as f64) as usize;
            if let Some(highest) = parts.get_mut(part.min(PARTS - 1)) {
                *highest = (*highest).max(*bytes);
            }
        }
        parts.into_iter().map(|bytes| bytes as f64 / MEGABYTE).collect()
    }

    /// How much higher the last part of the run was than the second: 1 where memory is flat. In the first the program
    /// gets what it needs to work at all.
    pub(crate) fn growth(&self) -> Option<f64> {
        let parts = self.by_parts();
        let (early, late) = (parts.get(1)?, parts.last()?);
        (*early > 0.0).then(|| late / early)
    }
}

fn bytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_compares_the_end_with_the_beginning() {
        let mut memory = Memory { seen: (0..=100).map(|second| (f64::from(second), 50_000_000)).collect(), peak: 0 };
        assert_eq!((memory.growth(), memory.by_parts().len()), (Some(1.0), PARTS));
        memory.seen.push((101.0, 100_000_000));
        assert_eq!(memory.growth(), Some(2.0));
        assert_eq!(bytes("VmPeak:\t 1 kB\nVmRSS:\t    2048 kB\n", "VmRSS:"), Some(2_097_152));
    }
}
