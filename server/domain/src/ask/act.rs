//! What somebody of the team does with a question. The team has one voice and no names before her; what it notes for
//! itself stands in another table. Every step leaves a row of the audit log with its code, and no word.

use contract::{ErrorCode, FieldCode, ids::AskId};
use entity::ask::{ask_note, ask_question};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{
    CLOSED, NoteKind, OPEN, Step, alarm, checked,
    key::{self, TextKey},
    message_id, recusal, say,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services, duty,
    staff::audit::{self, Action, Entry},
    submission::FormKey,
};

/// For how long a question stays in somebody's hand after her last step.
pub const CLAIM_MS: i64 = 24 * 3_600_000;

/// The form, as it was sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Doing {
    /// Code of a [`Step`].
    pub step: String,
    /// The version that she saw.
    pub version: String,
    /// The answer.
    pub body: String,
    /// The note.
    pub note: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// A question that she may read, under its lock.
async fn locked<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &AskId,
) -> DomainResult<(&'a Member, ask_question::Model)> {
    let member = key::reader(actor)?;
    let row = ask_question::Entity::find_by_id(id.as_str())
        .filter(ask_question::Column::State.is_in([OPEN, CLOSED]))
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|row| !key::is_for_few(row) || key::is_of_the_few(actor))
        .ok_or_else(DomainError::not_found)?;
    if recusal::is_recused(tx, member, &row.id).await? {
        return Err(DomainError::not_found());
    }
    Ok((member, row))
}

/// Who else has it in hand.
fn in_others_hand(row: &ask_question::Model, me: &Member, now: i64) -> bool {
    let mine = row.claimed_by.as_deref() == Some(me.id.as_str());
    row.claimed_by.is_some() && !mine && row.claimed_until.is_some_and(|until| until > now)
}

/// A question in the version that she saw, in her hand or in nobody's.
pub(super) async fn in_hand<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &AskId,
    version: &str,
    now: i64,
) -> DomainResult<(&'a Member, ask_question::Model)> {
    let (member, row) = locked(tx, actor, id).await?;
    if version.parse::<i64>().ok() != Some(row.version) || in_others_hand(&row, member, now) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok((member, row))
}

/// Changes a question, which makes it another version.
pub(super) async fn change<C: ConnectionTrait>(
    tx: &C,
    row: ask_question::Model,
    make: impl FnOnce(&mut ask_question::ActiveModel),
) -> DomainResult<()> {
    let version = row.version;
    let mut change = row.into_active_model();
    make(&mut change);
    change.version = Set(version + 1);
    change.update(tx).await?;
    Ok(())
}

fn take(change: &mut ask_question::ActiveModel, me: &Member, now: i64) {
    change.claimed_by = Set(Some(me.id.as_str().to_owned()));
    change.claimed_until = Set(Some(now + CLAIM_MS));
}

fn give_back(change: &mut ask_question::ActiveModel) {
    change.claimed_by = Set(None);
    change.claimed_until = Set(None);
}

