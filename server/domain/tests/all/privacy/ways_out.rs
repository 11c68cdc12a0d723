//! The ways out, and the way back.

use super::*;

#[tokio::test]
async fn leaving_and_keeping_the_texts_ties_nothing_together() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "أوّل نصّ").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        town.replied(&town.her, &mine.topic, "جوابي هنا").await;
        town.replied(&town.other, &mine.topic, "جواب غيري").await;
        let waiting = town.ask(&town.her, "المنتظر", "لم يُنشر").await;
        let left = town.leave("keep", "3").await;
        assert_eq!(left.choice, Choice::Keep);
        assert!(left.until.is_some() && left.code.is_none());
        // Nothing changes until the day, and she can stay.
        assert_eq!(town.titles().await.len(), 2);
        let pending = privacy::departure(services, town.her.member().unwrap()).await.unwrap().unwrap();
        assert_eq!(pending.choice, Choice::Keep);
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(town.row().await.state, "active");
        privacy::stay(services, &town.now(&town.her)).await.unwrap();
        assert!(privacy::departure(services, town.her.member().unwrap()).await.unwrap().is_none());
        town.bed.clock.advance(Duration::days(8));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(town.row().await.state, "active");

        town.leave("keep", "3").await;
        town.bed.clock.advance(Duration::days(3));
        // Two servers at once: one erases, and nothing breaks.
        let (one, two) = tokio::join!(privacy::sweep(services, NEVER), privacy::sweep(services, NEVER));
        assert_eq!(one.unwrap().erased + two.unwrap().erased, 1, "{}", town.bed.backend);
        let row = town.row().await;
        assert_eq!(row.state, "erased");
        assert!(row.pseudonym.is_empty() && row.joined_month.is_empty() && row.passphrase_hash == "!");
        assert_eq!(town.traces().await, ["member"], "{}", town.bed.backend);

        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        assert_eq!(view.title, "سؤالي");
        let by: Vec<_> = view.posts.iter().map(|post| (post.author.clone(), post.by_asker)).collect();
        let former = || Author::Former(Some(1));
        assert_eq!(by, [(former(), true), (former(), true), (Author::Named("Figue Calme".into()), false)]);
        let view = town.read(&Actor::Guest, &foreign.topic).await.unwrap();
        assert_eq!(view.posts[1].author, Author::Former(Some(1)));
        assert!(!view.posts[1].by_asker);
        assert_eq!(town.finds("جوابي هناك").await, 1);
        // What was never published is gone.
        let gone =
            post::Entity::find_by_id(waiting.post.as_str()).one(services.db.read()).await.unwrap().unwrap();
        assert_eq!((gone.state.as_str(), gone.source.as_str()), ("purged", ""));
        let gone = topic::Entity::find_by_id(waiting.topic.as_str()).one(services.db.read()).await.unwrap();
        assert_eq!(gone.unwrap().title, "");
        assert_eq!(code_of(town.read(&town.now(&town.team), &waiting.topic).await), ErrorCode::NotFound);
        // A second one in the same topic gets a number of her own.
        let other = town.now(&town.other);
        let form = Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        assert!(privacy::leave(services, &other, &form).await.unwrap().until.is_none());
        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        let former: Vec<_> = view.posts.iter().map(|post| post.author.clone()).collect();
        assert_eq!(former, [1, 1, 2].map(|number| Author::Former(Some(number))));
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn withdrawing_hides_at_once_and_keeps_the_answers_of_others() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي الغريب", "أوّل نصّ").await;
        town.replied(&town.other, &mine.topic, "جواب غيري النافع").await;
        let lonely = town.published(&town.her, "وحيد", "لا جواب هنا").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        assert_eq!(town.titles().await.len(), 3);

        town.leave("withdraw", "7").await;
        let check = async || {
            assert_eq!(town.titles().await, [("سؤال غيري".to_owned(), 0), (String::new(), 1)]);
            for who in [&Actor::Guest, &town.now(&town.team), &town.now(&town.her), &town.now(&town.other)] {
                assert_eq!(code_of(town.read(who, &lonely.topic).await), ErrorCode::NotFound);
                let view = town.read(who, &mine.topic).await.unwrap();
                assert_eq!((view.title.as_str(), view.posts.len(), view.replies), ("", 1, 1));
                assert!(view.waiting.is_empty());
                assert_eq!(town.read(who, &foreign.topic).await.unwrap().posts.len(), 1);
            }
            assert_eq!((town.finds("الغريب").await, town.finds("النافع").await), (0, 1));
            assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
            assert_eq!(search::reindex(services).await.unwrap(), 0);
        };
        check().await;
        // She changes her mind: everything is as it was.
        privacy::stay(services, &town.now(&town.her)).await.unwrap();
        assert_eq!(town.titles().await.len(), 3);
        assert_eq!(town.read(&Actor::Guest, &mine.topic).await.unwrap().title, "سؤالي الغريب");
        assert_eq!(town.finds("الغريب").await, 1);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);

        town.leave("withdraw", "7").await;
        town.bed.clock.advance(Duration::days(7));
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"]);
        check_erased(&town, &mine.topic).await;
        // The last answer goes too: the topic is nobody's any more, and disappears.
        let form = Leaving { choice: "withdraw".into(), days: "0".into(), sure: true };
        privacy::leave(services, &town.now(&town.other), &form).await.unwrap();
        assert!(town.titles().await.is_empty());
        assert_eq!(code_of(town.read(&Actor::Guest, &mine.topic).await), ErrorCode::Gone);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
    }
}

