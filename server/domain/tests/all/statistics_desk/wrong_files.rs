//! Files that are wrong, and what a file is by its contents.

use super::*;

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
pub(super) enum Wrong {
    /// It cannot be read.
    File(Trouble),
    /// A row is not what is expected.
    Row(usize, Expected),
}

/// Files that are wrong, beside [`good`]: name, bytes, what is told of them.
pub(super) fn bad() -> Vec<(&'static str, Vec<u8>, Wrong)> {
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
