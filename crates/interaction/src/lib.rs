//! The words of Traza as types: what an interaction, a moment, a period, a window, a server and a score are.
//!
//! Owns how the report's texts are read (dates, scores, channels, states, attachments, words, server names) and the one
//! definition of what a record shows and which values count as the same. No I/O, no clock, no randomness: whoever needs the
//! present passes it in. Every other crate speaks these types.

mod attachments;
mod channel;
mod dimension;
mod field;
mod fold;
mod moment;
mod period;
mod plain;
mod record;
mod row;
mod scale;
mod score;
mod server;
mod state;

pub use attachments::{Attachment, attachments};
pub use channel::Channel;
pub use dimension::Dimension;
pub use field::Field;
pub use fold::{fold, fold_case, start_of};
pub use moment::Moment;
pub use period::{Period, Window};
pub use plain::{WordsRoom, without_controls, words, words_in};
pub use record::Interaction;
pub use row::Row;
pub use scale::{Scale, ScaleError, Tone};
pub use score::Score;
pub use server::{Server, ServerError};
pub use state::State;
