//! A topic's page: two queries, and for a member one for what is hers on it.

use contract::{
    ErrorCode, Locale,
    ids::{PostId, TopicId},
};
use entity::forum::{category, category_text, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    QueryTrait, sea_query::UnionType,
};

use super::{
    Author, ContentNote, Fresh, Kind, Mine, PostState, SHOWN_FROM, TextLanguage, about,
    alias::{self, Asker},
    draft::{self, Saved},
    edit::RevisionState,
    list_topics, permalink,
    policy::{self, POSTS_PER_PAGE},
    poll_view::Beside,
    quote, react,
    relations::{category_to_text, topic_to_category},
    rules::{self, Rules},
    taken::may_undo,
    topic_event::{UNDO_MS, to_take_back},
    topic_rows::{PostRow, TopicRow, events, events_of, standing_on_page, waiting_of},
    topic_view::{Absence, OwnChange, PostView, TopicView},
    undo_change::undoable_by,
    visibility::{can_see, standing_topics, topic_is_known},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    fresh::{self, Only},
    markup::SafeHtml,
    moderation::Reason,
    mute::Lens,
    notify::Place,
    search::plain_text,
    services::day_of,
    staff::audit::{self, Entry},
};

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
            && !post.knows
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
        .expr_as(topic_is_known(actor), "knows")
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
    let reads_it = !row.knows && can_see(actor, PostState::Held, &row.category, author_id.as_ref());
    let kept = row.kept_title.filter(|_| reads_it);
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
        _ if !post.knows && can_see(actor, state, category, author_id.as_ref()) => None,
        // Whom she knows she reads as everybody does.
        PostState::Published => None,
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
