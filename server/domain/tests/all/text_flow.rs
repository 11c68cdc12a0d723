//! What comes to wait and what ends that, as the public figures tell it: it adds up within a quarter and from one to the
//! next, whatever way a text takes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::{Duration, Utc};
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, NewTopic, Sent},
    identity::skeleton::skeleton,
    moderation::{
        self, Decision, Outcome,
        appeal::{self, NewAppeal},
        report::{self, NewReport},
        sanction::{self, NewSanction},
        transparency::{self, Came, Flowed, Quarter, Shown, Waiting},
    },
    privacy::{self, Leaving},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{review_item, site_setting},
    identity::member,
    moderation::{report_flow, text_flow},
    report::report_case,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use sea_orm_migration::MigratorTrait;

async fn ask(bed: &TestBed, who: &Actor, n: usize) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: format!("سؤال عن العقد {n}"),
        body: format!("نصّ السؤال رقم {n}"),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, who, &form, Locale::Ar).await.unwrap()
}

async fn decide(bed: &TestBed, who: &Actor, sent: &Sent, action: &str, version: i64) {
    let form = Decision {
        post: sent.post.to_string(),
        version: version.to_string(),
        action: action.into(),
        reason: if action == "approve" { String::new() } else { "names_others".into() },
        note: "احذفي اسم الجارة".into(),
        ..Decision::default()
    };
    let outcome = moderation::decide(&bed.services, who, &form).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)), "{}: {action}: {outcome:?}", bed.backend);
}

async fn tell(bed: &TestBed, who: &Actor, sent: &Sent) {
    let form = NewReport {
        post: sent.post.to_string(),
        code: "spam".into(),
        text: "كلمة".into(),
        ..NewReport::default()
    };
    report::report(&bed.services, who, &form).await.unwrap();
}

/// Ends an account now, with everything that it wrote.
async fn erase(bed: &TestBed, who: &Actor) {
    let her = signed_in(who.member().unwrap().clone(), bed.services.now_ms());
    let form = Leaving { choice: "withdraw".into(), days: "0".into(), sure: true };
    privacy::leave(&bed.services, &her, &form).await.unwrap();
}

async fn lines(bed: &TestBed, what: &str) -> u64 {
    let found = text_flow::Entity::find().filter(text_flow::Column::What.eq(what));
    found.count(bed.services.db.read()).await.unwrap()
}

/// The lines say that as much waits as does.
async fn agree(bed: &TestBed, came: u64, decided: u64, gone: u64) {
    let said = [lines(bed, "came").await, lines(bed, "decided").await, lines(bed, "gone").await];
    assert_eq!(said, [came, decided, gone], "{}", bed.backend);
    let open = review_item::Entity::find()
        .filter(review_item::Column::Kind.eq("post"))
        .filter(review_item::Column::State.eq("open"));
    assert_eq!(open.count(bed.services.db.read()).await.unwrap(), came - decided - gone, "{}", bed.backend);
}

