//! The screens of the house are a door of their own: who may see an item, and who finds it, tells them from the web. What
//! was agreed to before is worked out anew; what is for screens alone is found once the portal has started again.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Who may see an item, out of what was agreed to. `$` stands for words about one door.
fn settle(cases: &str) -> String {
    let has = |word: &str| format!("(' ' || c.allows || ' ') LIKE '% {word} %'");
    let cases = cases
        .replace("$web", &has("web"))
        .replace("$members", &has("members"))
        .replace("$kiosk", &has("kiosk"));
    format!(
        "UPDATE library_item SET reach = (SELECT CASE {cases} ELSE 'nobody' END \
         FROM library_consent AS c WHERE c.item_id = library_item.id) \
         WHERE id IN (SELECT item_id FROM library_consent)"
    )
}

const DOORS: &str = "WHEN $web AND $kiosk THEN 'everybody' WHEN $web THEN 'web' \
                     WHEN $members AND $kiosk THEN 'members_kiosk' WHEN $members THEN 'members' \
                     WHEN $kiosk THEN 'kiosk'";

/// As it was before: screens counted for nothing.
const WEB: &str = "WHEN $web THEN 'everybody' WHEN $members THEN 'members'";

/// Parts of long texts stand under names of their own.
const FOUND: &str = "UPDATE search_document SET reach = (SELECT i.reach FROM library_consent AS c JOIN library_item AS i ON i.id = c.item_id \
                     WHERE search_document.target_id = i.id OR search_document.target_id LIKE i.id || '~%') \
                     WHERE kind = 'item' AND EXISTS (SELECT 1 FROM library_consent AS c JOIN library_item AS i ON i.id = c.item_id \
                     WHERE i.reach <> 'everybody' \
                     AND (search_document.target_id = i.id OR search_document.target_id LIKE i.id || '~%'))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reach = text("reach").default("everybody").to_owned();
        manager.alter_table(Table::alter().table("search_document").add_column(reach).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(&settle(DOORS)).await?;
        db.execute_unprepared(FOUND).await?;
        // Nobody finds what no item bears out any more.
        db.execute_unprepared(
            "UPDATE search_document SET reach = 'members' WHERE members AND reach = 'everybody'",
        )
        .await?;
        manager.alter_table(Table::alter().table("search_document").drop_column("members").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let members = boolean("members").default(false).to_owned();
        manager.alter_table(Table::alter().table("search_document").add_column(members).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("DELETE FROM search_document WHERE reach = 'kiosk'").await?;
        db.execute_unprepared(
            "UPDATE search_document SET members = TRUE WHERE reach IN ('members', 'members_kiosk')",
        )
        .await?;
        db.execute_unprepared(&settle(WEB)).await?;
        manager.alter_table(Table::alter().table("search_document").drop_column("reach").to_owned()).await
    }
}
