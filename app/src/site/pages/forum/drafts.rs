//! Texts that she keeps and has not sent yet.

use domain::{
    DomainError,
    forum::draft::{Listed, Place, Saved},
};
use leptos::prelude::*;

use super::{composer::LABELS, parts, words};
use crate::site::{
    components::{Crumb, Day, NoticeKind, in_textarea, notice, page_header},
    form::Form,
    page::{Page, PageResult, Reply, use_request},
    request::RequestCtx,
    routes,
};

/// Names of fields that the page of two texts does not carry: it sets them itself.
const SET_ANEW: [&str; 4] = ["body", "title", "sequence", "action"];

/// Where a draft is continued.
pub fn address(ctx: &RequestCtx, place: &Place) -> String {
    match place.of_topic() {
        Some(topic) => format!("{}#reply", routes::topic(ctx.locale, &topic)),
        None => routes::new_topic(ctx.locale, place.category().unwrap_or_default()),
    }
}

/// Her drafts.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn drafts(ctx: RequestCtx) -> PageResult {
    let list = domain::forum::draft::list(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_writing_drafts_title();
    Ok(Page::new(title, move || view(&ctx, list)).personal().into())
}

fn view(ctx: &RequestCtx, list: Vec<Listed>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_writing_drafts_title();
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let done = (ctx.query.get("done") == "discarded")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_writing_drafts_discarded()}</p> }));
    let body = if list.is_empty() {
        parts::empty(l.msg_writing_drafts_empty_title(), l.msg_writing_drafts_empty_text(), None)
    } else {
        let rows = list.into_iter().map(|row| line(ctx, row)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_writing_drafts_lead()), true)}
        <div class="narrow stack">{done}{body}</div>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, row: Listed) -> AnyView {
    let l = ctx.l();
    let Listed { saved, topic } = row;
    let kind = if saved.place.of_topic().is_some() {
        l.msg_writing_drafts_reply()
    } else {
        l.msg_writing_drafts_new()
    };
    let (title, lang) = match topic {
        Some((title, language)) => words::title(ctx, title, language),
        None if saved.writing.title.is_empty() => (kind.clone(), ctx.locale.code()),
        None => (saved.writing.title.clone(), ""),
    };
    let excerpt = domain::markup::excerpt(&saved.writing.body, 160);
    let href = address(ctx, &saved.place);
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title"><a href=href.clone() dir="auto" lang=lang>{title}</a></h2>
            <p class="topic-row__meta">{kind}" · "<Day iso=saved.day/></p>
            <p dir="auto">{excerpt}</p>
            <form method="post" action=routes::drafts(ctx.locale)>
                <input r#type="hidden" name="place" value=saved.place.as_str().to_owned()/>
                <p class="actions">
                    <a class="button button--secondary button--small" href=href>{l.msg_writing_drafts_continue()}</a>" "
                    <button class="button button--quiet button--small" name="action" value="discard">{l.msg_writing_draft_discard()}</button>
                </p>
            </form>
        </li>
    }
    .into_any()
}

/// That what stands in the form is her draft. The button that deletes it stands last in the form: the first one is
/// what the Enter key presses.
pub fn note(day: Option<&str>) -> AnyView {
    let ctx = use_request();
    let l = ctx.l();
    let Some(day) = day.map(str::to_owned) else { return ().into_any() };
    let done = (ctx.query.get("done") == "draft").then(|| view! { <p>{l.msg_writing_draft_done()}</p> });
    let body = view! {
        {done}
        <p>{l.msg_writing_draft_here()}" "<Day iso=day/></p>
    };
    view! { <div id="draft">{notice(NoticeKind::Info, None, body)}</div> }.into_any()
}

/// That another window kept a newer text, or that the draft was sent or deleted meanwhile: both texts, and what to do.
/// `path` is where the form was sent to.
pub fn newer(ctx: RequestCtx, path: String, place: Place, kept: Option<Saved>, form: Form) -> Reply {
    let title = if kept.is_some() {
        ctx.l().msg_writing_newer_title()
    } else {
        ctx.l().msg_writing_newer_gone_title()
    };
    Page::new(title.clone(), move || two_texts(&ctx, title, path, &place, kept, &form))
        .personal()
        .status(DomainError::new(contract::ErrorCode::Conflict).code.status())
        .into()
}

fn two_texts(
    ctx: &RequestCtx,
    title: String,
    path: String,
    place: &Place,
    kept: Option<Saved>,
    form: &Form,
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(l.msg_writing_drafts_title(), routes::drafts(locale)),
        Crumb::here(title.clone()),
    ];
    let lead = if kept.is_some() { l.msg_writing_newer_text() } else { l.msg_writing_newer_gone_text() };
    let sequence = kept.as_ref().map_or(0, |kept| kept.writing.sequence);
    let label = |name: &str| LABELS.iter().find(|(key, _)| *key == name).map(|(_, label)| label(l));
    let is_new = place.of_topic().is_none();
    let hidden = form
        .pairs()
        .iter()
        .filter(|(name, _)| !SET_ANEW.contains(&name.as_str()))
        .map(|(name, value)| view! { <input r#type="hidden" name=name.clone() value=value.clone()/> })
        .collect_view();
    let name = is_new.then(|| {
        view! {
            <label class="field__label" for="title">{label("title")}</label>
            <input class="input" id="title" name="title" value=form.get("title").to_owned() dir="auto"/>
        }
    });
    let own = form.get("body").to_owned();
    let kept = kept.map(|kept| {
        let (href, text, day) = (address(ctx, place), kept.writing.body, kept.day);
        let title = (!kept.writing.title.is_empty()).then(|| view! { <p dir="auto">{kept.writing.title}</p> });
        view! {
            <section class="stack" aria-labelledby="kept-title">
                <h2 id="kept-title">{l.msg_writing_newer_kept()}</h2>
                <p class="muted"><Day iso=day/></p>
                {title}
                <textarea class="textarea" rows="8" dir="auto" readonly aria-labelledby="kept-title">{in_textarea(&text)}</textarea>
                <p class="actions"><a class="button" href=href>{l.msg_writing_newer_use()}</a></p>
            </section>
        }
    });
    view! {
        {page_header(locale, crumbs, title, Some(lead), true)}
        <div class="narrow stack">
            {kept}
            <form class="form" method="post" action=path>
                <h2 id="yours-title">{l.msg_writing_newer_yours()}</h2>
                {hidden}
                <input r#type="hidden" name="sequence" value=sequence.to_string()/>
                {name}
                <textarea class="textarea" name="body" rows="8" dir="auto" aria-labelledby="yours-title">{in_textarea(&own)}</textarea>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="draft">{l.msg_writing_newer_replace()}</button>
                </p>
            </form>
        </div>
    }
    .into_any()
}
