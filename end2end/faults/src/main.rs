//! `test-store ADDRESS FOLDER`: an S3-compatible server for the fault harness, with the bucket `jusoor` and one key.
//! Its faults are made by a proxy in front of it (`server/xtask/src/faults/proxy.rs`).

use std::{fs, path::Path};

use anyhow::{Context, anyhow};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(folder)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("test-store ADDRESS FOLDER");
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("jusoor")).with_context(|| folder.display().to_string())?;
    let files = FileSystem::new(folder).map_err(|error| anyhow!("{}: {error:?}", folder.display()))?;
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(SimpleAuth::from_single("faults", "faults-secret"));
    let service = builder.build();
    let listener = TcpListener::bind(&address).await.with_context(|| address.clone())?;
    loop {
        let Ok((socket, _)) = listener.accept().await else { continue };
        let service = service.clone();
        tokio::spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            // Clients break off at every moment.
            let _ = builder.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
