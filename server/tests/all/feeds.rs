//! Feeds of categories, read by an XML parser: valid, and nothing in them that does not stand on public pages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::TestApp;
use contract::Locale;
use domain::{Actor, Role, forum, moderation};
use entity::forum::{category, post};
use quick_xml::{Reader, events::Event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::SimpleExpr};

const FEED: &str = "/ar/forum/c/unions/feed.atom";

struct World {
    app: TestApp,
    author: Actor,
    team: Actor,
}

async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let author = app.bed.member("ياسمين السرّيّة", Role::Member).await;
        let team = app.bed.member("فريق", Role::Moderator).await;
        worlds.push(World { app, author, team });
    }
    worlds
}

impl World {
    async fn ask(&self, title: &str, body: &str) -> forum::Sent {
        self.app.bed.clock.advance(chrono::Duration::minutes(2));
        let form = forum::NewTopic {
            category: "unions".into(),
            title: title.into(),
            body: body.into(),
            ..Default::default()
        };
        forum::create_topic(&self.app.bed.services, &self.author, &form, Locale::Ar).await.unwrap()
    }

    async fn answer(&self, sent: &forum::Sent, body: &str) -> forum::Sent {
        self.app.bed.clock.advance(chrono::Duration::minutes(2));
        let form = forum::NewReply { body: body.into(), ..Default::default() };
        forum::reply(&self.app.bed.services, &self.author, &sent.topic, &form, Locale::Ar).await.unwrap()
    }

    async fn approve(&self, sent: &forum::Sent) {
        self.app.bed.clock.advance(chrono::Duration::minutes(2));
        let form = moderation::Decision {
            post: sent.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Default::default()
        };
        moderation::decide(&self.app.bed.services, &self.team, &form).await.unwrap();
    }

    async fn set(&self, sent: &forum::Sent, column: post::Column, value: impl Into<SimpleExpr>) {
        post::Entity::update_many()
            .col_expr(column, value.into())
            .filter(post::Column::Id.eq(sent.post.as_str()))
            .exec(self.app.bed.services.db.writer())
            .await
            .unwrap();
    }
}

/// An element as it stands in the feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub path: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

/// Reads a whole document; stops the test at anything that is not well-formed.
pub fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut open, mut all): (Vec<usize>, Vec<Element>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}"));
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name().as_ref().to_owned();
                let parent = open.last().map(|at: &usize| format!("{}/", all[*at].path)).unwrap_or_default();
                let attributes = tag
                    .attributes()
                    .map(|pair| {
                        let pair = pair.unwrap();
                        let value = pair.value.to_string();
                        (pair.key.as_ref().to_owned(), value)
                    })
                    .collect();
                all.push(Element { path: format!("{parent}{name}"), attributes, text: String::new() });
                if matches!(event, Event::Start(_)) {
                    open.push(all.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop().expect("an open element");
            }
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    all[*at].text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let sign = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{other} is no entity of XML"),
                };
                all[*open.last().unwrap()].text.push_str(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    all
}

pub fn texts<'a>(all: &'a [Element], path: &str) -> Vec<&'a str> {
    all.iter().filter(|one| one.path == path).map(|one| one.text.trim()).collect()
}

pub fn attribute<'a>(one: &'a Element, name: &str) -> &'a str {
    one.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

