//! The menu of each language. Without entries it is the portal's own.

use std::collections::HashMap;

use contract::{
    FieldCode, FieldError, Locale, Section,
    ids::{ArticleId, split_slugged},
};
use entity::{
    content::{article, article_text},
    places::menu_entry,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{link, load, moved, position};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::{Kind, living, released},
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
    text::{check_length, single_line},
};

/// Longest text of an entry.
const LABEL_MAX: usize = 60;
/// Most entries of one language.
const ENTRIES_MAX: usize = 30;

/// A page that the portal has by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The forum.
    Forum,
    /// The library.
    Library,
    /// The statistics.
    Statistics,
    /// The safety page.
    Safety,
    /// What is announced.
    Announcements,
    /// About the portal.
    About,
    /// Rules of the forum.
    Terms,
    /// What is stored.
    Privacy,
}

impl Standing {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Forum,
        Self::Library,
        Self::Statistics,
        Self::Safety,
        Self::Announcements,
        Self::About,
        Self::Terms,
        Self::Privacy,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forum => "forum",
            Self::Library => "library",
            Self::Statistics => "statistics",
            Self::Safety => "safety",
            Self::Announcements => "announcements",
            Self::About => "about",
            Self::Terms => "terms",
            Self::Privacy => "privacy",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == text)
    }
}

/// Where an entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A section.
    Section(Section),
    /// An article or procedure, with its slug and title in the language of the menu or the next best.
    Article {
        /// Which.
        id: ArticleId,
        /// Cosmetic part of its address.
        slug: String,
        /// Its own title.
        title: String,
    },
    /// A page of the portal.
    Page(Standing),
    /// A path of this site, or an https address.
    Address(String),
}

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Identifier.
    pub id: String,
    /// Of which language's menu.
    pub locale: Locale,
    /// Where it leads.
    pub target: Target,
    /// Its own text; without one: the title of where it leads.
    pub label: Option<String>,
}

/// The form of a new entry, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// `section:poverty`, `page:forum`, `article` or `address`.
    pub what: String,
    /// The article (its identifier or address), or the address.
    pub target: String,
    /// Its own text, or nothing.
    pub label: String,
}

/// Titles and slugs of articles that readers get now, by identifier and language.
type Titles = HashMap<String, Vec<(Locale, String, String)>>;

async fn titles<C: ConnectionTrait>(db: &C, now: i64, ids: Vec<String>) -> DomainResult<Titles> {
    let mut titles = Titles::new();
    if ids.is_empty() {
        return Ok(titles);
    }
    let rows: Vec<(String, String, String, String)> = article::Entity::find()
        .select_only()
        .column(article::Column::Id)
        .column(article_text::Column::Locale)
        .column(article_text::Column::Slug)
        .column(article_text::Column::Title)
        .join(JoinType::InnerJoin, article_text::Relation::Article.def().rev())
        .filter(article::Column::Id.is_in(ids))
        .filter(article::Column::Kind.is_in([Kind::Article.as_str(), Kind::Procedure.as_str()]))
        .filter(living())
        .filter(released(now))
        .into_tuple()
        .all(db)
        .await?;
    for (id, locale, slug, title) in rows {
        if let Ok(locale) = locale.parse() {
            titles.entry(id).or_default().push((locale, slug, title));
        }
    }
    Ok(titles)
}

fn target_of(row: &menu_entry::Model, locale: Locale, titles: &Titles) -> Option<Target> {
    match row.kind.as_str() {
        "section" => row.target.parse().ok().map(Target::Section),
        "page" => Standing::parse(&row.target).map(Target::Page),
        "address" => link(&row.target).map(Target::Address),
        "article" => {
            let texts = titles.get(&row.target)?;
            let (_, slug, title) = locale
                .fallbacks()
                .find_map(|wanted| texts.iter().find(|(language, ..)| *language == wanted))?;
            let id = ArticleId::trusted(row.target.clone());
            Some(Target::Article { id, slug: slug.clone(), title: title.clone() })
        }
        _ => None,
    }
}

/// Entries of all menus. What leads to an article that readers do not get now is left out.
pub(super) async fn read<C: ConnectionTrait>(db: &C, now: i64) -> DomainResult<Vec<MenuItem>> {
    let rows = menu_entry::Entity::find()
        .order_by_asc(menu_entry::Column::Position)
        .order_by_asc(menu_entry::Column::Id)
        .all(db)
        .await?;
    let articles = rows.iter().filter(|row| row.kind == "article").map(|row| row.target.clone()).collect();
    let titles = titles(db, now, articles).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let locale = row.locale.parse().ok()?;
            let target = target_of(&row, locale, &titles)?;
            Some(MenuItem { id: row.id, locale, target, label: row.label })
        })
        .collect())
}

/// The menu of a language, for the desk.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn desk(services: &Services, actor: &Actor, locale: Locale) -> DomainResult<Vec<MenuItem>> {
    require(actor, Permission::ContentPublish, None)?;
    let all = read(services.db.read(), services.now_ms()).await?;
    Ok(all.into_iter().filter(|item| item.locale == locale).collect())
}

/// The identifier in what somebody typed: itself, with a slug, or inside an address.
pub(crate) fn article_in(text: &str) -> Option<ArticleId> {
    let text = text.trim();
    let segment = text.rsplit_once("/a/").map_or(text, |(_, rest)| rest);
    let segment = segment.split(['/', '?', '#']).next().unwrap_or_default();
    split_slugged(segment).0.parse().ok()
}