async fn check_erased(town: &Town, topic: &TopicId) {
    let view = town.read(&Actor::Guest, topic).await.unwrap();
    assert_eq!((view.title.as_str(), view.posts.len(), view.replies), ("", 1, 1));
    let rows = post::Entity::find()
        .filter(post::Column::State.eq("purged"))
        .order_by_asc(post::Column::Id)
        .all(town.services().db.read())
        .await
        .unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.source.is_empty() && row.html.is_empty()));
}

#[tokio::test]
async fn disappearing_is_instant_and_comes_back_as_it_was() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي الغريب", "أوّل نصّ").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        let waiting = town.answer(&town.her, &foreign.topic, "ينتظر").await;
        let before =
            post::Entity::find().order_by_asc(post::Column::Id).all(services.db.read()).await.unwrap();
        let sheet = {
            let secret = Passphrase::read("colline lampe safran train");
            let id = town.her.member_id().unwrap().as_str().to_owned();
            let row = member::ActiveModel {
                id: sea_orm::ActiveValue::Unchanged(id),
                skeleton: Set(identity::skeleton::skeleton("زيتونة هادئة")),
                passphrase_hash: Set(hash_of(services, &secret).await),
                ..Default::default()
            };
            row.update(services.db.writer()).await.unwrap();
            identity::reissue_codes(services, &town.now(&town.her)).await.unwrap()
        };
        session::Entity::insert(session::ActiveModel {
            id_hash: Set("h".into()),
            member_id: Set(Some(town.her.member_id().unwrap().as_str().into())),
            data: Set("{}".into()),
            created_at: Set(services.now_ms()),
            expires_at: Set(i64::MAX),
            confirmed_at: Set(0),
            second_factor_at: Set(None),
            device: Set(String::new()),
            seen_day: Set(String::new()),
        })
        .exec(services.db.writer())
        .await
        .unwrap();

        let librarian = town.bed.member("Warda", Role::Librarian).await;
        let record = library::Sheet {
            kind: "document".into(),
            language: "fr".into(),
            titles: [(Locale::Fr, "Zafaran".to_owned())].into(),
            ..library::Sheet::default()
        };
        let item = library::create(services, &librarian, "", &record, None).await.unwrap();
        library::switch_list(services, &town.her, true).await.unwrap();
        let kept = reading_list_item::ActiveModel {
            member_id: Set(town.her.member_id().unwrap().as_str().into()),
            item_id: Set(item.as_str().into()),
            added_at: Set(0),
        };
        kept.insert(services.db.writer()).await.unwrap();

        let left = town.leave("vanish", "").await;
        let code = left.code.expect("a code").printed();
        assert_eq!(session::Entity::find().count(services.db.read()).await.unwrap(), 0);
        assert_eq!(town.titles().await, [("سؤال غيري".to_owned(), 0)]);
        for who in [&Actor::Guest, &town.now(&town.team), &town.now(&town.other)] {
            assert_eq!(code_of(town.read(who, &mine.topic).await), ErrorCode::NotFound);
            assert_eq!(town.read(who, &foreign.topic).await.unwrap().posts.len(), 1);
        }
        assert_eq!(town.finds("الغريب").await, 0);
        let queue =
            moderation::queue(services, &town.now(&town.team), &moderation::Filters::default(), AR).await;
        assert!(queue.unwrap().items.is_empty(), "what waits is hidden from the team too");
        let stale = Decision {
            post: waiting.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        let decided = moderation::decide(services, &town.now(&town.team), &stale).await;
        assert_eq!(code_of(decided), ErrorCode::NotFound);
        // The account is locked like one that is not there.
        let secret = Passphrase::read("colline lampe safran train");
        let refused = identity::sign_in(services, "زيتونة هادئة", &secret).await;
        assert_eq!(code_of(refused), ErrorCode::WrongCredentials);
        assert_eq!(code_of(identity::enable(services, "زيتونة هادئة").await), ErrorCode::NotFound);
        assert_eq!(code_of(identity::disable(services, "زيتونة هادئة").await), ErrorCode::NotFound);
        let form = NewReply { body: "بعد الاختفاء".into(), ..NewReply::default() };
        let late = forum::reply(services, &town.now(&town.her), &foreign.topic, &form, AR).await;
        assert_eq!(code_of(late), ErrorCode::SignInNeeded);

        for (name, code) in
            [("زيتونة هادئة", "0123-4567-89AB"), ("Figue Calme", code.as_str()), ("Nobody", &code)]
        {
            let refused = privacy::come_back(services, name, code).await;
            assert_eq!(code_of(refused), ErrorCode::WrongCredentials, "{name}");
        }
        let back = privacy::come_back(services, "زيتونة هادئة", &code).await.unwrap();
        assert_eq!(&back.id, town.her.member_id().unwrap());
        let again = privacy::come_back(services, "زيتونة هادئة", &code).await;
        assert_eq!(code_of(again), ErrorCode::WrongCredentials, "the code works once");
        let after =
            post::Entity::find().order_by_asc(post::Column::Id).all(services.db.read()).await.unwrap();
        let plain = |rows: &[post::Model]| -> Vec<post::Model> {
            rows.iter().map(|row| post::Model { version: 0, ..row.clone() }).collect()
        };
        assert_eq!(plain(&before), plain(&after), "{}", town.bed.backend);
        assert_eq!(town.titles().await.len(), 2);
        assert_eq!(town.finds("الغريب").await, 1);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
        let list = library::reading_list(services, &town.her, AR).await.unwrap();
        assert_eq!(list.map(|kept| kept.len()), Some(1), "her list is hers again");

        // With a recovery code, which is used up; the day after thirty days it is over.
        town.leave("vanish", "").await;
        town.bed.clock.advance(Duration::days(29));
        privacy::sweep(services, NEVER).await.unwrap();
        privacy::come_back(services, "زيتونة هادئة", &sheet[0].printed()).await.unwrap();
        let used = recovery_code::Entity::find().filter(recovery_code::Column::UsedAt.is_not_null());
        assert_eq!(used.count(services.db.read()).await.unwrap(), 1);
        town.leave("vanish", "").await;
        town.bed.clock.advance(Duration::days(30));
        let late = privacy::come_back(services, "زيتونة هادئة", &sheet[1].printed()).await;
        assert_eq!(code_of(late), ErrorCode::WrongCredentials);
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"], "nor does a list tell what she wanted to read");
        assert_eq!(reading_list_item::Entity::find().count(services.db.read()).await.unwrap(), 0);
        assert_eq!(town.titles().await.len(), 1);
    }
}

