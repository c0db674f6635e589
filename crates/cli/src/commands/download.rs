//! `download`.

use app::{Context, Download};
use download::Outcome;
use export::Language;
use serde::Serialize;

use crate::arguments::Output;
use crate::exit::Exit;
use crate::failed::Failed;
use crate::language::pick;
use crate::progress::Progress;
use crate::surroundings::Surroundings;
use crate::{messages, print};

/// What a run did, for programs.
#[derive(Serialize)]
struct Summary {
    requests: u64,
    windows: u64,
    records: u64,
    set_aside: u64,
    complete: bool,
    provisional_from: Option<String>,
}

pub(super) async fn run(
    context: Context,
    download: Download,
    output: Output,
    around: Surroundings,
) -> Result<Exit, Failed> {
    let language = around.language();
    let speed = {
        let (context, name) = (context.clone(), download.name.clone());
        around.blocking(move || Ok(app::speed(&context, &name)?)).await?
    };
    let mut progress = Progress::new(language).at(speed);
    let done = app::download(&context, download, around.cancel.clone(), |event| progress.event(&event)).await;
    progress.finish();
    let done = done?;
    match output {
        Output::Json => print::json(&Summary::of(&done.outcome))?,
        Output::Text => print::lines(lines(&done.outcome, language))?,
    }
    match done.failure(&context) {
        None if done.is_cancelled() => Err(Failed::Interrupted),
        None => Ok(Exit::Done),
        Some(error) if done.has_arrived() => Err(Failed::AfterSome(error)),
        Some(error) => Err(Failed::Error(error)),
    }
}

/// What a run did, for people.
pub(super) fn lines(outcome: &Outcome, language: Language) -> Vec<String> {
    let Outcome { requests, windows, records, .. } = outcome;
    let mut lines = vec![pick(
        language,
        format!(
            "{} en {}, con {}.",
            messages::counted(*records, ("interacción guardada", "interacciones guardadas")),
            messages::counted(*windows, ("parte", "partes")),
            messages::counted(*requests, ("solicitud", "solicitudes"))
        ),
        format!(
            "{} stored in {}, with {}.",
            messages::counted(*records, ("interaction", "interactions")),
            messages::counted(*windows, ("part", "parts")),
            messages::counted(*requests, ("request", "requests"))
        ),
    )];
    if outcome.set_aside > 0 {
        lines.push(messages::set_aside(outcome.set_aside, language));
    }
    lines.push(if outcome.complete {
        pick(language, "El periodo está completo hasta ahora.", "The period is complete up to now.")
    } else {
        pick(language, "El periodo no está completo.", "The period is not complete.")
    });
    lines.extend(outcome.provisional_from.map(|from| messages::not_final(&from.to_string(), language)));
    lines
}

impl Summary {
    fn of(outcome: &Outcome) -> Self {
        Self {
            requests: outcome.requests,
            windows: outcome.windows,
            records: outcome.records,
            set_aside: outcome.set_aside,
            complete: outcome.complete,
            provisional_from: outcome.provisional_from.map(|moment| moment.to_string()),
        }
    }
}
