//! Texts that are not sent yet: one for each place, kept when she says so, gone after thirty days.

use contract::{ErrorCode, FieldCode, FieldError, ids::TopicId, limits};
use entity::forum::{draft, topic};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, SimpleExpr},
};
use serde::Deserialize;

use super::{
    ContentNote, TextLanguage, list_categories::is_slug, quote::object, submit, visibility::visible_topics,
};
use crate::{Actor, DomainError, DomainResult, Member, Services, services::day_of, text};

/// Days for which a draft is kept that nobody touches.
pub const DAYS: i64 = 30;
/// Longest text of a draft: she may shorten it later.
pub const BODY_MAX: usize = 2 * limits::BODY_MAX;
/// Drafts that somebody may keep at a time.
pub const MOST: u64 = 50;

const NEW: &str = "new";
const IN_CATEGORY: &str = "c/";

/// Where a text will stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place(String);

impl Place {
    /// A reply in a topic.
    pub fn topic(id: &TopicId) -> Self {
        Self(id.as_str().to_owned())
    }

    /// A new topic, in the category for which its form was opened, if any.
    pub fn new_topic(category: &str) -> Self {
        if is_slug(category) { Self(format!("{IN_CATEGORY}{category}")) } else { Self(NEW.to_owned()) }
    }

    /// Reads a stored or sent place.
    pub fn parse(text: &str) -> Option<Self> {
        let fine = text == NEW
            || text.strip_prefix(IN_CATEGORY).is_some_and(is_slug)
            || text.parse::<TopicId>().is_ok();
        fine.then(|| Self(text.to_owned()))
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The topic that it answers.
    pub fn of_topic(&self) -> Option<TopicId> {
        if self.0 == NEW { None } else { self.0.parse().ok() }
    }

    /// The category for which a new topic was begun.
    pub fn category(&self) -> Option<&str> {
        self.0.strip_prefix(IN_CATEGORY)
    }
}

/// A text to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// Number of the draft that the form began with; 0 when there was none.
    pub sequence: i64,
    /// Slug of the chosen category.
    pub category: String,
    /// Title of a new topic.
    pub title: String,
    /// Her text.
    pub body: String,
    /// Answers of a poll.
    pub poll_choices: String,
    /// Language she chose.
    pub language: String,
    /// Code of what it is about.
    pub content_note: String,
    /// Whether her pseudonym is hidden.
    pub hidden: bool,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where it will stand.
    pub place: Place,
    /// What she wrote, with the number of this saving.
    pub writing: Writing,
    /// ISO day of the last saving.
    pub day: String,
}

#[derive(Deserialize)]
struct Told {
    place: String,
    sequence: i64,
    category: String,
    title: String,
    body: String,
    poll_choices: String,
    language: String,
    content_note: String,
    anonymous: i64,
    updated_at: i64,
}

impl Saved {
    /// Reads what [`column`] told.
    pub(super) fn read(text: &str) -> Option<Self> {
        let told: Told = serde_json::from_str(text).ok()?;
        let writing = Writing {
            sequence: told.sequence,
            category: told.category,
            title: told.title,
            body: told.body,
            poll_choices: told.poll_choices,
            language: told.language,
            content_note: told.content_note,
            hidden: told.anonymous != 0,
        };
        Some(Self { place: Place(told.place), writing, day: day_of(told.updated_at) })
    }

    fn of(row: draft::Model) -> Self {
        let writing = Writing {
            sequence: row.sequence,
            category: row.category,
            title: row.title,
            body: row.body,
            poll_choices: row.poll_choices,
            language: row.language,
            content_note: row.content_note,
            hidden: row.anonymous,
        };
        Self { place: Place(row.place), writing, day: day_of(row.updated_at) }
    }
}

