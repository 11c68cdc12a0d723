//! Registers at the desk: small counts, maps, and old versions.

use super::*;

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
