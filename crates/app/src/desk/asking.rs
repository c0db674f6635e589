//! Asking: from a question to its answer, and to the rows of a view.

use std::sync::Arc;

use archive::{Reader, StoredWindow};
use explore::{Explorer, Filters, Found, Order, Step, Summary, Timeline};
use interaction::{Moment, Period};
use serde::Serialize;

use super::facets::facets;
use super::listing::rows;
use super::place::Place;
use super::view::View;
use super::{Answer, Covered, Desk, Facets, ListPage, Question};
use crate::message::Words;
use crate::{Day, Days, DeskError, Error, unreadable};

/// Rows that are given at once.
pub(super) const MOST_ROWS: u32 = 1_000;

/// Where an interaction stands in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Held {
    /// The interaction.
    pub id: u32,
    /// How many stand before it.
    pub place: u32,
}

/// Where a day begins in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct DayPlace {
    /// How many interactions stand before its first one.
    pub place: u32,
    /// The day of the interaction there: that of the next one, where the day has none.
    pub day: Day,
}

impl Desk {
    /// Answers a question, but for its rows. Looks at the archive's newest state.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn ask(&self, operation: String, question: Question) -> Result<Answer, Error> {
        self.off(move |desk| {
            let answer = desk.answer(&operation, &question)?;
            desk.keychain_answered(&operation);
            Ok(answer)
        })
        .await
    }

    /// Rows of a view, in its order.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`] where the archive has changed since, or where it cannot be read.
    pub async fn page(&self, view: u32, offset: u32, limit: u32) -> Result<ListPage, Error> {
        self.off(move |desk| desk.rows(view, offset, limit.min(MOST_ROWS))).await
    }

    /// Which of these interactions a view holds, and where they stand in it, in the view's order.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`] where the view is gone.
    pub async fn held(&self, view: u32, ids: Vec<u32>) -> Result<Vec<Held>, Error> {
        self.off(move |desk| {
            let view = desk.inner.views.get(view)?;
            let places = view.found.as_ref().map_or_else(Vec::new, |found| found.places_of(&ids));
            Ok(places.into_iter().map(|(id, place)| Held { id, place }).collect())
        })
        .await
    }

    /// Where a day begins in a view that is ordered by a date; `None` where it is not, or nothing in it is dated.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`] where the view is gone.
    pub async fn place_of_day(&self, view: u32, day: Day) -> Result<Option<DayPlace>, Error> {
        self.off(move |desk| {
            let view = desk.inner.views.get(view)?;
            let place = view.found.as_ref().and_then(|found| found.place_of_day(view.order, day.0));
            Ok(place.map(|(place, there)| DayPlace { place, day: Day(there) }))
        })
        .await
    }

    fn answer(&self, id: &str, question: &Question) -> Result<Answer, Error> {
        let place = self.place(id)?;
        let present = place.operation.present();
        let open = self.inner.open.of(id);
        let (mut answer, view) = open.newest(&place, |explorer| match explorer {
            Some((explorer, generation)) => found(explorer, generation, &place, question, present),
            None => Ok(nothing(&place, question, present)),
        })?;
        answer.coverage = open.covered(&place, answer.span.map(Days::period))?;
        answer.view = self.inner.views.keep(view);
        self.inner.open.close_others(id);
        self.inner.selections.put_away_others(id);
        Ok(answer)
    }

    fn rows(&self, view: u32, offset: u32, limit: u32) -> Result<ListPage, Error> {
        let view = self.inner.views.get(view)?;
        let Some(found) = &view.found else { return Ok(ListPage { rows: Vec::new(), picked: Vec::new() }) };
        let place = self.place(&view.operation)?;
        let read = self.inner.open.of(&view.operation).seen(|explorer| {
            let records = explorer.page(found, offset as usize, limit as usize)?;
            let mut words = Words::new(view.filters.searches.first().map_or("", String::as_str))?;
            Ok(rows(&records, &mut words, explorer.names(), place.operation.scale)?)
        });
        match read {
            // The archive was closed meanwhile, or is in another state.
            None | Some(Err(explore::Error::Outdated)) => Err(DeskError::ViewOutdated.into()),
            Some(read) => {
                let rows = read.map_err(|error| unreadable(&error, &place.context, &place.operation))?;
                let picked = self.inner.selections.among(&view.operation, rows.iter().map(|row| row.id));
                Ok(ListPage { rows, picked })
            }
        }
    }
}

