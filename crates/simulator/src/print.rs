//! Prints a record as a server of the given dialect does.

use interaction::Moment;

use crate::Dialect;
use crate::dialect::{Channels, CodeNames, Damage, Dates, NoDate, States, Unknown};
use crate::files::{self, Wanted};
use crate::life::Life;
use crate::object::Object;
use crate::record::{Record, Wall};

/// Prints a record, `depth` levels deep.
pub(crate) fn record(record: &Record, dialect: &Dialect, wanted: Wanted, depth: usize, out: &mut Vec<u8>) {
    let start = out.len();
    let mut object = Object::open(dialect, depth, out);
    object.words("channel", channel(record.channel, dialect.channels));
    object.text("agent_name", &record.agent);
    object.number("skill_id", u64::from(record.skill));
    object.number("case_id", record.case);
    object.text("subject", &record.subject);
    object.text("from", &record.from);
    object.text("to", &record.to);
    object.text("body", &record.body);
    object.text("answer", &record.answer);
    if let Some(life) = record.life {
        dates(&mut object, life, dialect);
    }
    object.text("evaluation_survey", record.evaluation);
    codes(&mut object, record.code, dialect.codes);
    object.text("comments", &record.comments);
    files::print(&mut object, record, wanted);
    if let Some(life) = record.life.filter(|_| dialect.states != States::Missing) {
        object.words("status", state(life, dialect.states));
    }
    if dialect.unknown == Unknown::Some {
        object.number("agent_id", record.ordinal % 90 + 1_000);
        object.words("sentiment", "neutro, sin señal");
        object.json("tags", br#"["vip",2,null,{"x":1.50}]"#);
    }
    object.close();
    damage(record.ordinal, dialect, start, out);
}

fn dates(object: &mut Object<'_>, life: Life, dialect: &Dialect) {
    object.words("date_creation", &date(life.created, dialect.dates));
    match life.closed {
        Some(closed) => object.words("close_date", &date(closed, dialect.dates)),
        None if dialect.no_date == NoDate::Zeros => object.words("close_date", "0000-00-00 00:00:00"),
        None => object.nothing("close_date"),
    }
}

fn codes(object: &mut Object<'_>, code: (&str, &str), names: CodeNames) {
    match names {
        CodeNames::Chat4 => {
            object.words("cod_act", code.0);
            object.words("cod_description", code.1);
        }
        CodeNames::OtherReports => {
            object.words("code_act", code.0);
            object.words("description_cod_act", code.1);
        }
        CodeNames::NoDescription => object.words("cod_act", code.0),
    }
}

/// A date in the dialect's shape.
pub(crate) fn date(moment: Moment, shape: Dates) -> String {
    match shape {
        Dates::Spaced => moment.to_string(),
        Dates::WithT => moment.to_string().replace(' ', "T"),
        Dates::Compact => moment.compact(),
    }
}

const fn channel(wall: Wall, spelling: Channels) -> &'static str {
    match (spelling, wall) {
        (Channels::Vendor, wall) => wall.word(),
        (Channels::Spaced, Wall::Email) => "EMAIL",
        (Channels::Spaced, Wall::Facebook) => "Facebook Page",
        (Channels::Spaced, Wall::Instagram) => "Instagram",
        (Channels::Spaced, Wall::Twitter) => "Twitter",
    }
}

const fn state(life: Life, spelling: States) -> &'static str {
    let vendor = matches!(spelling, States::Vendor);
    match life {
        Life { archived: Some(_), .. } => {
            if vendor {
                "archived"
            } else {
                "ARCHIVED"
            }
        }
        Life { closed: Some(_), .. } => {
            if vendor {
                "close"
            } else {
                "Closed"
            }
        }
        _ => {
            if vendor {
                "open"
            } else {
                "Open"
            }
        }
    }
}

/// Puts what the dialect wants into every so many records, at the beginning of the message.
fn damage(ordinal: u64, dialect: &Dialect, start: usize, out: &mut Vec<u8>) {
    for (place, damaged) in dialect.damaged.iter().enumerate() {
        // Different damages meet different records, as long as each has room for the others beside it.
        if ordinal % damaged.one_in.max(1) != place as u64 % damaged.one_in.max(1) {
            continue;
        }
        let bytes: &[u8] = match damaged.damage {
            Damage::LoneSurrogate => b"\\ud83d ",
            Damage::ControlCharacter => b"\x01\n",
            Damage::BadUtf8 => b"caf\xe9 ",
        };
        let name = b"\"body\":";
        let printed = out.get(start..).unwrap_or_default();
        let found = printed.windows(name.len()).position(|window| window == name);
        let quote = found.and_then(|at| {
            let after = at + name.len();
            printed.get(after..)?.iter().position(|byte| *byte == b'"').map(|quote| start + after + quote + 1)
        });
        if let Some(quote) = quote {
            out.splice(quote..quote, bytes.iter().copied());
        }
    }
}
