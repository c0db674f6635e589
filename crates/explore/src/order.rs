//! In which order found records come.

use std::str::FromStr;

use archive::{Columns, Ranks};
use interaction::{Dimension, Field};

use crate::dictionary::ABSENT;
use crate::table::Dimensioned;
use crate::{Names, Table, seconds_to_close};

/// Which way a field is sorted. Records without a value come last both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// From the lowest, oldest or first in the alphabet.
    #[default]
    Ascending,
    /// The other way around.
    Descending,
}

/// An order of records; by default newest first, ties by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Order {
    by: Option<(Key, Direction)>,
}

/// What records are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Field(Field),
    /// The skill as it is shown.
    ShownSkill,
    TimeToClose,
    /// How many attachments there are.
    Attachments,
}

/// Why there is no such order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The report has no such field.
    #[error("the report has no such field")]
    UnknownField,
    /// Messages, answers, comments and attachments are not sorted by.
    #[error("records cannot be sorted by this field")]
    NotSortable,
    /// Something else than `desc` or `asc` follows the colon.
    #[error("the order is neither asc nor desc")]
    UnknownDirection,
}

impl Order {
    /// By a field, ties newest first.
    ///
    /// # Errors
    /// Where records cannot be sorted by the field.
    pub fn by(field: Field, direction: Direction) -> Result<Self, OrderError> {
        match field {
            Field::Body | Field::Answer | Field::Comments | Field::Attachments => Err(OrderError::NotSortable),
            _ => Ok(Self { by: Some((Key::Field(field), direction)) }),
        }
    }

    /// By the skill as it is shown: its name, or its number where no name is known. Ties newest first.
    #[must_use]
    pub const fn by_shown_skill(direction: Direction) -> Self {
        Self { by: Some((Key::ShownSkill, direction)) }
    }

    /// By the [time to close](crate::seconds_to_close), ties newest first.
    #[must_use]
    pub const fn by_time_to_close(direction: Direction) -> Self {
        Self { by: Some((Key::TimeToClose, direction)) }
    }

    /// By how many attachments records have, ties newest first. The field's text is not sorted by.
    #[must_use]
    pub const fn by_attachments(direction: Direction) -> Self {
        Self { by: Some((Key::Attachments, direction)) }
    }

    /// The date that it orders by, and which way; `None` where it orders by something else.
    #[must_use]
    pub fn date(self) -> Option<(Field, Direction)> {
        match self.by {
            None => Some((Field::DateCreation, Direction::Descending)),
            Some((Key::Field(field @ (Field::DateCreation | Field::CloseDate)), direction)) => Some((field, direction)),
            Some(_) => None,
        }
    }

    /// The field whose ranks the archive must give, where the table alone does not hold the order.
    pub(crate) fn ranked_field(self) -> Option<Field> {
        let is_ranked =
            |field| matches!(field, Field::Subject | Field::From | Field::To | Field::CaseId | Field::CodDescription);
        match self.by? {
            (Key::Field(field), _) if is_ranked(field) => Some(field),
            (Key::Attachments, _) => Some(Field::Attachments),
            _ => None,
        }
    }
}

/// Reads `FIELD`, `FIELD:asc` or `FIELD:desc`, the field by its name in the API.
impl FromStr for Order {
    type Err = OrderError;

    fn from_str(text: &str) -> Result<Self, OrderError> {
        let (field, direction) = text.split_once(':').unwrap_or((text, "asc"));
        let direction = match direction {
            "asc" => Direction::Ascending,
            "desc" => Direction::Descending,
            _ => return Err(OrderError::UnknownDirection),
        };
        Self::by(Field::from_api_name(field).ok_or(OrderError::UnknownField)?, direction)
    }
}

/// What positions are sorted by.
pub(crate) struct SortKeys {
    source: Source,
    direction: Direction,
}

enum Source {
    Created,
    Closed,
    TimeToClose,
    Dimension(usize),
    /// The rank of each skill's code.
    Skills(Vec<u32>),
    Ranks(Ranks),
}

