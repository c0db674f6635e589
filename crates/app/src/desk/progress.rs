//! How far a download is, from what it tells.

use std::time::Duration;

use download::Event;
use interaction::{Moment, Period};

use super::asking::number;
use super::{FailedWindow, Progress, Working};
use crate::Days;

/// Before so long nobody can tell how long the rest takes.
const TO_JUDGE: Duration = Duration::from_secs(2);
/// A guess beyond this helps nobody.
const LONGEST_GUESS: f64 = 86_400.0;

/// Follows a download.
pub(super) struct Tracker {
    progress: Progress,
    /// What has to be stored yet; `None` before the plan is made.
    left: Option<Vec<Period>>,
    /// How many seconds of the operation's time the plan covers.
    planned_seconds: u64,
    /// When the first request was made, since the start.
    asking_since: Option<Duration>,
    asked: u32,
}

impl Tracker {
    /// A download of these days that has not begun.
    pub(super) fn new(operation: String, days: Days) -> Self {
        let progress = Progress {
            operation,
            from: days.from,
            to: days.to,
            state: Working::Asking,
            asking: None,
            requests: 0,
            planned: 0,
            days_done: 0,
            days: days.count(),
            records: 0,
            seconds_left: None,
            failed: Vec::new(),
        };
        Self { progress, left: None, planned_seconds: 0, asking_since: None, asked: 0 }
    }

    /// How far it is.
    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Hears an event, so long after the start.
    pub(super) fn hear(&mut self, event: &Event, since_start: Duration) {
        match event {
            Event::WaitingForToken => self.progress.state = Working::WaitingForToken,
            Event::Planned { requests, stretches, .. } => {
                self.progress.planned = number(*requests);
                self.planned_seconds = stretches.iter().map(|stretch| stretch.period().seconds()).sum();
                self.left = Some(stretches.iter().map(|stretch| stretch.period()).collect());
                self.progress.state = if stretches.is_empty() { Working::Settling } else { Working::Asking };
            }
            Event::Asking { window } => {
                self.asked += 1;
                self.progress.asking = Some(Days::of(window.period()));
                self.asking_since.get_or_insert(since_start);
                self.progress.state = Working::Asking;
            }
            // A request that stores nothing.
            Event::Quota { .. } => self.asked += 1,
            Event::Arrived { records } => self.progress.records = number(*records),
            Event::Stored { window, .. } => self.stored(window.period()),
            Event::Split { parts, .. } => {
                self.progress.asking = None;
                self.progress.planned = self.progress.planned.saturating_add(number(*parts));
            }
            Event::Retrying { reason, wait } => {
                self.progress.asking = None;
                self.progress.planned = self.progress.planned.saturating_add(1);
                let seconds = number(wait.as_secs().max(1));
                self.progress.state = Working::Retrying { reason: reason.code().to_owned(), seconds };
            }
            Event::WindowFailed { window, reason } => {
                self.progress.asking = None;
                let (from, to) = (window.from().to_string(), window.to().to_string());
                self.progress.failed.push(FailedWindow { from, to, reason: reason.code().to_owned() });
            }
        }
        self.count(since_start);
    }

    fn stored(&mut self, stored: Period) {
        self.progress.asking = None;
        let Some(left) = &mut self.left else { return };
        *left = left.iter().flat_map(|part| part.gaps([stored].into_iter())).collect();
        if left.is_empty() {
            self.progress.state = Working::Settling;
        }
    }

    fn count(&mut self, since_start: Duration) {
        let progress = &mut self.progress;
        progress.requests = self.asked.saturating_sub(u32::from(progress.asking.is_some()));
        progress.planned = progress.planned.max(self.asked);
        let Some(left) = &self.left else { return };
        let is_left = |day: Period| left.iter().any(|part| part.touches(day));
        progress.days_done = number(days(progress.from, progress.to).filter(|day| !is_left(*day)).count());
        let seconds: u64 = left.iter().map(|part| part.seconds()).sum();
        progress.seconds_left = self.asking_since.and_then(|began| {
            let (done, took) = (self.planned_seconds.checked_sub(seconds)?, since_start.checked_sub(began)?);
            let guess = took.as_secs_f64() * seconds as f64 / done as f64;
            (done > 0 && took >= TO_JUDGE && guess <= LONGEST_GUESS).then(|| guess.ceil() as u32)
        });
    }
}

