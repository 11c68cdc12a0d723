//! Texts: who looks after one, and that it was compared with its sources.

use contract::{Locale, ids::ArticleId};
use domain::content::{
    self,
    care::{self, Keeping},
};
use entity::content::article_work;

use super::*;

/// The lock of a text, as a form carries it.
async fn lock(desk: &Desk, id: &ArticleId) -> String {
    let key = (id.as_str().to_owned(), "ar".to_owned());
    let work = article_work::Entity::find_by_id(key).one(desk.bed.services.db.read()).await.unwrap().unwrap();
    format!("{}.{}", work.version, work.head_id)
}

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    content::seed(s).await.unwrap();
    desk.no_row("seeded", ()).await;
    let (ar, id): (_, ArticleId) = (Locale::Ar, "askunit".parse().unwrap());
    let owner = admin.member().unwrap().id.to_string();
    let sent = Keeping { version: lock(desk, &id).await, owner, check_by: "2027-05-01".to_owned() };
    desk.row(Action::ArticleCare, care::keep(s, admin, &id, ar, &sent).await).await;
    let again = care::keep(s, admin, &id, ar, &sent).await;
    desk.no_row("somebody was quicker", again.unwrap_err()).await;
    let version = lock(desk, &id).await;
    let refused = care::checked(s, admin, &id, ar, &version, "2099-01-01").await;
    desk.no_row("a day to come", refused.unwrap_err()).await;
    desk.row(Action::ArticleChecked, care::checked(s, admin, &id, ar, &version, "").await).await;
}
