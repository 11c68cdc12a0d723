//! What waits for the team: urgent classes first, within a class what the reader reads first, then the oldest.

use std::collections::HashMap;

use contract::{
    Locale,
    ids::{PostId, ReviewId, TopicId},
};
use entity::{
    forum::{category, category_text, post, recusal, review_item, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::{
    age::Age,
    filters::{ClaimFilter, Filters, KindFilter, Place},
    item::{Class, ItemKind, is_open},
    overview::{self, Overview},
    shift_notes,
    sight::{self, Raised, in_sight},
    standing::{self, Standing},
};
use crate::{
    Actor, DomainResult, Member, Permission, Services,
    forum::{
        Author, ContentNote, PostState, TextLanguage,
        policy::ROWS_PER_PAGE,
        poll,
        quote::{self, Quoted},
        relations::{post_to_author, post_to_topic},
    },
    markup::SafeHtml,
    permission::require,
    staff::audit::{self, Entry},
};

/// Who has an item in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody.
    Free,
    /// The reader.
    Mine,
    /// Somebody else; her name for whoever keeps the accounts of the team.
    Other(Option<String>),
}

/// The text that a new item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingText {
    /// Post.
    pub post: PostId,
    /// Version to name in the decision.
    pub version: i64,
    /// Topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Whether the topic itself is public already.
    pub topic_published: bool,
    /// Whether the topic was closed to replies meanwhile.
    pub topic_closed: bool,
    /// Whether it opens its topic.
    pub is_opening: bool,
    /// Under which name it will stand.
    pub author: Author,
    /// How its author stands, where her name is hidden.
    pub standing: Option<Standing>,
    /// Whether the reader wrote it herself: another moderator decides.
    pub is_mine: bool,
    /// Whether it corrects a refused text.
    pub is_correction: bool,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// What its author says that it is about.
    pub content_note: Option<ContentNote>,
    /// The answers of its poll, when it opens a topic with one.
    pub choices: Vec<String>,
    /// What it quotes of others.
    pub quotes: Vec<Quoted>,
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    /// Item.
    pub id: ReviewId,
    /// Kind.
    pub kind: ItemKind,
    /// What it is about, in the table of its kind.
    pub target: String,
    /// How urgent.
    pub class: Class,
    /// Why it waits, as a code.
    pub gate: Option<String>,
    /// What somebody of the team said about it.
    pub raised: Option<Raised>,
    /// Who has it in hand.
    pub claim: Claim,
    /// Whether everybody who moderates there knows the person; for the lead.
    pub nobody_left: bool,
    /// Whether the reader passed it on for today.
    pub passed: bool,
    /// Name of the category; nothing when it is about none.
    pub category_name: Option<String>,
    /// Slug of the section; empty when it is about no category.
    pub section: String,
    /// Language of what is to be read.
    pub language: TextLanguage,
    /// Whole days since it waits.
    pub days: u64,
    /// Whether that is long.
    pub age: Age,
    /// The new text, when it is one that still waits for its first reading.
    pub text: Option<WaitingText>,
}

impl QueueItem {
    /// The new text's post, when it is one.
    pub fn post(&self) -> Option<&PostId> {
        self.text.as_ref().map(|text| &text.post)
    }

    /// Whether reading it is hard: its class, or what its author says it is about.
    pub fn is_hard(&self) -> bool {
        self.class.is_hard() || self.text.as_ref().is_some_and(|text| text.content_note.is_some())
    }
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The page.
    pub items: Vec<QueueItem>,
    /// Behind which the next page begins.
    pub next: Option<Place>,
    /// All that waits, whatever the filters.
    pub overview: Overview,
    /// Whether she wants texts folded until she opens them.
    pub folded: bool,
    /// Whether she wants texts blurred until she touches them.
    pub blurred: bool,
    /// Whether it is time for a pause.
    pub pause: bool,
    /// Where it is: to whom she may talk.
    pub buddy: Option<String>,
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: String,
    kind: String,
    target_id: String,
    class: i32,
    rank: i32,
    gate: Option<String>,
    raised: Option<String>,
    opened_at: i64,
    section: Option<String>,
    category_name: Option<String>,
    item_language: String,
    claim_by: Option<String>,
    claim_until: Option<i64>,
    claimer_is_there: bool,
    claimer: Option<String>,
    nobody_left: bool,
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
    resubmission_of: Option<String>,
    html: Option<String>,
    language: Option<String>,
    content_note: Option<String>,
    quotes: Option<String>,
}

impl Row {
    /// The opening post of a topic that may have a poll.
    fn opens(&self) -> Option<&str> {
        self.topic_id.as_deref().filter(|_| self.is_opening == Some(true))
    }
}

