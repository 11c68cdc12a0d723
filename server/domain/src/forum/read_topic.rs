//! A topic's page: two queries, and for a member one for what is hers on it.

use contract::{
    ErrorCode, Locale,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{category, category_text, post, post_original, revision, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{CaseStatement, Expr, SimpleExpr, UnionType},
};

use super::{
    About, Author, Back, ContentNote, Fresh, Kind, Mine, PollView, PostState, SHOWN_FROM, TextLanguage,
    about,
    alias::{self, Asker},
    change_topic::{TopicEvent, UNDO_MS, to_take_back},
    draft::{self, Saved},
    edit::RevisionState,
    list_topics, permalink,
    policy::{self, POSTS_PER_PAGE, REFUSED_SHOWN_DAYS},
    poll_view::Beside,
    quote::{self, Quoted},
    react,
    relations::{category_to_text, post_to_author, post_to_own_change, topic_to_category},
    rules::{self, Rules},
    taken::may_undo,
    undo_change::undoable_by,
    visibility::{can_see, literal, standing_posts, standing_topics, text_of, visible_posts},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    fresh::{self, Only},
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
    /// Slug of its category.
    pub category: String,
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
    /// Why this reader cannot read it; there is neither text nor name then.
    pub absent: Option<Absence>,
    /// ISO day of the last change that readers are told of.
    pub edited_day: Option<String>,
    /// What became of the last change; for its author.
    pub change: Option<OwnChange>,
    /// Whether its author can take back that she took it away.
    pub can_undo: bool,
    /// What it quotes of others, as far as this reader may see it.
    pub quotes: Vec<Quoted>,
    /// Whether the reader may quote it in an answer.
    pub can_quote: bool,
}

/// Why a text cannot be read that stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It is being looked at.
    Held,
    /// The team took it away, and why.
    Removed(Option<Reason>),
    /// Its author took it away.
    Withdrawn,
}

