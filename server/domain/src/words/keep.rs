//! Keeping the watched words, at the desk.

use contract::{FieldCode, FieldError};
use entity::{forum::watched_pattern, identity::member};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef, sea_query::Expr,
};

use super::{
    Action, Language, PATTERN_MAX, cache,
    pattern::{compile, form},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::gate::{
        self,
        limits::{self, Number},
    },
    permission::require,
    services::new_id,
    staff::audit::{self, Action as Logged, Entry},
    text,
};

/// Most words of one action.
pub const MAX_PER_ACTION: u64 = 2_000;
/// Longest note.
const NOTE_MAX: usize = 300;
/// Words on one page of the list.
const ROWS: u64 = 100;

/// The form of a watched word, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The word or phrase, `*` for any letters.
    pub pattern: String,
    /// Code of a [`Language`].
    pub language: String,
    /// Code of an [`Action`].
    pub effect: String,
    /// For the team.
    pub note: String,
    /// ISO day on which somebody looks at it again; empty: in half a year.
    pub review_on: String,
    /// `yes`: it is advertising. Nothing else may be refused.
    pub spam: String,
}

/// A watched word, as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Identifier.
    pub id: String,
    /// The word or phrase.
    pub pattern: String,
    /// Its language.
    pub language: Language,
    /// What it does.
    pub action: Action,
    /// For the team.
    pub note: String,
    /// Who answers for it; nothing for the starter list.
    pub owner: Option<String>,
    /// ISO day on which somebody looks at it again.
    pub review_on: String,
    /// Whether that day has come.
    pub is_due: bool,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The page, in the order of the words.
    pub rows: Vec<Word>,
    /// The word behind which the next page begins.
    pub next: Option<String>,
    /// All words.
    pub count: u64,
    /// The word that is being changed.
    pub chosen: Option<Word>,
    /// Whether the desk said that nobody reads now.
    pub quiet: bool,
    /// The numbers by which the gate goes.
    pub numbers: Vec<(Number, u64)>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    pattern: String,
    language: String,
    action: String,
    note: String,
    pseudonym: Option<String>,
    review_on: String,
}

impl Row {
    fn word(self, today: &str) -> Word {
        Word {
            is_due: self.review_on.as_str() <= today,
            id: self.id,
            pattern: self.pattern,
            language: Language::parse(&self.language).unwrap_or(Language::Other),
            // What is not understood does the least.
            action: Action::parse(&self.action).unwrap_or(Action::SuggestHelp),
            note: self.note,
            owner: self.pseudonym,
            review_on: self.review_on,
        }
    }
}

/// The watched words, those of one action or all; with a row of the audit log.
///
/// # Errors
/// Like [`require`] of [`Permission::WordsKeep`]; `NotFound` for a cursor or word that is none.
pub async fn watched(
    services: &Services,
    actor: &Actor,
    effect: Option<Action>,
    after: &str,
    chosen: &str,
) -> DomainResult<Words> {
    let reader = require(actor, Permission::WordsKeep, None)?;
    let today = services.today();
    let owner: RelationDef = watched_pattern::Entity::belongs_to(member::Entity)
        .from(watched_pattern::Column::AddedBy)
        .to(member::Column::Id)
        .into();
    let tx = services.db.begin().await?;
    let all = || {
        watched_pattern::Entity::find()
            .column(member::Column::Pseudonym)
            .join(JoinType::LeftJoin, owner.clone())
    };
    let mut query = all();
    if let Some(effect) = effect {
        query = query.filter(watched_pattern::Column::Action.eq(effect.as_str()));
    }
    if !after.is_empty() {
        let at = watched_pattern::Entity::find_by_id(after).one(&tx).await?;
        let at = at.ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((watched_pattern::Entity, watched_pattern::Column::Form)),
            Expr::col((watched_pattern::Entity, watched_pattern::Column::Id)),
        ]);
        query = query.filter(place.gt(Expr::tuple([Expr::value(at.form), Expr::value(at.id)])));
    }
    let mut rows = query
        .order_by_asc(watched_pattern::Column::Form)
        .order_by_asc(watched_pattern::Column::Id)
        .limit(ROWS + 1)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    let page = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let chosen = if chosen.is_empty() {
        None
    } else {
        let row = all().filter(watched_pattern::Column::Id.eq(chosen)).into_model::<Row>().one(&tx).await?;
        Some(row.ok_or_else(DomainError::not_found)?.word(&today))
    };
    let count = watched_pattern::Entity::find().count(&tx).await?;
    let quiet = gate::quiet::is_on(&tx).await?;
    let mut numbers = Vec::with_capacity(Number::ALL.len());
    for number in Number::ALL {
        numbers.push((*number, limits::get(&tx, *number).await?));
    }
    audit::record(&tx, Some(reader), Entry::of(Logged::WordsRead), services.now_ms()).await?;
    tx.commit().await?;
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    Ok(Words {
        rows: rows.into_iter().map(|row| row.word(&today)).collect(),
        next,
        count,
        chosen,
        quiet,
        numbers,
    })
}

/// A form that was read.
pub(super) struct Checked {
    pub(super) pattern: String,
    pub(super) form: String,
    language: Language,
    pub(super) action: Action,
    note: String,
    review_on: String,
}

