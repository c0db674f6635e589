//! What a simulated operation is: how much it holds, of what kind, until when, and what its server allows.

use interaction::{Moment, Period};
use serde::Deserialize;

use crate::Dialect;

/// Everything that decides what a simulated server answers. Two servers with the same settings hold the same data.
#[derive(Clone)]
pub struct Settings {
    /// The seed of all data.
    pub seed: u64,
    /// How many interactions are created over the whole period.
    pub records: u64,
    /// When interactions are created.
    pub period: Period,
    /// The date by which a request's window selects.
    pub selects_by: SelectsBy,
    /// The operation's present: what happens later has not happened yet. `None`: long after the period, so everything
    /// has happened and no window lies in the future.
    pub now: Option<Moment>,
    /// The operation's server name.
    pub server: String,
    /// The token to accept; `None` for one of the simulator's own, made of the seed and the port.
    pub token: Option<String>,
    /// The port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// Kinds and sizes of the interactions.
    pub shape: Shape,
    /// What the server allows.
    pub limits: Limits,
    /// How the server prints.
    pub dialect: Dialect,
    /// Whether `/__judge` and `/__control` answer, for tests of other processes.
    pub control: bool,
}

/// The date by which the server selects interactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SelectsBy {
    /// By creation.
    #[default]
    Creation,
    /// By closing; open ones by creation, until they are closed.
    Closing,
}

/// Kinds and sizes of the interactions. Shares go from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Mean size of a record as JSON, in bytes.
    pub mean_bytes: u32,
    /// How unequal sizes are: the deviation of their logarithm. 0: all alike; 0.8: a few of ten times the mean.
    pub skew: f64,
    /// Share of e-mails among all; the rest are social posts.
    pub email: f64,
    /// Share of e-mails that are HTML.
    pub html: f64,
    /// Share of closed interactions whose survey is answered in the end.
    pub surveyed: f64,
    /// How scores are written.
    pub scale: Scale,
    /// Number of agents.
    pub agents: u32,
    /// Number of skills.
    pub skills: u32,
    /// Share of interactions that continue an earlier case.
    pub threads: f64,
    /// Share of interactions that are exactly equal to the one before.
    pub equal: f64,
    /// Share of interactions created in the same second as the one before.
    pub bursts: f64,
    /// Share of e-mails with attachments.
    pub attachments: f64,
    /// Share of interactions that are never closed.
    pub forgotten: f64,
}

/// How an operation's surveys are evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// `1` to `5`.
    #[default]
    OneToFive,
    /// `1` to `5` in halves: `4.5`.
    Halves,
    /// `Muy malo` to `Excelente`.
    Words,
}

/// What the server allows. `None` lifts a limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Records a response; the rest is cut off in silence.
    pub records: Option<u64>,
    /// Bytes of a response before compression; the body is cut off there.
    pub bytes: Option<u64>,
    /// Days a request.
    pub days: Option<u32>,
    /// Requests a day, shared by all reports.
    pub requests_a_day: Option<u32>,
    /// Requests at the same time.
    pub at_once: Option<usize>,
    /// What happens to windows that cross a month's end.
    pub month_ends: MonthEnds,
    /// Whether answers are compressed for clients that accept it.
    pub gzip: bool,
}

/// What the server does with windows that cross a month's end: wolkvox Manager refuses them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthEnds {
    /// Answers them.
    #[default]
    Crossed,
    /// Refuses them.
    Refused,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            records: 5_000,
            period: first_half_of_2026(),
            selects_by: SelectsBy::default(),
            now: None,
            server: "0042".to_owned(),
            token: None,
            port: 0,
            shape: Shape::default(),
            limits: Limits::default(),
            dialect: Dialect::default(),
            control: false,
        }
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            mean_bytes: 4_600,
            skew: 0.8,
            email: 0.7,
            html: 0.4,
            surveyed: 0.3,
            scale: Scale::default(),
            agents: 24,
            skills: 8,
            threads: 0.35,
            equal: 0.003,
            bursts: 0.03,
            attachments: 0.08,
            forgotten: 0.004,
        }
    }
}

impl Default for Limits {
    /// The vendor's limits, for an operation of twenty licences.
    fn default() -> Self {
        Self {
            records: Some(60_000),
            bytes: Some(268_435_456),
            days: Some(31),
            requests_a_day: Some(20_000),
            at_once: Some(2),
            month_ends: MonthEnds::default(),
            gzip: true,
        }
    }
}

impl Limits {
    /// No limits at all, answers compressed.
    #[must_use]
    pub fn none() -> Self {
        Self { records: None, bytes: None, days: None, requests_a_day: None, at_once: None, ..Self::default() }
    }
}

/// 2026-01-01 00:00:00 to 2026-06-30 23:59:59.
fn first_half_of_2026() -> Period {
    let (from, to) = (Moment::from_seconds(1_767_225_600), Moment::from_seconds(1_782_863_999));
    Period::new(from, to).unwrap_or_else(|| unreachable!("1767225600 comes before 1782863999"))
}
