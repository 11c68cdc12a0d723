//! Changes of texts that wait or are held.

use super::*;

#[tokio::test]
async fn a_waiting_text_is_changed_in_its_place() {
    for mut scene in scenes().await {
        let reply = scene.reply(&scene.other.0, "جواب أوّل").await;
        let path = format!("/ar/forum/p/{reply}/edit");
        change(&mut scene.other.1, &path, "", "جواب مصحّح").await.assert_status(303);
        let row = scene.row(&reply).await;
        assert_eq!((row.state.as_str(), row.source.as_str(), row.version), ("pending", "جواب مصحّح", 2));
        // Whoever of the team saw the first one decides on nothing.
        let id = reply.to_string();
        let old = [("post", id.as_str()), ("version", "1"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue", &old).await.assert_status(409);
        scene.approve(&reply).await;
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&scene.page()).await);
        assert!(text.contains("جواب مصحّح") && !text.contains("عُدِّل يوم"), "{text}");
        scene.author.1.get(&path).await.assert_status(404);
        scene.team.1.get(&path).await.assert_status(404);
        guest.get(&path).await.assert_status(303);
    }
}

/// As for a new text: a client that asks for JSON is told that the change waits, and where it says so.
#[tokio::test]
async fn a_change_that_waits_is_202_for_who_asks_for_json() {
    for mut scene in scenes().await {
        let edit = scene.of("edit");
        let told = |answer: &Answer, post: &PostId| -> String {
            answer.assert_status(202);
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!((answer.header("cache-control"), answer.location()), ("no-store", ""));
            let told: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
            assert_eq!(told.as_object().unwrap().len(), 3);
            assert_eq!((told["id"].as_str(), told["state"].as_str()), (Some(post.as_str()), Some("pending")));
            told["address"].as_str().unwrap().split('#').next().unwrap().to_owned()
        };
        let form = scene.author.1.get(&edit).await;
        scene.author.1.always("accept", "application/json");
        let sent = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        let address = told(&sent, &scene.post);
        scene.author.1.get(&address).await.assert_status(200);
        assert_eq!(scene.open_items("edit").await, 1);
        // Sent twice, it is answered alike and waits once.
        let again = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        assert_eq!(told(&again, &scene.post), address);
        assert_eq!(scene.open_items("edit").await, 1);
        // What only loses something is public at once.
        change(&mut scene.author.1, &edit, TITLE, LESS).await.assert_status(303);
        // A text that waits itself is changed in its place, and waits on.
        let reply = scene.reply(&scene.other.0, "جواب أوّل").await;
        let path = format!("/ar/forum/p/{reply}/edit");
        scene.other.1.always("accept", "application/json");
        let sent = change(&mut scene.other.1, &path, "", "جواب مصحّح").await;
        told(&sent, &reply);
        // Browsers are led on.
        for accept in ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*"] {
            scene.author.1.always("accept", accept);
            let body = format!("{OTHER} ثمّ {}", accept.len());
            let sent = change(&mut scene.author.1, &edit, TITLE, &body).await;
            sent.assert_status(303);
            assert!(sent.location().contains("done=edit-waits"), "{}", sent.location());
        }
    }
}

#[tokio::test]
async fn a_held_text_stays_held_whatever_she_changes() {
    for mut scene in scenes().await {
        let (edit, page, decide) = (scene.of("edit"), scene.page(), scene.of("decide"));
        let form = scene.team.1.get(&decide).await;
        let version = form.hidden("version").unwrap();
        let hold = [("action", "hold"), ("reason", "insult"), ("version", version.as_str())];
        scene.team.1.post(&decide, &hold).await.assert_status(303);
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("هذا النصّ قيد النظر") && !text.contains("محامية") && !text.contains(TITLE));
        change(&mut scene.author.1, &edit, TITLE, LESS).await.assert_status(303);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let row = scene.row(&scene.post).await;
        assert_eq!((row.state.as_str(), row.source.as_str()), ("held", LESS));
        assert_eq!(scene.open_items("edit").await, 1);
        let post = scene.post.to_string();
        let approve = [("post", post.as_str()), ("version", "3"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &approve).await.assert_status(303);
        assert_eq!(scene.row(&scene.post).await.state, "held");
        assert!(!guest.get(&page).await.text().contains("جمعيّة"));
        let form = scene.team.1.get(&decide).await;
        let version = form.hidden("version").unwrap();
        let release = [("action", "release"), ("version", version.as_str())];
        scene.team.1.post(&decide, &release).await.assert_status(303);
        guest.get(&page).await.assert_status(200).assert_text("جمعيّة").assert_text(TITLE);
    }
}
