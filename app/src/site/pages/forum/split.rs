//! Choosing answers that become a topic of their own.

use contract::{Section, ids::TopicId};
use domain::{
    DomainError, Permission,
    forum::{PostState, PostView, TopicView},
    permission::{permits, require},
};
use leptos::prelude::*;

use super::{
    composer::{LABELS, SelectField},
    parts, reading, words,
};
use crate::site::{
    components::{Crumb, Day, ErrorSummary, TextField, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub struct SplitDraft {
    /// Identifiers of the chosen answers, of every page.
    pub posts: Vec<String>,
    /// Title of the new topic.
    pub title: String,
    /// Slug of its category.
    pub category: String,
    /// Why.
    pub reason: String,
    /// Page of the old topic, from 1.
    pub page: u64,
}

impl SplitDraft {
    /// From a sent form.
    pub fn of(form: &Form) -> Self {
        let posts =
            form.pairs().iter().filter(|(name, _)| name == "posts").map(|(_, value)| value.clone()).collect();
        Self {
            posts,
            title: form.get("title").to_owned(),
            category: form.get("category").to_owned(),
            reason: form.get("reason").to_owned(),
            page: form.get("page").parse().unwrap_or(1),
        }
    }

    /// The same on the next page, or on the one before.
    #[must_use]
    pub fn turned(self, later: bool) -> Self {
        let page = if later { self.page.saturating_add(1) } else { self.page.saturating_sub(1) };
        Self { page: Ord::max(page, 1), ..self }
    }
}

/// The first page of a topic's answers.
///
/// # Errors
/// As [`split_form`].
pub async fn split(ctx: RequestCtx, id: String) -> PageResult {
    let page = ctx.query.get("page").parse().unwrap_or(1);
    split_form(ctx, id, SplitDraft { page, ..SplitDraft::default() }).await
}

/// A page of a topic's answers, each with its box.
///
/// # Errors
/// `SignInNeeded`, `Forbidden` for who does not moderate; `NotFound` outside of her categories.
pub async fn split_form(ctx: RequestCtx, id: String, draft: SplitDraft) -> PageResult {
    let id: TopicId = id.parse().map_err(|_| DomainError::not_found())?;
    require(&ctx.actor, Permission::Move, None)?;
    let topic = domain::forum::read_topic(&ctx.services, &ctx.actor, &id, draft.page, ctx.locale).await?;
    let hers =
        topic.state == PostState::Published && permits(&ctx.actor, Permission::Move, Some(&topic.category));
    if !hers {
        return Err(DomainError::not_found());
    }
    let title = ctx.l().msg_desk_topic_split();
    Ok(Page::new(title, move || view(&ctx, topic, &draft)).personal().into())
}

fn view(ctx: &RequestCtx, topic: TopicView, draft: &SplitDraft) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (old, lang) = words::title(ctx, topic.title.clone(), topic.language);
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(topic.category_name.clone(), routes::category(locale, &topic.category)),
        Crumb::here(l.msg_desk_topic_split()),
    ];
    let elsewhere = draft
        .posts
        .iter()
        .filter(|id| topic.posts.iter().all(|post| post.id.as_str() != id.as_str()))
        .map(|id| view! { <input r#type="hidden" name="posts" value=id.clone()/> })
        .collect_view();
    let (page, pages) = (topic.page, topic.pages);
    let turn = |value: &'static str, text: String| {
        view! { <button class="button button--quiet" name="action" value=value>{text}</button>" " }
    };
    let earlier = (page > 1).then(|| turn("earlier", l.msg_forum_pages_earlier()));
    let later = (page < pages).then(|| turn("later", l.msg_forum_pages_later()));
    let category = if draft.category.is_empty() { topic.category.clone() } else { draft.category.clone() };
    let categories = Section::ALL
        .into_iter()
        .map(|section| (section.slug().to_owned(), i18n::sections::name(l, section)))
        .collect::<Vec<_>>();
    let back = routes::topic_page(locale, &topic.id, page);
    let action = routes::split_topic(locale, &topic.id);
    let answers = topic
        .posts
        .into_iter()
        .filter(|post| !post.is_opening && post.absent.is_none())
        .map(|post| answer(ctx, &post, draft.posts.iter().any(|id| id == post.id.as_str())))
        .collect_view();
    view! {
        {page_header(locale, crumbs, l.msg_desk_topic_split(), Some(l.msg_desk_split_lead()), true)}
        <div class="narrow stack">
            <p><a href=back dir="auto" lang=lang>{old}</a></p>
            <form class="form" method="post" action=action>
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {view! { <TextField name="title" labels=LABELS value=draft.title.clone()/> }.into_any()}
                {view! { <SelectField name="category" options=categories value=category/> }.into_any()}
                {reading::cause(ctx, "", &draft.reason)}
                {elsewhere}
                <input r#type="hidden" name="page" value=page.to_string()/>
                <fieldset class="choices" id="posts">
                    <legend class="choices__legend">{l.msg_desk_split_posts()}</legend>
                    {answers}
                </fieldset>
                <p class="muted">{l.msg_forum_page_of(page, pages)}</p>
                <p class="actions">
                    <button class="button" name="action" value="split">{l.msg_desk_topic_split()}</button>" "
                    {earlier}
                    {later}
                </p>
            </form>
        </div>
    }
    .into_any()
}

fn answer(ctx: &RequestCtx, post: &PostView, chosen: bool) -> AnyView {
    let state =
        (post.state != PostState::Published).then(|| view! { " "{parts::state_tag(ctx, post.state)} });
    view! {
        <div class="post">
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="posts" value=post.id.to_string() checked=chosen/>
                " "<span>{parts::author_name(ctx, &post.author)}" · "<Day iso=post.day.clone()/>{state}</span>
            </label>
            {reading::body(ctx, post)}
        </div>
    }
    .into_any()
}
