//! The desk: who has what in hand, who does not read what, decisions that send a text elsewhere, shifts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

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

#[tokio::test]
async fn a_hundred_times_two_at_once_decide_once() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for round in 0..100 {
            let sent = desk.ask(&format!("نصّ {round}")).await;
            let mut tasks = tokio::task::JoinSet::new();
            for (who, action, reason) in [
                (&desk.first, "approve", ""),
                (&desk.second, if round % 2 == 0 { "approve" } else { "reject" }, "insult"),
            ] {
                let (services, who) = (s.clone(), who.clone());
                let form = Decision {
                    post: sent.post.to_string(),
                    version: "1".into(),
                    action: action.into(),
                    reason: reason.into(),
                    ..Decision::default()
                };
                tasks.spawn(async move { moderation::decide(&services, &who, &form).await.unwrap() });
            }
            let outcomes = tasks.join_all().await;
            let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done(_))).count();
            let told: Vec<_> = outcomes
                .iter()
                .filter_map(|outcome| match outcome {
                    Outcome::Stale(now) => Some(now.state),
                    _ => None,
                })
                .collect();
            assert_eq!(done, 1, "{} round {round}", desk.bed.backend);
            let state = PostState::parse(&desk.post(&sent.post).await.state);
            assert_eq!(told, [state], "the other one is told what was decided");
            let lines = mod_log::Entity::find()
                .filter(mod_log::Column::TargetId.is_in([sent.topic.as_str(), sent.post.as_str()]))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(lines, 1);
            let told = event::Entity::find()
                .filter(event::Column::PostId.eq(sent.post.as_str()))
                .filter(event::Column::Kind.eq("decided"))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(told, 1);
            assert_eq!(desk.item(&sent.post).await.state, "done");
        }
    }
}

#[tokio::test]
async fn what_is_in_hand_is_in_one_hand_for_a_while() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ").await;
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::Claim).await,
            Ok(Handling::Done(ItemStep::Claim))
        );
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::InHand));
        let hand = |queue: Queue| queue.items[0].claim.clone();
        assert_eq!(hand(desk.queue(&desk.first, AR).await), Claim::Mine);
        assert_eq!(hand(desk.queue(&desk.second, AR).await), Claim::Other(None), "not by whom");
        let admin = desk.bed.member("أمينة", Role::Admin).await;
        assert_eq!(hand(desk.queue(&admin, AR).await), Claim::Other(Some("سند".into())));
        assert_eq!(desk.decide(&desk.second, &sent, action("approve")).await, Ok(Outcome::InHand));
        for (who, claim, found) in [
            (&desk.first, ClaimFilter::Mine, 1),
            (&desk.first, ClaimFilter::Free, 0),
            (&desk.second, ClaimFilter::Mine, 0),
            (&desk.second, ClaimFilter::Free, 0),
        ] {
            let filters = Filters { claim: Some(claim), ..Filters::default() };
            let queue = moderation::queue(s, who, &filters, AR).await.unwrap();
            assert_eq!(queue.items.len(), found, "{claim:?}");
        }
        assert_eq!(moderation::next(s, &desk.second, &Filters::default(), AR).await.unwrap(), None);

        // Opening its page begins the time anew; nobody ends it.
        desk.bed.clock.advance(Duration::minutes(15));
        let id = desk.id(&sent.post).await;
        moderation::open_item(s, &desk.first, &id, AR).await.unwrap();
        desk.bed.clock.advance(Duration::minutes(15));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::InHand));
        desk.bed.clock.advance(Duration::minutes(6));
        assert_eq!(
            desk.handle(&desk.second, &sent.post, ItemStep::Claim).await,
            Ok(Handling::Done(ItemStep::Claim))
        );

        // Taken over with a reason, which the log has as a code.
        let refused = moderation::handle(s, &desk.first, &id, "take_over", "").await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("cause", FieldCode::Required)
        );
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::TakeOver).await,
            Ok(Handling::Done(ItemStep::TakeOver))
        );
        let lines = desk.log("take_over").await;
        assert_eq!((lines.len(), lines[0].reason_code.as_deref()), (1, Some("away")));
        assert_eq!(lines[0].actor_id.as_deref(), desk.first.member_id().map(|id| id.as_str()));

        // A lost role ends what she held at once.
        member::Entity::update_many()
            .col_expr(member::Column::Role, Expr::value("member"))
            .filter(member::Column::Id.eq(desk.first.member_id().unwrap().as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(hand(desk.queue(&desk.second, AR).await), Claim::Free);
        assert_eq!(
            desk.decide(&desk.second, &sent, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );
        let row = desk.item(&sent.post).await;
        assert_eq!((row.claim_by, row.claim_until, row.state.as_str()), (None, None, "done"));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::Over));
    }
}

#[tokio::test]
async fn a_hand_holds_changes_reports_and_appeals_too() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let case = desk.report(&sent.post, "spam").await;
        let items: Vec<review_item::Model> = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(sent.post.as_str()))
            .filter(review_item::Column::State.eq("open"))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(items.len(), 2, "{}", desk.bed.backend);
        let claim = async |id: &str| {
            let id = ReviewId::trusted(id.to_owned());
            moderation::handle(s, &desk.second, &id, "claim", "").await.unwrap()
        };
        for item in &items {
            assert_eq!(claim(&item.id).await, Handling::Done(ItemStep::Claim));
        }
        let edit = EditDecision {
            post: sent.post.to_string(),
            version: "2".into(),
            action: "approve".into(),
            ..EditDecision::default()
        };
        let keep = report::Decision {
            case: case.id,
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        let busy = |code| assert_eq!(code, Some(ErrorCode::Conflict), "{}", desk.bed.backend);
        assert_eq!(moderation::decide_edit(s, &desk.first, &edit).await.unwrap(), EditOutcome::InHand);
        busy(report::act(s, &desk.first, &keep).await.map_err(|e| e.code).err());
        moderation::decide_edit(s, &desk.second, &edit).await.unwrap();
        // After its time the hand is empty.
        desk.bed.clock.advance(Duration::minutes(21));
        assert!(matches!(report::act(s, &desk.first, &keep).await.unwrap(), report::Outcome::Done(_)));

        let refused = desk.ask("نصّ لا يُنشر").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &refused, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let appeal = desk.appeal().await;
        let item = review_item::Entity::find()
            .filter(review_item::Column::TargetId.eq(appeal.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(claim(&item.id).await, Handling::Done(ItemStep::Claim));
        assert_eq!(desk.reverse(&desk.lead, &appeal).await, Err(ErrorCode::Conflict));
        assert_eq!(desk.reverse(&desk.second, &appeal).await, Ok(appeal::State::Reversed));
    }
}

#[tokio::test]
async fn whom_she_knows_she_never_reads_here() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ").await;
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await,
            Ok(Handling::Done(ItemStep::Recuse))
        );
        assert!(!desk.sees(&desk.first, &sent.post).await);
        assert!(desk.sees(&desk.second, &sent.post).await);
        assert_eq!(moderation::overview(s, &desk.first).await.unwrap().waiting, 0);
        assert_eq!(moderation::waiting(s, &desk.second).await.unwrap(), 1);
        let id = desk.id(&sent.post).await;
        let gone = |error: domain::DomainError| error.code;
        assert_eq!(
            moderation::open_item(s, &desk.first, &id, AR).await.map_err(gone).unwrap_err(),
            ErrorCode::NotFound
        );
        assert_eq!(desk.decide(&desk.first, &sent, action("approve")).await, Err(ErrorCode::NotFound));
        // When everybody who moderates there knows the person, the lead is told.
        let left = |queue: Queue| queue.items[0].nobody_left;
        assert!(!left(desk.queue(&desk.lead, AR).await));
        desk.handle(&desk.second, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(left(desk.queue(&desk.lead, AR).await), "{}", desk.bed.backend);
        // Somebody who moderates elsewhere does not count; somebody who moderates here does.
        let third = desk.bed.member("نور", Role::Moderator).await;
        let scope = |slug: &str| entity::identity::role_scope::ActiveModel {
            member_id: Set(third.member_id().unwrap().to_string()),
            category_id: Set(slug.to_owned()),
        };
        entity::identity::role_scope::Entity::insert(scope("poverty"))
            .exec_without_returning(s.db.writer())
            .await
            .unwrap();
        assert!(left(desk.queue(&desk.lead, AR).await));
        entity::identity::role_scope::Entity::insert(scope("unions"))
            .exec_without_returning(s.db.writer())
            .await
            .unwrap();
        assert!(!left(desk.queue(&desk.lead, AR).await));

        // Not the outcome either, nor what corrects it; no reason is asked, and the log says nothing.
        let form = Decision { reason: "insult".into(), ..action("changes") };
        assert_eq!(desk.decide(&desk.lead, &sent, form).await, Ok(Outcome::Done(Verdict::Changes)));
        assert!(moderation::open_item(s, &desk.first, &id, AR).await.is_err());
        assert_eq!(desk.decide(&desk.first, &sent, action("approve")).await, Err(ErrorCode::NotFound));
        let again =
            NewTopic {
                body: "نصّ أفضل".into(), correct: sent.post.to_string(), ..NewTopic::default()
            };
        let again = desk.ask_as(&desk.author, again).await;
        assert!(!desk.sees(&desk.first, &again.post).await);
        assert!(desk.sees(&desk.lead, &again.post).await);
        assert!(desk.log("recuse").await.is_empty());
        // Nobody decides on what she wrote herself, nor takes it in hand.
        let own = desk.ask_as(&desk.author, NewTopic { body: "لي".into(), ..NewTopic::default() }).await;
        let Actor::Member(promoted) = desk.author.clone() else { panic!("a member") };
        let promoted = signed_in(Member { role: Role::Moderator, ..promoted }, desk.now());
        assert_eq!(desk.handle(&promoted, &own.post, ItemStep::Claim).await, Err(ErrorCode::Forbidden));
    }
}

