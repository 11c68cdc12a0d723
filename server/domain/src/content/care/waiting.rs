//! How many texts wait for somebody, for the desk's first page.

use entity::content::article_work;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::must_be_compared;
use crate::{
    Actor, DomainResult, Permission, Services,
    content::{editorial::State, translation},
    permission::permits,
};

/// Texts that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// To be read before they are published.
    pub in_review: u64,
    /// Hers, in which somebody asked for changes.
    pub changes: u64,
    /// To be compared with their sources again.
    pub due: u64,
    /// Translations that do not follow their source any more.
    pub stale: u64,
}

/// How many wait for her, if she edits; nothing for everybody else.
///
/// # Errors
/// The database is away.
pub async fn waiting(services: &Services, actor: &Actor) -> DomainResult<Option<Texts>> {
    let editor = actor.member().filter(|_| permits(actor, Permission::ContentEdit, None));
    let Some(editor) = editor else { return Ok(None) };
    let db = services.db.read();
    let stand = |state: State| article_work::Column::State.eq(state.as_str());
    let count = async |which: Condition| article_work::Entity::find().filter(which).count(db).await;
    let hers = Condition::any()
        .add(article_work::Column::OwnerId.eq(editor.id.as_str()))
        .add(article_work::Column::SubmittedBy.eq(editor.id.as_str()));
    Ok(Some(Texts {
        in_review: count(Condition::all().add(stand(State::InReview))).await?,
        changes: count(Condition::all().add(stand(State::ChangesRequested)).add(hers)).await?,
        due: count(Condition::all().add(must_be_compared(&services.today(), services.now_ms()))).await?,
        stale: translation::stale_count(services).await?,
    }))
}
