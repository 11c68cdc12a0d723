//! The pages of figures, their charts and their files, through the real router on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::sync::{Arc, LazyLock};

use crate::support::TestApp;
use app::site::components::chart::{
    Drawing, WIDTH, Wording, draw,
    lines::Lines,
    map::{Mark, opacity},
};
use domain::{
    statistics::{
        self, Dimension, Period,
        chart::{Plot, PlotKind, PlotPoint, PlotSeries},
        shapes::{self, Shapes},
    },
    testing,
};
use proptest::prelude::*;

fn point(period: Period, value: Option<f64>, comparable: &str) -> PlotPoint {
    PlotPoint {
        period,
        category: period.to_string(),
        value,
        withheld: false,
        comparable: comparable.to_owned(),
    }
}

/// Squares, one for each governorate.
static SQUARES: LazyLock<Arc<Shapes>> = LazyLock::new(|| Arc::new(testing::shapes()));

fn plot(kind: PlotKind, points: Vec<Vec<PlotPoint>>) -> Plot {
    let mut categories: Vec<String> = points.iter().flatten().map(|point| point.category.clone()).collect();
    categories.sort();
    categories.dedup();
    let series = points
        .into_iter()
        .enumerate()
        .map(|(i, points)| PlotSeries { code: i.to_string(), points })
        .collect();
    Plot {
        kind,
        series_by: Dimension::Sex,
        categories_by: Dimension::Period,
        series,
        categories,
        indicator: "x".to_owned(),
        shapes: (kind == PlotKind::Map).then(|| SQUARES.clone()),
    }
}

fn wording(plot: &Plot) -> Wording {
    Wording {
        id: "c".to_owned(),
        title: "t".to_owned(),
        description: "d".to_owned(),
        parts: Vec::new(),
        series: plot.series.iter().map(|series| series.code.clone()).collect(),
        categories: plot.categories.clone(),
        missing: "–".to_owned(),
        withheld: "×".to_owned(),
    }
}

fn drawn(plot: &Plot, rtl: bool) -> Option<Drawing> {
    draw(plot, &wording(plot), rtl, &|value, decimals| format!("{value:.*}", decimals.unwrap_or(1)))
}

fn as_lines(plot: &Plot, rtl: bool) -> Lines {
    match drawn(plot, rtl) {
        Some(Drawing::Lines(lines)) => lines,
        other => panic!("{other:?}"),
    }
}

/// Every number of a path.
fn numbers(d: &str) -> Vec<f64> {
    d.split(|c: char| c.is_ascii_alphabetic() || c == ' ')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(f64::NAN))
        .collect()
}

#[test]
fn time_runs_from_right_to_left_in_arabic() {
    let points =
        (2010..=2020).map(|year| point(Period::Year(year), Some(f64::from(year) - 2000.0), "a")).collect();
    let plot = plot(PlotKind::Line, vec![points]);
    let (ltr, rtl) = (as_lines(&plot, false), as_lines(&plot, true));
    let ends = |lines: &Lines| {
        let path = numbers(&lines.runs[0].d);
        (path[0], path[path.len() - 2])
    };
    assert!(ends(&ltr).0 < ends(&ltr).1, "{ltr:?}");
    assert!(ends(&rtl).0 > ends(&rtl).1, "{rtl:?}");
    let years = |lines: &Lines| lines.years.iter().map(|label| label.x).collect::<Vec<_>>();
    assert!(years(&ltr).is_sorted() && years(&rtl).iter().rev().is_sorted());
    let heights = |lines: &Lines| lines.grid.iter().map(|rule| rule.from.1).collect::<Vec<_>>();
    assert_eq!(heights(&ltr), heights(&rtl), "only time is mirrored");
}

