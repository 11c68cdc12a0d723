//! All revisions of a text, and the way back to an older one.

use contract::{Locale, ids::ArticleId};
use domain::content::editorial::{self, History, HistoryLine};
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, Num},
    page::PageResult,
    pages::{forum::parts, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// Revisions, the newest first; `below` is where a page begins.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`]; not found.
pub async fn history(ctx: RequestCtx, id: String, language: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = super::place(&id, &language)?;
    let below = ctx.query.get("below").parse().ok();
    let history = editorial::history(&ctx.services, &ctx.actor, &id, language, below).await?;
    let (title, lead) = (ctx.l().msg_editorial_history(), ctx.l().msg_editorial_history_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &id, language, history)).into())
}

fn view(ctx: &RequestCtx, id: &ArticleId, language: Locale, history: History) -> AnyView {
    let l = ctx.l();
    let head = history.rows.iter().find(|row| row.head).map(|row| row.revision.id.clone());
    let after = history
        .next
        .map(|next| (routes::desk_article_history(ctx.locale, id, language, Some(next)), l.msg_moderation_more()));
    let restore = history.may_restore.then_some(history.version);
    let rows = history
        .rows
        .into_iter()
        .map(|row| line(ctx, (id, language), row, head.as_deref(), restore.as_deref()))
        .collect_view();
    view! {
        <ErrorSummary labels=super::LABELS/>
        <p><a href=routes::desk_article(ctx.locale, id, language)>{l.msg_editorial_back()}</a></p>
        <ol class="stack topic-list">{rows}</ol>
        {parts::pagination(ctx, None, None, after)}
    }
    .into_any()
}

fn line(
    ctx: &RequestCtx,
    (id, language): (&ArticleId, Locale),
    row: HistoryLine,
    head: Option<&str>,
    restore: Option<&str>,
) -> AnyView {
    let l = ctx.l();
    let one = row.revision;
    let lang = language.code();
    let tags: Vec<String> = [
        (row.head, l.msg_editorial_newest()),
        (row.live, l.msg_editorial_seen_now()),
        (row.released && !row.live, l.msg_editorial_was_released()),
        (row.restored_from.is_some(), l.msg_editorial_restored()),
    ]
    .into_iter()
    .filter(|(shown, _)| *shown)
    .map(|(_, text)| text)
    .collect();
    let tags = tags.into_iter().map(|text| view! { " "<span class="tag">{text}</span> }).collect_view();
    let author = one.author.clone().unwrap_or_else(|| l.msg_editorial_nobody());
    let compare = |from: &str, to: &str, text: String| {
        let href = routes::desk_article_compare(ctx.locale, id, language, from, to);
        view! { <li><a href=href>{text}</a></li> }
    };
    let before = row.previous.as_deref().map(|from| compare(from, &one.id, l.msg_editorial_compare_previous()));
    let newest =
        head.filter(|head| *head != one.id).map(|head| compare(&one.id, head, l.msg_editorial_compare_newest()));
    let back = restore.filter(|_| !row.head).map(|version| {
        view! {
            <form method="post" action=routes::desk_article_history(ctx.locale, id, language, None)>
                <input r#type="hidden" name="version" value=version.to_owned()/>
                <input r#type="hidden" name="revision" value=one.id.clone()/>
                <button class="button button--quiet button--small" name="action" value="restore">
                    {l.msg_editorial_act_restore()}
                </button>
            </form>
        }
    });
    let note = (!one.note.is_empty()).then(|| view! { <p dir="auto">{one.note.clone()}</p> });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title"><Num text=one.number.to_string()/>" · "<bdi lang=lang>{one.form.title.clone()}</bdi>{tags}</h2>
            <p class="topic-row__meta"><bdi>{author}</bdi>" · "{(one.made_at > 0).then(|| super::moment(one.made_at))}</p>
            {note}
            <ul class="link-list">{before}{newest}</ul>
            {back}
        </li>
    }
    .into_any()
}
