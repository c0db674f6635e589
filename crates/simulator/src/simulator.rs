//! A running server, as its owner sees it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use interaction::{Interaction, Moment, Period};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::answer::{Answer, Plan};
use crate::files::Wanted;
use crate::planted::Planted;
use crate::server::{self, State};
use crate::{Dialect, Faults, Held, Judgement, Limits, Settings, Truth};

/// A running server. It ends when this is dropped.
pub struct Simulator {
    state: Arc<State>,
    address: SocketAddr,
    server: String,
    accepting: JoinHandle<()>,
}

impl Simulator {
    /// Starts a server on 127.0.0.1, within the current tokio runtime.
    ///
    /// # Errors
    /// Where the port is taken.
    pub async fn start(settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new(&settings, address.port()));
        let accepting = tokio::spawn(server::accept(listener, Arc::clone(&state)));
        Ok(Self { state, address, server: settings.server, accepting })
    }

    /// `http://127.0.0.1:{port}`
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token that the server accepts.
    #[must_use]
    pub fn token(&self) -> &str {
        self.state.token()
    }

    /// The operation's server name.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Sets the faults in force, in place of those before.
    pub fn set_faults(&self, faults: Faults) {
        self.state.dials().faults = faults;
    }

    /// Whether no fault is in force any more: all those for the next requests have met one.
    #[must_use]
    pub fn faults_are_used_up(&self) -> bool {
        self.state.dials().faults.is_empty()
    }

    /// Moves the operation to another present: interactions get closed, surveys arrive, new ones come.
    pub fn set_now(&self, now: Moment) {
        self.state.dials().now = Some(now);
    }

    /// Sets how the server prints from now on.
    pub fn set_dialect(&self, dialect: Dialect) {
        self.state.dials().dialect = dialect;
    }

    /// Sets what the server allows from now on.
    pub fn set_limits(&self, limits: Limits) {
        self.state.dials().limits = limits;
    }

    /// The requests that count against today's quota so far.
    #[must_use]
    pub fn requests_today(&self) -> u64 {
        self.state.dials().quota().used
    }

    /// Puts a record into the operation: it is served verbatim, whatever it is, before all others of its window.
    pub fn plant(&self, created: Moment, closed: Option<Moment>, raw_json: impl Into<Vec<u8>>) {
        let raw = raw_json.into().into();
        self.state.dials().planted.push(Planted { created, closed, raw });
    }

    /// What the judge has seen so far.
    #[must_use]
    pub fn judge(&self) -> Judgement {
        self.state.judge().judgement()
    }

    /// Begins a new run: the judge forgets what it saw, unless a request is open.
    pub fn forget(&self) {
        self.state.judge().forget();
    }

    /// What the server holds for a period now, by the date it selects by, in the order it is sent, no limit applied:
    /// what a correct client gets, record by record.
    #[must_use]
    pub fn held(&self, period: Period) -> Truth {
        let dials = self.state.dials();
        let selection = self.state.selection(period, dials.now);
        let plan = Plan {
            dialect: dials.dialect.clone(),
            wanted: Wanted::As(dials.dialect.attachments),
            selection,
            planted: crate::planted::selected(&dials.planted, selection),
            limit: u64::MAX,
            withheld: 0,
        };
        Truth::new(Answer::new(self.state.operation(), plan))
    }

    /// As [`Simulator::held`], without the records that nobody can read.
    pub fn truth(&self, period: Period) -> impl Iterator<Item = Interaction> {
        self.held(period).filter_map(|held| match held {
            Held::Interaction(interaction) => Some(*interaction),
            Held::SetAside(_) => None,
        })
    }

    /// Stops the server; open connections end.
    pub async fn stop(mut self) {
        self.accepting.abort();
        // The task ends as cancelled: what is waited for is that its socket is closed.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
