//! Beginning a conversation.

use contract::{
    FieldCode, FieldError,
    ids::{CaseId, MemberId, TopicId},
    limits::MESSAGE_MAX,
};
use entity::{
    forum::{category, topic},
    messages::{private_case, private_message},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::{CLOSED, Kind, OPEN, WRITING, waits};
use crate::{
    Actor, DomainError, DomainResult, Services, notify, rate,
    services::new_id,
    submission::{self, FormKey},
    text, words,
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCase {
    /// Code of what it is about.
    pub kind: String,
    /// Plain text.
    pub body: String,
    /// Whether her pseudonym is hidden from the team.
    pub hidden: bool,
    /// The topic below which she wrote it, instead of answering there.
    pub topic: Option<TopicId>,
    /// Slug of the category for which she wrote it, instead of opening a topic there; empty where she wrote it for
    /// none.
    pub category: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// Begins a conversation with the team. Any member may, in any state that lets her sign in.
///
/// # Errors
/// `SignInNeeded`; refused fields `kind`, `body`; `TooManyRequests`.
pub async fn begin(services: &Services, actor: &Actor, form: &NewCase) -> DomainResult<CaseId> {
    let member = actor.require_member()?;
    let body = text::multi_line(&form.body);
    let mut errors = Vec::new();
    let kind = Kind::chosen(&form.kind);
    if kind.is_none() {
        let code = if form.kind.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("kind", code));
    }
    text::check_length(&mut errors, "body", body.trim(), 2, MESSAGE_MAX);
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(DomainError::fields(errors)) };
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("message:{}", member.id);
    let now = services.now_ms();
    let wakes = kind == Kind::Safety || words::is_alarming(services, &body).await?;
    let tx = services.db.begin().await?;
    if let Some(id) = submission::first_result(&tx, &scope, &key).await? {
        return Ok(CaseId::trusted(id));
    }
    rate::take(&tx, &WRITING, member.id.as_str(), now).await?;
    let category = written_for(&tx, form).await?;
    let case = Case { kind, hidden: form.hidden, category: category.clone(), state: OPEN, from_team: false };
    let id = insert(&tx, &member.id, case, body, None, now).await?;
    if wakes {
        waits::alert(services, &tx, (&id, kind, category.as_deref()), &member.id, now).await?;
    }
    submission::spend(&tx, &scope, &key, id.as_str(), now).await?;
    tx.commit().await?;
    Ok(id)
}

/// The category for which she wrote it. One that is not there is none: then all of the team read it.
async fn written_for<C: ConnectionTrait>(tx: &C, form: &NewCase) -> DomainResult<Option<String>> {
    if let Some(topic) = &form.topic {
        return Ok(topic::Entity::find_by_id(topic.as_str())
            .select_only()
            .column(topic::Column::Category)
            .into_tuple()
            .one(tx)
            .await?);
    }
    if form.category.is_empty() {
        return Ok(None);
    }
    Ok(category::Entity::find()
        .select_only()
        .column(category::Column::Slug)
        .filter(category::Column::Slug.eq(form.category.as_str()))
        .into_tuple()
        .one(tx)
        .await?)
}

/// Opens a conversation with her words in it, in the caller's transaction, about a text of this category. For whoever
/// moves a text of hers from a public place to a private one: `hidden` is whether it stood under no name there. What is
/// about her safety wakes somebody; words that do were found when she sent it, and have a case of their own.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn open_case_in<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    member: &MemberId,
    (kind, category): (Kind, &str),
    body: String,
    hidden: bool,
    now: i64,
) -> DomainResult<CaseId> {
    let of = Some(category.to_owned());
    let case = Case { kind, hidden, category: of, state: OPEN, from_team: false };
    let id = insert(tx, member, case, body, None, now).await?;
    if kind == Kind::Safety {
        waits::alert(services, tx, (&id, kind, Some(category)), member, now).await?;
    }
    Ok(id)
}

/// Tells her that the team looked who wrote under her alias in this topic. The catalogue has the words.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn tell_identity_seen<C: ConnectionTrait>(
    tx: &C,
    member: &MemberId,
    topic: &str,
    now: i64,
) -> DomainResult<()> {
    let case =
        Case { kind: Kind::IdentitySeen, hidden: false, category: None, state: CLOSED, from_team: true };
    let id = insert(tx, member, case, String::new(), Some(topic.to_owned()), now).await?;
    notify::event::message(tx, member.as_str(), id.as_str(), id.as_str(), now).await
}

struct Case {
    kind: Kind,
    hidden: bool,
    category: Option<String>,
    state: &'static str,
    from_team: bool,
}

async fn insert<C: ConnectionTrait>(
    tx: &C,
    member: &MemberId,
    case: Case,
    body: String,
    about: Option<String>,
    now: i64,
) -> DomainResult<CaseId> {
    let id = new_id();
    let row = private_case::ActiveModel {
        id: Set(id.clone()),
        member_id: Set(member.as_str().to_owned()),
        kind: Set(case.kind.as_str().to_owned()),
        state: Set(case.state.to_owned()),
        hidden: Set(case.hidden),
        unread: Set(case.from_team),
        waits: Set(!case.from_team),
        waits_since: Set(now),
        reminded_at: Set(None),
        category: Set(case.category),
        opened_at: Set(now),
        last_at: Set(now),
        about_message: Set(None),
        about_case: Set(None),
        report_code: Set(None),
        report_state: Set(None),
        decided_at: Set(None),
    };
    row.insert(tx).await?;
    say(tx, &id, case.from_team, body, about, now).await?;
    Ok(CaseId::trusted(id))
}

/// Puts a message into a conversation.
pub(super) async fn say<C: ConnectionTrait>(
    tx: &C,
    case: &str,
    from_team: bool,
    body: String,
    about: Option<String>,
    now: i64,
) -> DomainResult<()> {
    let row = private_message::ActiveModel {
        id: Set(new_id()),
        case_id: Set(case.to_owned()),
        from_team: Set(from_team),
        body: Set(body),
        about: Set(about),
        at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}
