//! Files of figures of every format, good and bad; versions at the desk; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod registers;
mod wrong_files;

use std::{fs, path::Path};

use self::wrong_files::{Wrong, bad};
use bytes::Bytes;
use domain::{
    Actor, Role, Services,
    statistics::{
        self, Cell, Localised,
        chart::PlotKind,
        desk::{self, Expected, Imported, IndicatorForm, Report},
        formats::{self, Format, MOST_BYTES, Role as Column, Trouble},
    },
    testing::TestBed,
    zip::Archive,
};
use entity::statistics::{dataset, dataset_version, observation, trial};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

fn data(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/data/statistics");
    fs::read(folder.join(name)).unwrap()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = Archive::default();
    for (name, file) in files {
        archive.deflate(name, &data(file)).unwrap();
    }
    archive.finish().unwrap()
}

fn workbook() -> Vec<u8> {
    let mut archive = Archive::default();
    let book =
        r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let rels = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let texts = "<sst><si><t>indicator</t></si><si><r><t>ge</t></r><r><t>o</t></r></si><si><t>sex</t></si>\
                 <si><t>SL.TLF.CACT</t></si></sst>";
    archive.store("xl/workbook.xml", book.as_bytes()).unwrap();
    archive.store("xl/_rels/workbook.xml.rels", rels.as_bytes()).unwrap();
    archive.deflate("xl/sharedStrings.xml", texts.as_bytes()).unwrap();
    archive.deflate("xl/worksheets/sheet1.xml", &data("sheet.xml")).unwrap();
    archive.finish().unwrap()
}

/// Name, bytes, format, figures, rows that are left out.
fn good() -> Vec<(&'static str, Vec<u8>, Format, usize, usize)> {
    let bank = [
        ("API_SL_2026.csv", "bank.csv"),
        ("Metadata_Country_API_SL_2026.csv", "Metadata_Country.csv"),
        ("Metadata_Indicator_API_SL_2026.csv", "Metadata_Indicator.csv"),
    ];
    let package = |file| zip(&[("datapackage.json", file), ("data/lf.csv", "package.csv")]);
    let csvw = zip(&[("lf.csv", "csvw.csv"), ("lf.csv-metadata.json", "csvw.json")]);
    vec![
        ("long", data("long.csv"), Format::Csv, 3, 0),
        ("arabic", data("arabic.csv"), Format::Csv, 2, 0),
        ("arabic 1256", data("arabic-1256.csv"), Format::Csv, 2, 0),
        ("french 1252", data("french-1252.csv"), Format::Csv, 1, 0),
        ("utf-16", data("utf16.csv"), Format::Csv, 1, 0),
        ("bank", data("bank.csv"), Format::WorldBankCsv, 6, 3),
        ("bank zip", zip(&bank), Format::WorldBankZip, 6, 3),
        ("bank json", data("bank.json"), Format::WorldBankJson, 2, 0),
        ("sdmx 1", data("sdmx1.csv"), Format::Sdmx1, 2, 0),
        ("sdmx 2", data("sdmx2.csv"), Format::Sdmx2, 2, 0),
        ("package 1", package("package1.json"), Format::DataPackage, 2, 0),
        ("package 2", package("package2.json"), Format::DataPackage, 2, 0),
        ("csvw", csvw, Format::Csvw, 2, 0),
        ("xlsx", workbook(), Format::Xlsx, 2, 0),
    ]
}

/// A dataset at the desk with one figure, 3, and one with none.
async fn few(s: &Services, her: &Actor) -> String {
    let words = |text: &str| Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() };
    let mut said = desk::new_description(s, her).await.unwrap().said;
    for text in [&mut said.title, &mut said.summary, &mut said.publisher, &mut said.coverage] {
        *text = words("Peu");
    }
    said.url = "https://example.org/".to_owned();
    said.theme = "work".to_owned();
    said.section = "unions".to_owned();
    desk::create(s, her, "", &said).await.unwrap();
    let id = desk::create(s, her, "", &said).await.unwrap();
    let indicator = IndicatorForm {
        code: "XX.FEW".to_owned(),
        label: words("Peu"),
        definition: words("Peu"),
        unit: "percent".to_owned(),
        decimals: "0".to_owned(),
        direction: "up".to_owned(),
        part_of: String::new(),
    };
    desk::write_indicator(s, her, &id, 0, &indicator).await.unwrap();
    let file = b"indicator,geo,period,sex,value\nXX.FEW,TN,2024,F,3\n".to_vec();
    match desk::import_file(s, file, &id, true).await.unwrap() {
        Imported::Tried(_, Some(1)) => id,
        _ => panic!("not imported"),
    }
}

