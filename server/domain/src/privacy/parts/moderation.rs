//! What the team decided about her, her appeals, and what it noted.

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use entity::{
    forum::{post, topic_alias},
    moderation::{appeal, case_note, desk_watch, member_note, sanction, sanction_change},
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    moderation::{
        appeal as appeals,
        item::{self, ItemKind},
        sanction as sanctions,
    },
    privacy::export::{Appealed, Export, Sanctioned},
    services::day_of,
};

/// Sanctions, appeals, notes.
pub struct Moderation;

#[async_trait]
impl Part for Moderation {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "sanction", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "sanction_change", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "appeal", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "case_note",
                exported: Exported::No(
                    "notes of the team, which may name others; she gets a summary on request",
                ),
                erased: Erased::Rows,
            },
            Held {
                table: "desk_watch",
                exported: Exported::No("on what the team keeps an eye from one shift to the next"),
                erased: Erased::Rows,
            },
            Held {
                table: "member_note",
                exported: Exported::No(
                    "notes of the team, which may name others; she gets a summary on request",
                ),
                erased: Erased::Rows,
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
        // One that waits for a second person is not decided. Why, the team wrote for itself.
        let rows = sanction::Entity::find()
            .filter(sanction::Column::MemberId.eq(id))
            .filter(sanction::Column::Starts.is_not_null())
            .order_by_asc(sanction::Column::Starts)
            .order_by_asc(sanction::Column::Id)
            .all(tx)
            .await?;
        let mut told: HashMap<String, String> = sanctions::told(tx, id).await?.into_iter().collect();
        export.sanctions = rows
            .into_iter()
            .map(|row| Sanctioned {
                ended_with: told.remove(&row.id),
                kind: row.kind,
                rule: row.rule,
                message: row.message,
                about_post: row.post_id,
                from: row.starts.map(day_of),
                until: row.ends.map(|ends| day_of(ends - 1)),
                ended_on: row.ended_at.map(day_of),
                ended_because: row.ended_why,
                decided_by: "staff",
            })
            .collect();
        let appeals = appeal::Entity::find()
            .filter(appeal::Column::MemberId.eq(id))
            .order_by_asc(appeal::Column::CreatedAt)
            .order_by_asc(appeal::Column::Id)
            .all(tx)
            .await?;
        export.appeals = appeals
            .into_iter()
            .map(|row| Appealed {
                against: row.decision,
                about_post: row.post_id,
                text: row.body,
                question: row.question,
                reply: row.reply,
                state: row.state,
                answer: row.answer,
                on: day_of(row.created_at),
                answered_on: row.decided_at.map(day_of),
            })
            .collect();
        Ok(())
    }

    async fn erase(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        let now = services.now_ms();
        let appeals = appeal::Entity::find().filter(appeal::Column::MemberId.eq(id)).all(tx).await?;
        for one in appeals {
            item::close(tx, ItemKind::Appeal, &one.id, "withdrawn", now).await?;
            if one.decided_at.is_none() {
                // What nobody decides any more does not wait in the figures for ever. It says nothing of her.
                appeals::goes(tx, &one, now).await?;
            }
        }
        appeal::Entity::delete_many().filter(appeal::Column::MemberId.eq(id)).exec(tx).await?;
        sanction_change::Entity::delete_many()
            .filter(sanction_change::Column::MemberId.eq(id))
            .exec(tx)
            .await?;
        sanction::Entity::delete_many().filter(sanction::Column::MemberId.eq(id)).exec(tx).await?;
        let hers = post::Entity::find()
            .select_only()
            .column(post::Column::Id)
            .filter(post::Column::AuthorId.eq(id))
            .into_query();
        case_note::Entity::delete_many()
            .filter(case_note::Column::PostId.in_subquery(hers.clone()))
            .exec(tx)
            .await?;
        desk_watch::Entity::delete_many()
            .filter(desk_watch::Column::PostId.in_subquery(hers))
            .exec(tx)
            .await?;
        let mut about = Condition::any().add(member_note::Column::MemberId.eq(id));
        let aliases =
            topic_alias::Entity::find().filter(topic_alias::Column::MemberId.eq(id)).all(tx).await?;
        let mut aliases: BTreeSet<(String, i32)> =
            aliases.into_iter().map(|alias| (alias.topic_id, alias.number)).collect();
        // Where topics were joined she may have two, and only one of them is remembered as hers.
        let written: Vec<(String, Option<i32>)> = post::Entity::find()
            .select_only()
            .columns([post::Column::TopicId, post::Column::Alias])
            .distinct()
            .filter(post::Column::AuthorId.eq(id))
            .filter(post::Column::Alias.is_not_null())
            .into_tuple()
            .all(tx)
            .await?;
        aliases.extend(written.into_iter().filter_map(|(topic, alias)| Some((topic, alias?))));
        for (topic, alias) in aliases {
            about = about.add(
                Condition::all()
                    .add(member_note::Column::TopicId.eq(topic))
                    .add(member_note::Column::Alias.eq(alias)),
            );
        }
        member_note::Entity::delete_many().filter(about).exec(tx).await?;
        // What she did as one of the team stays without her.
        let nobody = || Expr::value(Option::<String>::None);
        sanction::Entity::update_many()
            .col_expr(sanction::Column::DecidedBy, nobody())
            .filter(sanction::Column::DecidedBy.eq(id))
            .exec(tx)
            .await?;
        sanction::Entity::update_many()
            .col_expr(sanction::Column::ConfirmedBy, nobody())
            .filter(sanction::Column::ConfirmedBy.eq(id))
            .exec(tx)
            .await?;
        for column in [sanction_change::Column::AskedBy, sanction_change::Column::DecidedBy] {
            sanction_change::Entity::update_many()
                .col_expr(column, nobody())
                .filter(column.eq(id))
                .exec(tx)
                .await?;
        }
        appeal::Entity::update_many()
            .col_expr(appeal::Column::DecidedBy, nobody())
            .filter(appeal::Column::DecidedBy.eq(id))
            .exec(tx)
            .await?;
        appeal::Entity::update_many()
            .col_expr(appeal::Column::AskedBy, nobody())
            .filter(appeal::Column::AskedBy.eq(id))
            .exec(tx)
            .await?;
        case_note::Entity::update_many()
            .col_expr(case_note::Column::WrittenBy, nobody())
            .filter(case_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        desk_watch::Entity::update_many()
            .col_expr(desk_watch::Column::WrittenBy, nobody())
            .filter(desk_watch::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        member_note::Entity::update_many()
            .col_expr(member_note::Column::WrittenBy, nobody())
            .filter(member_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
