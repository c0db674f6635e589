//! How long the texts of an interaction are: a mean for all records that the operation's settings name, and a skew.

use crate::Shape;
use crate::random::{Aspect, Random, exponential};
use crate::record::Wall;

/// Bytes of JSON that a record has beside its message and answer, on average.
const FRAME: f64 = 600.0;
/// How many bytes of JSON a byte of text makes: accents, slashes and quotes grow when they are escaped.
const GROWTH: f64 = 1.068;

/// Draws sizes.
pub(crate) struct Sizes {
    mail: f64,
    post: f64,
    skew: f64,
}

impl Sizes {
    pub(crate) fn new(shape: &Shape) -> Self {
        let texts = (f64::from(shape.mean_bytes) - FRAME).max(120.0) / GROWTH;
        let post = (texts * 0.3).min(260.0);
        let email = shape.email.clamp(0.01, 1.0);
        Self { mail: ((texts - (1.0 - email) * post) / email).max(60.0), post, skew: shape.skew }
    }

    /// The bytes of message and answer together.
    pub(crate) fn draw(&self, seed: u64, original: u64, wall: Wall) -> usize {
        let mut random = Random::at(seed, Aspect::Size, original);
        let mean = if wall == Wall::Email { self.mail } else { self.post };
        // The mean of e^(s·z) is e^(s²/2) for a normal z: taken off, so that the skew leaves the mean alone.
        let factor = exponential(self.skew * random.normal() - self.skew * self.skew / 2.0);
        (mean * factor.min(60.0)) as usize
    }
}
