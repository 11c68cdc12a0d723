//! What is new in texts, library and figures, as an Atom feed (RFC 4287): of the whole portal, and of each section. The
//! forum has feeds of its own, category by category. Times are days.

use contract::{
    Section,
    ids::{ArticleId, DatasetId, ItemId},
};
use domain::{
    DomainError, DomainResult,
    outside::{self, Kind, News},
    services::day_of,
};

use crate::site::{
    request::RequestCtx,
    routes,
    xml::{escaped, instant},
};

/// The feed of the whole portal.
///
/// # Errors
/// The database is away.
pub async fn news(ctx: &RequestCtx) -> DomainResult<String> {
    let l = ctx.l();
    let all = outside::news(&ctx.services, ctx.locale, None).await?;
    let (here, page) = (routes::news_feed(ctx.locale), routes::home(ctx.locale));
    Ok(xml(ctx, (&here, &page), (&l.msg_site_name(), &l.msg_home_lead()), &all))
}

/// The feed of a section.
///
/// # Errors
/// Not found for a slug that is none of the eight; the database is away.
pub async fn section_news(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let section: Section = slug.parse().map_err(|_| DomainError::not_found())?;
    let l = ctx.l();
    let all = outside::news(&ctx.services, ctx.locale, Some(section)).await?;
    let here = routes::section_feed(ctx.locale, section.slug());
    let page = routes::section(ctx.locale, section.slug());
    let title = format!("{} – {}", i18n::sections::name(l, section), l.msg_site_name());
    Ok(xml(ctx, (&here, &page), (&title, ""), &all))
}

fn xml(
    ctx: &RequestCtx,
    (here, page): (&str, &str),
    (title, subtitle): (&str, &str),
    all: &[News],
) -> String {
    let base = &ctx.site.public_url;
    let here = escaped(&format!("{base}{here}"));
    let updated = all.first().map_or_else(|| day_of(0), |news| day_of(news.changed));
    let subtitle = if subtitle.is_empty() {
        String::new()
    } else {
        format!("<subtitle>{}</subtitle>\n", escaped(subtitle))
    };
    let entries: String = all.iter().map(|news| entry(ctx, news)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <id>{here}</id>\n<title>{title}</title>\n{subtitle}<updated>{updated}</updated>\n\
         <author><name>{author}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{here}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n{entries}</feed>\n",
        lang = ctx.locale.code(),
        title = escaped(title),
        updated = instant(&updated),
        author = escaped(&ctx.l().msg_site_name()),
        page = escaped(&format!("{base}{page}")),
    )
}

fn entry(ctx: &RequestCtx, news: &News) -> String {
    let l = ctx.locale;
    // The name of a thing is the same in each language; where it is read is the reader's.
    let (name, page) = match news.kind {
        Kind::Items => {
            let id = ItemId::trusted(&news.id);
            (routes::item_permanent(&id), routes::item(l, &id, &news.slug))
        }
        Kind::Datasets => {
            let id = DatasetId::trusted(&news.id);
            (routes::dataset(contract::Locale::Ar, &id, ""), routes::dataset(l, &id, &news.slug))
        }
        _ => {
            let id = ArticleId::trusted(&news.id);
            (routes::article_short(&id), routes::article(l, &id, &news.slug))
        }
    };
    let whole = |path: &str| escaped(&format!("{}{path}", ctx.site.public_url));
    let lang = news.locale.code();
    let summary = if news.summary.is_empty() {
        String::new()
    } else {
        format!("<summary type=\"text\" xml:lang=\"{lang}\">{}</summary>\n", escaped(&news.summary))
    };
    format!(
        "<entry>\n<id>{id}</id>\n<title type=\"text\" xml:lang=\"{lang}\">{title}</title>\n\
         <updated>{updated}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n{summary}</entry>\n",
        id = whole(&name),
        title = escaped(&news.title),
        updated = instant(&day_of(news.changed)),
        page = whole(&page),
    )
}
