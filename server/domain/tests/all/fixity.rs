//! Kept bytes are hashed again: what is damaged is out of service until it is whole, within a budget, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use chrono::Duration;
use contract::{ErrorCode, Locale, ids::ItemId};
use domain::{
    Role, Services,
    library::{
        self, blobs,
        fixity::{self, Outcome, Rules, Run},
    },
    search,
    testing::TestBed,
};
use entity::{
    library::{blob, file, fixity as log},
    notify::event,
};
use object_store::{ObjectStoreExt, PutPayload, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const FILE: &str = "udhrfrepub";

async fn shelves(rules: Rules) -> Vec<TestBed> {
    let mut beds = TestBed::each().await;
    for bed in &mut beds {
        bed.services = bed.services.clone().with_fixity(rules);
        library::seed(&bed.services).await.unwrap();
    }
    beds
}

fn place(sha256: &str) -> Path {
    Path::from(format!("sha256/{}/{}/{sha256}", &sha256[..2], &sha256[2..4]))
}

async fn bytes_of(services: &Services, sha256: &str) -> Vec<u8> {
    services.blobs.get(&place(sha256)).await.unwrap().bytes().await.unwrap().to_vec()
}

async fn put(services: &Services, sha256: &str, bytes: Vec<u8>) {
    services.blobs.put(&place(sha256), PutPayload::from(bytes)).await.unwrap();
}

async fn hash_of_file(services: &Services) -> String {
    file::Entity::find_by_id(FILE).one(services.db.read()).await.unwrap().unwrap().sha256
}

async fn refusal(services: &Services) -> Option<ErrorCode> {
    library::file(services, &FILE.parse().unwrap()).await.err().map(|error| error.code)
}

#[tokio::test]
async fn damage_is_found_told_and_taken_out_of_service_until_it_is_whole() {
    for bed in shelves(Rules::default()).await {
        let s = &bed.services;
        let admin = bed.member("warda", Role::Admin).await;
        let done = fixity::check_all(s).await.unwrap();
        assert!(done.bad.is_empty() && done.blobs > 3, "{done:?}");
        let sha256 = hash_of_file(s).await;
        let whole = bytes_of(s, &sha256).await;
        let mut turned = whole.clone();
        turned[7] ^= 1;
        put(s, &sha256, turned).await;
        assert_eq!(refusal(s).await, None, "nobody knows yet");
        bed.clock.advance(Duration::hours(1));
        let done = fixity::check_all(s).await.unwrap();
        let [finding] = &done.bad[..] else { panic!("{done:?}") };
        assert_eq!((finding.outcome, &finding.sha256), (Outcome::Mismatch, &sha256));
        assert_eq!(finding.files, [("udhrfr".to_owned(), FILE.to_owned())]);
        assert_eq!(refusal(s).await, Some(ErrorCode::Damaged));
        let id: ItemId = "udhrfr".parse().unwrap();
        let item = library::item(s, Locale::Fr, &id).await.unwrap();
        assert!(item.files.iter().all(|one| one.id.as_str() != FILE), "it is not offered");
        let told =
            event::Entity::find().filter(event::Column::Kind.eq("duty")).all(s.db.read()).await.unwrap();
        let [told] = &told[..] else { panic!("{told:?}") };
        assert_eq!(told.recipient_id.as_deref(), Some(admin.member_id().unwrap().as_str()));
        assert_eq!(told.detail, None, "the notice says nothing");
        let health = fixity::health(s, &admin).await.unwrap();
        assert_eq!((health.bad, health.overdue), (1, 0));

        // Whole again by itself, from a backup for instance.
        put(s, &sha256, whole.clone()).await;
        bed.clock.advance(Duration::hours(1));
        assert!(fixity::check_due(s, Run::Hourly).await.unwrap().blobs == 0, "once a day");
        assert!(fixity::check_due(s, Run::ByHand).await.unwrap().bad.is_empty());
        assert_eq!(refusal(s).await, None);

        // Cut short, lost; each time brought anew.
        for (damage, outcome) in [(Some(whole[..9].to_vec()), Outcome::Mismatch), (None, Outcome::Missing)] {
            match damage {
                Some(bytes) => put(s, &sha256, bytes).await,
                None => s.blobs.delete(&place(&sha256)).await.unwrap(),
            }
            let done = fixity::check_all(s).await.unwrap();
            assert_eq!(done.bad.iter().map(|one| one.outcome).collect::<Vec<_>>(), [outcome]);
            assert_eq!(refusal(s).await, Some(ErrorCode::Damaged));
            library::seed(s).await.unwrap();
            assert_eq!(refusal(s).await, None, "{outcome:?}");
            assert_eq!(bytes_of(s, &sha256).await, whole);
        }
    }
}

#[tokio::test]
async fn whoever_indexes_a_damaged_text_does_not_wait_for_itself() {
    for bed in shelves(Rules::default()).await {
        let s = &bed.services;
        let text = file::Entity::find_by_id("safetytextar").one(s.db.read()).await.unwrap().unwrap();
        put(s, &text.sha256, b"zafaran".to_vec()).await;
        let bad = async || {
            let row = blob::Entity::find_by_id(text.sha256.as_str()).one(s.db.read()).await.unwrap().unwrap();
            row.bad_since.is_some()
        };
        let tx = s.db.begin().await.unwrap();
        let indexed = search::index_item(s, &tx, "safetyaudio");
        // Whoever waits for a connection that writes waits for five seconds.
        let indexed = tokio::time::timeout(std::time::Duration::from_secs(4), indexed).await;
        indexed.expect("it waits for its own transaction").unwrap();
        tx.rollback().await.unwrap();
        assert!(!bad().await, "{}: what was taken back wrote nothing", bed.backend);
        let refused = blobs::read_text(s, &text.sha256, 10_000).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Unavailable);
        assert!(bad().await, "{}: the next reader has it looked at", bed.backend);
    }
}

