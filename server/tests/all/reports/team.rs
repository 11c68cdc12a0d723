//! What the team makes of a report.

use super::*;

#[tokio::test]
async fn what_reveals_somebody_is_held_by_one_trusted_voice_and_comes_back_in_its_place() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut trusted) = signed_in(&app, "موثوقة", Role::Trusted).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (topic, _) = question(&app, &author, "سؤال").await;
        let post = answer(&app, &author, &topic, "تسكن في نهج كذا").await;
        let before = state_of(&app, &post).await;
        sent(&mut trusted, &post, "identity", "هذا عنوانها").await;
        let held = state_of(&app, &post).await;
        assert_eq!((held.state.as_str(), held.position), ("held", before.position), "{}", app.bed.backend);
        assert!(!app.browser().get(&format!("/ar/forum/t/{topic}")).await.text().contains("تسكن في نهج كذا"));
        let row = topic::Entity::find_by_id(&topic).one(app.bed.services.db.read()).await.unwrap().unwrap();
        assert_eq!(row.published_posts, 1, "counters follow");
        assert!(
            !app.browser()
                .get(&format!("/ar/search?{}", crate::support::encode(&[("q", "نهج")])))
                .await
                .text()
                .contains("تسكن في نهج")
        );

        // Whoever had the form open when it was hidden loses no word: they come to the same case, and what is hidden
        // is not shown to her on the way.
        let (_, mut late) = signed_in(&app, "متأخّرة", Role::Member).await;
        late.get(&format!("/ar/report?post={post}")).await.assert_status(404);
        let pairs = [("post", post.as_str()), ("code", "threat"), ("text", "كلماتي وصلت متأخّرة")];
        late.post("/ar/report", &pairs).await.assert_status(303);
        let mine = late.get("/ar/my/reports").await;
        assert!(!mine.assert_text("كلماتي وصلت متأخّرة").text().contains("تسكن في نهج كذا"));
        let rows = report::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!((rows.len(), cases(&app).await.len()), (2, 1), "{}", app.bed.backend);

        // She is told in neutral words, and sees no number nor reporter.
        told(&app).await;
        hers.get("/ar/my/notifications")
            .await
            .assert_text("أحد نصوصكِ قيد النظر")
            .assert_text(&format!("/ar/my/held/{post}"));
        let page = hers.get(&format!("/ar/my/held/{post}")).await;
        page.assert_status(200).assert_text("ليس هذا قرارًا");
        assert!(!page.text().contains("موثوقة") && !page.text().contains("أبلغ"));
        trusted.get(&format!("/ar/my/held/{post}")).await.assert_status(404);

        let case = cases(&app).await.remove(0);
        assert!(case.auto_held && case.class == 1);
        act(&mut team, &case.id, &[("action", "keep")]).await.assert_status(303);
        let back = state_of(&app, &post).await;
        assert_eq!((back.state.as_str(), back.position), ("published", before.position));
        app.browser().get(&format!("/ar/forum/t/{topic}")).await.assert_text("تسكن في نهج كذا");
        hers.get(&format!("/ar/my/held/{post}")).await.assert_status(404);

        // Texts of the team are never held by themselves.
        let (staff, _) = signed_in(&app, "سند-3", Role::Moderator).await;
        let (_, post) = question(&app, &staff, "من الفريق").await;
        sent(&mut trusted, &post, "identity", "عنوان").await;
        assert_eq!(state_of(&app, &post).await.state, "published");
        // Neither is a cry for help.
        let (_, post) = question(&app, &author, "لم أعد أحتمل").await;
        sent(&mut trusted, &post, "danger", "أخاف عليها").await;
        assert_eq!(state_of(&app, &post).await.state, "published");
    }
}

