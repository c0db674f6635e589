//! What an e-mail looks like: plain or HTML, with greeting, signature, notices, pictures and the quoted history.

use std::fmt::Write;

use chrono::{Datelike, Timelike};
use interaction::Moment;

use crate::data::names::MONTHS;
use crate::data::phrases::{FAREWELLS, GREETINGS, NOTICES};
use crate::data::topics::Topic;
use crate::pen::{DIVS, HTML, OUTLOOK, PLAIN, Pen, QUOTED, Setting, Voice};
use crate::people::Customer;
use crate::random::Random;

/// A picture of 24 × 8 pixels. Its 99 bytes need no padding, so any Base64 may follow: decoders stop at its end.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAABgAAAAICAMAAADUf89RAAAABlBMVEUAeofw8PB6Tq9SAAAAGElEQVR42mNgBAIGIECnGagoQWXjsEkAACZIAGGFnnT9AAAAAElFTkSuQmCC";
/// Bodies of at least this many bytes can carry a picture inline.
const ROOM_FOR_A_PICTURE: usize = 7_000;
const STYLE: &str = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\
    <style>body{font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#1f1f1f}p{margin:0 0 8px}</style></head><body>";

/// How a mail is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Plain,
    Webmail,
    Outlook,
    Styled,
}

/// Who writes about what, and how.
#[derive(Clone, Copy)]
pub(crate) struct Thread<'a> {
    pub(crate) manner: Manner,
    pub(crate) topic: &'static Topic,
    pub(crate) customer: &'a Customer,
}

/// A customer's mail to be written.
pub(crate) struct Mail<'a> {
    pub(crate) thread: Thread<'a>,
    pub(crate) words: Words,
    /// The mail this one answers, quoted below.
    pub(crate) quoted: Option<Words>,
    /// Numbers for signatures, pictures and notices.
    pub(crate) layout: Random,
}

/// The words of a message: what they are drawn from, and when they were written.
pub(crate) struct Words {
    pub(crate) random: Random,
    pub(crate) date: Moment,
}

impl Manner {
    pub(crate) fn of_html(random: &mut Random) -> Self {
        match random.below(10) {
            0..5 => Self::Webmail,
            5..8 => Self::Outlook,
            _ => Self::Styled,
        }
    }

    pub(crate) const fn setting(self) -> Setting {
        match self {
            Self::Plain => PLAIN,
            Self::Webmail => DIVS,
            Self::Outlook => OUTLOOK,
            Self::Styled => HTML,
        }
    }

    const fn open(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Webmail => "<div dir=\"ltr\">",
            Self::Outlook => "<div class=\"WordSection1\">\r\n",
            Self::Styled => STYLE,
        }
    }

    const fn close(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Webmail | Self::Outlook => "</div>\r\n",
            Self::Styled => "</body></html>\r\n",
        }
    }
}

impl Mail<'_> {
    /// Writes the mail, about `size` bytes of it.
    pub(crate) fn write(mut self, out: &mut String, size: usize) {
        let (end, thread) = (out.len() + size, self.thread);
        let (manner, date) = (thread.manner, self.words.date);
        let room = manner != Manner::Plain && size > ROOM_FOR_A_PICTURE;
        let picture = if room && self.layout.chance(0.4) { size / 2 } else { 0 };
        let history = if self.quoted.is_some() { size * 2 / 5 } else { 0 };
        out.push_str(manner.open());
        let own = end.saturating_sub(picture + history + 120);
        let setting = manner.setting();
        message(thread.topic, Pen { out, random: self.words.random, date, setting }, own);
        let mut pen = Pen { out, random: self.layout, date, setting };
        sign(&mut pen, thread);
        if picture > 0 {
            inline_picture(&mut pen, picture);
        }
        if let Some(words) = self.quoted {
            quote(&mut pen, thread, words, end);
        }
        out.push_str(manner.close());
    }
}

/// Greeting and paragraphs: the same words, whoever quotes them and however much of them.
fn message(topic: &Topic, mut pen: Pen<'_>, end: usize) {
    let greeting = pen.random.word(GREETINGS);
    pen.paragraph(greeting);
    pen.paragraphs(Voice::customer(topic), end);
}

fn sign(pen: &mut Pen<'_>, thread: Thread<'_>) {
    let farewell = pen.random.word(FAREWELLS);
    pen.paragraph(farewell);
    pen.out.push_str(pen.setting.open);
    thread.customer.name(pen.out);
    pen.out.push_str(pen.setting.close);
    if thread.manner != Manner::Plain && pen.random.chance(0.3) {
        let number = pen.random.below(9_000);
        // Writing to a String cannot fail; so below.
        let _ = write!(
            pen.out,
            "<img src=\"https://img.empresas-andinas.example/firmas/{number}.png\" width=\"120\" height=\"40\" alt=\"\">"
        );
    }
    if thread.manner == Manner::Styled && pen.random.chance(0.5) {
        let number = pen.random.bits();
        let _ = write!(
            pen.out,
            "<img src=\"https://seguimiento.example/abierto?id={number:016x}\" width=\"1\" height=\"1\">"
        );
    }
    if pen.random.chance(0.3) {
        let notice = pen.random.word(NOTICES);
        pen.paragraph(notice);
    }
}

fn inline_picture(pen: &mut Pen<'_>, size: usize) {
    pen.out.push_str("<p><img alt=\"captura\" src=\"data:image/png;base64,");
    pen.out.push_str(PICTURE);
    for _ in 0..size.saturating_sub(PICTURE.len()) / 8 {
        let bits = pen.random.bits();
        // Eight characters of six bits each: two whole groups of Base64.
        pen.out.extend((0..8).map(|place| base64(bits >> (6 * place))));
    }
    pen.out.push_str("\"></p>");
}

fn base64(bits: u64) -> char {
    let value = (bits & 63) as u8;
    char::from(match value {
        0..26 => b'A' + value,
        26..52 => b'a' + value - 26,
        52..62 => b'0' + value - 52,
        62 => b'+',
        _ => b'/',
    })
}

fn quote(pen: &mut Pen<'_>, thread: Thread<'_>, words: Words, end: usize) {
    let Thread { manner, topic, customer } = thread;
    let (open, close) = match manner {
        Manner::Plain => ("", ""),
        Manner::Outlook => {
            ("<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">", "</div>")
        }
        Manner::Webmail | Manner::Styled => {
            ("<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">", "</blockquote></div>")
        }
    };
    pen.out.push_str(open);
    let date = words.date.date_time();
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    let _ = write!(
        pen.out,
        "El {} de {month} de {} a las {:02}:{:02}, ",
        date.day(),
        date.year(),
        date.hour(),
        date.minute()
    );
    customer.name(pen.out);
    let (before, after, setting) = match manner {
        Manner::Plain => (" <", "> escribió:\r\n>\r\n", QUOTED),
        Manner::Outlook => (" &lt;", "&gt; escribió:<br>\r\n", OUTLOOK),
        Manner::Webmail | Manner::Styled => (
            " &lt;",
            "&gt; escribió:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid \
             rgb(204,204,204);padding-left:1ex\">",
            HTML,
        ),
    };
    pen.out.push_str(before);
    customer.address(pen.out);
    pen.out.push_str(after);
    message(topic, Pen { out: pen.out, random: words.random, date: words.date, setting }, end);
    pen.out.push_str(close);
}
