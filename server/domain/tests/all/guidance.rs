//! The team's own words in the forum: where they stand, under which name, and that a start never brings back what the
//! desk changed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{
    ErrorCode, Locale, Section,
    ids::{PostId, TopicId},
};
use domain::{
    Actor, Role,
    forum::{self, Arrangement, Author, Browse, Cursor, NewReply, TextLanguage, TopicChange},
    moderation::{self, Taking},
    search::{self, Kind, Query},
    testing::TestBed,
};
use entity::{
    forum::{post, topic},
    identity::member,
    notify::event,
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

const TEXTS: u64 = 27;

async fn rows(bed: &TestBed) -> (Vec<topic::Model>, Vec<post::Model>) {
    let db = bed.services.db.read();
    (
        topic::Entity::find().order_by_asc(topic::Column::Id).all(db).await.unwrap(),
        post::Entity::find().order_by_asc(post::Column::Id).all(db).await.unwrap(),
    )
}

#[tokio::test]
async fn the_team_speaks_first_in_each_category_and_is_nobodys_account() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        assert_eq!(forum::guidance::seed(s).await.unwrap(), TEXTS, "{}", bed.backend);
        let brought = rows(&bed).await;
        assert_eq!(forum::guidance::seed(s).await.unwrap(), 0, "{}", bed.backend);
        assert_eq!(rows(&bed).await, brought, "a second start changes nothing");
        assert_eq!(member::Entity::find().count(s.db.read()).await.unwrap(), 0, "nobody is invented");

        // It is no question that somebody asked lately.
        assert!(forum::latest_topics(s, &Actor::Guest, 50).await.unwrap().is_empty());
        bed.clock.advance(Duration::days(4_000));
        for section in Section::ALL {
            let slug = section.slug();
            for locale in Locale::ALL {
                let page = forum::list_topics(s, slug, &Cursor::Start, locale).await.unwrap();
                let welcome = if slug == "womens-participation" { 2 } else { 1 };
                assert_eq!(page.rows.len(), welcome, "{slug} {locale}: once, in her language");
                for row in &page.rows {
                    assert!(row.pinned && row.closed, "{slug} {locale}: for good");
                    assert_eq!(row.author, Author::Team);
                    assert_eq!(row.language, TextLanguage::Known(locale));
                }
                if welcome == 2 {
                    assert_eq!(page.rows[0].id.as_str(), format!("welcome{locale}"));
                }
                let other = Browse { cursor: Cursor::Start, language: Some(TextLanguage::Known(Locale::Fr)) };
                let page = forum::browse(s, &Actor::Guest, slug, &other, locale).await.unwrap();
                assert_eq!(page.rows.len(), welcome, "{slug} {locale}: whoever asks for French gets French");
                assert!(page.rows.iter().all(|row| row.language == TextLanguage::Known(Locale::Fr)));
                assert_eq!(page.category.topics, 3 * u64::try_from(welcome).unwrap());
            }
            let feed = forum::feed(s, slug, Locale::Ar).await.unwrap();
            assert!(feed.entries.len() >= 3 && feed.entries.iter().all(|one| one.author == Author::Team));
        }
        let reader = bed.member("ياسمين", Role::Member).await;
        let welcome = TopicId::trusted("welcomeen");
        for who in [&Actor::Guest, &reader] {
            let view = forum::read_topic(s, who, &welcome, 1, Locale::En).await.unwrap();
            assert!(view.pinned && view.closed && !view.can_reply && !view.is_mine);
            assert_eq!((view.posts.len(), &view.posts[0].author), (1, &Author::Team));
            assert!(view.posts[0].html.as_str().contains("<strong>Before you write</strong>"));
        }
        let reply = NewReply { body: "جواب".into(), ..NewReply::default() };
        let refused = forum::reply(s, &reader, &welcome, &reply, Locale::En).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::TopicClosed);
        for (typed, locale) in
            [("مرحبا", Locale::Ar), ("bienvenue", Locale::Fr), ("welcome forum", Locale::En)]
        {
            let query = Query::parse(typed).unwrap();
            let found = search::find(s, &query, locale, Some(Kind::Topic)).await.unwrap();
            let hits: Vec<&str> =
                found.groups.iter().flat_map(|group| &group.hits).map(|hit| hit.target_id.as_str()).collect();
            assert!(
                hits.contains(&format!("welcome{locale}").as_str()),
                "{}: {typed}: {hits:?}",
                bed.backend
            );
        }
        // Whoever follows a category hears of it as of every text.
        assert_eq!(event::Entity::find().count(s.db.read()).await.unwrap(), TEXTS);
    }
}

#[tokio::test]
async fn what_the_desk_did_with_it_stays() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        forum::guidance::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let topic = |id: &str| TopicId::trusted(id);
        let arrange = |action: &str| Arrangement {
            action: action.into(),
            reason: "off_topic".into(),
            days: "7".into(),
            ..Arrangement::default()
        };
        forum::operate(s, &team, &topic("guideunionsfr"), &arrange("unpin")).await.unwrap();
        forum::operate(s, &team, &topic("guideunionsfr"), &arrange("reopen")).await.unwrap();
        bed.clock.advance(Duration::minutes(1));
        let title = TopicChange {
            action: "retitle".into(),
            title: "عنوان الفريق".into(),
            reason: "room_order".into(),
            ..TopicChange::default()
        };
        forum::change_topic(s, &team, &topic("guideworkar"), &title).await.unwrap();
        bed.clock.advance(Duration::minutes(1));
        let gone = PostId::trusted("guidesafetyentext");
        let found = post::Entity::find_by_id(gone.as_str()).one(s.db.read()).await.unwrap().unwrap();
        let take = Taking {
            action: "remove".into(),
            version: found.version.to_string(),
            reason: "off_topic".into(),
            note: String::new(),
        };
        moderation::take(s, &team, &gone, &take).await.unwrap();
        bed.clock.advance(Duration::minutes(1));
        let both = (&topic("guidemoneyen"), &topic("guidepovertyen"));
        forum::merge(s, &team, both, "room_order").await.unwrap();

        let left = rows(&bed).await;
        assert_eq!(forum::guidance::seed(s).await.unwrap(), 0, "{}", bed.backend);
        assert_eq!(rows(&bed).await, left, "{}", bed.backend);

        // Two texts of the team in one topic are both the team's, and no two former members.
        let kept = topic("guidepovertyen");
        let joined = forum::read_topic(s, &Actor::Guest, &kept, 1, Locale::En).await.unwrap();
        assert_eq!(joined.posts.len(), 2);
        assert!(joined.posts.iter().all(|post| post.author == Author::Team), "{:?}", joined.posts);
        // Out of its place of honour it is found in the list, in whatever language the reader reads.
        let page = forum::list_topics(s, "unions", &Cursor::Start, Locale::Ar).await.unwrap();
        assert!(page.rows.iter().any(|row| row.id.as_str() == "guideunionsfr" && !row.pinned));
        let page = forum::list_topics(s, "protection-of-women", &Cursor::Start, Locale::En).await.unwrap();
        assert!(page.rows.iter().all(|row| row.title.is_empty()), "{:?}", page.rows);
    }
}
