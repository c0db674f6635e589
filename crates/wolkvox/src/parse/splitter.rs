//! Cuts a body into the raw records of its `data`, and keeps what the envelope says around them.
//!
//! Bytes are pushed as they come and records pulled as they are whole; no more is held than one record and one piece.
//! Keys may come in any order. What is malformed between records is passed over, so that one bad byte does not cost
//! the answer.

use std::ops::Range;

use super::envelope::{Envelope, Key};
use super::preface::{Preface, Start};
use super::scan::{Reached, Scan};

/// The envelope's own fields are a sentence at most; of a longer one, or an unknown one as long, nothing is kept.
const LONGEST_FIELD: usize = 64 * 1024;
/// Room that is kept for the next record; what one uncommonly long record took beyond it is given back.
const KEPT_ROOM: usize = 1024 * 1024;

/// A body that is being cut into records.
pub(crate) struct Splitter {
    /// What came and is not done with.
    bytes: Vec<u8>,
    /// How many of `bytes` are done with.
    done: usize,
    /// How many of `bytes` the value at hand was walked through; not less than `done`.
    walked: usize,
    scan: Scan,
    place: Place,
    preface: Preface,
    envelope: Envelope,
}

/// Where in the body the next byte is.
#[derive(Clone, Copy)]
enum Place {
    /// Before the envelope.
    Before,
    /// In the envelope, before a key or its end.
    Fields,
    /// In a key.
    Name,
    /// Between a key and its value.
    Colon(Key),
    /// Before or in a field's value.
    Value(Key),
    /// In a value too long to be kept, which is passed over.
    Passing,
    /// In `data`, before a record or the list's end.
    List,
    /// In a record.
    Record,
    /// After the envelope.
    After,
}

impl Splitter {
    /// A body of which nothing came yet.
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            done: 0,
            walked: 0,
            scan: Scan::default(),
            place: Place::Before,
            preface: Preface::default(),
            envelope: Envelope::default(),
        }
    }

    /// Takes the next bytes of the body.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.done);
        self.walked -= self.done;
        self.done = 0;
        if self.bytes.capacity() > KEPT_ROOM && self.bytes.len() + piece.len() < KEPT_ROOM {
            self.bytes.shrink_to(KEPT_ROOM);
        }
        self.bytes.extend_from_slice(piece);
    }

    /// The raw JSON of the next record; `None` until more bytes are pushed.
    pub(crate) fn next_record(&mut self) -> Option<&[u8]> {
        let range = loop {
            if let Some(range) = self.step()? {
                break range;
            }
        };
        self.bytes.get(range)
    }

    /// What the envelope said so far.
    pub(crate) fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// Whether the envelope was seen to its end.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self.place, Place::After)
    }

    /// Whether an envelope was seen to begin.
    pub(crate) fn has_begun(&self) -> bool {
        !matches!(self.place, Place::Before)
    }

    /// Whether anything else than blanks came.
    pub(crate) fn saw_text(&self) -> bool {
        self.has_begun() || !self.preface.is_blank()
    }

    /// Whether the body began like a page.
    pub(crate) fn looks_like_html(&self) -> bool {
        self.preface.is_html()
    }

    /// One step on: `None` where bytes run out, a range where a record is whole.
    fn step(&mut self) -> Option<Option<Range<usize>>> {
        let place = self.place;
        match place {
            Place::Before => self.step_before()?,
            Place::Fields => match self.next_byte()? {
                b'"' => self.begin(Place::Name),
                b'}' => self.step_end(),
                _ => self.skip_to(Place::Fields),
            },
            Place::Name => {
                let range = self.value()?;
                self.place = Place::Colon(Key::of(self.bytes.get(range)?));
            }
            Place::Colon(key) => match self.next_byte()? {
                b':' => {
                    self.envelope.saw(key);
                    self.done += 1;
                    self.begin(Place::Value(key));
                }
                _ => self.place = Place::Fields,
            },
            Place::Value(key) => match self.next_byte()? {
                b'[' if key == Key::Data => self.skip_to(Place::List),
                _ => return self.step_value(key),
            },
            Place::Passing => self.step_passing()?,
            Place::List => match self.next_byte()? {
                b']' => self.skip_to(Place::Fields),
                // A stray end or colon belongs to no record.
                b',' | b'}' | b':' => self.skip_to(Place::List),
                _ => self.begin(Place::Record),
            },
            Place::Record => {
                let range = self.value()?;
                self.place = Place::List;
                return Some(Some(range));
            }
            Place::After => {
                self.done = self.bytes.len();
                self.walked = self.done;
                return None;
            }
        }
        Some(None)
    }

    fn step_before(&mut self) -> Option<()> {
        let start = self.preface.find_start(self.bytes.get(self.done..)?);
        let (Start::At(count) | Start::NotBefore(count)) = start;
        self.done += count;
        self.walked = self.done;
        if matches!(start, Start::NotBefore(_)) {
            return None;
        }
        self.skip_to(Place::Fields);
        Some(())
    }

    /// The end of the object. One without any of the envelope's fields was something else: the search goes on.
    fn step_end(&mut self) {
        if self.envelope.is_one {
            return self.skip_to(Place::After);
        }
        self.preface.pass(b'}');
        self.skip_to(Place::Before);
    }

    /// A field's value, `data` only where it is no list.
    fn step_value(&mut self, key: Key) -> Option<Option<Range<usize>>> {
        let Some(range) = self.value() else {
            if key != Key::Data && self.walked - self.done > LONGEST_FIELD {
                self.place = Place::Passing;
            }
            return None;
        };
        self.place = Place::Fields;
        let raw = self.bytes.get(range.clone())?;
        if key == Key::Data && !is_nothing(raw) {
            return Some(Some(range));
        }
        self.envelope.take(key, raw);
        Some(None)
    }

    /// A value that nobody wants: none of it is held.
    fn step_passing(&mut self) -> Option<()> {
        let ended = self.value();
        self.done = self.walked;
        ended?;
        self.place = Place::Fields;
        Some(())
    }

    /// The value at hand, once it is whole; it is done with then.
    fn value(&mut self) -> Option<Range<usize>> {
        let begin = self.done;
        match self.scan.walk(self.bytes.get(self.walked..)?) {
            Reached::End(count) => {
                self.walked += count;
                self.done = self.walked;
                Some(begin..self.done)
            }
            Reached::More => {
                self.walked = self.bytes.len();
                None
            }
        }
    }

    /// The byte that the value at hand begins with, or the next one after blanks.
    fn next_byte(&mut self) -> Option<u8> {
        if self.walked == self.done {
            let rest = self.bytes.get(self.done..)?;
            self.done += rest.len() - rest.trim_ascii_start().len();
            self.walked = self.done;
        }
        self.bytes.get(self.done).copied()
    }

    /// Goes to a place in which a value is walked through from here on.
    fn begin(&mut self, place: Place) {
        self.walked = self.done;
        self.scan = Scan::default();
        self.place = place;
    }

    fn skip_to(&mut self, place: Place) {
        self.done += 1;
        self.walked = self.done;
        self.place = place;
    }
}