#[tokio::test]
async fn the_team_takes_away_and_gives_back_but_nobody_handles_her_own() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (judge, mut own) = signed_in(&app, "سند-الثاني", Role::Moderator).await;
        let (_, removed) = question(&app, &author, "سؤال يزال").await;
        sent(&mut reporter, &removed, "hate", "").await;
        let case = cases(&app).await.remove(0);
        let form = act(&mut team, &case.id, &[("action", "remove"), ("note", "كلمة إلى صاحبتها")]).await;
        form.assert_status(422).assert_text("كلمة إلى صاحبتها").assert_text("href=\"#reason\"");
        act(&mut team, &case.id, &[("action", "fly")]).await.assert_status(422);
        act(&mut team, &case.id, &[("action", "duplicate"), ("of", &case.id)]).await.assert_status(422);
        act(&mut team, &case.id, &[("action", "begin")]).await.assert_status(303);
        reporter.get("/ar/my/reports").await.assert_text("ينظر فيه الفريق");
        let reason = [("action", "remove"), ("reason", "insult"), ("note", "كلمة إلى صاحبتها")];
        act(&mut team, &case.id, &reason).await.assert_status(303);
        assert_eq!(state_of(&app, &removed).await.state, "removed");
        let row = topic::Entity::find_by_id(&case.topic_id).one(app.bed.services.db.read()).await.unwrap();
        assert_eq!(row.unwrap().state, "removed");
        told(&app).await;
        hers.get("/ar/my/notifications").await.assert_text("أزال الفريق أحد نصوصكِ");
        reporter.get("/ar/my/reports").await.assert_text("تدخّل الفريق");

        // Held by a decision, given back by a later one.
        let (place, held) = question(&app, &author, "سؤال يخفى").await;
        sent(&mut reporter, &held, "hate", "").await;
        let case = cases(&app).await.into_iter().find(|case| case.post_id == held).unwrap();
        act(&mut team, &case.id, &[("action", "hold")]).await.assert_status(422);
        assert_eq!(state_of(&app, &held).await.state, "published", "not without a reason");
        let hold = [("action", "hold"), ("reason", "names_others")];
        act(&mut team, &case.id, &hold).await.assert_status(303);
        assert_eq!(state_of(&app, &held).await.state, "held");
        // Its author learns why, and nobody else does.
        let why = i18n::catalogue(Locale::Ar).msg_forum_reason_names_others();
        let page = format!("/ar/forum/t/{place}");
        hers.get("/ar/my/decisions").await.assert_text(&why);
        hers.get("/ar/my/contributions").await.assert_text(&why);
        hers.get(&page).await.assert_text(&why);
        assert!(!app.browser().get(&page).await.text().contains(&why));
        let short = i18n::catalogue(Locale::Ar).msg_sanctions_rule_names_others();
        team.get("/ar/desk/log?action=hold").await.assert_text(&short);
        act(&mut team, &case.id, &[("action", "release")]).await.assert_status(303);
        let back = state_of(&app, &held).await;
        assert_eq!((back.state.as_str(), back.taken_reason), ("published", None));

        // What she reported herself is for somebody else; of what is said about her own text she knows nothing.
        let before = domain::moderation::waiting(&app.bed.services, &judge).await.unwrap();
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        sent(&mut reporter, &mine, "danger", "كلمات عن نصّها").await;
        assert_eq!(domain::moderation::waiting(&app.bed.services, &judge).await.unwrap(), before);
        sent(&mut own, &held, "threat", "").await;
        let all = cases(&app).await;
        for (post, status) in [(&mine, 404), (&held, 403)] {
            let case = all.iter().find(|case| case.post_id == *post && case.state == "open").unwrap();
            let version = case.version.to_string();
            let pairs = [("version", version.as_str()), ("action", "keep")];
            own.post(&format!("/ar/desk/cases/{}", case.id), &pairs).await.assert_status(status);
        }
        for page in ["/ar/desk", "/ar/desk/cases", "/ar/desk/queue", "/ar/desk/queue?kind=report"] {
            let text = own.get(page).await.text();
            assert!(!text.contains("سؤال مشرفة") && !text.contains("كلمات عن نصّها"), "{page}");
        }
        let items = review_item::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let about = items.iter().filter(|item| item.post_id.as_deref() == Some(mine.as_str()));
        for item in about {
            own.get(&format!("/ar/desk/queue/{}", item.id)).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn a_case_offers_what_can_be_chosen_and_leads_to_what_the_desk_knows() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (judge, mut own) = signed_in(&app, "سند-الثاني", Role::Moderator).await;
        let here = app.bed.member("سند", Role::Moderator).await;
        let scope = role_scope::ActiveModel {
            member_id: Set(here.member_id().unwrap().to_string()),
            category_id: Set("unions".to_owned()),
        };
        let db = app.bed.services.db.writer();
        role_scope::Entity::insert(scope).exec_without_returning(db).await.unwrap();
        let mut team = app.browser();
        team.sign_in_as(&here).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let (_, elsewhere) = question(&app, &author, "سؤال آخر").await;
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        for post in [&post, &elsewhere, &mine] {
            sent(&mut reporter, post, "hate", "").await;
        }
        report_case::Entity::update_many()
            .col_expr(report_case::Column::Category, Expr::value("poverty"))
            .filter(report_case::Column::PostId.eq(elsewhere.as_str()))
            .exec(db)
            .await
            .unwrap();
        let all = cases(&app).await;
        let id = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let page = team.get(&format!("/ar/desk/cases/{}", id(&post))).await;
        page.assert_status(200).assert_text("value=\"insult\"");
        assert!(!page.text().contains("answered_privately"), "nobody chooses that one");
        page.assert_text(&format!("/ar/desk/notes/{post}"));
        let sanction = format!("/ar/desk/sanctions/new?post={post}");
        assert!(!page.text().contains(&sanction), "not for every moderator");
        lead.get(&format!("/ar/desk/cases/{}", id(&post))).await.assert_text(&sanction);
        own.get(&format!("/ar/desk/cases/{}", id(&mine))).await.assert_status(404);

        let form = [("action", "remove"), ("reason", "answered_privately"), ("note", "كلمة إلى صاحبتها")];
        let refused = act(&mut team, &id(&post), &form).await;
        refused.assert_status(422).assert_text("href=\"#reason\"").assert_text("كلمة إلى صاحبتها");
        // A case that she does not see is as one that is not there.
        for of in [id(&elsewhere), "nothing12345".to_owned()] {
            let refused = act(&mut team, &id(&post), &[("action", "duplicate"), ("of", &of)]).await;
            refused.assert_status(422).assert_text("href=\"#of\"");
        }
        let of = id(&mine);
        act(&mut team, &id(&post), &[("action", "duplicate"), ("of", &of)]).await.assert_status(303);
    }
}

