//! The review queue: every new text with its own plain form, everything else with the way to its page.

use contract::ErrorCode;
use domain::{
    DomainError, Permission,
    moderation::{Claim, EditItem, Filters, Queue, QueueItem, WaitingText, shift::Care},
    permission::require,
};
use leptos::prelude::*;

use super::{
    decide_form::{self, LABELS, button},
    filters::{self, read_filters},
    shade::{Shade, body_of},
    words,
};
use crate::site::{
    components::{Crumb, NoticeKind, error_summary::field_sentence, in_textarea, notice, page_header},
    page::{Page, PageResult},
    pages::{
        forum::{parts, reading, words as forum},
        sanctions,
        staff::{Waits, desk_nav},
    },
    request::{Refused, RequestCtx},
    routes,
};

/// The queue as the address filters it.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member, `NotFound` for filters that are none.
pub async fn queue(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&ctx.query).map_err(|_| DomainError::not_found())?;
    queue_filtered(ctx, filters).await
}

/// The queue with these filters.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member.
pub async fn queue_filtered(ctx: RequestCtx, filters: Filters) -> PageResult {
    let queue = domain::moderation::queue(&ctx.services, &ctx.actor, &filters, ctx.locale).await?;
    // Changes stand above the first page.
    let edits = if filters == Filters::default() {
        domain::moderation::edits(&ctx.services, &ctx.actor).await?
    } else {
        Vec::new()
    };
    let waits = Waits::of(&ctx, Some(queue.overview.waiting)).await?;
    let title = ctx.l().msg_moderation_queue_title();
    let page = Page::new(title, move || view(&ctx, (queue, waits), edits, &filters))
        .personal()
        .main_class("page--desk");
    Ok(page.with_script("desk.js").into())
}

fn view(
    ctx: &RequestCtx,
    (queue, waits): (Queue, Waits),
    edits: Vec<EditItem>,
    filters: &Filters,
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_moderation_queue_title();
    let crumbs = vec![Crumb::to(l.msg_nav_desk(), routes::desk(locale)), Crumb::here(title.clone())];
    let filtered = *filters != Filters::default();
    let empty = (queue.items.is_empty() && edits.is_empty()).then(|| {
        if queue.overview.waiting == 0 {
            parts::empty(l.msg_moderation_empty_title(), l.msg_moderation_empty_text(), None)
        } else {
            let all = (routes::queue(locale), l.msg_moderation_show_all());
            parts::empty(l.msg_moderation_empty_title(), l.msg_moderation_empty_filter(), Some(all))
        }
    });
    let show_filters = (queue.overview.waiting > 0 || filtered).then(|| filters::links(ctx, filters));
    let before = filters
        .after
        .is_some()
        .then(|| (routes::queue_of(locale, &filters.from_start()), l.msg_moderation_first_page()));
    let after = queue.next.clone().map(|next| {
        (routes::queue_of(locale, &Filters { after: Some(next), ..filters.clone() }), l.msg_moderation_more())
    });
    let refused = ctx.refused.clone();
    let is_refused = |item: &QueueItem, refused: &Refused| {
        item.text.as_ref().is_some_and(|text| text.post.as_str() == refused.form.get("post"))
    };
    let on_page = refused.as_ref().is_some_and(|r| queue.items.iter().any(|item| is_refused(item, r)));
    let edits = super::edits::section(ctx, edits);
    let summary = refused.map(|refused| error_summary(ctx, &refused, on_page));
    let waiting = queue.overview.waiting;
    let chosen = (queue.folded, queue.blurred);
    let many = queue.items.iter().any(QueueItem::fits_many).then(|| super::bulk::form_in_queue(ctx, filters));
    let pause = queue.pause.then(|| pause(ctx, queue.buddy.clone()));
    let items = queue
        .items
        .into_iter()
        .map(|item| {
            let shade = Shade::of(chosen, item.class);
            queue_item(ctx, item, filters, shade)
        })
        .collect_view();
    view! {
        {done_notice(ctx)}
        {page_header(locale, crumbs, title, Some(l.msg_moderation_queue_lead()), true)}
        <div class="desk">
            {desk_nav(ctx, waits)}
            <div class="desk__main stack">
                {summary}
                {pause}
                {checklist(ctx)}
                {show_filters}
                {live(ctx, waiting, routes::queue_of(locale, filters))}
                {edits}
                {empty}
                <ol class="queue">{items}</ol>
                {many}
                {parts::pagination(ctx, before, None, after)}
                {decide_form::keys(ctx)}
            </div>
        </div>
    }
    .into_any()
}