/// The answer where something was downloaded. Its view has no number yet, its coverage is not looked at.
fn found(
    explorer: &Explorer,
    generation: u64,
    place: &Place,
    question: &Question,
    present: Moment,
) -> Result<(Answer, View), explore::Error> {
    let scale = place.operation.scale;
    let (filters, order) = (question.filters(present), question.order());
    let hits = explorer.hits(&filters)?;
    let found = explorer.query_among(&filters, order, hits.clone())?;
    let span = question.span.period(present);
    let shown = span.or_else(|| explorer.table().span().and_then(|(from, to)| Period::new(from, to)));
    let timeline = match (shown, question.days) {
        (None, _) => empty_timeline(),
        (Some(shown), None) => found.timeline(shown, Step::fitting(shown), &scale),
        (Some(shown), Some(_)) => {
            // The brush narrows neither text nor cases: what they found counts for both.
            let unbrushed = question.without_brush().filters(present);
            let unbrushed = explorer.query_among(&unbrushed, Order::default(), hits)?;
            unbrushed.timeline(shown, Step::fitting(shown), &scale)
        }
    };
    let kept = explorer.table().len();
    let downloads = Downloads::of(explorer.reader())?;
    let answer = Answer {
        view: 0,
        total: number(found.total()),
        kept: number(kept),
        in_span: span.map_or(number(kept), |span| in_span(explorer, span)),
        span: shown.map(Days::of),
        present: present.to_string(),
        summary: found.summary(),
        timeline,
        facets: facets(&found, &filters, scale),
        last_download: downloads.last.map(|last| last.to_string()),
        set_aside: number(downloads.set_aside),
        coverage: Covered::default(),
        generation: u32::try_from(generation).unwrap_or(u32::MAX),
    };
    let view = View { operation: place.id.clone(), filters, order, generation, found: Some(found) };
    Ok((answer, view))
}

/// The answer where nothing was ever downloaded.
fn nothing(place: &Place, question: &Question, present: Moment) -> (Answer, View) {
    let answer = Answer {
        view: 0,
        total: 0,
        kept: 0,
        in_span: 0,
        span: question.span.period(present).map(Days::of),
        present: present.to_string(),
        summary: Summary::default(),
        timeline: empty_timeline(),
        facets: Facets::default(),
        last_download: None,
        set_aside: 0,
        coverage: Covered::default(),
        generation: 0,
    };
    let view = View {
        operation: place.id.clone(),
        filters: question.filters(present),
        order: question.order(),
        generation: 0,
        found: None,
    };
    (answer, view)
}

const fn empty_timeline() -> Timeline {
    Timeline { step: Step::Day, bars: Vec::new() }
}

fn in_span(explorer: &Explorer, span: Period) -> u32 {
    let filters = Filters { from: Some(span.from()), to: Some(span.to()), ..Filters::default() };
    let (table, names) = (Arc::clone(explorer.table()), Arc::new(explorer.names().clone()));
    number(Found::in_table(table, names, filters, None).total())
}

/// What the stored windows tell of the downloads.
#[derive(Default)]
pub(super) struct Downloads {
    pub(super) last: Option<Moment>,
    pub(super) set_aside: u64,
    pub(super) records: u64,
}

impl Downloads {
    pub(super) fn of(reader: &Reader) -> Result<Self, archive::Error> {
        let windows = reader.windows()?;
        let stored = || windows.iter().filter(|window| window.is_stored());
        Ok(Self {
            last: stored().map(|window: &StoredWindow| window.fetched_at).max(),
            set_aside: stored().map(|window| window.set_aside).sum(),
            records: stored().map(|window| window.records).sum(),
        })
    }
}

/// A count as the page takes it. No archive comes near the limit: rows are numbered in 32 bits.
pub(super) fn number(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}
