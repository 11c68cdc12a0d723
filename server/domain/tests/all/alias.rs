//! Writing under no name, the glass that two can break, and what stays when she leaves; on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::TopicId};
use domain::{
    Actor, DomainError, Role, Services,
    forum::{self, Author, NewReply, NewTopic, PostState, Sent, TopicView, alias::Mask},
    messages,
    moderation::{
        self, Decision, Filters, Roughly,
        identity::{self, Question, RequestState},
    },
    privacy::{self, Leaving, Rules},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{category, post, topic_alias},
    identity::member,
    staff::{audit_log, identity_request},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};

const AR: Locale = Locale::Ar;
const HIDE: Mask = Mask { hide: true, switch: false };
const SHOW: Mask = Mask { hide: false, switch: false };

struct Town {
    bed: TestBed,
    her: Actor,
    other: Actor,
    team: Actor,
    lead: Actor,
    admin: Actor,
}

impl Town {
    async fn each() -> Vec<Self> {
        let mut towns = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            let her = bed.member("زيتونة هادئة", Role::Member).await;
            let other = bed.member("Figue Calme", Role::Member).await;
            let team = bed.member("Sanad", Role::Moderator).await;
            let lead = bed.member("Raïda", Role::LeadModerator).await;
            let admin = bed.member("Amina", Role::Admin).await;
            towns.push(Self { bed, her, other, team, lead, admin });
        }
        towns
    }

    fn services(&self) -> &Services {
        &self.bed.services
    }

    /// Somebody as she proved herself just now.
    fn now(&self, who: &Actor) -> Actor {
        signed_in(who.member().unwrap().clone(), self.services().now_ms())
    }

    async fn ask(&self, who: &Actor, mask: Mask) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن العقد".into(),
            body: "نصّ السؤال".into(),
            mask,
            ..NewTopic::default()
        };
        forum::create_topic(self.services(), who, &form, AR).await.unwrap()
    }

    async fn try_answer(&self, who: &Actor, topic: &TopicId, mask: Mask) -> Result<Sent, DomainError> {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: "نصّ الجواب".into(), mask, ..NewReply::default() };
        forum::reply(self.services(), who, topic, &form, AR).await
    }

    async fn decide(&self, sent: &Sent, action: &str) {
        let row = post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap();
        let decision = Decision {
            post: sent.post.to_string(),
            version: row.unwrap().version.to_string(),
            action: action.into(),
            reason: if action == "reject" { "insult".into() } else { String::new() },
            note: String::new(),
            ..Decision::default()
        };
        moderation::decide(self.services(), &self.team, &decision).await.unwrap();
    }

    async fn asked(&self, who: &Actor, mask: Mask) -> Sent {
        let sent = self.ask(who, mask).await;
        if sent.state == PostState::Pending {
            self.decide(&sent, "approve").await;
        }
        sent
    }

    async fn answered(&self, who: &Actor, topic: &TopicId, mask: Mask) -> Sent {
        let sent = self.try_answer(who, topic, mask).await.unwrap();
        if sent.state == PostState::Pending {
            self.decide(&sent, "approve").await;
        }
        sent
    }

    async fn read(&self, who: &Actor, topic: &TopicId) -> TopicView {
        forum::read_topic(self.services(), who, topic, 1, AR).await.unwrap()
    }

    async fn row(&self, sent: &Sent) -> post::Model {
        post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap().unwrap()
    }

    async fn aliases(&self) -> u64 {
        topic_alias::Entity::find().count(self.services().db.read()).await.unwrap()
    }

    async fn logged(&self) -> Vec<String> {
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::Action.starts_with("identity_"))
            .order_by_asc(audit_log::Column::At)
            .all(self.services().db.read())
            .await
            .unwrap();
        rows.into_iter().map(|row| row.action).collect()
    }
}

fn number(author: &Author) -> i32 {
    match author {
        Author::Alias(number) => *number,
        other => panic!("{other:?} is no alias"),
    }
}

fn code<T>(result: Result<T, DomainError>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

fn refused(result: Result<Sent, DomainError>) -> (String, FieldCode) {
    let error = result.expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::InvalidForm);
    (error.fields[0].field.clone(), error.fields[0].code)
}

