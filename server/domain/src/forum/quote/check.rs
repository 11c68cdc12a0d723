//! What may be quoted, and where the words are kept.

use contract::{FieldCode, FieldError, limits};
use entity::forum::{category, post, quote, topic};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QuerySelect, Select,
};

use crate::{
    Actor, DomainError, DomainResult,
    forum::{
        PostState,
        relations::{post_to_topic, topic_to_category},
        rules::Audience,
        visibility::{literal, visible_in_forum},
    },
    markup::{
        self, SafeHtml,
        quote::{Block, DEPTH, Piece, own_words, pieces, written},
    },
    search::plain_text,
    text,
};

/// Quotes that one text may hold.
pub const MOST: usize = 10;

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
pub(super) struct Found {
    pub(super) id: String,
    pub(super) html: String,
    pub(super) revision: i32,
    pub(super) audience: String,
}

pub(super) fn readable(actor: &Actor) -> Select<post::Entity> {
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
pub(super) fn list<'a>(block: &'a Block, depth: usize, all: &mut Vec<(usize, &'a Block)>) {
    all.push((depth, block));
    for inner in &block.inner {
        list(inner, depth + 1, all);
    }
}

/// The same without words, with numbers (in the order of [`list`]). One that says nothing goes; what it held stays.
pub(super) fn numbered(piece: Piece, numbers: &mut impl Iterator<Item = Option<(i64, i32)>>) -> Vec<Piece> {
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
pub(super) fn stands_in(words: &str, html: &str) -> Option<String> {
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