#[tokio::test]
async fn whom_she_knows_she_meets_nowhere_at_the_desk() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let case = desk.report(&sent.post, "threat").await;
        let edit = EditDecision {
            post: sent.post.to_string(),
            version: "2".into(),
            action: "approve".into(),
            ..EditDecision::default()
        };
        assert_eq!(moderation::edits(s, &desk.second).await.unwrap().len(), 1);
        assert_eq!(report::cases(s, &desk.second, AR).await.unwrap().len(), 1);
        note::notes(s, &desk.second, &sent.post).await.unwrap();

        // Said of one item, it holds for everything that waits about the same text, and for what comes.
        for who in [&desk.second, &desk.lead] {
            desk.handle(who, &sent.post, ItemStep::Recuse).await.unwrap();
            let rows = recusal::Entity::find()
                .filter(recusal::Column::MemberId.eq(who.member_id().unwrap().as_str()))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(rows, 2, "the change and the report, {}", desk.bed.backend);
            assert!(moderation::edits(s, who).await.unwrap().is_empty());
            gone(moderation::decide_edit(s, who, &edit).await);
            assert!(report::cases(s, who, AR).await.unwrap().is_empty());
            gone(report::case(s, who, &case.id, AR).await);
            // Also with a mistake in the form.
            let form = report::Decision { case: case.id.clone(), ..report::Decision::default() };
            gone(report::act(s, who, &form).await);
            gone(note::notes(s, who, &sent.post).await);
        }
        assert_eq!(moderation::edits(s, &desk.first).await.unwrap().len(), 1);
        report::case(s, &desk.first, &case.id, AR).await.unwrap();

        let admin = desk.bed.member("أمينة", Role::Admin).await;
        let form = NewSanction {
            post: sent.post.to_string(),
            kind: "notice".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            for_good: true,
            ..NewSanction::default()
        };
        gone(sanction::subject(s, &desk.lead, &sent.post).await);
        gone(sanction::give(s, &desk.lead, &form).await);
        let given = sanction::give(s, &admin, &form).await.unwrap();
        assert!(sanction::list(s, &desk.lead, None).await.unwrap().rows.is_empty());
        gone(sanction::sheet(s, &desk.lead, &given).await);
        assert_eq!(sanction::list(s, &admin, None).await.unwrap().rows.len(), 1);

        // Whoever knows her counts as having taken part: with whoever decided, nobody is left.
        let form = NewAppeal {
            decision: format!("sanction-{given}"),
            body: "لا أوافق على هذا".into(),
            ..NewAppeal::default()
        };
        let id = appeal::appeal(s, &desk.author, &form).await.unwrap();
        assert!(appeal::list(s, &desk.lead).await.unwrap().pending.is_empty());
        gone(appeal::sheet(s, &desk.lead, &id).await);
        gone(appeal::ask(s, &desk.lead, &id, "ماذا قصدتِ؟").await);
        let pending = appeal::list(s, &admin).await.unwrap().pending;
        assert_eq!((pending.len(), pending[0].may_decide, pending[0].nobody_left), (1, false, true));
        let free = desk.bed.member("رائدة أخرى", Role::LeadModerator).await;
        let pending = appeal::list(s, &free).await.unwrap().pending;
        assert_eq!((pending[0].may_decide, pending[0].nobody_left), (true, false));

        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let case = safety_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert!(danger::cases(s, &desk.lead).await.unwrap().is_empty());
        gone(danger::case(s, &desk.lead, &case.id, AR).await);
        gone(danger::acknowledge(s, &desk.lead, &case.id, case.version).await);
        assert_eq!(danger::cases(s, &free).await.unwrap().len(), 1);
        danger::acknowledge(s, &free, &case.id, case.version).await.unwrap();
    }
}

#[tokio::test]
async fn the_log_says_nothing_of_whom_she_knows_nor_of_reports_about_herself() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let targets = async |who: &Actor| -> Vec<String> {
            let page = mod_log_page(s, who, &LogFilters::default()).await.unwrap();
            page.rows.into_iter().map(|row| row.target_id).collect()
        };
        let question = desk.ask("نصّ السؤال").await;
        desk.approve(&question).await;
        let answer = desk.answer(&question, "جواب منها").await;
        desk.handle(&desk.second, &answer.post, ItemStep::Claim).await.unwrap();
        desk.handle(&desk.first, &answer.post, ItemStep::Recuse).await.unwrap();
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.second, &answer, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let item = desk.item(&answer.post).await.id;
        let (hers, other) = (targets(&desk.first).await, targets(&desk.second).await);
        for hidden in [answer.post.as_str(), item.as_str()] {
            assert!(other.iter().any(|id| id == hidden), "{hidden}");
            assert!(!hers.iter().any(|id| id == hidden), "{}: {hidden}", desk.bed.backend);
        }
        // Of whom she decided on before she said so, and of others, the rest stays.
        assert!(hers.iter().any(|id| id == question.topic.as_str()));

        let mine = desk.ask_as(&desk.first, NewTopic { body: "لي أنا".into(), ..NewTopic::default() }).await;
        let case = desk.report(&mine.post, "spam").await;
        let keep = report::Decision {
            case: case.id.clone(),
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        report::act(s, &desk.second, &keep).await.unwrap();
        assert!(targets(&desk.second).await.contains(&case.id));
        assert!(!targets(&desk.first).await.contains(&case.id), "{}", desk.bed.backend);
    }
}

#[tokio::test]
async fn whom_she_blocks_she_does_not_decide_on_and_no_alias_is_given_away() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let known = desk.ask("أوّل ما كتبت").await;
        desk.approve(&known).await;
        let case = desk.report(&known.post, "spam").await;
        let named = desk.ask("باسمها").await;
        let hide = Mask { hide: true, switch: false };
        let form = NewTopic { body: "بلا اسم".into(), mask: hide, ..NewTopic::default() };
        let hidden = desk.ask_as(&desk.author, form).await;
        mute::by_post(s, &desk.second, &known.post, Change::Mute).await.unwrap();
        assert!(desk.sees(&desk.second, &named.post).await, "a mute is for reading, not for the desk");
        mute::by_post(s, &desk.second, &known.post, Change::Block).await.unwrap();
        assert!(!desk.sees(&desk.second, &named.post).await, "{}", desk.bed.backend);
        assert!(desk.sees(&desk.second, &hidden.post).await, "it would tell whose alias it is");
        assert!(desk.sees(&desk.first, &named.post).await);
        assert_eq!(desk.decide(&desk.second, &named, action("approve")).await, Err(ErrorCode::NotFound));
        assert!(report::cases(s, &desk.second, AR).await.unwrap().is_empty());
        gone(report::case(s, &desk.second, &case.id, AR).await);
        let done = desk.decide(&desk.second, &hidden, action("approve")).await;
        assert_eq!(done, Ok(Outcome::Done(Verdict::Approve)));

        // One blocks her and the other knows her: the lead is told that nobody is left.
        let left = async || {
            let queue = desk.queue(&desk.lead, AR).await;
            queue.items.into_iter().find(|item| item.post() == Some(&named.post)).unwrap().nobody_left
        };
        assert!(!left().await);
        desk.handle(&desk.first, &named.post, ItemStep::Recuse).await.unwrap();
        assert!(left().await, "{}", desk.bed.backend);
        mute::by_post(s, &desk.second, &known.post, Change::Lift).await.unwrap();
        assert!(!left().await);
        assert!(desk.sees(&desk.second, &named.post).await);
    }
}

