//! How one member sees a page: what stands folded for her, and how far she follows the place. One query, or a part of
//! another one.

use std::collections::HashSet;

use entity::{
    forum::post,
    notify::{alias_mute, follow, mute, word_mute},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr, UnionType},
};

use super::{BLOCK, words::Words};
use crate::{
    Actor, DomainResult, Member, json,
    moderation::report,
    notify::{Level, Place},
};

/// Why something stands folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// She muted or blocked whoever wrote it.
    Author,
    /// It holds one of her words.
    Words,
    /// She reported it.
    Reported,
}

/// What a member does not want to read, and how far she follows the place of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lens {
    reader: Option<String>,
    muted: HashSet<String>,
    aliases: HashSet<(String, i32)>,
    /// Who blocked her. Nothing of it may show on her pages.
    blocked_by: HashSet<String>,
    words: Words,
    level: Option<Level>,
    reported: HashSet<String>,
}

fn text(literal: &'static str) -> SimpleExpr {
    // A constant of its own type: PostgreSQL would call a bare one unknown.
    Expr::cust(format!("CAST('{literal}' AS TEXT)"))
}

/// Everything that makes the lens of a member, as rows of `what`, `key`, `number`.
fn parts(member: &Member, place: &Place) -> SelectStatement {
    let reader = member.id.as_str();
    let (kind, id) = place.stored();
    let mut query = mute::Entity::find()
        .select_only()
        .expr_as(text("mute"), "what")
        .column_as(mute::Column::OtherId, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(mute::Column::MemberId.eq(reader))
        .into_query();
    let blocked_by = mute::Entity::find()
        .select_only()
        .expr_as(text("blocked_by"), "what")
        .column_as(mute::Column::MemberId, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(mute::Column::OtherId.eq(reader))
        .filter(mute::Column::Kind.eq(BLOCK))
        .into_query();
    let aliases = alias_mute::Entity::find()
        .select_only()
        .expr_as(text("alias"), "what")
        .column_as(alias_mute::Column::TopicId, "key")
        .column_as(alias_mute::Column::Alias, "number")
        .filter(alias_mute::Column::MemberId.eq(reader))
        .into_query();
    let words = word_mute::Entity::find()
        .select_only()
        .expr_as(text("words"), "what")
        .column_as(word_mute::Column::Words, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(word_mute::Column::MemberId.eq(reader))
        .into_query();
    let level = follow::Entity::find()
        .select_only()
        .expr_as(text("level"), "what")
        .column_as(follow::Column::Level, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(follow::Column::MemberId.eq(reader))
        .filter(follow::Column::Place.eq(kind))
        .filter(follow::Column::PlaceId.eq(id))
        .into_query();
    let reported = match place {
        Place::Topic(topic) => Some(report::reported_by(member, topic.as_str())),
        Place::Category(_) | Place::Team => None,
    };
    for more in [blocked_by, aliases, words, level].into_iter().chain(reported) {
        query.union(UnionType::All, more);
    }
    query
}

impl Lens {
    /// Of whoever reads a page about this place; a guest costs no query. `also` asks for what else is hers on the
    /// page (columns `what`, `key`, `number`), so that all of it is one query; its rows come back beside.
    pub(crate) async fn load<C: ConnectionTrait>(
        db: &C,
        actor: &Actor,
        place: &Place,
        also: Option<SelectStatement>,
    ) -> DomainResult<(Self, Vec<(String, String)>)> {
        let Some(member) = actor.member() else { return Ok(Default::default()) };
        let mut query = parts(member, place);
        if let Some(more) = also {
            query.union(UnionType::All, more);
        }
        let mut lens = Self { reader: Some(member.id.as_str().to_owned()), ..Self::default() };
        let mut rest = Vec::new();
        for row in db.query_all(&query).await? {
            let (what, key): (String, String) = (row.try_get("", "what")?, row.try_get("", "key")?);
            if !lens.take(&what, &key, row.try_get("", "number")?) {
                rest.push((what, key));
            }
        }
        Ok((lens, rest))
    }

    /// The same as a column of another query about this place, for [`Self::of_column`]: then it costs none.
    pub(crate) fn column(backend: DatabaseBackend, actor: &Actor, place: &Place) -> SimpleExpr {
        let Some(member) = actor.member() else {
            return Expr::cust("CAST(NULL AS TEXT)");
        };
        let row = ["what", "key", "number"].map(|column| Expr::col(("lens", column)));
        let all = Query::select()
            .expr(json::text_of(json::rows(backend, row)))
            .from_subquery(parts(member, place), "lens")
            .to_owned();
        SimpleExpr::SubQuery(None, Box::new(all.into()))
    }

    /// Reads [`Self::column`].
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn of_column(actor: &Actor, column: Option<&str>) -> DomainResult<Self> {
        let reader = actor.member().map(|member| member.id.as_str().to_owned());
        let mut lens = Self { reader, ..Self::default() };
        for (what, key, number) in json::read::<(String, String, i32)>(column)? {
            lens.take(&what, &key, number);
        }
        Ok(lens)
    }

    /// Takes a row of hers; whether it is one.
    fn take(&mut self, what: &str, key: &str, number: i32) -> bool {
        match what {
            "mute" => {
                self.muted.insert(key.to_owned());
            }
            "blocked_by" => {
                self.blocked_by.insert(key.to_owned());
            }
            "alias" => {
                self.aliases.insert((key.to_owned(), number));
            }
            "words" => self.words = Words::of(key),
            "level" => self.level = Level::parse(key),
            "reported" => {
                self.reported.insert(key.to_owned());
            }
            _ => return false,
        }
        true
    }

    /// How far she follows the place; nothing for a guest, and where she never chose nor wrote.
    pub(crate) fn level(&self) -> Option<Level> {
        self.level
    }

    /// Whether nothing stands folded for her anywhere.
    pub(crate) fn is_idle(&self) -> bool {
        self.muted.is_empty() && self.aliases.is_empty() && self.words.is_empty()
    }

    /// Posts of those whom she muted; nothing when there is nobody.
    pub(crate) fn muted_posts(&self) -> Option<Condition> {
        if self.muted.is_empty() && self.aliases.is_empty() {
            return None;
        }
        let by_name = Condition::all()
            .add(post::Column::Alias.is_null())
            .add(post::Column::AuthorId.is_in(self.muted.iter().map(String::as_str)));
        let by_alias = self.aliases.iter().map(|(topic, alias)| {
            Condition::all().add(post::Column::TopicId.eq(topic)).add(post::Column::Alias.eq(*alias))
        });
        Some(by_alias.fold(Condition::any().add(by_name), Condition::add))
    }

    /// Whether her reactions to a text count for herself alone: then its number is one more on her pages, as it
    /// would be if nobody had blocked her.
    pub(crate) fn counts_alone(&self, author: Option<&str>, alias: Option<i32>) -> bool {
        alias.is_none() && author.is_some_and(|author| self.blocked_by.contains(author))
    }

    /// Whether she reported this post.
    pub(crate) fn reported(&self, post: &str) -> Option<Quiet> {
        self.reported.contains(post).then_some(Quiet::Reported)
    }

    /// Whether something stands folded for her. What she wrote herself never does. `text` is asked for only when
    /// she has a list of words.
    pub(crate) fn quiet(
        &self,
        author: Option<&str>,
        alias: Option<i32>,
        topic: &str,
        text: impl FnOnce() -> String,
    ) -> Option<Quiet> {
        if self.reader.is_none() || (author.is_some() && author == self.reader.as_deref()) {
            return None;
        }
        let muted = match alias {
            Some(alias) => self.aliases.contains(&(topic.to_owned(), alias)),
            None => author.is_some_and(|author| self.muted.contains(author)),
        };
        if muted {
            return Some(Quiet::Author);
        }
        (!self.words.is_empty() && self.words.are_in(&text())).then_some(Quiet::Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mute_of_a_name_never_folds_an_alias() {
        let lens = Lens {
            reader: Some("me".into()),
            muted: ["b".to_owned()].into(),
            aliases: [("t1".to_owned(), 2)].into(),
            blocked_by: ["c".to_owned()].into(),
            words: Words::of("bus"),
            level: None,
            reported: ["p1".to_owned()].into(),
        };
        assert_eq!(lens.reported("p1"), Some(Quiet::Reported));
        assert_eq!(lens.reported("p2"), None);
        let quiet = |author, alias, topic, text: &str| lens.quiet(author, alias, topic, || text.to_owned());
        // author, alias, topic, text
        assert_eq!(quiet(Some("b"), None, "t1", ""), Some(Quiet::Author));
        assert_eq!(quiet(Some("b"), Some(1), "t1", ""), None, "the same woman under an alias");
        assert_eq!(quiet(Some("c"), Some(2), "t1", ""), Some(Quiet::Author), "the muted alias");
        assert_eq!(quiet(Some("c"), Some(2), "t2", ""), None, "the same number elsewhere");
        assert_eq!(quiet(Some("c"), None, "t1", ""), None, "the name of the muted alias");
        assert_eq!(quiet(None, None, "t1", ""), None, "a former member");
        assert_eq!(quiet(Some("c"), None, "t1", "The bus."), Some(Quiet::Words));
        assert_eq!(quiet(Some("b"), Some(1), "t1", "The bus."), Some(Quiet::Words));
        assert_eq!(quiet(Some("me"), None, "t1", "The bus."), None, "her own");
        assert_eq!(Lens::default().quiet(Some("b"), None, "t1", || "bus".into()), None, "a guest");
        assert!(lens.counts_alone(Some("c"), None));
        assert!(!lens.counts_alone(Some("c"), Some(2)) && !lens.counts_alone(Some("b"), None));
        assert!(!lens.counts_alone(None, None) && !Lens::default().counts_alone(Some("c"), None));
    }
}
