//! What can happen to a record from one answer to the next.

use interaction::{Dimension, Field, Interaction, State};

/// One kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It came for the first time.
    New,
    /// It was open and is not any more.
    Closed,
    /// It was not open and is again.
    Reopened,
    /// Its survey score came or changed.
    Rescored,
    /// Its activity code or the code's description came or changed.
    Recoded,
    /// Anything else of it changed.
    Edited,
    /// No answer holds it any longer.
    Gone,
}

/// The kinds of change of one record: several may come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChangeKinds(u8);

/// How many records changed, by kind. A record with several kinds counts for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Came for the first time.
    pub new: u64,
    /// Were closed.
    pub closed: u64,
    /// Were opened again.
    pub reopened: u64,
    /// Got another survey score.
    pub rescored: u64,
    /// Got another activity code.
    pub recoded: u64,
    /// Were changed otherwise.
    pub edited: u64,
    /// Are held by no answer any longer.
    pub gone: u64,
}

/// How a record differs from what it was.
#[derive(Default)]
pub(crate) struct Difference {
    pub(crate) kinds: ChangeKinds,
    /// The older values of the fields that differ, those of [`is_kept`].
    pub(crate) before: Vec<(Field, String)>,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::New, Self::Closed, Self::Reopened, Self::Rescored, Self::Recoded, Self::Edited, Self::Gone];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl ChangeKinds {
    /// Set beside [`ChangeKind::Edited`] where a field changed whose older value is not kept.
    const UNKEPT: u8 = 0x80;
    /// What is true of a run rather than of the record.
    const OF_THE_RUN: u8 = ChangeKind::New.bit() | ChangeKind::Gone.bit();

    /// Whether it is among them.
    #[must_use]
    pub const fn contains(self, kind: ChangeKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 & !Self::UNKEPT == 0
    }

    /// The kinds, in the order of [`ChangeKind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ChangeKind> {
        ChangeKind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }

    pub(crate) const fn with(self, kind: ChangeKind) -> Self {
        Self(self.0 | kind.bit())
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// As they are stored.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// Without what only the archive needs to know.
    pub(crate) const fn shown(self) -> Self {
        Self(self.0 & !Self::UNKEPT)
    }

    pub(crate) const fn of(kind: ChangeKind) -> Self {
        Self(kind.bit())
    }

    /// What an older change leaves of itself when a later one is merged with it: all else shows in the older values.
    pub(crate) const fn unkept(self) -> Self {
        let edited = if self.0 & Self::UNKEPT == 0 { 0 } else { Self::UNKEPT | ChangeKind::Edited.bit() };
        Self(edited | self.0 & Self::OF_THE_RUN)
    }

    /// Whether it says no more than that a run found the record new or gone, and nothing of the record itself.
    pub(crate) const fn is_only_of_the_run(self) -> bool {
        self.0 & !Self::OF_THE_RUN == 0
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<ChangeKind> for ChangeKinds {
    fn from_iter<I: IntoIterator<Item = ChangeKind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::default(), Self::with)
    }
}

impl ChangeCounts {
    pub(crate) fn add(&mut self, kinds: ChangeKinds, records: u64) {
        for kind in kinds.iter() {
            *match kind {
                ChangeKind::New => &mut self.new,
                ChangeKind::Closed => &mut self.closed,
                ChangeKind::Reopened => &mut self.reopened,
                ChangeKind::Rescored => &mut self.rescored,
                ChangeKind::Recoded => &mut self.recoded,
                ChangeKind::Edited => &mut self.edited,
                ChangeKind::Gone => &mut self.gone,
            } += records;
        }
    }
}

impl Difference {
    /// How `new` differs from `old` in what people see of these fields.
    pub(crate) fn between(old: &Interaction, new: &Interaction, fields: impl Iterator<Item = Field>) -> Self {
        let mut difference = Self::default();
        for field in fields.filter(|field| old.shown(*field) != new.shown(*field)) {
            let mut kinds = ChangeKinds::of(kind_of(field, old, new));
            if is_kept(field) {
                difference.before.push((field, old.text(field).to_owned()));
            } else {
                kinds = ChangeKinds(kinds.0 | ChangeKinds::UNKEPT);
            }
            difference.kinds = difference.kinds.and(kinds);
        }
        difference
    }
}

