//! Pictures of the library, each with the line that puts it into a text. Works without scripts: the line is copied.

use contract::{Locale, ids::ArticleId};
use domain::library::{self, Picture, Pictures};
use leptos::prelude::*;

use super::audio::text_at;
use crate::site::{
    page::PageResult,
    pages::{forum::parts, library::words::size, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// The page.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`]; not found for a text that there is not.
pub async fn desk_pictures(ctx: RequestCtx, id: String, language: String) -> PageResult {
    let (id, language) = text_at(&ctx, &id, &language)?;
    // There must be such a text.
    domain::content::audio::desk(&ctx.services, &ctx.actor, &id, language).await?;
    let wanted = ctx.query.get("q").trim().to_owned();
    let page = ctx.query.get("page").parse().unwrap_or(1);
    let found = library::pictures(&ctx.services, &ctx.actor, language, &wanted, page).await?;
    let (title, lead) = (ctx.l().msg_editor_media_title(), ctx.l().msg_editor_media_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, (&id, language), (&wanted, page), found))
        .into())
}

fn view(
    ctx: &RequestCtx,
    (id, language): (&ArticleId, Locale),
    (wanted, page): (&str, u64),
    found: Pictures,
) -> AnyView {
    let l = ctx.l();
    let href = |page: u64| routes::article_pictures(ctx.locale, id, language, wanted, page);
    let before = (page > 1).then(|| (href(1), l.msg_staff_first_page()));
    let after = found.next.map(|next| (href(next), l.msg_editor_media_more()));
    let list = if found.list.is_empty() {
        view! { <p>{l.msg_editor_media_none()}</p> }.into_any()
    } else {
        let rows = found.list.into_iter().map(|picture| row(ctx, language, picture)).collect_view();
        view! { <ul class="library-grid">{rows}</ul> }.into_any()
    };
    view! {
        <p class="actions">
            <a href=routes::article_form(ctx.locale, id, language)>{l.msg_audio_back()}</a>" "
            <a href=routes::library_uploads(ctx.locale)>{l.msg_editor_media_upload()}</a>
        </p>
        <form class="form" method="get" action=routes::article_pictures(ctx.locale, id, language, "", 1) role="search">
            <div class="field">
                <label class="field__label" for="q">{l.msg_editor_media_search()}</label>
                <input class="input" id="q" name="q" r#type="search" value=wanted.to_owned() dir="auto"/>
            </div>
            <p class="actions"><button class="button button--secondary" r#type="submit">{l.msg_editor_media_submit()}</button></p>
        </form>
        {list}
        {parts::pagination(ctx, before, None, after)}
    }
    .into_any()
}

/// The line that puts a picture into a text. Its words are those of the library, to be said anew for this use.
fn line(picture: &Picture, alt: &str) -> String {
    let alt: String = alt.chars().filter(|c| !matches!(c, '[' | ']' | '\\' | '\n')).collect();
    let address = routes::media(&picture.id, &picture.file_name, &picture.sha256);
    // What ends an address in Markdown.
    let address = address.replace('(', "%28").replace(')', "%29");
    let sides = picture.sides.map(|(width, height)| format!(" \"{width}x{height}\"")).unwrap_or_default();
    format!("![{alt}]({address}{sides})")
}

fn row(ctx: &RequestCtx, language: Locale, picture: Picture) -> AnyView {
    let l = ctx.l();
    let words = i18n::catalogue(language).msg_editor_media_alt();
    let line = line(&picture, if picture.alt.is_empty() { &words } else { &picture.alt });
    let src = routes::media(&picture.id, &picture.file_name, &picture.sha256);
    let alt = if picture.alt.is_empty() { picture.title.clone() } else { picture.alt.clone() };
    let points = picture
        .sides
        .map(|(width, height)| view! { <bdi class="num">{format!("{width}×{height}")}</bdi>" · " });
    let field = format!("line-{}", picture.id);
    view! {
        <li class="item-card">
            <img src=src alt=alt loading="lazy"
                width=picture.sides.map(|(width, _)| width.to_string())
                height=picture.sides.map(|(_, height)| height.to_string())/>
            <h3 class="item-card__title"><span lang=picture.title_locale.code() dir="auto">{picture.title.clone()}</span></h3>
            <p class="item-card__meta">{points}<bdi class="num">{size(l, picture.size)}</bdi></p>
            <div class="field">
                <label class="field__label" for=field.clone()>{l.msg_editor_media_line()}</label>
                <input class="input" id=field readonly=true value=line dir="ltr"/>
            </div>
        </li>
    }
    .into_any()
}