/// The days from one to another as stretches of time.
fn days(from: crate::Day, to: crate::Day) -> impl Iterator<Item = Period> {
    let whole = Days { from, to }.period();
    let first = whole.from().seconds() / 86_400;
    let last = whole.to().seconds() / 86_400;
    (first..=last).map(|day| {
        let start = Moment::from_seconds(day * 86_400);
        Period::between(start, start.end_of_day())
    })
}

#[cfg(test)]
mod tests {
    use download::Reason;
    use interaction::Window;

    use super::*;

    fn window(from: &str, to: &str) -> Window {
        Window::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap()).unwrap()
    }

    fn tracker(from: &str, to: &str) -> Tracker {
        let days = Days::of(window(from, to).period());
        Tracker::new("x".to_owned(), days)
    }

    #[test]
    fn days_are_done_when_all_of_them_is_stored() {
        let mut tracker = tracker("2026-11-01", "2026-11-10 12:00:00");
        let stretches = vec![window("2026-11-03", "2026-11-08 23:59:59"), window("2026-11-09", "2026-11-10 12:00:00")];
        tracker.hear(&Event::Planned { requests: 2, stretches, records: None }, Duration::ZERO);
        let seen = |tracker: &Tracker| {
            let progress = tracker.progress();
            (progress.days_done, progress.requests, progress.planned, progress.seconds_left)
        };
        assert_eq!((tracker.progress().days, seen(&tracker)), (10, (2, 0, 2, None)));
        let first = window("2026-11-03", "2026-11-08 23:59:59");
        tracker.hear(&Event::Asking { window: first }, Duration::from_secs(1));
        assert_eq!(seen(&tracker), (2, 0, 2, None));
        tracker.hear(&Event::Stored { window: first, records: 9 }, Duration::from_secs(13));
        // Six days took twelve seconds; a day and a half are left.
        assert_eq!(seen(&tracker), (8, 1, 2, Some(4)));
        let last = window("2026-11-09", "2026-11-10 12:00:00");
        tracker.hear(&Event::Asking { window: last }, Duration::from_secs(13));
        tracker.hear(&Event::Stored { window: last, records: 1 }, Duration::from_secs(15));
        assert_eq!(seen(&tracker), (10, 2, 2, Some(0)));
        assert_eq!(tracker.progress().state, Working::Settling);
    }

    #[test]
    fn splits_and_retries_cost_more_and_failures_are_named() {
        let mut tracker = tracker("2026-11-01", "2026-11-02");
        let whole = window("2026-11-01", "2026-11-02");
        tracker.hear(&Event::Planned { requests: 1, stretches: vec![whole], records: None }, Duration::ZERO);
        tracker.hear(&Event::Asking { window: whole }, Duration::ZERO);
        let wait = Duration::from_millis(1500);
        tracker.hear(&Event::Retrying { reason: Reason::TimedOut, wait }, Duration::ZERO);
        assert!(matches!(&tracker.progress().state, Working::Retrying { reason, seconds: 1 } if reason == "timed_out"));
        tracker.hear(&Event::Asking { window: whole }, Duration::ZERO);
        tracker.hear(&Event::Split { window: whole, reason: None, parts: 2 }, Duration::ZERO);
        assert_eq!((tracker.progress().requests, tracker.progress().planned), (2, 4));
        tracker.hear(&Event::WindowFailed { window: whole, reason: Reason::NotOffered }, Duration::ZERO);
        assert_eq!(tracker.progress().failed.len(), 1);
        assert_eq!(tracker.progress().days_done, 0);
    }
}
