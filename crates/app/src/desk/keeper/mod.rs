//! What the desk does by itself: it follows operations, and goes on with downloads that could not be finished.
//!
//! One loop looks every few seconds at the file of operations and the clock, and does what the [`rules`] say. What
//! asks a server runs beside it. As long as no operation is followed and nothing is unfinished, it sleeps.

mod clock;
mod follow;
mod rules;
mod shown;
mod unfinished;

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::place::{Place, SAMPLE};
use super::{Desk, FollowShown, lock};
use crate::list;
use clock::{Clock, steady};
pub(super) use rules::CLOSED;
use rules::{Followed, Now};
pub(super) use unfinished::End;

/// How often it looks while there is something to look after.
const TICK: Duration = Duration::from_secs(5);
/// How often it looks whether there is, beside being woken: another program may have changed the file.
const IDLE: Duration = Duration::from_secs(300);

/// What the keeper remembers. Nothing of it outlasts the program.
pub(super) struct Keeper {
    clock: Mutex<Clock>,
    operations: Mutex<HashMap<String, Kept>>,
    wake: Notify,
}

/// What the keeper remembers of an operation.
#[derive(Default)]
struct Kept {
    followed: Followed,
    /// Ends the request that follows it; there while one is under way.
    asking: Option<CancellationToken>,
    /// Whether it is looked after just now: a keychain may keep that waiting, and others must not wait with it.
    is_tended: bool,
    /// When a download of it last went on by itself, on the keeper's clock: whatever the file says, that is not done
    /// again at once.
    went_on: Option<u64>,
    /// What the page was told last.
    told: Option<FollowShown>,
    /// Interactions whose low score was told of.
    low: std::collections::HashSet<u32>,
}

impl Default for Keeper {
    fn default() -> Self {
        let clock = Mutex::new(Clock::new(steady()));
        Self { clock, operations: Mutex::default(), wake: Notify::default() }
    }
}

impl Desk {
    /// Looks after the operations until the desk is closed.
    pub async fn keep(self) {
        let mut pause = Duration::ZERO;
        loop {
            lock(&self.inner.keeper.clock).rests(pause);
            tokio::select! {
                () = self.inner.closing.cancelled() => return,
                () = self.inner.keeper.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
            let places = self.off(|desk| desk.kept_places()).await.unwrap_or_default();
            let until_ready = self.until_ready();
            pause = match places.is_empty() {
                true => IDLE,
                false if until_ready.is_zero() => TICK,
                false => until_ready,
            };
            for place in places {
                self.tend(place.id);
            }
        }
    }

    /// Looks after one operation, beside the others.
    fn tend(&self, id: String) {
        let is_tended = self.kept(&id, |kept| std::mem::replace(&mut kept.is_tended, true));
        if is_tended {
            return;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            let (tending, of) = (desk.clone(), id.clone());
            let tended = tokio::spawn(async move {
                tending.go_on_if_due(&of).await;
                tending.follow_if_due(&of).await;
            });
            // Only a panic ends it early; it is looked after again all the same.
            let _ = tended.await;
            desk.kept(&id, |kept| kept.is_tended = false);
        });
    }

    /// The operations that there is something to do for.
    fn kept_places(&self) -> Result<Vec<Place>, crate::Error> {
        let context = &self.inner.context;
        let own = list(context)?.into_iter();
        let own = own.map(|operation| Place { id: operation.id.to_string(), context: context.clone(), operation });
        let all = own.chain(self.place(SAMPLE).ok());
        let is_kept = |place: &Place| place.operation.following.on || !place.operation.unfinished.is_empty();
        Ok(all.filter(is_kept).collect())
    }

    /// Whether anything that it has started is under way.
    pub(super) fn is_keeping(&self) -> bool {
        lock(&self.inner.keeper.operations).values().any(|kept| kept.asking.is_some())
    }

    /// What is true of an operation now.
    fn now(&self, place: &Place) -> Now {
        let (elapsed, ready) = self.clock();
        let present = place.operation.present();
        let quota = self.inner.quotas.of(&place.id).and_then(|known| known.left(present));
        Now { elapsed, ready, present, quota, is_running: self.inner.downloads.is_running(&place.id) }
    }

    fn until_ready(&self) -> Duration {
        let mut clock = lock(&self.inner.keeper.clock);
        clock.look(steady());
        clock.until_ready()
    }

    /// The keeper's clock, and from when on it may ask.
    fn clock(&self) -> (u64, u64) {
        lock(&self.inner.keeper.clock).look(steady())
    }

    /// Works on what is remembered of an operation.
    fn kept<T>(&self, id: &str, work: impl FnOnce(&mut Kept) -> T) -> T {
        let mut operations = lock(&self.inner.keeper.operations);
        work(operations.entry(id.to_owned()).or_default())
    }

    /// Looks again soon, as where a person has changed something.
    fn wake_keeper(&self) {
        self.inner.keeper.wake.notify_one();
    }
}
