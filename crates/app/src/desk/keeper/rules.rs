//! When Traza asks by itself: pure rules, given the times and what is known.
//!
//! | what | when |
//! |---|---|
//! | today of a followed operation | five minutes after it was last asked, by whomever; longer after a failure |
//! | the quota of a followed operation | in the place of a request of the day, at most once an hour |
//! | a download that met a spent quota | after midnight of the operation |
//! | one that met maintenance | after a quarter of an hour |
//! | one whose server could not be reached or had trouble | after five minutes, then twice as long each time, up to an hour |
//! | any other | never: a person has to do something first |

use interaction::{Moment, Period};

use crate::Quota;

/// Nothing may follow an operation more often (wolkvox API, limits).
pub(super) const FOLLOW_EVERY: u64 = 5 * 60;
/// The longest pause of following after failures.
const LONGEST_PAUSE: u64 = 20 * 60;
/// How often the quota of a followed operation is asked for.
const QUOTA_EVERY: u64 = 60 * 60;
/// How often it is looked whether there is a network again, which asks nobody.
const NETWORK_EVERY: u64 = 15;
/// Below so many requests the operation is no longer followed today, nor below a twentieth of the day's.
const LOW_QUOTA: u32 = 50;
const LOW_QUOTA_PART: u64 = 20;
/// Maintenance and backups take a while.
const MAINTENANCE: u64 = 15 * 60;
/// The first and the longest pause before a download goes on.
const FIRST_PAUSE: u64 = 5 * 60;
const LAST_PAUSE: u64 = 60 * 60;
/// After midnight the quota is new; a little later, since no two clocks agree.
const AFTER_MIDNIGHT: u32 = 5 * 60;
/// How often a download is tried whose server answers and always fails.
const MOST_ATTEMPTS: u32 = 10;
/// The reason of a download that was under way when the program ended.
pub(in crate::desk) const CLOSED: &str = "closed";
/// However a download ended: so long it rests before it goes on by itself once more.
pub(super) const REST: u64 = FIRST_PAUSE;
/// Seconds of a day.
const DAY: u32 = 86_400;

/// What is known of an operation's following. Times are those of the keeper's own clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// When the keeper met the operation first.
    pub(super) since: u64,
    /// Before this it is not asked, since it was asked before a restart.
    pub(super) not_before: u64,
    /// When it last asked the server, for the day or for the quota.
    pub(super) tried: Option<u64>,
    /// When the day was last asked for by whomever, on the operation's wall clock.
    pub(super) last: Option<Moment>,
    /// When the quota was asked for.
    pub(super) quota_asked: Option<u64>,
    /// Whether the server tells nothing of its quota.
    pub(super) is_quota_silent: bool,
    /// How often it failed, with nothing between.
    pub(super) failures: u32,
    /// Why it failed.
    pub(super) trouble: Option<Trouble>,
}

/// What stands in the way of following.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There was no network when it was looked for last.
    NoNetwork { looked: u64 },
    /// The server refuses the token.
    TokenRefused,
    /// It was asked in vain, and will be again.
    Failing { reason: String },
    /// Nothing will come of it before a person has done something.
    Stopped { reason: String },
}

/// What is true now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// The keeper's clock.
    pub(super) elapsed: u64,
    /// From when on it may ask: a moment after the start, and after sleep, when the network comes back.
    pub(super) ready: u64,
    /// The operation's wall clock.
    pub(super) present: Moment,
    /// What is left of today's requests, as far as that is known.
    pub(super) quota: Option<Quota>,
    /// Whether a download of the operation runs.
    pub(super) is_running: bool,
}

/// What is to be done for a followed operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A download runs, which brings what following would.
    Yield,
    /// Nothing before the server's token, or what else is wrong, has changed.
    Stop,
    /// Little is left of the day's requests.
    Spare { left: u32 },
    /// Nothing for so many seconds.
    Wait(u64),
    /// The quota is asked for.
    AskQuota,
    /// The day is asked for.
    Ask,
}

