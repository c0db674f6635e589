//! Filters with the exact counts of six dimensions: against Polars and DuckDB (P4), and at their worst (P5).

use serde_json::{Value, json};

use super::data::Home;
use super::figure::{Bound, Figure};
use super::{number, peers};
use crate::failure::Failure;
use crate::progress::Progress;

/// The case that peers are asked too: a whole year, some skills, some scores.
const COMPARED: &str = "year_skill_and_survey";
/// The worst there are.
const WORST: [&str; 5] = ["none", "one_value", "passing_70_percent", "half_of_agents", "year_all_dimensions_most"];
const REPEATS: &str = "51";

pub(super) fn filtering(home: &Home, progress: &mut Progress) -> Result<Vec<Figure>, Failure> {
    let columns = home.file("columns.csv");
    let program = home
        .example("filter_bench")
        .args(["--repeats", REPEATS, "--archive"])
        .args([home.archive()?])
        .args(["--dump"])
        .args([&columns]);
    let output = program.quietly(progress)?;
    let cases: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let query = case(&cases, COMPARED)?.to_string();
    let words = [columns.as_os_str(), query.as_ref(), REPEATS.as_ref()];
    let polars = peers::run("filter_polars.py", words, progress)?;
    let duckdb = peers::run("filter_duckdb.py", words, progress)?;
    let [polars, duckdb] = compared(case(&cases, COMPARED)?, &polars, &duckdb)?;
    Ok(vec![polars, duckdb, worst(&cases)?])
}

/// P4, once for each peer. All three must have found the same.
fn compared(traza: &Value, polars: &Value, duckdb: &Value) -> Result<[Figure; 2], Failure> {
    for peer in [polars, duckdb] {
        if ["total", "counted"].iter().any(|name| peer.get(name) != traza.get(name)) {
            return Err(Failure::saying(format!("the filters found different records: {traza} and {peer}")));
        }
    }
    // Counting, and putting values, labels and counts together: what the peers return too.
    let own = number(traza, "ms")? + number(traza, "facets_ms")?;
    let figure = |name: &str, peer: &Value, at_least: f64, aim: f64| -> Result<Figure, Failure> {
        let other = number(peer, "milliseconds")?;
        Ok(Figure {
            id: "P4",
            work: "filter with all counts, whole year".to_owned(),
            traza: format!("{own:.2} ms, one core"),
            peer: format!("{name} {other:.1} ms"),
            value: Some(other / own),
            bound: Bound::Times { at_least, aim },
            raw: json!({ "traza": traza, "peer": peer }),
        })
    };
    Ok([figure("Polars", polars, 8.0, 15.0)?, figure("DuckDB", duckdb, 30.0, 60.0)?])
}

/// P5: the worst of the worst.
fn worst(cases: &[Value]) -> Result<Figure, Failure> {
    let mut slowest = (0.0, "");
    for name in WORST {
        let milliseconds = number(case(cases, name)?, "ms")?;
        if milliseconds > slowest.0 {
            slowest = (milliseconds, name);
        }
    }
    Ok(Figure {
        id: "P5",
        work: "filter with all counts, at worst".to_owned(),
        traza: format!("{:.2} ms, {}", slowest.0, slowest.1),
        peer: "–".to_owned(),
        value: Some(slowest.0),
        bound: Bound::AtMost { unit: "ms", limit: 4.0, aim: 2.0 },
        raw: json!(cases),
    })
}

fn case<'a>(cases: &'a [Value], name: &str) -> Result<&'a Value, Failure> {
    let found = cases.iter().find(|case| case.get("case").and_then(Value::as_str) == Some(name));
    found.ok_or_else(|| Failure::saying(format!("the filters' measurement has no case {name}")))
}
