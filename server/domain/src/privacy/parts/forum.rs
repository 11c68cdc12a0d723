//! Her texts.

use std::collections::HashMap;

use async_trait::async_trait;
use entity::{
    forum::{post, post_original, revision, topic},
    messages::private_offer,
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::{PostState, leave, leave::Texts, relations::post_to_topic},
    moderation::Reason,
    privacy::export::{Export, Offered, Revised, Written},
    services::day_of,
};

/// The room `forum`.
pub struct Forum;

#[derive(FromQueryResult)]
struct Row {
    id: String,
    topic_id: String,
    title: String,
    hidden_title: Option<String>,
    kept_title: Option<String>,
    taken_reason: Option<String>,
    category: String,
    is_opening: bool,
    alias: Option<i32>,
    state: String,
    hidden_state: Option<String>,
    source: String,
    original: Option<String>,
    language: String,
    reason_code: Option<String>,
    note: Option<String>,
    resubmission_of: Option<String>,
    submitted_at: i64,
    decided_at: Option<i64>,
    published_at: Option<i64>,
    offer_kind: Option<String>,
    offer_state: Option<String>,
    offered_at: Option<i64>,
    answered_at: Option<i64>,
}

#[async_trait]
impl Part for Forum {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "topic", exported: Exported::Yes, erased: Erased::Reduced },
            Held { table: "post", exported: Exported::Yes, erased: Erased::Reduced },
            Held { table: "revision", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "private_offer", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "mod_log",
                exported: Exported::No("what the team did; the reasons given to her stand with her texts"),
                erased: Erased::Kept(
                    "the database lets nobody change it for two years, then it forgets who did what to what; it \
                     names members of the team by an identifier that leads to an empty row once the account is \
                     erased",
                ),
            },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let to_original: RelationDef = post::Entity::belongs_to(post_original::Entity)
            .from(post::Column::Id)
            .to(post_original::Column::PostId)
            .into();
        let to_offer: RelationDef = post::Entity::belongs_to(private_offer::Entity)
            .from(post::Column::Id)
            .to(private_offer::Column::PostId)
            .into();
        let rows = post::Entity::find()
            .select_only()
            .columns([
                post::Column::Id,
                post::Column::TopicId,
                post::Column::IsOpening,
                post::Column::Alias,
                post::Column::State,
                post::Column::HiddenState,
                post::Column::Source,
                post::Column::Language,
                post::Column::ReasonCode,
                post::Column::Note,
                post::Column::ResubmissionOf,
                post::Column::SubmittedAt,
                post::Column::DecidedAt,
                post::Column::PublishedAt,
            ])
            .column(post::Column::TakenReason)
            .columns([topic::Column::Title, topic::Column::HiddenTitle, topic::Column::KeptTitle])
            .column(topic::Column::Category)
            .column_as(post_original::Column::Source, "original")
            .column_as(private_offer::Column::Kind, "offer_kind")
            .column_as(private_offer::Column::State, "offer_state")
            .columns([private_offer::Column::OfferedAt, private_offer::Column::AnsweredAt])
            .join(JoinType::LeftJoin, to_original)
            .join(JoinType::LeftJoin, to_offer)
            .join(JoinType::InnerJoin, post_to_topic())
            .filter(post::Column::AuthorId.eq(whose.id.as_str()))
            .filter(post::Column::State.ne(PostState::Purged.as_str()))
            .order_by_asc(post::Column::SubmittedAt)
            .order_by_asc(post::Column::Id)
            .into_model::<Row>()
            .all(tx)
            .await?;
        let mut revisions = revisions(tx, whose).await?;
        export.texts = rows
            .into_iter()
            .map(|row| {
                let revisions = revisions.remove(&row.id).unwrap_or_default();
                let text = written(row);
                // About a change the team's words stand with the change.
                let of_change = || {
                    let offered = Some(Reason::AnsweredPrivately.as_str());
                    let last = revisions.iter().rev().find(|one| one.reason.as_deref() == offered);
                    last.and_then(|one| one.note.clone())
                };
                let offer =
                    text.offer.map(|offer| Offered { words: offer.words.or_else(of_change), ..offer });
                Written { offer, revisions, ..text }
            })
            .collect();
        Ok(())
    }

    async fn hide(&self, tx: &DatabaseTransaction, whose: &Whose, now: i64) -> DomainResult<()> {
        leave::hide(tx, whose.id.as_str(), now).await
    }

    async fn show(&self, tx: &DatabaseTransaction, whose: &Whose, now: i64) -> DomainResult<()> {
        leave::show(tx, whose.id.as_str(), now).await
    }

    async fn erase(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        texts: Texts,
    ) -> DomainResult<()> {
        // What was kept of a shortened text was kept for her alone; what was offered, was offered to her.
        let hers = || {
            post::Entity::find()
                .select_only()
                .column(post::Column::Id)
                .filter(post::Column::AuthorId.eq(whose.id.as_str()))
                .into_query()
        };
        post_original::Entity::delete_many()
            .filter(post_original::Column::PostId.in_subquery(hers()))
            .exec(tx)
            .await?;
        private_offer::Entity::delete_many()
            .filter(private_offer::Column::PostId.in_subquery(hers()))
            .exec(tx)
            .await?;
        leave::erase(tx, whose.id.as_str(), texts, services.now_ms()).await
    }
}

async fn revisions(tx: &DatabaseTransaction, whose: &Whose) -> DomainResult<HashMap<String, Vec<Revised>>> {
    let hers = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(whose.id.as_str()))
        .into_query();
    let rows = revision::Entity::find()
        .filter(revision::Column::PostId.in_subquery(hers))
        .order_by_asc(revision::Column::N)
        .all(tx)
        .await?;
    let mut found: HashMap<String, Vec<Revised>> = HashMap::new();
    for row in rows {
        found.entry(row.post_id).or_default().push(Revised {
            number: row.n,
            state: row.state,
            title: row.title,
            text: row.source,
            by: if row.by_whom == "self" { "self" } else { "staff" },
            written_on: day_of(row.created_at),
            hidden: row.hidden_at.is_some(),
            reason: row.reason_code,
            note: row.note,
        });
    }
    Ok(found)
}

/// What was offered about a text: the team's words stand with the text.
fn offered(row: &Row) -> Option<Offered> {
    Some(Offered {
        kind: row.offer_kind.clone()?,
        words: row.note.clone(),
        on: day_of(row.offered_at?),
        state: row.offer_state.clone()?,
        answered_on: row.answered_at.map(day_of),
        by: "staff",
    })
}

fn written(row: Row) -> Written {
    let offer = offered(&row);
    // The title of somebody else's topic is not hers.
    let title = row.kept_title.or(row.hidden_title).unwrap_or(row.title);
    Written {
        id: row.id,
        topic: row.topic_id,
        title: row.is_opening.then_some(title),
        category: row.category,
        opens_topic: row.is_opening,
        alias: row.alias,
        state: row.hidden_state.unwrap_or(row.state),
        text: row.original.unwrap_or(row.source),
        language: row.language,
        sent_on: day_of(row.submitted_at),
        published_on: row.published_at.map(day_of),
        decided_on: row.decided_at.map(day_of),
        decided_by: row.decided_at.map(|_| "staff"),
        reason: row.reason_code.or(row.taken_reason),
        note: row.note,
        corrects: row.resubmission_of,
        offer,
        revisions: Vec::new(),
    }
}
