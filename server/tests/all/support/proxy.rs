//! A network that fails on command: a TCP proxy in front of a database.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Forwards to a server, until it is cut.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    cut: Arc<AtomicBool>,
    break_all: watch::Sender<u64>,
}

impl Proxy {
    /// A proxy in front of `host:port`.
    pub async fn to(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let cut = Arc::new(AtomicBool::new(false));
        let (break_all, broken) = watch::channel(0);
        let is_cut = cut.clone();
        tokio::spawn(async move {
            while let Ok((mut inbound, _)) = listener.accept().await {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let (target, mut broken) = (target.clone(), broken.clone());
                broken.mark_unchanged();
                tokio::spawn(async move {
                    let Ok(mut outbound) = TcpStream::connect(target).await else { return };
                    tokio::select! {
                        _ = copy_bidirectional(&mut inbound, &mut outbound) => {}
                        _ = broken.changed() => {}
                    }
                });
            }
        });
        Self { address, cut, break_all }
    }

    /// Breaks every connection and refuses new ones.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        self.break_all.send_modify(|count| *count += 1);
    }

    /// Forwards again.
    pub fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}
