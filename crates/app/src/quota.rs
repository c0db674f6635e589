//! What a token may still do today, as the server says.

use serde::{Deserialize, Serialize};
use wolkvox::TokenInfo;

/// What a token may still do today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Quota {
    /// Requests left of the day's.
    pub left: u32,
    /// The day's requests; `None` where the server does not tell.
    pub limit: Option<u32>,
}

impl Quota {
    /// What the server says; `None` where it does not say what is left.
    #[must_use]
    pub fn of(info: &TokenInfo) -> Option<Self> {
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let used = info.used_today_by_all.or(info.used_today);
        let counted = || Some(info.limit?.saturating_sub(used?));
        Some(Self { left: number(info.left.or_else(counted)?), limit: info.limit.map(number) })
    }
}
