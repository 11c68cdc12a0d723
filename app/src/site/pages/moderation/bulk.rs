//! Many texts refused at once as advertising: what can be chosen, what was chosen, and what became of each.

use domain::{
    DomainError, Permission,
    moderation::{
        Filters, QueueItem,
        bulk::{self, Chosen, Ended, Line, Look, Which},
    },
    permission::require,
};
use i18n::{L10nLanguage, plurals::counted};
use leptos::prelude::*;

use super::{
    decide_form,
    filters::{hidden, read_filters},
    queue::heading,
};
use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, notice},
    page::{Page, PageResult},
    pages::{forum::words as forum, staff::desk_page},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("item", |l| l.msg_bulk_field_item()),
    ("key", |l| l.msg_bulk_field_key()),
    ("action", |l| l.msg_moderation_field_action()),
];

/// What can be chosen, as the address filters it.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member, `NotFound` for filters that are none.
pub async fn bulk(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&ctx.query).map_err(|_| DomainError::not_found())?;
    bulk_look(ctx, filters, Vec::new()).await
}

/// What was chosen, before it is refused; what can be chosen, while nothing was.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member.
pub async fn bulk_look(ctx: RequestCtx, filters: Filters, these: Vec<Chosen>) -> PageResult {
    let is_chosen = !these.is_empty();
    let which = if is_chosen { Which::These(&these) } else { Which::Offered(&filters) };
    let look = bulk::look(&ctx.services, &ctx.actor, which, ctx.locale).await?;
    let l = ctx.l();
    let (title, lead) = if is_chosen {
        (l.msg_bulk_preview_title(), l.msg_bulk_preview_lead())
    } else {
        (l.msg_bulk_title(), l.msg_bulk_lead())
    };
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, look, &filters, is_chosen)).into())
}

/// What became of each.
pub fn bulk_done(ctx: &RequestCtx, lines: Vec<Line>, filters: Filters) -> Page {
    let title = ctx.l().msg_bulk_done_title();
    desk_page(ctx, title, None, move |ctx| done(ctx, lines, &filters))
}

fn back(ctx: &RequestCtx, filters: &Filters) -> AnyView {
    let href = routes::queue_of(ctx.locale, filters);
    view! { <p class="actions"><a href=href>{ctx.l().msg_moderation_back_to_queue()}</a></p> }.into_any()
}

fn view(ctx: &RequestCtx, look: Look, filters: &Filters, is_chosen: bool) -> AnyView {
    let l = ctx.l();
    let left_out = (look.left_out > 0).then(|| {
        let (n, digits) = counted(look.left_out);
        notice(NoticeKind::Warning, None, view! { <p>{l.msg_bulk_left_out(n, digits)}</p> })
    });
    let count = look.items.len();
    if count == 0 {
        return view! {
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {left_out}
            <p>{l.msg_bulk_none()}</p>
            {back(ctx, filters)}
        }
        .into_any();
    }
    let blurred = look.blurred;
    let items =
        look.items.into_iter().map(|(item, words)| one(ctx, &item, words, blurred, is_chosen)).collect_view();
    let send = if is_chosen {
        let (n, digits) = counted(count);
        view! {
            <input r#type="hidden" name="key" value=look.key/>
            <button class="button button--danger" r#type="submit" name="action" value="confirm">
                {l.msg_bulk_confirm(n, digits)}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button class="button" r#type="submit" name="action" value="preview">{l.msg_bulk_preview()}</button>
        }
        .into_any()
    };
    view! {
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        {left_out}
        <form method="post" action=routes::bulk(ctx.locale)>
            {hidden(filters)}
            <ol class="queue" id="item">{items}</ol>
            <p class="actions">{send}</p>
        </form>
        {back(ctx, filters)}
    }
    .into_any()
}

