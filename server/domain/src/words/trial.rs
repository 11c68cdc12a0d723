//! A watched word tried on the texts of the last thirty days, before it is saved.

use std::ops::Range;

use contract::ids::PostId;
use entity::forum::{post, topic};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{Matcher, keep};
use crate::{
    Actor, DomainResult, Permission, Services,
    forum::{
        PostState, TextLanguage,
        relations::post_to_topic,
        visibility::{literal, reviewed_posts},
    },
    permission::require,
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// The texts that are looked at.
const DAYS_MS: i64 = 30 * 86_400_000;
/// Most of them, the newest first.
const TEXTS: u64 = 5_000;
/// Hits that are shown.
const SHOWN: usize = 20;
/// Characters around a hit.
const AROUND: usize = 60;

/// Where the word stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialHit {
    /// The post.
    pub post: PostId,
    /// Language of the text.
    pub language: TextLanguage,
    /// ISO day on which it was sent.
    pub day: String,
    /// What stands before, the word, what stands behind.
    pub text: [String; 3],
}

/// What a word would have caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Texts that were looked at.
    pub looked_at: usize,
    /// Texts that hold the word.
    pub texts: usize,
    /// The first of them, the newest first.
    pub hits: Vec<TrialHit>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    title: String,
    source: String,
    is_opening: bool,
    language: String,
    submitted_at: i64,
}

/// Tries a word. Nothing is saved but a row of the audit log, without the word.
///
/// # Errors
/// Like [`require`] of [`Permission::WordsKeep`]; refused fields.
pub async fn try_out(services: &Services, actor: &Actor, form: &keep::Form) -> DomainResult<Trial> {
    let member = require(actor, Permission::WordsKeep, None)?;
    let checked = keep::check(services, form)?;
    let matcher = Matcher::of([("", checked.pattern.as_str(), checked.action)]);
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let rows = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Source,
            post::Column::IsOpening,
            post::Column::Language,
            post::Column::SubmittedAt,
        ])
        .column(topic::Column::Title)
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(post::Column::SubmittedAt.gt(now - DAYS_MS))
        .filter(
            post::Column::State
                .into_simple_expr()
                .is_in([literal(PostState::Pending), literal(PostState::Published)]),
        )
        .filter(reviewed_posts(actor))
        .order_by_desc(post::Column::SubmittedAt)
        .order_by_desc(post::Column::Id)
        .limit(TEXTS)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    audit::record(&tx, Some(member), Entry::of(Action::WordsTry), now).await?;
    tx.commit().await?;
    let mut trial = Trial { looked_at: rows.len(), texts: 0, hits: Vec::new() };
    for row in rows {
        let text = if row.is_opening { format!("{}\n{}", row.title, row.source) } else { row.source };
        let Some(hit) = matcher.find(&text).into_iter().next() else { continue };
        trial.texts += 1;
        if trial.hits.len() < SHOWN {
            trial.hits.push(TrialHit {
                post: PostId::trusted(row.id),
                language: TextLanguage::parse(&row.language),
                day: day_of(row.submitted_at),
                text: around(&text, &hit.span),
            });
        }
    }
    Ok(trial)
}

fn around(text: &str, span: &Range<usize>) -> [String; 3] {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let before: Vec<char> = part(0..span.start).chars().rev().take(AROUND).collect();
    let behind: String = part(span.end..text.len()).chars().take(AROUND).collect();
    [before.into_iter().rev().collect(), part(span.clone()).to_owned(), behind]
}
