//! Questions without an account: who opens them, how long they are there, and what is left of them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod forgotten;

use chrono::Duration;
use contract::{
    ErrorCode, Locale,
    ids::{AskId, TopicId},
};
use domain::{
    Actor, DomainResult, Member, Role, Services,
    ask::{self, Asked, Doing, NewOffer, NewQuestion, NoteKind, OfferState, Receipt},
    duty, forum, privacy,
    testing::TestBed,
};
use entity::{
    ask::{article_request, ask_message, ask_note, ask_offer, ask_question, ask_recusal},
    forum::{post, review_item, topic, topic_alias},
    identity::{rate_bucket, submission},
    notify::event,
    search::search_document,
    staff::audit_log,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Statement,
};

const AR: Locale = Locale::Ar;

fn code<T>(result: DomainResult<T>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

fn question(body: &str, key: &str) -> NewQuestion {
    NewQuestion { body: body.into(), form_key: key.into(), ..NewQuestion::default() }
}

async fn asked(s: &Services, body: &str) -> (Asked, AskId) {
    let asked = ask::ask(s, &question(body, ""), AR).await.unwrap();
    let row = row_of(s, &asked.receipt).await.unwrap();
    (asked, AskId::trusted(row.id))
}

async fn row_of(s: &Services, receipt: &Receipt) -> Option<ask_question::Model> {
    let hash = s.keyed_hash(&format!("ask receipt is {}", receipt.digits()));
    ask_question::Entity::find()
        .filter(ask_question::Column::Receipt.eq(hash))
        .one(s.db.read())
        .await
        .unwrap()
}

async fn version(s: &Services, id: &AskId) -> String {
    let row = ask_question::Entity::find_by_id(id.as_str()).one(s.db.read()).await.unwrap().unwrap();
    row.version.to_string()
}

async fn step(s: &Services, who: &Actor, id: &AskId, step: &str, words: &str) -> DomainResult<()> {
    let doing = Doing {
        step: step.into(),
        version: version(s, id).await,
        body: words.into(),
        note: words.into(),
        form_key: String::new(),
    };
    ask::act(s, who, id, &doing).await
}

/// What somebody who guesses gets, and that she is never kept out by it.
#[tokio::test]
async fn a_wrong_receipt_opens_nothing_and_locks_nothing() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let (hers, _) = asked(s, "سؤال في السرّ").await;
        let (other, _) = asked(s, "سؤال امرأة أخرى").await;
        assert_ne!(hers.receipt, other.receipt);
        let digits = hers.receipt.digits().to_owned();
        // Receipts of another portal's key: well formed, and nobody's here.
        let elsewhere = s.clone().with_key([3; 32]);
        for n in 0..60 {
            let made = ask::ask(&elsewhere, &question("x y z", &format!("guess-{n:06}")), AR).await.unwrap();
            assert_eq!(
                code(ask::open(s, made.receipt.digits(), AR).await),
                Some(ErrorCode::WrongCredentials)
            );
            let typed = made.receipt.digits();
            assert_eq!(code(ask::reply(s, typed, "كلمة", "").await), Some(ErrorCode::WrongCredentials));
            assert_eq!(code(ask::erase(s, typed, true).await), Some(ErrorCode::WrongCredentials));
        }
        for typed in ["", "0000 0000 0000 0000", &digits[..15], &format!("{digits}0"), "%", "' OR 1=1 --"] {
            assert_eq!(code(ask::open(s, typed, AR).await), Some(ErrorCode::WrongCredentials), "{typed}");
        }
        // No counter in any table could be filled up against her.
        assert_eq!(rate_bucket::Entity::find().count(s.db.read()).await.unwrap(), 0, "{}", bed.backend);
        let thread = ask::open(s, &digits, AR).await.expect("hers");
        assert_eq!(thread.messages.len(), 1);
        assert_eq!(thread.messages[0].body, "سؤال في السرّ");
        // Whoever has the database and not the key has neither receipt nor text.
        assert_eq!(code(ask::open(&elsewhere, &digits, AR).await), Some(ErrorCode::WrongCredentials));
        let rows = ask_question::Entity::find().all(s.db.read()).await.unwrap();
        let dump = format!("{rows:?} {:?}", ask_message::Entity::find().all(s.db.read()).await.unwrap());
        assert!(!dump.contains(&digits) && !dump.contains("السرّ"));
        // Nobody sees whose it is, because nobody knows.
        assert_eq!(submission::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(audit_log::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(search_document::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(event::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}

/// The same form is the same question: an answer that was lost on the way comes again, for a short time.
#[tokio::test]
async fn the_same_form_is_the_same_question() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let form = question("أرسلتُه مرّتين", "key-12345678");
        let first = ask::ask(s, &form, AR).await.unwrap();
        assert_eq!(ask::ask(s, &form, AR).await.unwrap(), first);
        // She has it: not even at once does the form show it again.
        let kept = question("كتبتُه عندي", "key-kept1234");
        let receipt = ask::ask(s, &kept, AR).await.unwrap().receipt;
        assert_eq!(code(ask::written(s, "0000 0000 0000 0000").await), Some(ErrorCode::WrongCredentials));
        for _ in 0..2 {
            ask::written(s, receipt.digits()).await.unwrap();
        }
        assert_eq!(code(ask::ask(s, &kept, AR).await), Some(ErrorCode::Conflict));
        assert!(ask::open(s, receipt.digits(), AR).await.is_ok());
        ask::erase(s, receipt.digits(), true).await.unwrap();
        ask::sweep(s).await.unwrap();
        let at_once = question("في وقت واحد", "key-abcdefgh");
        let twice = tokio::join!(ask::ask(s, &at_once, AR), ask::ask(s, &at_once, AR));
        assert_eq!(twice.0.unwrap(), twice.1.unwrap());
        assert_eq!(ask_question::Entity::find().count(s.db.read()).await.unwrap(), 2);
        let digits = first.receipt.digits();
        for _ in 0..2 {
            ask::reply(s, digits, "كلمة أخرى", "reply-123456").await.unwrap();
        }
        assert_eq!(ask::open(s, digits, AR).await.ok().unwrap().messages.len(), 2);
        // Somebody who goes back in the browser an hour later does not find the receipt.
        bed.clock.advance(Duration::minutes(11));
        assert_eq!(code(ask::ask(s, &form, AR).await), Some(ErrorCode::Conflict));
        assert_eq!(code(ask::ask(s, &question(" ", ""), AR).await), Some(ErrorCode::InvalidForm));
    }
}

/// Whose key opens what: the team's only for who may answer, and where somebody is in danger for the few.
#[tokio::test]
async fn only_who_may_answer_reads_and_danger_is_for_the_few() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let moderator = bed.member("mouna", Role::Moderator).await;
        let other = bed.member("olfa", Role::Moderator).await;
        let lead = bed.member("warda", Role::LeadModerator).await;
        let (hers, id) = asked(s, "سؤال في السرّ").await;
        for role in [Role::Member, Role::Trusted, Role::Helper, Role::Editor, Role::Librarian, Role::Auditor]
        {
            let who = bed.member(role.as_str(), role).await;
            assert_eq!(code(ask::list(s, &who, false).await), Some(ErrorCode::Forbidden), "{role:?}");
            assert_eq!(code(ask::see(s, &who, &id, AR).await), Some(ErrorCode::Forbidden), "{role:?}");
            assert_eq!(code(step(s, &who, &id, "answer", "جواب").await), Some(ErrorCode::Forbidden));
            let form = question("كتبته أخرى", "");
            let helps = ask::ask_for(s, &who, &form, AR).await;
            assert_eq!(helps.is_ok(), role == Role::Helper, "{role:?}");
        }
        let once = Actor::Member(Member { session: None, ..moderator.member().unwrap().clone() });
        assert_eq!(code(ask::see(s, &once, &id, AR).await), Some(ErrorCode::SecondFactorNeeded));
        assert_eq!(code(ask::list(s, &Actor::Guest, false).await), Some(ErrorCode::SignInNeeded));

        // In one hand at a time.
        step(s, &moderator, &id, "claim", "").await.unwrap();
        assert_eq!(code(step(s, &other, &id, "answer", "جواب").await), Some(ErrorCode::Conflict));
        step(s, &moderator, &id, "second", "ما رأيكنّ؟").await.unwrap();
        assert_eq!(code(step(s, &moderator, &id, "opinion", "رأيي أنا").await), Some(ErrorCode::Conflict));
        assert!(ask::see(s, &other, &id, AR).await.ok().unwrap().may_judge);
        step(s, &other, &id, "opinion", "نعم، هكذا").await.unwrap();
        assert_eq!(code(step(s, &other, &id, "hand_over", "ليست لي").await), Some(ErrorCode::Conflict));
        step(s, &moderator, &id, "hand_over", "أكملي أنتِ").await.unwrap();
        bed.clock.advance(Duration::seconds(1));
        step(s, &other, &id, "answer", "هذا جوابنا").await.unwrap();
        let old = Doing { step: "close".into(), version: "1".into(), ..Doing::default() };
        assert_eq!(code(ask::act(s, &other, &id, &old).await), Some(ErrorCode::Conflict));
        // She who has it in hand does not keep it for ever.
        bed.clock.advance(Duration::hours(25));
        step(s, &moderator, &id, "claim", "").await.unwrap();
        let view = ask::see(s, &moderator, &id, AR).await.ok().unwrap();
        let kinds: Vec<NoteKind> = view.notes.iter().map(|note| note.kind).collect();
        assert_eq!(kinds.len(), 3);
        assert!(
            [NoteKind::Second, NoteKind::Opinion, NoteKind::HandOver].iter().all(|kind| kinds.contains(kind))
        );
        // Notes of the team never come to her, nor any name.
        let thread = ask::open(s, hers.receipt.digits(), AR).await.ok().unwrap();
        assert_eq!(thread.messages.iter().map(|said| said.from_team).collect::<Vec<_>>(), [false, true]);
        assert!(thread.messages.iter().all(|said| !said.body.contains("أكملي")));

        // The safety path: out of the moderator's sight, and the few are told that there is something.
        let told = event::Entity::find().count(s.db.read()).await.unwrap();
        step(s, &moderator, &id, "escalate", "").await.unwrap();
        assert!(event::Entity::find().count(s.db.read()).await.unwrap() > told);
        assert_eq!(code(ask::see(s, &moderator, &id, AR).await), Some(ErrorCode::NotFound));
        assert_eq!(code(step(s, &moderator, &id, "answer", "جواب").await), Some(ErrorCode::NotFound));
        let lines = ask::list(s, &moderator, false).await.unwrap();
        assert!(lines.iter().all(|line| line.id != id));
        let first = ask::list(s, &lead, false).await.unwrap().remove(0);
        assert!(first.id == id && first.danger);
        assert!(ask::open(s, hers.receipt.digits(), AR).await.ok().unwrap().danger);
        step(s, &lead, &id, "calm", "").await.unwrap();
        step(s, &lead, &id, "close", "").await.unwrap();
        assert_eq!(ask::list(s, &moderator, true).await.unwrap().len(), 1);
        // A word of hers opens it again.
        ask::reply(s, hers.receipt.digits(), "شكرًا", "").await.unwrap();
        assert!(
            ask::list(s, &moderator, false).await.unwrap().iter().any(|line| line.id == id && line.waits)
        );
        // What she ticks herself goes the same way.
        let form = NewQuestion { danger: true, ..question("أنا خائفة", "") };
        let scared = ask::ask(s, &form, AR).await.unwrap();
        let row = row_of(s, &scared.receipt).await.unwrap();
        assert_eq!(
            code(ask::see(s, &moderator, &AskId::trusted(row.id), AR).await),
            Some(ErrorCode::NotFound)
        );
        // No word of anybody in the log.
        let log = format!("{:?}", audit_log::Entity::find().all(s.db.read()).await.unwrap());
        for word in ["السرّ", "جوابنا", "أكملي", "خائفة", hers.receipt.digits()] {
            assert!(!log.contains(word), "{word}");
        }
        let helped = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("ask_help"))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(helped.len(), 1);
        assert_eq!(helped[0].actor_role, "helper");
    }
}