#[test]
fn surveys_of_violence_and_kinds_of_unemployment_never_share_a_path() {
    let surveys = vec![
        point(Period::Year(2010), Some(47.6), "ENVEFT.VAW.LIFE"),
        point(Period::Year(2012), Some(84.7), "INS.VAW.LIFE"),
    ];
    let unemployment = vec![
        point(Period::Year(2022), Some(21.0), "SL.UEM.TOTL"),
        point(Period::Year(2023), Some(21.5), "SL.UEM.TOTL"),
        point(Period::Quarter(2024, 1), Some(22.0), "INS.UNEMP"),
        point(Period::Quarter(2024, 2), Some(21.3), "INS.UNEMP"),
    ];
    let surveys = as_lines(&plot(PlotKind::Line, vec![surveys]), false);
    assert!(surveys.runs.is_empty() && surveys.dots.len() == 2, "two marks, no line: {surveys:?}");
    let mixed = as_lines(&plot(PlotKind::Step, vec![unemployment]), false);
    assert_eq!(mixed.runs.len(), 2);
    for run in &mixed.runs {
        assert!(run.comparable.windows(2).all(|pair| pair[0] == pair[1]), "{run:?}");
    }
}

#[test]
fn a_missing_figure_breaks_the_line() {
    let points = [(2019, Some(1.0)), (2020, Some(2.0)), (2021, None), (2022, Some(3.0)), (2023, Some(0.0))]
        .map(|(year, value)| point(Period::Year(year), value, "a"));
    let lines = as_lines(&plot(PlotKind::Line, vec![points.to_vec()]), false);
    assert_eq!(lines.runs.len(), 2);
}

#[test]
fn a_change_of_method_is_marked_and_no_sentence_reaches_over_it() {
    let points = [
        (2010, Some(10.0), "a"),
        (2012, Some(20.0), "b"),
        (2013, None, "b"),
        (2014, Some(30.0), "b"),
        (2015, Some(5.0), "b"),
        (2016, Some(25.0), "b"),
    ]
    .map(|(year, value, key)| point(Period::Year(year), value, key));
    let plot = plot(PlotKind::Line, vec![points.to_vec()]);
    let story = plot.series[0].story().unwrap();
    let years = |point: &PlotPoint| point.period.year();
    assert_eq!((years(story.first), years(story.last)), (2012, 2016));
    assert_eq!((story.highest.map(years), story.lowest.map(years)), (Some(2014), Some(2015)));
    assert_eq!((story.without, story.broken), (1, true));
    let lines = as_lines(&plot, false);
    assert_eq!(lines.breaks.len(), 1, "one mark, where the method changed: {lines:?}");
    assert!(lines.breaks[0].from.0 > lines.hits[0].x && lines.breaks[0].from.0 < lines.hits[1].x);
}

#[test]
fn parts_make_a_whole_only_when_all_are_shown_and_pyramids_turn_with_reading() {
    let at =
        |age: &str, value| PlotPoint { category: age.to_owned(), ..point(Period::Year(2024), value, "a") };
    let women = vec![at("0-14", Some(10.0)), at("15+", Some(30.0))];
    let men = vec![at("0-14", Some(12.0)), at("15+", None)];
    let stacked = plot(PlotKind::Stacked, vec![women.clone(), men.clone()]);
    let Some(Drawing::Bars(bars)) = drawn(&stacked, false) else { panic!("no bars") };
    let said: Vec<&str> = bars.values.iter().map(|label| label.text.as_str()).collect();
    assert_eq!((bars.bars.len(), said), (3, vec!["22.0", "–"]), "no sum of a part");
    let pyramid = plot(PlotKind::Pyramid, vec![women, men]);
    for rtl in [false, true] {
        let Some(Drawing::Bars(bars)) = drawn(&pyramid, rtl) else { panic!("no bars") };
        let women = bars.bars.iter().find(|bar| bar.series == 0).unwrap();
        assert_eq!(women.x >= 180.0, rtl, "women stand where reading begins");
        assert_eq!(bars.names[0].text, "15+", "the youngest below");
    }
}

