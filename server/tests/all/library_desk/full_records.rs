//! Records with many hands, and in languages that the portal does not speak.

use super::*;

#[tokio::test]
async fn a_record_with_many_hands_keeps_them_all() {
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let one = |n: usize| Hand {
            role: "author".into(),
            names: [(contract::Locale::Fr, format!("Autrice {n}"))].into(),
        };
        let sheet = Sheet {
            kind: "book".into(),
            language: "fr".into(),
            titles: [(contract::Locale::Fr, "À plusieurs".to_owned())].into(),
            hands: (1..=5).map(one).collect(),
            numbers: (1..=4).map(|n| ("urn".to_owned(), format!("urn:kef:{n}"))).collect(),
            ..Sheet::default()
        };
        let id: ItemId = library::create(&s, &desk.maker, "", &sheet, None).await.unwrap();
        let record = format!("/fr/desk/library/{id}/record");
        let form = desk.hers.get(&record).await;
        form.assert_status(200).assert_text("value=\"Autrice 5\"").assert_text("name=\"hand6_role\"");
        form.assert_text("value=\"urn:kef:4\"").assert_text("name=\"number5_kind\"");
        let version = form.hidden("version").unwrap();
        // What the form holds is sent back.
        let mut fields: Vec<(String, String)> = Vec::new();
        for n in 1..=5 {
            fields.push((format!("hand{n}_role"), "author".to_owned()));
            fields.push((format!("hand{n}_fr"), format!("Autrice {n}")));
        }
        for n in 1..=4 {
            fields.push((format!("number{n}_kind"), "urn".to_owned()));
            fields.push((format!("number{n}_value"), format!("urn:kef:{n}")));
        }
        let mut pairs = fields.clone();
        for (name, value) in [("kind", "book"), ("language", "fr"), ("title_fr", "À plusieurs mains")] {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        pairs.push(("version".to_owned(), version));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        desk.hers.post(&record, &pairs).await.assert_status(303);
        let kept = library::record_form(&s, &desk.maker, &id).await.unwrap().sheet;
        assert_eq!((kept.hands, kept.numbers), (sheet.hands, sheet.numbers));
        assert_eq!(kept.titles.get(&contract::Locale::Fr).map(String::as_str), Some("À plusieurs mains"));

        // More than the form can show came by an import, and stay.
        for n in 6_i32..=14 {
            let agent = format!("manyhands{n}");
            let db = s.db.writer();
            agent::ActiveModel { id: Set(agent.clone()) }.insert(db).await.unwrap();
            let text = agent_text::ActiveModel {
                agent_id: Set(agent.clone()),
                locale: Set("fr".to_owned()),
                name: Set(format!("Autrice {n}")),
            };
            text.insert(db).await.unwrap();
            let hand = item_agent::ActiveModel {
                item_id: Set(id.as_str().to_owned()),
                agent_id: Set(agent),
                role: Set("author".to_owned()),
                position: Set(n),
            };
            hand.insert(db).await.unwrap();
        }
        let form = desk.hers.get(&record).await;
        form.assert_text("value=\"Autrice 12\"");
        for n in 6..=12 {
            fields.push((format!("hand{n}_role"), "author".to_owned()));
            fields.push((format!("hand{n}_fr"), format!("Autrice {n}")));
        }
        let mut pairs = fields.clone();
        for (name, value) in [("kind", "book"), ("language", "fr"), ("title_fr", "À quatorze")] {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        pairs.push(("version".to_owned(), form.hidden("version").unwrap()));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        desk.hers.post(&record, &pairs).await.assert_status(303);
        let kept = library::record_form(&s, &desk.maker, &id).await.unwrap().sheet;
        let names: Vec<String> = kept.hands.iter().flat_map(|hand| hand.names.values().cloned()).collect();
        assert_eq!(names, (1..=14).map(|n| format!("Autrice {n}")).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_work_may_be_in_a_language_that_the_portal_does_not_speak() {
    for mut desk in Desk::each().await {
        let mut second = desk.somebody("salma", Role::Librarian).await;
        let mut reader = desk.app.browser();
        let form = desk.hers.get("/fr/desk/library/new").await;
        form.assert_status(200).assert_text("value=\"ber\"").assert_text("value=\"zxx\"");
        let key = form.hidden("form_key").unwrap();
        let songs = [
            ("form_key", &*key),
            ("kind", "document"),
            ("genre", "song"),
            ("language", "ber"),
            ("also", "it"),
            ("title_fr", "Chants de la montagne"),
            ("licence", "cc-by-4.0"),
            ("source_url", "https://example.org/chants"),
            ("other1_language", "it"),
            ("other1_title", "Canti della montagna"),
            ("recorded", "1987~"),
            ("places", "Le Kef\r\nTajerouine"),
            ("periods", "1956/1987"),
            ("access", "structural-navigation"),
            ("access_note_fr", "Les paroles se lisent <aussi>."),
        ];
        let mixed: Vec<_> = songs.into_iter().filter(|(name, _)| *name != "language").collect();
        let mixed: Vec<_> = mixed.into_iter().chain([("language", "zxx")]).collect();
        let refused = desk.hers.post("/fr/desk/library/new", &mixed).await;
        refused.assert_status(422).assert_text("href=\"#also\"");
        let id = made(&desk.hers.post("/fr/desk/library/new", &songs).await);
        let page = format!("/fr/desk/library/{id}");
        second.post(&page, &[("action", "publish")]).await.assert_status(303);

        let shown = reader.visit(&format!("/fr/library/{id}")).await;
        shown
            .assert_status(200)
            .assert_text("Chanson ou musique")
            .assert_text("Les paroles se lisent &lt;aussi&gt;.")
            .assert_text("tamazight, italien")
            .assert_text("lang=\"it\" dir=\"ltr\"")
            .assert_text("Canti della montagna")
            .assert_text("Tajerouine");
        let record = desk.hers.get(&format!("{page}/record")).await;
        record.assert_text("value=\"Canti della montagna\"").assert_text("value=\"1987~\"");
        record.assert_text("value=\"song\" selected").assert_text("value=\"Les paroles se lisent ");
        // What the portal knows stands below, in the language in which it would be said.
        record.assert_text("Des titres et une table des matières guident la lecture.");
        record.assert_text("Headings and contents lead through it.");
        reader.get("/fr/search?q=canti").await.assert_text(&id);
        let found = reader.get("/fr/library?language=ber").await;
        found.assert_status(200).assert_text("Chants de la montagne");
        assert_eq!(found.text().matches("class=\"item-card\"").count(), 1);
        reader.get("/fr/library?language=it").await.assert_text("Chants de la montagne");
        let arabic = reader.get("/fr/library?language=ar").await;
        assert!(!arabic.text().contains("Chants de la montagne"));

        for path in ["/oai?verb=ListSets", "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=language_ber"] {
            reader.get(path).await.assert_status(200).assert_text("language_ber");
        }
        let entries = reader.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=language_it").await;
        entries
            .assert_text("<dc:language>ber</dc:language>")
            .assert_text("<dc:language>it</dc:language>")
            .assert_text("Chants de la montagne");
        let refined = reader.get("/oai?verb=ListRecords&metadataPrefix=oai_qdc&set=language_it").await;
        refined
            .assert_text("<dcterms:alternative xml:lang=\"it\">Canti della montagna</dcterms:alternative>")
            .assert_text("<dcterms:created>1987~</dcterms:created>")
            .assert_text("<dcterms:spatial>Tajerouine</dcterms:spatial>")
            .assert_text("<dcterms:temporal>1956/1987</dcterms:temporal>");
        let cited = reader.get(&format!("/i/{id}.ris")).await;
        cited.assert_text("LA  - ber").assert_text("LA  - it").assert_text("TI  - Chants de la montagne");
        cited.assert_text("M3  - song");
        let data = reader.get(&format!("/i/{id}.jsonld")).await;
        data.assert_text("\"ber\"")
            .assert_text("\"genre\": \"song\"")
            .assert_text("\"accessibilitySummary\"");
        reader.get(&format!("/i/{id}.csl.json")).await.assert_text("\"ber\"");
    }
}