/// Whether a `data` that is no list holds no record: PHP has several ways to say so.
fn is_nothing(raw: &[u8]) -> bool {
    match raw {
        b"" | b"null" | b"false" | br#""""# | br#""null""# => true,
        [b'{', inside @ .., b'}'] => inside.trim_ascii().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEGABYTE: usize = 1024 * 1024;

    /// The most bytes held while `pieces` pass through.
    fn most_held<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> usize {
        let mut splitter = Splitter::new();
        let held = pieces.into_iter().map(|piece| {
            splitter.push(piece);
            while splitter.next_record().is_some() {}
            splitter.bytes.len() - splitter.done
        });
        held.max().unwrap_or_default()
    }

    #[test]
    fn no_more_is_held_than_a_record() {
        let record = format!(r#"{{"body":"{}"}},"#, "a".repeat(5000));
        let list = format!(r#"{{"data":[{}]}}"#, record.repeat(2000));
        assert!(most_held(list.as_bytes().chunks(999)) <= record.len());
        assert_eq!(most_held([list.as_bytes()]), 0);
    }

    #[test]
    fn what_nobody_wants_is_not_held() {
        let filler = "x".repeat(8 * MEGABYTE);
        let warning = format!("<b>Warning</b> {filler}");
        let unknown = format!(r#"{{"code":200,"new":["{filler}"],"data":[]}}"#);
        let message = format!(r#"{{"code":200,"msg":"{filler}","data":[]}}"#);
        let after = format!(r#"{{"code":200,"data":[]}}{filler}"#);
        for body in [warning, unknown, message, after] {
            assert!(most_held(body.as_bytes().chunks(4096)) <= LONGEST_FIELD + 4096);
        }
    }

    #[test]
    fn room_for_a_long_record_is_given_back() {
        let mut splitter = Splitter::new();
        splitter.push(format!(r#"{{"data":["{}"]"#, "a".repeat(8 * MEGABYTE)).as_bytes());
        assert!(splitter.next_record().is_some());
        splitter.push(b"}");
        assert!(splitter.bytes.capacity() <= 2 * KEPT_ROOM);
    }
}
