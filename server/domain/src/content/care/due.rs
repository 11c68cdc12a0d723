//! What must be compared with its sources again.

use contract::{Locale, ids::ArticleId};
use entity::{
    content::{article, article_text, article_work},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, RelationTrait,
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    Actor, DomainResult, Permission, Role, Services,
    content::{
        Kind,
        editorial::Lock,
        living,
        references::{self, Flag},
        released, translation,
    },
    permission::{require, role_permits},
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// Days after which a text must be compared with its sources again.
pub const EVERY_DAYS: i64 = 180;
/// Furthest page.
const LAST_PAGE: u64 = 1_000;

/// A text that readers get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareLine {
    /// The document.
    pub id: ArticleId,
    /// Language of the text.
    pub locale: Locale,
    /// Title.
    pub title: String,
    /// ISO day on which it was compared with its sources; empty: never.
    pub checked_on: String,
    /// ISO day by which that must be done again, when somebody said so.
    pub check_by: Option<String>,
    /// Who looks after it: identifier and pseudonym.
    pub owner: Option<(String, String)>,
    /// The lock that a form carries, as its field `version`.
    pub version: String,
    /// It must be compared now.
    pub due: bool,
    /// Somebody writes something newer: there she says when it was checked.
    pub in_work: bool,
    /// Sources that need somebody.
    pub flags: Vec<(i32, Flag)>,
    /// The language whose text it does not follow any more.
    pub stale: Option<Locale>,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CareList {
    /// Texts, those first that were compared longest ago.
    pub lines: Vec<CareLine>,
    /// Who may look after one: identifier and pseudonym.
    pub keepers: Vec<(String, String)>,
    /// There is another page.
    pub more: bool,
}

/// Whether a text must be compared with its sources: its day has come, or it was never or too long ago done.
pub fn is_due(today: &str, checked_on: &str, check_by: Option<&str>) -> bool {
    let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if check_by.is_some_and(|by| by <= today) {
        return true;
    }
    let age = day(today).zip(day(checked_on)).map(|(today, checked)| (today - checked).num_days());
    age.is_none_or(|age| age > EVERY_DAYS)
}

/// The same of what readers get of a work, as a condition over `article_work`. Days are stored as ISO texts, which stand in
/// the order of time; never compared is empty, and so the oldest.
pub(crate) fn must_be_compared(today: &str, now: i64) -> SimpleExpr {
    let day = chrono::NaiveDate::parse_from_str(today, "%Y-%m-%d").ok();
    let oldest = day.and_then(|day| day.checked_sub_signed(chrono::TimeDelta::days(EVERY_DAYS)));
    let oldest = oldest.map(|day| day.to_string()).unwrap_or_default();
    let asked = Condition::any()
        .add(article::Column::Kind.ne(Kind::Section.as_str()))
        .add(article_work::Column::CheckBy.is_not_null())
        .add(article_text::Column::CheckedOn.ne(""));
    let of_age = Condition::all().add(article_text::Column::CheckedOn.lt(oldest)).add(asked);
    let text = article_text::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        .filter(
            article_text::Column::ArticleId
                .into_simple_expr()
                .eq(article_work::Column::ArticleId.into_simple_expr()),
        )
        .filter(
            article_text::Column::Locale
                .into_simple_expr()
                .eq(article_work::Column::Locale.into_simple_expr()),
        )
        .filter(released(now))
        .filter(Condition::any().add(article_work::Column::CheckBy.lte(today)).add(of_age));
    Expr::exists(text.into_query())
}

/// A text that readers get, and the work on it.
#[derive(FromQueryResult)]
struct TextRow {
    article_id: String,
    locale: String,
    revision_id: String,
    title: String,
    checked_on: String,
    kind: String,
    check_by: Option<String>,
    owner_id: Option<String>,
    version: i32,
    head_id: String,
}

/// Who may look after a text.
async fn keepers(services: &Services) -> DomainResult<Vec<(String, String)>> {
    let roles: Vec<&str> = Role::ALL
        .into_iter()
        .filter(|role| role_permits(*role, Permission::ContentEdit))
        .map(Role::as_str)
        .collect();
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Role.is_in(roles))
        .filter(member::Column::State.eq("active"))
        .order_by_asc(member::Column::Pseudonym)
        .into_tuple()
        .all(services.db.read())
        .await?)
}

