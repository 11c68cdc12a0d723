//! What the rooms publish, as documents. Everything here is what a guest may read.

use contract::ErrorCode;
use entity::content::{article, article_text};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::{Document, Kind, plain_text};
use crate::{
    DomainError, DomainResult,
    content::{self, Procedure},
    markup::SafeHtml,
};

/// Everything that can be found.
pub(super) async fn all<C: ConnectionTrait>(db: &C) -> DomainResult<Vec<Document>> {
    team_texts(db).await
}

/// Articles, procedures, introductions of sections, standing pages.
async fn team_texts<C: ConnectionTrait>(db: &C) -> DomainResult<Vec<Document>> {
    let rows = article_text::Entity::find()
        .find_also_related(article::Entity)
        .order_by_asc(article_text::Column::ArticleId)
        .order_by_asc(article_text::Column::Locale)
        .all(db)
        .await?;
    let mut documents = Vec::new();
    for (text, head) in rows {
        let Some((head, kind)) =
            head.and_then(|head| content::Kind::parse(&head.kind).map(|kind| (head, kind)))
        else {
            continue;
        };
        let mut parts = vec![text.summary];
        if !text.procedure.is_empty() {
            let procedure: Procedure = serde_json::from_str(&text.procedure)
                .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
            parts.extend(procedure_parts(procedure));
        }
        // Where the page draws the list of numbers, no word stands.
        let html = text.html.replace("{{helplines}}", "");
        parts.push(plain_text(&SafeHtml::from_store(html)));
        let (kind, target_id) = match (kind, &head.section) {
            (content::Kind::Article | content::Kind::Procedure, _) => (Kind::Article, head.id),
            // A section's page is found under the section's slug, which no standing page has.
            (content::Kind::Section, Some(section)) => (Kind::Page, section.clone()),
            (content::Kind::Section, None) => continue,
            (content::Kind::Page, _) => (Kind::Page, head.id),
        };
        documents.push(Document {
            kind,
            target_id,
            locale: text.locale.parse().ok(),
            slug: text.slug,
            section: head.section,
            title: text.title,
            body: parts.join("\n"),
        });
    }
    Ok(documents)
}

fn procedure_parts(procedure: Procedure) -> impl Iterator<Item = String> {
    let Procedure { for_whom, papers, where_to_go, cost, time, if_refused, steps } = procedure;
    let steps = steps.into_iter().flat_map(|step| [step.title, step.text]);
    [for_whom].into_iter().chain(steps).chain(papers).chain([where_to_go, cost, time, if_refused])
}
