//! What is missing and what is stale, by language.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::{Locale, ids::ArticleId};
use entity::content::{article_revision, article_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query};

use super::stale::{Standing, Words, standing};
use crate::{
    Actor, DomainResult, Permission, Services,
    content::{living_ids, released},
    permission::require,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// Furthest page.
const LAST_PAGE: u64 = 1_000;

/// A text that somebody should write or renew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The document.
    pub id: ArticleId,
    /// Its title, in the language from which it would be translated.
    pub title: String,
    /// That language.
    pub from: Locale,
}

/// What one language lacks, a page of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The language.
    pub locale: Locale,
    /// Documents that readers get in another language alone.
    pub missing: Vec<Gap>,
    /// How many there are.
    pub missing_count: usize,
    /// Documents whose source readers get in other words by now.
    pub stale: Vec<Gap>,
    /// How many there are.
    pub stale_count: usize,
}

/// A page of what each language lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewPage {
    /// Language by language.
    pub languages: Vec<Overview>,
    /// There is another page of any of the lists.
    pub more: bool,
}

/// What readers get, by document and language, and the revisions that these follow.
struct Live {
    texts: BTreeMap<String, BTreeMap<Locale, article_revision::Model>>,
    origins: HashMap<String, article_revision::Model>,
}

impl Live {
    /// Of these documents.
    async fn load(services: &Services, ids: &[&str]) -> DomainResult<Self> {
        let db = services.db.read();
        let seen = Query::select()
            .column(article_text::Column::RevisionId)
            .from(article_text::Entity)
            .cond_where(released(services.now_ms()))
            .and_where(article_text::Column::ArticleId.in_subquery(living_ids()))
            .and_where(article_text::Column::ArticleId.is_in(ids.iter().copied()))
            .to_owned();
        let rows = article_revision::Entity::find()
            .filter(article_revision::Column::Id.in_subquery(seen))
            .order_by_asc(article_revision::Column::ArticleId)
            .all(db)
            .await?;
        let followed: Vec<String> = rows.iter().filter_map(|row| row.translated_from.clone()).collect();
        let origins = if followed.is_empty() {
            HashMap::new()
        } else {
            let found = article_revision::Entity::find()
                .filter(article_revision::Column::Id.is_in(followed))
                .all(db)
                .await?;
            found.into_iter().map(|row| (row.id.clone(), row)).collect()
        };
        let mut texts: BTreeMap<String, BTreeMap<Locale, article_revision::Model>> = BTreeMap::new();
        for row in rows {
            if let Ok(locale) = row.locale.parse() {
                texts.entry(row.article_id.clone()).or_default().insert(locale, row);
            }
        }
        Ok(Self { texts, origins })
    }

    fn standing(&self, locale: Locale, row: &article_revision::Model) -> Standing {
        let origin = row.translated_from.as_ref().and_then(|id| self.origins.get(id));
        let origin = origin.filter(|origin| origin.article_id == row.article_id).and_then(Words::of);
        let newest = origin
            .and_then(|origin| self.texts.get(&row.article_id)?.get(&origin.locale))
            .and_then(Words::of);
        standing(locale, origin, newest)
    }
}

/// Which texts of these documents are stale, each with the language that it follows: for lists of the desk.
///
/// # Errors
/// The database is away.
pub async fn stale(services: &Services, ids: &[&str]) -> DomainResult<BTreeMap<(String, Locale), Locale>> {
    let live = Live::load(services, ids).await?;
    let mut found = BTreeMap::new();
    for (id, texts) in &live.texts {
        for (locale, row) in texts {
            if let Standing::Stale(from) = live.standing(*locale, row) {
                found.insert((id.clone(), *locale), from);
            }
        }
    }
    Ok(found)
}

/// Identifier, document, language, number, and the revision that it follows.
type Numbered = (String, String, String, i32, Option<String>);