#[tokio::test]
async fn bytes_of_the_same_length_that_are_known_to_be_damaged_are_written_anew() {
    for bed in shelves(Rules::default()).await {
        let s = &bed.services;
        let sha256 = hash_of_file(s).await;
        let whole = bytes_of(s, &sha256).await;
        let again = blobs::put_bytes(s, whole.clone().into()).await.unwrap();
        assert!(!again.written && again.sha256 == sha256);
        put(s, &sha256, vec![0; whole.len()]).await;
        fixity::check_all(s).await.unwrap();
        let stream = futures::stream::iter([Ok(whole.clone().into())]);
        let again = blobs::put(s, stream, u64::MAX).await.unwrap();
        assert!(again.written && again.sha256 == sha256);
        assert_eq!(bytes_of(s, &sha256).await, whole);
    }
}

#[tokio::test]
async fn the_portal_reads_a_little_each_hour_and_everything_in_time() {
    for bed in shelves(Rules { every_days: 10, budget_bytes_per_day: 2_400_000 }).await {
        let s = &bed.services;
        let admin = bed.member("warda", Role::Admin).await;
        assert_eq!(fixity::check_due(s, Run::Hourly).await.unwrap().blobs, 0, "all is fresh");
        bed.clock.advance(Duration::days(9));
        let all = blob::Entity::find().count(s.db.read()).await.unwrap();
        let mut read = 0;
        for hour in 0..480 {
            let done = fixity::check_due(s, Run::Hourly).await.unwrap();
            read += done.blobs;
            if done.left == 0 {
                break;
            }
            assert!(hour < 479, "{done:?}");
            bed.clock.advance(Duration::hours(1));
        }
        assert!(read >= all, "{read} of {all}");
        assert_eq!(fixity::health(s, &admin).await.unwrap().bad, 0);

        // That they were fine is forgotten after some weeks, that they were not is not.
        log::Entity::update_many()
            .col_expr(log::Column::Outcome, Expr::value("mismatch"))
            .filter(log::Column::Sha256.eq(hash_of_file(s).await))
            .exec(s.db.writer())
            .await
            .unwrap();
        bed.clock.advance(Duration::days(57));
        assert!(fixity::health(s, &admin).await.unwrap().overdue > 0);
        fixity::check_due(s, Run::Hourly).await.unwrap();
        let old = log::Entity::find().filter(log::Column::At.lt(s.now_ms())).all(s.db.read()).await.unwrap();
        assert!(!old.is_empty() && old.iter().all(|row| row.outcome == "mismatch"), "{old:?}");
    }
}
