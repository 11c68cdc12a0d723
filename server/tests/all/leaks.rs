//! The leak list of S12 as one sweep: a town in which somebody writes without a name, and its twin in which somebody
//! else wrote the very same texts. Every address that answers GET is opened by every kind of viewer in both. Who she
//! is must change nothing: no mention of her pseudonym or identifier more or less, and no other word on any page,
//! in any header, file name or mail, nor in what viewers are told of, nor on the page of a form that was refused.
//!
//! A new page is in the sweep by being registered. A new kind of thing in an address: teach [`addresses`] to name it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod look;

use std::collections::BTreeMap;

use crate::matrix::world::World;
use crate::support::{Answer, TestApp, TestBrowser};
use axum::{Router, extract::State};
use chrono::Duration;
use contract::{Locale, ids::TopicId};
use domain::{
    Actor, Role, Services,
    forum::{self, NewReply, NewTopic, Sent, alias::Mask},
    identity, mail, messages,
    moderation::{self, Decision},
    mute::{self, Change},
    notify::{self, Level, Place},
};
use entity::{
    forum::{post, review_item, topic, topic_alias},
    identity::member,
    library::file,
    moderation::{member_note, sanction},
    notify::alias_mute,
    report::report_case,
    safety::safety_case,
    staff::identity_request,
};
use http::{Method, Request};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use server::{http::AppState, mail::Letter, routes};

/// She who writes without a name, and also under it elsewhere; and she who does the same in the twin town.
const HER: &str = "ÉclatMarqué";
const TWIN: &str = "OmbreNotée";
const HER_ID: &str = "hermarker0id";
const TWIN_ID: &str = "twinmarker0i";
const AR: Locale = Locale::Ar;
/// Her letter in both towns: Q.
const LETTER: i32 = 17;
const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

const MUTING: &str = "who muted her name";
const BLOCKING: &str = "who blocked her name";
const DEAF: &str = "who muted her letter";

/// A town with everything an address can name.
struct Town {
    world: World,
    viewers: Vec<(String, TestBrowser)>,
    names: BTreeMap<&'static str, Vec<String>>,
}

/// Gives somebody this identifier, and a name that can be called.
async fn rename(services: &Services, actor: &Actor, id: &str) -> Actor {
    let old = actor.member().unwrap();
    let skeleton = identity::skeleton::skeleton(&old.pseudonym);
    member::Entity::update_many()
        .col_expr(member::Column::Id, Expr::value(id))
        .col_expr(member::Column::Skeleton, Expr::value(skeleton))
        .filter(member::Column::Id.eq(old.id.as_str()))
        .exec(services.db.writer())
        .await
        .unwrap();
    let id = contract::ids::MemberId::trusted(id);
    domain::testing::signed_in(domain::Member { id, ..old.clone() }, services.now_ms())
}

struct Hand<'a>(&'a TestApp, Actor);

impl Hand<'_> {
    fn services(&self) -> &Services {
        &self.0.bed.services
    }

    async fn approve(&self, sent: &Sent) {
        let row = post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap();
        let row = row.unwrap();
        if row.state != "pending" {
            return;
        }
        let form = Decision {
            post: row.id,
            version: row.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(self.services(), &self.1, &form).await.unwrap();
        self.tell().await;
    }

    /// Tells of what happened, at an instant of its own: lists of it have one order.
    async fn tell(&self) {
        self.0.bed.clock.advance(Duration::seconds(1));
        let told = notify::deliver_due(self.services()).await.unwrap();
        assert_eq!(told.failed, 0);
    }

    async fn follow(&self, who: &Actor, topic: &TopicId) {
        let place = Place::Topic(topic.clone());
        notify::set_level(self.services(), who, &place, Level::All.as_str()).await.unwrap();
    }

    async fn mute(&self, who: &Actor, post: &str, change: Change) {
        let id = contract::ids::PostId::trusted(post);
        mute::by_post(self.services(), who, &id, change).await.unwrap();
    }

    async fn ask(&self, who: &Actor, category: &str, title: &str, hide: bool) -> Sent {
        self.0.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: category.into(),
            title: title.into(),
            body: format!("{title}: نصّ"),
            mask: Mask { hide, switch: false },
            ..NewTopic::default()
        };
        forum::create_topic(self.services(), who, &form, AR).await.unwrap()
    }

    async fn answer(&self, who: &Actor, topic: &TopicId, body: &str, hide: bool) -> Sent {
        self.0.bed.clock.advance(Duration::minutes(2));
        let mask = Mask { hide, switch: false };
        let form = NewReply { body: body.into(), mask, ..NewReply::default() };
        forum::reply(self.services(), who, topic, &form, AR).await.unwrap()
    }
}

