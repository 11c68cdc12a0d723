//! Figures: import, versions, withholding, comparability, downloads, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{collections::HashMap, sync::atomic::Ordering};

use contract::{ErrorCode, Locale, Section, ids::DatasetId};
use domain::{
    statistics::{
        self, Cell, ImportError,
        catalogue::Catalogue,
        chart::{PlotKind, PlotPoint, PlotSeries},
        export::{self, ExportWords, Flavour},
        import,
        read::{COLUMNS, read},
        table::table,
    },
    testing::TestBed,
};
use entity::statistics::{dataset_version, observation};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

fn file() -> String {
    migrations::CONTENT.get_file("statistics/stats.csv").unwrap().contents_utf8().unwrap().to_owned()
}

fn shipped() -> Catalogue {
    Catalogue::shipped().unwrap()
}

fn id(text: &str) -> DatasetId {
    text.parse().unwrap()
}

struct Words;

impl ExportWords for Words {
    fn sex(&self, code: &str) -> String {
        code.to_owned()
    }
    fn status(&self, code: &str) -> String {
        code.to_owned()
    }
    fn withheld(&self, min_cell: u16) -> String {
        format!("under {min_cell}")
    }
    fn licence(&self, code: &str) -> String {
        code.to_owned()
    }
    fn column(&self, name: &str) -> statistics::Localised {
        statistics::Localised { ar: name.to_owned(), fr: name.to_owned(), en: name.to_owned() }
    }
}

