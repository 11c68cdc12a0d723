//! Decisions that send a text elsewhere, and what takes them back.

use super::*;

#[tokio::test]
async fn a_shortened_text_is_marked_and_hers_is_kept_for_her() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let named = desk.bed.member("ليلى", Role::Member).await;
        let body = "أسكن في حيّ الشرفة @ليلى ورقمي 22 333 444";
        let form = NewTopic {
            body: body.into(),
            care: Care { guard: "as_is".into(), ..Care::default() },
            ..NewTopic::default()
        };
        let sent = desk.ask_as(&desk.author, form).await;
        let called = mention::ActiveModel {
            post_id: Set(sent.post.to_string()),
            member_id: Set(named.member_id().unwrap().to_string()),
            spelled: Set("ليلى".to_owned()),
            notified_at: Set(None),
        };
        mention::Entity::insert(called).exec_without_returning(s.db.writer()).await.unwrap();
        let redact =
            |title: &str, text: &str| Decision { title: title.into(), text: text.into(), ..action("redact") };
        for (form, field, code) in [
            (redact("", "أسكن في الكاف"), "text", FieldCode::OnlyShorter),
            (redact("عنوان آخر", "أسكن في […]"), "title", FieldCode::OnlyShorter),
            (redact("", ""), "text", FieldCode::Required),
            (redact("", "أسكن في حيّ الشرفة @ليلى ورقمي 22 333 444"), "text", FieldCode::Required),
        ] {
            let form = Decision { post: sent.post.to_string(), version: "1".into(), ..form };
            let error = moderation::decide(s, &desk.first, &form).await.unwrap_err();
            assert_eq!((error.fields[0].field.as_str(), error.fields[0].code), (field, code), "{form:?}");
        }
        assert_eq!(desk.post(&sent.post).await.state, "pending");
        assert_eq!(post_original::Entity::find().count(s.db.read()).await.unwrap(), 0);
        let form = redact("سؤال […]", "أسكن في حيّ [...] ورقمي […]");
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Redact)));
        let row = desk.post(&sent.post).await;
        assert_eq!((row.state.as_str(), row.shortened), ("published", true));
        assert_eq!(row.source, "أسكن في حيّ […] ورقمي […]");
        assert!(!row.html.contains("333"));
        assert_eq!(
            mention::Entity::find().count(s.db.read()).await.unwrap(),
            0,
            "who is not named is not told"
        );
        for who in [&Actor::Guest, &named, &desk.first] {
            let view = forum::read_topic(s, who, &sent.topic, 1, AR).await.unwrap();
            assert!(view.posts[0].shortened && view.posts[0].original.is_none());
            assert_eq!(view.title, "سؤال […]");
            assert!(!format!("{view:?}").contains("333"));
        }
        let hers = forum::read_topic(s, &desk.author, &sent.topic, 1, AR).await.unwrap();
        assert!(hers.posts[0].original.as_deref().unwrap().contains("22 333 444"));
        let query = domain::search::Query::parse("333").unwrap();
        assert_eq!(domain::search::find(s, &query, AR, None).await.unwrap().total, 0);
        let lines = desk.log("redact").await;
        assert_eq!(lines.len(), 1);
        assert!(!format!("{lines:?}").contains("333"));
        // It goes with her account, whatever she lets stand.
        let leave = domain::privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.author.member().unwrap().clone(), desk.now());
        domain::privacy::leave(s, &her, &leave).await.unwrap();
        domain::privacy::sweep(s, domain::privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(
            post_original::Entity::find().count(s.db.read()).await.unwrap(),
            0,
            "{}",
            desk.bed.backend
        );
        assert_eq!(desk.post(&sent.post).await.state, "published");
    }
}

