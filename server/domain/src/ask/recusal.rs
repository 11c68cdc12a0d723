//! Everybody knows everybody here: who of the team knows the woman does not read her question any more, nor is she told
//! of it.

use entity::ask::ask_recusal;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{OnConflict, SelectStatement},
};

use crate::{DomainResult, Member};

/// Questions of whom she said that she knows the woman.
pub(super) fn known_to(member: &Member) -> SelectStatement {
    ask_recusal::Entity::find()
        .select_only()
        .column(ask_recusal::Column::QuestionId)
        .filter(ask_recusal::Column::MemberId.eq(member.id.as_str()))
        .into_query()
}

/// Whether she said so of this one.
pub(super) async fn is_recused<C: ConnectionTrait>(
    db: &C,
    member: &Member,
    question: &str,
) -> DomainResult<bool> {
    let key = (member.id.as_str().to_owned(), question.to_owned());
    Ok(ask_recusal::Entity::find_by_id(key).one(db).await?.is_some())
}

/// She says so, for ever.
pub(super) async fn recuse<C: ConnectionTrait>(tx: &C, member: &Member, question: &str) -> DomainResult<()> {
    let row = ask_recusal::ActiveModel {
        member_id: Set(member.id.as_str().to_owned()),
        question_id: Set(question.to_owned()),
    };
    let written = ask_recusal::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([ask_recusal::Column::MemberId, ask_recusal::Column::QuestionId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await;
    match written {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Who said so of these questions: question and account.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn recused_from<C: ConnectionTrait>(
    db: &C,
    questions: &[&str],
) -> DomainResult<Vec<(String, String)>> {
    Ok(ask_recusal::Entity::find()
        .select_only()
        .columns([ask_recusal::Column::QuestionId, ask_recusal::Column::MemberId])
        .filter(ask_recusal::Column::QuestionId.is_in(questions.iter().copied()))
        .into_tuple()
        .all(db)
        .await?)
}
