//! Where a picture goes, and when the page stands still for it.

use std::path::Path;

use crate::desktop::Page;

/// A common notebook's screen, and a common desk's.
pub(crate) const NARROW: (u32, u32) = (1366, 768);
pub(crate) const WIDE: (u32, u32) = (1920, 1080);

/// Takes pictures of one look.
pub(crate) struct Camera<'a> {
    pub(crate) folder: &'a Path,
    /// Only names that begin so.
    pub(crate) only: &'a str,
    /// `es-light`
    pub(crate) look: &'a str,
}

impl Camera<'_> {
    /// Takes `{name}-{look}.png`.
    pub(crate) fn take(&self, page: &Page<'_>, name: &str) {
        if name.starts_with(self.only) {
            // Whatever the pointer rests on would look pointed at.
            page.desktop().display().point_at(2_399, 1_599);
            page.rest();
            page.picture(&self.folder.join(format!("{name}-{}.png", self.look)));
        }
    }

    /// Takes the picture in both sizes, the wide one as `{name}-wide-{look}.png`.
    pub(crate) fn take_both(&self, page: &Page<'_>, name: &str) {
        self.take(page, name);
        page.resize(WIDE.0, WIDE.1);
        self.take(page, &format!("{name}-wide"));
        page.resize(NARROW.0, NARROW.1);
    }
}
