//! What goes wrong on purpose: refusals, error pages, stalls, cuts, redirects, each for some requests only.
//!
//! Owns which fault meets which request. What a fault looks like on the wire lies in `server`.

use interaction::Period;
use serde::Deserialize;

use crate::Dialect;

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A refusal, with its status.
    Refuse(Refusal),
    /// A refusal's body with status 200.
    RefuseWithin200(Refusal),
    /// An HTML page of a server or gateway in trouble, with its status.
    Page(Page),
    /// Such a page with status 200.
    PageWithin200(Page),
    /// 404 with a JSON body of the usual shape, as if the period were empty.
    NothingFound,
    /// 200 with a JSON value that is no answer of this API.
    Nonsense,
    /// The connection ends without a single byte.
    Reset,
    /// Nothing comes, until the client hangs up.
    StallBeforeFirstByte,
    /// Nothing more comes after so many bytes of the answer, until the client hangs up.
    StallAfter(u64),
    /// The connection ends after so many bytes of the answer.
    DropAfter(u64),
    /// The answer ends properly as HTTP after so many bytes, in the middle of its JSON.
    CutAfter(u64),
    /// The answer is whole as JSON but lacks so many of the records that its `msg` counts.
    Withhold(u64),
    /// The first byte comes after so many milliseconds.
    DelayMillis(u64),
    /// So many bytes a second, before compression.
    BytesPerSecond(u64),
    /// A redirect to the same address, with a mark by which it is answered the second time.
    RedirectHere,
    /// A redirect to the same address, for ever.
    RedirectRound,
    /// A redirect to another origin (`http://127.0.0.1:1234`), with path and query.
    RedirectTo(String),
    /// Another limit of records for this response.
    RecordLimit(u64),
    /// Another limit of bytes for this response.
    ByteLimit(u64),
    /// Another way of printing.
    Speak(Box<Dialect>),
    /// No compression, whatever the client accepts.
    Uncompressed,
}

/// The refusals that the vendor documents or clients have met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// 400: no such report.
    NoSuchApi,
    /// 400: a date is missing or malformed.
    ParametersRequired,
    /// 400: the range is too long. The vendor documents the limit, not the text.
    RangeTooLong,
    /// 401: no token sent.
    TokenMissing,
    /// 403: wrong, expired or revoked token.
    TokenRefused,
    /// 403: the day's quota is spent.
    QuotaSpent,
    /// 403: too many requests at the same time.
    TooManyAtOnce,
    /// 403: maintenance or backup. Its text is documented nowhere.
    Maintenance,
}

/// HTML pages of servers and gateways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// 404
    NotFound,
    /// 500
    InternalError,
    /// 502
    BadGateway,
    /// 503
    Unavailable,
    /// 504
    GatewayTimeout,
}

/// Which requests a fault meets, by when they come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The next so many.
    Next(u32),
    /// All.
    Always,
    /// Those whose window touches the period.
    Within(Period),
    /// Those whose window has more seconds than this: what a server does to requests that ask too much.
    LongerThan(u64),
}

/// Which requests a fault meets, by what they ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// Interactions (`chat_4`).
    #[default]
    Interactions,
    /// The small reports.
    SmallReports,
    /// Everything.
    All,
}

/// The faults in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    fault: Fault,
    when: When,
    on: On,
}

impl Faults {
    /// No faults.
    #[must_use]
    pub const fn none() -> Self {
        Self { rules: Vec::new() }
    }

    /// Adds a fault for the next `count` requests for interactions.
    #[must_use]
    pub fn next(self, count: u32, fault: Fault) -> Self {
        self.on(On::Interactions, When::Next(count), fault)
    }

    /// Adds a fault for every request for interactions.
    #[must_use]
    pub fn always(self, fault: Fault) -> Self {
        self.on(On::Interactions, When::Always, fault)
    }

    /// Adds a fault for every request for interactions whose window touches the period.
    #[must_use]
    pub fn within(self, period: Period, fault: Fault) -> Self {
        self.on(On::Interactions, When::Within(period), fault)
    }

    /// Adds a fault for requests of a kind.
    #[must_use]
    pub fn on(mut self, on: On, when: When, fault: Fault) -> Self {
        self.rules.push(Rule { fault, when, on });
        self
    }

