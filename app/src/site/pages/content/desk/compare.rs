//! Two revisions beside one another, word by word.

use contract::{Locale, ids::ArticleId};
use domain::{
    content::editorial::{self, Comparison, Revision},
    forum::edit::Piece,
};
use leptos::prelude::*;

use crate::site::{
    components::Num,
    page::PageResult,
    pages::{forum::history::pieces, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// What `to` changed of `from`.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`]; not found.
pub async fn compare(ctx: RequestCtx, id: String, language: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = super::place(&id, &language)?;
    let pair = (ctx.query.get("from"), ctx.query.get("to"));
    let found = editorial::compare(&ctx.services, &ctx.actor, &id, language, pair).await?;
    let title = ctx.l().msg_editorial_compare();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &id, language, &found)).into())
}

fn view(ctx: &RequestCtx, id: &ArticleId, language: Locale, found: &Comparison) -> AnyView {
    let l = ctx.l();
    let head = |one: &Revision| {
        let author = one.author.clone().unwrap_or_else(|| l.msg_editorial_nobody());
        let made = (one.made_at > 0).then(|| super::moment(one.made_at));
        view! { <Num text=one.number.to_string()/>" · "<bdi>{author}</bdi>" · "{made} }
    };
    let back = routes::desk_article_history(ctx.locale, id, language, None);
    view! {
        <p><a href=back>{l.msg_editorial_history()}</a></p>
        <dl class="meta">
            <div><dt>{l.msg_editorial_older()}</dt><dd>{head(&found.from)}</dd></div>
            <div><dt>{l.msg_editorial_newer()}</dt><dd>{head(&found.to)}</dd></div>
        </dl>
        {differences(ctx, language, &found.fields)}
    }
    .into_any()
}

/// Fields that differ, in the direction of the text.
pub fn differences(ctx: &RequestCtx, language: Locale, fields: &[(&'static str, Vec<Piece>)]) -> AnyView {
    let l = ctx.l();
    if fields.is_empty() {
        return view! { <p>{l.msg_editorial_same()}</p> }.into_any();
    }
    fields
        .iter()
        .map(|(name, found)| {
            view! {
                <section class="stack stack--tight">
                    <h3>{super::label(l, name)}</h3>
                    <div class="prose prose--small" lang=language.code() dir=language.direction().as_str()>{pieces(found)}</div>
                </section>
            }
        })
        .collect_view()
        .into_any()
}
