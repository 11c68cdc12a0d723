//! Announcements with an end: the time is compared whenever somebody reads, so nothing has to take them away.

use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::places::{announcement, announcement_text};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{link, load};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    directory::common::hash_of,
    library::start_of_day,
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
    text::{check_length, single_line},
};

/// Longest text.
pub const TEXT_MAX: usize = 400;
/// How many the desk lists.
const LISTED: u64 = 100;
const DAY_MS: i64 = 86_400_000;

/// Something the team announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Identifier.
    pub id: String,
    /// Plain texts by language.
    pub texts: Vec<(Locale, String)>,
    /// Path of this site, or an https address.
    pub link: Option<String>,
    /// UTC milliseconds, from then on.
    pub starts_at: i64,
    /// UTC milliseconds, until before then.
    pub ends_at: i64,
}

impl Announcement {
    /// Whether it is shown at a moment.
    pub fn is_on(&self, now: i64) -> bool {
        self.starts_at <= now && now < self.ends_at
    }

    /// What it is known by as it is: whoever changes it says which one she had before her.
    pub fn seal(&self) -> String {
        let mut texts: Vec<&(Locale, String)> = self.texts.iter().collect();
        texts.sort_by_key(|(locale, _)| *locale);
        hash_of(&(texts, &self.link, self.starts_at, self.ends_at))
    }

    /// Its text in the best language there is.
    pub fn text(&self, locale: Locale) -> Option<(Locale, &String)> {
        super::in_best(&self.texts, locale)
    }
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The one that is changed; empty: a new one.
    pub id: String,
    /// [`Announcement::seal`] of the one that she had before her.
    pub seen: String,
    /// Texts by language.
    pub texts: Vec<(Locale, String)>,
    /// Where it leads, or nothing.
    pub link: String,
    /// First day, ISO, in Tunisia; empty: at once.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// Puts rows and texts together.
async fn with_texts<C: ConnectionTrait>(
    db: &C,
    rows: Vec<announcement::Model>,
) -> DomainResult<Vec<Announcement>> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let texts = if ids.is_empty() {
        Vec::new()
    } else {
        announcement_text::Entity::find()
            .filter(announcement_text::Column::AnnouncementId.is_in(ids))
            .all(db)
            .await?
    };
    let of = |id: &str| {
        texts
            .iter()
            .filter(|text| text.announcement_id == id)
            .filter_map(|text| Some((text.locale.parse().ok()?, text.text.clone())))
            .collect()
    };
    Ok(rows
        .into_iter()
        .map(|row| Announcement {
            texts: of(&row.id),
            id: row.id,
            link: row.link,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        })
        .collect())
}

/// Those that are not over, newest first.
pub(super) async fn read<C: ConnectionTrait>(db: &C, now: i64) -> DomainResult<Vec<Announcement>> {
    let rows = announcement::Entity::find()
        .filter(announcement::Column::EndsAt.gt(now))
        .order_by_desc(announcement::Column::StartsAt)
        .order_by_desc(announcement::Column::Id)
        .all(db)
        .await?;
    with_texts(db, rows).await
}

/// The newest, over or not, for the desk.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<Vec<Announcement>> {
    require(actor, Permission::ContentPublish, None)?;
    let rows = announcement::Entity::find()
        .order_by_desc(announcement::Column::StartsAt)
        .order_by_desc(announcement::Column::Id)
        .limit(LISTED)
        .all(services.db.read())
        .await?;
    with_texts(services.db.read(), rows).await
}

/// What a form says, read.
struct Told {
    texts: Vec<(Locale, String)>,
    link: Option<String>,
    from: Option<i64>,
    to: i64,
}

