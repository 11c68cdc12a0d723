//! What the pages of the forum ask of the databases: few queries, and none that walks through a large table.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod shelves;

use contract::{Locale, ids::TopicId};
use domain::{
    Actor, Member, Role,
    content::{self, Writing, editorial, references},
    forum::{self, Browse, Cursor, Plan, TextLanguage},
    library::{self, Filling, Filter, Having, Kind},
    moderation,
    statistics::{self, Choice, Measuring},
    testing::{TestBed, signed_in},
};
use entity::{
    content::article_work,
    forum::{bookmark, post, reaction, read_position, topic},
    identity::member,
    notify::{follow, mention, mute, notification},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};

const AR: Locale = Locale::Ar;
/// Tables that hold more than a thousand rows here.
const LARGE: [&str; 10] = [
    "topic",
    "post",
    "read_position",
    "bookmark",
    "notification",
    "follow",
    "mention",
    "reaction",
    "mute",
    "review_item",
];

/// Everything large that a plan walks through from end to end.
async fn walks(bed: &TestBed, statement: &Statement) -> Vec<String> {
    walks_in(bed, statement, &LARGE).await
}

async fn walks_in(bed: &TestBed, statement: &Statement, large: &[&str]) -> Vec<String> {
    let db = bed.services.db.begin().await.unwrap();
    if !bed.services.db.is_sqlite() {
        // A disk without moving parts. On any other, tables as small as these are read whole, whatever their indexes.
        db.execute_unprepared("SET LOCAL random_page_cost = 1.1").await.unwrap();
    }
    let prefix = if bed.services.db.is_sqlite() { "EXPLAIN QUERY PLAN " } else { "EXPLAIN " };
    let explain = Statement { sql: format!("{prefix}{}", statement.sql), ..statement.clone() };
    let column = if bed.services.db.is_sqlite() { "detail" } else { "QUERY PLAN" };
    let mut found = Vec::new();
    let rows = db.query_all_raw(explain).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    // An index read in its order ends with the page: it is not walked to its end.
    let ends = statement.sql.contains(" LIMIT ")
        && !lines.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY"));
    for line in lines {
        if ends && line.contains(" USING INDEX ") {
            continue;
        }
        let walked = large.iter().any(|table| {
            // SQLite: `SCAN post` (with an index: `SCAN post USING …`, which is as long). PostgreSQL: `Seq Scan on post`.
            line.trim() == format!("SCAN {table}")
                || line.trim().starts_with(&format!("SCAN {table} "))
                || line.contains(&format!("Seq Scan on {table} "))
        });
        if walked {
            found.push(line);
        }
    }
    found
}

/// What people do besides writing: more than a thousand of each, a small part of it hers.
async fn fill(bed: &TestBed, people: &[String], topics: &[String], posts: &[String]) {
    let db = bed.services.db.writer();
    let whose = |n: usize| people[n % people.len()].clone();
    for (at, chunk) in posts.chunks(100).enumerate() {
        let each = || chunk.iter().enumerate().map(move |(n, id)| (at * 100 + n, id));
        let rows = each().map(|(n, id)| reaction::ActiveModel {
            post_id: Set(id.clone()),
            member_id: Set(whose(n)),
            kind: Set("thanks".to_owned()),
        });
        reaction::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
        let rows = each().map(|(n, id)| mention::ActiveModel {
            post_id: Set(id.clone()),
            member_id: Set(whose(n)),
            spelled: Set("اسم".to_owned()),
            notified_at: Set(Some(1)),
        });
        mention::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
        let rows = each().map(|(n, id)| notification::ActiveModel {
            id: Set(format!("n{n:011}")),
            event_id: Set(format!("e{n}")),
            recipient_id: Set(whose(n)),
            kind: Set("mention".to_owned()),
            topic_id: Set(None),
            post_id: Set(Some(id.clone())),
            group_key: Set(format!("g{}", n / people.len())),
            created_at: Set(i64::try_from(n).unwrap()),
            read_at: Set((n % 3 == 0).then_some(1)),
        });
        notification::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    }
    for chunk in topics.chunks(200) {
        let rows = chunk.iter().enumerate().map(|(n, id)| follow::ActiveModel {
            member_id: Set(whose(n)),
            place: Set("topic".to_owned()),
            place_id: Set(id.clone()),
            level: Set("all".to_owned()),
        });
        follow::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    }
    let pairs = people.iter().enumerate().flat_map(|(n, who)| {
        // Somebody whom some keep away from, and many of whom she keeps away.
        let others =
            (1..Ord::min(people.len(), 40)).map(move |step| people[(n + step) % people.len()].clone());
        others.enumerate().map(move |(at, other)| mute::ActiveModel {
            member_id: Set(who.clone()),
            other_id: Set(other),
            kind: Set(if at % 2 == 0 { "block" } else { "mute" }.to_owned()),
            created_at: Set(1),
        })
    });
    let pairs: Vec<mute::ActiveModel> = pairs.collect();
    for chunk in pairs.chunks(200) {
        mute::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await.unwrap();
    }
    assert!(reaction::Entity::find().count(db).await.unwrap() > 1_000);
    assert!(notification::Entity::find().count(db).await.unwrap() > 1_000);
    assert!(mention::Entity::find().count(db).await.unwrap() > 1_000);
    assert!(follow::Entity::find().count(db).await.unwrap() > 1_000);
    assert!(mute::Entity::find().count(db).await.unwrap() > 1_000);
}

