//! Names that are called, muted and taken out.

use super::*;

#[tokio::test]
async fn mutes_and_blocks_silence_names_and_never_an_alias_behind_a_name() {
    for room in rooms().await {
        let (asker, b) = (room.member("ياسمين").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        let first = room.answered(&b, &question.topic, "جواب باسمي").await;
        let masked = room.answered(&b, &question.topic, "جواب دون اسمي").await;
        room.set_post(masked.post.as_str(), post::Column::Alias, 1).await;
        room.tell().await;
        notify::mark_all_read(&room.bed.services, &asker).await.unwrap();
        let s = &room.bed.services;
        assert!(room.quiet(&asker, &question.topic).await.values().all(Option::is_none));

        for change in [Change::Mute, Change::Block] {
            mute::by_post(s, &asker, &first.post, change).await.unwrap();
            let quiet = room.quiet(&asker, &question.topic).await;
            assert_eq!(quiet[first.post.as_str()], Some(Quiet::Author));
            assert_eq!(quiet[masked.post.as_str()], None, "{}: the oracle", room.bed.backend);
            assert!(
                room.quiet(&b, &question.topic).await.values().all(Option::is_none),
                "B sees no difference"
            );
            let named = room.answer(&b, &question.topic, "@ياسمين جواب").await;
            let under_alias = room.answer(&b, &question.topic, "@ياسمين جواب آخر").await;
            room.set_post(under_alias.post.as_str(), post::Column::Alias, 1).await;
            room.decide(&named, "approve").await;
            room.tell().await;
            assert!(room.kinds(&asker).await.is_empty(), "{}: nothing from a muted name", room.bed.backend);
            room.decide(&under_alias, "approve").await;
            room.tell().await;
            assert_eq!(room.kinds(&asker).await, [Kind::Mention], "an alias is told as if nothing was muted");
            notify::mark_all_read(s, &asker).await.unwrap();
        }
        // A block parts both ways: what the blocker writes does not reach the other one by name.
        assert!(mute::is_parted(s.db.read(), id(&b), id(&asker)).await.unwrap());
        notify::mark_all_read(s, &b).await.unwrap();
        room.answered(&asker, &question.topic, "@نجمة أين أنتِ؟").await;
        room.tell().await;
        assert!(room.kinds(&b).await.is_empty(), "{}", room.bed.backend);

        let list = mute::mutes(s, &asker).await.unwrap();
        assert_eq!(list.names.len(), 1);
        assert!(list.names[0].blocked && list.names[0].pseudonym == "نجمة");
        assert!(mute::mutes(s, &b).await.unwrap().names.is_empty());
        mute::lift_name(s, &asker, "نجمة").await.unwrap();
        assert!(room.quiet(&asker, &question.topic).await.values().all(Option::is_none));

        // The alias, in its topic only, and not the name behind it.
        mute::by_post(s, &asker, &masked.post, Change::Block).await.unwrap();
        let quiet = room.quiet(&asker, &question.topic).await;
        assert_eq!(quiet[masked.post.as_str()], Some(Quiet::Author));
        assert_eq!(quiet[first.post.as_str()], None);
        assert!(!mute::is_parted(s.db.read(), id(&b), id(&asker)).await.unwrap());
        let list = mute::mutes(s, &asker).await.unwrap();
        assert_eq!((list.names.len(), list.aliases.len(), list.aliases[0].alias), (0, 1, 1));
        let other = room.asked(&b, "سؤال آخر").await;
        room.set_post(other.post.as_str(), post::Column::Alias, 1).await;
        assert_eq!(room.quiet(&asker, &other.topic).await[other.post.as_str()], None, "{}", room.bed.backend);
        mute::lift_alias(s, &asker, &question.topic, 1).await.unwrap();
        assert!(mute::mutes(s, &asker).await.unwrap().aliases.is_empty());

        // The team cannot be blocked; herself nobody mutes; what she may not see she cannot name.
        let by_team = room.answer(&room.team, &question.topic, "جواب الفريق").await;
        let error = mute::by_post(s, &asker, &by_team.post, Change::Block).await.unwrap_err();
        assert_eq!(error.fields[0].code, FieldCode::OfTheTeam);
        mute::by_post(s, &asker, &by_team.post, Change::Mute).await.unwrap();
        let own = mute::by_post(s, &b, &first.post, Change::Mute).await.unwrap_err();
        assert_eq!(own.code, ErrorCode::Forbidden);
        let waiting = room.answer(&b, &question.topic, "لم يُنشر").await;
        let unknown = mute::by_post(s, &asker, &waiting.post, Change::Mute).await.unwrap_err();
        assert_eq!(unknown.code, ErrorCode::NotFound);
        assert_eq!(mute::mutes(s, &Actor::Guest).await.unwrap_err().code, ErrorCode::SignInNeeded);

        // Her words, through the folding of the search.
        mute::set_words(s, &asker, "الحافِلة\n").await.unwrap();
        let bus = room.answered(&b, &question.topic, "ركبت حافلة").await;
        assert_eq!(room.quiet(&asker, &question.topic).await[bus.post.as_str()], Some(Quiet::Words));
        assert_eq!(mute::mutes(s, &asker).await.unwrap().words, "الحافِلة");
        mute::set_words(s, &asker, "").await.unwrap();
        assert_eq!(room.quiet(&asker, &question.topic).await[bus.post.as_str()], None);
    }
}

#[tokio::test]
async fn names_are_called_by_their_unique_form_within_limits_and_once() {
    for room in rooms().await {
        let s = &room.bed.services;
        let writer = room.member("ياسمين").await;
        let olive = room.member("Olive Tranquille").await;
        let others: Vec<Actor> = futures_of(&room, 6).await;
        let shut = room.member("غيمة").await;
        room.set_member(&shut, (member::Column::State, "disabled".into())).await;
        let text = "@OLIVE tranquille et @غيمة, @personne, @ياسمين, a@Olive.tn, `@قمر 1`";
        let question = room.ask(&writer, text).await;
        let db = s.db.read();
        let named = mention::Entity::find().all(db).await.unwrap();
        assert_eq!(named.len(), 1, "{}: {named:?}", room.bed.backend);
        assert_eq!((named[0].member_id.as_str(), named[0].notified_at), (id(&olive), None));
        let stored = post::Entity::find_by_id(question.post.as_str()).one(db).await.unwrap().unwrap();
        assert_eq!(
            stored.html.matches("<bdi><strong>@OLIVE tranquille</strong></bdi>").count(),
            1,
            "{}",
            stored.html
        );
        assert_eq!(stored.html.matches("<bdi>").count(), 1, "{}", stored.html);
        assert!(!stored.html.contains("href=\"/"), "no link to a person");
        room.decide(&question, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&olive).await, [Kind::Mention]);
        assert!(mention::Entity::find().one(db).await.unwrap().unwrap().notified_at.is_some());

        // Somebody new names two, somebody known five.
        let call = |count: usize| (0..count).map(|n| format!("@قمر {n}، ")).collect::<String>();
        let send = async |count: usize| {
            room.bed.clock.advance(Duration::minutes(2));
            let form = NewReply { body: call(count), ..NewReply::default() };
            forum::reply(s, &writer, &question.topic, &form, AR).await
        };
        let before = post::Entity::find().count(db).await.unwrap();
        let error = send(3).await.unwrap_err();
        assert_eq!(
            (error.fields[0].field.as_str(), error.fields[0].code),
            ("body", FieldCode::TooManyMentions(2))
        );
        assert_eq!(post::Entity::find().count(db).await.unwrap(), before, "nothing is stored");
        let two = send(2).await.unwrap();
        room.decide(&two, "approve").await;
        room.answered(&writer, &question.topic, "ثالث").await;
        let five = send(5).await.unwrap();
        room.decide(&five, "approve").await;
        assert_eq!(send(6).await.unwrap_err().fields[0].code, FieldCode::TooManyMentions(5));
        room.tell().await;
        assert_eq!(room.list(&others[0]).await.lines.len(), 2);
        assert_eq!(room.list(&others[4]).await.lines.len(), 1);

        // Told of again after a change of the text: only who is new.
        forum::mention::tell(s.db.writer(), five.post.as_str(), s.now_ms()).await.unwrap();
        assert_eq!(room.tell().await, notify::Told::default(), "{}: everybody knows", room.bed.backend);
    }
}

