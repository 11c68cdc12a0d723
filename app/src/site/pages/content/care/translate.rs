//! A text beside the one that it follows: what changed there since on top, then its words and the form side by side.

use contract::{ErrorCode, Locale};
use domain::content::{
    Kind,
    editorial::{self, DraftForm, Revision, STEPS},
    translation::{self, Bench},
};
use leptos::prelude::*;

use super::text_of;
use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, in_textarea, notice},
    page::PageResult,
    pages::{
        content::{
            desk,
            tools::{SCRIPT, tools_alone},
        },
        forum::{history::pieces, parts},
        staff::desk_page,
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("title", |l| l.msg_translation_field_title()),
    ("summary", |l| l.msg_translation_field_summary()),
    ("source", |l| l.msg_translation_field_source()),
    ("for_whom", |l| l.msg_procedure_for_whom()),
    ("papers", |l| l.msg_procedure_papers()),
    ("where_to_go", |l| l.msg_procedure_where()),
    ("cost", |l| l.msg_procedure_cost()),
    ("time", |l| l.msg_procedure_time()),
    ("if_refused", |l| l.msg_procedure_if_refused()),
    ("steps", |l| l.msg_procedure_steps()),
    ("sources", |l| l.msg_sources_title()),
    ("note", |l| l.msg_translation_field_note()),
    ("translated_from", |l| l.msg_translation_field_from()),
];

/// A text beside that in the language of `?from=`.
///
/// # Errors
/// Like [`translation::bench`]; not found for an address that names no text.
pub async fn translate(ctx: RequestCtx, id: String, language: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = text_of(&id, &language)?;
    let from = ctx.query.get("from");
    // A form that was refused comes back without the query of the page.
    let from: Locale = from.parse().unwrap_or_else(|_| other(language));
    let bench = translation::bench(&ctx.services, &ctx.actor, &id, language, from).await?;
    let base = match ctx.refused.as_ref().filter(|refused| refused.code == ErrorCode::Conflict) {
        Some(refused) => editorial::base(&ctx.services, &ctx.actor, &id, refused.form.get("version")).await?,
        None => None,
    };
    let title = ctx.l().msg_translation_page(from.endonym(), language.endonym());
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &bench, base.as_ref())).with_script(SCRIPT).into())
}

/// The language that is meant where none is named.
fn other(language: Locale) -> Locale {
    Locale::ALL.into_iter().find(|one| *one != language).unwrap_or_default()
}

fn view(ctx: &RequestCtx, bench: &Bench, base: Option<&Revision>) -> AnyView {
    let l = ctx.l();
    let form = routes::desk_article_edit(ctx.locale, &bench.work.id, bench.work.locale);
    // What she wrote into the other form would be lost by saving here.
    let unsaved = bench.work.copy.is_some().then(|| {
        notice(
            NoticeKind::Warning,
            None,
            view! { <p>{l.msg_translation_unsaved()}" "<a href=form>{l.msg_references_to_form()}</a></p> },
        )
    });
    // What was refused comes back all the same.
    let lower = (unsaved.is_none() || ctx.refused.is_some()).then(|| fields(ctx, bench));
    let refusal = if is_clash(ctx) {
        view! { <ErrorSummary labels=LABELS/>{clash(ctx, bench, base)} }.into_any()
    } else {
        desk::summary(ctx).into_any()
    };
    view! {
        {refusal}
        {changes(ctx, bench)}
        {unsaved}
        {lower}
    }
    .into_any()
}

fn is_clash(ctx: &RequestCtx) -> bool {
    ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict)
}

/// Somebody was quicker: what she changed, what is different between her text and the one in the form, and her text.
fn clash(ctx: &RequestCtx, bench: &Bench, base: Option<&Revision>) -> Option<AnyView> {
    let l = ctx.l();
    let (head, refused) = bench.work.head.as_ref().zip(ctx.refused.as_ref())?;
    let locale = bench.work.locale;
    // What this form does not hold stays as it stands.
    let hers = DraftForm {
        slug: head.form.slug.clone(),
        sources: head.form.sources.clone(),
        checked_on: head.form.checked_on.clone(),
        ..desk::draft_of(&refused.form)
    };
    let between = desk::differences(ctx, locale, &editorial::differences(&head.form, &hers));
    let theirs = base.map(|base| {
        let found = desk::differences(ctx, locale, &editorial::differences(&base.form, &head.form));
        view! { <details class="disclosure" open=true><summary>{l.msg_editorial_conflict_theirs()}</summary>{found}</details> }
    });
    Some(
        view! {
            {theirs}
            <details class="disclosure" open=true>
                <summary>{l.msg_editorial_conflict_between()}</summary>
                {between}
            </details>
            <details class="disclosure">
                <summary>{l.msg_translation_stands()}</summary>
                <div class="prose prose--small" lang=locale.code() dir="auto">{parts::lines(&head.form.source)}</div>
            </details>
        }
        .into_any(),
    )
}

