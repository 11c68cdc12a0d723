//! Where an article is taken away for good, merged into another one, or brought back.

use contract::ids::ArticleId;
use domain::{
    DomainError, Permission,
    content::retire::{self as domain_retire, Fate, Retiring},
};
use leptos::prelude::*;

use super::top;
use crate::site::{
    components::{ErrorSummary, NoticeKind, SureBox, TextField, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::desk_page,
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("into", |l| l.msg_places_retire_into()), ("sure", |l| l.msg_places_retire_sure())];

/// The page.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::ContentPublish`]; not found.
pub async fn retire(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::ContentPublish, None)?;
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let article = domain_retire::retiring(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let title = ctx.l().msg_places_retire_title();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, article)).into())
}

fn view(ctx: &RequestCtx, article: Retiring) -> AnyView {
    let l = ctx.l();
    let name =
        article.title.clone().map(|(locale, title)| view! { <p><bdi lang=locale.code()>{title}</bdi></p> });
    let forms = match &article.fate {
        None => view! { {deletion(ctx, &article)}{merging(ctx, &article)} }.into_any(),
        Some(Fate::Gone) => {
            let told = notice(NoticeKind::Info, None, view! { <p>{l.msg_places_retire_gone()}</p> });
            view! {
                {told}
                <form class="form panel" method="post" action=routes::retire_article(ctx.locale, &article.id)>
                    <input r#type="hidden" name="version" value=article.version.clone()/>
                    <p class="actions">
                        <button class="button" r#type="submit" name="action" value="return">{l.msg_places_retire_return()}</button>
                    </p>
                </form>
            }
            .into_any()
        }
        Some(Fate::Merged(into)) => {
            let href = routes::article_short(into);
            let shown = href.clone();
            let told = view! { <p>{l.msg_places_retire_merged()}" "<a href=href><bdi>{shown}</bdi></a></p> };
            notice(NoticeKind::Info, None, told)
        }
    };
    view! {
        {top(ctx)}
        {name}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        {forms}
    }
    .into_any()
}

fn deletion(ctx: &RequestCtx, article: &Retiring) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="form panel" method="post" action=routes::retire_article(ctx.locale, &article.id)>
            <input r#type="hidden" name="version" value=article.version.clone()/>
            <h2 class="panel__title">{l.msg_places_retire_delete()}</h2>
            <p>{l.msg_places_retire_delete_hint()}</p>
            <SureBox labels=LABELS action="delete"/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="delete">{l.msg_places_retire_delete()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn merging(ctx: &RequestCtx, article: &Retiring) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="form panel" method="post" action=routes::retire_article(ctx.locale, &article.id)>
            <input r#type="hidden" name="version" value=article.version.clone()/>
            <h2 class="panel__title">{l.msg_places_retire_merge()}</h2>
            <p>{l.msg_places_retire_merge_hint()}</p>
            {view! { <TextField name="into" labels=LABELS maxlength=500/> }.into_any()}
            <SureBox labels=LABELS action="merge"/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="merge">{l.msg_places_retire_merge()}</button>
            </p>
        </form>
    }
    .into_any()
}
