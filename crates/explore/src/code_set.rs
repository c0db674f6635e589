//! Which codes a filter lets through, in the form that a block of codes is compared with fastest.

use archive::Codes;
use interaction::{Dimension, Score};
use pulp::{Arch, Simd, WithSimd};

use crate::code::{BLOCK, Code, block};
use crate::dictionary::Dictionary;
use crate::{Choice, Names};

/// Up to so many runs of codes, comparing whole blocks with each run is faster than looking each code up.
const MOST_RUNS: usize = 16;

/// A set of codes.
pub(crate) enum CodeSet {
    /// Codes within one of these runs, both ends included.
    Within(Vec<(u32, u32)>),
    /// Codes within none of them.
    Outside(Vec<(u32, u32)>),
    /// By code, all bits for codes that do not pass, else none. Has an entry for each possible byte.
    Failing(Vec<u8>),
}

impl CodeSet {
    /// The codes that choices of a dimension let through, and which they are.
    pub(crate) fn of(dimension: Dimension, choices: &[Choice], dictionary: &Dictionary, names: &Names) -> Self {
        Self::new(&allowed(dimension, choices, dictionary, names))
    }

    /// The codes that are allowed.
    pub(crate) fn new(allowed: &[bool]) -> Self {
        let codes = || (0u32..).zip(allowed);
        let within = runs(codes().filter(|(_, allowed)| **allowed));
        let outside = runs(codes().filter(|(_, allowed)| !**allowed));
        if within.len().min(outside.len()) <= MOST_RUNS {
            return if within.len() <= outside.len() { Self::Within(within) } else { Self::Outside(outside) };
        }
        let mut failing: Vec<u8> = allowed.iter().map(|allowed| if *allowed { 0 } else { u8::MAX }).collect();
        failing.resize(failing.len().max(256), u8::MAX);
        Self::Failing(failing)
    }

    /// Whether a code is in the set.
    pub(crate) fn contains(&self, code: u32) -> bool {
        let within = |runs: &[(u32, u32)]| runs.iter().any(|(low, high)| (*low..=*high).contains(&code));
        match self {
            Self::Within(runs) => within(runs),
            Self::Outside(runs) => !within(runs),
            Self::Failing(failing) => failing.get(code as usize) == Some(&0),
        }
    }

    /// Sets `bit` in the mask of each row of a block whose code is not in the set.
    pub(crate) fn mark(&self, codes: &Codes, number: usize, bit: u8, mask: &mut [u8; BLOCK]) {
        match codes {
            Codes::Bytes(codes) => self.mark_bytes(codes, number, bit, mask),
            Codes::Words(codes) => self.mark_codes(codes, number, bit, mask),
            Codes::Longs(codes) => self.mark_codes(codes, number, bit, mask),
        }
    }

    fn mark_bytes(&self, codes: &[u8], number: usize, bit: u8, mask: &mut [u8; BLOCK]) {
        let failing = match self {
            Self::Failing(failing) => failing.first_chunk::<256>(),
            Self::Within(_) | Self::Outside(_) => None,
        };
        // A table with an entry for every byte needs no check of its bounds.
        let (Some(failing), Some(codes)) = (failing, block(codes, number)) else {
            return self.mark_codes(codes, number, bit, mask);
        };
        for (mask, code) in mask.iter_mut().zip(codes) {
            *mask |= failing.get(usize::from(*code)).map_or(bit, |fails| fails & bit);
        }
    }

    fn mark_codes<C: Code>(&self, codes: &[C], number: usize, bit: u8, mask: &mut [u8; BLOCK]) {
        let Some(codes) = block(codes, number) else { return };
        match self {
            Self::Within(runs) => Arch::new().dispatch(MarkRuns { codes, runs, passes_inside: 1, bit, mask }),
            Self::Outside(runs) => Arch::new().dispatch(MarkRuns { codes, runs, passes_inside: 0, bit, mask }),
            Self::Failing(failing) => {
                for (mask, code) in mask.iter_mut().zip(codes) {
                    *mask |= failing.get(code.index()).map_or(bit, |fails| fails & bit);
                }
            }
        }
    }
}

/// Rows compared with one run after the other before the next ones: their codes stay in the processor's registers.
const AT_ONCE: usize = 256;

