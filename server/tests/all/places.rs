//! Where things stand, through the real router: redirects and short links, articles that are gone, menu, home page,
//! announcements, channels.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser, encode};
use chrono::Duration;
use contract::Locale;
use domain::{Role, content, services::day_of};
use entity::{content::article_text, places::redirect};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const DAY_MS: i64 = 86_400_000;

async fn editor(app: &TestApp) -> TestBrowser {
    let name = format!("Olivier {}", domain::services::new_id());
    let mut browser = app.browser();
    browser.sign_in_as(&app.bed.member(&name, Role::Editor).await).await;
    browser
}

async fn stored(app: &TestApp, from: &str) -> Option<redirect::Model> {
    redirect::Entity::find_by_id(from).one(app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn an_old_address_leads_where_the_team_says() {
    const HERE: &str = "/fr/desk/redirects";
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let (mut hers, mut guest) = (editor(&app).await, app.browser());
        guest.get("/fr/ancienne").await.assert_status(404);
        hers.get(HERE).await.assert_status(200).assert_text("Il n’y a pas de redirections.");
        let add = |from: &'static str, to: &'static str| [("action", "add"), ("from", from), ("to", to)];
        for (from, to) in [
            ("/fr/ancienne/", "/fr/library?subject=x"),
            ("/ar/قديم", "/ar/جديد"),
            // A chain is flat from the beginning.
            ("/fr/plus-ancienne", "/fr/ancienne"),
            // A page that has such addresses and does not know this one.
            ("/fr/a/zzzz9999-vieux", "/fr/safety"),
        ] {
            hers.post(HERE, &add(from, to)).await.assert_status(303);
        }
        for (from, to, field) in [
            ("", "/fr/safety", "from"),
            ("/ancienne", "/fr/safety", "from"),
            ("/fr/forum", "/fr/safety", "from"),
            ("/fr/ancienne", "/fr/safety", "from"),
            ("/fr/x1", "https://evil.example/", "to"),
            ("/fr/x1", "/fr/x1#top", "to"),
            ("/ar/جديد", "/ar/قديم", "to"),
        ] {
            let refused = hers.post(HERE, &add(from, to)).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{field}\""));
        }
        for (from, to) in [
            ("/fr/ancienne", "/fr/library?subject=x"),
            ("/fr/plus-ancienne", "/fr/library?subject=x"),
            ("/ar/%D9%82%D8%AF%D9%8A%D9%85", "/ar/%D8%AC%D8%AF%D9%8A%D8%AF"),
            ("/fr/a/zzzz9999-vieux", "/fr/safety"),
        ] {
            let led = guest.get(from).await;
            led.assert_status(308);
            assert_eq!(led.location(), to, "{} {from}", app.bed.backend);
        }
        guest.get("/fr/ancienne?x=1").await.assert_status(308);
        let counted = stored(&app, "/fr/ancienne").await.unwrap();
        assert_eq!((counted.hits, counted.last_hit), (2, Some(app.bed.services.today())));
        hers.get(HERE).await.assert_text("/fr/plus-ancienne");

        // A table tells all that is wrong at once, and is taken over whole or not at all.
        let bad = "from,to\n/fr/c1,/fr/d1\n/bad,/fr/d1\n/fr/e1,nowhere\n/fr/d1,/fr/c1\n";
        for action in ["look", "import"] {
            let page = hers.post(HERE, &[("action", action), ("table", bad)]).await;
            page.assert_status(422).assert_text("/bad").assert_text("n’est pas un chemin");
            page.assert_text("Elle reviendrait à elle-même.").assert_text("/fr/e1,nowhere");
        }
        assert!(stored(&app, "/fr/c1").await.is_none());
        let good = "from;to\n/fr/c1;/fr/d1\n/fr/e1;/fr/c1\n";
        let looked = hers.post(HERE, &[("action", "look"), ("table", good)]).await;
        looked.assert_status(200).assert_text("Nouvelles redirections");
        assert!(stored(&app, "/fr/c1").await.is_none(), "a look changes nothing");
        hers.post(HERE, &[("action", "import"), ("table", good)]).await.assert_status(303);
        assert_eq!(stored(&app, "/fr/e1").await.unwrap().to_path, "/fr/d1");
        hers.post(HERE, &[("action", "remove"), ("from", "/fr/c1")]).await.assert_status(303);
        guest.get("/fr/c1").await.assert_status(404);
        assert_eq!(redirect::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 5);
    }
}