/// What is to be done for a followed operation.
pub(super) fn step(followed: &Followed, now: Now) -> Step {
    if now.is_running {
        return Step::Yield;
    }
    if matches!(followed.trouble, Some(Trouble::TokenRefused | Trouble::Stopped { .. })) {
        return Step::Stop;
    }
    if let Some(quota) = now.quota.filter(|quota| is_low(*quota)) {
        return Step::Spare { left: quota.left };
    }
    let wait = wait(followed, now);
    if wait > 0 {
        return Step::Wait(wait);
    }
    let is_old = followed.quota_asked.is_none_or(|asked| now.elapsed >= asked + QUOTA_EVERY);
    // The day comes first: who has just opened Traza wants to see it.
    let is_wanted = followed.tried.is_some() && !followed.is_quota_silent;
    if is_old && is_wanted { Step::AskQuota } else { Step::Ask }
}

fn wait(followed: &Followed, now: Now) -> u64 {
    let until = |at: u64| at.saturating_sub(now.elapsed);
    let tried = followed.tried.map_or(0, |tried| until(tried + pause(followed)));
    let last = match followed.last {
        None => 0,
        Some(last) if last <= now.present => {
            FOLLOW_EVERY.saturating_sub(u64::from(now.present.seconds() - last.seconds()))
        }
        // The clock was turned back: how long ago it was nobody knows, but no longer than the keeper has been here.
        Some(_) => until(followed.since + FOLLOW_EVERY),
    };
    let network = match followed.trouble {
        Some(Trouble::NoNetwork { looked }) => until(looked + NETWORK_EVERY),
        _ => 0,
    };
    until(now.ready).max(until(followed.not_before)).max(tried).max(last).max(network)
}

/// The pause after a request: longer where it failed.
fn pause(followed: &Followed) -> u64 {
    let doubled = FOLLOW_EVERY << followed.failures.saturating_sub(1).min(8);
    let is_maintenance = matches!(&followed.trouble, Some(Trouble::Failing { reason }) if reason == "maintenance");
    doubled.min(LONGEST_PAUSE).max(if is_maintenance { MAINTENANCE } else { 0 })
}

fn is_low(quota: Quota) -> bool {
    let limit = quota.limit.unwrap_or(0);
    quota.left < LOW_QUOTA || u64::from(quota.left) * LOW_QUOTA_PART < u64::from(limit)
}

/// What following asks for: today, and what yesterday is missing since it was last asked for.
pub(super) fn period(present: Moment, covered_to: Option<Moment>) -> Period {
    let today = present.start_of_day();
    let yesterday = today.minus(DAY);
    let from = covered_to.filter(|to| *to >= yesterday && *to < today).map_or(today, |to| to.plus(1));
    Period::between(from, present)
}

/// How long it is still to be waited where Traza asked so many seconds ago, before a restart. A time that has yet to
/// come was noted by a clock that was wrong.
pub(super) fn left_of_pause(ago: i64) -> u64 {
    u64::try_from(ago).ok().map_or(0, |ago| FOLLOW_EVERY.saturating_sub(ago))
}

/// Where a download goes on that could not be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoesOn {
    /// After so many seconds.
    After(u64),
    /// When the day's quota is new.
    Tomorrow,
}

/// Whether a download that failed for a reason goes on by itself after so many attempts.
pub(super) fn goes_on(reason: &str, attempts: u32) -> Option<GoesOn> {
    let doubled = (FIRST_PAUSE << attempts.saturating_sub(1).min(8)).min(LAST_PAUSE);
    match reason {
        "quota_spent" => Some(GoesOn::Tomorrow),
        CLOSED => Some(GoesOn::After(0)),
        "maintenance" => Some(GoesOn::After(MAINTENANCE)),
        // The office's network, the computer's sleep, a colleague's script: none of them ends by being asked.
        "unreachable" | "too_many_at_once" => Some(GoesOn::After(doubled)),
        "server_trouble" | "timed_out" | "cut_off" | "unreadable" if attempts < MOST_ATTEMPTS => {
            Some(GoesOn::After(doubled))
        }
        _ => None,
    }
}

impl GoesOn {
    /// In how many seconds, at the operation's present. `luck` spreads those who wait for the same midnight.
    pub(super) fn seconds(self, present: Moment, luck: u8) -> u64 {
        let luck = u64::from(luck);
        match self {
            Self::After(seconds) => seconds + seconds * luck / 2_560,
            Self::Tomorrow => {
                let tomorrow = present.end_of_day().plus(1 + AFTER_MIDNIGHT);
                u64::from(tomorrow.seconds() - present.seconds()) + luck * 2
            }
        }
    }