#[tokio::test]
async fn one_letter_in_a_discussion_and_another_elsewhere() {
    for town in Town::each().await {
        let mut letters = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let sent = town.asked(&town.her, HIDE).await;
            let answer = town.answered(&town.her, &sent.topic, HIDE).await;
            let reply = town.answered(&town.other, &sent.topic, HIDE).await;
            let seen = town.read(&Actor::Guest, &sent.topic).await;
            let names: Vec<i32> = seen.posts.iter().map(|post| number(&post.author)).collect();
            assert_eq!(names[0], names[1], "{}: stable inside the topic", town.bed.backend);
            assert_ne!(names[0], names[2], "unique inside the topic");
            assert!(names.iter().all(|number| (1..=forum::alias::LETTERS).contains(number)), "{names:?}");
            assert!(seen.posts[1].by_asker && !seen.posts[2].by_asker);
            assert_eq!(town.row(&answer).await.alias, town.row(&sent).await.alias);
            assert!(reply.state == PostState::Pending);
            letters.insert(names[0]);
            let list =
                forum::list_topics(town.services(), "unions", &forum::Cursor::Start, AR).await.unwrap();
            assert!(list.rows.iter().all(|row| row.author.name().is_none()), "{:?}", list.rows);
        }
        assert_eq!(town.aliases().await, 6);
        assert!(!letters.is_empty());
    }
}

#[tokio::test]
async fn changing_asks_once_more_and_unmasks_nothing_that_stands() {
    for town in Town::each().await {
        let topic = town.asked(&town.other, SHOW).await.topic;
        assert!(town.read(&town.her, &topic).await.mask.allowed);
        assert!(!town.read(&Actor::Guest, &topic).await.mask.allowed);
        let hidden = town.answered(&town.her, &topic, HIDE).await;
        let letter = town.row(&hidden).await.alias.unwrap();
        assert_eq!(town.read(&town.her, &topic).await.mask.before.alias, Some(letter));
        assert_eq!(town.read(&town.other, &topic).await.mask.before.alias, None);

        let asked = ("anonymous".to_owned(), FieldCode::NotConfirmed);
        assert_eq!(refused(town.try_answer(&town.her, &topic, SHOW).await), asked);
        let shown = Mask { hide: false, switch: true };
        town.answered(&town.her, &topic, shown).await;
        let seen = town.read(&Actor::Guest, &topic).await;
        assert_eq!(seen.posts[1].author, Author::Alias(letter), "what stands stays");
        assert_eq!(seen.posts[2].author, Author::Named("زيتونة هادئة".into()));
        // Her name never stood there before: the other way asks too.
        assert_eq!(refused(town.try_answer(&town.other, &topic, HIDE).await), asked);
        town.answered(&town.other, &topic, Mask { hide: true, switch: true }).await;
        let seen = town.read(&Actor::Guest, &topic).await;
        assert!(
            seen.posts[0].by_asker && !seen.posts[3].by_asker,
            "the asker under a letter is not the asker"
        );

        // The category does not allow it any more: nothing is revealed, and nobody is unmasked by it.
        category::Entity::update_many()
            .col_expr(category::Column::AllowAnonymous, Expr::value(false))
            .exec(town.services().db.writer())
            .await
            .unwrap();
        assert_eq!(town.read(&Actor::Guest, &topic).await.posts[1].author, Author::Alias(letter));
        assert_eq!(refused(town.try_answer(&town.her, &topic, SHOW).await), asked);
        let unknown = ("anonymous".to_owned(), FieldCode::UnknownChoice);
        assert_eq!(refused(town.try_answer(&town.her, &topic, HIDE).await), unknown);
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال آخر".into(),
            body: "نصّ السؤال".into(),
            mask: HIDE,
            ..NewTopic::default()
        };
        assert_eq!(refused(forum::create_topic(town.services(), &town.her, &form, AR).await), unknown);
    }
}

#[tokio::test]
async fn a_refused_text_without_a_name_is_corrected_without_one() {
    for town in Town::each().await {
        let sent = town.ask(&town.her, HIDE).await;
        town.decide(&sent, "reject").await;
        let old = forum::correction(town.services(), &town.her, &sent.post).await.unwrap();
        assert!(old.hidden);
        let form = |mask| NewTopic {
            category: "unions".into(),
            title: "سؤال مصحّح".into(),
            body: "نصّ مصحّح".into(),
            correct: sent.post.to_string(),
            mask,
            ..NewTopic::default()
        };
        let by_mistake = forum::create_topic(town.services(), &town.her, &form(SHOW), AR).await;
        assert_eq!(refused(by_mistake), ("anonymous".to_owned(), FieldCode::NotConfirmed));
        let again = forum::create_topic(town.services(), &town.her, &form(HIDE), AR).await.unwrap();
        assert!(town.row(&again).await.alias.is_some());
    }
}

