//! Files of figures of every format, good and bad; versions at the desk; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::{fs, path::Path};

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

/// A workbook with these cells of its second row under `indicator`, `geo`, `period`, `sex`, `value`.
fn book_of(cells: &str) -> Vec<u8> {
    let head = ["indicator", "geo", "period", "sex", "value"]
        .map(|name| format!("<c t=\"inlineStr\"><is><t>{name}</t></is></c>"))
        .concat();
    let codes = ["SL.TLF.CACT", "TN", "2024", "F"]
        .map(|code| format!("<c t=\"inlineStr\"><is><t>{code}</t></is></c>"))
        .concat();
    book_around(&format!(
        "<worksheet><sheetData><row r=\"1\">{head}</row><row r=\"2\">{codes}{cells}</row></sheetData></worksheet>"
    ))
}

/// A workbook with this sheet.
fn book_around(sheet: &str) -> Vec<u8> {
    let mut archive = Archive::default();
    let book =
        r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let rels = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    archive.store("xl/workbook.xml", book.as_bytes()).unwrap();
    archive.store("xl/_rels/workbook.xml.rels", rels.as_bytes()).unwrap();
    archive.store("xl/sharedStrings.xml", b"<sst><si><t>26.5</t></si></sst>").unwrap();
    archive.deflate("xl/worksheets/sheet1.xml", sheet.as_bytes()).unwrap();
    archive.finish().unwrap()
}

/// What is wrong with a file.
enum Wrong {
    /// It cannot be read.
    File(Trouble),
    /// A row is not what is expected.
    Row(usize, Expected),
}

