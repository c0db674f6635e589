//! What is measured: filters that people set, and the worst ones.

use std::collections::BTreeMap;
use std::ops::Range;

use archive::Columns;
use explore::{Choice, Filters, Hits, Table};
use interaction::Dimension;

use crate::synthetic::Random;

/// A filter to be measured.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) filters: Filters,
    pub(crate) hits: Option<Hits>,
    /// The chosen values by field.
    pub(crate) values: BTreeMap<&'static str, Vec<String>>,
}

/// Makes cases over one table.
struct Maker<'a> {
    table: &'a Table,
    columns: &'a Columns,
    /// How many records each value has, by dimension and code.
    counts: Vec<Vec<usize>>,
    seed: u64,
}

/// Every case.
pub(crate) fn cases(table: &Table, columns: &Columns, seed: u64) -> Vec<Case> {
    let counts = (columns.codes.iter().zip(&columns.values)).map(|(codes, values)| {
        let mut counts = vec![0; values.len()];
        (0..columns.len()).filter_map(|place| codes.get(place)).for_each(|code| {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        });
        counts
    });
    let maker = Maker { table, columns, counts: counts.collect(), seed };
    let all = Dimension::ALL;
    vec![
        maker.case("none", 0..0, &[]),
        maker.case("year_dates", 1..99, &[]),
        maker.case("month_dates", 40..48, &[]),
        maker.case("year_skill_and_survey", 1..99, &[(Dimension::Skill, 0.2), (Dimension::Evaluation, 0.1)]),
        maker.case("month_skill_and_survey", 40..48, &[(Dimension::Skill, 0.2), (Dimension::Evaluation, 0.1)]),
        maker.case("one_rare_value", 0..0, &[(Dimension::Agent, 0.0)]),
        maker.case("one_value", 0..0, &[(Dimension::Skill, 0.1)]),
        maker.case("half_of_agents", 0..0, &[(Dimension::Agent, 0.5)]),
        maker.case("passing_70_percent", 0..0, &[(Dimension::Agent, 0.7)]),
        maker.case("all_dimensions_third", 0..0, &all.map(|dimension| (dimension, 0.33))),
        maker.case("all_dimensions_most", 0..0, &all.map(|dimension| (dimension, 0.9))),
        maker.case("year_all_dimensions_most", 1..99, &all.map(|dimension| (dimension, 0.9))),
        maker.with_hits("hits_18_percent", 0.18, &[]),
        maker.with_hits("hits_rare_and_skill", 0.0002, &[(Dimension::Skill, 0.2)]),
        maker.with_hits("hits_every_record", 1.0, &[]),
    ]
}

impl Maker<'_> {
    /// A case over a part of the time in hundredths (an empty range for no dates), and values of dimensions that have
    /// about the given shares of the records.
    fn case(&self, name: &'static str, hundredths: Range<u32>, shares: &[(Dimension, f64)]) -> Case {
        let mut filters = Filters::default();
        if let (false, Some((first, last))) = (hundredths.is_empty(), self.table.span()) {
            let at = |hundredth| first.plus(((u64::from(last.seconds() - first.seconds())) * hundredth / 100) as u32);
            filters.from = Some(at(u64::from(hundredths.start)));
            filters.to = Some(at(u64::from(hundredths.end)));
        }
        let mut values = BTreeMap::new();
        for (dimension, share) in shares {
            let chosen = self.values_with_share(*dimension, *share);
            chosen.iter().for_each(|value| filters.choose(*dimension, Choice::Value(value.clone())));
            values.insert(dimension.field().api_name(), chosen);
        }
        Case { name, filters, hits: None, values }
    }

    fn with_hits(&self, name: &'static str, share: f64, shares: &[(Dimension, f64)]) -> Case {
        let mut random = Random(self.seed);
        let rows: Vec<u32> = self.columns.rows.iter().copied().filter(|_| random.share() <= share).collect();
        Case { hits: Some(Hits::of_rows(self.table, &rows)), ..self.case(name, 0..0, shares) }
    }

    /// Values in random order until they have the share; at least one, and the rarest where the share is 0.
    fn values_with_share(&self, dimension: Dimension, share: f64) -> Vec<String> {
        let none = Vec::new();
        let counts = self.counts.get(dimension as usize).unwrap_or(&none);
        let wanted = (share * self.columns.len() as f64) as usize;
        let mut random = Random(self.seed ^ 7);
        let mut values: Vec<(u64, &String, usize)> = (self.table.values(dimension).iter().zip(counts))
            .filter(|(_, count)| **count > 0)
            .map(|(value, count)| (if share == 0.0 { *count as u64 } else { random.next() }, value, *count))
            .collect();
        values.sort_unstable();
        let mut reached = 0;
        let mut chosen = Vec::new();
        for (_, value, count) in values {
            if !chosen.is_empty() && reached + count > wanted + wanted / 10 {
                continue;
            }
            reached += count;
            chosen.push(value.clone());
        }
        chosen
    }
}