/// Kind and target of a new entry, as stored.
fn stored(form: &NewEntry) -> Result<(&'static str, String), FieldError> {
    let unknown = |field: &str, typed: &str| {
        let code = if typed.trim().is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        FieldError::new(field, code)
    };
    match form.what.split_once(':') {
        Some(("section", slug)) => match slug.parse::<Section>() {
            Ok(section) => Ok(("section", section.slug().to_owned())),
            Err(_) => Err(unknown("what", slug)),
        },
        Some(("page", name)) => match Standing::parse(name) {
            Some(page) => Ok(("page", page.as_str().to_owned())),
            None => Err(unknown("what", name)),
        },
        None if form.what == "article" => match article_in(&form.target) {
            Some(id) => Ok(("article", id.into_string())),
            None => Err(unknown("target", &form.target)),
        },
        None if form.what == "address" => match link(&form.target) {
            Some(address) => Ok(("address", address)),
            None => Err(unknown("target", &form.target)),
        },
        _ => Err(unknown("what", &form.what)),
    }
}

/// Adds an entry at the end of a menu.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `what`, `target`, `label`.
pub async fn add(services: &Services, actor: &Actor, locale: Locale, form: &NewEntry) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let mut errors = Vec::new();
    let label = single_line(&form.label);
    check_length(&mut errors, "label", &label, 0, LABEL_MAX);
    let found = stored(form).map_err(|error| errors.insert(0, error)).ok();
    // An address has no title of its own.
    if label.is_empty() && found.as_ref().is_some_and(|(kind, _)| *kind == "address") {
        errors.push(FieldError::new("label", FieldCode::Required));
    }
    let tx = services.db.begin().await?;
    if let Some((_, id)) = found.as_ref().filter(|(kind, _)| *kind == "article")
        && titles(&tx, services.now_ms(), vec![id.clone()]).await?.is_empty()
    {
        errors.push(FieldError::new("target", FieldCode::UnknownChoice));
    }
    let there = menu_entry::Entity::find()
        .filter(menu_entry::Column::Locale.eq(locale.code()))
        .order_by_desc(menu_entry::Column::Position)
        .one(&tx)
        .await?;
    let count =
        menu_entry::Entity::find().filter(menu_entry::Column::Locale.eq(locale.code())).count(&tx).await?;
    if usize::try_from(count).unwrap_or(usize::MAX) >= ENTRIES_MAX {
        errors.push(FieldError::new("what", FieldCode::TooMany(ENTRIES_MAX)));
    }
    let (Some((kind, target)), true) = (found, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    let id = new_id();
    let row = menu_entry::ActiveModel {
        id: Set(id.clone()),
        locale: Set(locale.code().to_owned()),
        position: Set(there.map_or(0, |last| last.position.saturating_add(1))),
        kind: Set(kind.to_owned()),
        target: Set(target),
        label: Set((!label.is_empty()).then_some(label)),
    };
    menu_entry::Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::of(Action::MenuChange).on("menu_entry", id).detail("add");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Moves an entry a place up or down. One that is at the end already, or gone, moves nothing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn shift(services: &Services, actor: &Actor, id: &str, up: bool) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let Some(row) = menu_entry::Entity::find_by_id(id).one(&tx).await? else { return Ok(()) };
    let mut rows = menu_entry::Entity::find()
        .filter(menu_entry::Column::Locale.eq(row.locale.as_str()))
        .order_by_asc(menu_entry::Column::Position)
        .order_by_asc(menu_entry::Column::Id)
        .all(&tx)
        .await?;
    let at = rows.iter().position(|row| row.id == id).unwrap_or_default();
    if !moved(&mut rows, at, up) {
        return Ok(());
    }
    for (at, row) in rows.into_iter().enumerate() {
        let mut change = row.into_active_model();
        change.position = Set(position(at));
        change.update(&tx).await?;
    }
    let entry = Entry::of(Action::MenuChange).on("menu_entry", id).detail("move");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Takes an entry out. One that is gone already changes nothing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn remove(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    if menu_entry::Entity::delete_by_id(id).exec(&tx).await?.rows_affected > 0 {
        let entry = Entry::of(Action::MenuChange).on("menu_entry", id).detail("remove");
        audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    }
    tx.commit().await?;
    load(services).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_chosen_and_finds_articles_in_addresses() {
        let form = |what: &str, target: &str| NewEntry {
            what: what.into(),
            target: target.into(),
            label: String::new(),
        };
        for (what, target, kind, kept) in [
            ("section:unions", "", "section", "unions"),
            ("page:forum", "", "page", "forum"),
            ("article", "askunit", "article", "askunit"),
            ("article", "https://jusoor.example/ar/a/askunit-x?y", "article", "askunit"),
            ("address", "https://example.org/a", "address", "https://example.org/a"),
        ] {
            assert_eq!(stored(&form(what, target)), Ok((kind, kept.to_owned())), "{what} {target}");
        }
        for (what, target, field) in [
            ("", "", "what"),
            ("section:x", "", "what"),
            ("page:x", "", "what"),
            ("article", "", "target"),
            ("article", "../x", "target"),
            ("address", "javascript:x", "target"),
        ] {
            assert_eq!(stored(&form(what, target)).unwrap_err().field, field, "{what} {target}");
        }
    }
}