#[tokio::test]
async fn is_a_valid_feed_of_what_everybody_reads() {
    for world in worlds().await {
        let mut guest = world.app.browser();
        let empty = guest.get(FEED).await;
        empty.assert_status(200);
        assert_eq!(texts(&elements(&empty.text()), "feed/entry").len(), 0);
        let hostile = "سؤال <b>&\"'</title>]]>";
        let question = world.ask(hostile, "متى **تصل** الحافلة؟ <script>alert(1)</script>").await;
        let waiting = world.ask("عنوان ينتظر", "نصّ ينتظر").await;
        world.approve(&question).await;
        let named = world.answer(&question, "جواب باسمها").await;
        let masked = world.answer(&question, "جواب دون اسمها").await;
        let folded = world.answer(&question, "جواب صعب").await;
        for sent in [&named, &masked, &folded] {
            world.approve(sent).await;
        }
        world.set(&masked, post::Column::Alias, 2).await;
        world.set(&folded, post::Column::ContentNote, "violence").await;
        for (locale, answer) in [("ar", "جواب: "), ("fr", "Réponse : "), ("en", "Answer: ")] {
            let feed = guest.get(&FEED.replace("/ar/", &format!("/{locale}/"))).await;
            feed.assert_status(200);
            assert!(feed.header("content-type").starts_with("application/atom+xml"));
            assert!(feed.header("x-robots-tag").contains("noindex"));
            let text = feed.text();
            let all = elements(&text);
            let root = &all[0];
            assert_eq!(
                (root.path.as_str(), attribute(root, "xmlns")),
                ("feed", "http://www.w3.org/2005/Atom")
            );
            assert_eq!(attribute(root, "xmlns:at"), "http://purl.org/atompub/tombstones/1.0");
            assert_eq!(attribute(root, "xml:lang"), locale);
            // RFC 4287, 4.1.1 and 4.1.2: exactly one of each.
            for of in ["id", "title", "updated"] {
                assert_eq!(texts(&all, &format!("feed/{of}")).len(), 1, "{of}");
                assert_eq!(texts(&all, &format!("feed/entry/{of}")).len(), 4, "{of}");
            }
            assert_eq!(texts(&all, "feed/entry/author/name").len(), 4);
            for instant in texts(&all, "feed/updated").into_iter().chain(texts(&all, "feed/entry/updated")) {
                chrono::DateTime::parse_from_rfc3339(instant).unwrap();
                assert!(instant.contains("T00:00:00"), "by the day only: {instant}");
            }
            let ids = texts(&all, "feed/entry/id");
            for id in &ids {
                assert!(id.starts_with("http") && id.contains("/p/"), "{id}");
            }
            let own =
                all.iter().find(|one| one.path == "feed/link" && attribute(one, "rel") == "self").unwrap();
            assert!(attribute(own, "href").ends_with(&format!("/{locale}/forum/c/unions/feed.atom")));
            let titles = texts(&all, "feed/entry/title");
            assert!(titles.contains(&hostile), "{titles:?}");
            assert!(titles.contains(&format!("{answer}{hostile}").as_str()), "{titles:?}");
            let summaries = texts(&all, "feed/entry/summary");
            assert_eq!(summaries.len(), 3, "what stands folded has no excerpt");
            assert!(!text.contains("جواب صعب"));
            let names = texts(&all, "feed/entry/author/name");
            assert_eq!(names.iter().filter(|name| **name == "ياسمين السرّيّة").count(), 3, "{names:?}");
            for secret in ["ينتظر", waiting.post.as_str(), waiting.topic.as_str(), "<script"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
            let member = world.author.member_id().unwrap().as_str();
            assert!(!text.contains(member), "no identifier of an account");
        }
        // Under the alias no name, whichever way one looks.
        let all = elements(&guest.get("/en/forum/c/unions/feed.atom").await.text());
        let entries: Vec<usize> =
            all.iter().enumerate().filter(|(_, one)| one.path == "feed/entry").map(|(at, _)| at).collect();
        let of_masked = entries
            .iter()
            .copied()
            .find(|at| all[at + 1].text.ends_with(masked.post.as_str()))
            .expect("the entry of the alias");
        let name = all[of_masked..].iter().find(|one| one.path == "feed/entry/author/name").unwrap();
        assert_eq!(name.text, "Participant B");
    }
}

#[tokio::test]
async fn what_went_is_told_by_a_sign_and_by_nothing_else() {
    for world in worlds().await {
        let mut guest = world.app.browser();
        let question = world.ask("سؤال", "متى تصل؟").await;
        world.approve(&question).await;
        let reply = world.answer(&question, "سرّ كُتب ثمّ أُخذ").await;
        world.approve(&reply).await;
        let first = guest.get(FEED).await;
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty());
        let again = guest.send(http::Request::get(FEED).header("if-none-match", &tag)).await;
        again.assert_status(304);
        assert!(again.body.is_empty());
        for state in ["held", "removed", "withdrawn", "vanished", "purged"] {
            world.set(&reply, post::Column::State, state).await;
            let feed = guest.send(http::Request::get(FEED).header("if-none-match", &tag)).await;
            feed.assert_status(200);
            let all = elements(&feed.text());
            assert_eq!(texts(&all, "feed/entry/id").len(), 1);
            let gone: Vec<&Element> = all.iter().filter(|one| one.path == "feed/at:deleted-entry").collect();
            assert_eq!(gone.len(), 1, "{}: {state}", world.app.bed.backend);
            assert!(attribute(gone[0], "ref").ends_with(&format!("/p/{}", reply.post)));
            chrono::DateTime::parse_from_rfc3339(attribute(gone[0], "when")).unwrap();
            assert_eq!(gone[0].attributes.len(), 2, "neither by whom nor why");
            assert!(!feed.text().contains("سرّ كُتب") && !feed.text().contains(state), "{state}");
        }
        // What never was public leaves no sign.
        let refused = world.ask("مرفوض", "نصّ مرفوض").await;
        world.set(&refused, post::Column::State, "rejected").await;
        assert!(!guest.get(FEED).await.text().contains(refused.post.as_str()));
    }
}

#[tokio::test]
async fn only_public_categories_have_one_for_whoever_asks() {
    for world in worlds().await {
        let mut guest = world.app.browser();
        guest.get("/ar/forum/c/unions").await.assert_text("application/atom+xml").assert_text(FEED);
        assert!(!guest.get("/ar/forum").await.text().contains("application/atom+xml"));
        let question = world.ask("سؤال", "متى تصل؟").await;
        world.approve(&question).await;
        for audience in ["members", "approved", "staff", "anything"] {
            category::Entity::update_many()
                .col_expr(category::Column::Audience, audience.into())
                .filter(category::Column::Slug.eq("unions"))
                .exec(world.app.bed.services.db.writer())
                .await
                .unwrap();
            for who in [None, Some(&world.author), Some(&world.team)] {
                let mut browser = world.app.browser();
                if let Some(who) = who {
                    browser.sign_in_as(who).await;
                }
                let answer = browser.get(FEED).await;
                answer.assert_status(404);
                assert!(!answer.text().contains("سؤال عن") && !answer.text().contains("<feed"));
            }
        }
        guest.get("/ar/forum/c/nowhere/feed.atom").await.assert_status(404);
    }
}

#[tokio::test]
async fn what_was_changed_says_when() {
    for world in worlds().await {
        let sent = world.ask("سؤال", "نصّ").await;
        world.approve(&sent).await;
        let feed = || async { elements(&world.app.browser().get(FEED).await.assert_status(200).text()) };
        let all = feed().await;
        let published = texts(&all, "feed/entry/published");
        assert_eq!(texts(&all, "feed/entry/updated"), published);
        let later = world.app.bed.services.now_ms() + 8 * 86_400_000;
        world.set(&sent, post::Column::EditedAt, later).await;
        let all = feed().await;
        assert_eq!(texts(&all, "feed/entry/published"), published);
        let updated = texts(&all, "feed/entry/updated");
        assert!(updated[0] > published[0], "{updated:?}");
        assert_eq!(texts(&all, "feed/updated"), updated);
    }
}
