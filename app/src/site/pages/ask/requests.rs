//! What women ask the editors to write about.

use domain::ask::{self, ArticleRequest};
use leptos::prelude::*;

use crate::site::{
    components::{Day, NoticeKind, notice},
    page::PageResult,
    pages::{forum::parts, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// The list, oldest first.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`].
pub async fn requests(ctx: RequestCtx) -> PageResult {
    let rows = ask::article_requests(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_ask_requests_title(), ctx.l().msg_ask_requests_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, rows)).into())
}

fn view(ctx: &RequestCtx, rows: Vec<ArticleRequest>) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "settled")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_ask_requests_settled()}</p> }));
    let list = if rows.is_empty() {
        parts::empty(l.msg_ask_requests_none(), l.msg_ask_requests_lead(), None)
    } else {
        let rows = rows.into_iter().map(|one| row(ctx, one)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    view! { {done}{list} }.into_any()
}

fn row(ctx: &RequestCtx, request: ArticleRequest) -> AnyView {
    let l = ctx.l();
    let lang = request.language.code();
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title" dir="auto" lang=lang>{request.title}</h2>
            <p class="topic-row__meta"><Day iso=request.day/></p>
            <p dir="auto" lang=lang>{parts::lines(&request.body)}</p>
            <form method="post" action=routes::article_requests(ctx.locale)>
                <p class="actions">
                    <button class="button button--secondary button--small" r#type="submit" name="request" value=request.id.to_string()>
                        {l.msg_ask_requests_settle()}
                    </button>
                </p>
            </form>
        </li>
    }
    .into_any()
}
