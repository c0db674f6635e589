//! How following goes, as the page is told.

use interaction::Moment;

use super::super::place::Place;
use super::super::{Desk, FollowShown, FollowState, Following, LowScore, Told};
use super::rules::{Step, Trouble, step};

impl Desk {
    /// Leaves out those that were told of, and remembers the others.
    pub(in crate::desk) fn leave_out_told(&self, id: &str, scores: &mut Vec<LowScore>) {
        self.kept(id, |kept| scores.retain(|score| kept.low.insert(score.id)));
    }

    pub(in crate::desk) fn tell_following(&self, place: &Place) {
        let shown = self.follow_shown(place);
        let is_news = self.kept(&place.id, |kept| {
            let is_news = kept.told.as_ref() != Some(&shown);
            kept.told = Some(shown.clone());
            is_news
        });
        if is_news {
            self.tell(Told::FollowChanged(shown));
        }
    }

    /// When the day of an operation is asked for next, if it is followed.
    pub(in crate::desk) fn next_following(&self, place: &Place) -> Option<String> {
        self.follow_shown(place).next
    }

    pub(super) fn follow_shown(&self, place: &Place) -> FollowShown {
        let now = self.now(place);
        self.kept(&place.id, |kept| {
            let following = place.operation.following;
            let (state, next) = match step(&kept.followed, now) {
                _ if !following.on => (FollowState::Off, None),
                _ if kept.asking.is_some() => (FollowState::Asking, None),
                Step::Yield => (FollowState::DownloadRunning, None),
                Step::Spare { left } => (FollowState::QuotaLow { left }, Some(now.present.end_of_day().plus(1))),
                Step::Stop => (stopped(kept.followed.trouble.as_ref()), None),
                Step::Wait(seconds) => {
                    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
                    (waiting(kept.followed.trouble.as_ref()), Some(now.present.plus(seconds)))
                }
                Step::Ask | Step::AskQuota => (waiting(kept.followed.trouble.as_ref()), Some(now.present)),
            };
            // Seconds of a pause are counted in whole looks: a time that moves by one is none that has moved.
            let told = kept.told.as_ref().filter(|told| told.state == state).and_then(|told| told.next.clone());
            let is_near = |told: &String| {
                let told = Moment::parse(told).map(Moment::seconds);
                next.zip(told).is_some_and(|(next, told)| next.seconds().abs_diff(told) < 10)
            };
            FollowShown {
                operation: place.id.clone(),
                following: Following::of(following),
                state,
                last: kept.followed.last.map(|last| last.to_string()),
                next: told.filter(is_near).or_else(|| next.map(|next| next.to_string())),
            }
        })
    }
}

fn stopped(trouble: Option<&Trouble>) -> FollowState {
    match trouble {
        Some(Trouble::Stopped { reason }) => FollowState::Failing { reason: reason.clone() },
        _ => FollowState::TokenRefused,
    }
}

fn waiting(trouble: Option<&Trouble>) -> FollowState {
    match trouble {
        Some(Trouble::NoNetwork { .. }) => FollowState::NoNetwork,
        Some(Trouble::Failing { reason }) => FollowState::Failing { reason: reason.clone() },
        _ => FollowState::Waiting,
    }
}
