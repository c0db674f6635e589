//! Following an operation: whether, how it goes, and what is told of low scores.

use interaction::Score;
use serde::{Deserialize, Serialize};

/// Whether an operation is followed, and which scores are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Following {
    /// Whether it is followed while Traza is open.
    pub on: bool,
    /// Scores at or below this are told of; `None` tells of none.
    pub notify_at: Option<f64>,
}

impl Following {
    /// As the page shows it.
    pub(super) fn of(following: crate::Following) -> Self {
        Self { on: following.on, notify_at: following.notify_at.map(Score::value) }
    }

    /// As it is kept: a score that is no number tells of none.
    pub(super) fn checked(self) -> crate::Following {
        let notify_at = self.notify_at.and_then(|score| Score::parse(&score.to_string()));
        crate::Following { on: self.on, notify_at, asked: None }
    }
}

/// How the following of an operation goes.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct FollowShown {
    /// The operation's id.
    pub operation: String,
    /// What a person has set.
    pub following: Following,
    /// How it goes.
    pub state: FollowState,
    /// When the operation was last asked, on its wall clock.
    pub last: Option<String>,
    /// When it is asked next, on its wall clock; `None` where nobody can tell.
    pub next: Option<String>,
}

/// What the following of an operation is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FollowState {
    /// It is switched off.
    Off,
    /// It waits for its time.
    Waiting,
    /// It is asking.
    Asking,
    /// There is no network: nothing is asked.
    NoNetwork,
    /// Little is left of the day's requests: nothing is asked until tomorrow.
    QuotaLow {
        /// How many requests are left.
        left: u32,
    },
    /// It was asked in vain, and will be again.
    Failing {
        /// Why: a code.
        reason: String,
    },
    /// The server refuses the token: nothing is asked until there is another.
    TokenRefused,
    /// A download of the operation runs, which goes first.
    DownloadRunning,
}

/// An interaction with a low score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LowScore {
    /// The interaction.
    pub id: u32,
    /// The score, as the customer gave it.
    pub score: String,
    /// The agent's name.
    pub agent: String,
    /// The skill's name, or its number where it has none.
    pub skill: String,
}