/// A text under an alias that names whoever wrote it must look like one that names another.
#[tokio::test]
async fn her_own_name_stands_out_under_an_alias_and_is_plain_under_itself() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (her, other) = (room.member("زهرة").await, room.member("نجمة").await);
        let asked = room.asked(&other, "سؤال").await;
        let text = "@زهرة ثمّ @نجمة";
        room.bed.clock.advance(Duration::minutes(2));
        let mask = forum::alias::Mask { hide: true, switch: false };
        let form = NewReply { body: text.into(), mask, ..NewReply::default() };
        let hidden = forum::reply(s, &her, &asked.topic, &form, AR).await.unwrap();
        room.decide(&hidden, "approve").await;
        room.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال باسمها".into(),
            body: text.into(),
            ..NewTopic::default()
        };
        let named = forum::create_topic(s, &her, &form, AR).await.unwrap();
        room.decide(&named, "approve").await;
        let html = async |sent: &forum::Sent| {
            post::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap().unwrap().html
        };
        let stands_out =
            |html: &str, name: &str| html.contains(&format!("<bdi><strong>@{name}</strong></bdi>"));
        let (hidden_html, named_html) = (html(&hidden).await, html(&named).await);
        assert!(stands_out(&hidden_html, "زهرة") && stands_out(&hidden_html, "نجمة"), "{hidden_html}");
        assert!(!stands_out(&named_html, "زهرة") && stands_out(&named_html, "نجمة"), "{named_html}");
        room.tell().await;
        assert!(!room.kinds(&her).await.contains(&Kind::Mention), "she is not told of her own text");
        assert!(room.kinds(&other).await.contains(&Kind::Mention));
        // When she leaves, her name leaves this text like any other.
        assert_eq!(
            mention::Entity::find()
                .filter(mention::Column::MemberId.eq(id(&her)))
                .count(s.db.read())
                .await
                .unwrap(),
            1
        );
    }
}

