//! Where a text is written. Everything works without scripts: a preview is drawn, rows are added, and what was written is
//! kept, by sending the form.

use contract::{ErrorCode, Locale, ids::ArticleId};
use domain::{
    content::{
        Document,
        editorial::{
            self, DraftForm, Revision, Workbench,
            checks::{Looked, look},
        },
    },
    markup::Glossary,
};
use leptos::prelude::*;

use super::{conflict, draft_of, fields};
use crate::site::{
    components::{Html, NoticeKind, notice},
    form::Form,
    page::PageResult,
    pages::{
        content::{
            checks::checks,
            notes::{self, Sources},
            procedure::{explained, procedure_view},
            tools::{SCRIPT, tools},
        },
        staff::desk_page,
    },
    request::RequestCtx,
    routes,
};

/// What is shown besides the form.
#[derive(Clone, Debug)]
pub enum Shown {
    /// Nothing.
    Form,
    /// That it was kept.
    Kept,
    /// That another window of hers kept something else, and what.
    Elsewhere,
    /// More empty rows.
    More,
    /// What readers would get.
    Preview(Box<Document>),
}

/// The form, with what she kept, or else the newest revision.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`]; not found.
pub async fn edit(ctx: RequestCtx, id: String, language: String) -> PageResult {
    shown(ctx, id, language, None, Shown::Form).await
}

/// The form with what was typed.
///
/// # Errors
/// Like [`edit`].
pub async fn shown(
    ctx: RequestCtx,
    id: String,
    language: String,
    typed: Option<Form>,
    shown: Shown,
) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = super::place(&id, &language)?;
    let bench = editorial::open(&ctx.services, &ctx.actor, &id, language).await?;
    // Nobody else was quicker when her own window was.
    let overtaken = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.code == ErrorCode::Conflict && refused.form.get("action") == "save");
    let typed = typed.or_else(|| ctx.refused.as_ref().map(|refused| refused.form.clone()));
    let base = match &typed {
        Some(form) if overtaken => {
            editorial::base(&ctx.services, &ctx.actor, &id, form.get("version")).await?
        }
        _ => None,
    };
    let (form, version) = match (&typed, &bench.copy) {
        // She sees what somebody else saved: from here on her form is about that.
        (Some(form), _) if overtaken => (draft_of(form), bench.version.clone()),
        (Some(form), _) => (draft_of(form), form.get("version").to_owned()),
        (None, Some(copy)) => (copy.form.clone(), copy.version.clone()),
        (None, None) => {
            (bench.head.as_ref().map(|head| head.form.clone()).unwrap_or_default(), bench.version.clone())
        }
    };
    let own = typed.is_none() && bench.copy.is_some();
    // A form that she sends again goes on with what it knew; one that shows what is kept knows that.
    let kept = match &typed {
        Some(form) if !matches!(shown, Shown::Kept | Shown::Elsewhere) && !overtaken => {
            form.get("kept").to_owned()
        }
        _ => bench.copy.as_ref().map(|copy| copy.saved_at.to_string()).unwrap_or_default(),
    };
    let sources = match &shown {
        Shown::Preview(document) => Some(notes::sources_of(&ctx, document).await?),
        Shown::Form | Shown::Kept | Shown::Elsewhere | Shown::More => None,
    };
    let title = if form.title.is_empty() { ctx.l().msg_editorial_untitled() } else { form.title.clone() };
    Ok(desk_page(&ctx, title, None, move |ctx| {
        let state = State { form, version, kept, own, overtaken, base, shown, sources };
        view(ctx, &id, language, &bench, state)
    })
    .with_script(SCRIPT)
    .into())
}

struct State {
    form: DraftForm,
    version: String,
    /// When what is kept was kept, as far as this form knows.
    kept: String,
    /// What stands in the form was kept and not saved.
    own: bool,
    overtaken: bool,
    base: Option<Revision>,
    shown: Shown,
    /// Of what is previewed.
    sources: Option<Sources>,
}

