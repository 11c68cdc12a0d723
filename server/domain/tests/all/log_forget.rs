//! The moderators' log forgets after two years who did what to what, the database lets nobody do more than that, and
//! the figures of old quarters stay as they were.

use chrono::{Duration, Utc};
use contract::Locale;
use domain::{
    Role,
    forum::{self, NewTopic},
    moderation::{
        appeal, forget_log,
        log_page::{LogFilters, mod_log_page},
        transparency::{self, Quarter},
    },
    testing::TestBed,
};
use entity::{forum::mod_log, moderation::transparency_quarter};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

const DAY_MS: i64 = 86_400_000;
/// What takes out of lines whatever leads to somebody.
const EMPTY: &str = "actor_id = NULL, target_id = '', note = NULL, before_state = NULL, parent_id = NULL";

async fn line(bed: &TestBed, id: &str, at: i64, action: &str, target: (&str, &str), after: &str) {
    let row = mod_log::ActiveModel {
        id: Set(id.to_owned()),
        at: Set(at),
        actor_id: Set(Some("somebody".to_owned())),
        actor_role: Set("moderator".to_owned()),
        action: Set(action.to_owned()),
        target_type: Set(target.0.to_owned()),
        target_id: Set(target.1.to_owned()),
        category_id: Set(Some("unions".to_owned())),
        reason_code: Set((target.0 == "report_case").then(|| "threat".to_owned())),
        note: Set(Some("كلمة".to_owned())),
        before_state: Set(Some("pending".to_owned())),
        after_state: Set(Some(after.to_owned())),
        is_revert: Set(false),
        parent_id: Set(Some("another".to_owned())),
        expires_at: Set((action == "appeal_decide").then_some(at - 1)),
    };
    row.insert(bed.services.db.writer()).await.unwrap();
}

async fn log(bed: &TestBed) -> Vec<mod_log::Model> {
    mod_log::Entity::find().order_by_asc(mod_log::Column::Id).all(bed.services.db.read()).await.unwrap()
}

async fn refused(bed: &TestBed, sql: &str) {
    let before = log(bed).await;
    let error = bed.services.db.writer().execute_unprepared(sql).await.unwrap_err();
    assert!(error.to_string().contains("append-only"), "{}: {sql}: {error}", bed.backend);
    assert_eq!(log(bed).await, before, "{}: {sql}", bed.backend);
}

#[tokio::test]
async fn after_two_years_a_line_says_only_that_something_was_done() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        // The database asks its own clock: ours says the same.
        bed.clock.advance(Duration::milliseconds(Utc::now().timestamp_millis() - s.now_ms()));
        forum::seed::seed(s).await.unwrap();
        let member = bed.member("ياسمين", Role::Member).await;
        let lead = bed.member("قائدة", Role::LeadModerator).await;
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن العقد".into(),
            body: "نصّ السؤال".into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(s, &member, &form, Locale::Ar).await.unwrap();
        let now = s.now_ms();
        let (old, young) = (now - 800 * DAY_MS, now - 700 * DAY_MS);
        let db = s.db.writer();
        db.execute_unprepared(&format!("UPDATE post SET submitted_at = {}", old - 7_200_000)).await.unwrap();
        for n in 0..6 {
            line(&bed, &format!("old-text-{n}"), old, "approve", ("topic", sent.topic.as_str()), "published")
                .await;
            line(&bed, &format!("old-case-{n}"), old, "report_upheld", ("report_case", "c"), "upheld").await;
            line(&bed, &format!("old-appeal-{n}"), old, "appeal_decide", ("appeal", "a"), "upheld").await;
        }
        line(&bed, "young", young, "approve", ("topic", sent.topic.as_str()), "published").await;
        let quarter = Quarter::of(old);
        let figures = transparency::report(s, quarter).await.unwrap().unwrap();
        assert_eq!((figures.median_minutes, figures.ninth_minutes), (Some(120), Some(120)));

        refused(&bed, &format!("UPDATE mod_log SET {EMPTY} WHERE id = 'young'")).await;
        refused(&bed, &format!("UPDATE mod_log SET {EMPTY}")).await;
        refused(&bed, "UPDATE mod_log SET note = NULL WHERE id = 'old-text-0'").await;
        for more in ["at = 0", "action = 'x'", "actor_role = 'admin'", "after_state = NULL", "id = 'other'"] {
            refused(&bed, &format!("UPDATE mod_log SET {EMPTY}, {more} WHERE id = 'old-text-0'")).await;
        }
        for id in ["old-text-0", "young"] {
            refused(&bed, &format!("DELETE FROM mod_log WHERE id = '{id}'")).await;
        }

        let before = log(&bed).await;
        assert_eq!(forget_log(s).await.unwrap(), 18, "{}", bed.backend);
        assert_eq!(forget_log(s).await.unwrap(), 0, "once");
        let after = log(&bed).await;
        assert_eq!(after.len(), before.len());
        for (was, is) in before.into_iter().zip(&after) {
            if !was.id.starts_with("old-") {
                assert_eq!(*is, was);
                continue;
            }
            let emptied = mod_log::Model {
                actor_id: None,
                target_id: String::new(),
                note: None,
                before_state: None,
                parent_id: None,
                ..was
            };
            assert_eq!(*is, emptied);
        }
        // Nothing is put back, and nothing removed.
        refused(&bed, "UPDATE mod_log SET actor_id = 'x' WHERE id = 'old-text-0'").await;
        for id in ["old-text-0", "young"] {
            refused(&bed, &format!("DELETE FROM mod_log WHERE id = '{id}'")).await;
        }

        assert_eq!(transparency::report(s, quarter).await.unwrap().unwrap(), figures, "{}", bed.backend);
        let kept = transparency_quarter::Entity::find().all(s.db.read()).await.unwrap();
        assert_eq!(kept.iter().map(|row| row.quarter.clone()).collect::<Vec<_>>(), [quarter.to_string()]);
        for sql in ["UPDATE transparency_quarter SET figures = '{}'", "DELETE FROM transparency_quarter"] {
            assert!(db.execute_unprepared(sql).await.is_err(), "{}: {sql}", bed.backend);
        }

        // Whoever reads the log finds lines without a target.
        let page = mod_log_page(s, &lead, &LogFilters::default()).await.unwrap();
        assert!(page.rows.iter().any(|line| line.target_id.is_empty()));
        appeal::decisions(s, &member).await.unwrap();
        appeal::list(s, &lead).await.unwrap();
    }
}
