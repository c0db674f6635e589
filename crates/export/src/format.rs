//! The formats of files.

/// A format that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An Excel workbook with the sheets *Detalle* and *Acerca de*. A text over 32,767 characters (UTF-16 units, as
    /// Excel counts) is cut with a visible mark.
    Xlsx,
    /// UTF-8 with a byte order mark, the region's separator, CRLF, RFC 4180. A text that a spreadsheet could take for
    /// a formula gets a leading apostrophe.
    Csv,
    /// One record a line: the request's columns by the API's names, texts as `interaction::Row` has them, the time to
    /// close in seconds. Fields that this version does not know come under `extra`, where every known one is wanted.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Json];

    /// The format that a person calls `xlsx`, `csv` or `json`, without regard to case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(text.trim()))
    }

    /// The file name's ending, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_ending() {
        assert_eq!(Format::parse(" XLSX"), Some(Format::Xlsx));
        assert_eq!(Format::parse("csv"), Some(Format::Csv));
        assert_eq!(Format::parse("json"), Some(Format::Json));
        assert_eq!(Format::parse("xls"), None);
    }
}
