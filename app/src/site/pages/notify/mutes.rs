//! Whom and what she does not want to read, for herself alone.

use domain::mute::{Change, MutedAlias, MutedName, Mutes};
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, NoticeKind, TextArea, error_summary::Labels, notice, page_header},
    page::{Page, PageResult},
    pages::{forum::words, identity::account_crumbs},
    request::RequestCtx,
    routes,
};

const LABELS: Labels =
    &[("action", |l| l.msg_notify_field_action()), ("words", |l| l.msg_notify_field_words())];

/// The page.
///
/// # Errors
/// `SignInNeeded` for a guest; when the database does not answer.
pub async fn mutes(ctx: RequestCtx) -> PageResult {
    let list = domain::mute::mutes(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_notify_mutes_title();
    Ok(Page::new(title, move || view(&ctx, list)).personal().into())
}

fn view(ctx: &RequestCtx, list: Mutes) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_notify_mutes_title();
    let saved = (ctx.query.get("done") == "saved")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_notify_saved()}</p> }));
    let names = if list.names.is_empty() {
        view! { <p>{l.msg_notify_mutes_names_none()}</p> }.into_any()
    } else {
        let names = list.names.into_iter().map(|one| name(ctx, one)).collect_view();
        view! { <ul class="topic-list">{names}</ul> }.into_any()
    };
    let aliases = (!list.aliases.is_empty()).then(|| {
        let aliases = list.aliases.into_iter().map(|one| alias(ctx, one)).collect_view();
        view! {
            <section class="stack" aria-labelledby="aliases">
                <h2 id="aliases">{l.msg_notify_mutes_aliases_title()}</h2>
                <ul class="topic-list">{aliases}</ul>
            </section>
        }
    });
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_notify_mutes_lead()), true)}
        <div class="narrow stack">
            {saved}
            <ErrorSummary labels=LABELS/>
            <section class="stack" id="action" aria-labelledby="names">
                <h2 id="names">{l.msg_notify_mutes_names_title()}</h2>
                {names}
            </section>
            {aliases}
            <section class="stack" aria-labelledby="list">
                <h2 id="list">{l.msg_notify_mutes_words_title()}</h2>
                <form class="form" method="post" action=routes::mutes(locale)>
                    <TextArea name="words" labels=LABELS hint=l.msg_notify_words_hint() rows=6 value=list.words/>
                    <p class="actions"><button class="button" name="action" value="words">{l.msg_notify_save()}</button></p>
                </form>
            </section>
        </div>
    }
    .into_any()
}

fn lift(ctx: &RequestCtx, hidden: Vec<(&'static str, String)>) -> AnyView {
    let hidden = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form method="post" action=routes::mutes(ctx.locale)>
            {hidden}
            <button class="button button--secondary button--small" name="action" value=Change::Lift.as_str()>
                {ctx.l().msg_notify_lift()}
            </button>
        </form>
    }
    .into_any()
}

fn name(ctx: &RequestCtx, one: MutedName) -> AnyView {
    let l = ctx.l();
    let how = if one.blocked { l.msg_notify_mutes_blocked() } else { l.msg_notify_mutes_muted() };
    view! {
        <li class="topic-row">
            <p><bdi>{one.pseudonym.clone()}</bdi>" "<span class="tag">{how}</span></p>
            {lift(ctx, vec![("name", one.pseudonym)])}
        </li>
    }
    .into_any()
}

fn alias(ctx: &RequestCtx, one: MutedAlias) -> AnyView {
    let (title, lang) = words::title(ctx, one.title, one.language);
    let author = words::author(ctx.l(), &domain::forum::Author::Alias(one.alias));
    let href = routes::topic(ctx.locale, &one.topic);
    view! {
        <li class="topic-row">
            <p><bdi>{author}</bdi>" · "<a href=href dir="auto" lang=lang>{title}</a></p>
            {lift(ctx, vec![("topic", one.topic.to_string()), ("alias", one.alias.to_string())])}
        </li>
    }
    .into_any()
}
