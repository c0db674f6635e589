//! Exploring one archive: the table, the texts behind it, and what joins them.

use std::sync::Arc;

use archive::{NameKind, Reader};

use crate::order::SortKeys;
use crate::records::{Record, Records, read};
use crate::{Filters, Found, Hits, Names, Order, Search, Table, TextQuery};

/// Why exploring failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive cannot be read.
    #[error(transparent)]
    Archive(#[from] archive::Error),
    /// The archive was looked at anew since the records were found: ask again.
    #[error("the archive has changed since the records were found")]
    Outdated,
}

/// An archive being explored: one consistent state of it, until [`Explorer::renew`].
pub struct Explorer {
    reader: Reader,
    table: Arc<Table>,
    names: Arc<Names>,
}

impl Explorer {
    /// Loads the columns and names of an archive.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn open(reader: Reader) -> Result<Self, Error> {
        let (table, names) = load(&reader)?;
        Ok(Self { reader, table, names })
    }

    /// Looks at the archive anew, after a download. What was found before keeps its counts, but not its texts.
    ///
    /// # Errors
    /// Where the archive cannot be read; then the state before stands only as far as counts go.
    pub fn renew(&mut self) -> Result<(), Error> {
        self.reader.renew()?;
        (self.table, self.names) = load(&self.reader)?;
        Ok(())
    }

    /// The columns in memory.
    #[must_use]
    pub fn table(&self) -> &Arc<Table> {
        &self.table
    }

    /// The names of skills and codes.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The archive behind it.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Finds the records that filters let through, and counts them. They come in the given order.
    ///
    /// # Errors
    /// Where the archive cannot be searched, or its ranks cannot be read.
    pub fn query(&self, filters: &Filters, order: Order) -> Result<Found, Error> {
        self.query_among(filters, order, self.hits(filters)?)
    }

    /// As [`Self::query`], with what texts, searches and cases leave found already by [`Self::hits`], as for two questions that
    /// differ in all else.
    ///
    /// # Errors
    /// Where the archive's ranks cannot be read.
    pub fn query_among(&self, filters: &Filters, order: Order, hits: Option<Hits>) -> Result<Found, Error> {
        let ranks = order.ranked_field().map(|field| self.reader.ranks(field)).transpose()?;
        let found = Found::in_table(Arc::clone(&self.table), Arc::clone(&self.names), filters.clone(), hits);
        Ok(found.sorted_by(SortKeys::of(order, ranks, &self.table, &self.names)))
    }

    /// A page of what was found: `limit` records after the first `offset`.
    ///
    /// # Errors
    /// Where texts cannot be read, or [`Error::Outdated`].
    pub fn page(&mut self, found: &Found, offset: usize, limit: usize) -> Result<Vec<Record>, Error> {
        self.current(found)?;
        read(&mut self.reader, &self.table, &found.positions(offset, limit))
    }

    /// All that was found, in order, read in batches as they are asked for.
    ///
    /// # Errors
    /// [`Error::Outdated`]; each record may also fail by itself.
    pub fn records<'a>(&'a mut self, found: &'a Found) -> Result<Records<'a>, Error> {
        self.current(found)?;
        Ok(Records::new(&mut self.reader, found))
    }

    /// The archive that it reads, for what it does not answer itself.
    pub fn reader_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// The record with an id; `None` where there is none.
    ///
    /// # Errors
    /// Where its texts cannot be read.
    pub fn record(&mut self, id: u32) -> Result<Option<Record>, Error> {
        Ok(self.records_of(&[id])?.pop())
    }

    /// The records with these ids, in their order, but for those that are not there.
    ///
    /// # Errors
    /// Where texts cannot be read.
    pub fn records_of(&mut self, ids: &[u32]) -> Result<Vec<Record>, Error> {
        let positions: Vec<u32> = ids.iter().filter_map(|id| self.table.position_of_id(*id)).collect();
        read(&mut self.reader, &self.table, &positions)
    }

    fn current(&self, found: &Found) -> Result<(), Error> {
        if Arc::ptr_eq(&self.table, found.table()) { Ok(()) } else { Err(Error::Outdated) }
    }

    /// What texts, searches and cases leave; `None` where none of them is asked for.
    ///
    /// # Errors
    /// Where the archive cannot be searched.
    pub fn hits(&self, filters: &Filters) -> Result<Option<Hits>, Error> {
        let mut hits = None;
        for more in [self.hits_of_texts(&filters.texts)?, self.hits_of_searches(&filters.searches)?] {
            hits = more.map(|more| both(hits.take(), more)).or(hits);
        }
        match filters.cases.as_slice() {
            [] => Ok(hits),
            cases => Ok(Some(both(hits, self.hits_of_cases(cases)?))),
        }
    }

    /// What any of the texts finds; `None` where none of them asks for anything.
    fn hits_of_texts(&self, texts: &[String]) -> Result<Option<Hits>, Error> {
        let texts = texts.iter().map(|text| TextQuery::parse(text)).filter(|text| !text.is_empty());
        any(texts.map(|text| {
            let required = text.include().iter().map(std::slice::from_ref);
            self.hits_of_expressions(None, required, text.exclude().iter())
        }))
    }

    /// What any of the searches finds; `None` where none of them asks for anything.
    fn hits_of_searches(&self, searches: &[String]) -> Result<Option<Hits>, Error> {
        let searches = searches.iter().map(|search| Search::parse(search)).filter(|search| !search.is_empty());
        any(searches.map(|search| {
            let valued = search.valued(&self.table, &self.names);
            self.hits_of_expressions(valued, search.required(), search.excluded())
        }))
    }

    /// Of `hits`, or of all records, those that match one expression of each list, and none that is excluded.
    fn hits_of_expressions<'a>(
        &self,
        mut hits: Option<Hits>,
        required: impl Iterator<Item = &'a [String]>,
        excluded: impl Iterator<Item = &'a String>,
    ) -> Result<Hits, Error> {
        for list in required {
            // Where a value that nobody has is wanted, no word needs to be looked up.
            if hits.as_ref().is_some_and(Hits::is_empty) {
                break;
            }
            // Of lists hardly any is longer than one.
            let matching = any(list.iter().map(|expression| self.matching(expression)))?;
            hits = matching.map(|matching| both(hits.take(), matching)).or(hits);
        }
        let mut hits = hits.unwrap_or_else(|| Hits::all(&self.table));
        for expression in excluded {
            if hits.is_empty() {
                break;
            }
            hits.remove(&self.matching(expression)?);
        }
        Ok(hits)
    }

    fn hits_of_cases(&self, cases: &[String]) -> Result<Hits, Error> {
        let mut rows = Vec::new();
        for case in cases {
            rows.extend(self.reader.rows_of_case(case)?);
        }
        Ok(Hits::of_rows(&self.table, &rows))
    }

    fn matching(&self, expression: &str) -> Result<Hits, Error> {
        let mut hits = Hits::none(&self.table);
        self.reader.matching(expression, &mut |rows| hits.add_rows(&self.table, rows))?;
        Ok(hits)
    }
}

/// What any of them holds; `None` where there are none.
fn any(all: impl Iterator<Item = Result<Hits, Error>>) -> Result<Option<Hits>, Error> {
    let mut any: Option<Hits> = None;
    for more in all {
        let more = more?;
        match &mut any {
            Some(any) => any.add(&more),
            None => any = Some(more),
        }
    }
    Ok(any)
}

/// What both hold, of the second alone where there is no first.
fn both(first: Option<Hits>, second: Hits) -> Hits {
    match first {
        Some(mut first) => {
            first.retain(&second);
            first
        }
        None => second,
    }
}

fn load(reader: &Reader) -> Result<(Arc<Table>, Arc<Names>), Error> {
    let names = Names { skills: reader.names(NameKind::Skill)?, codes: reader.names(NameKind::Code)? };
    Ok((Arc::new(Table::new(reader.columns()?)), Arc::new(names)))
}
