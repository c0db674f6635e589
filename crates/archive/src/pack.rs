//! How a record lies on disk: short fields as they are, long texts compressed apart, words for the search index.
//!
//! All of it is computed here, without the database, so that it can run beside the writing.

use std::sync::Arc;

use interaction::{Field, Interaction};
use rusqlite::{Connection, OptionalExtension};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::compress_bound;

use crate::bytes::{Cursor, put_text};
use crate::columns::Columns;
use crate::identity::Fingerprint;
use crate::search::Gathering;
use crate::segment::Packed;
use crate::spare::Spare;
use crate::{Error, attached};

/// The trained dictionary, which makes short texts of one operation small.
pub(crate) const TABLE: &str = "CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT";
const READ: &str = "SELECT bytes FROM dictionary WHERE id = 1";
const WRITE: &str = "INSERT INTO dictionary (id, bytes) VALUES (1, ?1)";

/// Records that a dictionary is trained from: with fewer it would learn names, not the operation's phrases.
const SAMPLE: std::ops::RangeInclusive<usize> = 200..=600;
/// Bytes of a trained dictionary.
const DICTIONARY_BYTES: usize = 48 << 10;
/// The compression level; higher ones cost much more time than they save room.
const LEVEL: i32 = 3;
/// Bytes that a packed text may claim to unpack to: more than an answer may have.
const LARGEST_TEXT: u32 = 1 << 29;

/// Room that is kept for the next record's texts; what an uncommonly long one took beyond it is given back.
const KEPT_ROOM: usize = 1 << 20;
/// Bytes before a packed text: whether it takes the dictionary, and its length unpacked.
const PACKED_HEAD: usize = 5;

/// The long texts; all other fields are heads.
const LONG: [Field; 4] = [Field::Body, Field::Answer, Field::Comments, Field::Attachments];

/// Prepares the records of one answer for [`crate::Archive::append`], on whichever thread.
pub struct Packer {
    dictionary: Option<Arc<[u8]>>,
    compressor: Compressor<'static>,
    /// Long texts before and after they are packed: memory that every record uses again.
    plain: Vec<u8>,
    packed: Vec<u8>,
    spare: Spare,
    words: Option<Gathering>,
}

/// Gathers the words of records that were prepared, for the search index. A record whose words nobody gathers is indexed
/// when it is kept, which takes the writing thread's time.
pub struct Words(Option<Gathering>);

/// A record ready to be kept.
pub struct Prepared(pub(crate) Form);

/// How a record is kept.
pub(crate) enum Form {
    /// Written to a row of its own.
    Written(Box<Written>),
    /// At the row of a stored record that is the same to the letter. The record itself, in case the row is gone by then.
    Kept(Packed, Box<Interaction>),
}

/// A record ready to be written.
pub(crate) struct Written {
    pub(crate) words: WordsOf,
    pub(crate) heads: Vec<u8>,
    pub(crate) texts: Vec<u8>,
    pub(crate) fingerprint: Fingerprint,
    /// How many attachments it has.
    pub(crate) attachments: u32,
    pub(crate) created: u32,
    pub(crate) closed: u32,
}

/// Where the words of a record are.
#[expect(clippy::large_enum_variant, reason = "it lies in the box of what is written; one more would cost two threads")]
pub(crate) enum WordsOf {
    /// Nobody has gathered them: in the record itself.
    Record(Interaction),
    /// Among those that are gathered, under this number.
    Gathered(u32),
}

impl Packer {
    pub(crate) fn new(dictionary: Option<Arc<[u8]>>) -> Result<Self, Error> {
        let compressor = match &dictionary {
            Some(bytes) => Compressor::with_dictionary(LEVEL, bytes)?,
            None => Compressor::new(LEVEL)?,
        };
        Ok(Self { dictionary, compressor, plain: Vec::new(), packed: Vec::new(), spare: Spare::default(), words: None })
    }

    /// One that packs nothing that is among the spare records.
    pub(crate) fn sparing(self, spare: Spare) -> Self {
        Self { spare, ..self }
    }

    /// One that gathers the words of what it packs.
    pub(crate) fn gathering(self, words: Gathering) -> Self {
        Self { words: Some(words), ..self }
    }

    /// Packs a record, unless it is stored already as it is.
    ///
    /// # Errors
    /// Where the compressor fails, which only a lack of memory can cause.
    pub fn prepare(&mut self, record: Interaction) -> Result<Prepared, Error> {
        let fingerprint = Fingerprint::of(&record);
        Ok(Prepared(match self.spare.take(&fingerprint) {
            Some(stored) => Form::Kept(stored, Box::new(record)),
            None => Form::Written(Box::new(self.write(record, fingerprint)?)),
        }))
    }

