//! Trust that texts earn, what is forgotten, and the search that stays as it was: on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale};
use domain::{
    Actor, Role,
    forum::{
        self, Change, NewPoll, NewReply, NewTopic, PostState,
        gate::{Care, sweep::sweep},
    },
    messages::{self, NewCase},
    moderation::{
        appeal::{self, NewAppeal},
        report::{self, NewReport, Outcome},
        sanction::{self, NewSanction},
    },
    staff::{self, RoleChange},
    testing::TestBed,
    words,
};
use entity::{
    forum::{post, post_gate, trust, watched_pattern},
    identity::member,
    report::{report as report_row, report_case},
    safety::safety_case,
    staff::audit_log,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

async fn beds() -> Vec<TestBed> {
    let beds = TestBed::each().await;
    for bed in &beds {
        forum::seed::seed(&bed.services).await.unwrap();
        let change = Change { review: Some("none".into()), ..Change::default() };
        forum::change_category(&bed.services, "unions", &change).await.unwrap();
    }
    beds
}

async fn role(bed: &TestBed, who: &Actor) -> String {
    let id = who.member_id().unwrap().as_str();
    member::Entity::find_by_id(id).one(bed.services.db.read()).await.unwrap().unwrap().role
}

async fn logged(bed: &TestBed, action: &str) -> u64 {
    audit_log::Entity::find()
        .filter(audit_log::Column::Action.eq(action))
        .count(bed.services.db.read())
        .await
        .unwrap()
}

/// So many replies, two days between them.
async fn write(bed: &TestBed, who: &Actor, topic: &contract::ids::TopicId, count: usize) {
    for n in 0..count {
        bed.clock.advance(Duration::days(2));
        let form = NewReply { body: format!("جواب {n}"), ..NewReply::default() };
        let sent = forum::reply(&bed.services, who, topic, &form, Locale::Ar).await.unwrap();
        assert_eq!(sent.state, PostState::Published);
    }
}

#[tokio::test]
async fn trust_is_earned_lost_and_left_alone_where_the_desk_gave_it() {
    for bed in beds().await {
        let s = &bed.services;
        let team = bed.member("فريق", Role::Moderator).await;
        let (hers, others) =
            (bed.member("ياسمين", Role::Member).await, bed.member("وردة", Role::Member).await);
        let ask = NewTopic {
            category: "unions".into(),
            title: "موضوع الفريق".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        let topic = forum::create_topic(s, &team, &ask, Locale::Ar).await.unwrap().topic;
        write(&bed, &hers, &topic, 19).await;
        assert_eq!(sweep(s).await.unwrap().trusted, 0, "nineteen are not twenty");
        write(&bed, &hers, &topic, 1).await;
        assert_eq!(sweep(s).await.unwrap().trusted, 1);
        assert_eq!((role(&bed, &hers).await.as_str(), logged(&bed, "trust_give").await), ("trusted", 1));
        assert_eq!(sweep(s).await.unwrap().trusted, 0, "once");
        assert_eq!(role(&bed, &others).await, "member");

        // A text that the team took away takes nothing back by itself, nor does a small fault, nor that she was in danger.
        let one = post::Entity::find()
            .filter(post::Column::AuthorId.eq(hers.member_id().unwrap().as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        let becomes = async |state: PostState| {
            post::Entity::update_many()
                .col_expr(post::Column::State, Expr::value(state.as_str()))
                .filter(post::Column::Id.eq(one.id.as_str()))
                .exec(s.db.writer())
                .await
                .unwrap();
        };
        becomes(PostState::Removed).await;
        assert_eq!(sweep(s).await.unwrap().untrusted, 0);
        becomes(PostState::Published).await;
        let reporter = bed.member("خزامى", Role::Member).await;
        let decide = async |action: &str| {
            let case = report_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
            let decision = report::Decision {
                case: case.id,
                version: case.version.to_string(),
                action: action.into(),
                reason: if action == "hold" { "insult".into() } else { String::new() },
                ..report::Decision::default()
            };
            let team = bed.proved(team.member().unwrap());
            let done = report::act(s, &team, &decision).await.unwrap();
            assert!(matches!(done, Outcome::Done(_)), "{action}: {done:?}");
        };
        let upheld = async |code: &str| {
            bed.clock.advance(Duration::hours(25));
            let form = NewReport { post: one.id.clone(), code: code.into(), ..NewReport::default() };
            report::report(s, &reporter, &form).await.unwrap();
            decide("hold").await;
        };
        for code in ["hate", "danger"] {
            upheld(code).await;
            assert_eq!(sweep(s).await.unwrap().untrusted, 0, "{}: {code}", bed.backend);
            becomes(PostState::Published).await;
        }
        // A grave report that was right does, also where the text was only hidden.
        upheld("threat").await;
        becomes(PostState::Held).await;
        assert_eq!(sweep(s).await.unwrap().untrusted, 1, "{}", bed.backend);
        assert_eq!((role(&bed, &hers).await.as_str(), logged(&bed, "trust_take").await), ("member", 1));
        write(&bed, &hers, &topic, 2).await;
        assert_eq!(sweep(s).await.unwrap().trusted, 0, "not within a year");
        bed.clock.advance(Duration::days(366));
        assert_eq!(sweep(s).await.unwrap().trusted, 1, "not for ever");
        report_case::Entity::update_many()
            .col_expr(report_case::Column::DecidedAt, Expr::value(s.now_ms()))
            .exec(s.db.writer())
            .await
            .unwrap();
        for (state, lost) in [(PostState::Published, 0), (PostState::Held, 1)] {
            becomes(state).await;
            assert_eq!(sweep(s).await.unwrap().untrusted, lost, "{state:?}: what was given back is forgiven");
        }

        // What an administrator gave by hand stays.
        let admin = bed.member("مديرة", Role::Admin).await;
        let admin = bed.proved(admin.member().unwrap());
        let give = |role: &str| RoleChange {
            role: role.into(),
            categories: Vec::new(),
            reason: "own_request".into(),
        };
        let id = hers.member_id().unwrap();
        staff::change_role(s, &admin, id, &give("trusted")).await.unwrap();
        assert_eq!(sweep(s).await.unwrap(), forum::gate::sweep::Swept::default());
        assert_eq!(role(&bed, &hers).await, "trusted");
        write(&bed, &others, &topic, 20).await;
        let admin = bed.proved(admin.member().unwrap());
        staff::change_role(s, &admin, others.member_id().unwrap(), &give("member")).await.unwrap();
        assert_eq!(sweep(s).await.unwrap().trusted, 0, "taken by hand is not given by itself");
        assert_eq!(trust::Entity::find().count(s.db.read()).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn twenty_texts_in_a_week_earn_nothing_yet() {
    for bed in beds().await {
        let (team, hers) =
            (bed.member("فريق", Role::Moderator).await, bed.member("ياسمين", Role::Member).await);
        let ask = NewTopic {
            category: "unions".into(),
            title: "موضوع الفريق".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        let topic = forum::create_topic(&bed.services, &team, &ask, Locale::Ar).await.unwrap().topic;
        for n in 0..20 {
            bed.clock.advance(Duration::hours(8));
            let form = NewReply { body: format!("جواب {n}"), ..NewReply::default() };
            forum::reply(&bed.services, &hers, &topic, &form, Locale::Ar).await.unwrap();
        }
        assert_eq!(sweep(&bed.services).await.unwrap().trusted, 0);
        assert_eq!(role(&bed, &hers).await, "member");
    }
}

#[tokio::test]
async fn what_is_kept_to_compare_texts_goes_after_two_days() {
    for bed in beds().await {
        let hers = bed.member("ياسمين", Role::Member).await;
        let body = "نبحث عن قاعة صغيرة قرب المحطة لنلتقي فيها كل يوم سبت بعد الظهر مع الأطفال";
        let ask = NewTopic {
            category: "unions".into(),
            title: "قاعة صغيرة".into(),
            body: body.into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&bed.services, &hers, &ask, Locale::Ar).await.unwrap();
        let row = async || {
            let db = bed.services.db.read();
            post_gate::Entity::find_by_id(sent.post.as_str()).one(db).await.unwrap().unwrap()
        };
        let kept = row().await;
        assert!(kept.text_hash.is_some() && kept.sim_hash.is_some());
        assert!(!format!("{kept:?}").contains("قاعة"), "a hash and no word");
        sweep(&bed.services).await.unwrap();
        assert!(row().await.text_hash.is_some());
        bed.clock.advance(Duration::days(3));
        assert_eq!(sweep(&bed.services).await.unwrap().hashes, 1);
        let kept = row().await;
        assert_eq!((kept.text_hash, kept.sim_hash), (None, None));
    }
}

#[tokio::test]
async fn the_use_case_itself_asks_before_it_stores() {
    for bed in beds().await {
        let hers = bed.member("ياسمين", Role::Member).await;
        let ask = |guard: &str| NewTopic {
            category: "unions".into(),
            title: "هاتفي 22334455".into(),
            body: "اتصلن بي".into(),
            care: Care { guard: guard.into(), trap: String::new() },
            ..NewTopic::default()
        };
        for unsure in ["", "masked", "yes"] {
            let error =
                forum::create_topic(&bed.services, &hers, &ask(unsure), Locale::Ar).await.unwrap_err();
            assert_eq!(error.code, ErrorCode::PersonalData, "{unsure:?}");
        }
        assert_eq!(post::Entity::find().count(bed.services.db.read()).await.unwrap(), 0);
        let sent = forum::create_topic(&bed.services, &hers, &ask("as_is"), Locale::Ar).await.unwrap();
        assert_eq!(sent.state, PostState::Pending);
    }
}

#[tokio::test]
async fn a_change_of_words_is_seen_by_every_node() {
    for bed in beds().await {
        let lead = bed.member("قائدة", Role::LeadModerator).await;
        // Another node over the same database has a cache of its own.
        let other = bed.services.with_db(bed.services.db.clone());
        let holds = async |services: &domain::Services| {
            forum::gate::look(services, "", "فيه بطّيخ").await.unwrap().holds
        };
        assert!(!holds(&bed.services).await && !holds(&other).await);
        let form = words::Form {
            pattern: "بطيخ".into(),
            language: "ar".into(),
            effect: "hold".into(),
            ..words::Form::default()
        };
        let id = words::add(&bed.services, &lead, &form).await.unwrap();
        assert!(holds(&bed.services).await && holds(&other).await);
        words::remove(&other, &lead, &id).await.unwrap();
        assert!(!holds(&bed.services).await && !holds(&other).await);
    }
}

/// A watched word.
fn watched(pattern: &str, effect: &str) -> words::Form {
    words::Form {
        pattern: pattern.into(),
        language: "ar".into(),
        effect: effect.into(),
        spam: if effect == "block" { "yes".into() } else { String::new() },
        ..words::Form::default()
    }
}

/// A question of hers, some minutes later.
async fn asks(bed: &TestBed, who: &Actor, body: &str) -> forum::Sent {
    bed.clock.advance(Duration::minutes(3));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال عن الصيف".into(),
        body: body.into(),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, who, &form, Locale::Ar).await.unwrap()
}

#[tokio::test]
async fn a_word_is_tried_on_thirty_days_and_the_list_has_an_end() {
    for bed in beds().await {
        let s = &bed.services;
        let hers = bed.member("ياسمين", Role::Member).await;
        asks(&bed, &hers, "كان عندنا بطّيخ في الصيف").await;
        bed.clock.advance(Duration::days(31));
        let lately = asks(&bed, &hers, "أين أجد البطيخ هنا؟").await;
        let lead = bed.member("قائدة", Role::LeadModerator).await;
        let form = watched("بطيخ", "hold");
        let trial = words::try_out(s, &lead, &form).await.unwrap();
        assert_eq!((trial.looked_at, trial.texts, trial.hits.len()), (1, 1, 1), "{}", bed.backend);
        assert_eq!((&trial.hits[0].post, trial.hits[0].text[1].as_str()), (&lately.post, "البطيخ"));
        assert_eq!(watched_pattern::Entity::find().count(s.db.read()).await.unwrap(), 0, "nothing is saved");

        let full: Vec<watched_pattern::ActiveModel> = (0..words::MAX_PER_ACTION)
            .map(|n| watched_pattern::ActiveModel {
                id: Set(format!("w{n:011}")),
                pattern: Set(format!("word{n}")),
                form: Set(format!("word{n}")),
                language: Set("en".to_owned()),
                action: Set("hold".to_owned()),
                note: Set(String::new()),
                added_by: Set(None),
                added_at: Set(1),
                review_on: Set("2030-01-01".to_owned()),
            })
            .collect();
        for some in full.chunks(200) {
            let rows = watched_pattern::Entity::insert_many(some.to_vec());
            rows.exec_without_returning(s.db.writer()).await.unwrap();
        }
        let too_many = |error: domain::DomainError| (error.fields[0].field.clone(), error.fields[0].code);
        let refused = Err(("pattern".to_owned(), FieldCode::TooMany(2_000)));
        assert_eq!(words::add(s, &lead, &form).await.map_err(too_many), refused, "{}", bed.backend);
        // Of another action there is room, and none of it moves over.
        let other = words::add(s, &lead, &watched("بطيخ", "mask")).await.unwrap();
        let moved = words::change(s, &lead, &other, &form).await.map_err(too_many);
        assert_eq!(moved.err(), refused.err());
    }
}

#[tokio::test]
async fn words_are_not_asked_of_reports_appeals_and_messages() {
    for bed in beds().await {
        let s = &bed.services;
        let (hers, reporter) =
            (bed.member("ياسمين", Role::Member).await, bed.member("وردة", Role::Member).await);
        let lead = bed.member("قائدة", Role::LeadModerator).await;
        for (pattern, effect) in [("تخفيضات", "block"), ("كلبة", "warn_author"), ("خائنة", "mask")]
        {
            words::add(s, &lead, &watched(pattern, effect)).await.unwrap();
        }
        let sent = asks(&bed, &hers, "نصّ عاديّ عن الصيف").await;
        // Whoever was insulted must be able to say how, and by whom.
        let said = "كتبت لي: كلبة خائنة، وتعرض تخفيضات على الرقم 22334455";
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن الصيف".into(),
            body: said.into(),
            ..NewTopic::default()
        };
        let refused = forum::create_topic(s, &reporter, &form, Locale::Ar).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "body", "in the forum it is looked at");
        let form = NewReport {
            post: sent.post.to_string(),
            code: "harassment".into(),
            text: said.into(),
            ..NewReport::default()
        };
        report::report(s, &reporter, &form).await.unwrap();
        let row = report_row::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(row.text, said, "{}", bed.backend);
        let form = NewCase { kind: "question".into(), body: said.into(), ..NewCase::default() };
        messages::begin(s, &reporter, &form).await.unwrap();
        let form = NewSanction {
            post: sent.post.to_string(),
            kind: "notice".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            ..NewSanction::default()
        };
        let given = sanction::give(s, &lead, &form).await.unwrap();
        let form =
            NewAppeal { decision: format!("sanction-{given}"), body: said.into(), ..NewAppeal::default() };
        appeal::appeal(s, &hers, &form).await.unwrap();
    }
}

#[tokio::test]
async fn the_answers_of_a_poll_are_looked_at_each_by_itself() {
    for bed in beds().await {
        let s = &bed.services;
        let (hers, lead) =
            (bed.member("ياسمين", Role::Member).await, bed.member("قائدة", Role::LeadModerator).await);
        let ask = async |choices: &str, guard: &str| {
            bed.clock.advance(Duration::minutes(3));
            let form = NewTopic {
                category: "unions".into(),
                title: "سؤال باختيار".into(),
                body: "ماذا ترين؟".into(),
                poll: NewPoll { choices: choices.into(), ..NewPoll::default() },
                care: Care { guard: guard.into(), trap: String::new() },
                ..NewTopic::default()
            };
            forum::create_topic(s, &hers, &form, Locale::Ar).await
        };
        let tells = "نعم\n اتصلي على 22334455\nلا";
        assert_eq!(ask(tells, "").await.unwrap_err().code, ErrorCode::PersonalData);
        assert_eq!(post::Entity::find().count(s.db.read()).await.unwrap(), 0, "{}", bed.backend);
        let lines = forum::poll_lines(tells);
        let look = forum::gate::look_with_poll(s, "", "", &lines).await.unwrap();
        let found: Vec<&str> = look.poll.iter().map(|mark| &lines[mark.span.clone()]).collect();
        assert_eq!((found, look.asks(), look.is_personal()), (vec!["22334455"], true, true));
        let sent = ask(tells, "as_is").await.unwrap();
        let why = async |sent: &forum::Sent| {
            let row = post_gate::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap();
            row.unwrap().gate
        };
        assert_eq!((sent.state, why(&sent).await.as_deref()), (PostState::Pending, Some("personal_data")));
        // Two answers say nothing together.
        let sent = ask("22\n334\n455", "").await.unwrap();
        assert_eq!((sent.state, why(&sent).await), (PostState::Published, None));
        bed.clock.advance(Duration::hours(25));
        let sent = ask("هنا https://www.legislation.tn/loi\nهناك", "").await.unwrap();
        assert_eq!((sent.state, why(&sent).await.as_deref()), (PostState::Pending, Some("link")));

        for (pattern, effect, spam) in [("نحب نموت", "raise_priority", ""), ("تخفيضات", "block", "yes")]
        {
            let form = words::Form {
                pattern: pattern.into(),
                language: "ar".into(),
                effect: effect.into(),
                spam: spam.into(),
                ..words::Form::default()
            };
            words::add(s, &lead, &form).await.unwrap();
        }
        let cases = async || safety_case::Entity::find().all(s.db.read()).await.unwrap();
        assert!(cases().await.is_empty());
        let sent = ask("لا أدري\nتعبت ونحب نموت", "").await.unwrap();
        let all = cases().await;
        assert_eq!((all.len(), all[0].post_id.as_str()), (1, sent.post.as_str()));
        let refused = ask("نعم\nتخفيضات كبيرة عندنا", "").await.unwrap_err();
        assert_eq!(refused.fields[0].field, "body");
    }
}
