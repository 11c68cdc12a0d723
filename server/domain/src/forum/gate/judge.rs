//! What is known of a text when it is sent, and what follows.

use contract::ErrorCode;
use entity::forum::{post, post_gate};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, JoinType,
    PaginatorTrait, QueryFilter, QuerySelect,
};

use super::{Facts, Gate, Look, Signal, decide, quiet, signals};
use crate::{
    Actor, DomainError, DomainResult, Member, Role, Services,
    forum::{
        Audience, PostState, ReviewMode, Rules, policy,
        relations::{post_to_topic, topic_to_category},
        visibility::literal,
    },
    mail,
    moderation::item::{Class, NewItem},
    submission::FormKey,
};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// What a member may send on her first day: topics, replies.
const FIRST_DAY: (usize, usize) = (3, 10);
/// How many of her texts of one day are looked at.
const LOOKED_AT: u64 = 200;

/// A text that arrives.
pub(in crate::forum) struct Case<'a> {
    pub(in crate::forum) actor: &'a Actor,
    pub(in crate::forum) member: &'a Member,
    pub(in crate::forum) category: &'a str,
    pub(in crate::forum) rules: &'a Rules,
    /// It opens a topic.
    pub(in crate::forum) opening: bool,
    /// Her name is hidden.
    pub(in crate::forum) hidden: bool,
    /// It corrects one that came back: it may well be nearly the same.
    pub(in crate::forum) correcting: bool,
    /// Everything of hers is read for a while.
    pub(in crate::forum) sanctioned: bool,
    /// Replies of this topic are read first.
    pub(in crate::forum) topic_review: bool,
    pub(in crate::forum) look: &'a Look,
    /// Title and text.
    pub(in crate::forum) text: &'a str,
    /// As it was sent, or empty.
    pub(in crate::forum) form_key: &'a str,
    pub(in crate::forum) now: i64,
}

/// What follows.
pub(in crate::forum) struct Verdict {
    gate: Option<Gate>,
    signals: Vec<Signal>,
    text_hash: Option<String>,
    sim_hash: Option<i64>,
    raises: bool,
}

impl Verdict {
    /// Whether it is published at once.
    pub(in crate::forum) fn direct(&self) -> bool {
        self.gate.is_none()
    }

    /// Whether its words say that somebody may be in danger.
    pub(in crate::forum) fn raises(&self) -> bool {
        self.raises
    }

    /// Keeps why it waits, beside the post.
    pub(in crate::forum) async fn record<C: ConnectionTrait>(
        &self,
        tx: &C,
        post: &post::Model,
        now: i64,
    ) -> DomainResult<()> {
        let codes: Vec<&str> = self.signals.iter().map(|signal| signal.as_str()).collect();
        let row = post_gate::ActiveModel {
            post_id: Set(post.id.clone()),
            gate: Set(self.gate.map(|gate| gate.as_str().to_owned())),
            score: Set(signals::score(&self.signals)),
            signals: Set(codes.join(" ")),
            text_hash: Set(self.text_hash.clone()),
            sim_hash: Set(self.sim_hash),
            at: Set(now),
        };
        post_gate::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    }

    /// What waits for the team, with the reason.
    pub(in crate::forum) fn item<'a>(
        &self,
        post: &'a post::Model,
        category: &'a str,
        now: i64,
    ) -> NewItem<'a> {
        let class = if self.raises { Class::Danger } else { Class::Queue };
        NewItem { class, gate: self.gate.map(Gate::as_str), ..NewItem::of_post(post, category, now) }
    }
}

/// Gathers the facts and decides, in the caller's transaction and under the lock of the member's row.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] on her first day, when she sent as much as one may then.
pub(in crate::forum) async fn judge<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    case: &Case<'_>,
) -> DomainResult<Verdict> {
    let Case { member, rules, look, now, .. } = *case;
    let mut facts = plain_facts(case);
    let plain = signals::plain(case.text);
    let text_hash = plain.map(|plain| services.keyed_hash(&format!("text {plain}")));
    let mut found = Vec::new();
    if !facts.staff {
        let day = of_today(tx, member, now).await?;
        // How much she sends is limited until enough texts are published.
        if !facts.trusted && !rules.enough {
            first_day(tx, member, &day, case.opening, now).await?;
        }
        let hers: Vec<i64> = day.iter().filter_map(|(_, _, hash)| *hash).collect();
        let key = FormKey::parse(case.form_key).ok().filter(|_| !case.form_key.is_empty());
        let is_new = !rules.known && !facts.trusted;
        let known = signals::Known {
            key: key.as_ref(),
            text: case.text,
            is_new,
            same: !case.correcting && sent_before(tx, text_hash.as_deref(), now).await?,
            hers: if case.correcting { &[] } else { &hers },
            last_hour: day.iter().filter(|(_, at, _)| *at > now - HOUR_MS).count(),
            // Of whom enough texts are published nobody asks it.
            disposable: !rules.enough
                && !facts.trusted
                && mail::is_disposable(tx, member.id.as_str()).await?,
            now,
        };
        found = signals::of(&known);
        facts.suspicious = signals::score(&found) >= signals::HOLD_FROM;
        facts.link = !signals::links(case.text).is_empty();
        facts.quiet = quiet::is_on(tx).await?;
        // Before everybody, the three first texts are the measure.
        facts.first_in_audience =
            rules.audience != Audience::Public && !published_before(tx, member, rules.audience).await?;
    }
    let sim_hash = signals::near_hash(case.text);
    Ok(Verdict { gate: decide(&facts), signals: found, text_hash, sim_hash, raises: look.raises })
}

