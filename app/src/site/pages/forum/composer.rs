//! The parts of the two forms in which people write.

use contract::{Locale, limits::BODY_MAX};
use domain::{forum::quote::Preview, kept_form};
use leptos::prelude::*;

use super::quote;
use crate::{
    islands::{
        Composer,
        composer::{self, ComposerWords},
    },
    site::{
        components::{
            FormKeyField, Html, Icon, NoticeKind, TextArea,
            error_summary::{Labels, field_sentence},
            notice,
        },
        page::use_request,
        pages::report::hours,
        request::RequestCtx,
    },
};

/// Names of the fields of both forms.
pub const LABELS: Labels = &[
    ("category", |l| l.msg_forum_field_category()),
    ("title", |l| l.msg_forum_field_title()),
    ("body", |l| l.msg_forum_field_body()),
    ("language", |l| l.msg_forum_field_language()),
    ("content_note", |l| l.msg_reading_note_field()),
    ("poll_choices", |l| l.msg_reading_poll_choices()),
    ("poll_days", |l| l.msg_reading_poll_days()),
    ("choice", |l| l.msg_reading_poll_field()),
    ("choices", |l| l.msg_reading_poll_choices()),
    ("reason", |l| l.msg_moderation_field_reason()),
    ("days", |l| l.msg_reading_arrange_days()),
    ("reopen", |l| l.msg_bulk_field_reopen()),
    ("topic_language", |l| l.msg_forum_field_language()),
    ("seconds", |l| l.msg_desk_field_seconds()),
    ("about", |l| l.msg_reading_arrange_about()),
    ("posts", |l| l.msg_desk_split_posts()),
    ("target", |l| l.msg_desk_merge_target()),
    ("anonymous", |l| l.msg_alias_field()),
    ("website", |l| l.msg_gate_trap()),
];

/// The text field with its help, and the island that adds preview, marks and count beside it.
#[component]
pub fn ComposerField(
    /// What stands in it before anything was typed.
    #[prop(optional, into)]
    value: String,
    /// Visible lines.
    #[prop(default = 8)]
    rows: u8,
) -> impl IntoView {
    let l = use_request().l();
    let quoted = value.contains("> [quote:");
    let hint = if quoted {
        format!("{} {}", l.msg_forum_composer_marks(), l.msg_writing_quote_hint())
    } else {
        l.msg_forum_composer_marks()
    };
    let words = ComposerWords {
        toolbar: l.msg_forum_composer_toolbar(),
        bold: l.msg_forum_composer_bold(),
        list: l.msg_forum_composer_list(),
        quote: l.msg_forum_composer_quote(),
        quote_marked: l.msg_reading_quote_selection(),
        keys: l.msg_reading_keys(),
        preview_empty: l.msg_forum_composer_preview_empty(),
        preview_failed: l.msg_forum_composer_preview_failed(),
        sending: l.msg_forum_composer_sending(),
        not_sent: l.msg_forum_composer_not_sent(),
    };
    view! {
        <TextArea name="body" labels=LABELS hint=hint rows=rows value=value/>
        <Composer field="body".to_owned() limit=BODY_MAX words=words/>
    }
    .into_any()
}

/// What must be known before writing.
pub fn before_writing() -> AnyView {
    let ctx = use_request();
    let l = ctx.l();
    view! {
        {hours::banner(&ctx)}
        <p class="composer__help">{l.msg_forum_composer_help()}" "{l.msg_forum_composer_court()}</p>
    }
    .into_any()
}

/// What the form says of itself: whose it is (so that it is given back to her alone when she is signed out
/// meanwhile), and with which draft it began.
pub fn hidden(ctx: &RequestCtx, sequence: i64) -> AnyView {
    let owner = ctx.actor.member().and_then(|member| kept_form::owner(&ctx.services, member).ok());
    view! {
        <FormKeyField/>
        {owner.map(|owner| view! { <input r#type="hidden" name="owner" value=owner/> })}
        <input r#type="hidden" name="sequence" value=sequence.to_string()/>
    }
    .into_any()
}

/// That her text is here again, after she was signed out while writing.
pub fn back(is_back: bool) -> AnyView {
    let l = use_request().l();
    is_back.then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_writing_lost_back()}</p> })).into_any()
}

/// The rendered text above the form, for those without scripts; nothing was sent yet.
pub fn preview(ctx: &RequestCtx, preview: Option<Preview>) -> AnyView {
    let l = ctx.l();
    preview
        .map(|preview| {
            let html = quote::previewed(ctx, preview);
            view! {
                <section class="stack" role="status" id="preview" aria-labelledby="preview-title">
                    <h3 id="preview-title">{l.msg_forum_preview_title()}</h3>
                    <Html html=html class="composer__preview prose prose--small" lang=""/>
                    <p class="muted">{l.msg_forum_preview_note()}</p>
                </section>
            }
        })
        .into_any()
}