/// Does one step. An answer takes the question in hand; whoever has it in hand is alone in answering, for a day.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::MessagesAnswer`]; `NotFound`, also for who is none of the few, or knows the woman;
/// `Conflict` for another version, for what is in somebody else's hand, and for a step that is none there; refused
/// fields `step`, `body`, `note`.
pub async fn act(services: &Services, actor: &Actor, id: &AskId, doing: &Doing) -> DomainResult<()> {
    let step = Step::parse(&doing.step);
    let step = step.ok_or_else(|| DomainError::field("step", FieldCode::UnknownChoice))?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // A thought may be given to what another one has in hand.
    let (me, row) = match step {
        Step::Note | Step::Opinion | Step::Recuse => locked(&tx, actor, id).await?,
        _ => in_hand(&tx, actor, id, &doing.version, now).await?,
    };
    let mine = row.claimed_by.as_deref() == Some(me.id.as_str());
    let hers = row.second_by.as_deref() == Some(me.id.as_str());
    let for_few = key::is_for_few(&row);
    let (open, few) = (row.state == OPEN, key::is_of_the_few(actor));
    let fits = match step {
        Step::Claim | Step::Answer | Step::Note | Step::Recuse => true,
        Step::Release | Step::HandOver => mine,
        Step::Second => row.second_by.is_none(),
        // Nobody is her own second opinion.
        Step::Opinion => row.second_by.as_deref().is_some_and(|by| by != me.id.as_str()),
        Step::Escalate => row.danger_at.is_none(),
        Step::Calm => row.danger_at.is_some() && few,
        Step::Close => open,
        Step::Reopen => !open,
    };
    if !fits {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let own = TextKey::of_team(services, actor, &row)?;
    let note = match step {
        Step::Note => Some(NoteKind::Note),
        Step::Second => Some(NoteKind::Second),
        Step::Opinion => Some(NoteKind::Opinion),
        Step::HandOver => Some(NoteKind::HandOver),
        _ => None,
    };
    let question = row.id.clone();
    if let Some(kind) = note {
        let words = checked("note", &doing.note)?;
        if !write_note(services, &tx, &own, (&row, kind, me), (&words, &doing.form_key), now).await? {
            return Ok(());
        }
    }
    if step == Step::Answer {
        let words = checked("body", &doing.body)?;
        let form_key = FormKey::parse(&doing.form_key)?;
        let message = message_id(services, &question, me.id.as_str(), form_key.as_str());
        if !say(&tx, &own, (&question, message), true, &words, now).await? {
            return Ok(());
        }
    }
    change(&tx, row, |change| match step {
        Step::Claim => take(change, me, now),
        Step::Release | Step::HandOver => give_back(change),
        Step::Answer => {
            take(change, me, now);
            change.waits = Set(false);
            change.state = Set(OPEN.to_owned());
            change.last_at = Set(now);
        }
        Step::Note => {}
        Step::Second => {
            take(change, me, now);
            change.second_by = Set(Some(me.id.as_str().to_owned()));
        }
        Step::Opinion => change.second_by = Set(None),
        Step::Escalate => {
            change.danger_at = Set(Some(now));
            // Whoever may not look after it does not keep it from those who may.
            if !few {
                give_back(change);
            }
        }
        Step::Calm => change.danger_at = Set(None),
        Step::Close => {
            change.state = Set(CLOSED.to_owned());
            change.waits = Set(false);
            give_back(change);
        }
        Step::Reopen => change.state = Set(OPEN.to_owned()),
        Step::Recuse => {
            if mine {
                give_back(change);
            }
            if hers {
                change.second_by = Set(None);
            }
        }
    })
    .await?;
    if step == Step::Recuse {
        recusal::recuse(&tx, me, &question).await?;
        duty::ask_outside(services, &tx, (&question, for_few), &format!("ask-outside:{question}:{now}"), now)
            .await?;
    }
    if step == Step::Escalate {
        alarm(services, &tx, &question, now).await?;
    }
    let entry = Entry::of(Action::AskAct).on("ask", &question).detail(step.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes something. False when this form noted it before.
async fn write_note(
    services: &Services,
    tx: &DatabaseTransaction,
    own: &TextKey,
    (row, kind, me): (&ask_question::Model, NoteKind, &Member),
    (words, form_key): (&str, &str),
    now: i64,
) -> DomainResult<bool> {
    let form_key = FormKey::parse(form_key)?;
    let id = services.keyed_hash(&format!("ask note {} {} {}", row.id, me.id, form_key.as_str()));
    if ask_note::Entity::find_by_id(id.as_str()).one(tx).await?.is_some() {
        return Ok(false);
    }
    let sealed = own.seal(&format!("{}:{id}:note", row.id), words)?;
    ask_note::ActiveModel {
        id: Set(id),
        question_id: Set(row.id.clone()),
        kind: Set(kind.as_str().to_owned()),
        written_by: Set(Some(me.id.as_str().to_owned())),
        body: Set(sealed),
        at: Set(now),
    }
    .insert(tx)
    .await?;
    Ok(true)
}
