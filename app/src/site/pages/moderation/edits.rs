//! Changes of published texts, above the queue of new ones: before and after side by side, and what is different.

use domain::moderation::{EditItem, Reason};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{
        Crumb, Icon,
        error_summary::{Labels, field_sentence},
        in_textarea, page_header,
    },
    page::Page,
    pages::forum::{history::pieces, parts, reading, words},
    request::RequestCtx,
    routes,
};

/// Names of the decision's fields.
const LABELS: Labels = &[
    ("reason", |l| l.msg_moderation_field_reason()),
    ("note", |l| l.msg_moderation_field_note()),
    ("post", |l| l.msg_moderation_field_post()),
    ("version", |l| l.msg_moderation_field_version()),
    ("action", |l| l.msg_moderation_field_action()),
];

/// The changes that wait, and those to be looked at; nothing when there is none.
pub fn section(ctx: &RequestCtx, items: Vec<EditItem>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let title = ctx.l().msg_edit_queue_title();
    let items = items.into_iter().map(|item| entry(ctx, item)).collect_view();
    view! {
        <section class="stack" aria-labelledby="edits">
            <h2 id="edits">{title}</h2>
            <ol class="queue">{items}</ol>
        </section>
    }
    .into_any()
}

fn entry(ctx: &RequestCtx, item: EditItem) -> AnyView {
    let l = ctx.l();
    let age = counted(item.days);
    let kind = if item.is_check { l.msg_edit_queue_check() } else { l.msg_edit_queue_edit() };
    let (title, title_lang) = words::title(ctx, item.title.clone(), item.title_language);
    let lang = words::lang(item.language);
    let titles = item.titles.clone().map(|[old, new]| {
        view! {
            <p dir="auto">{l.msg_edit_queue_title_before(old)}</p>
            <p dir="auto">{l.msg_edit_queue_title_after(new)}</p>
        }
    });
    let check = item.is_check.then(|| view! { <p class="muted">{l.msg_edit_queue_check_text()}</p> });
    let decision = match (item.is_mine, item.is_check) {
        (true, _) => view! { <p class="muted">{l.msg_moderation_own()}</p> }.into_any(),
        (false, true) => check_form(ctx, &item),
        (false, false) => decision_form(ctx, &item),
    };
    let text = |heading: String, text: &str| {
        view! {
            <section class="panel">
                <h3 class="panel__title">{heading}</h3>
                <div class="prose prose--small" dir="auto" lang=lang>{parts::lines(text)}</div>
            </section>
        }
    };
    view! {
        <li class="queue-item" id=format!("e-{}", item.post)>
            <header class="queue-item__head">
                <span class="tag tag--changes"><Icon name="document"/>" "{kind}</span>
                " "{parts::state_tag(ctx, item.state)}
                " "<span class="queue-item__author">{parts::author_name(ctx, &item.author)}</span>
                " "<span class="queue-item__age">{l.msg_moderation_age(age.0, age.1)}</span>
            </header>
            <h3 class="queue-item__title">
                <span>{l.msg_moderation_in_topic()}</span>" "
                <a href=routes::topic(ctx.locale, &item.topic) dir="auto" lang=title_lang>{title}</a>
            </h3>
            {check}
            {titles}
            <h4>{l.msg_edit_queue_difference()}</h4>
            <div class="queue-item__body prose prose--small" dir="auto" lang=lang>{pieces(&item.pieces)}</div>
            <details class="disclosure">
                <summary>{l.msg_edit_queue_old()}" / "{l.msg_edit_queue_new()}</summary>
                <div class="grid">
                    {text(l.msg_edit_queue_old(), &item.old)}
                    {text(l.msg_edit_queue_new(), &item.new)}
                </div>
            </details>
            {reading::in_queue(ctx, item.content_note, Vec::new())}
            {decision}
        </li>
    }
    .into_any()
}

fn hidden(item: &EditItem) -> AnyView {
    view! {
        <input r#type="hidden" name="post" value=item.post.to_string()/>
        <input r#type="hidden" name="version" value=item.n.to_string()/>
    }
    .into_any()
}

