//! The review queue: every text with its own plain form.

use contract::{ErrorCode, Locale};
use domain::{
    DomainError, DomainResult, Permission,
    forum::TextLanguage,
    moderation::{EditItem, Filters, Queue, QueueItem, Reason, Verdict},
    permission::require,
};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{
        Crumb, Html, Icon, NoticeKind,
        error_summary::{Labels, field_sentence},
        in_textarea, notice, page_header,
    },
    form::Form,
    page::{Page, PageResult},
    pages::{
        forum::{parts, quote, reading, words},
        staff::desk_nav,
    },
    request::{Refused, RequestCtx},
    routes,
};

/// Names of the decision's fields.
const LABELS: Labels = &[
    ("reason", |l| l.msg_moderation_field_reason()),
    ("note", |l| l.msg_moderation_field_note()),
    ("post", |l| l.msg_moderation_field_post()),
    ("version", |l| l.msg_moderation_field_version()),
    ("action", |l| l.msg_moderation_field_action()),
    ("kind", |l| l.msg_moderation_filter_kind()),
    ("language", |l| l.msg_moderation_filter_language()),
];

/// Reads the filters of an address, or of the hidden fields that carry them through a decision.
///
/// # Errors
/// `InvalidForm` naming the filter that is none.
pub fn read_filters(form: &Form) -> DomainResult<Filters> {
    Filters::parse(form.get("kind"), form.get("category"), form.get("language"), form.get("after"))
}

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
    let edits = match filters == Filters::default() {
        true => domain::moderation::edits(&ctx.services, &ctx.actor).await?,
        false => Vec::new(),
    };
    let title = ctx.l().msg_moderation_queue_title();
    Ok(Page::new(title, move || view(&ctx, queue, edits, &filters))
        .personal()
        .main_class("page--desk")
        .into())
}

fn view(ctx: &RequestCtx, queue: Queue, edits: Vec<EditItem>, filters: &Filters) -> AnyView {
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
    let show_filters = (queue.overview.waiting > 0 || filtered).then(|| filter_links(ctx, filters));
    let before = filters.after.is_some().then(|| {
        (routes::queue_of(locale, &Filters { after: None, ..filters.clone() }), l.msg_moderation_first_page())
    });
    let after = queue.next.clone().map(|next| {
        (routes::queue_of(locale, &Filters { after: Some(next), ..filters.clone() }), l.msg_moderation_more())
    });
    let refused = ctx.refused.clone();
    let on_page =
        refused.as_ref().is_some_and(|r| queue.items.iter().any(|i| i.post.as_str() == r.form.get("post")));
    let edits = super::edits::section(ctx, edits);
    let summary = refused.map(|refused| error_summary(ctx, &refused, on_page));
    let waiting = queue.overview.waiting;
    let items = queue.items.into_iter().map(|item| queue_item(ctx, item, filters)).collect_view();
    view! {
        {done_notice(ctx)}
        {page_header(locale, crumbs, title, Some(l.msg_moderation_queue_lead()), true)}
        <div class="desk">
            {desk_nav(ctx, Some(waiting))}
            <div class="desk__main stack">
                {summary}
                {checklist(ctx)}
                {show_filters}
                {edits}
                {empty}
                <ol class="queue">{items}</ol>
                {parts::pagination(ctx, before, None, after)}
            </div>
        </div>
    }
    .into_any()
}