/// A chart is drawn of a version, changed, refused where it would say something wrong, and taken away.
async fn charts_at_the_desk(s: &Services, her: &Actor) {
    let words = |text: &str| Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() };
    let found = desk::charts(s, her, "workpart").await.unwrap();
    assert_eq!((found.shown, found.versions.as_slice()), (3, &[3, 2, 1][..]));
    let before = found.charts.len();
    let said = desk::ChartForm {
        kind: "line".to_owned(),
        version: "1".to_owned(),
        series: "sex".to_owned(),
        indicators: vec!["SL.TLF.CACT".to_owned()],
        geos: vec!["TN".to_owned()],
        sexes: vec!["F".to_owned(), "M".to_owned()],
        position: "9".to_owned(),
        title: words("Elles et eux"),
        ..Default::default()
    };
    let key = "chart-form-1";
    let id = desk::write_chart(s, her, "workpart", (key, found.edit), &said).await.unwrap();
    let again = desk::write_chart(s, her, "workpart", (key, found.edit), &said).await.unwrap();
    assert_eq!(again, id, "sent twice, made once");
    let drawn = async || statistics::dataset(s, &"workpart".parse().unwrap()).await.unwrap().charts;
    let chart = drawn().await.into_iter().find(|chart| chart.id == id).unwrap();
    assert!(chart.outdated && chart.version == 1);
    assert_eq!(chart.plot.series.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["F", "M"]);
    let late = desk::write_chart(s, her, "workpart", ("", found.edit), &said).await.unwrap_err();
    assert_eq!(late.code, contract::ErrorCode::Conflict);
    let edit = desk::charts(s, her, "workpart").await.unwrap().edit;
    let refused = async |form: &desk::ChartForm| {
        let error = desk::write_chart(s, her, "workpart", ("", edit), form).await.unwrap_err();
        error.fields.iter().map(|one| one.field.clone()).collect::<Vec<_>>()
    };
    let change = |change: fn(&mut desk::ChartForm)| {
        let mut form = said.clone();
        change(&mut form);
        form
    };
    // Both sexes in one series: two figures for one year.
    assert_eq!(refused(&change(|form| form.series = "indicator".to_owned())).await, ["twice"]);
    assert_eq!(refused(&change(|form| form.periods = "1901".to_owned())).await, ["empty"]);
    assert_eq!(refused(&change(|form| form.version = "7".to_owned())).await, ["version"]);
    assert_eq!(refused(&change(|form| form.kind = "pyramid".to_owned())).await, ["categories", "pyramid"]);
    assert_eq!(refused(&change(|form| form.title.ar.clear())).await, ["title_ar"]);
    assert_eq!(refused(&change(|form| form.note.ar = "أ".to_owned())).await, ["note_fr", "note_en"]);
    assert_eq!(refused(&change(|form| form.indicators.clear())).await, ["indicators"]);
    let bars = change(|form| {
        form.kind = "bars".to_owned();
        form.categories = "period".to_owned();
        form.periods = "2014 2020".to_owned();
    });
    let bars = desk::ChartForm { chart: id.clone(), ..bars };
    desk::write_chart(s, her, "workpart", ("", edit), &bars).await.unwrap();
    let chart = drawn().await.into_iter().find(|chart| chart.id == id).unwrap();
    assert_eq!(chart.plot.categories, ["2014", "2020"]);
    // Sorted by what it shows.
    let ranked = desk::ChartForm { kind: "ranked".to_owned(), ..bars };
    desk::write_chart(s, her, "workpart", ("", edit + 1), &ranked).await.unwrap();
    let chart = drawn().await.into_iter().find(|chart| chart.id == id).unwrap();
    assert_eq!(chart.plot.categories, ["2020", "2014"], "27.1 before 25.7");
    // Of the whole country alone there is no map, and nowhere without outlines.
    let page = desk::charts(s, her, "workpart").await.unwrap();
    assert!(!page.mappable && !page.has_shapes);
    let map = desk::ChartForm {
        kind: "map".to_owned(),
        categories: "geo".to_owned(),
        geos: Vec::new(),
        ..ranked.clone()
    };
    let drawing = s.clone().with_shapes(domain::testing::shapes());
    let page = desk::charts(&drawing, her, "workpart").await.unwrap();
    assert!(!page.mappable && page.has_shapes);
    for (s, expected) in [(s, "kind"), (&drawing, "empty")] {
        let error = desk::write_chart(s, her, "workpart", ("", page.edit), &map).await.unwrap_err();
        assert_eq!(error.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), [expected]);
    }
    let which = (id.as_str(), edit + 2);
    assert!(desk::remove_chart(s, her, "workpart", which, false).await.is_err(), "she did not say so");
    assert!(desk::remove_chart(s, her, "line1899", which, true).await.is_err(), "not of that dataset");
    desk::remove_chart(s, her, "workpart", which, true).await.unwrap();
    assert_eq!(drawn().await.len(), before);
}