#[tokio::test]
async fn leaving_needs_a_fresh_proof_and_a_filled_form() {
    for town in Town::each().await {
        let services = town.services();
        let sure =
            |choice: &str, days: &str, sure| Leaving { choice: choice.into(), days: days.into(), sure };
        let stale =
            Actor::Member(domain::Member::new(town.her.member_id().unwrap().clone(), "x", Role::Member));
        for choice in ["keep", "withdraw", "vanish"] {
            let refused = privacy::leave(services, &stale, &sure(choice, "0", true)).await;
            assert_eq!(code_of(refused), ErrorCode::ConfirmNeeded);
            let refused = privacy::leave(services, &Actor::Guest, &sure(choice, "0", true)).await;
            assert_eq!(code_of(refused), ErrorCode::SignInNeeded);
        }
        assert_eq!(code_of(privacy::stay(services, &stale).await), ErrorCode::ConfirmNeeded);
        let refused = privacy::leave(services, &town.now(&town.her), &sure("withdraw", "0", false)).await;
        assert_eq!(code_of(refused), ErrorCode::InvalidForm);
        assert_eq!(town.row().await.state, "active");
        assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 0);
        // Changing the way out: what was hidden on the one is there on the other.
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        town.leave("withdraw", "5").await;
        assert_eq!(code_of(town.read(&Actor::Guest, &mine.topic).await), ErrorCode::NotFound);
        town.leave("keep", "5").await;
        assert_eq!(town.read(&Actor::Guest, &mine.topic).await.unwrap().posts.len(), 1);
        town.leave("withdraw", "5").await;
        assert!(town.leave("keep", "0").await.until.is_none());
        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        assert_eq!(view.posts[0].author, Author::Former(Some(1)));
        assert_eq!(code_of(privacy::stay(services, &town.now(&town.her)).await), ErrorCode::SignInNeeded);
    }
}

