//! Who does not read what: whom she knows or blocks, and what lies outside her categories.

use super::*;

#[tokio::test]
async fn whom_she_knows_she_never_reads_here() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ").await;
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await,
            Ok(Handling::Done(ItemStep::Recuse))
        );
        assert!(!desk.sees(&desk.first, &sent.post).await);
        assert!(desk.sees(&desk.second, &sent.post).await);
        assert_eq!(moderation::overview(s, &desk.first).await.unwrap().waiting, 0);
        assert_eq!(moderation::waiting(s, &desk.second).await.unwrap(), 1);
        let id = desk.id(&sent.post).await;
        let gone = |error: domain::DomainError| error.code;
        assert_eq!(
            moderation::open_item(s, &desk.first, &id, AR).await.map_err(gone).unwrap_err(),
            ErrorCode::NotFound
        );
        assert_eq!(desk.decide(&desk.first, &sent, action("approve")).await, Err(ErrorCode::NotFound));
        // When everybody who moderates there knows the person, the lead is told.
        let left = |queue: Queue| queue.items[0].nobody_left;
        assert!(!left(desk.queue(&desk.lead, AR).await));
        desk.handle(&desk.second, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(left(desk.queue(&desk.lead, AR).await), "{}", desk.bed.backend);
        // Somebody who moderates elsewhere does not count; somebody who moderates here does.
        let third = desk.bed.member("نور", Role::Moderator).await;
        let scope = |slug: &str| entity::identity::role_scope::ActiveModel {
            member_id: Set(third.member_id().unwrap().to_string()),
            category_id: Set(slug.to_owned()),
        };
        entity::identity::role_scope::Entity::insert(scope("poverty"))
            .exec_without_returning(s.db.writer())
            .await
            .unwrap();
        assert!(left(desk.queue(&desk.lead, AR).await));
        entity::identity::role_scope::Entity::insert(scope("unions"))
            .exec_without_returning(s.db.writer())
            .await
            .unwrap();
        assert!(!left(desk.queue(&desk.lead, AR).await));

        // Not the outcome either, nor what corrects it; no reason is asked, and the log says nothing.
        let form = Decision { reason: "insult".into(), ..action("changes") };
        assert_eq!(desk.decide(&desk.lead, &sent, form).await, Ok(Outcome::Done(Verdict::Changes)));
        assert!(moderation::open_item(s, &desk.first, &id, AR).await.is_err());
        assert_eq!(desk.decide(&desk.first, &sent, action("approve")).await, Err(ErrorCode::NotFound));
        let again =
            NewTopic {
                body: "نصّ أفضل".into(), correct: sent.post.to_string(), ..NewTopic::default()
            };
        let again = desk.ask_as(&desk.author, again).await;
        assert!(!desk.sees(&desk.first, &again.post).await);
        assert!(desk.sees(&desk.lead, &again.post).await);
        assert!(desk.log("recuse").await.is_empty());
        // Nobody decides on what she wrote herself, nor takes it in hand.
        let own = desk.ask_as(&desk.author, NewTopic { body: "لي".into(), ..NewTopic::default() }).await;
        let Actor::Member(promoted) = desk.author.clone() else { panic!("a member") };
        let promoted = signed_in(Member { role: Role::Moderator, ..promoted }, desk.now());
        assert_eq!(desk.handle(&promoted, &own.post, ItemStep::Claim).await, Err(ErrorCode::Forbidden));
    }
}

