//! The words that the team watches, the switch for quiet hours, and trust that texts earn.

use super::*;
use domain::{
    forum::gate::{
        limits::{self, Number},
        quiet,
        sweep::sweep,
    },
    moderation::report::{NewReport, report},
    words,
};
use entity::{
    forum::post,
    report::{report as report_row, report_case},
};
use sea_orm::{IntoActiveModel, sea_query::Expr};

pub async fn exercise(desk: &mut Desk) {
    let (s, lead) = (&desk.services(), &desk.lead());
    let form = words::Form {
        pattern: "samovar".into(),
        language: "fr".into(),
        effect: "hold".into(),
        ..words::Form::default()
    };
    desk.words.push("samovar".to_owned());
    desk.row(Action::WordsRead, words::watched(s, lead, None, "", "").await).await;
    desk.row(Action::WordsTry, words::try_out(s, lead, &form).await).await;
    let id = desk.row(Action::WordAdd, words::add(s, lead, &form).await).await;
    let changed = words::Form { effect: "mask".into(), ..form };
    desk.row(Action::WordChange, words::change(s, lead, &id, &changed).await).await;
    desk.row(Action::WordRemove, words::remove(s, lead, &id).await).await;
    desk.row(Action::QuietSwitch, quiet::switch(s, lead, true).await).await;
    desk.row(Action::QuietSwitch, quiet::switch(s, lead, false).await).await;
    let admin = &desk.admin();
    desk.row(Action::PendingMost, limits::set(s, admin, Number::PendingMost, "5").await).await;
    desk.row(Action::ApprovedAfter, limits::set(s, admin, Number::ApprovedAfter, "3").await).await;

    // Twenty published texts over forty days, as if she had sent them.
    let hers = desk.bed.member("lina", Role::Member).await;
    let hers = id_of(&hers);
    let pattern = post::Entity::find().one(s.db.read()).await.unwrap().expect("a text of the rooms before");
    for n in 0..20 {
        let at = s.now_ms() - n * 2 * 86_400_000;
        let row = post::Model {
            id: domain::services::new_id(),
            author_id: Some(hers.clone()),
            is_opening: false,
            position: None,
            state: "published".into(),
            submitted_at: at,
            decided_at: Some(at),
            published_at: Some(at),
            removed_at: None,
            hidden_state: None,
            alias: None,
            ..pattern.clone()
        };
        row.into_active_model().reset_all().insert(s.db.writer()).await.unwrap();
    }
    desk.row(Action::TrustGive, sweep(s).await).await;
    // A grave report of one of them was right.
    let one = post::Entity::find().filter(post::Column::AuthorId.eq(hers.as_str())).one(s.db.read()).await;
    let one = one.unwrap().unwrap();
    let reporter = desk.bed.member("nour", Role::Member).await;
    let form = NewReport { post: one.id.clone(), code: "threat".into(), ..NewReport::default() };
    report(s, &reporter, &form).await.unwrap();
    report_case::Entity::update_many()
        .col_expr(report_case::Column::State, Expr::value("upheld"))
        .col_expr(report_case::Column::DecidedAt, Expr::value(s.now_ms()))
        .filter(report_case::Column::PostId.eq(one.id.as_str()))
        .exec(s.db.writer())
        .await
        .unwrap();
    let post_id = one.id.clone();
    let mut one = one.into_active_model();
    one.state = Set("removed".to_owned());
    one.removed_at = Set(Some(s.now_ms()));
    one.update(s.db.writer()).await.unwrap();
    desk.row(Action::TrustTake, sweep(s).await).await;
    // The rooms after this one find the first case of all.
    report_row::Entity::delete_many()
        .filter(report_row::Column::PostId.eq(post_id.as_str()))
        .exec(s.db.writer())
        .await
        .unwrap();
    report_case::Entity::delete_many()
        .filter(report_case::Column::PostId.eq(post_id.as_str()))
        .exec(s.db.writer())
        .await
        .unwrap();
}

fn id_of(actor: &Actor) -> String {
    id(actor).as_str().to_owned()
}
