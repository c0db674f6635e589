//! The connection's doctor over a simulated server that has each trouble in turn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code, missing_docs)]

mod scene;

use app::desk::{NewConnection, Told};
use app::{Check, CheckResult, Days, Diagnosis, DiagnosisStep, Verdict};
use scene::Scene;
use simulator::{Fault, Faults, On, Page, Refusal, Settings, When};

fn few() -> Settings {
    Settings { records: 60, ..Settings::default() }
}

/// The one step that does not hold.
fn failed(diagnosis: &Diagnosis) -> Option<Check> {
    let mut failed = diagnosis.steps.iter().filter(|step| step.result == CheckResult::Failed);
    let first = failed.next().map(|step| step.check);
    assert!(failed.next().is_none(), "{diagnosis:?}");
    first
}

fn result(diagnosis: &Diagnosis, check: Check) -> CheckResult {
    diagnosis.steps.iter().find(|step| step.check == check).unwrap().result
}

fn steps_told(scene: &Scene) -> Vec<DiagnosisStep> {
    let told = scene.told.lock().unwrap();
    told.iter().filter_map(|told| if let Told::DiagnosisStep(step) = told { Some(*step) } else { None }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_works_is_said_to_work_step_by_step() {
    let scene = Scene::connected(few()).await;
    let period = Days::of(few().period);
    let found = scene.desk.diagnose(scene.id.clone(), Some(period)).await.unwrap();
    assert_eq!((found.verdict, failed(&found)), (Verdict::Works, None), "{found:?}");
    // Plain http on this machine has nothing to encrypt.
    assert_eq!(result(&found, Check::Encryption), CheckResult::Skipped);
    for check in [Check::Network, Check::Name, Check::Connection, Check::Token, Check::Quota, Check::Period] {
        assert_eq!(result(&found, check), CheckResult::Ok, "{check:?}");
    }
    assert_eq!(found.requests, 2);
    assert_eq!((found.facts.host.as_str(), found.facts.status), ("127.0.0.1", Some(200)));
    assert_eq!(found.facts.addresses, ["127.0.0.1"]);
    assert!(found.facts.quota.is_some_and(|quota| quota.left > 0));
    assert_eq!(steps_told(&scene), found.steps);
    assert_eq!(scene.simulator.judge().most_at_once, 1);
    assert!(!serde_json::to_string(&found).unwrap().contains(scene.simulator.token()));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_trouble_has_its_own_verdict_and_step() {
    let scene = Scene::connected(few()).await;
    for (fault, verdict, check) in [
        (Fault::Refuse(Refusal::TokenRefused), Verdict::TokenRefused, Check::Token),
        (Fault::RefuseWithin200(Refusal::TokenRefused), Verdict::TokenRefused, Check::Token),
        (Fault::Refuse(Refusal::TooManyAtOnce), Verdict::TokenInUse, Check::Token),
        (Fault::Refuse(Refusal::QuotaSpent), Verdict::QuotaSpent, Check::Quota),
        (Fault::Refuse(Refusal::Maintenance), Verdict::Maintenance, Check::Report),
        (Fault::Page(Page::NotFound), Verdict::NotOffered, Check::Report),
        (Fault::Page(Page::InternalError), Verdict::ServerTrouble, Check::Report),
        (Fault::Nonsense, Verdict::NotWolkvox, Check::Report),
        (Fault::RedirectTo("http://127.0.0.2:1/".into()), Verdict::Redirected, Check::Report),
    ] {
        scene.simulator.set_faults(Faults::none().on(On::All, When::Always, fault.clone()));
        let found = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
        assert_eq!((found.verdict, failed(&found)), (verdict, Some(check)), "{fault:?} {found:?}");
        assert_eq!(found.steps.len(), Check::ALL.len());
        assert!(found.steps.is_sorted_by_key(|step| step.check));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_shut_or_refused_speaks_of_the_list_of_addresses() {
    let scene = Scene::connected(few()).await;
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::Reset));
    let shut = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((shut.verdict, shut.facts.reach.as_deref()), (Verdict::AddressNotListed, Some("closed")));
    assert_eq!(failed(&shut), Some(Check::Encryption));
    // Where it has answered before, the list of addresses is not to blame.
    scene.simulator.set_faults(Faults::none().on(On::Interactions, When::Always, Fault::Reset));
    let later = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((later.verdict, failed(&later)), (Verdict::ServerTrouble, Some(Check::Report)));
    scene.simulator.set_faults(Faults::none().on(On::Interactions, When::Always, Fault::Refuse(Refusal::TokenRefused)));
    let later = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((later.verdict, failed(&later)), (Verdict::TokenRefused, Some(Check::Report)));
    let nobody = NewConnection {
        server: "0042".into(),
        base_url: Some("http://127.0.0.1:1".into()),
        zone: "America/Bogota".into(),
        token: "0badc0ffee".to_owned().into(),
    };
    let refused = scene.desk.diagnose_connection(nobody).await.unwrap();
    assert_eq!((refused.verdict, failed(&refused)), (Verdict::AddressNotListed, Some(Check::Connection)));
    assert_eq!((refused.facts.reach.as_deref(), refused.requests), (Some("refused"), 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_tells_nothing_of_its_tokens_is_asked_for_the_report() {
    let scene = Scene::connected(few()).await;
    scene.simulator.set_faults(Faults::none().on(On::SmallReports, When::Always, Fault::Page(Page::NotFound)));
    let found = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((found.verdict, found.requests), (Verdict::Works, 2));
    assert_eq!((result(&found, Check::Token), result(&found, Check::Quota)), (CheckResult::Ok, CheckResult::Skipped));
    assert_eq!(steps_told(&scene).len(), Check::ALL.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_period_is_no_trouble_of_the_connection() {
    let scene = Scene::connected(few()).await;
    let day = |text| app::Day(chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap());
    let long_ago = Days { from: day("2020-01-05"), to: day("2020-02-05") };
    let found = scene.desk.diagnose(scene.id.clone(), Some(long_ago)).await.unwrap();
    assert_eq!((found.verdict, failed(&found)), (Verdict::NothingInPeriod, Some(Check::Period)));
    assert_eq!((result(&found, Check::Report), found.requests), (CheckResult::Ok, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_another_program_holds_is_in_use_and_nothing_is_asked() {
    let scene = Scene::connected(few()).await;
    let operation = app::with_id(&scene.context, &scene.id).unwrap();
    let token = wolkvox::Token::new(scene.simulator.token()).unwrap();
    let held = download::hold_token(&operation.server, &token, || {}).await.unwrap();
    let found = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((found.verdict, failed(&found)), (Verdict::TokenInUse, Some(Check::Token)));
    assert!(scene.simulator.judge().requests.is_empty());
    drop(held);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_the_way_is_looked_at_and_nothing_is_asked() {
    let scene = Scene::connected(few()).await;
    let context = app::Context { given: app::Given::default(), ..scene.context.clone() };
    let desk = app::desk::Desk::new(context, |_| {});
    let found = desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!((found.verdict, failed(&found)), (Verdict::TokenMissing, Some(Check::Token)));
    assert_eq!(result(&found, Check::Connection), CheckResult::Ok);
    assert!(scene.simulator.judge().requests.is_empty());
}
