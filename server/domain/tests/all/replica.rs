//! A second database is asked by guests alone, and only while it is known to be fresh.

use std::time::{Duration, Instant};

use domain::{Db, Replica, Role, testing::TestBed};
use entity::identity::member;
use sea_orm::{EntityTrait, PaginatorTrait};

async fn members(db: &Db) -> u64 {
    member::Entity::find().count(db.read()).await.unwrap()
}

#[tokio::test]
async fn guests_read_from_a_second_server_while_it_is_fresh_and_from_the_first_otherwise() {
    let (first, second) = (TestBed::sqlite().await, TestBed::sqlite().await);
    second.member("نجمة الصباح", Role::Member).await;
    let pool = || second.services.db.read().clone();
    let replica = Replica::over(pool(), Duration::from_secs(3600));
    let db = first.services.db.clone().with_replica(replica.clone());
    assert_eq!(members(&db.for_everybody()).await, 0, "nobody looked at it yet");
    replica.fresh_from(Instant::now());
    assert_eq!(members(&db.for_everybody()).await, 1);
    assert_eq!(members(&db).await, 0, "whoever is signed in reads what she wrote");
    // What is written goes to the first, and is read there within its transaction.
    let tx = db.for_everybody().begin().await.unwrap();
    assert_eq!(member::Entity::find().count(&tx).await.unwrap(), 0);
    tx.rollback().await.unwrap();
    assert_eq!(db.pools().iter().map(|pool| pool.name).collect::<Vec<_>>(), ["read", "write", "replica"]);

    let late = Replica::over(pool(), Duration::ZERO);
    late.fresh_from(Instant::now());
    let db = first.services.db.clone().with_replica(late);
    assert_eq!(members(&db.for_everybody()).await, 0, "too old");
}

#[tokio::test]
async fn a_server_that_follows_nobody_or_is_away_is_not_asked() {
    let most = Duration::from_secs(2);
    let away = Replica::connect("postgres://nobody@127.0.0.1:1/nothing", 4, most).await.unwrap();
    let Some(bed) = TestBed::postgres().await else { return };
    let first = bed.services.db.read();
    assert!(away.look(first).await.is_err() && !away.is_fresh());
    // The very database that it should follow: it has everything, and is no follower.
    let itself = Replica::connect(&bed.url, 4, most).await.unwrap();
    assert!(!itself.look(first).await.unwrap() && !itself.is_fresh());
}