impl Town {
    /// `hidden`: which of the two writes without a name.
    async fn new(app: TestApp, hidden: &str, more: Router<AppState>) -> Self {
        let mut world = World::new(app).await;
        world.app.router = routes::router_with(world.app.state.clone(), more);
        let app = &world.app;
        let services = &app.bed.services;
        let her = rename(services, &app.bed.member(HER, Role::Member).await, HER_ID).await;
        let twin = rename(services, &app.bed.member(TWIN, Role::Member).await, TWIN_ID).await;
        let participant = app.bed.member("Participante", Role::Member).await;
        let participant = rename(services, &participant, "participant0").await;
        // Who keeps away from her by name, and she from one of them; who keeps away from her letter alone.
        let muting = app.bed.member("Sourdine", Role::Member).await;
        let blocking = app.bed.member("Barrière", Role::Member).await;
        let deaf = app.bed.member("Silence", Role::Member).await;
        let team = app.bed.member("Sanad", Role::Moderator).await;
        let lead = app.bed.member("Raida", Role::LeadModerator).await;
        let admin = app.bed.member("Amina", Role::Admin).await;
        let hand = Hand(app, team.clone());
        // Both write the same under their names, elsewhere.
        let mut topics = Vec::new();
        let mut posts = Vec::new();
        let host = hand.ask(&participant, "unions", "نقاش مفتوح", false).await;
        hand.approve(&host).await;
        for (who, title) in [(&her, "سؤال باسم أوّل"), (&twin, "سؤال باسم ثان")] {
            let sent = hand.ask(who, "poverty", title, false).await;
            hand.approve(&sent).await;
            let reply = hand.answer(who, &host.topic, "جواب باسم", false).await;
            hand.approve(&reply).await;
            topics.push(sent.topic.to_string());
            posts.extend([sent.post.to_string(), reply.post.to_string()]);
        }
        let (named_ask, named_reply) = (posts[0].clone(), posts[1].clone());
        hand.mute(&muting, &named_ask, Change::Mute).await;
        hand.mute(&blocking, &named_reply, Change::Block).await;
        let hello = hand.ask(&muting, "poverty", "سؤال الساكتة", false).await;
        hand.approve(&hello).await;
        hand.mute(&her, hello.post.as_str(), Change::Block).await;
        // The participant has an address, so that whatever is mailed to those who take part is mailed.
        let address = identity::email::Address {
            email: "participante@example.tn".into(),
            safe: true,
            locale: AR,
            form_key: String::new(),
        };
        let proved = domain::testing::signed_in(participant.member().unwrap().clone(), services.now_ms());
        identity::email::add(services, &proved, &address).await.unwrap();
        mail::deliver_due(services).await.unwrap();
        let token = world.mailer.sent().pop().unwrap().token;
        identity::email::verify(services, token.as_str()).await.unwrap();
        notify::digest::choose(services, &participant, "daily", "1").await.unwrap();
        // One of them hides: a question, an answer, one that waits and one that was refused.
        let author = if hidden == HER { &her } else { &twin };
        let asked = hand.ask(author, "civil-society", "سؤال بلا اسم", true).await;
        hand.approve(&asked).await;
        for who in [&participant, &muting, &blocking, &deaf] {
            hand.follow(who, &asked.topic).await;
        }
        hand.mute(&deaf, asked.post.as_str(), Change::Mute).await;
        let other = hand.answer(&participant, &asked.topic, "جواب أخرى", false).await;
        hand.approve(&other).await;
        // She calls names, her own and that of the other among them: each of them must look the same.
        let body = format!("جواب بلا اسم @{HER} و @{TWIN} و @Participante");
        let answered = hand.answer(author, &asked.topic, &body, true).await;
        hand.approve(&answered).await;
        // Others repeat her words, there and elsewhere.
        let words = format!("> [quote:{}:1]\n> جواب بلا اسم\n\nعن ذلك", answered.post);
        for topic in [&asked.topic, &host.topic] {
            let repeated = hand.answer(&participant, topic, &words, false).await;
            hand.approve(&repeated).await;
        }
        let waiting = hand.answer(author, &asked.topic, "ينتظر بلا اسم", true).await;
        let alone = hand.ask(author, "unions", "سؤال ينتظر بلا اسم", true).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(
            notify::digest::enqueue_due(services).await.unwrap(),
            1,
            "there is something to be told of"
        );
        while mail::deliver_due(services).await.unwrap().sent > 0 {}
        // The order of rows in the logs is that of their instants.
        let tick = || app.bed.clock.advance(Duration::seconds(1));
        // One text of hers was published shortened, one is answered in private.
        for (body, action, text) in
            [("أسكن هنا بلا اسم", "redact", "أسكن […] بلا اسم"), ("سرّ بلا اسم", "private", "")]
        {
            let sent = hand.answer(author, &asked.topic, body, true).await;
            tick();
            let form = Decision {
                post: sent.post.to_string(),
                version: "1".into(),
                action: action.into(),
                text: text.into(),
                ..Decision::default()
            };
            moderation::decide(services, &team, &form).await.unwrap();
            tick();
            if action == "private" {
                messages::answer_offer(services, author, &sent.post, "yes").await.unwrap().expect("a case");
                tick();
            }
        }
        // She also wrote to the team without a name, and one of two asked who she is.
        app.bed.clock.advance(Duration::minutes(2));
        let case = messages::NewCase {
            kind: "question".into(),
            body: "رسالة بلا اسم".into(),
            hidden: true,
            ..messages::NewCase::default()
        };
        let case = messages::begin(services, author, &case).await.unwrap();
        app.bed.clock.advance(Duration::minutes(2));
        tick();
        messages::answer(services, &team, &case, "جواب الفريق", "").await.unwrap();
        tick();
        messages::note(services, &team, &case, "ملاحظة", "").await.unwrap();
        let fresh =
            |who: &Actor| domain::testing::signed_in(who.member().unwrap().clone(), services.now_ms());
        let question = moderation::identity::Question {
            post: asked.post.to_string(),
            reason: "others_in_danger".into(),
            form_key: String::new(),
        };
        tick();
        let request = moderation::identity::ask(services, &fresh(&lead), &question).await.unwrap();
        tick();
        moderation::identity::confirm(services, &fresh(&admin), &request).await.unwrap();
        tick();
        moderation::identity::look(services, &fresh(&lead), &request).await.unwrap();
        // The participant reports what stands without a name, and fears for whoever wrote it.
        let mut reported = Vec::new();
        for (post, code) in [(&answered.post, "identity"), (&asked.post, "danger")] {
            tick();
            let form = moderation::report::NewReport {
                post: post.to_string(),
                code: code.into(),
                text: "بلاغ عن نصّ بلا اسم".into(),
                ..Default::default()
            };
            moderation::report::report(services, &fresh(&participant), &form).await.unwrap();
        }
        for row in report_case::Entity::find()
            .order_by_asc(report_case::Column::OpenedAt)
            .all(services.db.read())
            .await
            .unwrap()
        {
            reported.push(row.id);
        }
        let danger = safety_case::Entity::find().one(services.db.read()).await.unwrap().unwrap().id;
        app.bed.clock.advance(Duration::minutes(2));
        let last = hand.answer(author, &asked.topic, "آخر بلا اسم", true).await;
        hand.approve(&last).await;
        while mail::deliver_due(services).await.unwrap().sent > 0 {}
        // Both are sanctioned by name, she who hides besides because of her letter; one appeals, and things are noted.
        let mut sanctions = Vec::new();
        for (post, kind) in [
            (&posts[0], "silence"),
            (&posts[2], "silence"),
            (&asked.post.to_string(), "silence"),
            (&asked.post.to_string(), "warning"),
        ] {
            tick();
            let form = moderation::sanction::NewSanction {
                post: post.clone(),
                kind: kind.into(),
                rule: "insult".into(),
                reason: "سبب داخليّ".into(),
                message: "كلمة الفريق".into(),
                ends: domain::services::day_of(services.now_ms() + 5 * 86_400_000),
                ..Default::default()
            };
            sanctions
                .push(moderation::sanction::give(services, &fresh(&lead), &form).await.unwrap().to_string());
            let note = moderation::note::NewNote {
                post: post.clone(),
                about: "author".into(),
                body: format!("ملاحظة {}", sanctions.len()),
                ..Default::default()
            };
            tick();
            moderation::note::write_note(services, &fresh(&team), &note).await.unwrap();
        }
        tick();
        let appeal = moderation::appeal::NewAppeal {
            decision: format!("sanction-{}", sanctions[2]),
            body: "لا أوافق".into(),
            ..Default::default()
        };
        let appeal = moderation::appeal::appeal(services, author, &appeal).await.unwrap().to_string();

        topics.extend([host.topic.to_string(), asked.topic.to_string(), alone.topic.to_string()]);
        posts.extend([&asked.post, &other.post, &answered.post, &waiting.post].map(ToString::to_string));
        // Letters are drawn by lot: the same one in both towns, so that nothing else is left to differ.
        for row in topic_alias::Entity::find().all(services.db.read()).await.unwrap() {
            let change = post::Entity::update_many()
                .col_expr(post::Column::Alias, Expr::value(LETTER))
                .filter(post::Column::TopicId.eq(row.topic_id.as_str()))
                .filter(post::Column::Alias.eq(row.number));
            change.exec(services.db.writer()).await.unwrap();
            let change = topic::Entity::update_many()
                .col_expr(topic::Column::Alias, Expr::value(LETTER))
                .filter(topic::Column::Id.eq(row.topic_id.as_str()))
                .filter(topic::Column::Alias.eq(row.number));
            change.exec(services.db.writer()).await.unwrap();
            let change = identity_request::Entity::update_many()
                .col_expr(identity_request::Column::Alias, Expr::value(LETTER))
                .filter(identity_request::Column::TopicId.eq(row.topic_id.as_str()));
            change.exec(services.db.writer()).await.unwrap();
            let change = sanction::Entity::update_many()
                .col_expr(sanction::Column::Alias, Expr::value(LETTER))
                .filter(sanction::Column::TopicId.eq(row.topic_id.as_str()))
                .filter(sanction::Column::Alias.eq(row.number));
            change.exec(services.db.writer()).await.unwrap();
            let change = member_note::Entity::update_many()
                .col_expr(member_note::Column::Alias, Expr::value(LETTER))
                .filter(member_note::Column::TopicId.eq(row.topic_id.as_str()));
            change.exec(services.db.writer()).await.unwrap();
            let change = alias_mute::Entity::update_many()
                .col_expr(alias_mute::Column::Alias, Expr::value(LETTER))
                .filter(alias_mute::Column::TopicId.eq(row.topic_id.as_str()));
            change.exec(services.db.writer()).await.unwrap();
            let mut row = row.into_active_model();
            row.number = Set(LETTER);
            row.update(services.db.writer()).await.unwrap();
        }
        // A report of danger and its case begin at the same instant: which of them stands first is drawn by lot too.
        let later = review_item::Entity::update_many()
            .col_expr(review_item::Column::OpenedAt, Expr::col(review_item::Column::OpenedAt).add(1))
            .filter(review_item::Column::Kind.eq("safety"));
        later.exec(services.db.writer()).await.unwrap();
        let items = review_item::Entity::find()
            .order_by_asc(review_item::Column::OpenedAt)
            .all(services.db.read())
            .await
            .unwrap();
        let items = items.into_iter().map(|row| row.id).collect();
        let file = file::Entity::find()
            .order_by_asc(file::Column::Id)
            .one(services.db.read())
            .await
            .unwrap()
            .unwrap();
        let names = BTreeMap::from([
            ("topic", topics),
            ("post", posts),
            ("case", vec![case.to_string()]),
            ("sanction", sanctions),
            ("appeal", vec![appeal]),
            ("request", vec![request.to_string()]),
            ("report", reported),
            ("danger", vec![danger]),
            ("member", vec![HER_ID.to_owned(), TWIN_ID.to_owned()]),
            ("language", vec!["ar".to_owned()]),
            ("review", items),
            ("category", ["poverty", "civil-society", "unions"].map(str::to_owned).to_vec()),
            ("section", vec!["poverty".to_owned()]),
            ("item", vec![file.item_id]),
            ("file", vec![file.id]),
            ("file_name", vec![file.file_name]),
        ]);
        let mut viewers = vec![("guest".to_owned(), app.browser())];
        for (name, who) in [
            ("participant", &participant),
            ("the one of two", &lead),
            ("the other", &admin),
            (MUTING, &muting),
            (BLOCKING, &blocking),
            (DEAF, &deaf),
        ] {
            let mut browser = app.browser();
            browser.sign_in_as(&fresh(who)).await;
            viewers.push((name.to_owned(), browser));
        }
        for role in Role::ALL {
            let who = app.bed.member(&format!("Regard {}", role.as_str()), role).await;
            let mut browser = app.browser();
            browser.sign_in_as(&fresh(&who)).await;
            viewers.push((role.as_str().to_owned(), browser));
        }
        Self { viewers, names, world }
    }
}

