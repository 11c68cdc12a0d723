//! The accept loop: a limit of connections, a timer for headers, and an end that keeps its word.
//!
//! `axum::serve` has no timer for headers: a client that sends them slowly holds its socket and the shutdown.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::Service;

use super::{AppState, patient::Patient};
use crate::config::ServerConfig;

/// Largest head of a request.
const MOST_HEADER_BYTES: usize = 64 * 1024;

/// Serves until `stop` is done, then finishes what is under way, within the configured time.
pub async fn serve(listener: TcpListener, router: Router, state: &AppState, stop: impl Future<Output = ()>) {
    let config = &state.config.server;
    let builder = Arc::new(builder(config));
    let places = Arc::new(Semaphore::new(places(config.max_connections)));
    let graceful = GracefulShutdown::new();
    let drain = Duration::from_secs(config.drain_seconds);
    let lead = Duration::from_millis(config.lead_ms).min(drain);
    let first_bytes = Duration::from_secs(config.header_timeout_seconds);
    let accepting = async {
        loop {
            // Who comes when all places are taken waits in the kernel's queue.
            let Ok(place) = places.clone().acquire_owned().await else { return };
            let (stream, peer) = accept(&listener).await;
            let (builder, watcher) = (builder.clone(), graceful.watcher());
            let router = router.clone();
            let metrics = state.metrics.clone();
            tokio::spawn(async move {
                let _open = metrics.connection();
                let io = TokioIo::new(Patient::new(stream, first_bytes));
                let service =
                    hyper::service::service_fn(move |request: http::Request<hyper::body::Incoming>| {
                        let mut request = request.map(Body::new);
                        request.extensions_mut().insert(ConnectInfo(peer));
                        router.clone().call(request)
                    });
                let connection = builder.serve_connection(io, service).into_owned();
                // Clients break off at every moment; that is nobody's news.
                if let Err(error) = watcher.watch(connection).await {
                    tracing::debug!(%error, "a connection broke");
                }
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = async {
            stop.await;
            state.drain();
            tracing::info!("told to stop: no longer ready, finishing requests in flight");
            // A balancer that asks now and then notices first, and sends nobody any more.
            tokio::time::sleep(lead).await;
        } => {}
    }
    drop(listener);
    let open = graceful.count();
    let drained = tokio::time::timeout(drain - lead, graceful.shutdown()).await;
    match drained {
        Ok(()) => tracing::info!("stopped; every request was answered"),
        Err(_) => tracing::warn!(open, "stopped; some clients did not finish in time"),
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Without it answers wait 40 ms for an acknowledgement.
                if stream.set_nodelay(true).is_ok() {
                    return (stream, peer);
                }
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                // Out of file descriptors, for instance: others will be closed.
                tracing::error!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn builder(config: &ServerConfig) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(config.header_timeout_seconds))
        .max_headers(100)
        .max_buf_size(MOST_HEADER_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(64)
        .max_header_list_size(16 * 1024)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

/// As many connections as configured, but never more than the process may have files open.
fn places(configured: usize) -> usize {
    let allowed = std::fs::read_to_string("/proc/self/limits").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("Max open files"))?;
        line.split_whitespace().nth(3)?.parse::<usize>().ok()
    });
    match allowed.map(|allowed| allowed.saturating_sub(64).max(8)) {
        Some(allowed) if allowed < configured => {
            tracing::warn!(
                configured,
                allowed,
                "fewer connections than configured: the limit of open files is lower (ulimit -n)"
            );
            allowed
        }
        _ => configured,
    }
}
