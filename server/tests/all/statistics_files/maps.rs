//! Figures of governorates as a map, with outlines and without.

use super::*;

/// A map of the newest version of the dataset of the centre.
async fn draw_map(app: &TestApp) {
    let words =
        |ar: &str, fr: &str, en: &str| Localised { ar: ar.to_owned(), fr: fr.to_owned(), en: en.to_owned() };
    let filter = ChartFilter {
        series: Dimension::Indicator,
        categories: Some(Dimension::Geo),
        indicators: vec!["AFC.MANARA.NEW".to_owned()],
        geos: Vec::new(),
        sexes: Vec::new(),
        ages: Vec::new(),
        periods: vec!["2020".to_owned()],
    };
    let row = chart::ActiveModel {
        id: Set("map-2020".to_owned()),
        dataset_id: Set("manara".to_owned()),
        version: Set(9),
        filter: Set(filter),
        kind: Set("map".to_owned()),
        title: Set(words("خريطة 2020", "Carte de 2020", "Map of 2020")),
        note: Set(None),
        position: Set(99),
    };
    let tx = app.bed.services.db.begin().await.unwrap();
    chart::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Figures of governorates, and a map of them.
async fn mapped(app: &TestApp) {
    statistics::seed(&app.bed.services).await.unwrap();
    let figures = [
        ("TN", "2020", 90_000.0),
        ("TN-33", "2019", 134.0),
        ("TN-33", "2020", 3.0),
        ("TN-31", "2020", 4_201.0),
        ("TN-32", "2020", 5_302.0),
        ("TN-41", "2020", 6_403.0),
        ("TN-42", "2020", 7_504.0),
    ];
    show(app, &figures.map(|(place, period, value)| (place.to_owned(), period, value))).await;
    draw_map(app).await;
}

#[tokio::test]
async fn without_outlines_a_map_is_a_sentence_beside_its_table() {
    for app in TestApp::each().await {
        mapped(&app).await;
        let mut browser = app.browser();
        for (lang, title, kef, withheld) in [
            ("en", "Map of 2020", "El Kef", "withheld"),
            ("fr", "Carte de 2020", "Le Kef", "non montré"),
            ("ar", "خريطة 2020", "الكاف", "لا يُعرض"),
        ] {
            let page = paths(&mut browser, lang).await["manara"].clone();
            let html = browser.get(&page).await.text();
            assert!(html.contains("<table") && !html.contains("map-2020-t"), "{lang}");
            let figure = html.split("<figure").skip(1).find(|part| part.contains(title)).expect(title);
            let figure = figure.split("</figure>").next().unwrap();
            assert!(!figure.contains("<svg") && !figure.contains("map-2020.png"), "{lang}: {figure}");
            // Nothing else says it here, so it is not kept from those who listen.
            let said =
                figure.split("<p").find(|part| part.contains(kef) && part.contains(withheld)).expect(kef);
            assert!(!said.contains("aria-hidden"), "{lang}: {said}");
            browser.get(&format!("{page}/map-2020.png")).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn figures_of_governorates_are_a_map_that_hides_what_is_withheld() {
    for mut bed in TestBed::each().await {
        bed.services = bed.services.clone().with_shapes(testing::shapes());
        let app = TestApp::over(bed, Config::default(), Router::new());
        mapped(&app).await;
        let mut browser = app.browser();
        let (mut outlines, mut pictures) = (Vec::new(), Vec::new());
        for (lang, kef, withheld, missing) in [
            ("en", "El Kef", "withheld", "Sfax: not available"),
            ("fr", "Le Kef", "non montré", "Sfax: non disponible"),
            ("ar", "الكاف", "لا يُعرض", "صفاقس: غير متوفر"),
        ] {
            let page = paths(&mut browser, lang).await["manara"].clone();
            let html = browser.get(&page).await.text();
            let map = html.split("aria-labelledby=\"map-2020-t\"").nth(1).expect("a map");
            assert!(html.find("<table").unwrap() < html.find("map-2020-t").unwrap(), "table first");
            assert!(!html.contains("style="), "{lang}");
            let svg = map.split("</svg>").next().unwrap();
            assert!(svg.contains("<title id=\"map-2020-t\">") && svg.contains("<desc id=\"map-2020-d\">"));
            // The country has no outline; every governorate has, also one without a figure.
            let areas: Vec<&str> = svg.split("<path").filter(|part| part.contains("<title>")).collect();
            assert_eq!(areas.len(), 24, "{lang}");
            let of = |said: &str| *areas.iter().find(|part| part.contains(said)).expect(said);
            let home = of(&format!("<title>{kef}: {withheld}"));
            assert!(home.contains("fill=\"url(#map-2020-w)\"") && svg.contains("<pattern id=\"map-2020-w\""));
            let away = of(missing);
            assert!(away.contains("stroke-dasharray") && !away.contains("url(#"), "{lang}: {away}");
            let outline = home.split("d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            assert_eq!(svg.matches(&outline).count(), 2, "{lang}: El Kef is outlined");
            // Whose they are is said under it.
            let under = html.split("</figure>").find(|part| part.contains("map-2020-t")).unwrap();
            assert!(under.contains("Office of squares") && under.contains("Licence of squares"), "{lang}");
            // Four classes, each with its number; none for what has no figure. Said in words too.
            assert_eq!(svg.matches("<text").count(), 4, "{lang}");
            let legend = map.split("<ul class=\"legend\">").nth(1).unwrap().split("</ul>").next().unwrap();
            assert_eq!(legend.matches("<li").count(), 7, "{lang}: {legend}");
            assert!(legend.contains(withheld) && legend.contains(kef), "{lang}");
            let bare = svg.replace(['\u{2068}', '\u{2069}', '\u{2066}'], "");
            let said = bare.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap().to_owned();
            assert!(said.contains(withheld) && said.contains(kef), "{lang}: {said}");
            assert!(!said.contains(" 3 "), "{lang}: {said}");
            outlines.push(outline);
            let picture = browser.get(&format!("{page}/map-2020.png")).await;
            picture.assert_status(200);
            assert_eq!(picture.header("content-type"), "image/png");
            pictures.push(picture.body.len());
        }
        assert!(outlines.windows(2).all(|pair| pair[0] == pair[1]), "north-west stays where it is in Arabic");
        assert!(pictures.iter().all(|bytes| *bytes > 5_000), "{pictures:?}");
    }
}
