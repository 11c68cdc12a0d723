//! Starter content: readable in three languages, seeded once, served with honest fallbacks.

use contract::{ErrorCode, Locale, Section, ids::ArticleId};
use domain::{content, testing::TestBed};

#[tokio::test]
async fn every_section_is_furnished_in_three_languages() {
    for bed in TestBed::each().await {
        assert!(content::seed(&bed.services).await.expect("seed") > 0);
        assert_eq!(
            content::seed(&bed.services).await.expect("seed again"),
            0,
            "the second seed changes nothing"
        );
        let mut with_procedure = 0;
        for section in Section::ALL {
            for locale in Locale::ALL {
                let page = content::section(&bed.services, locale, section, 1).await.expect("a section");
                assert_eq!(page.intro.locale, locale);
                assert!(!page.articles.is_empty(), "{} in {locale}", section.slug());
                for card in &page.articles {
                    assert_eq!(card.locale, locale, "{} has no text in {locale}", card.id);
                    let document =
                        content::article(&bed.services, locale, &card.id).await.expect("a document");
                    assert_eq!(document.languages.len(), 3);
                    assert!(!document.sources.is_empty(), "{} has no source", card.id);
                    assert!(
                        document
                            .sources
                            .iter()
                            .all(|s| s.url.starts_with("http") && s.checked_on.len() == 10)
                    );
                    assert!(!document.html.as_str().contains("<h1"));
                    if let Some(procedure) = document.procedure {
                        assert!(procedure.steps.len() >= 2 && !procedure.papers.is_empty(), "{}", card.id);
                        with_procedure += usize::from(locale == Locale::Ar);
                    }
                }
            }
        }
        assert!(with_procedure >= 4, "{with_procedure} procedures");
    }
}

#[tokio::test]
async fn home_takes_one_query_worth_of_content() {
    let bed = TestBed::sqlite().await;
    content::seed(&bed.services).await.expect("seed");
    let home = content::home(&bed.services, Locale::Ar).await.expect("home");
    assert_eq!(home.sections.iter().map(|card| card.section).collect::<Vec<_>>(), Section::ALL);
    assert!(home.most_needed.len() >= 4);
}

#[tokio::test]
async fn a_missing_language_falls_back_and_says_so() {
    use entity::content::article_text;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    for bed in TestBed::each().await {
        content::seed(&bed.services).await.expect("seed");
        article_text::Entity::delete_many()
            .filter(article_text::Column::ArticleId.eq("askinfo"))
            .filter(article_text::Column::Locale.eq("ar"))
            .exec(bed.services.db.writer())
            .await
            .expect("delete one language");
        let id: ArticleId = "askinfo".parse().expect("an id");
        let document = content::article(&bed.services, Locale::Ar, &id).await.expect("the fallback");
        assert_eq!(document.locale, Locale::Fr);
        assert_eq!(document.languages.len(), 2);
    }
}

#[tokio::test]
async fn pages_are_not_articles() {
    let bed = TestBed::sqlite().await;
    content::seed(&bed.services).await.expect("seed");
    for name in ["safety", "about", "terms", "privacy"] {
        assert!(content::page(&bed.services, Locale::Fr, name).await.is_ok());
        let id: ArticleId = name.parse().expect("an id");
        let error = content::article(&bed.services, Locale::Fr, &id).await.expect_err("not an article");
        assert_eq!(error.code, ErrorCode::NotFound);
    }
}

#[test]
fn helplines_are_compiled_in() {
    let lines = domain::safety::helplines();
    assert_eq!(lines.first().map(|line| line.number.as_str()), Some("1899"));
    assert!(lines.len() >= 5);
}

#[tokio::test]
async fn the_seed_leaves_alone_what_somebody_wrote() {
    use domain::{
        Role,
        content::editorial::{self, State},
    };
    use entity::content::{article_revision, article_text};
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
    for bed in TestBed::each().await {
        let s = &bed.services;
        content::seed(s).await.expect("seed");
        let editor = bed.member("warda", Role::Editor).await;
        let id: ArticleId = "askinfo".parse().expect("an id");
        let bench = editorial::open(s, &editor, &id, Locale::Ar).await.expect("a text");
        assert_eq!((bench.state, bench.live.is_some()), (Some(State::Published), true));
        let head = bench.head.expect("a revision");
        assert_eq!((head.number, head.author), (1, None), "it came with the portal");
        editorial::save(s, &editor, &id, Locale::Ar, &bench.version, &head.form).await.expect("saved");
        // As if the files had changed.
        article_text::Entity::update_many()
            .col_expr(article_text::Column::ContentHash, Expr::value("old"))
            .col_expr(article_text::Column::Html, Expr::value("old"))
            .filter(article_text::Column::ArticleId.eq("askinfo"))
            .exec(s.db.writer())
            .await
            .expect("old hashes");
        assert_eq!(content::seed(s).await.expect("seed again"), 2, "French and English");
        let html = |locale| async move {
            content::article(s, locale, &"askinfo".parse().expect("an id")).await.expect("a text").html
        };
        assert_eq!(html(Locale::Ar).await.as_str(), "old");
        assert_ne!(html(Locale::Fr).await.as_str(), "old");
        let revisions = article_revision::Entity::find()
            .filter(article_revision::Column::ArticleId.eq("askinfo"))
            .all(s.db.read())
            .await
            .expect("revisions");
        assert_eq!(revisions.len(), 4, "the same words are no new revision");
    }
}
