//! Shifts: what she reads first, when a pause is due, and what she writes for herself.

use super::*;

#[tokio::test]
async fn changes_that_are_hard_to_read_count_too() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for (n, content_note) in ["", "violence"].into_iter().enumerate() {
            let form = NewTopic {
                body: format!("نصّ فيه كلام {n}"),
                content_note: content_note.into(),
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            desk.approve(&sent).await;
            desk.change(&sent.post, "ثمّ كلام آخر").await;
            let form = EditDecision {
                post: sent.post.to_string(),
                version: "2".into(),
                action: "approve".into(),
                ..EditDecision::default()
            };
            moderation::decide_edit(s, &desk.second, &form).await.unwrap();
            let shift = shift::desk(s, &desk.second).await.unwrap().shift;
            assert_eq!((shift.on, usize::try_from(shift.hard).unwrap()), (true, n), "{}", desk.bed.backend);
        }
    }
}

#[tokio::test]
async fn what_she_says_she_reads_comes_before_the_language_of_her_pages() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let mut sent = Vec::new();
        for (language, body) in [("ar", "نصّ بالعربية"), ("fr", "Un texte"), ("en", "A text")] {
            let form = NewTopic { body: body.into(), language: language.into(), ..NewTopic::default() };
            sent.push(desk.ask_as(&desk.author, form).await.post);
        }
        let order = async |who: &Actor, locale| {
            let queue = desk.queue(who, locale).await;
            let at = |post: Option<&PostId>| sent.iter().position(|one| Some(one) == post).unwrap();
            queue.items.iter().map(|item| at(item.post())).collect::<Vec<_>>()
        };
        assert_eq!(order(&desk.first, AR).await, [0, 1, 2]);
        let choice = shift::Choice { pause_after: "3", reads: &["en", "fr"], ..shift::Choice::default() };
        shift::choose(s, &desk.first, &choice).await.unwrap();
        let reads = shift::desk(s, &desk.first).await.unwrap().preferences.reads;
        assert_eq!(reads.stored(), "fr en");
        for locale in Locale::ALL {
            assert_eq!(order(&desk.first, locale).await, [1, 2, 0], "{locale} {}", desk.bed.backend);
        }
        assert_eq!(order(&desk.second, AR).await, [0, 1, 2], "hers alone");
        let next = moderation::next(s, &desk.first, &Filters::default(), AR).await.unwrap();
        assert_eq!(next, Some(desk.id(&sent[1]).await));
        let wrong = shift::Choice { reads: &["ar", "und"], ..choice };
        let refused = shift::choose(s, &desk.first, &wrong).await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("reads", FieldCode::UnknownChoice)
        );
        assert_eq!(order(&desk.first, AR).await, [1, 2, 0]);
    }
}

