//! The form of a text: what was typed comes back, whatever was wrong with it.

use domain::content::{
    Kind,
    editorial::{DraftForm, SOURCES, STEPS, SourceForm},
};
use leptos::prelude::*;

use crate::site::{
    components::{Icon, error_summary::Labels, in_textarea},
    form::Form,
    request::RequestCtx,
};

/// Empty rows behind those that are filled.
const SPARE: usize = 2;

/// Names of the fields; those of rows without their number.
pub const LABELS: Labels = &[
    ("kind", |l| l.msg_editorial_field_kind()),
    ("section", |l| l.msg_editorial_field_section()),
    ("locale", |l| l.msg_editorial_field_language()),
    ("slug", |l| l.msg_editorial_field_slug()),
    ("title", |l| l.msg_editorial_field_title()),
    ("summary", |l| l.msg_editorial_field_summary()),
    ("for_whom", |l| l.msg_editorial_field_for_whom()),
    ("papers", |l| l.msg_editorial_field_papers()),
    ("where_to_go", |l| l.msg_editorial_field_where()),
    ("cost", |l| l.msg_editorial_field_cost()),
    ("time", |l| l.msg_editorial_field_time()),
    ("if_refused", |l| l.msg_editorial_field_if_refused()),
    ("steps", |l| l.msg_editorial_field_steps()),
    ("step_title", |l| l.msg_editorial_field_step_title()),
    ("step_text", |l| l.msg_editorial_field_step_text()),
    ("source", |l| l.msg_editorial_field_text()),
    ("sources", |l| l.msg_editorial_field_sources()),
    ("source_kind", |l| l.msg_editorial_field_source_kind()),
    ("source_target", |l| l.msg_editorial_field_source_target()),
    ("source_locator", |l| l.msg_editorial_field_source_locator()),
    ("source_quote", |l| l.msg_editorial_field_source_quote()),
    ("source_title", |l| l.msg_editorial_field_source_title()),
    ("source_publisher", |l| l.msg_editorial_field_source_publisher()),
    ("source_url", |l| l.msg_editorial_field_source_url()),
    ("source_checked_on", |l| l.msg_editorial_field_source_checked_on()),
    ("checked_on", |l| l.msg_editorial_field_checked_on()),
    ("note", |l| l.msg_editorial_field_note()),
    ("translated_from", |l| l.msg_editorial_field_translated_from()),
    ("comment", |l| l.msg_editorial_field_comment()),
    ("at", |l| l.msg_editorial_field_at()),
    ("expires", |l| l.msg_editorial_field_expires()),
    ("check_title", |l| l.msg_editor_check_title()),
    ("check_summary", |l| l.msg_editor_check_summary()),
    ("check_text", |l| l.msg_editor_check_text()),
    ("check_steps", |l| l.msg_editor_check_steps()),
    ("check_alternative", |l| l.msg_editor_check_alternative()),
    ("check_picture", |l| l.msg_editor_check_picture()),
    ("check_empty_link", |l| l.msg_editor_check_empty_link()),
    ("check_table_head", |l| l.msg_editor_check_table_head()),
    ("check_heading", |l| l.msg_editor_check_heading()),
    ("check_checked_on", |l| l.msg_editor_check_checked_on()),
];

/// The text as a form holds it.
pub fn draft_of(form: &Form) -> DraftForm {
    let one = |name: &str| form.get(name).to_owned();
    let mut steps: Vec<(String, String)> =
        (1..=STEPS).map(|n| (one(&format!("step{n}_title")), one(&format!("step{n}_text")))).collect();
    while steps.last().is_some_and(|(title, text)| title.trim().is_empty() && text.trim().is_empty()) {
        steps.pop();
    }
    let mut sources: Vec<SourceForm> = (1..=SOURCES)
        .map(|n| {
            let part = |name: &str| one(&format!("source{n}_{name}"));
            SourceForm {
                kind: part("kind"),
                target: part("target"),
                locator: part("locator"),
                quote: part("quote"),
                title: part("title"),
                publisher: part("publisher"),
                url: part("url"),
                checked_on: part("checked_on"),
            }
        })
        .collect();
    while sources.last().is_some_and(SourceForm::is_blank) {
        sources.pop();
    }
    DraftForm {
        slug: one("slug"),
        title: one("title"),
        summary: one("summary"),
        source: one("source"),
        for_whom: one("for_whom"),
        papers: one("papers"),
        where_to_go: one("where_to_go"),
        cost: one("cost"),
        time: one("time"),
        if_refused: one("if_refused"),
        steps,
        sources,
        checked_on: one("checked_on"),
        note: one("note"),
        translated_from: one("translated_from"),
    }
}