fn item_to_post() -> RelationDef {
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

/// Identifiers of what waits for her with these filters, in her order, at most `limit`.
fn places(
    (actor, reader): (&Actor, &Member),
    filters: &Filters,
    (language, now): (&str, i64),
    limit: u64,
) -> Select<review_item::Entity> {
    let rank = || sight::rank(reader, language, now);
    let mut query = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .join(JoinType::LeftJoin, sight::to_passed(reader))
        .filter(is_open())
        .filter(in_sight(actor));
    match filters.kind {
        // Changes stand above the first page, with what is different in them.
        None => {
            let above = [ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str);
            query = query.filter(review_item::Column::Kind.is_not_in(above));
        }
        Some(KindFilter::Only(kind)) => query = query.filter(review_item::Column::Kind.eq(kind.as_str())),
        Some(opening) => {
            query = query
                .join(JoinType::InnerJoin, item_to_post())
                .filter(review_item::Column::Kind.eq(ItemKind::Post.as_str()))
                .filter(post::Column::IsOpening.eq(opening == KindFilter::Topic));
        }
    }
    if let Some(category) = &filters.category {
        query = query.filter(review_item::Column::Category.eq(category.as_str()));
    }
    if let Some(language) = filters.language {
        query = query.filter(review_item::Column::Language.eq(language.code()));
    }
    if let Some(age) = filters.age {
        query = query.filter(review_item::Column::OpenedAt.lte(now - age.ms()));
    }
    if let Some(gate) = &filters.gate {
        query = query.filter(review_item::Column::Gate.eq(gate.as_str()));
    }
    match filters.claim {
        None => {}
        Some(ClaimFilter::Mine) => {
            query = query
                .filter(review_item::Column::ClaimBy.eq(reader.id.as_str()))
                .filter(review_item::Column::ClaimUntil.gt(now));
        }
        Some(ClaimFilter::Free) => {
            query = query.filter(sight::is_free_for(reader, now)).filter(
                Condition::any()
                    .add(review_item::Column::ClaimBy.is_null())
                    .add(review_item::Column::ClaimBy.ne(reader.id.as_str()))
                    .add(review_item::Column::ClaimUntil.lte(now)),
            );
        }
    }
    if let Some(after) = &filters.after {
        let here = Expr::tuple([
            review_item::Column::Class.into_simple_expr(),
            rank(),
            review_item::Column::OpenedAt.into_simple_expr(),
            review_item::Column::Id.into_simple_expr(),
        ]);
        let there = Expr::tuple([
            Expr::value(after.class),
            Expr::value(after.rank),
            Expr::value(after.opened_at),
            Expr::value(after.id.as_str()),
        ]);
        query = query.filter(here.gt(there));
    }
    query
        .order_by_asc(review_item::Column::Class)
        .order_by_asc(rank())
        .order_by_asc(review_item::Column::OpenedAt)
        .order_by_asc(review_item::Column::Id)
        .limit(limit)
}

/// The rows of some items, with everything that a page shows of them.
pub(super) fn rows(
    (actor, reader): (&Actor, &Member),
    locale: Locale,
    now: i64,
    is_sqlite: bool,
) -> Select<review_item::Entity> {
    let nothing = || Expr::cust("CAST(NULL AS TEXT)");
    // Only whoever may be told reads the name out of the database.
    let claimer: SimpleExpr = if sight::sees_names(actor) {
        let name: SelectStatement = member::Entity::find()
            .select_only()
            .column(member::Column::Pseudonym)
            .filter(member::Column::Id.into_simple_expr().eq(review_item::Column::ClaimBy.into_simple_expr()))
            .into_query();
        SimpleExpr::SubQuery(None, Box::new(name.into()))
    } else {
        nothing()
    };
    let nobody_left = if sight::is_lead(actor) { sight::nobody_left() } else { Expr::cust("(1 = 0)") };
    review_item::Entity::find()
        .select_only()
        .columns([
            review_item::Column::Id,
            review_item::Column::Kind,
            review_item::Column::TargetId,
            review_item::Column::Class,
            review_item::Column::Gate,
            review_item::Column::Raised,
            review_item::Column::OpenedAt,
            review_item::Column::ClaimBy,
            review_item::Column::ClaimUntil,
        ])
        .column_as(review_item::Column::Language, "item_language")
        .expr_as(sight::rank(reader, locale.code(), now), "rank")
        .expr_as(sight::claimer_is_there(), "claimer_is_there")
        .expr_as(claimer, "claimer")
        .expr_as(nobody_left, "nobody_left")
        .expr_as(quote::column(actor, is_sqlite), "quotes")
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
        .join(JoinType::LeftJoin, post_to_author())
}

/// Rows as items, with polls and, of hidden authors, how they stand: two queries at most.
pub(super) async fn items<C: ConnectionTrait>(
    db: &C,
    reader: &Member,
    rows: Vec<Row>,
    now: i64,
) -> DomainResult<Vec<QueueItem>> {
    let opened: Vec<String> = rows.iter().filter_map(|row| row.opens().map(str::to_owned)).collect();
    let mut choices = if opened.is_empty() { HashMap::new() } else { poll::choices_of(db, &opened).await? };
    let hidden = rows.iter().filter(|row| row.alias.is_some()).filter_map(|row| row.author_id.clone());
    let standings = standing::of_authors(db, hidden.collect()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let choices = row.opens().and_then(|topic| choices.remove(topic)).unwrap_or_default();
            item(row, reader, now, &standings, choices)
        })
        .collect())
}

