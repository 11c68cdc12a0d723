//! Figures: files that are tried, versions, descriptions.

use bytes::Bytes;
use contract::ErrorCode;
use domain::statistics::{
    self, Localised,
    desk::{self, Bringing, IndicatorForm, State},
};
use futures::stream;

use super::*;

fn words(text: &str) -> Localised {
    Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() }
}

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    statistics::seed(s).await.unwrap();
    desk.no_row("shipped figures", ()).await;
    desk.words.extend(["Jasmin".to_owned(), "Coquelicot".to_owned()]);
    let mut form = desk::new_description(s, admin).await.unwrap();
    let said = &mut form.said;
    for text in [&mut said.title, &mut said.summary, &mut said.publisher, &mut said.coverage] {
        *text = words("Jasmin");
    }
    said.url = "https://example.org/".to_owned();
    said.theme = "work".to_owned();
    said.section = contract::Section::ALL[0].slug().to_owned();
    let refused = desk::create(s, author, "", &form.said).await;
    assert_eq!(desk.no_row("refused", refused.unwrap_err()).await.code, ErrorCode::Forbidden);
    let id = desk.row(Action::StatisticsCreate, desk::create(s, admin, "", &form.said).await).await;
    let indicator = IndicatorForm {
        code: "XX.JASMIN".to_owned(),
        label: words("Jasmin"),
        definition: words("Coquelicot"),
        unit: "percent".to_owned(),
        decimals: "1".to_owned(),
        direction: "up".to_owned(),
        part_of: String::new(),
    };
    let done = desk::write_indicator(s, admin, &id, 0, &indicator).await;
    desk.row(Action::StatisticsDescribe, done).await;
    let done = desk::describe(s, admin, &id, 0, &form.said).await;
    assert_eq!(desk.no_row("somebody was first", done.unwrap_err()).await.code, ErrorCode::Conflict);
    let said = desk::description(s, admin, &id).await.unwrap();
    assert_eq!((said.edit, said.said.headline_indicator.as_str()), (1, "XX.JASMIN"));
    desk.row(Action::StatisticsDescribe, desk::describe(s, admin, &id, 1, &said.said).await).await;
    for (n, value) in [(1, "27.5"), (2, "28.5")] {
        let mut bringing = Bringing::begin(s, admin, "").await.unwrap();
        let rows = format!("indicator,geo,period,sex,value\nXX.JASMIN,TN,2024,F,{value}\n");
        bringing.file("Coquelicot.csv", stream::iter([Ok(Bytes::from(rows))])).await.unwrap();
        let file = desk.row(Action::StatisticsUpload, bringing.finish().await).await;
        desk::check(s, admin, &file).await.unwrap();
        let tried = desk::trial(s, admin, &file).await.unwrap();
        assert_eq!((tried.state, tried.mapping.dataset.as_str()), (State::Mapping, id.as_str()));
        desk.row(Action::StatisticsMap, desk::map(s, admin, &file, &tried.mapping).await).await;
        let tried = desk::trial(s, admin, &file).await.unwrap();
        assert_eq!(tried.state, State::Ready, "{:?}", tried.report);
        let refused = desk::confirm(s, admin, &file, "another").await;
        desk.no_row("not what she saw", refused.unwrap_err()).await;
        desk.row(Action::StatisticsImport, desk::confirm(s, admin, &file, &tried.seal).await).await;
        assert_eq!(desk::trial(s, admin, &file).await.unwrap().version, Some(n));
        desk.row(Action::StatisticsClear, desk::discard(s, admin, &file).await).await;
    }
    let chart = desk::ChartForm {
        kind: "line".to_owned(),
        version: "2".to_owned(),
        series: "sex".to_owned(),
        indicators: vec!["XX.JASMIN".to_owned()],
        position: "1".to_owned(),
        title: words("Jasmin"),
        ..Default::default()
    };
    let code = desk::CodeForm {
        code: "TN-99".to_owned(),
        label: words("Jasmin"),
        parent: "TN-NW".to_owned(),
        position: "9".to_owned(),
        aliases: "Coquelicot".to_owned(),
    };
    let done = desk::write_code(s, admin, "geo", ("", 0), &code).await;
    desk.row(Action::StatisticsCode, done).await;
    let taken = desk::write_code(s, admin, "geo", ("", 0), &code).await;
    desk.no_row("it is there", taken.unwrap_err()).await;
    desk.row(Action::StatisticsCode, desk::write_code(s, admin, "geo", ("TN-99", 0), &code).await).await;
    let late = desk::write_code(s, admin, "geo", ("TN-99", 0), &code).await;
    assert_eq!(desk.no_row("somebody was first", late.unwrap_err()).await.code, ErrorCode::Conflict);
    let edit = desk::charts(s, admin, &id).await.unwrap().edit;
    let drawn = desk::write_chart(s, admin, &id, ("", edit), &chart).await;
    let drawn = desk.row(Action::StatisticsDescribe, drawn).await;
    let late = desk::remove_chart(s, admin, &id, (&drawn, edit), true).await;
    assert_eq!(desk.no_row("somebody was first", late.unwrap_err()).await.code, ErrorCode::Conflict);
    let gone = desk::remove_chart(s, admin, &id, (&drawn, edit + 1), true).await;
    desk.row(Action::StatisticsDescribe, gone).await;
    desk.row(Action::StatisticsShow, desk::show_version(s, admin, &id, (2, 1), true).await).await;
}
