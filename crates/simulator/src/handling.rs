//! What agents leave on an interaction: their name, the activity code, a comment.

use crate::data::phrases::COMMENTS;
use crate::operation::{Case, Operation};
use crate::pen::{PLAIN, Pen};
use crate::people::Agent;
use crate::random::{Aspect, Random};
use crate::record::Record;

/// The code that the system sets where an agent ran out of time, with its description.
pub(crate) const TIMED_OUT: (&str, &str) = ("TIMEOUTACW", "Tipificación por tiempo");

/// Fills in agent, code and comment, as far as the interaction's life has come.
pub(crate) fn compose(
    operation: &Operation,
    original: u64,
    case: &Case<'_>,
    agent: Option<&Agent>,
    record: &mut Record,
) {
    let mut random = Random::at(operation.seed, Aspect::Handling, original);
    // The first number decides whether the case stays with its agent.
    random.bits();
    let closed = record.closed();
    let waits_for_an_agent = random.chance(0.4);
    if let Some(agent) = agent.filter(|_| closed.is_some() || !waits_for_an_agent) {
        record.agent.push_str(&agent.name);
    }
    let Some(closed) = closed else { return };
    record.code = match random.below(100) {
        0..13 => ("", ""),
        13..18 => TIMED_OUT,
        _ => code(case, &mut random),
    };
    if random.chance(0.35) {
        let comment = random.word(COMMENTS);
        Pen { out: &mut record.comments, random, date: closed, setting: PLAIN }.fill(comment);
    }
}

/// Whether an interaction gets an answer when it is closed: spam and thanks get none.
pub(crate) fn is_answered(seed: u64, original: u64) -> bool {
    Random::at(seed, Aspect::Answer, original).chance(0.93)
}

fn code(case: &Case<'_>, random: &mut Random) -> (&'static str, &'static str) {
    let codes = case.skill.map_or(&[][..], |skill| skill.topic.codes);
    let place = (random.fraction() * random.fraction().max(0.5) * codes.len() as f64) as usize;
    codes.get(place).copied().unwrap_or_default()
}