#[tokio::test]
async fn whom_she_knows_she_meets_nowhere_at_the_desk() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let case = desk.report(&sent.post, "threat").await;
        let edit = EditDecision {
            post: sent.post.to_string(),
            version: "2".into(),
            action: "approve".into(),
            ..EditDecision::default()
        };
        assert_eq!(moderation::edits(s, &desk.second).await.unwrap().len(), 1);
        assert_eq!(report::cases(s, &desk.second, AR).await.unwrap().len(), 1);
        note::notes(s, &desk.second, &sent.post).await.unwrap();

        // Said of one item, it holds for everything that waits about the same text, and for what comes.
        for who in [&desk.second, &desk.lead] {
            desk.handle(who, &sent.post, ItemStep::Recuse).await.unwrap();
            let rows = recusal::Entity::find()
                .filter(recusal::Column::MemberId.eq(who.member_id().unwrap().as_str()))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(rows, 2, "the change and the report, {}", desk.bed.backend);
            assert!(moderation::edits(s, who).await.unwrap().is_empty());
            gone(moderation::decide_edit(s, who, &edit).await);
            assert!(report::cases(s, who, AR).await.unwrap().is_empty());
            gone(report::case(s, who, &case.id, AR).await);
            // Also with a mistake in the form.
            let form = report::Decision { case: case.id.clone(), ..report::Decision::default() };
            gone(report::act(s, who, &form).await);
            gone(note::notes(s, who, &sent.post).await);
        }
        assert_eq!(moderation::edits(s, &desk.first).await.unwrap().len(), 1);
        report::case(s, &desk.first, &case.id, AR).await.unwrap();

        let admin = desk.bed.member("أمينة", Role::Admin).await;
        let form = NewSanction {
            post: sent.post.to_string(),
            kind: "notice".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            for_good: true,
            ..NewSanction::default()
        };
        gone(sanction::subject(s, &desk.lead, &sent.post).await);
        gone(sanction::give(s, &desk.lead, &form).await);
        let given = sanction::give(s, &admin, &form).await.unwrap();
        assert!(sanction::list(s, &desk.lead, None).await.unwrap().rows.is_empty());
        gone(sanction::sheet(s, &desk.lead, &given).await);
        assert_eq!(sanction::list(s, &admin, None).await.unwrap().rows.len(), 1);

        // Whoever knows her counts as having taken part: with whoever decided, nobody is left.
        let form = NewAppeal {
            decision: format!("sanction-{given}"),
            body: "لا أوافق على هذا".into(),
            ..NewAppeal::default()
        };
        let id = appeal::appeal(s, &desk.author, &form).await.unwrap();
        assert!(appeal::list(s, &desk.lead).await.unwrap().pending.is_empty());
        gone(appeal::sheet(s, &desk.lead, &id).await);
        gone(appeal::ask(s, &desk.lead, &id, "ماذا قصدتِ؟").await);
        let pending = appeal::list(s, &admin).await.unwrap().pending;
        assert_eq!((pending.len(), pending[0].may_decide, pending[0].nobody_left), (1, false, true));
        let free = desk.bed.member("رائدة أخرى", Role::LeadModerator).await;
        let pending = appeal::list(s, &free).await.unwrap().pending;
        assert_eq!((pending[0].may_decide, pending[0].nobody_left), (true, false));

        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let case = safety_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert!(danger::cases(s, &desk.lead).await.unwrap().is_empty());
        gone(danger::case(s, &desk.lead, &case.id, AR).await);
        gone(danger::acknowledge(s, &desk.lead, &case.id, case.version).await);
        assert_eq!(danger::cases(s, &free).await.unwrap().len(), 1);
        danger::acknowledge(s, &free, &case.id, case.version).await.unwrap();
    }
}

#[tokio::test]
async fn of_a_topic_of_whom_she_knows_she_ends_no_poll_and_says_not_what_it_is_about() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let poll = forum::NewPoll { choices: "نعم\nلا".into(), ..forum::NewPoll::default() };
        let form = NewTopic { body: "سؤال له أجوبة".into(), poll, ..NewTopic::default() };
        let sent = desk.ask_as(&desk.author, form).await;
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        let approved = desk.decide(&desk.second, &sent, action("approve")).await;
        assert_eq!(approved, Ok(Outcome::Done(Verdict::Approve)));
        let offered = async |who: &Actor| {
            let view = forum::read_topic(s, who, &sent.topic, 1, AR).await.unwrap();
            view.poll.map(|poll| (poll.can_edit, poll.can_close))
        };
        assert_eq!(offered(&desk.first).await, Some((false, false)), "{}", desk.bed.backend);
        assert_eq!(offered(&desk.second).await, Some((true, true)), "{}", desk.bed.backend);
        let closed = forum::close_poll(s, &desk.first, &sent.topic).await;
        assert_eq!(closed.unwrap_err().code, ErrorCode::Forbidden, "{}", desk.bed.backend);
        let changed = forum::change_poll(s, &desk.first, &sent.topic, "أ\nب", &Care::default()).await;
        assert_eq!(changed.unwrap_err().code, ErrorCode::Forbidden, "{}", desk.bed.backend);
        gone(forum::set_about(s, &desk.first, &sent.topic, None).await);
        forum::close_poll(s, &desk.second, &sent.topic).await.unwrap();
        forum::set_about(s, &desk.second, &sent.topic, None).await.unwrap();
    }
}