#[tokio::test]
async fn no_page_walks_through_a_large_table() {
    for mut bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let plan = Plan { topics: 3_000, posts: 15_000, seed: 3, among_people: false, searchable: false };
        let made = forum::populate(&bed.services, &plan).await.unwrap();
        assert_eq!((made.topics, made.posts), (3_000, 15_000));
        let db = bed.services.db.writer();
        assert_eq!(post::Entity::find().count(db).await.unwrap(), 15_000);
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0, "counters are right");

        // A member who read and kept much.
        let row = member::Entity::find().order_by_asc(member::Column::Id).one(db).await.unwrap().unwrap();
        let somebody = Member::new(contract::ids::MemberId::trusted(row.id), row.pseudonym, Role::Member);
        let reader = signed_in(somebody, bed.services.now_ms());
        let others: Vec<String> =
            member::Entity::find().all(db).await.unwrap().into_iter().map(|row| row.id).collect();
        let topics: Vec<String> =
            topic::Entity::find().select_only().column(topic::Column::Id).into_tuple().all(db).await.unwrap();
        let posts: Vec<String> = post::Entity::find()
            .select_only()
            .column(post::Column::Id)
            .limit(2_000)
            .into_tuple()
            .all(db)
            .await
            .unwrap();
        for chunk in topics.chunks(400) {
            let rows = chunk.iter().flat_map(|id| {
                others.iter().take(3).map(move |member| read_position::ActiveModel {
                    member_id: Set(member.clone()),
                    topic_id: Set(id.clone()),
                    n: Set(1),
                })
            });
            read_position::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
        }
        for (at, chunk) in posts.chunks(50).enumerate() {
            let rows = chunk.iter().zip(1_i64..).map(|(id, n)| bookmark::ActiveModel {
                member_id: Set(others[at % others.len()].clone()),
                post_id: Set(id.clone()),
                label: Set(String::new()),
                created_at: Set(n),
            });
            bookmark::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
        }
        fill(&bed, &others, &topics, &posts).await;
        bed.services.db.analyze().await.unwrap();
        let busy: String = topic::Entity::find()
            .select_only()
            .column(topic::Column::Id)
            .filter(topic::Column::PublishedPosts.gt(20))
            .order_by_desc(topic::Column::LastPublishedAt)
            .into_tuple()
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let busy = TopicId::trusted(busy);
        let somewhere: post::Model = post::Entity::find()
            .filter(post::Column::TopicId.eq(busy.as_str()))
            .filter(post::Column::Position.eq(21))
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let somewhere = contract::ids::PostId::trusted(somewhere.id);

        let kept = bed.services.db.keep_statements();
        let s = bed.services.clone();
        let guest = Actor::Guest;
        let mut report = Vec::new();
        let mut look = async |name: &str, most: usize| {
            let statements: Vec<Statement> = std::mem::take(&mut *kept.lock().unwrap());
            assert!(!statements.is_empty(), "{name}");
            if statements.len() > most {
                report.push(format!("{name}: {} queries instead of {most}", statements.len()));
            }
            for statement in &statements {
                for line in walks(&bed, statement).await {
                    report.push(format!("{name}: {line}\n    {}", statement.sql));
                }
            }
        };
        for (who, most) in [(&guest, 2), (&reader, 3)] {
            for page in [1, 2] {
                forum::read_topic(&s, who, &busy, page, AR).await.unwrap();
                look(&format!("topic, page {page}, {}", who.member().is_some()), most).await;
            }
        }
        for who in [&guest, &reader] {
            let mut cursor = Cursor::Start;
            for round in 0..3 {
                for language in [None, Some(TextLanguage::Known(Locale::Fr)), Some(TextLanguage::Other)] {
                    let wanted = Browse { cursor: cursor.clone(), language };
                    let list = forum::browse(&s, who, "poverty", &wanted, AR).await.unwrap();
                    look(&format!("category, round {round}, {language:?}, {}", who.member().is_some()), 3)
                        .await;
                    if language.is_none() {
                        cursor = list.older.or(list.newer).unwrap();
                    }
                }
            }
        }
        for who in [&guest, &reader] {
            forum::latest_topics(&s, who, 5).await.unwrap();
            look("home", 1).await;
        }
        for who in [&guest, &reader] {
            forum::readable_categories(&s, who, AR).await.unwrap();
            look("forum index", 1).await;
            forum::pulse(&s, &busy).await.unwrap();
            forum::news_since(&s, who, &busy, 3).await.unwrap();
            look("live count", 3).await;
        }
        // What every page of hers asks with the session.
        let hers = member::Entity::find_by_id(reader.member_id().unwrap().as_str())
            .select_only()
            .expr(domain::notify::unread_by((member::Entity, member::Column::Id)));
        hers.into_tuple::<i64>().one(s.db.read()).await.unwrap();
        look("what is new to her", 1).await;
        forum::feed(&s, "poverty", AR).await.unwrap();
        look("feed", 3).await;
        domain::notify::notifications(&s, &reader, None, AR).await.unwrap();
        look("notifications", 3).await;
        domain::mute::mutes(&s, &reader).await.unwrap();
        look("mutes", 3).await;
        let mine = forum::my_contributions(&s, &reader, None).await.unwrap();
        look("mine", 1).await;
        forum::my_contributions(&s, &reader, mine.older.as_ref()).await.unwrap();
        look("mine, further", 2).await;
        let kept_posts = forum::my_bookmarks(&s, &reader, None).await.unwrap();
        look("bookmarks", 2).await;
        forum::my_bookmarks(&s, &reader, kept_posts.older.as_ref()).await.unwrap();
        look("bookmarks, further", 3).await;
        for who in [&guest, &reader] {
            forum::find_post(&s, who, &somewhere).await.unwrap();
            look("permalink", 1).await;
        }
        assert!(report.is_empty(), "{}:\n{}", bed.backend, report.join("\n"));
    }
}

