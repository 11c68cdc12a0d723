//! Naming another member in a text.
//!
//! Names are resolved when a text is sent, through the pseudonym's unique form; nobody is told before the text is
//! public (`notify`). Who wrote under an alias has no name here that could be called.
//!
//! Her own name calls nobody in what she writes under it. Under an alias it stands out like that of anybody else, or
//! the one name that does not would be hers.

use std::collections::BTreeMap;

use contract::FieldCode;
use entity::{
    forum::{post, revision},
    identity::member,
    notify::mention,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr,
    PaginatorTrait, QueryFilter, sea_query::Expr,
};

use super::{PostState, quote, visibility::literal};
use crate::{
    DomainError, DomainResult, Member,
    identity::{ACTIVE, lookup::key, skeleton::folded},
    markup::{self, SafeHtml, mention as marks},
    notify::event,
    search,
};

/// Members that one text may name.
pub const MOST: usize = 5;
/// The same for somebody new.
pub const MOST_OF_NEW: usize = 2;
/// Published texts from which on somebody is not new any more.
pub const KNOWN_FROM: u64 = 3;

/// How many members a text of hers may name.
fn limit(published: u64) -> usize {
    if published < KNOWN_FROM { MOST_OF_NEW } else { MOST }
}

/// Whom a text names: the account, and the names as they stand there.
type Named = BTreeMap<String, Vec<String>>;

/// Who is called by no name in a text of hers: she who stands under it.
fn herself(author: &str, alias: Option<i32>) -> Option<&str> {
    alias.is_none().then_some(author)
}

/// A text with the names that it calls standing out, and whom they mean. `author`: see [`herself`].
async fn read<C: ConnectionTrait>(
    tx: &C,
    author: Option<&str>,
    html: &SafeHtml,
) -> DomainResult<(SafeHtml, Named)> {
    let spots = marks::spots(html);
    if spots.is_empty() {
        return Ok((html.clone(), Named::new()));
    }
    let accounts = accounts(tx, author, &spots).await?;
    let chosen: Vec<Option<(&str, &str)>> = spots.iter().map(|spot| choose(spot, &accounts)).collect();
    let mut named = Named::new();
    for (id, name) in chosen.iter().flatten() {
        let spelled = named.entry((*id).to_owned()).or_default();
        if !spelled.iter().any(|known| known == name) {
            spelled.push((*name).to_owned());
        }
    }
    let names: Vec<Option<&str>> = chosen.iter().map(|one| one.map(|(_, name)| name)).collect();
    Ok((marks::emphasise(html, &spots, &names), named))
}

async fn refuse<C: ConnectionTrait>(tx: &C, author: &str, named: &Named) -> DomainResult<()> {
    if named.len() > MOST_OF_NEW {
        let most = limit(published(tx, author).await?);
        if named.len() > most {
            return Err(DomainError::field("body", FieldCode::TooManyMentions(most)));
        }
    }
    Ok(())
}

/// Refuses a text that names too many members. `alias`: the one under which it stands.
///
/// # Errors
/// A refused field (`body`).
pub async fn check<C: ConnectionTrait>(
    tx: &C,
    author: &Member,
    alias: Option<i32>,
    html: &SafeHtml,
) -> DomainResult<()> {
    let (_, named) = read(tx, herself(author.id.as_str(), alias), html).await?;
    refuse(tx, author.id.as_str(), &named).await
}

/// Keeps whom a post names that was just stored with its plain text, and makes the names stand out in it.
///
/// # Errors
/// A refused field (`body`) when it names too many.
pub(crate) async fn note_new<C: ConnectionTrait>(
    tx: &C,
    author: &Member,
    post: &post::Model,
) -> DomainResult<()> {
    let plain = SafeHtml::from_store(post.html.clone());
    let (marked, named) = read(tx, herself(author.id.as_str(), post.alias), &plain).await?;
    refuse(tx, author.id.as_str(), &named).await?;
    if named.is_empty() {
        return Ok(());
    }
    keep(tx, &post.id, &named).await?;
    write(tx, &post.id, marked.into_string(), None).await
}

/// Another text took the place of that of a post, as plain as it was rendered: keeps whom it names now, makes the
/// names stand out, and when the post is public tells those who were not told before. Who was told once is not
/// told again; who was not, and is named no more, is forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn changed<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    html: &SafeHtml,
    now: i64,
) -> DomainResult<()> {
    let Some(author) = post.author_id.as_deref() else { return Ok(()) };
    let (marked, named) = read(tx, herself(author, post.alias), html).await?;
    keep(tx, &post.id, &named).await?;
    if marked != *html {
        write(tx, &post.id, marked.into_string(), None).await?;
    }
    if PostState::parse(&post.state) == PostState::Published { tell(tx, &post.id, now).await } else { Ok(()) }
}

async fn write<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    html: String,
    source: Option<String>,
) -> DomainResult<()> {
    let mut update = post::Entity::update_many()
        .col_expr(post::Column::Html, Expr::value(html))
        .filter(post::Column::Id.eq(post));
    if let Some(source) = source {
        update = update.col_expr(post::Column::Source, Expr::value(source));
    }
    update.exec(tx).await?;
    Ok(())
}

struct Account {
    id: String,
    skeleton: String,
    /// The name as it is folded for comparing; decides between two with the same unique form.
    folded: String,
}