impl SortKeys {
    /// The keys of an order; `None` for the table's own. `ranks` are those of [`Order::ranked_field`].
    pub(crate) fn of(order: Order, ranks: Option<Ranks>, table: &Table, names: &Names) -> Option<Self> {
        let (key, direction) = order.by?;
        let dimension = |field| Dimension::ALL.iter().position(|dimension| dimension.field() == field);
        let source = match (key, ranks) {
            (Key::Field(Field::DateCreation), _) => Source::Created,
            (Key::Field(Field::CloseDate), _) => Source::Closed,
            (Key::Field(_) | Key::Attachments, Some(ranks)) => Source::Ranks(ranks),
            (Key::Attachments, None) => return None,
            (Key::Field(field), None) => Source::Dimension(dimension(field)?),
            (Key::ShownSkill, _) => {
                let skills = table.dimensions().get(Dimension::Skill as usize)?;
                Source::Skills(names.ranks_of_skills(&skills.dictionary))
            }
            (Key::TimeToClose, _) => Source::TimeToClose,
        };
        Some(Self { source, direction })
    }

    /// Numbers of which the lower comes first: the field's key above, the position below.
    pub(crate) fn sortable(&self, table: &Table, positions: &[u32]) -> Vec<u64> {
        match &self.source {
            Source::Created => self.keyed(positions, |at| value(table.created(), at)),
            Source::Closed => self.keyed(positions, |at| value(table.closed(), at)),
            Source::Ranks(ranks) => self.keyed(positions, |at| table.row(at).map_or(ABSENT, |row| ranks.of(row))),
            Source::TimeToClose => self.keyed(positions, |at| {
                seconds_to_close(value(table.created(), at), value(table.closed(), at)).unwrap_or(ABSENT)
            }),
            Source::Skills(ranks) => {
                self.by_code(positions, table.dimensions().get(Dimension::Skill as usize), |code| {
                    ranks.get(code).copied().unwrap_or(ABSENT)
                })
            }
            Source::Dimension(number) => {
                let dimension = table.dimensions().get(*number);
                self.by_code(positions, dimension, |code| dimension.map_or(ABSENT, |it| it.dictionary.rank(code)))
            }
        }
    }

    fn by_code(&self, positions: &[u32], dimension: Option<&Dimensioned>, rank: impl Fn(usize) -> u32) -> Vec<u64> {
        let Some(dimension) = dimension else { return self.keyed(positions, |_| ABSENT) };
        self.keyed(positions, |at| dimension.codes.get(at as usize).map_or(ABSENT, |code| rank(code as usize)))
    }

    fn keyed(&self, positions: &[u32], key: impl Fn(u32) -> u32) -> Vec<u64> {
        let turned = |key: u32| match self.direction {
            Direction::Ascending => key,
            // Absence stays last.
            Direction::Descending if key == ABSENT => ABSENT,
            Direction::Descending => ABSENT - 1 - key,
        };
        positions.iter().map(|at| u64::from(turned(key(*at))) << 32 | u64::from(*at)).collect()
    }
}

fn value(column: &[u32], position: u32) -> u32 {
    const { assert!(Columns::NO_DATE == ABSENT) };
    column.get(position as usize).copied().unwrap_or(ABSENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_by_the_apis_names() {
        assert_eq!("close_date:desc".parse(), Order::by(Field::CloseDate, Direction::Descending));
        assert_eq!("subject".parse(), Order::by(Field::Subject, Direction::Ascending));
        assert_eq!("body".parse::<Order>(), Err(OrderError::NotSortable));
        // The table sorts by their number; the field is a text, which the command line does not sort by.
        assert_eq!("attachments".parse::<Order>(), Err(OrderError::NotSortable));
        assert_eq!("agent".parse::<Order>(), Err(OrderError::UnknownField));
        assert_eq!("subject:up".parse::<Order>(), Err(OrderError::UnknownDirection));
    }

    #[test]
    fn every_field_but_the_long_texts_can_be_sorted_by() {
        let sortable = Field::ALL.into_iter().filter(|field| Order::by(*field, Direction::Ascending).is_ok());
        assert_eq!(sortable.count(), 13);
    }
}
