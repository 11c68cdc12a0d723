//! The room `identity` on real databases.
#![allow(clippy::expect_used)]

use std::collections::HashSet;

use chrono::Duration;
use contract::{ErrorCode, FieldCode, FieldError, Locale};
use domain::{
    Member, Role,
    identity::{
        self, Passphrase, Recovery, Registered, Registration, active_member, change_passphrase,
        create_for_team, disable, enable, end_sessions, overview, recover, register, reissue_codes, sign_in,
        skeleton::skeleton, suggest, sweep,
    },
    testing::TestBed,
};
use entity::identity::{member, rate_bucket, recovery_code, session, submission};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

const SECRET: &str = "colline lampe safran train";
const OTHER: &str = "pont rouge semoule orage";

fn secret(text: &str) -> Passphrase {
    Passphrase::read(text)
}

fn form(pseudonym: &str, form_key: &str) -> Registration {
    Registration {
        offered: pseudonym.to_owned(),
        own: String::new(),
        passphrase: secret(SECRET),
        rules: true,
        locale: Locale::Fr,
        form_key: form_key.to_owned(),
    }
}

async fn joined(bed: &TestBed, pseudonym: &str) -> Registered {
    register(&bed.services, &form(pseudonym, "")).await.expect("registered")
}

async fn begin_session(bed: &TestBed, member: &Member, id: &str, expires_at: i64) {
    let row = session::ActiveModel {
        id_hash: Set(id.to_owned()),
        member_id: Set(Some(member.id.as_str().to_owned())),
        data: Set("{}".to_owned()),
        created_at: Set(bed.services.now_ms()),
        expires_at: Set(expires_at),
        confirmed_at: Set(0),
        ..Default::default()
    };
    row.insert(bed.services.db.writer()).await.expect("a session");
}

#[tokio::test]
async fn joins_with_a_name_and_a_passphrase() {
    for bed in TestBed::each().await {
        let Registered { member, codes } = joined(&bed, "زيتونة هادئة").await;
        assert_eq!((member.pseudonym.as_str(), member.role), ("زيتونة هادئة", Role::Member));
        let printed: HashSet<String> = codes.iter().map(identity::RecoveryCode::printed).collect();
        assert_eq!(printed.len(), 10, "{}", bed.backend);

        let db = bed.services.db.read();
        let row = member::Entity::find_by_id(member.id.as_str()).one(db).await.expect("read").expect("a row");
        assert!(row.passphrase_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(
            (row.state.as_str(), row.locale.as_str(), row.terms_version.as_str()),
            ("active", "fr", "2026-11-23")
        );
        assert_eq!(row.joined_month.len(), 7, "no finer than the month");
        let stored = recovery_code::Entity::find().all(db).await.expect("codes");
        assert!(stored.iter().all(|row| row.code_hash.len() == 32 && !printed.contains(&row.code_hash)));

        // However the name is typed.
        for typed in ["زيتونة هادئة", " زيتونه  هادئه ", "زَيتونة هادِئة", "زيتونة-هادئة"]
        {
            let again = sign_in(&bed.services, typed, &secret(SECRET)).await.expect("signed in");
            assert_eq!(again, member);
        }
    }
}

#[tokio::test]
async fn names_the_fields_that_were_refused() {
    for bed in TestBed::each().await {
        joined(&bed, "Olive Tranquille").await;
        let mut bad = form("0live-TRANQUILLE", "");
        bad.passphrase = secret("court");
        bad.rules = false;
        let error = register(&bed.services, &bad).await.expect_err("refused");
        assert_eq!(error.code, ErrorCode::InvalidForm);
        assert_eq!(
            error.fields,
            [
                FieldError::new("pseudonym", FieldCode::Taken),
                FieldError::new("passphrase", FieldCode::TooShort(12)),
                FieldError::new("rules", FieldCode::MustAgree),
            ]
        );
        // A name of her own wins over the offered one, and its field is named.
        let mut own = form("Figue Douce", "");
        own.own = "Modératrice".to_owned();
        let error = register(&bed.services, &own).await.expect_err("refused");
        assert_eq!(error.fields, [FieldError::new("own_pseudonym", FieldCode::Reserved)]);
        own.own = "Ma Colline".to_owned();
        assert_eq!(register(&bed.services, &own).await.expect("registered").member.pseudonym, "Ma Colline");
        let error = register(&bed.services, &form("Figue Verte", "###")).await.expect_err("a malformed key");
        assert_eq!(error.fields, [FieldError::new("form_key", FieldCode::BadCharacters)]);
    }
}

#[tokio::test]
async fn the_same_form_opens_one_account() {
    for bed in TestBed::each().await {
        let first = form("Quiet Olive", "11111111-aaaa");
        let one = register(&bed.services, &first).await.expect("registered");
        let two = register(&bed.services, &first).await.expect("the same again");
        assert_eq!(one.member, two.member);
        // The first answer may never have arrived: the sheet shown last is the one that counts.
        assert_eq!(two.codes.len(), 10);
        let left = overview(&bed.services, &one.member).await.expect("overview").codes_left;
        assert_eq!(left, 10, "{}", bed.backend);

        // Somebody else's passphrase proves nothing.
        let mut thief = first.clone();
        thief.passphrase = secret(OTHER);
        let error = register(&bed.services, &thief).await.expect_err("refused");
        assert_eq!(error.fields, [FieldError::new("pseudonym", FieldCode::Taken)]);

        bed.clock.advance(Duration::minutes(11));
        let late = register(&bed.services, &first).await.expect("the same again");
        assert_eq!((late.member, late.codes.len()), (one.member, 0), "an old form changes no codes");
        assert_eq!(member::Entity::find().count(bed.services.db.read()).await.expect("count"), 1);
    }
}

#[tokio::test]
async fn the_same_form_at_the_same_moment_opens_one_account() {
    for bed in TestBed::each().await {
        let form = form("Brave Lark", "22222222-bbbb");
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let (services, form) = (bed.services.clone(), form.clone());
                tokio::spawn(async move { register(&services, &form).await })
            })
            .collect();
        let mut ids = HashSet::new();
        for one in tries {
            ids.insert(one.await.expect("joined").expect("registered").member.id);
        }
        assert_eq!(ids.len(), 1, "{}", bed.backend);
        assert_eq!(member::Entity::find().count(bed.services.db.read()).await.expect("count"), 1);
    }
}

