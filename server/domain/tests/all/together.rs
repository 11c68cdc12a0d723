//! What is sent at the same moment shares a commit, and nobody is answered before it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{collections::BTreeSet, time::Duration};

use contract::{ErrorCode, Locale, ids::TopicId};
use domain::{
    Actor, Db, Role, failpoint,
    forum::{self, NewReply, NewTopic, PostState, Sent},
    testing::TestBed,
};
use entity::forum::post;
use futures::{StreamExt, future::join_all, poll, stream};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    Statement,
};
use tokio::{sync::oneshot, time::timeout};

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

/// With a table of numbers, of which each that stands for another waits until the commit to be looked at.
async fn prepare(bed: &TestBed) -> Db {
    let mut db = bed.services.db.clone();
    // As long as somebody waits, whatever this machine does beside.
    db.hold_batches(LONG);
    let sql = "CREATE TABLE kept (n BIGINT PRIMARY KEY, \
               of_n BIGINT REFERENCES kept (n) DEFERRABLE INITIALLY DEFERRED)";
    db.writer().execute_unprepared(sql).await.unwrap();
    db
}

async fn insert(tx: &DatabaseTransaction, n: i64) -> Result<(), DbErr> {
    tx.execute_unprepared(&format!("INSERT INTO kept (n) VALUES ({n})")).await.map(drop)
}

async fn put(db: &Db, n: i64) -> Result<(), DbErr> {
    let together = db.together().await?;
    let done = insert(together.tx(), n).await;
    together.finish(done).await
}

/// Writes a number and refuses.
async fn refuse(db: &Db, n: i64) -> Result<(), DbErr> {
    let together = db.together().await?;
    let done = insert(together.tx(), n).await;
    together.finish(done.and(Err(DbErr::Custom("refused".to_owned())))).await
}

/// Writes a number, says so, and never comes to an end.
async fn hang(db: &Db, n: i64, told: oneshot::Sender<()>) -> Result<(), DbErr> {
    let together = db.together().await?;
    insert(together.tx(), n).await?;
    told.send(()).unwrap();
    std::future::pending::<()>().await;
    together.finish(Ok(())).await
}

/// What everybody can read: what is committed.
async fn kept(db: &Db) -> Vec<i64> {
    let sql = Statement::from_string(db.backend(), "SELECT n FROM kept ORDER BY n".to_owned());
    let rows = db.read().query_all_raw(sql).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test]
async fn many_share_a_commit() {
    for bed in TestBed::each().await {
        let db = prepare(&bed).await;
        let seen = |n: i64| {
            let db = db.clone();
            async move {
                put(&db, n).await.unwrap();
                // Whoever is answered finds it committed.
                assert!(kept(&db).await.contains(&n), "{n}");
            }
        };
        // As many at once as PostgreSQL's connections serve in good time.
        stream::iter(0..200).map(seen).buffer_unordered(if db.is_sqlite() { 200 } else { 8 }).count().await;
        assert_eq!(kept(&db).await, (0..200).collect::<Vec<_>>(), "{}", bed.backend);
        let counted = db.group_commits();
        if db.is_sqlite() {
            assert_eq!(counted.members, 200);
            assert!((4..=8).contains(&counted.batches), "{counted:?}");
        } else {
            assert_eq!(counted.batches, 0);
        }
    }
}