fn view(ctx: &RequestCtx, id: &ArticleId, language: Locale, bench: &Workbench, state: State) -> AnyView {
    let l = ctx.l();
    let said = |kind, text: String| notice(kind, None, view! { <p>{text}</p> });
    let stale = bench.copy.as_ref().is_some_and(|copy| copy.stale);
    let copy = state.own.then(|| {
        let text = if stale { l.msg_editorial_copy_stale() } else { l.msg_editorial_copy_shown() };
        said(if stale { NoticeKind::Warning } else { NoticeKind::Info }, text)
    });
    let others: Vec<String> = bench.others.iter().map(|(name, _)| name.clone()).collect();
    let others =
        (!others.is_empty()).then(|| said(NoticeKind::Info, l.msg_editorial_others(others.join(" · "))));
    let head = match &state.shown {
        Shown::Kept => Some(said(NoticeKind::Success, l.msg_editorial_kept())),
        Shown::Preview(document) => {
            let sources = state.sources.as_ref();
            sources.map(|sources| preview(ctx, language, document, sources, &state.form.source))
        }
        Shown::Elsewhere => bench.copy.as_ref().map(|copy| conflict::elsewhere(ctx, language, copy)),
        Shown::Form | Shown::More => None,
    };
    let refusal = if state.overtaken {
        Some(conflict::view(ctx, language, &state.form, bench.head.as_ref(), state.base.as_ref()))
    } else if matches!(state.shown, Shown::Elsewhere) {
        None
    } else {
        fields::summary(ctx)
    };
    let more = matches!(state.shown, Shown::More);
    let drop = bench.copy.is_some().then(|| {
        view! {
            <button class="button button--quiet" r#type="submit" name="action" value="drop">
                {l.msg_editorial_drop()}
            </button>
        }
    });
    let button = |action: &'static str, text: String| {
        view! {
            <button class="button button--secondary" r#type="submit" name="action" value=action>{text}</button>" "
        }
    };
    view! {
        <p><a href=routes::desk_article(ctx.locale, id, language)>{l.msg_editorial_back()}</a>" · "{language.endonym()}</p>
        <p class="actions">
            <a href=routes::article_sources(ctx.locale, id, language)>{l.msg_references_add_title()}</a>" "
            <a href=routes::article_pictures(ctx.locale, id, language, "", 1)>{l.msg_editor_media_title()}</a>
        </p>
        {refusal}
        {head}
        {copy}
        {others}
        <form class="form" id="article-form" method="post" action=routes::desk_article_edit(ctx.locale, id, language)
            data-lang=language.code() data-dir=language.direction().as_str()>
            <input r#type="hidden" name="version" value=state.version/>
            <input r#type="hidden" name="kept" value=state.kept/>
            {tools(ctx, id, language)}
            {fields::all(ctx, bench.kind, &state.form, more)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_editorial_save()}</button>" "
                {button("keep", l.msg_editorial_keep())}
                {button("preview", l.msg_editorial_preview())}
                {button("add", l.msg_editorial_add())}
                {drop}
            </p>
        </form>
    }
    .into_any()
}

fn preview(
    ctx: &RequestCtx,
    language: Locale,
    document: &Document,
    sources: &Sources,
    source: &str,
) -> AnyView {
    let l = ctx.l();
    let checked = look(Looked {
        kind: document.kind,
        locale: language,
        title: &document.title,
        summary: &document.summary,
        source,
        procedure: document.procedure.as_ref(),
        sources: &document.sources,
        checked_on: &document.checked_on,
    });
    let lang = language.code();
    let Document { title, summary, procedure, .. } = document.clone();
    // Links to the glossary are made where it is read.
    let none = Glossary::default();
    let mut words = explained(ctx, &none);
    let procedure = procedure.map(|procedure| procedure_view(ctx, lang, procedure, &mut words));
    view! {
        <section class="panel stack" aria-labelledby="preview" id="article-preview">
            <h2 class="panel__title" id="preview">{l.msg_editorial_preview()}</h2>
            <p lang=lang dir="auto"><strong>{title}</strong></p>
            <p lang=lang dir="auto">{summary}</p>
            {procedure}
            <Html html=sources.html.clone() class="prose" lang=lang/>
            {notes::list(ctx, sources)}
            {checks(ctx, &checked)}
        </section>
    }
    .into_any()
}
