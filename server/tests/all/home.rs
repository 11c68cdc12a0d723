//! The home page through the real router: at one glance what this place is, in three languages; what is hidden never
//! stands on it; and the switch of languages, which leads from a piece to the same piece.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
use chrono::Duration;
use contract::{Locale, Section, ids::TopicId};
use domain::{
    Actor, Role, content,
    forum::{self, NewTopic},
    safety, statistics,
};
use entity::{
    content::article_text,
    directory::helpline,
    forum::{category, topic},
    library::item,
    statistics::{dataset, parts::Notes},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// What stands in `<main>` of a page.
async fn main_of(browser: &mut TestBrowser, path: &str) -> String {
    let text = browser.get(path).await.assert_status(200).text();
    let (_, inside) = text.split_once("<main").unwrap();
    inside.split_once("</main>").unwrap().0.to_owned()
}

/// Where links of a text lead.
fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1);
    parts.map(|part| part.split('"').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// The first of them that begins so.
fn link(html: &str, begin: &str) -> String {
    links(html).into_iter().find(|href| href.starts_with(begin)).unwrap_or_else(|| panic!("{begin}: {html}"))
}

/// The part of a page that is known by the id of its title.
fn part<'a>(html: &'a str, id: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("aria-labelledby=\"{id}\"")).unwrap_or_else(|| panic!("{id}"));
    rest.split_once("</section>").unwrap().0
}

async fn ask(app: &TestApp, who: &Actor, title: &str) -> TopicId {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: title.into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, who, &form, Locale::Ar).await.unwrap().topic
}

async fn set_topic(app: &TestApp, id: &TopicId, column: topic::Column, value: SimpleExpr) {
    let update = topic::Entity::update_many().col_expr(column, value);
    update.filter(topic::Column::Id.eq(id.as_str())).exec(app.bed.services.db.writer()).await.unwrap();
}

