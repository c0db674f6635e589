//! The HTTP side: connections, requests, answers. Listens on the loopback only.

mod asked;
mod body;
mod control;
mod produce;
mod reply;
mod reports;
mod state;

use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub(crate) use state::State;

/// Accepts connections until the task is aborted; their tasks end with it.
pub(crate) async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        // An error here is that of a connection that is gone already: the next one is as good as any.
        let Ok((stream, _)) = listener.accept().await else { continue };
        // Without this, small answers wait for the client's acknowledgement.
        let _ = stream.set_nodelay(true);
        let state = Arc::clone(&state);
        connections.spawn(async move {
            let service = service_fn(|request| reports::answer(Arc::clone(&state), request));
            // A connection that breaks is the client's or a fault's doing; the judge has seen how it ended.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
        while connections.try_join_next().is_some() {}
    }
}
