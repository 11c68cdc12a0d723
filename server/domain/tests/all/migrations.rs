//! The migrations run up, down and up again on both databases.

use domain::testing::TestBed;
use sea_orm_migration::MigratorTrait;

#[tokio::test]
async fn up_down_up() {
    for bed in TestBed::each().await {
        let db = bed.services.db.writer();
        migrations::Migrator::down(db, None).await.unwrap_or_else(|error| panic!("{}: {error}", bed.backend));
        migrations::Migrator::up(db, None).await.unwrap_or_else(|error| panic!("{}: {error}", bed.backend));
    }
}
