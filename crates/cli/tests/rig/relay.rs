//! A TCP relay between the program and the server that cuts connections where a test says.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

/// Where a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// As soon as it is there, before a byte of a request.
    Handshake,
    /// After so many bytes of the request.
    Request(usize),
    /// When the request has come, before a byte of the answer.
    Answer,
    /// After so many bytes of all its answers.
    Byte(usize),
    /// After its first answer, when the next request comes.
    NextRequest,
}

/// How it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In order, as a proxy or a server that ends does it.
    Closed,
    /// With a reset, as a firewall does it.
    Reset,
}

/// A cut.
pub type Cut = (At, How);

/// The relay. Its address stays the same when it is taken away and comes back.
pub struct Relay {
    runtime: Runtime,
    here: SocketAddr,
    there: SocketAddr,
    orders: Arc<Mutex<Orders>>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Orders {
    /// For the next connections, one each.
    next: VecDeque<Cut>,
    /// For all after those.
    always: Option<Cut>,
    connections: usize,
}

impl Relay {
    pub fn to(server: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let there = server.trim_start_matches("http://").parse().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let here = listener.local_addr().unwrap();
        let relay = Self { runtime, here, there, orders: Arc::default(), accepting: Mutex::new(None) };
        relay.accept(listener);
        relay
    }

    /// `http://127.0.0.1:{port}`
    pub fn url(&self) -> String {
        format!("http://{}", self.here)
    }

    /// Cuts the next connection.
    pub fn cut_next(&self, cut: Cut) {
        self.orders.lock().unwrap().next.push_back(cut);
    }

    /// Cuts every connection, until it is mended.
    pub fn cut_all(&self, cut: Cut) {
        self.orders.lock().unwrap().always = Some(cut);
    }

    /// Cuts none any more.
    pub fn mend(&self) {
        let mut orders = self.orders.lock().unwrap();
        (orders.next, orders.always) = (VecDeque::new(), None);
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.orders.lock().unwrap().connections
    }

    /// Ends all connections and takes no more: nobody listens at the address.
    pub fn take_away(&self) {
        if let Some(accepting) = self.accepting.lock().unwrap().take() {
            accepting.abort();
            let _ = self.runtime.block_on(accepting);
        }
    }

    /// Listens again.
    pub fn bring_back(&self) {
        let listener = self.runtime.block_on(TcpListener::bind(self.here)).unwrap();
        self.accept(listener);
    }

    fn accept(&self, listener: TcpListener) {
        let (orders, there) = (Arc::clone(&self.orders), self.there);
        let accepting = self.runtime.spawn(async move {
            // They end with the task.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let cut = {
                    let mut orders = orders.lock().unwrap();
                    orders.connections += 1;
                    let next = orders.next.pop_front();
                    next.or(orders.always)
                };
                connections.spawn(pass(client, there, cut));
                while connections.try_join_next().is_some() {}
            }
        });
        *self.accepting.lock().unwrap() = Some(accepting);
    }
}

/// Passes bytes both ways until one side ends or the cut comes.
async fn pass(mut client: TcpStream, there: SocketAddr, cut: Option<Cut>) {
    let how = cut.map_or(How::Closed, |(_, how)| how);
    if !matches!(cut, Some((At::Handshake, _)))
        && let Ok(mut server) = TcpStream::connect(there).await
    {
        let _ = client.set_nodelay(true);
        let _ = server.set_nodelay(true);
        let _ = between(&mut client, &mut server, cut.map(|(at, _)| at)).await;
    }
    if how == How::Reset {
        let _ = client.set_zero_linger();
    }
}

async fn between(client: &mut TcpStream, server: &mut TcpStream, at: Option<At>) -> std::io::Result<()> {
    let (mut asked, mut answered) = (0_usize, 0_usize);
    let (mut question, mut answer) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        tokio::select! {
            biased;
            read = server.read(&mut answer) => {
                let read = read?;
                let passed = match at {
                    Some(At::Byte(last)) => read.min(last - answered),
                    Some(At::Answer) => 0,
                    _ => read,
                };
                client.write_all(&answer[..passed]).await?;
                answered += passed;
                if read == 0 || passed < read || at == Some(At::Byte(answered)) {
                    return Ok(());
                }
            }
            read = client.read(&mut question) => {
                let read = read?;
                if at == Some(At::NextRequest) && answered > 0 {
                    return Ok(());
                }
                let passed = match at {
                    Some(At::Request(last)) => read.min(last - asked),
                    _ => read,
                };
                server.write_all(&question[..passed]).await?;
                asked += passed;
                if read == 0 || at == Some(At::Request(asked)) {
                    return Ok(());
                }
            }
        }
    }
}
