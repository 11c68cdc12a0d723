//! One thing that waits, on one calm page: what is known of it, what was said before it, the text, and everything
//! that can be done with it.

use contract::ids::ReviewId;
use domain::{
    DomainError, DomainResult, Permission,
    moderation::{
        Before, Claim, Current, EditItem, Filters, OpenItem, Opened, TakeOver, Verdict, WaitingText,
    },
    permission::require,
    safety::danger::can_raise,
};
use leptos::prelude::*;

use super::{
    decide_form::{self, LABELS, button},
    edits,
    filters::{self, read_filters},
    queue::{done_notice, heading},
    shade::{Shade, body_of, labels},
    words,
};
use crate::site::{
    components::{Crumb, Day, ErrorSummary, Html, TextArea, TextField, page_header},
    page::{Page, PageResult},
    pages::{
        forum::{parts, reading, words as forum},
        sanctions,
        staff::{Waits, choice_of, desk_nav},
    },
    request::RequestCtx,
    routes,
};

/// Reads the item of an address.
///
/// # Errors
/// `NotFound` for what cannot be one.
pub fn review_id(text: &str) -> DomainResult<ReviewId> {
    text.parse().map_err(|_| DomainError::not_found())
}

/// The page of an item, with the filters of the address.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member, `NotFound` for what she does not see.
pub async fn item(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&ctx.query).map_err(|_| DomainError::not_found())?;
    item_form(ctx, id, filters).await
}

/// The same page, with what was refused in its forms.
///
/// # Errors
/// As [`item`].
pub async fn item_form(ctx: RequestCtx, id: String, filters: Filters) -> PageResult {
    let id = review_id(&id)?;
    let opened = domain::moderation::open_item(&ctx.services, &ctx.actor, &id, ctx.locale).await?;
    let title = ctx.l().msg_desk_item_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        let crumbs = vec![
            Crumb::to(l.msg_nav_desk(), routes::desk(ctx.locale)),
            Crumb::to(l.msg_moderation_queue_title(), routes::queue_of(ctx.locale, &filters)),
            Crumb::here(title.clone()),
        ];
        let main = match opened {
            Opened::Waiting(open) => waiting(&ctx, *open, &filters),
            Opened::Over(current) => over(&ctx, &id, current, &filters),
        };
        view! {
            {done_notice(&ctx)}
            {page_header(ctx.locale, crumbs, title, None, true)}
            <div class="desk">
                {desk_nav(&ctx, Waits::default())}
                <div class="desk__main stack">{main}{decide_form::keys(&ctx)}</div>
            </div>
        }
        .into_any()
    });
    Ok(page.personal().main_class("page--desk").with_script("desk.js").into())
}

/// How a text stands that does not wait any more. By whom it was decided is not said.
pub(super) fn state_now(ctx: &RequestCtx, now: &Current) -> AnyView {
    let l = ctx.l();
    let reason = now.reason.map(|reason| view! { <p>{l.msg_forum_reason(forum::reason(l, reason))}</p> });
    let day = now.decided_day.clone().map(|day| view! { " "<Day iso=day/> });
    view! {
        <p>{parts::state_tag(ctx, now.state)}{day}</p>
        {reason}
        <p><a href=routes::topic(ctx.locale, &now.topic)>{l.msg_moderation_see_topic()}</a></p>
    }
    .into_any()
}

fn over(ctx: &RequestCtx, id: &ReviewId, current: Option<Current>, filters: &Filters) -> AnyView {
    let l = ctx.l();
    // Whatever was decided, by whomever: a cry for help is heard.
    let worry = current
        .as_ref()
        .filter(|now| can_raise(now.state))
        .map(|_| somebody_in_danger(ctx, routes::queue_item(ctx.locale, id), filters));
    let state = current.map(|now| state_now(ctx, &now));
    view! {
        <section class="panel stack" aria-labelledby="over">
            <h2 class="panel__title" id="over">{l.msg_desk_over_title()}</h2>
            <p>{l.msg_desk_over_text()}</p>
            {state}
            <p class="actions">
                <a class="button" href=routes::queue_of(ctx.locale, filters)>{l.msg_moderation_back_to_queue()}</a>
            </p>
        </section>
        {worry}
    }
    .into_any()
}

