//! What is kept of her as a member of the team, and her second step.

use async_trait::async_trait;
use entity::{
    commitment::point,
    directory::launch_point,
    forum::{debrief_note, desk_exposure, desk_member, handover_note, recusal, review_item},
    identity::{role_scope, two_step},
    library::{consent, conversion, item, receipt, trial, upload},
    staff::staff_invitation,
    statistics::{dataset_version, trial as figures},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    privacy::export::{Debriefed, Export},
    services::day_of,
};

/// The team's tables.
pub struct Staff;

#[async_trait]
impl Part for Staff {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "role_scope", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "two_step", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "staff_invitation",
                exported: Exported::No("single-use links of the team; they tell nothing of who made them"),
                erased: Erased::Reduced,
            },
            Held {
                table: "review_item",
                exported: Exported::No(
                    "what waits for the team; her own texts stand in the export with their state",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "handover_note",
                exported: Exported::No("what shifts of the team left to one another, about the work"),
                erased: Erased::Reduced,
            },
            Held {
                table: "desk_member",
                exported: Exported::No(
                    "how and in which languages she wants to read, to whom of the team she talks, how many hard \
                     texts this shift had; on her desk",
                ),
                erased: Erased::Rows,
            },
            Held {
                table: "desk_exposure",
                exported: Exported::No("what was hard to read in this shift, so that it counts once"),
                erased: Erased::Rows,
            },
            Held {
                table: "library_upload",
                exported: Exported::No(
                    "files on their way into the library; on her page of them, until they are in it",
                ),
                erased: Erased::Rows,
            },
            Held {
                table: "library_trial",
                exported: Exported::No("tables of items that she tries at the desk; on her page of them"),
                erased: Erased::Rows,
            },
            Held {
                table: "statistics_trial",
                exported: Exported::No("files of figures that she tries at the desk; on her page of them"),
                erased: Erased::Rows,
            },
            Held {
                table: "dataset_version",
                exported: Exported::No(
                    "versions of figures; that she imported one is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "library_conversion",
                exported: Exported::No(
                    "recordings that are being made into other forms; that she asked for it is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "library_item",
                exported: Exported::No("items of the library; that she made one is known to the desk alone"),
                erased: Erased::Reduced,
            },
            Held {
                table: "library_consent",
                exported: Exported::No(
                    "what others agreed to, under pseudonyms of theirs; that she took it down is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "library_receipt",
                exported: Exported::No(
                    "what was removed when others took their consent back; that she did it is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "launch_point",
                exported: Exported::No(
                    "what the team confirmed before the portal opened; on the desk's page of it",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "commitment_point",
                exported: Exported::No(
                    "how what was promised stands; that she said it is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held { table: "debrief_note", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "recusal",
                exported: Exported::No("what she does not decide on; it would tell whose text she knew"),
                erased: Erased::Rows,
            },
            Held {
                table: "audit_log",
                exported: Exported::No("what the team did; names of the team are in no export"),
                erased: Erased::Kept(
                    "the database lets nobody change it; identifiers in it lead to an empty row once the account \
                     is erased",
                ),
            },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        let scopes = role_scope::Entity::find()
            .filter(role_scope::Column::MemberId.eq(id))
            .order_by_asc(role_scope::Column::CategoryId)
            .all(tx)
            .await?;
        export.profile.categories = scopes.into_iter().map(|row| row.category_id).collect();
        let step = two_step::Entity::find_by_id(id).one(tx).await?;
        export.profile.second_step_since = step.and_then(|row| row.confirmed_at).map(day_of);
        let notes = debrief_note::Entity::find()
            .filter(debrief_note::Column::MemberId.eq(id))
            .order_by_asc(debrief_note::Column::At)
            .order_by_asc(debrief_note::Column::Id)
            .all(tx)
            .await?;
        export.debriefs =
            notes.into_iter().map(|row| Debriefed { text: row.body, on: day_of(row.at) }).collect();
        Ok(())
    }

    async fn erase(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        role_scope::Entity::delete_many().filter(role_scope::Column::MemberId.eq(id)).exec(tx).await?;
        two_step::Entity::delete_many().filter(two_step::Column::MemberId.eq(id)).exec(tx).await?;
        review_item::Entity::update_many()
            .col_expr(review_item::Column::ClaimBy, Expr::value(Option::<String>::None))
            .col_expr(review_item::Column::ClaimUntil, Expr::value(Option::<i64>::None))
            .filter(review_item::Column::ClaimBy.eq(id))
            .exec(tx)
            .await?;
        review_item::Entity::update_many()
            .col_expr(review_item::Column::OfferedTo, Expr::value(Option::<String>::None))
            .filter(review_item::Column::OfferedTo.eq(id))
            .exec(tx)
            .await?;
        handover_note::Entity::update_many()
            .col_expr(handover_note::Column::WrittenBy, Expr::value(Option::<String>::None))
            .filter(handover_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        for column in [launch_point::Column::OwnerId, launch_point::Column::CheckedBy] {
            launch_point::Entity::update_many()
                .col_expr(column, Expr::value(Option::<String>::None))
                .filter(column.eq(id))
                .exec(tx)
                .await?;
        }
        point::Entity::update_many()
            .col_expr(point::Column::ChangedBy, Expr::value(Option::<String>::None))
            .filter(point::Column::ChangedBy.eq(id))
            .exec(tx)
            .await?;
        // Their bytes go with the next sweep.
        upload::Entity::delete_many().filter(upload::Column::MemberId.eq(id)).exec(tx).await?;
        trial::Entity::delete_many().filter(trial::Column::MemberId.eq(id)).exec(tx).await?;
        figures::Entity::delete_many().filter(figures::Column::MemberId.eq(id)).exec(tx).await?;
        dataset_version::Entity::update_many()
            .col_expr(dataset_version::Column::MemberId, Expr::value(Option::<String>::None))
            .filter(dataset_version::Column::MemberId.eq(id))
            .exec(tx)
            .await?;
        item::Entity::update_many()
            .col_expr(item::Column::CreatedBy, Expr::value(Option::<String>::None))
            .filter(item::Column::CreatedBy.eq(id))
            .exec(tx)
            .await?;
        consent::Entity::update_many()
            .col_expr(consent::Column::TakenBy, Expr::value(Option::<String>::None))
            .filter(consent::Column::TakenBy.eq(id))
            .exec(tx)
            .await?;
        conversion::Entity::update_many()
            .col_expr(conversion::Column::MemberId, Expr::value(Option::<String>::None))
            .filter(conversion::Column::MemberId.eq(id))
            .exec(tx)
            .await?;
        receipt::Entity::update_many()
            .col_expr(receipt::Column::MadeBy, Expr::value(Option::<String>::None))
            .filter(receipt::Column::MadeBy.eq(id))
            .exec(tx)
            .await?;
        desk_member::Entity::delete_by_id(id).exec(tx).await?;
        desk_exposure::Entity::delete_many().filter(desk_exposure::Column::MemberId.eq(id)).exec(tx).await?;
        desk_member::Entity::update_many()
            .col_expr(desk_member::Column::BuddyId, Expr::value(Option::<String>::None))
            .filter(desk_member::Column::BuddyId.eq(id))
            .exec(tx)
            .await?;
        debrief_note::Entity::delete_many().filter(debrief_note::Column::MemberId.eq(id)).exec(tx).await?;
        recusal::Entity::delete_many().filter(recusal::Column::MemberId.eq(id)).exec(tx).await?;
        staff_invitation::Entity::update_many()
            .col_expr(staff_invitation::Column::CreatedBy, Expr::value(Option::<String>::None))
            .filter(staff_invitation::Column::CreatedBy.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