#[tokio::test]
async fn a_conversation_is_for_who_moderates_where_it_began() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for reason in ["", "danger_handled_privately"] {
            let sent = desk.ask(&format!("أنا في ضيق {reason}")).await;
            let form = Decision { reason: reason.into(), note: "نحن هنا".into(), ..action("private") };
            assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
            assert!(messages::answer_offer(s, &desk.author, &sent.post, "yes").await.unwrap().is_some());
        }
        let open = desk.ask("سؤال منشور").await;
        desk.approve(&open).await;
        for (topic, category) in [(None, ""), (None, "nowhere"), (None, "unions"), (Some(&open.topic), "")] {
            let form = messages::NewCase {
                kind: "question".into(),
                body: format!("سؤال {topic:?} {category}"),
                topic: topic.cloned(),
                category: category.into(),
                ..messages::NewCase::default()
            };
            messages::begin(s, &desk.author, &form).await.unwrap();
        }
        let rows = private_case::Entity::find().all(s.db.read()).await.unwrap();
        let about = |kind: &str, category: Option<&str>| {
            let mut found = rows.iter().filter(|row| row.kind == kind && row.category.as_deref() == category);
            (found.clone().count(), found.next().map(|row| contract::ids::CaseId::trusted(row.id.clone())))
        };
        let (questions, question) = about("question", Some("unions"));
        let (everywhere, plain) = about("question", None);
        let (urgent, safety) = about("safety", Some("unions"));
        assert_eq!((questions, everywhere, urgent), (3, 2, 1), "{}", desk.bed.backend);
        let (question, plain, safety) = (question.unwrap(), plain.unwrap(), safety.unwrap());

        let of = |who: &Actor, slug: &str| {
            let scope = Scope::Categories(vec![slug.into()]);
            Actor::Member(Member { scope, ..who.member().unwrap().clone() })
        };
        for (who, sees) in [
            (desk.first.clone(), [true, true, false]),
            (of(&desk.first, "unions"), [true, true, false]),
            (of(&desk.first, "poverty"), [false, true, false]),
            (desk.lead.clone(), [true, true, true]),
            (of(&desk.lead, "unions"), [true, true, true]),
            (of(&desk.lead, "poverty"), [false, true, false]),
        ] {
            let list = messages::team_list(s, &who, &messages::TeamFilter::default()).await.unwrap();
            for (id, sees) in [&question, &plain, &safety].into_iter().zip(sees) {
                assert_eq!(list.rows.iter().any(|row| row.id == *id), sees, "{who:?}");
                let read = messages::team_thread(s, &who, id).await;
                if sees {
                    read.unwrap();
                } else {
                    gone(read);
                    gone(messages::answer(s, &who, id, "جواب", "").await);
                    gone(messages::note(s, &who, id, "ملاحظة", "").await);
                    gone(messages::close_for_team(s, &who, id, false).await);
                }
            }
        }
    }
}

#[tokio::test]
async fn changes_that_are_hard_to_read_count_too() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for (n, content_note) in ["", "violence"].into_iter().enumerate() {
            let form = NewTopic {
                body: format!("نصّ فيه كلام {n}"),
                content_note: content_note.into(),
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            desk.approve(&sent).await;
            desk.change(&sent.post, "ثمّ كلام آخر").await;
            let form = EditDecision {
                post: sent.post.to_string(),
                version: "2".into(),
                action: "approve".into(),
                ..EditDecision::default()
            };
            moderation::decide_edit(s, &desk.second, &form).await.unwrap();
            let shift = shift::desk(s, &desk.second).await.unwrap().shift;
            assert_eq!((shift.on, usize::try_from(shift.hard).unwrap()), (true, n), "{}", desk.bed.backend);
        }
    }
}

#[tokio::test]
async fn a_change_is_in_one_hand_or_with_the_lead() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let id = desk.id(&sent.post).await;
        let decide = async |who: &Actor, action: &str, version: &str| {
            let form = EditDecision {
                post: sent.post.to_string(),
                version: version.into(),
                action: action.into(),
                ..EditDecision::default()
            };
            moderation::decide_edit(s, who, &form).await.unwrap()
        };
        desk.handle(&desk.second, &sent.post, ItemStep::Claim).await.unwrap();
        assert_eq!(decide(&desk.first, "approve", "2").await, EditOutcome::InHand);
        assert_eq!(decide(&desk.first, "escalate", "2").await, EditOutcome::InHand);
        let open = async |who: &Actor| match moderation::open_item(s, who, &id, AR).await {
            Ok(Opened::Waiting(open)) => Some((open.item.claim.clone(), open.change.clone().unwrap())),
            _ => None,
        };
        let (claim, change) = open(&desk.second).await.unwrap();
        assert_eq!((claim, change.claim.clone()), (Claim::Mine, Claim::Mine));
        assert_eq!((change.n, change.is_check, change.old == change.new), (2, false, false));
        assert_eq!(moderation::edits(s, &desk.second).await.unwrap(), [change]);
        let next = async |who: &Actor| moderation::next(s, who, &Filters::default(), AR).await.unwrap();
        assert_eq!((next(&desk.second).await, next(&desk.first).await), (Some(id.clone()), None));

        assert!(matches!(decide(&desk.second, "escalate", "1").await, EditOutcome::Stale(_)));
        let handed = EditOutcome::Done(EditVerdict::Decided(Verdict::Escalate));
        assert_eq!(decide(&desk.second, "escalate", "2").await, handed);
        assert_eq!(desk.log("escalate").await.len(), 1);
        assert!(
            open(&desk.second).await.is_none()
                && moderation::edits(s, &desk.second).await.unwrap().is_empty()
        );
        assert_eq!(decide(&desk.second, "approve", "2").await, EditOutcome::WithLead);
        // What everybody reads stays as it is; nobody is said to be in danger.
        assert_eq!(desk.post(&sent.post).await.state, "published", "{}", desk.bed.backend);
        assert_eq!(safety_case::Entity::find().count(s.db.read()).await.unwrap(), 0);
        let item = desk.item(&sent.post).await;
        assert_eq!((item.class, item.raised.as_deref(), item.claim_by), (1, Some("escalated"), None));
        let done = EditOutcome::Done(EditVerdict::Decided(Verdict::Approve));
        assert_eq!(decide(&desk.lead, "approve", "2").await, done);
    }
}

#[tokio::test]
async fn what_she_says_she_reads_comes_before_the_language_of_her_pages() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let mut sent = Vec::new();
        for (language, body) in [("ar", "نصّ بالعربية"), ("fr", "Un texte"), ("en", "A text")] {
            let form = NewTopic { body: body.into(), language: language.into(), ..NewTopic::default() };
            sent.push(desk.ask_as(&desk.author, form).await.post);
        }
        let order = async |who: &Actor, locale| {
            let queue = desk.queue(who, locale).await;
            let at = |post: Option<&PostId>| sent.iter().position(|one| Some(one) == post).unwrap();
            queue.items.iter().map(|item| at(item.post())).collect::<Vec<_>>()
        };
        assert_eq!(order(&desk.first, AR).await, [0, 1, 2]);
        let choice = shift::Choice { pause_after: "3", reads: &["en", "fr"], ..shift::Choice::default() };
        shift::choose(s, &desk.first, &choice).await.unwrap();
        let reads = shift::desk(s, &desk.first).await.unwrap().preferences.reads;
        assert_eq!(reads.stored(), "fr en");
        for locale in Locale::ALL {
            assert_eq!(order(&desk.first, locale).await, [1, 2, 0], "{locale} {}", desk.bed.backend);
        }
        assert_eq!(order(&desk.second, AR).await, [0, 1, 2], "hers alone");
        let next = moderation::next(s, &desk.first, &Filters::default(), AR).await.unwrap();
        assert_eq!(next, Some(desk.id(&sent[1]).await));
        let wrong = shift::Choice { reads: &["ar", "und"], ..choice };
        let refused = shift::choose(s, &desk.first, &wrong).await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("reads", FieldCode::UnknownChoice)
        );
        assert_eq!(order(&desk.first, AR).await, [1, 2, 0]);
    }
}