/// What waits is read through its partial indexes, whatever was decided before; the page takes three queries.
#[tokio::test]
async fn the_queue_reads_what_waits_and_nothing_else() {
    for mut bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let plan = Plan { topics: 3_000, posts: 20_000, seed: 5, among_people: false, searchable: false };
        forum::populate(&bed.services, &plan).await.unwrap();
        let moderator = bed.member("سند", Role::Moderator).await;
        let other = bed.member("أمل", Role::LeadModerator).await;
        let db = bed.services.db.writer();
        // Five thousand that wait, fifteen thousand that were decided.
        for (state, offset, count) in [("open", 0, 5_000), ("done", 5_000, 15_000)] {
            db.execute_unprepared(&format!(
                "INSERT INTO review_item (id, kind, target_id, post_id, topic_id, category, language, class, gate, \
                 state, version, opened_at) SELECT 'i' || substr(post.id, 2), 'post', post.id, post.id, \
                 post.topic_id, topic.category, post.language, CASE WHEN post.position = 7 THEN 1 ELSE 3 END, \
                 'first_contributions', '{state}', 1, post.submitted_at FROM post JOIN topic \
                 ON topic.id = post.topic_id ORDER BY post.id LIMIT {count} OFFSET {offset}"
            ))
            .await
            .unwrap();
        }
        let her = moderator.member_id().unwrap();
        db.execute_unprepared(&format!(
            "INSERT INTO recusal (member_id, item_id, until) SELECT '{her}', id, NULL FROM review_item \
             WHERE state = 'open' ORDER BY id LIMIT 40"
        ))
        .await
        .unwrap();
        // Some keep away from some, and she from one of those who wrote.
        let people: Vec<String> = member::Entity::find()
            .filter(member::Column::Role.eq("member"))
            .all(db)
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.id)
            .collect();
        let of = |who: &str, other: &str| mute::ActiveModel {
            member_id: Set(who.to_owned()),
            other_id: Set(other.to_owned()),
            kind: Set("block".to_owned()),
            created_at: Set(1),
        };
        let mut blocks = vec![of(her.as_str(), &people[0])];
        for (n, who) in people.iter().enumerate() {
            blocks.extend((1..=8).map(|step| of(who, &people[(n + step) % people.len()])));
        }
        mute::Entity::insert_many(blocks).exec_without_returning(db).await.unwrap();
        bed.services.db.analyze().await.unwrap();
        let scoped = {
            let member = moderator.member().unwrap().clone();
            let scope = domain::Scope::Categories(vec!["unions".into(), "poverty".into()]);
            Actor::Member(Member { scope, ..member })
        };
        let kept = bed.services.db.keep_all_statements();
        let s = bed.services.clone();
        let mut report = Vec::new();
        for (name, who) in [("everywhere", &moderator), ("lead", &other), ("scoped", &scoped)] {
            let mut filters = moderation::Filters::default();
            for page in 0..3 {
                kept.lock().unwrap().clear();
                let queue = moderation::queue(&s, who, &filters, AR).await.unwrap();
                assert_eq!(queue.items.len(), 20);
                let statements = std::mem::take(&mut *kept.lock().unwrap());
                let took: std::time::Duration = statements.iter().map(|(_, took)| *took).sum();
                println!("{} {name} page {page}: {} queries, {took:?}", bed.backend, statements.len());
                if statements.len() > 3 {
                    report.push(format!("{name}, page {page}: {} queries", statements.len()));
                }
                for (statement, _) in statements {
                    if !statement.sql.starts_with("SELECT") {
                        continue;
                    }
                    for line in walks(&bed, &statement).await {
                        // The partial indexes hold what waits, and nothing of what was decided.
                        if !line.contains("INDEX review_item_") {
                            report.push(format!("{name}, page {page}: {line}\n    {}", statement.sql));
                        }
                    }
                }
                filters.after = queue.next;
            }
        }
        // A discussion, for whoever said of forty that she knows the person.
        let busy: Option<String> = topic::Entity::find()
            .select_only()
            .column(topic::Column::Id)
            .order_by_desc(topic::Column::PublishedPosts)
            .into_tuple()
            .one(s.db.read())
            .await
            .unwrap();
        kept.lock().unwrap().clear();
        forum::read_topic(&s, &moderator, &TopicId::trusted(busy.unwrap()), 1, AR).await.unwrap();
        let statements = std::mem::take(&mut *kept.lock().unwrap());
        for (statement, _) in statements {
            if statement.sql.starts_with("SELECT") {
                // Those that hold something here: what is empty is read whole.
                let lines = walks_in(&bed, &statement, &["post", "topic", "review_item"]).await;
                report.extend(lines.into_iter().map(|line| format!("topic: {line}\n    {}", statement.sql)));
            }
        }
        assert!(report.is_empty(), "{}:\n{}", bed.backend, report.join("\n"));
    }
}

#[tokio::test]
async fn made_up_texts_keep_away_from_people() {
    for bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let plan = Plan { topics: 30, posts: 90, seed: 3, among_people: false, searchable: true };
        forum::populate(&bed.services, &plan).await.unwrap();
        let db = bed.services.db.read();
        for locale in Locale::ALL {
            let count = topic::Entity::find()
                .filter(topic::Column::Language.eq(locale.code()))
                .count(db)
                .await
                .unwrap();
            assert!(count > 0, "{locale}");
        }
        let query = domain::search::Query::parse("contrat").unwrap();
        assert!(domain::search::find(&bed.services, &query, Locale::Fr, None).await.unwrap().total > 0);
        // Again: more of it.
        forum::populate(&bed.services, &plan).await.unwrap();
        assert_eq!(topic::Entity::find().count(db).await.unwrap(), 60);
        bed.member("زيتونة", Role::Member).await;
        assert!(forum::populate(&bed.services, &plan).await.is_err());
        assert!(forum::populate(&bed.services, &Plan { among_people: true, ..plan }).await.is_ok());
        for wrong in [Plan { topics: 0, ..plan }, Plan { posts: 29, ..plan }] {
            assert!(forum::populate(&bed.services, &wrong).await.is_err());
        }
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
    }
}
