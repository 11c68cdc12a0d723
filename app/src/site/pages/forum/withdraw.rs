//! Before she takes a text of hers away: what happens then.

use contract::ids::PostId;
use domain::{DomainError, DomainResult, forum::Contribution};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Asks once.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` for a text that is not hers.
pub async fn withdraw(ctx: RequestCtx, id: String) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let text = own(&ctx, &id).await?;
    if text.state == domain::forum::PostState::Withdrawn {
        return Ok(Reply::see_other(routes::permalink(&id)));
    }
    let title = ctx.l().msg_edit_withdraw_title();
    Ok(Page::new(title, move || view(&ctx, text)).personal().into())
}

async fn own(ctx: &RequestCtx, id: &PostId) -> DomainResult<Contribution> {
    domain::forum::my_contribution(&ctx.services, &ctx.actor, id).await
}

fn view(ctx: &RequestCtx, text: Contribution) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_edit_withdraw_title();
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(l.msg_forum_mine_title(), routes::my_contributions(locale)),
        Crumb::here(title.clone()),
    ];
    let what = if text.is_opening { l.msg_edit_withdraw_topic() } else { l.msg_edit_withdraw_reply() };
    let back = routes::permalink(&text.post);
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            <blockquote class="prose prose--small" dir="auto" lang=words::lang(text.language)>{text.excerpt}</blockquote>
            <p>{what}</p>
            <p>{l.msg_edit_withdraw_time()}</p>
            <form class="actions" method="post" action=routes::withdraw(locale, &text.post)>
                <button class="button button--danger" name="action" value="withdraw">{l.msg_edit_withdraw_button()}</button>" "
                <a class="button button--secondary" href=back>{l.msg_edit_withdraw_keep()}</a>
            </form>
        </div>
    }
    .into_any()
}
