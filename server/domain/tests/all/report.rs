//! Reports and cases of danger on real databases: many at once, what goes along and what goes with an account.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod afterwards;

use crate::support::forums;
use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale};
use domain::{
    Actor, Role,
    forum::{self, NewTopic, Sent, alias::Mask},
    moderation::{
        self, Decision,
        report::{self, Act, CaseState, NewReport, Outcome},
        shift,
    },
    privacy::{self, Device, Export, ExportState, Leaving},
    safety::danger::{self, Contact},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{mod_log, post, review_item},
    identity::member,
    notify::event,
    report::{report as row, report_case},
    safety::{safety_case, safety_log},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

async fn published(bed: &TestBed, author: &Actor) -> Sent {
    published_as(bed, author, Mask::default()).await
}

async fn published_as(bed: &TestBed, author: &Actor, mask: Mask) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال عن العقد".into(),
        body: "نصّ السؤال كما رُئي".into(),
        mask,
        ..NewTopic::default()
    };
    let sent = forum::create_topic(&bed.services, author, &form, Locale::Ar).await.unwrap();
    let team = bed.member(&format!("م{}", sent.post), Role::Moderator).await;
    let decision = Decision {
        post: sent.post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&bed.services, &team, &decision).await.unwrap();
    sent
}

fn about(sent: &Sent, code: &str, text: &str) -> NewReport {
    NewReport { post: sent.post.to_string(), code: code.into(), text: text.into(), ..NewReport::default() }
}

async fn cases(bed: &TestBed) -> Vec<report_case::Model> {
    report_case::Entity::find().all(bed.services.db.read()).await.unwrap()
}

/// Ends an account now.
async fn erase(bed: &TestBed, who: &Actor, choice: &str) {
    let her = signed_in(who.member().unwrap().clone(), bed.services.now_ms());
    let form = Leaving { choice: choice.into(), days: "0".into(), sure: true };
    privacy::leave(&bed.services, &her, &form).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_reports_at_once_are_one_case_and_one_decision() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let sent = published(&bed, &author).await;
        let mut all = Vec::new();
        for n in 0..10 {
            let who = bed.member(&format!("مبلّغة {n}"), Role::Member).await;
            let (services, form) = (bed.services.clone(), about(&sent, "spam", "كلمة"));
            all.push(tokio::spawn(async move { report::report(&services, &who, &form).await }));
        }
        for one in all {
            one.await.unwrap().unwrap();
        }
        let found = cases(&bed).await;
        assert_eq!(found.len(), 1, "{}", bed.backend);
        assert_eq!(row::Entity::find().all(bed.services.db.read()).await.unwrap().len(), 10);
        let mut both = Vec::new();
        for n in 0..2 {
            let team = bed.member(&format!("مشرفة {n}"), Role::Moderator).await;
            let decision = report::Decision {
                case: found[0].id.clone(),
                version: found[0].version.to_string(),
                action: "hold".into(),
                reason: "insult".into(),
                ..report::Decision::default()
            };
            let services = bed.services.clone();
            both.push(tokio::spawn(async move { report::act(&services, &team, &decision).await.unwrap() }));
        }
        let mut done = 0;
        for one in both {
            done += usize::from(matches!(one.await.unwrap(), Outcome::Done(_)));
        }
        assert_eq!(done, 1);
        let log = mod_log::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert_eq!(log.iter().filter(|line| line.action == "report_upheld").count(), 1);
        let holds: Vec<_> = log.iter().filter(|line| line.action == "hold").collect();
        assert_eq!(holds.len(), 1);
        assert_eq!(holds[0].reason_code.as_deref(), Some("insult"), "the log says why");
    }
}

