//! Deciding on changes, looking at what was public, hiding, taking away and giving back.

use super::*;
use domain::{
    forum::Edit,
    moderation::{EditDecision, Taking},
};

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    let words = ["عنوان يتغيّر بعد حين", "نصّ يتغيّر بعد حين وفيه كلام كثير"];
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
    let change = async |base: &str, body: &str| {
        let form = Edit { title: words[0].into(), body: body.into(), base: base.into(), ..Edit::default() };
        forum::edit_post(s, author, &sent.post, &form).await.unwrap()
    };
    let decide = async |n: &str, action: &str| {
        let form = EditDecision {
            post: sent.post.to_string(),
            version: n.into(),
            action: action.into(),
            reason: "insult".into(),
            ..EditDecision::default()
        };
        moderation::decide_edit(s, admin, &form).await
    };
    let longer = format!("{} ثمّ آخر", words[1]);
    desk.no_row("what she changes", change("1", &longer).await).await;
    desk.row(Action::EditReject, decide("2", "reject").await).await;
    desk.no_row("what she changes", change("1", &longer).await).await;
    desk.row(Action::EditChanges, decide("3", "changes").await).await;
    desk.bed.clock.advance(Duration::minutes(2));
    desk.no_row("what she changes", change("1", &longer).await).await;
    desk.row(Action::EditPrivate, decide("4", "private").await).await;
    desk.no_row("what she changes", change("1", &longer).await).await;
    desk.row(Action::EditApprove, decide("5", "approve").await).await;
    desk.no_row("what she takes out", change("5", words[1]).await).await;
    desk.row(Action::EditCheck, decide("6", "seen").await).await;
    desk.row(Action::HistoryRead, forum::history(s, admin, &sent.post).await).await;
    let own = forum::history(s, author, &sent.post).await;
    desk.no_row("her own", own.unwrap()).await;
    desk.row(Action::RevisionHide, forum::hide_revision(s, admin, &sent.post, 1).await).await;
    for (step, action) in [
        ("hold", Action::PostHold),
        ("release", Action::PostRelease),
        ("remove", Action::PostRemove),
        ("restore", Action::PostRestore),
    ] {
        let row = entity::forum::post::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap();
        let form = Taking {
            action: step.into(),
            version: row.unwrap().version.to_string(),
            reason: "insult".into(),
            note: String::new(),
        };
        desk.row(action, moderation::take(s, admin, &sent.post, &form).await).await;
    }
    forum::withdraw(s, author, &sent.post).await.unwrap();
    desk.no_row("what she takes away", forum::undo(s, author, &sent.post).await.unwrap()).await;
}
