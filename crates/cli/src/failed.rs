//! How a command can fail, and what is told of it.

use std::io::{self, Write};

use app::{Error, Verdict};
use export::Language;
use serde::Serialize;

use crate::arguments::{Output, UsageError};
use crate::exit::Exit;
use crate::{messages, plain};

/// Why a command did not end as it should.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The arguments cannot be followed.
    Usage(UsageError),
    /// The use case failed before anything arrived.
    Error(Error),
    /// A test found what does not hold.
    Diagnosed(Verdict, Error),
    /// The use case failed after something had arrived.
    AfterSome(Error),
    /// A person ended it.
    Interrupted,
    /// Results could not be printed.
    Output(io::Error),
}

impl Failed {
    /// How the run ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Error(error) | Self::Diagnosed(_, error) => Exit::of(error),
            Self::AfterSome(error) => Exit::after_some(error),
            Self::Interrupted => Exit::Interrupted,
            // Whoever read the results has seen enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Failed,
        }
    }

    /// Tells on standard error what happened and what to do next; with `--json` also for programs.
    pub(crate) fn tell(&self, language: Language, output: Output) {
        let sentence = match self {
            Self::Usage(error) => messages::usage(error, language),
            Self::Error(error) | Self::AfterSome(error) => messages::error(error, language),
            Self::Diagnosed(verdict, error) => messages::verdict(*verdict, error, language),
            Self::Output(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                messages::output_failed(error.kind(), language)
            }
            Self::Interrupted | Self::Output(_) => return,
        };
        let mut lines = plain::line(&sentence);
        if output == Output::Json {
            lines = format!("{lines}\n{}", self.line_for_programs());
        }
        // Where standard error is gone too, the exit code still tells.
        drop(writeln!(io::stderr().lock(), "{lines}"));
    }

    fn line_for_programs(&self) -> String {
        #[derive(Serialize)]
        struct Line {
            code: String,
            params: serde_json::Value,
        }
        let whole = match self {
            Self::Usage(error) => serde_json::to_value(error),
            Self::Error(error) | Self::AfterSome(error) | Self::Diagnosed(_, error) => serde_json::to_value(error),
            Self::Interrupted | Self::Output(_) => Ok(serde_json::json!({ "code": "output_failed" })),
        };
        let part = |name: &str| whole.as_ref().ok().and_then(|whole| whole.get(name)).cloned();
        let code = part("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
        let params = part("params").unwrap_or_else(|| serde_json::json!({}));
        serde_json::to_string(&Line { code, params }).unwrap_or_default()
    }
}

impl From<UsageError> for Failed {
    fn from(error: UsageError) -> Self {
        Self::Usage(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

#[cfg(test)]
mod tests {
    use app::{OperationError, ServerError};

    use super::*;
    use crate::arguments::OptionError;

    #[test]
    fn programs_read_code_and_parameters_in_one_line() {
        for (failed, line) in [
            (
                Failed::Error(OperationError::OperationUnknown { name: "x\n".into() }.into()),
                r#"{"code":"operation_unknown","params":{"name":"x\n"}}"#,
            ),
            (Failed::AfterSome(ServerError::QuotaSpent.into()), r#"{"code":"quota_spent","params":{}}"#),
            (
                Failed::Usage(OptionError::OptionMissing { option: "from" }.into()),
                r#"{"code":"option_missing","params":{"option":"from"}}"#,
            ),
        ] {
            assert_eq!(failed.line_for_programs(), line);
        }
    }

    #[test]
    fn a_reader_that_has_seen_enough_is_no_failure() {
        assert_eq!(Failed::from(io::Error::from(io::ErrorKind::BrokenPipe)).exit(), Exit::Done);
        assert_eq!(Failed::from(io::Error::from(io::ErrorKind::StorageFull)).exit(), Exit::Failed);
    }
}
