//! What somebody of the team has for herself beside her shift: a buddy, to whom she talks when something stays with
//! her, and notes that nobody else reads. Neither stands in any log.

use contract::FieldCode;
use entity::{
    forum::{debrief_note, desk_member},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::shift::{NOTE_MAX, make_row};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    identity::ACTIVE,
    permission::{require, role_permits},
    services::{day_of, new_id},
    text,
};

/// How many of her notes are shown, the newest. All of them stand in the copy of her data.
const SHOWN: u64 = 50;

/// A note of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debrief {
    /// Names it in forms.
    pub id: String,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// What is hers beside her shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// To whom she talks; nothing when she named nobody, or whoever she named is of the team no more.
    pub buddy: Option<String>,
    /// Who named her.
    pub named_by: Vec<String>,
    /// Whom she can name.
    pub team: Vec<String>,
    /// Her notes, newest first.
    pub notes: Vec<Debrief>,
}

/// Everybody else who reads what waits, by name: identifier and pseudonym.
async fn team<C: ConnectionTrait>(db: &C, me: &Member) -> DomainResult<Vec<(String, String)>> {
    let reads = Role::ALL.into_iter().filter(|role| role_permits(*role, Permission::ReviewQueue));
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::State.eq(ACTIVE))
        .filter(member::Column::Role.is_in(reads.map(Role::as_str)))
        .filter(member::Column::Id.ne(me.id.as_str()))
        .order_by_asc(member::Column::Pseudonym)
        .into_tuple()
        .all(db)
        .await?)
}

/// What is hers beside her shift.
pub(super) async fn of<C: ConnectionTrait>(db: &C, me: &Member) -> DomainResult<Aside> {
    let team = team(db, me).await?;
    let name = |id: &str| team.iter().find(|(other, _)| other == id).map(|(_, name)| name.clone());
    // Whom she named, and who named her, with one look.
    let named: Vec<(String, Option<String>)> = desk_member::Entity::find()
        .select_only()
        .columns([desk_member::Column::MemberId, desk_member::Column::BuddyId])
        .filter(
            Condition::any()
                .add(desk_member::Column::MemberId.eq(me.id.as_str()))
                .add(desk_member::Column::BuddyId.eq(me.id.as_str())),
        )
        .into_tuple()
        .all(db)
        .await?;
    let hers = named.iter().find(|(id, _)| id == me.id.as_str()).and_then(|(_, buddy)| buddy.as_deref());
    let notes = debrief_note::Entity::find()
        .filter(debrief_note::Column::MemberId.eq(me.id.as_str()))
        .order_by_desc(debrief_note::Column::At)
        .order_by_desc(debrief_note::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    Ok(Aside {
        buddy: hers.and_then(name),
        named_by: named
            .iter()
            .filter(|(_, buddy)| buddy.as_deref() == Some(me.id.as_str()))
            .filter_map(|(id, _)| name(id))
            .collect(),
        notes: notes
            .into_iter()
            .map(|row| Debrief { id: row.id, body: row.body, day: day_of(row.at) })
            .collect(),
        team: team.into_iter().map(|(_, name)| name).collect(),
    })
}

/// Whom she named, by pseudonym; nothing when she named nobody, or whoever it was is of the team no more.
pub(super) async fn buddy_of<C: ConnectionTrait>(db: &C, me: &Member) -> DomainResult<Option<String>> {
    let named: Option<Option<String>> = desk_member::Entity::find()
        .select_only()
        .column(desk_member::Column::BuddyId)
        .filter(desk_member::Column::MemberId.eq(me.id.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    let Some(buddy) = named.flatten() else { return Ok(None) };
    Ok(team(db, me).await?.into_iter().find(|(id, _)| *id == buddy).map(|(_, name)| name))
}

/// Names her buddy, by pseudonym; nobody when it is empty.
///
/// # Errors
/// A refused field `buddy` for who is not of the team, and for herself; like [`require`] of
/// [`Permission::ReviewQueue`].
pub async fn name_buddy(services: &Services, actor: &Actor, pseudonym: &str) -> DomainResult<()> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let tx = services.db.begin().await?;
    let buddy = if pseudonym.is_empty() {
        None
    } else {
        let found = team(&tx, me).await?.into_iter().find(|(_, name)| name == pseudonym);
        let (id, _) = found.ok_or_else(|| DomainError::field("buddy", FieldCode::UnknownChoice))?;
        Some(id)
    };
    make_row(&tx, me).await?;
    desk_member::Entity::update_many()
        .col_expr(desk_member::Column::BuddyId, Expr::value(buddy))
        .filter(desk_member::Column::MemberId.eq(me.id.as_str()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a note for herself.
///
/// # Errors
/// A refused field `debrief`; like [`name_buddy`].
pub async fn write(services: &Services, actor: &Actor, body: &str) -> DomainResult<()> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let body = text::multi_line(body);
    let mut errors = Vec::new();
    text::check_length(&mut errors, "debrief", &body, 1, NOTE_MAX);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let row = debrief_note::ActiveModel {
        id: Set(new_id()),
        member_id: Set(me.id.to_string()),
        body: Set(body),
        at: Set(services.now_ms()),
    };
    let tx = services.db.begin().await?;
    debrief_note::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets one of her notes.
///
/// # Errors
/// `NotFound` for what is no note of hers; like [`name_buddy`].
pub async fn forget(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let tx = services.db.begin().await?;
    let gone = debrief_note::Entity::delete_many()
        .filter(debrief_note::Column::Id.eq(id))
        .filter(debrief_note::Column::MemberId.eq(me.id.as_str()))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    tx.commit().await?;
    Ok(())
}