#[tokio::test]
async fn every_row_is_published_or_left_out_with_a_reason() {
    for bed in TestBed::each().await {
        let report = import(&bed.services, file().as_bytes(), &shipped()).await.unwrap();
        assert_eq!(report.rows, 435, "{}", bed.backend);
        assert_eq!(report.published + report.left_out.len(), 435, "{}", bed.backend);
        assert!(report.left_out.iter().all(|row| !row.reason.is_empty()));
        let stored = observation::Entity::find().count(bed.services.db.read()).await.unwrap();
        assert_eq!(stored, report.published as u64, "{}", bed.backend);
        assert!(
            report.versions.iter().all(|version| version.n == 1 && version.changed + version.removed == 0)
        );
        assert!(report.versions.len() >= 14);
    }
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    for bed in TestBed::each().await {
        assert!(statistics::seed(&bed.services).await.unwrap() > 0, "{}", bed.backend);
        assert_eq!(statistics::seed(&bed.services).await.unwrap(), 0, "{}", bed.backend);
        let again = import(&bed.services, file().as_bytes(), &shipped()).await.unwrap();
        assert_eq!(again.versions, [], "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_changed_file_makes_a_version_of_what_changed_and_keeps_the_old_one() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let changed = file().replace("Tunisia,2024,F,26.654,%", "Tunisia,2024,F,27.5,%");
        let lines: Vec<&str> = changed.lines().filter(|line| !line.contains("AFC.MANARA.ALL")).collect();
        let report = import(&bed.services, lines.join("\n").as_bytes(), &shipped()).await.unwrap();
        let made: HashMap<_, _> = report.versions.iter().map(|v| (v.dataset.as_str(), v)).collect();
        assert_eq!(made.len(), 2, "{}: {:?}", bed.backend, report.versions);
        assert_eq!((made["workpart"].n, made["workpart"].changed, made["workpart"].added), (2, 1, 0));
        assert_eq!((made["manara"].removed, made["manara"].n), (1, 2));

        let set = statistics::dataset(&bed.services, &id("workpart")).await.unwrap();
        assert_eq!(set.version, 2);
        assert!(set.charts.iter().all(|chart| !chart.outdated));
        assert_eq!(set.headline_figure().unwrap().value, 27.5);
        let old = observation::Entity::find()
            .filter(observation::Column::DatasetId.eq("workpart"))
            .filter(observation::Column::Version.eq(1))
            .filter(observation::Column::Period.eq("2024"))
            .filter(observation::Column::Sex.eq("F"))
            .one(bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(old.value, Some(26.654), "the first version stays as it was");
        let versions = dataset_version::Entity::find()
            .filter(dataset_version::Column::DatasetId.eq("workpart"))
            .all(bed.services.db.read())
            .await
            .unwrap();
        assert_eq!(versions.len(), 2);
        assert!(versions.iter().all(|version| version.sha256.len() == 64));

        // Back to the shipped file: a third version, never the first one again.
        assert!(statistics::seed(&bed.services).await.unwrap() > 0);
        assert_eq!(statistics::dataset(&bed.services, &id("workpart")).await.unwrap().version, 3);
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let source =
        "\"World Bank, World Development Indicators (read in the open-numbers DDF mirror, commit 01a34e8b)\"";
    let rows = [
        COLUMNS.join(","),
        format!("NO.SUCH,x,Tunisia,2024,F,1,%,{source},https://a.tn"),
        "SL.UEM.TOTL.FE.ZS,x,Atlantis,20x4,W,\"1,5\",persons,Gossip,ftp://a".to_owned(),
        format!("SL.UEM.TOTL.FE.ZS,x,Tunisia,2024,F,NaN,%,{source},https://a.tn"),
        format!("SL.UEM.TOTL.FE.ZS,x,Tunisia,2023,F,1,%,{source},https://a.tn"),
        format!("SL.UEM.TOTL.FE.ZS,x,Tunisia,2023,F,2,%,{source},https://a.tn"),
        "too,few,columns".to_owned(),
    ];
    let errors = read(rows.join("\n").as_bytes(), &shipped()).unwrap_err();
    let found: Vec<(usize, &str)> = errors.iter().map(|error| (error.row, error.column)).collect();
    let expected = [
        (2, "indicator_code"),
        (3, "area"),
        (3, "sex"),
        (3, "year"),
        (3, "value"),
        (3, "unit"),
        (3, "source_title"),
        (3, "source_url"),
        (4, "value"),
        (6, "indicator_code"),
        (7, "indicator_code"),
    ];
    assert_eq!(found, expected, "{errors:#?}");
    assert!(errors.iter().any(|error| error.value == "1,5" && error.expected.contains("decimal point")));
    assert!(errors.iter().any(|error| error.row == 6 && error.expected.contains("row 5")));
    let wrong_header = read(b"a,b,c\n1,2,3", &shipped()).unwrap_err();
    assert_eq!((wrong_header.len(), wrong_header[0].row), (1, 1));
    assert!(read(b"\xff\xfe", &shipped()).is_err());
}

#[tokio::test]
async fn a_file_with_faults_changes_nothing() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let broken = file().replace("Tunisia,2024,F,26.654,%", "Tunisia,2024,F,many,%");
        let error = import(&bed.services, broken.as_bytes(), &shipped()).await.unwrap_err();
        let ImportError::Rows(rows) = error else { panic!("{error:?}") };
        assert_eq!((rows[0].column, rows[0].value.as_str()), ("value", "many"));
        assert_eq!(statistics::dataset(&bed.services, &id("workpart")).await.unwrap().version, 1);
    }
}

#[tokio::test]
async fn missing_is_not_zero() {
    for bed in TestBed::each().await {
        let changed = file()
            .replace("Tunisia,2024,F,26.654,%", "Tunisia,2024,F,..,%")
            .replace("Tunisia,2023,F,26.781,%", "Tunisia,2023,F,0,%");
        import(&bed.services, changed.as_bytes(), &shipped()).await.unwrap();
        let set = statistics::dataset(&bed.services, &id("workpart")).await.unwrap();
        let cell = |year: &str| {
            set.rows
                .iter()
                .find(|row| row.sex == "F" && row.period.to_string() == year)
                .map(|row| row.cell)
                .unwrap()
        };
        assert_eq!(cell("2024"), Cell::Missing);
        assert_eq!(cell("2023"), Cell::Value(0.0));
        assert_eq!(set.headline_figure().unwrap().period.to_string(), "2023");
    }
}

#[tokio::test]
async fn quarters_and_months_become_periods() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let quarters = statistics::dataset(&bed.services, &id("joblessins")).await.unwrap();
        let mut periods: Vec<String> = quarters.rows.iter().map(|row| row.period.to_string()).collect();
        periods.sort();
        periods.dedup();
        assert_eq!(periods, ["2020-Q4", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]);
        let line = statistics::dataset(&bed.services, &id("line1899")).await.unwrap();
        let found: Vec<String> = line.rows.iter().map(|row| row.period.to_string()).collect();
        assert!(
            found.contains(&"2021-01/2021-10".to_owned()) && found.contains(&"2024-H1".to_owned()),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn small_counts_of_registers_are_withheld_on_page_list_and_download() {
    for bed in TestBed::each().await {
        let changed = file().replace("Le Kef,2020,F,202,persons", "Le Kef,2020,F,3,persons");
        import(&bed.services, changed.as_bytes(), &shipped()).await.unwrap();
        let set = statistics::dataset(&bed.services, &id("manara")).await.unwrap();
        let cell = |period: &str| {
            set.rows
                .iter()
                .find(|row| row.indicator == "AFC.MANARA.NEW" && row.period.to_string() == period)
                .map(|row| row.cell)
                .unwrap()
        };
        assert_eq!((cell("2020"), cell("2019")), (Cell::Withheld, Cell::Value(134.0)), "{}", bed.backend);
        let csv = export::csv(&set, Locale::En, Flavour::Plain, &Words).unwrap();
        let text = String::from_utf8(csv).unwrap();
        let line =
            text.lines().find(|line| line.contains("AFC.MANARA.NEW") && line.contains("2020")).unwrap();
        assert!(line.contains(",,women,under 5,"), "{line}");
        let chart = &set.charts[0].plot.series[0];
        assert!(chart.points.iter().any(|point| point.value.is_none()));
        let figures = statistics::headline_figures(&bed.services).await.unwrap();
        assert!(figures.iter().all(|figure| figure.dataset.as_str() != "manara"), "its headline is withheld");
    }
}

#[tokio::test]
async fn series_that_are_not_comparable_are_never_joined() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let mut keys: HashMap<String, Vec<String>> = HashMap::new();
        for theme in statistics::index(&bed.services).await.unwrap() {
            for card in theme.datasets {
                let set = statistics::dataset(&bed.services, &card.id).await.unwrap();
                for row in &set.rows {
                    keys.entry(row.comparable.clone()).or_default().push(row.source_code.clone());
                }
                for run in set.charts.iter().flat_map(|chart| &chart.plot.series).flat_map(|s| {
                    s.runs()
                        .into_iter()
                        .map(|run| run.into_iter().cloned().collect::<Vec<_>>())
                        .collect::<Vec<_>>()
                }) {
                    assert!(run.windows(2).all(|pair| pair[0].comparable == pair[1].comparable));
                }
            }
        }
        for (key, codes) in keys {
            let mixes = |a: &str, b: &str| {
                codes.iter().any(|code| code.starts_with(a)) && codes.iter().any(|code| code.starts_with(b))
            };
            assert!(!mixes("ENVEFT.", "INS.VAW."), "{key}");
            assert!(!mixes("SL.UEM.", "INS.UNEMP"), "{key}");
        }
        // Even one chart fed with both surveys, or with modelled and surveyed unemployment, draws no line.
        let point = |year: u16, comparable: &str, value| PlotPoint {
            period: statistics::Period::Year(year),
            category: String::new(),
            value: Some(value),
            withheld: false,
            comparable: comparable.to_owned(),
        };
        let mixed = PlotSeries {
            code: "x".to_owned(),
            points: vec![point(2010, "ENVEFT.VAW.LIFE", 47.6), point(2012, "INS.VAW.LIFE", 84.7)],
        };
        assert_eq!(mixed.runs().len(), 2);
        let gap =
            PlotSeries { code: "x".to_owned(), points: vec![point(1984, "a", 35.8), point(2004, "a", 65.4)] };
        assert_eq!(gap.runs().len(), 2, "twenty years without a figure are not a straight line");
    }
}

