//! Writing the file of an export.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use explore::{Explorer, Found};
use export::{Column, Format, IfExists, Region};
use interaction::{Field, Interaction, Period};
use tokio_util::sync::CancellationToken;

use super::asking::number;
use super::place::Place;
use super::view::View;
use super::{Desk, Estimate, ExportColumn, ExportFormat, ExportTask, Exported, Told, lock};
use crate::export::{Chosen, Goal, request, write};
use crate::{DeskError, Error, ExportError, Followed, archives, unreadable};

/// How often at most the page hears of an export.
const TELL_EVERY: Duration = Duration::from_millis(200);
/// Interactions that an estimate looks at, in stretches of the view.
const STRETCHES: usize = 4;
const STRETCH: usize = 50;

/// The export that runs, and what was exported last.
#[derive(Default)]
pub(super) struct Exports {
    running: Mutex<Option<CancellationToken>>,
    last: Mutex<Option<PathBuf>>,
}

/// An export that may begin. It holds the archive as the page has seen it, however long a person looks for a folder.
pub struct Prepared {
    place: Place,
    view: Arc<View>,
    explorer: Option<Explorer>,
    task: ExportTask,
    /// Those that a person picked, in the view's order.
    ids: Option<Vec<u32>>,
    file_name: String,
    slot: Slot,
}

/// The one place for an export. It is free again when this is dropped.
struct Slot {
    desk: Desk,
    cancel: CancellationToken,
}

impl Drop for Slot {
    fn drop(&mut self) {
        lock(&self.desk.inner.exports.running).take();
    }
}

impl Exports {
    pub(super) fn cancel(&self) {
        if let Some(cancel) = &*lock(&self.running) {
            cancel.cancel();
        }
    }
}

impl Prepared {
    /// The name that the file should have.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The ending of the file's name, without the dot.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.task.format.format().extension()
    }
}

impl Desk {
    /// What a file will be: how many rows exactly, how large about.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`], or where the archive cannot be read.
    pub async fn estimate_export(&self, task: ExportTask) -> Result<Estimate, Error> {
        self.off(move |desk| {
            let view = desk.inner.views.get(task.view)?;
            let place = desk.place(&view.operation)?;
            let ids = desk.picked(&view, &task);
            let rows = ids.as_ref().map_or(view.total(), Vec::len);
            let file_name = file_name(&place, &view, task.format.format());
            let of_archive = |error| unreadable(&error, &place.context, &place.operation);
            let bytes = match &view.found {
                None => 0,
                Some(found) => desk.estimate(found, &place, &task, ids.as_deref()).map_err(|error| match error {
                    explore::Error::Outdated => DeskError::ViewOutdated.into(),
                    error => of_archive(error),
                })?,
            };
            let period = view.filters.from.zip(view.filters.to).and_then(|(from, to)| Period::new(from, to));
            let there = || view.found.as_ref().and_then(|found| found.table().span());
            let period = period.or_else(|| there().and_then(|(from, to)| Period::new(from, to)));
            let coverage = desk.inner.open.of(&view.operation).covered(&place, period)?;
            Ok(Estimate { rows: number(rows), bytes, file_name, coverage })
        })
        .await
    }

    /// Gets an export ready to begin. It writes exactly what the view shows, also where the archive has moved on since.
    ///
    /// # Errors
    /// [`DeskError::ExportRunning`], or where the archive cannot be read. [`DeskError::ViewOutdated`] where a newer state
    /// was asked about, or the archive has moved on and this is the view's second export.
    pub async fn prepare_export(&self, task: ExportTask) -> Result<Prepared, Error> {
        self.off(move |desk| {
            let slot = desk.slot()?;
            let view = desk.inner.views.get(task.view)?;
            let place = desk.place(&view.operation)?;
            let explorer = view.found.as_ref().map(|_| desk.explorer_of(&view, &place)).transpose()?;
            let ids = desk.picked(&view, &task);
            let file_name = file_name(&place, &view, task.format.format());
            Ok(Prepared { place, view, explorer, task, ids, file_name, slot })
        })
        .await
    }

    /// Writes the file.
    pub async fn write_export(&self, prepared: Prepared, goal: PathBuf, if_exists: IfExists) -> Exported {
        let written = self.off(move |desk| desk.write_file(prepared, &goal, if_exists)).await;
        match written {
            Ok(written) => {
                let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
                let exported = Exported::Done {
                    rows: number(written.rows),
                    bytes: written.bytes,
                    file_name: name(written.path.file_name()),
                    folder: name(written.path.parent().and_then(Path::file_name)),
                    cut: number(written.cut_texts),
                };
                *lock(&self.inner.exports.last) = Some(written.path);
                exported
            }
            Err(Error::Export(ExportError::Cancelled)) => Exported::Cancelled,
            Err(error) => Exported::Failed { error },
        }
    }

    /// Ends the export that runs. Nothing is left behind; none that runs is fine.
    pub fn cancel_export(&self) {
        self.inner.exports.cancel();
    }

    /// The file that was exported last.
    #[must_use]
    pub fn exported(&self) -> Option<PathBuf> {
        lock(&self.inner.exports.last).clone()
    }

    /// The rows that are wanted; `None` where that is the whole view.
    fn picked(&self, view: &View, task: &ExportTask) -> Option<Vec<u32>> {
        let ids = task.picked.then(|| self.inner.selections.in_order(view))?;
        (ids.len() < view.total()).then_some(ids)
    }

