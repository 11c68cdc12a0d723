//! Figures as they were imported.

use domain::statistics::{self, raw};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    statistics::seed(s).await.unwrap();
    let id = "manara".parse().unwrap();
    let asked = raw::raw_desk(s, admin, &id).await.unwrap();
    desk.no_row("asked why", asked).await;
    let refused = raw::raw(s, admin, &id, "zafaran").await.unwrap_err();
    desk.no_row("no reason of ours", refused).await;
    let file = desk.row(Action::StatisticsRaw, raw::raw(s, admin, &id, "check").await).await;
    assert!(String::from_utf8(file).unwrap().contains("AFC.MANARA.NEW"));
    let lead = &desk.lead();
    desk.no_row("not hers to read", raw::raw(s, lead, &id, "check").await.unwrap_err()).await;
}
