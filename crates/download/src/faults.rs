//! What is done about a request that brought no usable answer: one rule for each reason.
//!
//! | reason | tries | then | then |
//! |---|---|---|---|
//! | `TimedOut` | one | halves at once; a second: [`Pace::tries`] | the second has failed; [`TIMEOUTS_IN_A_ROW`] windows end the run |
//! | `TooLarge` | one | parts by what had arrived | a second has failed |
//! | `CutOff` | two | where both were cut at the same record as `TooLarge`, else halves; a second: [`Pace::tries`] | the second has failed; [`TIMEOUTS_IN_A_ROW`] windows end the run |
//! | `Unreachable` | [`Pace::unreachable_tries`], or [`Pace::first_tries`] where the server was never reached | | the run ends |
//! | `TooManyAtOnce` | [`Pace::busy_tries`] | | the run ends |
//! | `Maintenance` | [`Pace::tries`] | | the run ends |
//! | `ServerTrouble`, `Unreadable` | [`Pace::tries`]; parts of what was in trouble: [`TRIES_IN_TROUBLE`] | halves, down to an hour, once the run has had an answer; before that the next window is tried | the hour has failed; [`FAILURES_IN_A_ROW`] windows end the run, two where none has answered |
//! | `NotOffered` | one | | the window has failed |
//! | `Refused`, `LeftOrigin`, `Setup`, token refused, quota spent | one | | the run ends |
//!
//! Between tries the pause doubles, by chance a half shorter, up to [`Pace::longest_wait`]. What broke while the
//! computer slept is asked for again and counts as no try. A window that has failed is noted, and the run goes on with
//! the next. Of two halves the later is asked for first every other time, so that one bad second cannot make a server
//! look dead: one of its neighbours answers before the run gives up. Seconds that fail one after the other may be
//! [`SECONDS_IN_A_ROW`]: a stretch of broken records is no dead server. Where only empty answers pass, something on the
//! way eats the others: [`WITHOUT_A_RECORD`] bounds what that may cost.

use interaction::Window;

use crate::queue::{First, Part};
use crate::{Pace, Reason};

/// Windows that took too long or were cut off, without an answer between them, after which the server, not the windows,
/// is to blame. A month split so often has windows of ten minutes.
const TIMEOUTS_IN_A_ROW: u32 = 12;
/// Windows that failed or were halved for the server's trouble, with nothing between them, after which the server is to
/// blame.
const FAILURES_IN_A_ROW: u32 = 5;
/// Windows of a second that failed with nothing between them, after which the server is to blame.
const SECONDS_IN_A_ROW: u32 = 20;
/// Windows that were halved or failed since an answer last held a record after which the line is to blame, though empty
/// answers pass: twice what it takes to find a bad second in a month, for two of them side by side.
const WITHOUT_A_RECORD: u32 = 44;
/// Tries of a part of what was in trouble: whether the server works is known from its neighbours.
const TRIES_IN_TROUBLE: u32 = 2;
/// Seconds below which a window is not halved for the server's trouble: that would cost more than it brings.
const SHORTEST_IN_TROUBLE: u64 = 3_600;

/// What is to be done about a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// It is asked for again at once.
    Again,
    /// It is asked for again after a pause.
    Later,
    /// Its parts are asked for, by what has arrived of it.
    Split,
    /// Its halves are asked for.
    Halve,
    /// It has failed.
    Fail,
}

/// How often a window was asked for in vain.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tried {
    pub(crate) times: u32,
    pub(crate) cut_off: u32,
    /// After how many records the last answer was cut off, if it was.
    pub(crate) cut_at: Option<u64>,
}

/// What went wrong since the last answer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Troubles {
    timeouts: u32,
    failures: u32,
    seconds: u32,
    without_a_record: u32,
}

impl Tried {
    /// Counts a try that brought no usable answer, and says what is to be done about it. `reached` tells whether the
    /// server has answered anything in this run.
    pub(crate) fn next(&mut self, reason: Reason, part: Part, (pace, reached): (&Pace, bool)) -> Next {
        self.times += 1;
        self.cut_off += u32::from(reason == Reason::CutOff);
        rule(reason, part, *self, (pace, reached))
    }
}

fn rule(reason: Reason, part: Part, tried: Tried, (pace, reached): (&Pace, bool)) -> Next {
    let divisible = part.window.halves().is_some();
    let in_trouble = is_trouble(reason);
    let tries = match reason {
        Reason::Unreachable(_) if !reached => pace.first_tries,
        Reason::Unreachable(_) => pace.unreachable_tries,
        Reason::TooManyAtOnce => pace.busy_tries,
        _ if in_trouble && part.in_trouble => TRIES_IN_TROUBLE,
        _ => pace.tries,
    };
    match reason {
        Reason::TooLarge if divisible => Next::Split,
        Reason::TimedOut if divisible => Next::Halve,
        Reason::CutOff if tried.cut_off <= 1 => Next::Again,
        Reason::CutOff if divisible => Next::Halve,
        Reason::TooLarge | Reason::NotOffered => Next::Fail,
        _ if tried.times < tries => Next::Later,
        _ if in_trouble && part.window.period().seconds() > SHORTEST_IN_TROUBLE => Next::Halve,
        _ => Next::Fail,
    }
}

