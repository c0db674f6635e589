//! What comes out of messages.

mod attacks;
mod bombs;
mod reading;
mod safe;
mod words;

use super::*;

fn plain(raw: &str) -> Message {
    render(raw, &mut |_| Vec::new())
}

/// The HTML of a message and of its history, a bar between.
fn shown(raw: &str) -> String {
    let message = plain(raw);
    match message.quoted {
        Some(quoted) => format!("{} | {} ({})", message.html, quoted.html, quoted.messages),
        None => message.html,
    }
}