#[tokio::test]
async fn on_what_an_administrator_wrote_administrators_decide() {
    for app in forums().await {
        let (admin, _) = signed_in(&app, "مديرة", Role::Admin).await;
        let (_, mut other) = signed_in(&app, "مديرة-ثانية", Role::Admin).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, post) = question(&app, &admin, "سؤال مديرة").await;
        sent(&mut reporter, &post, "hate", "").await;
        let case = cases(&app).await.remove(0);
        let path = format!("/ar/desk/cases/{}", case.id);
        let version = case.version.to_string();
        for browser in [&mut team, &mut lead] {
            let page = browser.get(&path).await;
            assert!(!page.assert_status(200).text().contains("value=\"remove\""));
            for action in ["hold", "keep"] {
                let pairs = [("version", version.as_str()), ("action", action), ("reason", "insult")];
                browser.post(&path, &pairs).await.assert_status(403);
            }
        }
        assert_eq!(state_of(&app, &post).await.state, "published", "{}", app.bed.backend);
        act(&mut other, &case.id, &[("action", "hold"), ("reason", "insult")]).await.assert_status(303);
        assert_eq!(state_of(&app, &post).await.state, "held");
    }
}

#[tokio::test]
async fn what_is_hard_is_folded_on_its_own_page_and_counts_once_in_a_shift() {
    for app in forums().await {
        let services = &app.bed.services;
        let backend = app.bed.backend;
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (team, mut desk) = signed_in(&app, "سند", Role::Moderator).await;
        let (lead, mut few) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mild) = question(&app, &author, "سؤال").await;
        let (_, grave) = question(&app, &author, "سؤال آخر").await;
        post::Entity::update_many()
            .col_expr(post::Column::ContentNote, Expr::value("violence"))
            .filter(post::Column::Id.eq(grave.as_str()))
            .exec(services.db.writer())
            .await
            .unwrap();
        sent(&mut reporter, &mild, "off_topic", "").await;
        sent(&mut reporter, &grave, "threat", "كلام ثقيل").await;
        let hard = async |who: &Actor| shift::desk(services, who).await.unwrap().shift.hard;
        let at = |case: &str| format!("/ar/desk/cases/{case}");
        let all = cases(&app).await;
        let of = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let (mild, heavy) = (of(&mild), of(&grave));

        // She only reads: what is hard counts all the same, once.
        assert!(!desk.get(&at(&mild)).await.text().contains("data-fold"), "{backend}");
        assert_eq!(hard(&team).await, 0, "{backend}");
        for _ in 0..2 {
            let page = desk.get(&at(&heavy)).await;
            page.assert_text("data-fold").assert_text("قبل أن تفتحيه").assert_text("عنف");
            // The words of whoever reported it, and the text.
            assert_eq!(page.text().matches("data-fold").count(), 2, "{backend}");
            assert_eq!(hard(&team).await, 1, "{backend}");
        }
        act(&mut desk, &heavy, &[("action", "keep")]).await.assert_status(303);
        assert_eq!(hard(&team).await, 1, "{backend}: read and decided on");

        danger::raise(services, &team, &grave.parse().unwrap()).await.unwrap();
        let case = safety_case::Entity::find().one(services.db.read()).await.unwrap().unwrap();
        let safety = format!("/ar/desk/safety/{}", case.id);
        let letter = |kind: &str| messages::NewCase {
            kind: kind.into(),
            body: "كلمة إلى الفريق".into(),
            ..messages::NewCase::default()
        };
        let plain = messages::begin(services, &author, &letter("question")).await.unwrap();
        let urgent = messages::begin(services, &author, &letter("safety")).await.unwrap();
        let (plain, urgent) = (format!("/ar/desk/messages/{plain}"), format!("/ar/desk/messages/{urgent}"));
        let choose = [("action", "choose"), ("pause_after", "3"), ("blurred", "yes")];
        few.post("/ar/desk", &choose).await.assert_status(303);
        let pause = "حان وقت الراحة";
        let page = few.get(&plain).await;
        page.assert_text("class=\"blurred\"");
        assert!(!page.text().contains("data-fold"), "{backend}");
        for (n, path) in [&safety, &urgent, &at(&heavy)].into_iter().enumerate() {
            assert_eq!(usize::try_from(hard(&lead).await).unwrap(), n, "{backend} {path}");
            let page = few.get(path).await;
            page.assert_text("data-fold").assert_text("class=\"blurred\"");
            assert_eq!(page.text().contains(pause), n == 2, "{backend} {path}: after the third");
        }
        few.get(&safety).await.assert_text(pause).assert_text("عنف");
        assert_eq!(hard(&lead).await, 3, "{backend}: the first once more");
        shift::end(services, &lead, "", "").await.unwrap();
        few.get(&safety).await.assert_text("data-fold");
        assert_eq!(hard(&lead).await, 1, "{backend}: another shift");
    }
}