    /// The longest that it can be: a time farther off was set by a clock that was wrong.
    pub(super) const fn longest(self) -> u64 {
        match self {
            Self::After(seconds) => seconds + seconds / 10,
            Self::Tomorrow => (DAY + AFTER_MIDNIGHT) as u64 + 512,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn now(elapsed: u64, present: &str) -> Now {
        Now { elapsed, ready: 0, present: moment(present), quota: None, is_running: false }
    }

    fn quota(left: u32, limit: u32) -> Option<Quota> {
        Some(Quota { left, limit: Some(limit) })
    }

    #[test]
    fn it_asks_at_once_and_then_every_five_minutes() {
        let mut followed = Followed { quota_asked: Some(0), ..Followed::default() };
        assert_eq!(step(&followed, now(3, "2026-11-22 08:00:00")), Step::Ask);
        followed.tried = Some(3);
        followed.last = Some(moment("2026-11-22 08:00:00"));
        assert_eq!(step(&followed, now(4, "2026-11-22 08:00:01")), Step::Wait(299));
        assert_eq!(step(&followed, now(302, "2026-11-22 08:04:59")), Step::Wait(1));
        assert_eq!(step(&followed, now(303, "2026-11-22 08:05:00")), Step::Ask);
    }

    #[test]
    fn what_was_asked_before_a_restart_or_by_another_program_counts() {
        let followed = Followed { last: Some(moment("2026-11-22 07:58:00")), ..Followed::default() };
        assert_eq!(step(&followed, now(0, "2026-11-22 08:00:00")), Step::Wait(180));
        assert_eq!(step(&followed, now(180, "2026-11-22 08:03:00")), Step::Ask);
    }

    #[test]
    fn a_clock_turned_back_neither_stops_it_nor_makes_it_ask_more_often() {
        let followed = Followed { since: 10, last: Some(moment("2027-01-01 00:00:00")), ..Followed::default() };
        assert_eq!(step(&followed, now(10, "2026-11-22 08:00:00")), Step::Wait(300));
        assert_eq!(step(&followed, now(310, "2026-11-22 08:05:00")), Step::Ask);
        let asked = Followed { tried: Some(1_000), quota_asked: Some(900), ..followed };
        assert_eq!(step(&asked, now(1_100, "2026-11-22 08:05:00")), Step::Wait(200));
    }

    #[test]
    fn a_clock_turned_forward_does_not_shorten_the_pause() {
        let last = Some(moment("2026-11-22 08:00:00"));
        let followed = Followed { tried: Some(0), last, quota_asked: Some(0), ..Followed::default() };
        assert_eq!(step(&followed, now(60, "2026-11-22 11:00:00")), Step::Wait(240));
    }

    #[test]
    fn after_sleep_it_waits_for_the_network() {
        let awake = Now { ready: 520, ..now(500, "2026-11-22 08:00:00") };
        assert_eq!(step(&Followed::default(), awake), Step::Wait(20));
    }

    #[test]
    fn a_running_download_goes_first() {
        let running = Now { is_running: true, ..now(0, "2026-11-22 08:00:00") };
        assert_eq!(step(&Followed::default(), running), Step::Yield);
    }

    #[test]
    fn the_quota_is_asked_for_in_place_of_the_day_and_once_an_hour() {
        let followed = Followed { tried: Some(0), ..Followed::default() };
        assert_eq!(step(&followed, now(300, "2026-11-22 08:05:00")), Step::AskQuota);
        let asked = Followed { tried: Some(300), quota_asked: Some(300), ..Followed::default() };
        assert_eq!(step(&asked, now(600, "2026-11-22 08:10:00")), Step::Ask);
        let late = Followed { tried: Some(3_600), ..asked.clone() };
        assert_eq!(step(&late, now(3_900, "2026-11-22 09:05:00")), Step::AskQuota);
        let silent = Followed { is_quota_silent: true, ..late };
        assert_eq!(step(&silent, now(3_900, "2026-11-22 09:05:00")), Step::Ask);
    }

    #[test]
    fn a_low_quota_is_spared_for_others() {
        let with = |quota| step(&Followed::default(), Now { quota, ..now(0, "2026-11-22 08:00:00") });
        assert_eq!(with(quota(49, 1_000)), Step::Spare { left: 49 });
        assert_eq!(with(quota(199, 4_000)), Step::Spare { left: 199 });
        assert_eq!(with(quota(200, 4_000)), Step::Ask);
        assert_eq!(with(Some(Quota { left: 50, limit: None })), Step::Ask);
    }

    #[test]
    fn failures_make_the_pauses_longer_and_a_refused_token_ends_it() {
        let failing = |failures, reason: &str| Followed {
            tried: Some(0),
            quota_asked: Some(0),
            failures,
            trouble: Some(Trouble::Failing { reason: reason.into() }),
            ..Followed::default()
        };
        for (failures, pause) in [(1, 300), (2, 600), (3, 1_200), (40, 1_200)] {
            assert_eq!(step(&failing(failures, "server_trouble"), now(0, "2026-11-22")), Step::Wait(pause));
        }
        assert_eq!(step(&failing(1, "maintenance"), now(0, "2026-11-22")), Step::Wait(900));
        for trouble in [Trouble::TokenRefused, Trouble::Stopped { reason: "not_offered".into() }] {
            let stopped = Followed { trouble: Some(trouble), ..Followed::default() };
            assert_eq!(step(&stopped, now(1_000_000, "2026-12-22")), Step::Stop);
        }
    }

    #[test]
    fn without_a_network_it_looks_again_soon_and_asks_nobody() {
        let trouble = Some(Trouble::NoNetwork { looked: 100 });
        let followed = Followed { trouble, ..Followed::default() };
        assert_eq!(step(&followed, now(100, "2026-11-22 08:00:00")), Step::Wait(15));
        assert_eq!(step(&followed, now(115, "2026-11-22 08:00:00")), Step::Ask);
    }

    #[test]
    fn today_is_followed_and_the_end_of_yesterday_that_is_missing() {
        let present = moment("2026-11-22 08:00:00");
        let from = |covered: Option<&str>| period(present, covered.map(moment)).from().to_string();
        assert_eq!(from(None), "2026-11-22 00:00:00");
        assert_eq!(from(Some("2026-11-21 23:58:00")), "2026-11-21 23:58:01");
        assert_eq!(from(Some("2026-11-22 07:55:00")), "2026-11-22 00:00:00");
        assert_eq!(from(Some("2026-11-19 18:00:00")), "2026-11-22 00:00:00");
        assert_eq!(period(present, None).to(), present);
    }

    #[test]
    fn each_reason_has_its_own_time_to_go_on() {
        let present = moment("2026-11-22 22:00:00");
        let after = |reason, attempts| goes_on(reason, attempts).map(|goes| goes.seconds(present, 0));
        assert_eq!(after("quota_spent", 3), Some(2 * 3_600 + 300));
        assert_eq!(after("maintenance", 3), Some(900));
        let unreachable: Vec<_> = (1..=6).filter_map(|attempts| after("unreachable", attempts)).collect();
        assert_eq!(unreachable, [300, 600, 1_200, 2_400, 3_600, 3_600]);
        assert_eq!((after("unreachable", 500), after("server_trouble", 500)), (Some(3_600), None));
        for reason in ["token_refused", "not_offered", "left_origin", "setup", "archive_no_space", "too_large"] {
            assert_eq!(goes_on(reason, 1), None, "{reason}");
        }
    }

    #[test]
    fn what_was_asked_before_a_restart_is_remembered_whatever_the_archive_says() {
        assert_eq!((left_of_pause(0), left_of_pause(299), left_of_pause(300)), (300, 1, 0));
        assert_eq!(left_of_pause(-5), 0);
        let followed = Followed { not_before: 200, ..Followed::default() };
        assert_eq!(step(&followed, now(20, "2026-11-22 08:00:00")), Step::Wait(180));
    }

    #[test]
    fn luck_spreads_and_stays_within_the_longest() {
        let present = moment("2026-11-22 00:00:00");
        for goes in [GoesOn::Tomorrow, GoesOn::After(300), GoesOn::After(3_600)] {
            assert!(goes.seconds(present, 255) > goes.seconds(present, 0));
            assert!(goes.seconds(present, 255) <= goes.longest(), "{goes:?}");
        }
    }
}
