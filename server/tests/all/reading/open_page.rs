//! What an open page is told meanwhile.

use super::*;

#[tokio::test]
async fn what_is_new_is_told_in_lists_and_in_the_topic() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let sent = ask(&app, &team, "unions", "سؤال", "نصّ").await;
        for n in 0..20 {
            answer(&app, &team, &sent, &format!("جواب {n}")).await;
        }
        let topic = format!("/en/forum/t/{}", sent.topic);
        let first = member.get(&topic).await;
        assert!(!plain(&first).contains("new text"), "nothing is new at the first visit");
        position::waiting::settled().await;
        let list = plain(&member.get("/en/forum/c/unions").await);
        assert!(list.contains("1 new text") && list.contains("?page=2#fresh"), "{list}");
        let second = member.get(&format!("{topic}?page=2")).await;
        second.assert_text("id=\"fresh\"").assert_text("New since you were here");
        position::waiting::settled().await;
        // The first page in another tab, late: nothing moves back.
        member.get(&topic).await;
        position::waiting::settled().await;
        assert!(!plain(&member.get("/en/forum/c/unions").await).contains("new text"));
        answer(&app, &team, &sent, "آخر").await;
        answer(&app, &team, &sent, "وآخر").await;
        for (l, words) in [("en", "2 new texts"), ("fr", "2 nouveaux textes"), ("ar", "نصّان جديدان")]
        {
            let list = plain(&member.get(&format!("/{l}/forum/c/unions")).await);
            assert!(list.contains(words), "{words}");
        }
        // A guest is not followed; she has a plain way to look again.
        let page = guest.get(&format!("{topic}?page=2")).await;
        page.assert_text("Look for new texts");
        assert!(!page.text().contains("id=\"fresh\""));
        assert!(!plain(&guest.get("/en/forum/c/unions").await).contains("new text"));
    }
}

#[tokio::test]
async fn what_comes_meanwhile_is_told_to_who_may_see_it() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (reader, mut browser) = signed_in(&app, "ياسمين", Role::Member).await;
        let sent = ask(&app, &team, "unions", "سؤال", "نصّ").await;
        let path = |l: &str| format!("/{l}/forum/t/{}/live?after=1", sent.topic);
        // The island stands on her page; a guest has the plain link alone.
        browser.get(&format!("/en/forum/t/{}", sent.topic)).await.assert_text("live?after=1");
        let mut guest = app.browser();
        let page = guest.get(&format!("/en/forum/t/{}", sent.topic)).await;
        assert!(!page.text().contains("/live?") && page.text().contains("Look for new texts"));
        guest.get(&path("en")).await.assert_status(204);
        browser.get("/en/forum/t/nowhere12345/live?after=1").await.assert_status(404);
        assert_eq!(browser.get("/en/forum/t/abcd1234/live").await.location(), "/en/forum/t/abcd1234");

        let response = open_stream(&app, &reader, &path("en")).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("no-store"));
        let mut english = http_body_util::BodyDataStream::new(response.into_body());
        let response = open_stream(&app, &reader, &path("ar")).await;
        let mut arabic = http_body_util::BodyDataStream::new(response.into_body());
        answer(&app, &team, &sent, "جديد").await;
        assert_eq!(next_event(&mut english).await.unwrap(), "data: 1 new text\n\n");
        assert_eq!(next_event(&mut arabic).await.unwrap(), "data: نصّ جديد واحد\n\n");
        assert_eq!(app.state.live.open(), 2);

        // A few tabs of one woman, not more; a closed one gives its place back.
        let mut tabs = Vec::new();
        for _ in 0..2 {
            tabs.push(open_stream(&app, &reader, &path("en")).await);
        }
        assert_eq!(open_stream(&app, &reader, &path("en")).await.status(), 503);
        drop(tabs);
        assert_eq!(app.state.live.open(), 2);

        // The room is closed to her: the stream ends with the next change, and tells nothing.
        set(&app, "unions", Change { audience: Some("staff".into()), ..Change::default() }).await;
        answer(&app, &team, &sent, "سرّ").await;
        assert_eq!(next_event(&mut english).await, None);
        assert_eq!(open_stream(&app, &reader, &path("en")).await.status(), 404);
        drop(arabic);
        assert_eq!(open_stream(&app, &team, &path("en")).await.status(), 200);

        // The server stops: whoever waits is let go.
        let response = open_stream(&app, &team, &format!("/en/forum/t/{}/live?after=99", sent.topic)).await;
        let mut waiting = http_body_util::BodyDataStream::new(response.into_body());
        app.state.drain();
        assert_eq!(next_event(&mut waiting).await, None);
        assert_eq!(open_stream(&app, &team, &path("en")).await.status(), 503);
    }
}
