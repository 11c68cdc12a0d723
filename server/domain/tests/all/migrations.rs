//! The migrations run up, down and up again on both databases.

use domain::testing::TestBed;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

#[tokio::test]
async fn up_down_up() {
    for bed in TestBed::each().await {
        let db = bed.services.db.writer();
        migrations::Migrator::down(db, None).await.unwrap_or_else(|error| panic!("{}: {error}", bed.backend));
        migrations::Migrator::up(db, None).await.unwrap_or_else(|error| panic!("{}: {error}", bed.backend));
    }
}

/// What is cut off in the middle leaves nothing that stands in its own way.
#[tokio::test]
async fn half_a_migration_leaves_nothing() {
    for bed in TestBed::each().await {
        let (db, backend) = (bed.services.db.writer(), bed.backend);
        let all = migrations::Migrator::migrations();
        let from = all.iter().position(|one| one.name().contains("_000600_")).unwrap_or_default();
        let steps = u32::try_from(all.len() - from).unwrap_or_default();
        let rename =
            |from: &str, to: &str| format!("ALTER TABLE search_document RENAME COLUMN {from} TO {to}");
        migrations::Migrator::down(db, Some(steps))
            .await
            .unwrap_or_else(|error| panic!("{backend}: {error}"));
        // Its first statement adds a column, a later one misses this one.
        db.execute_unprepared(&rename("members", "away")).await.unwrap();
        assert!(migrations::Migrator::up(db, None).await.is_err(), "{backend}");
        db.execute_unprepared(&rename("away", "members")).await.unwrap();
        migrations::Migrator::up(db, None).await.unwrap_or_else(|error| panic!("{backend}: {error}"));
    }
}
