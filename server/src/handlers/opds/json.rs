//! OPDS 2.0.

use app::site::{
    pages::library::{absolute, file_address},
    request::RequestCtx,
    routes as paths,
    xml::moment,
};
use contract::Locale;
use domain::library::{
    Access, AgentRole, FileRole, InLanguages, Kind, best,
    citation::{feature, senses},
    shelf_feed::{FEED_PAGE, FeedFile, Publication, ShelfPage},
};
use serde_json::{Map, Value, json};

use super::part::{Asked, Content, Loaded, Part, Way};

/// A feed.
pub(super) const FEED: &str = "application/opds+json";
/// An item.
pub(super) const PUBLICATION: &str = "application/opds-publication+json";

/// Writes a part.
pub(super) fn write(asked: &Asked<'_>, loaded: &Loaded) -> String {
    let mut metadata = Map::new();
    metadata.insert("title".to_owned(), json!(loaded.title));
    metadata.insert("modified".to_owned(), json!(moment(loaded.updated)));
    let mut feed = Map::new();
    match &loaded.content {
        Content::Ways(ways) if !ways.is_empty() => {
            let ways: Vec<Value> = ways.iter().map(|way| navigation(asked, way)).collect();
            feed.insert("navigation".to_owned(), Value::Array(ways));
        }
        // The schema wants neither list to be empty: where nothing stands, the way back does.
        Content::Ways(_) => {
            feed.insert("navigation".to_owned(), json!([back(asked)]));
        }
        Content::Shelf(page) => {
            metadata.insert("numberOfItems".to_owned(), json!(page.total));
            metadata.insert("itemsPerPage".to_owned(), json!(FEED_PAGE));
            metadata.insert("currentPage".to_owned(), json!(u64::from(asked.page) + 1));
            shelf(asked, page, &mut feed);
        }
    }
    feed.insert("metadata".to_owned(), Value::Object(metadata));
    feed.insert("links".to_owned(), Value::Array(links(asked, loaded)));
    Value::Object(feed).to_string()
}

fn shelf(asked: &Asked<'_>, page: &ShelfPage, feed: &mut Map<String, Value>) {
    let publications: Vec<Value> =
        page.publications.iter().filter_map(|one| publication(asked.ctx, one)).collect();
    if publications.is_empty() {
        feed.insert("navigation".to_owned(), json!([back(asked)]));
    } else {
        feed.insert("publications".to_owned(), Value::Array(publications));
    }
    let groups: Vec<Value> = asked
        .facets(page)
        .into_iter()
        .map(|(title, facets)| {
            let links: Vec<Value> = facets
                .into_iter()
                .map(|one| {
                    let mut link = json!({ "href": one.href, "type": FEED, "title": one.title });
                    if one.active {
                        link["rel"] = json!("self");
                    }
                    if let Some(count) = one.count {
                        link["properties"] = json!({ "numberOfItems": count });
                    }
                    link
                })
                .collect();
            json!({ "metadata": { "title": title }, "links": links })
        })
        .collect();
    if !groups.is_empty() {
        feed.insert("facets".to_owned(), Value::Array(groups));
    }
}

fn back(asked: &Asked<'_>) -> Value {
    let title = asked.ctx.l().msg_feeds_catalogue_title();
    json!({ "href": asked.to(&Part::Start), "type": FEED, "title": title })
}

fn navigation(asked: &Asked<'_>, way: &Way) -> Value {
    let mut link = json!({ "href": asked.to(&way.part), "type": FEED, "title": way.title });
    link["rel"] = match &way.part {
        Part::Shelf(domain::library::shelf_feed::Shelf::Newest) => json!("http://opds-spec.org/sort/new"),
        _ => json!("subsection"),
    };
    if let Some(count) = way.count {
        link["properties"] = json!({ "numberOfItems": count });
    }
    link
}

fn links(asked: &Asked<'_>, loaded: &Loaded) -> Vec<Value> {
    let to = |rel: &str, href: String| json!({ "rel": rel, "href": href, "type": FEED });
    let mut all = vec![to("self", asked.page(asked.page)), to("start", asked.to(&Part::Start))];
    all.extend(asked.part.up().map(|up| to("up", asked.to(&up))));
    if asked.page > 0 {
        all.push(to("first", asked.page(0)));
        all.push(to("previous", asked.page(asked.page - 1)));
    }
    if loaded.more {
        all.push(to("next", asked.page(asked.page + 1)));
    }
    let search = absolute(asked.ctx, &paths::opds2("search", &[]));
    let template = format!("{search}?lang={}{{&query}}", asked.ctx.locale);
    all.push(json!({ "rel": "search", "href": template, "type": FEED, "templated": true }));
    all
}

/// A text in every language it has.
fn in_languages<'a>(texts: impl Iterator<Item = (&'a Locale, &'a str)>) -> Value {
    Value::Object(texts.map(|(l, text)| (l.code().to_owned(), json!(text))).collect())
}

fn names(names: &InLanguages) -> Value {
    in_languages(names.iter().map(|(l, name)| (l, name.as_str())))
}