async fn set_audience(app: &TestApp, audience: &str) {
    category::Entity::update_many()
        .col_expr(category::Column::Audience, Expr::value(audience))
        .filter(category::Column::Slug.eq("unions"))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

async fn set_item(app: &TestApp, id: &str, column: item::Column, value: SimpleExpr) {
    let update = item::Entity::update_many().col_expr(column, value).filter(item::Column::Id.eq(id));
    update.exec(app.bed.services.db.writer()).await.unwrap();
}

async fn set_article(app: &TestApp, id: &str, from: i64) {
    article_text::Entity::update_many()
        .col_expr(article_text::Column::VisibleFrom, Expr::value(from))
        .filter(article_text::Column::ArticleId.eq(id))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

#[tokio::test]
async fn nothing_hidden_ever_stands_on_the_home_page() {
    const TITLE: &str = "سؤال يراه الجميع";
    const WAITING: &str = "سؤال ينتظر القراءة";
    for app in TestApp::each().await {
        let (s, backend) = (&app.bed.services, app.bed.backend);
        domain::seed::seed(s).await.unwrap();
        let team = app.bed.member("فريق", Role::Moderator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let shown = ask(&app, &team, TITLE).await;
        ask(&app, &author, WAITING).await;
        let (mut guest, mut hers) = (app.browser(), app.browser());
        hers.sign_in_as(&author).await;

        // Questions: whoever reads, also she who wrote it, and whoever may read more elsewhere.
        for browser in [&mut guest, &mut hers] {
            let main = main_of(browser, "/ar").await;
            assert!(main.contains(TITLE) && !main.contains(WAITING), "{backend}");
        }
        for (column, hidden, back) in [
            (topic::Column::State, Expr::value("removed"), Expr::value("published")),
            (topic::Column::State, Expr::value("held"), Expr::value("published")),
            (topic::Column::UnlistedAt, Expr::value(1_i64), Expr::value(None::<i64>)),
        ] {
            set_topic(&app, &shown, column, hidden).await;
            for browser in [&mut guest, &mut hers] {
                assert!(!main_of(browser, "/ar").await.contains(TITLE), "{backend} {column:?}");
            }
            set_topic(&app, &shown, column, back).await;
        }
        for audience in ["members", "approved", "staff"] {
            set_audience(&app, audience).await;
            for browser in [&mut guest, &mut hers] {
                assert!(!main_of(browser, "/ar").await.contains(TITLE), "{backend} {audience}");
            }
        }
        set_audience(&app, "public").await;
        assert!(main_of(&mut guest, "/ar").await.contains(TITLE), "{backend}: it is back");

        // The library: taken away, not yet, and for members alone.
        let begin = "/ar/library/";
        let href = link(part(&main_of(&mut guest, "/ar").await, "library"), begin);
        let id = href.strip_prefix(begin).unwrap().split('-').next().unwrap().to_owned();
        let named = format!("{begin}{id}-");
        let later = s.now_ms() + DAY_MS;
        for (column, hidden, back) in [
            (item::Column::State, Expr::value("unpublished"), Expr::value("published")),
            (item::Column::State, Expr::value("withdrawn"), Expr::value("published")),
            (item::Column::VisibleFrom, Expr::value(later), Expr::value(None::<i64>)),
            (item::Column::Reach, Expr::value("nobody"), Expr::value("everybody")),
            (item::Column::Reach, Expr::value("members"), Expr::value("everybody")),
        ] {
            set_item(&app, &id, column, hidden).await;
            for browser in [&mut guest, &mut hers] {
                assert!(!main_of(browser, "/ar").await.contains(&named), "{backend} {column:?}");
            }
            set_item(&app, &id, column, back).await;
        }
        assert!(main_of(&mut guest, "/ar").await.contains(&named), "{backend}: it is back");

        // Texts: a procedure whose time has not come, and a section's line; the section itself stays.
        let home = content::home(s, Locale::Ar).await.unwrap();
        let (needed, line) = (home.most_needed[0].id.clone(), home.sections[0].clone());
        let intro = line.section.slug().replace('-', "");
        for (id, mark) in [(needed.as_str(), format!("/ar/a/{needed}-")), (intro.as_str(), line.summary)] {
            assert!(main_of(&mut guest, "/ar").await.contains(&mark), "{backend} {mark}");
            set_article(&app, id, later).await;
            let main = main_of(&mut guest, "/ar").await;
            assert!(!main.contains(&mark), "{backend} {mark}");
            assert_eq!(main.matches("class=\"section-card\"").count(), Section::ALL.len());
            set_article(&app, id, 0).await;
        }

        // Numbers: what the desk hid stands nowhere, what was not checked for long not among the first.
        let number = |number: &str| {
            helpline::Entity::update_many().filter(helpline::Column::Number.eq(number.to_owned()))
        };
        let db = s.db.writer();
        number("1899").col_expr(helpline::Column::Hidden, Expr::value(true)).exec(db).await.unwrap();
        let old = Expr::value("2026-01-01");
        number("197").col_expr(helpline::Column::CheckedOn, old).exec(db).await.unwrap();
        safety::lines::load(s).await.unwrap();
        let page = guest.get("/ar").await.assert_status(200).text();
        assert!(!page.contains("tel:1899"), "{backend}");
        let main = main_of(&mut guest, "/ar").await;
        assert!(!main.contains("tel:197\"") && page.contains("tel:197\"") && main.contains("tel:193\""));

        // Figures: of what has no version yet nobody knows; what is not explained stands nowhere alone.
        dataset::Entity::update_many()
            .col_expr(dataset::Column::Version, Expr::value(0))
            .filter(dataset::Column::Id.ne("poverty"))
            .exec(db)
            .await
            .unwrap();
        for _ in 0..3 {
            app.bed.clock.advance(Duration::days(1));
            let main = main_of(&mut guest, "/ar").await;
            link(part(&main, "figure"), "/ar/statistics/poverty-");
        }
        let untold = dataset::ActiveModel { method: Set(Notes(Vec::new())), ..Default::default() };
        let update = dataset::Entity::update_many().set(untold).filter(dataset::Column::Id.eq("poverty"));
        update.exec(db).await.unwrap();
        let main = main_of(&mut guest, "/ar").await;
        assert!(!main.contains("figure-teaser") && main.contains("id=\"needed\""), "{backend}");
    }
}

#[tokio::test]
async fn at_one_glance_what_this_place_is_in_three_languages() {
    for app in TestApp::each().await {
        let (s, backend) = (&app.bed.services, app.bed.backend);
        let mut guest = app.browser();
        // A portal in which nothing stands yet is calm.
        for locale in Locale::ALL {
            let l = i18n::catalogue(locale);
            let main = main_of(&mut guest, &format!("/{locale}")).await;
            for said in [l.msg_home_needed_empty(), l.msg_home_library_empty(), l.msg_home_forum_empty()] {
                assert!(main.contains(&said), "{backend} {locale}: {said}");
            }
            let cards = main.matches("class=\"section-card\"").count();
            assert_eq!(cards, Section::ALL.len(), "{backend} {locale}");
            assert!(!main.contains("figure-teaser"), "{backend} {locale}");
        }

        domain::seed::seed(s).await.unwrap();
        let told = statistics::figure_of_the_day(s).await.unwrap().unwrap();
        for locale in Locale::ALL {
            let l = i18n::catalogue(locale);
            let page = guest.get(&format!("/{locale}")).await;
            assert!(page.text().contains("home.css"), "its own sheet");
            let main = main_of(&mut guest, &format!("/{locale}")).await;
            let own = [l.msg_home_title(), l.msg_home_lead(), l.msg_home_help_title()];
            for said in own.into_iter().chain([l.msg_home_take_part_ask(), l.msg_home_help_more()]) {
                assert!(main.contains(&said), "{backend} {locale}: {said}");
            }
            assert!(part(&main, "help-now").contains("href=\"tel:1899\""), "{backend} {locale}");
            for section in Section::ALL {
                link(part(&main, "sections"), &format!("/{locale}/sections/{}", section.slug()));
            }
            link(part(&main, "needed"), &format!("/{locale}/a/"));
            link(part(&main, "library"), &format!("/{locale}/library/"));
            link(part(&main, "part"), &format!("/{locale}/join"));
            // One figure: what it means, where it was read, the way to its page.
            let figure = part(&main, "figure");
            for said in [&told.meaning, &told.source_title] {
                let said: String = statistics::text(said, locale).chars().take(12).collect();
                assert!(!said.is_empty() && figure.contains(&said), "{backend} {locale}: {figure}");
            }
            assert!(link(figure, "http").starts_with("https://"), "{backend} {locale}");
            let there = link(figure, &format!("/{locale}/statistics/{}-", told.dataset));
            guest.get(&there).await.assert_status(200);
        }
        assert!(!guest.get("/fr/about").await.text().contains("home.css"), "no other page has it");
        // Sections are called as the review of the commitment calls them, in the forum too.
        let main = main_of(&mut guest, "/en").await;
        let forum = main_of(&mut guest, "/en/forum").await;
        for name in [
            "Poverty",
            "Civil society",
            "Unions",
            "Economic situation",
            "Protection of women",
            "Women’s job",
            "Women’s participation",
            "Statistical data",
        ] {
            assert!(part(&main, "sections").contains(name) && forum.contains(name), "{backend}: {name}");
        }

        // The same until midnight in Tunisia, another one after it.
        let left = DAY_MS - (s.now_ms() + HOUR_MS).rem_euclid(DAY_MS);
        let now = format!("/fr/statistics/{}-", told.dataset);
        app.bed.clock.advance(Duration::milliseconds(left - 1));
        link(part(&main_of(&mut guest, "/fr").await, "figure"), &now);
        app.bed.clock.advance(Duration::milliseconds(1));
        let main = main_of(&mut guest, "/fr").await;
        assert!(!part(&main, "figure").contains(&now), "{backend}: another day");
    }
}

/// Where the switch of languages leads.
fn switch(page: &Answer, to: Locale) -> String {
    let text = page.assert_status(200).text();
    let (_, rest) = text.split_once("class=\"languages\"").unwrap();
    let all = rest.split_once("</nav>").unwrap().0;
    let one = all.split("<a ").find(|one| one.contains(&format!("hreflang=\"{to}\""))).unwrap();
    links(one).remove(0)
}

#[tokio::test]
async fn the_switch_of_languages_leads_to_the_same_piece_or_says_that_it_is_missing() {
    for app in TestApp::each().await {
        let (s, backend) = (&app.bed.services, app.bed.backend);
        domain::seed::seed(s).await.unwrap();
        let team = app.bed.member("فريق", Role::Moderator).await;
        let topic = format!("forum/t/{}", ask(&app, &team, "سؤال").await);
        let mut guest = app.browser();
        for (path, kept) in [
            ("", ""),
            ("sections/unions", ""),
            ("a/askunit", "-"),
            ("library/udhrfr", "-"),
            ("statistics/workpart", "-"),
            ("statistics/workpart?from=2010&to=2014", "from=2010&to=2014"),
            ("organisations/observatory", "-"),
            ("forum/c/unions?lang=fr", "?lang=fr"),
            (topic.as_str(), ""),
            ("glossary", ""),
        ] {
            let page = guest.visit(format!("/ar/{path}").trim_end_matches('/')).await;
            for other in [Locale::Fr, Locale::En] {
                let there = switch(&page, other);
                let piece = format!("/{other}/{}", path.split('?').next().unwrap_or_default());
                assert!(there.starts_with(piece.trim_end_matches('/')), "{backend} {there}");
                assert!(there.contains(kept), "{backend} {there}");
                // At once, by its own name: nothing redirects.
                let page = guest.get(&there).await;
                assert_eq!(switch(&page, other), there, "{backend}: back to itself");
            }
        }

        // What is not written in a language stands there in another one, and the page says so.
        for (id, path) in [("askinfo", "/ar/a/askinfo"), ("unions", "/ar/sections/unions")] {
            article_text::Entity::delete_many()
                .filter(article_text::Column::ArticleId.eq(id))
                .filter(article_text::Column::Locale.eq("en"))
                .exec(s.db.writer())
                .await
                .unwrap();
            let page = guest.visit(path).await;
            let there = switch(&page, Locale::En);
            let page = guest.get(&there).await;
            let known = Locale::En.fallbacks().nth(1).unwrap();
            let said = i18n::catalogue(Locale::En).msg_only_in_language(known.endonym());
            page.assert_status(200).assert_read(&said.replace(['\u{2068}', '\u{2069}'], ""));
            // And home names the section all the same, its line in the language that there is.
            let main = main_of(&mut guest, "/en").await;
            assert_eq!(main.matches("class=\"section-card\"").count(), Section::ALL.len());
        }
    }
}
