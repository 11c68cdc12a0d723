//! A topic's page: two queries, one more when it has a poll, and one for what a member did with its posts.

use contract::{
    Locale,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{category, category_text, post, post_original, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SimpleExpr, UnionType},
};

use super::{
    Author, ContentNote, Fresh, Mine, PollView, PostState, SHOWN_FROM, TextLanguage,
    alias::{self, Asker},
    change_topic::{TopicEvent, UNDO_MS},
    list_topics,
    policy::{self, POSTS_PER_PAGE, REFUSED_SHOWN_DAYS},
    poll, react,
    relations::{category_to_text, post_to_author, topic_to_category},
    rules::{self, Rules},
    visibility::{literal, visible_posts, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    markup::SafeHtml,
    moderation::Reason,
    mute::{Lens, Quiet},
    notify::{Level, Place},
    permission::permits,
    search::plain_text,
    services::day_of,
    staff::audit::{self, Entry},
};

/// A post as this reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostView {
    /// Identifier.
    pub id: PostId,
    /// Number within the topic; nothing while it waits.
    pub position: Option<i64>,
    /// Whether it opens the topic.
    pub is_opening: bool,
    /// Under which name it stands.
    pub author: Author,
    /// Whether the reader wrote it.
    pub is_mine: bool,
    /// Whether the person who opened the topic wrote it.
    pub by_asker: bool,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// ISO day of publication, or of sending while it waits.
    pub day: String,
    /// State.
    pub state: PostState,
    /// Why it was refused; for its author.
    pub reason: Option<Reason>,
    /// The moderator's words; for its author.
    pub note: Option<String>,
    /// What she wrote, to correct it; for its author, while it is not published.
    pub source: Option<String>,
    /// Whether the team took something out of it.
    pub shortened: bool,
    /// What she wrote before that; for its author.
    pub original: Option<String>,
    /// What it is about, for readers who would rather not meet it unasked.
    pub content_note: Option<ContentNote>,
    /// How many sent each kind of reaction, in the order of [`super::Kind::ALL`]; fewer than [`SHOWN_FROM`] count as none.
    pub reactions: [u32; 3],
    /// What the reader did with it.
    pub mine: Mine,
    /// Whether it came since the reader was here.
    pub is_fresh: bool,
    /// Why it stands folded for this reader.
    pub quiet: Option<Quiet>,
}

/// A page of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicView {
    /// Identifier.
    pub id: TopicId,
    /// Title; empty once the opening post was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// State.
    pub state: PostState,
    /// Slug of the category.
    pub category: String,
    /// Name of the category.
    pub category_name: String,
    /// Slug of the section.
    pub section: String,
    /// Whether the reader opened it.
    pub is_mine: bool,
    /// Number of replies that everyone sees.
    pub replies: u64,
    /// This page, from 1.
    pub page: u64,
    /// Number of pages.
    pub pages: u64,
    /// Published posts of this page, in order.
    pub posts: Vec<PostView>,
    /// What of her own is not published, oldest first; and, for the team, an opening post that waits.
    pub waiting: Vec<PostView>,
    /// Whether the reader may reply.
    pub can_reply: bool,
    /// Whether the team closed it: nobody replies any more.
    pub closed: bool,
    /// Whether it stands first in its category.
    pub pinned: bool,
    /// Whether answers are read first, whatever the category says.
    pub replies_need_review: bool,
    /// Seconds between two answers of one member; nothing: as they come.
    pub slow_seconds: Option<i32>,
    /// Whether it was moved a short time ago, so that the team can take that back.
    pub moved_lately: bool,
    /// What the team did to it, oldest first: what, and the ISO day. Never who.
    pub events: Vec<(TopicEvent, String)>,
    /// What the category says, to this reader.
    pub rules: Rules,
    /// The last number given to a post.
    pub last_position: i64,
    /// The number up to which this reader has read; nothing when she never was here.
    pub read_to: Option<i64>,
    /// What came since she was here.
    pub fresh: Option<Fresh>,
    /// Its poll, if it has one.
    pub poll: Option<PollView>,
    /// What the form for a reply offers about her name.
    pub mask: alias::Choice,
    /// How far the reader follows it; nothing when she never chose nor wrote here.
    pub follows: Option<Level>,
}