#[tokio::test]
async fn an_article_has_a_short_link_and_tells_what_became_of_it() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        domain::seed::seed(services).await.unwrap();
        let needed = content::home(services, Locale::Fr).await.unwrap().most_needed;
        let (one, other) = (needed[0].clone(), needed[1].clone());
        let (mut hers, mut guest) = (editor(&app).await, app.browser());
        guest.always("accept-language", "fr");
        let short = format!("/a/{}", one.id);
        let led = guest.get(&short).await;
        led.assert_status(308);
        let page = led.location().to_owned();
        assert!(page.starts_with(&format!("/fr/a/{}-", one.id)), "{page}");
        guest.get(&page).await.assert_status(200).assert_text(&short);
        guest.get("/a/zzzz9999").await.assert_status(404);

        let search = format!("/fr/search?{}", encode(&[("q", one.title.as_str())]));
        let named = format!("/fr/a/{}", one.id);
        guest.get(&search).await.assert_status(200).assert_text(&named);
        let form = format!("/fr/desk/articles/{}/retire", one.id);
        let asked = hers.get(&form).await;
        asked.assert_status(200).assert_text("Supprimer");
        let version = asked.hidden("version").expect("what she saw");
        let itself = one.id.to_string();
        for (refused, field) in [
            (vec![("action", "delete")], "sure"),
            (vec![("action", "merge"), ("into", ""), ("sure", "yes")], "into"),
            (vec![("action", "merge"), ("into", itself.as_str()), ("sure", "yes")], "into"),
            (vec![("action", "merge"), ("into", "safety"), ("sure", "yes")], "into"),
        ] {
            let sent = [refused, vec![("version", version.as_str())]].concat();
            let answer = hers.post(&form, &sent).await;
            answer.assert_status(422).assert_text(&format!("href=\"#{field}\""));
        }
        let delete = |version: &str| {
            [("action", "delete"), ("version", version), ("sure", "yes")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        for (seen, status) in [("", 409), ("another", 409), (version.as_str(), 303), (version.as_str(), 409)]
        {
            let sent = delete(seen);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
            hers.post(&form, &sent).await.assert_status(status);
        }
        for path in [page.clone(), short.clone(), format!("/ar/a/{}", one.id)] {
            guest.get(&path).await.assert_status(410);
        }
        let section = format!("/fr/sections/{}", one.section.unwrap().slug());
        for path in ["/fr", search.as_str(), section.as_str()] {
            let text = guest.get(path).await.text();
            assert!(!text.contains(&named), "{} {path}", app.bed.backend);
        }
        // Who helps in a section is named there.
        let helped = guest.get("/fr/sections/protection-of-women").await;
        helped.assert_text("/fr/organisations?section=protection-of-women");
        // Seeding does not bring it back, nor does indexing.
        domain::seed::seed(services).await.unwrap();
        guest.get(&page).await.assert_status(410);
        let gone = hers.get(&form).await.hidden("version").expect("what she saw");
        hers.post(&form, &[("action", "return"), ("version", &gone)]).await.assert_status(303);
        guest.get(&page).await.assert_status(200);
        guest.get(&search).await.assert_text(&named);

        // Merged: its address leads to the other one, by a chain of one step.
        let third = needed[2].clone();
        for (from, into) in [(&third, &one), (&one, &other)] {
            let form = format!("/fr/desk/articles/{}/retire", from.id);
            let into = format!("/fr/a/{}-x", into.id);
            let version = hers.get(&form).await.hidden("version").expect("what she saw");
            let sent = [("action", "merge"), ("version", &version), ("into", into.as_str()), ("sure", "yes")];
            hers.post(&form, &sent).await.assert_status(303);
        }
        for gone in [&one, &third] {
            let led = guest.get(&format!("/fr/a/{}", gone.id)).await;
            led.assert_status(308);
            assert!(led.location().starts_with(&format!("/fr/a/{}-", other.id)), "{}", led.location());
        }
    }
}

