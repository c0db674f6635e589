//! What a person has set, and how the window was left. It holds no secret and nothing that was searched for.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Desk, lock};
use crate::{DeskError, Error, Span, home};

/// Where a file goes that could not be read, so that nothing of it is lost.
const DAMAGED: &str = "settings.damaged.json";

/// What a person has set, and how the window was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// The language; the system's where none was chosen.
    pub language: Option<Language>,
    /// Light, dark or as the system.
    pub theme: Theme,
    /// Whether single letters are keys.
    pub single_keys: bool,
    /// The id of the operation that was open last.
    pub operation: Option<String>,
    /// The period that was shown last.
    pub span: Span,
    /// The panes and columns of windows under 1600 px.
    pub narrow: Layout,
    /// The panes and columns of windows from 1600 px.
    pub wide: Layout,
}

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The panes and columns of one class of windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Layout {
    /// Width of the filters in px; the design's where nobody moved it.
    pub filters: Option<u32>,
    /// Width of the reader in px; the design's where nobody moved it.
    pub reader: Option<u32>,
    /// The columns in their order; the design's where there are none.
    pub columns: Vec<ColumnLayout>,
}

/// A column of the list as a person left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ColumnLayout {
    /// Which.
    pub column: ListColumn,
    /// Its width in px; the design's where nobody changed it.
    pub width: Option<u32>,
    /// Whether it is shown.
    pub shown: bool,
}

/// A column of the list of interactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the fields that they show")]
pub enum ListColumn {
    Created,
    Channel,
    Agent,
    Skill,
    Subject,
    Score,
    Code,
    Status,
    TimeToClose,
    Attachments,
    CaseId,
    From,
    To,
    Closed,
    CodeDescription,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            single_keys: true,
            operation: None,
            span: Span::default(),
            narrow: Layout::default(),
            wide: Layout::default(),
        }
    }
}

impl Settings {
    /// Reads settings, each by itself: what is missing, damaged or of another version is as if it were not set.
    fn read(written: &Map<String, Value>) -> Self {
        let Ok(Value::Object(mut whole)) = serde_json::to_value(Self::default()) else { return Self::default() };
        let mut settings = Self::default();
        for (name, value) in written {
            let Some(place) = whole.get_mut(name) else { continue };
            let default = std::mem::replace(place, value.clone());
            match serde_json::from_value(Value::Object(whole.clone())) {
                Ok(read) => settings = read,
                Err(_) => drop(whole.insert(name.clone(), default)),
            }
        }
        settings
    }
}

impl Desk {
    /// Keeps what a person has set. Settings of other versions stay where they are.
    ///
    /// # Errors
    /// [`DeskError::SettingsNotSaved`].
    pub async fn save_settings(&self, settings: Settings) -> Result<(), Error> {
        self.off(move |desk| Ok(desk.write_settings(&settings)?)).await
    }

    /// What a person has set; the defaults where nothing can be read.
    pub(super) fn read_settings(&self) -> Settings {
        let written = written(&self.inner.context.home.settings());
        written.map_or_else(Settings::default, |written| Settings::read(&written))
    }

    fn write_settings(&self, settings: &Settings) -> Result<(), DeskError> {
        let _alone = lock(&self.inner.settings);
        let home = &self.inner.context.home;
        let path = home.settings();
        let not_saved = |detail: String| DeskError::SettingsNotSaved { path: path.display().to_string(), detail };
        home.create().map_err(|error| not_saved(error.to_string()))?;
        if path.is_file() && written(&path).is_none() {
            fs::rename(&path, home.folder().join(DAMAGED)).map_err(|error| not_saved(error.kind().to_string()))?;
        }
        let mut whole = written(&path).unwrap_or_default();
        if let Ok(Value::Object(settings)) = serde_json::to_value(settings) {
            whole.extend(settings);
        }
        let text = serde_json::to_vec_pretty(&whole).map_err(|error| not_saved(error.to_string()))?;
        home::replace(&path, &text).map_err(|error| not_saved(error.to_string()))
    }
}

fn written(path: &Path) -> Option<Map<String, Value>> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Settings {
        Settings::read(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn each_setting_is_read_by_itself() {
        let settings = read(r#"{"theme":"sepia","single_keys":false,"language":"en","of_tomorrow":1,"span":7}"#);
        let expected = Settings { single_keys: false, language: Some(Language::En), ..Settings::default() };
        assert_eq!(settings, expected);
        assert_eq!(read("{}"), Settings::default());
        assert!(Settings::default().single_keys);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let column = ColumnLayout { column: ListColumn::TimeToClose, width: Some(54), shown: true };
        let narrow = Layout { filters: Some(200), reader: None, columns: vec![column] };
        let settings = Settings { theme: Theme::Dark, narrow, span: Span::Last7Days, ..Settings::default() };
        assert_eq!(read(&serde_json::to_string(&settings).unwrap()), settings);
    }
}
