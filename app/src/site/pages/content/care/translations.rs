//! What each language lacks.

use contract::Locale;
use domain::content::translation::{self, Gap, Overview, OverviewPage};
use leptos::prelude::*;

use crate::site::{
    components::Num,
    page::PageResult,
    pages::{forum::parts, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// What is missing and what is stale, by language.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`].
pub async fn translations(ctx: RequestCtx) -> PageResult {
    let page = ctx.query.get("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000);
    let list = translation::overview(&ctx.services, &ctx.actor, page).await?;
    let (title, lead) = (ctx.l().msg_translation_title(), ctx.l().msg_translation_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &list, page)).into())
}

fn view(ctx: &RequestCtx, list: &OverviewPage, page: u64) -> AnyView {
    let l = ctx.l();
    let to = |page: u64| routes::translations_page(ctx.locale, page);
    let before = (page > 1).then(|| (to(page - 1), l.msg_statistics_page_before()));
    let after = list.more.then(|| (to(page + 1), l.msg_statistics_page_after()));
    let here = l.msg_statistics_page_here(page.to_string());
    let languages = list.languages.iter().map(|one| language(ctx, one)).collect_view();
    view! {
        {languages}
        {parts::pagination(ctx, before, Some(here), after)}
    }
    .into_any()
}

fn language(ctx: &RequestCtx, one: &Overview) -> AnyView {
    let l = ctx.l();
    let id = format!("in-{}", one.locale);
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone() lang=one.locale.code()>{one.locale.endonym()}</h2>
            {gaps(ctx, one.locale, l.msg_translation_stale_list(), (one.stale.as_slice(), one.stale_count))}
            {gaps(ctx, one.locale, l.msg_translation_missing_list(), (one.missing.as_slice(), one.missing_count))}
        </section>
    }
    .into_any()
}

fn gaps(ctx: &RequestCtx, locale: Locale, title: String, (list, count): (&[Gap], usize)) -> AnyView {
    if count == 0 {
        return view! { <h3>{title}</h3><p>{ctx.l().msg_translation_none()}</p> }.into_any();
    }
    let lines = list
        .iter()
        .map(|gap| {
            let href = routes::article_translate(ctx.locale, &gap.id, locale, gap.from);
            view! {
                <li>
                    <a href=href lang=gap.from.code() dir="auto">{gap.title.clone()}</a>" "
                    <span class="tag" lang=gap.from.code()>{gap.from.endonym()}</span>
                </li>
            }
        })
        .collect_view();
    view! { <h3>{title}" "<Num text=format!("({count})")/></h3><ul>{lines}</ul> }.into_any()
}
