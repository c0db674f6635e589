//! What can be wrong with arguments, as a code with parameters.

use serde::Serialize;

/// Why arguments cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum UsageError {
    /// A command or an option.
    Option(OptionError),
    /// What was given with it.
    Value(ValueError),
}

/// Why commands and options cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub(crate) enum OptionError {
    /// No command was given.
    CommandMissing,
    /// There is no such command.
    CommandUnknown { command: String },
    /// The command has no such option.
    OptionUnknown { option: String },
    /// An option that takes one value was given twice.
    OptionRepeated { option: &'static str },
    /// Two options that contradict each other.
    OptionsConflict { option: &'static str, other: &'static str },
    /// An option that the command cannot do without.
    OptionMissing { option: &'static str },
    /// An option without its value.
    ValueMissing { option: String },
    /// A value for an option that takes none.
    ValueUnexpected { option: String },
    /// A text that is no UTF-8.
    NotUnicode { option: String },
}

/// Why what was given with a command cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub(crate) enum ValueError {
    /// The operation's name is missing.
    NameMissing,
    /// More was given than the command takes.
    ArgumentUnexpected { argument: String },
    /// No date of the two shapes, or none from 1970 to 2105.
    DateInvalid { option: &'static str, value: String },
    /// The period ends before it starts.
    PeriodReversed,
    /// No whole number.
    NumberInvalid { option: &'static str, value: String },
    /// No format that can be exported.
    FormatInvalid { value: String },
    /// No region.
    RegionInvalid { value: String },
    /// No field to sort by.
    SortInvalid { value: String },
    /// What happens to the archive must be said where nobody can be asked.
    ArchiveFateMissing,
    /// No token came by standard input.
    TokenNotGiven,
}

impl From<OptionError> for UsageError {
    fn from(error: OptionError) -> Self {
        Self::Option(error)
    }
}

impl From<ValueError> for UsageError {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}
