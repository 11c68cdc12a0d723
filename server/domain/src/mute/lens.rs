//! How one member sees a page: what stands folded for her, and how far she follows the place. One query.

use std::collections::HashSet;

use entity::notify::{alias_mute, follow, mute, word_mute};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr, UnionType},
};

use super::words::Words;
use crate::{
    Actor, DomainResult,
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
    words: Words,
    level: Option<Level>,
    reported: HashSet<String>,
}

fn text(literal: &'static str) -> SimpleExpr {
    // A constant of its own type: PostgreSQL would call a bare one unknown.
    Expr::cust(format!("CAST('{literal}' AS TEXT)"))
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
        let reader = member.id.as_str();
        let (kind, id) = place.stored();
        let mut query = mute::Entity::find()
            .select_only()
            .expr_as(text("mute"), "what")
            .column_as(mute::Column::OtherId, "key")
            .expr_as(Expr::cust("0"), "number")
            .filter(mute::Column::MemberId.eq(reader))
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
        for more in [aliases, words, level].into_iter().chain(reported).chain(also) {
            query.union(UnionType::All, more);
        }
        let mut lens = Self { reader: Some(reader.to_owned()), ..Self::default() };
        let mut rest = Vec::new();
        for row in db.query_all(&query).await? {
            let key: String = row.try_get("", "key")?;
            let what: String = row.try_get("", "what")?;
            match what.as_str() {
                "mute" => {
                    lens.muted.insert(key);
                }
                "alias" => {
                    lens.aliases.insert((key, row.try_get("", "number")?));
                }
                "words" => lens.words = Words::of(&key),
                "level" => lens.level = Level::parse(&key),
                "reported" => {
                    lens.reported.insert(key);
                }
                _ => rest.push((what, key)),
            }
        }
        Ok((lens, rest))
    }

    /// How far she follows the place; nothing for a guest, and where she never chose nor wrote.
    pub(crate) fn level(&self) -> Option<Level> {
        self.level
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
    }
}
