//! Which addresses are to be looked at, and what was found. Looking itself is not done here: the domain asks nobody.

use std::collections::BTreeMap;

use entity::content::{article_reference, article_text};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};

use crate::{
    DomainResult, Services,
    content::{living_ids, released},
};

const DAY: i64 = 86_400_000;

/// What was found at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Something.
    Fine,
    /// Nothing.
    Nothing,
    /// It does not say: it refuses programs, or failed just now.
    Unclear,
}

impl Found {
    fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Nothing => "broken",
            Self::Unclear => "unknown",
        }
    }
}

/// Milliseconds after which an address is looked at again.
fn rest(state: &str) -> i64 {
    match state {
        "ok" => 30 * DAY,
        "broken" => DAY,
        _ => 7 * DAY,
    }
}

/// Addresses that released texts cite and that are to be looked at now, those first that were looked at longest ago; no
/// more than are left of `a_day`. Only what goes over https.
///
/// # Errors
/// The database is away.
pub async fn due(services: &Services, a_day: u32) -> DomainResult<Vec<String>> {
    let now = services.now_ms();
    let seen = Query::select()
        .column(article_text::Column::RevisionId)
        .from(article_text::Entity)
        .cond_where(released(now))
        .to_owned();
    let rows: Vec<(String, String, Option<i64>)> = article_reference::Entity::find()
        .select_only()
        .columns([article_reference::Column::Url, article_reference::Column::State])
        .column(article_reference::Column::CheckedAt)
        .filter(article_reference::Column::Kind.eq("address"))
        .filter(article_reference::Column::Url.starts_with("https://"))
        .filter(article_reference::Column::ArticleId.in_subquery(living_ids()))
        .filter(article_reference::Column::RevisionId.in_subquery(seen))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut known: BTreeMap<String, (Option<i64>, String)> = BTreeMap::new();
    for (url, state, at) in rows {
        let newer = known.get(&url).is_none_or(|(known, _)| *known < at);
        if newer {
            known.insert(url, (at, state));
        }
    }
    let lately = known.values().filter(|(at, _)| at.is_some_and(|at| at > now - DAY)).count();
    let left = usize::try_from(a_day).unwrap_or(usize::MAX).saturating_sub(lately);
    let mut due: Vec<(Option<i64>, String)> = known
        .into_iter()
        .filter(|(_, (at, state))| at.is_none_or(|at| at + rest(state) <= now))
        .map(|(url, (at, _))| (at, url))
        .collect();
    due.sort();
    due.truncate(left);
    Ok(due.into_iter().map(|(_, url)| url).collect())
}

/// Writes down what was found at an address, for every text that cites it.
///
/// # Errors
/// The database is away.
pub async fn record(services: &Services, url: &str, found: Found) -> DomainResult<()> {
    use article_reference::Column;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let of_url = Condition::all().add(Column::Url.eq(url)).add(Column::Kind.eq("address"));
    article_reference::Entity::update_many()
        .col_expr(Column::State, Expr::value(found.as_str()))
        .col_expr(Column::CheckedAt, Expr::value(now))
        .filter(of_url.clone())
        .exec(&tx)
        .await?;
    let since = article_reference::Entity::update_many().filter(of_url);
    if found == Found::Nothing {
        since
            .col_expr(Column::BrokenSince, Expr::value(now))
            .filter(Column::BrokenSince.is_null())
            .exec(&tx)
            .await?;
    } else {
        since.col_expr(Column::BrokenSince, Expr::value(Option::<i64>::None)).exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
