//! Where in its window an answer's records lie.

use interaction::{Field, Interaction, Moment, Period, Window};

/// Between which moments the records of an answer lie, by the date that the server seems to select by. Where it sends
/// them in order, those of a full answer fill its beginning, and tell how many there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    window: Period,
    created: Option<Period>,
    closed: Option<Period>,
    /// Whether a record was created outside the window: then the server selects by closing.
    by_closing: bool,
}

impl Spread {
    /// No record over a window.
    pub(crate) const fn over(window: Window) -> Self {
        Self { window: window.period(), created: None, closed: None, by_closing: false }
    }

    /// Sees a record.
    pub(crate) fn see(&mut self, record: &Interaction) {
        let moment = |field| Moment::parse(record.text(field));
        let (created, closed) = (moment(Field::DateCreation), moment(Field::CloseDate));
        self.by_closing |= created.is_some_and(|created| !self.window.contains(created));
        self.created = widened(self.created, created.filter(|moment| self.window.contains(*moment)));
        self.closed = widened(self.closed, closed.filter(|moment| self.window.contains(*moment)));
    }

    /// The stretch that the records seen lie in; the whole window where they do not tell.
    pub(crate) fn period(self) -> Period {
        let seen = if self.by_closing { self.closed } else { self.created };
        seen.unwrap_or(self.window)
    }
}

fn widened(period: Option<Period>, moment: Option<Moment>) -> Option<Period> {
    match (period, moment) {
        (Some(period), Some(moment)) => Some(Period::between(period.from().min(moment), period.to().max(moment))),
        (None, Some(moment)) => Some(Period::between(moment, moment)),
        (period, None) => period,
    }
}
