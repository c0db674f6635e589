//! What customers write about and what they are answered, a topic for each kind of skill.
//!
//! Texts carry places to fill in: `{p}` product, `{n}` order, `{c}` city, `{m}` amount, `{f}` day, `{r}` reference,
//! `{d}` a number of days.

mod billing;
mod care;
mod collections;
mod delivery;
mod retention;
mod sales;
mod support;
mod warranty;

/// A kind of skill.
pub(crate) struct Topic {
    /// The skill's name.
    pub(crate) skill: &'static str,
    /// The part of its address before the `@`.
    pub(crate) mailbox: &'static str,
    /// How content its customers are: added to the mean score.
    pub(crate) mood: f64,
    /// Activity codes and their descriptions.
    pub(crate) codes: &'static [(&'static str, &'static str)],
    /// Subjects of mails.
    pub(crate) subjects: &'static [&'static str],
    /// Sentences of customers.
    pub(crate) messages: &'static [&'static str],
    /// Sentences of agents.
    pub(crate) answers: &'static [&'static str],
}

/// All topics.
pub(crate) const TOPICS: [&Topic; 8] = [
    &care::TOPIC,
    &billing::TOPIC,
    &support::TOPIC,
    &delivery::TOPIC,
    &warranty::TOPIC,
    &sales::TOPIC,
    &collections::TOPIC,
    &retention::TOPIC,
];
