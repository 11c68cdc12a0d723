//! An item as the database tells it: one row with everything that a page shows of it, so that a page of many asks no
//! more than a page of one.

use contract::{
    Locale,
    ids::{PostId, ReviewId, TopicId},
};
use entity::{
    forum::{category, category_text, poll_option, post, review_item, topic},
    identity::member,
};
use sea_orm::{
    Condition, DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::{
    age::Age,
    held_only,
    item::{Class, ItemKind},
    overview,
    queue::{Claim, QueueItem, WaitingText},
    sight::{self, Raised},
    standing::{self, Standing},
};
use crate::{
    Actor, DomainResult, Member,
    forum::{
        Author, ContentNote, PostState, TextLanguage, quote,
        relations::{post_to_author, post_to_topic},
    },
    json,
    markup::SafeHtml,
};

/// Who has an item in hand.
#[derive(FromQueryResult)]
pub(super) struct Hold {
    claim_by: Option<String>,
    claim_until: Option<i64>,
    claimer_is_there: bool,
    claimer: Option<String>,
}

impl Hold {
    /// Adds what [`Self::claim`] reads to a query on items.
    pub(super) fn columns(
        query: Select<review_item::Entity>,
        (actor, reader): (&Actor, &Member),
    ) -> Select<review_item::Entity> {
        // Only whoever may be told reads the name out of the database.
        let claimer: SimpleExpr = if sight::sees_names(actor) {
            let claim_by = review_item::Column::ClaimBy.into_simple_expr();
            let name: SelectStatement = member::Entity::find()
                .select_only()
                .column(member::Column::Pseudonym)
                .filter(member::Column::Id.into_simple_expr().eq(claim_by))
                .into_query();
            SimpleExpr::SubQuery(None, Box::new(name.into()))
        } else {
            Expr::cust("CAST(NULL AS TEXT)")
        };
        query
            .columns([review_item::Column::ClaimBy, review_item::Column::ClaimUntil])
            .expr_as(sight::claimer_is_there(&reader.rules), "claimer_is_there")
            .expr_as(claimer, "claimer")
    }

    /// In whose hand it is at this moment, as this reader is told.
    pub(super) fn claim(&self, reader: &Member, now: i64) -> Claim {
        let held = self.claim_until.is_some_and(|until| until > now) && self.claimer_is_there;
        match &self.claim_by {
            Some(by) if held && by == reader.id.as_str() => Claim::Mine,
            Some(_) if held => Claim::Other(self.claimer.clone()),
            _ => Claim::Free,
        }
    }
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: String,
    kind: String,
    target_id: String,
    pub(super) class: i32,
    pub(super) rank: i32,
    gate: Option<String>,
    raised: Option<String>,
    pub(super) opened_at: i64,
    section: Option<String>,
    category_name: Option<String>,
    item_language: String,
    #[sea_orm(nested)]
    hold: Hold,
    nobody_left: bool,
    held_only: bool,
    post_id: Option<String>,
    post_state: Option<String>,
    version: Option<i64>,
    topic_id: Option<String>,
    title: Option<String>,
    title_language: Option<String>,
    topic_state: Option<String>,
    closed_at: Option<i64>,
    is_opening: Option<bool>,
    author_id: Option<String>,
    alias: Option<i32>,
    pseudonym: Option<String>,
    approved: Option<i64>,
    upheld: Option<i64>,
    resubmission_of: Option<String>,
    html: Option<String>,
    language: Option<String>,
    content_note: Option<String>,
    quotes: Option<String>,
    choices: Option<String>,
}

impl Row {
    /// The item.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Who wrote the post that it is about.
    pub(super) fn author_id(&self) -> Option<&str> {
        self.author_id.as_deref()
    }

    /// The topic of a reply.
    pub(super) fn answers_in(&self) -> Option<&str> {
        self.topic_id.as_deref().filter(|_| self.is_opening == Some(false))
    }
}

/// From an item to the post that it is about.
pub(super) fn item_to_post() -> RelationDef {
    review_item::Entity::belongs_to(post::Entity)
        .from(review_item::Column::PostId)
        .to(post::Column::Id)
        .into()
}

fn item_to_category() -> RelationDef {
    review_item::Entity::belongs_to(category::Entity)
        .from(review_item::Column::Category)
        .to(category::Column::Slug)
        .into()
}

fn item_to_text(locale: Locale) -> RelationDef {
    let relation: RelationDef = review_item::Entity::belongs_to(category_text::Entity)
        .from(review_item::Column::Category)
        .to(category_text::Column::Category)
        .into();
    let code = locale.code();
    relation.on_condition(move |_, text| {
        Condition::all().add(Expr::col((text, category_text::Column::Locale)).eq(code))
    })
}

/// The answers of its poll, where it opens a topic with one.
fn choices(backend: DatabaseBackend) -> SimpleExpr {
    let option = |column| Expr::col((poll_option::Entity, column));
    let choice = [option(poll_option::Column::N), option(poll_option::Column::Label)];
    let choices = poll_option::Entity::find()
        .select_only()
        .expr(json::text_of(json::rows(backend, choice)))
        .filter(option(poll_option::Column::TopicId).eq(Expr::col((post::Entity, post::Column::TopicId))))
        .filter(Expr::col((post::Entity, post::Column::IsOpening)).eq(true))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(choices.into()))
}