#[derive(FromQueryResult)]
struct TopicRow {
    id: String,
    title: String,
    language: String,
    state: String,
    category: String,
    category_name: String,
    section: String,
    author_id: Option<String>,
    former: Option<i32>,
    alias: Option<i32>,
    my_alias: Option<i32>,
    my_named: Option<i64>,
    published_posts: i64,
    last_position: i64,
    closed_at: Option<i64>,
    pinned_until: Option<i64>,
    replies_need_review: bool,
    slow_seconds: Option<i32>,
    moved_at: Option<i64>,
    events: Option<String>,
    audience: String,
    review_mode: String,
    indexed: bool,
    allow_anonymous: bool,
    approved: bool,
    read_to: Option<i64>,
    fresh: i64,
    has_poll: bool,
}

#[derive(FromQueryResult)]
struct PostRow {
    id: String,
    position: Option<i64>,
    is_opening: bool,
    author_id: Option<String>,
    pseudonym: Option<String>,
    former: Option<i32>,
    alias: Option<i32>,
    html: String,
    language: String,
    state: String,
    reason_code: Option<String>,
    note: Option<String>,
    source: Option<String>,
    original: Option<String>,
    shortened: bool,
    content_note: Option<String>,
    support_count: i32,
    thanks_count: i32,
    same_count: i32,
    submitted_at: i64,
    published_at: Option<i64>,
}

/// The page on which a position stands.
pub(super) fn last_page(last_position: i64) -> u64 {
    Ord::max(u64::try_from(last_position).unwrap_or_default().div_ceil(POSTS_PER_PAGE), 1)
}

/// Replies among the posts that everyone sees: without a title, the opening post is not among them.
pub(super) fn replies(published_posts: i64, title: &str) -> u64 {
    let opening = i64::from(!title.is_empty());
    u64::try_from(published_posts - opening).unwrap_or_default()
}

