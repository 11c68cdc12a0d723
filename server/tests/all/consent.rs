//! A testimony before every door of the portal, and the desk that writes down, changes and takes back a consent.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::{Role, library, search, services::day_of};

use crate::{
    kiosk::{set_up, start},
    support::{Answer, TestApp, TestBrowser},
};

const ITEM: &str = "safetyaudio";
const TITLE: &str = "votre sécurité sur ce site";
const DESK: &str = "/fr/desk/library/safetyaudio/consent";

/// Every way on which somebody might meet it, without the name of its file.
const DOORS: [&str; 22] = [
    "/fr",
    "/fr/sections/protection-of-women",
    "/fr/library",
    "/fr/library?kind=audio",
    "/fr/library/c/rights-and-safety",
    "/fr/library/c/rights-and-safety/feed.atom",
    "/fr/library/c/rights-and-safety/podcast.xml",
    "/fr/library/safetyaudio",
    "/fr/library/safetyaudio/transcript",
    "/fr/search?q=%C3%A9couter",
    "/fr/search?q=%C3%A9couter&kind=item",
    "/i/safetyaudio",
    "/i/safetyaudio.ris",
    "/i/safetyaudio.bib",
    "/i/safetyaudio.csl.json",
    "/i/safetyaudio.jsonld",
    "/opds?lang=fr",
    "/opds/new?lang=fr&kind=audio",
    "/opds/collections/rights-and-safety?lang=fr",
    "/opds/2/new?lang=fr",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:safetyaudio",
];

/// Doors that are the same for whoever asks: no session is read there, or what they say is for everybody.
const FOR_PROGRAMS: [&str; 6] = [
    "/fr/library/c/rights-and-safety/feed.atom",
    "/fr/library/c/rights-and-safety/podcast.xml",
    "/opds/new?lang=fr&kind=audio",
    "/opds/collections/rights-and-safety?lang=fr",
    "/opds/2/new?lang=fr",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
];

/// That it is told of nowhere there.
async fn meets_nothing(reader: &mut TestBrowser, doors: &[&str], files: &[String], what: &str) {
    for door in doors {
        let answer = reader.get(door).await;
        assert!(!answer.status.is_redirection(), "{door} leads somewhere, {what}");
        assert!(!answer.text().contains(TITLE), "{door} tells its title, {what}");
        // A harvester is told that it is deleted; a refusal may repeat the address that was asked for.
        if answer.status.is_success() && !door.starts_with("/oai") {
            assert!(!answer.text().contains(ITEM), "{door} names it, {what}");
        }
    }
    for file in files {
        reader.get(file).await.assert_status(404);
    }
}

/// Addresses of its files, as its page names them: what is heard, and what is read.
async fn media(reader: &mut TestBrowser) -> [Vec<String>; 2] {
    let page = reader.visit("/fr/library/safetyaudio").await;
    let text = page.text().replace("&amp;", "&");
    ["/media/safetyaudio", "/media/safetytext"]
        .map(|begin| text.split('"').filter(|part| part.starts_with(begin)).map(str::to_owned).collect())
}

async fn give(keeper: &mut TestBrowser, version: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("version", version),
        ("language", "fr"),
        ("given_on", "2026-11-01"),
        ("contact", "par le Samovar"),
    ];
    form.extend(more);
    keeper.post(DESK, &form).await
}

