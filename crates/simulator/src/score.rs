//! Surveys: scores with a believable bias by agent, skill and time to close.

use crate::Scale;
use crate::life::Life;
use crate::operation::Operation;
use crate::people::{Agent, Skill};
use crate::random::{Aspect, Random};

/// The mean score of a middling agent and skill.
const MEAN: f64 = 4.3;
/// A closing later than this spoils the score, in seconds.
const TOO_LATE: u32 = 2 * 86_400;

/// The evaluation of an interaction, as the server prints it.
pub(crate) fn draw(operation: &Operation, original: u64, who: (&Agent, &Skill), life: Life) -> &'static str {
    let (agent, skill) = who;
    let mut random = Random::at(operation.seed, Aspect::Score, original);
    let late = life.closed.is_some_and(|closed| closed > life.created.plus(TOO_LATE));
    let patience = if late { 0.8 } else { 0.0 };
    let score = MEAN + agent.skill_at_it + skill.topic.mood - patience + 1.3 * random.normal();
    let halves = (score * 2.0).clamp(2.0, 10.0) as u32;
    match operation.shape.scale {
        Scale::OneToFive => whole(halves.div_ceil(2)),
        Scale::Halves => half(halves),
        Scale::Words => word(halves.div_ceil(2)),
    }
}

const fn whole(score: u32) -> &'static str {
    match score {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        _ => "5",
    }
}

const fn half(halves: u32) -> &'static str {
    match halves {
        3 => "1.5",
        5 => "2.5",
        7 => "3.5",
        9 => "4.5",
        even => whole(even / 2),
    }
}

const fn word(score: u32) -> &'static str {
    match score {
        0 | 1 => "Muy malo",
        2 => "Malo",
        3 => "Regular",
        4 => "Bueno",
        _ => "Excelente",
    }
}
