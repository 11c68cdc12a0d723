//! Her conversations with the team.

use async_trait::async_trait;
use entity::{
    ask::{ask_note, ask_question, ask_recusal},
    messages::{case_recusal, internal_note, private_case, private_message},
};
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
            Held {
                table: "case_recusal",
                exported: Exported::No(
                    "what she does not read as one of the team; it would tell whom she knows",
                ),
                erased: Erased::Rows,
            },
            Held {
                table: "ask_question",
                exported: Exported::No(
                    "questions of women without an account; who of the team has one in hand",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "ask_note",
                exported: Exported::No("notes of the team; who wrote them is in no export"),
                erased: Erased::Reduced,
            },
            Held {
                table: "ask_recusal",
                exported: Exported::No("what she does not read; it would tell whose question she knew"),
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
        case_recusal::Entity::delete_many().filter(case_recusal::Column::MemberId.eq(id)).exec(tx).await?;
        internal_note::Entity::update_many()
            .col_expr(internal_note::Column::WrittenBy, Expr::value(Option::<String>::None))
            .filter(internal_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        ask_note::Entity::update_many()
            .col_expr(ask_note::Column::WrittenBy, Expr::value(Option::<String>::None))
            .filter(ask_note::Column::WrittenBy.eq(id))
            .exec(tx)
            .await?;
        ask_question::Entity::update_many()
            .col_expr(ask_question::Column::ClaimedBy, Expr::value(Option::<String>::None))
            .col_expr(ask_question::Column::ClaimedUntil, Expr::value(Option::<i64>::None))
            .filter(ask_question::Column::ClaimedBy.eq(id))
            .exec(tx)
            .await?;
        ask_recusal::Entity::delete_many().filter(ask_recusal::Column::MemberId.eq(id)).exec(tx).await?;
        ask_question::Entity::update_many()
            .col_expr(ask_question::Column::SecondBy, Expr::value(Option::<String>::None))
            .filter(ask_question::Column::SecondBy.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