/// What changed in the source since.
fn changes(ctx: &RequestCtx, bench: &Bench) -> Option<AnyView> {
    let l = ctx.l();
    let before = bench.before?;
    if bench.changes.is_empty() {
        return None;
    }
    let (lang, dir) = (bench.from.code(), bench.from.direction().as_str());
    let parts = bench
        .changes
        .iter()
        .map(|(name, changed)| {
            let label = LABELS.iter().find(|(key, _)| key == name).map(|(_, label)| label(l));
            view! {
                <h3>{label}</h3>
                <div class="prose prose--small" lang=lang dir=dir>{pieces(changed)}</div>
            }
        })
        .collect_view();
    let title = l.msg_translation_changes(before.to_string(), bench.source.number.to_string());
    Some(
        view! {
            <section class="panel stack stack--tight" aria-labelledby="changes">
                <h2 class="panel__title" id="changes">{title}</h2>
                {parts}
            </section>
        }
        .into_any(),
    )
}

/// One part: the words of the source, and hers.
fn pair(
    ctx: &RequestCtx,
    bench: &Bench,
    name: &str,
    label: String,
    (source, hers): (&str, &str),
    rows: u8,
) -> AnyView {
    let (from, to) = (bench.from, bench.work.locale);
    let value = match &ctx.refused {
        Some(refused) => refused.form.get(name).to_owned(),
        None => hers.to_owned(),
    };
    let value = in_textarea(&value);
    let id = name.to_owned();
    let invalid =
        ctx.refused.as_ref().is_some_and(|refused| refused.fields.iter().any(|one| one.field == name));
    // The text has the id for which its script looks; the summary of what was refused leads to the field around it.
    let written = name == "source";
    let (around, id) = if written { (Some(id), "article-source".to_owned()) } else { (None, id) };
    let name = name.to_owned();
    let hook = written.then(|| view! { <div id="editor-hook"></div> });
    view! {
        <div class="grid">
            <div>
                <p class="field__label">{label.clone()}</p>
                <div class="prose prose--small" lang=from.code() dir=from.direction().as_str()>{parts::lines(source)}</div>
            </div>
            <div class="field" id=around>
                <label class="field__label" for=id.clone()>{label}</label>
                {hook}
                <textarea class="textarea" id=id name=name rows=rows.to_string() lang=to.code()
                    dir=to.direction().as_str() aria-invalid=invalid.then_some("true")>{value}</textarea>
            </div>
        </div>
    }
    .into_any()
}

fn fields(ctx: &RequestCtx, bench: &Bench) -> AnyView {
    let l = ctx.l();
    let (source, hers): (&DraftForm, &DraftForm) = (&bench.source.form, &bench.draft);
    let to = bench.work.locale;
    let action = routes::article_translate(ctx.locale, &bench.work.id, bench.work.locale, bench.from);
    // A form that comes back is still about what she had before her, unless she was shown what stands there now.
    let typed = |name: &str, now: &str| {
        let typed = ctx.typed(name);
        if typed.is_empty() { now.to_owned() } else { typed }
    };
    let version =
        if is_clash(ctx) { bench.work.version.clone() } else { typed("version", &bench.work.version) };
    let unknown = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|one| one.field == "translated_from"));
    let follows = if unknown { bench.source.id.clone() } else { typed("translated_from", &bench.source.id) };
    let take_sources = ctx.typed("take_sources") == "yes";
    let one =
        |name: &str, label: String, texts: (&str, &str), rows: u8| pair(ctx, bench, name, label, texts, rows);
    let mut parts = vec![
        one("title", l.msg_translation_field_title(), (&source.title, &hers.title), 2),
        one("summary", l.msg_translation_field_summary(), (&source.summary, &hers.summary), 3),
    ];
    if bench.work.kind == Kind::Procedure {
        parts.extend([
            one("for_whom", l.msg_procedure_for_whom(), (&source.for_whom, &hers.for_whom), 3),
            one("where_to_go", l.msg_procedure_where(), (&source.where_to_go, &hers.where_to_go), 3),
            one("cost", l.msg_procedure_cost(), (&source.cost, &hers.cost), 2),
            one("time", l.msg_procedure_time(), (&source.time, &hers.time), 2),
        ]);
        let none = (String::new(), String::new());
        for n in 0..source.steps.len().max(hers.steps.len()).min(STEPS) {
            let (there, mine) = (source.steps.get(n).unwrap_or(&none), hers.steps.get(n).unwrap_or(&none));
            let number = (n + 1).to_string();
            let label = l.msg_translation_step(&number);
            parts.push(one(&format!("step{number}_title"), label.clone(), (&there.0, &mine.0), 2));
            parts.push(one(&format!("step{number}_text"), label, (&there.1, &mine.1), 4));
        }
        parts.extend([
            one("papers", l.msg_procedure_papers(), (&source.papers, &hers.papers), 4),
            one("if_refused", l.msg_procedure_if_refused(), (&source.if_refused, &hers.if_refused), 3),
        ]);
    }
    parts.push(one("source", l.msg_translation_field_source(), (&source.source, &hers.source), 24));
    view! {
        <form class="form stack" id="article-form" method="post" action=action
            data-lang=to.code() data-dir=to.direction().as_str()>
            <input r#type="hidden" name="version" value=version/>
            <input r#type="hidden" name="translated_from" value=follows/>
            {tools_alone(ctx, &bench.work.id, to)}
            {parts}
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="take_sources" value="yes" checked=take_sources/>" "
                <span class="choice__label">{l.msg_translation_take_sources()}</span>
            </label>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_translation_save()}</button>
            </p>
        </form>
    }
    .into_any()
}
