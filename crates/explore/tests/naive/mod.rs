//! What filters, counts and orders mean, written down as plainly as can be, over whole records; and random records.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use explore::{Direction, Summary};
use interaction::{Channel, Dimension, Field, Interaction, Moment, Score, State, attachments, fold, fold_case};

/// Random numbers from a seed (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, values: &[&'a T]) -> &'a T {
        values[self.below(values.len())]
    }
}

/// A record with the archive's id.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) id: u32,
    pub(crate) record: Interaction,
}

/// Filters as the command line takes them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) from: Option<u32>,
    pub(crate) to: Option<u32>,
    pub(crate) options: Vec<(Dimension, String)>,
    pub(crate) cases: Vec<String>,
    pub(crate) words: Vec<String>,
    pub(crate) without: Vec<String>,
}

pub(crate) const SKILLS: [&str; 6] = ["", "10", "20", "0020", "abc", " 30 "];
pub(crate) const EVALUATIONS: [&str; 16] =
    ["", "", "", "5", "5.0", "4,5", "4.5", "-0", "0", "10", "Bueno", "bueno ", "NONE", "1..2", "muy malo", "3"];
pub(crate) const CHANNELS: [&str; 8] =
    ["Email", "EMAIL", "facebook_page", "Facebook Page", "instagram", "twitter", "Telegram", ""];
pub(crate) const STATES: [&str; 7] = ["open", "close", "Closed", "archived", "", "en pausa", "EN PAUSA"];
pub(crate) const CODES: [&str; 7] = ["", "Acuerdo_de_Pago", "ACUERDO_DE_PAGO", "TIMEOUTACW", "Áéí", "áéí", "aei"];
pub(crate) const CASES: [&str; 6] = ["", "0012", "12", "ab-7", "AB-7", "Ñ1"];
pub(crate) const TEXTS: [&str; 7] =
    ["", "Ñandú", "nandu", "la FACTURA no llegó", "factura", "Cancelación, ¡ya!", "<b>zeta</b> 9"];