/// That it is time for a pause, how to end the shift, and to whom she may talk.
pub(super) fn pause(ctx: &RequestCtx, buddy: Option<String>) -> AnyView {
    let l = ctx.l();
    let end = format!("{}#end", routes::desk(ctx.locale));
    let hers = format!("{}#buddy-title", routes::desk(ctx.locale));
    let talk = buddy.map(|name| view! { {l.msg_desk_buddy_talk(name)}" " });
    let body = view! {
        <p>{l.msg_desk_pause_text()}</p>
        <p>{talk}<a href=hers>{l.msg_desk_buddy_title()}</a></p>
        <p><a href=end>{l.msg_desk_pause_end()}</a></p>
    }
    .into_any();
    notice(NoticeKind::Info, Some(l.msg_desk_pause_title()), body)
}

/// How much waits now, told while it changes; and the plain way to look again.
pub(super) fn live(ctx: &RequestCtx, waiting: u64, href: String) -> AnyView {
    view! {
        <p class="muted">
            <span data-live=routes::desk_live(ctx.locale, waiting)></span>" "
            <a href=href>{ctx.l().msg_desk_look_again()}</a>
        </p>
    }
    .into_any()
}

/// What was just done, as the address says.
pub(super) fn done_notice(ctx: &RequestCtx) -> Option<AnyView> {
    let text = words::done(ctx.l(), ctx.query.get("done"))?;
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

fn checklist(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <details class="disclosure">
            <summary>{l.msg_moderation_checklist_title()}</summary>
            <ul class="prose prose--small">
                <li>{l.msg_moderation_checklist_names()}</li>
                <li>{l.msg_moderation_checklist_danger()}</li>
                <li>{l.msg_moderation_checklist_words()}</li>
                <li>{l.msg_moderation_checklist_doubt()}</li>
            </ul>
        </details>
    }
    .into_any()
}

/// What was refused. When the text is on no line of this page any more, her words to the author are here.
fn error_summary(ctx: &RequestCtx, refused: &Refused, on_page: bool) -> AnyView {
    let l = ctx.l();
    let post = refused.form.get("post").to_owned();
    let title = if refused.code == ErrorCode::InvalidForm {
        l.msg_error_summary_title()
    } else {
        i18n::errors::title(l, refused.code)
    };
    let lines = refused
        .fields
        .iter()
        .map(|error| {
            let sentence = field_sentence(l, LABELS, error);
            if on_page {
                let href = match error.field.as_str() {
                    field @ ("reason" | "note") => format!("#{field}-{post}"),
                    _ => format!("#q-{post}"),
                };
                view! { <li><a href=href>{sentence}</a></li> }.into_any()
            } else {
                view! { <li>{sentence}</li> }.into_any()
            }
        })
        .collect_view();
    let note = (!on_page).then(|| kept_note(ctx, refused.form.get("note")));
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="errors" aria-labelledby="errors-title">
            <h2 class="error-summary__title" id="errors-title">{title}</h2>
            <p>{i18n::errors::message(l, refused.code)}</p>
            <ul class="error-summary__list">{lines}</ul>
            {note}
        </div>
    }
    .into_any()
}

/// The moderator's words, to copy; nothing when she wrote none.
pub(super) fn kept_note(ctx: &RequestCtx, note: &str) -> AnyView {
    if note.trim().is_empty() {
        return ().into_any();
    }
    let note = note.to_owned();
    view! {
        <div class="field">
            <label class="field__label" for="kept-note">{ctx.l().msg_moderation_your_note()}</label>
            <textarea class="textarea" id="kept-note" rows="4" dir="auto" readonly>{in_textarea(&note)}</textarea>
        </div>
    }
    .into_any()
}

fn queue_item(ctx: &RequestCtx, item: QueueItem, filters: &Filters, shade: Shade) -> AnyView {
    let l = ctx.l();
    let open = routes::queue_item_of(ctx.locale, &item.id, filters);
    let open = view! { <a class="more-link" data-open="" href=open>{l.msg_desk_open()}</a> }.into_any();
    let anchor = item.text.as_ref().map_or_else(|| item.id.to_string(), |text| text.post.to_string());
    let body = match &item.text {
        Some(text) => text_of(ctx, &item, text, filters, shade, open),
        None => elsewhere(ctx, &item, open),
    };
    view! {
        <li class="queue-item" id=format!("q-{anchor}") data-section=item.section.clone()>
            {decide_form::head(ctx, &item)}
            {decide_form::remarks(ctx, &item)}
            {body}
        </li>
    }
    .into_any()
}

