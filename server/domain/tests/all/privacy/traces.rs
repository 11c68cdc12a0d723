//! What is left behind: names that rest, texts without an author, backups, the bytes of the file.

use super::*;

#[tokio::test]
async fn registration_notes_what_was_agreed_to_and_a_name_rests_for_a_year() {
    for town in Town::each().await {
        let services = town.services();
        let form = |key: &str| Registration {
            offered: "Lune Tranquille".into(),
            own: String::new(),
            passphrase: Passphrase::read("colline lampe safran train"),
            rules: true,
            locale: Locale::Fr,
            form_key: key.into(),
        };
        let made = identity::register(services, &form("aaaaaaaa-1111")).await.unwrap();
        let her = signed_in(made.member.clone(), services.now_ms());
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.outstanding.is_empty());
        assert_eq!(data.consents.len(), 2);
        assert!(data.consents.iter().all(|one| one.at_day == services.today() && one.locale == "fr"));
        // An older version is asked for again, and both stay in the history.
        consent::Entity::update_many()
            .col_expr(consent::Column::Version, sea_orm::sea_query::Expr::value("2020-01-01"))
            .filter(consent::Column::TextKey.eq("privacy"))
            .exec(services.db.writer())
            .await
            .unwrap();
        assert_eq!(privacy::outstanding(services, &made.member).await.unwrap(), [Text::Privacy]);
        privacy::agree(services, &her, AR).await.unwrap();
        privacy::agree(services, &her, AR).await.unwrap();
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.outstanding.is_empty());
        assert_eq!(data.consents.len(), 3);
        // Asking to leave takes consent back; staying gives it again.
        let leaving = Leaving { choice: "keep".into(), days: "4".into(), sure: true };
        privacy::leave(services, &her, &leaving).await.unwrap();
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.consents.iter().all(|one| one.withdrawn_on.is_some()));
        privacy::stay(services, &her).await.unwrap();
        assert!(privacy::outstanding(services, &made.member).await.unwrap().is_empty());

        let now = Leaving { days: "0".into(), ..leaving };
        privacy::leave(services, &her, &now).await.unwrap();
        assert_eq!(submission::Entity::find().count(services.db.read()).await.unwrap(), 0);
        let taken =
            |result: Result<identity::Registered, DomainError>| code_of(result) == ErrorCode::InvalidForm;
        assert!(taken(identity::register(services, &form("bbbbbbbb-1111")).await));
        town.bed.clock.advance(Duration::days(364));
        assert!(taken(identity::register(services, &form("cccccccc-1111")).await));
        town.bed.clock.advance(Duration::days(2));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(kept_name::Entity::find().count(services.db.read()).await.unwrap(), 0);
        identity::register(services, &form("dddddddd-1111")).await.unwrap();
    }
}

#[tokio::test]
async fn old_texts_lose_their_author_when_the_setting_says_so() {
    for town in Town::each().await {
        let services = town.services();
        let old = town.published(&town.her, "قديم", "نصّ قديم").await;
        town.replied(&town.other, &old.topic, "جواب قديم").await;
        town.bed.clock.advance(Duration::days(200));
        town.replied(&town.her, &old.topic, "جواب جديد").await;
        town.bed.clock.advance(Duration::days(180));
        privacy::sweep(services, NEVER).await.unwrap();
        let by = async || -> Vec<Option<String>> {
            let view = town.read(&Actor::Guest, &old.topic).await.unwrap();
            view.posts.iter().map(|post| post.author.name().map(str::to_owned)).collect()
        };
        assert_eq!(by().await.iter().flatten().count(), 3);
        let rules = Rules { unlink_after_months: 12 };
        assert_eq!(privacy::sweep(services, rules).await.unwrap().parted, 2);
        assert_eq!(by().await, [None, None, Some("زيتونة هادئة".to_owned())]);
        let view = town.read(&Actor::Guest, &old.topic).await.unwrap();
        let seen: Vec<_> = view.posts.iter().map(|post| (post.author.clone(), post.by_asker)).collect();
        assert_eq!(seen.iter().filter(|(_, asker)| *asker).count(), 1, "{seen:?}");
        assert_ne!(view.posts[0].author, view.posts[1].author);
        assert_eq!(privacy::sweep(services, rules).await.unwrap().parted, 0);
    }
}

#[tokio::test]
async fn a_backup_that_is_put_back_brings_back_nobody() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        let theirs = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        // As the lines of a later journal stand in a file, for accounts that a backup brought back.
        let line = |who: &Actor, at: i64, event| Line {
            id: domain::services::new_id(),
            member_hash: services.keyed_hash(&format!("journal:{}", who.member_id().unwrap())),
            at,
            event,
        };
        let now = services.now_ms();
        let outside = [
            line(&town.her, now, Event::Left(Choice::Withdraw)),
            line(&town.other, now, Event::Left(Choice::Vanish)),
            line(&town.team, now, Event::Left(Choice::Vanish)),
            line(&town.team, now + 1, Event::Returned),
        ];
        let done = privacy::replay(services, &outside).await.unwrap();
        assert_eq!((done.erased, done.hidden, done.shown), (1, 1, 0));
        assert_eq!(town.row().await.state, "erased");
        // Erased: its address says so. Hidden: nobody learns that it was there.
        for (topic, code) in [(&mine.topic, ErrorCode::Gone), (&theirs.topic, ErrorCode::NotFound)] {
            assert_eq!(code_of(town.read(&Actor::Guest, topic).await), code);
        }
        let again = privacy::replay(services, &outside).await.unwrap();
        assert_eq!((again.erased, again.hidden, again.shown), (0, 0, 0));
        let kept = journal::lines(services).await.unwrap();
        // The erasure itself was noted anew.
        assert_eq!(kept.len(), outside.len() + 1);
        // She came back after the backup was made.
        let back = [line(&town.other, now + 2, Event::Returned)];
        assert_eq!(privacy::replay(services, &back).await.unwrap().shown, 1);
        assert_eq!(town.read(&Actor::Guest, &theirs.topic).await.unwrap().posts.len(), 1);
        // Nothing in the journal is an identifier, and it does not grow for ever.
        let printed = kept.iter().map(ToString::to_string).collect::<String>();
        assert!(!printed.contains(town.her.member_id().unwrap().as_str()));
        town.bed.clock.advance(Duration::days(91));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(deletion_journal::Entity::find().count(services.db.read()).await.unwrap(), 0);
    }
}