fn item(
    row: Row,
    reader: &Member,
    now: i64,
    standings: &HashMap<String, Standing>,
    choices: Vec<String>,
) -> QueueItem {
    let kind = ItemKind::parse(&row.kind).unwrap_or(ItemKind::Safety);
    let class = Class::of(row.class);
    let held = row.claim_until.is_some_and(|until| until > now) && row.claimer_is_there;
    let claim = match &row.claim_by {
        Some(by) if held && by == reader.id.as_str() => Claim::Mine,
        Some(_) if held => Claim::Other(row.claimer.clone()),
        _ => Claim::Free,
    };
    QueueItem {
        id: ReviewId::trusted(row.id.clone()),
        kind,
        target: row.target_id.clone(),
        class,
        gate: row.gate.clone(),
        raised: row.raised.as_deref().map(Raised::parse),
        claim,
        nobody_left: row.nobody_left,
        passed: row.rank == 3,
        category_name: row.category_name.clone(),
        section: row.section.clone().unwrap_or_default(),
        language: TextLanguage::parse(&row.item_language),
        days: overview::days_between(row.opened_at, now),
        age: Age::of(class, now - row.opened_at),
        text: if kind == ItemKind::Post { text(row, reader, standings, choices) } else { None },
    }
}

fn text(
    row: Row,
    reader: &Member,
    standings: &HashMap<String, Standing>,
    choices: Vec<String>,
) -> Option<WaitingText> {
    if PostState::parse(row.post_state.as_deref()?) != PostState::Pending {
        return None;
    }
    let standing = row
        .alias
        .map(|_| row.author_id.as_ref().and_then(|id| standings.get(id)).copied().unwrap_or_default());
    Some(WaitingText {
        standing,
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

/// What waits, in the order in which she reads it, with names in one language; for moderators. The language of
/// her pages is the one that she reads first.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn queue(
    services: &Services,
    actor: &Actor,
    filters: &Filters,
    locale: Locale,
) -> DomainResult<Queue> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let who = (actor, reader);
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let counted = overview::count(&tx, actor, reader, now).await?;
    let page = places(who, filters, (locale.code(), now), ROWS_PER_PAGE + 1);
    let mut found = rows(who, locale, now, services.db.is_sqlite())
        .filter(review_item::Column::Id.in_subquery(page.into_query()))
        .into_model::<Row>()
        .all(&tx)
        .await?;
    found.sort_by(|a, b| (a.class, a.rank, a.opened_at, &a.id).cmp(&(b.class, b.rank, b.opened_at, &b.id)));
    let most = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| more).map(|row| Place {
        class: row.class,
        rank: row.rank,
        opened_at: row.opened_at,
        id: row.id.clone(),
    });
    let items = items(&tx, reader, found, now).await?;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::QueueRead), now).await?;
    let overview::Counted { overview, preferences, shift } = counted;
    let buddy = if shift.pause { shift_notes::buddy_of(&tx, reader).await? } else { None };
    tx.commit().await?;
    Ok(Queue {
        items,
        next,
        overview,
        folded: preferences.folded,
        blurred: preferences.blurred,
        pause: shift.pause,
        buddy,
    })
}

/// The next item that she could take: the first one that nobody else has in hand, that she did not write, and
/// that is not put off for today.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn next(
    services: &Services,
    actor: &Actor,
    filters: &Filters,
    locale: Locale,
) -> DomainResult<Option<ReviewId>> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let own = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(reader.id.as_str()))
        .into_query();
    let free = Condition::any()
        .add(review_item::Column::PostId.is_null())
        .add(review_item::Column::PostId.not_in_subquery(own));
    let found: Option<String> = places((actor, reader), &filters.from_start(), (locale.code(), now), 1)
        .filter(sight::is_free_for(reader, now))
        .filter(free)
        .filter(Condition::any().add(recusal::Column::Until.is_null()).add(recusal::Column::Until.lte(now)))
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(found.map(ReviewId::trusted))
}
