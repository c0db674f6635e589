//! Opening an archive (P6), and searching it against FTS5 alone on the same index (P7).

use serde_json::{Value, json};

use super::data::Home;
use super::figure::{Bound, Figure};
use super::number;
use crate::failure::Failure;
use crate::progress::Progress;

pub(super) fn searching(home: &Home, progress: &mut Progress) -> Result<Vec<Figure>, Failure> {
    let output = home.example("search_bench").args([home.archive()?]).quietly(progress)?;
    let cases: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let Some((open, searches)) = cases.split_first().filter(|(_, searches)| !searches.is_empty()) else {
        return Err(Failure::saying("the searches' measurement said nothing"));
    };
    let columns = number(open, "columns_ms")?;
    let opening = Figure {
        id: "P6",
        work: "columns ready after opening".to_owned(),
        traza: format!("{columns:.1} ms"),
        peer: "–".to_owned(),
        value: Some(columns),
        bound: Bound::AtMost { unit: "ms", limit: 50.0, aim: 10.0 },
        raw: open.clone(),
    };
    Ok(vec![opening, slowest(searches)?])
}

/// P7: the search that is farthest behind FTS5 alone.
fn slowest(searches: &[Value]) -> Result<Figure, Failure> {
    let mut worst = (0.0, &Value::Null);
    for search in searches {
        let times = number(search, "ms")? / number(search, "plain_ms")?;
        if times > worst.0 {
            worst = (times, search);
        }
    }
    let (times, search) = worst;
    let name = search.get("case").and_then(Value::as_str).unwrap_or_default();
    Ok(Figure {
        id: "P7",
        work: "search with page and all counts, at worst".to_owned(),
        traza: format!("{:.2} ms, {name}", number(search, "ms")?),
        peer: format!("FTS5 alone {:.2} ms", number(search, "plain_ms")?),
        value: Some(times),
        bound: Bound::AtMost { unit: "×", limit: 1.7, aim: 1.0 },
        raw: json!(searches),
    })
}