#[tokio::test]
async fn a_form_sent_twice_counts_once_and_a_case_outside_of_her_categories_is_not_there() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let sent = published(&bed, &author).await;
        let form = NewReport { form_key: "12345678-abcd".into(), ..about(&sent, "hate", "مرّة") };
        report::report(&bed.services, &reporter, &form).await.unwrap();
        report::report(&bed.services, &reporter, &NewReport { text: "مرّتين".into(), ..form }).await.unwrap();
        let mine = report::my_reports(&bed.services, &reporter).await.unwrap();
        assert_eq!((mine.len(), mine[0].text.as_str()), (1, "مرّة"));
        let team = bed.member("م", Role::Moderator).await;
        let scope = domain::Scope::Categories(vec!["poverty".into()]);
        let elsewhere = Actor::Member(domain::Member { scope, ..team.member().unwrap().clone() });
        let case = cases(&bed).await.remove(0);
        assert!(report::cases(&bed.services, &elsewhere, Locale::Ar).await.unwrap().is_empty());
        let code = |error: domain::DomainError| error.code;
        let read = report::case(&bed.services, &elsewhere, &case.id, Locale::Ar).await;
        assert_eq!(read.map_err(code).err(), Some(ErrorCode::NotFound));
        let decision = report::Decision { case: case.id, ..report::Decision::default() };
        let acted = report::act(&bed.services, &elsewhere, &decision).await;
        assert_eq!(acted.map_err(code).err(), Some(ErrorCode::NotFound));
        let auditor = bed.member("ت", Role::Auditor).await;
        let refused = report::report(&bed.services, &auditor, &about(&sent, "hate", "")).await;
        assert_eq!(refused.map_err(code).err(), Some(ErrorCode::Forbidden));
    }
}

