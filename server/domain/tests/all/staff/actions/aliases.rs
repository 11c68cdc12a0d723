//! Who wrote under an alias: asked by one, confirmed or refused by another, looked at, held back, told.

use domain::{
    forum::alias::Mask,
    moderation::identity::{self, Question},
};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let s = &desk.services();
    let author = desk.author.clone();
    // On her first day only three questions are taken.
    desk.bed.clock.advance(Duration::hours(25));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال بلا اسم".into(),
        body: "كلام بلا اسم".into(),
        mask: Mask { hide: true, switch: false },
        ..NewTopic::default()
    };
    desk.words.extend(["سؤال بلا اسم", "كلام بلا اسم"].map(str::to_owned));
    let sent = forum::create_topic(s, &author, &form, Locale::Ar).await.unwrap();
    let (lead, admin) = (&desk.lead(), &desk.admin());
    let decision = Decision {
        post: sent.post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    desk.row(Action::PostApprove, moderation::decide(s, admin, &decision).await).await;

    let question =
        Question { post: sent.post.to_string(), reason: "others_in_danger".into(), form_key: String::new() };
    let id = desk.row(Action::IdentityAsk, identity::ask(s, lead, &question).await).await;
    desk.row(Action::IdentityRead, identity::requests(s, admin).await).await;
    desk.row(Action::IdentityRead, identity::request(s, admin, &id).await).await;
    desk.row(Action::IdentityRefuse, identity::refuse(s, admin, &id).await).await;
    let id = desk.row(Action::IdentityAsk, identity::ask(s, lead, &question).await).await;
    let alone = identity::confirm(s, lead, &id).await;
    desk.no_row("one key is not enough", alone.unwrap_err()).await;
    desk.row(Action::IdentityConfirm, identity::confirm(s, admin, &id).await).await;
    let name = desk.row(Action::IdentityLook, identity::look(s, lead, &id).await).await;
    assert_eq!(name, "yasmin");
    desk.row(Action::IdentityHold, identity::hold(s, lead, &id, "danger_if_told").await).await;
    desk.row(Action::IdentityRelease, identity::release(s, admin, &id).await).await;
    desk.bed.clock.advance(Duration::days(7));
    let told = desk.row(Action::IdentityTold, identity::tell_due(s).await).await;
    assert_eq!(told, 1);
}