/// The documents of which some text follows words that readers of its source do not get any more, as far as numbers
/// tell; their words are read only then.
async fn behind(services: &Services) -> DomainResult<Vec<String>> {
    let numbered = || {
        article_revision::Entity::find()
            .select_only()
            .columns([article_revision::Column::Id, article_revision::Column::ArticleId])
            .columns([article_revision::Column::Locale, article_revision::Column::Number])
            .column(article_revision::Column::TranslatedFrom)
    };
    let db = services.db.read();
    let seen = Query::select()
        .column(article_text::Column::RevisionId)
        .from(article_text::Entity)
        .cond_where(released(services.now_ms()))
        .to_owned();
    let live = numbered().filter(article_revision::Column::Id.in_subquery(seen));
    let live: Vec<Numbered> = live.into_tuple().all(db).await?;
    let followed: Vec<&str> = live.iter().filter_map(|(.., from)| from.as_deref()).collect();
    if followed.is_empty() {
        return Ok(Vec::new());
    }
    let origins = numbered().filter(article_revision::Column::Id.is_in(followed));
    let origins: Vec<Numbered> = origins.into_tuple().all(db).await?;
    let newest: HashMap<(&str, &str), i32> =
        live.iter().map(|(_, id, language, number, _)| ((id.as_str(), language.as_str()), *number)).collect();
    let is_newer = |(_, id, language, number, _): &&Numbered| {
        newest.get(&(id.as_str(), language.as_str())).is_some_and(|newest| newest > number)
    };
    let behind: BTreeSet<&str> = origins.iter().filter(is_newer).map(|(_, id, ..)| id.as_str()).collect();
    Ok(behind.into_iter().map(str::to_owned).collect())
}

/// How many texts are stale.
///
/// # Errors
/// The database is away.
pub(in crate::content) async fn stale_count(services: &Services) -> DomainResult<u64> {
    Ok(u64::try_from(all_stale(services).await?.len()).unwrap_or(u64::MAX))
}

async fn all_stale(services: &Services) -> DomainResult<BTreeMap<(String, Locale), Locale>> {
    let behind = behind(services).await?;
    if behind.is_empty() {
        return Ok(BTreeMap::new());
    }
    let behind: Vec<&str> = behind.iter().map(String::as_str).collect();
    stale(services, &behind).await
}

/// What each language lacks, of what readers get in any: a page of each list. The first page is 1.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn overview(services: &Services, actor: &Actor, page: u64) -> DomainResult<OverviewPage> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let rows: Vec<(String, String, String)> = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::ArticleId, article_text::Column::Locale, article_text::Column::Title])
        .filter(released(services.now_ms()))
        .filter(article_text::Column::ArticleId.in_subquery(living_ids()))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut titles: BTreeMap<String, BTreeMap<Locale, String>> = BTreeMap::new();
    for (id, language, title) in rows {
        if let Ok(locale) = language.parse() {
            titles.entry(id).or_default().insert(locale, title);
        }
    }
    let stale = all_stale(services).await?;
    let size = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let before = usize::try_from(page.clamp(1, LAST_PAGE) - 1).unwrap_or_default().saturating_mul(size);
    let mut more = false;
    let mut cut = |all: Vec<Gap>| -> (Vec<Gap>, usize) {
        let count = all.len();
        more |= count > before.saturating_add(size);
        (all.into_iter().skip(before).take(size).collect(), count)
    };
    let languages = Locale::ALL
        .into_iter()
        .map(|locale| {
            let gap = |id: &String, from: Locale| {
                let title = titles.get(id)?.get(&from)?.clone();
                Some(Gap { id: ArticleId::trusted(id.clone()), title, from })
            };
            let missing = titles
                .iter()
                .filter(|(_, texts)| !texts.contains_key(&locale))
                .filter_map(|(id, _)| locale.fallbacks().find_map(|from| gap(id, from)))
                .collect();
            let old = stale
                .iter()
                .filter(|((_, language), _)| *language == locale)
                .filter_map(|((id, _), from)| gap(id, *from))
                .collect();
            let ((missing, missing_count), (stale, stale_count)) = (cut(missing), cut(old));
            Overview { locale, missing, missing_count, stale, stale_count }
        })
        .collect();
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(member), Entry::of(Action::ArticlesRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(OverviewPage { languages, more })
}
