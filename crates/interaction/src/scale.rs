//! What an operation's survey scores mean: from bad to good.

use serde::{Deserialize, Deserializer, Serialize, de};
use specta::Type;

use crate::Score;

/// The scale of an operation's survey. The report documents none, so a person sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Scale {
    lowest: i32,
    highest: i32,
    satisfied_from: i32,
}

/// Three numbers that are no scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a scale goes from its lowest score up to its highest, and satisfied starts above the lowest")]
pub struct ScaleError;

/// How good a score is: the five steps that scores are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The lowest score.
    S1,
    /// Another low score.
    S2,
    /// Neither low nor high.
    S3,
    /// A high score.
    S4,
    /// The highest score.
    S5,
}

impl Scale {
    /// A scale from `lowest` to `highest`, on which people are satisfied from `satisfied_from` on.
    ///
    /// # Errors
    /// Where not `lowest < satisfied_from <= highest`.
    ///
    /// ```
    /// use interaction::{Scale, Score, Tone};
    /// let scale = Scale::new(1, 10, 8)?;
    /// assert_eq!(Score::parse("3").map(|score| scale.tone(score)), Some(Tone::S2));
    /// # Ok::<(), interaction::ScaleError>(())
    /// ```
    pub const fn new(lowest: i32, highest: i32, satisfied_from: i32) -> Result<Self, ScaleError> {
        if lowest < satisfied_from && satisfied_from <= highest {
            Ok(Self { lowest, highest, satisfied_from })
        } else {
            Err(ScaleError)
        }
    }

    /// The worst score.
    #[must_use]
    pub const fn lowest(self) -> i32 {
        self.lowest
    }

    /// The best score.
    #[must_use]
    pub const fn highest(self) -> i32 {
        self.highest
    }

    /// The first score that counts as satisfied.
    #[must_use]
    pub const fn satisfied_from(self) -> i32 {
        self.satisfied_from
    }

    /// How good a score is. The low zone mirrors the satisfied one, as far as that leaves satisfied alone. A score
    /// outside the scale is as good as its nearer end.
    #[must_use]
    pub fn tone(self, score: Score) -> Tone {
        let (lowest, highest, satisfied) =
            (f64::from(self.lowest), f64::from(self.highest), f64::from(self.satisfied_from));
        match score.value() {
            value if value >= highest => Tone::S5,
            value if value >= satisfied => Tone::S4,
            value if value <= lowest => Tone::S1,
            value if value <= lowest + (highest - satisfied) => Tone::S2,
            _ => Tone::S3,
        }
    }
}

/// From 1 to 5, satisfied from 4.
impl Default for Scale {
    fn default() -> Self {
        Self { lowest: 1, highest: 5, satisfied_from: 4 }
    }
}

/// Refuses what [`Scale::new`] refuses: a settings file can be edited.
impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Numbers {
            lowest: i32,
            highest: i32,
            satisfied_from: i32,
        }
        let Numbers { lowest, highest, satisfied_from } = Numbers::deserialize(deserializer)?;
        Self::new(lowest, highest, satisfied_from).map_err(de::Error::custom)
    }
}

impl Tone {
    /// Whether the score is one of those to look at first.
    #[must_use]
    pub const fn is_low(self) -> bool {
        matches!(self, Self::S1 | Self::S2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tones(scale: Scale, scores: &[&str]) -> String {
        let tone = |score: &&str| char::from(b'1' + scale.tone(Score::parse(score).unwrap()) as u8);
        scores.iter().map(tone).collect()
    }

    #[test]
    fn one_to_five_has_two_low_one_middle_and_two_high() {
        let scores = ["1", "1.5", "2", "2,1", "3", "3.9", "4", "4.5", "5", "-3", "0", "6", "99"];
        assert_eq!(tones(Scale::default(), &scores), "1223334451155");
    }

    #[test]
    fn other_scales_mirror_their_satisfied_zone() {
        assert_eq!(tones(Scale::new(1, 10, 8).unwrap(), &["1", "2", "3", "4", "7", "8", "9", "10"]), "12233445");
        assert_eq!(tones(Scale::new(0, 1, 1).unwrap(), &["0", "0.5", "1"]), "135");
        assert_eq!(tones(Scale::new(0, 100, 20).unwrap(), &["0", "19", "20", "100"]), "1245");
        assert_eq!(tones(Scale::new(i32::MIN, i32::MAX, 0).unwrap(), &["-1", "0"]), "24");
    }

    #[test]
    fn what_is_no_scale_is_refused_also_from_a_file() {
        for (lowest, highest, satisfied) in [(1, 1, 1), (5, 1, 3), (1, 5, 1), (1, 5, 6)] {
            assert_eq!(Scale::new(lowest, highest, satisfied), Err(ScaleError));
        }
        let read = |text| serde_json::from_str::<Scale>(text);
        let written = serde_json::to_string(&Scale::default()).unwrap();
        assert_eq!(written, r#"{"lowest":1,"highest":5,"satisfied_from":4}"#);
        assert_eq!(read(&written).unwrap(), Scale::default());
        assert!(read(r#"{"lowest":1,"highest":5,"satisfied_from":9}"#).is_err());
    }
}
