//! What is picked of a list, and that exactly that is counted, marked and exported.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[allow(dead_code)]
mod scene;

use std::collections::BTreeSet;
use std::fs;

use app::desk::{Again, Answer, ExportColumn, ExportFormat, Exported, ListColumn, Pick, Picked, Seen, Sort, Spot};
use app::{DeskError, IfExists};
use scene::{Scene, days, everything, export};
use simulator::Settings;

/// Rows that a tall screen shows, and as many as the page asks for with them.
const SEEN: Seen = Seen { first: 0, last: 999 };

fn some() -> Settings {
    Settings { records: 400, ..Settings::default() }
}

/// A list as the page has it, beside a plain set of what should be picked.
struct Page {
    scene: Scene,
    shown: Answer,
    ids: Vec<u32>,
    expected: BTreeSet<u32>,
}

impl Page {
    async fn open() -> Self {
        let scene = Scene::downloaded(some()).await;
        let shown = scene.ask(&everything()).await;
        let ids = scene.ids(shown.view).await;
        Self { scene, shown, ids, expected: BTreeSet::new() }
    }

    /// Shows another view.
    async fn show(&mut self, shown: Answer) {
        self.ids = self.scene.ids(shown.view).await;
        self.shown = shown;
        self.expected.retain(|id| self.ids.contains(id));
        self.pick(Pick::Keep).await;
    }

