//! The library as a catalogue for programs that read: OPDS 1.2 (Atom) under `/opds`, OPDS 2.0 (JSON) under `/opds/2`.
//! Both are the same parts of the same tree, written in two ways. The language is that of `?lang=`, Arabic without it.

mod atom;
mod json;
mod part;

use app::site::request::RequestCtx;
use axum::response::Response;
use contract::ids::ItemId;
use domain::{DomainError, DomainResult, library::shelf_feed};
use http::{HeaderValue, Method, header};

use super::feed;
use crate::http::{answer, ctx::Request};
use part::{Asked, Edition};

/// GET `/opds` and what is below it.
pub async fn atom(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let ctx = in_language(ctx);
    let asked = Asked::read(&ctx, Edition::Atom, params.get("shelf"), params.get("name"));
    let written = match asked {
        Ok(asked) => asked.load().await.map(|loaded| (asked.media_type(), atom::write(&asked, &loaded))),
        Err(error) => Err(error),
    };
    reply(&ctx, written)
}

/// GET `/opds/search.xml`: how to search.
pub async fn search(request: Request) -> Response {
    let ctx = in_language(request.ctx);
    feed::text("application/opensearchdescription+xml", atom::search(&ctx))
}

/// GET `/opds/2` and what is below it.
pub async fn json(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let ctx = in_language(ctx);
    let (shelf, name) = (params.get("shelf"), params.get("name"));
    if shelf == "publications" {
        let written = publication(&ctx, name).await;
        return reply(&ctx, written.map(|text| (json::PUBLICATION, text)));
    }
    let written = match Asked::read(&ctx, Edition::Json, shelf, name) {
        Ok(asked) => asked.load().await.map(|loaded| (asked.media_type(), json::write(&asked, &loaded))),
        Err(error) => Err(error),
    };
    reply(&ctx, written)
}

async fn publication(ctx: &RequestCtx, id: &str) -> DomainResult<String> {
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let one = shelf_feed::publication(&ctx.services, &id).await?;
    let written = json::publication(ctx, &one).ok_or_else(DomainError::not_found)?;
    Ok(written.to_string())
}

fn in_language(mut ctx: RequestCtx) -> RequestCtx {
    ctx.locale = ctx.query.get("lang").parse().unwrap_or_default();
    ctx
}

fn reply(ctx: &RequestCtx, written: DomainResult<(&'static str, String)>) -> Response {
    match written {
        Ok((media_type, text)) => {
            let mut response = feed::text(media_type, text);
            // What somebody looks for is kept nowhere.
            if !ctx.query.get("q").is_empty() || !ctx.query.get("query").is_empty() {
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
            response
        }
        Err(error) => answer::answer(ctx, Method::GET, Err(error), None),
    }
}