#[tokio::test]
async fn urgent_first_then_her_language_then_the_oldest() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let mut sent = Vec::new();
        for body in [
            "نصّ أوّل بالعربية",
            "Un texte en français, le deuxième",
            "نصّ ثالث بالعربية",
            "Un autre texte en français",
        ] {
            let language = if body.starts_with('U') { "fr" } else { "ar" };
            let form = NewTopic { body: body.into(), language: language.into(), ..NewTopic::default() };
            sent.push(desk.ask_as(&desk.author, form).await.post);
        }
        let order = |queue: Queue| {
            let at = |post: Option<&PostId>| sent.iter().position(|one| Some(one) == post);
            queue.items.iter().map(|item| at(item.post())).collect::<Vec<_>>()
        };
        let (a, b, c, d) = (Some(0), Some(1), Some(2), Some(3));
        assert_eq!(order(desk.queue(&desk.first, AR).await), [a, c, b, d]);
        assert_eq!(order(desk.queue(&desk.first, Locale::Fr).await), [b, d, a, c]);
        assert_eq!(order(desk.queue(&desk.first, Locale::En).await), [a, b, c, d]);
        // Passed on, it comes last for her alone, and tomorrow in its place.
        desk.handle(&desk.first, &sent[0], ItemStep::Pass).await.unwrap();
        assert_eq!(order(desk.queue(&desk.first, AR).await), [c, b, d, a]);
        assert!(desk.queue(&desk.first, AR).await.items[3].passed);
        assert_eq!(order(desk.queue(&desk.second, AR).await), [a, c, b, d]);
        let next = moderation::next(s, &desk.first, &Filters::default(), AR).await.unwrap();
        assert_eq!(next, Some(desk.id(&sent[2]).await));
        desk.bed.clock.advance(Duration::days(1));
        assert_eq!(order(desk.queue(&desk.first, AR).await), [a, c, b, d]);
        // Whatever is more urgent comes first, in any language.
        let tx = s.db.begin().await.unwrap();
        item::raise(&tx, ItemKind::Post, sent[3].as_str(), Class::Severe).await.unwrap();
        let new = NewItem {
            kind: ItemKind::Report,
            target: "case12345678",
            post: Some(sent[1].as_str()),
            topic: None,
            category: "unions",
            language: "fr",
            class: Class::Danger,
            gate: Some("danger"),
            now: desk.now(),
        };
        item::open(&tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        let queue = desk.queue(&desk.first, AR).await;
        assert_eq!((queue.items[0].kind, queue.items[0].text.is_none()), (ItemKind::Report, true));
        assert_eq!(queue.items[0].target, "case12345678");
        assert_eq!(order(queue)[1..], [d, a, c, b]);
        let only = |name: &'static str, value: &'static str| {
            Filters::parse(move |field| if field == name { value } else { "" }).unwrap()
        };
        for (name, value, found) in [
            ("gate", "danger", 1),
            ("kind", "report", 1),
            ("kind", "topic", 4),
            ("language", "fr", 3),
            ("age", "1", 4),
            ("age", "3", 0),
            ("category", "unions", 5),
        ] {
            let queue = moderation::queue(s, &desk.first, &only(name, value), AR).await.unwrap();
            assert_eq!(queue.items.len(), found, "{name}={value} {}", desk.bed.backend);
        }
        // What another moderator refused is hers to read again first.
        let form = Decision { reason: "insult".into(), ..action("reject") };
        let refused = Sent { post: sent[1].clone(), ..desk.ask("حاشية").await };
        desk.decide(&desk.second, &refused, form).await.unwrap();
        let again = NewTopic {
            body: "Un texte corrigé".into(),
            language: "fr".into(),
            correct: sent[1].to_string(),
            ..NewTopic::default()
        };
        let again = desk.ask_as(&desk.author, again).await;
        let class_three = |queue: Queue| {
            let found = queue.items.into_iter().find(|item| item.class == Class::Queue);
            found.and_then(|item| item.post().cloned())
        };
        assert_eq!(class_three(desk.queue(&desk.second, AR).await), Some(again.post.clone()));
        assert_ne!(class_three(desk.queue(&desk.first, AR).await), Some(again.post));
    }
}

#[tokio::test]
async fn a_shift_counts_for_her_alone_and_leaves_a_note() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let at = async |who: &Actor| shift::desk(s, who).await.unwrap();
        assert_eq!(at(&desk.first).await.shift, shift::Shift::default());
        let refused = shift::choose(s, &desk.first, &reading("4")).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "pause_after");
        shift::choose(s, &desk.first, &reading("3")).await.unwrap();
        assert!(desk.queue(&desk.first, AR).await.folded && !desk.queue(&desk.second, AR).await.folded);
        for n in 0..4 {
            let form = NewTopic {
                body: format!("نصّ {n}"),
                content_note: if n == 0 { String::new() } else { "violence".into() },
                ..NewTopic::default()
            };
            let sent = desk.ask_as(&desk.author, form).await;
            if n == 1 {
                desk.handle(&desk.first, &sent.post, ItemStep::Pass).await.unwrap();
            } else {
                desk.approve(&sent).await;
            }
            let now = at(&desk.first).await.shift;
            assert_eq!((now.on, now.hard, now.pause), (true, n, n >= 3), "{}", desk.bed.backend);
        }
        assert_eq!(at(&desk.second).await.shift.hard, 0);

        // What is in her hand must be said of; a note stays within what she saw.
        let held = desk.ask("في يدي").await;
        desk.handle(&desk.first, &held.post, ItemStep::Claim).await.unwrap();
        assert_eq!(at(&desk.first).await.in_hand, [desk.id(&held.post).await]);
        let refused = shift::end(s, &desk.first, "", "كلمة").await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("claims", FieldCode::Required)
        );
        shift::end(s, &desk.first, "hand_over", "راقبن الموضوع").await.unwrap();
        let row = desk.item(&held.post).await;
        assert_eq!((row.claim_by, row.raised.as_deref()), (None, Some("handed")));
        assert_eq!(at(&desk.first).await.shift, shift::Shift::default());
        // The next shift finds it, as long as nobody else has taken it.
        let left = async |who: &Actor| -> Vec<ReviewId> {
            at(who).await.left.into_iter().map(|one| one.id).collect()
        };
        assert_eq!(left(&desk.second).await, [desk.id(&held.post).await], "{}", desk.bed.backend);
        desk.handle(&desk.lead, &held.post, ItemStep::Claim).await.unwrap();
        assert!(left(&desk.second).await.is_empty(), "{}", desk.bed.backend);
        assert_eq!(left(&desk.lead).await.len(), 1, "{}", desk.bed.backend);
        let notes = at(&desk.second).await.notes;
        assert_eq!((notes[0].by.as_deref(), notes[0].body.as_str()), (Some("سند"), "راقبن الموضوع"));
        let here = Member {
            scope: Scope::Categories(vec!["unions".into()]),
            ..desk.second.member().unwrap().clone()
        };
        assert!(at(&Actor::Member(here.clone())).await.notes.is_empty(), "it may be about other categories");
        shift::end(s, &Actor::Member(here.clone()), "", "عن قسمنا").await.unwrap();
        assert_eq!(at(&Actor::Member(here)).await.notes.len(), 1);
        let member = shift::desk(s, &desk.author).await.unwrap_err();
        assert_eq!(member.code, ErrorCode::Forbidden);
    }
}

