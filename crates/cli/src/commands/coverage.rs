//! `coverage`.

use std::io::{self, Write};

use app::{Context, Coverage};
use archive::{DayCoverage, DayState, SelectsBy};
use export::Language;
use interaction::Period;
use serde::Serialize;

use crate::arguments::Output;
use crate::exit::Exit;
use crate::failed::Failed;
use crate::surroundings::Surroundings;
use crate::{messages, print, table};

/// What is known, for programs.
#[derive(Serialize)]
struct ForPrograms<'a> {
    selects_by: &'static str,
    days: Vec<Day<'a>>,
}

#[derive(Serialize)]
struct Day<'a> {
    date: String,
    state: &'static str,
    records: u64,
    changing: u64,
    gaps: Vec<Gap>,
    fetched_at: Option<String>,
    reason: Option<&'a str>,
    failed_at: Option<String>,
}

/// A part of a day that is past and not there, both ends included.
#[derive(Serialize)]
struct Gap {
    from: String,
    to: String,
}

pub(super) async fn run(
    context: Context,
    (name, period): (String, Option<Period>),
    output: Output,
    around: Surroundings,
) -> Result<Exit, Failed> {
    let coverage = around.blocking(move || Ok(app::coverage(&context, &name, period)?)).await?;
    match output {
        Output::Json => print::json(&for_programs(&coverage))?,
        Output::Text => for_people(&coverage, around.language())?,
    }
    Ok(Exit::Done)
}

fn for_programs(coverage: &Coverage) -> ForPrograms<'_> {
    let selects_by = match coverage.selects_by {
        SelectsBy::Creation => "creation",
        SelectsBy::Closing => "closing",
        SelectsBy::Unknown => "unknown",
    };
    ForPrograms { selects_by, days: coverage.days.iter().map(Day::of).collect() }
}

fn for_people(coverage: &Coverage, language: Language) -> io::Result<()> {
    if coverage.days.is_empty() {
        print::remark(&messages::nothing_downloaded(language));
        return Ok(());
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", messages::period_by(coverage.selects_by, language))?;
    for day in &coverage.days {
        let fetched = day.fetched_at.map(|moment| moment.to_string()).unwrap_or_default();
        let cells = [(day.date.to_string(), 10), (messages::day_state(day.state, language), 18)];
        let more = [(day.records.to_string(), 8), (fetched, 19), (messages::of_day(day, language), 80)];
        table::row(&mut out, cells.into_iter().chain(more))?;
    }
    out.flush()
}

impl<'a> Day<'a> {
    fn of(day: &'a DayCoverage) -> Self {
        let state = match day.state {
            DayState::Failed => "failed",
            DayState::Missing => "missing",
            DayState::Partial => "partial",
            DayState::Changing => "changing",
            DayState::Empty => "empty",
            DayState::Complete => "complete",
        };
        Self {
            date: day.date.to_string(),
            state,
            records: day.records,
            changing: day.changing,
            gaps: day.gaps.iter().map(|gap| Gap { from: gap.from().to_string(), to: gap.to().to_string() }).collect(),
            fetched_at: day.fetched_at.map(|moment| moment.to_string()),
            reason: day.reason.as_deref(),
            failed_at: day.failed_at.map(|moment| moment.to_string()),
        }
    }
}