#[tokio::test]
async fn hard_cases_count_and_a_case_covers_only_what_she_sees() {
    for bed in forums().await {
        let s = &bed.services;
        let reporter = bed.member("ب", Role::Member).await;
        let team = bed.member("م", Role::Moderator).await;
        let mut ids = Vec::new();
        for (name, code) in [("أ", "threat"), ("ت", "spam")] {
            let author = bed.member(name, Role::Member).await;
            let sent = published(&bed, &author).await;
            report::report(s, &reporter, &about(&sent, code, "")).await.unwrap();
            let found =
                report_case::Entity::find().filter(report_case::Column::PostId.eq(sent.post.as_str()));
            ids.push(found.one(s.db.read()).await.unwrap().unwrap().id);
        }
        // The other one is in a category that she does not moderate.
        report_case::Entity::update_many()
            .col_expr(report_case::Column::Category, Expr::value("poverty"))
            .filter(report_case::Column::Id.eq(ids[1].as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let scope = domain::Scope::Categories(vec!["unions".into()]);
        let here = Actor::Member(domain::Member { scope, ..team.member().unwrap().clone() });
        let act = async |who: &Actor, id: &str, form: report::Decision| {
            let row = report_case::Entity::find_by_id(id).one(s.db.read()).await.unwrap().unwrap();
            let form = report::Decision { case: id.into(), version: row.version.to_string(), ..form };
            report::act(s, who, &form).await
        };
        let to = |action: &str| report::Decision { action: action.into(), ..report::Decision::default() };
        let of = |id: &str| report::Decision { of: id.into(), ..to("duplicate") };
        let hard = async || shift::desk(s, &team).await.unwrap().shift.hard;
        assert_eq!(act(&here, &ids[0], to("begin")).await.unwrap(), Outcome::Done(Act::Begin));
        assert_eq!(hard().await, 0, "she only began");
        let private = report::Decision { reason: "answered_privately".into(), ..to("remove") };
        for (form, field, code) in [
            (private, "reason", FieldCode::UnknownChoice),
            (to("hold"), "reason", FieldCode::Required),
            (of(""), "of", FieldCode::Required),
            (of(&ids[0]), "of", FieldCode::UnknownChoice),
            (of("nothing"), "of", FieldCode::UnknownChoice),
            (of(&ids[1]), "of", FieldCode::UnknownChoice),
        ] {
            let error = act(&here, &ids[0], form).await.unwrap_err();
            assert_eq!((error.fields[0].field.as_str(), error.fields[0].code), (field, code));
        }
        assert_eq!(hard().await, 0, "{}", bed.backend);
        assert_eq!(act(&team, &ids[0], of(&ids[1])).await.unwrap(), Outcome::Done(Act::Duplicate));
        assert_eq!(hard().await, 1, "{}", bed.backend);
        assert_eq!(act(&team, &ids[1], to("keep")).await.unwrap(), Outcome::Done(Act::Keep));
        assert_eq!(hard().await, 1, "advertising is not hard");
    }
}

/// Whoever reports in this test joined in a month of her own.
async fn joined(bed: &TestBed, who: &Actor, month: &str) {
    member::Entity::update_many()
        .col_expr(member::Column::JoinedMonth, Expr::value(month))
        .filter(member::Column::Id.eq(who.member_id().unwrap().as_str()))
        .exec(bed.services.db.writer())
        .await
        .unwrap();
}

async fn state_of(bed: &TestBed, sent: &Sent) -> String {
    post::Entity::find_by_id(sent.post.as_str()).one(bed.services.db.read()).await.unwrap().unwrap().state
}

#[tokio::test]
async fn what_was_heard_does_not_hide_a_text_once_more() {
    for bed in forums().await {
        let s = &bed.services;
        let author = bed.member("أ", Role::Member).await;
        let team = bed.member("م", Role::Moderator).await;
        let sent = published(&bed, &author).await;
        let mut reporters = Vec::new();
        for month in ["2026-01", "2026-02", "2026-03"] {
            let who = bed.member(month, Role::Member).await;
            joined(&bed, &who, month).await;
            report::report(s, &who, &about(&sent, "spam", "")).await.unwrap();
            reporters.push(who);
        }
        assert_eq!(state_of(&bed, &sent).await, "held", "three who do not know one another");
        let case = cases(&bed).await.remove(0);
        let keep = report::Decision {
            case: case.id,
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        assert_eq!(report::act(s, &team, &keep).await.unwrap(), Outcome::Done(Act::Keep));
        assert_eq!(state_of(&bed, &sent).await, "published");
        // Two of them come back: the case is open again, and the third, who was heard, says nothing more.
        for (hours, who) in [(25, &reporters[0]), (1, &reporters[1])] {
            bed.clock.advance(Duration::hours(hours));
            report::report(s, who, &about(&sent, "spam", "")).await.unwrap();
        }
        assert_eq!(cases(&bed).await[0].state, "open", "{}", bed.backend);
        assert_eq!(state_of(&bed, &sent).await, "published", "{}", bed.backend);
        report::report(s, &reporters[2], &about(&sent, "spam", "")).await.unwrap();
        assert_eq!(state_of(&bed, &sent).await, "held");
    }
}

async fn case_of(bed: &TestBed, sent: &Sent) -> report_case::Model {
    cases(bed).await.into_iter().find(|case| case.post_id == sent.post.as_str()).unwrap()
}

async fn decide(
    bed: &TestBed,
    who: &Actor,
    sent: &Sent,
    action: &str,
    of: &str,
) -> Result<Outcome, FieldCode> {
    let case = case_of(bed, sent).await;
    let decision = report::Decision {
        case: case.id,
        version: case.version.to_string(),
        action: action.into(),
        reason: if action == "hold" { "insult".into() } else { String::new() },
        of: of.into(),
        ..report::Decision::default()
    };
    report::act(&bed.services, who, &decision).await.map_err(|error| error.fields[0].code)
}

#[tokio::test]
async fn what_another_case_covers_waits_for_the_decision_there() {
    for bed in forums().await {
        let team = bed.member("م", Role::Moderator).await;
        let mut reporters = Vec::new();
        for month in ["2026-01", "2026-02", "2026-03"] {
            let who = bed.member(month, Role::Member).await;
            joined(&bed, &who, month).await;
            reporters.push(who);
        }
        let mut texts = Vec::new();
        for name in ["أ", "ب", "ت"] {
            let author = bed.member(name, Role::Member).await;
            let sent = published(&bed, &author).await;
            for who in &reporters {
                report::report(&bed.services, who, &about(&sent, "spam", "")).await.unwrap();
            }
            assert_eq!(state_of(&bed, &sent).await, "held");
            texts.push(sent);
        }
        let [a, b, c] = &texts[..] else { panic!("three texts") };
        let id = case_of(&bed, b).await.id;
        assert_eq!(decide(&bed, &team, a, "duplicate", &id).await, Ok(Outcome::Done(Act::Duplicate)));
        assert_eq!(state_of(&bed, a).await, "held", "{}: nobody decided on it yet", bed.backend);
        // No case covers the one that covers it; what is named leads to the one that is decided.
        let first = case_of(&bed, a).await.id;
        assert_eq!(decide(&bed, &team, b, "duplicate", &first).await, Err(FieldCode::UnknownChoice));
        assert_eq!(decide(&bed, &team, c, "duplicate", &first).await, Ok(Outcome::Done(Act::Duplicate)));
        assert_eq!(case_of(&bed, c).await.duplicate_of.as_ref(), Some(&id), "{}", bed.backend);
        // One can come back before by hand, and its case stays what it is.
        assert_eq!(decide(&bed, &team, c, "release", "").await, Ok(Outcome::Done(Act::Release)));
        assert_eq!(
            (state_of(&bed, c).await.as_str(), &*case_of(&bed, c).await.state),
            ("published", "duplicate")
        );
        assert_eq!(decide(&bed, &team, b, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
        for sent in [a, b] {
            assert_eq!(state_of(&bed, sent).await, "published", "{}", bed.backend);
        }
        assert!(cases(&bed).await.iter().all(|case| !case.auto_held));
    }
}

/// How often somebody is told that what she reported was decided.
async fn told(bed: &TestBed, who: &Actor) -> usize {
    let all = event::Entity::find()
        .filter(event::Column::RecipientId.eq(who.member_id().unwrap().as_str()))
        .filter(event::Column::Kind.eq("reported"));
    all.all(bed.services.db.read()).await.unwrap().len()
}

#[tokio::test]
async fn somebody_else_looks_once_more_at_what_was_let_be() {
    for bed in forums().await {
        let (s, backend) = (&bed.services, bed.backend);
        let first = bed.member("م1", Role::Moderator).await;
        let second = bed.member("م2", Role::Moderator).await;
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let stranger = bed.member("ت", Role::Member).await;
        let sent = published(&bed, &author).await;
        report::report(s, &reporter, &about(&sent, "harassment", "يلاحقني")).await.unwrap();
        let mine = async || report::my_reports(s, &reporter).await.unwrap().remove(0);
        let ask =
            async |who: &Actor, id: &str| report::ask_again(s, who, id).await.map_err(|error| error.code);
        let id = mine().await.id;
        assert!(!mine().await.can_ask_again, "nothing was decided");
        assert_eq!(ask(&reporter, &id).await, Err(ErrorCode::Conflict));
        assert_eq!(decide(&bed, &first, &sent, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
        assert!(mine().await.can_ask_again, "{backend}");
        for who in [&stranger, &author] {
            assert_eq!(ask(who, &id).await, Err(ErrorCode::NotFound), "{backend}");
        }
        assert_eq!(ask(&reporter, &id).await, Ok(()), "{backend}");
        assert_eq!(ask(&reporter, &id).await, Err(ErrorCode::Conflict), "it is asked already");
        let case = case_of(&bed, &sent).await;
        assert_eq!(case.state, "open", "{backend}");
        assert_eq!(state_of(&bed, &sent).await, "published", "asking hides nothing");

        // Whoever let it be neither decides again nor is led to it.
        for (who, apart) in [(&first, true), (&second, false)] {
            let seen = report::case(s, who, &case.id, Locale::Ar).await.unwrap();
            assert_eq!((seen.asked_again, seen.apart, seen.may_decide), (true, apart, !apart), "{backend}");
            let next = report::next(s, who, "").await.unwrap();
            assert_eq!(next, (!apart).then(|| case.id.clone()), "{backend}");
        }
        let again = report::Decision {
            case: case.id.clone(),
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        let refused = report::act(s, &first, &again).await.map_err(|error| error.code).err();
        assert_eq!(refused, Some(ErrorCode::Forbidden), "{backend}");
        assert_eq!(report::act(s, &second, &again).await.unwrap(), Outcome::Done(Act::Keep));

        // That stands; she is told of both, and another reason is heard by whomever, as always.
        assert!(!mine().await.can_ask_again, "{backend}");
        assert_eq!(ask(&reporter, &id).await, Err(ErrorCode::Conflict), "{backend}");
        assert_eq!(told(&bed, &reporter).await, 2, "{backend}");
        report::report(s, &reporter, &about(&sent, "threat", "")).await.unwrap();
        assert_eq!(decide(&bed, &first, &sent, "hold", "").await, Ok(Outcome::Done(Act::Hold)));
        assert!(!mine().await.can_ask_again, "she was right");
    }
}

#[tokio::test]
async fn what_she_said_first_and_saw_first_is_kept_until_somebody_decides() {
    for bed in forums().await {
        let (s, backend) = (&bed.services, bed.backend);
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let team = bed.member("م", Role::Moderator).await;
        let sent = published(&bed, &author).await;
        let becomes = async |text: &str| {
            post::Entity::update_many()
                .col_expr(post::Column::Source, Expr::value(text))
                .filter(post::Column::Id.eq(sent.post.as_str()))
                .exec(s.db.writer())
                .await
                .unwrap();
        };
        let said = async || {
            let row = row::Entity::find().one(s.db.read()).await.unwrap().unwrap();
            [row.code, row.gravest_code, row.seen_text]
        };
        let is = |code: &str, gravest: &str, text: &str| [code, gravest, text].map(str::to_owned);
        report::report(s, &reporter, &about(&sent, "identity", "")).await.unwrap();
        becomes("نصّ بريء").await;
        report::report(s, &reporter, &about(&sent, "off_topic", "")).await.unwrap();
        assert_eq!(said().await, is("off_topic", "identity", "نصّ السؤال كما رُئي"), "{backend}");
        let case = case_of(&bed, &sent).await;
        let seen = report::case(s, &team, &case.id, Locale::Ar).await.unwrap();
        assert_eq!(seen.reports[0].before, Some(report::Code::Identity), "{backend}: the team sees both");
        // What was decided was heard: from then on it is another report.
        assert_eq!(decide(&bed, &team, &sent, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
        bed.clock.advance(Duration::hours(25));
        report::report(s, &reporter, &about(&sent, "spam", "")).await.unwrap();
        assert_eq!(said().await, is("spam", "spam", "نصّ بريء"), "{backend}");
    }
}

#[tokio::test]
async fn behind_a_letter_nobody_is_of_the_team() {
    for bed in forums().await {
        let team = bed.member("م", Role::Moderator).await;
        let member = bed.member("أ", Role::Member).await;
        let trusted = bed.member("ث", Role::Trusted).await;
        let mut states = Vec::new();
        for author in [&team, &member] {
            let sent = published_as(&bed, author, Mask { hide: true, switch: false }).await;
            report::report(&bed.services, &trusted, &about(&sent, "identity", "")).await.unwrap();
            states.push(state_of(&bed, &sent).await);
        }
        assert_eq!(states, ["held", "held"], "{}: who reports learns nothing of her role", bed.backend);
    }
}
