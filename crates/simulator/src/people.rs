//! Who works for the operation and who writes to it.

use std::fmt::Write;

use crate::Settings;
use crate::data::names::CITIES;
use crate::data::names::{DOMAINS, FAMILY, GIVEN};
use crate::data::topics::{TOPICS, Topic};
use crate::random::{Aspect, Random};

/// An agent.
pub(crate) struct Agent {
    pub(crate) name: String,
    /// How content customers are after this agent's answers: added to the mean score.
    pub(crate) skill_at_it: f64,
}

/// A group of agents with one kind of work.
pub(crate) struct Skill {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) topic: &'static Topic,
}

/// The operation's agents and skills.
pub(crate) struct People {
    seed: u64,
    customers: u64,
    pub(crate) agents: Vec<Agent>,
    pub(crate) skills: Vec<Skill>,
}

/// Somebody who writes.
pub(crate) struct Customer {
    pub(crate) number: u64,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
}

impl People {
    pub(crate) fn new(settings: &Settings) -> Self {
        let agent = |number| agent(settings.seed, number);
        Self {
            seed: settings.seed,
            // People write three times on average over the whole period.
            customers: settings.records / 3 + 40,
            agents: (0..u64::from(settings.shape.agents.max(1))).map(agent).collect(),
            skills: (0..settings.shape.skills.max(1)).map(skill).collect(),
        }
    }

    /// A skill for a new case: the first ones have most of the work.
    pub(crate) fn skill(&self, random: &mut Random) -> (usize, Option<&Skill>) {
        let place = random.fraction() * random.fraction().max(0.35);
        let number = (place * self.skills.len() as f64) as usize;
        (number, self.skills.get(number))
    }

    /// An agent who works for a skill: each skill has its own half of them, some of whom work more than others.
    pub(crate) fn agent(&self, skill: usize, random: &mut Random) -> Option<&Agent> {
        let group = (self.agents.len() / 2).max(1);
        let place = random.fraction() * (0.4 + 0.6 * random.fraction());
        self.agents.get((skill * 5 + (place * group as f64) as usize) % self.agents.len())
    }

    /// One of the customers.
    pub(crate) fn customer(&self, random: &mut Random) -> Customer {
        let number = random.below(self.customers);
        let mut random = Random::at(self.seed, Aspect::Customer, number);
        Customer { number, given: random.word(&GIVEN), family: random.word(&FAMILY) }
    }
}

impl Customer {
    /// The name, as `Ángela Muñoz`.
    pub(crate) fn name(&self, out: &mut String) {
        out.push_str(self.given);
        out.push(' ');
        out.push_str(self.family);
    }

    /// The mail address, as `angela.munoz481@correo.example`.
    pub(crate) fn address(&self, out: &mut String) {
        push_plain(out, self.given);
        out.push('.');
        push_plain(out, self.family);
        let domain = DOMAINS.get((self.number % DOMAINS.len() as u64) as usize).copied().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = write!(out, "{}@{domain}", self.number);
    }
}

/// Names never repeat: the number's digits in the base of the lists choose given and family names.
fn agent(seed: u64, number: u64) -> Agent {
    let (given, family) = (GIVEN.len() as u64, FAMILY.len() as u64);
    let of = |list: &'static [&'static str], place: u64| list.get((place % list.len() as u64) as usize).copied();
    let round = number / (given * family);
    // 48 and 47 have no common divisor, so both going round together meets every pair once.
    let first = of(&GIVEN, number + 5).unwrap_or_default();
    let last = of(&FAMILY, number * 2 + 11).unwrap_or_default();
    let second = of(&FAMILY, number + 7 + round).unwrap_or_default();
    let mut name = format!("{first} {last} {second}");
    if round > 0 {
        let _ = write!(name, " {round}");
    }
    let skill_at_it = Random::at(seed, Aspect::Agent, number).normal() * 0.55;
    Agent { name, skill_at_it }
}

fn skill(number: u32) -> Skill {
    let (kind, round) = (number as usize % TOPICS.len(), number as usize / TOPICS.len());
    let topic = TOPICS.get(kind).copied().unwrap_or(TOPICS[0]);
    let name = match round.checked_sub(1) {
        None => topic.skill.to_owned(),
        Some(round) => {
            let city = CITIES.get(round % CITIES.len()).copied().unwrap_or_default();
            let further = round / CITIES.len();
            if further == 0 { format!("{} {city}", topic.skill) } else { format!("{} {city} {further}", topic.skill) }
        }
    };
    Skill { id: 101 + 4 * number, name, topic }
}

/// A name as it appears in mail addresses: small letters without accents.
fn push_plain(out: &mut String, name: &str) {
    out.extend(name.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ñ' => 'n',
        other => other,
    }));
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::Shape;

    #[test]
    fn names_of_agents_and_skills_never_repeat() {
        let shape = Shape { agents: 6_000, skills: 400, ..Shape::default() };
        let people = People::new(&Settings { shape, ..Settings::default() });
        let agents: HashSet<_> = people.agents.iter().map(|agent| agent.name.as_str()).collect();
        let skills: HashSet<_> = people.skills.iter().map(|skill| skill.name.as_str()).collect();
        assert_eq!((agents.len(), skills.len()), (6_000, 400));
    }

    #[test]
    fn addresses_have_plain_letters_only() {
        let mut address = String::new();
        Customer { number: 4, given: "Óscar", family: "Ñáñez" }.address(&mut address);
        assert_eq!(address, "oscar.nanez4@universidad.example");
    }
}
