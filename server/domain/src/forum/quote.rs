//! Quoting another post: what may be quoted, where the words are kept, and who sees them.
//!
//! A quote is looked up anew for every reader: when its source is not there for her, the quote is not there either.

use contract::{FieldCode, FieldError, ids::PostId, limits};
use entity::{
    forum::{category, post, quote, topic},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Func, SimpleExpr},
};
use serde::Deserialize;

use super::{
    Author, ContentNote, PostState, TextLanguage,
    relations::{post_to_author, post_to_topic, topic_to_category},
    rules::Audience,
    visibility::{literal, visible_in_forum},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    markup::{
        self, SafeHtml,
        mention::without,
        quote::{Block, DEPTH, Piece, own_words, pieces, written},
    },
    mute::{Lens, Quiet},
    search::plain_text,
    text,
};

/// Quotes that one text may hold.
pub const MOST: usize = 10;
/// Characters that the button puts into the form; she may take more herself.
const OFFERED: usize = 1_500;

/// A quote that its reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Number of its place in the text.
    pub n: i64,
    /// The post that is quoted.
    pub post: PostId,
    /// Under which name that stands.
    pub author: Author,
    /// Whether it stands in another topic: letters and numbers of authors mean nobody there.
    pub elsewhere: bool,
    /// The words, as plain text.
    pub words: String,
    /// Language of the source.
    pub language: TextLanguage,
    /// What its author says that it is about.
    pub content_note: Option<ContentNote>,
    /// Why it stands folded for this reader.
    pub quiet: Option<Quiet>,
}

/// A quote as the database tells it.
#[derive(Debug, Deserialize)]
struct Told {
    n: i64,
    words: String,
    /// Nothing when the reader does not see it.
    source: Option<Source>,
}

#[derive(Debug, Deserialize)]
struct Source {
    id: String,
    topic: String,
    author: Option<String>,
    name: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    language: String,
    note: Option<String>,
}

/// An object of JSON, as a column.
pub(super) fn object(sqlite: bool, pairs: Vec<(&'static str, SimpleExpr)>) -> SimpleExpr {
    let name = if sqlite { "json_object" } else { "json_build_object" };
    let parts = pairs.into_iter().flat_map(|(key, value)| [Expr::cust(format!("'{key}'")), value]);
    Func::cust(name).args(parts).into()
}

/// What the posts of a query quote, as far as this person may see it: one column, so that no page asks one query
/// more. [`told`] reads it.
pub(crate) fn column(actor: &Actor, sqlite: bool) -> SimpleExpr {
    let of = |column: post::Column| Expr::col((post::Entity, column)).into_simple_expr();
    let source = object(
        sqlite,
        vec![
            ("id", of(post::Column::Id)),
            ("topic", of(post::Column::TopicId)),
            ("author", of(post::Column::AuthorId)),
            ("name", Expr::col((member::Entity, member::Column::Pseudonym)).into_simple_expr()),
            ("alias", of(post::Column::Alias)),
            ("former", of(post::Column::Former)),
            ("language", of(post::Column::Language)),
            ("note", of(post::Column::ContentNote)),
        ],
    );
    let source = post::Entity::find()
        .select_only()
        .expr(source)
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::LeftJoin, post_to_author())
        .filter(of(post::Column::Id).eq(Expr::col((quote::Entity, quote::Column::SourcePostId))))
        // Of a text that changed since, only what is still in it: see `source_changed`.
        .filter(of(post::Column::Revision).eq(Expr::col((quote::Entity, quote::Column::SourceRevision))))
        .filter(visible_in_forum(actor))
        .into_query();
    let source = SimpleExpr::SubQuery(None, Box::new(source.into()));
    // SQLite forgets on the way that a text is JSON.
    let source = if sqlite { Func::cust("json").arg(source).into() } else { source };
    let one = object(
        sqlite,
        vec![
            ("n", quote::Column::N.into_simple_expr()),
            ("words", quote::Column::Extract.into_simple_expr()),
            ("source", source),
        ],
    );
    let all = Func::cust(if sqlite { "json_group_array" } else { "json_agg" }).arg(one);
    let all = quote::Entity::find()
        .select_only()
        .expr(SimpleExpr::from(all).cast_as("TEXT"))
        .filter(quote::Column::PostId.into_simple_expr().eq(of(post::Column::Id)))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(all.into()))
}

