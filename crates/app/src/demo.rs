//! The sample operation: the main job from a server to files, without a token, a keychain or a network.
//!
//! The built-in simulator answers on this machine; the archive lies in a temporary home with a key in memory, and is
//! gone when the demonstration ends, however it ends.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use download::{Event, Refresh};
use explore::{Choice, Filters, Names, Order, Record};
use export::{Format, IfExists, Region, Written};
use interaction::{Dimension, Period};
use tokio_util::sync::CancellationToken;

use crate::context::off_the_async_threads;
use crate::download::download;
use crate::explore::{explore, unreadable};
use crate::sample::Sample;
use crate::{Context, Download, Downloaded, Error, Explored, Export, ExportError, HomeError};

/// Interactions that are shown.
const SHOWN: usize = 10;
/// Scores that call for a look.
const LOW_SCORES: &str = "1..2";
/// The highest number that a file gets beside others of its name.
const MOST_FILES: u32 = 999;

/// What the demonstration needs to know.
#[derive(Clone, Debug)]
pub struct Demo {
    /// What the sample operation is called.
    pub name: String,
    /// The folder for the files; it is made if it is not there.
    pub folder: PathBuf,
    /// The region whose words and separators the files have.
    pub region: Region,
}

/// What the demonstration did.
#[derive(Debug)]
pub struct Demonstrated {
    /// The period that was downloaded.
    pub period: Period,
    /// What the download did.
    pub downloaded: Downloaded,
    /// What was found and written.
    pub findings: Findings,
}

/// What the demonstration found and wrote.
#[derive(Debug)]
pub struct Findings {
    /// The scores that were filtered by.
    pub scores: &'static str,
    /// How many interactions there are.
    pub total: usize,
    /// How many of them have such scores.
    pub low: usize,
    /// The newest of those.
    pub newest: Vec<Record>,
    /// The names of the skills.
    pub names: Names,
    /// The files, whole.
    pub files: Vec<Written>,
}

/// Connects the sample operation, downloads two months of it, finds the low scores and exports them as Excel and CSV.
/// `None` where it was cancelled.
///
/// # Errors
/// Where this machine has no free port, no temporary folder or no room for the files.
pub async fn demo(
    task: Demo,
    cancel: CancellationToken,
    events: impl FnMut(Event) + Send,
) -> Result<Option<Demonstrated>, Error> {
    let sample = Sample::connect(&task.name).await?;
    let (context, operation, period) = (sample.context.clone(), sample.operation.clone(), sample.period);
    let request = Download { name: operation.name.clone(), period, refresh: Refresh::Needed };
    let downloaded = download(&context, request, cancel.clone(), events).await?;
    if let Some(error) = downloaded.failure(&context) {
        return Err(error);
    }
    if downloaded.is_cancelled() {
        return Ok(None);
    }
    let found = off_the_async_threads(move || {
        let found = find_and_write(&context, &task, period, &cancel);
        // The server and the home go last: nothing reads it any more.
        drop(sample);
        found
    });
    Ok(found.await?.map(|findings| Demonstrated { period, downloaded, findings }))
}

/// `None` where it was cancelled.
fn find_and_write(
    context: &Context,
    task: &Demo,
    period: Period,
    cancel: &CancellationToken,
) -> Result<Option<Findings>, Error> {
    let mut filters = Filters::default();
    filters.choose(Dimension::Evaluation, Choice::parse(Dimension::Evaluation, LOW_SCORES));
    let Explored { operation, explorer: Some(mut explorer) } = explore(context, &task.name)? else { return Ok(None) };
    let of_archive = |error| unreadable(&error, context, &operation);
    let total = explorer.table().len();
    let found = explorer.query(&filters, Order::default()).map_err(of_archive)?;
    let newest = explorer.page(&found, 0, SHOWN).map_err(of_archive)?;
    fs::create_dir_all(&task.folder).map_err(|error| HomeError::of(error, &task.folder))?;
    let mut files = Vec::new();
    for format in [Format::Xlsx, Format::Csv] {
        let export = Export {
            name: task.name.clone(),
            filters: filters.clone(),
            format,
            goal: task.folder.join(export::file_name(&task.name, Some(period), format)),
            if_exists: IfExists::Refuse,
            region: task.region,
        };
        match write_beside_others(context, export, cancel) {
            Err(Error::Export(ExportError::Cancelled)) => return Ok(None),
            written => files.push(written?),
        }
    }
    let names = explorer.names().clone();
    Ok(Some(Findings { scores: LOW_SCORES, total, low: found.total(), newest, names, files }))
}

/// Writes a file under its name, or with the first number that is free.
fn write_beside_others(context: &Context, mut task: Export, cancel: &CancellationToken) -> Result<Written, Error> {
    let wanted = task.goal.clone();
    let mut number = 1;
    loop {
        let mut follow = |_| if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        match crate::export(context, &task, &mut follow) {
            Err(Error::Export(ExportError::FileExists { .. })) if number < MOST_FILES => number += 1,
            written => return written,
        }
        task.goal = numbered(&wanted, number);
    }
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem} ({number}).{ending}"))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn task(folder: &TempDir) -> Demo {
        Demo { name: "Operación de ejemplo".into(), folder: folder.path().join("new"), region: Region::default() }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn does_the_main_job_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for number in 1..=2 {
            let done = demo(task(&folder), CancellationToken::new(), |_| {}).await.unwrap().unwrap();
            let findings = done.findings;
            assert!(findings.low > 0 && findings.low < findings.total, "{} of {}", findings.low, findings.total);
            assert_eq!(findings.total as u64, done.downloaded.outcome.records);
            assert!(findings.files.iter().all(|file| file.rows == findings.low as u64 && file.path.is_file()));
            let files = fs::read_dir(folder.path().join("new")).unwrap().count();
            assert_eq!(files, 2 * number);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn writes_nothing_where_it_is_cancelled() {
        let folder = tempfile::tempdir().unwrap();
        let cancel = CancellationToken::new();
        cancel.cancel();
        assert!(demo(task(&folder), cancel, |_| {}).await.unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn files_are_numbered_before_their_ending() {
        assert_eq!(numbered(Path::new("a/b.c.xlsx"), 2), Path::new("a/b.c (2).xlsx"));
    }
}