#[tokio::test]
async fn whom_she_knows_she_reads_in_the_forum_as_everybody_does() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let read = async |who: &Actor, sent: &Sent| {
            forum::read_topic(s, who, &sent.topic, 1, AR).await.map_err(|error| error.code)
        };
        // What waits is for the others.
        let waits = desk.ask("سؤال ينتظر").await;
        assert_eq!(read(&desk.first, &waits).await.unwrap().waiting.len(), 1);
        desk.handle(&desk.first, &waits.post, ItemStep::Recuse).await.unwrap();
        assert_eq!(read(&desk.first, &waits).await.err(), Some(ErrorCode::NotFound), "{}", desk.bed.backend);
        for who in [&desk.second, &desk.author] {
            assert_eq!(read(who, &waits).await.unwrap().waiting.len(), 1);
        }

        // What a text was before is not told either, and with the topic she does nothing.
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        forum::history(s, &desk.first, &sent.post).await.unwrap();
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        gone(forum::history(s, &desk.first, &sent.post).await);
        gone(forum::hide_revision(s, &desk.first, &sent.post, 1).await);
        forum::history(s, &desk.second, &sent.post).await.unwrap();
        let closing =
            Arrangement { action: "close".into(), reason: "room_order".into(), ..Arrangement::default() };
        gone(forum::operate(s, &desk.first, &sent.topic, &closing).await);
        let change = forum::TopicChange {
            action: "retitle".into(),
            title: "عنوان آخر".into(),
            reason: "room_order".into(),
            ..forum::TopicChange::default()
        };
        gone(forum::change_topic(s, &desk.first, &sent.topic, &change).await);
        assert_eq!(read(&desk.first, &sent).await.unwrap().title, "سؤال عن العقد", "what everybody reads");

        // What was taken away keeps its place for her as for any member.
        let hold = moderation::Taking {
            action: "hold".into(),
            version: desk.post(&sent.post).await.version.to_string(),
            reason: "insult".into(),
            note: String::new(),
        };
        moderation::take(s, &desk.second, &sent.post, &hold).await.unwrap();
        for (who, reads) in [(&desk.first, false), (&desk.second, true), (&desk.author, true)] {
            let view = read(who, &sent).await.unwrap();
            let post = &view.posts[0];
            assert_eq!(
                (!view.title.is_empty(), post.absent.is_none(), !post.html.as_str().is_empty()),
                (reads, reads, reads),
                "{who:?} {}",
                desk.bed.backend
            );
        }
        // Of others she reads it as before.
        let other = desk.ask("نصّ آخر ينتظر").await;
        assert_eq!(read(&desk.first, &other).await.unwrap().waiting.len(), 1);
    }
}

#[tokio::test]
async fn the_log_says_nothing_of_whom_she_knows_nor_of_reports_about_herself() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let targets = async |who: &Actor| -> Vec<String> {
            let page = mod_log_page(s, who, &LogFilters::default()).await.unwrap();
            page.rows.into_iter().map(|row| row.target_id).collect()
        };
        let question = desk.ask("نصّ السؤال").await;
        desk.approve(&question).await;
        let answer = desk.answer(&question, "جواب منها").await;
        desk.handle(&desk.second, &answer.post, ItemStep::Claim).await.unwrap();
        desk.handle(&desk.first, &answer.post, ItemStep::Recuse).await.unwrap();
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.second, &answer, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let item = desk.item(&answer.post).await.id;
        let (hers, other) = (targets(&desk.first).await, targets(&desk.second).await);
        for hidden in [answer.post.as_str(), item.as_str()] {
            assert!(other.iter().any(|id| id == hidden), "{hidden}");
            assert!(!hers.iter().any(|id| id == hidden), "{}: {hidden}", desk.bed.backend);
        }
        // Of whom she decided on before she said so, and of others, the rest stays.
        assert!(hers.iter().any(|id| id == question.topic.as_str()));

        let mine = desk.ask_as(&desk.first, NewTopic { body: "لي أنا".into(), ..NewTopic::default() }).await;
        let case = desk.report(&mine.post, "spam").await;
        let keep = report::Decision {
            case: case.id.clone(),
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        report::act(s, &desk.second, &keep).await.unwrap();
        assert!(targets(&desk.second).await.contains(&case.id));
        assert!(!targets(&desk.first).await.contains(&case.id), "{}", desk.bed.backend);
    }
}

