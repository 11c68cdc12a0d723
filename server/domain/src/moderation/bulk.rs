//! Many waiting texts refused at once, as advertising: chosen, looked at once more, and then each decided on by
//! itself. What is hard to read, what is reported and everything that is no new text is never among them.

mod reject;

pub use reject::{Ended, Line, reject_many};

use std::collections::{HashMap, HashSet};

use contract::{FieldCode, Locale, ids::PostId};
use entity::forum::{post, review_item};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    Reason,
    filters::Filters,
    item::{Class, ItemKind, is_open},
    line::Event,
    queue::{self, Claim, QueueItem},
    queue_row, shift,
    sight::{Raised, in_sight},
    together::{self, Head},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    forum::PostState,
    markup::excerpt,
    permission::require,
    services::new_id,
    staff::audit::{self, Entry},
};

/// How many texts are refused at once, at most.
pub const MOST: usize = 50;
/// Characters of each that are shown before.
const EXCERPT: usize = 280;
/// Why all of them are refused.
const REASON: Reason = Reason::Advertising;

/// A text, and the version of it that she saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Post.
    pub post: PostId,
    /// Version.
    pub version: i64,
}

impl Chosen {
    /// Reads what a form chose.
    pub fn parse(text: &str) -> Option<Self> {
        let (post, version) = text.split_once('.')?;
        Some(Self { post: post.parse().ok()?, version: version.parse().ok()? })
    }

    /// What of a form can be read, each text once.
    pub fn readable(sent: &[&str]) -> Vec<Self> {
        let mut seen = HashSet::new();
        sent.iter()
            .filter_map(|text| Self::parse(text))
            .filter(|one| seen.insert(one.post.as_str().to_owned()))
            .collect()
    }
}

impl std::fmt::Display for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.post, self.version)
    }
}

/// What was chosen, if it can be refused at once.
///
/// # Errors
/// The field `item`: nothing, more than [`MOST`], or something that is no text.
pub fn chosen(sent: &[&str]) -> DomainResult<Vec<Chosen>> {
    let refuse = |code| Err(DomainError::field("item", code));
    if sent.iter().any(|text| Chosen::parse(text).is_none()) {
        return refuse(FieldCode::UnknownChoice);
    }
    let chosen = Chosen::readable(sent);
    match chosen.len() {
        0 => refuse(FieldCode::Required),
        many if many > MOST => refuse(FieldCode::TooMany(MOST)),
        _ => Ok(chosen),
    }
}

impl QueueItem {
    /// Whether it may be refused together with others by whoever reads this.
    pub fn fits_many(&self) -> bool {
        self.kind == ItemKind::Post
            && !self.is_hard()
            && self.raised != Some(Raised::Escalated)
            && !matches!(self.claim, Claim::Other(_))
            && self.text.as_ref().is_some_and(|text| !text.is_mine)
    }

