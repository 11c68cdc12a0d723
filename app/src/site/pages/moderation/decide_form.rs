//! What the list and the page of one item share: the head of an item, the reasons, the words to its author.

use domain::moderation::{Age, Claim, QueueItem, Raised, Reason};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{
        Icon,
        error_summary::{Labels, field_sentence},
        in_textarea,
    },
    pages::forum::{parts, words as forum},
    request::{Refused, RequestCtx},
};

/// Names of the fields of a decision, and of what else is done with an item.
pub(super) const LABELS: Labels = &[
    ("reason", |l| l.msg_moderation_field_reason()),
    ("note", |l| l.msg_moderation_field_note()),
    ("post", |l| l.msg_moderation_field_post()),
    ("version", |l| l.msg_moderation_field_version()),
    ("action", |l| l.msg_moderation_field_action()),
    ("title", |l| l.msg_desk_field_title()),
    ("text", |l| l.msg_desk_field_text()),
    ("cause", |l| l.msg_desk_field_cause()),
    ("kind", |l| l.msg_moderation_filter_kind()),
    ("category", |l| l.msg_forum_field_category()),
    ("language", |l| l.msg_moderation_filter_language()),
    ("age", |l| l.msg_desk_filter_age()),
    ("claim", |l| l.msg_desk_filter_claim()),
    ("gate", |l| l.msg_desk_filter_gate()),
    ("after", |l| l.msg_desk_filter_place()),
];

/// What is known before the text is read: kind, class, reason, who is on it, since when.
pub(super) fn head(ctx: &RequestCtx, item: &QueueItem) -> AnyView {
    let l = ctx.l();
    let tag = |class: &'static str, icon: &'static str, text: String| {
        view! { " "<span class=class><Icon name=icon/>" "{text}</span> }.into_any()
    };
    let class =
        item.class.is_hard().then(|| tag("tag tag--rejected", "warning", words::class(l, item.class)));
    let raised = item.raised.map(|raised| {
        let class = if raised == Raised::Escalated { "tag tag--rejected" } else { "tag tag--changes" };
        tag(class, "account", words::raised(l, raised))
    });
    let claim = words::claim(l, &item.claim).map(|text| {
        let class = if item.claim == Claim::Mine { "tag tag--approved" } else { "tag tag--held" };
        tag(class, "lock", text)
    });
    let passed = item.passed.then(|| tag("tag", "clock", l.msg_desk_passed()));
    let correction = item
        .text
        .as_ref()
        .is_some_and(|text| text.is_correction)
        .then(|| tag("tag tag--changes", "document", l.msg_moderation_kind_correction()));
    let (n, digits) = counted(item.days);
    let since = l.msg_moderation_age(n, digits);
    let age = words::age(l, item.age).map(|text| {
        let class = if item.age == Age::Late { "tag tag--rejected" } else { "tag tag--held" };
        tag(class, "clock", text)
    });
    let author = item.text.as_ref().map(|text| {
        view! { " "<span class="queue-item__author">{parts::author_name(ctx, &text.author)}</span> }
    });
    view! {
        <header class="queue-item__head">
            <span class="tag tag--pending"><Icon name="clock"/>" "{words::kind(l, item)}</span>
            {class}{raised}{claim}{passed}{correction}
            " "<span class="queue-item__where">{item.category_name.clone()}</span>
            {author}
            " "<span class="queue-item__age">{since}{age}</span>
        </header>
    }
    .into_any()
}

/// Why it waits, and that only the lead is left. Whoever wrote it is not told why, at the desk as little as elsewhere.
pub(super) fn remarks(ctx: &RequestCtx, item: &QueueItem) -> AnyView {
    let l = ctx.l();
    let own = item.text.as_ref().is_some_and(|text| text.is_mine);
    let gate = words::gate(l, item)
        .filter(|_| !own)
        .map(|why| view! { <p class="muted">{l.msg_desk_gate(why)}</p> });
    let left = item.nobody_left.then(|| view! { <p class="muted">{l.msg_desk_nobody_left()}</p> });
    view! { {gate}{left} }.into_any()
}