    async fn pick(&self, pick: Pick) {
        let Picked { count, seen } = self.scene.desk.pick(self.shown.view, pick, SEEN).await.unwrap();
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), self.expected, "{pick:?}");
        assert_eq!(count as usize, self.expected.len(), "{pick:?}");
        let page = self.scene.desk.page(self.shown.view, 0, 1000).await.unwrap();
        assert_eq!(page.picked.into_iter().collect::<BTreeSet<_>>(), self.expected);
    }

    async fn toggle(&mut self, position: usize) {
        let id = self.ids[position];
        if !self.expected.remove(&id) {
            self.expected.insert(id);
        }
        self.pick(Pick::Toggle { id }).await;
    }

    async fn stretch(&self, from: usize, to: usize) {
        let spot = |at: usize| Spot { position: Some(at as u32), id: Some(self.ids[at]) };
        self.pick(Pick::Stretch { from: spot(from), to: spot(to) }).await;
    }

    fn expect(&mut self, positions: impl IntoIterator<Item = usize>) {
        self.expected = positions.into_iter().map(|at| self.ids[at]).collect();
    }

    /// The cases of the file that an export of the picked rows writes.
    async fn exported(&self) -> Vec<String> {
        let mut task = export(self.shown.view, ExportFormat::Json);
        (task.picked, task.columns) = (true, vec![ExportColumn::CaseId]);
        let estimate = self.scene.desk.estimate_export(task.clone()).await.unwrap();
        let prepared = self.scene.desk.prepare_export(task).await.unwrap();
        let goal = self.scene.folder.path().join("picked.json");
        let exported = self.scene.desk.write_export(prepared, goal.clone(), IfExists::Replace).await;
        assert!(matches!(exported, Exported::Done { rows, .. } if rows == estimate.rows), "{exported:?}");
        let text = fs::read_to_string(goal).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines.map(|line| line["case_id"].as_str().unwrap().to_owned()).collect()
    }

    async fn check_exported(&self) {
        let rows = self.scene.rows(self.shown.view, 0, 1000).await;
        let picked = rows.into_iter().filter(|row| self.expected.contains(&row.id));
        assert_eq!(self.exported().await, picked.map(|row| row.case_id).collect::<Vec<_>>());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_a_range_and_all_are_picked_counted_marked_and_exported() {
    let mut page = Page::open().await;
    page.pick(Pick::Keep).await;
    page.toggle(7).await;
    page.toggle(3).await;
    page.toggle(7).await;
    // The range begins where the last one was picked or let go, and can be stretched back and over to the other side.
    page.expect([3, 7, 8, 9, 10]);
    page.stretch(0, 10).await;
    page.expect([3, 7, 8]);
    page.stretch(0, 8).await;
    page.expect(3..=7);
    page.stretch(0, 3).await;
    page.check_exported().await;
    page.expect(0..400);
    page.pick(Pick::All).await;
    page.check_exported().await;
    page.toggle(5).await;
    page.check_exported().await;
    page.expect([]);
    page.pick(Pick::Nothing).await;
    page.expect(20..=23);
    page.stretch(20, 23).await;
    page.check_exported().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn picks_go_over_to_other_questions_orders_and_states_and_what_is_left_out_is_let_go() {
    let mut page = Page::open().await;
    page.expect(0..400);
    page.pick(Pick::All).await;
    page.toggle(11).await;
    let sorted = Sort { column: ListColumn::Agent, descending: true };
    let by_agent = page.scene.ask(&app::desk::Question { sort: Some(sorted), ..everything() }).await;
    page.show(by_agent).await;
    assert_eq!(page.expected.len(), 399);
    page.check_exported().await;
    // A view that nobody has seen takes nothing away.
    let unseen = page.scene.ask(&app::desk::Question { text: "nadaasí".into(), ..everything() }).await;
    assert_eq!(unseen.total, 0);
    let mut low = everything();
    low.choices.score = vec!["1".into()];
    let low = page.scene.ask(&low).await;
    page.show(low).await;
    assert!(!page.expected.is_empty() && page.expected.len() < 100);
    page.check_exported().await;
    let (from, to) = (some().period.from().day(), some().period.to().day());
    page.scene.simulator.plant(some().period.from(), None, r#"{"conn_id": "planted", "evaluation_survey": "1"}"#);
    page.scene.told.lock().unwrap().clear();
    page.scene.desk.start_download(page.scene.id.clone(), days(from, to), Again::Everything).await.unwrap();
    page.scene.ended().await;
    let mut low = everything();
    low.choices.score = vec!["1".into()];
    let low = page.scene.ask(&low).await;
    assert!(low.generation > page.shown.generation);
    page.show(low).await;
    assert_eq!(page.ids.len(), page.expected.len() + 1);
    page.check_exported().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_counts_in_a_newer_state_of_what_was_pointed_at_and_in_nothing_else() {
    let mut page = Page::open().await;
    page.toggle(2).await;
    let before = page.shown.clone();
    let same = page.scene.ask(&everything()).await;
    let sort = Some(Sort { column: ListColumn::Agent, descending: false });
    page.show(same).await;
    // Pressed while the view before was still on the screen.
    let spot = |position, id| Spot { position, id };
    let stretch = Pick::Stretch { from: spot(None, None), to: spot(Some(5), None) };
    assert_eq!(page.scene.desk.pick(before.view, stretch, SEEN).await.unwrap().count, 4);
    page.expect(2..=5);
    page.pick(Pick::Keep).await;
    let other = page.scene.ask(&app::desk::Question { sort, ..everything() }).await;
    page.show(other).await;
    assert_eq!(page.scene.desk.pick(before.view, Pick::All, SEEN).await.unwrap().count, 4);
    let stretch = Pick::Stretch { from: spot(None, None), to: spot(Some(300), None) };
    assert_eq!(page.scene.desk.pick(before.view, stretch, SEEN).await.unwrap().count, 4);
    page.pick(Pick::Keep).await;
    assert_eq!(page.scene.desk.pick(9_999, Pick::All, SEEN).await, Err(DeskError::ViewOutdated.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn picks_wait_while_another_operation_is_shown() {
    let mut page = Page::open().await;
    page.expect(0..400);
    page.pick(Pick::All).await;
    page.toggle(0).await;
    let sample = page.scene.desk.open_sample().await.unwrap();
    let other = page.scene.desk.ask(sample.id.clone(), everything()).await.unwrap();
    assert_eq!(page.scene.desk.pick(other.view, Pick::Keep, SEEN).await.unwrap(), Picked::default());
    let of_sample = page.scene.desk.pick(other.view, Pick::All, Seen { first: 0, last: 0 }).await.unwrap();
    assert_eq!((of_sample.count, of_sample.seen.len()), (other.total, 1));
    let again = page.scene.ask(&everything()).await;
    page.show(again).await;
    assert_eq!(page.expected.len(), 399);
    page.check_exported().await;
    page.scene.desk.close_sample().await.unwrap();
}