async fn told(s: &Services) -> u64 {
    event::Entity::find().filter(event::Column::Kind.eq("duty")).count(s.db.read()).await.unwrap()
}

/// A question that nobody answers is not told once and forgotten.
#[tokio::test]
async fn what_nobody_answers_is_told_again() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let moderator = bed.member("mouna", Role::Moderator).await;
        let lead = bed.member("warda", Role::LeadModerator).await;
        let form = NewQuestion { danger: true, ..question("أنا خائفة", "") };
        let scared = ask::ask(s, &form, AR).await.unwrap();
        let id = AskId::trusted(row_of(s, &scared.receipt).await.unwrap().id);
        assert_eq!(told(s).await, 1, "{}: the lead", bed.backend);
        bed.clock.advance(Duration::minutes(30));
        assert_eq!(duty::nag(s).await.unwrap(), 0, "half an hour is not over");
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(duty::nag(s).await.unwrap(), 1, "{}", bed.backend);
        assert_eq!(told(s).await, 2);
        assert_eq!(duty::nag(s).await.unwrap(), 0, "once");
        step(s, &lead, &id, "answer", "اتّصلي بهذا الرقم").await.unwrap();
        bed.clock.advance(Duration::hours(1));
        assert_eq!(duty::nag(s).await.unwrap(), 0, "answered");
        // Her next word begins the half hour anew.
        ask::reply(s, scared.receipt.digits(), "ما زلت خائفة", "").await.unwrap();
        assert_eq!(told(s).await, 3);
        bed.clock.advance(Duration::minutes(31));
        assert_eq!(duty::nag(s).await.unwrap(), 1, "{}", bed.backend);
        step(s, &lead, &id, "answer", "نحن هنا").await.unwrap();

        // Without danger: whoever answers is told at once, once an hour, and again when it waits as long as nothing may.
        let before = told(s).await;
        let (quiet, calm) = asked(s, "سؤال هادئ").await;
        assert_eq!(told(s).await, before + 1, "{}: the lead, since nobody is on duty", bed.backend);
        asked(s, "سؤال هادئ آخر").await;
        assert_eq!(told(s).await, before + 1, "once an hour");
        assert_eq!(ask::waiting(s, &moderator).await.unwrap(), 2);
        ask::reply(s, quiet.receipt.digits(), "وأيضًا", "reply-again1").await.unwrap();
        bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(s).await.unwrap(), 2, "{}", bed.backend);
        assert_eq!(told(s).await, before + 2, "one message for both");
        assert_eq!(duty::nag(s).await.unwrap(), 0);
        step(s, &moderator, &calm, "answer", "هذا جوابنا").await.unwrap();
        assert_eq!(ask::waiting(s, &moderator).await.unwrap(), 1);
        assert_eq!(code(ask::waiting(s, &Actor::Guest).await), Some(ErrorCode::SignInNeeded));
        // What is told names nothing.
        let events = format!("{:?}", event::Entity::find().all(s.db.read()).await.unwrap());
        assert!(!events.contains("خائفة") && !events.contains("هادئ"));
    }
}