    /// As a form names it.
    pub fn chosen(&self) -> Option<Chosen> {
        self.text.as_ref().map(|text| Chosen { post: text.post.clone(), version: text.version })
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// What can be chosen, the first of the queue.
    Offered(&'a Filters),
    /// What was chosen.
    These(&'a [Chosen]),
}

/// Texts before they are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Each with a few words of it.
    pub items: Vec<(QueueItem, String)>,
    /// How many of the chosen ones cannot be refused so: decided on, changed, or not for many.
    pub left_out: usize,
    /// Names the refusal, so that it is done once.
    pub key: String,
    /// Whether she wants texts blurred until she touches them.
    pub blurred: bool,
}

/// Texts that may be refused together.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn look(
    services: &Services,
    actor: &Actor,
    which: Which<'_>,
    locale: Locale,
) -> DomainResult<Look> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (preferences, _) = shift::of(&tx, reader, now).await?;
    let languages = preferences.reads.codes(locale);
    let plain = Condition::all()
        .add(review_item::Column::Kind.eq(ItemKind::Post.as_str()))
        .add(review_item::Column::Class.is_not_in([Class::Danger, Class::Severe].map(Class::as_number)));
    let ids: Vec<String> = match which {
        Which::Offered(filters) => {
            let limit = u64::try_from(MOST).unwrap_or(u64::MAX);
            queue::places((actor, reader), filters, (languages.as_slice(), now), limit)
                .filter(plain)
                .into_tuple()
                .all(&tx)
                .await?
        }
        Which::These(these) => {
            review_item::Entity::find()
                .select_only()
                .column(review_item::Column::Id)
                .filter(plain)
                .filter(is_open())
                .filter(in_sight(actor))
                .filter(review_item::Column::TargetId.is_in(these.iter().map(|one| one.post.as_str())))
                .into_tuple()
                .all(&tx)
                .await?
        }
    };
    let rows = queue_row::rows((actor, reader), (locale, &languages), now, services.db.backend())
        .filter(review_item::Column::Id.is_in(ids.iter().map(String::as_str)))
        .into_model::<queue_row::Row>()
        .all(&tx)
        .await?;
    let mut items = rows
        .into_iter()
        .map(|row| queue_row::item(row, reader, now))
        .collect::<DomainResult<Vec<QueueItem>>>()?;
    let posts: Vec<String> = items.iter().filter_map(QueueItem::post).map(ToString::to_string).collect();
    let reported = reported(&tx, &posts).await?;
    items.retain(|item| {
        let Some(one) = item.chosen().filter(|_| item.fits_many()) else { return false };
        let as_seen = match which {
            Which::Offered(_) => true,
            Which::These(these) => these.contains(&one),
        };
        as_seen && !reported.contains(one.post.as_str())
    });
    items.sort_by_key(|item| match which {
        Which::Offered(_) => ids.iter().position(|id| *id == item.id.as_str()),
        Which::These(these) => these.iter().position(|one| Some(&one.post) == item.post()),
    });
    let mut words = words_of(&tx, &posts).await?;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::QueueRead), now).await?;
    tx.commit().await?;
    let left_out = match which {
        Which::Offered(_) => 0,
        Which::These(these) => these.len().saturating_sub(items.len()),
    };
    let items = items
        .into_iter()
        .map(|item| {
            let words = item.post().and_then(|post| words.remove(post.as_str())).unwrap_or_default();
            (item, words)
        })
        .collect();
    Ok(Look { items, left_out, key: new_id(), blurred: preferences.blurred })
}

/// Of these posts, those about which a report waits, or somebody in danger.
async fn reported<C: ConnectionTrait>(db: &C, posts: &[String]) -> DomainResult<HashSet<String>> {
    let kinds = [ItemKind::Report, ItemKind::Safety].map(ItemKind::as_str);
    let found: Vec<String> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::PostId)
        .filter(review_item::Column::PostId.is_in(posts.iter().map(String::as_str)))
        .filter(review_item::Column::Kind.is_in(kinds))
        .filter(is_open())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

async fn words_of<C: ConnectionTrait>(db: &C, posts: &[String]) -> DomainResult<HashMap<String, String>> {
    let found: Vec<(String, String)> = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::Source])
        .filter(post::Column::Id.is_in(posts.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|(id, source)| (id, excerpt(&source, EXCERPT))).collect())
}

/// Under which line of the log the lines of many stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Many<'a> {
    /// Identifier of that line.
    pub key: &'a str,
    /// Their category, when all are of one.
    pub category: Option<&'a str>,
}

/// Writes the line under which the lines of all stand, with the first of them.
pub(super) async fn head<C: ConnectionTrait>(
    tx: &C,
    me: &Member,
    many: Many<'_>,
    now: i64,
) -> DomainResult<()> {
    let head = Head {
        key: many.key,
        event: Event::Bulk,
        category: many.category,
        reason: Some(REASON.as_str()),
        before: Some(PostState::Pending.as_str()),
        after: PostState::Rejected.as_str(),
    };
    together::write(tx, me, &head, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_chosen_once_and_no_more_than_fifty() {
        let one = Chosen { post: PostId::trusted("0a9zkq3m1v7t"), version: 3 };
        assert_eq!(Chosen::parse(&one.to_string()), Some(one.clone()));
        for wrong in ["", "0a9zkq3m1v7t", "0a9zkq3m1v7t.", "../x.1", "0a9zkq3m1v7t.x"] {
            assert_eq!(Chosen::parse(wrong), None, "{wrong}");
            assert!(chosen(&[wrong]).is_err(), "{wrong}");
        }
        assert!(chosen(&[]).is_err());
        assert_eq!(chosen(&["0a9zkq3m1v7t.3", "0a9zkq3m1v7t.3"]).expect("one"), [one]);
        let all: Vec<String> = (0..=MOST).map(|n| format!("post{n:02}.1")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(chosen(&all[..MOST]).expect("fifty").len(), MOST);
        let refused = chosen(&all).expect_err("one too many");
        assert_eq!(refused.fields[0].code, FieldCode::TooMany(MOST));
    }
}