#[tokio::test]
async fn whom_she_blocks_she_does_not_decide_on_and_no_alias_is_given_away() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let known = desk.ask("أوّل ما كتبت").await;
        desk.approve(&known).await;
        let case = desk.report(&known.post, "spam").await;
        let named = desk.ask("باسمها").await;
        let hide = Mask { hide: true, switch: false };
        let form = NewTopic { body: "بلا اسم".into(), mask: hide, ..NewTopic::default() };
        let hidden = desk.ask_as(&desk.author, form).await;
        mute::by_post(s, &desk.second, &known.post, Change::Mute).await.unwrap();
        assert!(desk.sees(&desk.second, &named.post).await, "a mute is for reading, not for the desk");
        mute::by_post(s, &desk.second, &known.post, Change::Block).await.unwrap();
        assert!(!desk.sees(&desk.second, &named.post).await, "{}", desk.bed.backend);
        assert!(desk.sees(&desk.second, &hidden.post).await, "it would tell whose alias it is");
        assert!(desk.sees(&desk.first, &named.post).await);
        assert_eq!(desk.decide(&desk.second, &named, action("approve")).await, Err(ErrorCode::NotFound));
        assert!(report::cases(s, &desk.second, AR).await.unwrap().is_empty());
        gone(report::case(s, &desk.second, &case.id, AR).await);
        let done = desk.decide(&desk.second, &hidden, action("approve")).await;
        assert_eq!(done, Ok(Outcome::Done(Verdict::Approve)));

        // One blocks her and the other knows her: the lead is told that nobody is left.
        let left = async || {
            let queue = desk.queue(&desk.lead, AR).await;
            queue.items.into_iter().find(|item| item.post() == Some(&named.post)).unwrap().nobody_left
        };
        assert!(!left().await);
        desk.handle(&desk.first, &named.post, ItemStep::Recuse).await.unwrap();
        assert!(left().await, "{}", desk.bed.backend);
        mute::by_post(s, &desk.second, &known.post, Change::Lift).await.unwrap();
        assert!(!left().await);
        assert!(desk.sees(&desk.second, &named.post).await);
    }
}

#[tokio::test]
async fn a_conversation_is_for_who_moderates_where_it_began() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for reason in ["", "danger_handled_privately"] {
            let sent = desk.ask(&format!("أنا في ضيق {reason}")).await;
            let form = Decision { reason: reason.into(), note: "نحن هنا".into(), ..action("private") };
            assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Private)));
            assert!(messages::answer_offer(s, &desk.author, &sent.post, "yes").await.unwrap().is_some());
        }
        let open = desk.ask("سؤال منشور").await;
        desk.approve(&open).await;
        for (topic, category) in [(None, ""), (None, "nowhere"), (None, "unions"), (Some(&open.topic), "")] {
            let form = messages::NewCase {
                kind: "question".into(),
                body: format!("سؤال {topic:?} {category}"),
                topic: topic.cloned(),
                category: category.into(),
                ..messages::NewCase::default()
            };
            messages::begin(s, &desk.author, &form).await.unwrap();
        }
        let rows = private_case::Entity::find().all(s.db.read()).await.unwrap();
        let about = |kind: &str, category: Option<&str>| {
            let mut found = rows.iter().filter(|row| row.kind == kind && row.category.as_deref() == category);
            (found.clone().count(), found.next().map(|row| contract::ids::CaseId::trusted(row.id.clone())))
        };
        let (questions, question) = about("question", Some("unions"));
        let (everywhere, plain) = about("question", None);
        let (urgent, safety) = about("safety", Some("unions"));
        assert_eq!((questions, everywhere, urgent), (3, 2, 1), "{}", desk.bed.backend);
        let (question, plain, safety) = (question.unwrap(), plain.unwrap(), safety.unwrap());

        let of = |who: &Actor, slug: &str| {
            let scope = Scope::Categories(vec![slug.into()]);
            Actor::Member(Member { scope, ..who.member().unwrap().clone() })
        };
        for (who, sees) in [
            (desk.first.clone(), [true, true, false]),
            (of(&desk.first, "unions"), [true, true, false]),
            (of(&desk.first, "poverty"), [false, true, false]),
            (desk.lead.clone(), [true, true, true]),
            (of(&desk.lead, "unions"), [true, true, true]),
            (of(&desk.lead, "poverty"), [false, true, false]),
        ] {
            let list = messages::team_list(s, &who, &messages::TeamFilter::default()).await.unwrap();
            for (id, sees) in [&question, &plain, &safety].into_iter().zip(sees) {
                assert_eq!(list.rows.iter().any(|row| row.id == *id), sees, "{who:?}");
                let read = messages::team_thread(s, &who, id).await;
                if sees {
                    read.unwrap();
                } else {
                    gone(read);
                    gone(messages::answer(s, &who, id, "جواب", "").await);
                    gone(messages::note(s, &who, id, "ملاحظة", "").await);
                    gone(messages::close_for_team(s, &who, id, false).await);
                }
            }
        }
    }
}