/// Reads what [`column`] told of a post that stands in `topic`.
pub(crate) fn told(column: Option<&str>, topic: &str, lens: Option<&Lens>) -> Vec<Quoted> {
    // What cannot be read is not shown.
    let found: Vec<Told> = column.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    found.into_iter().filter_map(|told| seen(told, topic, lens)).collect()
}

/// The topics in which what these columns tell of stands; nothing when something is quoted that this reader does not see,
/// because nobody knows then where it stands.
pub(super) fn sources<'a>(columns: impl Iterator<Item = Option<&'a str>>) -> Option<Vec<String>> {
    let mut topics = Vec::new();
    for column in columns.flatten() {
        let found: Vec<Told> = serde_json::from_str(column).ok()?;
        for told in found {
            topics.push(told.source?.topic);
        }
    }
    Some(topics)
}

fn seen(told: Told, topic: &str, lens: Option<&Lens>) -> Option<Quoted> {
    let source = told.source?;
    let quiet = lens.and_then(|lens| {
        lens.reported(&source.id).or_else(|| {
            lens.quiet(source.author.as_deref(), source.alias, &source.topic, || told.words.clone())
        })
    });
    Some(Quoted {
        n: told.n,
        post: PostId::trusted(source.id),
        author: Author::of(source.name, source.alias, source.former),
        elsewhere: source.topic != topic,
        words: told.words,
        language: TextLanguage::parse(&source.language),
        content_note: source.note.as_deref().and_then(ContentNote::parse),
        quiet,
    })
}

#[derive(FromQueryResult)]
struct OfPost {
    topic_id: String,
    quotes: Option<String>,
}

/// What one post quotes, as far as this person may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_post<C: ConnectionTrait>(db: &C, actor: &Actor, post: &str) -> DomainResult<Vec<Quoted>> {
    let sqlite = db.get_database_backend() == sea_orm::DatabaseBackend::Sqlite;
    let row = post::Entity::find_by_id(post)
        .select_only()
        .column(post::Column::TopicId)
        .expr_as(column(actor, sqlite), "quotes")
        .into_model::<OfPost>()
        .one(db)
        .await?;
    Ok(row.map(|row| told(row.quotes.as_deref(), &row.topic_id, None)).unwrap_or_default())
}

/// A stored text as it stands in a form: with the words that it quotes, as far as she may see them.
pub fn in_form(source: &str, quotes: &[Quoted]) -> String {
    if !markup::quote::is_in(source) {
        return source.to_owned();
    }
    fn fill(block: &mut Block, quotes: &[Quoted]) {
        let found = quotes.iter().find(|one| Some(one.n) == block.mark.n);
        if let Some(quoted) = found.filter(|_| block.words.is_empty()) {
            block.words.clone_from(&quoted.words);
            block.mark.n = None;
        }
        for inner in &mut block.inner {
            fill(inner, quotes);
        }
    }
    let mut found = pieces(source);
    for piece in &mut found {
        if let Piece::Quote(block) = piece {
            fill(block, quotes);
        }
    }
    written(&found)
}

/// Checks the length of a text: her own words must be some, and with what she quotes they must not be too many.
pub fn check_length(errors: &mut Vec<FieldError>, body: &str) {
    let before = errors.len();
    text::check_length(errors, "body", body, limits::BODY_MIN, limits::BODY_MAX);
    if errors.len() == before {
        let own = own_words(body);
        text::check_length(errors, "body", own.trim(), limits::BODY_MIN, limits::BODY_MAX);
    }
}

