//! How far she has read, what she marked, sent without words, and chose.

use async_trait::async_trait;
use entity::{
    forum::{bookmark, poll, poll_option, poll_vote, reaction, read_position, topic_inverse_member},
    library::{reading_list, reading_list_item},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::{counters, leave::Texts},
    privacy::export::{Export, Marked},
    services::day_of,
};

/// Reading and answering without words.
pub struct Reading;

#[async_trait]
impl Part for Reading {
    fn held(&self) -> &'static [Held] {
        const fn hers(table: &'static str) -> Held {
            Held { table, exported: Exported::Yes, erased: Erased::Rows }
        }
        const HELD: &[Held] = &[
            hers("read_position"),
            hers("reaction"),
            hers("bookmark"),
            hers("poll_vote"),
            hers("reading_list"),
            hers("reading_list_item"),
            Held {
                table: "topic_inverse_member",
                exported: Exported::No("for a day: what joining two topics changed of what is exported"),
                erased: Erased::Rows,
            },
        ];
        HELD
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        let marks = bookmark::Entity::find()
            .filter(bookmark::Column::MemberId.eq(id))
            .order_by_asc(bookmark::Column::CreatedAt)
            .all(tx)
            .await?;
        export.marks.extend(marks.into_iter().map(|row| Marked::new("bookmark", row.post_id, row.label)));
        let sent = reaction::Entity::find()
            .filter(reaction::Column::MemberId.eq(id))
            .order_by_asc(reaction::Column::PostId)
            .all(tx)
            .await?;
        export.marks.extend(sent.into_iter().map(|row| Marked::new("reaction", row.post_id, row.kind)));
        let chosen: Vec<(String, String)> = poll_option::Entity::find()
            .select_only()
            .columns([poll_option::Column::TopicId, poll_option::Column::Label])
            .join(
                sea_orm::JoinType::InnerJoin,
                poll_option::Entity::belongs_to(poll_vote::Entity)
                    .from((poll_option::Column::TopicId, poll_option::Column::N))
                    .to((poll_vote::Column::TopicId, poll_vote::Column::N))
                    .into(),
            )
            .filter(poll_vote::Column::MemberId.eq(id))
            .order_by_asc(poll_option::Column::TopicId)
            .into_tuple()
            .all(tx)
            .await?;
        export.marks.extend(chosen.into_iter().map(|(topic, label)| Marked::new("vote", topic, label)));
        let read = read_position::Entity::find()
            .filter(read_position::Column::MemberId.eq(id))
            .order_by_asc(read_position::Column::TopicId)
            .all(tx)
            .await?;
        export.marks.extend(read.into_iter().map(|row| Marked::new("read", row.topic_id, row.n.to_string())));
        let list = reading_list::Entity::find_by_id(id).one(tx).await?;
        export.marks.extend(list.map(|row| Marked::new("list", String::new(), day_of(row.since))));
        let kept = reading_list_item::Entity::find()
            .filter(reading_list_item::Column::MemberId.eq(id))
            .order_by_asc(reading_list_item::Column::AddedAt)
            .order_by_asc(reading_list_item::Column::ItemId)
            .all(tx)
            .await?;
        export
            .marks
            .extend(kept.into_iter().map(|row| Marked::new("listed", row.item_id, day_of(row.added_at))));
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
        let touched: Vec<String> = reaction::Entity::find()
            .select_only()
            .column(reaction::Column::PostId)
            .distinct()
            .filter(reaction::Column::MemberId.eq(id))
            .into_tuple()
            .all(tx)
            .await?;
        reaction::Entity::delete_many().filter(reaction::Column::MemberId.eq(id)).exec(tx).await?;
        counters::recount_reactions(tx, &touched).await?;
        let polls = || {
            poll_vote::Entity::find()
                .select_only()
                .column(poll_vote::Column::TopicId)
                .filter(poll_vote::Column::MemberId.eq(id))
        };
        let chosen = polls()
            .filter(
                Expr::col((poll_vote::Entity, poll_vote::Column::TopicId))
                    .eq(Expr::col((poll_option::Entity, poll_option::Column::TopicId))),
            )
            .filter(
                Expr::col((poll_vote::Entity, poll_vote::Column::N))
                    .eq(Expr::col((poll_option::Entity, poll_option::Column::N))),
            )
            .into_query();
        poll_option::Entity::update_many()
            .col_expr(poll_option::Column::Votes, Expr::col(poll_option::Column::Votes).sub(1))
            .filter(Expr::exists(chosen))
            .exec(tx)
            .await?;
        poll::Entity::update_many()
            .col_expr(poll::Column::Voters, Expr::col(poll::Column::Voters).sub(1))
            .filter(poll::Column::TopicId.in_subquery(polls().into_query()))
            .exec(tx)
            .await?;
        poll_vote::Entity::delete_many().filter(poll_vote::Column::MemberId.eq(id)).exec(tx).await?;
        bookmark::Entity::delete_many().filter(bookmark::Column::MemberId.eq(id)).exec(tx).await?;
        // With everything on it.
        reading_list::Entity::delete_by_id(id).exec(tx).await?;
        read_position::Entity::delete_many().filter(read_position::Column::MemberId.eq(id)).exec(tx).await?;
        topic_inverse_member::Entity::delete_many()
            .filter(topic_inverse_member::Column::MemberId.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
