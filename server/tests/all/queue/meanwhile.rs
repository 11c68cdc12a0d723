//! What an open page of the desk is told meanwhile.

use super::*;

#[tokio::test]
async fn how_much_waits_is_told_while_it_changes() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let page = team.get("/ar/desk/queue").await;
        page.assert_text("data-live=\"/ar/desk/live?told=0\"").assert_text("انظري من جديد");
        page.assert_text("desk.js");
        assert!(!member.get("/ar/forum").await.text().contains("desk.js"), "on the desk alone");
        member.get("/ar/desk/live?told=0").await.assert_status(403);
        app.browser().get("/ar/desk/live?told=0").await.assert_status(204);
        assert_eq!(team.get("/ar/desk/live").await.location(), "/ar/desk");
    }
}

#[tokio::test]
async fn a_text_that_arrives_changes_the_number_on_the_open_page() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let page = team.get("/en/desk/queue").await.text();
        let path = page.split("data-live=\"").nth(1).expect("a stream").split('"').next().unwrap();
        assert_eq!(path, "/en/desk/live?told=0");
        let response = open_stream(&app, &moderator, path).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("no-store"));
        assert_eq!(app.state.live.open(), 1);
        let mut english = http_body_util::BodyDataStream::new(response.into_body());
        // A page that knows another number is told at once.
        let response = open_stream(&app, &moderator, "/ar/desk/live?told=7").await;
        let mut arabic = http_body_util::BodyDataStream::new(response.into_body());
        assert_eq!(next_event(&mut arabic).await.unwrap(), "data: لا نصّ ينتظر.\n\n", "{}", app.bed.backend);

        let asked = ask(&app, &mut member, "الأوّل", "نصّ لا يُقال في العدد");
        let (told, _) = tokio::join!(next_event(&mut english), asked);
        assert_eq!(told.unwrap(), "data: 1 text is waiting.\n\n");
        let told = next_event(&mut arabic).await.unwrap();
        assert!(told.contains("واحد") && !told.contains("نصّ لا يُقال"), "{told}");
        let here = first_item(&mut team).await;
        let version = version(&team.get(&here).await);
        team.post(&here, &[("action", "approve"), ("version", &version)]).await.assert_status(303);
        assert_eq!(next_event(&mut english).await.unwrap(), "data: No text is waiting.\n\n");
        // Who closes the page gives her place back; who has no place here is told nothing.
        drop(english);
        drop(arabic);
        assert_eq!(app.state.live.open(), 0);
        let (reader, _) = signed_in(&app, "وردة", Role::Member).await;
        assert_eq!(open_stream(&app, &reader, path).await.status(), 403);
    }
}

#[tokio::test]
async fn what_she_reads_comes_first() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let mut send = async |language: &str, title: &str, body: &str| {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let form = [
                ("category", "unions"),
                ("title", title),
                ("body", body),
                ("language", language),
                ("action", "send"),
            ];
            member.post("/ar/forum/new", &form).await.assert_status(303);
        };
        send("ar", "سؤال بالعربية", "نصّ بالعربية فيه كلام").await;
        send("fr", "Une question", "Un texte en français").await;
        send("en", "A question", "A text in English").await;
        let order = |page: &Answer| {
            let text = page.text();
            let at = |words: &str| text.find(words).unwrap();
            let mut all = [("ar", at("نصّ بالعربية")), ("fr", at("Un texte en")), ("en", at("A text in"))];
            all.sort_by_key(|one| one.1);
            all.map(|one| one.0)
        };
        // She said nothing: what is in the language of her pages.
        assert_eq!(order(&team.get("/ar/desk/queue").await), ["ar", "fr", "en"]);
        assert_eq!(order(&team.get("/en/desk/queue").await), ["en", "ar", "fr"]);
        let wrong = [("action", "choose"), ("pause_after", "3"), ("reads", "de")];
        team.post("/ar/desk", &wrong).await.assert_status(422).assert_text("href=\"#reads\"");
        let choose =
            [("action", "choose"), ("pause_after", "3"), ("reads", "fr"), ("reads", "en"), ("folded", "yes")];
        team.post("/ar/desk", &choose).await.assert_status(303);
        let desk = team.get("/ar/desk").await;
        for (code, ticked) in [("ar", false), ("fr", true), ("en", true)] {
            let label = format!("name=\"reads\" value=\"{code}\" checked");
            assert_eq!(desk.text().contains(&label), ticked, "{code} {}", app.bed.backend);
        }
        for page in ["/ar/desk/queue", "/en/desk/queue"] {
            assert_eq!(order(&team.get(page).await), ["fr", "en", "ar"], "{page}");
        }
        // From one to the next she is led in the same order.
        let here = first_item(&mut team).await;
        let version = version(&team.get(&here).await);
        let done = team.post(&here, &[("action", "approve"), ("version", &version)]).await;
        team.get(done.location()).await.assert_text("A text in English");
        let nothing = [("action", "choose"), ("pause_after", "3")];
        team.post("/ar/desk", &nothing).await.assert_status(303);
        assert!(!team.get("/ar/desk").await.text().contains("name=\"reads\" value=\"fr\" checked"));
    }
}

#[tokio::test]
async fn whoever_loses_her_role_is_told_nothing_more() {
    use futures::StreamExt;
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let response = open_stream(&app, &team, "/en/desk/live?told=0").await;
        assert_eq!(response.status(), 200);
        let mut body = http_body_util::BodyDataStream::new(response.into_body());
        ask(&app, &mut member, "سؤال", "نصّ السؤال").await;
        let wait = std::time::Duration::from_secs(15);
        let told = tokio::time::timeout(wait, body.next()).await.unwrap().unwrap().unwrap();
        assert!(String::from_utf8_lossy(&told).starts_with("data: "));
        entity::identity::member::Entity::update_many()
            .col_expr(entity::identity::member::Column::Role, sea_orm::sea_query::Expr::value("member"))
            .filter(entity::identity::member::Column::Id.eq(team.member_id().unwrap().as_str()))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        ask(&app, &mut member, "سؤال آخر", "نصّ السؤال الآخر").await;
        let told = tokio::time::timeout(wait, body.next()).await.unwrap();
        assert!(told.is_none(), "{}: the stream ends, and tells nothing", app.bed.backend);
    }
}
