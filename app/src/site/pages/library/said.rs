//! The form at the desk in which somebody types what is said in a recording.

use contract::{ErrorCode, Tongue, ids::ItemId};
use domain::{
    DomainError,
    library::{self, SaidForm},
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{ErrorSummary, NoticeKind, TextArea, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::desk_page,
    request::RequestCtx,
    routes,
};

const LABELS: Labels =
    &[("text", |l| l.msg_said_field_text()), ("language", |l| l.msg_said_field_language())];

/// What is said in a recording; `language` says in which one it is typed.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_said(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let typed = ctx.typed("language");
    let wanted = if typed.is_empty() { ctx.query.get("language").to_owned() } else { typed };
    let wanted: Option<Tongue> = wanted.parse().ok();
    let form = library::said_form(&ctx.services, &ctx.actor, ctx.locale, &id, wanted).await?;
    let title = ctx.l().msg_said_title();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &id, form)).into())
}

fn view(ctx: &RequestCtx, id: &ItemId, form: SaidForm) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "said" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_said_done()}</p> }));
    let name = match form.title.clone() {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => l.msg_shelf_untitled().into_any(),
    };
    // What is said is said in a language, though nobody may know in which.
    let languages = Tongue::ALL
        .into_iter()
        .filter(|one| *one != Tongue::Zxx)
        .map(|one| {
            let current = (one == form.language).then_some("true");
            let there = form.there.contains(&one).then(|| format!(" · {}", l.msg_said_there()));
            let href = routes::shelf_said(ctx.locale, id, Some(one));
            let text = words::language(l, one);
            view! {
                <li><a class="filters__link" href=href aria-current=current>{text}{there}</a></li>
            }
        })
        .collect_view();
    let code = ctx.refused.as_ref().map(|refused| refused.code);
    let summary = if code == Some(ErrorCode::Conflict) {
        overtaken(ctx, &form)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    // After she has seen what somebody else typed, her form is about that.
    let version = match code {
        None | Some(ErrorCode::Conflict) => form.version.clone(),
        Some(_) => ctx.typed("version"),
    };
    let language = form.language;
    let title = l.msg_said_in(words::language(l, language));
    view! {
        {done}
        <p><a href=routes::shelf_item(ctx.locale, id)>{name}</a></p>
        <nav class="filters" id="language" aria-label=l.msg_said_field_language()><ul class="filters__list">{languages}</ul></nav>
        {summary}
        <form class="form panel" method="post" action=routes::shelf_said(ctx.locale, id, None)>
            <h2 class="panel__title">{title}</h2>
            <input r#type="hidden" name="version" value=version/>
            <input r#type="hidden" name="language" value=language.code()/>
            <TextArea name="text" labels=LABELS rows=24 hint=l.msg_said_text_hint() value=form.text/>
            <p class="actions"><button class="button" r#type="submit">{l.msg_said_save()}</button></p>
        </form>
    }
    .into_any()
}

/// What somebody else typed meanwhile; hers stands in the form.
fn overtaken(ctx: &RequestCtx, form: &SaidForm) -> AnyView {
    let l = ctx.l();
    let text = form.text.clone();
    let body = view! { <p>{l.msg_record_conflict()}</p><p lang=form.language.lang() dir="auto">{text}</p> };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}