/// Everybody knows everybody here: who knows the woman reads nothing, and a woman may ask for few readers.
#[tokio::test]
async fn who_knows_her_reads_nothing_more() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let moderator = bed.member("mouna", Role::Moderator).await;
        let other = bed.member("olfa", Role::Moderator).await;
        let lead = bed.member("warda", Role::LeadModerator).await;
        let (hers, id) = asked(s, "سؤال تعرفها صاحبته").await;
        step(s, &moderator, &id, "claim", "").await.unwrap();
        step(s, &moderator, &id, "second", "ما رأيكنّ؟").await.unwrap();
        step(s, &moderator, &id, "recuse", "").await.unwrap();
        // Nothing of it is hers any more, in no way to it.
        assert_eq!(code(ask::see(s, &moderator, &id, AR).await), Some(ErrorCode::NotFound));
        for what in ["claim", "answer", "note", "escalate", "recuse"] {
            assert_eq!(
                code(step(s, &moderator, &id, what, "كلمة").await),
                Some(ErrorCode::NotFound),
                "{what}"
            );
        }
        let offer =
            NewOffer { kind: "article".into(), version: version(s, &id).await, ..NewOffer::default() };
        assert_eq!(code(ask::make_offer(s, &moderator, &id, &offer).await), Some(ErrorCode::NotFound));
        assert!(ask::list(s, &moderator, false).await.unwrap().is_empty());
        assert_eq!(ask::waiting(s, &moderator).await.unwrap(), 0);
        let line = ask::list(s, &other, false).await.unwrap().remove(0);
        assert!(line.claimed.is_none() && !line.second, "{}: it is in nobody's hand", bed.backend);
        step(s, &other, &id, "answer", "هذا جوابنا").await.unwrap();

        // She asks for few: then a moderator has no way to it, and is not told of it.
        let form = NewQuestion { outside: true, ..question("لا تقرأه جارتي", "") };
        let few = ask::ask(s, &form, AR).await.unwrap();
        let kept = AskId::trusted(row_of(s, &few.receipt).await.unwrap().id);
        for who in [&moderator, &other] {
            assert_eq!(code(ask::see(s, who, &kept, AR).await), Some(ErrorCode::NotFound));
            assert_eq!(code(step(s, who, &kept, "answer", "جواب").await), Some(ErrorCode::NotFound));
            assert!(ask::list(s, who, false).await.unwrap().iter().all(|line| line.id != kept));
        }
        assert!(ask::see(s, &lead, &kept, AR).await.ok().unwrap().line.outside);
        step(s, &lead, &kept, "escalate", "").await.unwrap();
        step(s, &lead, &kept, "calm", "").await.unwrap();
        assert_eq!(
            code(ask::see(s, &other, &kept, AR).await),
            Some(ErrorCode::NotFound),
            "still hers to say"
        );
        // The only lead knows her: an administrator learns that somebody from outside is needed, and nothing else.
        let admin = bed.member("sonia", Role::Admin).await;
        let outside = async || {
            event::Entity::find().filter(event::Column::Kind.eq("outside")).all(s.db.read()).await.unwrap()
        };
        step(s, &lead, &kept, "recuse", "").await.unwrap();
        assert!(outside().await.is_empty(), "the administrator may read it");
        step(s, &admin, &kept, "recuse", "").await.unwrap();
        let told = outside().await;
        assert_eq!(told.len(), 1, "{}", bed.backend);
        assert_eq!(told[0].recipient_id.as_deref(), admin.member_id().map(|id| id.as_str()));
        bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(s).await.unwrap(), 1);
        assert_eq!(outside().await.len(), 2, "and again when it waits too long");
        // With the question goes who knew her.
        assert_eq!(ask_recusal::Entity::find().count(s.db.read()).await.unwrap(), 3);
        ask::erase(s, few.receipt.digits(), true).await.unwrap();
        ask::erase(s, hers.receipt.digits(), true).await.unwrap();
        assert_eq!(ask_recusal::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}

