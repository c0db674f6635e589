//! `GET /__judge` and `POST /__control`: for tests in other processes. Off unless the settings turn it on.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::{Method, Request, Response};
use interaction::{Moment, Period};
use serde::Deserialize;

use super::body::{Means, ServerBody, Source};
use super::reply;
use super::state::State;
use crate::faults::{On, When};
use crate::planted::Planted;
use crate::{Dialect, Fault, Faults, Limits};

/// The longest order, in bytes.
const LONGEST: usize = 64 << 20;

/// What a test wants changed; what it leaves out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// The present, as `2026-08-12 08:00:00`.
    now: Option<String>,
    /// All faults from now on.
    faults: Option<Vec<Rule>>,
    dialect: Option<Dialect>,
    limits: Option<Limits>,
    #[serde(default)]
    plant: Vec<Plant>,
    /// The judge begins anew.
    #[serde(default)]
    forget: bool,
}

/// A fault and the requests it meets: the next so many, or those within two dates, or the longer ones, or all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    fault: Fault,
    next: Option<u32>,
    within: Option<[String; 2]>,
    longer_than: Option<u64>,
    #[serde(default)]
    on: On,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plant {
    created: String,
    closed: Option<String>,
    raw: String,
}

/// Answers a request to the control.
pub(crate) async fn answer(state: &Arc<State>, request: Request<Incoming>) -> Response<ServerBody> {
    let wanted = (request.method().clone(), request.uri().path().to_owned());
    match (&wanted.0, wanted.1.as_str()) {
        (&Method::GET, "/__judge") => {
            let judgement = state.judge().judgement();
            respond(200, serde_json::to_string(&judgement).unwrap_or_default())
        }
        (&Method::POST, "/__control") => {
            let Ok(body) = Limited::new(request.into_body(), LONGEST).collect().await else {
                return respond(400, r#"{"wrong":"the body did not come"}"#.to_owned());
            };
            match obey(state, &body.to_bytes()) {
                Ok(()) => respond(200, "{}".to_owned()),
                Err(wrong) => respond(400, serde_json::json!({ "wrong": wrong }).to_string()),
            }
        }
        _ => respond(404, "{}".to_owned()),
    }
}

fn respond(status: u16, json: String) -> Response<ServerBody> {
    let mut response = Response::new(ServerBody::new(Source::Whole(Bytes::from(json)), Means::Less, None));
    reply::set_status(&mut response, status);
    response
}

/// Does all of an order, or nothing where a part of it is wrong.
fn obey(state: &State, json: &[u8]) -> Result<(), String> {
    let order: Order = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let now = order.now.map(|text| moment(&text)).transpose()?;
    let faults = order.faults.map(faults).transpose()?;
    let planted = order.plant.into_iter().map(planted).collect::<Result<Vec<_>, _>>()?;
    let mut dials = state.dials();
    dials.now = now.or(dials.now);
    dials.planted.extend(planted);
    if let Some(faults) = faults {
        dials.faults = faults;
    }
    if let Some(dialect) = order.dialect {
        dials.dialect = dialect;
    }
    if let Some(limits) = order.limits {
        dials.limits = limits;
    }
    drop(dials);
    if order.forget {
        state.judge().forget();
    }
    Ok(())
}

fn faults(rules: Vec<Rule>) -> Result<Faults, String> {
    rules.into_iter().try_fold(Faults::none(), |faults, rule| {
        let when = match (rule.next, rule.within, rule.longer_than) {
            (Some(count), None, None) => When::Next(count),
            (None, Some([from, to]), None) => {
                When::Within(Period::new(moment(&from)?, moment(&to)?).ok_or("a period ends before it begins")?)
            }
            (None, None, Some(seconds)) => When::LongerThan(seconds),
            (None, None, None) => When::Always,
            _ => return Err("one of next, within, longer_than".to_owned()),
        };
        Ok(faults.on(rule.on, when, rule.fault))
    })
}

fn planted(plant: Plant) -> Result<Planted, String> {
    let closed = plant.closed.map(|text| moment(&text)).transpose()?;
    Ok(Planted { created: moment(&plant.created)?, closed, raw: plant.raw.into_bytes().into() })
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| format!("no date: {text}"))
}