/// A text whose quotes were looked at.
#[derive(Debug)]
pub(crate) struct Checked {
    /// As it is stored: the words of others are not in it.
    pub source: String,
    rows: Vec<Kept>,
}

#[derive(Clone, Debug)]
struct Kept {
    n: i64,
    source: String,
    revision: i32,
    words: String,
}

impl Checked {
    /// Keeps the quoted words beside the post, which is stored already.
    pub(crate) async fn keep<C: ConnectionTrait>(&self, tx: &C, post: &str) -> DomainResult<()> {
        for row in &self.rows {
            let row = quote::ActiveModel {
                post_id: Set(post.to_owned()),
                n: Set(row.n),
                source_post_id: Set(row.source.clone()),
                source_revision: Set(row.revision),
                extract: Set(row.words.clone()),
            };
            quote::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Ok(())
    }
}

/// White space folded: line ends and indents of a copy mean nothing.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refuse(code: FieldCode) -> DomainError {
    DomainError::field("body", code)
}

#[derive(FromQueryResult)]
struct Found {
    id: String,
    html: String,
    revision: i32,
    audience: String,
}

fn readable(actor: &Actor) -> Select<post::Entity> {
    post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::Html, post::Column::Revision])
        .column(category::Column::Audience)
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(topic::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(visible_in_forum(actor))
}

/// Whether what stands before this audience may be repeated before that one.
fn may_repeat(from: Audience, to: Audience) -> bool {
    let width = |audience| Audience::ALL.iter().position(|one| *one == audience);
    width(from) <= width(to)
}

/// Looks at what a text quotes: the writer reads it, it is what stands there, and nobody reads it here who does not
/// read it there. `known` are the quotes that the same post has already: they may stay whatever became of their
/// source.
///
/// # Errors
/// A refused field (`body`).
pub(crate) async fn check<C: ConnectionTrait>(
    tx: &C,
    actor: &Actor,
    audience: Audience,
    known: &[quote::Model],
    body: &str,
) -> DomainResult<Checked> {
    let mut found = pieces(body);
    let mut wanted = Vec::new();
    for piece in &found {
        if let Piece::Quote(block) = piece {
            list(block, 1, &mut wanted);
        }
    }
    if wanted.len() > MOST {
        return Err(refuse(FieldCode::TooManyQuotes(MOST)));
    }
    let mut rows: Vec<Kept> = Vec::new();
    let mut numbers = Vec::new();
    let mut last = known.iter().map(|row| row.n).max().unwrap_or_default();
    for (depth, block) in wanted {
        if depth > DEPTH {
            return Err(refuse(FieldCode::QuoteTooDeep(DEPTH)));
        }
        let id = block.mark.post.as_str();
        let words = folded(&block.words);
        let before = known.iter().find(|row| {
            row.source_post_id == id
                && if words.is_empty() { Some(row.n) == block.mark.n } else { folded(&row.extract) == words }
        });
        numbers.push(match before {
            Some(row) => Some((row.n, row.source_revision)),
            None if words.is_empty() => None,
            None => {
                let (source, words) = quotable(tx, actor, audience, id, &block.words).await?;
                last += 1;
                rows.push(Kept { n: last, source: source.id, revision: source.revision, words });
                Some((last, source.revision))
            }
        });
    }
    let mut numbers = numbers.into_iter();
    found = found.into_iter().flat_map(|piece| numbered(piece, &mut numbers)).collect();
    Ok(Checked { source: written(&found), rows })
}

/// A quote and those inside it, outermost first.
fn list<'a>(block: &'a Block, depth: usize, all: &mut Vec<(usize, &'a Block)>) {
    all.push((depth, block));
    for inner in &block.inner {
        list(inner, depth + 1, all);
    }
}

