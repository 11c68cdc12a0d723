//! Items of the library: read, taken back, published, dated, withdrawn, erased.

use super::*;
use domain::library::{self, Dates, Withdrawal};

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
    desk.words.push("samovarnote".to_owned());
    let withdrawal = Withdrawal {
        reason: "may_harm".to_owned(),
        notes: [(ar, "samovarnote".to_owned())].into(),
        sure: true,
    };
    desk.row(Action::LibraryWithdraw, library::withdraw(s, admin, &item, &withdrawal).await).await;
    desk.row(Action::LibraryErase, library::erase(s, admin, &item, true).await).await;
}