#[test]
fn a_map_marks_classes_what_is_withheld_and_what_is_missing_and_never_turns() {
    let at = |place: &str, value: Option<f64>| PlotPoint {
        category: place.to_owned(),
        withheld: value.is_none(),
        ..point(Period::Year(2024), value, "a")
    };
    let points = vec![
        at("TN-33", Some(12.0)),
        at("TN-31", Some(40.0)),
        at("TN-32", Some(40.0)),
        at("TN-34", None),
        at("TN-41", Some(90.0)),
    ];
    let map_of = |rtl: bool| match drawn(&plot(PlotKind::Map, vec![points.clone()]), rtl) {
        Some(Drawing::Map(map)) => map,
        other => panic!("{other:?}"),
    };
    let map = map_of(false);
    let mark = |code: &str| {
        let said = format!("{code}: ");
        map.areas.iter().find(|area| area.said.starts_with(&said)).map(|area| area.mark).unwrap()
    };
    assert_eq!(map.areas.len(), 24);
    assert_eq!(
        (mark("TN-33"), mark("TN-31"), mark("TN-41")),
        (Mark::Class(0), Mark::Class(1), Mark::Class(2))
    );
    assert_eq!(
        (mark("TN-32"), mark("TN-34"), mark("TN-11")),
        (Mark::Class(1), Mark::Withheld, Mark::Missing)
    );
    let key: Vec<(Mark, String)> =
        map.key.iter().map(|(mark, text)| (*mark, text.replace(['\u{2066}', '\u{2069}'], ""))).collect();
    let expected = [
        (Mark::Class(0), "1: 12.0"),
        (Mark::Class(1), "2: 40.0"),
        (Mark::Class(2), "3: 90.0"),
        (Mark::Withheld, "×"),
        (Mark::Missing, "–"),
        (Mark::Home, "TN-33"),
    ];
    assert_eq!(key, expected.map(|(mark, text)| (mark, text.to_owned())));
    let home = map.areas.iter().find(|area| area.said.starts_with("TN-33")).unwrap();
    assert_eq!(map.home.as_ref(), Some(&home.d), "El Kef is outlined");
    assert_eq!(map_of(true), map, "the west stays to the left");
    // Each class is darker than the one below, all of them are told apart, and ink stays readable on the darkest.
    let shades: Vec<f64> = (0..5).map(|class| opacity(class, 5)).collect();
    assert!(shades.windows(2).all(|pair| pair[1] - pair[0] > 0.1) && shades[4] <= 0.501, "{shades:?}");
    // It fills a drawing and stays in it.
    assert_eq!((f64::from(shapes::WIDTH), map.height), (WIDTH, f64::from(SQUARES.height())));
    for area in &map.areas {
        assert!((0.0..WIDTH).contains(&area.at.0) && (0.0..map.height).contains(&area.at.1), "{area:?}");
        assert!(area.d.starts_with('M') && area.d.ends_with('z') && numbers(&area.d).len() == 8, "{area:?}");
    }
    let bare = Plot { shapes: None, ..plot(PlotKind::Map, vec![points.clone()]) };
    assert!(drawn(&bare, false).is_none(), "there are no outlines");
    let nothing = vec![at("TN-33", None), at("TN-31", None)];
    assert!(drawn(&plot(PlotKind::Map, vec![nothing]), false).is_none(), "no figure is shown");
}

fn any_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (1900u16..2100).prop_map(Period::Year),
        ((1900u16..2100), 1u8..5).prop_map(|(year, quarter)| Period::Quarter(year, quarter)),
        ((1900u16..2100), 1u8..3).prop_map(|(year, half)| Period::Half(year, half)),
    ]
}

fn any_value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        Just(Some(0.0)),
        Just(Some(f64::NAN)),
        Just(Some(f64::INFINITY)),
        Just(Some(f64::MAX)),
        Just(Some(f64::MIN_POSITIVE)),
        (-1e6..1e9f64).prop_map(Some),
        (0.0..100.0f64).prop_map(Some),
    ]
}

