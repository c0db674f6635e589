//! The filters of `query` and `export`.

use explore::{Choice, Filters};
use interaction::{Dimension, Moment, Period};

use super::given::Given;
use super::{OptionError, UsageError, ValueError, date};

/// Options that may be repeated: alternatives.
pub(super) const REPEATED: &[&str] =
    &["skill", "agent", "evaluation", "channel", "status", "code", "case", "text", "search"];

/// The filters that were given.
pub(super) fn filters(given: &mut Given) -> Result<Filters, UsageError> {
    let (from, to) = ends(given)?;
    let (cases, texts, searches) = (given.texts("case")?, given.texts("text")?, given.texts("search")?);
    let mut filters = Filters { from, to, cases, texts, searches, ..Filters::default() };
    for dimension in Dimension::ALL {
        for text in given.texts(option(dimension))? {
            filters.choose(dimension, Choice::parse(dimension, &text));
        }
    }
    Ok(filters)
}

/// A period with both ends, or none of them.
pub(super) fn period(given: &mut Given) -> Result<Option<Period>, UsageError> {
    match ends(given)? {
        (None, None) => Ok(None),
        (Some(from), Some(to)) => Ok(Period::new(from, to)),
        (None, Some(_)) => Err(OptionError::OptionMissing { option: "from" }.into()),
        (Some(_), None) => Err(OptionError::OptionMissing { option: "to" }.into()),
    }
}

fn ends(given: &mut Given) -> Result<(Option<Moment>, Option<Moment>), UsageError> {
    let from = end(given, "from", date::first)?;
    let to = end(given, "to", date::last)?;
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(ValueError::PeriodReversed.into()),
        ends => Ok(ends),
    }
}

fn end(
    given: &mut Given,
    option: &'static str,
    read: fn(&str) -> Option<Moment>,
) -> Result<Option<Moment>, UsageError> {
    let Some(value) = given.text(option)? else { return Ok(None) };
    match read(&value) {
        Some(moment) => Ok(Some(moment)),
        None => Err(ValueError::DateInvalid { option, value }.into()),
    }
}

const fn option(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Skill => "skill",
        Dimension::Agent => "agent",
        Dimension::Evaluation => "evaluation",
        Dimension::Channel => "channel",
        Dimension::Status => "status",
        Dimension::Code => "code",
    }
}