/// The same without words, with numbers (in the order of [`list`]). One that says nothing goes; what it held stays.
fn numbered(piece: Piece, numbers: &mut impl Iterator<Item = Option<(i64, i32)>>) -> Vec<Piece> {
    let Piece::Quote(mut block) = piece else { return vec![piece] };
    let own = numbers.next().flatten();
    let inner = std::mem::take(&mut block.inner);
    let inner: Vec<Piece> =
        inner.into_iter().flat_map(|inner| numbered(Piece::Quote(inner), numbers)).collect();
    let Some((n, revision)) = own else { return inner };
    block.mark.n = Some(n);
    block.mark.revision = revision;
    block.words.clear();
    block.inner = inner
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Quote(block) => Some(block),
            Piece::Own(_) => None,
        })
        .collect();
    vec![Piece::Quote(block)]
}

/// The source of a quote and its words as plain text, when she may repeat them.
async fn quotable<C: ConnectionTrait>(
    tx: &C,
    actor: &Actor,
    audience: Audience,
    post: &str,
    words: &str,
) -> DomainResult<(Found, String)> {
    let source = readable(actor).filter(post::Column::Id.eq(post)).into_model::<Found>().one(tx).await?;
    let source = source.ok_or_else(|| refuse(FieldCode::QuoteUnknown))?;
    let from = Audience::parse(&source.audience).unwrap_or(Audience::Staff);
    if !may_repeat(from, audience) {
        return Err(refuse(FieldCode::QuoteWider));
    }
    let words = stands_in(words, &source.html).ok_or_else(|| refuse(FieldCode::QuoteInvented))?;
    Ok((source, words))
}

/// The quoted words as plain text, when they stand in a text just so: copied from the page, or from its source.
/// What that text quotes itself is not its own.
fn stands_in(words: &str, html: &str) -> Option<String> {
    let whole = folded(&plain_text(&SafeHtml::from_store(html.to_owned())));
    let copied = || words.trim().to_owned();
    let marked = || plain_text(&markup::post(words));
    [copied(), marked()].into_iter().find(|words| {
        let words = folded(words);
        !words.is_empty() && whole.contains(&words)
    })
}

async fn audience_of<C: ConnectionTrait>(tx: &C, post: &str) -> DomainResult<Audience> {
    let found: Option<String> = post::Entity::find_by_id(post)
        .select_only()
        .column(category::Column::Audience)
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .into_tuple()
        .one(tx)
        .await?;
    let found = found.ok_or_else(DomainError::not_found)?;
    // Nothing is wider than what everybody reads: an audience that is not understood gets nothing new.
    Ok(Audience::parse(&found).unwrap_or(Audience::Public))
}

/// Another text of a post that is stored: checks its quotes, keeps what is new of them, and answers the text as it is
/// to be stored, in the post or as a revision of it. Numbers of quotes are never used twice, so that the text that is
/// public until then keeps its own.
///
/// # Errors
/// A refused field (`body`).
pub async fn note<C: ConnectionTrait>(
    tx: &C,
    actor: &Actor,
    post: &str,
    source: &str,
) -> DomainResult<String> {
    if !markup::quote::is_in(source) {
        return Ok(source.to_owned());
    }
    let known = quote::Entity::find().filter(quote::Column::PostId.eq(post)).all(tx).await?;
    let checked = check(tx, actor, audience_of(tx, post).await?, &known, source).await?;
    checked.keep(tx, post).await?;
    Ok(checked.source)
}