    /// Whether no fault is in force any more.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The faults that meet a request for interactions or for a small report; those for the next few are used up by
    /// it, one after another.
    pub(crate) fn meet(&mut self, asked: On, window: Option<Period>) -> Vec<Fault> {
        let mut met = Vec::new();
        let mut spent_a_turn = false;
        for rule in &mut self.rules {
            if !rule.on.means(asked) || !rule.when.holds(window) {
                continue;
            }
            if let When::Next(count) = &mut rule.when {
                // Faults for the next requests queue up: the second begins when the first is used up.
                if spent_a_turn {
                    continue;
                }
                *count -= 1;
                spent_a_turn = true;
            }
            met.push(rule.fault.clone());
        }
        self.rules.retain(|rule| rule.when != When::Next(0));
        met
    }
}

impl On {
    fn means(self, asked: Self) -> bool {
        self == Self::All || self == asked
    }
}

impl When {
    fn holds(&self, window: Option<Period>) -> bool {
        match self {
            Self::Next(count) => *count > 0,
            Self::Always => true,
            Self::Within(period) => window.is_some_and(|window| window.touches(*period)),
            Self::LongerThan(seconds) => window.is_some_and(|window| window.seconds() > *seconds),
        }
    }
}

impl Refusal {
    /// Status, `error` and `msg`.
    pub(crate) const fn texts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::NoSuchApi => (400, "BAD REQUEST", "THE API YOU WANT TO CONSULT DOES NOT EXIST"),
            Self::ParametersRequired => (400, "BAD REQUEST", "SOME PARAMETERS ARE REQUIRED"),
            Self::RangeTooLong => (400, "BAD REQUEST", "THE DATE RANGE EXCEEDS THE LIMIT OF DAYS"),
            Self::TokenMissing => (401, "UNAUTHORIZED", "PLEASE ENTER THE WOLKVOX-TOKEN"),
            Self::TokenRefused => (403, "FORBIDDEN", "PLEASE VALIDATE TOKEN"),
            Self::QuotaSpent => (403, "FORBIDDEN", "TOKEN LIMIT EXCEEDED"),
            Self::TooManyAtOnce => (403, "FORBIDDEN", "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)"),
            Self::Maintenance => (403, "FORBIDDEN", "THE SERVER IS UNDER MAINTENANCE, PLEASE TRY AGAIN LATER"),
        }
    }
}

impl Page {
    /// Status and headline.
    pub(crate) const fn texts(self) -> (u16, &'static str) {
        match self {
            Self::NotFound => (404, "Not Found"),
            Self::InternalError => (500, "Internal Server Error"),
            Self::BadGateway => (502, "Bad Gateway"),
            Self::Unavailable => (503, "Service Temporarily Unavailable"),
            Self::GatewayTimeout => (504, "Gateway Time-out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_for_the_next_requests_queue_up_and_are_used_up() {
        let mut faults = Faults::none().next(2, Fault::Reset).next(1, Fault::Nonsense);
        assert!(faults.meet(On::SmallReports, None).is_empty(), "a small report uses none up");
        assert_eq!(faults.meet(On::Interactions, None), [Fault::Reset]);
        assert_eq!(faults.meet(On::Interactions, None), [Fault::Reset]);
        assert_eq!(faults.meet(On::Interactions, None), [Fault::Nonsense]);
        assert!(faults.meet(On::Interactions, None).is_empty() && faults.is_empty());
    }

    #[test]
    fn a_fault_within_a_period_meets_the_windows_that_touch_it() {
        let second = |n| interaction::Moment::from_seconds(n);
        let period = |from, to| Period::new(second(from), second(to)).unwrap();
        let mut faults = Faults::none().within(period(10, 20), Fault::Reset);
        assert_eq!(faults.meet(On::Interactions, Some(period(20, 30))), [Fault::Reset]);
        assert!(faults.meet(On::Interactions, Some(period(21, 30))).is_empty());
        let mut faults = Faults::none().on(On::All, When::LongerThan(10), Fault::Reset);
        assert!(faults.meet(On::Interactions, Some(period(1, 10))).is_empty());
        assert_eq!(faults.meet(On::Interactions, Some(period(1, 11))), [Fault::Reset]);
    }
}
