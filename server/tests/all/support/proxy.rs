//! A network that fails on command: a TCP proxy in front of a database.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Forwards to a server, until it is cut.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    cut: Arc<AtomicBool>,
    break_all: watch::Sender<u64>,
    held: watch::Sender<bool>,
}

impl Proxy {
    /// A proxy in front of `host:port`.
    pub async fn to(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let cut = Arc::new(AtomicBool::new(false));
        let (break_all, broken) = watch::channel(0);
        let (held, holds) = watch::channel(false);
        let is_cut = cut.clone();
        tokio::spawn(async move {
            while let Ok((inbound, _)) = listener.accept().await {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let (target, mut broken, holds) = (target.clone(), broken.clone(), holds.clone());
                broken.mark_unchanged();
                tokio::spawn(async move {
                    let Ok(outbound) = TcpStream::connect(target).await else { return };
                    let ((from, to), (back, forth)) = (inbound.into_split(), outbound.into_split());
                    tokio::select! {
                        () = carry(from, forth, holds.clone()) => {}
                        () = carry(back, to, holds) => {}
                        _ = broken.changed() => {}
                    }
                });
            }
        });
        Self { address, cut, break_all, held }
    }

    /// Breaks every connection and refuses new ones.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        self.break_all.send_modify(|count| *count += 1);
    }

    /// Forwards again.
    pub fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
        self.held.send_replace(false);
    }

    /// Swallows everything: connections stand, new ones come about, and nothing goes through.
    pub fn hold(&self) {
        self.held.send_replace(true);
    }
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut holds: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let Ok(read @ 1..) = from.read(&mut buffer).await else { return };
        if holds.wait_for(|held| !held).await.is_err() || to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}
