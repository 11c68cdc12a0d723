//! What a question may become, if she agrees: a topic of the forum under no name, which waits for its first reading like
//! any other, or a request to the editors. The team writes the words, without what gives her away; she reads exactly
//! these, and says yes or no with her receipt. Nothing leads from what it became to her question, nor back.

use contract::{
    ErrorCode, FieldCode, FieldError, Locale,
    ids::{AskId, OfferId},
    limits,
};
use entity::{
    ask::{article_request, ask_offer},
    forum::{category, category_text},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::{
    act,
    codes::{OfferKind, OfferState},
    hers,
    key::TextKey,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    forum::{self, rules::Audience},
    permission::require,
    services::{day_of, new_id},
    staff::audit::{self, Action, Entry},
    text,
};

/// Something that the team would make of a question.
#[derive(Clone, PartialEq, Eq)]
pub struct Offer {
    /// Identifier.
    pub id: OfferId,
    /// What it would become.
    pub kind: OfferKind,
    /// Name of the category of a topic; empty for an article.
    pub category: String,
    /// One line.
    pub title: String,
    /// Exactly what would be read.
    pub body: String,
    /// How she answered.
    pub state: OfferState,
}

/// The team's form.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewOffer {
    /// Code of an [`OfferKind`].
    pub kind: String,
    /// Slug of a category, for a topic.
    pub category: String,
    /// One line.
    pub title: String,
    /// What would be read.
    pub body: String,
    /// The question's version that she saw.
    pub version: String,
}

/// Where a question may become a topic, with their names.
///
/// # Errors
/// When the database does not answer.
pub async fn offered_categories(services: &Services, locale: Locale) -> DomainResult<Vec<(String, String)>> {
    let db = services.db.read();
    let rows = category::Entity::find().order_by_asc(category::Column::Position).all(db).await?;
    let names = names(db, locale).await?;
    Ok(rows
        .into_iter()
        .filter(admits)
        .map(|row| {
            let name = name_of(&names, &row.slug);
            (row.slug, name)
        })
        .collect())
}

/// Whether something stands there under no name, before others than the team.
fn admits(row: &category::Model) -> bool {
    let audience = Audience::parse(&row.audience).unwrap_or(Audience::Staff);
    row.allow_anonymous && audience != Audience::Staff
}

async fn names<C: ConnectionTrait>(db: &C, locale: Locale) -> DomainResult<Vec<(String, String)>> {
    let mut rows = category_text::Entity::find().all(db).await?;
    let order: Vec<&str> = locale.fallbacks().map(Locale::code).collect();
    rows.sort_by_key(|row| order.iter().position(|code| *code == row.locale));
    Ok(rows.into_iter().map(|row| (row.category, row.name)).collect())
}

fn name_of(names: &[(String, String)], slug: &str) -> String {
    let found = names.iter().find(|(known, _)| known == slug);
    found.map_or_else(|| slug.to_owned(), |(_, name)| name.clone())
}

fn owner(question: &str, id: &str, part: &str) -> String {
    format!("{question}:{id}:offer {part}")
}