/// Open accounts that any of these names may mean, without the author's own where that is known.
async fn accounts<C: ConnectionTrait>(
    tx: &C,
    author: Option<&str>,
    spots: &[marks::Spot],
) -> DomainResult<Vec<Account>> {
    let names = spots.iter().flat_map(|spot| &spot.names);
    let mut keys: Vec<String> = names.flat_map(|name| [key(name), folded(name)]).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut query = member::Entity::find()
        .filter(member::Column::Skeleton.is_in(keys))
        .filter(member::Column::State.eq(ACTIVE));
    if let Some(author) = author {
        query = query.filter(member::Column::Id.ne(author));
    }
    let rows = query.all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| Account { folded: folded(&row.pseudonym), id: row.id, skeleton: row.skeleton })
        .collect())
}

/// The account that a place names, and the name as it stands there: the longest that is somebody's.
fn choose<'a>(spot: &'a marks::Spot, accounts: &'a [Account]) -> Option<(&'a str, &'a str)> {
    spot.names.iter().find_map(|name| {
        let (unique, plain) = (key(name), folded(name));
        let mut meant: Vec<&Account> =
            accounts.iter().filter(|one| one.skeleton == unique || one.skeleton == plain).collect();
        meant.sort_by_key(|one| one.folded != plain);
        meant.first().map(|one| (one.id.as_str(), name.as_str()))
    })
}

async fn published<C: ConnectionTrait>(tx: &C, author: &str) -> DomainResult<u64> {
    Ok(post::Entity::find()
        .filter(post::Column::AuthorId.eq(author))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .count(tx)
        .await?)
}

async fn keep<C: ConnectionTrait>(tx: &C, post: &str, named: &Named) -> DomainResult<()> {
    let before = mention::Entity::find().filter(mention::Column::PostId.eq(post)).all(tx).await?;
    for row in &before {
        match named.get(&row.member_id) {
            // Whoever was told stays on the list, so that she is not told again.
            None if row.notified_at.is_none() => {
                mention::Entity::delete_by_id((post.to_owned(), row.member_id.clone())).exec(tx).await?;
            }
            None => {}
            Some(spelled) => {
                mention::Entity::update_many()
                    .col_expr(mention::Column::Spelled, Expr::value(spelled.join("\n")))
                    .filter(mention::Column::PostId.eq(post))
                    .filter(mention::Column::MemberId.eq(&row.member_id))
                    .exec(tx)
                    .await?;
            }
        }
    }
    for (id, spelled) in named {
        if before.iter().any(|row| row.member_id == *id) {
            continue;
        }
        let row = mention::ActiveModel {
            post_id: Set(post.to_owned()),
            member_id: Set(id.clone()),
            spelled: Set(spelled.join("\n")),
            notified_at: Set(None),
        };
        mention::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Tells those whom a public post names since its last change. Who was told before is not told again.
pub async fn tell<C: ConnectionTrait>(tx: &C, post: &str, now: i64) -> DomainResult<()> {
    let new = mention::Entity::find()
        .filter(mention::Column::PostId.eq(post))
        .filter(mention::Column::NotifiedAt.is_null())
        .all(tx)
        .await?;
    for row in new {
        // Whether it is she herself under an alias is asked when it is told.
        event::mentioned(tx, post, &row.member_id, now).await?;
    }
    Ok(())
}

/// Takes the name of somebody who leaves for good out of the texts of others.
pub(crate) async fn forget<C: ConnectionTrait>(tx: &C, member: &str) -> DomainResult<()> {
    let rows = mention::Entity::find().filter(mention::Column::MemberId.eq(member)).all(tx).await?;
    for row in rows {
        let found = post::Entity::find_by_id(&row.post_id).one(tx).await?;
        let Some(post) = found else { continue };
        let (mut html, mut source) = (post.html, post.source);
        for name in row.spelled.lines() {
            (html, source) = marks::without(&html, &source, name);
            quote::forget_name(tx, &post.id, name).await?;
        }
        write(tx, &post.id, html, Some(source)).await?;
        forget_in_revisions(tx, &row.post_id, &row.spelled).await?;
        search::index_topic(tx, &post.topic_id).await?;
    }
    mention::Entity::delete_many()
        .filter(Condition::all().add(mention::Column::MemberId.eq(member)))
        .exec(tx)
        .await?;
    Ok(())
}

/// The same in what the text was before, and in what waits.
async fn forget_in_revisions<C: ConnectionTrait>(tx: &C, post: &str, spelled: &str) -> DomainResult<()> {
    let rows = revision::Entity::find().filter(revision::Column::PostId.eq(post)).all(tx).await?;
    for row in rows {
        let mut source = row.source.clone();
        for name in spelled.lines() {
            source = marks::without("", &source, name).1;
        }
        if source == row.source {
            continue;
        }
        revision::Entity::update_many()
            .col_expr(revision::Column::Html, Expr::value(markup::post(&source).into_string()))
            .col_expr(revision::Column::Source, Expr::value(source))
            .filter(revision::Column::PostId.eq(post))
            .filter(revision::Column::N.eq(row.n))
            .exec(tx)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_new_names_two_and_others_five() {
        assert_eq!([0, 2, 3, 100].map(limit), [2, 2, 5, 5]);
    }
}
