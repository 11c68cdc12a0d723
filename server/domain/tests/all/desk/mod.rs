//! The desk: who has what in hand, who does not read what, decisions that send a text elsewhere, shifts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod elsewhere;
mod hand;
mod in_danger;
mod knows;
mod shifts;

use std::sync::atomic::Ordering;

use chrono::Duration;
use contract::{
    ErrorCode, FieldCode, Locale,
    ids::{AppealId, PostId, ReviewId},
};
use domain::{
    Actor, Member, Role, Scope,
    forum::{self, Arrangement, NewReply, NewTopic, PostState, Sent, alias::Mask, gate::Care},
    messages::{self, Offer},
    moderation::{
        self, Claim, ClaimFilter, Decision, EditDecision, EditOutcome, EditVerdict, Filters, Handling,
        ItemStep, Opened, Outcome, Queue, Raised, Reason, Verdict,
        appeal::{self, NewAppeal},
        item::{self, Class, ItemKind, NewItem},
        log_page::{LogFilters, mod_log_page},
        note,
        report::{self, NewReport},
        sanction::{self, NewSanction},
        shift, shift_notes, watch,
    },
    mute::{self, Change},
    privacy::{self, Export, ExportState},
    safety::danger,
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{category, debrief_note, desk_member, mod_log, post, post_original, recusal, review_item},
    identity::{member, role_scope},
    messages::{private_case, private_offer},
    moderation::appeal as appeal_row,
    notify::{event, mention},
    report::report_case,
    safety::safety_case,
    staff::audit_log,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

const AR: Locale = Locale::Ar;

struct Desk {
    bed: TestBed,
    author: Actor,
    first: Actor,
    second: Actor,
    lead: Actor,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            // Whom the team knows: nobody new opens four topics a day.
            let author = bed.member("زيتونة", Role::Trusted).await;
            let first = bed.member("سند", Role::Moderator).await;
            let second = bed.member("أمل", Role::Moderator).await;
            let lead = bed.member("رائدة", Role::LeadModerator).await;
            all.push(Self { bed, author, first, second, lead });
        }
        all
    }

    fn now(&self) -> i64 {
        self.bed.services.now_ms()
    }

    async fn ask_as(&self, who: &Actor, form: NewTopic) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic { category: "unions".into(), title: "سؤال عن العقد".into(), ..form };
        forum::create_topic(&self.bed.services, who, &form, AR).await.unwrap()
    }

    async fn ask(&self, body: &str) -> Sent {
        self.ask_as(&self.author, NewTopic { body: body.into(), ..NewTopic::default() }).await
    }

    async fn answer(&self, to: &Sent, body: &str) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.bed.services, &self.author, &to.topic, &form, AR).await.unwrap()
    }

    async fn decide(&self, who: &Actor, sent: &Sent, form: Decision) -> Result<Outcome, ErrorCode> {
        let form = Decision { post: sent.post.to_string(), version: "1".into(), ..form };
        moderation::decide(&self.bed.services, who, &form).await.map_err(|error| error.code)
    }

    async fn approve(&self, sent: &Sent) {
        let done = self.decide(&self.first, sent, action("approve")).await;
        assert_eq!(done, Ok(Outcome::Done(Verdict::Approve)));
    }

    async fn item(&self, post: &PostId) -> review_item::Model {
        review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(post.as_str()))
            .order_by_desc(review_item::Column::OpenedAt)
            .one(self.bed.services.db.read())
            .await
            .unwrap()
            .unwrap()
    }

    async fn id(&self, post: &PostId) -> ReviewId {
        ReviewId::trusted(self.item(post).await.id)
    }

    async fn post(&self, id: &PostId) -> post::Model {
        post::Entity::find_by_id(id.as_str()).one(self.bed.services.db.read()).await.unwrap().unwrap()
    }

    async fn queue(&self, who: &Actor, locale: Locale) -> Queue {
        moderation::queue(&self.bed.services, who, &Filters::default(), locale).await.unwrap()
    }

    async fn sees(&self, who: &Actor, post: &PostId) -> bool {
        self.queue(who, AR).await.items.iter().any(|item| item.post() == Some(post))
    }

    async fn handle(&self, who: &Actor, post: &PostId, step: ItemStep) -> Result<Handling, ErrorCode> {
        let id = self.id(post).await;
        moderation::handle(&self.bed.services, who, &id, step.as_str(), "away").await.map_err(|e| e.code)
    }

    async fn log(&self, action: &str) -> Vec<mod_log::Model> {
        mod_log::Entity::find()
            .filter(mod_log::Column::Action.eq(action))
            .all(self.bed.services.db.read())
            .await
            .unwrap()
    }
}

