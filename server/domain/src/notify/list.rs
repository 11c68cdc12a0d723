//! What a member was told of, as she sees it now.

mod mark;

pub use mark::{mark_all_read, mark_read};
pub(crate) use mark::{message_read, seen};

use contract::{
    Locale,
    ids::{MemberId, PostId, TopicId},
};
use entity::{
    forum::{category_text, post, topic},
    notify::notification,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, IntoColumnRef, SimpleExpr},
};

use super::Kind;
use crate::{
    Actor, DomainError, DomainResult, Member, Role, Services,
    forum::{
        POSTS_PER_PAGE, ROWS_PER_PAGE, TextLanguage,
        visibility::{visible_in_forum, visible_posts},
    },
    services::day_of,
};

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a post on a page of its topic.
    Post {
        /// Topic.
        topic: TopicId,
        /// Page, from 1.
        page: u64,
        /// Post.
        post: PostId,
    },
    /// To a category, by its slug.
    Category(String),
    /// To what the team wrote.
    Messages,
    /// To what the team decided about her.
    Decisions,
    /// To a text of hers that is held.
    Held(PostId),
    /// To how a text of hers stands.
    Mine(PostId),
    /// To what she reported.
    Reports,
    /// To the desk.
    Desk,
    /// To where somebody is asked into the team.
    Team,
}

/// A line of the list: one thing, or several of the same kind in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Names the line in forms and addresses.
    pub id: String,
    /// Of what.
    pub kind: Kind,
    /// How many.
    pub count: u64,
    /// Whether it is new to her.
    pub unread: bool,
    /// Title of the topic; nothing where there is none, empty when it was taken away.
    pub title: Option<String>,
    /// Language of the title.
    pub language: TextLanguage,
    /// Name of the category.
    pub category: Option<String>,
    /// Where it leads.
    pub target: Target,
    /// ISO day of the last one.
    pub day: String,
}

/// A page of the list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notifications {
    /// The page.
    pub lines: Vec<Line>,
    /// Where the older ones begin.
    pub older: Option<String>,
    /// Whether anything at all is new to her.
    pub unread: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    read_at: Option<i64>,
    kind: String,
    count: i64,
    latest: i64,
    post_id: Option<String>,
    topic_id: Option<String>,
    position: Option<i64>,
    title: Option<String>,
    language: Option<String>,
    category: Option<String>,
    category_name: Option<String>,
}

fn to_post() -> RelationDef {
    notification::Entity::belongs_to(post::Entity)
        .from(notification::Column::PostId)
        .to(post::Column::Id)
        .into()
}

fn to_topic() -> RelationDef {
    notification::Entity::belongs_to(topic::Entity)
        .from(notification::Column::TopicId)
        .to(topic::Column::Id)
        .into()
}

/// Notifications whose post this person sees still, of everybody.
fn seen_by(actor: &Actor) -> Select<notification::Entity> {
    notification::Entity::find()
        .select_only()
        .join(JoinType::LeftJoin, to_post())
        .join(JoinType::LeftJoin, to_topic())
        .filter(Condition::any().add(notification::Column::PostId.is_null()).add(visible_in_forum(actor)))
}

/// How many lines are new to somebody, as part of another query: `member` is the column with her identifier.
/// The query knows no more of her than that, so what only some members may read is not counted; the list has it.
pub fn unread_by(member: impl IntoColumnRef) -> SimpleExpr {
    let anybody = Actor::Member(Member::new(MemberId::trusted("-"), "", Role::Member));
    let own = [Kind::Refused, Kind::Changes, Kind::PrivateOffer, Kind::Held, Kind::Removed].map(Kind::as_str);
    let select = notification::Entity::find()
        .select_only()
        .expr(Expr::cust("COUNT(DISTINCT \"notification\".\"group_key\")"))
        .join(JoinType::LeftJoin, to_post())
        .join(JoinType::LeftJoin, to_topic())
        .filter(notification::Column::RecipientId.into_simple_expr().eq(Expr::col(member)))
        .filter(notification::Column::ReadAt.is_null())
        .filter(
            Condition::any()
                .add(notification::Column::PostId.is_null())
                .add(notification::Column::Kind.is_in(own))
                .add(visible_in_forum(&anybody)),
        )
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// Whether there is anything that she does not know yet and may see; `suspended`: without what others write.
pub(super) async fn has_unread<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    suspended: bool,
) -> DomainResult<bool> {
    let Some(member) = actor.member() else { return Ok(false) };
    let mut query = seen_by(actor)
        .column(notification::Column::Id)
        .filter(notification::Column::RecipientId.eq(member.id.as_str()))
        .filter(notification::Column::ReadAt.is_null());
    if suspended {
        let closed = Kind::ALL.into_iter().filter(|kind| kind.is_of_others()).map(Kind::as_str);
        query = query.filter(notification::Column::Kind.is_not_in(closed));
    }
    let found: Option<String> = query.into_tuple().one(db).await?;
    Ok(found.is_some())
}