#[tokio::test]
async fn many_new_accounts_hide_nothing_and_a_lead_is_told() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let today = app.bed.services.today();
        for n in 0..6 {
            let (actor, mut browser) = signed_in(&app, &format!("جديدة-{n}"), Role::Trusted).await;
            let row = entity::privacy::consent::ActiveModel {
                member_id: sea_orm::ActiveValue::Set(actor.member_id().unwrap().to_string()),
                text_key: sea_orm::ActiveValue::Set("terms".into()),
                version: sea_orm::ActiveValue::Set("2026-11-23".into()),
                locale: sea_orm::ActiveValue::Set("ar".into()),
                at_day: sea_orm::ActiveValue::Set(today.clone()),
                withdrawn_at: sea_orm::ActiveValue::Set(None),
            };
            entity::privacy::consent::Entity::insert(row)
                .exec_without_returning(app.bed.services.db.writer())
                .await
                .unwrap();
            sent(&mut browser, &post, "spam", "").await;
        }
        let case = cases(&app).await.remove(0);
        assert!(case.brigade && !case.auto_held && case.class == 1);
        assert_eq!(state_of(&app, &post).await.state, "published");
        told(&app).await;
        lead.get("/ar/my/notifications").await.assert_text("هناك ما ينتظركِ في المكتب");
        lead.get(&format!("/ar/desk/cases/{}", case.id)).await.assert_text("حسابات جديدة كثيرة");
    }
}

