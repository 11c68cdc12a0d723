//! A case, as the desk sees it: what was reported, what was seen then and what stands there now. Who reported is not
//! in it: nobody needs to know it to decide.

use contract::{
    Locale,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{category_text, post, topic},
    identity::member,
    report::{report, report_case},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select, sea_query::SimpleExpr,
};

use super::{CaseState, Code, again, is_live};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{
        Author, ContentNote, PostState, TextLanguage, poll,
        relations::{category_to_text, post_to_author, topic_to_category},
        visibility::literal,
    },
    markup::{self, SafeHtml},
    moderation::{
        held_only::is_held_only,
        item::Class,
        shift::{self, Care},
        sight,
    },
    permission::{permits, reach, require},
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// Cases that the desk lists.
const LISTED: u64 = 50;
/// Texts before the reported one that are shown with it.
const AROUND: u64 = 3;

/// A case in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Identifier.
    pub id: String,
    /// Version to name in a decision.
    pub version: i64,
    /// How it stands.
    pub state: CaseState,
    /// How urgent.
    pub class: Class,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Name of the category.
    pub category_name: String,
    /// Whether the text is held because of the reports alone.
    pub auto_held: bool,
    /// Whether many new accounts reported within minutes.
    pub brigade: bool,
    /// ISO day.
    pub day: String,
}

/// A report of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportView {
    /// What it is said to be.
    pub code: Option<Code>,
    /// What she said before that, where that was graver.
    pub before: Option<Code>,
    /// In whose words nobody is told.
    pub text: String,
    /// Title as it was seen.
    pub seen_title: String,
    /// Text as it was seen; nothing when it is what stands there now.
    pub seen_text: Option<String>,
    /// Language of that text, where it was kept.
    pub seen_language: Option<TextLanguage>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// ISO day.
    pub day: String,
}

/// A text that stands before the reported one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Under which name.
    pub author: Author,
    /// A few words.
    pub excerpt: String,
    /// Language.
    pub language: TextLanguage,
}

/// A case with everything that is needed to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseView {
    /// What the list shows of it.
    pub line: CaseLine,
    /// The text.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Under which name it stands.
    pub author: Author,
    /// How it stands now.
    pub post_state: PostState,
    /// As it reads now.
    pub html: SafeHtml,
    /// Language of the text.
    pub text_language: TextLanguage,
    /// What it is about, as its author said.
    pub content_note: Option<ContentNote>,
    /// The answers of its poll, when it opens a topic with one.
    pub choices: Vec<String>,
    /// What stands before it, oldest first.
    pub around: Vec<Around>,
    /// Oldest first.
    pub reports: Vec<ReportView>,
    /// Whether the reader may decide: not on what she reported, nor, but as one, on an administrator's text.
    pub may_decide: bool,
    /// Whether whoever reported it asked for somebody else's look, after a decision.
    pub asked_again: bool,
    /// Whether that look is not the reader's: she decided before.
    pub apart: bool,
    /// Whether the reader only holds the text: somebody may be in danger, and few look after her.
    pub held_only: bool,
    /// ISO day of the decision.
    pub decided_day: Option<String>,
    /// How the reader reads.
    pub care: Care,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    version: i64,
    state: String,
    class: i32,
    title: String,
    kept_title: Option<String>,
    language: String,
    category: String,
    category_name: String,
    auto_held: bool,
    brigade: bool,
    opened_at: i64,
    decided_at: Option<i64>,
    post_id: String,
    topic_id: String,
    author_role: Option<String>,
    pseudonym: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    post_state: String,
    position: Option<i64>,
    is_opening: bool,
    source: String,
    html: String,
    text_language: String,
    content_note: Option<String>,
}

pub(super) fn to_post() -> RelationDef {
    report_case::Entity::belongs_to(post::Entity)
        .from(report_case::Column::PostId)
        .to(post::Column::Id)
        .into()
}

fn to_topic() -> RelationDef {
    report_case::Entity::belongs_to(topic::Entity)
        .from(report_case::Column::TopicId)
        .to(topic::Column::Id)
        .into()
}

/// Of somebody who disappeared, and what is erased, there is no case.
pub(super) fn text_is_there() -> SimpleExpr {
    post::Column::State
        .into_simple_expr()
        .is_not_in([literal(PostState::Vanished), literal(PostState::Purged)])
}

