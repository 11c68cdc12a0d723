//! What she follows, what she was told of, whom and what she muted.

use async_trait::async_trait;
use entity::{
    identity::member,
    notify::{alias_mute, digest, event, follow, mute, notification, word_mute},
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::{leave::Texts, mention},
    privacy::export::{Export, Followed, Muted},
};

/// The room `notify`.
pub struct Notify;

#[async_trait]
impl Part for Notify {
    fn held(&self) -> &'static [Held] {
        const POINTS: Exported =
            Exported::No("that texts of others concern her, for 90 days; it holds none of them");
        &[
            Held { table: "follow", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "digest", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "mute", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "alias_mute", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "word_mute", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "notification", exported: POINTS, erased: Erased::Rows },
            Held { table: "notice_event", exported: POINTS, erased: Erased::Rows },
            Held {
                table: "mention",
                exported: Exported::No("where others name her: their texts are theirs"),
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
        let rows = follow::Entity::find()
            .filter(follow::Column::MemberId.eq(id))
            .order_by_asc(follow::Column::Place)
            .order_by_asc(follow::Column::PlaceId)
            .all(tx)
            .await?;
        export.follows = rows
            .into_iter()
            .map(|row| Followed { place: row.place, id: row.place_id, level: row.level })
            .collect();
        export.digest = digest::Entity::find_by_id(id).one(tx).await?.map(|row| row.frequency);
        let to_other: RelationDef = mute::Entity::belongs_to(member::Entity)
            .from(mute::Column::OtherId)
            .to(member::Column::Id)
            .into();
        let names: Vec<(String, String)> = mute::Entity::find()
            .select_only()
            .column(mute::Column::Kind)
            .column(member::Column::Pseudonym)
            .join(JoinType::InnerJoin, to_other)
            .filter(mute::Column::MemberId.eq(id))
            .order_by_asc(mute::Column::CreatedAt)
            .into_tuple()
            .all(tx)
            .await?;
        export.mutes = names.into_iter().map(|(kind, whom)| Muted { kind, whom }).collect();
        let aliases = alias_mute::Entity::find()
            .filter(alias_mute::Column::MemberId.eq(id))
            .order_by_asc(alias_mute::Column::CreatedAt)
            .all(tx)
            .await?;
        export.mutes.extend(
            aliases
                .into_iter()
                .map(|row| Muted { kind: "alias".into(), whom: format!("{} {}", row.topic_id, row.alias) }),
        );
        let words = word_mute::Entity::find_by_id(id).one(tx).await?;
        export.hidden_words =
            words.map(|row| row.words.lines().map(str::to_owned).collect()).unwrap_or_default();
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
        mention::forget(tx, id).await?;
        follow::Entity::delete_many().filter(follow::Column::MemberId.eq(id)).exec(tx).await?;
        digest::Entity::delete_by_id(id).exec(tx).await?;
        // Also what others chose about her.
        let about_her = Condition::any().add(mute::Column::MemberId.eq(id)).add(mute::Column::OtherId.eq(id));
        mute::Entity::delete_many().filter(about_her).exec(tx).await?;
        alias_mute::Entity::delete_many().filter(alias_mute::Column::MemberId.eq(id)).exec(tx).await?;
        word_mute::Entity::delete_by_id(id).exec(tx).await?;
        notification::Entity::delete_many().filter(notification::Column::RecipientId.eq(id)).exec(tx).await?;
        event::Entity::delete_many().filter(event::Column::RecipientId.eq(id)).exec(tx).await?;
        Ok(())
    }
}
