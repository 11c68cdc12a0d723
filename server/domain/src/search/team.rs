//! What the team writes, as documents: articles, procedures, introductions of sections, standing pages.

use contract::{ErrorCode, Locale};
use entity::content::{article, article_text};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    Body, Document, Kind, Landing, Spot,
    document::{NEXT, retain},
    plain_text, put,
};
use crate::{
    DomainError, DomainResult,
    content::{self, Procedure},
    markup::{self, SafeHtml},
};

/// Brings the index in line with what readers get of a text of the team, now and at the time of its next release, in the
/// caller's transaction: whoever releases, changes or takes one away calls this afterwards.
pub async fn index_article<C: ConnectionTrait>(tx: &C, now: i64, id: &str) -> DomainResult<()> {
    let Some(head) = article::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let Some((kind, target)) = place_of(&head) else { return Ok(()) };
    let documents = texts(tx, now, Some(id)).await?;
    retain(tx, kind, &target, &documents).await?;
    for document in documents {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Under what a text of the team is found.
fn place_of(head: &article::Model) -> Option<(Kind, String)> {
    match (content::Kind::parse(&head.kind)?, &head.section) {
        (content::Kind::Article | content::Kind::Procedure, _) => Some((Kind::Article, head.id.clone())),
        // A section's page is found under the section's slug, which no standing page has.
        (content::Kind::Section, Some(section)) => Some((Kind::Page, section.clone())),
        (content::Kind::Section, None) => None,
        (content::Kind::Page, _) => Some((Kind::Page, head.id.clone())),
    }
}

/// Articles, procedures, introductions of sections, standing pages; all of them, or one. What is released for later
/// stands beside what readers get now, each with its time: nobody needs to come by when it begins.
pub(super) async fn texts<C: ConnectionTrait>(
    db: &C,
    now: i64,
    only: Option<&str>,
) -> DomainResult<Vec<Document>> {
    let mut query = article_text::Entity::find()
        .find_also_related(article::Entity)
        .filter(content::living())
        .filter(
            Condition::any()
                .add(article_text::Column::VisibleTo.is_null())
                .add(article_text::Column::VisibleTo.gt(now)),
        )
        .order_by_asc(article_text::Column::ArticleId)
        .order_by_asc(article_text::Column::Locale)
        .order_by_asc(article_text::Column::VisibleFrom);
    if let Some(id) = only {
        query = query.filter(article_text::Column::ArticleId.eq(id));
    }
    let mut documents = Vec::new();
    let mut before: Option<(String, String)> = None;
    for (text, head) in query.all(db).await? {
        let this = (text.article_id.clone(), text.locale.clone());
        let is_next = before.as_ref() == Some(&this);
        before = Some(this);
        // What was always there has no beginning.
        let window = (Some(text.visible_from).filter(|from| *from > 0), text.visible_to);
        let Some((head, (kind, mut target_id))) =
            head.and_then(|head| place_of(&head).map(|place| (head, place)))
        else {
            continue;
        };
        if is_next {
            target_id.push_str(NEXT);
        }
        let mut body = Body::default();
        body.push(&text.summary, None);
        if !text.procedure.is_empty() {
            let procedure: Procedure = serde_json::from_str(&text.procedure)
                .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
            procedure_parts(procedure).for_each(|part| body.push(&part, None));
        }
        // Where the page draws the list of numbers, no word stands.
        let html = markup::without_notes(&text.html).replace("{{helplines}}", "");
        let (html, locale) = (SafeHtml::from_store(html), text.locale.parse::<Locale>().ok());
        if head.id == content::GLOSSARY {
            for (name, entry) in markup::entries(&markup::with_terms(&html)) {
                let word = name.map(Spot::Heading).zip(locale);
                let place = word.map(|(spot, language)| Landing { spot, language: language.into() });
                body.push(&plain_text(&entry), place);
            }
        } else {
            body.push(&plain_text(&html), None);
        }
        documents.push(Document {
            kind,
            target_id,
            locale,
            slug: text.slug,
            section: head.section,
            title: text.title,
            body: body.text,
            spots: body.spots,
            window,
            reach: crate::library::Reach::Everybody,
        });
    }
    Ok(documents)
}

fn procedure_parts(procedure: Procedure) -> impl Iterator<Item = String> {
    let Procedure { for_whom, papers, where_to_go, cost, time, if_refused, steps } = procedure;
    let steps = steps.into_iter().flat_map(|step| [step.title, step.text]);
    [for_whom].into_iter().chain(steps).chain(papers).chain([where_to_go, cost, time, if_refused])
}
