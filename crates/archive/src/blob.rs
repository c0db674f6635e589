//! The columns of one window as a blob, in two forms.
//!
//! Files before the third format have each number as it is: 4 bytes for ids, rows and dates, 1, 2 or 4 for codes. Since
//! then they are packed ([`planes`](crate::planes)), and what is packed is what changes little from record to record:
//! by how much ids and dates of creation differ from the record before, rows from the id, dates of closing from the
//! creation. That is a third of the bytes, and loading a million records is mostly deciphering bytes.

use interaction::Dimension;

use crate::bytes::{Cursor, numbers, put_numbers};
use crate::columns::{Codes, Columns};
use crate::planes::{self, Planes};

/// Stands where the first form has its number of records, which cannot be so many.
const PACKED: u32 = u32::MAX;
/// Dates of closing are counted from the creation round a clock of so many seconds: as many as there are dates, so that
/// one number is left for "not closed".
const ROUND: u64 = Columns::NO_DATE as u64;

/// Columns before those of codes.
const WIDE: usize = 4;

/// A columns blob, seen as its columns.
pub(crate) struct Blob<'a> {
    pub(crate) count: usize,
    is_packed: bool,
    ids: Column<'a>,
    rows: Column<'a>,
    created: Column<'a>,
    closed: Column<'a>,
    codes: [Column<'a>; Dimension::ALL.len()],
}

#[derive(Clone, Copy)]
enum Column<'a> {
    /// Numbers as they are, of so many bytes each.
    Plain(u8, &'a [u8]),
    Packed(Planes<'a>),
}

/// Packs the columns of some records; only their lengths must be equal.
pub(crate) fn pack(ids: &[u32], rows: &[u32], dates: [&[u32]; 2], codes: &[Vec<u32>]) -> Vec<u8> {
    let [created, closed] = dates;
    let mut blob = Vec::with_capacity(8 + ids.len() * 10);
    put_numbers(&mut blob, &[PACKED, ids.len() as u32]);
    let both = |one: &[u32], other: &[u32], with: fn(u32, u32) -> u32| -> Vec<u32> {
        one.iter().zip(other).map(|(one, other)| with(*one, *other)).collect()
    };
    planes::pack(&mut blob, &steps(ids));
    planes::pack(&mut blob, &both(rows, ids, u32::wrapping_sub));
    planes::pack(&mut blob, &steps(created));
    planes::pack(&mut blob, &both(closed, created, since));
    codes.iter().for_each(|codes| planes::pack(&mut blob, codes));
    blob
}

impl<'a> Blob<'a> {
    /// `None` where the bytes are no whole blob.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let first = cursor.number()?;
        let is_packed = first == PACKED;
        let count = if is_packed { cursor.number()? } else { first } as usize;
        let mut columns = [Column::Plain(1, &[]); WIDE + Dimension::ALL.len()];
        for (place, column) in columns.iter_mut().enumerate() {
            *column = if is_packed {
                Column::Packed(Planes::take(&mut cursor, count)?)
            } else {
                let width = if place < WIDE { 4 } else { cursor.byte()? };
                Column::Plain(width, cursor.take(count.checked_mul(usize::from(width))?)?)
            };
        }
        let [ids, rows, created, closed, codes @ ..] = columns;
        Some(Self { count, is_packed, ids, rows, created, closed, codes })
    }

    pub(crate) fn ids(&self) -> Vec<u32> {
        let mut ids = Vec::with_capacity(self.count);
        self.append_steps(self.ids, &mut ids);
        ids
    }

    pub(crate) fn rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count);
        self.append_against(self.rows, &self.ids(), &mut rows, u32::wrapping_add);
        rows
    }

    pub(crate) fn created(&self) -> Vec<u32> {
        let mut created = Vec::with_capacity(self.count);
        self.append_steps(self.created, &mut created);
        created
    }

    pub(crate) fn closed(&self) -> Vec<u32> {
        let mut closed = Vec::with_capacity(self.count);
        self.append_against(self.closed, &self.created(), &mut closed, after);
        closed
    }

    pub(crate) fn codes(&self, dimension: Dimension) -> Vec<u32> {
        let mut codes = Vec::with_capacity(self.count);
        self.codes.get(dimension as usize).into_iter().for_each(|column| column.append(&mut codes, |code| code));
        codes
    }

    /// Appends the blob's records to the columns.
    pub(crate) fn append_to(&self, columns: &mut Columns) {
        let start = columns.ids.len();
        self.append_steps(self.ids, &mut columns.ids);
        let ids = columns.ids.get(start..).unwrap_or_default();
        self.append_against(self.rows, ids, &mut columns.rows, u32::wrapping_add);
        self.append_steps(self.created, &mut columns.created);
        let created = columns.created.get(start..).unwrap_or_default();
        self.append_against(self.closed, created, &mut columns.closed, after);
        for (place, column) in columns.codes.iter_mut().zip(&self.codes) {
            match place {
                Codes::Bytes(codes) => column.append(codes, |code| code as u8),
                Codes::Words(codes) => column.append(codes, |code| code as u16),
                Codes::Longs(codes) => column.append(codes, |code| code),
            }
        }
    }

    /// Appends numbers of which the packed form has the differences from one to the next.
    fn append_steps(&self, column: Column<'_>, numbers: &mut Vec<u32>) {
        let start = numbers.len();
        column.append(numbers, |number| number);
        if self.is_packed {
            let mut last = 0_u32;
            for number in numbers.get_mut(start..).unwrap_or_default() {
                last = last.wrapping_add(*number);
                *number = last;
            }
        }
    }

    /// Appends numbers of which the packed form has the differences from those of another column.
    fn append_against(
        &self,
        column: Column<'_>,
        others: &[u32],
        numbers: &mut Vec<u32>,
        restore: impl Fn(u32, u32) -> u32,
    ) {
        let start = numbers.len();
        column.append(numbers, |number| number);
        if self.is_packed {
            let packed = numbers.get_mut(start..).unwrap_or_default();
            packed.iter_mut().zip(others).for_each(|(number, other)| *number = restore(*number, *other));
        }
    }
}