proptest! {
    /// Whatever the figures: every coordinate is a number inside the drawing, and the two directions mirror.
    #[test]
    fn drawings_hold_numbers_only(
        series in proptest::collection::vec(
            proptest::collection::vec((any_period(), any_value(), 0u8..3), 0..20), 0..6),
        kind in prop_oneof![
            Just(PlotKind::Line), Just(PlotKind::Step), Just(PlotKind::Bars), Just(PlotKind::Stacked),
            Just(PlotKind::Pyramid), Just(PlotKind::Multiples), Just(PlotKind::Map)
        ],
        rtl: bool,
    ) {
        let mut series: Vec<Vec<PlotPoint>> = series
            .into_iter()
            .map(|points| points.into_iter().map(|(at, value, key)| point(at, value, &key.to_string())).collect())
            .collect();
        for points in &mut series {
            points.sort_by_key(|point| point.period.sort_key());
        }
        let plot = plot(kind, series);
        match drawn(&plot, rtl) {
            None => {}
            Some(Drawing::Lines(lines)) => {
                for run in &lines.runs {
                    prop_assert!(run.comparable.windows(2).all(|pair| pair[0] == pair[1]));
                    for number in numbers(&run.d) {
                        prop_assert!((-1.0..=361.0).contains(&number), "{}", run.d);
                    }
                }
                for dot in &lines.dots {
                    prop_assert!((0.0..=360.0).contains(&dot.x) && (0.0..=lines.height).contains(&dot.y));
                }
                for label in lines.years.iter().chain(&lines.heights).chain(&lines.values) {
                    prop_assert!(label.x.is_finite() && label.y.is_finite());
                }
            }
            Some(Drawing::Bars(bars)) => {
                for bar in &bars.bars {
                    prop_assert!(bar.width >= 0.0 && bar.x >= -0.1 && bar.x + bar.width <= 360.1, "{bar:?}");
                    prop_assert!(bar.y.is_finite() && bar.y + bar.height <= bars.height);
                }
                for label in bars.names.iter().chain(&bars.lengths).chain(&bars.values) {
                    prop_assert!(label.x.is_finite() && label.y.is_finite());
                }
            }
            Some(Drawing::Map(map)) => {
                prop_assert!((1..=5).contains(&map.classes), "{map:?}");
                prop_assert_eq!(map.areas.len(), 24);
            }
        }
    }
}

#[tokio::test]
async fn every_dataset_has_its_page_in_three_languages() {
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        for (lang, dir) in [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")] {
            let index = browser.get(&format!("/{lang}/statistics")).await;
            index.assert_status(200).assert_text(&format!("dir=\"{dir}\""));
            let html = index.text();
            let links: Vec<String> = html
                .split("href=\"")
                .filter_map(|part| part.split('"').next())
                .filter(|href| {
                    href.starts_with(&format!("/{lang}/statistics/")) && !href.ends_with(".jsonld")
                })
                .map(str::to_owned)
                .collect();
            assert!(links.len() >= 14, "{lang}: {} datasets", links.len());
            for link in links {
                let page = browser.get(&link).await;
                page.assert_status(200);
                let html = page.text();
                for part in ["<caption", "scope=\"col\"", "scope=\"row\"", "<h1", ".csv", "?excel=1", "<dl"] {
                    assert!(html.contains(part), "{link} lacks {part}");
                }
                for wrong in ["NaN", "inf ", "style=", "{value}", "{ $"] {
                    assert!(!html.contains(wrong), "{link} holds {wrong}");
                }
                if let Some(svg) = html.split("<svg class=\"chart__svg\"").nth(1) {
                    let svg = svg.split("</svg>").next().unwrap();
                    assert!(svg.contains("<title") && svg.contains("<desc"), "{link}: {svg}");
                    assert!(html.find("<table").unwrap() < html.find("chart__svg").unwrap(), "table first");
                }
                let file = browser.get(&format!("{link}.csv")).await;
                file.assert_status(200);
                assert!(file.header("content-type").starts_with("text/csv; charset=utf-8"));
                let disposition = file.header("content-disposition").to_owned();
                assert!(disposition.starts_with("attachment;") && disposition.contains("filename*=UTF-8''"));
                assert!(file.text().starts_with("dataset,") && file.text().contains("licence"));
                assert!(!file.text().contains('\u{2068}'), "no direction marks in a file");
            }
        }
    }
}

