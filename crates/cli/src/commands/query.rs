//! `query`.

use std::io::{self, BufWriter, Write};

use app::{Context, Explored};
use explore::{Explorer, Facet, Found, Names, Record};
use export::Language;
use interaction::{Dimension, Row};
use serde::ser::{Serialize, Serializer};
use tokio_util::sync::CancellationToken;

use crate::arguments::{Output, Query};
use crate::exit::Exit;
use crate::failed::Failed;
use crate::surroundings::Surroundings;
use crate::{messages, print, table};

/// Rows that are read at once: results may be as long as the archive.
const BATCH: usize = 256;

pub(super) async fn run(context: Context, query: Query, around: Surroundings) -> Result<Exit, Failed> {
    let language = around.language();
    let cancel = around.cancel.clone();
    around.blocking(move || answer(&context, &query, language, &cancel)).await?;
    Ok(Exit::Done)
}

fn answer(context: &Context, query: &Query, language: Language, cancel: &CancellationToken) -> Result<(), Failed> {
    let Explored { operation, explorer } = app::explore(context, &query.name)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let Some(mut explorer) = explorer else {
        print::remark(&messages::nothing_downloaded(language));
        for_nothing(&mut out, query.output, language)?;
        return Ok(out.flush()?);
    };
    let failed = |error: explore::Error| Failed::from(app::unreadable(&error, context, &operation));
    let found = explorer.query(&query.filters, query.order).map_err(failed)?;
    let names = explorer.names().clone();
    let mut pages = Pages { explorer: &mut explorer, found: &found, next: query.offset, left: query.limit };
    let mut next = || if cancel.is_cancelled() { Err(Failed::Interrupted) } else { pages.next().map_err(failed) };
    match query.output {
        Output::Json => for_programs(&mut out, &found, &mut next)?,
        Output::Text => {
            let shown = rows_for_people(&mut out, (&names, language), &mut next)?;
            let range = (query.offset + 1, query.offset + shown);
            writeln!(out, "{}", messages::shown_rows(found.total(), range, language))?;
            for dimension in Dimension::ALL {
                table::facet(&mut out, dimension, &occurring(&found, dimension), language)?;
            }
        }
    }
    Ok(out.flush()?)
}

/// The next records, `None` at the end.
type NextPage<'a> = &'a mut dyn FnMut() -> Result<Option<Vec<Record>>, Failed>;

fn for_programs(out: &mut impl Write, found: &Found, next: NextPage<'_>) -> Result<(), Failed> {
    write!(out, "{{\"total\":{},\"rows\":[", found.total())?;
    let mut comma = "";
    while let Some(page) = next()? {
        for Record { id, interaction } in page {
            write!(out, "{comma}")?;
            let row = Row { id: Some(&id.to_string()), record: &interaction };
            serde_json::to_writer(&mut *out, &row).map_err(io::Error::from)?;
            comma = ",";
        }
    }
    write!(out, "],\"facets\":")?;
    let facets = Facets(Dimension::ALL.map(|dimension| (dimension, occurring(found, dimension))));
    serde_json::to_writer(&mut *out, &facets).map_err(io::Error::from)?;
    Ok(writeln!(out, "}}")?)
}

/// How many rows were printed.
fn rows_for_people(
    out: &mut impl Write,
    (names, language): (&Names, Language),
    next: NextPage<'_>,
) -> Result<usize, Failed> {
    let mut shown = 0;
    while let Some(page) = next()? {
        if shown == 0 {
            table::headers(out, language)?;
        }
        shown += page.len();
        for record in page {
            table::interaction(out, &record, names, language)?;
        }
    }
    Ok(shown)
}

fn for_nothing(out: &mut impl Write, output: Output, language: Language) -> io::Result<()> {
    match output {
        Output::Json => {
            write!(out, "{{\"total\":0,\"rows\":[],\"facets\":")?;
            serde_json::to_writer(&mut *out, &Facets(Dimension::ALL.map(|dimension| (dimension, Vec::new()))))?;
            writeln!(out, "}}")
        }
        Output::Text => writeln!(out, "{}", messages::shown_rows(0, (1, 0), language)),
    }
}

/// Found records, some at a time.
struct Pages<'a> {
    explorer: &'a mut Explorer,
    found: &'a Found,
    next: usize,
    left: usize,
}

impl Pages<'_> {
    fn next(&mut self) -> Result<Option<Vec<Record>>, explore::Error> {
        let page = self.explorer.page(self.found, self.next, self.left.min(BATCH))?;
        self.next += page.len();
        self.left -= page.len();
        Ok(if page.is_empty() { None } else { Some(page) })
    }
}

/// The values of each dimension, by the name that the API gives its field.
struct Facets([(Dimension, Vec<Facet>); Dimension::ALL.len()]);

impl Serialize for Facets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(dimension, facets)| (dimension.field().api_name(), facets)))
    }
}

/// The values that occur; a chosen one of which nothing is left is none of them.
fn occurring(found: &Found, dimension: Dimension) -> Vec<Facet> {
    found.facets(dimension).into_iter().filter(|facet| facet.count > 0).collect()
}
