//! The region of the person who opens the file: its language, list separator and order of a date.

/// Languages that write the decimals after a comma (CLDR), but for the regions of [`POINT`].
const COMMA: [&str; 46] = [
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo", "fr", "gl", "hr", "hu",
    "hy", "id", "is", "it", "ka", "kk", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk",
    "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi",
];
/// Regions that write the decimals after a point, whatever their language does elsewhere.
const POINT: [&str; 17] =
    ["419", "BZ", "CH", "CU", "DO", "GT", "HN", "LI", "MX", "NI", "PA", "PE", "PH", "PR", "SV", "US", "GB"];
/// Regions that write the decimals after a comma, whatever their language does elsewhere.
const COMMA_REGIONS: [&str; 10] = ["AT", "BE", "CO", "DE", "DK", "FI", "NL", "SE", "SI", "ZA"];
/// Languages whose speakers are better served with Spanish words than with English ones.
const SPANISH: [&str; 5] = ["es", "pt", "gl", "ca", "eu"];
/// Regions that write the month before the day.
const MONTH_FIRST: [&str; 4] = ["US", "PR", "PA", "PH"];
/// Languages that write the year first.
const YEAR_FIRST: [&str; 8] = ["eu", "hu", "ja", "ko", "lt", "mn", "sv", "zh"];
/// Regions that write the year first, whatever their language does elsewhere.
const YEAR_FIRST_REGIONS: [&str; 2] = ["CA", "SE"];
/// Languages that put points between the parts of a date.
const DOTTED: [&str; 22] = [
    "az", "be", "bg", "bs", "cs", "da", "de", "et", "fi", "hr", "hy", "is", "kk", "lv", "mk", "nb", "no", "pl", "ro",
    "ru", "tr", "uk",
];

/// The language of a file's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

/// What a region decides about a file. `es-CO` by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    language: Language,
    decimal_comma: bool,
    dates: &'static str,
}

impl Default for Region {
    fn default() -> Self {
        Self::of("es", "CO")
    }
}

impl Region {
    /// Reads `es-CO`, `es_CO.UTF-8`, `zh-Hant-TW`, `en`; `C` and `POSIX` are `es-CO`. `None` where the text does not
    /// start with a language.
    ///
    /// ```
    /// use export::Region;
    /// assert_eq!(Region::parse("es_CO.UTF-8").map(Region::list_separator), Some(';'));
    /// assert_eq!(Region::parse("en-US").map(Region::list_separator), Some(','));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let tag = text.trim().split(['.', '@']).next().unwrap_or_default();
        if matches!(tag, "C" | "POSIX") {
            return Some(Self::default());
        }
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().filter(|part| is_language(part))?.to_ascii_lowercase();
        let region = parts.find(|part| is_region(part)).map(str::to_ascii_uppercase);
        let region = region.as_deref().unwrap_or(home_of(&language));
        Some(Self::of(&language, region))
    }

    /// The language of headers and words.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// What the region's spreadsheets expect between the cells of a CSV: `;` where decimals follow a comma, else `,`.
    #[must_use]
    pub const fn list_separator(self) -> char {
        if self.decimal_comma { ';' } else { ',' }
    }

    /// The region's form of a date and time, as a number format of Excel.
    pub(crate) const fn date_format(self) -> &'static str {
        self.dates
    }

    fn of(language: &str, region: &str) -> Self {
        let comma_language = COMMA.contains(&language) && !POINT.contains(&region);
        let comma_english = language == "en" && COMMA_REGIONS.contains(&region);
        Self {
            language: if SPANISH.contains(&language) { Language::Es } else { Language::En },
            decimal_comma: comma_language || comma_english,
            dates: dates_of(language, region),
        }
    }
}

fn dates_of(language: &str, region: &str) -> &'static str {
    if YEAR_FIRST.contains(&language) || YEAR_FIRST_REGIONS.contains(&region) {
        "yyyy-mm-dd hh:mm:ss"
    } else if MONTH_FIRST.contains(&region) {
        "mm/dd/yyyy hh:mm:ss"
    } else if DOTTED.contains(&language) {
        "dd.mm.yyyy hh:mm:ss"
    } else {
        "dd/mm/yyyy hh:mm:ss"
    }
}

/// The region that a bare language stands for.
fn home_of(language: &str) -> &'static str {
    match language {
        "es" => "CO",
        "en" => "US",
        "pt" => "BR",
        _ => "",
    }
}

fn is_language(part: &str) -> bool {
    matches!(part.len(), 2 | 3) && part.chars().all(|c| c.is_ascii_alphabetic())
}

/// Two letters or three digits; scripts and variants are longer.
fn is_region(part: &str) -> bool {
    let letters = part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic());
    letters || part.len() == 3 && part.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_region_is_read() {
        let colombia = Region::default();
        for text in ["es-CO", "es_CO", "es_CO.UTF-8", "ES-co", "es-Latn-CO", "es", "C", "POSIX", "C.UTF-8", " es-CO "] {
            assert_eq!(Region::parse(text), Some(colombia), "{text}");
        }
        for text in ["", "ñ", "español", "-CO", "1", "../x"] {
            assert_eq!(Region::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_separator_follows_the_decimals_of_the_region() {
        for text in ["es-CO", "es-AR", "es-ES", "pt-BR", "de-DE", "fr-FR", "en-ZA"] {
            assert_eq!(Region::parse(text).unwrap().list_separator(), ';', "{text}");
        }
        for text in ["en-US", "en-GB", "es-MX", "es-419", "es-PE", "es-US", "de-CH", "ja-JP"] {
            assert_eq!(Region::parse(text).unwrap().list_separator(), ',', "{text}");
        }
    }

    #[test]
    fn words_are_spanish_or_english() {
        for (text, language) in
            [("es-MX", Language::Es), ("pt-BR", Language::Es), ("en-GB", Language::En), ("fr-FR", Language::En)]
        {
            assert_eq!(Region::parse(text).unwrap().language(), language, "{text}");
        }
    }

    #[test]
    fn dates_take_the_regions_order() {
        for (text, dates) in [
            ("es-CO", "dd/mm/yyyy hh:mm:ss"),
            ("en-US", "mm/dd/yyyy hh:mm:ss"),
            ("en-GB", "dd/mm/yyyy hh:mm:ss"),
            ("sv-SE", "yyyy-mm-dd hh:mm:ss"),
            ("de-DE", "dd.mm.yyyy hh:mm:ss"),
        ] {
            assert_eq!(Region::parse(text).unwrap().date_format(), dates, "{text}");
        }
    }
}
