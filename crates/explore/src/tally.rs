//! Counts by code.

use archive::Codes;

use crate::code::{BLOCK, Code, block};

/// Equal codes often follow each other; a counter of its own for each of four rows spares the processor the wait for
/// the one before.
const LANES: usize = 4;

/// How often each code was counted.
pub(crate) struct Tally {
    lanes: Lanes,
    whole: Vec<u32>,
}

enum Lanes {
    /// Codes of one byte: never out of bounds.
    Bytes(Box<[[u32; LANES]; 256]>),
    Wider(Vec<[u32; LANES]>),
}

/// Whether rows are counted or taken off what was counted.
#[derive(Clone, Copy)]
pub(crate) enum Sense {
    Up,
    Down,
}

impl Tally {
    pub(crate) fn new(codes: &Codes, values: usize) -> Self {
        let lanes = match codes {
            Codes::Bytes(_) => Lanes::Bytes(Box::new([[0; LANES]; 256])),
            Codes::Words(_) | Codes::Longs(_) => Lanes::Wider(vec![[0; LANES]; values]),
        };
        Self { lanes, whole: vec![0; values] }
    }

    /// Counts to which whole blocks are added at once.
    pub(crate) fn whole(&mut self) -> &mut [u32] {
        &mut self.whole
    }

    /// Counts the given rows of a block.
    pub(crate) fn count(&mut self, codes: &Codes, number: usize, rows: &[u16], sense: Sense) {
        // Below zero wraps around, and the sum of all is right again.
        let step = match sense {
            Sense::Up => 1,
            Sense::Down => u32::MAX,
        };
        match (&mut self.lanes, codes) {
            (Lanes::Bytes(lanes), Codes::Bytes(codes)) => {
                each(codes, number, rows, |code, lane| bump(lanes.get_mut(usize::from(code)), lane, step));
            }
            (Lanes::Wider(lanes), Codes::Words(codes)) => {
                each(codes, number, rows, |code, lane| bump(lanes.get_mut(code.index()), lane, step));
            }
            (Lanes::Wider(lanes), Codes::Longs(codes)) => {
                each(codes, number, rows, |code, lane| bump(lanes.get_mut(code.index()), lane, step));
            }
            _ => {}
        }
    }

    /// Counts the rows at some positions.
    pub(crate) fn count_at(&mut self, codes: &Codes, positions: &[u32]) {
        let found = positions.iter().filter_map(|position| codes.get(*position as usize));
        for code in found {
            if let Some(count) = self.whole.get_mut(code as usize) {
                *count = count.wrapping_add(1);
            }
        }
    }

    /// The counts by code.
    pub(crate) fn finish(self) -> Vec<u32> {
        let lanes = match &self.lanes {
            Lanes::Bytes(lanes) => lanes.as_slice(),
            Lanes::Wider(lanes) => lanes,
        };
        let sum = |lanes: &[u32; LANES]| lanes.iter().fold(0u32, |sum, lane| sum.wrapping_add(*lane));
        self.whole.iter().zip(lanes).map(|(whole, lanes)| whole.wrapping_add(sum(lanes))).collect()
    }
}

#[inline]
fn bump(lanes: Option<&mut [u32; LANES]>, lane: usize, step: u32) {
    if let Some(counter) = lanes.and_then(|lanes| lanes.get_mut(lane % LANES)) {
        *counter = counter.wrapping_add(step);
    }
}

#[inline]
fn each<C: Code>(codes: &[C], number: usize, rows: &[u16], mut bump: impl FnMut(C, usize)) {
    let Some(codes) = block(codes, number) else { return };
    let mut count = |row: u16, lane| {
        if let Some(code) = codes.get(usize::from(row) % BLOCK) {
            bump(*code, lane);
        }
    };
    let (fours, rest) = rows.as_chunks::<LANES>();
    for [first, second, third, fourth] in fours {
        count(*first, 0);
        count(*second, 1);
        count(*third, 2);
        count(*fourth, 3);
    }
    rest.iter().for_each(|row| count(*row, 0));
}