#[tokio::test]
async fn urgent_first_then_her_language_then_the_oldest() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let mut sent = Vec::new();
        for body in [
            "نصّ أوّل بالعربية",
            "Un texte en français, le deuxième",
            "نصّ ثالث بالعربية",
            "Un autre texte en français",
        ] {
            let language = if body.starts_with('U') { "fr" } else { "ar" };
            let form = NewTopic { body: body.into(), language: language.into(), ..NewTopic::default() };
            sent.push(desk.ask_as(&desk.author, form).await.post);
        }
        let order = |queue: Queue| {
            let at = |post: Option<&PostId>| sent.iter().position(|one| Some(one) == post);
            queue.items.iter().map(|item| at(item.post())).collect::<Vec<_>>()
        };
        let (a, b, c, d) = (Some(0), Some(1), Some(2), Some(3));
        assert_eq!(order(desk.queue(&desk.first, AR).await), [a, c, b, d]);
        assert_eq!(order(desk.queue(&desk.first, Locale::Fr).await), [b, d, a, c]);
        assert_eq!(order(desk.queue(&desk.first, Locale::En).await), [a, b, c, d]);
        // Passed on, it comes last for her alone, and tomorrow in its place.
        desk.handle(&desk.first, &sent[0], ItemStep::Pass).await.unwrap();
        assert_eq!(order(desk.queue(&desk.first, AR).await), [c, b, d, a]);
        assert!(desk.queue(&desk.first, AR).await.items[3].passed);
        assert_eq!(order(desk.queue(&desk.second, AR).await), [a, c, b, d]);
        let next = moderation::next(s, &desk.first, &Filters::default(), AR).await.unwrap();
        assert_eq!(next, Some(desk.id(&sent[2]).await));
        desk.bed.clock.advance(Duration::days(1));
        assert_eq!(order(desk.queue(&desk.first, AR).await), [a, c, b, d]);
        // Whatever is more urgent comes first, in any language.
        let tx = s.db.begin().await.unwrap();
        item::raise(&tx, ItemKind::Post, sent[3].as_str(), Class::Severe).await.unwrap();
        let new = NewItem {
            kind: ItemKind::Report,
            target: "case12345678",
            post: Some(sent[1].as_str()),
            topic: None,
            category: "unions",
            language: "fr",
            class: Class::Danger,
            gate: Some("danger"),
            now: desk.now(),
        };
        item::open(&tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        let queue = desk.queue(&desk.first, AR).await;
        assert_eq!((queue.items[0].kind, queue.items[0].text.is_none()), (ItemKind::Report, true));
        assert_eq!(queue.items[0].target, "case12345678");
        assert_eq!(order(queue)[1..], [d, a, c, b]);
        let only = |name: &'static str, value: &'static str| {
            Filters::parse(move |field| if field == name { value } else { "" }).unwrap()
        };
        for (name, value, found) in [
            ("gate", "danger", 1),
            ("kind", "report", 1),
            ("kind", "topic", 4),
            ("language", "fr", 3),
            ("age", "1", 4),
            ("age", "3", 0),
            ("category", "unions", 5),
        ] {
            let queue = moderation::queue(s, &desk.first, &only(name, value), AR).await.unwrap();
            assert_eq!(queue.items.len(), found, "{name}={value} {}", desk.bed.backend);
        }
        // What another moderator refused is hers to read again first.
        let form = Decision { reason: "insult".into(), ..action("reject") };
        let refused = Sent { post: sent[1].clone(), ..desk.ask("حاشية").await };
        desk.decide(&desk.second, &refused, form).await.unwrap();
        let again = NewTopic {
            body: "Un texte corrigé".into(),
            language: "fr".into(),
            correct: sent[1].to_string(),
            ..NewTopic::default()
        };
        let again = desk.ask_as(&desk.author, again).await;
        let class_three = |queue: Queue| {
            let found = queue.items.into_iter().find(|item| item.class == Class::Queue);
            found.and_then(|item| item.post().cloned())
        };
        assert_eq!(class_three(desk.queue(&desk.second, AR).await), Some(again.post.clone()));
        assert_ne!(class_three(desk.queue(&desk.first, AR).await), Some(again.post));
    }
}

#[tokio::test]
async fn a_shortened_text_is_marked_and_hers_is_kept_for_her() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let named = desk.bed.member("ليلى", Role::Member).await;
        let body = "أسكن في حيّ الشرفة @ليلى ورقمي 22 333 444";
        let form = NewTopic {
            body: body.into(),
            care: Care { guard: "as_is".into(), ..Care::default() },
            ..NewTopic::default()
        };
        let sent = desk.ask_as(&desk.author, form).await;
        let called = mention::ActiveModel {
            post_id: Set(sent.post.to_string()),
            member_id: Set(named.member_id().unwrap().to_string()),
            spelled: Set("ليلى".to_owned()),
            notified_at: Set(None),
        };
        mention::Entity::insert(called).exec_without_returning(s.db.writer()).await.unwrap();
        let redact =
            |title: &str, text: &str| Decision { title: title.into(), text: text.into(), ..action("redact") };
        for (form, field, code) in [
            (redact("", "أسكن في الكاف"), "text", FieldCode::OnlyShorter),
            (redact("عنوان آخر", "أسكن في […]"), "title", FieldCode::OnlyShorter),
            (redact("", ""), "text", FieldCode::Required),
            (redact("", "أسكن في حيّ الشرفة @ليلى ورقمي 22 333 444"), "text", FieldCode::Required),
        ] {
            let form = Decision { post: sent.post.to_string(), version: "1".into(), ..form };
            let error = moderation::decide(s, &desk.first, &form).await.unwrap_err();
            assert_eq!((error.fields[0].field.as_str(), error.fields[0].code), (field, code), "{form:?}");
        }
        assert_eq!(desk.post(&sent.post).await.state, "pending");
        assert_eq!(post_original::Entity::find().count(s.db.read()).await.unwrap(), 0);
        let form = redact("سؤال […]", "أسكن في حيّ [...] ورقمي […]");
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Redact)));
        let row = desk.post(&sent.post).await;
        assert_eq!((row.state.as_str(), row.shortened), ("published", true));
        assert_eq!(row.source, "أسكن في حيّ […] ورقمي […]");
        assert!(!row.html.contains("333"));
        assert_eq!(
            mention::Entity::find().count(s.db.read()).await.unwrap(),
            0,
            "who is not named is not told"
        );
        for who in [&Actor::Guest, &named, &desk.first] {
            let view = forum::read_topic(s, who, &sent.topic, 1, AR).await.unwrap();
            assert!(view.posts[0].shortened && view.posts[0].original.is_none());
            assert_eq!(view.title, "سؤال […]");
            assert!(!format!("{view:?}").contains("333"));
        }
        let hers = forum::read_topic(s, &desk.author, &sent.topic, 1, AR).await.unwrap();
        assert!(hers.posts[0].original.as_deref().unwrap().contains("22 333 444"));
        let query = domain::search::Query::parse("333").unwrap();
        assert_eq!(domain::search::find(s, &query, AR, None).await.unwrap().total, 0);
        let lines = desk.log("redact").await;
        assert_eq!(lines.len(), 1);
        assert!(!format!("{lines:?}").contains("333"));
        // It goes with her account, whatever she lets stand.
        let leave = domain::privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.author.member().unwrap().clone(), desk.now());
        domain::privacy::leave(s, &her, &leave).await.unwrap();
        domain::privacy::sweep(s, domain::privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(
            post_original::Entity::find().count(s.db.read()).await.unwrap(),
            0,
            "{}",
            desk.bed.backend
        );
        assert_eq!(desk.post(&sent.post).await.state, "published");
    }
}