#[tokio::test]
async fn a_text_goes_back_to_its_author_or_to_a_conversation() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ يحتاج تعديلًا").await;
        let form = Decision {
            reason: "names_others".into(), note: "احذفي الاسم".into(), ..action("changes")
        };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Changes)));
        let row = desk.post(&sent.post).await;
        assert_eq!(
            (row.state.as_str(), row.reason_code.as_deref()),
            ("changes_requested", Some("names_others"))
        );
        let mine = forum::my_contributions(s, &desk.author, None).await.unwrap();
        assert_eq!(
            (mine.rows[0].reason, mine.rows[0].note.as_deref()),
            (Some(Reason::NamesOthers), Some("احذفي الاسم"))
        );
        let old = forum::correction(s, &desk.author, &sent.post).await.unwrap();
        assert_eq!(old.source, "نصّ يحتاج تعديلًا");
        let told: Option<String> = event::Entity::find()
            .filter(event::Column::PostId.eq(sent.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .and_then(|row| row.detail);
        assert_eq!(told.as_deref(), Some("changes"));

        // In private: under an alias it is a conversation without a name.
        for hide in [false, true] {
            let form = NewTopic {
                body: "أنا في ضيق".into(),
                mask: Mask { hide, switch: false },
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            let form = Decision { note: "نحن هنا".into(), ..action("private") };
            assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
            let row = desk.post(&sent.post).await;
            assert_eq!(row.reason_code.as_deref(), Some("answered_privately"));
            assert_eq!(row.state, "changes_requested");
            // Nothing of it goes anywhere before she says yes; the team's words are hers to read.
            let had = usize::from(hide);
            let cases = async || messages::list(s, &desk.author, None).await.unwrap();
            assert_eq!(cases().await.rows.len(), had, "{}", desk.bed.backend);
            let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
            assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Open), Some("نحن هنا")));
            let answer = async |who: &Actor, said: &str| {
                messages::answer_offer(s, who, &sent.post, said).await.map_err(|error| error.code)
            };
            assert_eq!(answer(&desk.author, "").await, Err(ErrorCode::InvalidForm));
            assert_eq!(answer(&desk.author, "perhaps").await, Err(ErrorCode::InvalidForm));
            assert_eq!(answer(&desk.first, "yes").await, Err(ErrorCode::NotFound));
            assert_eq!(cases().await.rows.len(), had);
            let case = answer(&desk.author, "yes").await.unwrap().expect("a conversation");
            assert_eq!(answer(&desk.author, "yes").await, Ok(None), "once");
            assert_eq!(answer(&desk.author, "no").await, Err(ErrorCode::Conflict));
            let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
            assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Accepted), Some("نحن هنا")));
            let cases = cases().await;
            assert_eq!((cases.rows.len(), &cases.rows[0].id), (had + 1, &case));
            let thread = messages::read(s, &desk.author, &cases.rows[0].id).await.unwrap();
            let words: Vec<_> = thread.messages.iter().map(|one| (one.from_team, one.body.clone())).collect();
            assert_eq!(words[0], (false, "سؤال عن العقد\n\nأنا في ضيق".to_owned()));
            assert_eq!(words[1], (true, "نحن هنا".to_owned()));
            let team = messages::team_list(s, &desk.first, &messages::TeamFilter::default()).await.unwrap();
            let name = team.rows[0].pseudonym.as_deref();
            assert_eq!(name, if hide { None } else { Some("زيتونة") });
            // She may send it again for everybody.
            assert_eq!(forum::correction(s, &desk.author, &sent.post).await.unwrap().source, "أنا في ضيق");
            let seen = forum::read_topic(s, &Actor::Guest, &sent.topic, 1, AR).await;
            assert_eq!(seen.unwrap_err().code, ErrorCode::NotFound);
        }
        assert_eq!(desk.log("move_private").await.len(), 2);
    }
}

