//! A topic's page, with the form for a reply at its end.

use contract::{
    ErrorCode, Locale,
    ids::{PostId, TopicId},
};
use domain::{
    DomainError, DomainResult,
    forum::{PostState, PostView, TopicView, draft::Saved, quote::Preview},
    notify::Place,
};
use leptos::prelude::*;

use super::{
    composer::{self, ComposerField, LABELS, LanguageField},
    drafts, mask, parts,
    reading::{self, NoteField},
    taken, words,
};
use crate::site::{
    components::{Crumb, ErrorSummary, breadcrumbs},
    form::Form,
    page::{Page, PageResult, Reply},
    pages::notify,
    request::RequestCtx,
    routes,
};

/// What stands in the form for a reply.
#[derive(Clone, Debug, Default)]
pub struct ReplyDraft {
    /// Her text.
    pub body: String,
    /// Language she chose.
    pub language: String,
    /// What it is about.
    pub content_note: String,
    /// The refused post that it corrects.
    pub correct: String,
    /// Whether her pseudonym is hidden; nothing before she said so: then as until now.
    pub anonymous: Option<bool>,
    /// How it will look, when she asked.
    pub preview: Option<Preview>,
    /// Whether nothing was typed yet: her draft stands in it, and what she wants to quote.
    pub untouched: bool,
    /// Number of the kept draft that it began with, or 0.
    pub sequence: i64,
    /// ISO day on which what stands in it was kept as a draft.
    pub kept_on: Option<String>,
    /// Whether it was given back after she was signed out.
    pub back: bool,
}

