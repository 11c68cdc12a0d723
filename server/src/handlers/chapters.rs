//! `/media/chapters/{id}.json`: the index of a recording as programs that play podcasts read it (JSON chapters 1.2).

use app::site::request::RequestCtx;
use axum::response::Response;
use contract::{Locale, ids::ItemId};
use domain::{DomainError, DomainResult, library};
use serde_json::json;

use super::feed;
use crate::http::{answer, ctx::Request};

const CHAPTERS: &str = "application/json+chapters";

/// GET `/media/chapters/{name}`. The language of the titles is `?lang=`.
pub async fn deliver(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    match written(&ctx, params.get("name")).await {
        Ok(text) => feed::text(CHAPTERS, text),
        Err(error) => answer::refusal(&ctx, &error, None),
    }
}

async fn written(ctx: &RequestCtx, name: &str) -> DomainResult<String> {
    let id = name.strip_suffix(".json").ok_or_else(DomainError::not_found)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let locale: Locale = ctx.query.get("lang").parse().unwrap_or_default();
    let parts = library::parts_of(&ctx.services, &id).await?;
    if parts.is_empty() {
        return Err(DomainError::not_found());
    }
    let starts: Vec<u32> = parts.iter().map(|part| part.start).collect();
    let chapters: Vec<serde_json::Value> = parts
        .iter()
        .zip(starts.iter().skip(1).map(Some).chain([None]))
        .filter_map(|(part, next)| {
            let title = part.title(locale)?.text;
            Some(match next {
                Some(next) => json!({ "startTime": part.start, "endTime": next, "title": title }),
                None => json!({ "startTime": part.start, "title": title }),
            })
        })
        .collect();
    Ok(json!({ "version": "1.2.0", "chapters": chapters }).to_string())
}
