//! A collection as a feed (Atom, RFC 4287) and its recordings as a podcast (RSS 2.0); and the entry of an item, which
//! catalogues for programs that read (OPDS) write too.

use contract::Locale;
use domain::{
    DomainError, DomainResult,
    library::{
        AgentRole, Contributor, FileRole, Localised, Warning, WarningKind, best,
        shelf_feed::{FeedFile, Holding, Publication, Shelf, ShelfPage, Wanted, shelf},
        with_parts,
    },
};

use super::words;
use crate::site::{
    request::RequestCtx,
    routes,
    xml::{escaped, instant, moment, rss_date},
};

/// Most pages that anything here is read to.
const PAGES: u32 = 10_000;

/// The number in `?page=`, from 0.
///
/// # Errors
/// Not found for what is no page's number.
pub fn page_number(ctx: &RequestCtx) -> DomainResult<u32> {
    let text = ctx.query.get("page");
    if text.is_empty() {
        return Ok(0);
    }
    let number: u32 = text.parse().map_err(|_| DomainError::not_found())?;
    let plain = number > 0 && number <= PAGES && text == number.to_string();
    if plain { Ok(number - 1) } else { Err(DomainError::not_found()) }
}

/// A path of the portal, as others follow it.
pub fn absolute(ctx: &RequestCtx, path: &str) -> String {
    format!("{}{path}", ctx.site.public_url)
}

/// Where the bytes of a file are.
pub fn file_address(ctx: &RequestCtx, file: &FeedFile) -> String {
    absolute(ctx, &routes::media(&file.id, &file.file_name, &file.sha256))
}

/// A link of Atom; `more` are attributes, already escaped.
pub fn link(rel: &str, media_type: &str, href: &str, more: &str) -> String {
    let (rel, media_type, href) = (escaped(rel), escaped(media_type), escaped(href));
    format!("<link rel=\"{rel}\" type=\"{media_type}\" href=\"{href}\"{more}/>\n")
}

fn text(tag: &str, value: &Localised) -> String {
    let lang = value.locale.code();
    format!("<{tag} type=\"text\" xml:lang=\"{lang}\">{}</{tag}>\n", escaped(&value.text))
}

fn person(ctx: &RequestCtx, tag: &str, one: &Contributor) -> Option<String> {
    let name = best(&one.names, ctx.locale)?;
    let lang = name.locale.code();
    Some(format!("<{tag} xml:lang=\"{lang}\"><name>{}</name></{tag}>\n", escaped(&name.text)))
}

/// The entry of an item; `more` is markup that stands in it besides.
pub fn entry(ctx: &RequestCtx, one: &Publication, more: &str) -> String {
    let Some((lang, described)) = one.text(ctx.locale) else { return String::new() };
    let record = &one.record;
    let say = |text: &str| Localised { locale: lang, text: text.to_owned() };
    let id = absolute(ctx, &routes::item_permanent(&record.id));
    let page = absolute(ctx, &routes::item(ctx.locale, &record.id, &described.slug));
    let people: String = record
        .contributors
        .iter()
        .filter_map(|one| match one.role {
            AgentRole::Author => person(ctx, "author", one),
            AgentRole::Translator
            | AgentRole::Editor
            | AgentRole::Narrator
            | AgentRole::Interviewee
            | AgentRole::Interviewer
            | AgentRole::Illustrator => person(ctx, "contributor", one),
            AgentRole::Publisher => None,
        })
        .collect();
    let about: String = record
        .subjects
        .iter()
        .filter_map(|subject| {
            let label = best(&subject.labels, ctx.locale)?;
            Some(format!(
                "<category term=\"{}\" scheme=\"{}\" label=\"{}\"/>\n",
                escaped(&subject.id),
                escaped(&absolute(ctx, &routes::opds("subjects", &[]))),
                escaped(&label.text)
            ))
        })
        .collect();
    let terms = record.licence.uri().map(|uri| link("license", "text/html", uri, "")).unwrap_or_default();
    let rights = Localised { locale: ctx.locale, text: words::licence(ctx.l(), record.licence) };
    format!(
        "<entry>\n<id>{id}</id>\n{title}{people}<published>{published}</published>\n<updated>{updated}</updated>\n\
         {summary}{about}{rights}{page}{terms}{more}</entry>\n",
        id = escaped(&id),
        title = text("title", &say(&described.title)),
        published = instant(&record.published_on),
        updated = moment(record.datestamp),
        summary = text("summary", &say(&described.summary)),
        rights = text("rights", &rights),
        page = link("alternate", "text/html", &page, ""),
    )
}

