//! Notes, what is watched, and the log.

use super::*;

#[tokio::test]
async fn notes_stand_where_they_were_written_and_for_ten_minutes_only() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, named) = ask(&mut her, false).await;
        let (_, hidden) = ask(&mut her, true).await;
        let path = |post: &str| format!("/ar/desk/notes/{post}");
        for (post, about, body) in [
            (&named, "author", "عن صاحبة الاسم"),
            (&hidden, "author", "عن الحرف"),
            (&named, "text", "عن النصّ"),
        ] {
            lead.post(&path(post), &[("about", about), ("body", body)]).await.assert_status(303);
        }
        let seen = other.get(&path(&named)).await;
        seen.assert_text("عن صاحبة الاسم").assert_text("عن النصّ").assert_text("ملخّصًا");
        assert!(!seen.text().contains("عن الحرف"), "a note on an alias stays with it");
        let seen = other.get(&path(&hidden)).await;
        seen.assert_text("عن الحرف");
        assert!(!seen.text().contains("عن صاحبة الاسم") && !seen.text().contains(NAME));
        her.get(&path(&named)).await.assert_status(403);

        let note = lead.get(&path(&named)).await.hidden("note").unwrap();
        let change = [("note", note.as_str()), ("body", "أصلحتها")];
        other.post(&path(&named), &change).await.assert_status(403);
        lead.post(&path(&named), &change).await.assert_status(303);
        lead.get(&path(&named)).await.assert_text("أصلحتها");
        app.bed.clock.advance(Duration::minutes(11));
        lead.post(&path(&named), &[("note", note.as_str()), ("body", "متأخّرة")]).await.assert_status(409);
        lead.post(&path(&named), &[("about", "text"), ("body", "")]).await.assert_status(422);
    }
}

/// From the page of a text the team keeps an eye on it; the desk shows it under the name under which she wrote.
#[tokio::test]
async fn what_is_watched_stands_on_the_desk_without_leading_behind_a_letter() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, hidden) = ask(&mut her, true).await;
        let path = format!("/ar/desk/notes/{hidden}");
        let form = [("watch", "author"), ("word", "تعود كلّ ليلة")];
        team.post(&path, &form).await.assert_status(303);
        team.post(&path, &[("watch", "everything")]).await.assert_status(422);
        for address in ["/ar/desk", path.as_str()] {
            let page = other.get(address).await;
            page.assert_status(200).assert_text("تعود كلّ ليلة").assert_text("من كتبته");
            assert!(!page.text().contains(NAME), "{address}");
        }
        let entry = other.get("/ar/desk").await.hidden("entry").unwrap();
        her.post("/ar/desk", &[("action", "unwatch"), ("entry", entry.as_str())]).await.assert_status(403);
        other.post("/ar/desk", &[("action", "unwatch"), ("entry", entry.as_str())]).await.assert_status(303);
        let page = team.get("/ar/desk").await;
        assert!(!page.text().contains("تعود كلّ ليلة"), "{}", app.bed.backend);
    }
}