fn done_notice(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match Verdict::parse(ctx.query.get("done"))? {
        Verdict::Approve => l.msg_moderation_done_approve(),
        Verdict::Reject => l.msg_moderation_done_reject(),
    };
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

fn filter_links(ctx: &RequestCtx, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let link = |to: Filters, text: String, here: bool| {
        let href = routes::queue_of(locale, &Filters { after: None, ..to });
        view! { <li><a class="filters__link" href=href aria-current=here.then_some("true")>{text}</a></li> }
            .into_any()
    };
    let kinds = [
        (None, l.msg_moderation_filter_all()),
        (Some(true), l.msg_moderation_filter_topics()),
        (Some(false), l.msg_moderation_filter_replies()),
    ]
    .into_iter()
    .map(|(opening, text)| link(Filters { opening, ..filters.clone() }, text, filters.opening == opening))
    .collect_view();
    let languages = std::iter::once((None, l.msg_moderation_filter_all()))
        .chain(
            Locale::ALL
                .into_iter()
                .map(|locale| (Some(TextLanguage::Known(locale)), locale.endonym().to_owned())),
        )
        .chain([(Some(TextLanguage::Other), l.msg_forum_field_language_other())])
        .map(|(language, text)| {
            link(Filters { language, ..filters.clone() }, text, filters.language == language)
        })
        .collect_view();
    view! {
        <nav class="filters" aria-label=l.msg_moderation_filter_label()>
            <span class="filters__title">{l.msg_moderation_filter_kind()}</span>" "
            <ul class="filters__list">{kinds}</ul>
            <span class="filters__title">{l.msg_moderation_filter_language()}</span>" "
            <ul class="filters__list">{languages}</ul>
        </nav>
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

fn queue_item(ctx: &RequestCtx, item: QueueItem, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let age = counted(item.days);
    let kind = if item.is_opening { l.msg_moderation_kind_topic() } else { l.msg_moderation_kind_reply() };
    let correction = item
        .is_correction
        .then(|| view! { " "<span class="tag tag--changes"><Icon name="document"/>" "{l.msg_moderation_kind_correction()}</span> });
    let title = if item.is_opening {
        view! { <span dir="auto" lang=words::lang(item.title_language)>{item.title.clone()}</span> }
            .into_any()
    } else {
        let href = routes::topic(ctx.locale, &item.topic);
        let (title, lang) = words::title(ctx, item.title.clone(), item.title_language);
        view! {
            <span>{l.msg_moderation_in_topic()}</span>" "
            <a href=href dir="auto" lang=lang>{title}</a>
        }
        .into_any()
    };
    let standing = item.standing.map(|standing| super::identity::standing(ctx, &item, standing));
    let blocked = !item.is_opening && !item.topic_published;
    let decision = if item.is_mine {
        view! { <p class="muted">{l.msg_moderation_own()}</p> }.into_any()
    } else {
        decision_form(ctx, &item, blocked, filters)
    };
    view! {
        <li class="queue-item" id=format!("q-{}", item.post) data-section=item.section.clone()>
            <header class="queue-item__head">
                <span class="tag tag--pending"><Icon name="clock"/>" "{kind}</span>
                {correction}
                " "<span class="queue-item__where">{item.category_name.clone()}</span>
                " "<span class="queue-item__author">{parts::author_name(ctx, &item.author)}</span>
                " "<span class="queue-item__age">{l.msg_moderation_age(age.0, age.1)}</span>
            </header>
            {standing}
            <h2 class="queue-item__title">{title}</h2>
            <Html html=quote::filled(ctx, item.html.clone(), &item.quotes) class="queue-item__body prose prose--small" lang=words::lang(item.language)/>
            {reading::in_queue(ctx, item.content_note, item.choices.clone())}
            {blocked.then(|| view! { <p class="muted">{l.msg_moderation_topic_not_public()}</p> })}
            {decision}
        </li>
    }
    .into_any()
}

fn decision_form(ctx: &RequestCtx, item: &QueueItem, blocked: bool, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let post = item.post.to_string();
    // A refused decision fills in the form of its own line only.
    let refused = ctx.refused.clone().filter(|refused| refused.form.get("post") == post);
    let typed =
        |field: &str| refused.as_ref().map(|refused| refused.form.get(field).to_owned()).unwrap_or_default();
    let error = |field: &str| {
        let refused = refused.as_ref()?;
        let error = refused.fields.iter().find(|error| error.field == field)?;
        let (id, text) = (format!("{field}-{post}-error"), field_sentence(l, LABELS, error));
        Some(view! { <p class="field__error" id=id><Icon name="warning"/>" "{text}</p> }.into_any())
    };
    let (reason_error, note_error) = (error("reason"), error("note"));
    let open = refused.is_some();
    let chosen = typed("reason");
    let reasons = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Reason::ALL.into_iter().map(|reason| (reason.as_str().to_owned(), words::reason(l, reason))))
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let field_class = |invalid: bool| if invalid { "field field--invalid" } else { "field" };
    let (reason_id, note_id) = (format!("reason-{post}"), format!("note-{post}"));
    let described = |id: &str, invalid: bool| {
        if invalid { format!("{id}-hint {id}-error") } else { format!("{id}-hint") }
    };
    let (reason_invalid, note_invalid) = (reason_error.is_some(), note_error.is_some());
    let reason_described = described(&reason_id, reason_invalid);
    let note_described = described(&note_id, note_invalid);
    let note = typed("note");
    let note = if note.starts_with('\n') { format!("\n{note}") } else { note };
    let reason_field = view! {
        <div class=field_class(reason_invalid)>
            <label class="field__label" for=reason_id.clone()>{l.msg_moderation_field_reason()}</label>
            <p class="field__hint" id=format!("{reason_id}-hint")>{l.msg_moderation_field_reason_hint()}</p>
            {reason_error}
            <select class="select" id=reason_id name="reason" aria-describedby=reason_described
                aria-invalid=reason_invalid.then_some("true")>{reasons}</select>
        </div>
    }
    .into_any();
    let note_field = view! {
        <div class=field_class(note_invalid)>
            <label class="field__label" for=note_id.clone()>{l.msg_moderation_field_note()}</label>
            <p class="field__hint" id=format!("{note_id}-hint")>{l.msg_moderation_field_note_hint()}</p>
            {note_error}
            <textarea class="textarea" id=note_id name="note" rows="3" dir="auto" aria-describedby=note_described
                aria-invalid=note_invalid.then_some("true")>{in_textarea(&note)}</textarea>
        </div>
    }
    .into_any();
    view! {
        <form class="queue-item__decide" method="post" action=routes::queue(ctx.locale)>
            <input r#type="hidden" name="post" value=post/>
            <input r#type="hidden" name="version" value=item.version.to_string()/>
            {hidden_filters(filters)}
            {(!blocked).then(|| view! {
                <button class="button button--small" r#type="submit" name="action" value="approve">
                    {l.msg_moderation_approve()}
                </button>
            })}
            <details class="disclosure" open=open>
                <summary>{l.msg_moderation_refuse_open()}</summary>
                {reason_field}
                {note_field}
                <p class="actions">
                    <button class="button button--danger button--small" r#type="submit" name="action" value="reject">
                        {l.msg_moderation_reject()}
                    </button>
                </p>
            </details>
        </form>
    }
    .into_any()
}

/// The filters travel with the decision, so that she comes back to the same list.
fn hidden_filters(filters: &Filters) -> AnyView {
    filters
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input r#type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}
