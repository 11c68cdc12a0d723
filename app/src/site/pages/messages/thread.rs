//! A conversation of hers.

use domain::messages::{Kind, Thread};
use leptos::prelude::*;

use super::{LABELS, case_id, parts, words};
use crate::site::{
    components::{Crumb, ErrorSummary, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The conversation; it has no unread mark afterwards.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` when it is not hers.
pub async fn thread(ctx: RequestCtx, id: String) -> PageResult {
    thread_form(ctx, id).await
}

/// The same, with what was refused in its form.
///
/// # Errors
/// As [`thread`].
pub async fn thread_form(ctx: RequestCtx, id: String) -> PageResult {
    ctx.actor.require_member()?;
    let thread = domain::messages::read(&ctx.services, &ctx.actor, &case_id(&id)?).await?;
    let title = words::kind(ctx.l(), thread.kind);
    Ok(Page::new(title, move || view(&ctx, thread)).personal().into())
}

fn view(ctx: &RequestCtx, thread: Thread) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::message(locale, &thread.id);
    let title = words::kind(l, thread.kind);
    let crumbs = vec![
        Crumb::to(l.msg_nav_account(), routes::account(locale)),
        Crumb::to(l.msg_messages_title(), routes::messages(locale)),
    ];
    let done = match ctx.query.get("done") {
        "sent" => Some(l.msg_messages_done_sent()),
        "private" => Some(l.msg_messages_done_private()),
        "accepted" => Some(l.msg_messages_offer_accepted()),
        "closed" => Some(l.msg_messages_done_closed()),
        "open" => Some(l.msg_messages_done_open()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let hidden = thread.hidden.then(|| view! { <p class="muted">{l.msg_messages_hidden_note()}</p> });
    let answerable = thread.kind != Kind::IdentitySeen;
    let form = if answerable {
        let (value, text) =
            if thread.open { ("close", l.msg_messages_close()) } else { ("open", l.msg_messages_reopen()) };
        view! {
            <form class="composer" method="post" action=here.clone()>
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {parts::writing(ctx, l.msg_messages_field_body_hint(), l.msg_messages_send())}
            </form>
            {parts::press(here, value, text)}
        }
        .into_any()
    } else {
        let href = routes::new_message(locale);
        view! { <p class="actions"><a class="button" href=href>{l.msg_messages_write()}</a></p> }.into_any()
    };
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            {done}
            <p class="topic-row__meta">{words::state(l, thread.open)}</p>
            {hidden}
            {parts::messages(ctx, &l.msg_messages_you(), thread.messages)}
            {form}
        </div>
    }
    .into_any()
}