/// The reason and the words to its author. `suffix` tells the forms of one page apart.
pub(super) fn reason_and_note(ctx: &RequestCtx, refused: Option<&Refused>, suffix: &str) -> AnyView {
    let l = ctx.l();
    let typed = |field: &str| refused.map(|refused| refused.form.get(field).to_owned()).unwrap_or_default();
    let id = |field: &str| if suffix.is_empty() { field.to_owned() } else { format!("{field}-{suffix}") };
    let error = |field: &str| {
        let error = refused?.fields.iter().find(|error| error.field == field)?;
        let (id, text) = (format!("{}-error", id(field)), field_sentence(l, LABELS, error));
        Some(view! { <p class="field__error" id=id><Icon name="warning"/>" "{text}</p> }.into_any())
    };
    let (reason_error, note_error) = (error("reason"), error("note"));
    let chosen = typed("reason");
    let reasons = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Reason::OFFERED.into_iter().map(|one| (one.as_str().to_owned(), forum::reason(l, one))))
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let field_class = |invalid: bool| if invalid { "field field--invalid" } else { "field" };
    let (reason_id, note_id) = (id("reason"), id("note"));
    let described = |id: &str, invalid: bool| {
        if invalid { format!("{id}-hint {id}-error") } else { format!("{id}-hint") }
    };
    let (reason_invalid, note_invalid) = (reason_error.is_some(), note_error.is_some());
    let reason_described = described(&reason_id, reason_invalid);
    let note_described = described(&note_id, note_invalid);
    let note = typed("note");
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
    view! { {reason_field}{note_field} }.into_any()
}

/// Why a text that waits is neither published nor refused here: somebody may be in danger, and few look after her.
pub(super) fn for_few(ctx: &RequestCtx, is: bool) -> Option<AnyView> {
    is.then(|| view! { <p class="muted">{ctx.l().msg_danger_held_waits()}</p> }.into_any())
}

/// A button of a decision. `key` is the key that reaches it.
pub(super) fn button(class: &'static str, value: &'static str, text: String, key: &'static str) -> AnyView {
    let key = (!key.is_empty()).then_some(key);
    view! {
        <button class=class r#type="submit" name="action" value=value data-key=key>{text}</button>
    }
    .into_any()
}

/// A key and what it does.
pub type Key = (&'static str, String);

/// The keys of what waits.
pub(super) fn keys(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let keys = vec![
        ("j", l.msg_desk_key_next()),
        ("k", l.msg_desk_key_previous()),
        ("o", l.msg_desk_key_open()),
        ("a", l.msg_desk_key_approve()),
        ("c", l.msg_desk_key_changes()),
        ("r", l.msg_desk_key_reject()),
        ("p", l.msg_desk_key_private()),
        ("e", l.msg_desk_key_escalate()),
        ("s", l.msg_desk_key_second()),
        ("m", l.msg_desk_key_claim()),
        ("d", l.msg_desk_key_redact()),
        ("x", l.msg_desk_key_pass()),
        ("i", l.msg_desk_key_recuse()),
        ("h", l.msg_desk_key_danger()),
    ];
    keys_of(ctx, keys)
}

/// The keys of every other page of the desk, and those of its own.
pub fn line_keys(ctx: &RequestCtx, own: Vec<Key>) -> AnyView {
    let l = ctx.l();
    let mut keys = vec![
        ("j", l.msg_desk_key_line_next()),
        ("k", l.msg_desk_key_line_previous()),
        ("o", l.msg_desk_key_line_open()),
    ];
    keys.extend(own);
    keys_of(ctx, keys)
}

/// Keys, for whoever has a keyboard: folded away, and opened by the key `?`.
fn keys_of(ctx: &RequestCtx, mut keys: Vec<Key>) -> AnyView {
    let l = ctx.l();
    keys.push(("?", l.msg_desk_key_help()));
    let lines =
        keys.into_iter().map(|(key, text)| view! { <li><kbd>{key}</kbd>" "{text}</li> }).collect_view();
    view! {
        <details class="disclosure" data-keys="">
            <summary>{l.msg_desk_keys_title()}</summary>
            <ul class="prose prose--small">{lines}</ul>
        </details>
    }
    .into_any()
}
