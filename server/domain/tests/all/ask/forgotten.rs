//! What is left of a question after its time: nothing.

use super::*;

/// Everything that is stored of a question, in the file as a thief of the disk reads it.
fn file(bed: &TestBed) -> Vec<u8> {
    let path = bed.url.trim_start_matches("sqlite://").split('?').next().unwrap();
    let read = |suffix: &&str| std::fs::read(format!("{path}{suffix}")).unwrap_or_default();
    ["", "-wal", "-shm", "-journal"].iter().flat_map(read).collect()
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

#[tokio::test]
async fn ninety_days_after_the_last_word_nothing_is_left() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let lead = bed.member("warda", Role::LeadModerator).await;
        let (hers, id) = asked(s, &"kanariquestion ".repeat(200)).await;
        let (now, _) = asked(s, "kanarierased").await;
        let (digits, at_once) = (hers.receipt.digits(), now.receipt.digits());
        bed.clock.advance(Duration::days(89));
        // A word begins the time anew, whoever says it.
        step(s, &lead, &id, "answer", "kanarianswer").await.unwrap();
        step(s, &lead, &id, "note", "kanarinote").await.unwrap();
        let offer = NewOffer {
            kind: "article".into(),
            title: "kanarititle".into(),
            body: "kanarioffer".into(),
            version: version(s, &id).await,
            ..NewOffer::default()
        };
        ask::make_offer(s, &lead, &id, &offer).await.unwrap();
        let thread = ask::open(s, digits, AR).await.ok().unwrap();
        assert_eq!((thread.messages.len(), thread.offers.len(), thread.waits), (2, 1, false));
        let mut marks = vec![row_of(s, &hers.receipt).await.unwrap().her_key];
        marks.push(row_of(s, &now.receipt).await.unwrap().team_key);
        marks.extend(
            ask_message::Entity::find().all(s.db.read()).await.unwrap().into_iter().map(|row| row.body),
        );
        marks
            .extend(ask_note::Entity::find().all(s.db.read()).await.unwrap().into_iter().map(|row| row.body));
        marks.extend(
            ask_offer::Entity::find().all(s.db.read()).await.unwrap().into_iter().map(|row| row.title),
        );
        // Long sealed texts lie on several pages of the file: their beginnings are enough.
        let marks: Vec<String> = marks.into_iter().map(|mark| mark.chars().take(60).collect()).collect();
        if s.db.is_sqlite() {
            let bytes = file(&bed);
            assert!(!holds(&bytes, "kanari"), "sealed from the first moment");
            for mark in &marks {
                assert!(holds(&bytes, mark), "found while it is there");
            }
        }
        // At her word, at once: sealed texts and keys go before the next sweep.
        assert_eq!(code(ask::erase(s, at_once, false).await), Some(ErrorCode::InvalidForm));
        ask::erase(s, at_once, true).await.unwrap();
        assert_eq!(code(ask::open(s, at_once, AR).await), Some(ErrorCode::WrongCredentials));
        assert_eq!(ask::list(s, &lead, false).await.unwrap().len(), 1);
        assert_eq!(ask::sweep(s).await.unwrap(), 1);

        bed.clock.advance(Duration::days(89));
        assert_eq!(ask::sweep(s).await.unwrap(), 0);
        assert!(ask::open(s, digits, AR).await.is_ok());
        bed.clock.advance(Duration::days(1));
        // Shut even when the sweep has not come by yet.
        assert_eq!(code(ask::open(s, digits, AR).await), Some(ErrorCode::WrongCredentials));
        assert_eq!(ask::sweep(s).await.unwrap(), 1);
        let db = s.db.read();
        for table in ["ask_question", "ask_message", "ask_note", "ask_offer"] {
            let sql = format!("SELECT count(*) AS n FROM {table}");
            let row = db.query_one_raw(Statement::from_string(s.db.backend(), sql)).await.unwrap().unwrap();
            assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "{} {table}", bed.backend);
        }
        assert_eq!(search_document::Entity::find().count(db).await.unwrap(), 0);
        if s.db.is_sqlite() {
            let bytes = file(&bed);
            for mark in marks.iter().map(String::as_str).chain(["kanari", digits, at_once]) {
                assert!(!holds(&bytes, mark), "left in the file: {mark}");
            }
        }
    }
}

/// What the deletion journal says of questions: a hash for each that is gone, however it went; done again it erases them.
#[tokio::test]
async fn the_deletion_journal_erases_again_what_a_backup_brings_back() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let (hers, id) = asked(s, "kanarierased").await;
        let (_, old) = asked(s, "kanariold").await;
        // As a backup has them.
        let rows = ask_question::Entity::find().all(s.db.read()).await.unwrap();
        ask::erase(s, hers.receipt.digits(), true).await.unwrap();
        let lines = privacy::journal::lines(s).await.unwrap();
        assert_eq!(lines.len(), 1, "{}", bed.backend);
        bed.clock.advance(Duration::days(90));
        assert_eq!(ask::sweep(s).await.unwrap(), 2);
        let lines = privacy::journal::lines(s).await.unwrap();
        assert_eq!(lines.len(), 2, "{}: once for each", bed.backend);
        let text = format!("{lines:?}");
        assert!(!text.contains(id.as_str()) && !text.contains(old.as_str()));
        for row in rows {
            row.into_active_model().reset_all().insert(s.db.writer()).await.unwrap();
        }
        let (_, kept) = asked(s, "kanarikept").await;
        assert_eq!(privacy::replay(s, &[]).await.unwrap().questions, 2, "{}", bed.backend);
        let left = ask_question::Entity::find().all(s.db.read()).await.unwrap();
        assert_eq!(left.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), [kept.as_str()]);
        assert_eq!(privacy::replay(s, &[]).await.unwrap().questions, 0);
    }
}
