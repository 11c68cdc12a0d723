//! Articles: made, read by a second person, put before readers and taken away.

use contract::ids::ArticleId;
use domain::content::editorial::{self, DraftForm, Filter, NewArticle};

use super::*;

/// The lock of a text, read without leaving a row that counts.
async fn lock(desk: &mut Desk, who: &Actor, id: &ArticleId) -> String {
    let s = desk.services();
    let read = editorial::open(&s, who, id, Locale::Ar).await;
    desk.row(Action::ArticlesRead, read).await.version
}

pub async fn exercise(desk: &mut Desk) {
    let s = &desk.services();
    let writer = desk.bed.member("nargis", Role::Editor).await;
    desk.words.extend(["nargis", "saffrontitle", "cuminwords", "anisnote"].map(str::to_owned));
    let (admin, ar) = (&desk.admin(), Locale::Ar);
    let form = DraftForm {
        title: "saffrontitle".to_owned(),
        summary: "cuminwords".to_owned(),
        source: "cuminwords".to_owned(),
        checked_on: "2026-11-01".to_owned(),
        ..DraftForm::default()
    };
    let new = NewArticle {
        kind: "article".to_owned(),
        section: "poverty".to_owned(),
        locale: "ar".to_owned(),
        form: form.clone(),
        ..NewArticle::default()
    };
    let refused = editorial::create(s, &writer, &NewArticle::default()).await;
    desk.no_row("an empty form", refused.unwrap_err()).await;
    let id = desk.row(Action::ArticleCreate, editorial::create(s, &writer, &new).await).await;
    desk.row(Action::ArticlesRead, editorial::list(s, &writer, &Filter::default()).await).await;
    let v = lock(desk, &writer, &id).await;
    editorial::keep(s, &writer, &id, ar, (&v, ""), &form).await.unwrap();
    desk.no_row("hers alone", ()).await;
    desk.row(Action::ArticleSave, editorial::save(s, &writer, &id, ar, &v, &form).await).await;
    let stale = editorial::save(s, &writer, &id, ar, &v, &form).await;
    desk.no_row("too late", stale.unwrap_err()).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleSubmit, editorial::submit(s, &writer, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleTakeBack, editorial::take_back(s, &writer, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleSubmit, editorial::submit(s, &writer, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    let own = editorial::approve(s, &writer, &id, ar, &v, "").await;
    desk.no_row("her own", own.unwrap_err()).await;
    let asked = editorial::request_changes(s, admin, &id, ar, &v, "anisnote").await;
    desk.row(Action::ArticleChanges, asked).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleSubmit, editorial::submit(s, &writer, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleApprove, editorial::approve(s, admin, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    let times = ("2030-01-01T10:00", "");
    desk.row(Action::ArticleSchedule, editorial::schedule(s, admin, &id, ar, &v, times).await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleCallOff, editorial::call_off(s, admin, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticlePublish, editorial::publish(s, admin, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleArchive, editorial::archive(s, admin, &id, ar, &v, "").await).await;
    let v = lock(desk, &writer, &id).await;
    let taken = editorial::withdraw(s, admin, &id, ar, &v, "anisnote").await;
    desk.row(Action::ArticleWithdraw, taken).await;
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleReopen, editorial::reopen(s, &writer, &id, ar, &v, "").await).await;
    let history = editorial::history(s, &writer, &id, ar, None).await;
    let history = desk.row(Action::ArticlesRead, history).await;
    let first = history.rows.last().unwrap().revision.id.clone();
    let v = lock(desk, &writer, &id).await;
    desk.row(Action::ArticleRestore, editorial::restore(s, &writer, &id, ar, &v, &first).await).await;
    desk.row(Action::TinyTeam, editorial::set_tiny(s, admin, true).await).await;
    desk.row(Action::TinyTeam, editorial::set_tiny(s, admin, false).await).await;
    let refused = editorial::set_tiny(s, &writer, true).await;
    desk.no_row("not hers to say", refused.unwrap_err()).await;
}