/// Why a change of hers waits that could be public at once; nothing when it need not. How fast and how often she sends,
/// and what was said before, is asked of new texts alone.
pub(in crate::forum) async fn of_change<C: ConnectionTrait>(
    tx: &C,
    case: &Case<'_>,
) -> DomainResult<Option<Gate>> {
    let mut facts = plain_facts(case);
    // What would refuse a new text does not refuse a change: it is read.
    facts.watched |= case.look.blocks;
    if !facts.staff {
        facts.link = !signals::links(case.text).is_empty();
        facts.quiet = quiet::is_on(tx).await?;
    }
    // Nobody is asked about what is found in a change. So it is read, whoever wrote it.
    let found = [(facts.watched, Gate::WatchedWord), (facts.personal, Gate::PersonalData)];
    Ok(decide(&facts).or_else(|| found.into_iter().find_map(|(holds, gate)| holds.then_some(gate))))
}

/// The facts for which nobody asks the database.
fn plain_facts(case: &Case<'_>) -> Facts {
    let Case { actor, member, rules, look, .. } = *case;
    let said = policy::said_of(actor, case.opening, case.category);
    Facts {
        staff: policy::publishes_directly(actor, case.opening, case.category),
        trusted: member.role != Role::Member,
        sanctioned: case.sanctioned,
        review_mode: said.map_or_else(|| mode_waits(rules, case.opening), |direct| !direct),
        new_member: rules.review == ReviewMode::NewMembers && !rules.known && said != Some(true),
        anonymous: case.hidden,
        watched: look.holds,
        personal: look.is_personal(),
        topic_review: case.topic_review,
        ..Facts::default()
    }
}

/// Whether the mode of a category alone makes a text wait.
fn mode_waits(rules: &Rules, opening: bool) -> bool {
    match rules.review {
        ReviewMode::All => true,
        ReviewMode::TopicsOnly => opening,
        ReviewMode::NewMembers | ReviewMode::None => false,
    }
}

/// What she sent within a day: whether it opened a topic, when, and what it looks like.
async fn of_today<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    now: i64,
) -> DomainResult<Vec<(bool, i64, Option<i64>)>> {
    let beside: sea_orm::RelationDef = post::Entity::belongs_to(post_gate::Entity)
        .from(post::Column::Id)
        .to(post_gate::Column::PostId)
        .into();
    Ok(post::Entity::find()
        .select_only()
        .columns([post::Column::IsOpening])
        .column(post::Column::SubmittedAt)
        .column(post_gate::Column::SimHash)
        .join(JoinType::LeftJoin, beside)
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::SubmittedAt.gt(now - DAY_MS))
        .limit(LOOKED_AT)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Refuses the fourth topic and the eleventh reply of somebody whose first text is not a day old.
async fn first_day<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    day: &[(bool, i64, Option<i64>)],
    opening: bool,
    now: i64,
) -> DomainResult<()> {
    let sent = day.iter().filter(|(was_opening, ..)| *was_opening == opening).count();
    let most = if opening { FIRST_DAY.0 } else { FIRST_DAY.1 };
    if sent < most {
        return Ok(());
    }
    let earlier = post::Entity::find()
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::SubmittedAt.lte(now - DAY_MS))
        .count(tx)
        .await?;
    if earlier > 0 { Ok(()) } else { Err(DomainError::new(ErrorCode::TooManyRequests)) }
}

/// Whether somebody sent the same within a day.
async fn sent_before<C: ConnectionTrait>(tx: &C, hash: Option<&str>, now: i64) -> DomainResult<bool> {
    let Some(hash) = hash else { return Ok(false) };
    let same = post_gate::Entity::find()
        .filter(post_gate::Column::TextHash.eq(hash))
        .filter(post_gate::Column::At.gt(now - DAY_MS))
        .count(tx)
        .await?;
    Ok(same > 0)
}

/// Whether she published before these readers.
async fn published_before<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    audience: Audience,
) -> DomainResult<bool> {
    let found: Option<String> = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(entity::forum::category::Column::Audience.eq(audience.as_str()))
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(found.is_some())
}