#[tokio::test]
async fn whoever_is_refused_takes_back_her_own_and_is_told_after_the_others_commit() {
    for bed in TestBed::each().await {
        let db = prepare(&bed).await;
        let refused = async {
            let refused = refuse(&db, 2).await;
            // It may have been refused for what the first one wrote.
            (refused, kept(&db).await)
        };
        let (first, (second, seen), third) = tokio::join!(put(&db, 1), refused, put(&db, 3));
        first.unwrap();
        third.unwrap();
        assert!(second.unwrap_err().to_string().contains("refused"));
        if db.is_sqlite() {
            assert!(seen.contains(&1) && !seen.contains(&2), "{seen:?}");
            // Nothing is handed on after a failure.
            assert_eq!(db.group_commits().batches, 2);
        }
        assert_eq!(kept(&db).await, [1, 3], "{}", bed.backend);

        // A statement that fails, and one who is alone.
        assert!(put(&db, 3).await.is_err());
        refuse(&db, 4).await.unwrap_err();
        put(&db, 5).await.unwrap();
        assert_eq!(kept(&db).await, [1, 3, 5], "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_commit_that_fails_is_everybodys_failure() {
    for bed in TestBed::each().await {
        let db = prepare(&bed).await;
        let orphan = async {
            let together = db.together().await?;
            let sql = "INSERT INTO kept (n, of_n) VALUES (2, 99)";
            let done = together.tx().execute_unprepared(sql).await;
            together.finish(done).await
        };
        let (first, second, third) = tokio::join!(put(&db, 1), orphan, put(&db, 3));
        assert!(second.is_err(), "{}", bed.backend);
        if db.is_sqlite() {
            let text = first.unwrap_err().to_string();
            assert!(text.contains("FOREIGN KEY"), "{text}");
            assert_eq!(text, third.unwrap_err().to_string());
            assert!(kept(&db).await.is_empty());
            assert_eq!(db.group_commits().members, 0);
        }
        timeout(LONG, put(&db, 4)).await.unwrap().unwrap();
        assert!(kept(&db).await.contains(&4), "{}", bed.backend);
    }
}

#[tokio::test]
async fn what_sqlite_took_back_by_itself_is_acknowledged_to_nobody() {
    let bed = TestBed::sqlite().await;
    let db = prepare(&bed).await;
    // As at a failing disk: the whole transaction is gone, and what comes after would stand outside of any.
    let lost = async {
        let together = db.together().await?;
        together.tx().execute_unprepared("ROLLBACK").await?;
        together.finish(Err::<(), _>(DbErr::Custom("disk I/O error".to_owned()))).await
    };
    let (first, second, third) = tokio::join!(put(&db, 1), lost, put(&db, 3));
    assert!(matches!(first, Err(DbErr::Conn(_))), "{first:?}");
    second.unwrap_err();
    third.unwrap();
    assert_eq!(kept(&db).await, [3]);
}

#[tokio::test]
async fn nothing_begins_inside_of_what_sqlite_took_back() {
    let bed = TestBed::sqlite().await;
    let db = prepare(&bed).await;
    let tx = db.begin().await.unwrap();
    insert(&tx, 1).await.unwrap();
    tx.execute_unprepared("ROLLBACK").await.unwrap();
    tx.commit().await.unwrap_err();
    // The driver would count on: this one would leave something open, and the next would end inside of it.
    let tx = db.begin().await.unwrap();
    insert(&tx, 2).await.unwrap();
    drop(tx);
    let tx = db.begin().await.unwrap();
    insert(&tx, 3).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept(&db).await, [3]);
}

#[tokio::test]
async fn whoever_goes_away_holds_nobody_up() {
    let bed = TestBed::sqlite().await;
    let db = prepare(&bed).await;
    let ok = Ok::<(), DbErr>(());

    // In the line.
    let first = db.together().await.unwrap();
    insert(first.tx(), 1).await.unwrap();
    let mut second = Box::pin(put(&db, 2));
    assert!(poll!(second.as_mut()).is_pending());
    let mut third = Box::pin(put(&db, 3));
    assert!(poll!(third.as_mut()).is_pending());
    drop(second);
    let (first, third) =
        timeout(LONG, async { tokio::join!(first.finish(ok.clone()), third) }).await.unwrap();
    first.unwrap();
    third.unwrap();
    assert_eq!(kept(&db).await, [1, 3]);

    // With the baton on its way to her.
    let first = db.together().await.unwrap();
    insert(first.tx(), 4).await.unwrap();
    let mut second = Box::pin(put(&db, 5));
    assert!(poll!(second.as_mut()).is_pending());
    let mut first = Box::pin(first.finish(ok.clone()));
    assert!(poll!(first.as_mut()).is_pending());
    drop(second);
    timeout(LONG, first).await.unwrap().unwrap();
    assert_eq!(kept(&db).await, [1, 3, 4]);

    // In the middle of what she writes.
    let first = db.together().await.unwrap();
    insert(first.tx(), 6).await.unwrap();
    let (tell, told) = oneshot::channel();
    let mut second = Box::pin(hang(&db, 7, tell));
    assert!(poll!(second.as_mut()).is_pending());
    let mut third = Box::pin(put(&db, 8));
    assert!(poll!(third.as_mut()).is_pending());
    let mut first = Box::pin(first.finish(ok.clone()));
    assert!(poll!(first.as_mut()).is_pending());
    tokio::select! {
        ended = &mut second => panic!("{ended:?}"),
        told = told => told.unwrap(),
    }
    assert!(poll!(first.as_mut()).is_pending(), "it was acknowledged before it was committed");
    assert_eq!(kept(&db).await, [1, 3, 4]);
    drop(second);
    let (first, third) = timeout(LONG, async { tokio::join!(first, third) }).await.unwrap();
    first.unwrap();
    third.unwrap();
    assert_eq!(kept(&db).await, [1, 3, 4, 6, 8]);

    // Waiting to be told: what she sent is kept all the same.
    let first = db.together().await.unwrap();
    insert(first.tx(), 9).await.unwrap();
    let mut second = Box::pin(put(&db, 10));
    assert!(poll!(second.as_mut()).is_pending());
    let mut first = Box::pin(first.finish(ok));
    assert!(poll!(first.as_mut()).is_pending());
    drop(first);
    timeout(LONG, second).await.unwrap().unwrap();
    assert_eq!(kept(&db).await, [1, 3, 4, 6, 8, 9, 10]);

    // Alone, and with a panic.
    let alone = db.together().await.unwrap();
    insert(alone.tx(), 11).await.unwrap();
    drop(alone);
    let shared = db.clone();
    let panics = tokio::spawn(async move {
        let together = shared.together().await.unwrap();
        insert(together.tx(), 12).await.unwrap();
        panic!("on purpose");
    });
    panics.await.unwrap_err();
    timeout(LONG, put(&db, 13)).await.unwrap().unwrap();
    assert_eq!(kept(&db).await, [1, 3, 4, 6, 8, 9, 10, 13]);
}

/// A topic that everybody reads.
async fn topic(bed: &TestBed) -> TopicId {
    forum::seed::seed(&bed.services).await.unwrap();
    let moderator = bed.member("منسّقة", Role::Moderator).await;
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال للجميع".into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    let sent = forum::create_topic(&bed.services, &moderator, &form, Locale::Ar).await.unwrap();
    assert_eq!(sent.state, PostState::Published);
    sent.topic
}

async fn answer(
    bed: &TestBed,
    who: &Actor,
    topic: &TopicId,
    n: usize,
    key: &str,
) -> domain::DomainResult<Sent> {
    let form = NewReply { body: format!("جواب رقم {n}"), form_key: key.into(), ..NewReply::default() };
    let sent = forum::reply(&bed.services, who, topic, &form, Locale::Ar).await?;
    // From another connection: what is acknowledged is committed.
    let found = post::Entity::find_by_id(sent.post.as_str()).one(bed.services.db.read()).await?;
    assert!(found.is_some(), "{}: {n} was answered before its commit", bed.backend);
    Ok(sent)
}

async fn answers(bed: &TestBed) -> u64 {
    post::Entity::find()
        .filter(post::Column::IsOpening.eq(false))
        .count(bed.services.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn two_hundred_texts_at_once_are_all_there_once() {
    for mut bed in TestBed::each().await {
        bed.services.db.hold_batches(LONG);
        let topic = topic(&bed).await;
        let mut members = Vec::new();
        for n in 0..200 {
            members.push(bed.member(&format!("عضوة {n}"), Role::Member).await);
        }
        let (bed, topic) = (&bed, &topic);
        let before = bed.services.db.group_commits();
        let send = move |(n, who): (usize, Actor)| async move {
            answer(bed, &who, topic, n, "").await.unwrap().post
        };
        let crowd = if bed.services.db.is_sqlite() { 50 } else { 8 };
        let sent: BTreeSet<_> =
            stream::iter(members.into_iter().enumerate()).map(send).buffer_unordered(crowd).collect().await;
        assert_eq!((sent.len(), answers(bed).await), (200, 200), "{}", bed.backend);
        if bed.services.db.is_sqlite() {
            let after = bed.services.db.group_commits();
            let (batches, members) = (after.batches - before.batches, after.members - before.members);
            assert_eq!(members, 200);
            assert!(batches * 2 <= members, "{batches} commits");
        }
    }
}

#[tokio::test]
async fn one_form_fifty_times_at_once_is_one_text_and_one_answer() {
    for mut bed in TestBed::each().await {
        bed.services.db.hold_batches(LONG);
        let topic = topic(&bed).await;
        let who = bed.member("عضوة", Role::Member).await;
        let (bed, topic, who) = (&bed, &topic, &who);
        let send = move |_| async move { answer(bed, who, topic, 1, "5d0e6f4a-fifty").await.unwrap() };
        let crowd = if bed.services.db.is_sqlite() { 50 } else { 8 };
        let sent: Vec<_> = stream::iter(0..50).map(send).buffer_unordered(crowd).collect().await;
        assert_eq!(sent.iter().filter(|one| !one.replayed).count(), 1, "{}", bed.backend);
        assert!(sent.iter().all(|one| one.post == sent[0].post), "{}", bed.backend);
        assert_eq!(answers(bed).await, 1, "{}", bed.backend);
    }
}

#[tokio::test]
async fn texts_whose_commit_fails_are_not_there() {
    for mut bed in TestBed::each().await {
        bed.services.db.hold_batches(LONG);
        let topic = topic(&bed).await;
        let mut members = Vec::new();
        for n in 0..5 {
            members.push(bed.member(&format!("عضوة {n}"), Role::Member).await);
        }
        let send = || join_all(members.iter().map(|who| answer(&bed, who, &topic, 1, "5d0e6f4a-fails")));
        let (failed, met) = failpoint::breaking("commit", send()).await;
        assert!(met > 0, "{}", bed.backend);
        for one in failed {
            assert_eq!(one.unwrap_err().code, ErrorCode::Unavailable, "{}", bed.backend);
        }
        assert_eq!(answers(&bed).await, 0, "{}", bed.backend);
        // The same forms again: now they arrive.
        for one in send().await {
            assert!(!one.unwrap().replayed, "{}", bed.backend);
        }
        assert_eq!(answers(&bed).await, 5, "{}", bed.backend);
    }
}
