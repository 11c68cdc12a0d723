//! The room `mail`, and the ways into an account that use it, on real databases.
#![allow(clippy::expect_used)]

mod addresses;
mod deliveries;

use std::{
    collections::HashSet,
    time::{Duration as Wait, Instant},
};

use chrono::Duration;
use contract::{ErrorCode, FieldCode, FieldError, Locale};
use domain::{
    Actor, DomainError, Member, Services,
    forum::{self, Change, NewTopic, PostState},
    identity::{
        Passphrase, Recovery, Registered, Registration, change_passphrase, disable, email,
        email::{Address, EmailState},
        recover, register, reset, sign_in,
    },
    mail::{
        self, Delivered, Disposable, Kind, LEASE_MS, MailError, Message, TRIES, deliver_due,
        memory::MemoryMailer,
    },
    testing::TestBed,
};
use entity::{
    forum::post_gate,
    identity::{member, rate_bucket, session},
    mail::{contact, link, outbox},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

const SECRET: &str = "colline lampe safran train";
const OTHER: &str = "pont rouge semoule orage";
const THIRD: &str = "verre jardin fusil lundi";
const NAME: &str = "Olive Tranquille";
const ADDRESS: &str = "fatma.canari@example.tn";

/// A portal with mail.
struct Post {
    bed: TestBed,
    services: Services,
    mailer: MemoryMailer,
}

impl Post {
    async fn each() -> Vec<Self> {
        TestBed::each().await.into_iter().map(Self::over).collect()
    }

    fn over(bed: TestBed) -> Self {
        let mailer = MemoryMailer::default();
        let services = bed.services.clone().with_mailer(std::sync::Arc::new(mailer.clone()));
        Self { bed, services, mailer }
    }

    async fn joined(&self, pseudonym: &str) -> Registered {
        let form = Registration {
            offered: pseudonym.to_owned(),
            own: String::new(),
            passphrase: secret(SECRET),
            rules: true,
            locale: Locale::Fr,
            form_key: String::new(),
        };
        register(&self.services, &form).await.expect("registered")
    }

    async fn deliver(&self) -> Delivered {
        deliver_due(&self.services).await.expect("delivered")
    }

    async fn add(&self, member: &Member, address: &str) {
        let actor = self.bed.proved(member);
        email::add(&self.services, &actor, &typed(address)).await.expect("added");
    }

    /// A member with a proven address.
    async fn with_address(&self, pseudonym: &str, address: &str) -> Member {
        let member = self.joined(pseudonym).await.member;
        self.add(&member, address).await;
        self.deliver().await;
        let message = self.last(Kind::Verify);
        email::verify(&self.services, message.token.as_str()).await.expect("verified");
        member
    }

    fn last(&self, kind: Kind) -> Message {
        let last = self.mailer.last().expect("a message");
        assert_eq!(last.kind, kind);
        last
    }

    /// Asks for a link and reads its token from the message.
    async fn reset_token(&self, pseudonym: &str) -> String {
        reset::request(&self.services, pseudonym).await.expect("asked");
        assert_eq!(self.deliver().await.sent, 1, "{}", self.bed.backend);
        self.last(Kind::Reset).token.as_str().to_owned()
    }

    async fn waiting(&self) -> u64 {
        outbox::Entity::find().count(self.services.db.read()).await.expect("count")
    }

    async fn links(&self) -> u64 {
        link::Entity::find().count(self.services.db.read()).await.expect("count")
    }
}

fn secret(text: &str) -> Passphrase {
    Passphrase::read(text)
}

fn typed(address: &str) -> Address {
    Address { email: address.to_owned(), safe: true, locale: Locale::Fr, form_key: String::new() }
}

fn code<T: std::fmt::Debug>(result: Result<T, DomainError>) -> ErrorCode {
    result.expect_err("refused").code
}

#[tokio::test]
async fn an_address_is_proved_and_opens_the_account_again() {
    for post in Post::each().await {
        let services = &post.services;
        let member = post.joined(NAME).await.member;
        assert_eq!(email::state(services, &member).await.expect("a state"), EmailState::None);
        post.add(&member, ADDRESS).await;
        let waiting = EmailState::Waiting("f***@e***.tn".to_owned());
        assert_eq!(email::state(services, &member).await.expect("a state"), waiting);
        assert!(post.mailer.sent().is_empty(), "nothing goes inside the request");
        assert_eq!(post.deliver().await, Delivered { sent: 1, ..Delivered::default() });
        assert_eq!(post.waiting().await, 0, "the row goes with the message");
        let message = post.last(Kind::Verify);
        assert_eq!((message.to.as_str(), message.locale), (ADDRESS, Locale::Fr));
        assert!(!format!("{message:?}").contains("canari"));

        // Nothing but the proof goes to an address that is not proved.
        reset::request(services, NAME).await.expect("asked");
        assert_eq!(post.deliver().await, Delivered { dropped: 1, ..Delivered::default() });

        let token = message.token.as_str();
        assert!(email::can_verify(services, token).await.expect("looked"));
        assert!(email::can_verify(services, token).await.expect("looked"), "looking spends nothing");
        assert!(!reset::can_finish(services, token).await.expect("looked"), "another purpose");
        email::verify(services, token).await.expect("verified");
        assert_eq!(code(email::verify(services, token).await), ErrorCode::NotFound);
        let verified = EmailState::Verified("f***@e***.tn".to_owned());
        assert_eq!(email::state(services, &member).await.expect("a state"), verified);

        let open = session::ActiveModel {
            id_hash: Set("s1".to_owned()),
            member_id: Set(Some(member.id.as_str().to_owned())),
            data: Set("{}".to_owned()),
            created_at: Set(services.now_ms()),
            expires_at: Set(services.now_ms() + 3_600_000),
            confirmed_at: Set(0),
            ..Default::default()
        };
        open.insert(services.db.writer()).await.expect("a session");
        let token = post.reset_token("olive-TRANQUILLE").await;
        assert!(reset::can_finish(services, &token).await.expect("looked"));
        let error = reset::finish(services, &token, &secret("olive tranquille")).await.expect_err("refused");
        assert_eq!(error.fields, [FieldError::new("passphrase", FieldCode::TooEasy)]);
        reset::finish(services, &token, &secret(OTHER)).await.expect("a refusal spends nothing");
        assert_eq!(session::Entity::find().count(services.db.read()).await.expect("count"), 0);
        assert!(sign_in(services, NAME, &secret(SECRET)).await.is_err());
        assert_eq!(sign_in(services, NAME, &secret(OTHER)).await.expect("signed in").id, member.id);
        assert_eq!(code(reset::finish(services, &token, &secret(THIRD)).await), ErrorCode::NotFound);
        assert!(!reset::can_finish(services, &token).await.expect("looked"));
        // The address stays proved: the next time works alike.
        post.reset_token(NAME).await;
    }
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_and_only_she_herself_may_change_it() {
    for post in Post::each().await {
        let member = post.joined(NAME).await.member;
        let proved = post.bed.proved(&member);
        let unsafe_one = Address { email: "fatma@".to_owned(), safe: false, ..typed(ADDRESS) };
        let error = email::add(&post.services, &proved, &unsafe_one).await.expect_err("refused");
        assert_eq!(
            error.fields,
            [
                FieldError::new("email", FieldCode::NotAnAddress),
                FieldError::new("mail_is_safe", FieldCode::MustAgree),
            ]
        );
        let plain = Actor::Member(member.clone());
        assert_eq!(code(email::add(&post.services, &plain, &typed(ADDRESS)).await), ErrorCode::ConfirmNeeded);
        assert_eq!(code(email::remove(&post.services, &plain).await), ErrorCode::ConfirmNeeded);
        let guest = email::add(&post.services, &Actor::Guest, &typed(ADDRESS)).await;
        assert_eq!(code(guest), ErrorCode::SignInNeeded);
        post.bed.clock.advance(Duration::minutes(11));
        assert_eq!(code(email::remove(&post.services, &proved).await), ErrorCode::ConfirmNeeded);
        let error = reset::request(&post.services, " ").await.expect_err("refused");
        assert_eq!(error.fields, [FieldError::new("pseudonym", FieldCode::Required)]);
        assert_eq!((post.waiting().await, post.links().await), (0, 0), "{}", post.bed.backend);
    }
}

#[tokio::test]
async fn a_link_works_for_thirty_minutes() {
    for post in Post::each().await {
        let member = post.joined(NAME).await.member;
        post.add(&member, ADDRESS).await;
        post.deliver().await;
        let proof = post.last(Kind::Verify).token;
        post.bed.clock.advance(Duration::minutes(30));
        assert_eq!(code(email::verify(&post.services, proof.as_str()).await), ErrorCode::NotFound);

        post.add(&member, ADDRESS).await;
        post.deliver().await;
        post.bed.clock.advance(Duration::minutes(30) - Duration::seconds(1));
        let proof = post.last(Kind::Verify).token;
        email::verify(&post.services, proof.as_str()).await.expect("in time");

        let token = post.reset_token(NAME).await;
        post.bed.clock.advance(Duration::minutes(30) - Duration::seconds(1));
        assert!(reset::can_finish(&post.services, &token).await.expect("looked"));
        post.bed.clock.advance(Duration::seconds(1));
        assert!(!reset::can_finish(&post.services, &token).await.expect("looked"));
        assert_eq!(code(reset::finish(&post.services, &token, &secret(OTHER)).await), ErrorCode::NotFound);
        for odd in ["", "x", &"0".repeat(40), "../../etc", "ا"] {
            assert_eq!(code(reset::finish(&post.services, odd, &secret(OTHER)).await), ErrorCode::NotFound);
            assert_eq!(code(email::verify(&post.services, odd).await), ErrorCode::NotFound);
        }
        assert!(sign_in(&post.services, NAME, &secret(SECRET)).await.is_ok(), "{}", post.bed.backend);
    }
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_uses_the_link() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        let token = post.reset_token(NAME).await;
        let tries: Vec<_> = [OTHER, THIRD, OTHER, THIRD]
            .into_iter()
            .map(|passphrase| {
                let (services, token) = (post.services.clone(), token.clone());
                tokio::spawn(async move { reset::finish(&services, &token, &secret(passphrase)).await })
            })
            .collect();
        let mut used = 0;
        for one in tries {
            match one.await.expect("joined") {
                Ok(()) => used += 1,
                Err(error) => assert_eq!(error.code, ErrorCode::NotFound),
            }
        }
        assert_eq!(used, 1, "{}", post.bed.backend);
        let opened = [OTHER, THIRD].map(secret);
        let mut right = 0;
        for passphrase in &opened {
            right += usize::from(sign_in(&post.services, NAME, passphrase).await.is_ok());
        }
        assert_eq!(right, 1);
    }
}

#[tokio::test]
async fn a_link_ends_when_the_passphrase_is_changed_in_any_way() {
    for post in Post::each().await {
        let Registered { member, codes } = post.joined(NAME).await;
        post.add(&member, ADDRESS).await;
        post.deliver().await;
        email::verify(&post.services, post.last(Kind::Verify).token.as_str()).await.expect("verified");

        let [first, second] = [post.reset_token(NAME).await, post.reset_token(NAME).await];
        change_passphrase(&post.services, &member, &secret(SECRET), &secret(OTHER)).await.expect("changed");
        for token in [&first, &second] {
            assert!(!reset::can_finish(&post.services, token).await.expect("looked"));
            assert_eq!(code(reset::finish(&post.services, token, &secret(THIRD)).await), ErrorCode::NotFound);
        }
        let third = post.reset_token(NAME).await;
        let recovery = Recovery {
            pseudonym: NAME.to_owned(),
            code: codes.first().expect("a code").printed(),
            passphrase: secret(THIRD),
        };
        recover(&post.services, &recovery).await.expect("recovered");
        assert_eq!(code(reset::finish(&post.services, &third, &secret(OTHER)).await), ErrorCode::NotFound);

        // Of two links one is used: the other ends with it.
        post.bed.clock.advance(Duration::hours(2));
        let [fourth, fifth] = [post.reset_token(NAME).await, post.reset_token(NAME).await];
        reset::finish(&post.services, &fifth, &secret(OTHER)).await.expect("used");
        assert_eq!(code(reset::finish(&post.services, &fourth, &secret(SECRET)).await), ErrorCode::NotFound);
        assert!(sign_in(&post.services, NAME, &secret(OTHER)).await.is_ok(), "{}", post.bed.backend);
    }
}

#[tokio::test]
async fn asking_is_the_same_work_for_every_name() {
    const NOBODY: &str = "Personne Ici";
    const PLAIN: &str = "Lune Dorée";
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        post.joined(PLAIN).await;
        // The shortest of each: what else the machine does only makes one longer.
        let mut times = [Wait::MAX; 3];
        for _ in 0..12 {
            // Past the limit of each name, and past what waits.
            post.bed.clock.advance(Duration::hours(2));
            mail::sweep(&post.services).await.expect("swept");
            for (slot, name) in [NAME, PLAIN, NOBODY].into_iter().enumerate() {
                let (links, waiting) = (post.links().await, post.waiting().await);
                let start = Instant::now();
                reset::request(&post.services, name).await.expect("asked");
                times[slot] = times[slot].min(start.elapsed());
                assert_eq!((post.links().await, post.waiting().await), (links + 1, waiting + 1), "{name}");
            }
        }
        // Wide, because test machines are shared.
        for other in [times[1], times[2]] {
            let ratio = other.as_secs_f64() / times[0].as_secs_f64();
            assert!((0.4..2.5).contains(&ratio), "{}: {times:?}", post.bed.backend);
        }
        let done = post.deliver().await;
        assert_eq!((done.sent, done.dropped), (1, 2), "one of the three has a reader");
        // The rows of nobody look like the others.
        reset::request(&post.services, NOBODY).await.expect("asked");
        reset::request(&post.services, NAME).await.expect("asked");
        let rows = outbox::Entity::find().all(post.services.db.read()).await.expect("rows");
        let shapes: HashSet<(String, usize)> =
            rows.into_iter().map(|row| (row.kind, row.sealed.len())).collect();
        assert_eq!(shapes.len(), 1);
    }
}

