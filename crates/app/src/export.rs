//! Exporting filtered interactions to a file, with what the file must tell of itself.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use explore::{Choice, Explorer, Filters, Order};
use export::{About, Column, CoveredDay, DayState, FilterBy, Format, IfExists, Region, Request, SelectedBy, Written};
use interaction::{Dimension, Field, Interaction, Period, Score};

use crate::coverage::{Coverage, of_reader};
use crate::explore::{Explored, unreadable};
use crate::read_ahead::read_ahead;
use crate::{Context, Error, ExportError, Operation};

/// Picked interactions that are read at once.
const PICKED: usize = 256;

/// What to export, and where to.
#[derive(Clone, Debug)]
pub struct Export {
    /// The operation's name.
    pub name: String,
    /// Which interactions.
    pub filters: Filters,
    /// The format of the file.
    pub format: Format,
    /// The file.
    pub goal: PathBuf,
    /// What happens where the file exists.
    pub if_exists: IfExists,
    /// The region whose words and separators the file has.
    pub region: Region,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Rows that were written.
    pub rows: u64,
    /// Rows that will be written.
    pub total: u64,
}

/// Writes the filtered interactions, newest first, to a file that appears whole or not at all. `follow` cancels with
/// `Break`.
///
/// # Errors
/// Where the operation is unknown, its archive cannot be read or the file cannot be written.
pub fn export(
    context: &Context,
    task: &Export,
    follow: &mut dyn FnMut(Followed) -> ControlFlow<()>,
) -> Result<Written, Error> {
    let Explored { operation, explorer } = crate::explore(context, &task.name)?;
    let choice = Chosen { filters: &task.filters, order: Order::default(), ids: None };
    let columns = |names: &BTreeMap<String, String>| match task.format {
        Format::Json => Column::fields(),
        Format::Xlsx | Format::Csv => Column::standard(names),
    };
    let goal = Goal {
        format: task.format,
        path: &task.goal,
        if_exists: task.if_exists,
        region: task.region,
        columns: &columns,
    };
    write((context, &operation), explorer, &choice, &goal, follow)
}

/// Which interactions are written, and in which order.
pub(crate) struct Chosen<'a> {
    pub(crate) filters: &'a Filters,
    pub(crate) order: Order,
    /// Those that a person picked, in the order in which they are written; all that are found where nobody did.
    pub(crate) ids: Option<&'a [u32]>,
}

/// What is written, and where to.
pub(crate) struct Goal<'a> {
    pub(crate) format: Format,
    pub(crate) path: &'a Path,
    pub(crate) if_exists: IfExists,
    pub(crate) region: Region,
    /// The columns, by the names of skills that are known.
    pub(crate) columns: &'a dyn Fn(&BTreeMap<String, String>) -> Vec<Column>,
}

/// Writes interactions of an operation to a file. Without an explorer there are none.
pub(crate) fn write(
    (context, operation): (&Context, &Operation),
    explorer: Option<Explorer>,
    chosen: &Chosen<'_>,
    goal: &Goal<'_>,
    follow: &mut dyn FnMut(Followed) -> ControlFlow<()>,
) -> Result<Written, Error> {
    let about = |coverage| about(chosen.filters, operation, coverage);
    let failed = |error| failed(error, context, operation, goal.path);
    let Some(mut explorer) = explorer else {
        let request = request(goal, about(Coverage::default()), BTreeMap::new());
        let nothing = std::iter::empty::<Result<Interaction, explore::Error>>();
        return export::write(&request, nothing, &mut |rows| follow(Followed { rows, total: 0 })).map_err(failed);
    };
    let of_archive = |error: explore::Error| unreadable(&error, context, operation);
    let covered = covered(&explorer, chosen.filters, operation).map_err(|error| of_archive(error.into()))?;
    let found = explorer.query(chosen.filters, chosen.order).map_err(of_archive)?;
    let mut request = request(goal, about(covered), explorer.names().skills.clone());
    if let Some(ids) = chosen.ids {
        request.about.picked_of = Some(found.total() as u64);
        let total = ids.len() as u64;
        let picked = ids.chunks(PICKED).flat_map(|ids| match explorer.records_of(ids) {
            Ok(records) => records.into_iter().map(|record| Ok(record.interaction)).collect(),
            Err(error) => vec![Err(error)],
        });
        let mut follow = |rows| follow(Followed { rows, total });
        return read_ahead(picked, |records| export::write(&request, records, &mut follow)).map_err(failed);
    }
    let total = found.total() as u64;
    let records = explorer.records(&found).map_err(of_archive)?;
    let records = records.map(|record| record.map(|record| record.interaction));
    read_ahead(records, |records| export::write(&request, records, &mut |rows| follow(Followed { rows, total })))
        .map_err(failed)
}

