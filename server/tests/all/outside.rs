//! The ways in from outside: lists of addresses, rules for robots, canonical addresses, data, feeds and pictures. What is
//! hidden stands in none of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod told_to_machines;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    feeds::{attribute, elements, texts},
    support::{Answer, TestApp, TestBrowser},
};
use contract::{
    Locale,
    ids::{ArticleId, ItemId},
};
use domain::{
    Actor, Role, content,
    forum::{self, Change, NewReply, NewTopic, Sent},
    library, moderation,
};
use entity::{
    content::article,
    forum::{post, topic},
};
use http::Request;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::Value;

const HIDDEN_ITEM: &str = "udhrfr";
const HIDDEN_ARTICLE: &str = "askunit";
const VIOLENCE: &str = "protection-of-women";

/// A portal with something hidden in every room.
struct World {
    app: TestApp,
    guest: TestBrowser,
    author: Actor,
    /// Published where search engines may look.
    shown: Sent,
    /// Waits; taken out of the lists; stands in a room for members.
    hidden: Vec<Sent>,
}

async fn ask(app: &TestApp, who: &Actor, category: &str, title: &str) -> Sent {
    app.bed.clock.advance(chrono::Duration::minutes(2));
    let form = NewTopic {
        category: category.into(),
        title: title.into(),
        body: format!("نصّ السؤال: {title}"),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, who, &form, Locale::Ar).await.unwrap()
}