#[tokio::test]
async fn a_text_goes_back_to_its_author_or_to_a_conversation() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ يحتاج تعديلًا").await;
        let form = Decision {
            reason: "names_others".into(), note: "احذفي الاسم".into(), ..action("changes")
        };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Changes)));
        let row = desk.post(&sent.post).await;
        assert_eq!(
            (row.state.as_str(), row.reason_code.as_deref()),
            ("changes_requested", Some("names_others"))
        );
        let mine = forum::my_contributions(s, &desk.author, None).await.unwrap();
        assert_eq!(
            (mine.rows[0].reason, mine.rows[0].note.as_deref()),
            (Some(Reason::NamesOthers), Some("احذفي الاسم"))
        );
        let old = forum::correction(s, &desk.author, &sent.post).await.unwrap();
        assert_eq!(old.source, "نصّ يحتاج تعديلًا");
        let told: Option<String> = event::Entity::find()
            .filter(event::Column::PostId.eq(sent.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .and_then(|row| row.detail);
        assert_eq!(told.as_deref(), Some("changes"));

        // In private: under an alias it is a conversation without a name.
        for hide in [false, true] {
            let form = NewTopic {
                body: "أنا في ضيق".into(),
                mask: Mask { hide, switch: false },
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            let form = Decision { note: "نحن هنا".into(), ..action("private") };
            assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
            let row = desk.post(&sent.post).await;
            assert_eq!(row.reason_code.as_deref(), Some("answered_privately"));
            assert_eq!(row.state, "changes_requested");
            // Nothing of it goes anywhere before she says yes; the team's words are hers to read.
            let had = usize::from(hide);
            let cases = async || messages::list(s, &desk.author, None).await.unwrap();
            assert_eq!(cases().await.rows.len(), had, "{}", desk.bed.backend);
            let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
            assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Open), Some("نحن هنا")));
            let answer = async |who: &Actor, said: &str| {
                messages::answer_offer(s, who, &sent.post, said).await.map_err(|error| error.code)
            };
            assert_eq!(answer(&desk.author, "").await, Err(ErrorCode::InvalidForm));
            assert_eq!(answer(&desk.author, "perhaps").await, Err(ErrorCode::InvalidForm));
            assert_eq!(answer(&desk.first, "yes").await, Err(ErrorCode::NotFound));
            assert_eq!(cases().await.rows.len(), had);
            let case = answer(&desk.author, "yes").await.unwrap().expect("a conversation");
            assert_eq!(answer(&desk.author, "yes").await, Ok(None), "once");
            assert_eq!(answer(&desk.author, "no").await, Err(ErrorCode::Conflict));
            let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
            assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Accepted), Some("نحن هنا")));
            let cases = cases().await;
            assert_eq!((cases.rows.len(), &cases.rows[0].id), (had + 1, &case));
            let thread = messages::read(s, &desk.author, &cases.rows[0].id).await.unwrap();
            let words: Vec<_> = thread.messages.iter().map(|one| (one.from_team, one.body.clone())).collect();
            assert_eq!(words[0], (false, "سؤال عن العقد\n\nأنا في ضيق".to_owned()));
            assert_eq!(words[1], (true, "نحن هنا".to_owned()));
            let team = messages::team_list(s, &desk.first, &messages::TeamFilter::default()).await.unwrap();
            let name = team.rows[0].pseudonym.as_deref();
            assert_eq!(name, if hide { None } else { Some("زيتونة") });
            // She may send it again for everybody.
            assert_eq!(forum::correction(s, &desk.author, &sent.post).await.unwrap().source, "أنا في ضيق");
            let seen = forum::read_topic(s, &Actor::Guest, &sent.topic, 1, AR).await;
            assert_eq!(seen.unwrap_err().code, ErrorCode::NotFound);
        }
        assert_eq!(desk.log("move_private").await.len(), 2);
    }
}

#[tokio::test]
async fn without_her_yes_no_conversation_comes_of_her_text() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("لا أريد محادثة").await;
        let form = Decision { note: "نحن هنا".into(), ..action("private") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
        let told: Option<String> = event::Entity::find()
            .filter(event::Column::PostId.eq(sent.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .and_then(|row| row.detail);
        assert_eq!(told.as_deref(), Some("private_offer"));
        domain::notify::deliver_due(s).await.unwrap();
        let list = domain::notify::notifications(s, &desk.author, None, AR).await.unwrap();
        let target = domain::notify::Target::Mine(sent.post.clone());
        assert_eq!(list.lines.iter().filter(|line| line.target == target && line.title.is_none()).count(), 1);
        for said in ["no", "no"] {
            assert_eq!(messages::answer_offer(s, &desk.author, &sent.post, said).await.unwrap(), None);
        }
        let later = messages::answer_offer(s, &desk.author, &sent.post, "yes").await.unwrap_err();
        assert_eq!(later.code, ErrorCode::Conflict);
        let now = desk.bed.services.today();
        let offers = desk.copy(&desk.author).await.texts.into_iter().map(|text| text.offer);
        let offers: Vec<_> = offers.collect();
        let expected = privacy::Offered {
            kind: "question".into(),
            words: Some("نحن هنا".into()),
            on: now.clone(),
            state: "declined".into(),
            answered_on: Some(now),
            by: "staff",
        };
        assert_eq!(offers, [Some(expected)], "{}", desk.bed.backend);
        assert!(messages::list(s, &desk.author, None).await.unwrap().rows.is_empty(), "{}", desk.bed.backend);
        let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
        assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Declined), Some("نحن هنا")));
        assert_eq!(desk.post(&sent.post).await.state, "changes_requested");
        assert_eq!(forum::correction(s, &desk.author, &sent.post).await.unwrap().source, "لا أريد محادثة");
        // What she took away is offered nothing any more.
        let gone = desk.ask("سآخذه معي").await;
        desk.decide(&desk.first, &gone, action("private")).await.unwrap();
        forum::withdraw(s, &desk.author, &gone.post).await.unwrap();
        let refused = messages::answer_offer(s, &desk.author, &gone.post, "yes").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);

        // With her account it goes.
        assert!(private_offer::Entity::find().count(s.db.read()).await.unwrap() > 0);
        let leave = privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.author.member().unwrap().clone(), desk.now());
        privacy::leave(s, &her, &leave).await.unwrap();
        privacy::sweep(s, privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(private_offer::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_is_handed_to_the_lead_is_with_the_lead() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ خطير").await;
        let second = desk.ask("نصّ آخر").await;
        assert_eq!(
            desk.decide(&desk.first, &sent, action("escalate")).await,
            Ok(Outcome::Done(Verdict::Escalate))
        );
        assert!(!desk.sees(&desk.first, &sent.post).await && !desk.sees(&desk.second, &sent.post).await);
        let queue = desk.queue(&desk.lead, AR).await;
        assert_eq!((queue.items[0].post(), queue.items[0].class), (Some(&sent.post), Class::Danger));
        assert_eq!(queue.items[0].raised, Some(Raised::Escalated));
        assert_eq!(desk.post(&sent.post).await.state, "pending");
        assert_eq!(desk.decide(&desk.second, &sent, action("approve")).await, Ok(Outcome::WithLead));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Err(ErrorCode::NotFound));
        assert_eq!(desk.decide(&desk.lead, &sent, action("escalate")).await, Ok(Outcome::WithLead));
        assert_eq!(desk.log("escalate").await.len(), 1);
        let form = Decision { reason: "insult".into(), ..action("escalate") };
        desk.decide(&desk.first, &second, form).await.unwrap();
        assert_eq!(desk.item(&second.post).await.class, 1);
        assert_eq!(
            desk.decide(&desk.lead, &sent, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );

        // A second opinion: the item stays, last for whoever asked, marked for the others.
        let doubt = desk.ask("نصّ فيه شكّ").await;
        let other = desk.ask("نصّ بعده").await;
        desk.handle(&desk.first, &doubt.post, ItemStep::Second).await.unwrap();
        let posts =
            |queue: Queue| queue.items.iter().filter_map(|item| item.post().cloned()).collect::<Vec<_>>();
        assert_eq!(posts(desk.queue(&desk.first, AR).await), [other.post.clone(), doubt.post.clone()]);
        let queue = desk.queue(&desk.second, AR).await;
        assert_eq!(queue.items[0].raised, Some(Raised::Second));
        assert_eq!(posts(queue), [doubt.post.clone(), other.post]);
        assert_eq!(
            desk.decide(&desk.second, &doubt, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );
        let id = desk.id(&doubt.post).await;
        let over = moderation::open_item(s, &desk.first, &id, AR).await.unwrap();
        assert!(matches!(over, Opened::Over(Some(now)) if now.state == PostState::Published));
    }
}

#[tokio::test]
async fn what_changed_meanwhile_is_looked_at_before_publishing() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let asked = desk.ask("سؤال").await;
        desk.approve(&asked).await;
        let late = desk.answer(&asked, "جواب تأخّر").await;
        let close =
            Arrangement { action: "close".into(), reason: "off_topic".into(), ..Arrangement::default() };
        forum::operate(s, &desk.lead, &asked.topic, &close).await.unwrap();
        let closed = desk.decide(&desk.first, &late, action("approve")).await;
        assert_eq!(closed, Ok(Outcome::TopicClosed(asked.topic.clone())));
        assert_eq!(desk.post(&late.post).await.state, "pending");
        // Whoever wrote it does not read there any more: it waits.
        let open_to = |audience: &'static str| {
            category::Entity::update_many()
                .col_expr(category::Column::Audience, Expr::value(audience))
                .filter(category::Column::Slug.eq("unions"))
                .exec(s.db.writer())
        };
        open_to("staff").await.unwrap();
        let sure = Decision { sure: true, ..action("approve") };
        assert_eq!(desk.decide(&desk.first, &late, sure.clone()).await, Ok(Outcome::NotReadable));
        open_to("members").await.unwrap();
        assert_eq!(desk.decide(&desk.first, &late, sure).await, Ok(Outcome::Done(Verdict::Approve)));
        assert_eq!(desk.log("approve").await.len(), 2);
    }
}