#[tokio::test]
async fn a_former_member_leaves_no_name_in_the_texts_of_others() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (writer, gone) = (room.member("ياسمين").await, room.member("زيتونة").await);
        let question = room.asked(&writer, "شكرا @زيتونة على **كلّ** شيء، @زيتونة!").await;
        room.tell().await;
        assert_eq!(room.rows().await.len(), 2);
        let leaving = domain::privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let gone = room.bed.proved(gone.member().unwrap());
        domain::privacy::leave(s, &gone, &leaving).await.unwrap();
        room.bed.clock.advance(Duration::days(8));
        domain::privacy::sweep(s, domain::privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        let stored =
            post::Entity::find_by_id(question.post.as_str()).one(s.db.read()).await.unwrap().unwrap();
        for text in [&stored.html, &stored.source] {
            assert!(!text.contains("زيتونة"), "{}: {text}", room.bed.backend);
        }
        assert!(stored.html.contains("<strong>كلّ</strong>"));
        let shown = domain::markup::mention::with_former(
            domain::markup::SafeHtml::from_store(stored.html),
            "عضوة سابقة",
        );
        assert_eq!(shown.as_str().matches("<bdi>عضوة سابقة</bdi>").count(), 2, "{shown:?}");
        assert_eq!(mention::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(room.rows().await.len(), 1, "hers are gone");
        let query = domain::search::Query::parse("زيتونة").unwrap();
        let found = domain::search::find(s, &query, AR, None).await.unwrap();
        assert!(!format!("{found:?}").contains(question.topic.as_str()), "{}: {found:?}", room.bed.backend);
    }
}
