//! The index of a recording: its parts, each with the second at which it begins and what it is about. It serves where
//! nobody wrote down every word.

use std::collections::{BTreeMap, BTreeSet};

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::ItemId};
use entity::library::{item, segment, segment_text};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    desk::{DeskItem, desk_item},
    given::is_heard,
    life::{Act, refusal},
    list::visible,
    model::Localised,
    words::ItemState,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, permission::require, services::new_id,
    staff::Action, text,
};

/// Longest title of a part.
pub const SEGMENT_TITLE_MAX: usize = 200;
/// Longest text about a part.
pub const SYNOPSIS_MAX: usize = 2000;
/// Longest line of words under which a part is found.
pub const KEYWORDS_MAX: usize = 400;
/// Most parts of one item.
const SEGMENTS_MAX: usize = 500;
/// A day: no recording is longer.
const LONGEST: u32 = 86_400;

/// A part as described in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentText {
    /// Title.
    pub title: String,
    /// What it is about.
    pub synopsis: String,
    /// Words under which it is found.
    pub keywords: String,
}

/// A part of a recording; it lasts until the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Identifier.
    pub id: String,
    /// Second at which it begins.
    pub start: u32,
    /// Texts by language; at least one.
    pub texts: BTreeMap<Locale, SegmentText>,
}

impl Segment {
    fn best(&self, locale: Locale, of: fn(&SegmentText) -> &String) -> Option<Localised> {
        locale.fallbacks().find_map(|l| {
            let text = self.texts.get(&l).map(of).filter(|text| !text.is_empty())?;
            Some(Localised { locale: l, text: text.clone() })
        })
    }

    /// Its title in the best language for a reader.
    pub fn title(&self, locale: Locale) -> Option<Localised> {
        self.best(locale, |text| &text.title)
    }

    /// What it is about, in the best language for a reader.
    pub fn synopsis(&self, locale: Locale) -> Option<Localised> {
        self.best(locale, |text| &text.synopsis)
    }

    /// Words under which it is found, in the best language for a reader.
    pub fn keywords(&self, locale: Locale) -> Option<Localised> {
        self.best(locale, |text| &text.keywords)
    }
}

/// A part as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentForm {
    /// The part that is changed; empty for a new one.
    pub id: String,
    /// Where it begins: seconds, `m:ss` or `h:mm:ss`.
    pub start: String,
    /// Texts by language.
    pub texts: BTreeMap<Locale, SegmentText>,
}

impl SegmentForm {
    fn read(&self) -> DomainResult<(u32, Vec<(Locale, SegmentText)>)> {
        let mut errors = Vec::new();
        let start = seconds_of(&self.start);
        if start.is_none() {
            let code =
                if self.start.trim().is_empty() { FieldCode::Required } else { FieldCode::BadCharacters };
            errors.push(FieldError::new("start", code));
        }
        let mut texts = Vec::new();
        for (locale, typed) in &self.texts {
            let tidy = SegmentText {
                title: text::single_line(&typed.title),
                synopsis: text::multi_line(&typed.synopsis).trim().to_owned(),
                keywords: text::single_line(&typed.keywords),
            };
            for (field, value, most) in [
                ("title", &tidy.title, SEGMENT_TITLE_MAX),
                ("synopsis", &tidy.synopsis, SYNOPSIS_MAX),
                ("keywords", &tidy.keywords, KEYWORDS_MAX),
            ] {
                if value.chars().count() > most {
                    errors.push(FieldError::new(format!("{field}_{locale}"), FieldCode::TooLong(most)));
                }
            }
            let says_more = !tidy.synopsis.is_empty() || !tidy.keywords.is_empty();
            if tidy.title.is_empty() && says_more {
                errors.push(FieldError::new(format!("title_{locale}"), FieldCode::Required));
            }
            if !tidy.title.is_empty() {
                texts.push((*locale, tidy));
            }
        }
        if texts.is_empty() && errors.is_empty() {
            errors.push(FieldError::new(format!("title_{}", Locale::default()), FieldCode::Required));
        }
        start
            .filter(|_| errors.is_empty())
            .map(|start| (start, texts))
            .ok_or_else(|| DomainError::fields(errors))
    }
}