#[tokio::test]
async fn what_came_is_what_was_decided_went_and_waits_from_quarter_to_quarter() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let (mut women, mut sent) = (Vec::new(), Vec::new());
        for n in 0..16 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            sent.push(ask(&bed, &her, n).await);
            women.push(her);
        }
        agree(&bed, 16, 0, 0).await;
        for one in &sent[..5] {
            decide(&bed, &team, one, "approve", 1).await;
        }
        decide(&bed, &team, &sent[5], "reject", 1).await;
        agree(&bed, 16, 6, 0).await;
        for n in 6..10 {
            forum::withdraw(s, &women[n], &sent[n].post).await.unwrap();
        }
        // Twice is once; what is published and taken away did not wait.
        forum::withdraw(s, &women[6], &sent[6].post).await.unwrap();
        forum::withdraw(s, &women[0], &sent[0].post).await.unwrap();
        agree(&bed, 16, 6, 4).await;
        // Taken back, it came again. So it does with whoever comes back.
        forum::undo(s, &women[9], &sent[9].post).await.unwrap();
        agree(&bed, 17, 6, 4).await;
        // Found by her name, as if she had joined through the form.
        member::Entity::update_many()
            .col_expr(member::Column::Skeleton, Expr::value(skeleton("كاتبة10")))
            .filter(member::Column::Id.eq(women[10].member_id().unwrap().as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let her = signed_in(women[10].member().unwrap().clone(), s.now_ms());
        let leaving = Leaving { choice: "vanish".into(), ..Leaving::default() };
        let left = privacy::leave(s, &her, &leaving).await.unwrap();
        agree(&bed, 17, 6, 5).await;
        let code = left.code.unwrap().printed();
        privacy::come_back(s, "كاتبة10", &code).await.unwrap();
        agree(&bed, 18, 6, 5).await;
        let old = Quarter::of(s.now_ms());
        for sql in ["UPDATE text_flow SET what = 'gone'", "DELETE FROM text_flow"] {
            assert!(s.db.writer().execute_unprepared(sql).await.is_err(), "{}: {sql}", bed.backend);
        }
        let named = text_flow::Entity::find().all(s.db.read()).await.unwrap();
        assert!(named.iter().all(|line| sent.iter().all(|one| line.id != one.post.as_str())));

        // Seven wait when the quarter is over; five of them are decided on in the next one.
        bed.clock.advance(Duration::days(60));
        let young = Quarter::of(s.now_ms());
        assert!(young > old);
        for one in &sent[11..16] {
            decide(&bed, &team, one, "approve", 1).await;
        }
        agree(&bed, 18, 11, 5).await;
        bed.clock.advance(Duration::days(100));
        let texts = async |quarter: Quarter| transparency::report(s, quarter).await.unwrap().unwrap().texts;
        // One that was refused is a small number among the readings: what was decided is not told there, nor here.
        assert_eq!(texts(old).await, Waiting::Few, "{}", bed.backend);
        // Two wait on, which is a small number: so what came is told as nothing that would tell it.
        assert_eq!(texts(young).await, Waiting::Few, "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_quarter_is_told_in_numbers_that_add_up() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let (mut women, mut sent) = (Vec::new(), Vec::new());
        for n in 0..17 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            sent.push(ask(&bed, &her, n).await);
            women.push(her);
        }
        for one in &sent[..7] {
            decide(&bed, &team, one, "approve", 1).await;
        }
        for n in 7..12 {
            forum::withdraw(s, &women[n], &sent[n].post).await.unwrap();
        }
        let old = Quarter::of(s.now_ms());
        bed.clock.advance(Duration::days(60));
        let young = Quarter::of(s.now_ms());
        for n in 17..30 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            sent.push(ask(&bed, &her, n).await);
        }
        for one in &sent[12..28] {
            decide(&bed, &team, one, "approve", 1).await;
        }
        bed.clock.advance(Duration::days(100));
        let texts = async |quarter: Quarter| transparency::report(s, quarter).await.unwrap().unwrap().texts;
        let told = Flowed {
            before: Shown::Number(0),
            came: Came::Number(17),
            decided: 7,
            gone: Shown::Number(5),
            after: Shown::Number(5),
        };
        assert_eq!(texts(old).await, Waiting::Told(told), "{}", bed.backend);
        // The next one begins with what waited. Two still wait: what came is told as it follows from what is seen.
        let told = Flowed {
            before: Shown::Number(5),
            came: Came::Between(12, 15),
            decided: 16,
            gone: Shown::Number(0),
            after: Shown::Small,
        };
        assert_eq!(texts(young).await, Waiting::Told(told), "{}", bed.backend);
    }
}