impl Troubles {
    /// A window is halved or has failed for a reason.
    pub(crate) fn note(&mut self, reason: Reason, window: Window) {
        // One window may ask for what the address does not offer: that says nothing of the next.
        if reason == Reason::NotOffered {
            return;
        }
        self.without_a_record += 1;
        if window.halves().is_none() {
            self.seconds += 1;
            return;
        }
        match reason {
            Reason::TimedOut | Reason::CutOff => self.timeouts += 1,
            _ => self.failures += 1,
        }
    }

    /// An answer of so many records came.
    pub(crate) const fn are_over(&mut self, records: u64) {
        let without_a_record = if records > 0 { 0 } else { self.without_a_record };
        *self = Self { timeouts: 0, failures: 0, seconds: 0, without_a_record };
    }

    /// Whether the next window would fare no better.
    pub(crate) const fn are_hopeless(self) -> bool {
        let in_a_row = self.timeouts >= TIMEOUTS_IN_A_ROW || self.failures >= FAILURES_IN_A_ROW;
        in_a_row || self.seconds >= SECONDS_IN_A_ROW || self.without_a_record >= WITHOUT_A_RECORD
    }

    /// Which half to try first, so that a good one turns up soon.
    pub(crate) const fn first(self) -> First {
        if (self.timeouts + self.failures) % 2 == 1 { First::Later } else { First::Earlier }
    }
}

/// Whether the server, or what stands before it, broke over a window.
pub(crate) const fn is_trouble(reason: Reason) -> bool {
    matches!(reason, Reason::ServerTrouble { .. } | Reason::Unreadable)
}

/// Whether a reason ends the run with the window that it made fail.
pub(crate) const fn ends_the_run(reason: Reason) -> bool {
    matches!(reason, Reason::Unreachable(_) | Reason::Maintenance | Reason::TooManyAtOnce)
}

/// Whether the reason may be that the connection was gone when the computer woke up.
pub(crate) const fn breaks_in_sleep(reason: Reason) -> bool {
    matches!(reason, Reason::Unreachable(_) | Reason::CutOff | Reason::TimedOut)
}

#[cfg(test)]
mod tests {
    use interaction::Moment;
    use wolkvox::Reach;

    use super::*;

    fn part(seconds: u32) -> Part {
        let from = Moment::parse("2026-03-01").unwrap();
        Part { window: Window::new(from, from.plus(seconds - 1)).unwrap(), splits: 0, in_trouble: false }
    }

    /// What is done about a part, try after try, until it is asked for no more.
    fn course(reason: Reason, (part, reached): (Part, bool)) -> (u32, Next) {
        let mut tried = Tried::default();
        loop {
            match tried.next(reason, part, (&Pace::default(), reached)) {
                Next::Again | Next::Later => {}
                end => return (tried.times, end),
            }
        }
    }

    #[test]
    fn each_reason_has_its_own_rule() {
        let (month, hour, second) = (part(2_592_000), part(3_600), part(1));
        let trouble = Reason::ServerTrouble { status: Some(502) };
        let away = Reason::Unreachable(Reach::Refused);
        let half = Part { in_trouble: true, ..month };
        for (reason, part, expected) in [
            (Reason::TimedOut, month, (1, Next::Halve)),
            (Reason::TimedOut, second, (6, Next::Fail)),
            (Reason::TooLarge, month, (1, Next::Split)),
            (Reason::TooLarge, second, (1, Next::Fail)),
            (Reason::CutOff, month, (2, Next::Halve)),
            (Reason::CutOff, second, (6, Next::Fail)),
            (trouble, month, (6, Next::Halve)),
            (trouble, half, (2, Next::Halve)),
            (trouble, hour, (6, Next::Fail)),
            (Reason::Unreadable, month, (6, Next::Halve)),
            (Reason::TooManyAtOnce, month, (20, Next::Fail)),
            (Reason::Maintenance, month, (6, Next::Fail)),
            (Reason::NotOffered, month, (1, Next::Fail)),
            (away, month, (8, Next::Fail)),
        ] {
            assert_eq!(course(reason, (part, true)), expected, "{reason:?} over {} s", part.window.period().seconds());
        }
        assert_eq!(course(away, (month, false)), (3, Next::Fail), "a server that was never reached");
    }

    #[test]
    fn seconds_that_fail_side_by_side_are_no_dead_server_and_twenty_are() {
        let mut troubles = Troubles::default();
        for count in 1..=20 {
            troubles.note(Reason::TimedOut, part(1).window);
            assert_eq!(troubles.are_hopeless(), count == 20, "{count}");
        }
    }

    #[test]
    fn answers_without_a_record_do_not_excuse_a_line_for_ever() {
        for (records, ends_after) in [(0, Some(44)), (1, None)] {
            let mut troubles = Troubles::default();
            let mut halved = 0;
            while !troubles.are_hopeless() && halved < 500 {
                halved += 1;
                troubles.note(Reason::CutOff, part(7_200).window);
                if !troubles.are_hopeless() {
                    troubles.are_over(records);
                }
            }
            assert_eq!(Some(halved).filter(|halved| *halved < 500), ends_after);
        }
    }
}