#[tokio::test]
async fn every_figure_stands_once_in_its_table_and_in_its_file() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        for theme in statistics::index(&bed.services).await.unwrap() {
            for card in theme.datasets {
                let set = statistics::dataset(&bed.services, &card.id).await.unwrap();
                let laid = table(&set);
                let mut shown: Vec<usize> =
                    laid.rows.iter().flat_map(|row| row.cells.iter().copied().flatten()).collect();
                shown.sort_unstable();
                assert_eq!(shown, (0..set.rows.len()).collect::<Vec<_>>(), "{}", card.id);
                assert!(card.figure.is_some(), "{} has no figure for the index", card.id);
                assert_eq!(
                    card.figure.as_ref().map(|figure| (figure.period, figure.value, figure.first)),
                    set.headline_figure().map(|figure| (figure.period, figure.value, figure.first)),
                    "index and page tell the same figure of {}",
                    card.id
                );
                for (flavour, locale) in
                    [(Flavour::Plain, Locale::Ar), (Flavour::Excel, Locale::Fr), (Flavour::Excel, Locale::Ar)]
                {
                    let bytes = export::csv(&set, locale, flavour, &Words).unwrap();
                    let excel = flavour == Flavour::Excel;
                    assert_eq!(bytes.starts_with(b"\xEF\xBB\xBF"), excel);
                    let mut reader = csv::ReaderBuilder::new()
                        .delimiter(if excel { b';' } else { b',' })
                        .from_reader(if excel { &bytes[3..] } else { &bytes[..] });
                    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), export::HEADER);
                    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
                    assert_eq!(records.len(), set.rows.len());
                    for (record, row) in records.iter().zip(&set.rows) {
                        let value: Option<f64> = record[11].replace(',', ".").parse().ok();
                        assert_eq!(value, row.cell.value());
                        assert!(
                            !record[15].is_empty()
                                && record[16].starts_with("http")
                                && !record[17].is_empty()
                        );
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn charts_of_time_are_lines_and_of_few_things_bars() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let set = statistics::dataset(&bed.services, &id("workpart")).await.unwrap();
        assert_eq!(set.charts[0].plot.kind, PlotKind::Line);
        assert_eq!(set.charts[0].plot.series.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["F", "M"]);
        let survey = statistics::dataset(&bed.services, &id("violence2010")).await.unwrap();
        assert_eq!(survey.charts[0].plot.kind, PlotKind::Bars);
        assert_eq!(survey.charts[0].plot.categories.len(), 5);
    }
}

