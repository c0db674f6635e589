//! What crosses of the values that can be chosen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[allow(dead_code)]
mod scene;

use app::desk::Dimensioned;
use scene::{Scene, everything};
use simulator::{Settings, Shape};

#[tokio::test(flavor = "multi_thread")]
async fn of_hundreds_of_values_the_first_and_the_chosen_cross_and_the_others_are_found_by_name() {
    let shape = Shape { agents: 700, ..Shape::default() };
    let scene = Scene::downloaded(Settings { records: 2_000, shape, ..Settings::default() }).await;
    let all = scene.ask(&everything()).await.facets.agent;
    assert_eq!((all.values.len(), all.all), (200, 2_000));
    assert!(all.more > 0);
    assert!(all.values.is_sorted_by(|one, other| one.count >= other.count));

    // One that is not among the first is found, by a part of its name in another spelling.
    let view = scene.ask(&everything()).await.view;
    let everyone = async |text: &str| scene.desk.facet(view, Dimensioned::Agent, text.into()).await.unwrap();
    let beyond = async || {
        for letter in 'a'..='z' {
            let found = everyone(&letter.to_string()).await;
            let is_new = |label: &String| !all.values.iter().any(|value| value.label == *label);
            let last = found.values.into_iter().map(|value| value.label).rfind(is_new);
            if let Some(label) = last {
                return label;
            }
        }
        panic!("all agents are among the first")
    };
    let name = beyond().await;
    let found = everyone(&format!(" {} ", name.to_uppercase())).await;
    assert_eq!((found.values[0].label.as_str(), found.more), (name.as_str(), 0));
    assert_eq!(found.all, found.values.iter().map(|value| value.count).sum::<u32>());

    let mut question = everything();
    question.choices.agent = vec![name.clone()];
    let chosen = scene.ask(&question).await;
    let value = chosen.facets.agent.values.iter().find(|value| value.chosen).unwrap();
    assert_eq!((&value.label, value.count, chosen.facets.agent.values.len()), (&name, chosen.total, 201));
}