/// Before she sends a text that calls the team by a sign: that it calls nobody, and the way to the button that sends
/// this very text to the team. The button itself stays behind the one that Enter presses.
pub fn call_the_team(draft: &str) -> AnyView {
    let l = use_request().l();
    domain::messages::calls_team(draft)
        .then(|| {
            view! {
                <p role="status">
                    {l.msg_messages_calls_nobody()}" "<a href="#private">{l.msg_messages_send_private()}</a>
                </p>
            }
        })
        .into_any()
}

/// The buttons of both forms. `direct`: what she sends is published at once; `kept`: what stands in it is her draft.
pub fn buttons(direct: bool, kept: bool) -> AnyView {
    let ctx = use_request();
    let l = ctx.l();
    let send = if direct { l.msg_forum_publish() } else { l.msg_forum_send() };
    view! {
        {crate::site::pages::gate::trap()}
        <p class="actions">
            <button class="button" r#type="submit" name="action" value="send">{send}</button>" "
            <button class="button button--secondary" r#type="submit" name="action" value="preview">
                {l.msg_forum_preview()}
            </button>" "
            <button class="button button--secondary" r#type="submit" name="action" value="draft">
                {l.msg_writing_draft_save()}
            </button>" "
            <button class="button button--quiet" id="private" r#type="submit" name="action" value="private">
                {l.msg_messages_send_private()}
            </button>
            {kept.then(|| view! {
                " "<button class="button button--quiet" r#type="submit" name="action" value="discard">
                    {l.msg_writing_draft_discard()}
                </button>
            })}
        </p>
        <p class="composer__help">{l.msg_messages_send_private_hint()}</p>
        {below()}
    }
    .into_any()
}

/// Where the island shows how the text will look and how the sending goes: below the buttons, so that nothing that
/// grows while she writes moves the button she is about to press. Empty without scripts.
pub fn below() -> AnyView {
    let l = use_request().l();
    view! {
        <div class="composer__below">
            <p class="composer__status" id=composer::STATUS role="status"></p>
            <section class="composer__preview prose prose--small" id=composer::PREVIEW
                aria-label=l.msg_forum_preview_title() dir="auto"></section>
            <p class="composer__note muted" id=composer::NOTE></p>
        </div>
    }
    .into_any()
}

/// A choice out of a list, which keeps what was chosen after a refusal.
#[component]
pub fn SelectField(
    /// Form name, also the id.
    name: &'static str,
    /// Values and texts.
    options: Vec<(String, String)>,
    /// What is chosen before anything was sent.
    #[prop(optional, into)]
    value: String,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let ctx = use_request();
    let l = ctx.l();
    let label = LABELS.iter().find(|(key, _)| *key == name).map(|(_, label)| label(l)).unwrap_or_default();
    let error = ctx
        .refused
        .as_ref()
        .and_then(|refused| refused.fields.iter().find(|error| error.field == name))
        .map(|error| field_sentence(l, LABELS, error));
    let typed = ctx.typed(name);
    let chosen = if typed.is_empty() { value } else { typed };
    let invalid = error.is_some();
    let described = [hint.as_ref().map(|_| format!("{name}-hint")), invalid.then(|| format!("{name}-error"))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let options = options
        .into_iter()
        .map(|(key, text)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for=name>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> })}
            {error.map(|error| view! {
                <p class="field__error" id=format!("{name}-error")><Icon name="warning"/>" "{error}</p>
            })}
            <select class="select" id=name name=name
                aria-describedby=(!described.is_empty()).then_some(described)
                aria-invalid=invalid.then_some("true")>{options}</select>
        </div>
    }
    .into_any()
}

/// The language of the text: guessed, unless she says it. Folded away, for few ever need it.
#[component]
pub fn LanguageField(
    /// What is chosen before anything was sent.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let ctx = use_request();
    let l = ctx.l();
    let open =
        ctx.refused.as_ref().is_some_and(|refused| refused.fields.iter().any(|e| e.field == "language"));
    let options = std::iter::once((String::new(), l.msg_forum_field_language_auto()))
        .chain(Locale::ALL.into_iter().map(|locale| (locale.code().to_owned(), locale.endonym().to_owned())))
        .chain([("und".to_owned(), l.msg_forum_field_language_other())])
        .collect();
    view! {
        <details class="disclosure" open=open>
            <summary>{l.msg_forum_field_language()}</summary>
            <SelectField name="language" options=options value=value hint=l.msg_forum_field_language_hint()/>
        </details>
    }
    .into_any()
}