#[tokio::test]
async fn what_must_not_be_published_is_not_there() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let councils = statistics::dataset(&bed.services, &id("councils")).await.unwrap();
        let row = councils.rows.iter().find(|row| row.indicator == "ISIE.MUN.WOMEN").unwrap();
        assert_eq!((row.cell, row.status.as_str()), (Cell::Value(47.0), "adjusted"));
        assert!(row.note.is_some());
        let manara = statistics::dataset(&bed.services, &id("manara")).await.unwrap();
        assert!(manara.rows.iter().all(|row| row.cell != Cell::Value(60.0)));
    }
}

#[tokio::test]
async fn unknown_datasets_are_not_found_and_sections_list_theirs() {
    for bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let error = statistics::dataset(&bed.services, &id("nosuchset")).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::NotFound);
        let poverty = statistics::datasets_of_section(&bed.services, Section::Poverty).await.unwrap();
        assert!(poverty.iter().any(|card| card.id.as_str() == "poverty" && card.figure.is_some()));
        let one = statistics::figure_of_the_day(&bed.services).await.unwrap().unwrap();
        let same = statistics::figure_of_the_day(&bed.services).await.unwrap().unwrap();
        assert_eq!(one, same);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..7 {
            bed.clock.advance(chrono::Duration::days(1));
            seen.insert(statistics::figure_of_the_day(&bed.services).await.unwrap().unwrap().dataset);
        }
        assert_eq!(seen.len(), 7, "another figure each day");
    }
}

#[tokio::test]
async fn pages_ask_the_database_little() {
    for mut bed in TestBed::each().await {
        statistics::seed(&bed.services).await.unwrap();
        let count = bed.services.db.count_queries();
        let asked = || count.swap(0, Ordering::Relaxed);
        statistics::dataset(&bed.services, &id("poverty")).await.unwrap();
        assert_eq!(asked(), 3, "{}: a dataset", bed.backend);
        statistics::index(&bed.services).await.unwrap();
        assert_eq!(asked(), 3, "{}: the index", bed.backend);
        statistics::figure_of_the_day(&bed.services).await.unwrap();
        assert_eq!(asked(), 1, "{}: the home page's figure", bed.backend);
        statistics::datasets_of_section(&bed.services, Section::ProtectionOfWomen).await.unwrap();
        assert_eq!(asked(), 2, "{}: a section", bed.backend);
        statistics::seed(&bed.services).await.unwrap();
        assert_eq!(asked(), 1, "{}: a second start", bed.backend);
    }
}

#[tokio::test]
async fn a_file_of_any_length_is_written_piece_by_piece() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let small = file().replace("Le Kef,2020,F,202,persons", "Le Kef,2020,F,4,persons");
        import(s, small.as_bytes(), &shipped()).await.unwrap();
        let narrow = statistics::Choice { sex: Some("F".to_owned()), ..Default::default() };
        for (id, choice) in
            [("workpart", Default::default()), ("workpart", narrow), ("manara", Default::default())]
        {
            let id = self::id(id);
            let form = (Locale::Fr, Flavour::Excel);
            let (whole, complete) = statistics::whole(s, &id, &choice).await.unwrap();
            assert!(complete);
            let whole = export::csv(&whole, form.0, form.1, &Words).unwrap();
            // Pieces smaller than any series: each begins where the one before ended.
            for size in [3, 7, 5_000] {
                let pieces =
                    statistics::stream::pieces(s, &id, &choice, form, Box::new(Words)).await.unwrap();
                let mut pieces = pieces.sized(size);
                let mut all = Vec::new();
                while let Some(piece) = pieces.piece().await.unwrap() {
                    all.extend(piece);
                }
                let sorted = |bytes: &[u8]| {
                    let text = String::from_utf8(bytes.to_vec()).unwrap();
                    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                    lines.sort();
                    lines
                };
                assert!(all.starts_with("\u{FEFF}dataset;".as_bytes()), "{} {id} {size}", bed.backend);
                assert_eq!(sorted(&all), sorted(&whole), "{} {id} {size}", bed.backend);
            }
        }
    }
}
