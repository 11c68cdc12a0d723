//! Each verb, each error, each record; who is let in.

use domain::library::{self, Withdrawal};
use http::{Request, header};
use server::handlers::oai::AT_ONCE;

use super::{
    FORM, ask, attribute, by_post, error, headers, id, insert, oai, portals, row, second, shaped, shelves,
    texts,
};
use crate::support::TestApp;

#[tokio::test]
async fn every_verb_answers_by_get_and_by_post() {
    for (app, _) in shelves().await {
        let mut harvester = app.browser();
        let record = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("udhrar"));
        for query in [
            "verb=Identify",
            "verb=ListMetadataFormats",
            "verb=ListSets",
            "verb=ListIdentifiers&metadataPrefix=oai_dc",
            "verb=ListRecords&metadataPrefix=oai_dc",
            "verb=ListRecords&metadataPrefix=oai_qdc&set=kind_book&from=2020-01-01&until=2030-12-31",
            record.as_str(),
        ] {
            let got = ask(&mut harvester, query).await;
            let verb = query.split('&').next().unwrap().trim_start_matches("verb=");
            assert!(got.iter().any(|one| one.path == format!("OAI-PMH/{verb}")), "{query}: {got:?}");
            let request = got.iter().find(|one| one.path == "OAI-PMH/request").unwrap();
            assert_eq!(request.attributes.len(), query.split('&').count(), "{query}");
            assert_eq!(attribute(request, "verb"), verb);
            let posted = shaped(&by_post(&mut harvester, query).await);
            assert_eq!(got, posted, "{query}");
        }

        let all = ask(&mut harvester, "verb=Identify").await;
        for (name, value) in [
            ("baseURL", "http://127.0.0.1:3000/oai"),
            ("protocolVersion", "2.0"),
            ("adminEmail", "postmaster@127.0.0.1"),
            ("earliestDatestamp", "2026-01-01T00:00:00Z"),
            ("deletedRecord", "persistent"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ] {
            assert_eq!(texts(&all, &format!("OAI-PMH/Identify/{name}")), [value], "{name}");
        }
        let all = ask(&mut harvester, "verb=ListMetadataFormats").await;
        let prefixes = texts(&all, "OAI-PMH/ListMetadataFormats/metadataFormat/metadataPrefix");
        assert_eq!(prefixes, ["oai_dc", "oai_qdc"]);
        let all = ask(&mut harvester, "verb=ListSets").await;
        let sets = texts(&all, "OAI-PMH/ListSets/set/setSpec");
        for set in [
            "collection_rightsandsafety",
            "collection_elsewhere",
            "kind_book",
            "kind_audio",
            "language_ar",
            "language_fr",
        ] {
            assert!(sets.contains(&set), "{sets:?}");
        }
        assert!(!sets.contains(&"kind_video"));
        assert!(texts(&all, "OAI-PMH/ListSets/set/setName").iter().all(|name| !name.is_empty()));
        for set in sets {
            let query = format!("verb=ListIdentifiers&metadataPrefix=oai_dc&set={set}");
            let told = headers(&ask(&mut harvester, &query).await);
            assert!(!told.is_empty(), "{set}");
            assert!(told.iter().all(|one| one.sets.iter().any(|of| of == set)), "{set}: {told:?}");
        }
    }
}