#[tokio::test]
async fn without_her_yes_no_conversation_comes_of_her_text() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("لا أريد محادثة").await;
        let form = Decision { note: "نحن هنا".into(), ..action("private") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
        let told: Option<String> = event::Entity::find()
            .filter(event::Column::PostId.eq(sent.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .and_then(|row| row.detail);
        assert_eq!(told.as_deref(), Some("private_offer"));
        domain::notify::deliver_due(s).await.unwrap();
        let list = domain::notify::notifications(s, &desk.author, None, AR).await.unwrap();
        let target = domain::notify::Target::Mine(sent.post.clone());
        assert_eq!(list.lines.iter().filter(|line| line.target == target && line.title.is_none()).count(), 1);
        for said in ["no", "no"] {
            assert_eq!(messages::answer_offer(s, &desk.author, &sent.post, said).await.unwrap(), None);
        }
        let later = messages::answer_offer(s, &desk.author, &sent.post, "yes").await.unwrap_err();
        assert_eq!(later.code, ErrorCode::Conflict);
        let now = desk.bed.services.today();
        let offers = desk.copy(&desk.author).await.texts.into_iter().map(|text| text.offer);
        let offers: Vec<_> = offers.collect();
        let expected = privacy::Offered {
            kind: "question".into(),
            words: Some("نحن هنا".into()),
            on: now.clone(),
            state: "declined".into(),
            answered_on: Some(now),
            by: "staff",
        };
        assert_eq!(offers, [Some(expected)], "{}", desk.bed.backend);
        assert!(messages::list(s, &desk.author, None).await.unwrap().rows.is_empty(), "{}", desk.bed.backend);
        let page = forum::waiting(s, &desk.author, &sent.post).await.unwrap();
        assert_eq!((page.offer, page.note.as_deref()), (Some(Offer::Declined), Some("نحن هنا")));
        assert_eq!(desk.post(&sent.post).await.state, "changes_requested");
        assert_eq!(forum::correction(s, &desk.author, &sent.post).await.unwrap().source, "لا أريد محادثة");
        // What she took away is offered nothing any more.
        let gone = desk.ask("سآخذه معي").await;
        desk.decide(&desk.first, &gone, action("private")).await.unwrap();
        forum::withdraw(s, &desk.author, &gone.post).await.unwrap();
        let refused = messages::answer_offer(s, &desk.author, &gone.post, "yes").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);

        // With her account it goes.
        assert!(private_offer::Entity::find().count(s.db.read()).await.unwrap() > 0);
        let leave = privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.author.member().unwrap().clone(), desk.now());
        privacy::leave(s, &her, &leave).await.unwrap();
        privacy::sweep(s, privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(private_offer::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_changed_meanwhile_is_looked_at_before_publishing() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let asked = desk.ask("سؤال").await;
        desk.approve(&asked).await;
        let late = desk.answer(&asked, "جواب تأخّر").await;
        let close =
            Arrangement { action: "close".into(), reason: "off_topic".into(), ..Arrangement::default() };
        forum::operate(s, &desk.lead, &asked.topic, &close).await.unwrap();
        let closed = desk.decide(&desk.first, &late, action("approve")).await;
        assert_eq!(closed, Ok(Outcome::TopicClosed(asked.topic.clone())));
        assert_eq!(desk.post(&late.post).await.state, "pending");
        // Whoever wrote it does not read there any more: it waits.
        let open_to = |audience: &'static str| {
            category::Entity::update_many()
                .col_expr(category::Column::Audience, Expr::value(audience))
                .filter(category::Column::Slug.eq("unions"))
                .exec(s.db.writer())
        };
        open_to("staff").await.unwrap();
        let sure = Decision { sure: true, ..action("approve") };
        assert_eq!(desk.decide(&desk.first, &late, sure.clone()).await, Ok(Outcome::NotReadable));
        open_to("members").await.unwrap();
        assert_eq!(desk.decide(&desk.first, &late, sure).await, Ok(Outcome::Done(Verdict::Approve)));
        assert_eq!(desk.log("approve").await.len(), 2);
    }
}

#[tokio::test]
async fn the_log_knows_what_takes_something_back() {
    for desk in Desk::each().await {
        let sent = desk.ask("نصّ").await;
        desk.handle(&desk.first, &sent.post, ItemStep::Claim).await.unwrap();
        desk.handle(&desk.first, &sent.post, ItemStep::Release).await.unwrap();
        desk.approve(&sent).await;
        for (action, reverts) in [("claim", false), ("unclaim", true), ("approve", false)] {
            let lines = desk.log(action).await;
            assert_eq!(lines.len(), 1, "{action}");
            assert_eq!(lines[0].is_revert, reverts, "{action}");
        }
    }
}