#[tokio::test]
async fn the_team_reads_everything_without_a_name_first_and_learns_roughly_how_she_stands() {
    for town in Town::each().await {
        // The team's own as well.
        for who in [&town.team, &town.admin] {
            assert_eq!(town.ask(who, HIDE).await.state, PostState::Pending, "{}", town.bed.backend);
        }
        let own = town.asked(&town.lead, SHOW).await;
        assert_eq!(own.state, PostState::Published);
        let hidden =
            town.try_answer(&town.team, &own.topic, Mask { hide: true, switch: true }).await.unwrap();
        assert_eq!(hidden.state, PostState::Pending);

        for _ in 0..3 {
            town.asked(&town.her, SHOW).await;
        }
        let waiting = town.try_answer(&town.her, &own.topic, HIDE).await.unwrap();
        let newcomer = town.try_answer(&town.other, &own.topic, HIDE).await.unwrap();
        let queue = moderation::queue(town.services(), &town.lead, &Filters::default(), AR).await.unwrap();
        let item = |sent: &Sent| {
            let item = queue.items.iter().find(|item| item.post() == Some(&sent.post)).expect("it waits");
            item.text.as_ref().expect("a text")
        };
        assert!(matches!(item(&waiting).author, Author::Alias(_)));
        assert_eq!(item(&waiting).standing.unwrap().approved, Roughly::Some);
        assert_eq!(item(&newcomer).standing.unwrap().approved, Roughly::None);
        assert_eq!(item(&newcomer).standing.unwrap().upheld, Roughly::None);
        assert!(!format!("{queue:?}").contains("زيتونة هادئة"), "{queue:?}");
        let named = town.ask(&town.her, SHOW).await;
        let queue = moderation::queue(town.services(), &town.lead, &Filters::default(), AR).await.unwrap();
        let named = queue.items.iter().find(|item| item.post() == Some(&named.post)).unwrap();
        assert!(named.text.as_ref().unwrap().standing.is_none(), "whose name stands there needs no figures");
    }
}

fn because(sent: &Sent) -> Question {
    Question { post: sent.post.to_string(), reason: "others_in_danger".into(), form_key: String::new() }
}

#[tokio::test]
async fn whoever_knows_her_holds_no_key() {
    for town in Town::each().await {
        let s = town.services();
        let sent = town.ask(&town.her, HIDE).await;
        let (lead, admin) = (town.now(&town.lead), town.now(&town.admin));
        let id = identity::ask(s, &admin, &because(&sent)).await.unwrap();
        assert_eq!(identity::requests(s, &lead).await.unwrap().len(), 1);
        let queue = moderation::queue(s, &lead, &Filters::default(), AR).await.unwrap();
        let item = queue.items.iter().find(|item| item.post() == Some(&sent.post)).unwrap();
        moderation::handle(s, &lead, &item.id, "recuse", "").await.unwrap();
        let gone = Some(ErrorCode::NotFound);
        assert_eq!(code(identity::subject(s, &lead, &sent.post).await), gone, "{}", town.bed.backend);
        assert_eq!(code(identity::ask(s, &lead, &because(&sent)).await), gone);
        assert_eq!(code(identity::request(s, &lead, &id).await), gone);
        assert_eq!(code(identity::confirm(s, &lead, &id).await), gone);
        assert_eq!(code(identity::look(s, &lead, &id).await), gone);
        assert!(identity::requests(s, &lead).await.unwrap().is_empty());
        // Somebody else turns the second one.
        let other = town.now(&town.bed.member("Autre", Role::LeadModerator).await);
        identity::confirm(s, &other, &id).await.unwrap();
        assert_eq!(identity::look(s, &admin, &id).await.unwrap(), "زيتونة هادئة");
    }
}

