//! The parts of a topic's page that have to do with reading, and with answering without words.

mod arrange;
mod poll;

pub use arrange::{arrange, cause, events};
pub use poll::{poll, poll_fields};

use domain::{
    forum::{Audience, ContentNote, Discussion, Kind, PostState, PostView, TopicView},
    markup::mention,
};
use leptos::prelude::*;

use super::{
    composer::{LABELS, SelectField},
    quote, words,
};
use crate::{
    islands::LiveNews,
    site::{
        components::{ErrorSummary, Html, Icon, in_textarea},
        page::use_request,
        request::RequestCtx,
        routes,
    },
};

/// That a topic is closed, or stands first.
pub fn topic_tags(ctx: &RequestCtx, closed: bool, pinned: bool) -> AnyView {
    let l = ctx.l();
    let closed =
        closed.then(|| view! { " "<span class="tag"><Icon name="lock"/>" "{l.msg_reading_closed()}</span> });
    let pinned = pinned.then(
        || view! { " "<span class="tag tag--pinned"><Icon name="pin"/>" "{l.msg_reading_pinned()}</span> },
    );
    view! { {closed}{pinned} }.into_any()
}

/// How much came since she was here, with the way to the first of it.
pub fn fresh_line(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let l = ctx.l();
    let line = topic.fresh.map(|fresh| {
        let href = routes::first_fresh(ctx.locale, &topic.id, fresh.page);
        view! { <p><a class="tag tag--new" href=href>{words::fresh(l, fresh.count)}</a></p> }
    });
    line.into_any()
}

/// Where the new texts begin.
pub fn fresh_mark(ctx: &RequestCtx) -> AnyView {
    view! { <p id="fresh"><span class="tag tag--new">{ctx.l().msg_reading_fresh_mark()}</span></p> }
        .into_any()
}

/// The way to what may have come meanwhile: the last page, anew.
pub fn look(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let here = topic.state == PostState::Published && topic.page == topic.pages && !topic.closed;
    let link = here.then(|| {
        let href = routes::topic_page(ctx.locale, &topic.id, topic.pages);
        view! { <p class="actions"><a class="more-link" href=href>{ctx.l().msg_reading_look()}</a></p> }
    });
    // Who writes has the islands on her page anyway; for nobody else they are loaded.
    let live = (here && topic.can_reply).then(|| {
        let src = routes::live(ctx.locale, &topic.id, topic.last_position);
        let href = routes::topic_page(
            ctx.locale,
            &topic.id,
            domain::forum::position::page_after(topic.last_position),
        );
        view! { <LiveNews src=src href=href/> }
    });
    view! { {live}{link} }.into_any()
}

/// The text; behind what its author said that it is about, when she said so.
pub fn body(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let lang = words::lang(post.language);
    let html = mention::with_former(post.html.clone(), &l.msg_forum_former_member());
    let html = quote::filled(ctx, html, &post.quotes);
    let text = view! { <Html html=html class="post__body prose prose--small" lang=lang/> }.into_any();
    match post.content_note {
        None => text,
        Some(note) => {
            let open = l.msg_reading_note_open(words::content_note(l, note));
            view! { <details class="disclosure"><summary>{open}</summary>{text}</details> }.into_any()
        }
    }
}

/// How many sent what, from three on; for who is signed in, the buttons to do so and to keep the text.
pub fn actions(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let counted = Kind::ALL.into_iter().zip(post.reactions).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counted
        .map(|(kind, count)| l.msg_reading_reaction_count(words::reaction(l, kind), count.to_string()))
        .collect();
    let counts = (!counts.is_empty()).then(|| view! { <p class="muted">{counts.join(" · ")}</p> });
    let buttons = ctx.actor.member().map(|_| {
        let kinds = if post.is_mine { &[][..] } else { &Kind::ALL };
        let kinds = kinds
            .iter()
            .map(|kind| button(kind.as_str(), words::reaction(l, *kind), post.mine.kinds.contains(kind)))
            .collect_view();
        let text = if post.mine.bookmarked { l.msg_reading_bookmarked() } else { l.msg_reading_bookmark() };
        let label = l.msg_reading_actions_label(words::author(l, &post.author));
        view! {
            <form class="post__actions" method="post" action=routes::mark(ctx.locale, &post.id) aria-label=label>
                {kinds}
                {button("bookmark", text, post.mine.bookmarked)}
                {quote::link(ctx, post)}
            </form>
        }
    });
    view! { {counts}{buttons} }.into_any()
}

/// Pressed, it takes back.
fn button(name: &str, text: String, on: bool) -> AnyView {
    let value = if on { format!("no-{name}") } else { name.to_owned() };
    let class = if on { "button button--small" } else { "button button--quiet button--small" };
    view! {
        <button class=class name="do" value=value aria-pressed=if on { "true" } else { "false" }>{text}</button>
    }
    .into_any()
}

