//! What the page is told when it starts.

use serde::{Deserialize, Serialize};

use super::place::{Place, SAMPLE};
use super::{Desk, Settings};
use crate::{DeskError, Error, list};

/// The language and region where the system names none.
const COLOMBIA: &str = "es-CO";

/// What the page needs before it can show anything.
#[derive(Clone, Debug, Serialize, specta::Type)]
pub struct Start {
    /// Traza's version.
    pub version: String,
    /// The operations, by name.
    pub operations: Vec<OperationShown>,
    /// What a person has set.
    pub settings: Settings,
    /// The system's language and region (BCP 47); `es-CO` where it names none.
    pub locale: String,
    /// The system.
    pub platform: Platform,
    /// The folder of all files.
    pub home: String,
}

/// The system that Traza runs on: keys and words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum Platform {
    Linux,
    Macos,
    Windows,
}

/// An operation as the page shows it. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct OperationShown {
    /// What commands name it by.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its server, as `0042`.
    pub server: String,
    /// What stands in place of wolkvox's own address.
    pub base_url: Option<String>,
    /// The zone of its wall clock.
    pub zone: String,
    /// The scale of its survey.
    pub scale: Scale,
    /// Whether it is the built-in sample, which is gone when the program ends.
    pub is_sample: bool,
    /// Whether anything of it was downloaded.
    pub has_archive: bool,
}

/// The scale of an operation's survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Scale {
    /// The worst score.
    pub lowest: i32,
    /// The best score.
    pub highest: i32,
    /// From which score on a customer counts as satisfied.
    pub satisfied_from: i32,
}

impl Scale {
    /// As the page shows it.
    pub(super) const fn of(scale: interaction::Scale) -> Self {
        Self { lowest: scale.lowest(), highest: scale.highest(), satisfied_from: scale.satisfied_from() }
    }

    /// The scale that a person typed.
    pub(super) fn checked(self) -> Result<interaction::Scale, DeskError> {
        interaction::Scale::new(self.lowest, self.highest, self.satisfied_from).map_err(|_| DeskError::ScaleInvalid)
    }
}

impl Desk {
    /// What the page needs before it can show anything. Asks no keychain.
    ///
    /// # Errors
    /// Where the file of operations cannot be read.
    pub async fn start(&self) -> Result<Start, Error> {
        self.off(|desk| {
            let context = &desk.inner.context;
            let place = |operation: crate::Operation| {
                Place { id: operation.id.to_string(), context: context.clone(), operation }.shown()
            };
            let sample = desk.place(SAMPLE).ok().map(|sample| sample.shown());
            Ok(Start {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                operations: list(context)?.into_iter().map(place).chain(sample).collect(),
                settings: desk.read_settings(),
                locale: locale(),
                platform: platform(),
                home: context.home.folder().display().to_string(),
            })
        })
        .await
    }

    /// Opens the archive that the page will ask first, while the web view and the page are still on their way. What goes
    /// wrong is told when the page asks.
    pub async fn open_ahead(self) {
        let opened = self.off(|desk| {
            let chosen = desk.read_settings().operation;
            let operations = list(&desk.inner.context)?;
            // As the page chooses: the operation that was open last, else the first.
            let is_chosen = |operation: &&crate::Operation| Some(operation.id.to_string()) == chosen;
            if let Some(operation) = operations.iter().find(is_chosen).or(operations.first()) {
                let place = desk.place(&operation.id.to_string())?;
                desk.inner.open.of(&place.id).open_ahead(&place);
            }
            Ok(())
        });
        // Nobody has asked yet: nobody is told.
        drop(opened.await);
    }
}

/// The system's language and region (BCP 47).
pub(super) fn locale() -> String {
    let named = |locale: &String| locale.split('-').next().is_some_and(|language| (2..=3).contains(&language.len()));
    sys_locale::get_locale().filter(named).unwrap_or_else(|| COLOMBIA.to_owned())
}

const fn platform() -> Platform {
    if cfg!(target_os = "macos") {
        Platform::Macos
    } else if cfg!(windows) {
        Platform::Windows
    } else {
        Platform::Linux
    }
}
