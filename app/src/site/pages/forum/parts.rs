//! What the pages of the forum share: tags, names, posts, the way to other pages.

use contract::Locale;
use domain::forum::{Author, PostState, PostView};
use leptos::prelude::*;

use super::{mask, quote, reading, taken, words};
use crate::site::{
    components::{Day, Html, Icon},
    layout,
    pages::{notify, report},
    request::RequestCtx,
    routes,
};

/// The tag of a state.
pub fn state_tag(ctx: &RequestCtx, state: PostState) -> AnyView {
    let (class, icon) = words::state_tag(state);
    view! { <span class=class><Icon name=icon/>" "{words::state(ctx.l(), state)}</span> }.into_any()
}

/// A public name, an alias, or that the account is gone.
pub fn author_name(ctx: &RequestCtx, author: &Author) -> AnyView {
    let name = words::author(ctx.l(), author);
    view! { <bdi>{name}</bdi> }.into_any()
}

/// The anchor of a post on its page, as [`routes::post`] names it.
pub fn anchor(post: &PostView) -> String {
    format!("p-{}", post.id)
}

/// Who wrote it and when: by the day, never finer.
pub fn author_line(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let (anchor, day) = (anchor(post), post.day.clone());
    let mine = post.is_mine.then(|| view! { " "<span class="tag">{l.msg_forum_by_you()}</span> });
    let asker = (post.by_asker && !post.is_mine && !post.is_opening)
        .then(|| view! { " "<span class="tag">{l.msg_forum_by_asker()}</span> });
    let state = (post.state != PostState::Published).then(|| view! { " "{state_tag(ctx, post.state)} });
    view! {
        <header class="author-line">
            <h3 class="author-line__name" id=format!("{anchor}-by")>{author_name(ctx, &post.author)}</h3>
            {mine}
            {asker}
            {state}
            {mask::way_to_identity(ctx, post)}
            " "<a class="author-line__date" href=routes::permalink(&post.id)><Day iso=day/></a>
            {taken::edited(ctx, post)}
        </header>
    }
    .into_any()
}

/// A post that everyone sees.
pub fn post(ctx: &RequestCtx, post: PostView) -> AnyView {
    let anchor = anchor(&post);
    if let Some(absence) = post.absent {
        return taken::absent(ctx, absence, anchor);
    }
    if post.state != PostState::Published {
        return taken::shown(ctx, post);
    }
    let by = format!("{anchor}-by");
    let menu = notify::menu(ctx, &post);
    let (quiet, author) = (post.quiet, post.author.clone());
    let desk = crate::site::pages::sanctions::item_links(ctx, &post.id, Some(&post.category), post.is_mine);
    view! {
        <article class="post" id=anchor aria-labelledby=by>
            {author_line(ctx, &post)}
            {notify::folded(ctx, quiet, &author, reading::body(ctx, &post))}
            {shortened(ctx, &post)}
            {taken::change(ctx, &post)}
            {reading::actions(ctx, &post)}
            {taken::ways(ctx, &post)}
            {menu}
            {desk}
            {report::link(ctx, &post)}
        </article>
    }
    .into_any()
}

/// That the team took something out of a text; for its author, what she had written.
fn shortened(ctx: &RequestCtx, post: &PostView) -> AnyView {
    if !post.shortened {
        return ().into_any();
    }
    let l = ctx.l();
    let original = post.original.as_ref().map(|text| {
        view! {
            <details class="disclosure">
                <summary>{l.msg_desk_original()}</summary>
                <p dir="auto" lang=words::lang(post.language)>{lines(text)}</p>
            </details>
        }
    });
    view! { <p class="muted">{l.msg_desk_shortened()}</p>{original} }.into_any()
}

/// A post that is not published, with its state, the reason and the way on. `correct` is the address of the
/// form that is filled with it.
pub fn waiting_post(ctx: &RequestCtx, post: PostView, correct: String) -> AnyView {
    let anchor = anchor(&post);
    let by = format!("{anchor}-by");
    let note = state_note(ctx, &post);
    let calls = post.source.as_deref().map(|source| mask::send_to_team(ctx, source));
    let html = quote::filled(ctx, post.html.clone(), &post.quotes);
    let post_ways = post.clone();
    let held = (post.state == PostState::Held && post.is_mine).then(|| {
        let href = routes::held(ctx.locale, &post.id);
        view! { <p><a href=href>{ctx.l().msg_report_held_title()}</a></p> }
    });
    let refused = matches!(post.state, PostState::Rejected | PostState::ChangesRequested) && post.is_mine;
    let again = refused.then(|| {
        view! { <p class="actions"><a class="button button--secondary" href=correct>{ctx.l().msg_forum_correct()}</a></p> }
    });
    view! {
        <article class="post post--waiting" id=anchor aria-labelledby=by>
            {author_line(ctx, &post)}
            {note}
            {held}
            {calls}
            <Html html=html class="post__body prose prose--small" lang=words::lang(post.language)/>
            {again}
            {taken::ways(ctx, &post_ways)}
        </article>
    }
    .into_any()
}