#[tokio::test]
async fn the_team_says_what_stands_in_the_menu_and_on_the_home_page() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let (mut hers, mut guest) = (editor(&app).await, app.browser());
        let before = guest.get("/fr").await.text();
        assert!(!before.contains("id=\"announced\"") && before.contains("id=\"forum\""));

        let menu = "/fr/desk/menu";
        hers.get(menu).await.assert_status(200).assert_text("on voit le menu du portail");
        let article = content::home(&app.bed.services, Locale::Fr).await.unwrap().most_needed[0].clone();
        let id = article.id.to_string();
        let form = |what: &'static str, target: String, label: &'static str| {
            [
                ("action", "add".to_owned()),
                ("lang", "fr".into()),
                ("what", what.into()),
                ("target", target),
                ("label", label.into()),
            ]
        };
        for (new, field) in [
            (form("", String::new(), ""), "what"),
            (form("article", "zzzz9999".into(), ""), "target"),
            (form("address", "http://example.org".into(), "x"), "target"),
            (form("address", "https://example.org".into(), ""), "label"),
        ] {
            let pairs: Vec<(&str, &str)> = new.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let refused = hers.post(menu, &pairs).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{field}\""));
        }
        for new in [
            form("article", id, ""),
            form("section:unions", String::new(), "Mon syndicat"),
            form("address", "https://example.org/x".into(), "Ailleurs"),
        ] {
            let pairs: Vec<(&str, &str)> = new.iter().map(|(name, value)| (*name, value.as_str())).collect();
            hers.post(menu, &pairs).await.assert_status(303);
        }
        let page = guest.get("/fr/about").await;
        page.assert_text("Mon syndicat")
            .assert_text("rel=\"noreferrer noopener\"")
            .assert_text(&article.title);
        assert!(!guest.get("/ar/about").await.text().contains("Mon syndicat"), "each language has its own");
        // What readers do not get yet has no title in a menu either.
        let later = app.bed.services.now_ms() + DAY_MS;
        for (from, shown) in [(later, false), (0, true)] {
            article_text::Entity::update_many()
                .col_expr(article_text::Column::VisibleFrom, Expr::value(from))
                .filter(article_text::Column::ArticleId.eq(article.id.as_str()))
                .exec(app.bed.services.db.writer())
                .await
                .unwrap();
            domain::places::load(&app.bed.services).await.unwrap();
            assert_eq!(guest.get("/fr/about").await.text().contains(&article.title), shown);
        }
        let rows = domain::places::menu::desk(
            &app.bed.services,
            &app.bed.member("Zeineb", Role::Admin).await,
            Locale::Fr,
        )
        .await
        .unwrap();
        hers.post(menu, &[("action", "up"), ("lang", "fr"), ("entry", rows[2].id.as_str())])
            .await
            .assert_status(303);
        let text = guest.get("/fr/about").await.text();
        assert!(text.find("Ailleurs") < text.find("Mon syndicat"), "{text}");
        for row in &rows {
            hers.post(menu, &[("action", "remove"), ("entry", row.id.as_str())]).await.assert_status(303);
        }
        let text = guest.get("/fr/about").await.text();
        assert!(!text.contains("Mon syndicat") && text.contains("href=\"/fr/sections/unions\""));

        let home = "/fr/desk/home";
        for (block, action) in
            [("figures", "hide"), ("forum", "up"), ("text", "show"), ("sections", "up"), ("sections", "up")]
        {
            hers.post(home, &[("action", action), ("block", block)]).await.assert_status(303);
        }
        let refused = hers.post(home, &[("action", "write"), ("title_fr", "Bienvenue")]).await;
        refused.assert_status(422).assert_text("href=\"#body_fr\"");
        let seen = hers.get(home).await.hidden("seen").unwrap();
        let words = [
            ("action", "write"),
            ("seen", seen.as_str()),
            ("title_fr", "Bienvenue <b>"),
            ("body_fr", "Un mot.\n\nUn autre."),
        ];
        hers.post(home, &words).await.assert_status(303);
        // Somebody else wrote meanwhile: nobody's words are lost.
        let late = [("action", "write"), ("seen", seen.as_str()), ("title_fr", "Tard"), ("body_fr", "Trop.")];
        let late = hers.post(home, &late).await;
        late.assert_status(409).assert_text("Trop.").assert_text("Bienvenue &lt;b&gt;");
        assert_ne!(late.hidden("seen").unwrap(), seen);
        let text = guest.get("/fr").await.text();
        assert!(text.find("id=\"forum\"") < text.find("id=\"library\""), "forum first");
        assert!(text.contains("Bienvenue &lt;b&gt;") && text.contains("Un autre."));
        assert!(guest.get("/en").await.text().contains("lang=\"fr\""), "a text falls back and says so");

        let channels = "/fr/desk/channels";
        let refused = hers.post(channels, &[("action", "add"), ("kind", "x"), ("url", "/fr")]).await;
        refused.assert_status(422).assert_text("href=\"#kind\"").assert_text("href=\"#url\"");
        let new = [
            ("action", "add"),
            ("kind", "facebook"),
            ("url", "https://facebook.example/kef"),
            ("label_ar", "صفحتنا"),
        ];
        hers.post(channels, &new).await.assert_status(303);
        guest
            .get("/ar/safety")
            .await
            .assert_text("href=\"https://facebook.example/kef\"")
            .assert_text("صفحتنا");
        guest.get("/fr/about").await.assert_text("id=\"channels\"");
        // As another server reads it.
        domain::places::load(&app.bed.services).await.unwrap();
        guest.get("/ar").await.assert_text("صفحتنا");
    }
}