/// Folded, and a pause after so many.
fn reading(pause_after: &str) -> shift::Choice<'_> {
    shift::Choice { folded: true, pause_after, ..shift::Choice::default() }
}

#[tokio::test]
async fn the_list_says_when_a_pause_is_due_and_how_she_reads() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let look = async |who: &Actor| {
            let queue = desk.queue(who, AR).await;
            (queue.folded, queue.blurred, queue.pause)
        };
        assert_eq!(look(&desk.first).await, (false, false, false));
        let choice = shift::Choice { blurred: true, pause_after: "3", ..shift::Choice::default() };
        shift::choose(s, &desk.first, &choice).await.unwrap();
        for n in 0..3 {
            assert_eq!(look(&desk.first).await, (false, true, false), "{n}");
            let form =
                NewTopic {
                    body: format!("نصّ {n}"), content_note: "violence".into(), ..NewTopic::default()
                };
            let sent = desk.ask_as(&desk.author, form).await;
            desk.approve(&sent).await;
        }
        assert_eq!(look(&desk.first).await, (false, true, true), "{}", desk.bed.backend);
        assert_eq!(look(&desk.second).await, (false, false, false));
        desk.bed.clock.advance(Duration::hours(13));
        assert_eq!(look(&desk.first).await, (false, true, false), "a forgotten shift is over");
    }
}

#[tokio::test]
async fn a_buddy_is_of_the_team_and_knows_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let aside = async |who: &Actor| shift::desk(s, who).await.unwrap().aside;
        let hers = aside(&desk.first).await;
        assert_eq!((hers.buddy, hers.named_by.len(), hers.notes.len()), (None, 0, 0));
        assert_eq!(hers.team, ["أمل", "رائدة"], "not herself, and no members");
        for nobody in ["سند", "زيتونة", "من لا أحد"] {
            let refused = shift_notes::name_buddy(s, &desk.first, nobody).await.unwrap_err();
            assert_eq!(
                (refused.fields[0].field.as_str(), refused.fields[0].code),
                ("buddy", FieldCode::UnknownChoice)
            );
        }
        shift_notes::name_buddy(s, &desk.first, "أمل").await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy.as_deref(), Some("أمل"));
        assert_eq!(aside(&desk.second).await.named_by, ["سند"]);
        assert!(aside(&desk.lead).await.named_by.is_empty(), "nobody else is told");
        // What she chose besides stays, and the other way round.
        shift::choose(s, &desk.first, &reading("3")).await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy.as_deref(), Some("أمل"));
        // Whoever is of the team no more is nobody's buddy.
        member::Entity::update_many()
            .col_expr(member::Column::Role, Expr::value("member"))
            .filter(member::Column::Id.eq(desk.second.member_id().unwrap().as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(aside(&desk.first).await.buddy, None, "{}", desk.bed.backend);
        shift_notes::name_buddy(s, &desk.first, "رائدة").await.unwrap();
        shift_notes::name_buddy(s, &desk.first, "").await.unwrap();
        assert_eq!(aside(&desk.first).await.buddy, None);
        let refused = shift_notes::name_buddy(s, &desk.author, "أمل").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
    }
}

