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
        Action,
        audit::{self, Entry},
    },
};

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

/// What one language lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The language.
    pub locale: Locale,
    /// Documents that readers get in another language alone.
    pub missing: Vec<Gap>,
    /// Documents whose source readers get in other words by now.
    pub stale: Vec<Gap>,
}

/// What readers get, by document and language, and the revisions that these follow.
struct Live {
    texts: BTreeMap<String, BTreeMap<Locale, article_revision::Model>>,
    origins: HashMap<String, article_revision::Model>,
}

impl Live {
    /// Of these documents, or of all.
    async fn load(services: &Services, only: Option<&[&str]>) -> DomainResult<Self> {
        let db = services.db.read();
        let mut seen = Query::select()
            .column(article_text::Column::RevisionId)
            .from(article_text::Entity)
            .cond_where(released(services.now_ms()))
            .and_where(article_text::Column::ArticleId.in_subquery(living_ids()))
            .to_owned();
        if let Some(ids) = only {
            seen.and_where(article_text::Column::ArticleId.is_in(ids.iter().copied()));
        }
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
    let live = Live::load(services, Some(ids)).await?;
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

/// How many texts are stale. Their words are read only where readers get a newer revision of the source.
///
/// # Errors
/// The database is away.
pub(in crate::content) async fn stale_count(services: &Services) -> DomainResult<u64> {
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
        return Ok(0);
    }
    let origins = numbered().filter(article_revision::Column::Id.is_in(followed));
    let origins: Vec<Numbered> = origins.into_tuple().all(db).await?;
    let is_newer = |(_, id, language, number, _): &&Numbered| {
        live.iter().any(|(_, other, code, newest, _)| other == id && code == language && newest > number)
    };
    let behind: BTreeSet<&str> = origins.iter().filter(is_newer).map(|(_, id, ..)| id.as_str()).collect();
    if behind.is_empty() {
        return Ok(0);
    }
    let behind: Vec<&str> = behind.into_iter().collect();
    let found = stale(services, &behind).await?;
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}

/// What each language lacks, of what readers get in any.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn overview(services: &Services, actor: &Actor) -> DomainResult<Vec<Overview>> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let live = Live::load(services, None).await?;
    let mut list: Vec<Overview> =
        Locale::ALL.map(|locale| Overview { locale, missing: Vec::new(), stale: Vec::new() }).into();
    for one in &mut list {
        for (id, texts) in &live.texts {
            let gap = |from: Locale| {
                texts.get(&from).map(|row| Gap {
                    id: ArticleId::trusted(id.clone()),
                    title: row.title.clone(),
                    from,
                })
            };
            match texts.get(&one.locale) {
                None => one.missing.extend(one.locale.fallbacks().find_map(gap)),
                Some(row) => {
                    if let Standing::Stale(from) = live.standing(one.locale, row) {
                        one.stale.extend(gap(from));
                    }
                }
            }
        }
    }
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(member), Entry::of(Action::ArticlesRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(list)
}
