//! Lists of addresses for search engines (sitemaps.org), with the other languages of each.

use contract::{
    Locale,
    ids::{ArticleId, DatasetId, ItemId, OrganisationId, TopicId},
};
use domain::{
    DomainError, DomainResult,
    outside::{self, InLanguage, Kind, PART, Public},
};

use crate::site::{request::RequestCtx, routes, xml::escaped};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Standing pages that have an address (`server/src/routes/content.rs`), by their names.
const STANDING: [&str; 16] = [
    "safety",
    "about",
    "terms",
    "moderation",
    "accessibility",
    "cite",
    "firststeps",
    "glossary",
    "privacy",
    "howask",
    "howjoin",
    "howprivate",
    "howreceipt",
    "howrecover",
    "howreport",
    "howsignin",
];

/// Pages that the programme draws itself.
const DRAWN: [fn(Locale) -> String; 7] = [
    routes::home,
    routes::library,
    routes::statistics,
    routes::organisations,
    routes::announcements,
    routes::commitment,
    |l| routes::transparency(l, ""),
];

/// The list of the lists.
///
/// # Errors
/// The database is away.
pub async fn index(ctx: &RequestCtx) -> DomainResult<String> {
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{SITEMAPS}\">\n");
    for kind in Kind::ALL {
        let mut parts = outside::count(&ctx.services, kind).await?.div_ceil(PART);
        if kind == Kind::Pages {
            // Where the programme's own pages stand.
            parts = parts.max(1);
        }
        for part in 0..parts {
            let at = escaped(&format!("{}{}", ctx.site.public_url, routes::sitemap_part(kind, part)));
            out.push_str(&format!("<sitemap><loc>{at}</loc></sitemap>\n"));
        }
    }
    out.push_str("</sitemapindex>\n");
    Ok(out)
}

/// One of the lists, by the last segment of its address.
///
/// # Errors
/// Not found for what is none; the database is away.
pub async fn part(ctx: &RequestCtx, name: &str) -> DomainResult<String> {
    let (kind, number) = routes::sitemap_named(name).ok_or_else(DomainError::not_found)?;
    let mut urls = String::new();
    if kind == Kind::Pages && number == 0 {
        for address in DRAWN {
            let all = Locale::ALL.map(|locale| (locale, address(locale), None));
            urls.push_str(&entries(ctx, &all));
        }
    }
    for thing in outside::public(&ctx.services, kind, number).await? {
        let mut all: Vec<(Locale, String, Option<String>)> = thing
            .texts
            .iter()
            .filter_map(|text| Some((text.locale, address(kind, &thing, text)?, text.day.clone())))
            .collect();
        // The order in which pages name their languages; the first is the one for everybody else.
        all.sort_by_key(|(locale, ..)| *locale);
        urls.push_str(&entries(ctx, &all));
    }
    if urls.is_empty() {
        return Err(DomainError::not_found());
    }
    Ok(format!(
        "{HEAD}<urlset xmlns=\"{SITEMAPS}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{urls}</urlset>\n"
    ))
}

/// Where a thing stands in one language; nothing for what has no page.
fn address(kind: Kind, thing: &Public, text: &InLanguage) -> Option<String> {
    let (l, id, slug) = (text.locale, thing.id.as_str(), text.slug.as_str());
    Some(match kind {
        Kind::Pages => routes::standing(l, STANDING.into_iter().find(|name| *name == id)?),
        Kind::Sections => routes::section(l, id),
        Kind::Articles => routes::article(l, &ArticleId::trusted(id), slug),
        Kind::Items => routes::item(l, &ItemId::trusted(id), slug),
        Kind::Collections => routes::collection(l, id),
        Kind::Datasets => routes::dataset(l, &DatasetId::trusted(id), slug),
        Kind::Organisations => routes::organisation(l, &OrganisationId::trusted(id), slug),
        Kind::Categories => routes::category(l, id),
        Kind::Topics => routes::topic(l, &TopicId::trusted(id)),
    })
}

/// The same page in its languages: each names all of them, itself too.
fn entries(ctx: &RequestCtx, all: &[(Locale, String, Option<String>)]) -> String {
    let whole = |path: &str| escaped(&format!("{}{path}", ctx.site.public_url));
    let link = |code: &str, path: &str| {
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{}\"/>\n", whole(path))
    };
    let mut links: String = all.iter().map(|(locale, path, _)| link(locale.code(), path)).collect();
    if let Some((_, path, _)) = all.first() {
        links.push_str(&link("x-default", path));
    }
    all.iter()
        .map(|(_, path, day)| {
            let day = day.as_ref().map(|day| format!("<lastmod>{}</lastmod>\n", escaped(day)));
            format!("<url>\n<loc>{}</loc>\n{}{links}</url>\n", whole(path), day.unwrap_or_default())
        })
        .collect()
}
