//! The same done with many topics at once: what can be chosen, what was chosen, and what became of each.

use domain::{
    DomainError, Permission,
    forum::{self, Category, ManyTopics, ToChange, Together, TopicEnded, TopicLine, TopicsLook},
    moderation::Cause,
    permission::{permits, require},
};
use i18n::{L10nLanguage, plurals::counted};
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, notice},
    page::{Page, PageResult},
    pages::{
        forum::words,
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("topic", |l| l.msg_bulk_field_topic()),
    ("what", |l| l.msg_bulk_field_what()),
    ("reason", |l| l.msg_moderation_field_reason()),
    ("to", |l| l.msg_bulk_field_to()),
    ("category", |l| l.msg_bulk_field_category()),
    ("key", |l| l.msg_bulk_field_key()),
    ("action", |l| l.msg_moderation_field_action()),
];

/// What can be chosen: the newest of her topics, or those of one category.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member.
pub async fn topics(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::Arrange, None)?;
    let category = ctx.query.get("category").to_owned();
    topics_of(ctx, category).await
}

/// The same of one category; empty: of all of hers.
///
/// # Errors
/// Like [`topics`]; `NotFound` for a category that she does not read.
pub async fn topics_of(ctx: RequestCtx, category: String) -> PageResult {
    let look = forum::topics_offered(&ctx.services, &ctx.actor, &category, ctx.locale).await?;
    let mut all = forum::readable_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    all.retain(|one| permits(&ctx.actor, Permission::Arrange, Some(&one.slug)));
    if !category.is_empty() && all.iter().all(|one| one.slug != category) {
        return Err(DomainError::not_found());
    }
    let l = ctx.l();
    let (title, lead) = (l.msg_bulk_topics_title(), l.msg_bulk_topics_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| offered(ctx, look, &all, &category)).into())
}

