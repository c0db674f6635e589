//! Watches the client: what it asked for, when, and which of the vendor's rules it broke.
//!
//! Never keeps the token's text, only whether it was the right one.

use std::collections::BTreeMap;
use std::time::Instant;

use interaction::{Moment, Period, Window};
use serde::{Serialize, Serializer};

/// What the judge saw.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Judgement {
    /// Every request, in the order they began.
    pub requests: Vec<Seen>,
    /// The greatest number of requests that were open at the same time.
    pub most_at_once: usize,
    /// The rules that were broken, a sentence each, with the request's number.
    pub broken: Vec<String>,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// Its number, from 1.
    pub number: usize,
    /// The path.
    pub path: String,
    /// The query as sent.
    pub query: String,
    /// The report asked for (`chat_4`); empty if none.
    pub report: String,
    /// The window asked for, where both dates can be read.
    #[serde(serialize_with = "as_two_dates")]
    pub window: Option<Period>,
    /// What was sent as the token.
    pub token: TokenSeen,
    /// Some headers: host, user-agent, accept, accept-encoding, `wolkvox_server`.
    pub headers: BTreeMap<String, String>,
    /// The answer's status; 0 while there is none.
    pub status: u16,
    /// When it began, in milliseconds since the server's start.
    pub began_ms: u64,
    /// When its answer had left, or the client had hung up.
    pub ended_ms: Option<u64>,
    /// Whether the whole answer left, without a cut or a limit.
    pub complete: bool,
    /// How many records its answer held.
    pub records: u64,
}

/// What was sent as the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenSeen {
    /// The right one.
    Right,
    /// Another one.
    Wrong,
    /// None.
    Missing,
}

impl Judgement {
    /// The windows of all requests for interactions, in the order they began.
    #[must_use]
    pub fn windows(&self) -> Vec<Period> {
        self.requests.iter().filter(|seen| seen.report == "chat_4").filter_map(|seen| seen.window).collect()
    }
}

/// The judge at work.
pub(crate) struct Judge {
    started: Instant,
    open: usize,
    seen: Judgement,
    /// Windows whose answers the client got whole.
    got: Vec<Period>,
    /// Windows whose answers were cut, limited or refused: their parts may be asked for again.
    failed: Vec<Period>,
}

impl Judge {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), open: 0, seen: Judgement::default(), got: Vec::new(), failed: Vec::new() }
    }

    pub(crate) fn judgement(&self) -> Judgement {
        self.seen.clone()
    }

    /// Forgets all requests that have ended.
    pub(crate) fn forget(&mut self) {
        let started = self.started;
        // Requests that are still open keep their places, so that their ends find them.
        let open = self.seen.requests.iter().rposition(|seen| seen.ended_ms.is_none()).is_some();
        if !open {
            *self = Self { started, ..Self::new() };
        }
    }

    /// How many requests are open.
    pub(crate) const fn open(&self) -> usize {
        self.open
    }

    /// A request begins. Returns its number.
    pub(crate) fn begin(&mut self, mut seen: Seen, now: Option<Moment>) -> usize {
        seen.number = self.seen.requests.len() + 1;
        seen.began_ms = self.clock();
        self.open += 1;
        self.seen.most_at_once = self.seen.most_at_once.max(self.open);
        let mut broken = Vec::new();
        if self.open > 1 {
            broken.push("another request of the token is still open".to_owned());
        }
        if seen.token == TokenSeen::Missing {
            broken.push("the token is missing".to_owned());
        }
        if let Some(window) = seen.window {
            broken.extend(broken_by(window, now).into_iter().map(str::to_owned));
            broken.extend((seen.report == "chat_4").then(|| self.overlap(window)).flatten());
        }
        let number = seen.number;
        self.seen.requests.push(seen);
        for rule in broken {
            self.breaks(number, &rule);
        }
        number
    }

    /// A rule was broken by a request.
    pub(crate) fn breaks(&mut self, number: usize, rule: &str) {
        self.seen.broken.push(format!("request {number}: {rule}"));
    }

    /// A request got its status and so many records.
    pub(crate) fn answers(&mut self, number: usize, status: u16, records: u64) {
        if let Some(seen) = self.seen.requests.get_mut(number - 1) {
            (seen.status, seen.records) = (status, records);
        }
    }

    /// A request ended, its answer complete or not.
    pub(crate) fn end(&mut self, number: usize, complete: Complete) {
        let clock = self.clock();
        self.open -= 1;
        let Some(seen) = self.seen.requests.get_mut(number - 1) else { return };
        seen.ended_ms = Some(clock);
        seen.complete = complete == Complete::Whole;
        let (Some(window), "chat_4") = (seen.window, seen.report.as_str()) else { return };
        match complete {
            Complete::Whole => {
                self.got.retain(|earlier| !earlier.touches(window));
                self.got.push(window);
            }
            Complete::Part => self.failed.push(window),
        }
    }

    /// A window that shares a part with a window whose answer the client has: allowed only where it replaces the
    /// whole of it, or where both are parts of a request that failed.
    fn overlap(&self, window: Period) -> Option<String> {
        let earlier = self.got.iter().find(|earlier| {
            let split = || self.failed.iter().any(|failed| failed.covers(window) && failed.covers(**earlier));
            window.touches(**earlier) && !window.covers(**earlier) && !split()
        })?;
        Some(format!("the window overlaps in part with one already got, {} to {}", earlier.from(), earlier.to()))
    }

    fn clock(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Whether a request's answer reached the client as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Complete {
    Whole,
    Part,
}

