//! The small totals to check against (`chat_3`, `chat_5`, `chat_6`): closed interactions by channel, agent, day.

use std::collections::BTreeMap;

use crate::SelectsBy;
use crate::operation::Operation;
use crate::selection::Selection;

/// What closed interactions are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CountedBy {
    /// The channel (`chat_3`).
    Channel,
    /// The agent (`chat_5`).
    Agent,
    /// The day of closing (`chat_6`).
    Day,
}

impl CountedBy {
    /// The name of the field.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Agent => "agent_name",
            Self::Day => "date",
        }
    }
}

/// The interactions closed in a window, counted.
pub(crate) fn closed(operation: &Operation, window: Selection, by: CountedBy) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let window = Selection { by: SelectsBy::Closing, ..window };
    for ordinal in window.ordinals(operation) {
        let Some(closed) = operation.life(ordinal, window.now).closed else { continue };
        let (original, mut case) = operation.case_of(ordinal);
        let key = match by {
            CountedBy::Channel => case.wall.word().to_owned(),
            CountedBy::Agent => {
                operation.agent_of(original, &mut case).map_or_else(String::new, |agent| agent.name.clone())
            }
            CountedBy::Day => closed.day().to_string(),
        };
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}
