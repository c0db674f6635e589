//! What is wanted of a dimension's values, as one term of a search says it.

use interaction::{Dimension, Score};

use super::called::Typed;
use crate::terms::Term;

/// The values that a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// None at all.
    Absent,
    /// Those with words that begin as the typed ones.
    Beginnings(Typed),
    /// The one that is called so; where none is, those that hold the words in this order.
    Exactly(Typed),
    /// Scores between two numbers.
    Scores(Scores),
    /// Neither a number nor a range, although it starts as one.
    Unreadable,
}

/// Scores from one to another; an open end has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    from: Option<Bound>,
    to: Option<Bound>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bound {
    score: Score,
    is_included: bool,
}

/// Signs that compare, the longer ones first: at the low end or the high one, itself included or not.
const SIGNS: [(&str, End, bool); 6] = [
    ("<=", End::High, true),
    (">=", End::Low, true),
    ("≤", End::High, true),
    ("≥", End::Low, true),
    ("<", End::High, false),
    (">", End::Low, false),
];

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

impl Wanted {
    /// What a term wants; none where nothing is typed yet.
    pub(crate) fn of(dimension: Dimension, term: &Term) -> Option<Self> {
        let words = term.words.as_str();
        if words.is_empty() {
            return None;
        }
        let typed = Typed::new(words);
        if term.is_quoted {
            return Some(Self::Exactly(typed));
        }
        if typed.means_absence() {
            return Some(Self::Absent);
        }
        match dimension {
            Dimension::Evaluation => scores(words).unwrap_or(Some(Self::Beginnings(typed))),
            _ => Some(Self::Beginnings(typed)),
        }
    }
}

impl Scores {
    /// Whether a value is a score between the two.
    pub(crate) fn hold(&self, value: &str) -> bool {
        let Some(score) = Score::parse(value) else { return false };
        let above = self.from.is_none_or(|low| low.score < score || low.is_included && low.score == score);
        let below = self.to.is_none_or(|high| score < high.score || high.is_included && high.score == score);
        above && below
    }

    fn between(from: Option<Score>, to: Option<Score>) -> Self {
        let included = |score: Score| Bound { score, is_included: true };
        Self { from: from.map(included), to: to.map(included) }
    }
}

/// What a text that looks like scores wants; the inner one is none where it is not finished, the outer one where it
/// does not look like scores.
fn scores(text: &str) -> Option<Option<Wanted>> {
    if let Some(compared) = compared(text) {
        return Some(compared);
    }
    let text = text.strip_prefix('=').unwrap_or(text);
    if let Some(score) = Score::parse(text) {
        return Some(Some(Wanted::Scores(Scores::between(Some(score), Some(score)))));
    }
    if let Some((from, to)) = text.split_once("..") {
        return Some(between(from, to));
    }
    // The first sign may be a minus.
    let (at, _) = text.char_indices().skip(1).find(|(_, c)| *c == '-')?;
    let (from, to) = (Score::parse(text.get(..at)?)?, text.get(at + 1..)?);
    match Score::parse(to) {
        Some(to) => Some(Some(Wanted::Scores(Scores::between(Some(from), Some(to))))),
        None => to.is_empty().then_some(None),
    }
}

fn compared(text: &str) -> Option<Option<Wanted>> {
    let (rest, end, is_included) =
        SIGNS.iter().find_map(|(sign, end, included)| Some((text.strip_prefix(sign)?, end, *included)))?;
    if rest.is_empty() {
        return Some(None);
    }
    let Some(score) = Score::parse(rest) else { return Some(Some(Wanted::Unreadable)) };
    let bound = Some(Bound { score, is_included });
    Some(Some(Wanted::Scores(match end {
        End::Low => Scores { from: bound, to: None },
        End::High => Scores { from: None, to: bound },
    })))
}

/// Scores between two ends as typed, one of which may be missing.
fn between(from: &str, to: &str) -> Option<Wanted> {
    let bound = |text: &str| if text.is_empty() { Some(None) } else { Score::parse(text).map(Some) };
    match (bound(from), bound(to)) {
        (Some(None), Some(None)) => None,
        (Some(from), Some(to)) => Some(Wanted::Scores(Scores::between(from, to))),
        _ => Some(Wanted::Unreadable),
    }
}