fn one(ctx: &RequestCtx, item: &QueueItem, words: String, blurred: bool, is_chosen: bool) -> AnyView {
    let Some(text) = &item.text else { return ().into_any() };
    let l = ctx.l();
    let said = view! { <p class="queue-item__body" dir="auto" lang=forum::lang(text.language)>{words}</p> };
    let said = if blurred {
        view! { <div class="blurred" role="group" tabindex="0" aria-label=l.msg_desk_blurred_label()>{said}</div> }
            .into_any()
    } else {
        said.into_any()
    };
    let open = routes::queue_item(ctx.locale, &item.id);
    view! {
        <li class="queue-item">
            {decide_form::head(ctx, item)}
            {decide_form::remarks(ctx, item)}
            {heading(ctx, text, Some(format!("q-{}", text.post)))}
            {said}
            {choice(ctx, item, is_chosen)}
            <p><a class="more-link" data-open="" href=open>{l.msg_desk_open()}</a></p>
        </li>
    }
    .into_any()
}

/// The box that chooses a text. On the queue it belongs to the form `bulk`, which stands below the list.
fn choice(ctx: &RequestCtx, item: &QueueItem, is_chosen: bool) -> AnyView {
    let Some(value) = item.chosen() else { return ().into_any() };
    let about = format!("q-{}", value.post);
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name="item" value=value.to_string() checked=is_chosen
                aria-describedby=about/>" "
            <span class="choice__label">{ctx.l().msg_bulk_choose()}</span>
        </label>
    }
    .into_any()
}

/// The same box on the queue itself; nothing where the text cannot be one of many.
pub(super) fn choice_in_queue(ctx: &RequestCtx, item: &QueueItem) -> AnyView {
    let Some(value) = item.chosen().filter(|_| item.fits_many()) else { return ().into_any() };
    let about = format!("t-{}", value.post);
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name="item" form="bulk" value=value.to_string()
                aria-describedby=about/>" "
            <span class="choice__label">{ctx.l().msg_bulk_choose()}</span>
        </label>
    }
    .into_any()
}

/// The form to which the boxes of the queue belong, and the way to the list of all that can be chosen.
pub(super) fn form_in_queue(ctx: &RequestCtx, filters: &Filters) -> AnyView {
    let l = ctx.l();
    view! {
        <form id="bulk" method="post" action=routes::bulk(ctx.locale)>
            {hidden(filters)}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="preview">
                    {l.msg_bulk_preview()}
                </button>
                " "<a href=routes::bulk_of(ctx.locale, filters)>{l.msg_bulk_title()}</a>
            </p>
        </form>
    }
    .into_any()
}

fn done(ctx: &RequestCtx, lines: Vec<Line>, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let refused = lines.iter().filter(|line| line.ended == Ended::Refused).count();
    let kind = if refused == lines.len() { NoticeKind::Success } else { NoticeKind::Warning };
    let (n, digits) = counted(refused);
    let told = notice(kind, None, view! { <p>{l.msg_bulk_done(n, digits)}</p> });
    let rows = lines.into_iter().map(|line| result(ctx, line)).collect_view();
    view! {
        {told}
        <ol class="topic-list">{rows}</ol>
        {back(ctx, filters)}
    }
    .into_any()
}

fn result(ctx: &RequestCtx, line: Line) -> AnyView {
    let l = ctx.l();
    let title = match line.title {
        Some((title, language)) => {
            let (title, lang) = forum::title(ctx, title, language);
            match line.item {
                Some(id) => {
                    let href = routes::queue_item(ctx.locale, &id);
                    view! { <a href=href dir="auto" lang=lang>{title}</a> }.into_any()
                }
                None => view! { <span dir="auto" lang=lang>{title}</span> }.into_any(),
            }
        }
        None => view! { <span>{l.msg_bulk_unknown()}</span> }.into_any(),
    };
    let class = if line.ended == Ended::Refused { "tag tag--approved" } else { "tag tag--held" };
    view! {
        <li class="topic-row">
            <h2 class="topic-row__title">{title}</h2>
            <p class="topic-row__meta"><span class=class>{ended(l, line.ended)}</span></p>
        </li>
    }
    .into_any()
}

fn ended(l: &L10nLanguage, ended: Ended) -> String {
    match ended {
        Ended::Refused => l.msg_bulk_ended_refused(),
        Ended::Changed => l.msg_bulk_ended_changed(),
        Ended::InHand => l.msg_bulk_ended_in_hand(),
        Ended::WithLead => l.msg_bulk_ended_with_lead(),
        Ended::ByItself => l.msg_bulk_ended_by_itself(),
        Ended::NotHers => l.msg_bulk_ended_not_hers(),
        Ended::Failed => l.msg_bulk_ended_failed(),
    }
}
