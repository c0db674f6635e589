//! Messages by strangers, made harmless and readable.
//!
//! A message and its answer are text or HTML, whoever wrote them. They pass, in this order: cut into tags and texts, of
//! which only known ones go on, each a bounded number of times ([`lex`]); parsed; turned into a flat flow of texts and
//! tags ([`flow`]); the history at the end split off ([`history`]); addresses made links, hits marked, blanks
//! collapsed; written; and sanitised, last of all ([`write`]). What comes out is never parsed and written again.
//!
//! What it keeps: every word of the raw text is shown, up to a stated length; nothing but the tags of [`write::TAGS`]
//! and the addresses of links comes out; no text, however long or deeply nested, takes more than a bounded amount of
//! time, memory and stack.

mod blanks;
mod flow;
mod history;
mod lex;
mod links;
mod marks;
mod pieces;
mod plain;
mod tables;
mod tags;
mod write;

#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::Serialize;

use crate::silent::silent;

pub use pieces::{Piece, Shown, Words, pieces, snippet};
pub use write::address_of_link;

/// A message made harmless.
#[derive(Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Message {
    /// Sanitised HTML, hits in `<mark>`. Lines are in `<p>` and `<br>`: no blank of it counts, but in `<pre>`.
    pub html: String,
    /// The history quoted at its end.
    pub quoted: Option<Quoted>,
    /// How many remote pictures were taken out, each address counted once. Pictures that came with the message are
    /// taken out, too, and not counted: nothing would be asked of anyone for them.
    pub blocked_pictures: u32,
    /// Whether the message was too long to be shown whole. Its raw text is whole.
    pub cut: bool,
}

/// The history that is quoted at the end of a message.
#[derive(Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Quoted {
    /// Sanitised HTML, hits in `<mark>`.
    pub html: String,
    /// How many messages it seems to hold; at least 1.
    pub messages: u32,
}

/// Makes a message harmless. `hits` tells where in a text the words of a search stand; it is asked once for the message
/// and once for the history.
#[must_use]
pub fn render(raw: &str, hits: &mut dyn FnMut(&str) -> Vec<Range<usize>>) -> Message {
    let (flow, blocked_pictures, cut) = if lex::is_html(raw) {
        let lexed = lex::lex(raw);
        (flow::of_html(&lexed), lexed.pictures.len() as u32, lexed.is_cut)
    } else {
        let (text, is_cut) = plain::shortened(raw);
        (plain::flow(text), 0, is_cut)
    };
    let mut finish = |flow| write::write(&marks::marked(links::linked(blanks::collapsed(flow)), hits));
    let (own, history) = history::split(flow);
    let quoted = history.map(|history| Quoted { html: finish(history.flow), messages: history.messages });
    Message { html: finish(own), quoted, blocked_pictures, cut }
}

silent!(Message, Quoted, Piece);