fn told(form: &Form, now: i64) -> DomainResult<Told> {
    let mut errors = Vec::new();
    let texts: Vec<(Locale, String)> =
        form.texts.iter().map(|(locale, text)| (*locale, single_line(text))).collect();
    for (locale, text) in &texts {
        check_length(&mut errors, &format!("text_{locale}"), text, 0, TEXT_MAX);
    }
    let texts: Vec<_> = texts.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if texts.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("text_ar", FieldCode::Required));
    }
    let lead = link(&form.link);
    if lead.is_none() && !form.link.trim().is_empty() {
        errors.push(FieldError::new("link", FieldCode::NotALink));
    }
    let from = start_of_day(&form.from);
    if from.is_none() && !form.from.is_empty() {
        errors.push(FieldError::new("from", FieldCode::NotADay));
    }
    let to = start_of_day(&form.to).map(|day| day + DAY_MS);
    match to {
        None if form.to.is_empty() => errors.push(FieldError::new("to", FieldCode::Required)),
        None => errors.push(FieldError::new("to", FieldCode::NotADay)),
        Some(to) if to <= now.max(from.unwrap_or(now)) => {
            errors.push(FieldError::new("to", FieldCode::InThePast));
        }
        Some(_) => {}
    }
    match to {
        Some(to) if errors.is_empty() => Ok(Told { texts, link: lead, from, to }),
        _ => Err(DomainError::fields(errors)),
    }
}

async fn write_texts(tx: &DatabaseTransaction, id: &str, texts: &[(Locale, String)]) -> DomainResult<()> {
    announcement_text::Entity::delete_many()
        .filter(announcement_text::Column::AnnouncementId.eq(id))
        .exec(tx)
        .await?;
    for (locale, text) in texts {
        let row = announcement_text::ActiveModel {
            announcement_id: Set(id.to_owned()),
            locale: Set(locale.code().to_owned()),
            text: Set(text.clone()),
        };
        announcement_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes a new announcement, or changes one.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `text_ar` and so on, `link`, `from`, `to`; not
/// found; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write(services: &Services, actor: &Actor, form: &Form) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let now = services.now_ms();
    let told = told(form, now)?;
    let tx = services.db.begin().await?;
    let (id, what) = if form.id.is_empty() {
        let id = new_id();
        let row = announcement::ActiveModel {
            id: Set(id.clone()),
            link: Set(told.link),
            starts_at: Set(told.from.unwrap_or(now)),
            ends_at: Set(told.to),
        };
        announcement::Entity::insert(row).exec_without_returning(&tx).await?;
        (id, "add")
    } else {
        let row = announcement::Entity::find_by_id(form.id.as_str()).lock_exclusive().one(&tx).await?;
        let row = row.ok_or_else(DomainError::not_found)?;
        let stands = with_texts(&tx, vec![row.clone()]).await?;
        if stands.first().map(Announcement::seal).as_ref() != Some(&form.seen) {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        let id = row.id.clone();
        // One that began stays where it stands among the others.
        let starts_at = told.from.unwrap_or(row.starts_at.min(now));
        let mut change = row.into_active_model();
        change.link = Set(told.link);
        change.starts_at = Set(starts_at);
        change.ends_at = Set(told.to);
        change.update(&tx).await?;
        (id, "change")
    };
    write_texts(&tx, &id, &told.texts).await?;
    let entry = Entry::of(Action::AnnouncementChange).on("announcement", id).detail(what);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    load(services).await
}

/// Ends an announcement now. One that is over already stays as it is.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn end(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = announcement::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    if row.ends_at > now {
        let mut change = row.into_active_model();
        change.ends_at = Set(now);
        change.update(&tx).await?;
        let entry = Entry::of(Action::AnnouncementChange).on("announcement", id).detail("end");
        audit::record(&tx, Some(member), entry, now).await?;
    }
    tx.commit().await?;
    load(services).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_field_that_is_wrong_at_once() {
        // 2026-11-28, noon in Tunisia.
        let now = 1_795_820_400_000 + 12 * 3_600_000;
        let form = |text: &str, link: &str, from: &str, to: &str| Form {
            texts: vec![(Locale::Ar, text.to_owned())],
            link: link.into(),
            from: from.into(),
            to: to.into(),
            ..Form::default()
        };
        let fields = |form: &Form| match told(form, now) {
            Ok(_) => Vec::new(),
            Err(error) => error.fields.into_iter().map(|one| one.field).collect(),
        };
        assert!(fields(&form("نصّ", "", "", "2026-11-28")).is_empty(), "the last day counts");
        assert!(fields(&form("نصّ", "/ar/safety", "2026-12-01", "2026-12-01")).is_empty());
        assert_eq!(fields(&form("", "x", "y", "")), ["text_ar", "link", "from", "to"]);
        assert_eq!(fields(&form("نصّ", "", "", "2026-11-27")), ["to"]);
        assert_eq!(fields(&form("نصّ", "", "2026-12-02", "2026-12-01")), ["to"]);
    }
}