#[tokio::test]
async fn two_persons_a_reason_an_hour_and_she_is_told() {
    for town in Town::each().await {
        let s = town.services();
        let sent = town.asked(&town.her, HIDE).await;
        let named = town.asked(&town.her, SHOW).await;
        for (who, expected) in [
            (&town.her, ErrorCode::Forbidden),
            (&town.team, ErrorCode::Forbidden),
            (&Actor::Guest, ErrorCode::SignInNeeded),
        ] {
            assert_eq!(code(identity::ask(s, who, &because(&sent)).await), Some(expected));
            assert_eq!(code(identity::requests(s, who).await), Some(expected));
        }
        let lead = town.now(&town.lead);
        let nothing = Question { reason: String::new(), ..because(&sent) };
        assert_eq!(code(identity::ask(s, &lead, &nothing).await), Some(ErrorCode::InvalidForm));
        assert_eq!(code(identity::ask(s, &lead, &because(&named)).await), Some(ErrorCode::NotFound));
        let question = Question { form_key: "key-12345".into(), ..because(&sent) };
        let id = identity::ask(s, &lead, &question).await.unwrap();
        assert_eq!(identity::ask(s, &lead, &question).await.unwrap(), id, "the same form once");

        // The same person cannot turn both keys, and nobody looks before the second.
        assert_eq!(code(identity::confirm(s, &lead, &id).await), Some(ErrorCode::Forbidden));
        assert_eq!(code(identity::look(s, &lead, &id).await), Some(ErrorCode::Conflict));
        let admin = town.now(&town.admin);
        identity::confirm(s, &admin, &id).await.unwrap();
        assert_eq!(code(identity::confirm(s, &admin, &id).await), Some(ErrorCode::Conflict));
        let third = town.bed.member("Troisième", Role::LeadModerator).await;
        assert_eq!(code(identity::look(s, &town.now(&third), &id).await), Some(ErrorCode::Forbidden));
        for who in [&lead, &admin] {
            assert_eq!(identity::look(s, who, &id).await.unwrap(), "زيتونة هادئة");
        }
        let request = identity::request(s, &lead, &id).await.unwrap();
        assert_eq!((request.state, request.looked), (RequestState::Open, true));
        assert!(!format!("{request:?}").contains("زيتونة"), "{request:?}");

        town.bed.clock.advance(Duration::minutes(61));
        assert_eq!(code(identity::look(s, &town.now(&town.lead), &id).await), Some(ErrorCode::Conflict));
        // The proof is older than ten minutes.
        let old = identity::ask(s, &town.lead, &because(&sent)).await;
        assert_eq!(code(old), Some(ErrorCode::ConfirmNeeded));
        let mut steps: Vec<String> =
            town.logged().await.into_iter().filter(|step| step != "identity_read").collect();
        steps.sort();
        assert_eq!(steps, ["identity_ask", "identity_confirm", "identity_look", "identity_look"]);
        let member = town.her.member_id().unwrap().as_str();
        let names_her = audit_log::Entity::find().filter(audit_log::Column::TargetId.eq(member));
        assert_eq!(names_her.count(s.db.read()).await.unwrap(), 0, "the log names the request, not her");

        // Seven days; held back with a reason, then let go.
        town.bed.clock.advance(Duration::days(6));
        assert_eq!(identity::tell_due(s).await.unwrap(), 0, "not before");
        town.bed.clock.advance(Duration::days(1));
        let lead = town.now(&town.lead);
        assert_eq!(code(identity::hold(s, &lead, &id, "").await), Some(ErrorCode::InvalidForm));
        identity::hold(s, &lead, &id, "danger_if_told").await.unwrap();
        assert_eq!(identity::tell_due(s).await.unwrap(), 0, "held");
        identity::release(s, &lead, &id).await.unwrap();
        assert_eq!(identity::tell_due(s).await.unwrap(), 1);
        assert_eq!(identity::tell_due(s).await.unwrap(), 0, "once");
        assert_eq!(messages::unread(s, town.her.member().unwrap()).await.unwrap(), 1);
        let told = messages::list(s, &town.her, None).await.unwrap();
        assert_eq!(told.rows[0].kind, messages::Kind::IdentitySeen);
        let thread = messages::read(s, &town.her, &told.rows[0].id).await.unwrap();
        assert_eq!(thread.messages[0].about.as_ref(), Some(&sent.topic));
        assert_eq!(messages::unread(s, town.her.member().unwrap()).await.unwrap(), 0);
        // What tells her holds her name beside her letter: nobody of the team opens it, nobody answers.
        for who in [&town.team, &town.lead, &town.admin] {
            assert_eq!(
                code(messages::team_thread(s, who, &told.rows[0].id).await),
                Some(ErrorCode::NotFound)
            );
            let all = messages::TeamFilter { closed: true, ..Default::default() };
            assert!(messages::team_list(s, who, &all).await.unwrap().rows.is_empty());
        }
        let answer = messages::write(s, &town.her, &told.rows[0].id, "لماذا؟", "").await;
        assert_eq!(code(answer), Some(ErrorCode::Forbidden));
    }
}

