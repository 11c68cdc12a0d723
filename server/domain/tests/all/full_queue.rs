//! A crowd at the hash uses up nobody's tries. Alone in its file: the queue is one for the whole process.
#![allow(clippy::expect_used)]

use contract::ErrorCode;
use domain::{
    Role,
    identity::{Passphrase, Recovery, create_for_team, recover, sign_in},
    testing::TestBed,
};

const SECRET: &str = "colline lampe safran train";
const NAME: &str = "Olive Tranquille";
/// Tries of a name at a code before it waits.
const TRIES: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_gives_the_try_back() {
    let crowd = 3 * (32 + std::thread::available_parallelism().map_or(1, usize::from));
    for bed in TestBed::each().await {
        let services = &bed.services;
        create_for_team(services, NAME, Role::Member, &Passphrase::read(SECRET)).await.expect("an account");
        let try_once = || async {
            let form = Recovery {
                pseudonym: NAME.to_owned(),
                code: "0123-4567-89AB".to_owned(),
                passphrase: Passphrase::read("pont rouge semoule orage"),
            };
            recover(services, &form).await.expect_err("a wrong code").code
        };
        let others: Vec<_> = (0..crowd)
            .map(|n| {
                let services = services.clone();
                let name = format!("Personne {n:04}");
                tokio::spawn(
                    async move { sign_in(&services, &name, &Passphrase::read(SECRET)).await.map(drop) },
                )
            })
            .collect();
        let mut looked_at = 0;
        let mut turned_away = 0;
        for _ in 0..crowd {
            match try_once().await {
                ErrorCode::WrongCredentials => looked_at += 1,
                ErrorCode::Unavailable => turned_away += 1,
                ErrorCode::TooManyRequests => break,
                other => panic!("{other:?}"),
            }
        }
        for other in others {
            other.await.expect("joined").expect_err("nobody");
        }
        println!("{}: {turned_away} turned away", bed.backend);
        // As many as were looked at, and not one more, were spent.
        while try_once().await == ErrorCode::WrongCredentials {
            looked_at += 1;
        }
        assert_eq!(looked_at, TRIES, "{}: {turned_away} turned away", bed.backend);
    }
}
