//! How a server prints: every variant of the answers that clients of this API have met. The default is the vendor's
//! own page, printed by PHP's `json_encode`.

use serde::Deserialize;

/// The shapes in which a server answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    /// `code` of a success.
    pub code: Code,
    /// `error` of a success.
    pub error: NoError,
    /// The count in `msg`.
    pub count: Count,
    /// `data` where there is exactly one record.
    pub single: Single,
    /// What an answer without records looks like.
    pub empty: Empty,
    /// How texts that are numbers are printed.
    pub numbers: Numbers,
    /// How absent values are printed.
    pub nothing: Nothing,
    /// How dates are printed.
    pub dates: Dates,
    /// How the missing closing date of an open interaction is printed.
    pub no_date: NoDate,
    /// How states are printed.
    pub states: States,
    /// How channels are printed.
    pub channels: Channels,
    /// By which names the activity code's fields go.
    pub codes: CodeNames,
    /// How attachments are printed.
    pub attachments: Attachments,
    /// Fields that nobody documents.
    pub unknown: Unknown,
    /// How characters are escaped.
    pub escapes: Escapes,
    /// Blanks between the tokens of JSON.
    pub layout: Layout,
    /// What comes before the JSON.
    pub prefix: Prefix,
    /// The `Content-Type` of JSON answers.
    pub content_type: ContentType,
    /// Records that are no proper JSON or no proper text.
    pub damaged: Vec<Damaged>,
}

/// `code` of a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// `200`
    #[default]
    Number,
    /// `"200"`
    Text,
    /// `"0"`
    Zero,
    /// `" "`
    Blank,
    /// `""`
    Empty,
}

/// `error` of a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoError {
    /// `null`
    #[default]
    Null,
    /// `""`
    Empty,
    /// `"null"`
    TextNull,
}

/// The count in `msg`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// `12 records were found`
    #[default]
    Plain,
    /// ` 12 records were found`, with a leading space.
    LeadingSpace,
    /// No `msg` at all.
    Missing,
}

/// `data` where there is exactly one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Single {
    /// A list of one.
    #[default]
    List,
    /// The record itself.
    Object,
}

/// What an answer without records looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// 200, `data` is `[]`.
    #[default]
    List,
    /// 200, `data` is `null`.
    Null,
    /// 404 with a JSON body of the usual shape.
    NotFound,
    /// 404 with a text that speaks of 0 records.
    NotFoundText,
}

/// How texts that are numbers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbers {
    /// As texts: `"15"`.
    #[default]
    Text,
    /// Bare, wherever the text is a number: `15`.
    Bare,
}

/// How absent values are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// `""`
    #[default]
    EmptyText,
    /// `null`
    Null,
    /// The field is missing.
    Missing,
}

/// How dates are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// `2026-08-12 08:02:09`
    #[default]
    Spaced,
    /// `2026-08-12T08:02:09`
    WithT,
    /// `20260812080209`
    Compact,
}

/// How the missing closing date of an open interaction is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoDate {
    /// As other absent values.
    #[default]
    Absent,
    /// `0000-00-00 00:00:00`
    Zeros,
}

/// How states are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum States {
    /// `open`, `close`, `archived`.
    #[default]
    Vendor,
    /// `Open`, `Closed`, `ARCHIVED`.
    Closed,
    /// Not sent: older servers.
    Missing,
}

/// How channels are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channels {
    /// `Email`, `facebook_page`, `instagram`, `twitter`.
    #[default]
    Vendor,
    /// `EMAIL`, `Facebook Page`, `Instagram`, `Twitter`.
    Spaced,
}

/// By which names the activity code's fields go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeNames {
    /// `cod_act` and `cod_description`.
    #[default]
    Chat4,
    /// `code_act` and `description_cod_act`, as on other reports.
    OtherReports,
    /// `cod_act` without a description, as in the vendor's sample.
    NoDescription,
}

/// How attachments are printed, unless the request asks otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachments {
    /// Addresses in one text, separated by a comma and a blank.
    #[default]
    Text,
    /// A list of addresses.
    List,
    /// A list of objects with name, address, size and type.
    Objects,
    /// The JSON of such a list, in a text.
    JsonText,
    /// A data URI.
    DataUri,
    /// A fragment of HTML with links.
    Links,
}

/// Fields that nobody documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// None.
    #[default]
    None,
    /// A number, a text and a list.
    Some,
}

/// How characters are escaped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Escapes {
    /// As PHP does by default: `\u00e1`, `\/`.
    #[default]
    Php,
    /// Raw UTF-8 and bare slashes (`JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES`).
    Raw,
}

/// Blanks between the tokens of JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// None.
    #[default]
    Compact,
    /// A line for each field, indented (`JSON_PRETTY_PRINT`).
    Pretty,
}

/// What comes before the JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefix {
    /// Nothing.
    #[default]
    Nothing,
    /// A byte order mark.
    ByteOrderMark,
    /// A PHP warning in HTML.
    Warning,
    /// Both.
    Both,
}

/// The `Content-Type` of JSON answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// `application/json`
    #[default]
    Json,
    /// `text/html; charset=UTF-8`
    Html,
}

/// Records that are damaged: every so many of them, in the customer's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Damaged {
    /// What is wrong with them.
    pub damage: Damage,
    /// One record in so many.
    pub one_in: u64,
}

/// What is wrong with a damaged record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// Half of a surrogate pair, escaped.
    LoneSurrogate,
    /// A bare control character inside a text.
    ControlCharacter,
    /// A Latin-1 byte.
    BadUtf8,
}