/// Title and sentences of a shelf that has a name.
fn named(page: &ShelfPage, locale: Locale) -> DomainResult<(Localised, Localised)> {
    let title = best(&page.names, locale).ok_or_else(DomainError::not_found)?;
    let summary = page.summaries.get(&title.locale).cloned().unwrap_or_default();
    let summary = Localised { locale: title.locale, text: summary };
    Ok((title, summary))
}

async fn newest(ctx: &RequestCtx, slug: &str, holding: Holding) -> DomainResult<(ShelfPage, u32)> {
    let number = page_number(ctx)?;
    let of = Wanted::all(Shelf::CollectionNewest(slug.to_owned()), holding);
    let page = shelf(&ctx.services, &Wanted { page: number, ..of }, ctx.locale).await?;
    Ok((page, number))
}

/// The pages before and after this one (RFC 5005), as links with this opening.
fn pages(ctx: &RequestCtx, number: u32, more: bool, tag: &str, at: impl Fn(u32) -> String) -> String {
    let to = |rel: &str, number: u32| {
        let href = escaped(&absolute(ctx, &at(number)));
        format!("<{tag} rel=\"{rel}\" href=\"{href}\"/>\n")
    };
    let before = number.checked_sub(1).map(|number| to("previous", number));
    let after = more.then(|| to("next", number + 1));
    before.into_iter().chain(after).collect()
}

/// The feed of a collection, newest first.
///
/// # Errors
/// Not found for an unknown collection, and for a page behind the last one.
pub async fn collection_feed(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let (page, number) = newest(ctx, slug, Holding::Anything).await?;
    let (title, summary) = named(&page, ctx.locale)?;
    let entries: String = page
        .publications
        .iter()
        .map(|one| {
            let files = one.to_keep(ctx.locale);
            let enclosures: String = files.into_iter().map(|file| enclosure(ctx, file)).collect();
            entry(ctx, one, &enclosures)
        })
        .collect();
    let here = absolute(ctx, &routes::collection_feed(ctx.locale, slug, number));
    let first = absolute(ctx, &routes::collection_feed(ctx.locale, slug, 0));
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<id>{id}</id>\n\
         {title}{subtitle}<updated>{updated}</updated>\n<author><name>{author}</name></author>\n\
         {own}{alternate}{pages}{entries}</feed>\n",
        lang = ctx.locale.code(),
        id = escaped(&first),
        title = text("title", &title),
        subtitle = text("subtitle", &summary),
        updated = moment(page.updated),
        author = escaped(&ctx.l().msg_site_name()),
        own = link("self", "application/atom+xml", &here, ""),
        alternate = link("alternate", "text/html", &absolute(ctx, &routes::collection(ctx.locale, slug)), ""),
        pages = pages(ctx, number, page.more, "link", |n| routes::collection_feed(ctx.locale, slug, n)),
    ))
}

fn enclosure(ctx: &RequestCtx, file: &FeedFile) -> String {
    let more = format!(" hreflang=\"{}\" length=\"{}\"", file.language.code(), file.size);
    link("enclosure", &file.media_type, &file_address(ctx, file), &more)
}

/// The recordings of a collection as a podcast, newest first; each in the reader's language where it is spoken in that.
///
/// # Errors
/// Not found for an unknown collection, for one in which nothing can be heard, and for a page behind the last one.
pub async fn podcast(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let (page, number) = newest(ctx, slug, Holding::Audio).await?;
    if page.publications.is_empty() {
        return Err(DomainError::not_found());
    }
    let (title, summary) = named(&page, ctx.locale)?;
    // The newest episode's stands for all of them.
    let cover = page.publications.first().map(|one| artwork(ctx, one)).unwrap_or_default();
    let ids: Vec<&str> = page.publications.iter().map(|one| one.record.id.as_str()).collect();
    let indexed = with_parts(&ctx.services, &ids).await?;
    let episodes: String = page
        .publications
        .iter()
        .filter_map(|one| episode(ctx, one, indexed.contains(one.record.id.as_str())))
        .collect();
    let here = absolute(ctx, &routes::collection_podcast(ctx.locale, slug, number));
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
         xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">\n<channel>\n\
         <title>{title}</title>\n<link>{link}</link>\n<description>{summary}</description>\n\
         <language>{lang}</language>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{here}\"/>\n{pages}\
         <itunes:author>{author}</itunes:author>\n<itunes:category text=\"Society &amp; Culture\"/>\n\
         <itunes:type>episodic</itunes:type>\n<itunes:explicit>{explicit}</itunes:explicit>\n\
         {cover}{episodes}</channel>\n</rss>\n",
        explicit = page.publications.iter().any(|one| is_explicit(&one.record.warnings)),
        title = escaped(&title.text),
        link = escaped(&absolute(ctx, &routes::collection(ctx.locale, slug))),
        summary = escaped(&summary.text),
        lang = ctx.locale.code(),
        here = escaped(&here),
        pages = pages(ctx, number, page.more, "atom:link", |n| {
            routes::collection_podcast(ctx.locale, slug, n)
        }),
        author = escaped(&ctx.l().msg_site_name()),
    ))
}