/// The rows of some items, with everything that a page shows of them: names in one language (`locale`), and in the
/// order of whoever reads these languages.
pub(super) fn rows(
    (actor, reader): (&Actor, &Member),
    (locale, languages): (Locale, &[&str]),
    now: i64,
    backend: DatabaseBackend,
) -> Select<review_item::Entity> {
    let nobody_left = if sight::is_lead(actor) {
        Expr::from(sight::nobody_left(&reader.rules))
    } else {
        Expr::cust("(1 = 0)")
    };
    let query = review_item::Entity::find()
        .select_only()
        .columns([
            review_item::Column::Id,
            review_item::Column::Kind,
            review_item::Column::TargetId,
            review_item::Column::Class,
            review_item::Column::Gate,
            review_item::Column::Raised,
            review_item::Column::OpenedAt,
        ])
        .column_as(review_item::Column::Language, "item_language")
        .expr_as(sight::rank(reader, languages, now), "rank")
        .expr_as(nobody_left, "nobody_left")
        .expr_as(held_only::column(reader), "held_only")
        .expr_as(quote::column(actor, backend == DatabaseBackend::Sqlite), "quotes")
        .expr_as(choices(backend), "choices")
        .expr_as(standing::approved(), "approved")
        .expr_as(standing::upheld(), "upheld")
        .column_as(post::Column::Id, "post_id")
        .column_as(post::Column::State, "post_state")
        .columns([
            post::Column::Version,
            post::Column::TopicId,
            post::Column::IsOpening,
            post::Column::AuthorId,
            post::Column::Alias,
            post::Column::ResubmissionOf,
            post::Column::Html,
            post::Column::Language,
            post::Column::ContentNote,
        ])
        .columns([topic::Column::Title, topic::Column::ClosedAt])
        .column_as(topic::Column::Language, "title_language")
        .column_as(topic::Column::State, "topic_state")
        .column(category::Column::Section)
        .column_as(category_text::Column::Name, "category_name")
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, sight::to_passed(reader))
        .join(JoinType::LeftJoin, item_to_post())
        .join(JoinType::LeftJoin, post_to_topic())
        .join(JoinType::LeftJoin, item_to_category())
        .join(JoinType::LeftJoin, item_to_text(locale))
        .join(JoinType::LeftJoin, post_to_author());
    Hold::columns(query, (actor, reader))
}

/// A row as an item.
///
/// # Errors
/// A defect of ours, when the answers of a poll cannot be read.
pub(super) fn item(row: Row, reader: &Member, now: i64) -> DomainResult<QueueItem> {
    let kind = ItemKind::parse(&row.kind).unwrap_or(ItemKind::Safety);
    let class = Class::of(row.class);
    Ok(QueueItem {
        id: ReviewId::trusted(row.id.clone()),
        kind,
        target: row.target_id.clone(),
        class,
        gate: row.gate.clone(),
        raised: row.raised.as_deref().map(Raised::parse),
        claim: row.hold.claim(reader, now),
        nobody_left: row.nobody_left,
        // Whoever wrote it learns of no worry here.
        held_only: row.held_only && row.author_id.as_deref() != Some(reader.id.as_str()),
        passed: row.rank == 3,
        category_name: row.category_name.clone(),
        section: row.section.clone().unwrap_or_default(),
        language: TextLanguage::parse(&row.item_language),
        days: overview::days_between(row.opened_at, now),
        age: Age::of(class, now - row.opened_at),
        text: if kind == ItemKind::Post {
            let mut choices: Vec<(i32, String)> = json::read(row.choices.as_deref())?;
            choices.sort_by_key(|choice| choice.0);
            text(row, reader, choices.into_iter().map(|choice| choice.1).collect())
        } else {
            None
        },
    })
}

fn text(row: Row, reader: &Member, choices: Vec<String>) -> Option<WaitingText> {
    if PostState::parse(row.post_state.as_deref()?) != PostState::Pending {
        return None;
    }
    Some(WaitingText {
        standing: row.alias.map(|_| Standing::of(row.approved, row.upheld)),
        quotes: quote::told(row.quotes.as_deref(), row.topic_id.as_deref()?, None),
        is_mine: row.author_id.as_deref() == Some(reader.id.as_str()),
        post: PostId::trusted(row.post_id?),
        version: row.version?,
        topic: TopicId::trusted(row.topic_id?),
        title: row.title?,
        title_language: TextLanguage::parse(&row.title_language?),
        topic_published: PostState::parse(&row.topic_state?) == PostState::Published,
        topic_closed: row.closed_at.is_some(),
        is_opening: row.is_opening?,
        author: Author::of(row.pseudonym, row.alias, None),
        is_correction: row.resubmission_of.is_some(),
        html: SafeHtml::from_store(row.html?),
        language: TextLanguage::parse(&row.language?),
        content_note: row.content_note.as_deref().and_then(ContentNote::parse),
        choices,
    })
}
