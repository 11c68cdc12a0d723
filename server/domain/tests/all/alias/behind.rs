//! Behind a letter: who looks, and what stays when she goes.

use super::*;

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