/// What a thief of the disk would find: the file, its log, the blobs.
#[tokio::test]
async fn nothing_of_hers_is_left_in_the_file() {
    for town in Town::each().await {
        let services = town.services();
        let id = town.her.member_id().unwrap().as_str().to_owned();
        let rename = member::ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(id),
            pseudonym: Set("kanaripseudonym".into()),
            skeleton: Set("kanariskeleton".into()),
            passphrase_hash: Set("kanarihash".into()),
            ..Default::default()
        };
        rename.update(services.db.writer()).await.unwrap();
        let long = "kanaritext قناريطويل ".repeat(200);
        let mine = town.published(&town.her, "kanarititle قناريعنوان", &long).await;
        town.replied(&town.other, &mine.topic, "جواب يبقى").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "kanarireply").await;
        let refused = town.ask(&town.her, "kanarirefused", "kanarirefusedbody").await;
        town.decide(&refused, "reject").await;
        town.ask(&town.her, "kanariwaiting", "kanariwaitingbody").await;
        let marks = ["kanari", "قناريطويل", "قناريعنوان"];
        if !services.db.is_sqlite() {
            town.leave("withdraw", "0").await;
            assert_eq!(town.finds("kanaritext").await, 0);
            let db = services.db.read();
            for table in
                ["post", "topic", "member", "search_document", "search_tokens", "consent", "kept_name"]
            {
                let sql = format!("SELECT count(*) AS n FROM {table} x WHERE x::text LIKE '%kanari%'");
                let row = db.query_one_raw(Statement::from_string(services.db.backend(), sql)).await.unwrap();
                assert_eq!(row.unwrap().try_get::<i64>("", "n").unwrap(), 0, "{table}");
            }
            continue;
        }
        let path = town.bed.url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
        let hits = || -> Vec<String> {
            let mut hits = Vec::new();
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let Ok(bytes) = std::fs::read(format!("{path}{suffix}")) else { continue };
                for mark in marks {
                    if bytes.windows(mark.len()).any(|window| window == mark.as_bytes()) {
                        hits.push(format!("{mark} in {suffix:?}"));
                    }
                }
            }
            hits
        };
        services.db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        assert_eq!(hits().len(), marks.len(), "the marks can be found while they are there: {:?}", hits());
        town.leave("withdraw", "7").await;
        // A word that stood there hundreds of times is not found either.
        assert_eq!(town.finds("kanaritext").await, 0);
        town.bed.clock.advance(Duration::days(7));
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(hits(), Vec::<String>::new());
        let blobs = futures::StreamExt::count(services.blobs.list(None)).await;
        assert_eq!(blobs, 0, "members put nothing into the blob store");
    }
}

/// Killed between any two statements: either nothing of the leaving is there, or all of it.
#[tokio::test]
async fn a_kill_between_the_steps_leaves_nothing_half_done() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        // The step that fails: PostgreSQL and SQLite alike refuse the journal's line by a trigger of the test.
        let db = services.db.writer();
        if services.db.is_sqlite() {
            db.execute_unprepared(
                "CREATE TRIGGER stop BEFORE UPDATE ON member WHEN NEW.state IN ('erased', 'vanished') \
                 BEGIN SELECT RAISE(ABORT, 'killed'); END",
            )
            .await
            .unwrap();
        } else {
            db.execute_unprepared(
                "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN IF NEW.state IN ('erased', 'vanished') THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$",
            )
            .await
            .unwrap();
            db.execute_unprepared(
                "CREATE TRIGGER stop BEFORE UPDATE ON member FOR EACH ROW EXECUTE FUNCTION stop()",
            )
            .await
            .unwrap();
        }
        for (choice, days) in [("vanish", ""), ("withdraw", "0"), ("keep", "0")] {
            let form = Leaving { choice: choice.into(), days: days.into(), sure: true };
            let failed = privacy::leave(services, &town.now(&town.her), &form).await;
            assert_eq!(code_of(failed), ErrorCode::Internal);
            assert_eq!(town.row().await.state, "active");
            assert_eq!(
                town.read(&Actor::Guest, &mine.topic).await.unwrap().posts[0].author.name(),
                Some("زيتونة هادئة")
            );
            assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 0);
            assert_eq!(deletion_journal::Entity::find().count(services.db.read()).await.unwrap(), 0);
            assert_eq!(kept_name::Entity::find().count(services.db.read()).await.unwrap(), 0);
        }
        // The same when the day has come: the next run does it.
        town.leave("withdraw", "1").await;
        town.bed.clock.advance(Duration::days(1));
        assert!(privacy::sweep(services, NEVER).await.is_err());
        assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 1);
        let drop = if services.db.is_sqlite() { "DROP TRIGGER stop" } else { "DROP TRIGGER stop ON member" };
        db.execute_unprepared(drop).await.unwrap();
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"]);
    }
}
