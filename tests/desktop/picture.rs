//! What can be seen of a window.

use std::collections::HashSet;

/// The pixels of a window.
pub(crate) struct Picture {
    pub(super) pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// How many pixels have this colour.
    pub(crate) fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// How many different colours there are.
    pub(crate) fn colours(&self) -> usize {
        self.pixels.iter().collect::<HashSet<_>>().len()
    }

    pub(crate) fn summary(&self) -> String {
        format!("{} pixels of {} colours", self.pixels.len(), self.colours())
    }
}
