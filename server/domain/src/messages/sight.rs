//! Which conversations somebody of the team may read.

use entity::{identity::member, messages::private_case, staff::audit_log};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};

use super::{Kind, recuse};
use crate::{
    Actor, Member, Permission, identity,
    permission::{permits, reach},
    staff::audit::Action,
};

/// The kinds of conversations that somebody of the team reads: what is about somebody's safety is for the few who look
/// after that, and what is reported about the team for those who sanction.
pub fn team_kinds(actor: &Actor) -> Vec<Kind> {
    kinds_of(|verb| permits(actor, verb, None))
}

/// The same for whoever has these verbs.
pub(super) fn kinds_of(has: impl Fn(Permission) -> bool) -> Vec<Kind> {
    let reads = |kind: &Kind| kind.needs().is_none_or(&has);
    Kind::READ.into_iter().filter(reads).collect()
}

/// The conversations in which she answered.
fn answered(reader: &Member) -> SelectStatement {
    audit_log::Entity::find()
        .select_only()
        .column(audit_log::Column::TargetId)
        .filter(audit_log::Column::ActorId.eq(reader.id.as_str()))
        .filter(audit_log::Column::Action.eq(Action::MessageAnswer.as_str()))
        .filter(audit_log::Column::TargetId.is_not_null())
        .into_query()
}

/// What is reported about a message is not for whoever answered in the conversation it is from.
fn took_no_part(reader: &Member) -> Condition {
    Condition::any()
        .add(private_case::Column::AboutCase.is_null())
        .add(private_case::Column::AboutCase.not_in_subquery(answered(reader)))
}

/// Reports about messages of which she may read how they ended: not her own, nor where she answered or knows the person.
pub(crate) fn complaints_in_sight(reader: &Member) -> SelectStatement {
    private_case::Entity::find()
        .select_only()
        .column(private_case::Column::Id)
        .filter(private_case::Column::AboutCase.is_not_null())
        .filter(private_case::Column::MemberId.ne(reader.id.as_str()))
        .filter(took_no_part(reader))
        .filter(recuse::not_kept_from(reader))
        .into_query()
}

/// What the desk may open: not what the portal told somebody, not what is the reader's own, and nothing of somebody
/// who disappeared, nor of whom she knows. What began about a text is for who reviews in its category.
pub(super) fn desk(actor: &Actor, reader: &Member) -> Select<private_case::Entity> {
    readable(team_kinds(actor), reader)
}

/// The same for whoever reads these kinds.
pub(super) fn readable(kinds: Vec<Kind>, reader: &Member) -> Select<private_case::Entity> {
    let there = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(identity::is_there())
        .into_query();
    let mut seen = private_case::Entity::find()
        .filter(private_case::Column::Kind.is_in(kinds.into_iter().map(Kind::as_str)))
        .filter(private_case::Column::MemberId.ne(reader.id.as_str()))
        .filter(private_case::Column::MemberId.in_subquery(there))
        .filter(took_no_part(reader))
        .filter(recuse::not_kept_from(reader));
    if let Some(inside) = reach(reader, Permission::ReviewQueue).over(private_case::Column::Category) {
        seen = seen.filter(Condition::any().add(private_case::Column::Category.is_null()).add(inside));
    }
    seen
}
