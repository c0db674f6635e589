//! The name that a new file is offered under.

use interaction::Period;

use crate::Format;

/// The most bytes that the operation's name takes of a file's name: with the rest it stays under half of what any
/// drive allows, so that a copy's ` (2)` still fits and a deep folder keeps within Windows' 260 characters.
const OPERATION_BYTES: usize = 80;

/// `interacciones_{operation}_{from}_a_{to}.xlsx`, safe on Windows, macOS and Linux whatever the operation is called;
/// without a period, `interacciones_{operation}.xlsx`. The fixed beginning keeps it clear of Windows' reserved names.
///
/// ```
/// use export::{Format, file_name};
/// assert_eq!(file_name("Ventas: Cali/Norte", None, Format::Csv), "interacciones_Ventas- Cali-Norte.csv");
/// ```
#[must_use]
pub fn file_name(operation: &str, period: Option<Period>, format: Format) -> String {
    let mut parts = vec!["interacciones".to_owned()];
    let operation = safe(operation);
    if !operation.is_empty() {
        parts.push(operation);
    }
    if let Some(period) = period {
        parts.push(format!("{}_a_{}", period.from().day(), period.to().day()));
    }
    format!("{}.{}", parts.join("_"), format.extension())
}

fn safe(name: &str) -> String {
    let mut kept = String::new();
    for c in name.chars().filter(|c| !is_invisible(*c)).map(|c| if is_forbidden(c) { '-' } else { c }) {
        if kept.len() + c.len_utf8() > OPERATION_BYTES {
            break;
        }
        kept.push(c);
    }
    kept.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned()
}

/// What Windows forbids in names, with the separators of every system.
fn is_forbidden(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') || c.is_control()
}

/// Marks that show nothing but can turn a name around (`exe.xslx`).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use interaction::Moment;

    use super::*;

    #[test]
    fn a_name_tells_operation_and_days() {
        let moment = |text| Moment::parse(text).unwrap();
        let period = Period::new(moment("2026-08-01"), moment("2026-08-31 23:59:59"));
        assert_eq!(file_name("Ventas", period, Format::Xlsx), "interacciones_Ventas_2026-08-01_a_2026-08-31.xlsx");
    }

    #[test]
    fn hostile_names_become_harmless() {
        for (operation, name) in [
            ("../../etc/passwd", "interacciones_-..-etc-passwd.csv"),
            (r"C:\Windows\x", "interacciones_C--Windows-x.csv"),
            ("CON", "interacciones_CON.csv"),
            (" . ", "interacciones.csv"),
            ("a\0b\nc", "interacciones_a-b-c.csv"),
            ("x\u{202e}gpj.exe", "interacciones_xgpj.exe.csv"),
            ("Atención: ¿qué?", "interacciones_Atención- ¿qué-.csv"),
        ] {
            assert_eq!(file_name(operation, None, Format::Csv), name);
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = file_name(&"ñ😀".repeat(100), None, Format::Json);
        assert!(name.len() <= OPERATION_BYTES + "interacciones_.json".len(), "{name}");
        assert!(name.ends_with("ñ.json") || name.ends_with("😀.json"), "{name}");
    }
}