#[tokio::test]
async fn a_shift_counts_for_her_alone_and_leaves_a_note() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let at = async |who: &Actor| shift::desk(s, who).await.unwrap();
        assert_eq!(at(&desk.first).await.shift, shift::Shift::default());
        let refused = shift::choose(s, &desk.first, &reading("4")).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "pause_after");
        shift::choose(s, &desk.first, &reading("3")).await.unwrap();
        assert!(desk.queue(&desk.first, AR).await.folded && !desk.queue(&desk.second, AR).await.folded);
        for n in 0..4 {
            let form = NewTopic {
                body: format!("نصّ {n}"),
                content_note: if n == 0 { String::new() } else { "violence".into() },
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            if n == 1 {
                desk.handle(&desk.first, &sent.post, ItemStep::Pass).await.unwrap();
            } else {
                desk.approve(&sent).await;
            }
            let now = at(&desk.first).await.shift;
            assert_eq!((now.on, now.hard, now.pause), (true, n, n >= 3), "{}", desk.bed.backend);
        }
        assert_eq!(at(&desk.second).await.shift.hard, 0);

        // What is in her hand must be said of; a note stays within what she saw.
        let held = desk.ask("في يدي").await;
        desk.handle(&desk.first, &held.post, ItemStep::Claim).await.unwrap();
        assert_eq!(at(&desk.first).await.in_hand, [desk.id(&held.post).await]);
        let refused = shift::end(s, &desk.first, "", "كلمة").await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("claims", FieldCode::Required)
        );
        shift::end(s, &desk.first, "hand_over", "راقبن الموضوع").await.unwrap();
        let row = desk.item(&held.post).await;
        assert_eq!((row.claim_by, row.raised.as_deref()), (None, Some("handed")));
        assert_eq!(at(&desk.first).await.shift, shift::Shift::default());
        // The next shift finds it, as long as nobody else has taken it.
        let left = async |who: &Actor| -> Vec<ReviewId> {
            at(who).await.left.into_iter().map(|one| one.id).collect()
        };
        assert_eq!(left(&desk.second).await, [desk.id(&held.post).await], "{}", desk.bed.backend);
        desk.handle(&desk.lead, &held.post, ItemStep::Claim).await.unwrap();
        assert!(left(&desk.second).await.is_empty(), "{}", desk.bed.backend);
        assert_eq!(left(&desk.lead).await.len(), 1, "{}", desk.bed.backend);
        let notes = at(&desk.second).await.notes;
        assert_eq!((notes[0].by.as_deref(), notes[0].body.as_str()), (Some("سند"), "راقبن الموضوع"));
        let here = Member {
            scope: Scope::Categories(vec!["unions".into()]),
            ..desk.second.member().unwrap().clone()
        };
        assert!(at(&Actor::Member(here.clone())).await.notes.is_empty(), "it may be about other categories");
        shift::end(s, &Actor::Member(here.clone()), "", "عن قسمنا").await.unwrap();
        assert_eq!(at(&Actor::Member(here)).await.notes.len(), 1);
        let member = shift::desk(s, &desk.author).await.unwrap_err();
        assert_eq!(member.code, ErrorCode::Forbidden);
    }
}

/// What somebody asks to keep an eye on stands on every desk that may see it, until anybody ends it.
#[tokio::test]
async fn what_is_watched_is_shown_to_the_next_shift_until_somebody_ends_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let backend = desk.bed.backend;
        let on = async |who: &Actor| {
            let watched = shift::desk(s, who).await.unwrap().watched;
            watched.into_iter().map(|one| (one.what.as_str(), one.word, one.by)).collect::<Vec<_>>()
        };
        let sent = desk.ask("نصّ يُتابع").await;
        for (what, word) in [("text", "تعود إليه"), ("topic", ""), ("text", "يتكرّر")] {
            desk.bed.clock.advance(Duration::minutes(1));
            watch::begin(s, &desk.first, &sent.post, what, word).await.unwrap();
        }
        shift::end(s, &desk.first, "", "").await.unwrap();
        let by = Some("سند".to_owned());
        let expected = vec![("text", "يتكرّر".to_owned(), by.clone()), ("topic", String::new(), by)];
        assert_eq!(on(&desk.second).await, expected, "{backend}");
        assert_eq!(on(&desk.lead).await, expected, "{backend}");
        let scope = Scope::Categories(vec!["poverty".into()]);
        let elsewhere = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        assert!(on(&elsewhere).await.is_empty(), "{backend}");
        let id = watch::from_post(s, &desk.second, &sent.post).await.unwrap().remove(0).id;
        for (who, code) in [
            (&elsewhere, ErrorCode::NotFound),
            (&desk.author, ErrorCode::Forbidden),
            (&Actor::Guest, ErrorCode::SignInNeeded),
        ] {
            assert_eq!(watch::end(s, who, &id).await.unwrap_err().code, code, "{backend}");
            let begun = watch::begin(s, who, &sent.post, "text", "").await;
            assert_eq!(begun.unwrap_err().code, code, "{backend}");
        }
        let long = "ب".repeat(201);
        for (what, word, field) in
            [("", "", "watch"), ("member", "", "watch"), ("text", long.as_str(), "word")]
        {
            let refused = watch::begin(s, &desk.first, &sent.post, what, word).await.unwrap_err();
            assert!(refused.fields.iter().any(|error| error.field == field), "{backend}: {refused:?}");
        }
        // Whoever knows the person does not see that she is watched, and cannot end it.
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(on(&desk.first).await.is_empty(), "{backend}");
        assert_eq!(watch::end(s, &desk.first, &id).await.unwrap_err().code, ErrorCode::NotFound);
        // Nobody finds herself there either.
        let own =
            desk.ask_as(&desk.lead, NewTopic { body: "نصّ من الفريق".into(), ..NewTopic::default() }).await;
        watch::begin(s, &desk.second, &own.post, "topic", "").await.unwrap();
        assert_eq!(on(&desk.second).await.len(), 3, "{backend}");
        assert_eq!(on(&desk.lead).await.len(), 2, "{backend}");
        watch::end(s, &desk.second, &id).await.unwrap();
        assert_eq!(watch::end(s, &desk.second, &id).await.unwrap_err().code, ErrorCode::NotFound, "once");
        assert_eq!(on(&desk.lead).await.len(), 1, "{backend}");
    }
}

#[tokio::test]
async fn what_is_left_to_her_is_not_lost_behind_what_is_for_others() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let scope = Scope::Categories(vec!["unions".into()]);
        let here = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        shift::end(s, &here, "", "لمن يأتي بعدي هنا").await.unwrap();
        for n in 0..20 {
            desk.bed.clock.advance(Duration::minutes(1));
            shift::end(s, &desk.lead, "", &format!("للجميع {n}")).await.unwrap();
        }
        let notes = shift::desk(s, &here).await.unwrap().notes;
        assert_eq!(notes.len(), 1, "{}", desk.bed.backend);
        assert_eq!(notes[0].body, "لمن يأتي بعدي هنا");
        assert_eq!(shift::desk(s, &desk.lead).await.unwrap().notes.len(), 20);
    }
}