/// Files that are wrong, beside [`good`]: name, bytes, what is told of them.
fn bad() -> Vec<(&'static str, Vec<u8>, Wrong)> {
    use Wrong::{File, Row};
    let sdmx1 = |rows: &str| {
        format!("DATAFLOW;INDICATOR;REF_AREA;SEX;TIME_PERIOD;OBS_VALUE;OBS_STATUS\n{rows}\n").into_bytes()
    };
    let sdmx2 = |rows: &str| {
        let head = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS";
        format!("{head}\n{rows}\n").into_bytes()
    };
    let bank = |row: &str| {
        let head = "\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2026-10-01\",\n\n\
                    \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2022\",\"2023\",\n";
        format!("{head}{row}\n").into_bytes()
    };
    let tunisia = "\"Tunisia\",\"TUN\",\"Labour force, female\",\"SL.TLF.CACT.FE.ZS\"";
    let zipped = |name: &str, bytes: &[u8]| {
        let mut archive = Archive::default();
        archive.deflate(name, bytes).unwrap();
        archive.finish().unwrap()
    };
    let mut cut = zip(&[("API_SL_2026.csv", "bank.csv")]);
    cut.truncate(60);
    vec![
        ("sdmx 1: a status that nobody knows", sdmx1("A;SL.TLF.CACT;TN;F;2024;26,5;Z"), Row(2, Expected::Status)),
        ("sdmx 1: missing, with a figure", sdmx1("A;SL.TLF.CACT;TN;F;2024;26,5;M"), Row(2, Expected::Status)),
        ("sdmx 1: a period that is none", sdmx1("A;SL.TLF.CACT;TN;F;2024-X9;26,5;A"), Row(2, Expected::Period)),
        ("sdmx 1: a place that nobody knows", sdmx1("A;SL.TLF.CACT;ZZ;F;2024;26,5;A"), Row(2, Expected::Geo)),
        ("sdmx 1: a cell too few", sdmx1("A;SL.TLF.CACT;TN;F;2024;26,5"), Row(2, Expected::Cells(7))),
        (
            "sdmx 1: nothing is measured",
            b"DATAFLOW;INDICATOR;REF_AREA;SEX;TIME_PERIOD\nA;SL.TLF.CACT;TN;F;2024\n".to_vec(),
            Row(0, Expected::Column),
        ),
        ("sdmx 1: no row", sdmx1(""), File(Trouble::Empty)),
        ("sdmx 2: a status that nobody knows", sdmx2("dataflow,A,I,SL.TLF.CACT,TN,F,2024,26.5,Z"), Row(2, Expected::Status)),
        ("sdmx 2: a period that is none", sdmx2("dataflow,A,I,SL.TLF.CACT,TN,F,soon,26.5,A"), Row(2, Expected::Period)),
        ("sdmx 2: neither women nor men", sdmx2("dataflow,A,I,SL.TLF.CACT,TN,X,2024,26.5,A"), Row(2, Expected::Sex)),
        ("sdmx 2: no number", sdmx2("dataflow,A,I,SL.TLF.CACT,TN,F,2024,many,A"), Row(2, Expected::Number('.'))),
        (
            "sdmx 2: a figure twice",
            sdmx2("dataflow,A,I,SL.TLF.CACT,TN,F,2024,1,A\ndataflow,A,I,SL.TLF.CACT,TN,F,2024,2,A"),
            Row(3, Expected::Once(2)),
        ),
        ("sdmx 2: nothing but what goes", sdmx2("dataflow,A,D,SL.TLF.CACT,TN,F,2024,1,A"), File(Trouble::Empty)),
        ("bank: no number", bank(&format!("{tunisia},\"26.1\",\"many\",")), Row(6, Expected::Number('.'))),
        (
            "bank: an indicator that nobody knows",
            bank("\"Tunisia\",\"TUN\",\"Rain\",\"RAIN\",\"26.1\",\"26.2\","),
            Row(6, Expected::Indicator),
        ),
        ("bank: no country", bank(""), File(Trouble::Empty)),
        ("bank zip: cut off", cut, File(Trouble::Damaged)),
        ("bank zip: nothing but what is said of countries", zip(&[("Metadata_Country_a.csv", "Metadata_Country.csv")]), File(Trouble::NoFile)),
        (
            "bank zip: no number",
            zipped("API_SL.csv", &bank(&format!("{tunisia},\"26.1\",\"many\","))),
            Row(6, Expected::Number('.')),
        ),
        ("bank json: no figures", br#"[{"page":1,"pages":1}]"#.to_vec(), File(Trouble::Json)),
        ("bank json: a message", br#"[{"message":[{"id":"120"}]}]"#.to_vec(), File(Trouble::Json)),
        (
            "bank json: no year",
            br#"[{"page":1,"pages":1},[{"indicator":{"id":"SL.TLF.CACT.FE.ZS","value":"x"},"country":{"id":"TN"},"countryiso3code":"TUN","date":"soon","value":26.5}]]"#.to_vec(),
            Row(1, Expected::Period),
        ),
        ("xlsx: a formula that failed", book_of("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"), Row(2, Expected::Number('.'))),
        ("xlsx: a formula of which nothing is kept", book_of("<c><f>SUM(A1:A9)</f></c>"), Row(2, Expected::Number('.'))),
        ("xlsx: yes is no figure", book_of("<c t=\"b\"><v>1</v></c>"), Row(2, Expected::Number('.'))),
        ("xlsx: no is no figure", book_of("<c t=\"b\"><v>0</v></c>"), Row(2, Expected::Number('.'))),
        ("xlsx: a shared text that there is not", book_of("<c t=\"s\"><v>1</v></c>"), File(Trouble::Damaged)),
        ("xlsx: a column beyond all", book_of("<c r=\"ZZZ2\"><v>1</v></c>"), File(Trouble::NoTable)),
        ("xlsx: no XML", book_around("<worksheet><sheetData></row></worksheet>"), File(Trouble::Damaged)),
        ("xlsx: nothing in it", book_around("<worksheet><sheetData/></worksheet>"), File(Trouble::Empty)),
    ]
}

#[test]
fn what_is_to_be_deleted_or_added_is_told() {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE";
    let rows = |actions: &[&str]| {
        let rows: Vec<String> = actions
            .iter()
            .zip(2000..)
            .map(|(action, year)| format!("dataflow,A,{action},I,TN,F,{year},1"))
            .collect();
        let read = formats::read(format!("{head}\n{}\n", rows.join("\n")).as_bytes()).unwrap();
        (read.sheet.len(), read.deleted, read.adds)
    };
    assert_eq!(rows(&["I", "D", "D", "R"]), (2, 2, false));
    assert_eq!(rows(&["A"]), (1, 0, true));
    assert_eq!(rows(&["I", "M", "D"]), (2, 1, true));
    assert_eq!(formats::read(&data("sdmx2.csv")).unwrap().deleted, 1);
}

#[test]
fn what_a_file_is_is_told_by_its_contents() {
    for (name, bytes, format, rows, _) in good() {
        let read = formats::read(&bytes).unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
        assert_eq!((read.format, read.sheet.len()), (format, rows), "{name}");
        let column = read.roles[&Column::Value];
        let values: Vec<&str> = read.sheet.column(column).collect();
        let first = values.iter().filter(|text| !read.is_missing(text)).count();
        assert!(first > 0, "{name}: {values:?}");
    }
    let encoding = |file: &str| formats::read(&data(file)).unwrap().encoding;
    assert_eq!(encoding("arabic-1256.csv"), "Windows-1256");
    assert_eq!(encoding("french-1252.csv"), "Windows-1252");
    assert_eq!(encoding("utf16.csv"), "UTF-16");
    let arabic = formats::read(&data("arabic.csv")).unwrap();
    assert_eq!((arabic.delimiter, arabic.decimal), (Some(';'), ','));
    let bank =
        formats::read(&zip(&[("a.csv", "bank.csv"), ("Metadata_Indicator_a.csv", "Metadata_Indicator.csv")]));
    let bank = bank.unwrap();
    assert_eq!(bank.source.0, "ILO, modelled estimates");
    assert_eq!(bank.about["SL.TLF.CACT.FE.ZS"].definition, "Of 100 women, how many work.");
    let package =
        formats::read(&zip(&[("datapackage.json", "package1.json"), ("data/lf.csv", "package.csv")]));
    assert_eq!(package.unwrap().source, ("INS".to_owned(), "https://example.org/ins".to_owned()));

    // Several tables: each by its number, all by their names.
    let mut two = Archive::default();
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="Lisez-moi" r:id="a"/><sheet name="Données" r:id="b"/></sheets></workbook>"#;
    let rels = r#"<Relationships><Relationship Id="b" Target="/xl/worksheets/two.xml"/><Relationship Id="a" Target="worksheets/one.xml"/></Relationships>"#;
    let note =
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>note</v></c></row></sheetData></worksheet>"#;
    let texts = "<sst><si><t>indicator</t></si><si><t>geo</t></si><si><t>sex</t></si><si><t>SL.TLF.CACT</t></si></sst>";
    two.store("xl/workbook.xml", book.as_bytes()).unwrap();
    two.store("xl/_rels/workbook.xml.rels", rels.as_bytes()).unwrap();
    two.store("xl/sharedStrings.xml", texts.as_bytes()).unwrap();
    two.store("xl/worksheets/one.xml", note.as_bytes()).unwrap();
    two.deflate("xl/worksheets/two.xml", &data("sheet.xml")).unwrap();
    let two = two.finish().unwrap();
    assert_eq!(formats::parts(&two), ["Lisez-moi", "Données"]);
    assert_eq!(formats::read(&two).err(), Some(Trouble::NoTable));
    assert_eq!(formats::read_part(&two, 1).unwrap().sheet.len(), 2);
    assert_eq!(formats::read_part(&two, 2).err(), Some(Trouble::NoFile));
    let tables = zip(&[("a.csv", "long.csv"), ("b.csv", "french-1252.csv")]);
    assert_eq!(formats::parts(&tables), ["a.csv", "b.csv"]);
    assert_eq!(formats::read_part(&tables, 1).unwrap().sheet.len(), 1);
    for (name, bytes, ..) in good() {
        assert!(formats::parts(&bytes).len() < 2, "{name} has one table");
    }
    // In thousands: written out, digit by digit.
    let thousands = "DATAFLOW,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nA,I,TN,F,2023,26.5,3\n\
                     A,I,TN,F,2024,7,0\nA,I,TN,F,2025,:,3\n";
    let thousands = formats::read(thousands.as_bytes()).unwrap();
    let values: Vec<&str> = thousands.sheet.column(thousands.roles[&Column::Value]).collect();
    assert_eq!((values.as_slice(), thousands.multiplied), (&["26500", "7", ":"][..], 1));

    let mut swelling = Archive::default();
    swelling.deflate("a.csv", &vec![b'0'; 20 * 1024 * 1024]).unwrap();
    let mut whole = zip(&[("a.csv", "long.csv")]);
    whole.truncate(40);
    for (bytes, trouble) in [
        (Vec::new(), Trouble::Empty),
        (b" \n".to_vec(), Trouble::Empty),
        (b"a,b\n".to_vec(), Trouble::Empty),
        (b"alone\n1\n".to_vec(), Trouble::NoTable),
        (vec![b'a'; MOST_BYTES + 1], Trouble::TooLarge),
        (format!("a,b\n{}", "1,2\n".repeat(500_001)).into_bytes(), Trouble::TooManyRows),
        (b"a,b\n\0,\x01\n".to_vec(), Trouble::Encoding),
        (data("bad.json"), Trouble::Json),
        (br#"[{"page":1,"pages":2},[]]"#.to_vec(), Trouble::Part),
        (swelling.finish().unwrap(), Trouble::Bomb),
        (whole, Trouble::Damaged),
        (zip(&[("datapackage.json", "package1.json")]), Trouble::NoFile),
        (zip(&[("datapackage.json", "bad.json")]), Trouble::Json),
        (zip(&[("a.csv-metadata.json", "bad.json")]), Trouble::Json),
    ] {
        assert_eq!(formats::read(&bytes).err(), Some(trouble));
    }
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

/// A register at the desk, with these indicators and no figure; its smallest count is 5.
async fn register(s: &Services, her: &Actor, indicators: &[(&str, &str, &str)]) -> String {
    let words = |text: &str| Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() };
    let mut said = desk::new_description(s, her).await.unwrap().said;
    for text in [&mut said.title, &mut said.summary, &mut said.publisher, &mut said.coverage] {
        *text = words("Registre");
    }
    said.url = "https://example.org/".to_owned();
    said.theme = "work".to_owned();
    said.section = "unions".to_owned();
    let id = desk::create(s, her, "", &said).await.unwrap();
    for (edit, (code, unit, part_of)) in indicators.iter().enumerate() {
        let indicator = IndicatorForm {
            code: (*code).to_owned(),
            label: words("Femmes"),
            definition: words("Femmes"),
            unit: (*unit).to_owned(),
            decimals: "1".to_owned(),
            direction: "neutral".to_owned(),
            part_of: (*part_of).to_owned(),
        };
        desk::write_indicator(s, her, &id, i32::try_from(edit).unwrap(), &indicator).await.unwrap();
    }
    id
}

async fn brought(s: &Services, id: &str, rows: &str) {
    let file = format!("indicator,geo,period,sex,value\n{rows}").into_bytes();
    match desk::import_file(s, file, id, true).await.unwrap() {
        Imported::Tried(_, Some(_)) => {}
        Imported::Tried(report, None) => panic!("{report:?}"),
        Imported::Unreadable(trouble) => panic!("{trouble}"),
    }
}

/// What readers see: indicator, place, period and sex, with the figure or nothing where it is withheld.
async fn read_of(s: &Services, id: &str) -> Vec<(String, Option<f64>)> {
    let set = statistics::dataset(s, &id.parse().unwrap()).await.unwrap();
    let mut rows: Vec<(String, Option<f64>)> = set
        .rows
        .iter()
        .map(|row| {
            assert_ne!(row.cell, Cell::Missing);
            (format!("{} {} {} {}", row.indicator, row.geo, row.period, row.sex), row.cell.value())
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

#[tokio::test]
async fn small_counts_follow_from_no_other_version_indicator_period_or_share() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        statistics::seed(s).await.unwrap();
        let her = bed.member("warda", Role::Statistician).await;
        let seen = async |id: &str| read_of(s, id).await;
        let told = |rows: &[(&str, Option<f64>)]| -> Vec<(String, Option<f64>)> {
            rows.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
        };

        let id = register(s, &her, &[("XX.WOMEN", "women", "")]).await;
        let version = |north: u32, jendouba: u32| {
            let of = [("TN-NW", north), ("TN-31", 40), ("TN-32", jendouba), ("TN-33", 3), ("TN-34", 50)];
            of.map(|(geo, value)| format!("XX.WOMEN,{geo},2024,F,{value}\n")).concat()
        };
        brought(s, &id, &version(138, 45)).await;
        let first = told(&[
            ("XX.WOMEN TN-31 2024 F", None),
            ("XX.WOMEN TN-32 2024 F", Some(45.0)),
            ("XX.WOMEN TN-33 2024 F", None),
            ("XX.WOMEN TN-34 2024 F", Some(50.0)),
            ("XX.WOMEN TN-NW 2024 F", Some(138.0)),
        ]);
        assert_eq!(seen(&id).await, first, "{}", bed.backend);
        // Alone it would withhold Jendouba and show Béja: 138 − 45 − 50 − 40 are three.
        brought(s, &id, &version(131, 38)).await;
        let second = seen(&id).await;
        assert_eq!((second[0].1, second[1].1, second[2].1), (None, Some(38.0), None), "{second:?}");
        desk::show_version(s, &her, &id, (2, 1), true).await.unwrap();
        assert_eq!(seen(&id).await, first, "the old one withholds what it withheld");

        // The half-year that is published nowhere, and those who came before.
        let id = register(s, &her, &[("XX.ALL", "women", ""), ("XX.NEW", "women", "XX.ALL")]).await;
        brought(
            s,
            &id,
            "XX.ALL,TN-33,2023,F,205\nXX.NEW,TN-33,2023,F,202\nXX.ALL,TN-33,2024,F,43\n\
             XX.ALL,TN-33,2024-H2,F,40\nXX.ALL,TN-33,2022,F,90\nXX.NEW,TN-33,2022,F,60\n",
        )
        .await;
        let expected = told(&[
            ("XX.ALL TN-33 2022 F", Some(90.0)),
            ("XX.ALL TN-33 2023 F", Some(205.0)),
            ("XX.ALL TN-33 2024 F", Some(43.0)),
            ("XX.ALL TN-33 2024-H2 F", None),
            ("XX.NEW TN-33 2022 F", Some(60.0)),
            ("XX.NEW TN-33 2023 F", None),
        ]);
        assert_eq!(seen(&id).await, expected, "{}", bed.backend);
        // It is part of the other one no more: she says so.
        let mut page = desk::indicators(s, &her, &id).await.unwrap();
        let new = page.indicators.iter_mut().find(|one| one.code == "XX.NEW").unwrap();
        assert_eq!(std::mem::take(&mut new.part_of), "XX.ALL");
        desk::write_indicator(s, &her, &id, page.edit, new).await.unwrap();
        assert_eq!(seen(&id).await[5].1, Some(202.0), "{}", bed.backend);
        let ring = IndicatorForm { part_of: "XX.NEW".to_owned(), ..new.clone() };
        assert!(desk::write_indicator(s, &her, &id, page.edit + 1, &ring).await.is_err(), "of itself");

        // 1.5% of 205 are three; 12% of them are many.
        let id = register(s, &her, &[("XX.CASES", "women", ""), ("XX.SHARE", "percent", "")]).await;
        brought(s, &id, "XX.CASES,TN-33,2024,F,3\nXX.CASES,TN-33,2023,F,205\nXX.SHARE,TN-33,2024,F,1.5\n")
            .await;
        assert_eq!(seen(&id).await[2].1, Some(1.5), "of another year");
        brought(
            s,
            &id,
            "XX.CASES,TN-33,2024,F,3\nXX.CASES,TN-33,2024,T,205\nXX.SHARE,TN-33,2024,F,1.5\n\
             XX.SHARE,TN-33,2024,T,12\n",
        )
        .await;
        let expected = told(&[
            ("XX.CASES TN-33 2024 F", None),
            ("XX.CASES TN-33 2024 T", Some(205.0)),
            ("XX.SHARE TN-33 2024 F", None),
            ("XX.SHARE TN-33 2024 T", Some(12.0)),
        ]);
        assert_eq!(seen(&id).await, expected, "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_map_is_drawn_only_of_one_period_by_governorate_and_offered_only_with_outlines() {
    for bed in TestBed::each().await {
        let bare = &bed.services;
        let s = &bare.clone().with_shapes(domain::testing::shapes());
        statistics::seed(s).await.unwrap();
        let her = bed.member("warda", Role::Statistician).await;
        let id = register(s, &her, &[("XX.WOMEN", "women", "")]).await;
        let rows = [
            "TN-31,2023,F,81",
            "TN,2024,F,9000",
            "TN-31,2024,F,140",
            "TN-32,2024,F,150",
            "TN-33,2024,F,3",
            "TN-34,2024,F,160",
            "TN-34,2024,M,170",
        ];
        brought(s, &id, &rows.map(|row| format!("XX.WOMEN,{row}\n")).concat()).await;
        let page = desk::charts(s, &her, &id).await.unwrap();
        assert!(page.mappable, "{}", bed.backend);
        let words = |text: &str| Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() };
        let form = desk::ChartForm {
            kind: "map".to_owned(),
            version: page.shown.to_string(),
            series: "indicator".to_owned(),
            categories: "geo".to_owned(),
            indicators: vec!["XX.WOMEN".to_owned()],
            sexes: vec!["F".to_owned()],
            periods: "2024".to_owned(),
            position: "1".to_owned(),
            title: words("Carte"),
            ..Default::default()
        };
        let refused = async |form: &desk::ChartForm| {
            let error = desk::write_chart(s, &her, &id, ("", page.edit), form).await.unwrap_err();
            error.fields.iter().map(|one| one.field.clone()).collect::<Vec<_>>()
        };
        let two_periods = desk::ChartForm { periods: String::new(), ..form.clone() };
        assert_eq!(refused(&two_periods).await, ["map"], "{}", bed.backend);
        let two_sexes = desk::ChartForm { sexes: Vec::new(), ..form.clone() };
        assert_eq!(refused(&two_sexes).await, ["map"]);
        let two_places =
            desk::ChartForm { geos: vec!["TN-31".to_owned(), "TN-32".to_owned()], ..form.clone() };
        assert_eq!(refused(&two_places).await, ["map"]);
        assert!(!desk::charts(bare, &her, &id).await.unwrap().mappable, "{}", bed.backend);
        let error = desk::write_chart(bare, &her, &id, ("", page.edit), &form).await.unwrap_err();
        assert_eq!(error.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["kind"]);
        let by_age = desk::ChartForm { categories: "age".to_owned(), ..form.clone() };
        assert!(refused(&by_age).await.contains(&"map".to_owned()));
        let chart = desk::write_chart(s, &her, &id, ("", page.edit), &form).await.unwrap();
        let set = statistics::dataset(s, &id.parse().unwrap()).await.unwrap();
        let plot = &set.charts[0].plot;
        assert_eq!((plot.kind, plot.categories.len()), (PlotKind::Map, 24));
        assert!(plot.shapes.as_ref().is_some_and(|shapes| shapes.licence() == "Licence of squares"));
        // It is kept where the outlines went away, and tells the same.
        let kept = desk::ChartForm { chart, note: words("Femmes"), ..form.clone() };
        desk::write_chart(bare, &her, &id, ("", page.edit + 1), &kept).await.unwrap();
        let without = statistics::dataset(bare, &id.parse().unwrap()).await.unwrap();
        let without = &without.charts[0].plot;
        assert!(without.shapes.is_none() && without.series == plot.series, "{}", bed.backend);
        let mut points: Vec<(&str, Option<f64>, bool)> = plot.series[0]
            .points
            .iter()
            .map(|point| (point.category.as_str(), point.value, point.withheld))
            .collect();
        points.sort_by(|a, b| a.0.cmp(b.0));
        let expected = [
            ("TN-31", Some(140.0), false),
            ("TN-32", Some(150.0), false),
            ("TN-33", None, true),
            ("TN-34", Some(160.0), false),
        ];
        assert_eq!(points, expected, "{}: the country is left out, three women are withheld", bed.backend);
    }
}

#[tokio::test]
async fn an_old_version_keeps_its_sources_and_its_day() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        statistics::seed(s).await.unwrap();
        let her = bed.member("warda", Role::Statistician).await;
        let id = register(s, &her, &[("XX.WOMEN", "persons", "")]).await;
        brought(s, &id, "XX.WOMEN,TN-33,2024,F,40\n").await;
        let first = s.today();
        bed.clock.advance(chrono::Duration::days(3));
        // The same publisher and address, but in Arabic it is called otherwise by now.
        let mut said = desk::description(s, &her, &id).await.unwrap();
        said.said.publisher.ar = "سجلّ آخر".to_owned();
        desk::describe(s, &her, &id, said.edit, &said.said).await.unwrap();
        brought(s, &id, "XX.WOMEN,TN-33,2024,F,50\n").await;
        let set = async || statistics::dataset(s, &id.parse().unwrap()).await.unwrap();
        let second = set().await;
        assert_eq!((second.sources[0].title.ar.as_str(), second.accessed.clone()), ("سجلّ آخر", s.today()));
        desk::show_version(s, &her, &id, (2, 1), true).await.unwrap();
        let back = set().await;
        assert_eq!(
            (back.sources[0].title.ar.as_str(), back.accessed),
            ("Registre", first),
            "{}",
            bed.backend
        );
    }
}
