//! The operation that the window connects to: a simulated server with seeded data up to the present.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{Datelike as _, Days, FixedOffset, Months, NaiveDate, NaiveDateTime, Utc};
use interaction::{Moment, Period};
use simulator::{Settings, Shape, Simulator};

use super::RUNTIME;

/// Bogotá knows no summer time.
const HOURS_BEHIND: i32 = 5;

static SERVERS: AtomicU32 = AtomicU32::new(0);

/// What the operation's clock on the wall shows now.
pub(crate) fn present() -> NaiveDateTime {
    let zone = FixedOffset::west_opt(HOURS_BEHIND * 3_600).unwrap();
    Utc::now().with_timezone(&zone).naive_local()
}

/// The day on which the data begin: the first of the month two months ago.
pub(crate) fn first_day() -> NaiveDate {
    present().date().with_day(1).unwrap().checked_sub_months(Months::new(2)).unwrap()
}

/// Last month's first and last day.
pub(crate) fn last_month() -> (NaiveDate, NaiveDate) {
    let this = present().date().with_day(1).unwrap();
    (this.checked_sub_months(Months::new(1)).unwrap(), this.checked_sub_days(Days::new(1)).unwrap())
}

pub(crate) fn moment(day: NaiveDate, time: &str) -> Moment {
    Moment::parse(&format!("{day} {time}")).unwrap()
}

/// The whole of the simulated operation's life: the last three months, up to now.
pub(crate) fn all_time() -> Period {
    Period::new(moment(first_day(), "00:00:00"), moment(present().date(), "23:59:59")).unwrap()
}

/// Last month, as the preset means it.
pub(crate) fn last_month_period() -> Period {
    let (from, to) = last_month();
    Period::new(moment(from, "00:00:00"), moment(to, "23:59:59")).unwrap()
}

/// A server with so many interactions, and a token of its own: one token is asked with by one program at a time, over
/// all programs of the machine, and so by one test.
pub(crate) fn server(records: u64) -> Simulator {
    let number = SERVERS.fetch_add(1, Ordering::Relaxed);
    let token = format!("7b2274f0c0ffee{:08x}{number:08x}", std::process::id());
    let now = Moment::parse(&present().format("%Y-%m-%d %H:%M:%S").to_string()).unwrap();
    // Mails about as long as people write them, few enough agents that each has some.
    let shape = Shape { mean_bytes: 3_000, agents: 12, ..Shape::default() };
    let settings = Settings {
        seed: 7,
        records,
        period: all_time(),
        now: Some(now),
        token: Some(token),
        shape,
        ..Settings::default()
    };
    RUNTIME.block_on(Simulator::start(settings)).unwrap()
}

/// How many interactions a server holds for a period now.
pub(crate) fn held(server: &Simulator, period: Period) -> u64 {
    u64::try_from(server.truth(period).count()).unwrap()
}
