//! Computers that everybody uses.

use domain::kiosk::{self, DeviceForm};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.extend(["Olivierkiosk".to_owned(), "Espacekiosk".to_owned()]);
    let form = DeviceForm {
        name: "Olivierkiosk".to_owned(),
        place: "Espacekiosk".to_owned(),
        ..DeviceForm::default()
    };
    let empty = kiosk::add(s, admin, "", &DeviceForm::default()).await;
    desk.no_row("an empty form", empty.unwrap_err()).await;
    let id = desk.row(Action::KioskAdd, kiosk::add(s, admin, "", &form).await).await;
    desk.row(Action::KioskChange, kiosk::change(s, admin, &id, "1", &form).await).await;
    let late = kiosk::change(s, admin, &id, "1", &form).await;
    desk.no_row("changed meanwhile", late.unwrap_err()).await;
    let code =
        desk.row(Action::KioskCode, kiosk::new_code(s, admin, &id).await.map_err(|error| error.code)).await;
    desk.words.push(code.code.clone());
    desk.row(Action::KioskEnrol, kiosk::enrol(s, &code.code).await).await;
    let again = kiosk::enrol(s, &code.code).await;
    desk.no_row("used", again.unwrap_err()).await;
    desk.row(Action::KioskRevoke, kiosk::revoke(s, admin, &id).await).await;
}