fn offered(ctx: &RequestCtx, look: TopicsLook, all: &[Category], category: &str) -> AnyView {
    let l = ctx.l();
    let here = routes::desk_topics(ctx.locale);
    let names = || all.iter().map(|one| (one.slug.clone(), one.name.clone()));
    let any = std::iter::once((String::new(), l.msg_bulk_topics_any()));
    let filter = choice_of(LABELS, "filter", "category", any.chain(names()).collect(), category, false);
    let refused = ctx.refused.is_some();
    let choose = || std::iter::once((String::new(), l.msg_moderation_field_reason_choose()));
    let all_done = Together::ALL.iter().map(|one| (one.as_str().to_owned(), what(l, *one)));
    let done = choice_of(LABELS, "", "what", choose().chain(all_done).collect(), "", refused);
    let reasons = Cause::offered().map(|one| (one.as_str().to_owned(), words::cause(l, one)));
    let reason = choice_of(LABELS, "", "reason", choose().chain(reasons).collect(), "", refused);
    let to = choice_of(LABELS, "", "to", choose().chain(names()).collect(), "", refused);
    let chosen = |topic: &ToChange| {
        ctx.refused.as_ref().is_some_and(|refused| {
            refused.form.pairs().iter().any(|(name, id)| name == "topic" && *id == topic.id.as_str())
        })
    };
    let none = look.topics.is_empty().then(|| view! { <p>{l.msg_bulk_topics_none()}</p> });
    let rows =
        look.topics.iter().map(|topic| row(ctx, topic, choice(ctx, topic, chosen(topic)))).collect_view();
    view! {
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        <form class="form" method="get" action=here.clone()>
            {filter}
            <p class="actions"><button class="button button--quiet">{l.msg_bulk_topics_show()}</button></p>
        </form>
        {none}
        <form class="form" method="post" action=here>
            <input r#type="hidden" name="category" value=category.to_owned()/>
            <ol class="topic-list" id="topic">{rows}</ol>
            {done}
            {reason}
            <p class="muted">{l.msg_bulk_topics_reason_hint()}</p>
            {to}
            <p class="actions">
                <button class="button" name="action" value="preview">{l.msg_bulk_topics_preview()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// The box that chooses a topic.
fn choice(ctx: &RequestCtx, topic: &ToChange, ticked: bool) -> AnyView {
    let about = format!("t-{}", topic.id);
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name="topic" value=topic.id.to_string() checked=ticked
                aria-describedby=about/>" "
            <span class="choice__label">{ctx.l().msg_bulk_topics_choose()}</span>
        </label>
    }
    .into_any()
}

/// A topic, with the box that chooses it or with what became of it.
fn row(ctx: &RequestCtx, topic: &ToChange, below: AnyView) -> AnyView {
    let l = ctx.l();
    let (title, lang) = words::title(ctx, topic.title.clone(), topic.language);
    let about = format!("t-{}", topic.id);
    let closed = topic.closed.then(|| view! { " · "{l.msg_bulk_topics_closed()} });
    let unlisted = topic.unlisted.then(|| view! { " · "{l.msg_bulk_topics_unlisted()} });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title" id=about>
                <a href=routes::topic(ctx.locale, &topic.id) dir="auto" lang=lang>{title}</a>
            </h2>
            <p class="topic-row__meta">{topic.category.clone()}{closed}{unlisted}</p>
            {below}
        </li>
    }
    .into_any()
}

/// The chosen topics, before anything is done with them.
pub fn topics_look(ctx: &RequestCtx, look: TopicsLook, wanted: ManyTopics) -> Page {
    let l = ctx.l();
    let (title, lead) = (l.msg_bulk_topics_preview_title(), l.msg_bulk_topics_preview_lead());
    desk_page(ctx, title, Some(lead), move |ctx| preview(ctx, look, wanted))
}

fn preview(ctx: &RequestCtx, look: TopicsLook, wanted: ManyTopics) -> AnyView {
    let l = ctx.l();
    let left_out = (look.left_out > 0).then(|| {
        let (n, digits) = counted(look.left_out);
        notice(NoticeKind::Warning, None, view! { <p>{l.msg_bulk_topics_left_out(n, digits)}</p> })
    });
    if look.topics.is_empty() {
        return view! { {left_out}<p>{l.msg_bulk_topics_none()}</p>{back(ctx)} }.into_any();
    }
    let said = Together::parse(&wanted.what).map(|one| what(l, one));
    let rows = look.topics.iter().map(|topic| row(ctx, topic, choice(ctx, topic, true))).collect_view();
    let (n, digits) = counted(look.topics.len());
    view! {
        {left_out}
        <form class="form" method="post" action=routes::desk_topics(ctx.locale)>
            <input r#type="hidden" name="what" value=wanted.what/>
            <input r#type="hidden" name="reason" value=wanted.reason/>
            <input r#type="hidden" name="to" value=wanted.to/>
            <input r#type="hidden" name="key" value=look.key/>
            <p><strong>{said}</strong></p>
            <ol class="topic-list" id="topic">{rows}</ol>
            <p class="actions">
                <button class="button" name="action" value="confirm">{l.msg_bulk_topics_confirm(n, digits)}</button>
            </p>
        </form>
        {back(ctx)}
    }
    .into_any()
}

fn back(ctx: &RequestCtx) -> AnyView {
    let href = routes::desk_topics(ctx.locale);
    view! { <p class="actions"><a href=href>{ctx.l().msg_bulk_topics_back()}</a></p> }.into_any()
}

/// What became of each.
pub fn topics_done(ctx: &RequestCtx, lines: Vec<TopicLine>) -> Page {
    desk_page(ctx, ctx.l().msg_bulk_done_title(), None, move |ctx| ended(ctx, lines))
}

fn ended(ctx: &RequestCtx, lines: Vec<TopicLine>) -> AnyView {
    let l = ctx.l();
    let count = lines.iter().filter(|line| line.ended == TopicEnded::Done).count();
    let kind = if count == lines.len() { NoticeKind::Success } else { NoticeKind::Warning };
    let (n, digits) = counted(count);
    let told = notice(kind, None, view! { <p>{l.msg_bulk_topics_done(n, digits)}</p> });
    let rows = lines
        .into_iter()
        .map(|line| {
            let class = if line.ended == TopicEnded::Done { "tag tag--approved" } else { "tag tag--held" };
            let told = view! { <p><span class=class>{outcome(l, line.ended)}</span></p> }.into_any();
            match &line.topic {
                Some(topic) => row(ctx, topic, told),
                None => view! { <li class="topic-row">{l.msg_bulk_topics_unknown()}{told}</li> }.into_any(),
            }
        })
        .collect_view();
    view! { {told}<ol class="topic-list">{rows}</ol>{back(ctx)} }.into_any()
}

fn outcome(l: &L10nLanguage, ended: TopicEnded) -> String {
    match ended {
        TopicEnded::Done => l.msg_bulk_topics_ended_done(),
        TopicEnded::Changed => l.msg_bulk_ended_changed(),
        TopicEnded::NotHers => l.msg_bulk_ended_not_hers(),
        TopicEnded::Failed => l.msg_bulk_topics_ended_failed(),
    }
}

fn what(l: &L10nLanguage, what: Together) -> String {
    match what {
        Together::Close => l.msg_bulk_topics_close(),
        Together::Reopen => l.msg_bulk_topics_reopen(),
        Together::Unlist => l.msg_bulk_topic_unlist(),
        Together::List => l.msg_bulk_topic_list(),
        Together::Review => l.msg_bulk_topics_review(),
        Together::Trust => l.msg_bulk_topics_trust(),
        Together::Move => l.msg_bulk_topics_move(),
    }
}
