//! `hello ADDRESS`: answers every GET of `/` with a few bytes. The bench compares the portal with it.

use axum::{Router, routing::get};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(&address).await?;
    axum::serve(listener, Router::new().route("/", get(|| async { "Hello, world!" }))).await
}
