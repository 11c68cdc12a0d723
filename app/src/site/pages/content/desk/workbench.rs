//! The workbench of a text: where it stands, what readers get, what can be done, what was done.

use contract::ErrorCode;
use domain::content::editorial::{self, Act, Release, Revision, Transition, Workbench};
use leptos::prelude::*;

use super::{LABELS, conflict, fields, words};
use crate::site::{
    components::{Day, NoticeKind, error_summary::field_sentence, in_textarea, notice},
    page::PageResult,
    pages::{content::checks::checks, forum::parts, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// A text, also one that nobody began yet.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`]; not found.
pub async fn workbench(ctx: RequestCtx, id: String, language: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = super::place(&id, &language)?;
    let bench = editorial::open(&ctx.services, &ctx.actor, &id, language).await?;
    let overtaken = ctx.refused.as_ref().filter(|refused| refused.code == ErrorCode::Conflict);
    let base = match overtaken {
        Some(refused) => editorial::base(&ctx.services, &ctx.actor, &id, refused.form.get("version")).await?,
        None => None,
    };
    let title = bench.head.as_ref().map(|head| head.form.title.clone());
    let title = title.unwrap_or_else(|| ctx.l().msg_editorial_untitled());
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &bench, base.as_ref())).into())
}

/// `base` is what she had before her when somebody was quicker.
fn view(ctx: &RequestCtx, bench: &Workbench, base: Option<&Revision>) -> AnyView {
    let l = ctx.l();
    let said = |kind, text: String| notice(kind, None, view! { <p>{text}</p> });
    let done = Act::parse(ctx.query.get("done"))
        .filter(|_| ctx.refused.is_none())
        .map(|act| said(NoticeKind::Success, words::done(l, act)));
    let overtaken = ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict);
    let refusal = if overtaken { conflict::act(ctx, bench, base) } else { fields::summary(ctx).into_any() };
    let copy = bench.copy.is_some().then(|| said(NoticeKind::Info, l.msg_editorial_copy_there()));
    let others: Vec<String> = bench.others.iter().map(|(name, _)| name.clone()).collect();
    let others =
        (!others.is_empty()).then(|| said(NoticeKind::Info, l.msg_editorial_others(others.join(" · "))));
    let own = (bench.own && !bench.tiny && bench.state == Some(editorial::State::InReview))
        .then(|| said(NoticeKind::Info, l.msg_editorial_own()));
    let acts = bench
        .acts
        .iter()
        .filter(|act| !matches!(act, Act::Save | Act::Restore))
        .map(|act| form(ctx, bench, *act))
        .collect_view();
    view! {
        {done}
        {refusal}
        {languages(ctx, bench)}
        {facts(ctx, bench)}
        {copy}
        {others}
        {own}
        {ways(ctx, bench)}
        {bench.checks.as_ref().map(|checked| checks(ctx, checked))}
        {acts}
        {log(ctx, bench)}
    }
    .into_any()
}

fn languages(ctx: &RequestCtx, bench: &Workbench) -> AnyView {
    let l = ctx.l();
    let items = bench
        .languages
        .iter()
        .map(|one| {
            let current = (one.locale == bench.locale).then_some("true");
            let state = one.state.map_or_else(|| l.msg_editorial_not_begun(), |state| words::state(l, state));
            view! {
                <li><a class="filters__link" href=routes::desk_article(ctx.locale, &bench.id, one.locale) aria-current=current>
                    <bdi lang=one.locale.code()>{one.locale.endonym()}</bdi>" · "{state}
                </a></li>
            }
        })
        .collect_view();
    view! {
        <nav class="filters" aria-label=l.msg_editorial_field_language()><ul class="filters__list">{items}</ul></nav>
    }
    .into_any()
}

