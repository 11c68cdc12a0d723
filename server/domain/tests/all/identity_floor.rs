//! What the ways into an account must not tell, and how much guessing they bear.
#![allow(clippy::expect_used)]

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use contract::ErrorCode;
use domain::{
    Role,
    identity::{self, Passphrase, Recovery, create_for_team, disable, recover, sign_in, skeleton},
    privacy::{Leaving, come_back, leave},
    testing::{TestBed, counting_hashes},
};
use entity::identity::member;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use sea_orm_migration::MigratorTrait;

const SECRET: &str = "colline lampe safran train";
const OTHER: &str = "pont rouge semoule orage";

async fn account(bed: &TestBed, name: &str) {
    create_for_team(&bed.services, name, Role::Member, &Passphrase::read(SECRET)).await.expect("an account");
}

/// Hashes and statements of one try, and how it was answered.
async fn work_of<T: std::fmt::Debug>(
    statements: &AtomicUsize,
    attempt: impl Future<Output = domain::DomainResult<T>>,
) -> (usize, usize, ErrorCode) {
    let before = statements.load(Ordering::Relaxed);
    let (answer, hashes) = counting_hashes(attempt).await;
    (hashes, statements.load(Ordering::Relaxed) - before, answer.expect_err("refused").code)
}

/// Time cannot be compared in a test that many machines run; work can. The time is measured by
/// `cargo xtask bench`.
#[tokio::test]
async fn the_same_work_whether_a_name_exists_or_not() {
    for mut bed in TestBed::each().await {
        account(&bed, "Olive Tranquille").await;
        account(&bed, "Figue Verte").await;
        disable(&bed.services, "Figue Verte").await.expect("disabled");
        let gone =
            create_for_team(&bed.services, "Rose Partie", Role::Member, &Passphrase::read(SECRET)).await;
        let form = Leaving { choice: "vanish".into(), ..Leaving::default() };
        leave(&bed.services, &bed.proved(&gone.expect("an account")), &form).await.expect("gone");
        let statements = bed.services.db.count_statements();
        let names = ["Rose Partie", "Olive Tranquille", "Figue Verte", "Personne Ici", "نجمة الصباح"];
        let mut signing_in = Vec::new();
        let mut recovering = Vec::new();
        let mut returning = Vec::new();
        for name in names {
            let secret = Passphrase::read(OTHER);
            signing_in.push(work_of(&statements, sign_in(&bed.services, name, &secret)).await);
            let form = Recovery {
                pseudonym: name.to_owned(),
                code: "0123-4567-89AB".to_owned(),
                passphrase: Passphrase::read(OTHER),
            };
            recovering.push(work_of(&statements, recover(&bed.services, &form)).await);
            let back = come_back(&bed.services, name, "0123-4567-89AB");
            returning.push(work_of(&statements, back).await);
        }
        for (all, expected) in [(signing_in, 1), (recovering, 1), (returning, 0)] {
            let (hashes, asked, code) = all[0];
            assert_eq!((hashes, code), (expected, ErrorCode::WrongCredentials), "{}", bed.backend);
            assert!(asked >= 2, "{asked} statements were seen");
            assert!(all.iter().all(|one| *one == all[0]), "{}: {all:?}", bed.backend);
        }
    }
}

/// Ten thousand guesses at one account in ten minutes: at most forty are looked at, and she gets in after a
/// minute of silence.
#[tokio::test]
async fn ten_thousand_guesses_in_ten_minutes() {
    for bed in TestBed::each().await {
        account(&bed, "Olive Tranquille").await;
        let mut looked_at = 0;
        for n in 0..10_000 {
            // Spelt in ever other ways: the account is what counts.
            let name =
                ["Olive Tranquille", "olive-tranquille", "OLIVE  TRANQUI11E", "Ólive Tranquille"][n % 4];
            let error = sign_in(&bed.services, name, &Passphrase::read(OTHER)).await.expect_err("wrong");
            match error.code {
                ErrorCode::WrongCredentials => looked_at += 1,
                ErrorCode::TooManyRequests => {}
                other => panic!("{other:?}"),
            }
            bed.clock.advance(Duration::milliseconds(60));
        }
        println!("{}: {looked_at} of 10000 guesses were looked at", bed.backend);
        assert!((10..=40).contains(&looked_at), "{}: {looked_at}", bed.backend);
        bed.clock.advance(Duration::seconds(61));
        sign_in(&bed.services, "Olive Tranquille", &Passphrase::read(SECRET))
            .await
            .expect("never locked out");
    }
}

#[tokio::test]
async fn names_of_before_the_confusables_of_unicode_keep_opening() {
    for bed in TestBed::each().await {
        let db = bed.services.db.writer();
        // As the form of before had them: two names that are one now.
        for (name, old) in [("نجمة ا", "نجمها"), ("نجمة ١", "نجمهl"), ("Rumeur Douce", "rumeurdouce")]
        {
            account(&bed, "Colline Passante").await;
            let row = member::Entity::find().all(db).await.expect("read");
            let row = row.into_iter().find(|row| row.pseudonym == "Colline Passante").expect("a row");
            let mut row = row.into_active_model();
            (row.pseudonym, row.skeleton) = (Set(name.to_owned()), Set(old.to_owned()));
            row.update(db).await.expect("as before");
        }
        // Every migration from the twelfth on, once more: its table of the past is the one above.
        db.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE '%000012_skeleton'")
            .await
            .expect("forgotten");
        migrations::Migrator::up(db, None).await.expect("migrated");
        for name in ["نجمة ا", "نجمة ١", "Rumeur Douce", "rumeur-douce"] {
            let member = sign_in(&bed.services, name, &Passphrase::read(SECRET)).await.expect("still opens");
            assert_eq!(skeleton::folded(&member.pseudonym), skeleton::folded(name), "{}", bed.backend);
        }
        let taken = identity::Registration {
            offered: "نجمه 1".to_owned(),
            own: String::new(),
            passphrase: Passphrase::read(SECRET),
            rules: true,
            locale: contract::Locale::Ar,
            form_key: String::new(),
        };
        identity::register(&bed.services, &taken).await.expect_err("too close to both");
    }
}
