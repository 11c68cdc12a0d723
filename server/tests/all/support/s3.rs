//! An S3-compatible server in this process, over a folder that goes with it. One for each portal that needs one: it costs
//! a port, and a test may stop its own.

use std::net::SocketAddr;

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use server::config::{Password, StoreConfig, StoreKind};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinSet};

const BUCKET: &str = "jusoor";
const KEY: &str = "test-key";
/// What nobody may ever read anywhere.
pub const SECRET: &str = "test-secret-geheim";

/// The server; it ends when it is dropped.
pub struct S3 {
    folder: TempDir,
    address: SocketAddr,
    running: tokio::task::JoinHandle<()>,
}

impl S3 {
    /// Starts one with an empty bucket.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("a file system"));
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let running = tokio::spawn(async move {
            // With the server its connections end: what is kept alive would answer on.
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                connections.spawn(async move {
                    let builder = Builder::new(TokioExecutor::new());
                    let _ = builder.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { folder, address, running }
    }

    /// How a portal is told of it.
    pub fn config(&self) -> StoreConfig {
        StoreConfig {
            kind: StoreKind::S3,
            bucket: BUCKET.into(),
            endpoint: format!("http://{}", self.address),
            access_key: KEY.into(),
            secret_key: Password(SECRET.into()),
            seconds: 5,
            ..StoreConfig::default()
        }
    }

    /// From now on nobody answers there.
    pub async fn stop(&mut self) {
        self.running.abort();
        let _ = (&mut self.running).await;
    }

    /// Names of all that lies in the bucket.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.folder.path().join(BUCKET)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    names.push(entry.file_name().to_string_lossy().into_owned());
                }
            }
        }
        names.sort();
        names
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.running.abort();
    }
}
