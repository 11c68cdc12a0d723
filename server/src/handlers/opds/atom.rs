//! OPDS 1.2, and the description of its search (OpenSearch 1.1).

use app::site::{
    pages::library::{absolute, entry, file_address, link},
    request::RequestCtx,
    routes as paths,
    xml::{escaped, moment},
};
use domain::library::{
    AgentRole, best,
    shelf_feed::{FEED_PAGE, Publication, ShelfPage},
};

use super::part::{Asked, Content, Facet, Loaded, Part, Way};

/// Ways to other feeds.
pub(super) const NAVIGATION: &str = "application/atom+xml;profile=opds-catalog;kind=navigation";
/// Items.
pub(super) const ACQUISITION: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";
const DESCRIPTION: &str = "application/opensearchdescription+xml";

/// Where to search; programs put what is looked for in the place of `{searchTerms}`.
fn template(ctx: &RequestCtx) -> String {
    let path = absolute(ctx, &paths::opds("search", &[]));
    format!("{path}?lang={}&q={{searchTerms}}", ctx.locale)
}

fn description(ctx: &RequestCtx) -> String {
    absolute(ctx, &paths::opds("search.xml", &[("lang", ctx.locale.code().to_owned())]))
}

/// The description of the search.
pub(super) fn search(ctx: &RequestCtx) -> String {
    let l = ctx.l();
    let template = escaped(&template(ctx));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>{name}</ShortName>\n\
         <Description>{what}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n\
         <OutputEncoding>UTF-8</OutputEncoding>\n<Language>{lang}</Language>\n\
         <Url type=\"{ACQUISITION}\" template=\"{template}\"/>\n\
         <Url type=\"application/atom+xml\" template=\"{template}\"/>\n\
         <Url rel=\"self\" type=\"{DESCRIPTION}\" template=\"{own}\"/>\n</OpenSearchDescription>\n",
        name = escaped(&l.msg_site_name()),
        what = escaped(&l.msg_feeds_search()),
        lang = ctx.locale,
        own = escaped(&description(ctx)),
    )
}

/// Writes a part.
pub(super) fn write(asked: &Asked<'_>, loaded: &Loaded) -> String {
    let ctx = asked.ctx;
    let body: String = match &loaded.content {
        Content::Ways(ways) => ways.iter().map(|way| to_part(asked, way, loaded.updated)).collect(),
        Content::Shelf(page) => shelf(asked, page),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\" \
         xmlns:opds=\"http://opds-spec.org/2010/catalog\" xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" \
         xmlns:thr=\"http://purl.org/syndication/thread/1.0\" xml:lang=\"{lang}\">\n\
         <id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <author><name>{author}</name><uri>{home}</uri></author>\n{links}{body}</feed>\n",
        lang = ctx.locale,
        id = escaped(&asked.page(0)),
        title = escaped(&loaded.title),
        updated = moment(loaded.updated),
        author = escaped(&ctx.l().msg_site_name()),
        home = escaped(&absolute(ctx, &paths::home(ctx.locale))),
        links = links(asked, loaded),
    )
}

fn links(asked: &Asked<'_>, loaded: &Loaded) -> String {
    let ctx = asked.ctx;
    let own = asked.media_type();
    let mut all = link("self", own, &asked.page(asked.page), "");
    all.push_str(&link("start", NAVIGATION, &asked.to(&Part::Start), ""));
    if let Some(up) = asked.part.up() {
        all.push_str(&link("up", asked.media_type_of(&up), &asked.to(&up), ""));
    }
    if asked.page > 0 {
        all.push_str(&link("first", own, &asked.page(0), ""));
        all.push_str(&link("previous", own, &asked.page(asked.page - 1), ""));
    }
    if loaded.more {
        all.push_str(&link("next", own, &asked.page(asked.page + 1), ""));
    }
    // Some programs read the description, some take the template; both are asked for by the same relation.
    all.push_str(&link("search", DESCRIPTION, &description(ctx), ""));
    all.push_str(&link("search", "application/atom+xml", &template(ctx), ""));
    all.push_str(&link("alternate", super::json::FEED, &asked.in_json(), ""));
    all
}

fn to_part(asked: &Asked<'_>, way: &Way, updated: i64) -> String {
    let href = asked.to(&way.part);
    let rel = match &way.part {
        Part::Shelf(domain::library::shelf_feed::Shelf::Newest) => "http://opds-spec.org/sort/new",
        _ => "subsection",
    };
    let count = way.count.map(|count| format!(" thr:count=\"{count}\"")).unwrap_or_default();
    format!(
        "<entry>\n<id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <content type=\"text\">{text}</content>\n{to}</entry>\n",
        id = escaped(&href),
        title = escaped(&way.title),
        updated = moment(updated),
        text = escaped(&way.text),
        to = link(rel, asked.media_type_of(&way.part), &href, &count),
    )
}

fn shelf(asked: &Asked<'_>, page: &ShelfPage) -> String {
    let mut out: String = asked
        .facets(page)
        .iter()
        .flat_map(|(group, facets)| facets.iter().map(move |one| facet(group, one)))
        .collect();
    out.push_str(&format!(
        "<opensearch:totalResults>{}</opensearch:totalResults>\n\
         <opensearch:itemsPerPage>{FEED_PAGE}</opensearch:itemsPerPage>\n\
         <opensearch:startIndex>{}</opensearch:startIndex>\n",
        page.total,
        u64::from(asked.page) * FEED_PAGE + 1,
    ));
    out.extend(page.publications.iter().map(|one| entry(asked.ctx, one, &more(asked.ctx, one))));
    out
}

fn facet(group: &str, one: &Facet) -> String {
    let active = if one.active { " opds:activeFacet=\"true\"" } else { "" };
    let count = one.count.map(|count| format!(" thr:count=\"{count}\"")).unwrap_or_default();
    let (title, group) = (escaped(&one.title), escaped(group));
    let more = format!(" title=\"{title}\" opds:facetGroup=\"{group}\"{active}{count}");
    link("http://opds-spec.org/facet", ACQUISITION, &one.href, &more)
}

/// What a catalogue says of an item beyond a feed: Dublin Core, files to take along, pictures of the cover.
fn more(ctx: &RequestCtx, one: &Publication) -> String {
    let record = &one.record;
    let term = |name: &str, value: &str| format!("<dc:{name}>{}</dc:{name}>\n", escaped(value));
    let mut out = term("identifier", &absolute(ctx, &paths::item_permanent(&record.id)));
    out.extend(record.identifiers.iter().map(|one| term("identifier", &one.uri())));
    out.extend(record.languages.iter().map(|l| term("language", l.code())));
    out.extend(record.genre.map(|genre| term("type", genre.as_str())));
    let publishers = record.contributors.iter().filter(|one| one.role == AgentRole::Publisher);
    let publishers = publishers.filter_map(|one| best(&one.names, ctx.locale));
    out.extend(publishers.map(|name| term("publisher", &name.text)));
    out.extend(record.year.map(|year| term("issued", &year.to_string())));
    for file in one.to_keep(ctx.locale) {
        let more = format!(" hreflang=\"{}\" length=\"{}\"", file.language.code(), file.size);
        let rel = "http://opds-spec.org/acquisition/open-access";
        out.push_str(&link(rel, &file.media_type, &file_address(ctx, file), &more));
    }
    let cover = absolute(ctx, &paths::cover(&record.id, "jpg"));
    for rel in ["http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"] {
        out.push_str(&link(rel, "image/jpeg", &cover, ""));
    }
    out
}