#[tokio::test]
async fn nobody_looks_behind_her_own_letter_nor_outside_her_scope_and_requests_lapse() {
    for town in Town::each().await {
        let s = town.services();
        let own = town.asked(&town.lead, HIDE).await;
        assert_eq!(
            code(identity::ask(s, &town.now(&town.lead), &because(&own)).await),
            Some(ErrorCode::NotFound)
        );
        let id = identity::ask(s, &town.now(&town.admin), &because(&own)).await.unwrap();
        let lead = town.now(&town.lead);
        assert_eq!(code(identity::request(s, &lead, &id).await), Some(ErrorCode::NotFound));
        assert_eq!(code(identity::confirm(s, &lead, &id).await), Some(ErrorCode::NotFound));
        assert!(identity::requests(s, &lead).await.unwrap().is_empty());
        assert_eq!(identity::requests(s, &town.admin).await.unwrap().len(), 1);

        let second = town.bed.member("Deuxième", Role::LeadModerator).await;
        town.bed.clock.advance(Duration::hours(25));
        let second = town.now(&second);
        assert_eq!(code(identity::confirm(s, &second, &id).await), Some(ErrorCode::Conflict), "it lapsed");
        let id = identity::ask(s, &town.now(&town.admin), &because(&own)).await.unwrap();
        identity::refuse(s, &second, &id).await.unwrap();
        assert_eq!(code(identity::confirm(s, &second, &id).await), Some(ErrorCode::Conflict));
        assert_eq!(identity::request(s, &second, &id).await.unwrap().state, RequestState::Refused);
        town.bed.clock.advance(Duration::days(366));
        identity::tell_due(s).await.unwrap();
        assert_eq!(identity_request::Entity::find().count(s.db.read()).await.unwrap(), 0, "kept for a year");
    }
}

async fn leave(town: &Town, choice: &str) {
    let form = Leaving { choice: choice.into(), days: "0".into(), sure: true };
    privacy::leave(town.services(), &town.now(&town.her), &form).await.unwrap();
}

#[tokio::test]
async fn the_letter_stays_and_the_link_is_gone_at_once() {
    for town in Town::each().await {
        let s = town.services();
        let sent = town.asked(&town.her, HIDE).await;
        let letter = town.row(&sent).await.alias.unwrap();
        let named = town.answered(&town.her, &sent.topic, Mask { hide: false, switch: true }).await;
        let waiting = town.try_answer(&town.her, &sent.topic, HIDE).await.unwrap();
        let id = identity::ask(s, &town.now(&town.lead), &because(&sent)).await.unwrap();
        identity::confirm(s, &town.now(&town.admin), &id).await.unwrap();
        assert_eq!(town.aliases().await, 1);
        leave(&town, "keep").await;
        assert_eq!(town.aliases().await, 0, "{}", town.bed.backend);
        let seen = town.read(&Actor::Guest, &sent.topic).await;
        assert_eq!(seen.posts[0].author, Author::Alias(letter));
        assert!(matches!(seen.posts[1].author, Author::Former(Some(_))), "{:?}", seen.posts[1].author);
        assert!(!seen.posts[1].by_asker, "the two do not belong together");
        let (first, second) = (town.row(&sent).await, town.row(&named).await);
        assert_eq!((first.author_id, first.former, first.note), (None, None, None));
        assert_eq!((second.author_id, second.alias), (None, None));
        assert_ne!(town.row(&waiting).await.alias, Some(letter), "what was never public leads nowhere");
        let list = forum::list_topics(s, "unions", &forum::Cursor::Start, AR).await.unwrap();
        assert_eq!(list.rows[0].author, Author::Alias(letter));
        assert_eq!(code(identity::look(s, &town.now(&town.lead), &id).await), Some(ErrorCode::NotFound));
        // Whoever comes later never gets her letter.
        for n in 0..forum::alias::LETTERS {
            let somebody = town.bed.member(&format!("عضوة {n}"), Role::Member).await;
            let answer = town.answered(&somebody, &sent.topic, HIDE).await;
            assert_ne!(town.row(&answer).await.alias, Some(letter));
        }
    }
}