#[tokio::test]
async fn every_door_keeps_what_was_agreed() {
    for app in TestApp::each_store().await {
        let s = &app.bed.services;
        library::seed(s).await.unwrap();
        search::seed(s).await.unwrap();
        let (mut reader, mut keeper, mut member) = (app.browser(), app.browser(), app.browser());
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        member.sign_in_as(&app.bed.member("yasmin", Role::Member).await).await;
        let [voices, texts] = media(&mut reader).await;
        assert!(voices.len() >= 3 && texts.len() >= 3, "{voices:?} {texts:?}");
        let files: Vec<String> = voices.iter().chain(&texts).cloned().collect();

        // For members.
        let whole = [("who", "Nardjes"), ("allows", "members"), ("gives", "whole")];
        give(&mut keeper, "0", &whole).await.assert_status(303);
        meets_nothing(&mut reader, &DOORS, &files, "for members").await;
        meets_nothing(&mut member, &FOR_PROGRAMS, &[], "for members, by programs").await;
        for page in ["/fr/library", "/fr/search?q=%C3%A9couter", "/fr/library/c/rights-and-safety"] {
            member.get(page).await.assert_status(200).assert_text(TITLE);
        }
        member.visit("/fr/library/safetyaudio").await.assert_status(200).assert_text(TITLE);
        for file in &files {
            let answer = member.get(file).await;
            answer.assert_status(200);
            assert_eq!(answer.header("cache-control"), "private, no-store", "{file}");
        }

        // Only the words, and only today.
        let today = day_of(s.now_ms());
        let words = [("who", "Nardjes"), ("allows", "web"), ("gives", "text"), ("until", &*today)];
        give(&mut keeper, "1", &words).await.assert_status(303);
        let page = reader.visit("/fr/library/safetyaudio").await;
        page.assert_status(200).assert_text(TITLE);
        assert!(!page.text().contains("<audio"), "her voice");
        for (list, status) in [(&voices, 404), (&texts, 200)] {
            for file in list {
                reader.get(file).await.assert_status(status);
                member.get(file).await.assert_status(status);
            }
        }
        assert_eq!(media(&mut reader).await, [Vec::new(), texts.clone()]);
        for door in ["/fr/library/c/rights-and-safety/podcast.xml", "/opds/new?lang=fr&kind=audio"] {
            assert!(!reader.get(door).await.text().contains(ITEM), "{door}");
        }
        app.bed.clock.advance(chrono::Duration::days(1));
        meets_nothing(&mut reader, &DOORS, &files, "lapsed").await;
        // Her session is over by then.
        keeper.sign_in_as(&app.bed.member("salma", Role::Librarian).await).await;
        keeper.get(DESK).await.assert_status(200).assert_text("est terminé");

        // Not on the web at all.
        let kiosk = [("who", "Nardjes"), ("allows", "kiosk"), ("gives", "whole")];
        give(&mut keeper, "2", &kiosk).await.assert_status(303);
        meets_nothing(&mut reader, &DOORS, &files, "for the house").await;
        keeper.get(DESK).await.assert_text("n’est montré sur le web");
        // On the screens of the house, on the pages that whoever stands there reads.
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut screen, _) = set_up(&app, &mut admin).await;
        start(&mut screen).await;
        for page in ["/fr/library", "/fr/search?q=%C3%A9couter", "/fr/library/c/rights-and-safety"] {
            screen.get(page).await.assert_status(200).assert_text(TITLE);
        }
        screen.visit("/fr/library/safetyaudio").await.assert_status(200).assert_text(TITLE);
        for file in &files {
            let answer = screen.get(file).await;
            // Nothing is taken along from there.
            answer.assert_status(if file.contains("download=1") { 403 } else { 200 });
            assert_eq!(answer.header("cache-control"), "no-store", "{file}");
        }
        meets_nothing(&mut screen, &FOR_PROGRAMS, &[], "for the house, by programs").await;

        // On the web, and not where others look on.
        let web = [("who", "Nardjes"), ("allows", "web"), ("gives", "whole")];
        give(&mut keeper, "3", &web).await.assert_status(303);
        reader.visit("/fr/library/safetyaudio").await.assert_status(200).assert_text(TITLE);
        // A harvester is no screen, whoever types its address there.
        let doors: Vec<&str> = DOORS.into_iter().filter(|door| !door.starts_with("/oai")).collect();
        meets_nothing(&mut screen, &doors, &files, "not on the screens").await;
        let both = [("who", "Nardjes"), ("allows", "web"), ("allows", "kiosk"), ("gives", "whole")];
        give(&mut keeper, "4", &both).await.assert_status(303);
        for browser in [&mut reader, &mut screen] {
            browser.visit("/fr/library/safetyaudio").await.assert_status(200).assert_text(TITLE);
        }
    }
}