/// A change of a text that is not what everybody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnChange {
    /// Whether it waits, was refused, or came back to be changed.
    pub state: RevisionState,
    /// Title, of an opening post.
    pub title: Option<String>,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Why it came back.
    pub reason: Option<Reason>,
    /// The moderator's words.
    pub note: Option<String>,
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
    /// Whether it stands first on the forum's front page.
    pub front: bool,
    /// Whether answers are read first, whatever the category says.
    pub replies_need_review: bool,
    /// Seconds between two answers of one member; nothing: as they come.
    pub slow_seconds: Option<i32>,
    /// Whether it was moved a short time ago, so that the team can take that back.
    pub moved_lately: bool,
    /// What the team can take back that brought texts into another topic a short time ago.
    pub take_back: Option<Back>,
    /// What the team did to it, oldest first: what, and the ISO day. Never who.
    pub events: Vec<(TopicEvent, String)>,
    /// What of that the team can take back.
    pub undoable: Vec<TopicEvent>,
    /// Whether it stands in no list.
    pub unlisted: bool,
    /// ISO day on which it opens again by itself.
    pub reopens: Option<String>,
    /// What the category says, to this reader.
    pub rules: Rules,
    /// The last number given to a post.
    pub last_position: i64,
    /// The number up to which this reader has read; nothing when she never was here.
    pub read_to: Option<i64>,
    /// What came since she was here.
    pub fresh: Option<Fresh>,
    /// Whether the helplines stand in its category.
    pub help: bool,
    /// What of the portal is discussed in it.
    pub about: Option<About>,
    /// Its poll, if it has one.
    pub poll: Option<PollView>,
    /// What the form for a reply offers about her name.
    pub mask: alias::Choice,
    /// How far the reader follows it; nothing when she never chose nor wrote here.
    pub follows: Option<Level>,
    /// The draft of a reply that she keeps here.
    pub draft: Option<Saved>,
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
    front_until: Option<i64>,
    replies_need_review: bool,
    slow_seconds: Option<i32>,
    moved_at: Option<i64>,
    unlisted_at: Option<i64>,
    reopen_at: Option<i64>,
    events: Option<String>,
    audience: String,
    review_mode: String,
    indexed: bool,
    allow_anonymous: bool,
    help_block: bool,
    approved: bool,
    read_to: Option<i64>,
    fresh: i64,
    kept_title: Option<String>,
    /// Her draft. Not called as its table: a guest's page would be drawn anew whenever anybody saves one.
    begun: Option<String>,
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
    edited_at: Option<i64>,
    withdrawn_at: Option<i64>,
    taken_reason: Option<String>,
    change_state: Option<String>,
    change_title: Option<String>,
    change_html: Option<String>,
    change_reason: Option<String>,
    change_note: Option<String>,
    quotes: Option<String>,
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
    (category, shown): (&str, &[PostRow]),
) -> DomainResult<()> {
    let Some(reader) = actor.member() else { return Ok(()) };
    let of_others = |post: &PostRow| {
        let author = post.author_id.clone().map(contract::ids::MemberId::trusted);
        let state = PostState::parse(&post.state);
        state != PostState::Published
            && author.as_ref() != Some(&reader.id)
            && can_see(actor, state, category, author.as_ref())
    };
    if !shown.iter().any(of_others) {
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
/// `NotFound` for a topic that is not there, or that this person may not know of, or a page beyond the last; `Gone`
/// for one that was published where she reads, and is erased.
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
            topic::Column::FrontUntil,
            topic::Column::RepliesNeedReview,
            topic::Column::SlowSeconds,
            topic::Column::MovedAt,
            topic::Column::UnlistedAt,
            topic::Column::ReopenAt,
            topic::Column::KeptTitle,
        ])
        .expr_as(events(), "events")
        .columns([
            category::Column::Section,
            category::Column::Audience,
            category::Column::ReviewMode,
            category::Column::Indexed,
            category::Column::AllowAnonymous,
            category::Column::HelpBlock,
        ])
        .expr_as(rules::approved(actor), "approved")
        .expr_as(draft::column(actor, id, services.db.is_sqlite()), "begun")
        .column_as(category_text::Column::Name, "category_name")
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(standing_topics(actor));
    let query = Beside::columns(query, services.db.backend(), actor);
    let query = about::Beside::columns(query, services.db.backend(), (services.now_ms(), services.readers()));
    let query = list_topics::with_reader(query, actor).into_query();
    let (found, apart) = fresh::apart(db.query_one(&query)).await;
    let found = found?;
    if actor.member().is_none() {
        // The opening post is of use for a poll alone, and where there is one, it stays where it was asked.
        apart.only(&[Only::topic(id.as_str()), Only::RULES, Only::TEXTS]);
    }
    let Some(found) = found else {
        let erased = permalink::topic_is_erased(db, actor, id).await?;
        return Err(DomainError::new(if erased { ErrorCode::Gone } else { ErrorCode::NotFound }));
    };
    let row = TopicRow::from_query_result(&found, "")?;
    let now = services.now_ms();
    // The answers went with the question.
    let poll = Beside::from_query_result(&found, "")?.view(actor, now)?.filter(|_| row.kept_title.is_none());
    let about = about::Beside::from_query_result(&found, "")?.view(locale)?;
    let pages = last_page(row.last_position);
    if page == 0 || page > pages {
        return Err(DomainError::not_found());
    }
    let quotes = || quote::column(actor, services.db.is_sqlite());
    let mut query = standing_on_page(actor, id, &row.category, page).expr_as(quotes(), "quotes").into_query();
    if let Some(waiting) = waiting_of(actor, id, &row.category, services.now_ms()) {
        query.union(UnionType::All, waiting.expr_as(quotes(), "quotes").into_query());
    }
    let (found, apart) = fresh::apart(db.query_all(&query)).await;
    let rows = found?;
    let rows = rows.iter().map(|row| PostRow::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    if actor.member().is_none() {
        apart.only(&read_by_guests(id, &rows));
    }
    let author = row.author_id.clone();
    note_reading(services, actor, id, (&row.category, &rows)).await?;
    let (mut posts, mut waiting): (Vec<PostRow>, Vec<PostRow>) =
        rows.into_iter().partition(|post| post.position.is_some());
    posts.sort_by_key(|post| post.position);
    waiting
        .sort_by(|a, b| (!a.is_opening, a.submitted_at, &a.id).cmp(&(!b.is_opening, b.submitted_at, &b.id)));
    let author_id = author.clone().map(contract::ids::MemberId::trusted);
    let state = PostState::parse(&row.state);
    let flags = (row.indexed, row.allow_anonymous);
    let rules = Rules::of(&row.audience, &row.review_mode, flags, row.approved);
    let closed = row.closed_at.is_some();
    let can_reply =
        policy::can_reply(actor, (state, closed), (&row.category, &rules), author_id.as_ref()).is_ok();
    let asker = Asker { author, former: row.former, alias: row.alias };
    let shown: Vec<String> = posts.iter().map(|post| post.id.clone()).collect();
    let marks = actor.member().map(|member| react::of_member(member, &shown));
    let (lens, marks) = Lens::load(db, actor, &Place::Topic(id.clone()), marks).await?;
    let mut marks = react::gathered(marks);
    let mut view = |post: PostRow| {
        let mine = marks.remove(&post.id).unwrap_or_default();
        let quiet = lens.reported(&post.id).or_else(|| {
            lens.quiet(post.author_id.as_deref(), post.alias, id.as_str(), || {
                plain_text(&SafeHtml::from_store(post.html.clone()))
            })
        });
        let alone = lens.counts_alone(post.author_id.as_deref(), post.alias);
        let quotes = quote::told(post.quotes.as_deref(), id.as_str(), Some(&lens));
        let mut view = view_of(post, actor, (&row.category, now), &asker, (mine, alone));
        let is_there = view.absent.is_none();
        view.source = view.source.map(|source| quote::in_form(&source, &quotes));
        let is_fresh =
            row.read_to.zip(view.position).is_some_and(|(to, at)| at > to) && !view.is_mine && is_there;
        let can_quote = can_reply && view.state == PostState::Published;
        let quotes = if is_there { quotes } else { Vec::new() };
        PostView { is_fresh, quiet: quiet.filter(|_| is_there), quotes, can_quote, ..view }
    };
    let mask = alias::Choice {
        allowed: alias::may_hide(actor, &row.category, row.allow_anonymous),
        before: alias::Before { alias: row.my_alias, named: row.my_named.is_some_and(|count| count > 0) },
    };
    let posts: Vec<PostView> = posts.into_iter().map(&mut view).collect();
    let waiting: Vec<PostView> = waiting.into_iter().map(&mut view).collect();
    let replies = replies(row.published_posts, &row.title);
    let events = events_of(row.events.as_deref().unwrap_or_default());
    // Who reads the text that was taken away reads its title too.
    let kept = row.kept_title.filter(|_| can_see(actor, PostState::Held, &row.category, author_id.as_ref()));
    Ok(TopicView {
        id: TopicId::trusted(row.id),
        replies,
        title: kept.unwrap_or(row.title),
        language: TextLanguage::parse(&row.language),
        state,
        category: row.category,
        category_name: row.category_name,
        section: row.section,
        is_mine: author_id.is_some() && actor.member_id() == author_id.as_ref(),
        page,
        pages,
        posts,
        waiting,
        help: row.help_block,
        about,
        poll,
        can_reply,
        closed,
        pinned: row.pinned_until.is_some_and(|until| until > now),
        front: row.front_until.is_some_and(|until| until > now),
        replies_need_review: row.replies_need_review,
        slow_seconds: row.slow_seconds,
        moved_lately: row.moved_at.is_some_and(|at| now - at < UNDO_MS),
        undoable: undoable_by(actor, &events, now),
        take_back: to_take_back(events.iter().map(|(at, kind, _)| (*at, *kind)), now),
        events: events.into_iter().map(|(at, kind, _)| (kind, day_of(at))).collect(),
        unlisted: row.unlisted_at.is_some(),
        reopens: row.reopen_at.filter(|_| closed).map(day_of),
        rules,
        last_position: row.last_position,
        read_to: row.read_to,
        fresh: Fresh::since(row.read_to, row.fresh),
        mask,
        follows: lens.level(),
        draft: row.begun.as_deref().and_then(Saved::read),
    })
}

