//! `demo`: the main job with the sample operation.

use std::io::{self, Write};
use std::path::PathBuf;

use app::{Demo, Demonstrated};
use export::Language;

use super::download;
use crate::exit::Exit;
use crate::failed::Failed;
use crate::language::pick;
use crate::progress::Progress;
use crate::surroundings::Surroundings;
use crate::{messages, print, table};

/// The folder for the files where none is given, in the current one: who calls this sees them at once.
const FOLDER: &str = "traza-demo";

pub(super) async fn run(output: Option<PathBuf>, around: Surroundings) -> Result<Exit, Failed> {
    let language = around.language();
    let demo = Demo {
        name: pick(language, "Operación de ejemplo", "Sample operation"),
        // Named in full: whoever started this may look from elsewhere.
        folder: std::path::absolute(output.unwrap_or_else(|| PathBuf::from(FOLDER)))?,
        region: around.region,
    };
    print::lines([pick(
        language,
        "Operación de ejemplo: datos inventados, sin token y sin red.",
        "Sample operation: made-up data, no token and no network.",
    )])?;
    let mut progress = Progress::new(language);
    let done = app::demo(demo, around.cancel.clone(), |event| progress.event(&event)).await;
    progress.finish();
    let done = done?.ok_or(Failed::Interrupted)?;
    show(&done, language)?;
    Ok(Exit::Done)
}

fn show(done: &Demonstrated, language: Language) -> io::Result<()> {
    let (period, findings) = (done.period, &done.findings);
    let (from, to) = (period.from().day(), period.to().day());
    let (scores, low, total) = (findings.scores, findings.low, findings.total);
    print::lines([pick(language, format!("Periodo: {from} a {to}."), format!("Period: {from} to {to}."))])?;
    print::lines(download::lines(&done.downloaded.outcome, language))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let filtered = pick(
        language,
        format!("Con encuesta {scores}: {low} de {total}. Las más recientes:"),
        format!("With a survey score of {scores}: {low} of {total}. The newest:"),
    );
    writeln!(out, "\n{filtered}\n")?;
    table::headers(&mut out, language)?;
    for record in &findings.newest {
        table::interaction(&mut out, record, &findings.names, language)?;
    }
    writeln!(out)?;
    out.flush()?;
    drop(out);
    findings.files.iter().try_for_each(|file| print::lines(messages::exported(file, language)))
}
