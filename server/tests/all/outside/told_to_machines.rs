//! What machines and previews are told.

use super::*;

async fn data(guest: &mut TestBrowser, path: &str) -> Value {
    let answer = guest.visit(path).await;
    assert!(answer.assert_status(200).header("content-type").starts_with("application/ld+json"), "{path}");
    let read: Value = serde_json::from_str(&answer.text()).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(read["@context"], "https://schema.org", "{path}");
    read
}

/// The page names where its data are.
fn data_of(page: &Answer) -> String {
    let text = page.text();
    let all = links(&text);
    let tag = all.iter().find(|tag| value(tag, "type").starts_with("application/ld+json")).expect("data");
    value(tag, "href").to_owned()
}

/// What a page lists, which must be shaped as schema.org has it: name and address of each line.
fn lines(list: &Value, path: &str) -> Vec<(String, String)> {
    assert_eq!(list["@type"], "CollectionPage", "{path}");
    let base = list["@id"].as_str().unwrap().strip_suffix(path).expect("its own address").to_owned();
    assert_eq!(list["@id"], list["url"], "{path}");
    assert!(
        list["name"].is_string() && list["inLanguage"].is_string() && list["publisher"]["name"].is_string()
    );
    let way = list["breadcrumb"]["itemListElement"].as_array().unwrap();
    assert_eq!(list["breadcrumb"]["@type"], "BreadcrumbList");
    assert_eq!(way.last().unwrap()["item"], list["@id"], "{path}");
    let all = list["mainEntity"]["itemListElement"].as_array().unwrap();
    assert_eq!(list["mainEntity"]["@type"], "ItemList");
    assert_eq!(list["mainEntity"]["numberOfItems"], all.len());
    let told = all.iter().zip(1..).map(|(line, at)| {
        assert_eq!((&line["@type"], &line["position"]), (&"ListItem".into(), &Value::from(at)), "{path}");
        let item = &line["item"];
        assert!(item["@type"].is_string() && item["@id"] == item["url"], "{line}");
        let address = item["url"].as_str().unwrap().strip_prefix(&base).expect("an address of ours");
        (item["name"].as_str().unwrap().to_owned(), address.to_owned())
    });
    told.collect()
}

#[tokio::test]
async fn lists_tell_machines_what_everybody_may_find() {
    for World { app, mut guest, author, shown, hidden } in worlds().await {
        // One that everybody reads and search engines are not to list has data for nobody.
        for slug in ["poverty", "civil-society", "nothing-such"] {
            guest.get(&format!("/ar/forum/c/{slug}/data.jsonld")).await.assert_status(404);
        }
        let page = guest.get("/ar/forum/c/unions").await;
        assert_eq!(data_of(&page), "/ar/forum/c/unions/data.jsonld");
        assert!(
            links(&guest.get("/ar/forum/c/civil-society").await.text())
                .iter()
                .all(|tag| value(tag, "type") != "application/ld+json")
        );
        for locale in Locale::ALL {
            let told = data(&mut guest, &format!("/{locale}/forum/data.jsonld")).await;
            let addresses: Vec<String> =
                lines(&told, &format!("/{locale}/forum")).into_iter().map(|(_, address)| address).collect();
            assert_eq!(addresses, [format!("/{locale}/forum/c/unions")]);
            let path = format!("/{locale}/forum/c/unions");
            let told = data(&mut guest, &format!("{path}/data.jsonld")).await;
            let topics = lines(&told, &path);
            let mine = format!("/{locale}/forum/t/{}", shown.topic);
            assert!(topics.contains(&("متى تصل الحافلة".to_owned(), mine)), "{topics:?}");
            for sent in &hidden {
                assert!(!told.to_string().contains(sent.topic.as_str()), "{told}");
            }
            assert!(!told.to_string().contains(author.member_id().unwrap().as_str()));
            for (room, least) in [("library", 3), ("statistics", 10), ("organisations", 1)] {
                let path = format!("/{locale}/{room}");
                let page = guest.get(&path).await;
                assert_eq!(data_of(&page), format!("{path}/data.jsonld"));
                let told = data(&mut guest, &data_of(&page)).await;
                let found = lines(&told, &path);
                assert!(found.len() >= least, "{path}: {}", found.len());
                assert!(!told.to_string().contains(HIDDEN_ITEM), "{path}");
                for (_, address) in found.iter().take(3) {
                    guest.get(address).await.assert_status(200);
                }
            }
        }
        // A view of the library is not the library.
        let page = guest.get("/fr/library?kind=book").await;
        assert!(links(&page.text()).iter().all(|tag| value(tag, "type") != "application/ld+json"));
        // What closes to guests is not told of any more.
        let close = Change { audience: Some("members".into()), ..Change::default() };
        forum::change_category(&app.bed.services, "unions", &close).await.unwrap();
        guest.get("/ar/forum/c/unions/data.jsonld").await.assert_status(404);
        assert!(lines(&data(&mut guest, "/ar/forum/data.jsonld").await, "/ar/forum").is_empty());
    }
}

