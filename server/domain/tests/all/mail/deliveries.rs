//! Mail that is carried away, once, and given up in the end.

use super::*;

#[tokio::test]
async fn a_failing_post_is_tried_again_and_given_up_in_the_end() {
    let later = || MailError::Later("smtp 421".into());
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        post.mailer.fail([later(), later()]);
        reset::request(&post.services, NAME).await.expect("asked");
        assert_eq!(post.deliver().await, Delivered { later: 1, ..Delivered::default() });
        assert_eq!(post.deliver().await, Delivered::default(), "not at once");
        post.bed.clock.advance(Duration::seconds(15));
        assert_eq!(post.deliver().await.later, 1);
        post.bed.clock.advance(Duration::seconds(29));
        assert_eq!(post.deliver().await, Delivered::default(), "twice as long");
        post.bed.clock.advance(Duration::seconds(1));
        assert_eq!(post.deliver().await.sent, 1, "{}", post.bed.backend);
        assert_eq!((post.mailer.sent().len(), post.waiting().await), (2, 0));
        let token = post.last(Kind::Reset).token;
        assert!(reset::can_finish(&post.services, token.as_str()).await.expect("looked"));

        // A link that has ended is not sent late.
        post.mailer.fail([later()]);
        reset::request(&post.services, NAME).await.expect("asked");
        post.deliver().await;
        post.bed.clock.advance(Duration::minutes(31));
        assert_eq!(post.deliver().await, Delivered { dropped: 1, ..Delivered::default() });

        // Given up after so many tries; the row is made to live long enough here.
        reset::request(&post.services, NAME).await.expect("asked");
        let row = outbox::Entity::find().one(post.services.db.read()).await.expect("read").expect("a row");
        let mut row = row.into_active_model();
        row.expires_at = Set(i64::MAX);
        row.update(post.services.db.writer()).await.expect("updated");
        post.mailer.fail((0..TRIES).map(|_| later()));
        let mut done = Delivered::default();
        for _ in 0..TRIES {
            let go = post.deliver().await;
            done.later += go.later;
            done.given_up += go.given_up;
            post.bed.clock.advance(Duration::hours(1));
        }
        assert_eq!((done.later, done.given_up), (u32::try_from(TRIES - 1).expect("small"), 1));
        assert_eq!(post.waiting().await, 0);

        // What a server refuses for good is not tried again.
        post.mailer.fail([MailError::Refused("smtp 550".into())]);
        reset::request(&post.services, NAME).await.expect("asked");
        assert_eq!(post.deliver().await, Delivered { given_up: 1, ..Delivered::default() });
        assert_eq!(post.waiting().await, 0);
    }
}

#[tokio::test]
async fn what_was_committed_survives_the_death_of_the_process() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        // Dead between commit and send: the next process finds the row.
        reset::request(&post.services, NAME).await.expect("asked");
        assert_eq!(post.waiting().await, 1);
        let reborn = post.services.with_db(domain::Db::connect(&post.bed.url, 2).await.expect("connected"));
        assert_eq!(deliver_due(&reborn).await.expect("delivered").sent, 1, "{}", post.bed.backend);

        // Dead while sending: the claim runs out, then it goes once more (at least once, as documented).
        reset::request(&post.services, NAME).await.expect("asked");
        let before = post.mailer.sent().len();
        post.mailer.hang(true);
        let dying = tokio::spawn({
            let services = post.services.clone();
            async move { deliver_due(&services).await }
        });
        while post.mailer.sent().len() == before {
            tokio::time::sleep(Wait::from_millis(2)).await;
        }
        dying.abort();
        assert!(dying.await.expect_err("died").is_cancelled());
        post.mailer.hang(false);
        assert_eq!(deliver_due(&reborn).await.expect("delivered"), Delivered::default(), "claimed still");
        post.bed.clock.advance(Duration::milliseconds(LEASE_MS));
        assert_eq!(deliver_due(&reborn).await.expect("delivered").sent, 1);
        assert_eq!((post.mailer.sent().len(), post.waiting().await), (before + 2, 0));
    }
}

#[tokio::test]
async fn several_workers_never_send_one_message_twice() {
    for post in Post::each().await {
        for n in 0..12 {
            let member = post.joined(&format!("Figue Calme {n}")).await.member;
            post.add(&member, &format!("canari{n}@example.tn")).await;
        }
        let second = post.services.with_db(domain::Db::connect(&post.bed.url, 2).await.expect("connected"));
        let workers: Vec<_> = (0..4)
            .map(|n| {
                let services = if n % 2 == 0 { post.services.clone() } else { second.clone() };
                tokio::spawn(async move {
                    let mut sent = 0;
                    for _ in 0..3 {
                        sent += deliver_due(&services).await.expect("delivered").sent;
                    }
                    sent
                })
            })
            .collect();
        let mut sent = 0;
        for worker in workers {
            sent += worker.await.expect("joined");
        }
        let to: HashSet<String> =
            post.mailer.sent().iter().map(|message| message.to.as_str().to_owned()).collect();
        assert_eq!((sent, post.mailer.sent().len(), to.len()), (12, 12, 12), "{}", post.bed.backend);
        assert_eq!(post.waiting().await, 0);
    }
}