pub(crate) const ATTACHMENTS: [&str; 5] = ["", "", "[]", "a.pdf", r#"["b.png","c.png"]"#];

/// Records with many ties, spellings and gaps; `agents` different agents.
pub(crate) fn records(random: &mut Random, count: usize, agents: usize) -> Vec<Kept> {
    let skewed = |random: &mut Random, limit: usize| {
        let limit = random.below(limit) + 1;
        random.below(limit)
    };
    let mut kept: Vec<Kept> = (0..count)
        .map(|id| {
            let mut record = Interaction::default();
            let agent = match skewed(random, agents + 2) {
                0 => String::new(),
                1 => random.one_of(&["Ana LÓPEZ", "ana lópez", "Ana Lopez ", " Zoë"]).to_owned(),
                number => format!("Agente {number}"),
            };
            record.set(Field::AgentName, agent);
            record.set(Field::SkillId, random.one_of(&SKILLS));
            record.set(Field::EvaluationSurvey, random.one_of(&EVALUATIONS));
            record.set(Field::Channel, random.one_of(&CHANNELS));
            record.set(Field::Status, random.one_of(&STATES));
            record.set(Field::CodAct, random.one_of(&CODES));
            record.set(Field::CaseId, random.one_of(&CASES));
            for field in [Field::Subject, Field::From, Field::To, Field::Body, Field::CodDescription] {
                record.set(field, random.one_of(&TEXTS));
            }
            record.set(Field::Attachments, random.one_of(&ATTACHMENTS));
            record.set(Field::DateCreation, date(random, count));
            record.set(Field::CloseDate, date(random, count));
            Kept { id: id as u32 + 1, record }
        })
        .collect();
    for place in (1..kept.len()).rev() {
        kept.swap(place, random.below(place + 1));
    }
    kept
}

pub(crate) const FIRST_SECOND: u32 = 1_780_000_000;

fn date(random: &mut Random, span: usize) -> String {
    match random.below(20) {
        0 => String::new(),
        1 => "0000-00-00 00:00:00".to_owned(),
        2 => "mañana".to_owned(),
        _ => Moment::from_seconds(FIRST_SECOND + random.below(span) as u32).to_string(),
    }
}

/// Filters of every kind, alone and together.
pub(crate) fn asked(random: &mut Random, span: usize) -> Asked {
    let mut asked = Asked::default();
    let mut bound = || (random.below(3) == 0).then(|| FIRST_SECOND + random.below(span) as u32);
    (asked.from, asked.to) = (bound(), bound());
    for dimension in Dimension::ALL {
        let options = if random.below(2) == 0 { 0 } else { 1 + random.below(4) * random.below(20) };
        asked.options.extend((0..options).map(|_| (dimension, option(random, dimension))));
    }
    asked
}

fn option(random: &mut Random, dimension: Dimension) -> String {
    match dimension {
        Dimension::Skill => {
            random.one_of(&["10", "20", "30", "Ventas", "ventas ", "Soporte", "", "99", "ABC"]).to_owned()
        }
        Dimension::Agent => match random.below(4) {
            0 => random.one_of(&["", "ANA LÓPEZ", "ana lopez", "zoë", "nadie"]).to_owned(),
            _ => format!("AGENTE {}", random.below(40)),
        },
        Dimension::Evaluation => random
            .one_of(&["none", "", "5", "4.50", "1..2", "0..4.5", "4..", "..0", "2..1", "BUENO", "\"none\"", "\"1..2\""])
            .to_owned(),
        Dimension::Channel => random.one_of(&["Email", "facebook_page", "twitter", "telegram", ""]).to_owned(),
        Dimension::Status => random.one_of(&["open", "close", "archived", "En pausa", ""]).to_owned(),
        Dimension::Code => random.one_of(&["acuerdo_de_pago", "timeoutacw", "ÁÉÍ", "aei", ""]).to_owned(),
    }
}

/// Names of skills, as the operation tells them.
pub(crate) fn skill_names() -> BTreeMap<String, String> {
    [("10", "Ventas"), ("20", "Soporte"), ("abc", "ventas")].map(|(id, name)| (id.to_owned(), name.to_owned())).into()
}

/// What filters say of a record.
pub(crate) struct Judged<'a> {
    pub(crate) kept: &'a Kept,
    /// Left out by dates, text or case.
    is_out: bool,
    /// The dimensions whose filters it fails.
    failed: Vec<Dimension>,
}

/// Asks every filter about every record.
pub(crate) fn judge<'a>(records: &'a [Kept], asked: &Asked) -> Vec<Judged<'a>> {
    let judged = records.iter().map(|kept| {
        let failed = Dimension::ALL.into_iter().filter(|dimension| !asked.chooses(*dimension, &kept.record));
        Judged { kept, is_out: asked.leaves_out(&kept.record), failed: failed.collect() }
    });
    judged.collect()
}

impl Asked {
    fn leaves_out(&self, record: &Interaction) -> bool {
        let dated = match (self.from, self.to) {
            (None, None) => true,
            (from, to) => record.created().is_some_and(|at| {
                from.is_none_or(|from| from <= at.seconds()) && to.is_none_or(|to| at.seconds() <= to)
            }),
        };
        let case = fold_case(record.text(Field::CaseId));
        let cased = self.cases.is_empty() || self.cases.iter().any(|wanted| fold_case(wanted) == case);
        let worded = self.words.iter().all(|word| has_words(record, word));
        let spoiled = self.without.iter().any(|word| has_words(record, word));
        !dated || !cased || !worded || spoiled
    }

    fn chooses(&self, dimension: Dimension, record: &Interaction) -> bool {
        let mut options =
            self.options.iter().filter(|(of, _)| *of == dimension).map(|(_, option)| option.as_str()).peekable();
        let value = dimension.value(record);
        options.peek().is_none() || options.any(|option| means(dimension, option, &value))
    }
}