/// A name leads through all categories; what is noted on it is read by those who moderate where it was noted.
#[tokio::test]
async fn a_note_on_a_name_is_read_in_its_category() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut everywhere) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let scoped = async |name: &str, slug: &str| {
            let actor = app.bed.member(name, Role::Moderator).await;
            let row = role_scope::ActiveModel {
                member_id: Set(actor.member_id().unwrap().to_string()),
                category_id: Set(slug.to_owned()),
            };
            role_scope::Entity::insert(row)
                .exec_without_returning(app.bed.services.db.writer())
                .await
                .unwrap();
            let mut browser = app.browser();
            browser.sign_in_as(&actor).await;
            browser
        };
        let mut of_unions = scoped("نخلة", "unions").await;
        let mut of_poverty = scoped("زيتونة", "poverty").await;
        let (_, in_unions) = ask(&mut her, false).await;
        let (_, in_poverty) = ask(&mut her, false).await;
        let db = app.bed.services.db.writer();
        let moved = post::Entity::find_by_id(in_poverty.as_str()).one(db).await.unwrap().unwrap();
        topic::Entity::update_many()
            .col_expr(topic::Column::Category, Expr::value("poverty"))
            .filter(topic::Column::Id.eq(moved.topic_id))
            .exec(db)
            .await
            .unwrap();
        let path = |post: &str| format!("/ar/desk/notes/{post}");
        for (who, post, body) in
            [(&mut of_unions, &in_unions, "ملاحظة-ن"), (&mut of_poverty, &in_poverty, "ملاحظة-ف")]
        {
            let form = [("about", "author"), ("body", body)];
            who.post(&path(post), &form).await.assert_status(303);
        }
        // One from before: in which category nobody knows.
        let noted = member_note::Entity::find().one(db).await.unwrap().unwrap();
        let old = member_note::ActiveModel {
            id: Set("oldnote00000".to_owned()),
            body: Set("ملاحظة-ق".to_owned()),
            category: Set(None),
            ..noted.into()
        };
        member_note::Entity::insert(old).exec_without_returning(db).await.unwrap();
        for (who, post, seen, unseen) in [
            (&mut of_unions, &in_unions, vec!["ملاحظة-ن"], vec!["ملاحظة-ف", "ملاحظة-ق"]),
            (&mut of_poverty, &in_poverty, vec!["ملاحظة-ف"], vec!["ملاحظة-ن", "ملاحظة-ق"]),
            (&mut everywhere, &in_unions, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
            (&mut lead, &in_poverty, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
            (&mut admin, &in_unions, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
        ] {
            let page = who.get(&path(post)).await;
            page.assert_status(200);
            let text = page.text();
            assert!(seen.iter().all(|note| text.contains(note)), "{}: {text}", app.bed.backend);
            assert!(!unseen.iter().any(|note: &&str| text.contains(note)), "{}: {text}", app.bed.backend);
        }
        of_unions.get(&path(&in_poverty)).await.assert_status(404);
        lead.get(&path(&in_unions)).await.assert_text("نخلة").assert_text("زيتونة");
    }
}

#[tokio::test]
async fn the_log_is_read_in_ones_own_categories_and_without_names() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let (_, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "warning", "insult", "").await.assert_status(303);
        let log = lead.get("/ar/desk/log").await;
        log.assert_status(200).assert_text("نُشر").assert_text("تنبيه").assert_text("كراهية أو إهانة");
        // Two lines of a day can be told apart.
        let (on, minute) = domain::duty::minute_of(app.bed.services.now_ms());
        let time = format!("{:02}:{:02}", minute / 60, minute % 60);
        log.assert_text(&format!("datetime=\"{on}T{time}+01:00\""))
            .assert_text(&format!("<bdi class=\"num\">{time}</bdi>"));
        assert!(!log.text().contains("سند"), "names are for administrators");
        admin.get("/ar/desk/log").await.assert_status(200).assert_text("سند");
        admin.get("/ar/desk/log?who=%D8%B3%D9%86%D8%AF&action=approve").await.assert_text("نُشر");
        lead.get("/ar/desk/log?who=%D8%B3%D9%86%D8%AF").await.assert_status(404);
        let none = lead.get("/ar/desk/log?action=reject").await;
        none.assert_status(200).assert_text("لم يُفعل شيء");
        let today = day(&app, 0);
        lead.get(&format!("/ar/desk/log?from={today}&to={today}")).await.assert_text("نُشر");
        lead.get("/ar/desk/log?to=2020-01-01").await.assert_text("لم يُفعل شيء");
        for wrong in ["from=yesterday", "action=A%27", "after=zzzzzzzzzzzz", "category=.."] {
            lead.get(&format!("/ar/desk/log?{wrong}")).await.assert_status(404);
        }
        her.get("/ar/desk/log").await.assert_status(403);
    }
}

#[tokio::test]
async fn the_log_offers_everything_that_it_can_tell_in_three_languages() {
    use domain::moderation::log_page::Code;

    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        ask(&mut her, false).await;
        approve(&mut lead).await;
        for locale in ["ar", "fr", "en"] {
            let page = lead.get(&format!("/{locale}/desk/log")).await;
            page.assert_status(200);
            let text = page.text();
            let list = text.split("id=\"action\"").nth(1).unwrap().split("</select>").next().unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for code in Code::all().map(Code::as_str) {
                let value = format!("value=\"{code}\"");
                let option = list.split(&value).nth(1).unwrap_or_else(|| panic!("{code}: {list}"));
                let words = option.split('>').nth(1).unwrap().split('<').next().unwrap();
                assert!(!words.is_empty() && words != code, "{locale} {code}");
                assert!(seen.insert(words.to_owned()), "{locale} {code}: {words} stands there twice");
            }
        }
        for code in Code::all().map(Code::as_str) {
            lead.get(&format!("/ar/desk/log?action={code}")).await.assert_status(200);
        }
    }
}
