//! A desk over a simulated server, and what it told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::desk::{Again, Answer, Choices, Desk, Ended, ExportColumn, ExportFormat, ExportTask, ListRow, Question, Told};
use app::{Context, Day, Given, Home, Keychain, NewOperation, Span};
use simulator::{Settings, Simulator};
use tempfile::TempDir;

pub(crate) struct Scene {
    pub(crate) folder: TempDir,
    pub(crate) simulator: Simulator,
    pub(crate) context: Context,
    pub(crate) desk: Desk,
    pub(crate) told: Arc<Mutex<Vec<Told>>>,
    /// The operation's id.
    pub(crate) id: String,
}

impl Scene {
    /// A desk with one operation that is connected and not downloaded.
    pub(crate) async fn connected(settings: Settings) -> Self {
        let simulator = Simulator::start(settings).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let given = Given::new(Some(simulator.token().to_owned()), Some("a7".repeat(32)));
        let home = Home::at(folder.path().join("home"));
        let context = Context { home, keychain: Keychain::None, given };
        let new = NewOperation {
            name: "Ventas".into(),
            server: "0042".into(),
            base_url: Some(simulator.base_url()),
            ..NewOperation::default()
        };
        let id = app::add(&context, new, None).unwrap().operation.id.to_string();
        let told = Arc::new(Mutex::new(Vec::new()));
        let hears = Arc::clone(&told);
        let desk = Desk::new(context.clone(), move |event| hears.lock().unwrap().push(event));
        Self { folder, simulator, context, desk, told, id }
    }

    /// As [`Self::connected`], with the whole period downloaded.
    pub(crate) async fn downloaded(settings: Settings) -> Self {
        let span = days(settings.period.from().day(), settings.period.to().day());
        let scene = Self::connected(settings).await;
        scene.desk.start_download(scene.id.clone(), span, Again::Needed).await.unwrap();
        let ended = scene.ended().await;
        assert!(ended.complete, "{ended:?}");
        scene
    }

    /// How the download ended.
    pub(crate) async fn ended(&self) -> Ended {
        for _ in 0..3000 {
            let ended = self.told.lock().unwrap().iter().find_map(|told| match told {
                Told::DownloadEnded(ended) => Some(ended.clone()),
                _ => None,
            });
            if let Some(ended) = ended {
                return ended;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the download does not end");
    }

    pub(crate) async fn rows(&self, view: u32, offset: u32, limit: u32) -> Vec<ListRow> {
        self.desk.page(view, offset, limit).await.unwrap().rows
    }

    /// The ids of a view, in its order.
    pub(crate) async fn ids(&self, view: u32) -> Vec<u32> {
        self.rows(view, 0, 1000).await.into_iter().map(|row| row.id).collect()
    }

    pub(crate) async fn ask(&self, question: &Question) -> Answer {
        self.desk.ask(self.id.clone(), question.clone()).await.unwrap()
    }
}

pub(crate) fn days(from: chrono::NaiveDate, to: chrono::NaiveDate) -> Span {
    Span::Custom { from: Day(from), to: Day(to) }
}

pub(crate) fn everything() -> Question {
    Question {
        span: Span::All,
        days: None,
        text: String::new(),
        case_id: None,
        choices: Choices::default(),
        sort: None,
    }
}

pub(crate) fn export(view: u32, format: ExportFormat) -> ExportTask {
    let columns = vec![ExportColumn::CaseId, ExportColumn::TimeToClose, ExportColumn::Subject];
    ExportTask { view, picked: false, format, columns, region: "en-US".into() }
}