fn check_form(ctx: &RequestCtx, item: &EditItem) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="queue-item__decide" method="post" action=routes::queue_edits(ctx.locale)>
            {hidden(item)}
            <button class="button button--small" name="action" value="seen">{l.msg_edit_queue_seen()}</button>" "
            <a href=routes::take(ctx.locale, &item.post)>{l.msg_edit_queue_take()}</a>
        </form>
    }
    .into_any()
}

fn decision_form(ctx: &RequestCtx, item: &EditItem) -> AnyView {
    let l = ctx.l();
    let id = format!("e-{}", item.post);
    // A refused decision fills in the form of its own line only.
    let refused = ctx.refused.clone().filter(|refused| {
        refused.form.get("post") == item.post.as_str() && refused.form.get("version") == item.n.to_string()
    });
    let error = |field: &str| {
        let refused = refused.as_ref()?;
        let error = refused.fields.iter().find(|error| error.field == field)?;
        let text = field_sentence(l, LABELS, error);
        Some(view! { <p class="field__error"><Icon name="warning"/>" "{text}</p> }.into_any())
    };
    let typed =
        |field: &str| refused.as_ref().map(|refused| refused.form.get(field).to_owned()).unwrap_or_default();
    let (chosen, note) = (typed("reason"), typed("note"));
    let reasons = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(
            Reason::OFFERED.into_iter().map(|reason| (reason.as_str().to_owned(), words::reason(l, reason))),
        )
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let (reason_id, note_id) = (format!("reason-{id}"), format!("note-{id}"));
    view! {
        <form class="queue-item__decide" method="post" action=routes::queue_edits(ctx.locale)>
            {hidden(item)}
            <button class="button button--small" name="action" value="approve">{l.msg_edit_queue_approve()}</button>
            <details class="disclosure" open=refused.is_some()>
                <summary>{l.msg_moderation_refuse_open()}</summary>
                <div class="field">
                    <label class="field__label" for=reason_id.clone()>{l.msg_moderation_field_reason()}</label>
                    {error("reason")}
                    <select class="select" id=reason_id name="reason">{reasons}</select>
                </div>
                <div class="field">
                    <label class="field__label" for=note_id.clone()>{l.msg_moderation_field_note()}</label>
                    {error("note")}
                    <textarea class="textarea" id=note_id name="note" rows="3" dir="auto">{in_textarea(&note)}</textarea>
                </div>
                <p class="actions">
                    <button class="button button--danger button--small" name="action" value="reject">{l.msg_edit_queue_reject()}</button>
                </p>
            </details>
        </form>
    }
    .into_any()
}

/// The moderator's words, to copy; nothing when she wrote none.
fn kept_note(ctx: &RequestCtx, note: &str) -> AnyView {
    if note.trim().is_empty() {
        return ().into_any();
    }
    view! {
        <div class="field">
            <label class="field__label" for="kept-note">{ctx.l().msg_moderation_your_note()}</label>
            <textarea class="textarea" id="kept-note" rows="4" dir="auto" readonly>{in_textarea(note)}</textarea>
        </div>
    }
    .into_any()
}

/// 409: there is nothing to decide any more; `note` is what she had written to the author.
pub fn edit_conflict(ctx: RequestCtx, topic: contract::ids::TopicId, note: String) -> Page {
    let title = ctx.l().msg_edit_queue_stale_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        let locale = ctx.locale;
        let crumbs = vec![
            Crumb::to(l.msg_nav_desk(), routes::desk(locale)),
            Crumb::to(l.msg_moderation_queue_title(), routes::queue(locale)),
        ];
        view! {
            {page_header(locale, crumbs, title, None, true)}
            <div class="narrow stack" role="alert">
                <p>{l.msg_edit_queue_stale()}</p>
                <p><a href=routes::topic(locale, &topic)>{l.msg_moderation_see_topic()}</a></p>
                {kept_note(&ctx, &note)}
                <p class="actions"><a class="button" href=routes::queue(locale)>{l.msg_moderation_back_to_queue()}</a></p>
            </div>
        }
        .into_any()
    });
    page.personal().main_class("page--desk").status(409)
}
