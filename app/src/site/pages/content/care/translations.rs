//! What each language lacks.

use contract::Locale;
use domain::content::translation::{self, Gap, Overview};
use leptos::prelude::*;

use crate::site::{page::PageResult, pages::staff::desk_page, request::RequestCtx, routes};

/// What is missing and what is stale, by language.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`].
pub async fn translations(ctx: RequestCtx) -> PageResult {
    let list = translation::overview(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_translation_title(), ctx.l().msg_translation_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| {
        list.iter().map(|one| language(ctx, one)).collect_view().into_any()
    })
    .into())
}

fn language(ctx: &RequestCtx, one: &Overview) -> AnyView {
    let l = ctx.l();
    let id = format!("in-{}", one.locale);
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone() lang=one.locale.code()>{one.locale.endonym()}</h2>
            {gaps(ctx, one.locale, l.msg_translation_stale_list(), &one.stale)}
            {gaps(ctx, one.locale, l.msg_translation_missing_list(), &one.missing)}
        </section>
    }
    .into_any()
}

fn gaps(ctx: &RequestCtx, locale: Locale, title: String, list: &[Gap]) -> AnyView {
    if list.is_empty() {
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
    view! { <h3>{title}</h3><ul>{lines}</ul> }.into_any()
}