#[tokio::test]
async fn disappearing_hides_and_brings_back_what_stood_under_a_letter() {
    for town in Town::each().await {
        let sent = town.asked(&town.her, HIDE).await;
        let letter = town.row(&sent).await.alias.unwrap();
        town.answered(&town.other, &sent.topic, SHOW).await;
        let form = Leaving { choice: "vanish".into(), ..Leaving::default() };
        let left = privacy::leave(town.services(), &town.now(&town.her), &form).await.unwrap();
        let seen = town.read(&Actor::Guest, &sent.topic).await;
        assert_eq!((seen.posts.len(), seen.title.as_str()), (1, ""), "{}", town.bed.backend);
        assert_eq!(town.aliases().await, 1, "she may come back");
        let code = left.code.unwrap().printed();
        let name = "زيتونة هادئة";
        member::Entity::update_many()
            .col_expr(member::Column::Skeleton, Expr::value(domain::identity::skeleton::skeleton(name)))
            .filter(member::Column::Id.eq(town.her.member_id().unwrap().as_str()))
            .exec(town.services().db.writer())
            .await
            .unwrap();
        privacy::come_back(town.services(), name, &code).await.unwrap();
        let seen = town.read(&Actor::Guest, &sent.topic).await;
        assert_eq!(seen.posts[0].author, Author::Alias(letter));
        assert_eq!((seen.posts.len(), seen.title.is_empty()), (2, false));

        privacy::leave(town.services(), &town.now(&town.her), &form).await.unwrap();
        town.bed.clock.advance(Duration::days(31));
        privacy::sweep(town.services(), Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(town.aliases().await, 0, "for good");
        assert_eq!(town.read(&Actor::Guest, &sent.topic).await.posts.len(), 1);
    }
}

#[tokio::test]
async fn after_twelve_months_a_letter_is_nobodys_and_she_gets_another() {
    for town in Town::each().await {
        let s = town.services();
        let rules = Rules { unlink_after_months: 12 };
        let sent = town.asked(&town.her, HIDE).await;
        let letter = town.row(&sent).await.alias.unwrap();
        let refused = town.try_answer(&town.her, &sent.topic, HIDE).await.unwrap();
        town.decide(&refused, "reject").await;
        privacy::sweep(s, rules).await.unwrap();
        assert!(town.row(&sent).await.author_id.is_some(), "not yet");
        town.bed.clock.advance(Duration::days(370));
        assert_eq!(privacy::sweep(s, rules).await.unwrap().parted, 1, "{}", town.bed.backend);
        let row = town.row(&sent).await;
        assert_eq!((row.author_id, row.former, row.alias), (None, None, Some(letter)));
        assert_eq!(town.read(&Actor::Guest, &sent.topic).await.posts[0].author, Author::Alias(letter));
        let kept = town.row(&refused).await;
        assert!(kept.author_id.is_some() && kept.alias.is_some() && kept.alias != Some(letter));
        let mine = topic_alias::Entity::find().all(s.db.read()).await.unwrap();
        assert_eq!(mine.iter().map(|row| Some(row.number)).collect::<Vec<_>>(), [kept.alias]);
        let next = town.answered(&town.now(&town.her), &sent.topic, HIDE).await;
        assert_eq!(town.row(&next).await.alias, kept.alias);
        let seen = town.read(&Actor::Guest, &sent.topic).await;
        assert!(!seen.posts[1].by_asker, "nobody knows any more that it is her");
    }
}

#[tokio::test]
async fn her_own_copy_names_her_letters_and_her_messages() {
    for town in Town::each().await {
        let s = town.services();
        let sent = town.asked(&town.her, HIDE).await;
        let letter = town.row(&sent).await.alias.unwrap();
        let form = messages::NewCase {
            kind: "details".into(),
            body: "أزيلوا اسم القرية".into(),
            ..Default::default()
        };
        let case = messages::begin(s, &town.her, &form).await.unwrap();
        messages::answer(s, &town.team, &case, "تمّ", "").await.unwrap();
        messages::note(s, &town.team, &case, "ملاحظة داخلية", "").await.unwrap();
        let her = town.now(&town.her);
        privacy::ask_for_export(s, &her).await.unwrap();
        let privacy::ExportState::Ready { id, .. } = privacy::my_data(s, &her).await.unwrap().export else {
            panic!("ready")
        };
        let pack = |export: &privacy::export::Export| export.to_json();
        let device = privacy::export::Device::Own;
        let json = privacy::download(s, &her, &id, AR, device, pack).await.unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(json.contains(&format!("\"alias\": {letter}")), "{json}");
        assert!(json.contains("أزيلوا اسم القرية") && json.contains("تمّ"));
        assert!(!json.contains("ملاحظة داخلية") && !json.contains("Sanad"), "{json}");
        leave(&town, "withdraw").await;
        use entity::messages::{internal_note, private_case, private_message};
        assert_eq!(private_case::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(private_message::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(internal_note::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}
