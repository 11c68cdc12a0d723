//! Addresses: how they go, who sees them, and mailboxes of minutes.

use super::*;

#[tokio::test]
async fn an_address_goes_when_she_says_so() {
    for post in Post::each().await {
        let member = post.with_address(NAME, ADDRESS).await;
        let off = post.last(Kind::Verify).off;
        // What waits goes with the address.
        reset::request(&post.services, NAME).await.expect("asked");
        email::remove(&post.services, &post.bed.proved(&member)).await.expect("removed");
        assert_eq!((post.waiting().await, post.links().await), (0, 0), "{}", post.bed.backend);
        assert_eq!(email::state(&post.services, &member).await.expect("a state"), EmailState::None);
        email::remove(&post.services, &post.bed.proved(&member)).await.expect("nothing to remove");

        // The same form again sends nothing again.
        let again = Address { form_key: "aaaaaaaa-1111".to_owned(), ..typed("double@example.tn") };
        for _ in 0..2 {
            email::add(&post.services, &post.bed.proved(&member), &again).await.expect("the same answer");
        }
        assert_eq!((post.waiting().await, post.links().await), (1, 1));

        // Another address is another off link: the old one does not reach it.
        post.bed.clock.advance(Duration::hours(2));
        post.add(&member, "nouvelle@example.tn").await;
        email::switch_off(&post.services, &off).await.expect("the same answer");
        post.deliver().await;
        let fresh = post.last(Kind::Verify);
        assert_ne!(fresh.off, off);
        email::verify(&post.services, fresh.token.as_str()).await.expect("verified");
        for odd in ["", "x", &off[..43], &format!("{off}0"), "é".repeat(22).as_str(), &"0".repeat(44)] {
            email::switch_off(&post.services, odd).await.expect("the same answer");
        }
        let mut forged = fresh.off.clone();
        let last = if forged.pop() == Some('0') { '1' } else { '0' };
        forged.push(last);
        email::switch_off(&post.services, &forged).await.expect("the same answer");
        assert!(matches!(
            email::state(&post.services, &member).await.expect("a state"),
            EmailState::Verified(_)
        ));
        email::switch_off(&post.services, &fresh.off).await.expect("off");
        assert_eq!(email::state(&post.services, &member).await.expect("a state"), EmailState::None);
        email::switch_off(&post.services, &fresh.off).await.expect("the same answer twice");
        reset::request(&post.services, NAME).await.expect("asked");
        assert_eq!(post.deliver().await.sent, 0);

        // An address in the place of another one: links to the old one end.
        post.bed.clock.advance(Duration::hours(2));
        post.add(&member, ADDRESS).await;
        post.deliver().await;
        let old = post.last(Kind::Verify).token;
        post.add(&member, "nouvelle@example.tn").await;
        assert_eq!(code(email::verify(&post.services, old.as_str()).await), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn a_shut_account_gets_nothing() {
    for post in Post::each().await {
        let member = post.with_address(NAME, ADDRESS).await;
        let token = post.reset_token(NAME).await;
        reset::request(&post.services, NAME).await.expect("asked");
        disable(&post.services, NAME).await.expect("disabled");
        assert_eq!(post.deliver().await, Delivered { dropped: 1, ..Delivered::default() });
        assert_eq!(code(reset::finish(&post.services, &token, &secret(OTHER)).await), ErrorCode::NotFound);
        post.bed.clock.advance(Duration::hours(2));
        reset::request(&post.services, NAME).await.expect("the same answer");
        assert_eq!(post.deliver().await.sent, 0, "{}", post.bed.backend);
        // With the account go address, links and messages.
        member::Entity::delete_by_id(member.id.as_str()).exec(post.services.db.writer()).await.expect("gone");
        assert_eq!(contact::Entity::find().count(post.services.db.read()).await.expect("count"), 0);
    }
}

#[tokio::test]
async fn the_database_alone_shows_neither_address_nor_link() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        reset::request(&post.services, NAME).await.expect("asked");
        let db = post.services.db.read();
        let rows = format!(
            "{:?}{:?}{:?}{:?}",
            contact::Entity::find().all(db).await.expect("rows"),
            link::Entity::find().all(db).await.expect("rows"),
            outbox::Entity::find().all(db).await.expect("rows"),
            rate_bucket::Entity::find().all(db).await.expect("rows"),
        );
        post.deliver().await;
        let token = post.last(Kind::Reset).token;
        assert!(rows.contains("Model") && rows.contains("reset"));
        for secret in ["canari", "example.tn", token.as_str(), "Olive", "olive"] {
            assert!(!rows.contains(secret), "{secret} in {rows}");
        }
        // Another portal's key opens none of it, and breaks nothing.
        reset::request(&post.services, NAME).await.expect("asked");
        let stranger = post.services.clone().with_key([7; 32]);
        assert_eq!(deliver_due(&stranger).await.expect("went on").dropped, 1, "{}", post.bed.backend);
    }
}

/// What is noticed about a question that she asks now, and how it stands.
async fn noticed(post: &Post, member: &Member, words: &str) -> (String, PostState) {
    post.bed.clock.advance(Duration::minutes(20));
    let form = NewTopic {
        category: "unions".into(),
        title: format!("سؤال {words}"),
        body: format!("نصّ قصير {words}"),
        ..NewTopic::default()
    };
    let actor = post.bed.proved(member);
    let sent = forum::create_topic(&post.services, &actor, &form, Locale::Ar).await.expect("sent");
    let db = post.services.db.read();
    let gate = post_gate::Entity::find_by_id(sent.post.as_str()).one(db).await.expect("a query");
    (gate.expect("a row").signals, sent.state)
}

#[tokio::test]
async fn a_mailbox_of_minutes_is_one_small_sign_while_she_is_new_and_refuses_nothing() {
    for post in Post::each().await {
        let backend = post.bed.backend;
        forum::seed::seed(&post.services).await.expect("categories");
        let change = Change { review: Some("none".into()), ..Change::default() };
        forum::change_category(&post.services, "unions", &change).await.expect("changed");
        let ordinary = || ("no_key".to_owned(), PostState::Published);
        let suspect = || ("no_key disposable_mail".to_owned(), PostState::Published);

        // The address is taken and proved as any other.
        let member = post.with_address(NAME, "fatma.canari@box.yopmail.com").await;
        let state = email::state(&post.services, &member).await.expect("a state");
        assert!(matches!(state, EmailState::Verified(_)), "{backend}");
        assert_eq!(noticed(&post, &member, "أوّل").await, suspect(), "{backend}");
        // What is known of it is one bit, and goes with the address.
        let rows = contact::Entity::find().all(post.services.db.read()).await.expect("rows");
        assert!(
            rows.len() == 1 && rows[0].disposable && !format!("{rows:?}").contains("yopmail"),
            "{backend}"
        );
        post.add(&member, ADDRESS).await;
        assert_eq!(noticed(&post, &member, "ثان").await, ordinary(), "{backend}");

        // Whoever runs the portal can name more.
        let own = Disposable::of(&["minutes.example".to_owned()]);
        let services = post.services.clone().with_disposable(own);
        let address = typed("fatma@minutes.example");
        email::add(&services, &post.bed.proved(&member), &address).await.expect("added");
        assert_eq!(noticed(&post, &member, "ثالث").await, suspect(), "{backend}");
        // With three published texts it says nothing any more; of somebody without an address nothing is known.
        assert_eq!(noticed(&post, &member, "رابع").await, ordinary(), "{backend}");
        let other = post.joined("Lune Dorée").await.member;
        assert_eq!(noticed(&post, &other, "خامس").await, ordinary(), "{backend}");
    }
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_swept() {
    for post in Post::each().await {
        let member = post.with_address(NAME, ADDRESS).await;
        let other = post.joined("Lune Dorée").await.member;
        post.add(&other, "jamais@example.tn").await;
        reset::request(&post.services, NAME).await.expect("asked");
        reset::request(&post.services, "Personne Ici").await.expect("asked");
        assert_eq!(mail::sweep(&post.services).await.expect("swept"), 0);
        post.bed.clock.advance(Duration::minutes(30));
        assert_eq!(mail::sweep(&post.services).await.expect("swept"), 6, "{}", post.bed.backend);
        assert!(matches!(
            email::state(&post.services, &other).await.expect("a state"),
            EmailState::Waiting(_)
        ));
        post.bed.clock.advance(Duration::hours(24));
        assert_eq!(mail::sweep(&post.services).await.expect("swept"), 1);
        assert_eq!(email::state(&post.services, &other).await.expect("a state"), EmailState::None);
        assert!(matches!(
            email::state(&post.services, &member).await.expect("a state"),
            EmailState::Verified(_)
        ));
    }
}