fn waiting(ctx: &RequestCtx, open: OpenItem, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let here = routes::queue_item(ctx.locale, &open.item.id);
    let pause = open.shift.pause.then(|| super::queue::pause(ctx, open.buddy.clone()));
    let page = words::page_of(ctx.locale, open.item.kind, &open.item.target).map(|href| {
        view! { <p class="actions"><a class="button" href=href>{l.msg_desk_elsewhere_open()}</a></p> }
    });
    let (text, decision) = match (&open.item.text, &open.change) {
        (Some(text), _) => {
            (text_of(ctx, &open, text), decision_form(ctx, &open, text, here.clone(), filters))
        }
        (None, Some(change)) => {
            let shade = Shade::of((open.preferences.folded, open.preferences.blurred), open.item.class);
            (edits::body(ctx, change, Some(shade)), change_form(ctx, &open, change, here.clone(), filters))
        }
        (None, None) => (view! { <p>{l.msg_desk_elsewhere()}</p>{page} }.into_any(), ().into_any()),
    };
    // Which post is decided on here, and whether she wrote it herself.
    let new = open.item.text.as_ref().map(|text| (&text.post, text.is_mine));
    let about = new.or_else(|| open.change.as_ref().map(|change| (&change.post, change.is_mine)));
    let own = about.is_some_and(|(_, is_mine)| is_mine);
    let worry = (!own && about.is_some()).then(|| somebody_in_danger(ctx, here.clone(), filters));
    let handling = (!own).then(|| handling(ctx, &open, here, filters));
    let links = about.and_then(|(post, is_mine)| sanctions::item_links(ctx, post, None, is_mine));
    let back = routes::queue_of(ctx.locale, filters);
    view! {
        {pause}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        <article class="queue-item" data-section=open.item.section.clone()>
            {decide_form::head(ctx, &open.item)}
            {decide_form::remarks(ctx, &open.item)}
            {text}
            {decision}
        </article>
        {worry}
        {handling}
        {links}
        <p><a class="more-link" href=back>{l.msg_moderation_back_to_queue()}</a></p>
    }
    .into_any()
}

fn text_of(ctx: &RequestCtx, open: &OpenItem, text: &WaitingText) -> AnyView {
    let l = ctx.l();
    let shade = Shade::of((open.preferences.folded, open.preferences.blurred), open.item.class);
    let standing = text.standing.map(|standing| super::identity::standing(ctx, text, standing));
    let labels = labels(ctx, text.content_note, shade);
    let blocked = !text.is_opening && !text.topic_published;
    let own = text.is_mine.then(|| view! { <p class="muted">{l.msg_moderation_own()}</p> });
    view! {
        {standing}
        {said_before(ctx, &open.before)}
        {heading(ctx, text, None)}
        {labels}
        {body_of(ctx, text, shade)}
        {reading::in_queue(ctx, None, text.choices.clone())}
        {blocked.then(|| view! { <p class="muted">{l.msg_moderation_topic_not_public()}</p> })}
        {own}
    }
    .into_any()
}

