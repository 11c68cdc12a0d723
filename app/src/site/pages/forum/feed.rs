//! A category as an Atom feed (RFC 4287), with signs of what was taken away (RFC 6721).
//!
//! Everything in it stands on public pages too; times are days, names are those of the pages.

use domain::{
    DomainResult,
    forum::{Feed, FeedEntry, Gone},
};

use super::words;
use crate::site::{
    request::RequestCtx,
    routes,
    xml::{escaped, instant},
};

/// The feed of a category that everybody may read.
///
/// # Errors
/// `NotFound` for any other, whoever asks.
pub async fn feed(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let feed = domain::forum::feed(&ctx.services, slug, ctx.locale).await?;
    Ok(xml(ctx, &feed))
}

fn xml(ctx: &RequestCtx, feed: &Feed) -> String {
    let base = &ctx.site.public_url;
    let page = format!("{base}{}", routes::category(ctx.locale, &feed.slug));
    let here = format!("{base}{}", routes::feed(ctx.locale, &feed.slug));
    let entries: String = feed.entries.iter().map(|one| entry(ctx, one)).collect();
    let gone: String = feed.gone.iter().map(|one| deleted(ctx, one)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" xml:lang=\"{lang}\">\n\
         <id>{id}</id>\n<title>{title}</title>\n<subtitle>{subtitle}</subtitle>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{id}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n{entries}{gone}</feed>\n",
        lang = ctx.locale.code(),
        id = escaped(&here),
        title = escaped(&feed.name),
        subtitle = escaped(&feed.description),
        updated = instant(&feed.day),
        page = escaped(&page),
    )
}

/// The name of a post in every feed, the same in each language.
fn id(ctx: &RequestCtx, post: &contract::ids::PostId) -> String {
    escaped(&format!("{}{}", ctx.site.public_url, routes::permalink(post)))
}

fn entry(ctx: &RequestCtx, one: &FeedEntry) -> String {
    let l = ctx.l();
    let (title, _) = words::title(ctx, one.title.clone(), one.language);
    let title = if one.is_opening { title } else { l.msg_notify_feed_answer(title) };
    // Marks of direction around a value help on a page; here they would be part of the title.
    let title = title.replace(['\u{2068}', '\u{2069}'], "");
    let author = words::author(l, &one.author).replace(['\u{2068}', '\u{2069}'], "");
    let lang = one.language.code();
    let summary = if one.excerpt.is_empty() {
        String::new()
    } else {
        format!("<summary type=\"text\" xml:lang=\"{lang}\">{}</summary>\n", escaped(&one.excerpt))
    };
    let (day, changed) = (instant(&one.day), instant(&one.changed));
    format!(
        "<entry>\n<id>{id}</id>\n<title>{title}</title>\n<author><name>{author}</name></author>\n\
         <published>{day}</published>\n<updated>{changed}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{id}\"/>\n{summary}</entry>\n",
        id = id(ctx, &one.post),
        title = escaped(&title),
        author = escaped(&author),
    )
}

fn deleted(ctx: &RequestCtx, one: &Gone) -> String {
    format!("<at:deleted-entry ref=\"{}\" when=\"{}\"/>\n", id(ctx, &one.post), instant(&one.day))
}
