//! The second step.

use super::*;

#[tokio::test]
async fn a_second_step_is_set_up_with_a_code_of_it() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let actor = bed.member("yasmin", Role::Member).await;
        let other = bed.member("zeina", Role::Member).await;
        let offer = two_step::offer(s, &actor, "").unwrap();
        // The same form again shows the same secret; somebody else's form does not.
        assert_eq!(two_step::offer(s, &actor, &offer.sealed).unwrap().secret, offer.secret);
        assert_ne!(two_step::offer(s, &other, &offer.sealed).unwrap().secret, offer.secret);
        let right = code_now(&bed, &offer.secret);
        let wrong = offer.secret.code_at(step_at(s.now_ms()) + 9);
        let set_up =
            async |actor: &Actor, typed: &str| code(two_step::set_up(s, actor, &offer.sealed, typed).await);
        assert_eq!(set_up(&Actor::Guest, &right).await, Some(ErrorCode::SignInNeeded));
        assert_eq!(set_up(&other, &right).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(set_up(&actor, "12").await, Some(ErrorCode::InvalidForm));
        assert_eq!(set_up(&actor, &wrong).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(two_step::on_since(s, &id(&actor)).await.unwrap(), None);
        assert_eq!(code(two_step::pass(s, &id(&actor), &right).await), Some(ErrorCode::NotFound));
        assert_eq!(set_up(&actor, &right).await, None);
        assert_eq!(two_step::on_since(s, &id(&actor)).await.unwrap(), Some(s.today()));
        let row =
            two_step_row::Entity::find_by_id(id(&actor).as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert!(!row.secret.contains(&offer.secret.base32()), "sealed at rest");
        // An offer of more than an hour ago, and a proof of more than ten minutes ago.
        bed.clock.advance(Duration::minutes(11));
        assert_eq!(set_up(&actor, &code_now(&bed, &offer.secret)).await, Some(ErrorCode::ConfirmNeeded));
        bed.clock.advance(Duration::hours(1));
        let later = now(&bed, &actor);
        assert_eq!(set_up(&later, &code_now(&bed, &offer.secret)).await, Some(ErrorCode::WrongCredentials));
        // Another authenticator takes the place of the first; whoever passed with that one passes again.
        session_of(&bed, &actor, &"9".repeat(64)).await;
        session::Entity::update_many()
            .col_expr(session::Column::SecondFactorAt, sea_orm::sea_query::Expr::value(s.now_ms()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let second = with_two_step(&bed, &actor).await;
        let other = session::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(other.second_factor_at, None);
        bed.clock.advance(Duration::seconds(30));
        assert_eq!(
            code(two_step::pass(s, &id(&actor), &code_now(&bed, &offer.secret)).await),
            Some(ErrorCode::WrongCredentials)
        );
        assert_eq!(code(two_step::pass(s, &id(&actor), &code_now(&bed, &second)).await), None);
    }
}

#[tokio::test]
async fn a_code_passes_once_and_guessing_is_slow() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let made = identity::create_for_team(s, "Lune Dorée", Role::Moderator, &Passphrase::read(SECRET))
            .await
            .unwrap();
        let actor = signed_in(made.clone(), s.now_ms());
        let codes = identity::reissue_codes(s, &bed.proved(&made)).await.unwrap();
        let secret = with_two_step(&bed, &actor).await;
        let pass = async |typed: &str| code(two_step::pass(s, &made.id, typed).await);
        // The code that set it up is spent; so are those before it.
        assert_eq!(pass(&code_now(&bed, &secret)).await, Some(ErrorCode::WrongCredentials));
        bed.clock.advance(Duration::seconds(30));
        let typed = code_now(&bed, &secret);
        let (one, two) = tokio::join!(pass(&typed), pass(&typed));
        assert_eq!([one, two].iter().filter(|code| code.is_none()).count(), 1, "{}", bed.backend);
        assert_eq!(pass(&typed).await, Some(ErrorCode::WrongCredentials));
        // Arabic digits and spaces; the clock of a telephone that is a step ahead.
        let ahead = secret.code_at(step_at(s.now_ms()) + 1);
        let arabic: String =
            ahead.chars().map(|c| char::from_u32(0x660 + c.to_digit(10).unwrap()).unwrap()).collect();
        assert_eq!(pass(&format!("{} {}", &arabic[..6], &arabic[6..])).await, None);
        assert_eq!(
            pass(&code_now(&bed, &secret)).await,
            Some(ErrorCode::WrongCredentials),
            "older than the last"
        );
        // A recovery code passes once.
        let paper = codes[0].printed();
        assert_eq!(pass(&paper).await, None);
        assert_eq!(pass(&paper).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(pass("").await, Some(ErrorCode::InvalidForm));
        // Guessing: six at once, then the right one waits as well.
        bed.clock.advance(Duration::hours(2));
        let wrong = secret.code_at(step_at(s.now_ms()) + 100);
        for _ in 0..6 {
            assert_eq!(pass(&wrong).await, Some(ErrorCode::WrongCredentials));
        }
        assert_eq!(pass(&code_now(&bed, &secret)).await, Some(ErrorCode::TooManyRequests));
        assert_eq!(pass(&codes[1].printed()).await, Some(ErrorCode::TooManyRequests));
        bed.clock.advance(Duration::minutes(5));
        assert_eq!(pass(&code_now(&bed, &secret)).await, None);

        // The team cannot be without; a member can, with one more code.
        bed.clock.advance(Duration::minutes(1));
        let off = async |actor: &Actor, typed: &str| code(two_step::switch_off(s, actor, typed).await);
        assert_eq!(off(&now(&bed, &actor), &code_now(&bed, &secret)).await, Some(ErrorCode::Forbidden));
        let member = bed.member("yasmin", Role::Member).await;
        let own = with_two_step(&bed, &member).await;
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(off(&member, &own.code_at(7)).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(off(&member, &code_now(&bed, &own)).await, None);
        assert_eq!(two_step::on_since(s, &id(&member)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_console_may_choose_the_secret_of_an_account_for_programs() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let secret = TotpSecret::fresh();
        let make = async |typed: &str| {
            let passphrase = Passphrase::read(SECRET);
            identity::create_with_two_step(s, "Lune Dorée", Role::Moderator, &passphrase, Some(typed)).await
        };
        let error = make("not base 32").await.unwrap_err();
        assert_eq!(error.fields[0].field, "totp_secret");
        assert_eq!(member::Entity::find().count(s.db.read()).await.unwrap(), 0, "no half account");
        let made = make(&secret.base32()).await.unwrap();
        assert_eq!(code(two_step::pass(s, &made.id, &code_now(&bed, &secret)).await), None);
    }
}
