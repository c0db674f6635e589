//! The operation behind the server: all its interactions, found by ordinal and composed one at a time.

use interaction::{Moment, Period};

use crate::calendar::Calendar;
use crate::life::{Life, Lives};
use crate::people::{People, Skill};
use crate::random::{Aspect, Random};
use crate::record::{Record, Wall};
use crate::score;
use crate::sizes::Sizes;
use crate::thread::{Place, Threads};
use crate::{Settings, Shape, handling, texts};

/// The number of the first case.
const FIRST_CASE: u64 = 480_000;

/// An operation. Holds rules and names, and no interactions.
pub(crate) struct Operation {
    pub(crate) seed: u64,
    pub(crate) shape: Shape,
    pub(crate) calendar: Calendar,
    pub(crate) lives: Lives,
    pub(crate) people: People,
    threads: Threads,
    sizes: Sizes,
}

/// What all interactions of a case have in common.
pub(crate) struct Case<'a> {
    pub(crate) wall: Wall,
    pub(crate) skill_number: usize,
    pub(crate) skill: Option<&'a Skill>,
    /// Numbers for what else the case decides, the same for each of its interactions.
    pub(crate) random: Random,
}

impl Operation {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            seed: settings.seed,
            shape: settings.shape.clone(),
            calendar: Calendar::new(settings),
            lives: Lives::new(settings),
            people: People::new(settings),
            threads: Threads::new(settings),
            sizes: Sizes::new(&settings.shape),
        }
    }

    /// What has happened to an interaction by `now`.
    pub(crate) fn life(&self, ordinal: u64, now: Option<Moment>) -> Life {
        self.lives.of(&self.calendar, self.calendar.original(ordinal)).by(now)
    }

    /// The wall and skill of an interaction, without its texts.
    pub(crate) fn case_of(&self, ordinal: u64) -> (u64, Case<'_>) {
        let original = self.calendar.original(ordinal);
        (original, self.case(self.threads.place(&self.calendar, original).root))
    }

    /// The name of the agent of an interaction.
    pub(crate) fn agent_of(&self, original: u64, case: &mut Case<'_>) -> Option<&crate::people::Agent> {
        let same = case.random.bits();
        let mut random = Random::at(self.seed, Aspect::Handling, original);
        // Most of a case stays with the agent who began it.
        if random.chance(0.6) {
            random = Random::at(self.seed, Aspect::Agent, same);
        }
        self.people.agent(case.skill_number, &mut random)
    }

    /// Composes an interaction as it is known by `now`.
    pub(crate) fn compose(&self, ordinal: u64, now: Option<Moment>, record: &mut Record) {
        record.clear();
        let original = self.calendar.original(ordinal);
        let place = self.threads.place(&self.calendar, original);
        let whole = self.lives.of(&self.calendar, original);
        let mut case = self.case(place.root);
        record.ordinal = original;
        record.case = FIRST_CASE + place.root;
        record.channel = case.wall;
        record.skill = case.skill.map_or(0, |skill| skill.id);
        record.life = Some(whole.by(now));
        let agent = self.agent_of(original, &mut case);
        handling::compose(self, original, &case, agent, record);
        if let (Some(agent), Some(skill)) = (agent, case.skill)
            && record.life.is_some_and(|life| life.surveyed.is_some())
        {
            record.evaluation = score::draw(self, original, (agent, skill), whole);
        }
        let size = self.sizes.draw(self.seed, original, case.wall);
        self.write_texts(place, case, size, record);
    }

    fn write_texts(&self, place: Place, case: Case<'_>, size: usize, record: &mut Record) {
        let answered = handling::is_answered(self.seed, record.ordinal);
        // The answer's share is the message's where there will never be one, whether or not it has come yet.
        let (body, answer) = if answered { (size * 62 / 100, size * 38 / 100) } else { (size, 0) };
        let writing = texts::Writing { operation: self, place, body, answer };
        match case.wall {
            Wall::Email => texts::mail(&writing, case, record),
            _ => texts::post(&writing, case, record),
        }
        if !answered || record.closed().is_none() {
            record.answer.clear();
        }
    }

    fn case(&self, root: u64) -> Case<'_> {
        let mut random = Random::at(self.seed, Aspect::Case, root);
        let wall = match random.fraction() {
            share if share < self.shape.email => Wall::Email,
            _ => match random.below(10) {
                0..5 => Wall::Facebook,
                5..8 => Wall::Instagram,
                _ => Wall::Twitter,
            },
        };
        let (skill_number, skill) = self.people.skill(&mut random);
        Case { wall, skill_number, skill, random }
    }

    /// The ordinals that can lie in a period if closings count: those created in it or up to the longest delay before.
    pub(crate) fn created_around(&self, period: Period, delay: u32) -> std::ops::Range<u64> {
        let earlier = Period::new(period.from().minus(delay), period.to()).unwrap_or(period);
        self.calendar.created_in(earlier)
    }
}