#[tokio::test]
async fn whoever_may_be_in_danger_is_with_the_few_at_once() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let cases = async || safety_case::Entity::find().all(s.db.read()).await.unwrap();
        let escalated = Ok(Outcome::Done(Verdict::Escalate));
        // For another reason it goes to the lead alone.
        let because = || Decision { reason: "insult".into(), ..action("escalate") };
        let rude = desk.ask("نصّ يهين").await;
        assert_eq!(desk.decide(&desk.first, &rude, because()).await, escalated);
        assert!(cases().await.is_empty());
        // She says so, or it was marked so before, whatever she says.
        let sent = desk.ask("نصّ خطير").await;
        assert_eq!(desk.decide(&desk.first, &sent, action("escalate")).await, escalated);
        let urgent = desk.ask("نصّ عاجل").await;
        let tx = s.db.begin().await.unwrap();
        item::raise(&tx, ItemKind::Post, urgent.post.as_str(), Class::Danger).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(desk.decide(&desk.second, &urgent, because()).await, escalated);
        let all = cases().await;
        assert_eq!(all.len(), 2, "{}", desk.bed.backend);
        for sent in [&sent, &urgent] {
            let case = all.iter().find(|case| case.post_id == sent.post.as_str()).unwrap();
            assert_eq!((case.origin.as_str(), case.state.as_str()), ("team", "open"));
            assert_eq!(desk.post(&sent.post).await.state, "pending", "what waits is not held besides");
            let mine = danger::mine(s, &desk.author, &sent.post).await.unwrap();
            assert!(mine.danger, "she sees the numbers");
        }
        assert!(!desk.sees(&desk.first, &sent.post).await);
        assert_eq!(danger::cases(s, &desk.lead).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn while_somebody_may_be_in_danger_the_few_alone_publish() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ ينتظر").await;
        gone(danger::raise(s, &desk.first, &PostId::trusted("zzzzzzzzzzzz")).await);
        let refused = danger::raise(s, &desk.author, &sent.post).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let items = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(sent.post.as_str()))
            .all(s.db.read())
            .await
            .unwrap();
        let open: Vec<_> = items.iter().map(|item| (item.class, item.state.as_str())).collect();
        assert_eq!(open, [(0, "open"); 2], "the text and its case, {}", desk.bed.backend);
        for form in [action("approve"), Decision { text: "نصّ […]".into(), ..action("redact") }] {
            assert_eq!(desk.decide(&desk.second, &sent, form).await, Ok(Outcome::WithLead));
            assert_eq!(desk.post(&sent.post).await.state, "pending");
        }
        let done = desk.decide(&desk.lead, &sent, action("approve")).await;
        assert_eq!(done, Ok(Outcome::Done(Verdict::Approve)));
        // Refused, and appealed against: the case is closed first.
        let second = desk.ask("نصّ آخر ينتظر").await;
        danger::raise(s, &desk.first, &second.post).await.unwrap();
        let form = || Decision { reason: "insult".into(), ..action("reject") };
        let look = async |who: &Actor| {
            let waits = moderation::queue(s, who, &Filters::default(), AR).await.unwrap();
            let one = waits.items.into_iter().find(|item| item.post() == Some(&second.post)).unwrap();
            one.held_only
        };
        assert!(look(&desk.first).await, "{}", desk.bed.backend);
        assert!(!look(&desk.lead).await);
        assert_eq!(desk.decide(&desk.first, &second, form()).await, Err(ErrorCode::Forbidden));
        assert_eq!(desk.post(&second.post).await.state, "pending", "it waits still");
        assert_eq!(desk.decide(&desk.lead, &second, form()).await, Ok(Outcome::Done(Verdict::Reject)));
        let appealed = desk.appeal().await;
        assert_eq!(desk.reverse(&desk.second, &appealed).await, Err(ErrorCode::Conflict));
        assert_eq!(desk.post(&second.post).await.state, "rejected");
        let case = safety_case::Entity::find()
            .filter(safety_case::Column::PostId.eq(second.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        danger::close(s, &desk.lead, &case.id, case.version, "no_danger").await.unwrap();
        assert_eq!(desk.reverse(&desk.second, &appealed).await, Ok(appeal::State::Reversed));
        assert_eq!(desk.post(&second.post).await.state, "published");
    }
}

#[tokio::test]
async fn what_is_held_for_somebody_in_danger_is_given_back_in_her_case_alone() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        let reported = desk.report(&sent.post, "hate").await;
        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let state = async || desk.post(&sent.post).await.state;
        assert_eq!(state().await, "held");
        let take = async |who: &Actor, step: &str| {
            let version = desk.post(&sent.post).await.version.to_string();
            let reason = if matches!(step, "remove" | "hold") { "insult" } else { "" };
            let form = moderation::Taking {
                action: step.into(),
                version,
                reason: reason.into(),
                note: String::new(),
            };
            moderation::take(s, who, &sent.post, &form).await.map_err(|error| error.code)
        };
        // Taken away it is by the few alone: what becomes of it she chooses herself.
        let few = moderation::to_take(s, &desk.lead, &sent.post).await.unwrap();
        assert_eq!((few.steps, few.held_only), (vec![moderation::Step::Remove], false));
        let shown = moderation::to_take(s, &desk.second, &sent.post).await.unwrap();
        assert!(shown.steps.is_empty() && shown.held_only, "{}", desk.bed.backend);
        for who in [&desk.second, &desk.lead] {
            assert_eq!(take(who, "release").await, Err(ErrorCode::Forbidden));
        }
        assert_eq!(take(&desk.second, "remove").await, Err(ErrorCode::Forbidden));
        assert_eq!(state().await, "held");
        let seen = report::case(s, &desk.second, &reported.id, AR).await.unwrap();
        assert!(seen.held_only && seen.may_decide);
        assert!(!report::case(s, &desk.lead, &reported.id, AR).await.unwrap().held_only);
        let removal = report::Decision {
            case: reported.id.clone(),
            version: reported.version.to_string(),
            action: "remove".into(),
            reason: "insult".into(),
            ..report::Decision::default()
        };
        let refused = report::act(s, &desk.second, &removal).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
        assert_eq!(state().await, "held");
        // What was reported of it is decided; the text stays where it is.
        for (act, version) in [("hold", 0), ("release", 1)] {
            let form = report::Decision {
                case: reported.id.clone(),
                version: (reported.version + version).to_string(),
                action: act.into(),
                reason: if act == "hold" { "insult".into() } else { String::new() },
                ..report::Decision::default()
            };
            let done = report::act(s, &desk.second, &form).await.unwrap();
            assert!(matches!(done, report::Outcome::Done(_)) || act == "release", "{done:?}");
            assert_eq!(state().await, "held", "{act}");
        }
        // Nor by an appeal.
        desk.bed.clock.advance(Duration::hours(25));
        let appealed = desk.appeal().await;
        for who in [&desk.second, &desk.lead] {
            assert_eq!(desk.reverse(who, &appealed).await, Err(ErrorCode::Conflict));
            assert_eq!(state().await, "held");
        }
        let case = safety_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        danger::release(s, &desk.lead, &case.id, case.version).await.unwrap();
        assert_eq!(state().await, "published");
        // Once the case is closed, a hold is a hold.
        danger::close(s, &desk.lead, &case.id, case.version + 1, "no_danger").await.unwrap();
        take(&desk.second, "hold").await.unwrap();
        take(&desk.second, "release").await.unwrap();
        assert_eq!(state().await, "published");
    }
}

/// Folded, and a pause after so many.
fn reading(pause_after: &str) -> shift::Choice<'_> {
    shift::Choice { folded: true, pause_after, ..shift::Choice::default() }
}

#[tokio::test]
async fn the_list_says_when_a_pause_is_due_and_how_she_reads() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let look = async |who: &Actor| {
            let queue = desk.queue(who, AR).await;
            (queue.folded, queue.blurred, queue.pause)
        };
        assert_eq!(look(&desk.first).await, (false, false, false));
        let choice = shift::Choice { blurred: true, pause_after: "3", ..shift::Choice::default() };
        shift::choose(s, &desk.first, &choice).await.unwrap();
        for n in 0..3 {
            assert_eq!(look(&desk.first).await, (false, true, false), "{n}");
            let form =
                NewTopic {
                    body: format!("نصّ {n}"), content_note: "violence".into(), ..NewTopic::default()
                };
            let sent = desk.ask_as(&desk.author, form).await;
            desk.approve(&sent).await;
        }
        assert_eq!(look(&desk.first).await, (false, true, true), "{}", desk.bed.backend);
        assert_eq!(look(&desk.second).await, (false, false, false));
        desk.bed.clock.advance(Duration::hours(13));
        assert_eq!(look(&desk.first).await, (false, true, false), "a forgotten shift is over");
    }
}

#[tokio::test]
async fn what_is_urgent_is_left_to_whoever_may_see_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let urgent = async |who: &Actor| {
            let all = shift::desk(s, who).await.unwrap().urgent;
            all.into_iter().map(|one| (one.kind, one.class, one.target)).collect::<Vec<_>>()
        };
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        assert!(urgent(&desk.first).await.is_empty(), "what waits as usual is not urgent");
        desk.approve(&sent).await;
        let case = desk.report(&sent.post, "threat").await;
        let reported = (ItemKind::Report, Class::Severe, case.id.clone());
        assert_eq!(urgent(&desk.first).await, std::slice::from_ref(&reported));
        let raised = desk.ask("نصّ آخر فيه ما يكفي").await;
        danger::raise(s, &desk.second, &raised.post).await.unwrap();
        let lead = urgent(&desk.lead).await;
        assert_eq!(lead.first().map(|(_, class, _)| *class), Some(Class::Danger), "{lead:?}");
        assert!(lead.iter().any(|(kind, ..)| *kind == ItemKind::Safety), "{lead:?}");
        let first = urgent(&desk.first).await;
        assert!(first.iter().all(|(kind, ..)| *kind != ItemKind::Safety), "{first:?}");
        // Whom she knows she finds nowhere.
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(!urgent(&desk.first).await.contains(&reported));
        let here = Member {
            scope: Scope::Categories(vec!["poverty".into()]),
            ..desk.second.member().unwrap().clone()
        };
        assert!(urgent(&Actor::Member(here)).await.is_empty());
    }
}

