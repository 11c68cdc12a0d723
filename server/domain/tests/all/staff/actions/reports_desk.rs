//! Reports, cases of danger, and who is there when.

use super::*;
use domain::{
    duty::{self, NewShift},
    moderation::report::{self, NewReport},
    safety::danger,
};
use entity::{report::report_case, safety::safety_case};

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    let reporter = desk.bed.member("rim", Role::Member).await;
    let words = ["عنوان يبلَّغ عنه", "نصّ يبلَّغ عنه وفيه كلام كثير", "كلام من أبلغت"];
    desk.words.extend(words.map(str::to_owned));
    let form = NewTopic {
        category: "unions".into(),
        title: words[0].into(),
        body: words[1].into(),
        ..NewTopic::default()
    };
    let sent = forum::create_topic(s, author, &form, Locale::Ar).await.unwrap();
    let approve = Decision {
        post: sent.post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    desk.row(Action::PostApprove, moderation::decide(s, admin, &approve).await).await;
    for code in ["hate", "danger"] {
        let form = NewReport {
            post: sent.post.to_string(),
            code: code.into(),
            text: words[2].into(),
            ..NewReport::default()
        };
        let received = report::report(s, &reporter, &form).await.unwrap();
        desk.no_row("what somebody reports", received).await;
    }
    desk.row(Action::ReportsRead, report::cases(s, admin, Locale::Ar).await).await;
    let case = report_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
    desk.row(Action::ReportsRead, report::case(s, admin, &case.id, Locale::Ar).await).await;
    let keep = report::Decision {
        case: case.id,
        version: case.version.to_string(),
        action: "keep".into(),
        ..report::Decision::default()
    };
    desk.row(Action::ReportDecide, report::act(s, admin, &keep).await).await;

    desk.row(Action::SafetyRead, danger::cases(s, admin).await).await;
    let case = safety_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
    desk.row(Action::SafetyRead, danger::case(s, admin, &case.id, Locale::Ar).await).await;
    desk.row(Action::SafetyAct, danger::acknowledge(s, admin, &case.id, case.version).await).await;

    let shift = NewShift {
        member: id(admin).as_str().to_owned(),
        weekday: "0".into(),
        from: "09:00".into(),
        to: "12:00".into(),
        ..NewShift::default()
    };
    desk.row(Action::DutyChange, duty::add(s, admin, &shift).await).await;
}
