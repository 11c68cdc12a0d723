//! The browsers in which she is signed in.

use domain::identity::{self, Device, SessionLine};
use leptos::prelude::*;

use super::{account_crumbs, fact};
use crate::site::{
    components::{Day, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The list, each with a button that ends it.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn sessions(ctx: RequestCtx) -> PageResult {
    let lines = identity::sessions(&ctx.services, ctx.actor.require_member()?).await?;
    let title = ctx.l().msg_identity_sessions_title();
    Ok(Page::new(title, move || view(&ctx, lines)).personal().into())
}

fn view(ctx: &RequestCtx, lines: Vec<SessionLine>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_sessions_title();
    let ended = (ctx.query.get("done") == "ended")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_identity_sessions_ended()}</p> }));
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_identity_sessions_lead()), true)}
        <div class="narrow stack">
            {ended}
            {lines.into_iter().map(|line| session(ctx, line)).collect_view()}
            <form class="form" method="post" action=routes::sessions(locale)>
                <p class="field__hint" id="end-hint">{l.msg_identity_account_end_hint()}</p>
                <p class="actions">
                    <button class="button" type="submit" aria-describedby="end-hint">{l.msg_identity_account_end()}</button>
                </p>
            </form>
        </div>
    }
    .into_any()
}

fn session(ctx: &RequestCtx, line: SessionLine) -> AnyView {
    let l = ctx.l();
    let device = match line.device {
        Some(Device::Phone) => l.msg_identity_session_phone(),
        Some(Device::Computer) => l.msg_identity_session_computer(),
        None => l.msg_identity_session_unknown(),
    };
    let heading = if line.is_this { l.msg_identity_session_this(&device) } else { device };
    let button = if line.is_this { l.msg_sign_out() } else { l.msg_identity_session_end() };
    let id = format!("session-{}", line.key);
    let (labelled, described) = (id.clone(), id.clone());
    let seen = (!line.seen.is_empty())
        .then(|| fact(l.msg_identity_session_seen(), view! { <Day iso=line.seen.clone()/> }.into_any()));
    view! {
        <section class="panel stack" aria-labelledby=labelled>
            <h2 class="panel__title" id=id>{heading}</h2>
            <dl class="meta">
                {fact(l.msg_identity_session_since(), view! { <Day iso=line.since/> }.into_any())}
                {seen}
            </dl>
            <form method="post" action=routes::sessions(ctx.locale)>
                <input type="hidden" name="session" value=line.key/>
                <button class="button button--secondary" type="submit" aria-describedby=described>{button}</button>
            </form>
        </section>
    }
    .into_any()
}
