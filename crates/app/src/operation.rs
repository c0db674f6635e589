//! An operation: what a person connects once and then names.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use interaction::{Moment, Scale, Server, fold_case};
use wolkvox::Endpoint;

use crate::{Begun, Following, OperationError, Unfinished};

/// The zone of an operation whose person named none.
pub const DEFAULT_ZONE: Tz = chrono_tz::America::Bogota;
/// The most characters of an operation's name.
const NAME_CHARACTERS: usize = 80;
/// Bytes of an operation's id.
const ID_BYTES: usize = 8;

/// Names an operation in files and in the keychain, for good: 16 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperationId(String);

/// A connected operation. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What its files and secrets are filed under.
    pub id: OperationId,
    /// What people call it; unique without regard to case.
    pub name: String,
    /// Its server.
    pub server: Server,
    /// What stands in place of `https://wv{server}.wolkvox.com`.
    pub base_url: Option<String>,
    /// The zone of its wall clock.
    pub zone: Tz,
    /// The scale of its survey.
    pub scale: Scale,
    /// Whether it is followed.
    pub following: Following,
    /// The downloads that go on by themselves.
    pub unfinished: Vec<Unfinished>,
    /// The refresh that goes on when it is repeated.
    pub begun: Option<Begun>,
}

/// What a person types to connect an operation, unchecked.
#[derive(Clone, Debug, Default, serde::Deserialize, specta::Type)]
pub struct NewOperation {
    /// Its name.
    pub name: String,
    /// Its server, as found in the address bar.
    pub server: String,
    /// Another address than wolkvox's own.
    pub base_url: Option<String>,
    /// The name of its zone, as `America/Bogota`.
    pub zone: Option<String>,
}

impl OperationId {
    /// A new id.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; ID_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Reads an id; `None` for what is none, since ids become names of files.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 2 * ID_BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        plain.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl NewOperation {
    /// The operation with everything checked. Contacts nobody.
    pub(crate) fn check(self, id: OperationId) -> Result<Operation, OperationError> {
        let name = checked_name(&self.name)?;
        let server =
            Server::parse(&self.server).map_err(|reason| OperationError::ServerInvalid { reason: reason.into() })?;
        let base_url = self.base_url.filter(|url| !url.trim().is_empty());
        let base_url = base_url.map(|url| checked_address(&server, &url)).transpose()?;
        let zone = self.zone.as_deref().map_or(Ok(DEFAULT_ZONE), checked_zone)?;
        Ok(Operation {
            id,
            name,
            server,
            base_url,
            zone,
            scale: Scale::default(),
            following: Following::default(),
            unfinished: Vec::new(),
            begun: None,
        })
    }
}

impl Operation {
    /// Where its server answers.
    ///
    /// # Errors
    /// Where the kept address is none that Traza speaks to.
    pub fn endpoint(&self) -> Result<Endpoint, OperationError> {
        match &self.base_url {
            None => Ok(Endpoint::of(&self.server)),
            Some(url) => Endpoint::at(&self.server, url).map_err(|_| OperationError::BaseUrlInvalid),
        }
    }

    /// What the operation's wall clock shows at an instant.
    #[must_use]
    pub fn wall_clock(&self, instant: DateTime<Utc>) -> Moment {
        wall_clock(self.zone, instant)
    }

    /// The operation's present: its wall clock now.
    #[must_use]
    pub fn present(&self) -> Moment {
        self.wall_clock(Utc::now())
    }

    /// Its wall clock, for work that goes on for a while.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Fn() -> Moment + Send + Sync> {
        let operation = self.clone();
        Arc::new(move || operation.present())
    }

    /// Whether a person means this operation by `name`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        fold_case(&self.name) == fold_case(name)
    }
}

/// What a zone's wall clock shows at an instant; the first second of 1970 before it.
pub(crate) fn wall_clock(zone: Tz, instant: DateTime<Utc>) -> Moment {
    let shown = instant.with_timezone(&zone).naive_local();
    Moment::from_date_time(shown).unwrap_or(Moment::from_seconds(0))
}

pub(crate) fn checked_zone(name: &str) -> Result<Tz, OperationError> {
    name.trim().parse().map_err(|_| OperationError::ZoneUnknown { zone: name.to_owned() })
}

pub(crate) fn checked_name(name: &str) -> Result<String, OperationError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARACTERS && !name.chars().any(is_unseen);
    if fits { Ok(name.to_owned()) } else { Err(OperationError::NameInvalid { longest: NAME_CHARACTERS }) }
}

/// Signs that show nothing, or turn what follows around: two names must not look like one.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn checked_address(server: &Server, url: &str) -> Result<String, OperationError> {
    Endpoint::at(server, url).map_err(|_| OperationError::BaseUrlInvalid)?;
    Ok(url.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(new: NewOperation) -> Result<Operation, OperationError> {
        new.check(OperationId::random().unwrap())
    }

    #[test]
    fn a_name_shows_all_that_it_is() {
        for name in ["", "  ", "a\u{1b}b", "Ventas\u{200b}", "\u{202e}satneV", "a\u{feff}"] {
            assert!(matches!(checked(new(name)), Err(OperationError::NameInvalid { .. })), "{name:?}");
        }
        assert!(checked(new("Ñandú & Cía. (línea 2)")).is_ok());
    }

    fn new(name: &str) -> NewOperation {
        NewOperation { name: name.into(), server: "wv0042".into(), ..NewOperation::default() }
    }

    #[test]
    fn reads_what_a_person_types() {
        let operation = checked(new("  Ventas ")).unwrap();
        assert_eq!((operation.name.as_str(), operation.server.as_str()), ("Ventas", "0042"));
        assert_eq!(operation.zone, DEFAULT_ZONE);
        assert!(operation.is_called("VENTAS") && !operation.is_called("Venta"));
    }

    #[test]
    fn refuses_what_cannot_be_an_operation() {
        for name in ["", "  ", "a\nb", &"x".repeat(81)] {
            assert!(matches!(checked(new(name)), Err(OperationError::NameInvalid { .. })), "{name}");
        }
        let zone = NewOperation { zone: Some("Bogotá".into()), ..new("a") };
        assert!(matches!(checked(zone), Err(OperationError::ZoneUnknown { .. })));
        let server = NewOperation { server: "example.com".into(), ..new("a") };
        assert!(matches!(checked(server), Err(OperationError::ServerInvalid { .. })));
        for url in ["http://example.com", "ftp://127.0.0.1", "no address"] {
            let address = NewOperation { base_url: Some(url.into()), ..new("a") };
            assert!(matches!(checked(address), Err(OperationError::BaseUrlInvalid)), "{url}");
        }
    }

    #[test]
    fn the_present_is_the_wall_clock_of_the_zone() {
        let mut operation = checked(new("a")).unwrap();
        let instant = "2026-11-22T03:04:05Z".parse().unwrap();
        assert_eq!(operation.wall_clock(instant).to_string(), "2026-11-21 22:04:05");
        operation.zone = checked_zone("Europe/Madrid").unwrap();
        assert_eq!(operation.wall_clock(instant).to_string(), "2026-11-22 04:04:05");
    }

    #[test]
    fn ids_are_names_of_files_everywhere() {
        let id = OperationId::random().unwrap();
        assert_eq!(OperationId::parse(&id.to_string()), Some(id));
        for text in ["", "../../etc/passwd", "0123456789ABCDEF", "0123456789abcde"] {
            assert_eq!(OperationId::parse(text), None, "{text}");
        }
    }
}