/// Where an address names a thing of the portal, not a text of the forum.
const ROOMS_OF_THINGS: [&str; 8] = [
    "/desk/articles/",
    "/desk/helplines/",
    "/desk/launch/",
    "/desk/library/",
    "/desk/organisations/",
    "/desk/statistics/",
    "/media/article/",
    "/opds/",
];

/// Everything of an answer that can be read.
fn whole(answer: &Answer) -> String {
    let headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| {
            !matches!(name.as_str(), "set-cookie" | "date" | "server-timing" | "content-length")
        })
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let body = String::from_utf8_lossy(&answer.body);
    format!("{}\n{}\n{body}", answer.status, headers.join("\n"))
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn mentions(text: &str, marker: &str) -> usize {
    text.matches(marker).count() + text.matches(&encoded(marker)).count()
}

/// Pages that draw something by lot each time: a name, words for a passphrase, a secret. Mentions are counted there
/// too; their other words are not compared.
const BY_LOT: [&str; 4] = ["/ar/join", "/ar/recover", "/ar/account/passphrase", "/ar/account/two-step"];

/// Where it can be read who she is: what differs between the town in which she hides and the one in which the other
/// does.
fn leaks(
    (town, seen): (&Town, &BTreeMap<(String, String), String>),
    (other, control): (&Town, &BTreeMap<(String, String), String>),
) -> Vec<String> {
    let mut found = Vec::new();
    for (key, text) in seen {
        let Some(twin) = control.get(key) else {
            found.push(format!("{key:?} is there in one town only"));
            continue;
        };
        for marker in [HER, TWIN, HER_ID, TWIN_ID] {
            let (here, there) = (mentions(text, marker), mentions(twin, marker));
            if here != there {
                found.push(format!(
                    "{key:?}: {marker} stands there {here} times, and {there} in the twin town"
                ));
            }
        }
        let (here, there) = (town.plain(text), other.plain(twin));
        if here != there && !BY_LOT.iter().any(|page| key.1.starts_with(page)) {
            let at = here.chars().zip(there.chars()).take_while(|(a, b)| a == b).count();
            let part = |text: &str| text.chars().skip(at.saturating_sub(60)).take(140).collect::<String>();
            found.push(format!("{key:?} differs: …{}… / …{}…", part(&here), part(&there)));
        }
    }
    found
}