/// On a portal that has texts already, what waits is carried over, and counting begins with the next quarter.
#[tokio::test]
async fn what_was_before_gives_no_wrong_figures() {
    for bed in TestBed::each().await {
        let (s, db) = (&bed.services, bed.services.db.writer());
        // The migration asks the database what day it is.
        bed.clock.advance(Duration::milliseconds(Utc::now().timestamp_millis() - s.now_ms()));
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let mut sent = Vec::new();
        for n in 0..6 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            sent.push(ask(&bed, &her, n).await);
        }
        decide(&bed, &team, &sent[0], "approve", 1).await;
        tell(&bed, &team, &sent[0]).await;
        let all = migrations::Migrator::migrations();
        let from = all.iter().position(|one| one.name().contains("_000700_")).unwrap();
        let steps = u32::try_from(all.len() - from).unwrap();
        migrations::Migrator::down(db, Some(steps)).await.unwrap();
        migrations::Migrator::up(db, None).await.unwrap();
        let what: Vec<String> =
            text_flow::Entity::find().all(db).await.unwrap().into_iter().map(|line| line.what).collect();
        assert_eq!(what, vec!["carried"; 5], "{}", bed.backend);
        assert_eq!(
            site_setting::Entity::find_by_id("texts_counted_since").count(db).await.unwrap(),
            1,
            "{}",
            bed.backend
        );
        // The same for reports, of which there was one.
        let carried: Vec<String> =
            report_flow::Entity::find().all(db).await.unwrap().into_iter().map(|line| line.what).collect();
        assert_eq!(carried, ["carried"], "{}", bed.backend);
        let began = Quarter::of(Utc::now().timestamp_millis());
        for one in &sent[1..] {
            decide(&bed, &team, one, "approve", 1).await;
        }
        let next = began.next().begins() + 86_400_000;
        bed.clock.advance(Duration::milliseconds(next - s.now_ms()));
        for n in 6..12 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            ask(&bed, &her, n).await;
        }
        bed.clock.advance(Duration::days(100));
        let texts = async |quarter: Quarter| transparency::report(s, quarter).await.unwrap().unwrap().texts;
        assert_eq!(texts(began).await, Waiting::From(began.next()), "{}", bed.backend);
        let reports = transparency::report(s, began).await.unwrap().unwrap().reports;
        assert_eq!(reports, Waiting::From(began.next()), "{}", bed.backend);
        let told = Flowed {
            before: Shown::Number(0),
            came: Came::Number(6),
            decided: 0,
            gone: Shown::Number(0),
            after: Shown::Number(6),
        };
        assert_eq!(texts(began.next()).await, Waiting::Told(told), "{}", bed.backend);
    }
}

/// Reports are counted as texts are: whoever reported may leave, and what she said stays counted; what is taken back,
/// or goes with the text, is gone without an answer.
#[tokio::test]
async fn reports_are_told_in_numbers_that_add_up_also_after_somebody_left() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let (mut authors, mut reporters) = (Vec::new(), Vec::new());
        for n in 0..17 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            let sent = ask(&bed, &her, n).await;
            decide(&bed, &team, &sent, "approve", 1).await;
            let reporter = bed.member(&format!("مبلّغة{n}"), Role::Member).await;
            tell(&bed, &reporter, &sent).await;
            // What somebody else says about the same is the same case.
            if n == 0 {
                tell(&bed, &bed.member("مبلّغة أخرى", Role::Member).await, &sent).await;
            }
            authors.push((her, sent));
            reporters.push(reporter);
        }
        for (_, sent) in &authors[..6] {
            let case = report_case::Entity::find()
                .filter(report_case::Column::PostId.eq(sent.post.as_str()))
                .one(s.db.read())
                .await
                .unwrap()
                .unwrap();
            let form = report::Decision {
                case: case.id,
                version: case.version.to_string(),
                action: "keep".into(),
                ..report::Decision::default()
            };
            let outcome = report::act(s, &team, &form).await.unwrap();
            assert!(matches!(outcome, report::Outcome::Done(_)), "{outcome:?}");
        }
        for reporter in &reporters[6..11] {
            let mine = report::my_reports(s, reporter).await.unwrap();
            report::withdraw(s, reporter, &mine[0].id).await.unwrap();
        }
        // With the author goes what is reported about her text; with whoever reported, nothing.
        erase(&bed, &authors[11].0).await;
        erase(&bed, &reporters[12]).await;
        for sql in ["UPDATE report_flow SET what = 'gone'", "DELETE FROM report_flow"] {
            assert!(s.db.writer().execute_unprepared(sql).await.is_err(), "{}: {sql}", bed.backend);
        }
        let old = Quarter::of(s.now_ms());
        bed.clock.advance(Duration::days(60));
        let young = Quarter::of(s.now_ms());
        assert!(young > old);
        bed.clock.advance(Duration::days(100));
        let figures = async |quarter: Quarter| transparency::report(s, quarter).await.unwrap().unwrap();
        let told = Flowed {
            before: Shown::Number(0),
            came: Came::Number(17),
            decided: 6,
            gone: Shown::Number(6),
            after: Shown::Number(5),
        };
        let first = figures(old).await;
        assert_eq!(first.reports, Waiting::Told(told), "{}", bed.backend);
        assert_eq!(first.report_outcomes.numbers.total, Shown::Number(6), "{}", bed.backend);
        // The next quarter begins with what waited, and nothing happened in it.
        let told = Flowed {
            before: Shown::Number(5),
            came: Came::Number(0),
            decided: 0,
            gone: Shown::Number(0),
            after: Shown::Number(5),
        };
        assert_eq!(figures(young).await.reports, Waiting::Told(told), "{}", bed.backend);
    }
}