/// Writes down that a member of the team sees what another woman wrote and nobody else may read yet.
async fn note_reading(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    waiting: &[PostRow],
) -> DomainResult<()> {
    let Some(reader) = actor.member() else { return Ok(()) };
    if waiting.iter().all(|post| post.author_id.as_deref() == Some(reader.id.as_str())) {
        return Ok(());
    }
    let tx = services.db.begin().await?;
    let entry = Entry::of(audit::Action::TopicRead).on("topic", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}

/// Reads one page of a topic. A page is a span of positions: it never moves, and needs no OFFSET.
///
/// # Errors
/// `NotFound` for a topic that is not there, or that this person may not know of, or a page beyond the last.
pub async fn read_topic(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    page: u64,
    locale: Locale,
) -> DomainResult<TopicView> {
    let db = services.db.read();
    let query = alias::columns(topic::Entity::find_by_id(id.as_str()).select_only(), actor, id.as_str())
        .columns([
            topic::Column::Id,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::State,
            topic::Column::Category,
            topic::Column::AuthorId,
            topic::Column::Former,
            topic::Column::Alias,
            topic::Column::PublishedPosts,
            topic::Column::LastPosition,
            topic::Column::ClosedAt,
            topic::Column::PinnedUntil,
            topic::Column::RepliesNeedReview,
            topic::Column::SlowSeconds,
            topic::Column::MovedAt,
        ])
        .expr_as(events(), "events")
        .columns([
            category::Column::Section,
            category::Column::Audience,
            category::Column::ReviewMode,
            category::Column::Indexed,
            category::Column::AllowAnonymous,
        ])
        .expr_as(rules::approved(actor), "approved")
        .expr_as(poll::exists(), "has_poll")
        .column_as(category_text::Column::Name, "category_name")
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(visible_topics(actor));
    let row = list_topics::with_reader(query, actor)
        .into_model::<TopicRow>()
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let pages = last_page(row.last_position);
    if page == 0 || page > pages {
        return Err(DomainError::not_found());
    }
    let mut query = published_of_page(id, actor, page).into_query();
    if let Some(waiting) = waiting_of(actor, id, &row.category, services.now_ms()) {
        query.union(UnionType::All, waiting.into_query());
    }
    let found = db.query_all(&query).await?;
    let rows = found.iter().map(|row| PostRow::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    let author = row.author_id.clone();
    let (mut posts, mut waiting): (Vec<PostRow>, Vec<PostRow>) =
        rows.into_iter().partition(|post| PostState::parse(&post.state) == PostState::Published);
    posts.sort_by_key(|post| post.position);
    waiting
        .sort_by(|a, b| (!a.is_opening, a.submitted_at, &a.id).cmp(&(!b.is_opening, b.submitted_at, &b.id)));
    note_reading(services, actor, id, &waiting).await?;
    let author_id = author.clone().map(contract::ids::MemberId::trusted);
    let state = PostState::parse(&row.state);
    let flags = (row.indexed, row.allow_anonymous);
    let rules = Rules::of(&row.audience, &row.review_mode, flags, row.approved);
    let closed = row.closed_at.is_some();
    let can_reply =
        policy::can_reply(actor, (state, closed), (&row.category, &rules), author_id.as_ref()).is_ok();
    let poll = if row.has_poll { poll::read(db, actor, id, services.now_ms()).await? } else { None };
    let asker = Asker { author, former: row.former, alias: row.alias };
    let shown: Vec<String> = posts.iter().map(|post| post.id.clone()).collect();
    let marks = actor.member().map(|member| react::of_member(member, &shown));
    let (lens, marks) = Lens::load(db, actor, &Place::Topic(id.clone()), marks).await?;
    let mut marks = react::gathered(marks);
    let mut view = |post: PostRow| {
        let mine = marks.remove(&post.id).unwrap_or_default();
        let quiet = lens.quiet(post.author_id.as_deref(), post.alias, id.as_str(), || {
            plain_text(&SafeHtml::from_store(post.html.clone()))
        });
        let view = view_of(post, actor, &asker);
        let is_fresh = row.read_to.zip(view.position).is_some_and(|(to, at)| at > to) && !view.is_mine;
        PostView { mine, is_fresh, quiet, ..view }
    };
    let mask = alias::Choice {
        allowed: alias::may_hide(actor, &row.category, row.allow_anonymous),
        before: alias::Before { alias: row.my_alias, named: row.my_named.is_some_and(|count| count > 0) },
    };
    Ok(TopicView {
        id: TopicId::trusted(row.id),
        replies: replies(row.published_posts, &row.title),
        title: row.title,
        language: TextLanguage::parse(&row.language),
        state,
        category: row.category,
        category_name: row.category_name,
        section: row.section,
        is_mine: author_id.is_some() && actor.member_id() == author_id.as_ref(),
        page,
        pages,
        posts: posts.into_iter().map(&mut view).collect(),
        waiting: waiting.into_iter().map(&mut view).collect(),
        poll,
        can_reply,
        closed,
        pinned: row.pinned_until.is_some_and(|until| until > services.now_ms()),
        replies_need_review: row.replies_need_review,
        slow_seconds: row.slow_seconds,
        moved_lately: row.moved_at.is_some_and(|at| services.now_ms() - at < UNDO_MS),
        events: events_of(row.events.as_deref().unwrap_or_default()),
        rules,
        last_position: row.last_position,
        read_to: row.read_to,
        fresh: Fresh::since(row.read_to, row.fresh),
        mask,
        follows: lens.level(),
    })
}

/// What the team did to the topic, in one text: so the page asks no query more for it.
fn events() -> SimpleExpr {
    Expr::cust(
        "(SELECT string_agg(e.kind || ' ' || CAST(e.at AS TEXT), ',') FROM topic_event AS e \
         WHERE e.topic_id = topic.id)",
    )
}

fn events_of(text: &str) -> Vec<(TopicEvent, String)> {
    let mut events: Vec<(i64, TopicEvent)> = text
        .split(',')
        .filter_map(|one| {
            let (kind, at) = one.split_once(' ')?;
            Some((at.parse().ok()?, TopicEvent::parse(kind)?))
        })
        .collect();
    events.sort_by_key(|(at, _)| *at);
    events.into_iter().map(|(at, kind)| (kind, day_of(at))).collect()
}

/// What she wrote before the team shortened it: of her own posts alone, and of nobody's for a guest.
fn original(actor: &Actor) -> SimpleExpr {
    let Some(member) = actor.member() else { return Expr::cust("CAST(NULL AS TEXT)") };
    let hers = post_original::Entity::find()
        .select_only()
        .column(post_original::Column::Source)
        .filter(post_original::Column::PostId.into_simple_expr().eq(post::Column::Id.into_simple_expr()))
        .filter(post::Column::AuthorId.into_simple_expr().eq(member.id.as_str()))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(hers.into()))
}

fn columns(of: &TopicId, actor: &Actor) -> Select<post::Entity> {
    post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Position,
            post::Column::IsOpening,
            post::Column::AuthorId,
            post::Column::Former,
            post::Column::Alias,
            post::Column::Html,
            post::Column::Language,
            post::Column::State,
            post::Column::ReasonCode,
            post::Column::Note,
            post::Column::ContentNote,
            post::Column::SupportCount,
            post::Column::ThanksCount,
            post::Column::SameCount,
            post::Column::Shortened,
            post::Column::SubmittedAt,
            post::Column::PublishedAt,
        ])
        .column(member::Column::Pseudonym)
        .expr_as(original(actor), "original")
        .join(JoinType::LeftJoin, post_to_author())
        .filter(post::Column::TopicId.eq(of.as_str()))
}