fn facts(ctx: &RequestCtx, bench: &Workbench) -> AnyView {
    let l = ctx.l();
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let state = bench.state.map_or_else(|| l.msg_editorial_not_begun(), |state| words::state(l, state));
    let mut rows = vec![
        fact(l.msg_editorial_field_kind(), words::kind(l, bench.kind).into_any()),
        fact(l.msg_editorial_state(), state.into_any()),
    ];
    if let Some(section) = bench.section {
        rows.push(fact(l.msg_editorial_field_section(), i18n::sections::name(l, section).into_any()));
    }
    if let Some(head) = &bench.head {
        let author = head.author.clone().unwrap_or_else(|| l.msg_editorial_nobody());
        let made = (head.made_at > 0).then(|| super::moment(head.made_at));
        let text =
            view! { {l.msg_editorial_revision(head.number.to_string())}" · "<bdi>{author}</bdi>" · "{made} };
        rows.push(fact(l.msg_editorial_newest(), text.into_any()));
    }
    if let Some(live) = &bench.live {
        rows.push(fact(l.msg_editorial_readers_get(), released(ctx, bench, live, true)));
    }
    if let Some(waiting) = &bench.waiting {
        rows.push(fact(l.msg_editorial_readers_will_get(), released(ctx, bench, waiting, false)));
    }
    if let Some(owner) = bench.owner.clone() {
        rows.push(fact(l.msg_editorial_owner(), view! { <bdi>{owner}</bdi> }.into_any()));
    }
    if let Some(day) = bench.check_by.clone() {
        rows.push(fact(l.msg_editorial_check_by(), view! { <Day iso=day/> }.into_any()));
    }
    view! { <dl class="meta">{rows}</dl> }.into_any()
}

fn released(ctx: &RequestCtx, bench: &Workbench, one: &Release, live: bool) -> AnyView {
    let l = ctx.l();
    let linked =
        live && matches!(bench.kind, domain::content::Kind::Article | domain::content::Kind::Procedure);
    let href = routes::article(bench.locale, &bench.id, &one.slug);
    let (lang, title) = (bench.locale.code(), one.title.clone());
    let title = if linked {
        view! { <a href=href lang=lang dir="auto">{title}</a> }.into_any()
    } else {
        view! { <bdi lang=lang>{title}</bdi> }.into_any()
    };
    let from = (one.from > 0).then(|| view! { " · "{l.msg_editorial_from()}" "{super::moment(one.from)} });
    let to = one.to.map(|to| view! { " · "{l.msg_editorial_until()}" "{super::moment(to)} });
    view! { {title}{from}{to} }.into_any()
}

/// Where she can go from here.
fn ways(ctx: &RequestCtx, bench: &Workbench) -> AnyView {
    let l = ctx.l();
    let (id, language) = (&bench.id, bench.locale);
    let write = bench.acts.contains(&Act::Save).then(|| {
        view! { <a class="button" href=routes::desk_article_edit(ctx.locale, id, language)>{l.msg_editorial_write()}</a>" " }
    });
    let history = bench.head.is_some().then(|| {
        let href = routes::desk_article_history(ctx.locale, id, language, None);
        view! { <a class="button button--secondary" href=href>{l.msg_editorial_history()}</a>" " }
    });
    let changed =
        bench.head.as_ref().zip(bench.live.as_ref()).filter(|(head, live)| head.id != live.revision);
    let compare = changed.map(|(head, live)| {
        let href = routes::desk_article_compare(ctx.locale, id, language, &live.revision, &head.id);
        view! { <a class="button button--secondary" href=href>{l.msg_editorial_compare_live()}</a> }
    });
    let audio = bench.head.is_some().then(|| {
        let href = routes::article_audio(ctx.locale, id, language);
        view! { " "<a class="button button--secondary" href=href>{l.msg_audio_title()}</a> }
    });
    let retirable = matches!(bench.kind, domain::content::Kind::Article | domain::content::Kind::Procedure)
        && domain::permission::permits(&ctx.actor, domain::Permission::ContentPublish, None);
    let retire = retirable.then(|| {
        let href = routes::retire_article(ctx.locale, id);
        view! { " "<a class="button button--quiet" href=href>{l.msg_places_retire_title()}</a> }
    });
    let sources = bench.acts.contains(&Act::Save).then(|| {
        let href = routes::article_sources(ctx.locale, id, language);
        view! { <a class="button button--secondary" href=href>{l.msg_references_add_title()}</a>" " }
    });
    let beside = bench
        .languages
        .iter()
        .filter(|one| one.live && one.locale != language)
        .map(|one| {
            let href = routes::article_translate(ctx.locale, id, language, one.locale);
            let text = l.msg_translation_page(one.locale.endonym(), language.endonym());
            view! { <a class="button button--secondary" href=href>{text}</a>" " }
        })
        .collect_view();
    view! { <p class="actions">{write}{history}{compare}{sources}{beside}{audio}{retire}</p> }.into_any()
}

