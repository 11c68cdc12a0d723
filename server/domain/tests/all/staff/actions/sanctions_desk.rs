//! Sanctions, appeals, notes, the moderators' log.

use domain::moderation::{
    appeal::{self, NewAppeal, Verdict},
    log_page::{LogFilters, mod_log_page},
    note::{self, About, NewNote},
    sanction::{self, Milder, NewSanction},
    watch,
};

use super::*;

fn form(post: &str, kind: &str) -> NewSanction {
    NewSanction {
        post: post.to_owned(),
        kind: kind.to_owned(),
        rule: "insult".into(),
        reason: "سبب داخليّ للفريق".into(),
        message: "كلمة من الفريق".into(),
        for_good: true,
        ..NewSanction::default()
    }
}

async fn asked(desk: &Desk, who: &Actor) -> String {
    desk.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال ثالث".into(),
        body: "كلام ثالث".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&desk.services(), who, &form, Locale::Ar).await.unwrap().post.to_string()
}

pub async fn exercise(desk: &mut Desk) {
    let s = &desk.services();
    desk.words.extend(
        [
            "سؤال ثالث",
            "كلام ثالث",
            "سبب داخليّ للفريق",
            "كلمة من الفريق",
            "لا أوافق على هذا",
            "جواب عن الاعتراض",
            "ملاحظة للفريق",
        ]
        .map(str::to_owned),
    );
    let author = desk.bed.member("salma", Role::Member).await;
    let helper = desk.bed.member("hiba", Role::Helper).await;
    desk.words.extend(["salma", "hiba"].map(str::to_owned));
    let post = asked(desk, &author).await;
    let of_team = asked(desk, &helper).await;
    let (lead, admin) = (&desk.lead(), &desk.admin());
    let post_id = post.parse().unwrap();
    desk.row(Action::SanctionRead, sanction::subject(s, lead, &post_id).await).await;
    let given = sanction::give(s, lead, &form(&post, "notice")).await;
    let given = desk.row(Action::SanctionGive, given).await;
    desk.row(Action::SanctionRead, sanction::list(s, lead, None).await).await;
    desk.row(Action::SanctionRead, sanction::sheet(s, lead, &given).await).await;
    // Against one of the team, two decide.
    let begun = sanction::give(s, admin, &form(&of_team, "suspend")).await;
    let begun = desk.row(Action::SanctionPropose, begun).await;
    desk.row(Action::SanctionRefuse, sanction::refuse(s, lead, &begun).await).await;
    let begun = sanction::give(s, admin, &form(&of_team, "suspend")).await;
    let begun = desk.row(Action::SanctionPropose, begun).await;
    let alone = sanction::confirm(s, admin, &begun).await;
    desk.no_row("one is not enough", alone.unwrap_err()).await;
    desk.row(Action::SanctionConfirm, sanction::confirm(s, lead, &begun).await).await;

    let appealed = NewAppeal {
        decision: format!("sanction-{given}"),
        body: "لا أوافق على هذا".into(),
        ..NewAppeal::default()
    };
    let appealed = appeal::appeal(s, &author, &appealed).await;
    let id = desk.no_row("what she does is not the team's", appealed).await.unwrap();
    desk.row(Action::AppealRead, appeal::list(s, admin).await).await;
    desk.row(Action::AppealRead, appeal::sheet(s, admin, &id).await).await;
    desk.row(Action::AppealAsk, appeal::ask(s, admin, &id, "ماذا قصدتِ؟").await).await;
    let verdict =
        Verdict {
            outcome: "reversed".into(), answer: "جواب عن الاعتراض".into(), ..Verdict::default()
        };
    let barred = appeal::decide(s, lead, &id, &verdict).await;
    desk.no_row("who decided does not decide again", barred.unwrap_err()).await;
    desk.row(Action::AppealDecide, appeal::decide(s, admin, &id, &verdict).await).await;

    let new = NewNote {
        post: post.clone(),
        about: About::Text.as_str().into(),
        body: "ملاحظة للفريق".into(),
        ..NewNote::default()
    };
    desk.row(Action::NoteWrite, note::write_note(s, lead, &new).await).await;
    let noted = note::notes(s, lead, &post_id).await.unwrap().notes.remove(0).id;
    let changed = note::change_note(s, lead, &post_id, &noted, "ملاحظة للفريق أخرى").await;
    desk.row(Action::NoteChange, changed).await;
    desk.row(Action::WatchBegin, watch::begin(s, lead, &post_id, "text", "كلمة").await).await;
    let watched = watch::from_post(s, lead, &post_id).await.unwrap().remove(0).id;
    desk.row(Action::WatchEnd, watch::end(s, lead, &watched).await).await;
    desk.row(Action::LogRead, mod_log_page(s, lead, &LogFilters::default()).await).await;

    // Made milder without an appeal.
    let given = sanction::give(s, lead, &form(&post, "suspend")).await;
    let given = desk.row(Action::SanctionGive, given).await;
    let milder = Milder {
        reason: "سبب داخليّ للفريق".into(),
        message: "كلمة من الفريق".into(),
        ends: domain::services::day_of(s.now_ms() + 3 * 86_400_000),
    };
    let shorter = sanction::shorten(s, lead, &given, &milder).await;
    let shorter = desk.row(Action::SanctionShorten, shorter).await;
    let gone = sanction::lift(s, lead, &given, &milder).await;
    desk.no_row("another one took its place", gone.unwrap_err()).await;
    desk.row(Action::SanctionLift, sanction::lift(s, lead, &shorter, &milder).await).await;
    // Against one of the team, again two.
    desk.row(Action::SanctionPropose, sanction::lift(s, admin, &begun, &milder).await).await;
    desk.row(Action::SanctionRefuse, sanction::refuse_lift(s, lead, &begun).await).await;
    desk.row(Action::SanctionPropose, sanction::lift(s, admin, &begun, &milder).await).await;
    let alone = sanction::confirm_lift(s, admin, &begun).await;
    desk.no_row("one is not enough", alone.unwrap_err()).await;
    desk.row(Action::SanctionConfirm, sanction::confirm_lift(s, lead, &begun).await).await;
}