/// Whether a field's older values are kept. The message and its attachments come once and are long: that they were
/// mended is noted, what they were is not.
pub(crate) const fn is_kept(field: Field) -> bool {
    !matches!(field, Field::Body | Field::Attachments)
}

/// Whether an interaction is open. Older servers send no state: then what was never closed is open.
fn is_open(record: &Interaction) -> bool {
    match State::parse(record.text(Field::Status)) {
        Some(state) => state == State::Open,
        None => record.closed().is_none(),
    }
}

fn kind_of(field: Field, old: &Interaction, new: &Interaction) -> ChangeKind {
    let score = |record: &Interaction| Dimension::Evaluation.key(record.text(field));
    match field {
        Field::Status | Field::CloseDate => match (is_open(old), is_open(new)) {
            (true, false) => ChangeKind::Closed,
            (false, true) => ChangeKind::Reopened,
            _ => ChangeKind::Edited,
        },
        Field::EvaluationSurvey if score(old) != score(new) => ChangeKind::Rescored,
        Field::CodAct | Field::CodDescription => ChangeKind::Recoded,
        _ => ChangeKind::Edited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(before: &[(Field, &str)], after: &[(Field, &str)]) -> (Vec<ChangeKind>, usize) {
        let record = |texts: &[(Field, &str)]| {
            let mut record = Interaction::default();
            texts.iter().for_each(|(field, text)| record.set(*field, *text));
            record
        };
        let difference = Difference::between(&record(before), &record(after), Field::ALL.into_iter());
        (difference.kinds.iter().collect(), difference.before.len())
    }

    #[test]
    fn a_state_or_without_one_a_close_date_opens_and_closes() {
        let (open, close) = ([(Field::Status, "open")], [(Field::Status, "Closed")]);
        assert_eq!(changed(&open, &close), (vec![ChangeKind::Closed], 1));
        assert_eq!(changed(&close, &open), (vec![ChangeKind::Reopened], 1));
        assert_eq!(changed(&close, &[(Field::Status, "archived")]), (vec![ChangeKind::Edited], 1));
        let dated = |date| [(Field::CloseDate, date)];
        assert_eq!(changed(&dated(""), &dated("2026-01-02 10:00:00")), (vec![ChangeKind::Closed], 1));
        assert_eq!(changed(&dated("2026-01-02 10:00:00"), &dated("")), (vec![ChangeKind::Reopened], 1));
        let moved = changed(&dated("2026-01-02 10:00:00"), &dated("2026-01-03 10:00:00"));
        assert_eq!(moved, (vec![ChangeKind::Edited], 1));
    }

    #[test]
    fn another_spelling_of_the_same_is_no_change_and_a_score_has_many() {
        assert_eq!(changed(&[(Field::Status, "close")], &[(Field::Status, "CLOSED")]), (vec![], 0));
        assert_eq!(changed(&[(Field::CloseDate, "0000-00-00 00:00:00")], &[]), (vec![], 0));
        let score = |text| [(Field::EvaluationSurvey, text)];
        assert_eq!(changed(&score("5"), &score("5.0")), (vec![ChangeKind::Edited], 1));
        assert_eq!(changed(&score(""), &score("2")), (vec![ChangeKind::Rescored], 1));
    }

    #[test]
    fn codes_recode_and_the_rest_edits_and_a_message_leaves_no_older_value() {
        assert_eq!(changed(&[], &[(Field::CodDescription, "x")]), (vec![ChangeKind::Recoded], 1));
        assert_eq!(changed(&[(Field::Answer, "a")], &[(Field::Answer, "b")]), (vec![ChangeKind::Edited], 1));
        assert_eq!(changed(&[(Field::Body, "a")], &[(Field::Body, "b")]), (vec![ChangeKind::Edited], 0));
    }
}