/// Which texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CareFilter {
    /// Every text that readers get, not those alone that must be compared.
    pub all: bool,
    /// Those of one document.
    pub article: Option<ArticleId>,
    /// The first page is 1.
    pub page: u64,
}

/// Texts that must be compared with their sources again, those first that were compared longest ago.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn due(services: &Services, actor: &Actor, filter: &CareFilter) -> DomainResult<CareList> {
    let reader = require(actor, Permission::ContentEdit, None)?;
    let (now, today) = (services.now_ms(), services.today());
    let to_work: RelationDef = article_text::Entity::belongs_to(article_work::Entity)
        .from((article_text::Column::ArticleId, article_text::Column::Locale))
        .to((article_work::Column::ArticleId, article_work::Column::Locale))
        .into();
    let mut query = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::ArticleId, article_text::Column::Locale])
        .columns([article_text::Column::RevisionId, article_text::Column::Title])
        .column(article_text::Column::CheckedOn)
        .column(article::Column::Kind)
        .columns([article_work::Column::CheckBy, article_work::Column::OwnerId])
        .columns([article_work::Column::Version, article_work::Column::HeadId])
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        .join(JoinType::InnerJoin, to_work)
        .filter(living())
        .filter(released(now))
        .order_by_asc(article_text::Column::CheckedOn)
        .order_by_asc(article_text::Column::ArticleId)
        .order_by_asc(article_text::Column::Locale)
        .offset((filter.page.clamp(1, LAST_PAGE) - 1) * ROWS_PER_PAGE)
        .limit(ROWS_PER_PAGE + 1);
    if !filter.all {
        query = query.filter(must_be_compared(&today, now));
    }
    if let Some(id) = &filter.article {
        query = query.filter(article_text::Column::ArticleId.eq(id.as_str()));
    }
    let mut texts = query.into_model::<TextRow>().all(services.db.read()).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = texts.len() > page;
    texts.truncate(page);
    let keepers = keepers(services).await?;
    let mut lines = Vec::new();
    for text in texts {
        let kind = Kind::parse(&text.kind);
        let Ok(locale) = text.locale.parse::<Locale>() else { continue };
        // Introductions of sections say little that could be wrong.
        let asked = kind != Some(Kind::Section) || text.check_by.is_some() || !text.checked_on.is_empty();
        let owner = text.owner_id.as_ref();
        let in_work = text.head_id != text.revision_id;
        lines.push(CareLine {
            id: ArticleId::trusted(text.article_id),
            locale,
            title: text.title,
            due: asked && is_due(&today, &text.checked_on, text.check_by.as_deref()),
            checked_on: text.checked_on,
            check_by: text.check_by,
            owner: owner.and_then(|id| keepers.iter().find(|(keeper, _)| keeper == id).cloned()),
            version: Lock { version: Some(text.version), base: Some(text.head_id) }.to_string(),
            in_work,
            flags: Vec::new(),
            stale: None,
        });
    }
    let ids: Vec<String> = lines.iter().map(|line| line.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let flags = references::flagged(&services.as_read_by(actor), &ids).await?;
    let stale = translation::stale(services, &ids).await?;
    for line in &mut lines {
        let key = (line.id.to_string(), line.locale);
        line.flags = flags.get(&key).cloned().unwrap_or_default();
        line.stale = stale.get(&key).copied();
    }
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(reader), Entry::of(Action::ArticlesRead), now).await?;
    tx.commit().await?;
    Ok(CareList { lines, keepers, more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_due_by_its_day_or_by_its_age() {
        for (checked_on, check_by, expected) in [
            ("2026-11-01", None, false),
            ("2026-06-01", None, false),
            ("2026-05-31", None, true),
            ("", None, true),
            ("soon", None, true),
            ("2026-11-01", Some("2026-11-28"), true),
            ("2026-11-01", Some("2026-11-29"), false),
            ("2020-01-01", Some("2027-01-01"), true),
        ] {
            assert_eq!(is_due("2026-11-28", checked_on, check_by), expected, "{checked_on} {check_by:?}");
        }
    }
}
