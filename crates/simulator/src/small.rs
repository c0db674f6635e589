//! The small reports: skills, activity codes, agents, the token's quota, the quality forms, and the totals.

use std::collections::BTreeMap;

use crate::Dialect;
use crate::data::topics::TOPICS;
use crate::envelope::{self, Data};
use crate::handling::TIMED_OUT;
use crate::object::Object;
use crate::operation::Operation;
use crate::random::{Aspect, Random};
use crate::totals::CountedBy;

/// What is left of the day's quota.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    pub(crate) limit: u64,
    pub(crate) used: u64,
}

/// A report's records on their way out.
struct Report<'a> {
    dialect: &'a Dialect,
    records: Vec<Vec<u8>>,
}

impl<'a> Report<'a> {
    const fn new(dialect: &'a Dialect) -> Self {
        Self { dialect, records: Vec::new() }
    }

    fn record(&mut self, print: impl FnOnce(&mut Object<'_>)) {
        let mut out = Vec::new();
        let mut object = Object::open(self.dialect, 2, &mut out);
        print(&mut object);
        object.close();
        self.records.push(out);
    }

    fn finish(self) -> Vec<u8> {
        let count = self.records.len() as u64;
        let data = Data::of(count, self.dialect);
        let mut out = Vec::new();
        envelope::head(self.dialect, count, data, &mut out);
        for (number, record) in self.records.iter().enumerate() {
            envelope::before_record(self.dialect, number as u64, data, &mut out);
            out.extend_from_slice(record);
        }
        envelope::tail(self.dialect, data, &mut out);
        out
    }
}

/// `skills`
pub(crate) fn skills(operation: &Operation, dialect: &Dialect) -> Vec<u8> {
    let mut report = Report::new(dialect);
    for skill in &operation.people.skills {
        report.record(|object| {
            object.number("skill_id", u64::from(skill.id));
            object.words("skill_name", &skill.name);
            object.words("skill_description", &format!("Correo y redes: {}", skill.name));
            object.words("last_use", "2026-06-30 18:12:45");
        });
    }
    report.finish()
}

/// `activity_codes`
pub(crate) fn activity_codes(dialect: &Dialect) -> Vec<u8> {
    let mut report = Report::new(dialect);
    let codes = TOPICS.iter().flat_map(|topic| topic.codes.iter().copied());
    for (code, description) in codes.chain([TIMED_OUT]) {
        report.record(|object| {
            let other = dialect.codes == crate::CodeNames::OtherReports;
            object.words(if other { "code_act" } else { "cod_act" }, code);
            object.words("description_cod_act", description);
            for (name, value) in [("hit", "yes"), ("rpc", "no"), ("chat", "yes"), ("interactions", "yes")] {
                object.words(name, value);
            }
        });
    }
    report.finish()
}

/// `agents`
pub(crate) fn agents(operation: &Operation, dialect: &Dialect) -> Vec<u8> {
    let mut report = Report::new(dialect);
    for (number, agent) in operation.people.agents.iter().enumerate() {
        let document = Random::at(operation.seed, Aspect::Agent, number as u64).between(10_000_000, 1_199_999_999);
        report.record(|object| {
            object.number("agent_id", 2_000 + number as u64);
            object.words("agent_name", &agent.name);
            object.number("agent_dni", document);
            object.words("agent_status", if number % 11 == 10 { "inactive" } else { "active" });
            object.words("last_use", "2026-06-30 17:40:02");
        });
    }
    report.finish()
}

/// `token_info`
pub(crate) fn token_info(quota: Quota, dialect: &Dialect) -> Vec<u8> {
    let mut report = Report::new(dialect);
    report.record(|object| {
        object.words("description", "Token de la operación de ejemplo");
        object.number("token_limit", quota.limit);
        object.number("token_use_today", quota.used);
        object.number("all_token_today", quota.used);
        object.number("available_consumption_options", quota.limit.saturating_sub(quota.used));
    });
    report.finish()
}

/// `chat_3`, `chat_5`, `chat_6`
pub(crate) fn totals(counts: &BTreeMap<String, u64>, by: CountedBy, dialect: &Dialect) -> Vec<u8> {
    let mut report = Report::new(dialect);
    for (key, count) in counts {
        report.record(|object| {
            object.words(by.field(), key);
            object.number("closed_interactions", *count);
        });
    }
    report.finish()
}

/// `quality_matrix`: an object keyed by the form's name, each a list of attributes.
pub(crate) fn quality_matrix(dialect: &Dialect) -> Vec<u8> {
    let forms = [("Calidad correo", "Redacción"), ("Calidad redes sociales", "Tono de la marca")];
    let mut out = Vec::new();
    envelope::head(dialect, forms.len() as u64, Data::Object, &mut out);
    let mut data = Object::open(dialect, 1, &mut out);
    for (form, first) in forms {
        let mut list = vec![b'['];
        let attributes = [
            (first, "Ortografía y claridad", "NCE", 20),
            ("Solución", "Respuesta de fondo", "CE", 50),
            ("Proceso", "Tipificación correcta", "NCE", 30),
        ];
        for (number, (category, attribute, kind, percent)) in attributes.into_iter().enumerate() {
            envelope::before_record(dialect, number as u64, Data::Object, &mut list);
            let mut object = Object::open(dialect, 3, &mut list);
            object.words("category", category);
            object.words("attribute", attribute);
            object.words("error_type", kind);
            object.number("percent", percent);
            object.close();
        }
        list.push(b']');
        data.json(form, &list);
    }
    data.close();
    envelope::tail(dialect, Data::Object, &mut out);
    out
}
