//! What an answer says around its records.

use super::value;

/// The fields around the records, as text; `""` where they are absent or null.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Envelope {
    /// The server's code: `200`, `0`, a blank, or that of a refusal.
    pub(crate) code: String,
    /// The error, `""` also for the text `null`.
    pub(crate) error: String,
    /// The message: how many records were found, or why none.
    pub(crate) msg: String,
    /// Whether there was a field `data`, even an empty one.
    pub(crate) has_data: bool,
    /// Whether any of the fields was there at all.
    pub(crate) is_one: bool,
}

/// A key of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Code,
    Error,
    Msg,
    Data,
    /// One that this version does not know; its value is passed over.
    Other,
}

impl Key {
    /// The key with this raw JSON text, quotes included.
    pub(crate) fn of(raw: &[u8]) -> Self {
        match raw {
            br#""code""# => Self::Code,
            br#""error""# => Self::Error,
            br#""msg""# => Self::Msg,
            br#""data""# => Self::Data,
            _ => Self::Other,
        }
    }
}

impl Envelope {
    /// Notes that `key` is there.
    pub(crate) fn saw(&mut self, key: Key) {
        self.is_one |= key != Key::Other;
        self.has_data |= key == Key::Data;
    }

    /// Takes the raw value of `key`.
    pub(crate) fn take(&mut self, key: Key, raw: &[u8]) {
        let raw = String::from_utf8_lossy(raw);
        // A text with a bad escape still says more as it came than not at all.
        let text = value::text(&raw).unwrap_or_else(|_| raw.clone().into_owned());
        let text = text.trim();
        match key {
            Key::Code => self.code = text.to_owned(),
            Key::Error if text.eq_ignore_ascii_case("null") => self.error.clear(),
            Key::Error => self.error = text.to_owned(),
            Key::Msg => self.msg = text.to_owned(),
            Key::Data | Key::Other => {}
        }
    }

    /// How many records the message counts: the number before the word, also with separators of thousands.
    pub(crate) fn counted(&self) -> Option<u64> {
        let msg = self.msg.to_ascii_lowercase();
        let before = ["record", "registro"].iter().find_map(|word| msg.split_once(word)).map(|(before, _)| before)?;
        let number = before.trim_end().rsplit(|c: char| !matches!(c, '0'..='9' | ',' | '.')).next()?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_a_server_writes_its_fields() {
        for (raw, text) in
            [("200", "200"), (r#""200""#, "200"), (r#"" ""#, ""), ("null", ""), (r#"" 5 r\u00ed""#, "5 rí")]
        {
            let mut envelope = Envelope::default();
            envelope.take(Key::Msg, raw.as_bytes());
            assert_eq!(envelope.msg, text, "{raw}");
        }
        for raw in ["null", r#""""#, r#""null""#, r#""NULL""#] {
            let mut envelope = Envelope { error: "x".to_owned(), ..Envelope::default() };
            envelope.take(Key::Error, raw.as_bytes());
            assert_eq!(envelope.error, "", "{raw}");
        }
    }

    #[test]
    fn counts_what_the_message_counts() {
        for (msg, count) in [
            ("1 records were found", Some(1)),
            ("60000 records were found", Some(60_000)),
            ("60,000 records", Some(60_000)),
            ("Se encontraron 12 registros", Some(12)),
            ("no records were found", None),
            ("2026", None),
            ("", None),
        ] {
            let envelope = Envelope { msg: msg.to_owned(), ..Envelope::default() };
            assert_eq!(envelope.counted(), count, "{msg}");
        }
    }
}
