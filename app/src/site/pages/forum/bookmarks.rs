//! What a member kept.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::{Bookmark, Bookmarks, LABEL_MAX},
};
use leptos::prelude::*;

use super::{parts, words};
use crate::site::{
    components::{Crumb, Day, ErrorSummary, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("label", |l| l.msg_reading_bookmark_label())];

/// Her bookmarks, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a cursor that leads nowhere.
pub async fn bookmarks(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let after: Option<PostId> = match ctx.query.get("after") {
        "" => None,
        text => Some(text.parse().map_err(|_| DomainError::not_found())?),
    };
    let list = domain::forum::my_bookmarks(&ctx.services, &ctx.actor, after.as_ref()).await?;
    let title = ctx.l().msg_reading_bookmarks_title();
    Ok(Page::new(title, move || view(&ctx, list, after.is_some())).personal().into())
}

fn view(ctx: &RequestCtx, list: Bookmarks, further: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::bookmarks(locale);
    let title = l.msg_reading_bookmarks_title();
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let body = if list.rows.is_empty() && !further {
        parts::empty(l.msg_reading_bookmarks_empty_title(), l.msg_reading_bookmarks_empty_text(), None)
    } else {
        let rows = list.rows.into_iter().map(|row| line(ctx, row)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    let before = further.then(|| (here.clone(), l.msg_pages_previous()));
    let after = list.older.map(|id| (format!("{here}?after={id}"), l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_reading_bookmarks_lead()), true)}
        <div class="narrow stack">
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {body}
            {parts::pagination(ctx, before, None, after)}
        </div>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, row: Bookmark) -> AnyView {
    let l = ctx.l();
    let here = routes::bookmarks(ctx.locale);
    let post = row.post.to_string();
    let typed = ctx.refused.as_ref().filter(|refused| refused.form.get("post") == post);
    let open = typed.is_some();
    let value = typed.map_or_else(|| row.label.clone(), |refused| refused.form.get("label").to_owned());
    let (name, lang) = if row.label.is_empty() {
        let (title, lang) = words::title(ctx, row.title, row.language);
        (title, lang)
    } else {
        (row.label, "")
    };
    let id = format!("label-{post}");
    view! {
        <li class="topic-row">
            <h2 class="topic-row__title">
                <a href=routes::permalink(&row.post) dir="auto" lang=lang>{name}</a>
            </h2>
            <p class="topic-row__meta"><Day iso=row.day/></p>
            <details class="disclosure" open=open>
                <summary>{l.msg_reading_bookmark_label()}</summary>
                <form class="form" method="post" action=here>
                    <input r#type="hidden" name="post" value=post/>
                    <div class="field">
                        <label class="field__label" for=id.clone()>{l.msg_reading_bookmark_label()}</label>
                        <p class="field__hint">{l.msg_reading_bookmark_label_hint()}</p>
                        <input class="input" id=id name="label" value=value dir="auto" autocomplete="off"
                            maxlength=LABEL_MAX.to_string()/>
                    </div>
                    <p class="actions">
                        <button class="button button--small" name="action" value="label">{l.msg_reading_bookmark_save()}</button>" "
                        <button class="button button--quiet button--small" name="action" value="remove">{l.msg_reading_bookmark_remove()}</button>
                    </p>
                </form>
            </details>
        </li>
    }
    .into_any()
}