/// What ended while its author was away does not come back with her, in the queue or in the figures.
#[tokio::test]
async fn a_report_that_was_taken_back_while_its_author_was_away_stays_closed() {
    for bed in TestBed::each().await {
        let (s, db) = (&bed.services, bed.services.db.read());
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let her = bed.member("كاتبة", Role::Member).await;
        let sent = ask(&bed, &her, 0).await;
        decide(&bed, &team, &sent, "approve", 1).await;
        let reporter = bed.member("مبلّغة", Role::Member).await;
        tell(&bed, &reporter, &sent).await;
        let said = report::my_reports(s, &reporter).await.unwrap().remove(0).id;
        let her = signed_in(her.member().unwrap().clone(), s.now_ms());
        let leaving = Leaving { choice: "withdraw".into(), days: "7".into(), sure: true };
        privacy::leave(s, &her, &leaving).await.unwrap();
        report::withdraw(s, &reporter, &said).await.unwrap();
        privacy::stay(s, &her).await.unwrap();
        let open = review_item::Entity::find()
            .filter(review_item::Column::Kind.eq("report"))
            .filter(review_item::Column::State.ne("done"));
        assert_eq!(open.count(db).await.unwrap(), 0, "{}", bed.backend);
        let mut what: Vec<String> =
            report_flow::Entity::find().all(db).await.unwrap().into_iter().map(|line| line.what).collect();
        what.sort();
        assert_eq!(what, ["came", "gone"], "{}", bed.backend);
    }
}

/// So are appeals, from the log alone.
#[tokio::test]
async fn appeals_are_told_in_numbers_that_add_up_also_after_somebody_left() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let team = bed.member("سند", Role::Moderator).await;
        let lead = bed.member("رائدة", Role::LeadModerator).await;
        let other = bed.member("رائدة أخرى", Role::LeadModerator).await;
        let (mut women, mut appeals) = (Vec::new(), Vec::new());
        for n in 0..15 {
            let her = bed.member(&format!("كاتبة{n}"), Role::Member).await;
            let sent = ask(&bed, &her, n).await;
            decide(&bed, &team, &sent, "approve", 1).await;
            let form = NewSanction {
                post: sent.post.to_string(),
                kind: "notice".into(),
                rule: "insult".into(),
                reason: "سبب داخليّ".into(),
                message: "كلمة من الفريق".into(),
                for_good: true,
                ..NewSanction::default()
            };
            let given = sanction::give(s, &lead, &form).await.unwrap();
            let form = NewAppeal {
                decision: format!("sanction-{given}"),
                body: "لا أوافق على هذا".into(),
                ..NewAppeal::default()
            };
            appeals.push(appeal::appeal(s, &her, &form).await.unwrap());
            women.push(her);
        }
        for id in &appeals[..7] {
            let form = appeal::Verdict {
                outcome: "upheld".into(),
                answer: "يبقى كما هو".into(),
                ..appeal::Verdict::default()
            };
            appeal::decide(s, &other, id, &form).await.unwrap();
        }
        // One has her answer, the other waits: both stay counted.
        erase(&bed, &women[0]).await;
        erase(&bed, &women[7]).await;
        let old = Quarter::of(s.now_ms());
        bed.clock.advance(Duration::days(160));
        let report = transparency::report(s, old).await.unwrap().unwrap();
        // One went, which is a small number: what came is told as it follows from what is seen.
        let told = Flowed {
            before: Shown::Number(0),
            came: Came::Between(15, 18),
            decided: 7,
            gone: Shown::Small,
            after: Shown::Number(7),
        };
        assert_eq!(report.appeals_waiting, Waiting::Told(told), "{}", bed.backend);
        assert_eq!(report.appeals.numbers.total, Shown::Number(7), "{}", bed.backend);
        assert_eq!(report.waits.unwrap().numbers.total, Shown::Number(7), "{}", bed.backend);
    }
}