fn published_of_page(id: &TopicId, actor: &Actor, page: u64) -> Select<post::Entity> {
    let first = i64::try_from((page - 1) * POSTS_PER_PAGE).unwrap_or(i64::MAX - 100);
    let last = first + i64::try_from(POSTS_PER_PAGE).unwrap_or_default();
    columns(id, actor)
        // The source of what is published is of no use here, and long.
        .column_as(Expr::cust("CAST(NULL AS TEXT)"), "source")
        .filter(visible_posts(&Actor::Guest))
        .filter(post::Column::Position.gt(first))
        .filter(post::Column::Position.lte(last))
}

/// Her own unpublished posts in this topic, and for the team an opening post that waits; nothing for a guest.
fn waiting_of(actor: &Actor, id: &TopicId, category: &str, now: i64) -> Option<Select<post::Entity>> {
    let member = actor.member()?;
    let own = post::Column::AuthorId.eq(member.id.as_str());
    let reviews = permits(actor, Permission::ReviewQueue, Some(category));
    let whose = if reviews { own.or(post::Column::IsOpening.eq(true)) } else { own };
    let recent = Condition::any()
        .add(post::Column::IsOpening.eq(true))
        .add(post::Column::State.into_simple_expr().ne(literal(PostState::Rejected)))
        .add(post::Column::DecidedAt.gt(now - REFUSED_SHOWN_DAYS * 86_400_000));
    Some(
        columns(id, actor)
            .column(post::Column::Source)
            .filter(visible_posts(actor))
            .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Published)))
            .filter(whose)
            .filter(recent),
    )
}

fn view_of(post: PostRow, actor: &Actor, asker: &Asker) -> PostView {
    let mine =
        post.author_id.is_some() && actor.member_id().map(|id| id.as_str()) == post.author_id.as_deref();
    let state = PostState::parse(&post.state);
    let at = post.published_at.unwrap_or(post.submitted_at);
    PostView {
        id: PostId::trusted(post.id),
        position: post.position,
        is_opening: post.is_opening,
        author: Author::of(post.pseudonym, post.alias, post.former),
        is_mine: mine,
        by_asker: asker.wrote(post.author_id.as_deref(), post.former, post.alias),
        html: SafeHtml::from_store(post.html),
        language: TextLanguage::parse(&post.language),
        day: day_of(at),
        state,
        reason: post.reason_code.filter(|_| mine).and_then(|code| Reason::parse(&code)),
        note: post.note.filter(|_| mine),
        source: post.source.filter(|_| mine),
        shortened: post.shortened,
        original: post.original.filter(|_| mine),
        content_note: post.content_note.as_deref().and_then(ContentNote::parse),
        reactions: [post.support_count, post.thanks_count, post.same_count]
            .map(|count| u32::try_from(count).unwrap_or_default())
            .map(|count| if count >= SHOWN_FROM { count } else { 0 }),
        mine: Mine::default(),
        is_fresh: false,
        quiet: None,
    }
}