/// What is decided on a page of its own.
fn elsewhere(ctx: &RequestCtx, item: &QueueItem, open: AnyView) -> AnyView {
    let l = ctx.l();
    let page = words::page_of(ctx.locale, item.kind, &item.target).map(|href| {
        view! { <p class="actions"><a class="button button--secondary" href=href>{l.msg_desk_elsewhere_open()}</a></p> }
    });
    view! { <p class="muted">{l.msg_desk_elsewhere()}</p>{page}<p>{open}</p> }.into_any()
}

/// The heading of a text: its title in its own direction, or the topic that it answers in.
pub(super) fn heading(ctx: &RequestCtx, text: &WaitingText, id: Option<String>) -> AnyView {
    if text.is_opening {
        let lang = forum::lang(text.title_language);
        return view! { <h2 class="queue-item__title" id=id dir="auto" lang=lang>{text.title.clone()}</h2> }
            .into_any();
    }
    let href = routes::topic(ctx.locale, &text.topic);
    let (title, lang) = forum::title(ctx, text.title.clone(), text.title_language);
    view! {
        <h2 class="queue-item__title" id=id>
            <span>{ctx.l().msg_moderation_in_topic()}</span>" "
            <a href=href dir="auto" lang=lang>{title}</a>
        </h2>
    }
    .into_any()
}

/// Where it is time for a pause, that it is.
pub(super) fn pause_of(ctx: &RequestCtx, care: &Care) -> Option<AnyView> {
    care.shift.pause.then(|| pause(ctx, care.buddy.clone()))
}

fn text_of(
    ctx: &RequestCtx,
    item: &QueueItem,
    text: &WaitingText,
    filters: &Filters,
    shade: Shade,
    open: AnyView,
) -> AnyView {
    let l = ctx.l();
    let standing = text.standing.map(|standing| super::identity::standing(ctx, text, standing));
    let blocked = !text.is_opening && !text.topic_published;
    let decision = if text.is_mine {
        view! { <p class="muted">{l.msg_moderation_own()}</p> }.into_any()
    } else if matches!(item.claim, Claim::Other(_)) {
        ().into_any()
    } else {
        decision_form(ctx, text, (blocked, item.held_only), filters)
    };
    view! {
        {standing}
        {heading(ctx, text, Some(format!("t-{}", text.post)))}
        {reading::in_queue(ctx, text.content_note, Vec::new())}
        {body_of(ctx, text, shade)}
        {reading::in_queue(ctx, None, text.choices.clone())}
        {blocked.then(|| view! { <p class="muted">{l.msg_moderation_topic_not_public()}</p> })}
        <p>{open}</p>
        {super::bulk::choice_in_queue(ctx, item)}
        {decision}
        {sanctions::item_links(ctx, &text.post, None, text.is_mine)}
    }
    .into_any()
}

/// `few`: where somebody may be in danger, few publish it or refuse it.
fn decision_form(
    ctx: &RequestCtx,
    text: &WaitingText,
    (blocked, few): (bool, bool),
    filters: &Filters,
) -> AnyView {
    let l = ctx.l();
    let post = text.post.to_string();
    // A refused decision fills in the form of its own line only.
    let refused = ctx.refused.clone().filter(|refused| refused.form.get("post") == post);
    let open = refused.is_some();
    let fields = decide_form::reason_and_note(ctx, refused.as_deref(), &post);
    let approve = (!blocked && !few)
        .then(|| button("button button--small", "approve", l.msg_moderation_approve(), "a"));
    let reject = (!few)
        .then(|| button("button button--danger button--small", "reject", l.msg_moderation_reject(), "r"));
    view! {
        <form class="queue-item__decide" method="post" action=routes::queue(ctx.locale)>
            <input r#type="hidden" name="post" value=post/>
            <input r#type="hidden" name="version" value=text.version.to_string()/>
            {filters::hidden(filters)}
            {decide_form::for_few(ctx, few)}
            {approve}
            <details class="disclosure" open=open data-reasons="">
                <summary>{l.msg_moderation_refuse_open()}</summary>
                {fields}
                <p class="actions">
                    {button("button button--secondary button--small", "changes", l.msg_desk_changes(), "c")}" "
                    {reject}
                </p>
            </details>
        </form>
    }
    .into_any()
}