#[tokio::test]
async fn figures_are_said_in_words() {
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        let bare = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let english = bare(browser.visit("/en/statistics/workpart").await.text());
        for sentence in [
            "In 2024, 26.7% of women aged 15 and over were working or looking for work.",
            "For men it was 65.4%.",
            "In 1990 it was 22.3%.",
            "Women: rose from 22.3% (1990) to 26.7% (2024).",
            "Men: fell from 75.0% (1990) to 65.4% (2024).",
        ] {
            assert!(english.contains(sentence), "{sentence}");
        }
        let french = bare(browser.visit("/fr/statistics/manara").await.text());
        assert!(french.contains("En 2020, le centre Manara a reçu pour la première fois 202 femmes."));
        let arabic = bare(browser.visit("/ar/statistics/manara").await.text());
        assert!(arabic.contains("في سنة 2020، استقبل مركز منارة لأول مرة 202 امرأة."), "{arabic}");
        let quarter = bare(browser.visit("/en/statistics/joblessins").await.text());
        assert!(quarter.contains("In the third quarter of 2024, 22.1% of women"), "{quarter}");
        let sheltered = bare(browser.visit("/ar/statistics/line1899").await.text());
        assert!(sheltered.contains("305 نساء"), "few, not many");
    }
}

#[tokio::test]
async fn addresses_are_kept_right() {
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        for (asked, right) in [
            ("/fr/statistics/workpart", "/fr/statistics/workpart-participation-au-travail"),
            (
                "/fr/statistics/workpart-taking-part-in-work",
                "/fr/statistics/workpart-participation-au-travail",
            ),
            ("/en/statistics/workpart-x.csv", "/en/statistics/workpart-taking-part-in-work.csv"),
            (
                "/en/statistics/workpart.csv?excel=1",
                "/en/statistics/workpart-taking-part-in-work.csv?excel=1",
            ),
        ] {
            let answer = browser.get(asked).await;
            answer.assert_status(308);
            assert_eq!(answer.location(), right);
        }
        for lost in [
            "/en/statistics/nosuchset",
            "/en/statistics/nosuchset.csv",
            "/ar/statistics/x",
            "/ar/statistics/..%2f..%2fetc",
            "/ar/statistics/%ff",
            "/fr/statistics/WORKPART",
            "/fr/statistics/.csv",
        ] {
            browser.get(lost).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn the_file_for_excel_is_one_that_excel_reads() {
    let app = TestApp::sqlite().await;
    statistics::seed(&app.bed.services).await.unwrap();
    let mut browser = app.browser();
    let french = browser.get("/fr/statistics/accounts-comptes-bancaires.csv?excel=1").await;
    french.assert_status(200);
    let text = french.text();
    assert!(text.starts_with("\u{FEFF}dataset;dataset_title;"), "{text}");
    assert!(text.contains(";26,6075;"), "decimal commas: {text}");
    let arabic = browser.get("/ar/statistics/accounts-al-hisabat-al-bankiya.csv?excel=1").await;
    assert!(arabic.text().starts_with("\u{FEFF}dataset;") && arabic.text().contains("النساء"));
    let english = browser.visit("/en/statistics/accounts.csv?excel=1").await;
    assert!(english.text().starts_with("\u{FEFF}dataset,"));
}

#[tokio::test]
async fn small_counts_stay_off_the_page_and_out_of_the_file() {
    let app = TestApp::sqlite().await;
    let file = migrations::CONTENT.get_file("statistics/stats.csv").unwrap().contents_utf8().unwrap();
    let file = file.replace("Le Kef,2020,F,202,persons", "Le Kef,2020,F,4,persons");
    let catalogue = statistics::catalogue::Catalogue::shipped().unwrap();
    statistics::import(&app.bed.services, file.as_bytes(), &catalogue).await.unwrap();
    let mut browser = app.browser();
    let page = browser.visit("/en/statistics/manara").await;
    page.assert_text("‹5").assert_text("withheld");
    let csv = browser.visit("/en/statistics/manara.csv").await.text();
    let line = csv.lines().find(|line| line.contains("AFC.MANARA.NEW") && line.contains(",2020,")).unwrap();
    assert!(line.contains(",,women,\"withheld") && !line.contains(",4,"), "{line}");
}
