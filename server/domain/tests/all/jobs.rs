//! Work that comes again is done once, whoever falls.

use chrono::Duration;
use domain::{
    Services,
    jobs::{LEASE_MS, claim, is_due, standing},
    testing::TestBed,
};

const KIND: &str = "sweep";

async fn due(s: &Services, n: i64) -> bool {
    is_due(&standing(s).await.unwrap(), KIND, n, s.now_ms())
}

#[tokio::test]
async fn one_of_many_takes_a_stretch_of_time_and_the_next_comes_when_it_fell() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let name = bed.backend;
        assert!(due(s, 7).await);
        let mut asking = Vec::new();
        for _ in 0..20 {
            let s = s.clone();
            asking.push(tokio::spawn(async move { claim(&s, KIND, 7).await.unwrap() }));
        }
        let mut won = Vec::new();
        for one in asking {
            won.extend(one.await.unwrap());
        }
        assert_eq!(won.len(), 1, "{name}");
        let first = won.remove(0);
        // While its holder says that it is at work, nobody else begins.
        for _ in 0..3 {
            bed.clock.advance(Duration::milliseconds(LEASE_MS - 1));
            assert!(!due(s, 7).await && claim(s, KIND, 7).await.unwrap().is_none(), "{name}");
            assert!(first.renew(s).await.unwrap());
        }
        // It fell silent: another one takes over, and the first is told.
        bed.clock.advance(Duration::milliseconds(LEASE_MS + 1));
        assert!(due(s, 7).await);
        let second = claim(s, KIND, 7).await.unwrap().expect("taken over");
        assert!(!first.renew(s).await.unwrap());
        first.done(s).await.unwrap();
        assert_eq!(standing(s).await.unwrap()[0].done_at, None, "{name}: not its own any more");
        second.done(s).await.unwrap();
        let done_at = standing(s).await.unwrap()[0].done_at;
        assert_eq!(done_at, Some(s.now_ms()));

        // Done is done until the next stretch begins, and when it was done last stays known meanwhile.
        bed.clock.advance(Duration::milliseconds(10 * LEASE_MS));
        assert!(!due(s, 7).await && claim(s, KIND, 7).await.unwrap().is_none());
        let next = claim(s, KIND, 8).await.unwrap().expect("the next one");
        assert_eq!(standing(s).await.unwrap()[0].done_at, done_at);
        next.done(s).await.unwrap();
        // A clock that is a little behind does nothing twice.
        assert!(!due(s, 7).await && claim(s, KIND, 7).await.unwrap().is_none());
        // A clock that was years ahead does not stop the work for years.
        claim(s, KIND, 9_000).await.unwrap().expect("wrong clock").done(s).await.unwrap();
        assert!(due(s, 9).await);
        claim(s, KIND, 9).await.unwrap().expect("the right one").done(s).await.unwrap();
        assert!(claim(s, KIND, 9).await.unwrap().is_none());
        // Each kind has its own.
        assert!(claim(s, "other", 9).await.unwrap().is_some(), "{name}");
    }
}