#[tokio::test]
async fn her_place_tells_nothing_of_categories_that_she_cannot_read() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        desk.bed.clock.advance(Duration::minutes(2));
        let elsewhere = NewTopic {
            category: "poverty".into(),
            title: "سؤال في مكان آخر".into(),
            body: "نصّ ينتظر".into(),
            ..NewTopic::default()
        };
        forum::create_topic(s, &desk.author, &elsewhere, AR).await.unwrap();
        let sent = desk.ask("نصّ ينتظر هنا").await;
        let before = async || forum::waiting(s, &desk.author, &sent.post).await.unwrap().before;
        assert_eq!(before().await, Some(1), "{}", desk.bed.backend);
        category::Entity::update_many()
            .col_expr(category::Column::Audience, Expr::value("staff"))
            .filter(category::Column::Slug.eq("poverty"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(before().await, Some(0), "{}", desk.bed.backend);
    }
}

#[tokio::test]
async fn appeals_of_her_categories_are_not_lost_behind_others() {
    for mut desk in Desk::each().await {
        let sent = desk.ask("نصّ يُرفض").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let id = desk.appeal().await;
        let counter = desk.bed.services.db.count_statements();
        let s = &desk.bed.services;
        let scope = Scope::Categories(vec!["unions".into()]);
        let here = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        let listed = async |who: &Actor| {
            counter.store(0, Ordering::SeqCst);
            let pending = appeal::list(s, who).await.unwrap().pending;
            (pending.len(), counter.load(Ordering::SeqCst))
        };
        let (one, statements) = listed(&here).await;
        assert_eq!(one, 1, "{}", desk.bed.backend);
        let row = appeal_row::Entity::find_by_id(id.as_str()).one(s.db.read()).await.unwrap().unwrap();
        // A hundred of another category, all older.
        let others = (0..100).map(|n| {
            let mut copy = row.clone().into_active_model();
            copy.id = Set(format!("copy{n:08}"));
            copy.decision_id = Set(format!("line{n:08}"));
            copy.category = Set("poverty".into());
            copy.created_at = Set(row.created_at - 1);
            copy
        });
        appeal_row::Entity::insert_many(others).exec_without_returning(s.db.writer()).await.unwrap();
        assert_eq!(listed(&here).await, (1, statements), "{}", desk.bed.backend);
        let left = AppealId::trusted("another12345");
        assert_eq!(appeal::next(s, &here, &left).await.unwrap(), Some(id));
        assert_eq!(listed(&desk.second).await, (100, statements), "more appeals, not more statements");
    }
}

#[tokio::test]
async fn whoever_does_not_moderate_the_category_is_nobody_left() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ يُرفض").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &sent, form).await, Ok(Outcome::Done(Verdict::Reject)));
        desk.bed.clock.advance(Duration::minutes(1));
        desk.appeal().await;
        desk.handle(&desk.lead, &sent.post, ItemStep::Recuse).await.unwrap();
        let left = async || !appeal::list(s, &desk.first).await.unwrap().pending[0].nobody_left;
        assert!(left().await, "the second one, {}", desk.bed.backend);
        let row = role_scope::ActiveModel {
            member_id: Set(desk.second.member_id().unwrap().to_string()),
            category_id: Set("poverty".into()),
        };
        role_scope::Entity::insert(row).exec_without_returning(s.db.writer()).await.unwrap();
        assert!(!left().await, "{}", desk.bed.backend);
    }
}
