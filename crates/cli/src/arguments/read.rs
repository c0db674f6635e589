//! Reading each command's arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use app::{ArchiveFate, Download, NewOperation};
use download::Refresh;
use explore::{Order, OrderError};
use export::{Format, IfExists, Region};
use lexopt::Parser;

use super::given::{Given, Known};
use super::{Asked, Command, ExportTo, OptionError, Output, Query, Topic, UsageError, ValueError, filter};

/// Rows that `query` prints where nothing else is said.
const DEFAULT_LIMIT: usize = 100;

const BEFORE_COMMAND: Known = Known { flags: &["version"], single: &[], repeated: &[] };
const ADD: Known = Known { flags: &[], single: &["server", "base-url", "zone"], repeated: &[] };
const TEST: Known = Known { flags: &["json"], single: &[], repeated: &[] };
const NOTHING: Known = Known { flags: &[], single: &[], repeated: &[] };
const REMOVE: Known = Known { flags: &["keep-archive", "delete-archive"], single: &[], repeated: &[] };
const DOWNLOAD: Known = Known { flags: &["refresh", "json"], single: &["from", "to"], repeated: &[] };
const COVERAGE: Known = Known { flags: &["json"], single: &["from", "to"], repeated: &[] };
const QUERY: Known =
    Known { flags: &["json"], single: &["from", "to", "sort", "limit", "offset"], repeated: filter::REPEATED };
const EXPORT: Known =
    Known { flags: &["overwrite"], single: &["from", "to", "format", "output", "region"], repeated: filter::REPEATED };
const DEMO: Known = Known { flags: &[], single: &["output"], repeated: &[] };

/// Reads the arguments of one command.
type Read = fn(&mut Given) -> Result<Command, UsageError>;

/// What the arguments, the program's name left out, ask for.
pub(crate) fn read(arguments: Vec<OsString>) -> Result<Asked, UsageError> {
    let mut parser = Parser::from_args(arguments);
    let mut given = Given::default();
    let word = given.read_to_word(&mut parser, &BEFORE_COMMAND)?;
    let command = if given.has("version") {
        Command::Version
    } else {
        match word {
            None if given.has("help") => Command::Help(Topic::Whole),
            None => return Err(OptionError::CommandMissing.into()),
            Some(word) => command(&word.to_string_lossy(), &mut parser, &mut given)?,
        }
    };
    let home = given.raw("home").map(PathBuf::from);
    // A help text is given whatever else stands there.
    if !matches!(command, Command::Help(_) | Command::Version) {
        given.end()?;
    }
    Ok(Asked { home, command })
}

fn command(word: &str, parser: &mut Parser, given: &mut Given) -> Result<Command, UsageError> {
    let (topic, known, read): (_, _, Read) = match word {
        "operation" => return operation(parser, given),
        "help" => return Ok(Command::Help(Topic::Whole)),
        "download" => (Topic::Download, DOWNLOAD, download),
        "coverage" => (Topic::Coverage, COVERAGE, coverage),
        "query" => (Topic::Query, QUERY, query),
        "export" => (Topic::Export, EXPORT, export),
        "demo" => (Topic::Demo, DEMO, demo),
        _ => return Err(OptionError::CommandUnknown { command: word.to_owned() }.into()),
    };
    given.read(parser, &known)?;
    if given.has("help") { Ok(Command::Help(topic)) } else { read(given) }
}

fn operation(parser: &mut Parser, given: &mut Given) -> Result<Command, UsageError> {
    let word = given.read_to_word(parser, &NOTHING)?;
    let Some(word) = word.filter(|_| !given.has("help")) else {
        let help = given.has("help").then_some(Command::Help(Topic::Operation));
        return Ok(help.ok_or(OptionError::CommandMissing)?);
    };
    let word = word.to_string_lossy();
    let (known, read): (_, Read) = match &*word {
        "add" => (ADD, add),
        "list" => (NOTHING, |_| Ok(Command::List)),
        "test" => (TEST, |given| Ok(Command::Test { name: given.name()?, output: output(given) })),
        "remove" => (REMOVE, remove),
        _ => return Err(OptionError::CommandUnknown { command: format!("operation {word}") }.into()),
    };
    given.read(parser, &known)?;
    if given.has("help") { Ok(Command::Help(Topic::Operation)) } else { read(given) }
}

