//! Quotes as a reader sees them, and as they stand in a form.

use contract::ids::PostId;
use entity::{
    forum::{post, quote},
    identity::member,
};
use sea_orm::{
    ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter,
    QuerySelect, QueryTrait,
    sea_query::{Expr, Func, SimpleExpr},
};
use serde::Deserialize;

use crate::{
    Actor, DomainResult,
    forum::{
        Author, ContentNote, TextLanguage,
        relations::{post_to_author, post_to_topic},
        visibility::visible_in_forum,
    },
    markup::{
        self,
        quote::{Block, Piece, pieces, written},
    },
    mute::{Lens, Quiet},
};

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
pub(in crate::forum) fn object(sqlite: bool, pairs: Vec<(&'static str, SimpleExpr)>) -> SimpleExpr {
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
pub(in crate::forum) fn sources<'a>(columns: impl Iterator<Item = Option<&'a str>>) -> Option<Vec<String>> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
