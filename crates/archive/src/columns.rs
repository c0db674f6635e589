//! The columns that filters run on: a few bytes a record, all in memory.

use interaction::Dimension;

/// The columns of every visible record, one entry a record, the same length everywhere. In no promised order, though
/// mostly newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The archive's own id: stable, shown to people.
    pub ids: Vec<u32>,
    /// Where the texts lie; changes when a text has changed.
    pub rows: Vec<u32>,
    /// Seconds of creation, or [`Columns::NO_DATE`].
    pub created: Vec<u32>,
    /// Seconds of closing, or [`Columns::NO_DATE`].
    pub closed: Vec<u32>,
    /// The code of each dimension's value, in the order of [`Dimension::ALL`].
    pub codes: [Codes; Dimension::ALL.len()],
    /// Each dimension's values as first seen, by code. Code 0 is `""`, absent.
    pub values: [Vec<String>; Dimension::ALL.len()],
}

/// The codes of one dimension, as narrow as its number of values allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Up to 256 values.
    Bytes(Vec<u8>),
    /// Up to 65,536 values.
    Words(Vec<u16>),
    /// More.
    Longs(Vec<u32>),
}

impl Columns {
    /// Stands where a record has no date.
    pub const NO_DATE: u32 = u32::MAX;

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Makes room for so many records, and no more: what grows step by step ends with up to twice the room.
    pub(crate) fn reserve(&mut self, records: usize) {
        for column in [&mut self.ids, &mut self.rows, &mut self.created, &mut self.closed] {
            column.reserve_exact(records);
        }
        for codes in &mut self.codes {
            match codes {
                Codes::Bytes(codes) => codes.reserve_exact(records),
                Codes::Words(codes) => codes.reserve_exact(records),
                Codes::Longs(codes) => codes.reserve_exact(records),
            }
        }
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl Codes {
    /// No codes yet, wide enough for `values` different values.
    #[must_use]
    pub fn for_values(values: usize) -> Self {
        match values {
            0..=0x100 => Self::Bytes(Vec::new()),
            0x101..=0x1_0000 => Self::Words(Vec::new()),
            _ => Self::Longs(Vec::new()),
        }
    }

    /// How many codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
            Self::Longs(codes) => codes.len(),
        }
    }

    /// Whether there is no code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code at a position; `None` past the end.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<u32> {
        match self {
            Self::Bytes(codes) => codes.get(position).map(|code| u32::from(*code)),
            Self::Words(codes) => codes.get(position).map(|code| u32::from(*code)),
            Self::Longs(codes) => codes.get(position).copied(),
        }
    }

    /// Appends codes, which must fit the width that was chosen for their number of values.
    pub fn extend(&mut self, more: impl Iterator<Item = u32>) {
        match self {
            Self::Bytes(codes) => codes.extend(more.map(|code| code as u8)),
            Self::Words(codes) => codes.extend(more.map(|code| code as u16)),
            Self::Longs(codes) => codes.extend(more),
        }
    }
}

impl Default for Codes {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}