#[tokio::test]
async fn two_women_with_one_idea_get_one_name() {
    for bed in TestBed::each().await {
        let tries: Vec<_> = ["Calm Fig", "calm-FIG", "Calm  Fig", "Calm F1g"]
            .into_iter()
            .map(|name| {
                let (services, form) = (bed.services.clone(), form(name, ""));
                tokio::spawn(async move { register(&services, &form).await })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            match one.await.expect("joined") {
                Ok(_) => opened += 1,
                Err(error) => assert_eq!(error.fields, [FieldError::new("pseudonym", FieldCode::Taken)]),
            }
        }
        assert_eq!(opened, 1, "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_wrong_guess_never_says_what_was_wrong() {
    for bed in TestBed::each().await {
        let member = joined(&bed, "Olive Tranquille").await.member;
        joined(&bed, "Lune Dorée").await;
        disable(&bed.services, "lune doree").await.expect("disabled");
        for (name, passphrase) in [
            ("Olive Tranquille", OTHER),
            ("Personne Ici", SECRET),
            ("Lune Dorée", SECRET),
            ("\u{202E}!?", SECRET),
        ] {
            let error = sign_in(&bed.services, name, &secret(passphrase)).await.expect_err("refused");
            assert_eq!((error.code, error.fields.len()), (ErrorCode::WrongCredentials, 0), "{name}");
        }
        let error = sign_in(&bed.services, " ", &secret("")).await.expect_err("refused");
        let named: Vec<_> = error.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["pseudonym", "passphrase"]);
        enable(&bed.services, "Lune Dorée").await.expect("enabled");
        assert!(sign_in(&bed.services, "Lune Dorée", &secret(SECRET)).await.is_ok());
        assert!(active_member(&bed.services, &member.id).await.expect("read").is_some());
    }
}

#[tokio::test]
async fn guessing_gets_slow_and_nobody_is_locked_out() {
    for bed in TestBed::each().await {
        joined(&bed, "Olive Tranquille").await;
        // Known and unknown names run dry alike.
        for name in ["Olive Tranquille", "Personne Ici"] {
            for _ in 0..10 {
                let error = sign_in(&bed.services, name, &secret(OTHER)).await.expect_err("wrong");
                assert_eq!(error.code, ErrorCode::WrongCredentials);
            }
            let error = sign_in(&bed.services, name, &secret(SECRET)).await.expect_err("too many");
            assert_eq!(error.code, ErrorCode::TooManyRequests, "{}", bed.backend);
        }
        bed.clock.advance(Duration::seconds(61));
        assert!(sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.is_ok());
        // The right one gives all tries back.
        for _ in 0..20 {
            assert!(sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.is_ok());
        }
        // Nothing that was typed as a name is kept in clear.
        let buckets = rate_bucket::Entity::find().all(bed.services.db.read()).await.expect("buckets");
        assert!(buckets.iter().all(|row| !row.bucket.contains(&skeleton("Personne Ici"))));
    }
}

#[tokio::test]
async fn old_hashes_are_renewed_at_sign_in() {
    use argon2::{
        Algorithm, Argon2, Params, Version,
        password_hash::{PasswordHasher, phc::PasswordHash},
    };
    for bed in TestBed::each().await {
        let member = joined(&bed, "Olive Tranquille").await.member;
        let cheap =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).expect("params"));
        let old: PasswordHash = cheap.hash_password(SECRET.as_bytes()).expect("a hash");
        let row =
            member::Entity::find_by_id(member.id.as_str()).one(bed.services.db.read()).await.expect("read");
        let mut row = row.expect("a row").into_active_model();
        row.passphrase_hash = Set(old.to_string());
        row.update(bed.services.db.writer()).await.expect("updated");
        for _ in 0..2 {
            sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.expect("signed in");
        }
        let row =
            member::Entity::find_by_id(member.id.as_str()).one(bed.services.db.read()).await.expect("read");
        assert!(row.expect("a row").passphrase_hash.contains("m=19456,t=2,p=1"), "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_code_opens_once_and_ends_all_sessions() {
    for bed in TestBed::each().await {
        let Registered { member, codes } = joined(&bed, "Olive Tranquille").await;
        joined(&bed, "Lune Dorée").await;
        let later = bed.services.now_ms() + 3_600_000;
        begin_session(&bed, &member, "s1", later).await;
        begin_session(&bed, &member, "s2", later).await;
        let code = codes.first().expect("a code").printed();
        let with = |pseudonym: &str, code: &str, passphrase: &str| Recovery {
            pseudonym: pseudonym.to_owned(),
            code: code.to_owned(),
            passphrase: secret(passphrase),
        };
        // Not for another account, not for nobody.
        for name in ["Lune Dorée", "Personne Ici"] {
            let error = recover(&bed.services, &with(name, &code, OTHER)).await.expect_err("refused");
            assert_eq!((error.code, error.fields.len()), (ErrorCode::WrongCredentials, 0));
        }
        let error =
            recover(&bed.services, &with("Olive Tranquille", "ABCD", "court")).await.expect_err("refused");
        assert_eq!(
            error.fields,
            [
                FieldError::new("recovery_code", FieldCode::TooShort(12)),
                FieldError::new("passphrase", FieldCode::TooShort(12)),
            ]
        );
        assert_eq!(overview(&bed.services, &member).await.expect("overview").sessions, 2);

        let back = recover(&bed.services, &with("olive tranquille", &code.to_lowercase(), OTHER)).await;
        assert_eq!(back.expect("recovered"), member);
        let seen = overview(&bed.services, &member).await.expect("overview");
        assert_eq!((seen.sessions, seen.codes_left), (0, 9), "{}", bed.backend);
        assert!(sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.is_err());
        assert!(sign_in(&bed.services, "Olive Tranquille", &secret(OTHER)).await.is_ok());
        let error =
            recover(&bed.services, &with("Olive Tranquille", &code, SECRET)).await.expect_err("used up");
        assert_eq!(error.code, ErrorCode::WrongCredentials);

        disable(&bed.services, "Olive Tranquille").await.expect("disabled");
        let second = codes.get(1).expect("a code").printed();
        let error =
            recover(&bed.services, &with("Olive Tranquille", &second, SECRET)).await.expect_err("shut");
        assert_eq!(error.code, ErrorCode::WrongCredentials);
    }
}

#[tokio::test]
async fn one_code_at_the_same_moment_opens_once() {
    for bed in TestBed::each().await {
        let Registered { codes, .. } = joined(&bed, "Olive Tranquille").await;
        let code = codes.first().expect("a code").printed();
        let tries: Vec<_> = (0..4)
            .map(|_| {
                let services = bed.services.clone();
                let form = Recovery {
                    pseudonym: "Olive Tranquille".into(),
                    code: code.clone(),
                    passphrase: secret(OTHER),
                };
                tokio::spawn(async move { recover(&services, &form).await })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            opened += usize::from(one.await.expect("joined").is_ok());
        }
        assert_eq!(opened, 1, "{}", bed.backend);
    }
}

#[tokio::test]
async fn new_codes_and_a_new_passphrase_need_a_proof() {
    for bed in TestBed::each().await {
        let Registered { member, codes } = joined(&bed, "Olive Tranquille").await;
        let later = bed.services.now_ms() + 3_600_000;
        begin_session(&bed, &member, "s1", later).await;
        begin_session(&bed, &member, "gone", bed.services.now_ms() - 1).await;
        assert_eq!(
            overview(&bed.services, &member).await.expect("overview").sessions,
            1,
            "only the live one"
        );

        let proved = bed.proved(&member);
        let fresh = reissue_codes(&bed.services, &proved).await.expect("new codes");
        assert_eq!(fresh.len(), 10);
        let old = Recovery {
            pseudonym: "Olive Tranquille".into(),
            code: codes.first().expect("a code").printed(),
            passphrase: secret(OTHER),
        };
        assert!(recover(&bed.services, &old).await.is_err(), "the old sheet ended");
        bed.clock.advance(Duration::minutes(11));
        for actor in [proved, domain::Actor::Member(member.clone())] {
            let error = reissue_codes(&bed.services, &actor).await.expect_err("refused");
            assert_eq!(error.code, ErrorCode::ConfirmNeeded);
        }
        let error = reissue_codes(&bed.services, &domain::Actor::Guest).await.expect_err("refused");
        assert_eq!(error.code, ErrorCode::SignInNeeded);

        let error = change_passphrase(&bed.services, &member, &secret(""), &secret("olive tranquille 1"))
            .await
            .expect_err("refused");
        assert_eq!(
            error.fields,
            [
                FieldError::new("current_passphrase", FieldCode::Required),
                FieldError::new("passphrase", FieldCode::TooEasy),
            ]
        );
        let error = change_passphrase(&bed.services, &member, &secret(OTHER), &secret(OTHER)).await;
        assert_eq!(error.expect_err("refused").code, ErrorCode::WrongCredentials);
        change_passphrase(&bed.services, &member, &secret(SECRET), &secret(OTHER)).await.expect("changed");
        assert_eq!(overview(&bed.services, &member).await.expect("overview").sessions, 0);
        assert!(sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.is_err());
        assert!(sign_in(&bed.services, "Olive Tranquille", &secret(OTHER)).await.is_ok());

        begin_session(&bed, &member, "s3", later).await;
        begin_session(&bed, &member, "s4", later).await;
        assert_eq!(end_sessions(&bed.services, &member).await.expect("ended"), 2);
    }
}

#[tokio::test]
async fn the_team_makes_and_shuts_accounts() {
    for bed in TestBed::each().await {
        let moderator =
            create_for_team(&bed.services, "Équipe Jusoor", Role::Moderator, &secret(SECRET)).await;
        let moderator = moderator.expect("created");
        assert_eq!(moderator.role, Role::Moderator);
        let error = create_for_team(&bed.services, "equipe jusoor", Role::Member, &secret("court")).await;
        assert_eq!(
            error.expect_err("refused").fields,
            [
                FieldError::new("pseudonym", FieldCode::Reserved),
                FieldError::new("passphrase", FieldCode::TooShort(12)),
            ]
        );
        let error = create_for_team(&bed.services, "EQUIPE-JUSOOR", Role::Admin, &secret(SECRET)).await;
        assert_eq!(error.expect_err("refused").fields, [FieldError::new("pseudonym", FieldCode::Taken)]);
        begin_session(&bed, &moderator, "s1", bed.services.now_ms() + 1_000).await;
        disable(&bed.services, "Equipe Jusoor").await.expect("disabled");
        assert_eq!(session::Entity::find().count(bed.services.db.read()).await.expect("count"), 0);
        assert_eq!(active_member(&bed.services, &moderator.id).await.expect("read"), None);
        let list = identity::list(&bed.services).await.expect("a list");
        let line = list.first().expect("a line");
        assert_eq!((line.role.as_str(), line.state.as_str()), ("moderator", "disabled"));
        let error = disable(&bed.services, "Personne Ici").await.expect_err("unknown");
        assert_eq!(error.code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn offers_names_that_nobody_has() {
    for bed in TestBed::each().await {
        for locale in Locale::ALL {
            let names = suggest(&bed.services, locale, 5).await.expect("names");
            let skeletons: HashSet<String> = names.iter().map(|name| skeleton(name)).collect();
            assert_eq!(skeletons.len(), 5, "{names:?}");
        }
        let Registered { member, .. } = joined(&bed, "Quiet Olive").await;
        for _ in 0..20 {
            let names = suggest(&bed.services, Locale::En, 5).await.expect("names");
            assert!(!names.contains(&member.pseudonym));
        }
    }
}

#[tokio::test]
async fn sweeps_what_has_ended() {
    for bed in TestBed::each().await {
        let member =
            register(&bed.services, &form("Olive Tranquille", "33333333-cccc")).await.expect("ok").member;
        let _ = sign_in(&bed.services, "Personne Ici", &secret(SECRET)).await;
        begin_session(&bed, &member, "s1", bed.services.now_ms() + 1_000).await;
        assert_eq!(sweep(&bed.services).await.expect("swept"), 0);
        bed.clock.advance(Duration::days(15));
        begin_session(&bed, &member, "s2", bed.services.now_ms() + 1_000).await;
        assert_eq!(sweep(&bed.services).await.expect("swept"), 3, "{}", bed.backend);
        let db = bed.services.db.read();
        assert_eq!(submission::Entity::find().count(db).await.expect("count"), 0);
        assert_eq!(session::Entity::find().count(db).await.expect("count"), 1);
    }
}

#[tokio::test]
async fn a_closed_database_is_said_plainly() {
    let bed = TestBed::sqlite().await;
    joined(&bed, "Olive Tranquille").await;
    bed.services.db.close().await;
    let error = sign_in(&bed.services, "Olive Tranquille", &secret(SECRET)).await.expect_err("closed");
    assert_eq!(error.code, ErrorCode::Unavailable);
    let error = register(&bed.services, &form("Lune Dorée", "44444444-dddd")).await.expect_err("closed");
    assert_eq!(error.code, ErrorCode::Unavailable);
}

#[tokio::test]
async fn tries_at_the_same_moment_spend_different_tokens() {
    use domain::rate::{Limit, take};
    const LIMIT: Limit = Limit { action: "test", burst: 5.0, refill_ms: 1_000.0 };
    for bed in TestBed::each().await {
        let now = bed.services.now_ms();
        let tries: Vec<_> = (0..24)
            .map(|_| {
                let services = bed.services.clone();
                tokio::spawn(async move {
                    let tx = services.db.begin().await.expect("a transaction");
                    let taken = take(&tx, &LIMIT, "somebody", now).await;
                    tx.commit().await.expect("committed");
                    taken
                })
            })
            .collect();
        let mut taken = 0;
        for one in tries {
            taken += usize::from(one.await.expect("joined").is_ok());
        }
        assert_eq!(taken, 5, "{}", bed.backend);
        let db = bed.services.db.writer();
        assert!(take(db, &LIMIT, "somebody", now - 60_000).await.is_err(), "a clock set back gives nothing");
        assert!(take(db, &LIMIT, "somebody", now + 1_000).await.is_ok(), "{}", bed.backend);
        assert!(take(db, &LIMIT, "somebody", now + 1_000).await.is_err());
        assert!(take(db, &LIMIT, "somebody", now + 900_000).await.is_ok());
        let row =
            rate_bucket::Entity::find_by_id("test:somebody").one(db).await.expect("read").expect("a row");
        assert!((row.tokens - 4.0).abs() < 1e-6, "never above the burst");
    }
}
