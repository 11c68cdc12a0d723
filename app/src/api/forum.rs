//! Writing in the forum.

use leptos::prelude::*;

/// What a text will look like, by the renderer that publishes it. For the composer island.
///
/// # Errors
/// When nobody is signed in or the text is longer than a post may be.
#[server(endpoint = "forum/preview")]
pub async fn preview(source: String) -> Result<String, ServerFnError> {
    use crate::site::request::RequestCtx;

    let signed_in = use_context::<RequestCtx>().is_some_and(|ctx| ctx.actor.member().is_some());
    if !signed_in || source.chars().count() > contract::limits::BODY_MAX {
        return Err(ServerFnError::new("refused"));
    }
    Ok(domain::markup::post(&domain::text::multi_line(&source)).into_string())
}
