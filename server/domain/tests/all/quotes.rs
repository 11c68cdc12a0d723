//! What becomes of quotes when a woman leaves: her words go out of the texts of others, or stay under nobody's name.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, Author, NewReply, NewTopic, PostView, Sent},
    privacy::{self, Leaving},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{draft, quote},
    identity::member,
    notify::mention,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const AR: Locale = Locale::Ar;
const WORDS: &str = "زعفران وبرتقال";

struct Town {
    bed: TestBed,
    her: Actor,
    other: Actor,
}

impl Town {
    async fn each() -> Vec<Self> {
        let mut towns = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            // What the team writes is public at once.
            let her = bed.member("زيتونة هادئة", Role::Moderator).await;
            let other = bed.member("Figue Calme", Role::Moderator).await;
            towns.push(Self { bed, her, other });
        }
        towns
    }

    async fn ask(&self, who: &Actor, body: &str) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال".into(),
            body: body.into(),
            ..NewTopic::default()
        };
        forum::create_topic(&self.bed.services, who, &form, AR).await.unwrap()
    }

    async fn answer(&self, who: &Actor, to: &Sent, body: &str) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.bed.services, who, &to.topic, &form, AR).await.unwrap()
    }

    async fn leave(&self, who: &Actor, choice: &str) {
        let actor = signed_in(who.member().unwrap().clone(), self.bed.services.now_ms());
        let form = Leaving { choice: choice.into(), days: "0".into(), sure: true };
        privacy::leave(&self.bed.services, &actor, &form).await.unwrap();
    }

    /// A post as a guest sees it.
    async fn seen(&self, post: &Sent) -> PostView {
        let topic = forum::read_topic(&self.bed.services, &Actor::Guest, &post.topic, 1, AR).await.unwrap();
        topic.posts.into_iter().find(|one| one.id == post.post).unwrap()
    }

    async fn rows(&self) -> Vec<quote::Model> {
        quote::Entity::find().all(self.bed.services.db.read()).await.unwrap()
    }
}

#[tokio::test]
async fn kept_words_stand_under_nobodys_name() {
    for town in Town::each().await {
        let source = town.ask(&town.her, WORDS).await;
        let text = format!("> [quote:{}:1]\n> {WORDS}\n\nجواب", source.post);
        let reply = town.answer(&town.other, &source, &text).await;
        let quoted = town.seen(&reply).await.quotes;
        assert_eq!(quoted[0].author, Author::Named("زيتونة هادئة".into()), "{}", town.bed.backend);
        assert!(!quoted[0].elsewhere && quoted[0].words == WORDS);
        town.leave(&town.her, "keep").await;
        let quoted = town.seen(&reply).await.quotes;
        assert_eq!((&quoted[0].author, quoted[0].words.as_str()), (&Author::Former(Some(1)), WORDS));
    }
}

#[tokio::test]
async fn withdrawn_words_go_out_of_the_texts_of_others() {
    for town in Town::each().await {
        let host = town.ask(&town.other, "مضيف").await;
        let source = town.answer(&town.her, &host, WORDS).await;
        let text = format!("> [quote:{}:1]\n> {WORDS}\n\nجواب", source.post);
        let reply = town.answer(&town.other, &host, &text).await;
        let text = format!("> [quote:{}:1]\n> مضيف\n\nجوابها", host.post);
        town.answer(&town.her, &host, &text).await;
        let place = forum::draft::Place::topic(&host.topic);
        let writing = forum::draft::Writing { body: "مسوّدة".into(), ..Default::default() };
        forum::draft::save(&town.bed.services, &town.her, &place, &writing).await.unwrap();
        assert_eq!(town.rows().await.len(), 2);
        town.leave(&town.her, "withdraw").await;
        assert!(town.seen(&reply).await.quotes.is_empty());
        // Her words are gone, and what she quoted too; the text of the other stands.
        let rows = town.rows().await;
        assert_eq!(rows.len(), 1, "{}: {rows:?}", town.bed.backend);
        assert_eq!((rows[0].post_id.as_str(), rows[0].extract.as_str()), (reply.post.as_str(), ""));
        assert!(town.seen(&reply).await.html.as_str().contains("جواب"));
        assert_eq!(draft::Entity::find().count(town.bed.services.db.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_name_that_is_called_goes_out_of_quotes_too() {
    for town in Town::each().await {
        let skeleton = domain::identity::skeleton::skeleton("زيتونة هادئة");
        member::Entity::update_many()
            .col_expr(member::Column::Skeleton, Expr::value(skeleton))
            .filter(member::Column::Id.eq(town.her.member_id().unwrap().as_str()))
            .exec(town.bed.services.db.writer())
            .await
            .unwrap();
        let source = town.ask(&town.other, "شكرا @زيتونة هادئة على كلّ شيء").await;
        let text = format!("> [quote:{}:1]\n> شكرا @زيتونة هادئة على\n\nجواب", source.post);
        let third = town.bed.member("Brise Claire", Role::Moderator).await;
        let reply = town.answer(&third, &source, &text).await;
        // Who repeats it calls nobody.
        let mentions = mention::Entity::find().all(town.bed.services.db.read()).await.unwrap();
        assert_eq!(mentions.len(), 1);
        assert_eq!(mentions[0].post_id, source.post.as_str());
        assert!(town.seen(&reply).await.quotes[0].words.contains("زيتونة"));
        town.leave(&town.her, "keep").await;
        assert_eq!(town.seen(&reply).await.quotes[0].words, "شكرا @… على", "{}", town.bed.backend);
    }
}