#[tokio::test]
async fn a_decision_leads_on_to_the_next_case_that_is_hers_to_decide() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (judge, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, one) = question(&app, &author, "سؤال أوّل").await;
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        let (_, told) = question(&app, &author, "سؤال أبلغت عنه مشرفة").await;
        let (_, last) = question(&app, &author, "سؤال أخير").await;
        for post in [&one, &mine, &told, &last] {
            sent(&mut reporter, post, "hate", "").await;
            app.bed.clock.advance(Duration::minutes(2));
        }
        sent(&mut team, &told, "hate", "").await;
        let all = cases(&app).await;
        let id = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let begun = act(&mut team, &id(&one), &[("action", "begin")]).await;
        assert_eq!(begun.location(), format!("/ar/desk/cases/{}?done=act", id(&one)));
        let next = act(&mut team, &id(&one), &[("action", "keep")]).await;
        assert_eq!(next.location(), format!("/ar/desk/cases/{}?done=act", id(&last)), "{}", app.bed.backend);
        team.get(next.location()).await.assert_status(200).assert_text("تمّ.");
        let end = act(&mut team, &id(&last), &[("action", "keep")]).await;
        assert_eq!(end.location(), "/ar/desk/cases?done=act");
    }
}

#[tokio::test]
async fn what_was_seen_is_shown_in_the_language_in_which_it_was_seen() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let db = app.bed.services.db.writer();
        let change = async |column: post::Column, value: &str| {
            post::Entity::update_many()
                .col_expr(column, Expr::value(value))
                .filter(post::Column::Id.eq(post.as_str()))
                .exec(db)
                .await
                .unwrap();
        };
        change(post::Column::Language, "fr").await;
        change(post::Column::Source, "Un texte qui sera changé").await;
        sent(&mut reporter, &post, "hate", "").await;
        change(post::Column::Language, "ar").await;
        change(post::Column::Source, "نصّ آخر").await;
        let case = cases(&app).await.remove(0);
        team.get(&format!("/ar/desk/cases/{}", case.id))
            .await
            .assert_text("<p dir=\"auto\" lang=\"fr\">")
            .assert_text("Un texte qui sera changé")
            .assert_text("<p dir=\"auto\" lang=\"ar\"><strong>سؤال</strong>");
        reporter.get("/ar/my/reports").await.assert_text("dir=\"auto\" lang=\"fr\"");
        // What was reported before it was kept has none.
        report::Entity::update_many()
            .col_expr(report::Column::SeenLanguage, Expr::value(Option::<String>::None))
            .filter(report::Column::PostId.eq(post.as_str()))
            .exec(db)
            .await
            .unwrap();
        let page = team.get(&format!("/ar/desk/cases/{}", case.id)).await;
        page.assert_status(200).assert_text("Un texte qui sera changé");
        assert!(!page.text().contains("<p dir=\"auto\" lang=\"fr\">"), "{}", app.bed.backend);
    }
}
