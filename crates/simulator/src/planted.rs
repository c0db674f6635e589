//! Records that a test puts into the operation as JSON of its own, to be served verbatim.

use std::fmt;
use std::sync::Arc;

use interaction::Moment;

use crate::selection::Selection;

/// A record of a test's own.
#[derive(Clone)]
pub(crate) struct Planted {
    pub(crate) created: Moment,
    pub(crate) closed: Option<Moment>,
    pub(crate) raw: Arc<[u8]>,
}

impl fmt::Debug for Planted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Planted").field("created", &self.created).finish_non_exhaustive()
    }
}

/// The texts of those that a window holds.
pub(crate) fn selected(planted: &[Planted], selection: Selection) -> Vec<Arc<[u8]>> {
    let held = planted.iter().filter(|planted| selection.holds(planted.created, planted.closed));
    held.map(|planted| Arc::clone(&planted.raw)).collect()
}
