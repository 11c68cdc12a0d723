//! Beginning a conversation with the team.

use domain::messages::Kind;
use leptos::prelude::*;

use super::{LABELS, parts, words};
use crate::site::{
    components::{Crumb, ErrorSummary, page_header},
    page::{Page, PageResult},
    pages::{forum, staff},
    request::RequestCtx,
    routes,
};

/// The form. `?kind=` chooses what it is about.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn new(ctx: RequestCtx) -> PageResult {
    new_form(ctx).await
}

/// The same, with what was refused in it.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn new_form(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let title = ctx.l().msg_messages_write();
    Ok(Page::new(title, move || view(&ctx)).personal().into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_messages_write();
    let crumbs = vec![
        Crumb::to(l.msg_nav_account(), routes::account(locale)),
        Crumb::to(l.msg_messages_title(), routes::messages(locale)),
        Crumb::here(title.clone()),
    ];
    let kinds = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Kind::OFFERED.into_iter().map(|kind| (kind.as_str().to_owned(), words::kind(l, kind))))
        .collect();
    let chosen = ctx.query.get("kind").to_owned();
    let hidden = ctx.typed("anonymous") == "yes";
    let select = staff::choice_of(LABELS, "", "kind", kinds, &chosen, ctx.refused.is_some());
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_messages_new_lead()), true)}
        <div class="columns">
            <div class="columns__main stack">
                <form class="composer" method="post" action=routes::new_message(locale)>
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {select}
                    <label class="choice">
                        <input class="choice__input" r#type="checkbox" name="anonymous" value="yes" checked=hidden/>" "
                        <span class="choice__label">{l.msg_messages_field_hidden()}</span>
                    </label>
                    {parts::writing(ctx, l.msg_messages_field_body_hint(), l.msg_messages_send())}
                </form>
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_danger_title()>
                {forum::parts::danger_panel(ctx)}
            </aside>
        </div>
    }
    .into_any()
}