/// What a guest's page reads with its posts: those of this topic, and what they quote, wherever that stands. What is quoted
/// and not shown may come back from anywhere.
fn read_by_guests(id: &TopicId, rows: &[PostRow]) -> Vec<Only> {
    let mut only = vec![Only::RULES];
    only.extend(rows.iter().map(|post| Only::post(&post.id)));
    if let Some(sources) = quote::sources(rows.iter().map(|post| post.quotes.as_deref())) {
        only.push(Only::topic(id.as_str()));
        only.extend(sources.iter().map(|topic| Only::topic(topic)));
    }
    only
}

/// What the team did to the topic, in one text: so the page asks no query more for it.
fn events() -> SimpleExpr {
    Expr::cust(
        "(SELECT string_agg(e.kind || ' ' || CAST(e.at AS TEXT) || \
         CASE WHEN e.was IS NULL THEN '' ELSE ' u' END, ',') FROM topic_event AS e \
         WHERE e.topic_id = topic.id)",
    )
}

/// When, what, and whether it keeps what was before; oldest first.
fn events_of(text: &str) -> Vec<(i64, TopicEvent, bool)> {
    let mut events: Vec<(i64, TopicEvent, bool)> = text
        .split(',')
        .filter_map(|one| {
            let mut parts = one.split(' ');
            let (kind, at) = (parts.next()?, parts.next()?);
            Some((at.parse().ok()?, TopicEvent::parse(kind)?, parts.next().is_some()))
        })
        .collect();
    events.sort_by_key(|(at, ..)| *at);
    events
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

fn columns(actor: &Actor, of: &TopicId, html: SimpleExpr) -> Select<post::Entity> {
    let query = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Position,
            post::Column::IsOpening,
            post::Column::AuthorId,
            post::Column::Former,
            post::Column::Alias,
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
            post::Column::EditedAt,
            post::Column::WithdrawnAt,
            post::Column::TakenReason,
        ])
        .expr_as(html, "html")
        .column(member::Column::Pseudonym)
        .expr_as(original(actor), "original")
        .join(JoinType::LeftJoin, post_to_author())
        .filter(post::Column::TopicId.eq(of.as_str()));
    let of_change = [
        (revision::Column::State, "change_state"),
        (revision::Column::Title, "change_title"),
        (revision::Column::Html, "change_html"),
        (revision::Column::ReasonCode, "change_reason"),
        (revision::Column::Note, "change_note"),
    ];
    match actor.member() {
        Some(member) => of_change
            .into_iter()
            .fold(query.join(JoinType::LeftJoin, post_to_own_change(&member.id)), |query, (column, name)| {
                query.column_as(column, name)
            }),
        None => of_change
            .into_iter()
            .fold(query, |query, (_, name)| query.column_as(Expr::cust("CAST(NULL AS TEXT)"), name)),
    }
}

