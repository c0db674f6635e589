//! What the page is told when it starts.

use serde::{Deserialize, Serialize};

use super::Settings;

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

impl Default for Scale {
    fn default() -> Self {
        Self { lowest: 1, highest: 5, satisfied_from: 4 }
    }
}