/// The form of one act. The one that was refused has the plain ids, to which the summary leads.
fn form(ctx: &RequestCtx, bench: &Workbench, act: Act) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.is_some() && ctx.typed("action") == act.as_str();
    let comment = !matches!(act, Act::Publish | Act::Schedule);
    let comment = comment.then(|| comment_field(ctx, act, refused));
    let at = (act == Act::Schedule).then(|| time(ctx, act, "at", refused));
    let expires = matches!(act, Act::Publish | Act::Schedule).then(|| time(ctx, act, "expires", refused));
    let tiny = (act == Act::Approve && bench.own && bench.tiny)
        .then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_editorial_own_tiny()}</p> }));
    let class = if act.takes_away() { "button button--danger" } else { "button" };
    view! {
        <form class="form panel" method="post" action=routes::desk_article(ctx.locale, &bench.id, bench.locale)>
            <h2 class="panel__title">{words::act(l, act)}</h2>
            <p>{words::hint(l, act)}</p>
            {tiny}
            <input r#type="hidden" name="version" value=bench.version.clone()/>
            {at}
            {expires}
            {comment}
            <p class="actions">
                <button class=class r#type="submit" name="action" value=act.as_str()>{words::act(l, act)}</button>
            </p>
        </form>
    }
    .into_any()
}

/// What stands around a field of an act: its id, and why it was refused.
fn around(ctx: &RequestCtx, act: Act, name: &str, refused: bool) -> (String, Option<String>, String) {
    let id = if refused { name.to_owned() } else { format!("{}-{name}", act.as_str()) };
    let error = ctx.refused.as_ref().filter(|_| refused).and_then(|refused| {
        refused.fields.iter().find(|one| one.field == name).map(|one| field_sentence(ctx.l(), LABELS, one))
    });
    let typed = if refused { ctx.typed(name) } else { String::new() };
    (id, error, typed)
}

fn comment_field(ctx: &RequestCtx, act: Act, refused: bool) -> AnyView {
    let (id, error, typed) = around(ctx, act, "comment", refused);
    let invalid = error.is_some();
    let described = error.is_some().then(|| format!("{id}-error"));
    let error = error.map(|text| view! { <p class="field__error" id=format!("{id}-error")>{text}</p> });
    let text = in_textarea(&typed);
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for=id.clone()>{super::label(ctx.l(), "comment")}</label>
            {error}
            <textarea class="textarea" id=id name="comment" rows="3" dir="auto" required=act.needs_comment()
                aria-describedby=described aria-invalid=invalid.then_some("true")>{text}</textarea>
        </div>
    }
    .into_any()
}

fn time(ctx: &RequestCtx, act: Act, name: &'static str, refused: bool) -> AnyView {
    let (id, error, typed) = around(ctx, act, name, refused);
    let invalid = error.is_some();
    let described = error.is_some().then(|| format!("{id}-error"));
    let error = error.map(|text| view! { <p class="field__error" id=format!("{id}-error")>{text}</p> });
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for=id.clone()>{super::label(ctx.l(), name)}</label>
            {error}
            <input class="input" r#type="datetime-local" id=id name=name value=typed dir="ltr"
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        </div>
    }
    .into_any()
}

fn log(ctx: &RequestCtx, bench: &Workbench) -> Option<AnyView> {
    let l = ctx.l();
    if bench.transitions.is_empty() {
        return None;
    }
    let rows = bench.transitions.iter().map(|one| step(ctx, one)).collect_view();
    Some(
        view! {
            <section aria-labelledby="log">
                <h2 id="log">{l.msg_editorial_log()}</h2>
                <ol class="stack topic-list">{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

fn step(ctx: &RequestCtx, one: &Transition) -> AnyView {
    let l = ctx.l();
    let actor = one.actor.clone().unwrap_or_else(|| l.msg_editorial_nobody());
    let own = one.own_text.then(|| view! { " "<span class="tag">{l.msg_editorial_own_text()}</span> });
    let comment = (!one.comment.is_empty()).then(|| view! { <p dir="auto">{parts::lines(&one.comment)}</p> });
    view! {
        <li class="topic-row stack stack--tight">
            <p>{words::act(l, one.act)}" → "{words::state(l, one.to)}{own}</p>
            <p class="topic-row__meta"><bdi>{actor}</bdi>" · "{super::moment(one.at)}</p>
            {comment}
        </li>
    }
    .into_any()
}