/// That nobody answers here any more; with her text, when she tried.
pub fn closed(ctx: &RequestCtx, topic: &TopicView, text: &str) -> AnyView {
    let l = ctx.l();
    let kept = (!text.is_empty()).then(|| {
        view! {
            <p><label for="kept">{l.msg_reading_closed_yours()}</label></p>
            <textarea class="textarea" id="kept" rows="8" dir="auto" readonly>{in_textarea(text)}</textarea>
        }
    });
    let reopens = topic.reopens.as_ref().map(|day| {
        let day = i18n::dates::day(ctx.locale, day);
        view! { <p>{l.msg_bulk_reopens(day)}</p> }
    });
    let ask = routes::new_topic(ctx.locale, &topic.category);
    view! {
        <section class="panel stack" aria-labelledby="closed">
            <h2 class="panel__title" id="closed">{l.msg_reading_closed_title()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <p>{l.msg_reading_closed_text()}</p>
            {reopens}
            {kept}
            <p class="actions"><a class="button button--secondary" href=ask>{l.msg_forum_ask()}</a></p>
        </section>
    }
    .into_any()
}

/// What of the portal is discussed here, with the way to it.
pub fn about(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let l = ctx.l();
    let line = topic.about.as_ref().map(|about| {
        let (href, lang) = (routes::thing(ctx.locale, about), about.locale.map(contract::Locale::code));
        let title = about.title.clone();
        view! { <p>{l.msg_reading_about()}" "<a href=href lang=lang dir="auto">{title}</a></p> }
    });
    line.into_any()
}

/// Where something of the portal is discussed; nothing when nowhere.
pub fn discussions(ctx: &RequestCtx, list: Vec<Discussion>) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let l = ctx.l();
    let items = list
        .into_iter()
        .map(|one| {
            let (title, lang) = words::title(ctx, one.title, one.language);
            view! {
                <li>
                    <a href=routes::topic(ctx.locale, &one.id) lang=lang dir="auto">{title}</a>
                    " "<span class="link-list__meta">{words::replies(l, one.replies)}</span>
                </li>
            }
        })
        .collect_view();
    let view = view! {
        <section class="block" aria-labelledby="discussions">
            <h2 class="block__title" id="discussions">{l.msg_reading_discussions()}</h2>
            <ul class="link-list">{items}</ul>
        </section>
    };
    Some(view.into_any())
}

/// What the text is about, chosen from a short list. Folded away, for few texts need it.
#[component]
pub fn NoteField(
    /// What is chosen before anything was sent.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let ctx = use_request();
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let open = !value.is_empty()
        || refused.is_some_and(|refused| refused.fields.iter().any(|e| e.field == "content_note"));
    let options = std::iter::once((String::new(), l.msg_reading_note_none()))
        .chain(ContentNote::ALL.map(|note| (note.as_str().to_owned(), words::content_note(l, note))))
        .collect();
    view! {
        <details class="disclosure" open=open>
            <summary>{l.msg_reading_note_field()}</summary>
            <SelectField name="content_note" options=options value=value hint=l.msg_reading_note_hint()/>
        </details>
    }
    .into_any()
}

/// Who will see what of what she writes. `hidden`: whether the form as it stands hides her pseudonym; then `alias` is
/// the number under which she writes in this discussion, as far as one was drawn.
pub fn seen_by(ctx: &RequestCtx, audience: Audience, hidden: bool, alias: Option<i32>) -> AnyView {
    let l = ctx.l();
    let Some(member) = ctx.actor.member() else { return ().into_any() };
    let name = match (hidden, alias) {
        (false, _) => member.pseudonym.clone(),
        (true, Some(number)) => words::alias(l, number),
        (true, None) => l.msg_reading_preview_letter(),
    };
    let text = match audience {
        Audience::Public => l.msg_reading_preview_public(name),
        Audience::Members => l.msg_reading_preview_members(name),
        Audience::Approved => l.msg_reading_preview_approved(name),
        Audience::Staff => l.msg_reading_preview_staff(name),
    };
    view! { <p class="composer__help">{text}</p> }.into_any()
}

/// What the team must see of a waiting text besides the text.
pub fn in_queue(ctx: &RequestCtx, note: Option<ContentNote>, choices: Vec<String>) -> AnyView {
    let l = ctx.l();
    let note = note.map(|note| view! { <p><span class="tag">{words::content_note(l, note)}</span></p> });
    let choices = (!choices.is_empty()).then(|| {
        let lines = choices.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
        view! { <p>{l.msg_reading_queue_choices()}</p><ul class="prose prose--small">{lines}</ul> }
    });
    view! { {note}{choices} }.into_any()
}
