//! A text beside the one that it follows, at the desk.

use contract::{Locale, ids::ArticleId};
use entity::content::{article_revision, article_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Actor, DomainError, DomainResult, Services,
    content::{
        editorial::{self, DraftForm, Revision, Workbench},
        released,
    },
    forum::edit::Piece,
};

/// Parts of a form that no translation follows.
const NOT_WORDS: [&str; 2] = ["slug", "checked_on"];

/// A text beside the one that it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bench {
    /// The text that is written, as the desk knows it.
    pub work: Workbench,
    /// The language that it follows.
    pub from: Locale,
    /// What readers of that language get.
    pub source: Revision,
    /// The number of the revision that it followed until now, when it is another one.
    pub before: Option<i32>,
    /// What changed in the source since, word by word, by the names of its fields.
    pub changes: Vec<(&'static str, Vec<Piece>)>,
    /// What stands in the form.
    pub draft: DraftForm,
}

/// Opens a text beside what readers get in another language.
///
/// # Errors
/// Like [`editorial::open`]; not found where readers of the other language get nothing, or it is the same.
pub async fn bench(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    from: Locale,
) -> DomainResult<Bench> {
    if locale == from {
        return Err(DomainError::not_found());
    }
    let work = editorial::open(services, actor, id, locale).await?;
    let db = services.db.read();
    let live: Option<String> = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::RevisionId)
        .filter(article_text::Column::ArticleId.eq(id.as_str()))
        .filter(article_text::Column::Locale.eq(from.code()))
        .filter(released(services.now_ms()))
        .into_tuple()
        .one(db)
        .await?;
    let live = live.ok_or_else(DomainError::not_found)?;
    let source = editorial::revision(services, actor, id, &live).await?;
    let followed = work.head.as_ref().and_then(|head| head.translated_from.as_deref());
    let origin = match followed.filter(|followed| *followed != source.id) {
        Some(followed) => article_revision::Entity::find_by_id(followed).one(db).await?,
        None => None,
    };
    let origin = origin.filter(|row| row.article_id == id.as_str() && row.locale == from.code());
    let (before, mut changes) = match origin {
        Some(row) => (Some(row.number), editorial::differences(&DraftForm::of(&row)?, &source.form)),
        None => (None, Vec::new()),
    };
    changes.retain(|(name, _)| !NOT_WORDS.contains(name));
    let draft = match &work.head {
        Some(head) => head.form.clone(),
        // As many steps as there are to translate; every word is hers.
        None => {
            DraftForm { steps: vec![Default::default(); source.form.steps.len()], ..DraftForm::default() }
        }
    };
    Ok(Bench { work, from, source, before, changes, draft })
}