    pub(crate) fn write(&mut self, record: Interaction, fingerprint: Fingerprint) -> Result<Written, Error> {
        let seconds =
            |moment: Option<interaction::Moment>| moment.map_or(Columns::NO_DATE, interaction::Moment::seconds);
        let mut written = Written {
            heads: heads(&record),
            texts: self.texts(&record)?,
            fingerprint,
            attachments: attached::count(record.text(Field::Attachments)),
            created: seconds(record.created()),
            closed: seconds(record.closed()),
            words: WordsOf::Record(record),
        };
        self.words.as_ref().map_or(Ok(()), |words| written.gather(words))?;
        Ok(written)
    }

    /// Leaves the gathering of words to another thread.
    #[must_use]
    pub fn split(self) -> (Self, Words) {
        (Self { words: None, ..self }, Words(self.words))
    }

    /// Packs older values of fields.
    pub(crate) fn values(&mut self, values: &[(Field, String)]) -> Result<Vec<u8>, Error> {
        self.plain.clear();
        for (field, text) in values {
            self.plain.push(*field as u8);
            put_text(&mut self.plain, text);
        }
        if self.plain.is_empty() { Ok(Vec::new()) } else { self.pack() }
    }

    fn texts(&mut self, record: &Interaction) -> Result<Vec<u8>, Error> {
        put_long_texts(&mut self.plain, record);
        // Five empty texts: nothing to compress.
        if self.plain.len() == LONG.len() + 1 { Ok(Vec::new()) } else { self.pack() }
    }

    fn pack(&mut self) -> Result<Vec<u8>, Error> {
        self.packed.clear();
        self.packed.reserve(compress_bound(self.plain.len()));
        self.compressor.compress_to_buffer(&self.plain, &mut self.packed)?;
        let mut blob = Vec::with_capacity(PACKED_HEAD + self.packed.len());
        blob.push(u8::from(self.dictionary.is_some()));
        blob.extend((self.plain.len() as u32).to_le_bytes());
        blob.extend_from_slice(&self.packed);
        for room in [&mut self.plain, &mut self.packed] {
            room.clear();
            room.shrink_to(KEPT_ROOM);
        }
        Ok(blob)
    }
}

impl Words {
    /// Gathers the words of a record. Records must come in the order in which they will be kept.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn gather(&self, prepared: &mut Prepared) -> Result<(), Error> {
        match (&self.0, &mut prepared.0) {
            (Some(words), Form::Written(written)) => written.gather(words),
            _ => Ok(()),
        }
    }
}

impl Written {
    /// Gathers its words, after which it needs the record no longer.
    fn gather(&mut self, words: &Gathering) -> Result<(), Error> {
        if let WordsOf::Record(record) = &self.words {
            self.words = WordsOf::Gathered(words.add(record)?);
        }
        Ok(())
    }
}

/// Reads packed records.
pub(crate) struct Unpacker {
    plain: Decompressor<'static>,
    trained: Option<Decompressor<'static>>,
}

impl Unpacker {
    pub(crate) fn new(dictionary: Option<&[u8]>) -> Result<Self, Error> {
        let trained = dictionary.map(Decompressor::with_dictionary).transpose()?;
        Ok(Self { plain: Decompressor::new()?, trained })
    }

    /// The record of its heads and texts.
    pub(crate) fn record(&mut self, heads: &[u8], texts: &[u8]) -> Result<Interaction, Error> {
        let plain = if texts.is_empty() { Vec::new() } else { self.unpack(texts)? };
        let mut record = Interaction::with_room(heads.len() + plain.len());
        let mut cursor = Cursor::new(heads);
        for field in head_fields() {
            record.set(field, cursor.text().ok_or(Error::Damaged)?);
        }
        if !texts.is_empty() {
            let mut cursor = Cursor::new(&plain);
            for field in LONG {
                record.set(field, cursor.text().ok_or(Error::Damaged)?);
            }
            record.set_extra(cursor.text().ok_or(Error::Damaged)?);
        }
        Ok(record)
    }

    /// One of the long texts.
    pub(crate) fn text(&mut self, texts: &[u8], wanted: Field) -> Result<String, Error> {
        let plain = self.unpack(texts)?;
        let mut cursor = Cursor::new(&plain);
        for field in LONG {
            let text = cursor.text().ok_or(Error::Damaged)?;
            if field == wanted {
                return Ok(text.to_owned());
            }
        }
        Ok(String::new())
    }

    /// The older values of fields.
    pub(crate) fn values(&mut self, packed: &[u8]) -> Result<Vec<(Field, String)>, Error> {
        let mut values = Vec::new();
        if packed.is_empty() {
            return Ok(values);
        }
        let plain = self.unpack(packed)?;
        let mut cursor = Cursor::new(&plain);
        while let Some(number) = cursor.byte() {
            let field = Field::ALL.get(usize::from(number)).ok_or(Error::Damaged)?;
            values.push((*field, cursor.text().ok_or(Error::Damaged)?.to_owned()));
        }
        Ok(values)
    }

