//! The room `ask`: a woman asks the team without an account, and comes back with a receipt of 16 digits. Nothing that is
//! stored leads to her: no member, no address, no browser. Each question has a key of its own, under which every text
//! of it rests sealed; that key is opened by her receipt, or for somebody of the team who may answer, and by nothing
//! else (`key.rs`): no search, export, feed, log, notification or mail can read a word of it. It is erased 90 days after
//! the last word, or when she says so.

mod act;
mod article_requests;
mod begin;
mod codes;
mod desk;
mod hers;
mod key;
mod late;
mod offer;
mod receipt;
mod recusal;
mod sweep;

pub use act::{CLAIM_MS, Doing, act};
pub use article_requests::{ArticleRequest, article_requests, settle_request};
pub use begin::{Asked, NewQuestion, ask, ask_for, check, written};
pub use codes::{NoteKind, OfferKind, OfferState, Step, Template};
pub use desk::{Line, Note, View, list, see, waiting};
pub use hers::{Said, Thread, erase, erase_for, open, open_for, reply, reply_for};
pub(crate) use late::{late, note_reminder};
pub use offer::{NewOffer, Offer, answer_offer, answer_offer_for, make_offer, offered_categories};
pub use receipt::Receipt;
pub(crate) use recusal::recused_from;
pub use sweep::sweep;

use contract::{ErrorCode, limits::MESSAGE_MAX};
use entity::ask::{ask_message, ask_question};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use self::key::TextKey;
use crate::{DomainError, DomainResult, Services, duty, services::day_of, text, words};

/// Days after the last word until nothing is left.
pub const KEPT_DAYS: i64 = 90;
const KEPT_MS: i64 = KEPT_DAYS * 86_400_000;
/// For how long what was told of one question stands for others that are new.
const ANNOUNCED_MS: i64 = 3_600_000;

const OPEN: &str = "open";
const CLOSED: &str = "closed";
/// Emptied at her word: the next sweep takes the row itself, and its shreds out of the file.
const ERASED: &str = "erased";

/// What somebody wrote, or what is wrong with it.
fn checked(field: &str, typed: &str) -> DomainResult<String> {
    let body = text::multi_line(typed);
    let mut errors = Vec::new();
    text::check_length(&mut errors, field, body.trim(), 2, MESSAGE_MAX);
    if errors.is_empty() { Ok(body) } else { Err(DomainError::fields(errors)) }
}

/// No question has such a receipt, or its time is over: one answer for both.
fn wrong_receipt() -> DomainError {
    DomainError::new(ErrorCode::WrongCredentials)
}

/// The question of a receipt, under its lock.
async fn hers(
    services: &Services,
    tx: &DatabaseTransaction,
    typed: &str,
    now: i64,
) -> DomainResult<(Receipt, ask_question::Model)> {
    let receipt = Receipt::parse(typed).ok_or_else(wrong_receipt)?;
    let row =
        living(&receipt.hash(services), now).lock_exclusive().one(tx).await?.ok_or_else(wrong_receipt)?;
    Ok((receipt, row))
}

/// The question with this hash, while its time is not over.
fn living(hash: &str, now: i64) -> sea_orm::Select<ask_question::Entity> {
    ask_question::Entity::find()
        .filter(ask_question::Column::Receipt.eq(hash))
        .filter(ask_question::Column::State.is_in([OPEN, CLOSED]))
        .filter(ask_question::Column::LastAt.gt(now - KEPT_MS))
}

/// Whether these words call for somebody at once. Nothing of them is kept.
async fn is_alarming(services: &Services, body: &str) -> DomainResult<bool> {
    words::is_alarming(services, body).await
}

/// Tells the few, in a message that says nothing.
async fn alarm(services: &Services, tx: &DatabaseTransaction, id: &str, now: i64) -> DomainResult<()> {
    duty::alert_ask(services, tx, (id, true), &format!("ask:{id}:{now}"), now).await
}

/// Tells whoever answers that something new waits, in a message that says nothing; once an hour, however many ask.
async fn announce(
    services: &Services,
    tx: &DatabaseTransaction,
    (id, for_few): (&str, bool),
    now: i64,
) -> DomainResult<()> {
    let told = ask_question::Entity::find()
        .filter(ask_question::Column::Id.ne(id))
        .filter(ask_question::Column::State.eq(OPEN))
        .filter(ask_question::Column::Waits.eq(true))
        .filter(ask_question::Column::DangerAt.is_null())
        .filter(ask_question::Column::ForFew.eq(for_few))
        .filter(ask_question::Column::OpenedAt.gt(now - ANNOUNCED_MS))
        .one(tx)
        .await?;
    if told.is_some() {
        return Ok(());
    }
    duty::alert_ask(services, tx, (id, for_few), &format!("ask:{id}:{now}"), now).await
}

/// Who says something, as what is sealed is bound to.
fn side(from_team: bool) -> &'static str {
    if from_team { "team" } else { "her" }
}

/// The name of what a form sends: the same form names the same message. No table of spent keys tells of it.
fn message_id(services: &Services, question: &str, from: &str, form_key: &str) -> String {
    services.keyed_hash(&format!("ask message {question} {from} {form_key}"))
}

/// Puts a message into a question. False when this form put it there before.
async fn say<C: ConnectionTrait>(
    tx: &C,
    key: &TextKey,
    (question, id): (&str, String),
    from_team: bool,
    body: &str,
    now: i64,
) -> DomainResult<bool> {
    if ask_message::Entity::find_by_id(id.as_str()).one(tx).await?.is_some() {
        return Ok(false);
    }
    let row = ask_message::ActiveModel {
        body: Set(key.seal(&format!("{question}:{id}:{}", side(from_team)), body)?),
        id: Set(id),
        question_id: Set(question.to_owned()),
        from_team: Set(from_team),
        at: Set(now),
    };
    row.insert(tx).await?;
    Ok(true)
}

/// What was said, oldest first.
async fn said<C: ConnectionTrait>(db: &C, key: &TextKey, question: &str) -> DomainResult<Vec<Said>> {
    let rows = ask_message::Entity::find()
        .filter(ask_message::Column::QuestionId.eq(question))
        .order_by_asc(ask_message::Column::At)
        .order_by_asc(ask_message::Column::Id)
        .all(db)
        .await?;
    let open = |row: ask_message::Model| -> DomainResult<Said> {
        let owner = format!("{question}:{}:{}", row.id, side(row.from_team));
        Ok(Said { from_team: row.from_team, body: key.open(&owner, &row.body)?, day: day_of(row.at) })
    };
    rows.into_iter().map(open).collect()
}
