//! What waits for the team: urgent classes first, within a class what the reader reads first, then the oldest.

use contract::{
    Locale,
    ids::{PostId, ReviewId, TopicId},
};
use entity::forum::{post, recusal, review_item};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};

use super::{
    age::Age,
    filters::{ClaimFilter, Filters, KindFilter, Place},
    item::{Class, ItemKind, is_open},
    overview::{self, Overview},
    queue_row::{Row, item, item_to_post, rows},
    shift, shift_notes,
    sight::{self, Raised, in_sight},
    standing::Standing,
};
use crate::{
    Actor, DomainResult, Member, Permission, Services,
    forum::{Author, ContentNote, TextLanguage, policy::ROWS_PER_PAGE, quote::Quoted},
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
    /// Whether the reader neither publishes nor refuses it: somebody may be in danger, and few look after her.
    pub held_only: bool,
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

/// Identifiers of what waits for her with these filters, in her order, at most `limit`.
pub(super) fn places(
    (actor, reader): (&Actor, &Member),
    filters: &Filters,
    (languages, now): (&[&str], i64),
    limit: u64,
) -> Select<review_item::Entity> {
    let rank = || sight::rank(reader, languages, now);
    let mut query = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .join(JoinType::LeftJoin, sight::to_passed(reader))
        .filter(is_open())
        .filter(in_sight(actor));
    match filters.kind {
        None => {}
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

/// What waits, in the order in which she reads it, with names in one language; for moderators. What is in the
/// languages that she chose comes first; where she chose none, what is in the language of her pages.
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
    let languages = counted.preferences.reads.codes(locale);
    let mut page = places(who, filters, (languages.as_slice(), now), ROWS_PER_PAGE + 1);
    if filters.from_start() == Filters::default() {
        // Changes stand above the first page, with what is different in them.
        let above = [ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str);
        page = page.filter(review_item::Column::Kind.is_not_in(above));
    }
    let mut found = rows(who, (locale, languages.as_slice()), now, services.db.backend())
        .filter(review_item::Column::Id.in_subquery(page.into_query()))
        .into_model::<Row>()
        .all(&tx)
        .await?;
    found.sort_by(|a, b| (a.class, a.rank, a.opened_at, a.id()).cmp(&(b.class, b.rank, b.opened_at, b.id())));
    let most = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| more).map(|row| Place {
        class: row.class,
        rank: row.rank,
        opened_at: row.opened_at,
        id: row.id().to_owned(),
    });
    let items = found.into_iter().map(|row| item(row, reader, now)).collect::<DomainResult<Vec<_>>>()?;
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

/// The next item that she could take, changes of published texts among them: the first one that nobody else has in
/// hand, that she did not write, and that is not put off for today.
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
    let free = Condition::any()
        .add(review_item::Column::PostId.is_null())
        .add(review_item::Column::PostId.not_in_subquery(sight::written_by(reader)));
    let languages = shift::of(services.db.read(), reader, now).await?.0.reads.codes(locale);
    let found: Option<String> =
        places((actor, reader), &filters.from_start(), (languages.as_slice(), now), 1)
            .filter(sight::is_free_for(reader, now))
            .filter(free)
            .filter(
                Condition::any().add(recusal::Column::Until.is_null()).add(recusal::Column::Until.lte(now)),
            )
            .into_tuple()
            .one(services.db.read())
            .await?;
    Ok(found.map(ReviewId::trusted))
}
