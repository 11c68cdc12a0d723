//! Not reading a conversation because one knows the person. Nobody is told who does not read what, and why.

use contract::ids::CaseId;
use entity::{
    identity::member,
    messages::{case_recusal, private_case},
    notify::mute,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, RelationDef,
    sea_query::{OnConflict, SelectStatement},
};

use super::{
    sight::{kinds_of, readable},
    team::locked,
};
use crate::{
    Actor, DomainResult, Member, Permission, Role, Services,
    identity::{ACTIVE, lookup},
    mute::BLOCK,
    notify,
    permission::{reach, require},
};

/// Conversations of whom she said that she knows the person.
fn known(reader: &Member) -> SelectStatement {
    case_recusal::Entity::find()
        .select_only()
        .column(case_recusal::Column::CaseId)
        .filter(case_recusal::Column::MemberId.eq(reader.id.as_str()))
        .into_query()
}

/// Members whom she knows: by conversations under their name alone. What is hidden is never led back to anybody.
fn known_members(reader: &Member) -> SelectStatement {
    let to_case: RelationDef = case_recusal::Entity::belongs_to(private_case::Entity)
        .from(case_recusal::Column::CaseId)
        .to(private_case::Column::Id)
        .into();
    case_recusal::Entity::find()
        .select_only()
        .column(private_case::Column::MemberId)
        .join(JoinType::InnerJoin, to_case)
        .filter(case_recusal::Column::MemberId.eq(reader.id.as_str()))
        .filter(private_case::Column::Hidden.eq(false))
        .into_query()
}

/// Members whom she blocks, and those who block her: also from before she was of the team.
fn parted(reader: &Member) -> [SelectStatement; 2] {
    let me = reader.id.as_str();
    let blocks = || mute::Entity::find().select_only().filter(mute::Column::Kind.eq(BLOCK));
    [
        blocks().column(mute::Column::OtherId).filter(mute::Column::MemberId.eq(me)).into_query(),
        blocks().column(mute::Column::MemberId).filter(mute::Column::OtherId.eq(me)).into_query(),
    ]
}

/// Conversations that are not kept from her: not one of whom she knows, nor a report about a message in it, nor, where
/// the name is shown, any other one of the same member; and none of a member whom she blocks or who blocks her. Where
/// the name is hidden, none of this tells whose it is.
pub(super) fn not_kept_from(reader: &Member) -> Condition {
    let [blocked, blocking] = parted(reader);
    let another = Condition::any().add(private_case::Column::Hidden.eq(true)).add(
        Condition::all()
            .add(private_case::Column::MemberId.not_in_subquery(known_members(reader)))
            .add(private_case::Column::MemberId.not_in_subquery(blocked))
            .add(private_case::Column::MemberId.not_in_subquery(blocking)),
    );
    let elsewhere = Condition::any()
        .add(private_case::Column::AboutCase.is_null())
        .add(private_case::Column::AboutCase.not_in_subquery(known(reader)));
    Condition::all().add(private_case::Column::Id.not_in_subquery(known(reader))).add(elsewhere).add(another)
}

/// She knows the person: the conversation is nowhere at her desk from now on, and neither is any other one under the
/// same name. Where nobody of the team is left who reads it, administrators learn that somebody from outside is needed.
///
/// # Errors
/// Like [`super::team_thread`].
pub async fn recuse(services: &Services, actor: &Actor, id: &CaseId) -> DomainResult<()> {
    let me = require(actor, Permission::MessagesAnswer, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let case = locked(&tx, actor, me, id).await?;
    let row = case_recusal::ActiveModel {
        member_id: Set(me.id.as_str().to_owned()),
        case_id: Set(case.id.clone()),
    };
    let written = case_recusal::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([case_recusal::Column::MemberId, case_recusal::Column::CaseId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await;
    match written {
        Ok(_) | Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    if !is_read_by_somebody(services, &tx, &case).await? {
        for admin in administrators(&tx, &case).await? {
            notify::event::outside(&tx, &admin, &format!("messages:{}", case.id), now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Whether anybody of the team still reads it. A few statements, and only when somebody says that she does not.
async fn is_read_by_somebody(
    services: &Services,
    tx: &DatabaseTransaction,
    case: &private_case::Model,
) -> DomainResult<bool> {
    for one in lookup::team(tx, &services.rules()).await? {
        let has = |verb| !reach(&one, verb).is_nowhere();
        if !has(Permission::MessagesAnswer) {
            continue;
        }
        let query = readable(kinds_of(has), &one).filter(private_case::Column::Id.eq(case.id.as_str()));
        if query.count(tx).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who can ask somebody from outside: not whoever wrote it herself.
async fn administrators(tx: &DatabaseTransaction, case: &private_case::Model) -> DomainResult<Vec<String>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::Admin.as_str()))
        .filter(member::Column::State.eq(ACTIVE))
        .filter(member::Column::Id.ne(case.member_id.as_str()))
        .into_tuple()
        .all(tx)
        .await?)
}