    fn unpack(&mut self, blob: &[u8]) -> Result<Vec<u8>, Error> {
        let mut cursor = Cursor::new(blob);
        let (Some(trained), Some(length)) = (cursor.byte(), cursor.number()) else { return Err(Error::Damaged) };
        let packed = blob.get(PACKED_HEAD..).filter(|_| length <= LARGEST_TEXT).ok_or(Error::Damaged)?;
        let unpacker = if trained == 0 { Some(&mut self.plain) } else { self.trained.as_mut() };
        unpacker.ok_or(Error::Damaged)?.decompress(packed, length as usize).map_err(|_| Error::Damaged)
    }
}

/// The dictionary of the archive, where one was trained.
pub(crate) fn dictionary(connection: &Connection) -> Result<Option<Arc<[u8]>>, Error> {
    let bytes = connection.prepare_cached(READ)?.query_row([], |row| row.get::<_, Vec<u8>>(0)).optional()?;
    Ok(bytes.map(Arc::from))
}

/// Trains the archive's dictionary from the first records that are enough for one.
pub(crate) fn train(connection: &Connection, sample: &[Interaction]) -> Result<Option<Arc<[u8]>>, Error> {
    if sample.len() < *SAMPLE.start() {
        return Ok(None);
    }
    let texts: Vec<Vec<u8>> = sample.iter().take(*SAMPLE.end()).map(long_texts).collect();
    // Texts too short or too alike have nothing to learn from: then the archive does without.
    let Ok(bytes) = zstd::dict::from_samples(&texts, DICTIONARY_BYTES) else { return Ok(None) };
    connection.execute(WRITE, [&bytes])?;
    Ok(Some(Arc::from(bytes)))
}

/// The text of one head, without reading the others further than needed.
pub(crate) fn head(heads: &[u8], wanted: Field) -> Option<&str> {
    let mut cursor = Cursor::new(heads);
    for field in head_fields() {
        let text = cursor.text()?;
        if field == wanted {
            return Some(text);
        }
    }
    None
}

/// A record with nothing but its heads.
pub(crate) fn of_heads(heads: &[u8]) -> Interaction {
    let mut record = Interaction::with_room(heads.len());
    all_heads(heads).for_each(|(field, text)| record.set(field, text));
    record
}

/// The texts of all heads; `""` for what is damaged.
pub(crate) fn all_heads(heads: &[u8]) -> impl Iterator<Item = (Field, &str)> {
    let mut cursor = Cursor::new(heads);
    head_fields().map(move |field| (field, cursor.text().unwrap_or_default()))
}

/// The fields that stand in the heads.
pub(crate) fn head_fields() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| !LONG.contains(field))
}

pub(crate) fn heads(record: &Interaction) -> Vec<u8> {
    // A length before each: of two bytes or, seldom, more.
    let mut blob = Vec::with_capacity(head_fields().map(|field| record.text(field).len() + 2).sum());
    for field in head_fields() {
        put_text(&mut blob, record.text(field));
    }
    blob
}

fn long_texts(record: &Interaction) -> Vec<u8> {
    let mut plain = Vec::new();
    put_long_texts(&mut plain, record);
    plain
}

fn put_long_texts(plain: &mut Vec<u8>, record: &Interaction) {
    plain.clear();
    LONG.into_iter().for_each(|field| put_text(plain, record.text(field)));
    put_text(plain, record.extra());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: usize) -> Interaction {
        let mut record = Interaction::default();
        for field in Field::ALL {
            record.set(field, format!("{} número {number} {}", field.api_name(), "buenos días ".repeat(number % 9)));
        }
        record.set_extra(r#"{"otro":1}"#);
        record
    }

    #[test]
    fn a_record_comes_back_with_and_without_a_dictionary() {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(TABLE).unwrap();
        let records: Vec<_> = (0..300).map(record).chain([Interaction::default()]).collect();
        assert!(train(&connection, &records[..10]).unwrap().is_none());
        let trained = train(&connection, &records).unwrap();
        assert!(trained.is_some());
        let mut unpacker = Unpacker::new(dictionary(&connection).unwrap().as_deref()).unwrap();
        for dictionary in [None, trained] {
            let mut packer = Packer::new(dictionary).unwrap();
            for record in &records {
                let packed = packer.write(record.clone(), Fingerprint::of(record)).unwrap();
                assert!(unpacker.record(&packed.heads, &packed.texts).unwrap() == *record);
                assert_eq!(head(&packed.heads, Field::CaseId), Some(record.text(Field::CaseId)));
            }
        }
    }

    #[test]
    fn damaged_texts_are_noticed() {
        let mut packer = Packer::new(None).unwrap();
        let packed = packer.write(record(3), Fingerprint::of(&record(3))).unwrap();
        let mut unpacker = Unpacker::new(None).unwrap();
        for end in 1..packed.texts.len() {
            assert!(unpacker.record(&packed.heads, &packed.texts[..end]).is_err());
        }
    }
}