impl Column<'_> {
    fn append<N>(&self, into: &mut Vec<N>, as_wide: impl Fn(u32) -> N) {
        match self {
            Self::Plain(1, bytes) => into.extend(bytes.iter().map(|byte| as_wide(u32::from(*byte)))),
            Self::Plain(2, bytes) => {
                let pairs = bytes.as_chunks::<2>().0.iter();
                into.extend(pairs.map(|pair| as_wide(u32::from(u16::from_le_bytes(*pair)))));
            }
            Self::Plain(_, bytes) => into.extend(numbers(bytes).map(as_wide)),
            Self::Packed(planes) => planes.unpack(|block| into.extend(block.iter().map(|number| as_wide(*number)))),
        }
    }
}

/// By how much each number differs from the one before it, the first from 0.
fn steps(numbers: &[u32]) -> Vec<u32> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number.wrapping_sub(before)).collect()
}

/// How long after its creation a record was closed, plus one; 0 where it was not.
fn since(closed: u32, created: u32) -> u32 {
    match closed {
        Columns::NO_DATE => 0,
        _ => ((u64::from(closed) + ROUND - u64::from(created)) % ROUND) as u32 + 1,
    }
}

/// The reverse of [`since`].
fn after(since: u32, created: u32) -> u32 {
    match since {
        0 => Columns::NO_DATE,
        _ => {
            let closed = u64::from(created) + u64::from(since) - 1;
            (if closed < ROUND { closed } else { closed - ROUND }) as u32
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Numbers = Vec<u32>;

    /// Columns with everything that is far off: wide codes, dates that are none, closings before their creation.
    fn columns(count: u32) -> (Numbers, Numbers, Numbers, Numbers, Vec<Numbers>) {
        let column = |value: fn(u32) -> u32| (0..count).map(value).collect::<Numbers>();
        let dates: [fn(u32) -> u32; 2] = [
            |i| [Columns::NO_DATE, Columns::NO_DATE - 1, 0, 1, 1_770_000_000 - i][(i / 7) as usize % 5],
            |i| [Columns::NO_DATE, 0, 1_770_000_000, 1_769_999_999 - i, Columns::NO_DATE - 1][i as usize % 5],
        ];
        let codes = [|_| 1, |i| 255 - i % 2, |_| 256, |i| 65_535 - i, |_| 65_536, |i| i];
        (column(|i| 9_000 - i), column(|i| i * 77), column(dates[0]), column(dates[1]), codes.map(column).into())
    }

    /// The first form, as the first format had it.
    fn plain((ids, rows, created, closed, codes): &(Numbers, Numbers, Numbers, Numbers, Vec<Numbers>)) -> Vec<u8> {
        let mut blob = Vec::new();
        put_numbers(&mut blob, &[ids.len() as u32]);
        [ids, rows, created, closed].iter().for_each(|numbers| put_numbers(&mut blob, numbers));
        for (codes, width) in codes.iter().zip([1, 1, 2, 2, 4, 4]) {
            blob.push(width as u8);
            codes.iter().for_each(|code| blob.extend(&code.to_le_bytes()[..width]));
        }
        blob
    }

    #[test]
    fn both_forms_give_back_every_column() {
        for count in [0, 1, 300, 2000] {
            let all = columns(count);
            let (ids, rows, created, closed, codes) = &all;
            for bytes in [plain(&all), pack(ids, rows, [created, closed], codes)] {
                let blob = Blob::of(&bytes).unwrap();
                assert_eq!(blob.count, count as usize);
                assert_eq!((&blob.ids(), &blob.rows()), (ids, rows));
                assert_eq!((&blob.created(), &blob.closed()), (created, closed));
                for (dimension, codes) in Dimension::ALL.into_iter().zip(codes) {
                    assert_eq!(&blob.codes(dimension), codes);
                }
                let mut columns = Columns::default();
                columns.codes.iter_mut().zip([2, 256, 257, 65_536, 65_537, 65_537]).for_each(|(place, values)| {
                    *place = Codes::for_values(values);
                });
                (0..2).for_each(|_| blob.append_to(&mut columns));
                assert_eq!((columns.ids, columns.rows), (ids.repeat(2), rows.repeat(2)));
                assert_eq!((columns.created, columns.closed), (created.repeat(2), closed.repeat(2)));
                for (found, codes) in columns.codes.iter().zip(codes) {
                    assert!((0..).zip(codes.repeat(2)).all(|(place, code)| found.get(place) == Some(code)));
                }
            }
        }
    }

    #[test]
    fn a_blob_cut_short_is_noticed() {
        let all = columns(700);
        let (ids, rows, created, closed, codes) = &all;
        for bytes in [plain(&all), pack(ids, rows, [created, closed], codes)] {
            assert!((0..bytes.len()).step_by(3).all(|end| Blob::of(&bytes[..end]).is_none()));
        }
    }

    #[test]
    fn a_record_of_a_busy_day_takes_few_bytes() {
        let numbers = |value: fn(u32) -> u32| (0..3000).map(value).collect::<Numbers>();
        let created: Numbers = numbers(|i| 1_770_000_000 - i * 29 - i % 7);
        let closed: Numbers = created.iter().zip(0..).map(|(created, i)| created + i % 700 * 800).collect();
        let codes = [30, 120, 11, 5, 4, 40].map(|values| (0..3000).map(|i| i * 7 % values).collect());
        let blob = pack(&numbers(|i| 9_000 - i), &numbers(|i| 9_500 - i), [&created, &closed], &codes);
        assert!(blob.len() < 3000 * 8, "{}", blob.len());
    }
}
