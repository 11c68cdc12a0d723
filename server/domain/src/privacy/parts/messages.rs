//! Her conversations with the team.

use async_trait::async_trait;
use entity::messages::{internal_note, private_case, private_message};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    privacy::export::{Conversation, Export, Said},
    services::day_of,
};

/// The room `messages`.
pub struct Messages;

#[async_trait]
impl Part for Messages {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "private_case", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "private_message", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "internal_note",
                exported: Exported::No("notes of the team; who wrote them is in no export"),
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
        let cases = private_case::Entity::find()
            .filter(private_case::Column::MemberId.eq(whose.id.as_str()))
            .order_by_asc(private_case::Column::OpenedAt)
            .order_by_asc(private_case::Column::Id)
            .all(tx)
            .await?;
        for case in cases {
            let messages = private_message::Entity::find()
                .filter(private_message::Column::CaseId.eq(case.id.as_str()))
                .order_by_asc(private_message::Column::At)
                .order_by_asc(private_message::Column::Id)
                .all(tx)
                .await?;
            let said = |row: private_message::Model| Said {
                by: if row.from_team { "staff" } else { "self" },
                text: row.body,
                about_topic: row.about,
                on: day_of(row.at),
            };
            export.messages.push(Conversation {
                kind: case.kind,
                state: case.state,
                report: case.report_state,
                name_hidden: case.hidden,
                messages: messages.into_iter().map(said).collect(),
            });
        }
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
        // Messages and notes go with their conversation.
        private_case::Entity::delete_many().filter(private_case::Column::MemberId.eq(id)).exec(tx).await?;
        internal_note::Entity::update_many()
            .col_expr(internal_note::Column::WrittenBy, Expr::value(Option::<String>::None))
            .filter(internal_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