/// Her draft of a reply in a topic, as a column of the query on topics: no page asks one query more for it.
pub(super) fn column(actor: &Actor, topic: &TopicId, sqlite: bool) -> SimpleExpr {
    use draft::Column;
    let Some(member) = actor.member() else { return Expr::cust("CAST(NULL AS TEXT)") };
    let of = |column: Column| column.into_simple_expr();
    let whole = object(
        sqlite,
        vec![
            ("place", of(Column::Place)),
            ("sequence", of(Column::Sequence)),
            ("category", of(Column::Category)),
            ("title", of(Column::Title)),
            ("body", of(Column::Body)),
            ("poll_choices", of(Column::PollChoices)),
            ("language", of(Column::Language)),
            ("content_note", of(Column::ContentNote)),
            ("anonymous", of(Column::Anonymous).cast_as("INTEGER")),
            ("updated_at", of(Column::UpdatedAt)),
        ],
    );
    let found = draft::Entity::find()
        .select_only()
        .expr(whole.cast_as("TEXT"))
        .filter(Column::MemberId.eq(member.id.as_str()))
        .filter(Column::Place.eq(topic.as_str()))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(found.into()))
}

/// What became of a text that was to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Done,
    /// A newer one is kept there; nothing was changed.
    Newer(Box<Saved>),
    /// The one that the form began with was sent or discarded meanwhile; nothing was changed.
    Gone,
}

/// Keeps a text. One form does not overwrite what a later one kept.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a topic that she does not read; refused fields; `TooManyRequests` when she keeps too
/// many.
pub async fn save(
    services: &Services,
    actor: &Actor,
    place: &Place,
    writing: &Writing,
) -> DomainResult<Kept> {
    let member = actor.require_member()?;
    let title = text::single_line(&writing.title);
    let body = text::multi_line(&writing.body);
    let mut errors: Vec<FieldError> = Vec::new();
    text::check_length(&mut errors, "title", &title, 0, limits::TITLE_MAX);
    text::check_length(&mut errors, "body", &body, 0, BODY_MAX);
    text::check_length(&mut errors, "poll_choices", &writing.poll_choices, 0, limits::BODY_MAX);
    if title.is_empty() && body.trim().is_empty() {
        errors.push(FieldError::new("body", FieldCode::Required));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let known = TextLanguage::chosen(&writing.language, "", contract::Locale::Ar).is_ok();
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    submit::lock_member(&tx, member).await?;
    if let Some(topic) = place.of_topic() {
        let seen = topic::Entity::find_by_id(topic.as_str()).filter(visible_topics(actor)).one(&tx).await?;
        seen.ok_or_else(DomainError::not_found)?;
    }
    let key = (member.id.as_str().to_owned(), place.0.clone());
    let before = draft::Entity::find_by_id(key).one(&tx).await?;
    match &before {
        Some(row) if row.sequence > writing.sequence => {
            return Ok(Kept::Newer(Box::new(Saved::of(row.clone()))));
        }
        None if writing.sequence > 0 => return Ok(Kept::Gone),
        Some(_) => {}
        None => {
            let kept = draft::Entity::find().filter(draft::Column::MemberId.eq(member.id.as_str()));
            if kept.count(&tx).await? >= MOST {
                return Err(DomainError::new(ErrorCode::TooManyRequests));
            }
        }
    }
    let row = draft::ActiveModel {
        member_id: Set(member.id.as_str().to_owned()),
        place: Set(place.0.clone()),
        sequence: Set(before.map_or(0, |row| row.sequence) + 1),
        category: Set(if is_slug(&writing.category) { writing.category.clone() } else { String::new() }),
        title: Set(title),
        body: Set(body),
        poll_choices: Set(text::multi_line(&writing.poll_choices)),
        language: Set(if known { writing.language.clone() } else { String::new() }),
        content_note: Set(ContentNote::parse(&writing.content_note)
            .map(|note| note.as_str().to_owned())
            .unwrap_or_default()),
        anonymous: Set(writing.hidden),
        updated_at: Set(now),
    };
    let replace = OnConflict::columns([draft::Column::MemberId, draft::Column::Place])
        .update_columns([
            draft::Column::Sequence,
            draft::Column::Category,
            draft::Column::Title,
            draft::Column::Body,
            draft::Column::PollChoices,
            draft::Column::Language,
            draft::Column::ContentNote,
            draft::Column::Anonymous,
            draft::Column::UpdatedAt,
        ])
        .to_owned();
    draft::Entity::insert(row).on_conflict(replace).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(Kept::Done)
}

/// Her draft at a place.
///
/// # Errors
/// `SignInNeeded`.
pub async fn find(services: &Services, actor: &Actor, place: &Place) -> DomainResult<Option<Saved>> {
    let member = actor.require_member()?;
    let key = (member.id.as_str().to_owned(), place.0.clone());
    Ok(draft::Entity::find_by_id(key).one(services.db.read()).await?.map(Saved::of))
}

/// A draft in her list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The draft.
    pub saved: Saved,
    /// Title of the topic that it answers and its language, when she still reads it.
    pub topic: Option<(String, TextLanguage)>,
}

