//! What the team can do with a published text.

use contract::ids::PostId;
use domain::{
    DomainError,
    moderation::{Reason, Step, Taker},
};
use leptos::prelude::*;

use crate::site::{
    components::{
        Crumb, ErrorSummary, Html, NoticeKind, TextArea, error_summary::Labels, notice, page_header,
    },
    page::{Page, PageResult},
    pages::{
        forum::{parts, words},
        staff,
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("reason", |l| l.msg_moderation_field_reason()),
    ("note", |l| l.msg_moderation_field_note()),
    ("version", |l| l.msg_moderation_field_version()),
    ("action", |l| l.msg_moderation_field_action()),
];

/// The text with what can be done.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound` like the use case.
pub async fn take(ctx: RequestCtx, id: String) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let text = domain::moderation::to_take(&ctx.services, &ctx.actor, &id).await?;
    let title = ctx.l().msg_edit_take_title();
    Ok(Page::new(title, move || view(&ctx, text, false)).personal().into())
}

/// 409: the text changed while she looked at it.
pub fn taken_meanwhile(ctx: RequestCtx, text: Taker) -> Page {
    let title = ctx.l().msg_edit_take_title();
    Page::new(title, move || view(&ctx, text, true)).personal().status(409)
}

fn view(ctx: &RequestCtx, text: Taker, stale: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_edit_take_title();
    let (topic_title, topic_lang) = words::title(ctx, text.title.clone(), text.title_language);
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(topic_title, routes::topic(locale, &text.topic)),
        Crumb::here(title.clone()),
    ];
    let _ = topic_lang;
    let stale = stale.then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_edit_take_stale()}</p> }));
    let reason = text.reason.map(|reason| view! { <p>{l.msg_forum_reason(words::reason(l, reason))}</p> });
    let action = routes::take(locale, &text.post);
    let version = text.version.to_string();
    let forms = text
        .steps
        .iter()
        .map(|step| {
            let (words, class) = match step {
                Step::Hold => (l.msg_edit_take_hold(), "button button--secondary"),
                Step::Release => (l.msg_edit_take_release(), "button"),
                Step::Remove => (l.msg_edit_take_remove(), "button button--danger"),
                Step::Restore => (l.msg_edit_take_restore(), "button"),
            };
            let why = (*step == Step::Remove).then(|| why(ctx));
            view! {
                <form class="form" method="post" action=action.clone()>
                    <input r#type="hidden" name="version" value=version.clone()/>
                    {why}
                    <p class="actions"><button class=class name="action" value=step.as_str()>{words}</button></p>
                </form>
            }
        })
        .collect_view();
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_edit_take_lead()), true)}
        <div class="narrow stack">
            {stale}
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <p>{parts::author_name(ctx, &text.author)}" "{parts::state_tag(ctx, text.state)}</p>
            {reason}
            <Html html=text.html class="post__body prose prose--small" lang=words::lang(text.language)/>
            <p><a class="more-link" href=routes::history(locale, &text.post)>{l.msg_edit_history_link()}</a></p>
            {super::reports::held_only(ctx, text.held_only)}
            {forms}
        </div>
    }
    .into_any()
}

fn why(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let reasons = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(
            Reason::OFFERED.into_iter().map(|reason| (reason.as_str().to_owned(), words::reason(l, reason))),
        )
        .collect();
    view! {
        {staff::choice_of(LABELS, "", "reason", reasons, "", ctx.refused.is_some())}
        {view! { <TextArea name="note" labels=LABELS hint=l.msg_moderation_field_note_hint() rows=3/> }.into_any()}
    }
    .into_any()
}
