//! Several waiting texts refused at once: what is none of many, and what each of them becomes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{ErrorCode, Locale};
use domain::{
    Actor, Member, Role, Scope,
    forum::{self, NewTopic, Sent},
    moderation::{
        self, Decision, Filters, ItemStep,
        bulk::{self, Chosen, Ended, Which},
        item::{self, Class, ItemKind},
    },
    testing::TestBed,
};
use entity::forum::{mod_log, review_item};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const AR: Locale = Locale::Ar;

async fn ask(bed: &TestBed, who: &Actor, category: &str, word: &str) -> Sent {
    bed.clock.advance(Duration::minutes(30));
    let form = NewTopic {
        category: category.into(),
        title: "متجر جديد".into(),
        body: format!("اشترين {word} من متجرنا"),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, who, &form, AR).await.unwrap()
}

fn of(sent: &Sent) -> String {
    format!("{}.1", sent.post)
}

async fn handle(bed: &TestBed, who: &Actor, sent: &Sent, step: ItemStep) {
    let item = review_item::Entity::find()
        .filter(review_item::Column::PostId.eq(sent.post.as_str()))
        .one(bed.services.db.read())
        .await
        .unwrap()
        .unwrap();
    let id = contract::ids::ReviewId::trusted(item.id);
    moderation::handle(&bed.services, who, &id, step.as_str(), "away").await.unwrap();
}

async fn log(bed: &TestBed) -> Vec<mod_log::Model> {
    let codes = ["bulk", "reject"];
    let lines = mod_log::Entity::find().filter(mod_log::Column::Action.is_in(codes));
    lines.all(bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn each_by_itself_and_never_what_is_hard_held_known_or_her_own() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let authors = [bed.member("زيتونة", Role::Member).await, bed.member("ياسمين", Role::Member).await];
        let first = bed.member("سند", Role::Moderator).await;
        let second = bed.member("أمل", Role::Moderator).await;
        let plain = ask(&bed, &authors[0], "unions", "خبزًا").await;
        let urgent = ask(&bed, &authors[0], "unions", "زيتًا").await;
        let held = ask(&bed, &authors[1], "unions", "عسلًا").await;
        let known = ask(&bed, &authors[1], "unions", "تمرًا").await;
        let all = [&plain, &urgent, &held, &known].map(of);
        let sent: Vec<&str> = all.iter().map(String::as_str).collect();
        let tx = s.db.begin().await.unwrap();
        item::raise(&tx, ItemKind::Post, urgent.post.as_str(), Class::Danger).await.unwrap();
        tx.commit().await.unwrap();
        handle(&bed, &second, &held, ItemStep::Claim).await;
        handle(&bed, &first, &known, ItemStep::Recuse).await;

        // What is shown is what can be done.
        let chosen = bulk::chosen(&sent).unwrap();
        for which in [Which::Offered(&Filters::default()), Which::These(&chosen)] {
            let look = bulk::look(s, &first, which, AR).await.unwrap();
            let shown: Vec<Option<Chosen>> = look.items.iter().map(|(item, _)| item.chosen()).collect();
            assert_eq!(shown, [Chosen::parse(&of(&plain))], "{}", bed.backend);
            assert_eq!(look.items[0].1, "اشترين خبزًا من متجرنا");
        }
        assert_eq!(bulk::look(s, &first, Which::These(&chosen), AR).await.unwrap().left_out, 3);
        // Another version than the one that is there is not shown, and not decided on.
        let newer = [format!("{}.2", plain.post)];
        let newer = [newer[0].as_str()];
        let these = bulk::chosen(&newer).unwrap();
        assert!(bulk::look(s, &first, Which::These(&these), AR).await.unwrap().items.is_empty());
        let lines = bulk::reject_many(s, &first, &newer, "keyofnothing").await.unwrap();
        assert_eq!(lines[0].ended, Ended::Changed);
        assert!(log(&bed).await.is_empty(), "nothing was refused: no line over nothing");

        let lines = bulk::reject_many(s, &first, &sent, "keyofseveral").await.unwrap();
        let ended: Vec<Ended> = lines.iter().map(|line| line.ended).collect();
        assert_eq!(ended, [Ended::Refused, Ended::ByItself, Ended::InHand, Ended::NotHers]);
        assert!(lines[3].title.is_none() && lines[3].item.is_none(), "she knows the person");
        let again = bulk::reject_many(s, &first, &sent, "keyofseveral").await.unwrap();
        assert_eq!(again, lines, "a second click");
        let written = log(&bed).await;
        assert_eq!(written.len(), 2, "{}", bed.backend);
        let head = written.iter().find(|line| line.action == "bulk").unwrap();
        let line = written.iter().find(|line| line.action == "reject").unwrap();
        assert_eq!((head.id.as_str(), head.category_id.as_deref()), ("keyofseveral", Some("unions")));
        assert_eq!(line.parent_id.as_deref(), Some("keyofseveral"));

        // A key of somebody else, of another line, or of none.
        for (who, key) in
            [(&second, "keyofseveral"), (&first, line.id.as_str()), (&first, ""), (&first, "../x")]
        {
            let refused = bulk::reject_many(s, who, &sent, key).await.unwrap_err();
            assert_eq!(refused.code, ErrorCode::InvalidForm, "{key}");
        }
    }
}

#[tokio::test]
async fn only_in_her_categories_and_only_by_who_reviews() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let author = bed.member("زيتونة", Role::Member).await;
        let team = bed.member("سند", Role::Moderator).await;
        let member = team.member().unwrap().clone();
        let scoped = Actor::Member(Member { scope: Scope::Categories(vec!["poverty".into()]), ..member });
        let here = ask(&bed, &author, "poverty", "خبزًا").await;
        let there = ask(&bed, &author, "unions", "زيتًا").await;
        let all = [&here, &there].map(of);
        let sent: Vec<&str> = all.iter().map(String::as_str).collect();
        for (who, code) in [(&Actor::Guest, ErrorCode::SignInNeeded), (&author, ErrorCode::Forbidden)] {
            let refused = bulk::reject_many(s, who, &sent, "keyofseveral").await.unwrap_err();
            assert_eq!(refused.code, code);
            let refused = bulk::look(s, who, Which::Offered(&Filters::default()), AR).await.unwrap_err();
            assert_eq!(refused.code, code);
        }
        let lines = bulk::reject_many(s, &scoped, &sent, "keyofseveral").await.unwrap();
        let ended: Vec<Ended> = lines.iter().map(|line| line.ended).collect();
        assert_eq!(ended, [Ended::Refused, Ended::NotHers], "{}", bed.backend);
        assert!(lines[1].title.is_none());
        // The text elsewhere waits on.
        let form = Decision {
            post: there.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(s, &team, &form).await.unwrap();
    }
}