fn broken_by(window: Period, now: Option<Moment>) -> Vec<&'static str> {
    let mut broken = Vec::new();
    if window.seconds() > 31 * 86_400 {
        broken.push("the window is longer than 31 days");
    }
    if Window::new(window.from(), window.to()).is_none() {
        broken.push("the window crosses a month's end");
    }
    if now.is_some_and(|now| window.to() > now) {
        broken.push("the window reaches into the future");
    }
    broken
}

fn as_two_dates<S: Serializer>(window: &Option<Period>, serializer: S) -> Result<S::Ok, S::Error> {
    window.map(|window| [window.from().to_string(), window.to().to_string()]).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(from: &str, to: &str) -> Seen {
        let window = Period::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap());
        Seen {
            number: 0,
            path: String::new(),
            query: String::new(),
            report: "chat_4".to_owned(),
            window,
            token: TokenSeen::Right,
            headers: BTreeMap::new(),
            status: 0,
            began_ms: 0,
            ended_ms: None,
            complete: false,
            records: 0,
        }
    }

    fn ask(judge: &mut Judge, from: &str, to: &str, complete: Complete) {
        let number = judge.begin(seen(from, to), Moment::parse("2026-06-01 12:00:00"));
        judge.end(number, complete);
    }

    #[test]
    fn tiles_and_whole_replacements_break_no_rule() {
        let mut judge = Judge::new();
        ask(&mut judge, "2026-01-01", "2026-01-10 23:59:59", Complete::Whole);
        ask(&mut judge, "2026-01-11", "2026-01-31 23:59:59", Complete::Whole);
        ask(&mut judge, "2026-01-01", "2026-01-31 23:59:59", Complete::Part);
        ask(&mut judge, "2026-01-01", "2026-01-16 23:59:59", Complete::Whole);
        ask(&mut judge, "2026-01-17", "2026-01-31 23:59:59", Complete::Whole);
        assert_eq!(judge.judgement().broken, Vec::<String>::new());
        assert_eq!(judge.judgement().most_at_once, 1);
    }

    #[test]
    fn every_rule_is_watched() {
        let mut judge = Judge::new();
        ask(&mut judge, "2026-01-01", "2026-02-10", Complete::Part);
        ask(&mut judge, "2026-06-01", "2026-06-01 12:00:01", Complete::Whole);
        ask(&mut judge, "2026-06-01 06:00:00", "2026-06-01 12:00:00", Complete::Whole);
        let first = judge.begin(Seen { token: TokenSeen::Missing, ..seen("2026-03-01", "2026-03-01") }, None);
        let second = judge.begin(seen("2026-03-02", "2026-03-02"), None);
        judge.end(first, Complete::Whole);
        judge.end(second, Complete::Whole);
        let broken = judge.judgement().broken.join("\n");
        for rule in
            ["1: the window is longer", "1: the window crosses", "2: the window reaches", "3: the window overlaps"]
        {
            assert!(broken.contains(rule), "{rule} in {broken}");
        }
        assert!(broken.contains("4: the token is missing") && broken.contains("5: another request"), "{broken}");
        assert_eq!(judge.judgement().most_at_once, 2);
    }
}
