//! Organisations, numbers that help, the launch check-list.

use std::collections::BTreeMap;

use contract::Locale;
use domain::{
    commitment::{self, PointForm},
    directory::{self, OrganisationSheet, OrganisationWords},
    launch::{self, LaunchForm},
    safety::lines::{self, HelplineAct},
};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.extend(["Jasminassoc".to_owned(), "0661234567".to_owned(), "Romarinnote".to_owned()]);
    let words = OrganisationWords {
        name: "Jasminassoc".to_owned(),
        does: "Jasminassoc".to_owned(),
        ..OrganisationWords::default()
    };
    let sheet = OrganisationSheet {
        kind: "association".to_owned(),
        area: "kef".to_owned(),
        words: BTreeMap::from([(Locale::Fr, words)]),
        phone: "0661234567".to_owned(),
        source_url: "https://example.org/".to_owned(),
        checked_on: "2026-01-01".to_owned(),
        ..OrganisationSheet::default()
    };
    let empty = directory::create(s, admin, "", &OrganisationSheet::default()).await;
    desk.no_row("an empty form", empty.unwrap_err()).await;
    let made = directory::create(s, admin, "", &sheet).await;
    let id = desk.row(Action::OrganisationCreate, made).await;
    desk.row(Action::OrganisationEdit, directory::edit(s, admin, &id, "0", &sheet).await).await;
    let late = directory::edit(s, admin, &id, "0", &sheet).await;
    desk.no_row("changed meanwhile", late.unwrap_err()).await;
    desk.row(Action::OrganisationPublish, directory::publish(s, admin, &id, "1").await).await;
    desk.row(Action::OrganisationCheck, directory::check(s, admin, &id, "2").await).await;
    desk.row(Action::OrganisationHide, directory::hide(s, admin, &id).await).await;
    let unsure = directory::delete(s, admin, &id, false).await;
    desk.no_row("not meant", unsure.unwrap_err()).await;
    desk.row(Action::OrganisationDelete, directory::delete(s, admin, &id, true).await).await;

    lines::seed(s).await.unwrap();
    launch::seed(s).await.unwrap();
    desk.no_row("seeded", ()).await;
    let mut form = lines::helpline_form(s, admin, "police").await.unwrap().form;
    form.number = "1970".to_owned();
    form.checked_on = "2026-11-01".to_owned();
    desk.row(Action::HelplineChange, lines::change(s, admin, "police", "0", &form).await).await;
    let rows = log(&desk.bed).await;
    assert!(rows.iter().any(|row| row.detail.as_deref().is_some_and(|it| it.starts_with("number:197>1970"))));
    desk.row(Action::HelplineCheck, lines::act(s, admin, "police", "1", HelplineAct::Check).await).await;
    desk.row(Action::HelplineHide, lines::act(s, admin, "police", "", HelplineAct::Hide).await).await;
    desk.row(Action::HelplineShow, lines::act(s, admin, "police", "", HelplineAct::Show).await).await;
    desk.row(Action::HelplineAdd, lines::add(s, admin, "", &form).await).await;

    let settled = LaunchForm {
        standing: "confirmed".to_owned(),
        keeper: "me".to_owned(),
        note: "Romarinnote".to_owned(),
        ..LaunchForm::default()
    };
    let said = launch::change(s, admin, "dial-197", "0", &settled).await;
    desk.row(Action::LaunchChange, said).await;
    let late = launch::change(s, admin, "dial-197", "0", &settled).await;
    desk.no_row("said meanwhile", late.unwrap_err()).await;

    commitment::seed(s).await.unwrap();
    let there =
        PointForm { standing: "there".to_owned(), note_fr: "Romarinnote".to_owned(), ..PointForm::default() };
    let said = commitment::change(s, admin, "forum", "0", &there).await;
    desk.row(Action::CommitmentChange, said).await;
    let late = commitment::change(s, admin, "forum", "0", &there).await;
    desk.no_row("said meanwhile", late.unwrap_err()).await;
}
