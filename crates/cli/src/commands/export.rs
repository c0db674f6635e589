//! `export`.

use std::ops::ControlFlow;

use app::{Context, Error, Export, ExportError};

use crate::arguments::ExportTo;
use crate::exit::Exit;
use crate::failed::Failed;
use crate::progress::Progress;
use crate::surroundings::{Surroundings, to_its_end};
use crate::{messages, print};

pub(super) async fn run(context: Context, asked: ExportTo, around: Surroundings) -> Result<Exit, Failed> {
    let language = around.language();
    let export = Export {
        name: asked.name,
        filters: asked.filters,
        format: asked.format,
        goal: asked.goal,
        if_exists: asked.if_exists,
        region: asked.region.unwrap_or(around.region),
    };
    // To its end: an interruption takes the unfinished file away first.
    let written = to_its_end(move || {
        let mut progress = Progress::new(language);
        let written = app::export(&context, &export, &mut |followed| {
            progress.rows(followed.rows, followed.total);
            if around.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        progress.finish();
        match written {
            Err(Error::Export(ExportError::Cancelled)) => Err(Failed::Interrupted),
            written => Ok(written?),
        }
    });
    print::lines(messages::exported(&written.await?, language))?;
    Ok(Exit::Done)
}