fn add(given: &mut Given) -> Result<Command, UsageError> {
    Ok(Command::Add(NewOperation {
        name: given.name()?,
        server: given.required("server")?,
        base_url: given.text("base-url")?,
        zone: given.text("zone")?,
    }))
}

fn remove(given: &mut Given) -> Result<Command, UsageError> {
    let fate = match (given.has("keep-archive"), given.has("delete-archive")) {
        (true, true) => {
            return Err(OptionError::OptionsConflict { option: "keep-archive", other: "delete-archive" }.into());
        }
        (true, false) => Some(ArchiveFate::Keep),
        (false, true) => Some(ArchiveFate::Delete),
        (false, false) => None,
    };
    Ok(Command::Remove { name: given.name()?, fate })
}

fn download(given: &mut Given) -> Result<Command, UsageError> {
    let name = given.name()?;
    let period = filter::period(given)?.ok_or(OptionError::OptionMissing { option: "from" })?;
    let refresh = if given.has("refresh") { Refresh::Everything } else { Refresh::Needed };
    Ok(Command::Download { download: Download { name, period, refresh }, output: output(given) })
}

fn coverage(given: &mut Given) -> Result<Command, UsageError> {
    Ok(Command::Coverage { name: given.name()?, period: filter::period(given)?, output: output(given) })
}

fn query(given: &mut Given) -> Result<Command, UsageError> {
    Ok(Command::Query(Query {
        name: given.name()?,
        filters: filter::filters(given)?,
        order: given.text("sort")?.map_or(Ok(Order::default()), sort)?,
        limit: given.number("limit")?.unwrap_or(DEFAULT_LIMIT),
        offset: given.number("offset")?.unwrap_or(0),
        output: output(given),
    }))
}

fn export(given: &mut Given) -> Result<Command, UsageError> {
    let name = given.name()?;
    let format = given.required("format")?;
    let format = Format::parse(&format).ok_or(ValueError::FormatInvalid { value: format })?;
    let region = given.text("region")?;
    let region = region.map(|text| Region::parse(&text).ok_or(ValueError::RegionInvalid { value: text }));
    Ok(Command::Export(ExportTo {
        name,
        filters: filter::filters(given)?,
        format,
        goal: given.raw("output").map(PathBuf::from).ok_or(OptionError::OptionMissing { option: "output" })?,
        if_exists: if given.has("overwrite") { IfExists::Replace } else { IfExists::Refuse },
        region: region.transpose()?,
    }))
}

fn demo(given: &mut Given) -> Result<Command, UsageError> {
    Ok(Command::Demo { output: given.raw("output").map(PathBuf::from) })
}

fn sort(text: String) -> Result<Order, UsageError> {
    text.parse().map_err(|_: OrderError| ValueError::SortInvalid { value: text }.into())
}

fn output(given: &Given) -> Output {
    if given.has("json") { Output::Json } else { Output::Text }
}

#[cfg(test)]
mod tests {
    use interaction::Dimension;

    use super::*;

