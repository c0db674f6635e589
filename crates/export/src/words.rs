//! The words of a workbook but for the headers of its columns, in Spanish and English.

use crate::{DayState, Language, SelectedBy};

/// The words of a workbook.
pub(crate) struct Words {
    pub(crate) detail: &'static str,
    pub(crate) about: &'static str,
    /// Ends a text that was cut.
    pub(crate) cut_mark: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) period: &'static str,
    pub(crate) since: &'static str,
    pub(crate) until: &'static str,
    pub(crate) through: &'static str,
    pub(crate) always: &'static str,
    pub(crate) filters: &'static str,
    pub(crate) no_filters: &'static str,
    pub(crate) text_search: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) no_survey: &'static str,
    pub(crate) no_code: &'static str,
    pub(crate) rows: &'static str,
    pub(crate) picked_of: &'static str,
    pub(crate) cut_texts: &'static str,
    pub(crate) coverage: &'static str,
    pub(crate) coverage_unknown: &'static str,
    pub(crate) written_at: &'static str,
    pub(crate) version: &'static str,
}

const SPANISH: Words = Words {
    detail: "Detalle",
    about: "Acerca de",
    cut_mark: " […texto cortado: Excel admite 32.767 caracteres por celda]",
    operation: "Operación",
    period: "Periodo (por fecha de creación)",
    since: "Desde",
    until: "Hasta",
    through: "a",
    always: "Todo lo descargado",
    filters: "Filtros",
    no_filters: "Ninguno",
    text_search: "Texto",
    empty: "(vacío)",
    no_survey: "Sin encuesta",
    no_code: "Sin tipificar",
    rows: "Interacciones",
    picked_of: "Elegidas a mano, de las encontradas",
    cut_texts: "Textos cortados",
    coverage: "Cobertura",
    coverage_unknown: "Sin datos",
    written_at: "Generado",
    version: "Versión de Traza",
};

const ENGLISH: Words = Words {
    detail: "Detail",
    about: "About",
    cut_mark: " […text cut: Excel holds 32,767 characters in a cell]",
    operation: "Operation",
    period: "Period (by date of creation)",
    since: "From",
    until: "Until",
    through: "to",
    always: "All that was downloaded",
    filters: "Filters",
    no_filters: "None",
    text_search: "Text",
    empty: "(empty)",
    no_survey: "No survey",
    no_code: "No activity code",
    rows: "Interactions",
    picked_of: "Picked by hand, of those found",
    cut_texts: "Cut texts",
    coverage: "Coverage",
    coverage_unknown: "No data",
    written_at: "Written",
    version: "Version of Traza",
};

impl Words {
    /// The words of a language.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Es => &SPANISH,
            Language::En => &ENGLISH,
        }
    }
}

/// The words for days in this state.
pub(crate) const fn day_state(state: DayState, language: Language) -> &'static str {
    match (state, language) {
        (DayState::Complete, Language::Es) => "Días completos",
        (DayState::Empty, Language::Es) => "Días sin interacciones",
        (DayState::Changing, Language::Es) => "Días que aún cambian",
        (DayState::Partial, Language::Es) => "Días parciales",
        (DayState::Failed, Language::Es) => "Días con fallo",
        (DayState::Missing, Language::Es) => "Días sin descargar",
        (DayState::Complete, Language::En) => "Complete days",
        (DayState::Empty, Language::En) => "Days without interactions",
        (DayState::Changing, Language::En) => "Days still changing",
        (DayState::Partial, Language::En) => "Partial days",
        (DayState::Failed, Language::En) => "Failed days",
        (DayState::Missing, Language::En) => "Days not downloaded",
    }
}

/// The words for the date by which the server selects.
pub(crate) const fn selected_by(by: SelectedBy, language: Language) -> &'static str {
    match (by, language) {
        (SelectedBy::Creation, Language::Es) => "Por fecha de creación",
        (SelectedBy::Closing, Language::Es) => "Por fecha de cierre",
        (SelectedBy::Unknown, Language::Es) => "Por la fecha con que selecciona el servidor",
        (SelectedBy::Creation, Language::En) => "By date of creation",
        (SelectedBy::Closing, Language::En) => "By date of closing",
        (SelectedBy::Unknown, Language::En) => "By the date that the server selects by",
    }
}
