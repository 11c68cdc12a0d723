//! Which texts cite a thing.

use std::collections::BTreeMap;

use contract::{Locale, ids::ArticleId};
use entity::content::{article, article_reference, article_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Query};

use super::targets::RefKind;
use crate::{
    DomainResult, Services,
    content::{ArticleCard, Kind, living, released},
};

/// The articles and procedures that cite a thing and that readers see now, each once, in the best language of those in
/// which it cites it. One query.
///
/// # Errors
/// The database is away.
pub async fn cited_by(
    services: &Services,
    locale: Locale,
    kind: RefKind,
    id: &str,
) -> DomainResult<Vec<ArticleCard>> {
    let citing = |column: article_reference::Column| {
        Query::select()
            .column(column)
            .from(article_reference::Entity)
            .and_where(article_reference::Column::Kind.eq(kind.as_str()))
            .and_where(article_reference::Column::TargetId.eq(id))
            .to_owned()
    };
    let rows = article_text::Entity::find()
        .find_also_related(article::Entity)
        // By their documents first: there is an index on these.
        .filter(article_text::Column::ArticleId.in_subquery(citing(article_reference::Column::ArticleId)))
        .filter(article_text::Column::RevisionId.in_subquery(citing(article_reference::Column::RevisionId)))
        .filter(living())
        .filter(released(services.now_ms()))
        .order_by_asc(article_text::Column::ArticleId)
        .all(services.db.read())
        .await?;
    let mut best: BTreeMap<String, (Option<usize>, ArticleCard)> = BTreeMap::new();
    for (text, head) in rows {
        let (Some(head), Ok(language)) = (head, text.locale.parse::<Locale>()) else { continue };
        // Introductions and standing pages have addresses of another kind.
        let Some(kind @ (Kind::Article | Kind::Procedure)) = Kind::parse(&head.kind) else { continue };
        let rank = locale.fallbacks().position(|l| l == language);
        let card = ArticleCard {
            id: ArticleId::trusted(head.id.clone()),
            kind,
            section: head.section.and_then(|slug| slug.parse().ok()),
            locale: language,
            slug: text.slug,
            title: text.title,
            summary: text.summary,
        };
        if best.get(&head.id).is_none_or(|(known, _)| *known > rank) {
            best.insert(head.id, (rank, card));
        }
    }
    let mut cards: Vec<ArticleCard> = best.into_values().map(|(_, card)| card).collect();
    cards.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(cards)
}