/// The sentence for a refused field, and where it stands.
fn error(ctx: &RequestCtx, name: &str) -> Option<String> {
    let refused = ctx.refused.as_ref()?;
    let found = refused.fields.iter().find(|error| error.field == name)?;
    Some(i18n::errors::field(ctx.l(), &super::label(ctx.l(), name), found.code))
}

/// What was refused, at the head of the form.
pub fn summary(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let refused = ctx.refused.as_ref()?;
    let lines = refused
        .fields
        .iter()
        .map(|one| {
            let text = i18n::errors::field(l, &super::label(l, &one.field), one.code);
            // The text has the id for which its script looks.
            let href =
                if one.field == "source" { "#article-source".to_owned() } else { format!("#{}", one.field) };
            view! { <li><a href=href>{text}</a></li> }
        })
        .collect_view();
    Some(
        view! {
            <div class="error-summary" role="alert" tabindex="-1" id="errors" aria-labelledby="errors-title">
                <h2 class="error-summary__title" id="errors-title">{l.msg_error_summary_title()}</h2>
                <p>{i18n::errors::message(l, refused.code)}</p>
                <ul class="error-summary__list">{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

/// A field around its control. `id` is that of the control.
fn frame(
    ctx: &RequestCtx,
    (name, id): (&str, &str),
    hint: Option<String>,
    control: impl FnOnce(bool, Option<String>) -> AnyView,
) -> AnyView {
    let error = error(ctx, name);
    let invalid = error.is_some();
    let described = invalid.then(|| format!("{name}-error"));
    let error = error.map(|text| {
        view! { <p class="field__error" id=format!("{name}-error")><Icon name="warning"/>" "{text}</p> }
    });
    let hint = hint.map(|hint| view! { <p class="field__hint">{hint}</p> });
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for=id.to_owned()>{super::label(ctx.l(), name)}</label>
            {hint}{error}
            {control(invalid, described)}
        </div>
    }
    .into_any()
}

/// A line.
fn line(ctx: &RequestCtx, name: &str, kind: &'static str, value: &str, hint: Option<String>) -> AnyView {
    let (id, value) = (name.to_owned(), value.to_owned());
    frame(ctx, (name, name), hint, |invalid, described| {
        view! {
            <input class="input" r#type=kind id=id.clone() name=id value=value dir="auto" autocomplete="off"
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        }
        .into_any()
    })
}

/// Several lines. `id` differs from the name where a script looks for it.
fn area(ctx: &RequestCtx, (name, id): (&str, &str), rows: u8, value: &str, hint: Option<String>) -> AnyView {
    let text = in_textarea(value);
    let (field, own) = (name.to_owned(), id.to_owned());
    frame(ctx, (name, id), hint, |invalid, described| {
        view! {
            <textarea class="textarea" id=own name=field rows=rows.to_string() dir="auto"
                aria-describedby=described aria-invalid=invalid.then_some("true")>{text}</textarea>
        }
        .into_any()
    })
}

/// All fields of a text of this kind; `more` more empty rows.
pub fn all(ctx: &RequestCtx, kind: Kind, form: &DraftForm, more: bool) -> AnyView {
    let l = ctx.l();
    let spare = if more { 3 * SPARE } else { SPARE };
    let procedure = (kind == Kind::Procedure).then(|| parts(ctx, form, spare));
    let named = matches!(kind, Kind::Article | Kind::Procedure)
        .then(|| line(ctx, "slug", "text", &form.slug, Some(l.msg_editorial_hint_slug())));
    view! {
        {line(ctx, "title", "text", &form.title, None)}
        {area(ctx, ("summary", "summary"), 3, &form.summary, None)}
        {procedure}
        <div id="editor-hook"></div>
        {area(ctx, ("source", "article-source"), 24, &form.source, Some(l.msg_editorial_hint_text()))}
        {sources(ctx, form, spare)}
        {line(ctx, "checked_on", "date", &form.checked_on, None)}
        {named}
        {line(ctx, "note", "text", &form.note, Some(l.msg_editorial_hint_note()))}
        <input r#type="hidden" name="translated_from" value=form.translated_from.clone()/>
    }
    .into_any()
}

fn parts(ctx: &RequestCtx, form: &DraftForm, spare: usize) -> AnyView {
    let l = ctx.l();
    let shown = (form.steps.len() + spare).min(STEPS.max(form.steps.len()));
    let steps = (1..=shown)
        .map(|n| {
            let (title, text) = form.steps.get(n - 1).cloned().unwrap_or_default();
            let (title_name, text_name) = (format!("step{n}_title"), format!("step{n}_text"));
            view! {
                {line(ctx, &title_name, "text", &title, None)}
                {area(ctx, (&text_name, &text_name), 3, &text, None)}
            }
        })
        .collect_view();
    view! {
        <fieldset class="form panel">
            <legend class="panel__title">{l.msg_editorial_kind_procedure()}</legend>
            {area(ctx, ("for_whom", "for_whom"), 2, &form.for_whom, None)}
            {area(ctx, ("papers", "papers"), 4, &form.papers, Some(l.msg_editorial_hint_papers()))}
            {area(ctx, ("where_to_go", "where_to_go"), 2, &form.where_to_go, None)}
            {area(ctx, ("cost", "cost"), 2, &form.cost, None)}
            {area(ctx, ("time", "time"), 2, &form.time, None)}
            {steps}
            {area(ctx, ("if_refused", "if_refused"), 3, &form.if_refused, None)}
        </fieldset>
    }
    .into_any()
}

fn sources(ctx: &RequestCtx, form: &DraftForm, spare: usize) -> AnyView {
    let l = ctx.l();
    let shown = (form.sources.len() + spare).min(SOURCES.max(form.sources.len()));
    let kinds = [
        ("address", l.msg_editorial_source_address()),
        ("item", l.msg_editorial_source_item()),
        ("dataset", l.msg_editorial_source_dataset()),
        ("article", l.msg_editorial_source_article()),
    ];
    let rows = (1..=shown)
        .map(|n| {
            let one = form.sources.get(n - 1).cloned().unwrap_or_default();
            let name = |part: &str| format!("source{n}_{part}");
            let options = kinds
                .iter()
                .map(|(key, text)| {
                    let (key, selected) = (*key, *key == one.kind);
                    view! { <option value=key selected=selected>{text.clone()}</option> }
                })
                .collect_view();
            let kind_name = name("kind");
            let kind = frame(ctx, (&kind_name, &kind_name), None, |invalid, described| {
                view! {
                    <select class="select" id=name("kind") name=name("kind") aria-describedby=described
                        aria-invalid=invalid.then_some("true")>{options}</select>
                }
                .into_any()
            });
            let wrong = ctx.refused.as_ref().is_some_and(|refused| {
                refused.fields.iter().any(|error| error.field.starts_with(&format!("source{n}_")))
            });
            let open = n == 1 || wrong || !one.is_blank();
            view! {
                <details class="panel" open=open>
                    <summary>{l.msg_editorial_source_number(n.to_string())}" "<bdi>{one.title.clone()}</bdi></summary>
                    <div class="form">
                        {kind}
                        {line(ctx, &name("title"), "text", &one.title, None)}
                        {line(ctx, &name("publisher"), "text", &one.publisher, None)}
                        {line(ctx, &name("url"), "text", &one.url, None)}
                        {line(ctx, &name("target"), "text", &one.target, Some(l.msg_editorial_hint_target()))}
                        {line(ctx, &name("locator"), "text", &one.locator, None)}
                        {area(ctx, (&name("quote"), &name("quote")), 2, &one.quote, None)}
                        {line(ctx, &name("checked_on"), "date", &one.checked_on, None)}
                    </div>
                </details>
            }
        })
        .collect_view();
    view! {
        <fieldset class="form panel">
            <legend class="panel__title">{l.msg_editorial_field_sources()}</legend>
            <p>{l.msg_editorial_hint_sources()}</p>
            {rows}
        </fieldset>
    }
    .into_any()
}