fn said_before(ctx: &RequestCtx, before: &[Before]) -> AnyView {
    if before.is_empty() {
        return ().into_any();
    }
    let posts = before
        .iter()
        .map(|post| {
            view! {
                <li class="stack stack--tight">
                    <p class="topic-row__meta">
                        {parts::author_name(ctx, &post.author)}" · "<Day iso=post.day.clone()/>
                    </p>
                    <Html html=post.html.clone() class="prose prose--small" lang=forum::lang(post.language)/>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure">
            <summary>{ctx.l().msg_desk_before()}</summary>
            <ol class="stack">{posts}</ol>
        </details>
    }
    .into_any()
}

fn decision_form(
    ctx: &RequestCtx,
    open: &OpenItem,
    text: &WaitingText,
    here: String,
    filters: &Filters,
) -> AnyView {
    let l = ctx.l();
    if text.is_mine {
        return ().into_any();
    }
    if matches!(open.item.claim, Claim::Other(_)) {
        return view! { <p class="muted">{l.msg_desk_in_hand_text()}</p> }.into_any();
    }
    let refused = ctx.refused.clone();
    let action = ctx.typed("action");
    let blocked = !text.is_opening && !text.topic_published;
    // Where somebody may be in danger, few publish it or refuse it.
    let few = open.item.held_only;
    let approve = (!blocked && !few).then(|| button("button", "approve", l.msg_moderation_approve(), "a"));
    let reject = (!few).then(|| {
        view! { {button("button button--danger", "reject", l.msg_moderation_reject(), "r")}" " }.into_any()
    });
    let fields = decide_form::reason_and_note(ctx, refused.as_deref(), "");
    let shortening = action == "redact";
    let shorten = (!blocked && !few && !open.source.is_empty()).then(|| {
        let title = text
            .is_opening
            .then(|| view! { <TextField name="title" labels=LABELS value=text.title.clone()/> }.into_any());
        let body = view! {
            <TextArea name="text" labels=LABELS hint=l.msg_desk_redact_hint() rows=10 value=open.source.clone()/>
        };
        view! {
            <details class="disclosure" open=shortening data-key="d">
                <summary>{l.msg_desk_redact_open()}</summary>
                {title}
                {body.into_any()}
                <p class="actions">{button("button", "redact", l.msg_desk_redact(), "")}</p>
            </details>
        }
    });
    let back = Verdict::parse(&action).is_some_and(|one| one != Verdict::Redact);
    view! {
        <form class="queue-item__decide" method="post" action=here>
            <input r#type="hidden" name="version" value=text.version.to_string()/>
            {filters::hidden(filters)}
            {decide_form::for_few(ctx, few)}
            {approve}
            <details class="disclosure" open=back data-reasons="">
                <summary>{l.msg_desk_send_back()}</summary>
                <p class="muted">{l.msg_desk_send_back_hint()}</p>
                {fields}
                <p class="actions">
                    {button("button button--secondary", "changes", l.msg_desk_changes(), "c")}" "
                    {reject}
                    {button("button button--secondary", "private", l.msg_desk_private(), "p")}" "
                    {button("button button--secondary", "escalate", l.msg_desk_escalate(), "e")}
                </p>
            </details>
            {shorten}
        </form>
    }
    .into_any()
}

/// The same for a change of a published text.
fn change_form(
    ctx: &RequestCtx,
    open: &OpenItem,
    change: &EditItem,
    here: String,
    filters: &Filters,
) -> AnyView {
    let l = ctx.l();
    if change.is_mine {
        return view! { <p class="muted">{l.msg_moderation_own()}</p> }.into_any();
    }
    if matches!(open.item.claim, Claim::Other(_)) {
        return view! { <p class="muted">{l.msg_desk_in_hand_text()}</p> }.into_any();
    }
    edits::decision(ctx, change, &edits::Place::Page(here, filters))
}

/// The button that waits for no decision.
fn somebody_in_danger(ctx: &RequestCtx, here: String, filters: &Filters) -> AnyView {
    let l = ctx.l();
    view! {
        <section class="panel stack" aria-labelledby="worry">
            <h2 class="panel__title" id="worry">{l.msg_desk_kind_safety()}</h2>
            <form class="form" method="post" action=here>
                {filters::hidden(filters)}
                <p class="field__hint">{l.msg_desk_danger_hint()}</p>
                <p class="actions">{button("button button--danger", "danger", l.msg_desk_danger(), "h")}</p>
            </form>
        </section>
    }
    .into_any()
}

/// What is done with an item without deciding on it.
fn handling(ctx: &RequestCtx, open: &OpenItem, here: String, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let small = "button button--secondary button--small";
    let hold = match &open.item.claim {
        Claim::Free => button(small, "claim", l.msg_desk_claim(), "m"),
        Claim::Mine => button(small, "release", l.msg_desk_release(), "m"),
        Claim::Other(_) => {
            let causes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
                .chain(TakeOver::ALL.map(|one| (one.as_str().to_owned(), words::take_over(l, one))))
                .collect();
            let cause = choice_of(LABELS, "", "cause", causes, "", ctx.refused.is_some());
            // The key leads to why, and from there to the button.
            view! {
                <div class="actions" data-key="m">{cause}{button(small, "take_over", l.msg_desk_take_over(), "")}</div>
            }
            .into_any()
        }
    };
    view! {
        <section class="panel stack" aria-labelledby="handle">
            <h2 class="panel__title" id="handle">{l.msg_desk_handle()}</h2>
            <form class="form" method="post" action=here>
                {filters::hidden(filters)}
                <p class="field__hint">{l.msg_desk_handle_hint()}</p>
                <div class="actions">
                    {hold}
                    {button(small, "second", l.msg_desk_second(), "s")}
                    {button(small, "pass", l.msg_desk_pass(), "x")}
                    {button(small, "recuse", l.msg_desk_recuse(), "i")}
                </div>
            </form>
        </section>
    }
    .into_any()
}
