//! What the team did, as a file.

use app::site::pages::transparency;
use axum::response::Response;
use http::Method;

use super::statistics::file;
use crate::http::{answer, ctx::Request};

/// GET `/{l}/transparency.csv`.
pub async fn csv(request: Request) -> Response {
    let Request { ctx, .. } = request;
    match transparency::transparency_csv(&ctx).await {
        Ok((name, bytes)) => file(&name, bytes),
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}
