//! Telling of low scores that following has brought.

use interaction::{Dimension, Field, Score};

use super::place::Place;
use super::{Desk, LowScore, Told};
use crate::Error;

impl Desk {
    /// Tells of those among these interactions whose score is low and was not told of yet.
    pub(super) async fn tell_low_scores(&self, place: &Place, ids: &[u32]) {
        let Some(limit) = place.operation.following.notify_at.filter(|_| !ids.is_empty()) else { return };
        let (of, ids) = (place.clone(), ids.to_vec());
        // What cannot be read now is told of in the list.
        let Ok(mut scores) = self.off(move |desk| desk.low_scores(&of, &ids, limit)).await else { return };
        self.leave_out_told(&place.id, &mut scores);
        if !scores.is_empty() {
            self.tell(Told::LowScores { operation: place.id.clone(), scores });
        }
    }

    fn low_scores(&self, place: &Place, ids: &[u32], limit: Score) -> Result<Vec<LowScore>, Error> {
        let was_open = self.inner.open.is_open(&place.id);
        let read = self.inner.open.of(&place.id).newest(place, |explorer| {
            let Some((explorer, _)) = explorer else { return Ok(Vec::new()) };
            let records = explorer.records_of(ids)?;
            let names = explorer.names();
            let low = |text: &str| Score::parse(text).is_some_and(|score| score <= limit);
            let score = |record: &explore::Record| record.interaction.text(Field::EvaluationSurvey).trim().to_owned();
            let low = records.iter().filter(|record| low(&score(record)));
            Ok(low
                .map(|record| {
                    let skill = record.interaction.text(Field::SkillId).trim();
                    LowScore {
                        id: record.id,
                        score: score(record),
                        agent: record.interaction.text(Field::AgentName).trim().to_owned(),
                        skill: names.of(Dimension::Skill, skill).unwrap_or(skill).to_owned(),
                    }
                })
                .collect())
        });
        if !was_open {
            self.inner.open.close(&place.id);
        }
        read
    }
}
