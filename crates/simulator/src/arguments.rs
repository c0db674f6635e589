//! The command line of the `simulator` binary.

use std::path::PathBuf;
use std::str::FromStr;

use interaction::{Moment, Period};
use lexopt::{Arg, Error, Parser, ValueExt};
use simulator::{Limits, Scale, SelectsBy, Settings};

pub(crate) const USAGE: &str = "\
usage: simulator serve [--port P] [--token T] [--server S] [--now M] [--unlimited] [data]
       simulator write-answer FILE [data]

serve prints {\"base_url\", \"server\", \"token\"} and answers the API on 127.0.0.1 until it is interrupted;
GET /__judge tells what its clients did, POST /__control takes faults, limits, dialect, now, plant, forget.
write-answer writes one chat_4 answer of all records, whatever the limits, and prints {\"records\", \"bytes\"}.

data: --records N        interactions over the whole period (5000)
      --from D --to D    when they are created (2026-01-01 to 2026-06-30)
      --seed N           the seed of everything (1)
      --selects-by creation|closing
      --mean-bytes N     mean size of a record (4600)
      --skew X           deviation of the logarithm of sizes (0.8)
      --email X --html X --surveyed X --threads X     shares from 0 to 1
      --agents N --skills N
      --scale five|halves|words
dates: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS; a bare --to means its last second";

/// What to do.
pub(crate) enum Command {
    Help,
    Serve(Box<Settings>),
    WriteAnswer(PathBuf, Box<Settings>),
}

/// What was given so far.
struct Given {
    settings: Settings,
    from: Moment,
    to: Moment,
    file: Option<PathBuf>,
}

impl Command {
    pub(crate) fn parse(mut parser: Parser) -> Result<Self, Error> {
        let command = match parser.next()? {
            Some(Arg::Value(command)) => command.string()?,
            None | Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Self::Help),
            Some(other) => return Err(other.unexpected()),
        };
        let settings = Settings { control: true, ..Settings::default() };
        let (from, to) = (settings.period.from(), settings.period.to());
        let mut given = Given { settings, from, to, file: None };
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long(name) => {
                    let name = name.to_owned();
                    given.option(&name, &mut parser)?;
                }
                Arg::Value(file) if given.file.is_none() => given.file = Some(file.into()),
                other => return Err(other.unexpected()),
            }
        }
        given.finish(&command)
    }
}

impl Given {
    fn option(&mut self, name: &str, parser: &mut Parser) -> Result<(), Error> {
        let settings = &mut self.settings;
        let shape = &mut settings.shape;
        match name {
            "port" => settings.port = number(parser)?,
            "token" => settings.token = Some(parser.value()?.string()?),
            "server" => settings.server = parser.value()?.string()?,
            "now" => settings.now = Some(moment(&parser.value()?.string()?)?),
            "unlimited" => settings.limits = Limits::none(),
            "records" => settings.records = number(parser)?,
            "from" => self.from = moment(&parser.value()?.string()?)?,
            "to" => self.to = last_second(&parser.value()?.string()?)?,
            "seed" => settings.seed = number(parser)?,
            "selects-by" => settings.selects_by = parser.value()?.parse_with(selects_by)?,
            "mean-bytes" => shape.mean_bytes = number(parser)?,
            "skew" => shape.skew = number(parser)?,
            "email" => shape.email = number(parser)?,
            "html" => shape.html = number(parser)?,
            "surveyed" => shape.surveyed = number(parser)?,
            "threads" => shape.threads = number(parser)?,
            "agents" => shape.agents = number(parser)?,
            "skills" => shape.skills = number(parser)?,
            "scale" => shape.scale = parser.value()?.parse_with(scale)?,
            _ => return Err(Arg::Long(name).unexpected()),
        }
        Ok(())
    }

    fn finish(mut self, command: &str) -> Result<Command, Error> {
        self.settings.period = Period::new(self.from, self.to).ok_or("--to comes before --from")?;
        let settings = Box::new(self.settings);
        match (command, self.file) {
            ("serve", None) => Ok(Command::Serve(settings)),
            ("write-answer", Some(file)) => Ok(Command::WriteAnswer(file, settings)),
            ("write-answer", None) => Err("write-answer needs a file".into()),
            (_, Some(file)) => Err(Error::UnexpectedArgument(file.into())),
            _ => Err(format!("no such command: {command}").into()),
        }
    }
}

fn number<T: FromStr>(parser: &mut Parser) -> Result<T, Error>
where
    T::Err: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    parser.value()?.parse()
}

fn moment(text: &str) -> Result<Moment, Error> {
    Moment::parse(text).ok_or_else(|| format!("no date: {text}").into())
}

fn last_second(text: &str) -> Result<Moment, Error> {
    let moment = moment(text)?;
    Ok(if text.len() == "2026-01-01".len() { moment.end_of_day() } else { moment })
}

fn selects_by(text: &str) -> Result<SelectsBy, &'static str> {
    match text {
        "creation" => Ok(SelectsBy::Creation),
        "closing" => Ok(SelectsBy::Closing),
        _ => Err("creation or closing"),
    }
}

fn scale(text: &str) -> Result<Scale, &'static str> {
    match text {
        "five" => Ok(Scale::OneToFive),
        "halves" => Ok(Scale::Halves),
        "words" => Ok(Scale::Words),
        _ => Err("five, halves or words"),
    }
}
