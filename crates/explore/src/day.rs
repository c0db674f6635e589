//! Where a day begins in a list that is ordered by a date.

use archive::Columns;
use chrono::{NaiveDate, NaiveTime};
use interaction::{Field, Moment};

use crate::{Direction, Found, Order};

impl Found {
    /// The place of the first record of a day, as this order by a date has it, and the day of that record: where there
    /// is none of the day, the next one that comes; where none comes, the last that is dated. `None` where the order is
    /// by no date, or nothing is dated.
    #[must_use]
    pub fn place_of_day(&self, order: Order, day: NaiveDate) -> Option<(u32, NaiveDate)> {
        let (field, direction) = order.date()?;
        let start = Moment::from_date_time(day.and_time(NaiveTime::MIN)).unwrap_or(Moment::from_seconds(0));
        let dates = if field == Field::CloseDate { self.table().closed() } else { self.table().created() };
        // As the keys of the order: the lower comes first.
        let turned = |seconds: u32| if direction == Direction::Descending { !seconds } else { seconds };
        let bound = match direction {
            Direction::Descending => turned(start.end_of_day().seconds()),
            Direction::Ascending => turned(start.seconds()),
        };
        let (mut before, mut dated, mut next, mut last) = (0, 0, u32::MAX, 0);
        self.for_each(|position| {
            let date = dates.get(position as usize).copied().unwrap_or(Columns::NO_DATE);
            if date != Columns::NO_DATE {
                let key = turned(date);
                dated += 1;
                before += u32::from(key < bound);
                next = if key < bound { next } else { next.min(key) };
                last = last.max(key);
            }
        });
        let place = before.min(u32::checked_sub(dated, 1)?);
        let there = if before < dated { next } else { last };
        Some((place, Moment::from_seconds(turned(there)).day()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use archive::Codes;

    use super::*;
    use crate::{Filters, Names, Table};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(days: &[&str]) -> Found {
        let records = days.len();
        let seconds =
            |text: &&str| Moment::parse(&format!("{text} 12:00:00")).map_or(Columns::NO_DATE, Moment::seconds);
        let table = Table::new(Columns {
            ids: (1..=records as u32).collect(),
            rows: (1..=records as u32).collect(),
            created: days.iter().map(seconds).collect(),
            closed: vec![Columns::NO_DATE; records],
            codes: std::array::from_fn(|_| Codes::Bytes(vec![0; records])),
            values: std::array::from_fn(|_| vec![String::new()]),
        });
        Found::in_table(Arc::new(table), Arc::new(Names::default()), Filters::default(), None)
    }

    #[test]
    fn a_day_is_found_both_ways_and_where_it_is_missing_the_next_one_or_the_last() {
        let found = found(&["2026-03-05", "2026-03-05", "2026-03-03", "2026-03-01", ""]);
        let newest = Order::default();
        let oldest = Order::by(Field::DateCreation, Direction::Ascending).unwrap();
        for (order, wanted, place, there) in [
            (newest, "2026-03-09", 0, "2026-03-05"),
            (newest, "2026-03-05", 0, "2026-03-05"),
            (newest, "2026-03-04", 2, "2026-03-03"),
            (newest, "2026-03-01", 3, "2026-03-01"),
            (newest, "2020-01-01", 3, "2026-03-01"),
            (oldest, "2020-01-01", 0, "2026-03-01"),
            (oldest, "2026-03-02", 1, "2026-03-03"),
            (oldest, "2026-03-05", 2, "2026-03-05"),
            (oldest, "2030-01-01", 3, "2026-03-05"),
        ] {
            assert_eq!(found.place_of_day(order, day(wanted)), Some((place, day(there))), "{wanted} {order:?}");
        }
        let closed = Order::by(Field::CloseDate, Direction::Ascending).unwrap();
        assert_eq!(found.place_of_day(closed, day("2026-03-05")), None);
        let agent = Order::by(Field::AgentName, Direction::Ascending).unwrap();
        assert_eq!(found.place_of_day(agent, day("2026-03-05")), None);
    }
}