#[tokio::test]
async fn records_speak_every_language_and_arabic_is_whole() {
    for (app, _) in shelves().await {
        let mut harvester = app.browser();
        let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("udhrar"));
        let all = ask(&mut harvester, &query).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_dc:dc";
        let root = all.iter().find(|one| one.path == base).unwrap();
        assert_eq!(attribute(root, "xmlns:oai_dc"), "http://www.openarchives.org/OAI/2.0/oai_dc/");
        assert_eq!(attribute(root, "xmlns:dc"), "http://purl.org/dc/elements/1.1/");
        let in_arabic = |name: &str| -> Vec<&str> {
            all.iter()
                .filter(|one| one.path == format!("{base}/{name}") && attribute(one, "xml:lang") == "ar")
                .map(|one| one.text.as_str())
                .collect()
        };
        assert_eq!(in_arabic("dc:title"), ["الإعلان العالمي لحقوق الإنسان"]);
        assert_eq!(in_arabic("dc:creator"), ["الجمعية العامة للأمم المتحدة"]);
        assert_eq!(texts(&all, &format!("{base}/dc:title")).len(), 3);
        assert_eq!(texts(&all, &format!("{base}/dc:type")), ["Text", "law"]);
        assert_eq!(texts(&all, &format!("{base}/dc:language")), ["ar"]);
        assert_eq!(texts(&all, &format!("{base}/dc:date")), ["1948"]);
        let identifiers = texts(&all, &format!("{base}/dc:identifier"));
        assert_eq!(identifiers, ["http://127.0.0.1:3000/i/udhrar", "https://undocs.org/ar/A/RES/217(III)"]);
        // Nothing but the fifteen elements.
        for one in all.iter().filter_map(|one| one.path.strip_prefix(&format!("{base}/"))) {
            assert!(one.starts_with("dc:"), "{one}");
        }

        let all = ask(&mut harvester, &query.replace("oai_dc", "oai_qdc")).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_qdc:qualifieddc";
        assert_eq!(texts(&all, &format!("{base}/dcterms:issued")), ["1948"]);
        assert_eq!(texts(&all, &format!("{base}/dcterms:isVersionOf")), ["http://127.0.0.1:3000/i/udhren"]);
        assert_eq!(texts(&all, &format!("{base}/dcterms:abstract")).len(), 3);

        let mut old = row("hostile1", 0);
        old.published_on = sea_orm::ActiveValue::Set("2019-01-01".to_owned());
        insert(&app, vec![old], &["hostile1".to_owned()]).await;
        let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("hostile1"));
        let all = ask(&mut harvester, &query).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_dc:dc";
        assert_eq!(texts(&all, &format!("{base}/dc:title")), ["وثيقة «hostile1» & <b>"]);
        assert_eq!(texts(&all, &format!("{base}/dc:source")), ["https://example.org/?a=1&b=<2>"]);
        // Older than everything: given as the earliest.
        assert_eq!(headers(&all)[0].datestamp, "2026-01-01T00:00:00Z");
    }
}

