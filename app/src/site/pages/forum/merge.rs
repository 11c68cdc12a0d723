//! Joining a topic to another one: first which, then both titles, then it is done.

use contract::ids::TopicId;
use domain::{DomainError, forum::Joining};
use leptos::prelude::*;

use super::{composer::LABELS, reading, words};
use crate::site::{
    components::{Crumb, ErrorSummary, TextField, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Asks to which topic.
///
/// # Errors
/// As the use case.
pub async fn merge(ctx: RequestCtx, id: String) -> PageResult {
    merge_form(ctx, id, None).await
}

/// Asks to which topic, with what was refused; or shows both, and asks once more.
///
/// # Errors
/// As the use case.
pub async fn merge_form(ctx: RequestCtx, id: String, both: Option<Joining>) -> PageResult {
    let id: TopicId = id.parse().map_err(|_| DomainError::not_found())?;
    let both = match both {
        Some(both) => both,
        None => domain::forum::joining(&ctx.services, &ctx.actor, &id, None).await?,
    };
    let title = ctx.l().msg_desk_topic_merge();
    Ok(Page::new(title, move || view(&ctx, &id, both)).personal().into())
}

fn view(ctx: &RequestCtx, id: &TopicId, both: Joining) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let crumbs =
        vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(l.msg_desk_topic_merge())];
    let action = routes::merge_topic(locale, id);
    let back = routes::topic(locale, id);
    let (from, lang) = words::title(ctx, both.from.0, both.from.1);
    let form = match both.to {
        _ if both.has_poll => view! { <p>{l.msg_desk_merge_poll()}</p> }.into_any(),
        None => view! {
            <form class="form" method="post" action=action>
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {view! { <TextField name="target" labels=LABELS hint=l.msg_desk_merge_target_hint()/> }.into_any()}
                <p class="actions">
                    <button class="button" name="action" value="look">{l.msg_desk_merge_look()}</button>
                </p>
            </form>
        }
        .into_any(),
        Some((to, title, language)) => {
            let (title, to_lang) = words::title(ctx, title, language);
            let there = routes::topic(locale, &to);
            view! {
                <p>{l.msg_desk_merge_to()}" "<a href=there dir="auto" lang=to_lang>{title}</a></p>
                <p>{l.msg_desk_merge_sure()}</p>
                <form class="form" method="post" action=action>
                    <input r#type="hidden" name="target" value=to.to_string()/>
                    {reading::cause(ctx, "", "")}
                    <p class="actions">
                        <button class="button" name="action" value="merge">{l.msg_desk_merge_do()}</button>
                    </p>
                </form>
            }
            .into_any()
        }
    };
    view! {
        {page_header(locale, crumbs, l.msg_desk_topic_merge(), Some(l.msg_desk_merge_lead()), true)}
        <div class="narrow stack">
            <p>{l.msg_desk_merge_from()}" "<a href=back dir="auto" lang=lang>{from}</a></p>
            {form}
        </div>
    }
    .into_any()
}
