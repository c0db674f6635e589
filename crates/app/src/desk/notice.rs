//! What the system is to notify people of. The page has the words; no text of a message is among them.

use serde::Deserialize;

/// Characters of the longest text: more fits no notification.
const LONGEST: usize = 300;

/// A notification of the system's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Notice {
    /// The operation's id.
    pub operation: String,
    /// The interaction that a click opens; a click opens the operation where there is none.
    pub id: Option<u32>,
    /// The title.
    pub title: String,
    /// What it says, as plain text.
    pub body: String,
}

/// Whether what shows notifications reads markup in their texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// It does: signs that would be taken for it are escaped.
    Read,
    /// It shows every sign as it is.
    Unknown,
}

impl Notice {
    /// The title in one line. It has no markup on any system.
    #[must_use]
    pub fn title(&self) -> String {
        plain(&self.title)
    }

    /// What it says, in one line, so that whatever shows it shows it as it is.
    #[must_use]
    pub fn body(&self, markup: Markup) -> String {
        let text = plain(&self.body);
        match markup {
            Markup::Read => html_escape::encode_text(&text).into_owned(),
            Markup::Unknown => text,
        }
    }
}

fn plain(text: &str) -> String {
    let mut signs = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    let mut plain: String = signs.by_ref().take(LONGEST).collect();
    if signs.next().is_some() {
        plain.push('…');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(body: &str) -> Notice {
        Notice { operation: "x".into(), id: None, title: "Encuesta baja\n<b>".into(), body: body.into() }
    }

    #[test]
    fn a_name_cannot_steer_what_shows_it() {
        let hostile = notice("Ana <img src=\"file:///x\"/> & <b>Co</b>\u{1b}[1m");
        let escaped = hostile.body(Markup::Read);
        assert!(!escaped.contains('<') && !escaped.contains("& ") && !escaped.contains('\u{1b}'), "{escaped}");
        assert!(escaped.starts_with("Ana &lt;img"), "{escaped}");
        assert!(hostile.body(Markup::Unknown).contains("<b>Co</b>"));
        assert_eq!(hostile.title(), "Encuesta baja <b>");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let long = notice(&"ñ".repeat(500)).body(Markup::Unknown);
        assert_eq!((long.chars().count(), long.chars().last()), (301, Some('…')));
    }
}