/// What is published on a page, and what keeps its place there without being read.
fn standing_on_page(actor: &Actor, id: &TopicId, category: &str, page: u64) -> Select<post::Entity> {
    let first = i64::try_from((page - 1) * POSTS_PER_PAGE).unwrap_or(i64::MAX - 100);
    let last = first + i64::try_from(POSTS_PER_PAGE).unwrap_or_default();
    let text = CaseStatement::new()
        .case(text_of(actor, category), post::Column::Html.into_simple_expr())
        .finally(Expr::value(""));
    columns(actor, id, text.into())
        // The source of what is published is of no use here, and long.
        .column_as(Expr::cust("CAST(NULL AS TEXT)"), "source")
        .filter(standing_posts())
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
        columns(actor, id, post::Column::Html.into_simple_expr())
            .column(post::Column::Source)
            .filter(visible_posts(actor))
            .filter(post::Column::Position.is_null())
            .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Published)))
            .filter(whose)
            .filter(recent),
    )
}

/// `alone`: what she sent counts for herself alone.
fn view_of(
    post: PostRow,
    actor: &Actor,
    (category, now): (&str, i64),
    asker: &Asker,
    (done, alone): (Mine, bool),
) -> PostView {
    let mine =
        post.author_id.is_some() && actor.member_id().map(|id| id.as_str()) == post.author_id.as_deref();
    let state = PostState::parse(&post.state);
    let taken = post.taken_reason.as_deref().and_then(Reason::parse);
    let author_id = post.author_id.clone().map(contract::ids::MemberId::trusted);
    let absent = match state {
        _ if can_see(actor, state, category, author_id.as_ref()) => None,
        PostState::Held => Some(Absence::Held),
        PostState::Removed => Some(Absence::Removed(taken)),
        _ => Some(Absence::Withdrawn),
    };
    let at = post.published_at.unwrap_or(post.submitted_at);
    let reason = match state {
        PostState::Removed | PostState::Held => taken,
        _ => post.reason_code.as_deref().and_then(Reason::parse),
    };
    let change = post.change_state.as_deref().map(RevisionState::parse);
    let change = change.filter(|state| mine && state.is_pending()).map(|state| OwnChange {
        state,
        title: post.change_title,
        html: SafeHtml::from_store(post.change_html.unwrap_or_default()),
        reason: post.change_reason.as_deref().and_then(Reason::parse),
        note: post.change_note,
    });
    let (author, html) = match absent {
        Some(_) => (Author::Former(None), String::new()),
        None => (Author::of(post.pseudonym, post.alias, post.former), post.html),
    };
    let sent = |kind: Kind, count: i32| {
        let hers = u32::from(alone && done.kinds.contains(&kind));
        let count = u32::try_from(count).unwrap_or_default() + hers;
        if count >= SHOWN_FROM && absent.is_none() { count } else { 0 }
    };
    let [support, thanks, same] = Kind::ALL;
    PostView {
        id: PostId::trusted(post.id),
        category: category.to_owned(),
        position: post.position,
        is_opening: post.is_opening,
        author,
        is_mine: mine,
        by_asker: absent.is_none() && asker.wrote(post.author_id.as_deref(), post.former, post.alias),
        html: SafeHtml::from_store(html),
        language: TextLanguage::parse(&post.language),
        day: day_of(at),
        state,
        reason: reason.filter(|_| mine),
        note: post.note.filter(|_| mine),
        source: post.source.filter(|_| mine),
        shortened: post.shortened && absent.is_none(),
        original: post.original.filter(|_| mine && absent.is_none()),
        content_note: post.content_note.as_deref().filter(|_| absent.is_none()).and_then(ContentNote::parse),
        reactions: [
            sent(support, post.support_count),
            sent(thanks, post.thanks_count),
            sent(same, post.same_count),
        ],
        mine: done,
        is_fresh: false,
        quiet: None,
        absent,
        edited_day: post.edited_at.filter(|_| absent.is_none()).map(day_of),
        change,
        can_undo: mine && state == PostState::Withdrawn && may_undo(post.withdrawn_at, now),
        quotes: Vec::new(),
        can_quote: false,
    }
}