/// With her consent, and only then: a topic under no name that waits like any other, or a request to the editors.
#[tokio::test]
async fn what_she_agrees_to_leads_to_nobody() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let lead = bed.member("warda", Role::LeadModerator).await;
        let editor = bed.member("amel", Role::Editor).await;
        let (hers, id) = asked(s, "قريتي ووظيفتي وأولادي").await;
        let digits = hers.receipt.digits();
        let categories = ask::offered_categories(s, AR).await.unwrap();
        let (slug, name) = categories.first().expect("a category that takes something under no name").clone();
        assert_ne!(slug, name);
        let make = async |kind: &str, category: &str, title: &str| {
            let offer = NewOffer {
                kind: kind.into(),
                category: category.into(),
                title: title.into(),
                body: "كيف أطلب شهادة طبية؟".into(),
                version: version(s, &id).await,
            };
            let made = ask::make_offer(s, &lead, &id, &offer).await;
            bed.clock.advance(Duration::seconds(1));
            made
        };
        assert_eq!(code(make("topic", "no-such-room", "شهادة طبية").await), Some(ErrorCode::InvalidForm));
        make("topic", &slug, "شهادة طبية").await.unwrap();
        make("article", "", "الشهادات الطبية").await.unwrap();
        make("topic", &slug, "لا أريد هذا").await.unwrap();
        let offers = ask::open(s, digits, AR).await.ok().unwrap().offers;
        assert_eq!(offers.len(), 3);
        assert_eq!(offers[0].category, name);
        let titled = || topic::Entity::find().filter(topic::Column::Title.eq("شهادة طبية"));
        assert_eq!(titled().count(s.db.read()).await.unwrap(), 0, "nothing before her yes");
        // Not with another receipt.
        let (other, _) = asked(s, "سؤال أخرى").await;
        let foreign = ask::answer_offer(s, other.receipt.digits(), &offers[0].id, true).await;
        assert_eq!(code(foreign), Some(ErrorCode::NotFound));
        for _ in 0..2 {
            ask::answer_offer(s, digits, &offers[0].id, true).await.unwrap();
            ask::answer_offer(s, digits, &offers[1].id, true).await.unwrap();
            ask::answer_offer(s, digits, &offers[2].id, false).await.unwrap();
        }
        assert_eq!(code(ask::answer_offer(s, digits, &offers[2].id, true).await), Some(ErrorCode::Conflict));
        let states: Vec<OfferState> =
            ask::open(s, digits, AR).await.ok().unwrap().offers.iter().map(|one| one.state).collect();
        assert_eq!(states, [OfferState::Agreed, OfferState::Agreed, OfferState::Declined]);

        let made = titled().filter(topic::Column::AuthorId.is_null()).all(s.db.read()).await.unwrap();
        assert_eq!(made.len(), 1);
        assert_eq!((made[0].state.as_str(), made[0].category.as_str()), ("pending", slug.as_str()));
        assert!(made[0].alias.is_some());
        assert_eq!(topic_alias::Entity::find().count(s.db.read()).await.unwrap(), 0);
        let text = post::Entity::find_by_id(made[0].opening_post_id.as_str())
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        assert!(text.author_id.is_none() && text.alias == made[0].alias);
        let waiting = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(text.id.as_str()))
            .count(s.db.read())
            .await
            .unwrap();
        assert_eq!(waiting, 1, "the ordinary gate");
        // The team reads it first like any other, and lets it out.
        let decision = domain::moderation::Decision {
            post: text.id.clone(),
            version: text.version.to_string(),
            action: "approve".into(),
            ..domain::moderation::Decision::default()
        };
        domain::moderation::decide(s, &lead, &decision).await.unwrap();
        let id_of_topic = TopicId::trusted(made[0].id.clone());
        let public = forum::read_topic(s, &lead, &id_of_topic, 1, AR).await.unwrap();
        assert_eq!(public.state, forum::PostState::Published);

        let requests = ask::article_requests(s, &editor).await.unwrap();
        assert_eq!(requests.len(), 1);
        let moderator = bed.member("mouna", Role::Moderator).await;
        assert_eq!(code(ask::article_requests(s, &moderator).await), Some(ErrorCode::Forbidden));
        // Nothing of what was made names the question.
        let dump = format!("{made:?} {text:?} {requests:?}");
        assert!(!dump.contains(id.as_str()) && !dump.contains("قريتي"));
        ask::settle_request(s, &editor, &requests[0].id).await.unwrap();
        assert_eq!(article_request::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}
