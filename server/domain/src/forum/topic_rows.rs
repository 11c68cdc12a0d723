//! What the database is asked for a topic's page: its rows, and what belongs to them.

use contract::ids::TopicId;
use entity::{
    forum::{post, post_original, revision},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{CaseStatement, Expr, SimpleExpr},
};

use super::{
    PostState,
    policy::{POSTS_PER_PAGE, REFUSED_SHOWN_DAYS},
    relations::{post_to_author, post_to_own_change},
    topic_event::TopicEvent,
    visibility::{literal, post_is_known, standing_posts, text_of, visible_posts},
};
use crate::{Actor, Permission, permission::permits};

#[derive(FromQueryResult)]
pub(super) struct TopicRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) state: String,
    pub(super) category: String,
    pub(super) category_name: String,
    pub(super) section: String,
    pub(super) author_id: Option<String>,
    pub(super) former: Option<i32>,
    pub(super) alias: Option<i32>,
    pub(super) my_alias: Option<i32>,
    pub(super) my_named: Option<i64>,
    pub(super) published_posts: i64,
    pub(super) last_position: i64,
    pub(super) closed_at: Option<i64>,
    pub(super) pinned_until: Option<i64>,
    pub(super) front_until: Option<i64>,
    pub(super) replies_need_review: bool,
    pub(super) slow_seconds: Option<i32>,
    pub(super) moved_at: Option<i64>,
    pub(super) unlisted_at: Option<i64>,
    pub(super) reopen_at: Option<i64>,
    pub(super) events: Option<String>,
    pub(super) audience: String,
    pub(super) review_mode: String,
    pub(super) indexed: bool,
    pub(super) allow_anonymous: bool,
    pub(super) help_block: bool,
    pub(super) approved: bool,
    pub(super) read_to: Option<i64>,
    pub(super) fresh: i64,
    pub(super) kept_title: Option<String>,
    /// Whether the reader is of the team and said that she knows who opened it.
    pub(super) knows: bool,
    /// Her draft. Not called as its table: a guest's page would be drawn anew whenever anybody saves one.
    pub(super) begun: Option<String>,
}

#[derive(FromQueryResult)]
pub(super) struct PostRow {
    pub(super) id: String,
    pub(super) position: Option<i64>,
    pub(super) is_opening: bool,
    pub(super) author_id: Option<String>,
    pub(super) pseudonym: Option<String>,
    pub(super) former: Option<i32>,
    pub(super) alias: Option<i32>,
    pub(super) html: String,
    pub(super) language: String,
    pub(super) state: String,
    pub(super) reason_code: Option<String>,
    pub(super) note: Option<String>,
    pub(super) source: Option<String>,
    pub(super) original: Option<String>,
    pub(super) shortened: bool,
    pub(super) content_note: Option<String>,
    pub(super) support_count: i32,
    pub(super) thanks_count: i32,
    pub(super) same_count: i32,
    pub(super) submitted_at: i64,
    pub(super) published_at: Option<i64>,
    pub(super) edited_at: Option<i64>,
    pub(super) withdrawn_at: Option<i64>,
    pub(super) taken_reason: Option<String>,
    pub(super) change_state: Option<String>,
    pub(super) change_title: Option<String>,
    pub(super) change_html: Option<String>,
    pub(super) change_reason: Option<String>,
    pub(super) change_note: Option<String>,
    pub(super) quotes: Option<String>,
    /// Whether the reader is of the team and said that she knows who wrote it.
    pub(super) knows: bool,
}

/// What the team did to the topic, in one text: so the page asks no query more for it.
pub(super) fn events() -> SimpleExpr {
    Expr::cust(
        "(SELECT string_agg(e.kind || ' ' || CAST(e.at AS TEXT) || \
         CASE WHEN e.was IS NULL THEN '' ELSE ' u' END, ',') FROM topic_event AS e \
         WHERE e.topic_id = topic.id)",
    )
}

/// When, what, and whether it keeps what was before; oldest first.
pub(super) fn events_of(text: &str) -> Vec<(i64, TopicEvent, bool)> {
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
        .expr_as(post_is_known(actor), "knows")
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
pub(super) fn standing_on_page(
    actor: &Actor,
    id: &TopicId,
    category: &str,
    page: u64,
) -> Select<post::Entity> {
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
pub(super) fn waiting_of(
    actor: &Actor,
    id: &TopicId,
    category: &str,
    now: i64,
) -> Option<Select<post::Entity>> {
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
