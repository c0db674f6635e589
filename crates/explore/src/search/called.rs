//! What the values of a dimension go by, ready to be compared with what people type: as the server calls them, by the
//! names that the operation has told, and as the window shows them in either language.

use interaction::{Channel, Dimension, State, fold};

use super::{Wanted, Wording};
use crate::Names;

/// What people write for a value that is not there.
const ABSENT: [&str; 6] = ["ninguno", "ninguna", "none", "sin", "vacio", "empty"];

/// The values of one dimension, by code.
pub(crate) struct Called {
    dimension: Dimension,
    values: Vec<Vec<Name>>,
}

/// One of the names of a value.
struct Name {
    folded: String,
    words: Vec<String>,
    /// Whether its beginning is not enough: the number of a skill is no word.
    is_number: bool,
}

impl Called {
    pub(crate) fn new(dimension: Dimension, values: &[String], names: &Names) -> Self {
        let of = |value: &String| {
            let given = Name { is_number: dimension == Dimension::Skill, ..Name::new(value) };
            let told = names.of(dimension, value).into_iter();
            let shown = shown(dimension, value).iter().copied();
            std::iter::once(given).chain(told.chain(shown).map(Name::new)).collect()
        };
        Self { dimension, values: values.iter().map(of).collect() }
    }

    /// By code, whether the value is wanted.
    pub(crate) fn wanted(&self, wanted: &Wanted) -> Vec<bool> {
        let mark = |is_wanted: &dyn Fn(&[Name]) -> bool| -> Vec<bool> {
            self.values.iter().map(|names| is_wanted(names)).collect()
        };
        match wanted {
            Wanted::Absent => mark(&|names| names.first().is_some_and(|value| value.folded.is_empty())),
            Wanted::Unreadable => vec![false; self.values.len()],
            Wanted::Scores(scores) => mark(&|names| names.iter().any(|name| scores.hold(&name.folded))),
            Wanted::Beginnings(typed) => mark(&|names| names.iter().any(|name| self.begins(name, typed))),
            Wanted::Exactly(typed) => {
                let exact = mark(&|names| names.iter().any(|name| name.is_exactly(typed)));
                // What is no whole name is the beginning of some.
                let is_name = exact.contains(&true);
                if is_name { exact } else { mark(&|names| names.iter().any(|name| name.holds(typed))) }
            }
        }
    }

    fn begins(&self, name: &Name, typed: &Typed) -> bool {
        // A number is one by its value: `1` is no beginning of `10`.
        let is_score = self.dimension == Dimension::Evaluation && interaction::Score::parse(&name.folded).is_some();
        if name.is_number || is_score { name.is_exactly(typed) } else { name.begins(typed) }
    }
}

/// What was typed, without case and accents: all of it, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    folded: String,
    words: Vec<String>,
}

impl Typed {
    pub(crate) fn new(text: &str) -> Self {
        let folded = fold(text);
        Self { words: words(&folded), folded }
    }

    pub(crate) fn means_absence(&self) -> bool {
        ABSENT.contains(&self.folded.as_str())
    }

    /// Whether it may become a word for absence.
    pub(crate) fn begins_absence(&self) -> bool {
        ABSENT.iter().any(|word| word.starts_with(&self.folded))
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let folded = fold(name);
        Self { words: words(&folded), folded, is_number: false }
    }

    /// Each word that was typed is the beginning of one of the name's; signs alone are compared as they are.
    fn begins(&self, typed: &Typed) -> bool {
        if typed.words.is_empty() {
            return !self.folded.is_empty() && self.folded == typed.folded;
        }
        typed.words.iter().all(|typed| self.words.iter().any(|word| word.starts_with(typed)))
    }

    fn is_exactly(&self, typed: &Typed) -> bool {
        let is_same = self.folded == typed.folded || !typed.words.is_empty() && self.words == typed.words;
        !self.folded.is_empty() && is_same
    }

    /// The words stand one after the other, the last one perhaps unfinished.
    fn holds(&self, typed: &Typed) -> bool {
        let Some((last, before)) = typed.words.split_last() else { return false };
        self.words
            .windows(typed.words.len())
            .any(|words| words.split_last().is_some_and(|(word, earlier)| earlier == before && word.starts_with(last)))
    }
}

/// What a value is called on the screen; its own text where it has no other name.
pub(crate) fn label(dimension: Dimension, value: &str, names: &Names, wording: Wording) -> String {
    let shown = match (shown(dimension, value), wording) {
        ([spanish, ..], Wording::Spanish) => Some(*spanish),
        ([_, english, ..], Wording::English) => Some(*english),
        _ => None,
    };
    // A code goes by itself, and its description beside it.
    let told = names.of(dimension, value).filter(|_| dimension != Dimension::Code);
    shown.or(told).unwrap_or(value).to_owned()
}

/// What the window calls a value that the server has a word of its own for: in Spanish, in English, and what people say
/// besides. The window's words say the same.
fn shown(dimension: Dimension, value: &str) -> &'static [&'static str] {
    match dimension {
        Dimension::Channel => match Channel::parse(value) {
            Some(Channel::Email) => &["Correo", "Email", "E-mail", "Correo electrónico"],
            Some(Channel::FacebookPage) => &["Página de Facebook", "Facebook page"],
            Some(Channel::Instagram) => &["Instagram", "Instagram"],
            Some(Channel::Twitter) => &["X (Twitter)", "X (Twitter)"],
            Some(Channel::Other(_)) | None => &[],
        },
        Dimension::Status => match State::parse(value) {
            Some(State::Open) => &["Abierta", "Open", "Abierto"],
            Some(State::Closed) => &["Cerrada", "Closed", "Cerrado"],
            Some(State::Archived) => &["Archivada", "Archived", "Archivado"],
            Some(State::Other(_)) | None => &[],
        },
        // The codes that the server sets by itself when time runs out.
        Dimension::Code if fold(value).starts_with("timeout") => &["Tipificada por tiempo", "Coded by timeout"],
        Dimension::Code | Dimension::Skill | Dimension::Agent | Dimension::Evaluation => &[],
    }
}