/// The public text of a post changed: quotes of what is still in it follow to the new revision, the words of the
/// others go. Whoever takes a word back takes it back everywhere.
///
/// # Errors
/// When the database does not answer.
pub async fn source_changed<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    revision: i32,
    html: &SafeHtml,
) -> DomainResult<()> {
    let rows = quote::Entity::find().filter(quote::Column::SourcePostId.eq(post)).all(tx).await?;
    for row in rows.into_iter().filter(|row| !row.extract.is_empty()) {
        let still = stands_in(&row.extract, html.as_str()).is_some();
        let words = if still { row.extract } else { String::new() };
        quote::Entity::update_many()
            .col_expr(quote::Column::Extract, Expr::value(words))
            .col_expr(quote::Column::SourceRevision, Expr::value(revision))
            .filter(quote::Column::PostId.eq(row.post_id))
            .filter(quote::Column::N.eq(row.n))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Takes the words of posts that are erased out of what quotes them, and what they quote themselves with them.
/// `posts` selects their identifiers.
///
/// # Errors
/// When the database does not answer.
pub async fn erase<C: ConnectionTrait>(
    tx: &C,
    posts: sea_orm::sea_query::SelectStatement,
) -> DomainResult<()> {
    quote::Entity::update_many()
        .col_expr(quote::Column::Extract, Expr::value(""))
        .filter(quote::Column::SourcePostId.in_subquery(posts.clone()))
        .exec(tx)
        .await?;
    quote::Entity::delete_many().filter(quote::Column::PostId.in_subquery(posts)).exec(tx).await?;
    Ok(())
}

/// Takes a name that was called in a post out of what quotes it.
pub(crate) async fn forget_name<C: ConnectionTrait>(tx: &C, post: &str, name: &str) -> DomainResult<()> {
    let rows = quote::Entity::find().filter(quote::Column::SourcePostId.eq(post)).all(tx).await?;
    for row in rows {
        let words = without("", &row.extract, name).1;
        if words != row.extract {
            quote::Entity::update_many()
                .col_expr(quote::Column::Extract, Expr::value(words))
                .filter(quote::Column::PostId.eq(row.post_id))
                .filter(quote::Column::N.eq(row.n))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// A post as the button puts it into the form: its beginning, to be shortened.
///
/// # Errors
/// `NotFound` when it is not published where she reads.
pub async fn offer(services: &Services, actor: &Actor, post: &PostId) -> DomainResult<String> {
    let found = readable(actor)
        .filter(post::Column::Id.eq(post.as_str()))
        .into_model::<Found>()
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)?;
    let plain = plain_text(&SafeHtml::from_store(found.html));
    let mut words: String = plain.chars().take(OFFERED).collect();
    if words.len() < plain.len() {
        words.truncate(words.rfind(char::is_whitespace).unwrap_or(words.len()));
    }
    let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
    Ok(format!("> [quote:{post}:{}]\n{}\n\n", found.revision, lines.join("\n>\n")))
}

/// A text before it is sent, with what it quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The text, with places for the quotes.
    pub html: SafeHtml,
    /// What stands in them.
    pub quotes: Vec<Quoted>,
}

/// How a text will look. `topic`: where it will stand, if that is known. A quote that would be refused is not shown.
///
/// # Errors
/// When the database does not answer.
pub async fn preview(
    services: &Services,
    actor: &Actor,
    topic: Option<&str>,
    source: &str,
) -> DomainResult<Preview> {
    let mut found = pieces(source);
    let mut wanted = Vec::new();
    for piece in &found {
        if let Piece::Quote(block) = piece {
            list(block, 1, &mut wanted);
        }
    }
    let (mut quotes, mut numbers) = (Vec::new(), Vec::new());
    for (n, (depth, block)) in (1..).zip(wanted) {
        numbers.push(Some((n, block.mark.revision)));
        if depth > DEPTH || quotes.len() >= MOST {
            continue;
        }
        let shown = shown(services.db.read(), actor, topic, n, block).await?;
        quotes.extend(shown);
    }
    let mut numbers = numbers.into_iter();
    found = found.into_iter().flat_map(|piece| numbered(piece, &mut numbers)).collect();
    Ok(Preview { html: markup::post(&written(&found)), quotes })
}

async fn shown<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    topic: Option<&str>,
    n: i64,
    block: &Block,
) -> DomainResult<Option<Quoted>> {
    type Row = (String, String, Option<String>, Option<i32>, Option<i32>, String);
    let row: Option<Row> = readable(actor)
        .select_only()
        .columns([post::Column::Html, post::Column::TopicId])
        .column(member::Column::Pseudonym)
        .columns([post::Column::Alias, post::Column::Former, post::Column::Language])
        .join(JoinType::LeftJoin, post_to_author())
        .filter(post::Column::Id.eq(block.mark.post.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    let Some((html, from, name, alias, former, language)) = row else { return Ok(None) };
    Ok(stands_in(&block.words, &html).map(|words| Quoted {
        n,
        post: block.mark.post.clone(),
        author: Author::of(name, alias, former),
        elsewhere: topic.is_some_and(|topic| topic != from),
        words,
        language: TextLanguage::parse(&language),
        content_note: None,
        quiet: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_repeated_before_more_people() {
        use Audience::{Approved, Members, Public, Staff};
        // Whether what stands in the row may be repeated in: public, members, approved, staff
        let table = [
            (Public, [true, true, true, true]),
            (Members, [false, true, true, true]),
            (Approved, [false, false, true, true]),
            (Staff, [false, false, false, true]),
        ];
        for (from, allowed) in table {
            assert_eq!(Audience::ALL.map(|to| may_repeat(from, to)), allowed, "{from:?}");
        }
    }

    #[test]
    fn only_what_stands_there_is_quoted() {
        let html = markup::post("سطر **مهمّ** أوّل\nوسطر\n\n- واحد\n- اثنان\n\n> [quote:aaaa:1:1]\n\nنهاية");
        let fits = |words: &str| stands_in(words, html.as_str());
        assert_eq!(fits("مهمّ أوّل\n وسطر").as_deref(), Some("مهمّ أوّل\n وسطر"), "copied from the page");
        assert_eq!(fits("سطر **مهمّ** أوّل").as_deref(), Some("سطر مهمّ أوّل"), "copied from the source");
        assert_eq!(fits("- واحد\n- اثنان").as_deref(), Some("واحد\nاثنان"));
        for no in ["", "  ", "سطر وسطر", "مهمّ أوّل!", "ليس هنا"] {
            assert_eq!(fits(no), None, "{no}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_shown() {
        let one = r#"{"n":1,"words":"x","source":{"id":"aaaa","topic":"t","author":"m","name":null,"alias":4,
            "former":null,"language":"ar","note":"loss"}}"#;
        let gone = r#"{"n":2,"words":"y","source":null}"#;
        let found = told(Some(&format!("[{one},{gone}]")), "t", None);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found.first().map(|one| (one.author.clone(), one.elsewhere)),
            Some((Author::Alias(4), false))
        );
        assert!(told(Some("[{}]"), "t", None).is_empty() && told(None, "t", None).is_empty());
    }

    #[test]
    fn the_form_holds_the_words_again() {
        let quotes = told(
            Some(
                r#"[{"n":3,"words":"كلام","source":{"id":"aaaa","topic":"t","author":null,"name":"ن","alias":null,"former":null,"language":"ar","note":null}}]"#,
            ),
            "t",
            None,
        );
        let stored = "قبل\n> [quote:aaaa:1:3]\nبعد\n> [quote:bbbb:1:4]";
        assert_eq!(in_form(stored, &quotes), "قبل\n> [quote:aaaa:1]\n> كلام\nبعد\n> [quote:bbbb:1:4]");
    }

    #[test]
    fn her_own_words_must_be_some() {
        let check = |body: &str| {
            let mut errors = Vec::new();
            check_length(&mut errors, body);
            errors.first().map(|error| error.code)
        };
        assert_eq!(check("> [quote:aaaa:1]\n> كلام غيري"), Some(FieldCode::Required));
        assert_eq!(check("> [quote:aaaa:1]\n> كلام غيري\n\nم"), Some(FieldCode::TooShort(limits::BODY_MIN)));
        assert_eq!(check("> [quote:aaaa:1]\n> كلام غيري\n\nنعم"), None);
        assert_eq!(check(""), Some(FieldCode::Required));
    }
}