/// How a text stands, for its author (or, for what waits, for the team).
fn state_note(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let icon = words::state_tag(post.state).1;
    let offered = post.is_mine
        && post.state == PostState::ChangesRequested
        && post.reason == Some(domain::moderation::Reason::AnsweredPrivately);
    if offered {
        let href = routes::contribution(ctx.locale, &post.id);
        return view! {
            <p class="pending-note"><Icon name=icon/>" "<a href=href>{l.msg_messages_offer_title()}</a></p>
            {reason_and_note(ctx, post.reason, post.note.clone())}
        }
        .into_any();
    }
    let (title, text) = match (post.state, post.is_mine) {
        (_, false) => (words::state(l, post.state), l.msg_forum_pending_team()),
        (PostState::Pending, true) => (l.msg_forum_pending_title(), l.msg_forum_pending_text()),
        (PostState::Rejected, true) => (l.msg_forum_rejected_title(), l.msg_forum_rejected_text()),
        (PostState::ChangesRequested, true) => (l.msg_desk_changes_title(), l.msg_desk_changes_text()),
        (state, true) => (words::state(l, state), l.msg_forum_other_state_text()),
    };
    view! {
        <p class="pending-note"><Icon name=icon/>" "<span><strong>{title}</strong>" "{text}</span></p>
        {reason_and_note(ctx, post.reason, post.note.clone())}
    }
    .into_any()
}

/// Why a text was refused, and the moderator's words; nothing when there is neither.
pub fn reason_and_note(
    ctx: &RequestCtx,
    reason: Option<domain::moderation::Reason>,
    note: Option<String>,
) -> AnyView {
    let l = ctx.l();
    let reason = reason.map(|reason| view! { <p>{l.msg_forum_reason(words::reason(l, reason))}</p> });
    let note = note.map(|note| {
        view! {
            <p>{l.msg_forum_team_note()}</p>
            <blockquote class="prose prose--small" dir="auto">{lines(&note)}</blockquote>
        }
    });
    view! { {reason}{note} }.into_any()
}

/// Plain text with its line breaks.
pub fn lines(text: &str) -> AnyView {
    text.lines()
        .enumerate()
        .map(|(index, line)| view! { {(index > 0).then(|| view! { <br/> })}{line.to_owned()} })
        .collect_view()
        .into_any()
}

/// That nobody reads here day and night, and who answers.
pub fn danger_panel(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <section class="panel" aria-labelledby="danger">
            <h2 class="panel__title" id="danger">{l.msg_forum_danger_title()}</h2>
            <p>{l.msg_forum_danger_text()}</p>
            {layout::helplines(ctx.locale, true)}
        </section>
    }
    .into_any()
}

/// How the forum works, with the way to its rules.
pub fn how_it_works(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale: Locale = ctx.locale;
    view! {
        <section class="panel" aria-labelledby="how">
            <h2 class="panel__title" id="how">{l.msg_forum_how_title()}</h2>
            <ul class="prose prose--small">
                <li>{l.msg_forum_how_read()}</li>
                <li>{l.msg_forum_how_name()}</li>
                <li>{l.msg_forum_how_wait()}</li>
                <li>{l.msg_forum_how_no_rescue()}</li>
            </ul>
            <p><a class="more-link" href=routes::terms(locale)>{l.msg_nav_terms()}</a></p>
            <p><a class="more-link" href=routes::ask(locale)>{l.msg_ask_title()}</a></p>
        </section>
    }
    .into_any()
}

/// The way to the pages before and after; nothing when there is one page.
pub fn pagination(
    ctx: &RequestCtx,
    before: Option<(String, String)>,
    here: Option<String>,
    after: Option<(String, String)>,
) -> AnyView {
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    let before = before.map(|(href, text)| {
        view! {
            <a class="pagination__link" rel="prev" href=href>
                <Icon name="arrow-forward" class="icon--mirror icon--back"/>" "{text}
            </a>
        }
    });
    let here = here.map(|text| view! { <span class="pagination__here">{text}</span> });
    let after = after.map(|(href, text)| {
        view! {
            <a class="pagination__link" rel="next" href=href>
                {text}" "<Icon name="arrow-forward" class="icon--mirror"/>
            </a>
        }
    });
    view! { <nav class="pagination" aria-label=ctx.l().msg_pages_label()>{before}" "{here}" "{after}</nav> }
        .into_any()
}

/// An empty list, kindly.
pub fn empty(title: String, text: String, action: Option<(String, String)>) -> AnyView {
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="forum"/></span>
            <h2 class="state__title">{title}</h2>
            <p class="state__text">{text}</p>
            {action.map(|(href, text)| view! { <p class="actions"><a class="button" href=href>{text}</a></p> })}
        </section>
    }
    .into_any()
}
