//! Items of the library: read, taken back, published, dated, withdrawn, erased.

use super::*;
use domain::library::{self, Dates, SegmentForm, SegmentText, Withdrawal};

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    library::seed(s).await.unwrap();
    desk.no_row("seeded", ()).await;
    let ar = contract::Locale::Ar;
    let item = "udhrar".parse().unwrap();
    desk.row(Action::LibraryRead, library::desk_list(s, admin, ar, None, None).await).await;
    desk.row(Action::LibraryRead, library::desk_item(s, admin, ar, &item).await).await;
    desk.row(Action::LibraryUnpublish, library::unpublish(s, admin, &item).await).await;
    desk.row(Action::LibraryPublish, library::publish(s, admin, &item).await).await;
    let again = library::publish(s, admin, &item).await;
    desk.no_row("published already", again.unwrap_err()).await;
    let dates = Dates { from: String::new(), to: "2027-01-01".to_owned() };
    desk.row(Action::LibraryEmbargo, library::embargo(s, admin, &item, &dates).await).await;
    desk.words.push("zafarantitle".to_owned());
    let text = SegmentText { title: "zafarantitle".to_owned(), ..SegmentText::default() };
    let form = SegmentForm { id: String::new(), start: "1:05".to_owned(), texts: [(ar, text)].into() };
    desk.row(Action::LibrarySegment, library::write_segment(s, admin, &item, &form).await).await;
    let again = library::write_segment(s, admin, &item, &form).await;
    desk.no_row("a second one at the same moment", again.unwrap_err()).await;
    let read = library::desk_segments(s, admin, ar, &item).await;
    let (_, parts) = desk.row(Action::LibraryRead, read).await;
    let gone = library::remove_segment(s, admin, &item, &parts[0].id).await;
    desk.row(Action::LibrarySegment, gone).await;
    desk.words.push("samovarnote".to_owned());
    let withdrawal = Withdrawal {
        reason: "may_harm".to_owned(),
        notes: [(ar, "samovarnote".to_owned())].into(),
        sure: true,
    };
    desk.row(Action::LibraryWithdraw, library::withdraw(s, admin, &item, &withdrawal).await).await;
    desk.row(Action::LibraryErase, library::erase(s, admin, &item, true).await).await;
}