#[tokio::test]
async fn what_she_writes_for_herself_is_hers_alone_and_goes_with_her() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let words = "ما بقي في نفسي من اليوم";
        for (text, code) in [("  ", FieldCode::Required), (&*"م".repeat(2_001), FieldCode::TooLong(2_000))] {
            let refused = shift_notes::write(s, &desk.first, text).await.unwrap_err();
            assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("debrief", code));
        }
        shift_notes::write(s, &desk.first, words).await.unwrap();
        desk.bed.clock.advance(Duration::minutes(1));
        shift_notes::write(s, &desk.first, "كلمة أخرى").await.unwrap();
        shift_notes::name_buddy(s, &desk.second, "سند").await.unwrap();
        let notes = shift::desk(s, &desk.first).await.unwrap().aside.notes;
        assert_eq!(notes.iter().map(|note| note.body.as_str()).collect::<Vec<_>>(), ["كلمة أخرى", words]);
        for other in [&desk.second, &desk.lead] {
            assert!(!format!("{:?}", shift::desk(s, other).await.unwrap()).contains(words));
            gone(shift_notes::forget(s, other, &notes[1].id).await);
        }
        let log = audit_log::Entity::find().all(s.db.read()).await.unwrap();
        assert!(!format!("{log:?}").contains(&notes[1].id), "no log knows of it");
        shift_notes::forget(s, &desk.first, &notes[0].id).await.unwrap();
        gone(shift_notes::forget(s, &desk.first, &notes[0].id).await);

        let hers = desk.copy(&desk.first).await.debriefs;
        assert_eq!(hers.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), [words]);
        assert!(!format!("{:?}", desk.copy(&desk.lead).await).contains(words));

        // With her account they go, and nobody has her for a buddy.
        let leave = privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let her = signed_in(desk.first.member().unwrap().clone(), desk.now());
        privacy::leave(s, &her, &leave).await.unwrap();
        privacy::sweep(s, privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(debrief_note::Entity::find().count(s.db.read()).await.unwrap(), 0, "{}", desk.bed.backend);
        let second = desk_member::Entity::find_by_id(desk.second.member_id().unwrap().as_str());
        assert_eq!(second.one(s.db.read()).await.unwrap().unwrap().buddy_id, None);
    }
}

/// What somebody asks to keep an eye on stands on every desk that may see it, until anybody ends it.
#[tokio::test]
async fn what_is_watched_is_shown_to_the_next_shift_until_somebody_ends_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let backend = desk.bed.backend;
        let on = async |who: &Actor| {
            let watched = shift::desk(s, who).await.unwrap().watched;
            watched.into_iter().map(|one| (one.what.as_str(), one.word, one.by)).collect::<Vec<_>>()
        };
        let sent = desk.ask("نصّ يُتابع").await;
        for (what, word) in [("text", "تعود إليه"), ("topic", ""), ("text", "يتكرّر")] {
            desk.bed.clock.advance(Duration::minutes(1));
            watch::begin(s, &desk.first, &sent.post, what, word).await.unwrap();
        }
        shift::end(s, &desk.first, "", "").await.unwrap();
        let by = Some("سند".to_owned());
        let expected = vec![("text", "يتكرّر".to_owned(), by.clone()), ("topic", String::new(), by)];
        assert_eq!(on(&desk.second).await, expected, "{backend}");
        assert_eq!(on(&desk.lead).await, expected, "{backend}");
        let scope = Scope::Categories(vec!["poverty".into()]);
        let elsewhere = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        assert!(on(&elsewhere).await.is_empty(), "{backend}");
        let id = watch::from_post(s, &desk.second, &sent.post).await.unwrap().remove(0).id;
        for (who, code) in [
            (&elsewhere, ErrorCode::NotFound),
            (&desk.author, ErrorCode::Forbidden),
            (&Actor::Guest, ErrorCode::SignInNeeded),
        ] {
            assert_eq!(watch::end(s, who, &id).await.unwrap_err().code, code, "{backend}");
            let begun = watch::begin(s, who, &sent.post, "text", "").await;
            assert_eq!(begun.unwrap_err().code, code, "{backend}");
        }
        let long = "ب".repeat(201);
        for (what, word, field) in
            [("", "", "watch"), ("member", "", "watch"), ("text", long.as_str(), "word")]
        {
            let refused = watch::begin(s, &desk.first, &sent.post, what, word).await.unwrap_err();
            assert!(refused.fields.iter().any(|error| error.field == field), "{backend}: {refused:?}");
        }
        // Whoever knows the person does not see that she is watched, and cannot end it.
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(on(&desk.first).await.is_empty(), "{backend}");
        assert_eq!(watch::end(s, &desk.first, &id).await.unwrap_err().code, ErrorCode::NotFound);
        // Nobody finds herself there either.
        let own =
            desk.ask_as(&desk.lead, NewTopic { body: "نصّ من الفريق".into(), ..NewTopic::default() }).await;
        watch::begin(s, &desk.second, &own.post, "topic", "").await.unwrap();
        assert_eq!(on(&desk.second).await.len(), 3, "{backend}");
        assert_eq!(on(&desk.lead).await.len(), 2, "{backend}");
        watch::end(s, &desk.second, &id).await.unwrap();
        assert_eq!(watch::end(s, &desk.second, &id).await.unwrap_err().code, ErrorCode::NotFound, "once");
        assert_eq!(on(&desk.lead).await.len(), 1, "{backend}");
    }
}