impl ReplyDraft {
    /// From a sent form.
    pub fn of(form: &Form) -> Self {
        Self {
            body: form.get("body").to_owned(),
            language: form.get("language").to_owned(),
            content_note: form.get("content_note").to_owned(),
            correct: form.get("correct").to_owned(),
            anonymous: Some(mask::hides(form)),
            sequence: form.get("sequence").parse().unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// A topic's page. `?correct=` names a refused reply of hers that fills the form, `?quote=` a text that is quoted in it.
///
/// # Errors
/// `NotFound` for a topic or page that is not there or that she may not know of.
pub async fn topic(ctx: RequestCtx, id: String) -> PageResult {
    let correct = ctx.query.get("correct").to_owned();
    let draft = ReplyDraft { untouched: correct.is_empty(), correct, ..ReplyDraft::default() };
    topic_form(ctx, id, draft).await
}

/// The same page with something in its form.
///
/// # Errors
/// As [`topic`].
pub async fn topic_form(ctx: RequestCtx, id: String, mut draft: ReplyDraft) -> PageResult {
    let id: TopicId = id.parse().map_err(|_| DomainError::not_found())?;
    // By the number that a text has here, or had before it went elsewhere.
    if let Ok(n) = ctx.query.get("n").parse() {
        let place = domain::forum::numbered(&ctx.services, &ctx.actor, &id, n).await?;
        return Ok(Reply::see_other(routes::post_on_page(ctx.locale, &place.topic, place.page, &place.post)));
    }
    let page = page_number(&ctx.query)?;
    let topic = match domain::forum::read_topic(&ctx.services, &ctx.actor, &id, page, ctx.locale).await {
        Ok(topic) => topic,
        Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Gone) => {
            let joined = domain::forum::moved_to(&ctx.services, &ctx.actor, &id).await?;
            let joined = joined.ok_or(error)?;
            return Ok(Reply::moved(routes::topic(ctx.locale, &joined)));
        }
        Err(error) => return Err(error),
    };
    domain::forum::position::remember(&ctx.services, &ctx.actor, &topic);
    if draft.body.is_empty() && !draft.correct.is_empty() && ctx.refused.is_none() {
        let old = topic.waiting.iter().find(|post| post.id.as_str() == draft.correct && is_correctable(post));
        let old = old.ok_or_else(DomainError::not_found)?;
        draft.body = old.source.clone().unwrap_or_default();
        draft.language = old.language.code().to_owned();
        draft.content_note = old.content_note.map(|note| note.as_str().to_owned()).unwrap_or_default();
    }
    if draft.untouched && topic.can_reply {
        fill(&ctx, &mut draft, topic.draft.clone()).await?;
    }
    let (title, _) = words::title(&ctx, topic.title.clone(), topic.language);
    let (section, writes) = (topic.section.clone(), topic.can_reply);
    let listed = topic.rules.listed() && topic.state == PostState::Published && !topic.unlisted;
    let addresses =
        Locale::ALL.into_iter().map(|locale| (locale, routes::topic_page(locale, &id, page))).collect();
    let written = topic.language.interfaces();
    let told = listed && !topic.title.is_empty();
    let data = told.then(|| ("application/ld+json", routes::topic_data(ctx.locale, &id)));
    let page = Page::new(title, move || view(&ctx, topic, &draft))
        .section(section)
        .discreet()
        .listed(listed)
        .alternates(addresses)
        .written_in(written)
        .for_machines(Vec::new(), data.into_iter().collect());
    Ok(if writes { page.with_islands() } else { page }.into())
}

/// Puts her draft into the form, and what she wants to quote below it.
async fn fill(ctx: &RequestCtx, draft: &mut ReplyDraft, kept: Option<Saved>) -> DomainResult<()> {
    if let Some(Saved { writing, day, .. }) = kept {
        draft.body = writing.body;
        draft.language = writing.language;
        draft.content_note = writing.content_note;
        draft.anonymous = Some(writing.hidden);
        draft.sequence = writing.sequence;
        draft.kept_on = Some(day);
    }
    let Ok(post) = ctx.query.get("quote").parse::<PostId>() else { return Ok(()) };
    match domain::forum::quote::offer(&ctx.services, &ctx.actor, &post).await {
        Ok(quoted) if draft.body.trim().is_empty() => draft.body = quoted,
        Ok(quoted) => draft.body = format!("{}\n\n{quoted}", draft.body.trim_end()),
        // It is not there any more: she can answer without it.
        Err(error) if error.code == ErrorCode::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

fn is_correctable(post: &PostView) -> bool {
    post.is_mine
        && !post.is_opening
        && matches!(post.state, PostState::Rejected | PostState::ChangesRequested)
}

fn page_number(query: &Form) -> DomainResult<u64> {
    match query.get("page") {
        "" => Ok(1),
        text => text.parse().map_err(|_| DomainError::not_found()),
    }
}

fn view(ctx: &RequestCtx, topic: TopicView, draft: &ReplyDraft) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let id = topic.id.clone();
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(topic.category_name.clone(), routes::category(locale, &topic.category)),
    ];
    let (title, lang) = words::title(ctx, topic.title.clone(), topic.language);
    let replies = (topic.state == PostState::Published).then(|| words::replies(l, topic.replies));
    let tags = reading::topic_tags(ctx, topic.closed, topic.pinned);
    let about = reading::about(ctx, &topic);
    let fresh = reading::fresh_line(ctx, &topic);
    let poll = reading::poll(ctx, &topic);
    let arrange = reading::arrange(ctx, &topic);
    let look = reading::look(ctx, &topic);
    let form = if topic.can_reply {
        reply_form(ctx, &topic, draft)
    } else if topic.closed {
        reading::closed(ctx, &topic, &draft.body)
    } else if ctx.actor.member().is_none() {
        invitation(ctx)
    } else {
        ().into_any()
    };
    let helps = topic.help && topic.can_reply;
    let danger = (helps || topic.waiting.iter().any(|post| post.is_mine)).then(|| parts::danger_panel(ctx));
    let to = |page: u64, text: String| (routes::topic_page(locale, &id, page), text);
    let before = (topic.page > 1).then(|| to(topic.page - 1, l.msg_forum_pages_earlier()));
    let after = (topic.page < topic.pages).then(|| to(topic.page + 1, l.msg_forum_pages_later()));
    let pages = parts::pagination(ctx, before, Some(l.msg_forum_page_of(topic.page, topic.pages)), after);
    let follow = (topic.state == PostState::Published)
        .then(|| notify::follow_form(ctx, &Place::Topic(topic.id.clone()), topic.follows));
    let events = topic.events.clone();
    let published = (!topic.posts.is_empty()).then(|| {
        let first = topic.posts.iter().position(|post| post.is_fresh);
        let posts = topic.posts.into_iter().enumerate().map(|(at, post)| {
            let mark = (first == Some(at)).then(|| reading::fresh_mark(ctx));
            view! { {mark}{parts::post(ctx, post)} }
        });
        let posts = posts.collect_view();
        view! {
            <section class="posts" aria-labelledby="posts">
                <h2 class="visually-hidden" id="posts">{l.msg_forum_posts_title()}</h2>
                {posts}
            </section>
        }
    });
    view! {
        <header class="page-header page-header--plain">
            {breadcrumbs(locale, crumbs)}
            <h1 class="page-header__title" dir="auto" lang=lang>{title}</h1>
            {replies.map(|replies| view! { <p class="page-header__meta"><span>{replies}</span>{tags}</p> })}
        </header>
        <div class="narrow stack">
            {taken::done(ctx)}
            {about}
            {fresh}
            {poll}
            {published}
            {reading::events(ctx, &events)}
            {pages}
            {look}
            {follow}
            {waiting(ctx, &topic.id, topic.waiting)}
            {danger}
            {form}
            {arrange}
        </div>
    }
    .into_any()
}

fn waiting(ctx: &RequestCtx, topic: &TopicId, posts: Vec<PostView>) -> AnyView {
    if posts.is_empty() {
        return ().into_any();
    }
    let l = ctx.l();
    let title = if posts.iter().any(|post| post.is_mine) {
        l.msg_forum_waiting_title()
    } else {
        l.msg_forum_waiting_title_team()
    };
    let posts = posts
        .into_iter()
        .map(|post| {
            let correct = if post.is_opening {
                routes::correct_topic(ctx.locale, &post.id)
            } else {
                routes::correct_reply(ctx.locale, topic, &post.id)
            };
            parts::waiting_post(ctx, post, correct)
        })
        .collect_view();
    view! {
        <section class="posts" aria-labelledby="waiting">
            <h2 class="visually-hidden" id="waiting">{title}</h2>
            {posts}
        </section>
    }
    .into_any()
}

fn reply_form(ctx: &RequestCtx, topic: &TopicView, draft: &ReplyDraft) -> AnyView {
    let direct = topic.state == PostState::Published
        && topic.rules.publishes_directly(&ctx.actor, false, &topic.category);
    let l = ctx.l();
    let action = routes::topic_page(ctx.locale, &topic.id, topic.page);
    // A refused reply of hers is corrected under its reason.
    let old =
        topic.waiting.iter().find(|post| !draft.correct.is_empty() && post.id.as_str() == draft.correct);
    let correcting = old.map(|post| {
        view! {
            <div class="stack">{parts::reason_and_note(ctx, post.reason, post.note.clone())}<p>{l.msg_forum_correcting()}</p></div>
        }
    });
    let correct = (!draft.correct.is_empty())
        .then(|| view! { <input r#type="hidden" name="correct" value=draft.correct.clone()/> });
    let called =
        (draft.preview.is_some() || ctx.refused.is_some()).then(|| composer::call_the_team(&draft.body));
    let hidden = draft.anonymous.unwrap_or(topic.mask.before.alias.is_some());
    view! {
        <form class="composer" method="post" action=action aria-labelledby="reply">
            <h2 class="composer__title" id="reply">{l.msg_forum_reply_title()}</h2>
            {composer::before_writing()}
            {reading::seen_by(ctx, topic.rules.audience, hidden, topic.mask.before.alias)}
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {composer::back(draft.back)}
            {composer::preview(ctx, draft.preview.clone())}
            {called}
            {drafts::note(draft.kept_on.as_deref())}
            {correcting}
            {composer::hidden(ctx, draft.sequence)}
            {correct}
            {view! { <ComposerField value=draft.body.clone()/> }.into_any()}
            {view! { <LanguageField value=draft.language.clone()/> }.into_any()}
            {view! { <NoteField value=draft.content_note.clone()/> }.into_any()}
            {mask::field(ctx, topic.mask, hidden)}
            {composer::buttons(direct, draft.kept_on.is_some())}
        </form>
    }
    .into_any()
}

fn invitation(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    view! {
        <section class="take-part" aria-labelledby="join">
            <h2 class="take-part__title" id="join">{l.msg_forum_join_title()}</h2>
            <p>{l.msg_forum_join_text()}</p>
            <p class="actions">
                <a class="button" href=routes::join(locale)>{l.msg_nav_join()}</a>" "
                <a class="button button--secondary" href=routes::sign_in(locale, Some(&ctx.path))>{l.msg_nav_sign_in()}</a>
            </p>
        </section>
    }
    .into_any()
}
