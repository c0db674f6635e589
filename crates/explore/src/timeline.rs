//! What was found over time, in bars of days, weeks or months.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use interaction::{Dimension, Moment, Period, Scale, Score};
use serde::{Serialize, Serializer};
use specta::Type;

use crate::Found;

/// Bars beyond which a wider step is taken: more are too thin to be told apart.
const BARS: u64 = 120;
const SECONDS_OF_A_DAY: u64 = 86_400;

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A calendar month.
    Month,
}

/// What was found over a span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Timeline {
    /// What each bar stands for.
    pub step: Step,
    /// The bars, oldest first, without a gap; the first and the last are cut at the span's ends.
    pub bars: Vec<Bar>,
}

/// A stretch of days and what was created in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Bar {
    /// The first day.
    #[serde(serialize_with = "as_day")]
    #[specta(type = String)]
    pub from: NaiveDate,
    /// The last day.
    #[serde(serialize_with = "as_day")]
    #[specta(type = String)]
    pub to: NaiveDate,
    /// Records created in it.
    pub total: u32,
    /// Those of them that were rated low.
    pub low: u32,
}

impl Step {
    /// The narrowest step that shows a span in a number of bars that can be told apart; months, where none does.
    #[must_use]
    pub const fn fitting(span: Period) -> Self {
        match span.seconds().div_ceil(SECONDS_OF_A_DAY) {
            ..=BARS => Self::Day,
            days if days <= BARS * 7 => Self::Week,
            _ => Self::Month,
        }
    }

    /// The first day after the step that a day lies in; `None` at the end of time.
    fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.succ_opt(),
            Self::Week => day.checked_add_days(Days::new(u64::from(7 - day.weekday().num_days_from_monday()))),
            Self::Month => day.with_day(1)?.checked_add_months(Months::new(1)),
        }
    }
}

impl Found {
    /// What was found over the days that a span touches. Records created on other days, or undated, are in no bar.
    #[must_use]
    pub fn timeline(&self, span: Period, step: Step, scale: &Scale) -> Timeline {
        let mut bars = bars(span, step);
        let starts: Vec<u32> = bars.iter().map(|bar| seconds(bar.from)).collect();
        let last = span.to().end_of_day().seconds();
        let is_low = |value: &String| Score::parse(value).is_some_and(|score| scale.tone(score).is_low());
        let table = self.table();
        let low: Vec<bool> = table.values(Dimension::Evaluation).iter().map(is_low).collect();
        let codes = table.dimensions().get(Dimension::Evaluation as usize).map(|dimension| &dimension.codes);
        // Records come newest first, so the bar only ever moves back.
        let mut at = starts.len();
        let mut start = u32::MAX;
        self.for_each(|position| {
            let Some(created) = table.created().get(position as usize).copied().filter(|created| *created <= last)
            else {
                return;
            };
            while created < start && at > 0 {
                at -= 1;
                start = starts.get(at).copied().unwrap_or_default();
            }
            if created < start {
                return;
            }
            if let Some(bar) = bars.get_mut(at) {
                bar.total += 1;
                let code = codes.and_then(|codes| codes.get(position as usize)).unwrap_or_default();
                bar.low += u32::from(low.get(code as usize).copied().unwrap_or_default());
            }
        });
        Timeline { step, bars }
    }
}

fn bars(span: Period, step: Step) -> Vec<Bar> {
    let last = span.to().day();
    let mut bars = Vec::new();
    let mut next = Some(span.from().day());
    while let Some(from) = next.filter(|from| *from <= last) {
        next = step.after(from);
        let to = next.and_then(|next| next.pred_opt()).map_or(last, |to| to.min(last));
        bars.push(Bar { from, to, total: 0, low: 0 });
    }
    bars
}

fn seconds(day: NaiveDate) -> u32 {
    Moment::from_date_time(day.and_time(NaiveTime::MIN)).map_or(u32::MAX, Moment::seconds)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn as_day<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str) -> Period {
        Period::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap().end_of_day()).unwrap()
    }

    fn listed(span: Period, step: Step) -> Vec<(String, String)> {
        bars(span, step).into_iter().map(|bar| (bar.from.to_string(), bar.to.to_string())).collect()
    }

    #[test]
    fn bars_tile_the_span_and_weeks_start_on_monday() {
        let expect = |bars: &[(&str, &str)]| -> Vec<_> {
            bars.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
        };
        let weeks = [("2026-11-01", "2026-11-01"), ("2026-11-02", "2026-11-08"), ("2026-11-09", "2026-11-10")];
        assert_eq!(listed(span("2026-11-01", "2026-11-10"), Step::Week), expect(&weeks));
        let months = [("2026-01-31", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-15")];
        assert_eq!(listed(span("2026-01-31", "2026-03-15"), Step::Month), expect(&months));
        assert_eq!(listed(span("2026-02-28", "2026-03-01"), Step::Day).len(), 2);
        assert_eq!(bars(span("2105-12-01", "2106-02-07"), Step::Month).len(), 3);
    }

    #[test]
    fn the_step_grows_with_the_span() {
        assert_eq!(Step::fitting(span("2026-01-01", "2026-01-01")), Step::Day);
        assert_eq!(Step::fitting(span("2026-01-01", "2026-04-30")), Step::Day);
        assert_eq!(Step::fitting(span("2026-01-01", "2026-05-01")), Step::Week);
        assert_eq!(Step::fitting(span("2020-01-01", "2026-01-01")), Step::Month);
    }

    #[test]
    fn days_cross_as_people_write_them_in_files() {
        let bar = bars(span("2026-11-01", "2026-11-01"), Step::Day).pop().unwrap();
        let text = serde_json::to_string(&bar).unwrap();
        assert_eq!(text, r#"{"from":"2026-11-01","to":"2026-11-01","total":0,"low":0}"#);
    }
}