/// Reads a form.
///
/// # Errors
/// Refused fields.
pub(super) fn check(services: &Services, form_sent: &Form) -> DomainResult<Checked> {
    let mut errors = Vec::new();
    let pattern = text::single_line(&form_sent.pattern);
    if pattern.is_empty() {
        errors.push(FieldError::new("pattern", FieldCode::Required));
    } else if pattern.chars().count() > PATTERN_MAX {
        errors.push(FieldError::new("pattern", FieldCode::TooLong(PATTERN_MAX)));
    } else if compile(&pattern).is_none() {
        errors.push(FieldError::new("pattern", FieldCode::TooEasy));
    }
    let language = Language::parse(&form_sent.language);
    if language.is_none() {
        let code = if form_sent.language.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("language", code));
    }
    let action = Action::chosen(&form_sent.effect);
    if let Err(error) = &action {
        errors.extend(error.fields.iter().cloned());
    }
    // Survivors must be able to say what was done to them: only advertising is given back.
    if matches!(action, Ok(Action::Block)) && form_sent.spam != "yes" {
        errors.push(FieldError::new("spam", FieldCode::MustAgree));
    }
    let note = text::single_line(&form_sent.note);
    if note.chars().count() > NOTE_MAX {
        errors.push(FieldError::new("note", FieldCode::TooLong(NOTE_MAX)));
    }
    let review_on = match form_sent.review_on.trim() {
        "" => crate::services::day_of(services.now_ms() + 182 * 86_400_000),
        day => match chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d") {
            Ok(day) => day.to_string(),
            Err(_) => {
                errors.push(FieldError::new("review_on", FieldCode::BadCharacters));
                String::new()
            }
        },
    };
    match (language, action) {
        (Some(language), Ok(action)) if errors.is_empty() => {
            Ok(Checked { form: form(&pattern), pattern, language, action, note, review_on })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

/// Adds a word. Answers its identifier.
///
/// # Errors
/// Like [`require`] of [`Permission::WordsKeep`]; refused fields.
pub async fn add(services: &Services, actor: &Actor, form: &Form) -> DomainResult<String> {
    let member = require(actor, Permission::WordsKeep, None)?;
    let checked = check(services, form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    there_is_room(&tx, checked.action).await?;
    let id = new_id();
    let row = watched_pattern::ActiveModel {
        id: Set(id.clone()),
        pattern: Set(checked.pattern),
        form: Set(checked.form),
        language: Set(checked.language.as_str().to_owned()),
        action: Set(checked.action.as_str().to_owned()),
        note: Set(checked.note),
        added_by: Set(Some(member.id.as_str().to_owned())),
        added_at: Set(now),
        review_on: Set(checked.review_on),
    };
    once(watched_pattern::Entity::insert(row).exec_without_returning(&tx).await)?;
    cache::changed(&tx, now).await?;
    let entry = Entry::of(Logged::WordAdd).on("word", id.as_str()).detail(checked.action.as_str());
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a word; whoever does answers for it from now on.
///
/// # Errors
/// Like [`add`]; `NotFound`.
pub async fn change(services: &Services, actor: &Actor, id: &str, form: &Form) -> DomainResult<()> {
    let member = require(actor, Permission::WordsKeep, None)?;
    let checked = check(services, form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let before =
        watched_pattern::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    if before.action != checked.action.as_str() {
        there_is_room(&tx, checked.action).await?;
    }
    let row = watched_pattern::ActiveModel {
        id: Set(before.id),
        pattern: Set(checked.pattern),
        form: Set(checked.form),
        language: Set(checked.language.as_str().to_owned()),
        action: Set(checked.action.as_str().to_owned()),
        note: Set(checked.note),
        added_by: Set(Some(member.id.as_str().to_owned())),
        added_at: Set(before.added_at),
        review_on: Set(checked.review_on),
    };
    once(watched_pattern::Entity::update(row).exec(&tx).await)?;
    cache::changed(&tx, now).await?;
    let detail = format!("{} {}", before.action, checked.action.as_str());
    let entry = Entry::of(Logged::WordChange).on("word", id).detail(detail);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a word away.
///
/// # Errors
/// Like [`require`] of [`Permission::WordsKeep`]; `NotFound`.
pub async fn remove(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::WordsKeep, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let before =
        watched_pattern::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    watched_pattern::Entity::delete_by_id(id).exec(&tx).await?;
    cache::changed(&tx, now).await?;
    let entry = Entry::of(Logged::WordRemove).on("word", id).detail(before.action);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn there_is_room<C: ConnectionTrait>(tx: &C, action: Action) -> DomainResult<()> {
    let count = watched_pattern::Entity::find()
        .filter(watched_pattern::Column::Action.eq(action.as_str()))
        .count(tx)
        .await?;
    if count < MAX_PER_ACTION {
        return Ok(());
    }
    let most = usize::try_from(MAX_PER_ACTION).unwrap_or(usize::MAX);
    Err(DomainError::field("pattern", FieldCode::TooMany(most)))
}

/// The same word with the same action stands once.
fn once<T>(done: Result<T, sea_orm::DbErr>) -> DomainResult<T> {
    done.map_err(|error| match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
            DomainError::field("pattern", FieldCode::Taken)
        }
        _ => error.into(),
    })
}