/// The words of a folded text: letters and digits, whatever stands between them.
fn words(folded: &str) -> Vec<String> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(dimension: Dimension, values: &[&str], typed: &str) -> String {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        let mut names = Names::default();
        names.skills.insert("10".to_owned(), "Ventas Web".to_owned());
        names.skills.insert("20".to_owned(), "Reclamos".to_owned());
        names.codes.insert("R_7".to_owned(), "Reembolso aprobado".to_owned());
        let terms = crate::terms::terms(&format!("de:{typed}"), crate::terms::Fields::Known);
        let Some(wanted) = Wanted::of(dimension, &terms[0]) else { return "nothing yet".to_owned() };
        let wanted = Called::new(dimension, &values, &names).wanted(&wanted);
        let chosen = values.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(value, _)| value.as_str());
        chosen.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn values_are_found_by_the_beginnings_of_their_words() {
        let agents = &["", "Ana López", "Mariana Díaz", "ana_lopez.ext", "Juan Ana", "***"];
        for (typed, expected) in [
            ("ana", "Ana López|ana_lopez.ext|Juan Ana"),
            ("ANA*", "Ana López|ana_lopez.ext|Juan Ana"),
            ("lóp", "Ana López|ana_lopez.ext"),
            ("ana-lop", "Ana López|ana_lopez.ext"),
            ("\"ana lopez\"", "Ana López"),
            ("\"ana lop\"", "Ana López|ana_lopez.ext"),
            ("\"lopez ana\"", ""),
            ("ninguno", ""),
            ("\"\"", "nothing yet"),
            ("***", "nothing yet"),
            ("\"***\"", "***"),
            ("nadie", ""),
        ] {
            let expected = if typed == "ninguno" { "" } else { expected };
            assert_eq!(found(Dimension::Agent, agents, typed), expected, "{typed}");
        }
    }

    #[test]
    fn skills_go_by_name_and_whole_number_codes_by_their_description() {
        for (typed, expected) in [("ventas", "10"), ("web", "10"), ("10", "10"), ("1", ""), ("rec", "20")] {
            assert_eq!(found(Dimension::Skill, &["", "10", "20", "100"], typed), expected, "{typed}");
        }
        for (typed, expected) in [("reemb", "R_7"), ("7", "R_7"), ("tiempo", "TIMEOUTACW"), ("\"r 7\"", "R_7")] {
            assert_eq!(found(Dimension::Code, &["", "R_7", "TIMEOUTACW"], typed), expected, "{typed}");
        }
    }

    #[test]
    fn channels_and_states_go_by_what_the_window_shows_in_either_language() {
        let channels = &["", "Email", "facebook_page", "instagram", "twitter", "Telegram"];
        for (typed, expected) in [
            ("correo", "Email"),
            ("mail", "Email"),
            ("facebook", "facebook_page"),
            ("pagina", "facebook_page"),
            ("x", "twitter"),
            ("tele", "Telegram"),
        ] {
            assert_eq!(found(Dimension::Channel, channels, typed), expected, "{typed}");
        }
        for (typed, expected) in [("abierto", "open"), ("CERRADA", "close"), ("archiv", "archived"), ("clos", "close")]
        {
            assert_eq!(found(Dimension::Status, &["", "open", "close", "archived"], typed), expected, "{typed}");
        }
    }

    #[test]
    fn scores_are_numbers_ranges_comparisons_and_words() {
        let scores = &["", "1", "2", "3", "4,5", "5.0", "10", "Bueno", "Muy malo", "NONE", "-1"];
        for (typed, expected) in [
            ("5", "5.0"),
            ("4.5", "4,5"),
            ("1..2", "1|2"),
            ("1-2", "1|2"),
            ("..2", "1|2|-1"),
            ("4..", "4,5|5.0|10"),
            ("<3", "1|2|-1"),
            ("<=3", "1|2|3|-1"),
            ("≥4,5", "4,5|5.0|10"),
            (">5", "10"),
            ("=3", "3"),
            ("-1", "-1"),
            ("mal", "Muy malo"),
            ("ninguna", ""),
            ("none", ""),
            ("\"none\"", "NONE"),
            ("<", "nothing yet"),
            ("..", "nothing yet"),
            ("1..x", ""),
            ("<x", ""),
            ("3..1", ""),
        ] {
            let chosen = found(Dimension::Evaluation, scores, typed);
            assert_eq!(chosen, expected, "{typed}");
        }
    }

    #[test]
    fn what_is_not_there_is_wanted_by_its_own_words() {
        for typed in ABSENT {
            let values = vec![String::new(), "Ana".to_owned(), "sinú".to_owned()];
            let terms = crate::terms::terms(&format!("agente:{typed}"), crate::terms::Fields::Known);
            let wanted = Wanted::of(Dimension::Agent, &terms[0]).unwrap();
            let chosen = Called::new(Dimension::Agent, &values, &Names::default()).wanted(&wanted);
            assert_eq!(chosen, [true, false, false], "{typed}");
        }
    }
}
