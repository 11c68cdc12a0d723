//! The parts of a topic's page that have to do with changes, and with texts that are taken away.

use contract::ids::PostId;
use domain::{
    Permission,
    forum::{Absence, OwnChange, PostState, PostView, RevisionState, TextLanguage, quote::Quoted},
    messages::Kind,
    moderation::Reason,
    permission::permits,
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{parts, quote, words};
use crate::site::{
    components::{Html, Icon, NoticeKind, notice},
    request::RequestCtx,
    routes,
};

/// That a text was changed, and on which day.
pub fn edited(ctx: &RequestCtx, post: &PostView) -> AnyView {
    post.edited_day
        .clone()
        .map(|day| {
            let words = ctx.l().msg_edit_edited(i18n::dates::day(ctx.locale, &day));
            view! { " "<span class="author-line__date">{words}</span> }
        })
        .into_any()
}

/// In the place of a text that this reader cannot read: why, and nothing of who wrote it.
pub fn absent(ctx: &RequestCtx, absence: Absence, anchor: String) -> AnyView {
    let l = ctx.l();
    let (icon, text) = match absence {
        Absence::Held => ("clock", l.msg_edit_absent_held()),
        Absence::Withdrawn => ("lock", l.msg_edit_absent_withdrawn()),
        Absence::Removed(reason) => {
            let why = reason.map_or_else(|| l.msg_edit_because_other(), |reason| words::because(l, reason));
            ("lock", l.msg_edit_absent_removed(why))
        }
    };
    view! {
        <article class="post post--waiting" id=anchor>
            <p class="pending-note"><Icon name=icon/>" "<span>{text}</span></p>
        </article>
    }
    .into_any()
}

/// A text that was taken away, for its author and the team: at its place, with what can be done.
pub fn shown(ctx: &RequestCtx, post: PostView) -> AnyView {
    let l = ctx.l();
    let anchor = parts::anchor(&post);
    let by = format!("{anchor}-by");
    let icon = words::state_tag(post.state).1;
    let to_team = |kind: Kind, text: String| {
        view! { <p><a href=routes::new_message_about(ctx.locale, kind)>{text}</a></p> }.into_any()
    };
    let (text, way) = match (post.is_mine, post.state) {
        (false, _) => (l.msg_edit_team_sees(), ().into_any()),
        (true, PostState::Held) => {
            let href = routes::held(ctx.locale, &post.id);
            let way = view! { <p><a href=href>{l.msg_report_held_title()}</a></p> };
            (l.msg_edit_held_own(), way.into_any())
        }
        (true, PostState::Removed) => (l.msg_edit_removed_own(), to_team(Kind::Appeal, l.msg_edit_appeal())),
        (true, _) if post.can_undo => (l.msg_edit_withdrawn_own(), undo_form(ctx, &post)),
        (true, _) => (l.msg_edit_withdrawn_own(), to_team(Kind::Question, l.msg_edit_withdrawn_late())),
    };
    view! {
        <article class="post post--waiting" id=anchor aria-labelledby=by>
            {parts::author_line(ctx, &post)}
            <p class="pending-note"><Icon name=icon/>" "<span>{text}</span></p>
            {parts::reason_and_note(ctx, post.reason, post.note.clone())}
            <Html html=quote::filled(ctx, post.html.clone(), &post.quotes) class="post__body prose prose--small" lang=words::lang(post.language)/>
            {change(ctx, &post)}
            {way}
            {ways(ctx, &post)}
        </article>
    }
    .into_any()
}

/// The button that puts a text back.
fn undo_form(ctx: &RequestCtx, post: &PostView) -> AnyView {
    view! {
        <form class="actions" method="post" action=routes::withdraw(ctx.locale, &post.id)>
            <button class="button button--secondary button--small" name="action" value="undo">{ctx.l().msg_edit_undo()}</button>
        </form>
    }
    .into_any()
}

/// How a change of hers stands, and what that means.
pub fn change_words(l: &L10nLanguage, state: RevisionState) -> (String, String) {
    match state {
        RevisionState::Waiting => (l.msg_edit_waits_title(), l.msg_edit_waits_text()),
        RevisionState::Returned => (l.msg_edit_returned_title(), l.msg_edit_returned_text()),
        RevisionState::Refused | RevisionState::Shown | RevisionState::Replaced => {
            (l.msg_edit_refused_title(), l.msg_edit_refused_text())
        }
    }
}

/// Below a text of hers: the change of it that waits, or that came back. An offer about it is answered on a page of its
/// own.
pub fn change(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let Some(change) = post.change.clone() else { return ().into_any() };
    let offered = change.state == RevisionState::Returned && change.reason == Some(Reason::AnsweredPrivately);
    let offer = offered.then(|| {
        let href = routes::contribution(ctx.locale, &post.id);
        view! { <p><a class="more-link" href=href>{ctx.l().msg_messages_offer_title()}</a></p> }.into_any()
    });
    change_panel(ctx, (&post.id, post.language), change, &post.quotes, offer)
}

/// A change of hers that not everybody reads, in full; `offer` is what the team offers about it.
pub fn change_panel(
    ctx: &RequestCtx,
    (post, language): (&PostId, TextLanguage),
    change: OwnChange,
    quotes: &[Quoted],
    offer: Option<AnyView>,
) -> AnyView {
    let l = ctx.l();
    let lang = words::lang(language);
    let (title, text) = change_words(l, change.state);
    let link =
        if change.state == RevisionState::Waiting { l.msg_edit_waits_change() } else { l.msg_edit_correct() };
    let headline = change.title.map(|title| view! { <p dir="auto" lang=lang><strong>{title}</strong></p> });
    view! {
        <section class="panel stack">
            <p class="pending-note"><Icon name="clock"/>" "<span><strong>{title}</strong>" "{text}</span></p>
            {parts::reason_and_note(ctx, change.reason, change.note)}
            {offer}
            {headline}
            <Html html=quote::filled(ctx, change.html, quotes) class="prose prose--small" lang=lang/>
            <p class="actions"><a class="button button--secondary button--small" href=routes::edit(ctx.locale, post)>{link}</a></p>
        </section>
    }
    .into_any()
}

/// What its author can do with a text, and what the team can; nothing for anybody else.
pub fn ways(ctx: &RequestCtx, post: &PostView) -> AnyView {
    if ctx.actor.member().is_none() {
        return ().into_any();
    }
    let l = ctx.l();
    let locale = ctx.locale;
    let was_public = post.position.is_some();
    let may = |verb| permits(&ctx.actor, verb, Some(&post.category));
    let link = |href: String, text: String| view! { <a href=href>{text}</a>" " };
    let edits =
        post.is_mine && matches!(post.state, PostState::Pending | PostState::Published | PostState::Held);
    let edit = edits.then(|| link(routes::edit(locale, &post.id), l.msg_edit_link()));
    let withdraws = post.is_mine && post.state != PostState::Withdrawn;
    let withdraw = withdraws.then(|| link(routes::withdraw(locale, &post.id), l.msg_edit_withdraw_link()));
    let takes = was_public && !post.is_mine && may(Permission::Remove);
    let take = takes.then(|| link(routes::take(locale, &post.id), l.msg_edit_take_link()));
    let reads = post.is_mine || may(Permission::ReviewQueue);
    let changed = reads && (post.edited_day.is_some() || post.change.is_some());
    let history = changed.then(|| link(routes::history(locale, &post.id), l.msg_edit_history_link()));
    if !edits && !withdraws && !takes && !changed {
        return ().into_any();
    }
    view! { <p class="muted">{edit}{withdraw}{take}{history}</p> }.into_any()
}

/// A word about what was just done, from the address.
pub fn done(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "edit-waits" => l.msg_edit_done_waits(),
        "edit-now" => l.msg_edit_done_now(),
        "edit-same" => l.msg_edit_done_same(),
        "edit-withdrawn" => l.msg_edit_done_withdrawn(),
        "taken" => l.msg_edit_take_done(),
        _ => return ().into_any(),
    };
    let shown = ctx.actor.member().is_some() && ctx.refused.is_none();
    shown.then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> })).into_any()
}

/// How a change of hers stands, for lists.
pub fn changed_tag(ctx: &RequestCtx, state: RevisionState) -> AnyView {
    let class = match state {
        RevisionState::Waiting => "tag tag--pending",
        RevisionState::Returned => "tag tag--changes",
        RevisionState::Refused | RevisionState::Shown | RevisionState::Replaced => "tag tag--rejected",
    };
    let text = change_words(ctx.l(), state).0;
    view! { <span class=class>{text}</span>" " }.into_any()
}