#[tokio::test]
async fn the_last_text_of_a_list_is_one_that_is_there() {
    for town in Town::each().await {
        let s = town.services();
        let asked = town.published(&town.other, "سؤال", "نصّ").await;
        town.bed.clock.advance(Duration::days(3));
        let answered = town.replied(&town.her, &asked.topic, "جواب بعد أيّام").await;
        let at = async |sent: &forum::Sent| {
            post::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap().unwrap().published_at
        };
        let last = async || {
            let topic = entity::forum::topic::Entity::find_by_id(asked.topic.as_str());
            let category = entity::forum::category::Entity::find_by_id("unions");
            (
                topic.one(s.db.read()).await.unwrap().unwrap().last_published_at,
                category.one(s.db.read()).await.unwrap().unwrap().last_published_at,
            )
        };
        let (first, second) = (at(&asked).await, at(&answered).await);
        assert!(first < second);
        assert_eq!(last().await, (second, second));
        town.leave("vanish", "").await;
        assert_eq!(last().await, (first, first), "{}", town.bed.backend);
        assert_eq!(forum::counters::repair(s).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_erased_discussion_says_that_it_was_there() {
    for town in Town::each().await {
        let mine = town.published(&town.her, "عنواني", "نصّي").await;
        let waits = town.ask(&town.her, "ينتظر", "نصّ ينتظر").await;
        town.leave("withdraw", "0").await;
        for who in [&Actor::Guest, &town.other, &town.team] {
            assert_eq!(code_of(town.read(who, &mine.topic).await), ErrorCode::Gone, "{}", town.bed.backend);
            assert_eq!(code_of(town.read(who, &waits.topic).await), ErrorCode::NotFound, "never public");
        }
    }
}
