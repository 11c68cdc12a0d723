//! Quoting another post: what may be quoted, where the words are kept, and who sees them.
//!
//! A quote is looked up anew for every reader: when its source is not there for her, the quote is not there either.

mod check;
mod told;

pub(crate) use check::check;
pub use check::{MOST, check_length, note};
pub use told::{Quoted, in_form, of_post};
pub(crate) use told::{column, told};
pub(super) use told::{object, sources};

use contract::ids::PostId;
use entity::{
    forum::{post, quote},
    identity::member,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{Author, TextLanguage, relations::post_to_author};
use crate::{
    Actor, DomainError, DomainResult, Services,
    markup::{
        self, SafeHtml,
        mention::without,
        quote::{Block, DEPTH, Piece, pieces, written},
    },
    search::plain_text,
};
use check::{Found, list, numbered, readable, stands_in};

/// Characters that the button puts into the form; she may take more herself.
const OFFERED: usize = 1_500;

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