#[tokio::test]
async fn each_of_the_eight_errors_is_said_and_is_no_failure() {
    for (app, librarian) in portals().await {
        let mut harvester = app.browser();
        assert_eq!(error(&ask(&mut harvester, "verb=ListSets").await), "noSetHierarchy");
        library::seed(&app.bed.services).await.unwrap();
        let services = &app.bed.services;
        let form = Withdrawal { reason: "wrong_content".into(), sure: true, ..Withdrawal::default() };
        library::withdraw(services, &librarian, &id("udhrfr"), &form).await.unwrap();
        let list = "verb=ListRecords&metadataPrefix=oai_dc";
        let one = |id: &str| format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={id}");
        for (code, query) in [
            ("badVerb", String::new()),
            ("badVerb", "verb=".into()),
            ("badVerb", "verb=Nothing".into()),
            ("badVerb", "verb=Identify&verb=Identify".into()),
            ("badVerb", "verb=%FF".into()),
            ("badArgument", "verb=Identify&x=1".into()),
            ("badArgument", "verb=ListRecords".into()),
            ("badArgument", "verb=GetRecord&metadataPrefix=oai_dc".into()),
            ("badArgument", format!("{list}&metadataPrefix=oai_dc")),
            ("badArgument", format!("{list}&from=yesterday")),
            ("badArgument", format!("{list}&from=2026-11-01T00:00:00")),
            ("badArgument", format!("{list}&from=2026-11-01&until=2026-11-02T00:00:00Z")),
            ("badArgument", format!("{list}&from=2026-11-02&until=2026-11-01")),
            ("badArgument", format!("{list}&resumptionToken=x")),
            ("badArgument", "verb=ListRecords&resumptionToken=x&set=kind_book".into()),
            ("badResumptionToken", "verb=ListRecords&resumptionToken=x".into()),
            ("badResumptionToken", "verb=ListSets&resumptionToken=x".into()),
            ("cannotDisseminateFormat", "verb=ListRecords&metadataPrefix=marcxml".into()),
            ("cannotDisseminateFormat", one(&oai("udhrar")).replace("oai_dc", "mods")),
            ("idDoesNotExist", one(&oai("nothere1"))),
            ("idDoesNotExist", one("oai:elsewhere.example:udhrar")),
            ("idDoesNotExist", one("udhrar")),
            ("idDoesNotExist", one("oai:127.0.0.1:../../x")),
            ("idDoesNotExist", "verb=ListMetadataFormats&identifier=nothing".into()),
            ("noMetadataFormats", format!("verb=ListMetadataFormats&identifier={}", oai("udhrfr"))),
            ("noRecordsMatch", format!("{list}&set=kind_video")),
            ("noRecordsMatch", format!("{list}&set=nothing")),
            ("noRecordsMatch", format!("{list}&from=2030-01-01")),
            ("noRecordsMatch", format!("{list}&until=2025-12-31")),
        ] {
            for all in [ask(&mut harvester, &query).await, shaped(&by_post(&mut harvester, &query).await)] {
                assert_eq!(error(&all), code, "{query}");
                let request = all.iter().find(|one| one.path == "OAI-PMH/request").unwrap();
                let hidden = matches!(code, "badVerb" | "badArgument");
                assert_eq!(request.attributes.is_empty(), hidden, "{query}");
            }
        }
        // Earlier than everything is no error, and a day and a second may each be the bound.
        for span in [
            "from=1970-01-01",
            "from=0001-01-01T00:00:00Z",
            "from=2026-11-18&until=2026-11-18",
            "until=2026-11-18T23:59:59Z",
        ] {
            let all = ask(&mut harvester, &format!("{list}&{span}")).await;
            assert_eq!(headers(&all).len(), 33, "{span}");
        }
        // Both bounds are within.
        let now = second(services.now_ms());
        let all = ask(&mut harvester, &format!("{list}&from={now}&until={now}")).await;
        assert_eq!(headers(&all).len(), 33);
    }
}

#[tokio::test]
async fn harvesters_without_a_browser_are_let_in_and_pages_of_other_sites_are_not() {
    let app = TestApp::sqlite().await;
    let mut harvester = app.browser();
    shaped(&by_post(&mut harvester, "verb=Identify").await);
    // The same silence is refused everywhere else, also beside it.
    for path in ["/oai/", "/oai/x", "/ar/oai", "/exit"] {
        let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
        harvester.send_with(request, "verb=Identify").await.assert_status(403);
    }
    let request = Request::post("/oai").header(header::CONTENT_TYPE, FORM);
    let request = request.header(header::ORIGIN, "https://evil.example");
    harvester.send_with(request, "verb=Identify").await.assert_status(403);
    // No form: no request of this kind.
    let request = Request::post("/oai").header(header::CONTENT_TYPE, "text/xml");
    harvester.send_with(request, "<verb/>").await.assert_status(400);
    // Arguments of the address and of the form are one request.
    let request = Request::post("/oai?verb=Identify").header(header::CONTENT_TYPE, FORM);
    let all = shaped(&harvester.send_with(request, "verb=Identify").await);
    assert_eq!(error(&all), "badVerb");
    harvester.send(Request::head("/oai?verb=Identify")).await.assert_status(200);
}

#[tokio::test]
async fn too_many_at_once_are_told_to_come_back() {
    let app = TestApp::sqlite().await;
    let mut harvester = app.browser();
    let all = app.state.harvesters.acquire_many(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
    let busy = harvester.get("/oai?verb=Identify").await;
    busy.assert_status(503);
    assert!(busy.headers.contains_key("retry-after"));
    drop(all);
    ask(&mut harvester, "verb=Identify").await;
}
