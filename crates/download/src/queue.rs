//! The windows of a job that are still to be asked for, sized while answers come in.

use std::collections::VecDeque;

use interaction::{Moment, Window};

use crate::sizes::Sizes;

/// A split by what is known of the density may make so many parts.
const MOST_PARTS: u64 = 32;
/// How often a stretch is cut by its density before it is halved.
const CUTS_BY_DENSITY: u8 = 2;

/// The windows of a job that are still to be asked for, and those that were too much.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    waiting: VecDeque<Part>,
    too_much: Vec<Window>,
    /// Where no window may reach over: what comes after is provisional.
    cut: Option<Moment>,
}

/// A window that is to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) window: Window,
    /// How often the stretch it is of was split.
    pub(crate) splits: u8,
    /// Whether it was split because the server had trouble with the whole.
    pub(crate) in_trouble: bool,
}

/// Which of the two halves comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Earlier,
    Later,
}

impl Queue {
    /// The planned windows, oldest first; none reaches over `cut`.
    pub(crate) fn new(parts: Vec<Window>, cut: Moment) -> Self {
        let part = |window| Part { window, splits: 0, in_trouble: false };
        Self { waiting: parts.into_iter().map(part).collect(), too_much: Vec::new(), cut: Some(cut) }
    }

    /// The next window to ask for: joined with those behind it while little is expected of them. `Err` where more is
    /// expected of it than an answer can hold: it is to be split without asking.
    pub(crate) fn next(&mut self, sizes: &Sizes) -> Option<Result<Part, Part>> {
        let mut part = self.waiting.pop_front()?;
        while let Some(joined) = self.waiting.front().and_then(|next| self.joined(part, *next, sizes)) {
            self.waiting.pop_front();
            part = joined;
        }
        let is_too_much = !part.in_trouble && sizes.is_too_much(part.window) && part.window.halves().is_some();
        Some(if is_too_much { Err(part) } else { Ok(part) })
    }

    /// A window and what is left behind it.
    pub(crate) fn left_behind(self, window: Window) -> Vec<Window> {
        [window].into_iter().chain(self.waiting.into_iter().map(|part| part.window)).collect()
    }

    /// What is left of windows that were split.
    pub(crate) fn left_of_split(self) -> impl Iterator<Item = Window> {
        self.waiting.into_iter().filter(|part| part.splits > 0).map(|part| part.window)
    }

    /// Two windows as one, where that is allowed and promises to come back whole.
    fn joined(&self, part: Part, next: Part, sizes: &Sizes) -> Option<Part> {
        let splits = part.splits.max(next.splits);
        if splits >= CUTS_BY_DENSITY
            || part.in_trouble
            || next.in_trouble
            || part.window.to().plus(1) != next.window.from()
        {
            return None;
        }
        let window = Window::new(part.window.from(), next.window.to())?;
        let was_too_much = self.too_much.iter().any(|known| window.period().covers(known.period()));
        let is_allowed = !was_too_much && self.cut.is_none_or(|cut| window.cut_at(cut).is_none()) && sizes.fits(window);
        is_allowed.then_some(Part { window, splits, in_trouble: false })
    }

    /// Splits a window by what is known of its density; how many parts, or `None` for a second.
    pub(crate) fn split(&mut self, part: Part, sizes: &Sizes) -> Option<u64> {
        part.window.halves()?;
        if part.splits >= CUTS_BY_DENSITY {
            return self.halve(part, First::Earlier);
        }
        let windows = sizes.density.cut(part.window, (sizes.limit, 2, MOST_PARTS));
        if windows.len() < 2 {
            return self.halve(part, First::Earlier);
        }
        self.too_much.push(part.window);
        let count = windows.len() as u64;
        for window in windows.into_iter().rev() {
            self.waiting.push_front(Part { window, splits: part.splits + 1, in_trouble: false });
        }
        Some(count)
    }

    /// Splits a window in halves that are not joined again.
    pub(crate) fn halve(&mut self, part: Part, first: First) -> Option<u64> {
        let (earlier, later) = part.window.halves()?;
        self.too_much.push(part.window);
        let halves = match first {
            First::Earlier => [later, earlier],
            First::Later => [earlier, later],
        };
        for window in halves {
            let splits = part.splits.saturating_add(1).max(CUTS_BY_DENSITY);
            self.waiting.push_front(Part { window, splits, in_trouble: part.in_trouble });
        }
        Some(2)
    }
}

#[cfg(test)]
mod tests;