async fn tried(services: &Services, bytes: Vec<u8>, commit: bool) -> (Report, Option<i32>) {
    match desk::import_file(services, bytes, "workpart", commit).await.unwrap() {
        Imported::Tried(report, version) => (report, version),
        Imported::Unreadable(trouble) => panic!("{trouble}"),
    }
}

#[tokio::test]
async fn every_format_becomes_a_version_and_everything_wrong_is_told_at_once() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        statistics::seed(s).await.unwrap();
        let her = bed.member("warda", Role::Statistician).await;
        for (name, bytes, _, rows, left_out) in good() {
            let (report, _) = tried(s, bytes, false).await;
            assert_eq!(
                (report.wrong, report.rows, report.left_out),
                (0, rows, left_out),
                "{name} {report:?}"
            );
        }
        for (name, bytes, wrong) in bad() {
            match (wrong, desk::import_file(s, bytes, "workpart", true).await.unwrap()) {
                (Wrong::File(trouble), Imported::Unreadable(told)) => assert_eq!(told, trouble, "{name}"),
                (Wrong::Row(row, expected), Imported::Tried(report, version)) => {
                    assert_eq!(version, None, "{name}");
                    let told = report.faults.iter().any(|one| one.row == row && one.expected == expected);
                    assert!(told, "{name}: {:?}", report.faults);
                }
                (Wrong::File(trouble), Imported::Tried(report, _)) => panic!("{name}: {trouble}: {report:?}"),
                (Wrong::Row(..), Imported::Unreadable(trouble)) => panic!("{name}: {trouble}"),
            }
        }
        let (report, _) = tried(s, data("sdmx2.csv"), false).await;
        assert_eq!(report.deleted, 1, "what goes is told, and no figure");
        let (report, version) = tried(s, data("bad.csv"), true).await;
        assert_eq!((report.wrong, version), (12, None), "{report:?}");
        let told: Vec<(usize, &str, &Expected)> =
            report.faults.iter().map(|one| (one.row, one.value.as_str(), &one.expected)).collect();
        let long = format!("{}…", "n".repeat(200));
        for one in [
            (2, "", &Expected::Period),
            (3, "Mars", &Expected::Geo),
            (4, "X", &Expected::Sex),
            (5, "1,5.0", &Expected::Number('.')),
            (8, "3", &Expected::Cells(9)),
            (9, "X", &Expected::Status),
            (10, "missing", &Expected::Status),
            // A file that names its sources names them in every row.
            (11, "", &Expected::Source),
            (12, "ftp://example.org/a", &Expected::Address),
            (13, "", &Expected::Address),
            (14, &long, &Expected::Short(1_000)),
        ] {
            assert!(told.contains(&one), "{one:?} in {told:?}");
        }
        assert!(
            told.iter().any(|(row, _, expected)| (*row, *expected) == (7, &Expected::Once(6))),
            "{told:?}"
        );

        // Missing is not zero, and what the file does not say stays as it stood.
        let (report, version) = tried(s, data("bank.csv"), true).await;
        assert_eq!((version, report.against), (Some(2), 1));
        let of = |period: &'static str| {
            observation::Entity::find()
                .filter(observation::Column::DatasetId.eq("workpart"))
                .filter(observation::Column::Version.eq(2))
                .filter(observation::Column::Period.eq(period))
                .one(s.db.read())
        };
        let known = of("2023").await.unwrap().unwrap();
        assert_eq!((known.value, known.status.as_str(), known.age.as_str()), (Some(26.5), "modelled", "15+"));
        let missing = of("2024").await.unwrap().unwrap();
        assert_eq!((missing.value, missing.status.as_str()), (None, "missing"));
        let (again, version) = tried(s, data("bank.csv"), true).await;
        assert_eq!((version, again.difference), (None, Default::default()), "nothing is new");
        // A break begins a series of its own.
        let (_, version) = tried(s, data("sdmx2.csv"), true).await;
        assert_eq!(version, Some(3));
        let rows = observation::Entity::find()
            .filter(observation::Column::DatasetId.eq("workpart"))
            .filter(observation::Column::Version.eq(3))
            .all(s.db.read())
            .await
            .unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| row.comparable.as_str()).collect();
        assert!(keys.contains(&"SL.TLF.CACT@2023"), "{keys:?}");

        // Charts draw what they drew until she says otherwise.
        let charts = async || statistics::dataset(s, &"workpart".parse().unwrap()).await.unwrap().charts;
        assert!(charts().await.iter().all(|chart| chart.outdated && chart.version == 1));
        assert_ne!(desk::versions(s, &her, "workpart").await.unwrap().behind, 0);
        assert!(desk::pin_charts(s, &her, "workpart", 2).await.is_err(), "not what she saw");
        desk::pin_charts(s, &her, "workpart", 3).await.unwrap();
        assert!(charts().await.iter().all(|chart| chart.version == 3));
        assert!(desk::pin_charts(s, &her, "workpart", 3).await.is_err(), "nothing to do");

        charts_at_the_desk(s, &her).await;

        // What an indicator counts decides what is withheld; a dataset without a figure is in nobody's way.
        let few = few(s, &her).await;
        let shown = async || statistics::headline_figures(s).await.unwrap();
        assert!(shown().await.iter().any(|figure| figure.dataset.as_str() == few), "a share");
        let mut counted = desk::indicators(s, &her, &few).await.unwrap();
        counted.indicators[0].unit = "women".to_owned();
        desk::write_indicator(s, &her, &few, counted.edit, &counted.indicators[0]).await.unwrap();
        assert!(shown().await.iter().all(|figure| figure.dataset.as_str() != few), "three women");

        // Back to the first; the shipped files leave the dataset alone from now on.
        desk::show_version(s, &her, "workpart", (3, 1), true).await.unwrap();
        assert!(desk::show_version(s, &her, "workpart", (3, 2), true).await.is_err(), "not what she saw");
        dataset::Entity::update_many()
            .col_expr(dataset::Column::CatalogueSha256, sea_orm::sea_query::Expr::value("older"))
            .exec(s.db.writer())
            .await
            .unwrap();
        statistics::seed(s).await.unwrap();
        assert_eq!(statistics::seed(s).await.unwrap(), 0);
        let id = "workpart".parse().unwrap();
        assert_eq!(statistics::dataset(s, &id).await.unwrap().version, 1);
        let (_, version) = tried(s, data("sdmx1.csv"), true).await;
        assert_eq!(version, Some(4), "never a number twice");
        let listed = desk::versions(s, &her, "workpart").await.unwrap();
        assert_eq!(listed.versions.iter().map(|one| one.n).collect::<Vec<_>>(), [4, 3, 2, 1]);
        assert!(listed.versions[0].shown && listed.versions[0].by.is_none());

        // How far a file is that another process has in hand.
        let mut bringing = desk::Bringing::begin(s, &her, "").await.unwrap();
        let bytes = Ok(Bytes::from_static(b"a,b\n1,2\n"));
        bringing.file("a.csv", futures::stream::iter([bytes])).await.unwrap();
        let file = bringing.finish().await.unwrap();
        trial::Entity::update_many()
            .col_expr(trial::Column::State, sea_orm::sea_query::Expr::value("importing"))
            .col_expr(trial::Column::Done, sea_orm::sea_query::Expr::value(1_234))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(desk::trial(s, &her, &file).await.unwrap().done, 1_234);

        // A version that broke off is seen nowhere, and gone after the next start.
        let broken = dataset_version::ActiveModel {
            dataset_id: Set("workpart".to_owned()),
            n: Set(5),
            imported_at: Set(0),
            sha256: Set(String::new()),
            rows_sha256: Set(String::new()),
            note: Set(String::new()),
            ..Default::default()
        };
        dataset_version::Entity::insert(broken).exec_without_returning(s.db.writer()).await.unwrap();
        assert_eq!(desk::versions(s, &her, "workpart").await.unwrap().versions.len(), 4);
        assert!(desk::show_version(s, &her, "workpart", (4, 5), true).await.is_err());
        desk::recover(s).await.unwrap();
        let gone = dataset_version::Entity::find_by_id(("workpart".to_owned(), 5)).one(s.db.read()).await;
        assert!(gone.unwrap().is_none());
    }
}