#[tokio::test]
async fn a_buddy_is_of_the_team_and_knows_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let aside = async |who: &Actor| shift::desk(s, who).await.unwrap().aside;
        let hers = aside(&desk.first).await;
        assert_eq!((hers.buddy, hers.named_by.len(), hers.notes.len()), (None, 0, 0));
        assert_eq!(hers.team, ["أمل", "رائدة"], "not herself, and no members");
        for nobody in ["سند", "زيتونة", "من لا أحد"] {
            let refused = shift_notes::name_buddy(s, &desk.first, nobody).await.unwrap_err();
            assert_eq!(
                (refused.fields[0].field.as_str(), refused.fields[0].code),
                ("buddy", FieldCode::UnknownChoice)
            );
        }
        shift_notes::name_buddy(s, &desk.first, "أمل").await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy.as_deref(), Some("أمل"));
        assert_eq!(aside(&desk.second).await.named_by, ["سند"]);
        assert!(aside(&desk.lead).await.named_by.is_empty(), "nobody else is told");
        // What she chose besides stays, and the other way round.
        shift::choose(s, &desk.first, &reading("3")).await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy.as_deref(), Some("أمل"));
        // Whoever is of the team no more is nobody's buddy.
        member::Entity::update_many()
            .col_expr(member::Column::Role, Expr::value("member"))
            .filter(member::Column::Id.eq(desk.second.member_id().unwrap().as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(aside(&desk.first).await.buddy, None, "{}", desk.bed.backend);
        shift_notes::name_buddy(s, &desk.first, "رائدة").await.unwrap();
        shift_notes::name_buddy(s, &desk.first, "").await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy, None);
        let refused = shift_notes::name_buddy(s, &desk.author, "أمل").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
    }
}

#[tokio::test]
async fn what_she_writes_for_herself_is_hers_alone_and_goes_with_her() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let words = "ما بقي في نفسي من اليوم";
        for (text, code) in [("  ", FieldCode::Required), (&*"م".repeat(2_001), FieldCode::TooLong(2_000))] {
            let refused = shift_notes::write(s, &desk.first, text).await.unwrap_err();
            assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("debrief", code));
        }
        shift_notes::write(s, &desk.first, words).await.unwrap();
        desk.bed.clock.advance(Duration::minutes(1));
        shift_notes::write(s, &desk.first, "كلمة أخرى").await.unwrap();
        shift_notes::name_buddy(s, &desk.second, "سند").await.unwrap();
        let notes = shift::desk(s, &desk.first).await.unwrap().aside.notes;
        assert_eq!(notes.iter().map(|note| note.body.as_str()).collect::<Vec<_>>(), ["كلمة أخرى", words]);
        for other in [&desk.second, &desk.lead] {
            assert!(!format!("{:?}", shift::desk(s, other).await.unwrap()).contains(words));
            gone(shift_notes::forget(s, other, &notes[1].id).await);
        }
        let log = audit_log::Entity::find().all(s.db.read()).await.unwrap();
        assert!(!format!("{log:?}").contains(&notes[1].id), "no log knows of it");
        shift_notes::forget(s, &desk.first, &notes[0].id).await.unwrap();
        gone(shift_notes::forget(s, &desk.first, &notes[0].id).await);

        let hers = desk.copy(&desk.first).await.debriefs;
        assert_eq!(hers.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), [words]);
        assert!(!format!("{:?}", desk.copy(&desk.lead).await).contains(words));

        // With her account they go, and nobody has her for a buddy.
        let leave = privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.first.member().unwrap().clone(), desk.now());
        privacy::leave(s, &her, &leave).await.unwrap();
        privacy::sweep(s, privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(debrief_note::Entity::find().count(s.db.read()).await.unwrap(), 0, "{}", desk.bed.backend);
        let second = desk_member::Entity::find_by_id(desk.second.member_id().unwrap().as_str());
        assert_eq!(second.one(s.db.read()).await.unwrap().unwrap().buddy_id, None);
    }
}

#[tokio::test]
async fn the_log_knows_what_takes_something_back() {
    for desk in Desk::each().await {
        let sent = desk.ask("نصّ").await;
        desk.handle(&desk.first, &sent.post, ItemStep::Claim).await.unwrap();
        desk.handle(&desk.first, &sent.post, ItemStep::Release).await.unwrap();
        desk.approve(&sent).await;
        for (action, reverts) in [("claim", false), ("unclaim", true), ("approve", false)] {
            let lines = desk.log(action).await;
            assert_eq!(lines.len(), 1, "{action}");
            assert_eq!(lines[0].is_revert, reverts, "{action}");
        }
    }
}

#[tokio::test]
async fn her_place_tells_nothing_of_categories_that_she_cannot_read() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        desk.bed.clock.advance(Duration::minutes(2));
        let elsewhere = NewTopic {
            category: "poverty".into(),
            title: "سؤال في مكان آخر".into(),
            body: "نصّ ينتظر".into(),
            ..NewTopic::default()
        };
        forum::create_topic(s, &desk.author, &elsewhere, AR).await.unwrap();
        let sent = desk.ask("نصّ ينتظر هنا").await;
        let before = async || forum::waiting(s, &desk.author, &sent.post).await.unwrap().before;
        assert_eq!(before().await, Some(1), "{}", desk.bed.backend);
        category::Entity::update_many()
            .col_expr(category::Column::Audience, Expr::value("staff"))
            .filter(category::Column::Slug.eq("poverty"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(before().await, Some(0), "{}", desk.bed.backend);
    }
}

#[tokio::test]
async fn appeals_of_her_categories_are_not_lost_behind_others() {
    for mut desk in Desk::each().await {
        let sent = desk.ask("نصّ يُرفض").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let id = desk.appeal().await;
        let counter = desk.bed.services.db.count_statements();
        let s = &desk.bed.services;
        let scope = Scope::Categories(vec!["unions".into()]);
        let here = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        let listed = async |who: &Actor| {
            counter.store(0, Ordering::SeqCst);
            let pending = appeal::list(s, who).await.unwrap().pending;
            (pending.len(), counter.load(Ordering::SeqCst))
        };
        let (one, statements) = listed(&here).await;
        assert_eq!(one, 1, "{}", desk.bed.backend);
        let row = appeal_row::Entity::find_by_id(id.as_str()).one(s.db.read()).await.unwrap().unwrap();
        // A hundred of another category, all older.
        let others = (0..100).map(|n| {
            let mut copy = row.clone().into_active_model();
            copy.id = Set(format!("copy{n:08}"));
            copy.decision_id = Set(format!("line{n:08}"));
            copy.category = Set("poverty".into());
            copy.created_at = Set(row.created_at - 1);
            copy
        });
        appeal_row::Entity::insert_many(others).exec_without_returning(s.db.writer()).await.unwrap();
        assert_eq!(listed(&here).await, (1, statements), "{}", desk.bed.backend);
        let left = AppealId::trusted("another12345");
        assert_eq!(appeal::next(s, &here, &left).await.unwrap(), Some(id));
        assert_eq!(listed(&desk.second).await, (100, statements), "more appeals, not more statements");
    }
}

#[tokio::test]
async fn whoever_does_not_moderate_the_category_is_nobody_left() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ يُرفض").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Reject)));
        desk.bed.clock.advance(Duration::minutes(1));
        desk.appeal().await;
        desk.handle(&desk.lead, &sent.post, ItemStep::Recuse).await.unwrap();
        let left = async || !appeal::list(s, &desk.first).await.unwrap().pending[0].nobody_left;
        assert!(left().await, "the second one, {}", desk.bed.backend);
        let row = role_scope::ActiveModel {
            member_id: Set(desk.second.member_id().unwrap().to_string()),
            category_id: Set("poverty".into()),
        };
        role_scope::Entity::insert(row).exec_without_returning(s.db.writer()).await.unwrap();
        assert!(!left().await, "{}", desk.bed.backend);
    }
}
