//! The first time back from a provider: a name of this place, and consent.

use domain::identity::provider::{Pending, pending};
use leptos::prelude::*;

use super::{
    super::{join, next},
    Trouble, trouble,
};
use crate::site::{
    components::{Crumb, ErrorSummary, NoticeKind, TextField, notice, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// The form; whoever has an account already goes there.
///
/// # Errors
/// When the database does not answer.
pub async fn first_through_provider(ctx: RequestCtx) -> PageResult {
    if ctx.actor.member().is_some() {
        return Ok(Reply::see_other(next(&ctx).unwrap_or_else(|| routes::account(ctx.locale))));
    }
    let waiting = match &ctx.way {
        Some(way) => pending(&ctx.services, way).await?,
        None => None,
    };
    let Some(waiting) = waiting else { return Ok(trouble(&ctx, Trouble::Interrupted).into()) };
    let names = join::names(&ctx).await?;
    let title = ctx.l().msg_provider_first_title();
    Ok(Page::new(title, move || view(&ctx, &waiting, names)).personal().into())
}

fn view(ctx: &RequestCtx, waiting: &Pending, names: Vec<String>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_provider_first_title();
    let key = &waiting.provider;
    let name = ctx.site.provider(key).map_or(key.as_str(), |provider| provider.name(locale)).to_owned();
    let again = format!("{}?again=1", routes::first_through_provider(locale));
    let lead = l.msg_provider_first_lead(&name);
    let learns = view! { <p>{l.msg_provider_first_learns(&name)}</p> };
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
        <div class="narrow stack">
            <ErrorSummary labels=join::LABELS/>
            {notice(NoticeKind::Info, None, learns)}
            <section class="panel stack">
                <h2 class="panel__title">{l.msg_identity_join_before()}</h2>
                <p>{l.msg_identity_join_public()}</p>
                <ul class="link-list">
                    <li><a href=routes::terms(locale)>{l.msg_nav_terms()}</a></li>
                    <li><a href=routes::privacy(locale)>{l.msg_nav_privacy()}</a></li>
                    <li><a href=routes::safety(locale)>{l.msg_nav_safety()}</a></li>
                </ul>
            </section>
            <form class="form" method="post" action=routes::first_through_provider(locale)>
                {join::choices(ctx, names, again)}
                <TextField name="own_pseudonym" labels=join::LABELS hint=l.msg_identity_join_own_hint()
                    value=join::own_name(ctx)/>
                {join::rules(ctx)}
                <p class="actions"><button class="button" type="submit">{l.msg_identity_join_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