#[tokio::test]
async fn the_desk_writes_it_down_and_takes_it_back() {
    for app in TestApp::each_store().await {
        library::seed(&app.bed.services).await.unwrap();
        search::seed(&app.bed.services).await.unwrap();
        let (mut reader, mut keeper, mut second) = (app.browser(), app.browser(), app.browser());
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        second.sign_in_as(&app.bed.member("salma", Role::Librarian).await).await;
        let files = media(&mut reader).await.concat();

        keeper.get(DESK).await.assert_status(200).assert_text("Ne demandez pas son nom");
        let refused = give(&mut keeper, "0", &[("who", "Nardjes"), ("allows", "moon")]).await;
        refused.assert_status(422).assert_text("value=\"Nardjes\"").assert_text("href=\"#allows\"");
        let whole = [("who", "Nardjes"), ("allows", "web"), ("gives", "whole")];
        give(&mut keeper, "0", &whole).await.assert_status(303);
        // Somebody who began before that sees both texts, and loses none.
        let late =
            give(&mut second, "0", &[("who", "Zeineb"), ("allows", "members"), ("gives", "text")]).await;
        late.assert_status(409).assert_text("value=\"Zeineb\"").assert_text("<bdi>Nardjes</bdi>");
        late.assert_text("name=\"version\" value=\"1\"");
        let shown = reader.visit("/fr/library/safetyaudio").await;
        shown.assert_status(200);
        for door in ["/fr/library", "/i/safetyaudio.ris", "/i/safetyaudio.jsonld", "/opds/2/new?lang=fr"] {
            let text = reader.get(door).await.text();
            assert!(!text.contains("Nardjes") && !text.contains("Samovar"), "{door}");
        }

        // What to be warned of stands before the player, with a way past it.
        let warn = [("action", "warn"), ("warning", "sexual-violence"), ("from", "0:10"), ("to", "1:05")];
        keeper.post("/fr/desk/library/safetyaudio/segments", &warn).await.assert_status(303);
        keeper.post("/fr/desk/library/safetyaudio/segments", &warn).await.assert_status(422);
        let text = reader.visit("/fr/library/safetyaudio").await.text();
        let podcast = reader.get("/fr/library/c/rights-and-safety/podcast.xml").await.text();
        assert!(podcast.contains("<itunes:explicit>true</itunes:explicit>"), "programs are told too");
        let skip = text.find("data-seek=\"65\"").expect("a way past it");
        assert!(skip < text.find("<audio").expect("a player"));

        let revoke = format!("{DESK}/revoke");
        let before = keeper.get(&revoke).await;
        before.assert_status(200).assert_text("Nardjes").assert_text("par le Samovar");
        keeper.post(&revoke, &[("ground", "by_pseudonym")]).await.assert_status(422);
        reader.visit("/fr/library/safetyaudio").await.assert_status(200);
        let done = keeper.post(&revoke, &[("ground", "by_pseudonym"), ("sure", "yes")]).await;
        done.assert_status(303);
        let receipt = done.location().to_owned();
        assert_eq!(receipt, "/fr/desk/library/safetyaudio/receipt");
        for browser in [&mut keeper, &mut second] {
            let printed = browser.get(&receipt).await;
            printed.assert_status(200).assert_text("Nardjes").assert_text(".mp3").assert_text("liseuse");
            assert!(!printed.text().contains("Samovar") && !printed.text().contains(TITLE));
        }
        let stone = reader.get("/fr/library/safetyaudio").await;
        stone.assert_status(410).assert_text("Retiré à la demande de la personne concernée.");
        meets_nothing(&mut reader, &DOORS, &files, "taken back").await;
        reader.get("/i/safetyaudio.ris").await.assert_status(410);
        let harvested = reader.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").await.text();
        assert!(harvested.contains("status=\"deleted\""));
        keeper.get(DESK).await.assert_status(200).assert_text("/fr/desk/library/safetyaudio/receipt");
        keeper.get(&revoke).await.assert_status(404);
        let mut member = app.browser();
        member.sign_in_as(&app.bed.member("yasmin", Role::Member).await).await;
        member.get(&receipt).await.assert_status(403);
    }
}