fn means(dimension: Dimension, option: &str, value: &str) -> bool {
    let same = fold_case(option) == fold_case(value);
    match dimension {
        Dimension::Skill => same || skill_names().get(value).is_some_and(|name| fold_case(name) == fold_case(option)),
        Dimension::Agent | Dimension::Code => same,
        Dimension::Channel => {
            Channel::parse(option).map(|c| fold_case(c.as_str()))
                == Channel::parse(value).map(|c| fold_case(c.as_str()))
        }
        Dimension::Status => {
            State::parse(option).map(|s| fold_case(s.as_str())) == State::parse(value).map(|s| fold_case(s.as_str()))
        }
        Dimension::Evaluation => scored(option, value),
    }
}

fn scored(option: &str, value: &str) -> bool {
    let score = Score::parse(value).map(Score::value);
    match option {
        "none" | "" => value.is_empty(),
        "\"none\"" => fold_case(value) == "none",
        "\"1..2\"" => value == "1..2",
        "1..2" => score.is_some_and(|score| (1.0..=2.0).contains(&score)),
        "0..4.5" => score.is_some_and(|score| (0.0..=4.5).contains(&score)),
        "4.." => score.is_some_and(|score| score >= 4.0),
        "..0" => score.is_some_and(|score| score <= 0.0),
        "2..1" => false,
        _ => match Score::parse(option) {
            Some(wanted) => score == Some(wanted.value()),
            None => fold_case(option) == fold_case(value),
        },
    }
}

/// The fields whose words are searched for.
pub(crate) const SEARCHED: [Field; 7] =
    [Field::Subject, Field::Body, Field::Answer, Field::Comments, Field::From, Field::To, Field::CaseId];

fn has_words(record: &Interaction, wanted: &str) -> bool {
    SEARCHED.into_iter().any(|field| says(record.text(field), wanted))
}

/// Whether words stand one after the other in a text, the last one cut short where a star follows.
pub(crate) fn says(text: &str, wanted: &str) -> bool {
    let (wanted, is_prefix) = wanted.strip_suffix('*').map_or((wanted, false), |start| (start, true));
    let wanted = words(wanted);
    let same = |found: &[String]| {
        let (last, before) = found.split_last().unwrap();
        let (wanted_last, wanted_before) = wanted.split_last().unwrap();
        before == wanted_before && if is_prefix { last.starts_with(wanted_last) } else { last == wanted_last }
    };
    words(text).windows(wanted.len()).any(same)
}

pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(&text.replace("<b>", " ").replace("</b>", " "));
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The records that pass, newest first, ties by id, undated last.
pub(crate) fn found<'a>(judged: &[Judged<'a>]) -> Vec<&'a Kept> {
    let passing = judged.iter().filter(|judged| !judged.is_out && judged.failed.is_empty());
    let mut found: Vec<&Kept> = passing.map(|judged| judged.kept).collect();
    found.sort_by_cached_key(|kept| {
        (kept.record.created().is_none(), std::cmp::Reverse(kept.record.created()), kept.id)
    });
    found
}

/// Sorts found records by a field, ties as they are, absence last.
pub(crate) fn sort(found: &mut [&Kept], field: Field, direction: Direction) {
    sort_by(found, direction, |record| sort_key(record, field));
}