async fn article_in(app: &TestApp, kind: &str, violence: bool) -> String {
    let section = article::Column::Section;
    let rows = article::Entity::find()
        .filter(article::Column::Kind.eq(kind))
        .filter(article::Column::GoneAt.is_null())
        .filter(if violence { section.eq(VIOLENCE) } else { section.ne(VIOLENCE) })
        .order_by_asc(article::Column::Id)
        .all(app.bed.services.db.read())
        .await
        .unwrap();
    rows.into_iter().next().expect("one of the starter content").id
}

#[tokio::test]
async fn machines_and_previews_are_told_what_everybody_reads() {
    for World { app, mut guest, author, shown, hidden } in worlds().await {
        let s = app.bed.services.clone();
        let procedure = article_in(&app, "procedure", false).await;
        let told = article_in(&app, "article", false).await;
        let violence = article_in(&app, "procedure", true).await;

        // What a page is, in the words of schema.org.
        let page = guest.visit(&format!("/fr/a/{procedure}")).await;
        let how = data(&mut guest, &data_of(&page)).await;
        assert_eq!(how["@type"], "HowTo");
        assert!(how["name"].is_string() && how["image"].as_str().unwrap().ends_with("-fr.png"), "{how}");
        assert_eq!(how["step"][0]["@type"], "HowToStep");
        assert!(how["step"][0]["text"].is_string());
        let way = how["mainEntityOfPage"]["breadcrumb"]["itemListElement"].as_array().unwrap();
        assert_eq!(way.len(), 3);
        assert!(
            way.iter()
                .all(|step| step["name"].is_string() && step["item"].as_str().unwrap().starts_with("http"))
        );
        let page = guest.visit(&format!("/ar/a/{told}")).await;
        let text = data(&mut guest, &data_of(&page)).await;
        assert_eq!((&text["@type"], &text["inLanguage"]), (&"Article".into(), &"ar".into()));
        assert!(text["headline"].is_string() && text["publisher"]["name"].is_string());
        let home = guest.get("/en").await;
        let portal = data(&mut guest, &data_of(&home)).await;
        let kinds: Vec<&Value> =
            portal["@graph"].as_array().unwrap().iter().map(|one| &one["@type"]).collect();
        assert_eq!(kinds, ["Organization", "WebSite"]);
        let site = &portal["@graph"][1];
        assert_eq!(site["potentialAction"]["@type"], "SearchAction");
        let template = site["potentialAction"]["target"]["urlTemplate"].as_str().unwrap();
        assert!(template.ends_with("/en/search?q={search_term_string}"), "{template}");
        assert_eq!(site["potentialAction"]["query-input"], "required name=search_term_string");
        let sections = site["hasPart"].as_array().unwrap();
        assert!(sections.len() == 8 && sections.iter().all(|one| one["@type"] == "CollectionPage"));
        let page = guest.get("/fr/sections/unions").await;
        let section = data(&mut guest, &data_of(&page)).await;
        assert_eq!(section["@type"], "CollectionPage");
        assert!(!section["hasPart"].as_array().unwrap().is_empty());
        assert!(!section.to_string().contains(HIDDEN_ARTICLE));
        for locale in Locale::ALL {
            let page = guest.get(&format!("/{locale}/glossary")).await;
            let words = data(&mut guest, &data_of(&page)).await;
            let kind = (&words["@type"], &words["inLanguage"]);
            assert_eq!(kind, (&"DefinedTermSet".into(), &locale.code().into()));
            let terms = words["hasDefinedTerm"].as_array().unwrap();
            assert!(terms.len() >= 60, "{locale}: {}", terms.len());
            let text = page.text();
            for term in terms {
                let place = term["@id"].as_str().unwrap().split_once('#').unwrap().1;
                assert!(text.contains(&format!("id=\"{place}\"")), "{locale}: {term}");
                let (name, about) = (term["name"].as_str().unwrap(), term["description"].as_str().unwrap());
                let bare = !name.ends_with(':') && !about.contains("[^") && !about.contains('<');
                assert!(bare && !name.is_empty() && about.len() > 20, "{locale}: {term}");
            }
        }
        let page = guest.get("/fr/library/c/rights-and-safety").await;
        let shelf = data(&mut guest, &data_of(&page)).await;
        assert_eq!(shelf["@type"], "CollectionPage");
        let parts = shelf["hasPart"].as_array().unwrap();
        assert!(parts.len() > 2 && !shelf.to_string().contains(HIDDEN_ITEM), "{shelf}");
        assert!(parts.iter().any(|part| part["@type"] == "AudioObject"), "{shelf}");
        for path in ["/fr/moderation", "/ar/privacy", "/en/terms"] {
            let page = guest.get(path).await;
            assert_eq!(data(&mut guest, &data_of(&page)).await["@graph"][1]["@type"], "WebSite", "{path}");
        }
        for (path, kind) in [("/ar/library/udhrar", "Book"), ("/fr/statistics/workpart", "Dataset")] {
            let page = guest.visit(path).await;
            assert_eq!(data(&mut guest, &data_of(&page)).await["@type"], kind);
        }

        // A topic: names as its page shows them.
        let team = app.bed.member("فريق آخر", Role::Moderator).await;
        for (body, alias) in [("جواب باسمها", None), ("جواب دون اسمها", Some(2))] {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let form = NewReply { body: body.into(), ..NewReply::default() };
            let sent = forum::reply(&s, &author, &shown.topic, &form, Locale::Ar).await.unwrap();
            let approve = moderation::Decision {
                post: sent.post.to_string(),
                version: "1".into(),
                action: "approve".into(),
                ..Default::default()
            };
            moderation::decide(&s, &team, &approve).await.unwrap();
            if let Some(alias) = alias {
                post::Entity::update_many()
                    .col_expr(post::Column::Alias, Expr::value(alias))
                    .filter(post::Column::Id.eq(sent.post.as_str()))
                    .exec(s.db.writer())
                    .await
                    .unwrap();
            }
        }
        let page = guest.get(&format!("/en/forum/t/{}", shown.topic)).await;
        let talk = data(&mut guest, &data_of(&page)).await;
        assert_eq!(talk["@type"], "DiscussionForumPosting");
        assert_eq!((&talk["headline"], &talk["author"]["name"]), (&"متى تصل الحافلة".into(), &"فريق".into()));
        assert!(talk["datePublished"].is_string() && talk["text"].as_str().unwrap().contains("نصّ السؤال"));
        let names: Vec<&str> = talk["comment"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["author"]["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["ياسمين السرّيّة", "Participant B"]);
        assert!(!talk.to_string().contains(author.member_id().unwrap().as_str()));
        for sent in &hidden {
            guest.get(&format!("/ar/forum/t/{}/data.jsonld", sent.topic)).await.assert_status(404);
        }

        // News.
        for (path, page) in
            [("/fr/feed.atom", "/fr"), ("/fr/sections/unions/feed.atom", "/fr/sections/unions")]
        {
            let door = guest.get(page).await.text();
            let feeds: Vec<&str> = links(&door)
                .into_iter()
                .filter(|tag| value(tag, "type") == "application/atom+xml")
                .map(|tag| value(tag, "href"))
                .collect();
            assert_eq!(feeds, [path]);
            let feed = guest.get(path).await;
            assert!(feed.assert_status(200).header("content-type").starts_with("application/atom+xml"));
            let all = elements(&feed.text());
            for of in ["id", "title", "updated", "author/name"] {
                assert_eq!(texts(&all, &format!("feed/{of}")).len(), 1, "{of}");
            }
            let ids = texts(&all, "feed/entry/id");
            assert!((3..=50).contains(&ids.len()), "{path}: {}", ids.len());
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            for day in texts(&all, "feed/entry/updated") {
                assert!(
                    chrono::DateTime::parse_from_rfc3339(day).is_ok() && day.contains("T00:00:00"),
                    "{day}"
                );
                assert!(day >= "2026", "{path}: {day}");
            }
            assert!(ids.iter().any(|id| id.contains("/a/")), "{path}: texts have their place: {ids:?}");
            for folder in ["/a/", "/i/", "/statistics/"] {
                let of_a_kind = ids.iter().filter(|id| id.contains(folder)).count();
                assert!(of_a_kind <= 20, "{path}: {of_a_kind} of {folder}");
            }
            for secret in [HIDDEN_ITEM, HIDDEN_ARTICLE, "forum/t/"] {
                assert!(!feed.text().contains(secret), "{secret} in {path}");
            }
        }
        guest.get("/fr/sections/nowhere/feed.atom").await.assert_status(404);

        // Pictures.
        let page = guest.visit(&format!("/ar/a/{told}")).await.text();
        let picture = property(&page, "og:image").unwrap();
        let path = picture.split_once("://").unwrap().1.split_once('/').unwrap().1;
        assert_eq!(path, format!("media/share/article-{told}-ar.png"));
        assert_eq!(property(&page, "og:url").unwrap(), canonical(&page));
        assert!(property(&page, "og:description").is_some() && property(&page, "og:title").is_some());
        let path = format!("/{path}");
        for path in [
            &*path,
            "/media/share/neutral.png",
            "/media/share/portal-fr.png",
            "/media/share/section-unions-en.png",
        ] {
            let drawn = guest.get(path).await;
            assert_eq!(drawn.assert_status(200).header("content-type"), "image/png");
            assert!(drawn.body.starts_with(b"\x89PNG\r\n\x1a\n") && drawn.body.len() > 3_000, "{path}");
            let side = |at: usize| u32::from_be_bytes(drawn.body[at..at + 4].try_into().unwrap());
            assert_eq!((side(16), side(20)), (1200, 630), "{path}");
            let tag = drawn.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.len() > 20);
            let again = guest.send(Request::get(path).header("if-none-match", &tag)).await;
            assert!(again.assert_status(304).body.is_empty());
        }
        let other = guest.get("/media/share/section-poverty-en.png").await;
        assert_ne!(other.body, guest.get("/media/share/section-unions-en.png").await.body);
        for lost in [
            format!("article-{HIDDEN_ARTICLE}-ar"),
            format!("article-{violence}-ar"),
            format!("section-{VIOLENCE}-ar"),
            format!("item-{HIDDEN_ITEM}-fr"),
            "item-nothere-ar".to_owned(),
            "dataset-nothere-ar".to_owned(),
            "portal-de".to_owned(),
            format!("topic-{}-ar", shown.topic),
        ] {
            guest.get(&format!("/media/share/{lost}.png")).await.assert_status(404);
        }
        // Nothing of violence and nothing of the forum is told to whoever sees the message.
        for path in [
            format!("/ar/a/{violence}"),
            format!("/ar/sections/{VIOLENCE}"),
            "/ar/safety".to_owned(),
            format!("/ar/forum/t/{}", shown.topic),
            format!("/ar/forum/t/{}", hidden[0].topic),
            "/ar/forum".to_owned(),
        ] {
            let page = guest.visit(&path).await;
            let text = page.assert_status(200).text();
            assert!(property(&text, "og:image").unwrap().ends_with("/media/share/neutral.png"), "{path}");
            assert_eq!(property(&text, "og:title").unwrap(), "بوّابة المواطنة – الكاف", "{path}");
            assert_eq!(property(&text, "og:description"), None, "{path}");
        }
        for path in
            [format!("/ar/forum/t/{}", hidden[3].topic), "/ar/join".to_owned(), "/ar/nowhere".to_owned()]
        {
            assert_eq!(property(&guest.get(&path).await.text(), "og:title"), None, "{path}");
        }
        let mut member = app.browser();
        member.sign_in_as(&author).await;
        assert_eq!(property(&member.get("/ar").await.text(), "og:title"), None, "hers is hers");
    }
}
