//! Writes running text in Spanish: sentences with their places filled in, paragraphs up to a size.

use std::fmt::Write;

use chrono::Datelike;
use interaction::Moment;

use crate::data::names::{CITIES, MONTHS, PRODUCTS};
use crate::data::phrases::{CLAUSES, ENDINGS, OPENERS, REPLY_CLAUSES, REPLY_ENDINGS, REPLY_OPENERS};
use crate::data::topics::Topic;
use crate::random::Random;

/// How paragraphs are set.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
}

/// Plain text.
pub(crate) const PLAIN: Setting = Setting { open: "", close: "\r\n\r\n" };
/// Plain text, quoted.
pub(crate) const QUOTED: Setting = Setting { open: "> ", close: "\r\n>\r\n" };
/// HTML paragraphs.
pub(crate) const HTML: Setting = Setting { open: "<p>", close: "</p>\r\n" };
/// HTML as webmail writes it.
pub(crate) const DIVS: Setting = Setting { open: "<div>", close: "</div><div><br></div>" };
/// HTML as Outlook writes it.
pub(crate) const OUTLOOK: Setting = Setting { open: "<p class=\"MsoNormal\">", close: "<o:p></o:p></p>\r\n" };

/// What somebody has to say.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    /// Sentences of the topic.
    topic: &'static [&'static str],
    /// Parts of sentences that fit any topic.
    common: [&'static [&'static str]; 3],
}

impl Voice {
    /// A customer's.
    pub(crate) const fn customer(topic: &Topic) -> Self {
        Self { topic: topic.messages, common: [OPENERS, CLAUSES, ENDINGS] }
    }

    /// An agent's.
    pub(crate) const fn agent(topic: &Topic) -> Self {
        Self { topic: topic.answers, common: [REPLY_OPENERS, REPLY_CLAUSES, REPLY_ENDINGS] }
    }
}

/// Somebody who writes.
pub(crate) struct Pen<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) random: Random,
    /// When it is written: dates in the text lie near it.
    pub(crate) date: Moment,
    pub(crate) setting: Setting,
}

impl Pen<'_> {
    /// Paragraphs until the text has `length` bytes, one at least. Half of the sentences are of the topic.
    pub(crate) fn paragraphs(&mut self, voice: Voice, length: usize) {
        // The topic's sentences take turns, so that none comes again before all others have.
        let mut turn = self.random.below(voice.topic.len() as u64);
        loop {
            self.out.push_str(self.setting.open);
            for number in 0..self.random.between(2, 5) {
                if number > 0 {
                    if self.out.len() >= length {
                        break;
                    }
                    self.out.push(' ');
                }
                self.sentence(voice, &mut turn);
            }
            self.out.push_str(self.setting.close);
            if self.out.len() >= length {
                return;
            }
        }
    }

    /// A paragraph of one text.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.out.push_str(self.setting.open);
        self.fill(text);
        self.out.push_str(self.setting.close);
    }

    fn sentence(&mut self, voice: Voice, turn: &mut u64) {
        if self.random.below(2) == 0 {
            *turn += 1;
            let template = voice.topic.get((*turn % voice.topic.len().max(1) as u64) as usize);
            self.fill(template.copied().unwrap_or_default());
            return;
        }
        for (number, parts) in voice.common.into_iter().enumerate() {
            if number > 0 {
                self.out.push(' ');
            }
            let template = self.random.word(parts);
            self.fill(template);
        }
    }

    /// A text with its places filled in.
    pub(crate) fn fill(&mut self, template: &str) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            self.out.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            self.place(place);
            rest = after;
        }
        self.out.push_str(rest);
    }

    fn place(&mut self, place: &str) {
        match place {
            "p" => self.out.push_str(self.random.word(PRODUCTS)),
            "c" => self.out.push_str(self.random.word(CITIES)),
            "n" => self.number(1_000_000, 9_999_999),
            "d" => self.number(2, 30),
            "m" => self.amount(),
            "f" => self.day(),
            _ => self.reference(),
        }
    }

    fn number(&mut self, low: u64, high: u64) {
        let number = self.random.between(low, high);
        // Writing to a String cannot fail; so below.
        let _ = write!(self.out, "{number}");
    }

    /// As `$ 1.234.500`.
    fn amount(&mut self) {
        let hundreds = self.random.between(98, 38_000);
        let (thousands, rest) = (hundreds / 10, hundreds % 10 * 100);
        let _ = match thousands / 1_000 {
            0 => write!(self.out, "$ {thousands}.{rest:03}"),
            millions => write!(self.out, "$ {millions}.{:03}.{rest:03}", thousands % 1_000),
        };
    }

    /// As `el 12 de marzo`, within two weeks of the date of writing.
    fn day(&mut self) {
        let days = self.random.between(1, 14) as u32 * 86_400;
        let past = self.random.below(3) > 0;
        let day = if past { self.date.minus(days) } else { self.date.plus(days) }.day();
        let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
        // `de el` and `a el` are `del` and `al`.
        let contracts = self.out.ends_with(" de ") || self.out.ends_with(" a ");
        if contracts {
            self.out.pop();
        }
        let article = if contracts { "l" } else { "el" };
        let _ = write!(self.out, "{article} {} de {month}", day.day());
    }

    /// As `KX-4821930`: a word that few texts share.
    fn reference(&mut self) {
        let mut letter = || char::from(b'A' + self.random.below(26) as u8);
        let (one, other) = (letter(), letter());
        let number = self.random.between(1_000, 9_999_999);
        let _ = write!(self.out, "{one}{other}-{number}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::topics::TOPICS;
    use crate::random::Aspect;

    #[test]
    fn texts_reach_their_size_and_leave_no_place_open() {
        let mut out = String::new();
        let date = Moment::parse("2026-03-02").unwrap();
        for topic in TOPICS {
            let random = Random::at(1, Aspect::Message, 1);
            let mut pen = Pen { out: &mut out, random, date, setting: HTML };
            for text in topic.subjects.iter().chain(topic.messages).chain(topic.answers) {
                pen.paragraph(text);
            }
            let length = pen.out.len() + 3_000;
            pen.paragraphs(Voice::customer(topic), length);
            assert!((length..length + 400).contains(&out.len()));
        }
        assert!(!out.contains(" de el ") && !out.contains(['{', '}']) && out.contains("<p>") && out.contains("$ "));
    }
}