impl Desk {
    /// A change of a published text, which waits.
    async fn change(&self, post: &PostId, more: &str) {
        self.bed.clock.advance(Duration::minutes(1));
        let now = forum::to_edit(&self.bed.services, &self.author, post).await.unwrap();
        let form = forum::Edit {
            title: now.title.unwrap_or_default(),
            body: format!("{} {more}", now.source),
            base: now.base.to_string(),
            ..forum::Edit::default()
        };
        let done = forum::edit_post(&self.bed.services, &self.author, post, &form).await.unwrap();
        assert!(matches!(done, forum::Edited::Waits(_)), "{done:?}");
    }

    async fn report(&self, post: &PostId, code: &str) -> report_case::Model {
        self.bed.clock.advance(Duration::minutes(1));
        let s = &self.bed.services;
        let who = self.bed.member(&format!("مبلّغة {post}"), Role::Member).await;
        let form = NewReport {
            post: post.to_string(),
            code: code.into(),
            text: "كلمة".into(),
            ..NewReport::default()
        };
        report::report(s, &who, &form).await.unwrap();
        let all = report_case::Entity::find().filter(report_case::Column::PostId.eq(post.as_str()));
        all.one(s.db.read()).await.unwrap().unwrap()
    }
}

impl Desk {
    /// Everything of hers, to take along.
    async fn copy(&self, who: &Actor) -> Export {
        let s = &self.bed.services;
        let who = signed_in(who.member().unwrap().clone(), self.now());
        privacy::ask_for_export(s, &who).await.unwrap();
        let ready = privacy::my_data(s, &who).await.unwrap().export;
        let ExportState::Ready { id, .. } = ready else { panic!("{ready:?}") };
        let mut seen = Export::default();
        let pack = |export: &Export| {
            seen = export.clone();
            export.to_json()
        };
        privacy::download(s, &who, &id, AR, privacy::Device::Own, pack).await.unwrap();
        seen
    }

    /// She appeals against what can be appealed against.
    async fn appeal(&self) -> AppealId {
        let all = appeal::decisions(&self.bed.services, &self.author).await.unwrap();
        let decided = all.into_iter().find(|one| one.may_appeal).unwrap();
        let form =
            NewAppeal {
                decision: decided.name, body: "لا أوافق على هذا".into(), ..NewAppeal::default()
            };
        appeal::appeal(&self.bed.services, &self.author, &form).await.unwrap()
    }

    async fn reverse(&self, who: &Actor, id: &AppealId) -> Result<appeal::State, ErrorCode> {
        let form = appeal::Verdict {
            outcome: "reversed".into(),
            answer: "نعيده إليكِ".into(),
            ..appeal::Verdict::default()
        };
        appeal::decide(&self.bed.services, who, id, &form).await.map_err(|error| error.code)
    }
}

/// What is not there for her.
fn gone<T: std::fmt::Debug>(done: Result<T, domain::DomainError>) {
    assert_eq!(done.unwrap_err().code, ErrorCode::NotFound);
}

fn action(name: &str) -> Decision {
    Decision { action: name.into(), ..Decision::default() }
}