/// Cases that this person is not kept from: about somebody whom she neither knows nor blocks, and not about herself.
fn seen_by(reader: &Member) -> Condition {
    Condition::all().add(sight::not_kept_from(reader, report_case::Column::PostId)).add(
        Condition::any()
            .add(post::Column::AuthorId.is_null())
            .add(post::Column::AuthorId.ne(reader.id.as_str())),
    )
}

/// Whether this person sees a case: one of her categories (see [`seen_by`]).
pub(super) async fn sees_case<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    reader: &Member,
    id: &str,
) -> DomainResult<bool> {
    let found = report_case::Entity::find_by_id(id)
        .join(JoinType::InnerJoin, to_post())
        .filter(text_is_there())
        .filter(seen_by(reader))
        .one(db)
        .await?;
    Ok(found.is_some_and(|row| permits(actor, Permission::HandleReports, Some(&row.category))))
}

/// Cases whose text is there.
fn rows(locale: Locale) -> Select<report_case::Entity> {
    report_case::Entity::find()
        .select_only()
        .columns([
            report_case::Column::Id,
            report_case::Column::Version,
            report_case::Column::State,
            report_case::Column::Class,
            report_case::Column::Category,
            report_case::Column::AutoHeld,
            report_case::Column::Brigade,
            report_case::Column::OpenedAt,
            report_case::Column::DecidedAt,
            report_case::Column::PostId,
            report_case::Column::TopicId,
        ])
        .columns([topic::Column::Title, topic::Column::KeptTitle, topic::Column::Language])
        .columns([
            post::Column::Alias,
            post::Column::Former,
            post::Column::Position,
            post::Column::IsOpening,
            post::Column::Source,
            post::Column::Html,
            post::Column::ContentNote,
        ])
        .column_as(post::Column::State, "post_state")
        .column_as(post::Column::Language, "text_language")
        .column_as(category_text::Column::Name, "category_name")
        .column(member::Column::Pseudonym)
        .column_as(member::Column::Role, "author_role")
        .join(JoinType::InnerJoin, to_post())
        .join(JoinType::InnerJoin, to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .join(JoinType::LeftJoin, post_to_author())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(text_is_there())
}

impl Row {
    fn line(&self) -> CaseLine {
        CaseLine {
            id: self.id.clone(),
            version: self.version,
            state: CaseState::parse(&self.state),
            class: Class::of(self.class),
            title: self.kept_title.as_ref().unwrap_or(&self.title).clone(),
            language: TextLanguage::parse(&self.language),
            category_name: self.category_name.clone(),
            auto_held: self.auto_held,
            brigade: self.brigade,
            day: day_of(self.opened_at),
        }
    }
}

/// Live cases of her categories, the urgent ones first, then the oldest; none about whom she knows or blocks, nor about
/// a text of her own.
///
/// # Errors
/// As [`require`] of [`Permission::HandleReports`].
pub async fn cases(services: &Services, actor: &Actor, locale: Locale) -> DomainResult<Vec<CaseLine>> {
    let reader = require(actor, Permission::HandleReports, None)?;
    let tx = services.db.begin().await?;
    let mut query = rows(locale).filter(is_live()).filter(seen_by(reader));
    if let Some(inside) = reach(reader, Permission::HandleReports).over(report_case::Column::Category) {
        query = query.filter(inside);
    }
    let found = query
        .order_by_asc(report_case::Column::Class)
        .order_by_asc(report_case::Column::OpenedAt)
        .order_by_asc(report_case::Column::Id)
        .limit(LISTED)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    audit::record(&tx, Some(reader), Entry::of(Action::ReportsRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(found.iter().map(Row::line).collect())
}

/// One case.
///
/// # Errors
/// As [`cases`]; `NotFound` outside of her categories, for one about a text that is gone or her own, and where she knows
/// or blocks the person.
pub async fn case(services: &Services, actor: &Actor, id: &str, locale: Locale) -> DomainResult<CaseView> {
    let reader = require(actor, Permission::HandleReports, None)?;
    let tx = services.db.begin().await?;
    let row = rows(locale)
        .filter(report_case::Column::Id.eq(id))
        .filter(seen_by(reader))
        .into_model::<Row>()
        .one(&tx)
        .await?
        .filter(|row| permits(actor, Permission::HandleReports, Some(&row.category)))
        .ok_or_else(DomainError::not_found)?;
    let reports = report::Entity::find()
        .filter(report::Column::CaseId.eq(id))
        .order_by_asc(report::Column::CreatedAt)
        .order_by_asc(report::Column::Id)
        .all(&tx)
        .await?;
    let around = around(&tx, &row).await?;
    let held_only = is_held_only(&tx, actor, (&row.post_id, &row.category)).await?;
    let asked_again = again::is_asked(&tx, id).await?;
    let apart = asked_again && again::is_apart(&tx, id, reader).await?;
    let choices = if row.is_opening {
        poll::choices_of(&tx, std::slice::from_ref(&row.topic_id)).await?.remove(&row.topic_id)
    } else {
        None
    };
    let entry = Entry::of(Action::ReportsRead).on("report_case", id);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    let hard = Class::of(row.class).is_hard() || row.content_note.is_some();
    let care = shift::read(&tx, reader, (id, hard), services.now_ms()).await?;
    tx.commit().await?;
    let view = view(row, reports, around, reader);
    let may_decide = view.may_decide && !apart;
    let choices = choices.unwrap_or_default();
    Ok(CaseView { choices, may_decide, asked_again, apart, held_only, care, ..view })
}

fn view(row: Row, reports: Vec<report::Model>, around: Vec<Around>, reader: &Member) -> CaseView {
    let me = Some(reader.id.as_str());
    // Behind a letter nobody's role counts.
    let role = row.author_role.as_deref().filter(|_| row.alias.is_none()).and_then(Role::parse);
    let above = role == Some(Role::Admin) && reader.role != Role::Admin;
    let may_decide = !above && reports.iter().all(|one| one.reporter_id.as_deref() != me);
    let source = &row.source;
    let reports = reports
        .into_iter()
        .map(|one| ReportView {
            code: Code::parse(&one.code),
            before: Some(one.gravest_code).filter(|said| *said != one.code).as_deref().and_then(Code::parse),
            text: one.text,
            seen_title: one.seen_title,
            seen_text: Some(one.seen_text).filter(|seen| seen != source),
            seen_language: one.seen_language.as_deref().map(TextLanguage::parse),
            withdrawn: one.withdrawn_at.is_some(),
            day: day_of(one.created_at),
        })
        .collect();
    CaseView {
        line: row.line(),
        post: PostId::trusted(row.post_id),
        topic: TopicId::trusted(row.topic_id),
        author: Author::of(row.pseudonym, row.alias, row.former),
        post_state: PostState::parse(&row.post_state),
        html: SafeHtml::from_store(row.html),
        text_language: TextLanguage::parse(&row.text_language),
        content_note: row.content_note.as_deref().and_then(ContentNote::parse),
        choices: Vec::new(),
        around,
        reports,
        may_decide,
        asked_again: false,
        apart: false,
        held_only: false,
        decided_day: row.decided_at.map(day_of),
        care: Care::default(),
    }
}

/// Name, alias, whether she left, text, language.
type AroundRow = (Option<String>, Option<i32>, Option<i32>, String, String);

async fn around<C: ConnectionTrait>(tx: &C, row: &Row) -> DomainResult<Vec<Around>> {
    let Some(position) = row.position else { return Ok(Vec::new()) };
    let mut found: Vec<AroundRow> = post::Entity::find()
        .select_only()
        .column(member::Column::Pseudonym)
        .columns([post::Column::Alias, post::Column::Former, post::Column::Source, post::Column::Language])
        .join(JoinType::LeftJoin, post_to_author())
        .filter(post::Column::TopicId.eq(row.topic_id.as_str()))
        .filter(post::Column::Position.lt(position))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .order_by_desc(post::Column::Position)
        .limit(AROUND)
        .into_tuple()
        .all(tx)
        .await?;
    found.reverse();
    Ok(found
        .into_iter()
        .map(|(name, alias, former, source, language)| Around {
            author: Author::of(name, alias, former),
            excerpt: markup::excerpt(&source, 280),
            language: TextLanguage::parse(&language),
        })
        .collect())
}