/// Offers to make something of a question.
///
/// # Errors
/// As [`act()`]; refused fields `kind`, `category`, `offer_title`, `offer_body`.
pub async fn make_offer(services: &Services, actor: &Actor, id: &AskId, form: &NewOffer) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = act::in_hand(&tx, actor, id, &form.version, now).await?;
    let key = TextKey::of_team(services, actor, &row)?;
    let (title, body) = (text::single_line(&form.title), text::multi_line(&form.body));
    let mut errors = Vec::new();
    let kind = OfferKind::parse(&form.kind);
    if kind.is_none() {
        let code = if form.kind.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("kind", code));
    }
    let mut category = String::new();
    if kind == Some(OfferKind::Topic) {
        let found = category::Entity::find_by_id(form.category.as_str()).one(&tx).await?;
        match found.filter(admits) {
            Some(row) => category = row.slug,
            None => errors.push(FieldError::new("category", FieldCode::UnknownChoice)),
        }
    }
    text::check_length(&mut errors, "offer_title", &title, limits::TITLE_MIN, limits::TITLE_MAX);
    text::check_length(&mut errors, "offer_body", &body, limits::BODY_MIN, limits::BODY_MAX);
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(DomainError::fields(errors)) };
    let offer = new_id();
    let question = row.id.clone();
    ask_offer::ActiveModel {
        id: Set(offer.clone()),
        question_id: Set(question.clone()),
        kind: Set(kind.as_str().to_owned()),
        category: Set(category),
        title: Set(key.seal(&owner(&question, &offer, "title"), &title)?),
        body: Set(key.seal(&owner(&question, &offer, "body"), &body)?),
        state: Set(OfferState::Offered.as_str().to_owned()),
        at: Set(now),
    }
    .insert(&tx)
    .await?;
    // The last word is the team's: she must have the time to answer.
    act::change(&tx, row, |change| change.last_at = Set(now)).await?;
    let entry = Entry::of(Action::AskAct).on("ask", &question).detail("offer");
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// What the team offers, oldest first.
pub(super) async fn offers<C: ConnectionTrait>(
    db: &C,
    key: &TextKey,
    question: &str,
    locale: Locale,
) -> DomainResult<Vec<Offer>> {
    let rows = ask_offer::Entity::find()
        .filter(ask_offer::Column::QuestionId.eq(question))
        .order_by_asc(ask_offer::Column::At)
        .order_by_asc(ask_offer::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(db, locale).await?;
    let mut offers = Vec::new();
    for row in rows {
        let Some(kind) = OfferKind::parse(&row.kind) else { continue };
        offers.push(Offer {
            kind,
            category: if kind == OfferKind::Topic { name_of(&names, &row.category) } else { String::new() },
            title: key.open(&owner(question, &row.id, "title"), &row.title)?,
            body: key.open(&owner(question, &row.id, "body"), &row.body)?,
            state: OfferState::parse(&row.state).unwrap_or(OfferState::Declined),
            id: OfferId::trusted(row.id),
        });
    }
    Ok(offers)
}

/// She says yes or no. Yes makes a topic under no name, which waits for its first reading, or a request to the editors:
/// nothing in either names her question.
///
/// # Errors
/// `WrongCredentials` for a receipt that opens nothing; `NotFound` for an offer that is none of it; `Conflict` once she
/// answered otherwise, and where the category takes nothing under no name any more.
pub async fn answer_offer(services: &Services, typed: &str, offer: &OfferId, yes: bool) -> DomainResult<()> {
    answer(services, None, typed, offer, yes).await
}

/// The same at the word of a woman who stands beside, after it was read to her: who helps is written down, and not what she
/// said.
///
/// # Errors
/// As [`answer_offer`]; like [`require`] of [`Permission::AskHelp`].
pub async fn answer_offer_for(
    services: &Services,
    actor: &Actor,
    typed: &str,
    offer: &OfferId,
    yes: bool,
) -> DomainResult<()> {
    let helper = require(actor, Permission::AskHelp, None)?;
    answer(services, Some(helper), typed, offer, yes).await
}

async fn answer(
    services: &Services,
    helper: Option<&Member>,
    typed: &str,
    offer: &OfferId,
    yes: bool,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (receipt, row) = hers(services, &tx, typed, now).await?;
    let found = ask_offer::Entity::find_by_id(offer.as_str())
        .filter(ask_offer::Column::QuestionId.eq(row.id.as_str()))
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let answer = if yes { OfferState::Agreed } else { OfferState::Declined };
    match OfferState::parse(&found.state) {
        Some(OfferState::Offered) => {}
        // The same form once more.
        Some(state) if state == answer => return Ok(()),
        _ => return Err(DomainError::new(ErrorCode::Conflict)),
    }
    if yes {
        let key = TextKey::of_her(services, &receipt, &row)?;
        let title = key.open(&owner(&row.id, &found.id, "title"), &found.title)?;
        let body = key.open(&owner(&row.id, &found.id, "body"), &found.body)?;
        if OfferKind::parse(&found.kind) == Some(OfferKind::Topic) {
            let there = category::Entity::find_by_id(found.category.as_str()).one(&tx).await?;
            let there = there.filter(admits).ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
            let words = forum::Unnamed { category: &there.slug, title, body, language: &row.language };
            forum::unnamed_topic(&tx, words, now).await?;
        } else {
            article_request::ActiveModel {
                id: Set(new_id()),
                language: Set(row.language.clone()),
                title: Set(title),
                body: Set(body),
                made_on: Set(day_of(now)),
            }
            .insert(&tx)
            .await?;
        }
    }
    if let Some(helper) = helper {
        let entry = Entry::of(Action::AskHelp).on("ask", &row.id).detail("answer");
        audit::record(&tx, Some(helper), entry, now).await?;
    }
    let mut change = found.into_active_model();
    change.state = Set(answer.as_str().to_owned());
    change.update(&tx).await?;
    act::change(&tx, row, |change| change.last_at = Set(now)).await?;
    tx.commit().await?;
    Ok(())
}