    /// Another explorer in the state of a view.
    fn explorer_of(&self, view: &View, place: &Place) -> Result<Explorer, Error> {
        let of_archive = |error: explore::Error| unreadable(&error, &place.context, &place.operation);
        let reader = match self.inner.open.of(&place.id).spare(view.generation) {
            Some(spare) => spare,
            None => archives::reader(&place.context, &place.operation)?.ok_or(DeskError::ViewOutdated)?,
        };
        if reader.generation().map_err(|error| of_archive(error.into()))? != view.generation {
            return Err(DeskError::ViewOutdated.into());
        }
        Explorer::open(reader).map_err(of_archive)
    }

    fn slot(&self) -> Result<Slot, DeskError> {
        let mut running = lock(&self.inner.exports.running);
        if running.is_some() {
            return Err(DeskError::ExportRunning);
        }
        let cancel = self.inner.closing.child_token();
        *running = Some(cancel.clone());
        Ok(Slot { desk: self.clone(), cancel })
    }

    fn write_file(&self, prepared: Prepared, path: &Path, if_exists: IfExists) -> Result<export::Written, Error> {
        let Prepared { place, view, explorer, task, ids, slot, .. } = prepared;
        let chosen = Chosen { filters: &view.filters, order: view.order, ids: ids.as_deref() };
        let columns = columns(&task.columns);
        let goal = Goal {
            format: task.format.format(),
            path,
            if_exists,
            region: Region::parse(&task.region).unwrap_or_default(),
            columns: &|_| columns.clone(),
        };
        let mut told: Option<Instant> = None;
        let mut follow = |Followed { rows, total }: Followed| {
            if told.is_none_or(|told| told.elapsed() >= TELL_EVERY) || rows == total {
                told = Some(Instant::now());
                self.tell(Told::ExportProgress { rows: number(rows), total: number(total) });
            }
            if slot.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        write((&place.context, &place.operation), explorer, &chosen, &goal, &mut follow)
    }

    fn estimate(
        &self,
        found: &Found,
        place: &Place,
        task: &ExportTask,
        ids: Option<&[u32]>,
    ) -> Result<u64, explore::Error> {
        let rows = ids.map_or(found.total(), <[u32]>::len);
        let columns = columns(&task.columns);
        let goal = Goal {
            format: task.format.format(),
            path: Path::new(""),
            if_exists: IfExists::Refuse,
            region: Region::parse(&task.region).unwrap_or_default(),
            columns: &|_| columns.clone(),
        };
        let estimated = self.inner.open.of(&place.id).seen(|explorer| {
            let sample = sample(explorer, found, ids, rows)?;
            let request = request(&goal, export::About::default(), explorer.names().skills.clone());
            Ok(export::estimate(&request, &sample, rows as u64))
        });
        estimated.unwrap_or(Err(explore::Error::Outdated))
    }
}

/// Some of the interactions, from all over the view.
fn sample(
    explorer: &mut Explorer,
    found: &Found,
    ids: Option<&[u32]>,
    rows: usize,
) -> Result<Vec<Interaction>, explore::Error> {
    let mut sample = Vec::new();
    let mut from = 0;
    for stretch in 0..STRETCHES {
        from = from.max(rows * stretch / STRETCHES);
        let records = match ids {
            None => explorer.page(found, from, STRETCH)?,
            Some(ids) => explorer.records_of(ids.get(from..(from + STRETCH).min(ids.len())).unwrap_or_default())?,
        };
        sample.extend(records.into_iter().map(|record| record.interaction));
        from += STRETCH;
    }
    Ok(sample)
}

/// The days in the file's name are those that were asked for, or those that there are.
fn file_name(place: &Place, view: &View, format: Format) -> String {
    let asked = view.filters.from.zip(view.filters.to);
    let there = || view.found.as_ref().and_then(|found| found.table().span());
    let period = asked.or_else(there).and_then(|(from, to)| Period::new(from, to));
    export::file_name(&place.operation.name, period, format)
}

fn columns(wanted: &[ExportColumn]) -> Vec<Column> {
    wanted.iter().map(|column| column.column()).collect()
}

impl ExportFormat {
    const fn format(self) -> Format {
        match self {
            Self::Xlsx => Format::Xlsx,
            Self::Csv => Format::Csv,
            Self::Json => Format::Json,
        }
    }
}

impl ExportColumn {
    const fn column(self) -> Column {
        Column::Field(match self {
            Self::TimeToClose => return Column::TimeToClose,
            Self::SkillName => return Column::SkillName,
            Self::Created => Field::DateCreation,
            Self::Closed => Field::CloseDate,
            Self::Channel => Field::Channel,
            Self::Agent => Field::AgentName,
            Self::SkillId => Field::SkillId,
            Self::CaseId => Field::CaseId,
            Self::From => Field::From,
            Self::To => Field::To,
            Self::Subject => Field::Subject,
            Self::Message => Field::Body,
            Self::Answer => Field::Answer,
            Self::Score => Field::EvaluationSurvey,
            Self::Code => Field::CodAct,
            Self::CodeDescription => Field::CodDescription,
            Self::Status => Field::Status,
            Self::Comments => Field::Comments,
            Self::Attachments => Field::Attachments,
        })
    }
}
