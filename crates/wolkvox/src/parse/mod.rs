//! Reading an answer without HTTP: bytes in, items out.
//!
//! Owns the parsing of bodies with flat memory. A streaming deserialiser over the whole body would end at the first
//! lone surrogate or bad escape; here a splitter that knows only strings and nesting cuts the body into records, and
//! each is parsed by itself, so that a record that cannot be read costs itself and nothing else.

mod envelope;
mod preface;
mod reader;
pub(crate) mod record;
mod scan;
mod splitter;
mod value;

pub(crate) use envelope::Envelope;
pub use reader::{AnswerReader, Item, Totals};
pub(crate) use splitter::Splitter;