/// An item; nothing for one of which nothing can be taken along.
pub(super) fn publication(ctx: &RequestCtx, one: &Publication) -> Option<Value> {
    let (_, described) = one.text(ctx.locale)?;
    let files = one.to_keep(ctx.locale);
    if files.is_empty() {
        return None;
    }
    let record = &one.record;
    let page = absolute(ctx, &paths::item(ctx.locale, &record.id, &described.slug));
    let own = absolute(ctx, &paths::opds2_item(ctx.locale, &record.id));
    let mut links = vec![
        json!({ "rel": "self", "href": own, "type": PUBLICATION }),
        json!({ "rel": "alternate", "href": page, "type": "text/html" }),
    ];
    links.extend(files.iter().map(|file| acquisition(ctx, file)));
    links.extend(record.licence.uri().map(|uri| json!({ "rel": "license", "href": uri })));
    // The schema wants one that every program reads.
    let cover = absolute(ctx, &paths::cover(&record.id, "jpg"));
    Some(json!({
        "metadata": metadata(ctx, one, &described.summary),
        "links": links,
        "images": [{ "href": cover, "type": "image/jpeg" }],
    }))
}

fn acquisition(ctx: &RequestCtx, file: &FeedFile) -> Value {
    let mut link = json!({
        "rel": "http://opds-spec.org/acquisition/open-access",
        "href": file_address(ctx, file),
        "type": file.media_type,
        "size": file.size,
        "language": file.language.code(),
    });
    if let Some(seconds) = file.seconds {
        link["duration"] = json!(seconds);
    }
    link
}

fn metadata(ctx: &RequestCtx, one: &Publication, summary: &str) -> Value {
    let record = &one.record;
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| {
        all.insert(name.to_owned(), value);
    };
    let kind = match record.kind {
        Kind::Book => "http://schema.org/Book",
        Kind::Document => "http://schema.org/CreativeWork",
        Kind::Audio => "http://schema.org/AudioObject",
        Kind::Video => "http://schema.org/VideoObject",
    };
    put("@type", json!(kind));
    put("identifier", json!(absolute(ctx, &paths::item_permanent(&record.id))));
    put("title", in_languages(record.texts.iter().map(|(l, text)| (l, text.title.as_str()))));
    put("description", json!(summary));
    put("language", json!(record.languages.iter().map(|l| l.code()).collect::<Vec<_>>()));
    put("modified", json!(moment(record.datestamp)));
    // The schema knows whole days; we know the year.
    if let Some(year) = record.year.filter(|year| (0..=9999).contains(year)) {
        put("published", json!(format!("{year:04}-01-01")));
    }
    // The schema knows nobody who asks or tells.
    let hands: [(&str, &[AgentRole]); 7] = [
        ("author", &[AgentRole::Author]),
        ("translator", &[AgentRole::Translator]),
        ("editor", &[AgentRole::Editor]),
        ("narrator", &[AgentRole::Narrator]),
        ("illustrator", &[AgentRole::Illustrator]),
        ("contributor", &[AgentRole::Interviewee, AgentRole::Interviewer]),
        ("publisher", &[AgentRole::Publisher]),
    ];
    for (name, roles) in hands {
        let of_role = record.contributors.iter().filter(|one| roles.contains(&one.role));
        let people: Vec<Value> = of_role.map(|one| json!({ "name": names(&one.names) })).collect();
        if !people.is_empty() {
            put(name, Value::Array(people));
        }
    }
    let scheme = absolute(ctx, &paths::opds2("subjects", &[]));
    let about: Vec<Value> = record
        .subjects
        .iter()
        .map(|one| json!({ "name": names(&one.labels), "code": one.id, "scheme": scheme }))
        .collect();
    if !about.is_empty() {
        put("subject", Value::Array(about));
    }
    if let Some(seconds) = one.recording(ctx.locale).and_then(|file| file.seconds) {
        put("duration", json!(seconds));
    }
    if let Some(pages) = record.details.pages {
        put("numberOfPages", json!(pages));
    }
    if let Some(accessibility) = accessibility(one, ctx.locale) {
        put("accessibility", accessibility);
    }
    Value::Object(all)
}

/// What helps to use it; nothing is claimed where nobody said anything.
fn accessibility(one: &Publication, locale: Locale) -> Option<Value> {
    let record = &one.record;
    // The schema has one text for it, in one language.
    let summary = best(&record.details.access_note, locale);
    if record.accessibility.is_empty() {
        return summary.map(|summary| json!({ "summary": summary.text }));
    }
    let has = |access| record.accessibility.contains(&access);
    let mut modes = match record.kind {
        Kind::Book | Kind::Document => Vec::new(),
        Kind::Audio => vec!["auditory"],
        Kind::Video => vec!["auditory", "visual"],
    };
    let textual = has(Access::ReadableText) || has(Access::Transcript);
    if textual {
        modes.push("textual");
    }
    let features: Vec<&str> = record.accessibility.iter().map(|one| feature(*one)).collect();
    let mut all = json!({ "feature": features });
    if !modes.is_empty() {
        all["accessMode"] = json!(modes);
    }
    let heard = one.files.iter().any(|file| file.role == FileRole::Audio);
    let enough = senses(record.kind, textual, heard);
    if !enough.is_empty() {
        all["accessModeSufficient"] = json!(enough);
    }
    if let Some(summary) = summary {
        all["summary"] = json!(summary.text);
    }
    Some(all)
}
