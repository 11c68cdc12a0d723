//! Conversations of members with the team.

use domain::messages::{self, Complaint, NewCase, TeamFilter};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, lead, author) = (&desk.services(), &desk.lead(), &desk.author.clone());
    let words = ["رسالة خاصّة", "جواب الفريق", "ملاحظة داخلية", "كلام عن الجواب", "قرار الفريق"];
    desk.words.extend(words.map(str::to_owned));
    let form = NewCase { kind: "details".into(), body: "رسالة خاصّة".into(), ..NewCase::default() };
    let case = messages::begin(s, author, &form).await.unwrap();
    let case = desk.no_row("what members write", case).await;
    desk.row(Action::MessagesRead, messages::team_list(s, lead, &TeamFilter::default()).await).await;
    desk.row(Action::MessagesRead, messages::team_thread(s, lead, &case).await).await;
    desk.row(Action::MessageAnswer, messages::answer(s, lead, &case, "جواب الفريق", "").await).await;
    desk.row(Action::MessageNote, messages::note(s, lead, &case, "ملاحظة داخلية", "").await).await;
    desk.row(Action::MessageClose, messages::close_for_team(s, lead, &case, false).await).await;
    desk.row(Action::MessageReopen, messages::close_for_team(s, lead, &case, true).await).await;
    // What she answered is reported: somebody else decides on that.
    let thread = messages::read(s, author, &case).await.unwrap();
    let answer = thread.messages.into_iter().find(|one| one.from_team).unwrap();
    let form = Complaint {
        message: answer.id,
        code: "hate".into(),
        text: "كلام عن الجواب".into(),
        ..Complaint::default()
    };
    let report = messages::complain(s, author, &case, &form).await.unwrap();
    let report = desk.no_row("what members report", report).await;
    let admin = &desk.admin();
    desk.row(Action::ReportDecide, messages::judge(s, admin, &report, true, "قرار الفريق", "").await).await;
}