    fn asked(line: &str) -> Result<Asked, UsageError> {
        read(line.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('_', " ").into()).collect())
    }

    fn wrong(line: &str) -> UsageError {
        asked(line).map(|asked| asked.command).unwrap_err()
    }

    #[test]
    fn home_stands_before_or_after_the_command() {
        for line in ["--home /x operation list", "operation list --home /x", "operation --home=/x list"] {
            let asked = asked(line).unwrap();
            assert_eq!(asked.home, Some("/x".into()), "{line}");
            assert!(matches!(asked.command, Command::List));
        }
    }

    #[test]
    fn help_is_given_for_the_whole_and_for_each_command() {
        for (line, topic) in [
            ("--help", Topic::Whole),
            ("-h", Topic::Whole),
            ("help", Topic::Whole),
            ("operation --help", Topic::Operation),
            ("operation add --help", Topic::Operation),
            ("download --help", Topic::Download),
            ("coverage x -h", Topic::Coverage),
            ("query --json --help", Topic::Query),
            ("export --help", Topic::Export),
            ("demo --help", Topic::Demo),
        ] {
            assert!(matches!(asked(line).unwrap().command, Command::Help(found) if found == topic), "{line}");
        }
        assert!(matches!(asked("--version").unwrap().command, Command::Version));
        assert!(matches!(asked("-V").unwrap().command, Command::Version));
    }

    #[test]
    fn filters_are_collected() {
        let line =
            "query V --skill 1 --skill= --agent ana_maría --evaluation 1..2 --evaluation none --case C-1 --text -x";
        let Command::Query(query) = asked(line).unwrap().command else { panic!("no query") };
        assert_eq!(query.filters.choices(Dimension::Skill).len(), 2);
        assert_eq!(query.filters.choices(Dimension::Agent), [explore::Choice::Value("ana maría".into())]);
        assert_eq!(query.filters.choices(Dimension::Evaluation).len(), 2);
        assert_eq!((query.filters.cases, query.filters.texts), (vec!["C-1".to_owned()], vec!["-x".to_owned()]));
        assert_eq!((query.limit, query.offset, query.output), (100, 0, Output::Text));
    }

    #[test]
    fn an_option_is_never_the_value_of_another() {
        for line in ["query V --channel --json", "query V --text --", "export V --output --format csv"] {
            assert!(asked(line).is_err(), "{line}");
        }
        let Command::Query(query) = asked("query V --text=--x --text y").unwrap().command else { panic!("no query") };
        assert_eq!(query.filters.texts, ["--x", "y"]);
        let Command::Query(query) = asked("query V --search agent:ana --search code:x").unwrap().command else {
            panic!("no query")
        };
        assert_eq!((query.filters.searches.len(), query.filters.texts.len()), (2, 0));
    }

    #[test]
    fn a_bare_last_day_is_whole() {
        let line = "download V --from 2026-01-31 --to 2026-01-31";
        let Command::Download { download, .. } = asked(line).unwrap().command else { panic!("no download") };
        assert_eq!(download.period.seconds(), 86_400);
    }

    #[test]
    fn wrong_arguments_are_named() {
        let cases: [(&str, UsageError); 24] = [
            ("", OptionError::CommandMissing.into()),
            ("operation", OptionError::CommandMissing.into()),
            ("fly", OptionError::CommandUnknown { command: "fly".into() }.into()),
            ("operation fly", OptionError::CommandUnknown { command: "operation fly".into() }.into()),
            ("operation list --json", OptionError::OptionUnknown { option: "--json".into() }.into()),
            ("query V -x", OptionError::OptionUnknown { option: "-x".into() }.into()),
            ("operation add V", OptionError::OptionMissing { option: "server" }.into()),
            ("operation add --server 1", ValueError::NameMissing.into()),
            (
                "operation remove V --keep-archive --delete-archive",
                OptionError::OptionsConflict { option: "keep-archive", other: "delete-archive" }.into(),
            ),
            ("download V --from 2026-01-01", OptionError::OptionMissing { option: "to" }.into()),
            ("download V", OptionError::OptionMissing { option: "from" }.into()),
            ("download V --from 2026-01-02 --to 2026-01-01", ValueError::PeriodReversed.into()),
            ("query V --from ayer", ValueError::DateInvalid { option: "from", value: "ayer".into() }.into()),
            ("query V --sort from --sort to", OptionError::OptionRepeated { option: "sort" }.into()),
            ("query V --skill", OptionError::ValueMissing { option: "--skill".into() }.into()),
            ("query V --json=1", OptionError::ValueUnexpected { option: "--json".into() }.into()),
            ("query V W", ValueError::ArgumentUnexpected { argument: "W".into() }.into()),
            ("query V --limit -1", ValueError::NumberInvalid { option: "limit", value: "-1".into() }.into()),
            ("query V --sort body", ValueError::SortInvalid { value: "body".into() }.into()),
            ("query V --sort attachments", ValueError::SortInvalid { value: "attachments".into() }.into()),
            ("export V --output x", OptionError::OptionMissing { option: "format" }.into()),
            ("export V --format csv", OptionError::OptionMissing { option: "output" }.into()),
            ("export V --format doc --output x", ValueError::FormatInvalid { value: "doc".into() }.into()),
            ("export V --format csv --output x --region 1", ValueError::RegionInvalid { value: "1".into() }.into()),
        ];
        for (line, error) in cases {
            assert_eq!(wrong(line), error, "{line}");
        }
    }
}