/// All her drafts, the last one first.
///
/// # Errors
/// `SignInNeeded`.
pub async fn list(services: &Services, actor: &Actor) -> DomainResult<Vec<Listed>> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let rows = draft::Entity::find()
        .filter(draft::Column::MemberId.eq(member.id.as_str()))
        .order_by_desc(draft::Column::UpdatedAt)
        .order_by_asc(draft::Column::Place)
        .all(db)
        .await?;
    let places: Vec<String> = rows.iter().map(|row| row.place.clone()).collect();
    let topics: Vec<(String, String, String)> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Title, topic::Column::Language])
        .filter(topic::Column::Id.is_in(places))
        .filter(visible_topics(actor))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let topic = topics.iter().find(|(id, ..)| *id == row.place);
            let topic = topic.map(|(_, title, language)| (title.clone(), TextLanguage::parse(language)));
            Listed { saved: Saved::of(row), topic }
        })
        .collect())
}

/// Throws a draft away; one that is not there is no error.
///
/// # Errors
/// `SignInNeeded`.
pub async fn discard(services: &Services, actor: &Actor, place: &Place) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    draft::Entity::delete_by_id((member.id.as_str().to_owned(), place.0.clone())).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The text was sent: its draft goes, in the same transaction. One that another form kept since stays.
pub(super) async fn sent<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    place: &Place,
    sequence: i64,
) -> DomainResult<()> {
    draft::Entity::delete_many()
        .filter(draft::Column::MemberId.eq(member.id.as_str()))
        .filter(draft::Column::Place.eq(place.as_str()))
        .filter(draft::Column::Sequence.lte(sequence))
        .exec(tx)
        .await?;
    Ok(())
}

/// Drops what nobody touched for [`DAYS`]. Answers how many.
pub(crate) async fn forget<C: ConnectionTrait>(services: &Services, tx: &C) -> DomainResult<u64> {
    let gone = draft::Entity::delete_many()
        .filter(draft::Column::UpdatedAt.lte(services.now_ms() - DAYS * 86_400_000))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_topic_a_category_or_none() {
        assert_eq!(Place::new_topic("").as_str(), "new");
        assert_eq!(Place::new_topic("unions").category(), Some("unions"));
        for fine in ["new", "c/civil-society", "0a9zkq3m1v7t"] {
            assert_eq!(Place::parse(fine).map(|place| place.as_str().to_owned()).as_deref(), Some(fine));
        }
        assert!(Place::parse("new").and_then(|place| place.of_topic()).is_none());
        assert!(Place::parse("0a9zkq3m1v7t").and_then(|place| place.of_topic()).is_some());
        for bad in ["", "c/", "c/../x", "t/1", "ABC", "x"] {
            assert_eq!(Place::parse(bad), None, "{bad}");
        }
    }
}
