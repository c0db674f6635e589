//! What becomes of an interaction: when it is closed, surveyed and archived, and what of that has happened by now.

use chrono::Timelike;
use interaction::Moment;

use crate::Settings;
use crate::calendar::Calendar;
use crate::random::{Aspect, Random};

/// No closing comes later than this after its creation, in seconds: ten days.
pub(crate) const LONGEST: u32 = 10 * 86_400;

const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

/// The dates of an interaction's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Life {
    pub(crate) created: Moment,
    pub(crate) closed: Option<Moment>,
    pub(crate) surveyed: Option<Moment>,
    pub(crate) archived: Option<Moment>,
}

/// Finds lives from ordinals.
pub(crate) struct Lives {
    seed: u64,
    surveyed: f64,
    forgotten: f64,
}

impl Lives {
    pub(crate) const fn new(settings: &Settings) -> Self {
        Self { seed: settings.seed, surveyed: settings.shape.surveyed, forgotten: settings.shape.forgotten }
    }

    /// The whole life of an original interaction.
    pub(crate) fn of(&self, calendar: &Calendar, original: u64) -> Life {
        let created = calendar.created(original);
        let mut random = Random::at(self.seed, Aspect::Life, original);
        if random.chance(self.forgotten) {
            return Life { created, closed: None, surveyed: None, archived: None };
        }
        let closed = in_working_hours(created.plus(delay(&mut random) as u32), &mut random);
        let surveyed = random.chance(self.surveyed).then(|| closed.plus(survey_delay(&mut random) as u32));
        let archived = random.chance(0.12).then(|| closed.plus(random.between(7 * DAY, 30 * DAY) as u32));
        Life { created, closed: Some(closed), surveyed, archived }
    }
}

impl Life {
    /// What of it has happened by `now`.
    pub(crate) fn by(self, now: Option<Moment>) -> Self {
        let happened = |moment: Option<Moment>| moment.filter(|moment| now.is_none_or(|now| *moment <= now));
        Self {
            created: self.created,
            closed: happened(self.closed),
            surveyed: happened(self.surveyed),
            archived: happened(self.archived),
        }
    }
}

/// Seconds from creation to closing: mostly minutes to hours, some days, nine at most.
fn delay(random: &mut Random) -> u64 {
    match random.below(100) {
        0..48 => random.between(4 * MINUTE, 2 * HOUR),
        48..80 => random.between(HOUR, 8 * HOUR),
        80..94 => random.between(8 * HOUR, 2 * DAY),
        _ => random.between(2 * DAY, 9 * DAY),
    }
}

/// Seconds from closing to the survey: most within the hour, late ones after days.
fn survey_delay(random: &mut Random) -> u64 {
    match random.below(10) {
        0..6 => random.between(2 * MINUTE, HOUR),
        6..9 => random.between(HOUR, DAY),
        _ => random.between(DAY, 5 * DAY),
    }
}

/// Nobody closes at night: such closings wait for the morning.
fn in_working_hours(moment: Moment, random: &mut Random) -> Moment {
    let mut morning = |day: Moment| day.plus((7 * HOUR + random.below(3 * HOUR)) as u32);
    match moment.date_time().hour() {
        0..7 => morning(moment.start_of_day()),
        21.. => morning(moment.end_of_day().plus(1)),
        _ => moment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lives() -> Vec<Life> {
        let settings = Settings { records: 20_000, ..Settings::default() };
        let (calendar, lives) = (Calendar::new(&settings), Lives::new(&settings));
        (0..20_000).map(|ordinal| lives.of(&calendar, ordinal)).collect()
    }

    #[test]
    fn closings_follow_creation_within_ten_days_some_in_a_later_month() {
        let mut later_months = 0;
        for life in lives() {
            let Some(closed) = life.closed else { continue };
            assert!(closed > life.created && closed <= life.created.plus(LONGEST));
            assert!(life.surveyed.is_none_or(|surveyed| surveyed > closed));
            let month = |moment: Moment| moment.to_string().chars().take(7).collect::<String>();
            later_months += u32::from(month(closed) != month(life.created));
        }
        assert!(later_months > 100, "{later_months}");
    }

    #[test]
    fn shares_are_believable() {
        let lives = lives();
        let share = |test: fn(&Life) -> bool| lives.iter().filter(|life| test(life)).count() as f64 / 20_000.0;
        assert!((0.28..0.32).contains(&share(|life| life.surveyed.is_some())));
        assert!((0.001..0.01).contains(&share(|life| life.closed.is_none())));
        assert!((0.03..0.09).contains(&share(|life| life.closed.is_some_and(|c| c > life.created.plus(2 * 86_400)))));
    }

    #[test]
    fn what_happens_later_has_not_happened_yet() {
        let life = lives().into_iter().find(|life| life.surveyed.is_some()).unwrap();
        let before = life.by(Some(life.created));
        assert_eq!((before.closed, before.surveyed), (None, None));
        assert_eq!(life.by(life.closed).surveyed, None);
        assert_eq!(life.by(None), life);
    }
}