#[tokio::test]
async fn an_announcement_begins_and_ends_by_itself() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let here = "/fr/desk/announcements";
        let (mut hers, mut guest) = (editor(&app).await, app.browser());
        let now = app.bed.services.now_ms();
        let day = |days: i64| day_of(now + days * DAY_MS);
        let (yesterday, tomorrow, later) = (day(-1), day(1), day(2));
        let refused = hers.post(here, &[("action", "write"), ("link", "x"), ("from", "y"), ("to", "")]).await;
        refused.assert_status(422);
        for field in ["text_ar", "link", "from", "to"] {
            refused.assert_text(&format!("href=\"#{field}\""));
        }
        let write = |from: &str, to: &str| {
            [
                ("action", "write".to_owned()),
                ("text_fr", "Réunion <i> samedi".to_owned()),
                ("link", "/fr/safety".to_owned()),
                ("from", from.to_owned()),
                ("to", to.to_owned()),
            ]
        };
        let over = write("", &yesterday);
        let pairs: Vec<(&str, &str)> = over.iter().map(|(name, value)| (*name, value.as_str())).collect();
        hers.post(here, &pairs).await.assert_status(422).assert_text("href=\"#to\"");
        let fine = write(&tomorrow, &later);
        let pairs: Vec<(&str, &str)> = fine.iter().map(|(name, value)| (*name, value.as_str())).collect();
        hers.post(here, &pairs).await.assert_status(303);
        hers.get(here).await.assert_text("Plus tard");
        let shown = "Réunion &lt;i&gt; samedi";
        guest
            .get("/fr/announcements")
            .await
            .assert_status(200)
            .assert_text("Rien n’est annoncé en ce moment.");
        app.bed.clock.advance(Duration::days(1));
        for path in ["/fr", "/fr/announcements", "/ar"] {
            guest.get(path).await.assert_status(200).assert_text(shown);
        }
        app.bed.clock.advance(Duration::days(2));
        for path in ["/fr", "/fr/announcements"] {
            assert!(!guest.get(path).await.text().contains(shown), "{} {path}", app.bed.backend);
        }
        // One that goes on is changed, then ended at once.
        let mut hers = editor(&app).await;
        let last = day_of(app.bed.services.now_ms());
        let sent = [("action", "write"), ("text_fr", "Une autre"), ("to", last.as_str())];
        hers.post(here, &sent).await.assert_status(303);
        let page = guest.get("/fr").await;
        page.assert_text("Une autre");
        let reader = app.bed.member("Zohra", Role::Admin).await;
        let all = domain::places::announce::desk(&app.bed.services, &reader).await.unwrap();
        let id =
            all.iter().find(|one| one.texts.iter().any(|(_, text)| text == "Une autre")).unwrap().id.clone();
        let page = hers.get(&format!("{here}?announcement={id}")).await;
        let seen = page.assert_text(&format!("value=\"{id}\"")).hidden("seen").unwrap();
        let sent = [
            ("action", "write"),
            ("seen", seen.as_str()),
            ("announcement", id.as_str()),
            ("text_fr", "Encore une autre"),
            ("to", last.as_str()),
        ];
        hers.post(here, &sent).await.assert_status(303);
        guest.get("/fr").await.assert_text("Encore une autre");
        hers.post(here, &sent).await.assert_status(409);
        hers.post(here, &[("action", "end"), ("announcement", id.as_str())]).await.assert_status(303);
        assert!(!guest.get("/fr").await.text().contains("Encore une autre"));
    }
}
