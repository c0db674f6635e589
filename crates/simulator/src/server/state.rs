//! What all requests share: the operation, the dials that a test turns, the judge.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use interaction::{Moment, Period};

use crate::judge::{Complete, Judge, Seen};
use crate::operation::Operation;
use crate::planted::Planted;
use crate::random::{Aspect, Random};
use crate::selection::Selection;
use crate::small::Quota;
use crate::{Dialect, Faults, Limits, SelectsBy, Settings};

/// What all requests share.
pub(crate) struct State {
    operation: Arc<Operation>,
    selects_by: SelectsBy,
    token: String,
    control: bool,
    dials: Mutex<Dials>,
    judge: Mutex<Judge>,
}

/// What can be changed while the server runs.
pub(crate) struct Dials {
    pub(crate) now: Option<Moment>,
    pub(crate) faults: Faults,
    pub(crate) dialect: Dialect,
    pub(crate) limits: Limits,
    pub(crate) planted: Vec<Planted>,
    /// Requests of the day `used_on`.
    used: u64,
    used_on: Option<Moment>,
}

impl State {
    pub(crate) fn new(settings: &Settings, port: u16) -> Self {
        let dials = Dials {
            now: settings.now,
            faults: Faults::none(),
            dialect: settings.dialect.clone(),
            limits: settings.limits.clone(),
            planted: Vec::new(),
            used: 0,
            used_on: None,
        };
        Self {
            operation: Arc::new(Operation::new(settings)),
            selects_by: settings.selects_by,
            token: settings
                .token
                .clone()
                .filter(|token| !token.is_empty())
                .unwrap_or_else(|| own_token(settings.seed, port)),
            control: settings.control,
            dials: Mutex::new(dials),
            judge: Mutex::new(Judge::new()),
        }
    }

    pub(crate) fn operation(&self) -> Arc<Operation> {
        Arc::clone(&self.operation)
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Whether `/__judge` and `/__control` answer.
    pub(crate) const fn is_controlled(&self) -> bool {
        self.control
    }

    // Nothing that holds these locks can panic half-way through a change, so a poisoned one is as good as any.

    pub(crate) fn dials(&self) -> MutexGuard<'_, Dials> {
        self.dials.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn judge(&self) -> MutexGuard<'_, Judge> {
        self.judge.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) const fn selection(&self, period: Period, now: Option<Moment>) -> Selection {
        Selection { period, by: self.selects_by, now }
    }
}

impl Dials {
    /// Counts a request. Every day has its own quota.
    pub(crate) fn use_one(&mut self) {
        let today = self.now.map(Moment::start_of_day);
        if today != self.used_on {
            (self.used, self.used_on) = (0, today);
        }
        self.used += 1;
    }

    /// The day's quota, the present request counted.
    pub(crate) fn quota(&self) -> Quota {
        Quota { limit: self.limits.requests_a_day.map_or(u64::from(u32::MAX), u64::from), used: self.used }
    }
}

/// A request that is open for the judge until this is dropped.
pub(crate) struct Open {
    state: Arc<State>,
    number: usize,
    complete: Complete,
}

impl Open {
    pub(crate) fn begin(state: Arc<State>, seen: Seen) -> Self {
        let now = state.dials().now;
        let number = state.judge().begin(seen, now);
        Self { state, number, complete: Complete::Part }
    }

    pub(crate) fn breaks(&self, rule: &str) {
        self.state.judge().breaks(self.number, rule);
    }

    pub(crate) fn answers(&self, status: u16, records: u64) {
        self.state.judge().answers(self.number, status, records);
    }

    /// The whole answer has left.
    pub(crate) const fn is_whole(&mut self) {
        self.complete = Complete::Whole;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.state.judge().end(self.number, self.complete);
    }
}

/// A token like the vendor's: a long hexadecimal number. Another one for each port, so that servers that run side by
/// side are different operations to their clients.
fn own_token(seed: u64, port: u16) -> String {
    let mut random = Random::at(seed, Aspect::Token, u64::from(port));
    (0..4).map(|_| format!("{:016x}", random.bits())).collect()
}