async fn towns(app: impl AsyncFn() -> TestApp, more: Router<AppState>) -> [Town; 2] {
    [Town::new(app().await, HER, more.clone()).await, Town::new(app().await, TWIN, more).await]
}

async fn compare(mut towns: [Town; 2]) -> (usize, Vec<String>) {
    let [one, two] = &mut towns;
    let (seen, control) = (one.sweep().await, two.sweep().await);
    let shown = seen.values().filter(|text| text.starts_with("200")).count();
    // The sweep sees what it should: her name where it legitimately stands, and her letter.
    let public = |text: &String| text.contains(HER);
    assert!(seen.values().any(public), "her named texts are nowhere: the sweep is blind");
    let hidden = seen.iter().filter(|(key, text)| key.0 == "guest" && text.contains("جواب بلا اسم")).count();
    assert!(hidden > 0, "her hidden texts are nowhere: the sweep is blind");
    let l = i18n::catalogue(AR);
    let told = |who: &str, what: &str| {
        let page = seen.get(&(who.to_owned(), "/ar/my/notifications".to_owned())).unwrap();
        assert!(page.contains(what), "{who} is not told ({what}): the sweep is blind");
    };
    told("participant", &l.msg_notify_mention());
    told("participant", &l.msg_notify_approved());
    for who in ["participant", MUTING, BLOCKING] {
        told(who, "سؤال بلا اسم");
    }
    let deaf = &seen[&(DEAF.to_owned(), "/ar/my/notifications".to_owned())];
    assert!(!deaf.contains(&l.msg_notify_mention()) && deaf.contains("سؤال بلا اسم"), "the answer of another");
    let digest = seen.iter().any(|(key, text)| key.0 == "mail" && text.contains("Digest"));
    assert!(digest, "no digest went: the sweep is blind");
    let refused = seen.iter().filter(|(key, text)| key.1.starts_with("POST") && text.starts_with("422"));
    assert!(refused.count() > 40, "no form came back: the sweep is blind");
    println!("{}: {} answers, {shown} of them pages", one.world.app.bed.backend, seen.len());
    (shown, leaks((one, &seen), (two, &control)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_anywhere_tells_who_hides_behind_a_letter() {
    let backends = TestApp::each().await.len();
    for n in 0..backends {
        let app = async || TestApp::each().await.swap_remove(n);
        let (shown, found) = compare(towns(app, Router::new()).await).await;
        assert!(shown > 500, "only {shown} pages were shown");
        assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found[..found.len().min(12)].join("\n"));
    }
}

/// What a careless page would do: it says whose the newest text under a letter is.
async fn planted(State(state): State<AppState>) -> String {
    let db = state.services.db.read();
    let found = post::Entity::find()
        .filter(post::Column::Alias.is_not_null())
        .order_by_desc(post::Column::SubmittedAt)
        .one(db)
        .await
        .unwrap();
    let Some(author) = found.and_then(|post| post.author_id) else { return String::new() };
    let name = member::Entity::find_by_id(author).one(db).await.unwrap().map(|member| member.pseudonym);
    format!("<p>{}</p>", name.unwrap_or_default())
}

/// The comparison above, over two pages: one that tells and one that does not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leak_that_is_planted_is_found() {
    let backends = TestApp::each().await.len();
    for n in 0..backends {
        let app = async || TestApp::each().await.swap_remove(n);
        let more = Router::new().route("/ar/planted", axum::routing::get(planted));
        let [mut one, mut two] = towns(app, more).await;
        let addresses = || ["/ar/planted", "/ar/forum"].map(str::to_owned).to_vec();
        let (seen, control) = (one.look_at(addresses()).await, two.look_at(addresses()).await);
        let found = leaks((&one, &seen), (&two, &control));
        assert!(!found.is_empty(), "the comparison is blind");
        assert!(found.iter().all(|line| line.contains("/ar/planted")), "{}", found.join("\n"));
        assert!(found.iter().any(|line| line.contains(HER)), "{}", found.join("\n"));
    }
}