async fn worlds() -> Vec<World> {
    let mut all = Vec::new();
    for app in TestApp::each().await {
        let s = app.bed.services.clone();
        domain::seed::seed(&s).await.unwrap();
        let team = app.bed.member("فريق", Role::Moderator).await;
        let author = app.bed.member("ياسمين السرّيّة", Role::Member).await;
        for (slug, audience) in [("unions", None), ("poverty", Some("members"))] {
            let change =
                Change { indexed: Some(true), audience: audience.map(Into::into), ..Change::default() };
            forum::change_category(&s, slug, &change).await.unwrap();
        }
        let shown = ask(&app, &team, "unions", "متى تصل الحافلة").await;
        let unlisted = ask(&app, &team, "unions", "خارج القوائم").await;
        topic::Entity::update_many()
            .col_expr(topic::Column::UnlistedAt, Expr::value(1))
            .filter(topic::Column::Id.eq(unlisted.topic.as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        // Everybody reads it, and it never opted in.
        let quiet = ask(&app, &team, "civil-society", "لمن يقرأ فقط").await;
        let closed = ask(&app, &team, "poverty", "للمسجّلات").await;
        let waiting = ask(&app, &author, "unions", "ينتظر").await;
        let librarian = app.bed.member("nour", Role::Librarian).await;
        let item: ItemId = HIDDEN_ITEM.parse().unwrap();
        library::unpublish(&s, &librarian, &item).await.unwrap();
        let editor = app.bed.member("salma", Role::Editor).await;
        let id: ArticleId = HIDDEN_ARTICLE.parse().unwrap();
        let version = content::retire::retiring(&s, &editor, Locale::Ar, &id).await.unwrap().version;
        content::retire::delete(&s, &editor, (&id, &version), true).await.unwrap();
        let guest = app.browser();
        all.push(World { app, guest, author, shown, hidden: vec![unlisted, quiet, closed, waiting] });
    }
    all
}

/// The `link` elements of a head, as their attributes.
fn links(page: &str) -> Vec<&str> {
    let head = page.split("</head>").next().unwrap();
    head.split("<link ").skip(1).map(|tag| tag.split('>').next().unwrap()).collect()
}

fn value<'a>(tag: &'a str, name: &str) -> &'a str {
    let mark = format!("{name}=\"");
    tag.split(&*mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

fn canonical(page: &str) -> String {
    let found: Vec<&str> = links(page)
        .into_iter()
        .filter(|tag| value(tag, "rel") == "canonical")
        .map(|tag| value(tag, "href"))
        .collect();
    assert_eq!(found.len(), 1, "one canonical address: {found:?}");
    found[0].to_owned()
}

/// Language and address of the other forms of a page.
fn languages(page: &str) -> BTreeSet<(String, String)> {
    links(page)
        .into_iter()
        .filter(|tag| !value(tag, "hreflang").is_empty())
        .map(|tag| (value(tag, "hreflang").to_owned(), value(tag, "href").to_owned()))
        .collect()
}

fn property(page: &str, name: &str) -> Option<String> {
    let mark = format!("property=\"{name}\"");
    let tag = page.split("<meta ").find(|tag| tag.contains(&mark))?;
    Some(value(tag.split('>').next()?, "content").to_owned())
}

/// Whether rules for robots let one in: the longest rule that fits decides.
fn allowed(rules: &str, path: &str) -> bool {
    let fits = |pattern: &str| {
        let mut parts = pattern.split('*');
        let mut rest = path.strip_prefix(parts.next().unwrap())?;
        for part in parts {
            rest = &rest[rest.find(part)? + part.len()..];
        }
        Some(pattern.len())
    };
    let longest = |word: &str| rules.lines().filter_map(|line| fits(line.strip_prefix(word)?)).max();
    longest("Allow: ") >= longest("Disallow: ")
}

/// Room and identifier of what an address leads to, whatever its language and its words.
fn thing(path: &str) -> Option<String> {
    let mut parts = path.split('/').skip(2);
    let room = parts
        .next()
        .filter(|room| ["a", "library", "statistics", "organisations", "sections"].contains(room))?;
    let name = parts.next().filter(|name| !name.is_empty())?;
    let id = if name == "c" { parts.next()? } else { name.split('-').next()? };
    Some(format!("{room}/{id}"))
}

/// Every address that is listed, with the day of its last change and the languages that stand beside it.
async fn listed(guest: &mut TestBrowser) -> (String, BTreeMap<String, BTreeSet<(String, String)>>) {
    let index = guest.get("/sitemap.xml").await;
    index.assert_status(200);
    assert!(index.header("content-type").starts_with("text/xml") && !index.header("etag").is_empty());
    let index = index.text();
    let lists = elements(&index);
    let lists = texts(&lists, "sitemapindex/sitemap/loc");
    let base = lists[0].split("/sitemap/").next().unwrap().to_owned();
    assert!(lists.len() >= 6, "{lists:?}");
    let mut all = BTreeMap::new();
    for list in lists {
        let answer = guest.get(list.strip_prefix(&*base).unwrap()).await;
        answer.assert_status(200);
        let found = elements(&answer.text());
        assert_eq!(attribute(&found[0], "xmlns"), "http://www.sitemaps.org/schemas/sitemap/0.9");
        assert!(found.iter().filter(|one| one.path == "urlset/url").count() <= 50_000);
        for day in texts(&found, "urlset/url/lastmod") {
            chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap();
            assert!(day >= "2026", "{list}: nothing here is as old as {day}");
        }
        let mut here = String::new();
        for one in &found {
            match one.path.as_str() {
                "urlset/url/loc" => {
                    here = one.text.clone();
                    assert!(all.insert(here.clone(), BTreeSet::new()).is_none(), "{here} stands twice");
                }
                "urlset/url/xhtml:link" => {
                    let pair = (attribute(one, "hreflang").to_owned(), attribute(one, "href").to_owned());
                    all.get_mut(&here).unwrap().insert(pair);
                }
                _ => {}
            }
        }
    }
    (base, all)
}

#[tokio::test]
async fn what_is_listed_opens_and_what_opens_is_listed() {
    for World { app, mut guest, shown, hidden, .. } in worlds().await {
        let backend = app.bed.backend;
        let (base, all) = listed(&mut guest).await;
        let rules = guest.get("/robots.txt").await.text();
        assert!(rules.contains(&format!("Sitemap: {base}/sitemap.xml")), "{rules}");
        assert!(all.len() > 200, "{backend}: {}", all.len());
        for (number, (address, own)) in all.iter().enumerate() {
            // Each names itself, its others name it back, and one is for everybody else.
            assert!(own.iter().any(|(code, href)| code != "x-default" && href == address), "{address}");
            assert!(own.iter().any(|(code, _)| code == "x-default"), "{address}");
            for (_, href) in own {
                assert_eq!(all.get(href), Some(own), "{address} and {href}");
            }
            let path = address.strip_prefix(&*base).unwrap();
            assert!(allowed(&rules, path), "{path}");
            // All in Arabic, and some of the others: the same rows in other words.
            if !path.starts_with("/ar") && number % 7 != 0 {
                continue;
            }
            let page = guest.get(path).await;
            page.assert_status(200);
            assert!(!page.headers.contains_key("x-robots-tag"), "{path}: {}", page.header("x-robots-tag"));
            let text = page.text();
            assert!(!text.contains("name=\"robots\""), "{path}");
            assert_eq!(
                (canonical(&text), languages(&text)),
                (address.clone(), own.clone()),
                "{backend} {path}"
            );
        }
        for gone in [HIDDEN_ITEM, HIDDEN_ARTICLE] {
            assert!(!all.keys().any(|address| address.contains(gone)), "{gone}");
        }
        let topic = format!("{base}/ar/forum/t/{}", shown.topic);
        assert!(all.contains_key(&topic) && all.contains_key(&format!("{base}/fr/forum/c/unions")));
        for sent in &hidden {
            assert!(!all.keys().any(|address| address.contains(sent.topic.as_str())));
        }
        assert!(
            !all.keys().any(|address| address.contains("/c/poverty") || address.contains("/forum/c/civil"))
        );
        for path in
            ["/ar/account", "/fr/desk/queue", "/en/search?q=x", "/ar/join", "/ar/library?kind=book", "/exit"]
        {
            assert!(!allowed(&rules, path), "{path}");
        }
        // The other way round: what the portal itself leads a guest to.
        let known: BTreeSet<String> =
            all.keys().filter_map(|address| thing(address.strip_prefix(&*base)?)).collect();
        let mut doors =
            ["/ar", "/ar/library", "/ar/statistics", "/ar/organisations"].map(str::to_owned).to_vec();
        doors.extend(contract::Section::ALL.map(|section| format!("/ar/sections/{}", section.slug())));
        let mut met = 0;
        for door in doors {
            let text = guest.get(&door).await.text();
            let body = text.split("<main").nth(1).unwrap();
            for href in body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                if let Some(thing) = thing(href).filter(|_| !href.contains(['?', '#', '.'])) {
                    met += 1;
                    assert!(known.contains(&thing), "{backend}: {href} on {door}");
                }
            }
        }
        assert!(met > 60, "{met}");

        // A query is no other page, a topic is one text whatever the frame speaks, and what is not for search engines has
        // no address for them.
        let about = guest.get("/fr/about?from=mail&page=2").await.text();
        assert_eq!(canonical(&about), format!("{base}/fr/about"));
        let french = guest.get(&format!("/fr/forum/t/{}", shown.topic)).await.text();
        assert_eq!(canonical(&french), topic);
        let only: BTreeSet<_> = [("ar", &topic), ("x-default", &topic)]
            .map(|(code, href)| (code.to_owned(), href.clone()))
            .into();
        assert_eq!(languages(&french), only);
        for path in ["/ar/forum", "/ar/forum/c/unions?lang=fr", "/ar/forum/c/civil-society", "/ar/join"] {
            let page = guest.get(path).await;
            assert!(page.assert_status(200).header("x-robots-tag").contains("noindex"), "{path}");
            assert!(!page.text().contains("rel=\"canonical\""), "{path}");
        }
        for lost in [
            "articles-2",
            "articles-0",
            "articles-01",
            "members-1",
            "topics-9",
            "topics-18446744073709551615",
        ] {
            guest.get(&format!("/sitemap/{lost}.xml")).await.assert_status(404);
        }
        // It leaves the list with its reason.
        let change = Change { indexed: Some(false), ..Change::default() };
        forum::change_category(&app.bed.services, "unions", &change).await.unwrap();
        let (_, all) = listed(&mut guest).await;
        assert!(!all.keys().any(|address| address.contains("/forum/")));
    }
}
