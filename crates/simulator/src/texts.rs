//! What customer and agent wrote: subject, sender, message, answer, files.

use std::fmt::Write;

use crate::data::names::FILES;
use crate::data::phrases::{POST_ANSWERS, POSTS, REPLY_GREETINGS, REPLY_PHRASES, SIGNATURES};
use crate::data::topics::{TOPICS, Topic};
use crate::mail::{Mail, Manner, Thread, Words};
use crate::operation::{Case, Operation};
use crate::pen::{HTML, PLAIN, Pen, Setting, Voice};
use crate::people::Customer;
use crate::random::{Aspect, Random};
use crate::record::{Attachment, Record};
use crate::thread::Place;

/// What is to be written, and how long.
pub(crate) struct Writing<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) place: Place,
    pub(crate) body: usize,
    pub(crate) answer: usize,
}

/// Writes a mail's texts.
pub(crate) fn mail(writing: &Writing<'_>, mut case: Case<'_>, record: &mut Record) {
    let operation = writing.operation;
    let topic = topic(&case);
    let customer = operation.people.customer(&mut case.random);
    let html = case.random.chance(operation.shape.html);
    let manner = if html { Manner::of_html(&mut case.random) } else { Manner::Plain };
    // Drawn for the opening message too: a case's numbers must come in the same order for all of its interactions.
    let answering = if case.random.below(4) == 0 { "RE: " } else { "Re: " };
    if writing.place.parent.is_some() {
        record.subject.push_str(answering);
    }
    let subject = case.random.word(topic.subjects);
    let date = operation.calendar.created(writing.place.root);
    Pen { out: &mut record.subject, random: case.random, date, setting: PLAIN }.fill(subject);
    customer.address(&mut record.from);
    // Writing to a String cannot fail; so below.
    let _ = write!(record.to, "{}@operacion.example", topic.mailbox);
    let words = |ordinal| Words {
        random: Random::at(operation.seed, Aspect::Message, ordinal),
        date: operation.calendar.created(ordinal),
    };
    let layout = Random::at(operation.seed, Aspect::Layout, record.ordinal);
    let (quoted, own) = (writing.place.parent.map(words), words(record.ordinal));
    let message = Mail { thread: Thread { manner, topic, customer: &customer }, words: own, quoted, layout };
    message.write(&mut record.body, writing.body);
    reply(writing, topic, &customer, if html { HTML } else { PLAIN }, record);
    attach(operation, record);
}

/// Writes a social post's texts: the subject is its author.
pub(crate) fn post(writing: &Writing<'_>, mut case: Case<'_>, record: &mut Record) {
    let operation = writing.operation;
    let customer = operation.people.customer(&mut case.random);
    customer.name(&mut record.subject);
    let profile = 10_000_000_000_000_000 + customer.number * 7_919_317_411;
    let _ = write!(record.from, "{profile}");
    record.to.push_str("Tienda Andina Ejemplo");
    let date = operation.calendar.created(record.ordinal);
    let random = Random::at(operation.seed, Aspect::Message, record.ordinal);
    remarks(Pen { out: &mut record.body, random, date, setting: PLAIN }, POSTS, writing.body);
    if let Some(closed) = record.closed() {
        let random = answer_words(operation, record.ordinal);
        remarks(Pen { out: &mut record.answer, random, date: closed, setting: PLAIN }, POST_ANSWERS, writing.answer);
    }
}

fn topic(case: &Case<'_>) -> &'static Topic {
    let [first, ..] = TOPICS;
    case.skill.map_or(first, |skill| skill.topic)
}

/// Short remarks, one at least.
fn remarks(mut pen: Pen<'_>, texts: &[&'static str], size: usize) {
    loop {
        let text = pen.random.word(texts);
        pen.fill(text);
        if pen.out.len() + 40 >= size {
            return;
        }
        pen.out.push(' ');
    }
}

fn reply(writing: &Writing<'_>, topic: &Topic, customer: &Customer, setting: Setting, record: &mut Record) {
    let Some(closed) = record.closed() else { return };
    let random = answer_words(writing.operation, record.ordinal);
    let mut pen = Pen { out: &mut record.answer, random, date: closed, setting };
    pen.out.push_str(setting.open);
    let greeting = pen.random.word(REPLY_GREETINGS);
    pen.out.push_str(greeting);
    pen.out.push(' ');
    customer.name(pen.out);
    pen.out.push_str(setting.close);
    let thanks = pen.random.word(REPLY_PHRASES);
    pen.paragraph(thanks);
    pen.paragraphs(Voice::agent(topic), writing.answer.saturating_sub(80));
    let signature = pen.random.word(SIGNATURES);
    pen.out.push_str(setting.open);
    pen.out.push_str(signature);
    pen.out.push_str(if setting.open.is_empty() { "\r\n" } else { "<br>" });
    pen.out.push_str(&record.agent);
    pen.out.push_str(setting.close);
}

fn attach(operation: &Operation, record: &mut Record) {
    let mut random = Random::at(operation.seed, Aspect::Answer, record.ordinal);
    // The first number decides whether there is an answer, the second begins its words.
    random.bits();
    random.bits();
    if !random.chance(operation.shape.attachments) {
        return;
    }
    for _ in 0..random.between(1, 3) {
        let (number, bytes) = (random.below(99_999_999) as u32, random.between(4_000, 6_000_000) as u32);
        record.attachments.push(Attachment { name: random.word(FILES), number, bytes });
    }
}

fn answer_words(operation: &Operation, original: u64) -> Random {
    let seed = Random::at(operation.seed, Aspect::Answer, original).bits();
    Random::at(seed, Aspect::Message, original)
}