/// Sets a bit in the mask of the rows whose codes are in none of the runs, or in one of them.
struct MarkRuns<'a, C> {
    codes: &'a [C; BLOCK],
    runs: &'a [(u32, u32)],
    /// 1 where the rows within a run pass, 0 where all others do.
    passes_inside: u8,
    bit: u8,
    mask: &'a mut [u8; BLOCK],
}

/// Compiled once for each width of vectors that processors have.
impl<C: Code> WithSimd for MarkRuns<'_, C> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let chunks = self.mask.as_chunks_mut::<AT_ONCE>().0.iter_mut().zip(self.codes.as_chunks::<AT_ONCE>().0);
        for (mask, codes) in chunks {
            let mut is_inside = [0u8; AT_ONCE];
            for (low, high) in self.runs {
                // Codes that the width cannot hold occur in no row.
                let (Some(low), Some(length)) = (C::of(*low), C::of(high - low)) else { continue };
                let rows = is_inside.iter_mut().zip(codes);
                if length.index() == 0 {
                    rows.for_each(|(is_inside, code)| *is_inside |= u8::from(*code == low));
                } else {
                    rows.for_each(|(is_inside, code)| *is_inside |= u8::from(code.above(low) <= length));
                }
            }
            // Reckoned, not chosen: a choice becomes a detour over wider numbers.
            for (mask, is_inside) in mask.iter_mut().zip(&is_inside) {
                *mask |= (is_inside ^ self.passes_inside).wrapping_neg() & self.bit;
            }
        }
    }
}

/// The longest runs of rising codes.
fn runs<'a>(codes: impl Iterator<Item = (u32, &'a bool)>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (code, _) in codes {
        match runs.last_mut() {
            Some((_, high)) if *high + 1 == code => *high = code,
            _ => runs.push((code, code)),
        }
    }
    runs
}

/// By code, whether one of the choices means it.
pub(crate) fn allowed(dimension: Dimension, choices: &[Choice], dictionary: &Dictionary, names: &Names) -> Vec<bool> {
    let mut allowed = vec![false; dictionary.len()];
    let mut allow = |code: u32| {
        if let Some(place) = allowed.get_mut(code as usize) {
            *place = true;
        }
    };
    for choice in choices {
        match choice {
            Choice::Scores { from, to } => within(*from, *to, dictionary).into_iter().for_each(&mut allow),
            Choice::Value(text) => match dictionary.code_of(text) {
                Some(code) => allow(code),
                None if dimension == Dimension::Skill => {
                    names.skills_called(text, dictionary).into_iter().for_each(&mut allow);
                }
                None => {}
            },
        }
    }
    allowed
}

fn within(from: Option<Score>, to: Option<Score>, dictionary: &Dictionary) -> Vec<u32> {
    let is_within = |score: Score| from.is_none_or(|from| from <= score) && to.is_none_or(|to| score <= to);
    (dictionary.values().iter().zip(0..))
        .filter(|(value, _)| Score::parse(value).is_some_and(is_within))
        .map(|(_, code)| code)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(set: &CodeSet, codes: &Codes) -> Vec<bool> {
        let mut mask = [0; BLOCK];
        set.mark(codes, 0, 4, &mut mask);
        mask.iter().take(300).map(|mask| *mask == 4).collect()
    }

    #[test]
    fn every_form_and_width_lets_the_same_codes_through() {
        type IsAllowed = fn(usize) -> bool;
        let shapes: [(&str, IsAllowed); 6] = [
            ("none", |_| false),
            ("all", |_| true),
            ("one", |code| code == 7),
            ("all but one", |code| code != 200),
            ("every other", |code| code % 2 == 0),
            ("ends", |code| code == 0 || code == 255),
        ];
        for (name, is_allowed) in shapes {
            let allowed: Vec<bool> = (0..256).map(is_allowed).collect();
            let set = CodeSet::new(&allowed);
            let expected: Vec<bool> = (0..300).map(|row| !is_allowed(row % 256)).collect();
            assert_eq!((0..300).map(|row| !set.contains(row % 256)).collect::<Vec<_>>(), expected, "{name}");
            let rows = || (0..BLOCK).map(|row| row % 256);
            assert_eq!(fails(&set, &Codes::Bytes(rows().map(|code| code as u8).collect())), expected, "{name}");
            assert_eq!(fails(&set, &Codes::Words(rows().map(|code| code as u16).collect())), expected, "{name}");
            assert_eq!(fails(&set, &Codes::Longs(rows().map(|code| code as u32).collect())), expected, "{name}");
        }
    }
}
