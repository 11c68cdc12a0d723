//! The desk's list of texts.

use std::collections::HashMap;

use contract::{Locale, Section, ids::ArticleId};
use entity::content::{article, article_revision, article_text, article_work};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{open::names, policy::State, turn::standing};
use crate::{
    Actor, DomainResult, Permission, Services,
    content::{Kind, care, released},
    permission::require,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// Furthest page.
const LAST_PAGE: u64 = 1_000;

/// Which texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one state.
    pub state: Option<State>,
    /// Of one section.
    pub section: Option<Section>,
    /// In one language.
    pub locale: Option<Locale>,
    /// Those that she looks after.
    pub mine: bool,
    /// Those of which readers get something that must be compared with its sources again.
    pub due: bool,
    /// The first page is 1.
    pub page: u64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Texts, those last written first.
    pub rows: Vec<WorkLine>,
    /// There is another page.
    pub more: bool,
}

/// A text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkLine {
    /// The document.
    pub id: ArticleId,
    /// Its kind.
    pub kind: Kind,
    /// Its section.
    pub section: Option<Section>,
    /// Language of the text.
    pub locale: Locale,
    /// Title of the newest revision.
    pub title: String,
    /// Where the work stands.
    pub state: State,
    /// Readers get something now.
    pub live: bool,
    /// From when on readers get the newest revision, when that is still to come.
    pub from: Option<i64>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// ISO day by which it must be compared with its sources again.
    pub check_by: Option<String>,
    /// UTC milliseconds of the last act.
    pub changed_at: i64,
}

/// That the newest revision has such a release: looked up by its key, for each line of the list.
fn has_release(filter: Condition) -> SimpleExpr {
    let work = |column| (article_work::Entity, column);
    let text = |column| Expr::col((article_text::Entity, column));
    let release = article_text::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .filter(text(article_text::Column::ArticleId).equals(work(article_work::Column::ArticleId)))
        .filter(text(article_text::Column::Locale).equals(work(article_work::Column::Locale)))
        .filter(text(article_text::Column::RevisionId).equals(work(article_work::Column::HeadId)))
        .filter(filter)
        .into_query();
    Expr::exists(release)
}

/// That the work stands so now, with what time did.
fn stands(state: State, now: i64) -> Condition {
    use article_work::Column::State as Stored;
    let stored = |states: &[State]| Stored.is_in(states.iter().map(|state| state.as_str()));
    let gone_by = |states: &[State], releases: Condition| {
        Condition::all().add(stored(states)).add(has_release(releases))
    };
    let over = Condition::all().add(article_text::Column::VisibleTo.lte(now));
    match state {
        State::Scheduled => {
            gone_by(&[State::Scheduled], Condition::all().add(article_text::Column::VisibleFrom.gt(now)))
        }
        State::Published => gone_by(&[State::Scheduled, State::Published], released(now)),
        State::Archived => Condition::any()
            .add(stored(&[State::Archived]))
            .add(gone_by(&[State::Scheduled, State::Published], over)),
        other => Condition::all().add(stored(&[other])),
    }
}

/// Texts at the desk, those last written first.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn list(services: &Services, actor: &Actor, filter: &Filter) -> DomainResult<ListPage> {
    let reader = require(actor, Permission::ContentEdit, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let mut query = article_work::Entity::find()
        .order_by_desc(article_work::Column::ChangedAt)
        .order_by_asc(article_work::Column::ArticleId)
        .order_by_asc(article_work::Column::Locale)
        .offset((filter.page.clamp(1, LAST_PAGE) - 1) * ROWS_PER_PAGE)
        .limit(ROWS_PER_PAGE + 1);
    if let Some(state) = filter.state {
        query = query.filter(stands(state, now));
    }
    if let Some(section) = filter.section {
        let of_section = article::Entity::find()
            .select_only()
            .column(article::Column::Id)
            .filter(article::Column::Section.eq(section.slug()))
            .into_query();
        query = query.filter(article_work::Column::ArticleId.in_subquery(of_section));
    }
    if let Some(locale) = filter.locale {
        query = query.filter(article_work::Column::Locale.eq(locale.code()));
    }
    if filter.mine {
        query = query.filter(article_work::Column::OwnerId.eq(reader.id.as_str()));
    }
    if filter.due {
        query = query.filter(care::must_be_compared(&services.today(), now));
    }
    let mut works = query.all(&tx).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = works.len() > page;
    works.truncate(page);
    let ids: Vec<String> = works.iter().map(|work| work.article_id.clone()).collect();
    let heads: Vec<(String, String)> = article_revision::Entity::find()
        .select_only()
        .columns([article_revision::Column::Id, article_revision::Column::Title])
        .filter(article_revision::Column::Id.is_in(works.iter().map(|work| work.head_id.clone())))
        .into_tuple()
        .all(&tx)
        .await?;
    let titles: HashMap<String, String> = heads.into_iter().collect();
    let documents: HashMap<String, article::Model> = article::Entity::find()
        .filter(article::Column::Id.is_in(ids.clone()))
        .all(&tx)
        .await?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let texts: Vec<(String, String, String, i64, Option<i64>)> = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::ArticleId, article_text::Column::Locale])
        .columns([article_text::Column::RevisionId, article_text::Column::VisibleFrom])
        .column(article_text::Column::VisibleTo)
        .filter(article_text::Column::ArticleId.is_in(ids))
        .into_tuple()
        .all(&tx)
        .await?;
    let owners = names(&tx, works.iter().filter_map(|work| work.owner_id.clone())).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::ArticlesRead), now).await?;
    tx.commit().await?;
    let rows = works
        .into_iter()
        .filter_map(|work| {
            let document = documents.get(&work.article_id)?;
            let own: Vec<_> = texts
                .iter()
                .filter(|(id, locale, ..)| *id == work.article_id && *locale == work.locale)
                .collect();
            let released = own.iter().find(|(_, _, revision, ..)| *revision == work.head_id);
            let stored = State::parse(&work.state)?;
            let state = standing(stored, released.map(|(.., from, to)| (*from, *to)), now);
            let there = document.gone_at.is_none() && document.merged_into.is_none();
            let live = there && own.iter().any(|(.., from, to)| *from <= now && to.is_none_or(|to| to > now));
            Some(WorkLine {
                id: ArticleId::trusted(work.article_id.clone()),
                kind: Kind::parse(&document.kind)?,
                section: document.section.as_deref().and_then(|slug| slug.parse().ok()),
                locale: work.locale.parse().ok()?,
                title: titles.get(&work.head_id).cloned().unwrap_or_default(),
                state,
                live,
                from: released.map(|(.., from, _)| *from).filter(|from| *from > now),
                owner: work.owner_id.and_then(|id| owners.get(&id).cloned()),
                check_by: work.check_by,
                changed_at: work.changed_at,
            })
        })
        .collect();
    Ok(ListPage { rows, more })
}