/// Sorts found records by anything, ties as they are, absence last.
pub(crate) fn sort_by<K: PartialOrd>(
    found: &mut [&Kept],
    direction: Direction,
    key: impl Fn(&Interaction) -> Option<K>,
) {
    found.sort_by(|a, b| {
        let turn = |order: Ordering| match direction {
            Direction::Ascending => order,
            Direction::Descending => order.reverse(),
        };
        match (key(&a.record), key(&b.record)) {
            (Some(a), Some(b)) => turn(a.partial_cmp(&b).unwrap()),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    });
}

/// A skill's name, or its number where it has none.
pub(crate) fn shown_skill(record: &Interaction) -> Option<String> {
    let skill = Dimension::Skill.value(record);
    let shown = fold(skill_names().get(&skill).unwrap_or(&skill));
    (!shown.is_empty()).then_some(shown)
}

fn sort_key(record: &Interaction, field: Field) -> Option<(u8, f64, String)> {
    let text = record.shown(field);
    match field {
        _ if text.trim().is_empty() => None,
        Field::DateCreation => record.created().map(|at| (0, f64::from(at.seconds()), String::new())),
        Field::CloseDate => record.closed().map(|at| (0, f64::from(at.seconds()), String::new())),
        Field::EvaluationSurvey if Score::parse(&text).is_some() => {
            Some((0, Score::parse(&text)?.value(), String::new()))
        }
        _ => Some((1, 0.0, fold(&text))),
    }
}

/// The score of a record's survey.
pub(crate) fn score(record: &Interaction) -> Option<f64> {
    Score::parse(record.text(Field::EvaluationSurvey)).map(Score::value)
}

/// The time from creation to closing, where both are known and in this order.
pub(crate) fn seconds_to_close(record: &Interaction) -> Option<u32> {
    record.closed()?.seconds().checked_sub(record.created()?.seconds())
}

/// How many attachments a record has, where it has any.
pub(crate) fn attached(record: &Interaction) -> Option<usize> {
    Some(attachments(record.text(Field::Attachments)).len()).filter(|number| *number > 0)
}

/// The figures of found records.
pub(crate) fn summary(found: &[&Kept]) -> Summary {
    let scores: Vec<f64> = found.iter().filter_map(|kept| score(&kept.record)).collect();
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let variance = scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / (n - 1.0);
    let mut seconds: Vec<u32> = found.iter().filter_map(|kept| seconds_to_close(&kept.record)).collect();
    seconds.sort_unstable();
    let middle = |at: usize| seconds.get(at).copied();
    Summary {
        answered: found.iter().filter(|kept| !kept.record.text(Field::EvaluationSurvey).trim().is_empty()).count()
            as u32,
        scored: scores.len() as u32,
        mean: (n > 0.0).then_some(mean),
        margin: (n > 1.0).then(|| t(scores.len() - 1) * (variance / n).sqrt()),
        closed: seconds.len() as u32,
        median_seconds: middle((seconds.len().max(1) - 1) / 2)
            .zip(middle(seconds.len() / 2))
            .map(|(a, b)| a.midpoint(b)),
    }
}

/// Student's t at 97.5 %: where the distribution's own integral, added up in small steps, reaches it.
fn t(freedom: usize) -> f64 {
    let freedom = freedom as f64;
    let tabled = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    if let Some(t) = tabled.get(freedom as usize - 1) {
        return *t;
    }
    let height = |x: f64| (1.0 + x * x / freedom).powf(-(freedom + 1.0) / 2.0);
    let width = 1e-3;
    // Half of the whole, far enough out for what is beyond not to count.
    let half: f64 = (0..100_000).map(|step| height((f64::from(step) + 0.5) * width) * width).sum();
    let (mut sum, mut x) = (0.0, 0.0);
    loop {
        let slice = height(x + width / 2.0) * width;
        if sum + slice > half * 0.95 {
            return x + (half * 0.95 - sum) / slice * width;
        }
        sum += slice;
        x += width;
    }
}

/// How many records have each value of a dimension, by what makes values one, among those that all other filters let
/// through.
pub(crate) fn counts(judged: &[Judged<'_>], dimension: Dimension) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for judged in judged.iter().filter(|j| !j.is_out && j.failed.iter().all(|failed| *failed == dimension)) {
        *counts.entry(dimension.key(&dimension.value(&judged.kept.record))).or_default() += 1;
    }
    counts
}