/// Where its cover is.
fn artwork(ctx: &RequestCtx, one: &Publication) -> String {
    let href = absolute(ctx, &routes::cover(&one.record.id, "jpg"));
    format!("<itunes:image href=\"{}\"/>\n", escaped(&href))
}

fn episode(ctx: &RequestCtx, one: &Publication, indexed: bool) -> Option<String> {
    let (_, described) = one.text(ctx.locale)?;
    let record = &one.record;
    let file = one.recording(ctx.locale)?;
    let id = escaped(&absolute(ctx, &routes::item_permanent(&record.id)));
    let page = absolute(ctx, &routes::item(ctx.locale, &record.id, &described.slug));
    let day = rss_date(&record.published_on).map(|day| format!("<pubDate>{day}</pubDate>\n"));
    let duration = file.seconds.map(|seconds| format!("<itunes:duration>{seconds}</itunes:duration>\n"));
    let authors: Vec<String> = record
        .contributors
        .iter()
        .filter(|one| one.role == AgentRole::Author)
        .filter_map(|one| Some(best(&one.names, ctx.locale)?.text))
        .collect();
    let author = if authors.is_empty() {
        String::new()
    } else {
        let comma = if ctx.locale == Locale::Ar { "، " } else { ", " };
        format!("<itunes:author>{}</itunes:author>\n", escaped(&authors.join(comma)))
    };
    // What is said in this recording, not in that of another language.
    let transcripts: String = one
        .files
        .iter()
        .filter(|other| other.language == file.language)
        .filter_map(|other| {
            let rel = match other.role {
                FileRole::Transcript => "",
                FileRole::Captions => " rel=\"captions\"",
                _ => return None,
            };
            let known = Some(other.language).filter(|one| one.is_known());
            let language = known.map(|one| format!(" language=\"{one}\"")).unwrap_or_default();
            Some(format!(
                "<podcast:transcript url=\"{}\" type=\"{}\"{language}{rel}/>\n",
                escaped(&file_address(ctx, other)),
                escaped(&other.media_type),
            ))
        })
        .collect();
    let chapters = if indexed {
        // Parts have titles in the languages of the portal.
        let titles = file.language.locale().unwrap_or(ctx.locale);
        let at = escaped(&absolute(ctx, &routes::chapters(&record.id, titles)));
        format!("<podcast:chapters url=\"{at}\" type=\"application/json+chapters\"/>\n")
    } else {
        String::new()
    };
    Some(format!(
        "<item>\n<title>{title}</title>\n<link>{page}</link>\n<guid isPermaLink=\"true\">{id}</guid>\n{day}\
         <description>{summary}</description>\n<dc:language>{language}</dc:language>\n\
         <enclosure url=\"{url}\" length=\"{length}\" type=\"{media_type}\"/>\n{duration}{author}\
         <itunes:explicit>{explicit}</itunes:explicit>\n{cover}{transcripts}{chapters}</item>\n",
        explicit = is_explicit(&record.warnings),
        cover = artwork(ctx, one),
        title = escaped(&described.title),
        page = escaped(&page),
        day = day.unwrap_or_default(),
        summary = escaped(&described.summary),
        language = file.language.code(),
        url = escaped(&file_address(ctx, file)),
        length = file.size,
        media_type = escaped(&file.media_type),
        duration = duration.unwrap_or_default(),
    ))
}

/// Whether players are asked to keep it from children: an advice that speaks of violence is not, what describes these is.
fn is_explicit(warnings: &[Warning]) -> bool {
    let kinds = [WarningKind::SexualViolence, WarningKind::SelfHarm, WarningKind::Hate];
    warnings.iter().any(|one| kinds.contains(&one.kind))
}