fn is_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What she was told of, newest first, several of a kind in one line. What she may not see any more is not in it.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; [`contract::ErrorCode::NotFound`] for a cursor that is none of hers.
pub async fn notifications(
    services: &Services,
    actor: &Actor,
    after: Option<&str>,
    locale: Locale,
) -> DomainResult<Notifications> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let hers = notification::Column::RecipientId.eq(member.id.as_str());
    let latest = || Expr::col((notification::Entity, notification::Column::CreatedAt)).max();
    let last = || Expr::col((notification::Entity, notification::Column::Id)).max();
    let max = |column: SimpleExpr| sea_orm::sea_query::Func::max(column);
    let to_category: RelationDef = topic::Entity::belongs_to(category_text::Entity)
        .from(topic::Column::Category)
        .to(category_text::Column::Category)
        .into();
    let code = locale.code();
    let to_category = to_category.on_condition(move |_, text| {
        Condition::all().add(Expr::col((text, category_text::Column::Locale)).eq(code))
    });
    let mut query = seen_by(actor)
        .join(JoinType::LeftJoin, to_category)
        .column(notification::Column::GroupKey)
        .column(notification::Column::ReadAt)
        .expr_as(last(), "id")
        .expr_as(latest(), "latest")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .expr_as(max(notification::Column::Kind.into_simple_expr()), "kind")
        .expr_as(max(notification::Column::PostId.into_simple_expr()), "post_id")
        .expr_as(max(notification::Column::TopicId.into_simple_expr()), "topic_id")
        .expr_as(Expr::col((post::Entity, post::Column::Position)).min(), "position")
        .expr_as(max(topic::Column::Title.into_simple_expr()), "title")
        .expr_as(max(topic::Column::Language.into_simple_expr()), "language")
        .expr_as(max(topic::Column::Category.into_simple_expr()), "category")
        .expr_as(max(category_text::Column::Name.into_simple_expr()), "category_name")
        .filter(hers.clone())
        .group_by(notification::Column::GroupKey)
        .group_by(notification::Column::ReadAt);
    if let Some(after) = after {
        let (at, id) = place_of(services, member, after).await?;
        let here = Expr::tuple([Expr::value(at), Expr::value(id)]);
        query = query.having(Expr::tuple([latest(), last()]).lt(here));
    }
    let mut rows = query
        .order_by_desc(latest())
        .order_by_desc(last())
        .limit(ROWS_PER_PAGE + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let older = rows.last().filter(|_| more).map(|row| row.id.clone());
    let firsts = firsts(services, actor, &rows).await?;
    let unread = rows.iter().any(|row| row.read_at.is_none()) || has_unread(db, actor, false).await?;
    let lines = rows.into_iter().filter_map(|row| line(row, &firsts)).collect();
    Ok(Notifications { lines, older, unread })
}

/// Where in the order the line of a notification stands.
async fn place_of(services: &Services, member: &Member, id: &str) -> DomainResult<(i64, String)> {
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    let db = services.db.read();
    let hers = || notification::Column::RecipientId.eq(member.id.as_str());
    let row = notification::Entity::find_by_id(id).filter(hers()).one(db).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let same = match row.read_at {
        Some(at) => notification::Column::ReadAt.eq(at),
        None => notification::Column::ReadAt.is_null(),
    };
    let place: Option<(Option<i64>, Option<String>)> = notification::Entity::find()
        .select_only()
        .column_as(notification::Column::CreatedAt.max(), "latest")
        .column_as(notification::Column::Id.max(), "last")
        .filter(hers())
        .filter(notification::Column::GroupKey.eq(&row.group_key))
        .filter(same)
        .into_tuple()
        .one(db)
        .await?;
    match place {
        Some((Some(at), Some(id))) => Ok((at, id)),
        _ => Err(DomainError::not_found()),
    }
}

/// The first post of each line that gathers several.
async fn firsts(
    services: &Services,
    actor: &Actor,
    rows: &[Row],
) -> DomainResult<Vec<(String, i64, String)>> {
    let places: Vec<(&str, i64)> = rows
        .iter()
        .filter(|row| row.count > 1)
        .filter_map(|row| Some((row.topic_id.as_deref()?, row.position?)))
        .collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let mut wanted = Condition::any();
    for (topic, position) in places {
        wanted = wanted.add(
            Condition::all().add(post::Column::TopicId.eq(topic)).add(post::Column::Position.eq(position)),
        );
    }
    Ok(post::Entity::find()
        .select_only()
        .columns([post::Column::TopicId, post::Column::Position, post::Column::Id])
        .filter(wanted)
        .filter(visible_posts(actor))
        .into_tuple()
        .all(services.db.read())
        .await?)
}

fn line(row: Row, firsts: &[(String, i64, String)]) -> Option<Line> {
    let kind = Kind::parse(&row.kind)?;
    let several = row.count > 1;
    let target = match (kind, row.category.as_deref(), row.topic_id, row.post_id) {
        (Kind::TeamMessage, ..) => Target::Messages,
        (Kind::Decision, ..) => Target::Decisions,
        (Kind::ReportDecided, ..) => Target::Reports,
        (Kind::Duty, ..) => Target::Desk,
        (Kind::Outside, ..) => Target::Team,
        (Kind::Held, _, _, Some(post)) => Target::Held(PostId::trusted(post)),
        (Kind::PrivateOffer, _, _, Some(post)) => Target::Mine(PostId::trusted(post)),
        (Kind::NewTopic, Some(category), ..) if several => Target::Category(category.to_owned()),
        (_, _, Some(topic), Some(post)) => {
            let position = row.position.unwrap_or(1);
            let first = firsts.iter().find(|(of, at, _)| several && *of == topic && *at == position);
            let post = first.map_or(post, |(_, _, id)| id.clone());
            let page = u64::try_from(position - 1).unwrap_or_default() / POSTS_PER_PAGE + 1;
            Target::Post { topic: TopicId::trusted(topic), page, post: PostId::trusted(post) }
        }
        _ => return None,
    };
    Some(Line {
        id: row.id,
        kind,
        count: u64::try_from(row.count).unwrap_or_default(),
        unread: row.read_at.is_none(),
        title: row
            .title
            .filter(|_| !matches!(target, Target::Category(_) | Target::Held(_) | Target::Mine(_))),
        language: row.language.as_deref().map_or(TextLanguage::Other, TextLanguage::parse),
        category: row.category_name,
        target,
        day: day_of(row.latest),
    })
}