/// Seconds, `m:ss` or `h:mm:ss`.
pub fn seconds_of(typed: &str) -> Option<u32> {
    let number = |text: &str| {
        let fine = !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        if fine { text.parse::<u32>().ok() } else { None }
    };
    let sixtieth = |text: &str| number(text).filter(|n| *n < 60 && text.len() == 2);
    let parts: Vec<&str> = typed.trim().split(':').collect();
    let seconds = match *parts {
        [seconds] => number(seconds)?,
        [minutes, seconds] => number(minutes)?.checked_mul(60)? + sixtieth(seconds)?,
        [hours, minutes, seconds] => {
            (number(hours)?.checked_mul(60)? + sixtieth(minutes)?).checked_mul(60)? + sixtieth(seconds)?
        }
        _ => return None,
    };
    (seconds <= LONGEST).then_some(seconds)
}

/// Parts of an item, in order of time. Whoever calls saw to it that it may be read.
pub(super) async fn load<C: ConnectionTrait>(db: &C, item: &str) -> DomainResult<Vec<Segment>> {
    let rows = segment::Entity::find()
        .filter(segment::Column::ItemId.eq(item))
        .order_by_asc(segment::Column::StartSecond)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut texts: BTreeMap<String, BTreeMap<Locale, SegmentText>> = BTreeMap::new();
    let found =
        segment_text::Entity::find().filter(segment_text::Column::SegmentId.is_in(ids)).all(db).await?;
    for row in found {
        if let Ok(locale) = row.locale.parse() {
            let text = SegmentText { title: row.title, synopsis: row.synopsis, keywords: row.keywords };
            texts.entry(row.segment_id).or_default().insert(locale, text);
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let start = u32::try_from(row.start_second).ok()?;
            let texts = texts.remove(&row.id).unwrap_or_default();
            Some(Segment { id: row.id, start, texts })
        })
        .collect())
}

/// Parts of a visible item in order of time; none while every recording that they are parts of is closed.
pub(super) async fn told(services: &Services, item: &str) -> DomainResult<Vec<Segment>> {
    let parts = load(services.db.read(), item).await?;
    if parts.is_empty() || is_heard(services, item).await? { Ok(parts) } else { Ok(Vec::new()) }
}

/// The parts of an item that the world sees.
///
/// # Errors
/// Gone or not found, as an item is; the database is away.
pub async fn parts_of(services: &Services, id: &ItemId) -> DomainResult<Vec<Segment>> {
    let db = services.db.read();
    if item::Entity::find_by_id(id.as_str()).filter(visible(services)).one(db).await?.is_none() {
        return Err(refusal(db, id).await?);
    }
    told(services, id.as_str()).await
}

/// Which of these items have an index. Whoever calls saw to it that they may be read.
///
/// # Errors
/// The database is away.
pub async fn with_parts(services: &Services, ids: &[&str]) -> DomainResult<BTreeSet<String>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found: Vec<String> = segment::Entity::find()
        .select_only()
        .column(segment::Column::ItemId)
        .distinct()
        .filter(segment::Column::ItemId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(found.into_iter().collect())
}

/// An item at the desk with its parts.
///
/// # Errors
/// Like [`desk_item`].
pub async fn desk_segments(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &ItemId,
) -> DomainResult<(DeskItem, Vec<Segment>)> {
    let item = desk_item(services, actor, locale, id).await?;
    let segments = load(services.db.read(), id.as_str()).await?;
    Ok((item, segments))
}

/// What can still have parts.
const LIVING: [ItemState; 3] = [ItemState::Draft, ItemState::Published, ItemState::Unpublished];