/// The request of a file, without its rows.
pub(crate) fn request(goal: &Goal<'_>, about: About, skill_names: BTreeMap<String, String>) -> Request {
    Request {
        format: goal.format,
        goal: goal.path.to_path_buf(),
        if_exists: goal.if_exists,
        region: goal.region,
        columns: (goal.columns)(&skill_names),
        skill_names,
        about,
    }
}

fn about(filters: &Filters, operation: &Operation, coverage: Coverage) -> About {
    let days = coverage.days.iter().map(|day| CoveredDay { date: day.date, state: state(day.state) });
    About {
        operation: operation.name.clone(),
        period: (filters.from, filters.to),
        filters: words(filters),
        picked_of: None,
        coverage: export::Coverage { selected_by: selected_by(coverage.selects_by), days: days.collect() },
        written_at: Some(operation.present()),
        zone: operation.zone.name().to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The coverage of the filters' period up to the present. An open end is where the downloads end.
fn covered(explorer: &Explorer, filters: &Filters, operation: &Operation) -> Result<Coverage, archive::Error> {
    of_reader(explorer.reader(), operation, |whole| {
        let from = filters.from.or(whole.map(Period::from))?;
        let to = filters.to.or(whole.map(Period::to))?;
        Period::new(from, to.min(operation.present()))
    })
}

/// The filters but for the period, as a person gave them.
fn words(filters: &Filters) -> Vec<export::Filter> {
    let chosen = Dimension::ALL.map(|dimension| {
        let values = filters.choices(dimension).iter().map(choice).collect();
        (FilterBy::Field(dimension.field()), values)
    });
    let others = [
        (FilterBy::Field(Field::CaseId), filters.cases.clone()),
        (FilterBy::Text, filters.texts.clone()),
        (FilterBy::Text, filters.searches.clone()),
    ];
    let all = chosen.into_iter().chain(others);
    all.filter(|(_, values): &(_, Vec<String>)| !values.is_empty())
        .map(|(by, values)| export::Filter { by, values })
        .collect()
}

fn choice(choice: &Choice) -> String {
    let end = |score: &Option<Score>| score.map(|score| score.value().to_string()).unwrap_or_default();
    match choice {
        Choice::Value(value) => value.clone(),
        Choice::Scores { from, to } => format!("{}..{}", end(from), end(to)),
    }
}

const fn state(state: archive::DayState) -> DayState {
    match state {
        archive::DayState::Failed => DayState::Failed,
        archive::DayState::Missing => DayState::Missing,
        archive::DayState::Partial => DayState::Partial,
        archive::DayState::Changing => DayState::Changing,
        archive::DayState::Empty => DayState::Empty,
        archive::DayState::Complete => DayState::Complete,
    }
}

const fn selected_by(by: archive::SelectsBy) -> SelectedBy {
    match by {
        archive::SelectsBy::Unknown => SelectedBy::Unknown,
        archive::SelectsBy::Creation => SelectedBy::Creation,
        archive::SelectsBy::Closing => SelectedBy::Closing,
    }
}

fn failed(error: export::Error<explore::Error>, context: &Context, operation: &Operation, path: &Path) -> Error {
    match error {
        export::Error::Source(error) => unreadable(&error, context, operation),
        error => ExportError::of(&error, path).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_told_as_they_were_given() {
        let mut filters = Filters { cases: vec!["C-1".into()], texts: vec!["hola".into()], ..Filters::default() };
        filters.searches = vec!["agente:ana".into()];
        for text in ["1..2.5", "none", "..3"] {
            filters.choose(Dimension::Evaluation, Choice::parse(Dimension::Evaluation, text));
        }
        let told: Vec<_> = words(&filters).into_iter().map(|filter| (filter.by, filter.values.join("|"))).collect();
        let expected = [
            (FilterBy::Field(Field::EvaluationSurvey), "1..2.5||..3".to_owned()),
            (FilterBy::Field(Field::CaseId), "C-1".to_owned()),
            (FilterBy::Text, "hola".to_owned()),
            (FilterBy::Text, "agente:ana".to_owned()),
        ];
        assert_eq!(told, expected);
    }
}
