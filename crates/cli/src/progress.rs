//! Progress on standard error: one line that is written over on a terminal, now and then a line elsewhere.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use app::Speed;
use download::Event;
use export::Language;

use crate::language::pick;
use crate::{messages, plain};

/// How often a terminal's line is written anew.
const LIVELY: Duration = Duration::from_millis(100);
/// How often a line is written where nobody may be looking.
const QUIET: Duration = Duration::from_secs(15);
/// Columns of a terminal's line: it must not break into two.
const COLUMNS: usize = 78;

/// The progress of a run.
pub(crate) struct Progress {
    language: Language,
    is_live: bool,
    started: Instant,
    told: Option<Instant>,
    speed: Speed,
    planned: u64,
    done: u64,
    records: u64,
}

impl Progress {
    /// Nothing is done yet.
    pub(crate) fn new(language: Language) -> Self {
        let is_live = io::stderr().is_terminal();
        Self {
            language,
            is_live,
            started: Instant::now(),
            told: None,
            speed: Speed::default(),
            planned: 0,
            done: 0,
            records: 0,
        }
    }

    /// Knowing how long earlier downloads took.
    pub(crate) const fn at(self, speed: Speed) -> Self {
        Self { speed, ..self }
    }

    /// Tells what a download says.
    pub(crate) fn event(&mut self, event: &Event) {
        match event {
            Event::Planned { requests, .. } => self.planned = *requests,
            Event::Arrived { records } => self.records = *records,
            Event::Stored { .. } | Event::WindowFailed { .. } => self.done += 1,
            Event::Split { parts, .. } => self.planned += parts.saturating_sub(1),
            // The request counts among those planned, and stores nothing.
            Event::Quota { .. } => self.done += 1,
            Event::WaitingForToken | Event::Asking { .. } | Event::Retrying { .. } => {}
        }
        if let Some(line) = messages::event(event, self.language) {
            self.line(&line);
        }
        match event {
            Event::Planned { requests, records, .. } if *requests > 0 => {
                let seconds = self.speed.seconds(*requests, *records);
                if let Some(line) = messages::expected(*records, seconds, self.language) {
                    self.line(&line);
                }
            }
            Event::Quota { left, .. } => {
                // The request that asked is among those planned and done.
                let wanted = self.planned.saturating_sub(1);
                self.line(&messages::quota(*left, wanted, self.language));
            }
            _ => {}
        }
        if self.planned > 0 && !matches!(event, Event::Planned { .. }) {
            self.now_and_then(&self.of_download());
        }
    }

    /// Tells how many rows of an export are written.
    pub(crate) fn rows(&mut self, rows: u64, total: u64) {
        self.now_and_then(&pick(
            self.language,
            format!("{rows} de {total} interacciones"),
            format!("{rows} of {total} interactions"),
        ));
    }

    /// Ends the line that is written over.
    pub(crate) fn finish(&mut self) {
        if self.is_live && self.told.is_some() {
            self.write(&format!("\r{}\r", " ".repeat(COLUMNS)));
        }
    }

    fn of_download(&self) -> String {
        let Self { planned, records, .. } = self;
        let done = self.done.min(*planned);
        let left = self.left().map(|left| minutes(left, self.language)).unwrap_or_default();
        pick(
            self.language,
            format!(
                "{done} de {} · {}{left}",
                messages::counted(*planned, ("parte", "partes")),
                messages::counted(*records, ("interacción recibida", "interacciones recibidas"))
            ),
            format!(
                "{done} of {} · {} received{left}",
                messages::counted(*planned, ("part", "parts")),
                messages::counted(*records, ("interaction", "interactions"))
            ),
        )
    }

    /// How long it still takes, as far as what is done tells.
    fn left(&self) -> Option<Duration> {
        let done = u32::try_from(self.done).ok().filter(|done| *done > 0)?;
        let left = u32::try_from(self.planned.checked_sub(self.done)?).ok().filter(|left| *left > 0)?;
        Some(self.started.elapsed() / done * left)
    }

    fn line(&mut self, text: &str) {
        self.finish();
        self.write(&format!("{}\n", plain::line(text)));
    }

    fn now_and_then(&mut self, text: &str) {
        let pause = if self.is_live { LIVELY } else { QUIET };
        let since = self.told.unwrap_or(self.started);
        if since.elapsed() < pause {
            return;
        }
        self.told = Some(Instant::now());
        let text = plain::cut(text, COLUMNS);
        self.write(&if self.is_live { format!("\r{}", plain::padded(&text, COLUMNS)) } else { format!("{text}\n") });
    }

    /// Where standard error is gone, nobody wants progress.
    fn write(&self, text: &str) {
        let mut error = io::stderr().lock();
        drop(error.write_all(text.as_bytes()).and_then(|()| error.flush()));
    }
}

fn minutes(left: Duration, language: Language) -> String {
    match left.as_secs() {
        0..5 => String::new(),
        seconds @ 5..90 => pick(language, format!(" · faltan unos {seconds} s"), format!(" · about {seconds} s left")),
        seconds => {
            let minutes = seconds.div_ceil(60);
            pick(language, format!(" · faltan unos {minutes} min"), format!(" · about {minutes} min left"))
        }
    }
}
