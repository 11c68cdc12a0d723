//! One drawing for a crowd, and a database that is away.

use super::*;

fn on_the_wire(answer: &crate::support::Answer) -> usize {
    let head: usize =
        answer.headers.iter().map(|(name, value)| name.as_str().len() + value.as_bytes().len() + 4).sum();
    // The line of the status, the date that the server adds, the empty line.
    head + "HTTP/1.1 304 Not Modified\r\n".len() + "date: Sun, 29 Nov 2026 00:00:00 GMT\r\n".len() + 2
}

#[tokio::test]
async fn one_body_in_each_coding_with_a_strong_tag_and_one_drawing_for_a_crowd() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let backend = scene.backend();
        let mut guest = scene.app.browser();
        let path = scene.topic();
        let mut tags = Vec::new();
        for coding in ["", "br", "gzip"] {
            let mut lengths = Vec::new();
            // Drawn for it, and kept; then again for it alone.
            for _ in 0..2 {
                let answer = guest.send(Request::get(&path).header("accept-encoding", coding)).await;
                answer.assert_status(200);
                assert_eq!(answer.header("content-encoding"), coding, "{backend}");
                assert_eq!(answer.header("cache-control"), "no-cache");
                assert!(answer.header("vary").contains("Accept-Encoding"));
                assert!(answer.header("content-security-policy").contains("default-src"));
                lengths.push((answer.body.len(), answer.header("etag").to_owned()));
            }
            assert_eq!(lengths[0], lengths[1], "{backend} {coding}");
            let tag = lengths.remove(0).1;
            let ask = || Request::get(&path).header("accept-encoding", coding);
            let same = guest.send(ask().header("if-none-match", &tag)).await;
            same.assert_status(304);
            assert!(same.body.is_empty() && same.header("etag") == tag);
            assert!(on_the_wire(&same) <= 200, "{backend}: {} bytes {:?}", on_the_wire(&same), same.headers);
            guest.send(ask().header("if-none-match", "\"other\"")).await.assert_status(200);
            assert!(!tags.contains(&tag), "a strong tag names one sequence of bytes");
            tags.push(tag);
        }
        let head = guest.send(Request::head(&path)).await;
        head.assert_status(200);
        assert_eq!(head.header("etag"), tags[0]);
        // The same text drawn anew has the same tag; another text has another one.
        scene.app.bed.clock.advance(Duration::seconds(10));
        guest.get(&path).await.assert_status(200);
        scene.raw("UPDATE topic SET title = 'عنوان جديد'").await;
        let changed = guest.send(Request::get(&path).header("if-none-match", &tags[0])).await;
        changed.assert_status(200).assert_text("عنوان جديد");

        // Twenty at once: as many questions as one alone asks.
        scene.app.bed.clock.advance(Duration::seconds(10));
        let alone = scene.open(&path).await;
        assert!(alone > 0, "{backend}");
        scene.app.bed.clock.advance(Duration::seconds(10));
        scene.queries.store(0, Ordering::SeqCst);
        let crowd = (0..20).map(|_| {
            let mut browser: TestBrowser = scene.app.browser();
            let path = path.clone();
            async move { browser.get(&path).await.status }
        });
        let answers = futures::future::join_all(crowd).await;
        assert!(answers.iter().all(|status| *status == 200), "{backend}: {answers:?}");
        assert_eq!(scene.queries.load(Ordering::SeqCst), alone, "{backend}: drawn once");
    }
}

#[tokio::test]
async fn a_database_that_is_away_takes_no_kept_page_from_anybody() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let mut guest = scene.app.browser();
        guest.get(&scene.topic()).await.assert_status(200);
        scene.app.bed.services.db.close().await;
        // Also when the page would be drawn anew by now.
        for _ in 0..3 {
            scene.app.bed.clock.advance(Duration::seconds(10));
            guest.get(&scene.topic()).await.assert_status(200).assert_text("سؤال عن العقد");
        }
        guest.get("/ar/library").await.assert_status(503);
        guest.get(&format!("{}?n=1", scene.topic())).await.assert_status(503);
    }
}

/// A node that alone has lost PostgreSQL does not know what a moderator takes away on another one.
#[tokio::test]
async fn what_people_write_is_shown_for_five_seconds_without_a_database_that_others_reach() {
    let mut scenes = Vec::new();
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        for path in ["/ar/library".to_owned(), scene.topic()] {
            scene.open(&path).await;
            scene.app.bed.clock.advance(Duration::seconds(10));
            scene.open(&path).await;
            assert!(scene.is_kept(&path), "{} {path}", scene.backend());
        }
        scene.app.bed.services.db.close().await;
        scenes.push(scene);
    }
    for scene in &scenes {
        scene.app.browser().get(&scene.topic()).await.assert_status(200);
    }
    tokio::time::sleep(Time::from_millis(5_500)).await;
    for scene in &scenes {
        let topic = scene.app.browser().get(&scene.topic()).await.status;
        // SQLite's file is one process's alone: nobody else can take anything away.
        let expected = if scene.app.bed.services.db.is_sqlite() { 200 } else { 503 };
        assert_eq!(topic, expected, "{}", scene.backend());
        scene.app.browser().get("/ar/library").await.assert_status(200);
    }
}
