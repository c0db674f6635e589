//! Arguments taken apart: which options with which values, and what stands alone. What they mean is not known here.

use std::collections::BTreeMap;
use std::ffi::OsString;

use lexopt::{Arg, Parser};

use super::{OptionError, UsageError, ValueError};

/// The options of a command.
pub(super) struct Known {
    /// Those that stand alone.
    pub(super) flags: &'static [&'static str],
    /// Those that take a value, once.
    pub(super) single: &'static [&'static str],
    /// Those that take a value, as often as one likes.
    pub(super) repeated: &'static [&'static str],
}

/// Options that every command takes.
const EVERYWHERE: Known = Known { flags: &["help"], single: &["home"], repeated: &[] };

/// What was given.
#[derive(Default)]
pub(super) struct Given {
    values: BTreeMap<&'static str, Vec<OsString>>,
    flags: Vec<&'static str>,
    alone: std::collections::VecDeque<OsString>,
}

impl Given {
    /// Reads arguments up to their end.
    pub(super) fn read(&mut self, parser: &mut Parser, known: &Known) -> Result<(), UsageError> {
        while self.read_one(parser, known)? {}
        Ok(())
    }

    /// Reads arguments up to the first that stands alone, which is returned.
    pub(super) fn read_to_word(&mut self, parser: &mut Parser, known: &Known) -> Result<Option<OsString>, UsageError> {
        while self.alone.is_empty() && self.read_one(parser, known)? {}
        Ok(self.alone.pop_front())
    }

    fn read_one(&mut self, parser: &mut Parser, known: &Known) -> Result<bool, UsageError> {
        let option = match parser.next().map_err(of_parser)? {
            None => return Ok(false),
            Some(Arg::Value(value)) => {
                self.alone.push_back(value);
                return Ok(true);
            }
            Some(Arg::Short('h')) => "help".to_owned(),
            Some(Arg::Short('V')) => "version".to_owned(),
            Some(Arg::Short(letter)) => return Err(OptionError::OptionUnknown { option: format!("-{letter}") }.into()),
            Some(Arg::Long(name)) => name.to_owned(),
        };
        let find = |options: fn(&Known) -> &'static [&'static str]| {
            let everywhere = options(&EVERYWHERE).iter().chain(options(known));
            everywhere.copied().find(|known| *known == option)
        };
        if let Some(flag) = find(|known| known.flags) {
            self.flags.push(flag);
            return Ok(true);
        }
        let (single, repeated) = (find(|known| known.single), find(|known| known.repeated));
        let unknown = || OptionError::OptionUnknown { option: format!("--{option}") };
        let name = single.or(repeated).ok_or_else(unknown)?;
        let values = self.values.entry(name).or_default();
        if single.is_some() && !values.is_empty() {
            return Err(OptionError::OptionRepeated { option: name }.into());
        }
        values.push(value(parser, name)?);
        Ok(true)
    }

    /// Whether an option that stands alone was given.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// The value of an option, as the system gave it.
    pub(super) fn raw(&mut self, option: &str) -> Option<OsString> {
        self.values.get_mut(option).and_then(Vec::pop)
    }

    /// The value of an option.
    pub(super) fn text(&mut self, option: &'static str) -> Result<Option<String>, UsageError> {
        self.raw(option).map(|value| unicode(value, option)).transpose()
    }

    /// The value of an option that cannot be missing.
    pub(super) fn required(&mut self, option: &'static str) -> Result<String, UsageError> {
        Ok(self.text(option)?.ok_or(OptionError::OptionMissing { option })?)
    }

    /// All values of an option, in their order.
    pub(super) fn texts(&mut self, option: &'static str) -> Result<Vec<String>, UsageError> {
        self.values.remove(option).unwrap_or_default().into_iter().map(|value| unicode(value, option)).collect()
    }

    /// The value of an option as a whole number.
    pub(super) fn number(&mut self, option: &'static str) -> Result<Option<usize>, UsageError> {
        let Some(value) = self.text(option)? else { return Ok(None) };
        let plain = value.chars().all(|c| c.is_ascii_digit());
        let number = if plain { value.parse().ok() } else { None };
        Ok(Some(number.ok_or(ValueError::NumberInvalid { option, value })?))
    }

    /// The operation's name, which stands alone.
    pub(super) fn name(&mut self) -> Result<String, UsageError> {
        unicode(self.alone.pop_front().ok_or(ValueError::NameMissing)?, "NAME")
    }

    /// Ends the reading: nothing may be left that stands alone.
    pub(super) fn end(mut self) -> Result<(), UsageError> {
        match self.alone.pop_front() {
            None => Ok(()),
            Some(argument) => {
                Err(ValueError::ArgumentUnexpected { argument: argument.to_string_lossy().into_owned() }.into())
            }
        }
    }
}

/// The value of an option: what follows it, but never another option. `--text=--x` says what is meant all the same.
fn value(parser: &mut Parser, option: &'static str) -> Result<OsString, UsageError> {
    if let Some(value) = parser.optional_value() {
        return Ok(value);
    }
    let value = parser.value().map_err(of_parser)?;
    if value.to_string_lossy().starts_with("--") {
        return Err(OptionError::ValueMissing { option: format!("--{option}") }.into());
    }
    Ok(value)
}

fn unicode(value: OsString, option: &str) -> Result<String, UsageError> {
    value.into_string().map_err(|_| OptionError::NotUnicode { option: option.to_owned() }.into())
}

fn of_parser(error: lexopt::Error) -> UsageError {
    let lossy = |text: OsString| text.to_string_lossy().into_owned();
    match error {
        lexopt::Error::MissingValue { option } => {
            OptionError::ValueMissing { option: option.unwrap_or_default() }.into()
        }
        lexopt::Error::UnexpectedValue { option, .. } => OptionError::ValueUnexpected { option }.into(),
        lexopt::Error::UnexpectedOption(option) => OptionError::OptionUnknown { option }.into(),
        lexopt::Error::UnexpectedArgument(argument) => {
            ValueError::ArgumentUnexpected { argument: lossy(argument) }.into()
        }
        lexopt::Error::NonUnicodeValue(value) => OptionError::NotUnicode { option: lossy(value) }.into(),
        lexopt::Error::ParsingFailed { value, .. } => ValueError::ArgumentUnexpected { argument: value }.into(),
        lexopt::Error::Custom(error) => ValueError::ArgumentUnexpected { argument: error.to_string() }.into(),
    }
}