/// Adds a part, or changes one.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `start` and `title_ar` to `keywords_en`; not
/// found; [`ErrorCode::Conflict`] for what is gone.
pub async fn write_segment(
    services: &Services,
    actor: &Actor,
    item: &ItemId,
    form: &SegmentForm,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let (start, texts) = form.read()?;
    let second = i32::try_from(start).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let act = Act::begin(services, actor, item).await?;
    act.only_from(&LIVING)?;
    let rows = segment::Entity::find().filter(segment::Column::ItemId.eq(item.as_str())).all(&act.tx).await?;
    if rows.iter().any(|row| row.start_second == second && row.id != form.id) {
        return Err(DomainError::field("start", FieldCode::Taken));
    }
    let id = if form.id.is_empty() {
        if rows.len() >= SEGMENTS_MAX {
            return Err(DomainError::field("start", FieldCode::TooMany(SEGMENTS_MAX)));
        }
        let id = new_id();
        let row = segment::ActiveModel {
            id: Set(id.clone()),
            item_id: Set(item.as_str().to_owned()),
            start_second: Set(second),
        };
        segment::Entity::insert(row).exec_without_returning(&act.tx).await?;
        id
    } else {
        let known = rows.into_iter().find(|row| row.id == form.id).ok_or_else(DomainError::not_found)?;
        segment::Entity::update_many()
            .col_expr(segment::Column::StartSecond, Expr::value(second))
            .filter(segment::Column::Id.eq(known.id.as_str()))
            .exec(&act.tx)
            .await?;
        segment_text::Entity::delete_many()
            .filter(segment_text::Column::SegmentId.eq(known.id.as_str()))
            .exec(&act.tx)
            .await?;
        known.id
    };
    for (locale, text) in texts {
        let row = segment_text::ActiveModel {
            segment_id: Set(id.clone()),
            locale: Set(locale.code().to_owned()),
            title: Set(text.title),
            synopsis: Set(text.synopsis),
            keywords: Set(text.keywords),
        };
        segment_text::Entity::insert(row).exec_without_returning(&act.tx).await?;
    }
    let (change, entry) = (act.change(), act.entry(Action::LibrarySegment));
    act.finish(change, entry).await
}

/// Takes a part away.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for what is gone.
pub async fn remove_segment(
    services: &Services,
    actor: &Actor,
    item: &ItemId,
    segment: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, item).await?;
    act.only_from(&LIVING)?;
    // Not every sign is one that a database takes.
    if !segment.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(DomainError::not_found());
    }
    let gone = segment::Entity::delete_many()
        .filter(segment::Column::Id.eq(segment))
        .filter(segment::Column::ItemId.eq(item.as_str()))
        .exec(&act.tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let (change, entry) = (act.change(), act.entry(Action::LibrarySegment));
    act.finish(change, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_where_a_part_begins() {
        for (typed, seconds) in [
            ("0", Some(0)),
            (" 65 ", Some(65)),
            ("1:05", Some(65)),
            ("75:00", Some(4500)),
            ("1:02:03", Some(3723)),
            ("24:00:00", Some(86_400)),
            ("24:00:01", None),
            ("1:5", None),
            ("1:60", None),
            ("-1", None),
            ("", None),
            ("1:2:3:4", None),
            ("٣", None),
            ("99999:99", None),
        ] {
            assert_eq!(seconds_of(typed), seconds, "{typed}");
        }
    }

    #[test]
    fn a_part_needs_a_time_and_a_title() {
        let text = |title: &str, synopsis: &str| SegmentText {
            title: title.to_owned(),
            synopsis: synopsis.to_owned(),
            keywords: String::new(),
        };
        let form = |start: &str, texts: Vec<(Locale, SegmentText)>| SegmentForm {
            id: String::new(),
            start: start.to_owned(),
            texts: texts.into_iter().collect(),
        };
        let read = form("1:05", vec![(Locale::Ar, text(" الطفولة ", "")), (Locale::Fr, text("", ""))]);
        assert_eq!(read.read().ok(), Some((65, vec![(Locale::Ar, text("الطفولة", ""))])));
        for (form, fields) in [
            (form("", vec![(Locale::Fr, text("a", ""))]), vec!["start"]),
            (form("soon", vec![(Locale::Fr, text("", "b"))]), vec!["start", "title_fr"]),
            (form("1", vec![(Locale::Fr, text("", ""))]), vec!["title_ar"]),
            (form("1", vec![(Locale::En, text(&"x".repeat(201), ""))]), vec!["title_en"]),
        ] {
            let refused = form.read().unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }
}
