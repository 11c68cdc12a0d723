//! How the shelf, texts and figures are looked up.

use super::*;

/// The list of the library, filtered or not, reads what it shows; what is counted beside it is remembered.
#[tokio::test]
async fn the_shelf_walks_through_no_large_table() {
    for mut bed in TestBed::each().await {
        // With the starter's subjects, as in every portal: of very few each would be a large part of the table.
        library::seed(&bed.services).await.unwrap();
        let filling = Filling { items: 6_000, seed: 3, among_people: false, searchable: false };
        library::populate(&bed.services, &filling).await.unwrap();
        // PostgreSQL reads what is small whole, and joins what a facet leaves as it thinks best.
        let facets = bed.services.db.is_sqlite();
        let mut large = vec!["library_item", "library_item_text"];
        if facets {
            large.extend(["library_item_subject", "library_collection_item", "library_file"]);
        }
        let kept = bed.services.db.keep_statements();
        let whole = Filter::default();
        let mut asked = vec![
            (whole.clone(), 5),
            (Filter { page: 9, ..whole.clone() }, 2),
            (Filter { kind: Some(Kind::Book), ..whole.clone() }, 2),
            (Filter { kind: Some(Kind::Book), language: Some(AR.into()), page: 3, ..whole.clone() }, 2),
            (Filter { decade: Some(1990), ..whole.clone() }, 2),
        ];
        if facets {
            asked.extend([
                (Filter { subject: Some("populated-1".into()), ..whole.clone() }, 2),
                (Filter { collection: Some("populated-1".into()), ..whole.clone() }, 2),
                (Filter { having: Some(Having::Captions), ..whole.clone() }, 2),
            ]);
        }
        let mut report = Vec::new();
        for (filter, most) in asked {
            library::index(&bed.services, AR, filter.clone()).await.unwrap();
            let counting: Vec<Statement> = std::mem::take(&mut *kept.lock().unwrap());
            let read = library::index(&bed.services, AR, filter.clone()).await.unwrap();
            assert!(!read.items.is_empty() && read.facets.total > 0, "{filter:?}");
            let statements: Vec<Statement> = std::mem::take(&mut *kept.lock().unwrap());
            assert!(statements.len() <= most && counting.len() <= most + 6, "{filter:?}");
            for statement in &statements {
                for line in walks_in(&bed, statement, &large).await {
                    report.push(format!("{filter:?}: {line}\n    {}", statement.sql));
                }
            }
        }
        assert!(report.is_empty(), "{}:\n{}", bed.backend, report.join("\n"));
    }
}

/// What readers get of many texts, the desk's list of them, and a page of a long dataset, are looked up. The list of a
/// section reads the section.
#[tokio::test]
async fn texts_and_figures_are_looked_up() {
    for mut bed in TestBed::each().await {
        domain::seed::seed(&bed.services).await.unwrap();
        let writing = Writing { articles: 700, seed: 3, among_people: false, searchable: false };
        let made = content::populate(&bed.services, &writing).await.unwrap();
        assert!(made.articles == 700 && made.texts > 1_400, "{made:?}");
        let measuring = Measuring { observations: 9_000, seed: 3, among_people: false };
        assert_eq!(statistics::populate(&bed.services, &measuring).await.unwrap(), 9_000);
        assert!(statistics::populate(&bed.services, &measuring).await.is_err(), "once");
        let editor = bed.member("warda", Role::Editor).await;
        assert!(content::populate(&bed.services, &writing).await.is_err(), "not among people");
        let id: String = article_work::Entity::find()
            .select_only()
            .column(article_work::Column::ArticleId)
            .filter(article_work::Column::Locale.eq("fr"))
            .filter(article_work::Column::State.eq("published"))
            .order_by_asc(article_work::Column::ChangedAt)
            .into_tuple()
            .one(bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        let id = contract::ids::ArticleId::trusted(id);
        let long: contract::ids::DatasetId = "populatedlong".parse().unwrap();
        // What is kept in memory is learnt.
        assert!(statistics::dataset(&bed.services, &long).await.unwrap().pages.is_some());
        let mut large = vec!["article_text", "article_revision", "article_work", "article_reference"];
        // PostgreSQL reads what is small whole.
        if bed.services.db.is_sqlite() {
            large.extend(["article", "observation"]);
        }
        let kept = bed.services.db.keep_all_statements();
        let s = &bed.services.clone();
        let mut report = Vec::new();
        let mut look = async |name: &str, most: usize| {
            let statements = std::mem::take(&mut *kept.lock().unwrap());
            let read: Vec<&Statement> = statements
                .iter()
                .map(|(statement, _)| statement)
                .filter(|statement| statement.sql.starts_with("SELECT"))
                .collect();
            if read.len() > most || read.is_empty() {
                report.push(format!("{name}: {} queries instead of {most}", read.len()));
            }
            for statement in read {
                for line in walks_in(&bed, statement, &large).await {
                    report.push(format!("{name}: {line}\n    {}", statement.sql));
                }
            }
            // Looking asks too.
            kept.lock().unwrap().clear();
        };
        kept.lock().unwrap().clear();
        content::around(s, Locale::Fr, &id).await.unwrap();
        look("article", 1).await;
        references::beside(s, &Actor::Guest, AR, "workpart").await.unwrap();
        look("beside a dataset", 1).await;
        references::cited_by(s, AR, references::RefKind::Item, "udhrfr").await.unwrap();
        look("cited by", 1).await;
        for (state, page) in [(None, 1), (None, 9), (Some(editorial::State::InReview), 1)] {
            let filter = editorial::Filter { state, page, ..editorial::Filter::default() };
            assert!(!editorial::list(s, &editor, &filter).await.unwrap().rows.is_empty());
            look(&format!("desk, {state:?}, {page}"), 8).await;
        }
        for query in ["", "place=populated-1", "sex=F&page=4", "sort=rows"] {
            let choice = Choice::read(|name| {
                let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                pairs.find(|(key, _)| *key == name).map(|(_, value)| value).unwrap_or_default()
            });
            let read = statistics::chosen(s, &long, &choice).await.unwrap();
            assert!(!read.rows.is_empty(), "{query}");
            look(&format!("dataset, {query}"), 3).await;
        }
        assert!(report.is_empty(), "{}:\n{}", bed.backend, report.join("\n"));
    }
}