#[tokio::test]
async fn nobodys_mailbox_is_flooded_and_nobody_is_told() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        for name in [NAME, "Personne Ici"] {
            for _ in 0..8 {
                reset::request(&post.services, name).await.expect("the same answer");
            }
        }
        assert_eq!(post.deliver().await.sent, 3, "{}", post.bed.backend);
        post.bed.clock.advance(Duration::minutes(20));
        reset::request(&post.services, NAME).await.expect("asked");
        assert_eq!(post.deliver().await.sent, 1);

        // One account cannot try addresses, and many accounts cannot write to one.
        let member = post.joined("Lune Dorée").await.member;
        let proved = post.bed.proved(&member);
        for n in 0..3 {
            let address = format!("autre{n}@example.tn");
            email::add(&post.services, &proved, &typed(&address)).await.expect("added");
        }
        let error = email::add(&post.services, &proved, &typed("autre4@example.tn")).await;
        assert_eq!(code(error), ErrorCode::TooManyRequests);
        post.bed.clock.advance(Duration::hours(3));
        for n in 0..5 {
            let other = post.joined(&format!("Figue Calme {n}")).await.member;
            post.add(&other, "Victime@Example.tn").await;
            let EmailState::Waiting(_) = email::state(&post.services, &other).await.expect("a state") else {
                panic!("the same answer for everybody");
            };
        }
        assert_eq!(post.deliver().await.sent, 3, "{}", post.bed.backend);
        let buckets = rate_bucket::Entity::find().all(post.services.db.read()).await.expect("buckets");
        assert!(buckets.iter().all(|row| !row.bucket.to_lowercase().contains("victime")));
    }
}

#[tokio::test]
async fn without_a_post_there_is_no_mail() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let member = bed.member(NAME, domain::Role::Member).await;
        let member = member.member().expect("a member");
        assert!(!services.offers_mail());
        assert_eq!(
            code(email::add(services, &bed.proved(member), &typed(ADDRESS)).await),
            ErrorCode::NotFound
        );
        assert_eq!(code(reset::request(services, NAME).await), ErrorCode::NotFound);
        assert_eq!(code(reset::finish(services, "x", &secret(OTHER)).await), ErrorCode::NotFound);
        assert_eq!(code(email::verify(services, "x").await), ErrorCode::NotFound);
        assert_eq!(deliver_due(services).await.expect("nothing"), Delivered::default());
        assert_eq!(outbox::Entity::find().count(services.db.read()).await.expect("count"), 0);
    }
}
