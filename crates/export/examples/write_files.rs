//! Writes N synthetic rows as a file and tells how fast, as a line of JSON: `write_files FORMAT FILE N [SEED]`.
//!
//! The rows have the size and mix of real ones (4.6 kB on average, 40 % of the mails HTML, 70 % without a survey).
//! They come from a pool made beforehand, so that the time is that of the writing alone.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use export::{About, Column, Format, IfExists, Region, Request, write};
use interaction::{Field, Interaction, Moment};

/// How many different records there are: far more than a compressor remembers.
const POOL: u64 = 1_000;
/// 2026-01-01 00:00:00.
const START: u32 = 1_767_225_600;
const SYLLABLES: [&str; 48] = [
    "ca", "so", "por", "fa", "vor", "re", "ci", "bo", "el", "pe", "di", "do", "ña", "lle", "gó", "tar", "de", "con",
    "tra", "to", "nue", "va", "cuen", "ta", "sal", "mes", "pa", "go", "ser", "vi", "cio", "tec", "ni", "co", "gra",
    "cias", "a", "ten", "ta", "men", "te", "qui", "en", "mo", "lú", "jor", "ha", "za",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [format, file, count, rest @ ..] = arguments.as_slice() else {
        return Err("usage: write_files xlsx|csv|json FILE ROWS [SEED]".into());
    };
    let format = Format::parse(format).ok_or("no such format")?;
    let count: usize = count.parse()?;
    let mut chance = Chance(rest.first().map_or(Ok(7), |seed| seed.parse())?);
    let pool: Vec<Interaction> = (0..POOL).map(|number| record(number, &mut chance)).collect();
    let base = peak_kilobytes();
    let request = Request {
        format,
        goal: PathBuf::from(file),
        if_exists: IfExists::Replace,
        region: Region::default(),
        columns: Column::standard(&BTreeMap::new()),
        skill_names: BTreeMap::new(),
        about: About { operation: "Muestra".to_owned(), ..About::default() },
    };
    let start = Instant::now();
    let records = pool.iter().cycle().take(count).map(|record| Ok::<_, Infallible>(record.clone()));
    let written = write(&request, records, &mut |_rows| ControlFlow::Continue(()))?;
    let seconds = start.elapsed().as_secs_f64();
    let line = serde_json::json!({
        "format": format.extension(), "rows": written.rows, "bytes": written.bytes, "seconds": seconds,
        "rows_per_second": (written.rows as f64 / seconds).round(),
        "peak_kilobytes": peak_kilobytes(), "peak_kilobytes_before": base,
    });
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}

/// A small generator of numbers (xorshift), so that equal seeds write equal files.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % limit.max(1)
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let position = usize::try_from(self.below(choices.len() as u64)).unwrap_or_default();
        choices.get(position).copied().unwrap_or_default()
    }

    fn words(&mut self, bytes: u64) -> String {
        let mut text = String::new();
        while (text.len() as u64) < bytes {
            for _ in 0..=self.below(4) {
                text.push_str(self.one_of(&SYLLABLES));
            }
            text.push_str(self.one_of(&[" ", " ", " ", " ", " ", ", ", ". ", "\r\n"]));
        }
        text
    }
}

fn record(number: u64, chance: &mut Chance) -> Interaction {
    let created = START + u32::try_from(number * 37).unwrap_or_default();
    let moment = |seconds| Moment::from_seconds(seconds).to_string();
    let size = 500 + chance.below(2_100);
    let texts = [
        (Field::Channel, chance.one_of(&["Email", "Email", "facebook_page", "instagram", "twitter"]).to_owned()),
        (Field::AgentName, format!("Agente {}", chance.below(60))),
        (Field::SkillId, (100 + chance.below(12)).to_string()),
        (Field::CaseId, format!("{:08}", number * 7)),
        (Field::Subject, chance.words(40)),
        (Field::From, format!("cliente{}@example.com", chance.below(40_000))),
        (Field::To, "servicio@example.com".to_owned()),
        (Field::Body, message(chance, size)),
        (Field::Answer, message(chance, size)),
        (Field::DateCreation, moment(created)),
        (Field::CloseDate, moment(created + 3_600)),
        (Field::EvaluationSurvey, chance.one_of(&["", "", "", "", "", "", "", "5", "4", "1"]).to_owned()),
        (Field::CodAct, chance.one_of(&["Acuerdo_de_Pago", "Queja", "TIMEOUTACW", ""]).to_owned()),
        (Field::CodDescription, chance.words(25)),
        (Field::Comments, chance.words(60)),
        (Field::Status, "close".to_owned()),
    ];
    let mut record = Interaction::default();
    for (field, text) in texts {
        record.set(field, text);
    }
    record
}

fn message(chance: &mut Chance, bytes: u64) -> String {
    let text = chance.words(bytes);
    if chance.below(10) < 6 {
        return text;
    }
    let paragraphs = text.replace("\r\n", "</p>\r\n<p style=\"margin:0;font-family:Arial,sans-serif\">");
    format!("<html><body><div class=\"gmail_quote\"><p>{paragraphs}</p></div></body></html>")
}

/// The most memory that the process had so far, where the system tells.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}
