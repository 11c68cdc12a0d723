//! What the team did in a quarter, as everybody sees it: it adds up, it comes from the log, and small numbers are
//! withheld.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::TestApp;
use domain::{Role, duty, moderation::transparency::Quarter};
use entity::{
    duty::{day, shift},
    forum::mod_log,
    moderation::{report_flow, text_flow},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};

#[derive(Default)]
pub(crate) struct Lines {
    count: usize,
}

impl Lines {
    pub(crate) async fn add(
        &mut self,
        app: &TestApp,
        times: usize,
        action: &str,
        kind: &str,
        after: &str,
        at: i64,
    ) {
        for _ in 0..times {
            let due = action.starts_with("appeal").then_some(if times > 5 { at } else { at - 1 });
            self.line(app, action, (kind, after), at, due).await;
        }
    }

    async fn line(
        &mut self,
        app: &TestApp,
        action: &str,
        (kind, after): (&str, &str),
        at: i64,
        due: Option<i64>,
    ) {
        self.count += 1;
        let row = mod_log::ActiveModel {
            id: Set(format!("line{:08}", self.count)),
            at: Set(at),
            actor_id: Set(None),
            actor_role: Set("moderator".into()),
            action: Set(action.into()),
            target_type: Set(kind.into()),
            target_id: Set(format!("t{}", self.count)),
            category_id: Set(Some("unions".into())),
            reason_code: Set((kind == "report_case").then(|| "threat".into())),
            note: Set(None),
            before_state: Set(None),
            after_state: Set(Some(after.into())),
            is_revert: Set(action == "restore"),
            parent_id: Set(None),
            expires_at: Set(due),
        };
        row.insert(app.bed.services.db.writer()).await.unwrap();
    }
}

async fn filled(app: &TestApp) -> Quarter {
    filled_at(app, app.bed.services.now_ms()).await
}

async fn filled_at(app: &TestApp, now: i64) -> Quarter {
    let mut lines = Lines { count: 0 };
    lines.add(app, 40, "approve", "post", "published", now).await;
    lines.add(app, 3, "reject", "post", "rejected", now).await;
    lines.add(app, 12, "publish_directly", "post", "published", now).await;
    lines.add(app, 7, "restore", "post", "published", now).await;
    lines.add(app, 6, "report_upheld", "report_case", "upheld", now).await;
    lines.add(app, 9, "report_not_upheld", "report_case", "not_upheld", now).await;
    lines.add(app, 2, "sanction", "sanction", "warning", now).await;
    lines.add(app, 8, "appeal_decide", "appeal", "upheld", now).await;
    lines.add(app, 5, "appeal_decide", "appeal", "reversed", now).await;
    // Of the appeals that came, thirteen are answered and one went with an account. Of the rest six are overdue when the
    // quarter is over, and five are not.
    lines.add(app, 8, "appeal", "appeal", "pending", now).await;
    lines.add(app, 5, "appeal", "appeal", "pending", now).await;
    lines.add(app, 7, "appeal", "appeal", "pending", now).await;
    lines.add(app, 1, "appeal_gone", "appeal", "", now).await;
    let quarter = Quarter::of(now);
    for _ in 0..5 {
        lines.line(app, "appeal", ("appeal", "pending"), now, Some(quarter.ends())).await;
    }
    // What came to wait is as much as what was decided, went, and waits on.
    let flow = [("came", 60), ("decided", 43), ("gone", 2)];
    for (what, n) in flow.into_iter().flat_map(|(what, many)| (0..many).map(move |n| (what, n))) {
        let row = text_flow::ActiveModel {
            id: Set(format!("{what}{n}")),
            day: Set(quarter.first_day()),
            what: Set(what.into()),
        };
        row.insert(app.bed.services.db.writer()).await.unwrap();
    }
    let flow = [("came", 27), ("decided", 15)];
    for (what, n) in flow.into_iter().flat_map(|(what, many)| (0..many).map(move |n| (what, n))) {
        let row = report_flow::ActiveModel {
            id: Set(format!("{what}{n}")),
            day: Set(quarter.first_day()),
            what: Set(what.into()),
        };
        row.insert(app.bed.services.db.writer()).await.unwrap();
    }
    quarter
}

pub(crate) fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// The number in the row of this name.
pub(crate) fn cell(text: &str, table: &str, name: &str) -> String {
    let table = text.split(&format!("id=\"{table}\"")).nth(1).unwrap_or_else(|| panic!("{table} in {text}"));
    let table = table.split("</table>").next().unwrap();
    let row = table
        .split("<tr>")
        .find(|row| row.contains(&format!(">{name}<")))
        .unwrap_or_else(|| panic!("{name}: {table}"));
    row.split("<bdi>").nth(1).unwrap().split("</bdi>").next().unwrap().to_owned()
}

#[tokio::test]
async fn the_figures_add_up_and_small_ones_are_withheld() {
    for app in TestApp::each().await {
        let quarter = filled(&app).await;
        let mut guest = app.browser();
        app.bed.clock.advance(chrono::Duration::days(120));
        let page = guest.get(&format!("/en/transparency?quarter={quarter}")).await;
        page.assert_status(200).assert_text("None recorded.").assert_text("Not known for this quarter");
        let text = plain(&page.text());
        assert!(!text.contains("This quarter is not over"));
        // 40 + 3 + 12: the three are withheld, and with them the first of the others, whatever they are.
        for (table, name, expected) in [
            ("texts", "Published", "–"),
            ("texts", "Not published", "&lt;5"),
            ("texts", "Published without waiting", "12"),
            ("texts", "In all", "55"),
            // Two went: what came is told as it follows from what is seen.
            ("texts_waiting", "Waited when the quarter began", "0"),
            ("texts_waiting", "Came to wait", "59–62"),
            ("texts_waiting", "Answered", "43"),
            ("texts_waiting", "Taken back before an answer", "&lt;5"),
            ("texts_waiting", "Still waited when it was over", "15"),
            ("reports_waiting", "Waited when the quarter began", "0"),
            ("reports_waiting", "Came to wait", "27"),
            ("reports_waiting", "Answered", "15"),
            ("reports_waiting", "Gone without an answer", "0"),
            ("reports_waiting", "Still waited when it was over", "12"),
            ("appeals_received", "Came to wait", "25–28"),
            ("appeals_received", "Answered", "13"),
            ("appeals_received", "Gone without an answer", "&lt;5"),
            ("appeals_received", "Still waited when it was over", "11"),
            ("report_outcomes", "Right", "6"),
            ("report_outcomes", "Not right", "9"),
            ("report_outcomes", "In all", "15"),
            ("report_reasons", "Threat or blackmail", "15"),
            ("report_reasons", "In all", "15"),
            ("sanctions", "In all", "&lt;5"),
            ("appeals", "The decision stays", "8"),
            ("appeals", "The decision is taken back", "5"),
            ("appeals", "In all", "13"),
            ("answers", "Within seven days", "8"),
            ("answers", "Later", "5"),
            ("appeals_waiting", "Overdue", "6"),
            ("appeals_waiting", "Not due yet", "5"),
            ("appeals_waiting", "In all", "11"),
        ] {
            assert_eq!(cell(&text, table, name), expected, "{table}: {name}");
        }
        assert!(
            !text
                .split("id=\"sanctions\"")
                .nth(1)
                .unwrap()
                .split("</table>")
                .next()
                .unwrap()
                .contains("Warning")
        );

        let csv = guest.get(&format!("/en/transparency.csv?quarter={quarter}")).await;
        csv.assert_status(200);
        assert!(csv.header("content-type").starts_with("text/csv"), "{}", csv.header("content-type"));
        assert!(csv.header("content-disposition").contains("attachment"));
        let file = csv.text();
        assert!(file.contains(&format!("{quarter},texts,rejected,Not published,<5\r\n")), "{file}");
        assert!(file.contains(&format!("{quarter},texts,total,In all,55\r\n")), "{file}");
        assert!(file.contains(&format!("{quarter},texts_waiting,received,Came to wait,59–62\r\n")), "{file}");
        assert!(file.contains(&format!("{quarter},reports_waiting,received,Came to wait,27\r\n")), "{file}");
        assert!(
            file.contains(&format!("{quarter},appeals_received,received,Came to wait,25–28\r\n")),
            "{file}"
        );
        assert!(!file.contains(",3\r\n") && !file.contains(",2\r\n"), "{file}");

        // Without a quarter: the last one that is over. In three languages. One of which there is nothing to say: 404.
        for locale in ["ar", "fr", "en"] {
            guest.get(&format!("/{locale}/transparency")).await.assert_status(200);
        }
        for wrong in ["2020-Q1", "2199-Q1", "2026-Q5", "now"] {
            guest.get(&format!("/en/transparency?quarter={wrong}")).await.assert_status(404);
            guest.get(&format!("/en/transparency.csv?quarter={wrong}")).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn the_quarter_that_runs_is_not_told_and_one_that_is_over_stays_as_it_was() {
    for app in TestApp::each_with(|config| {
        config.transparency.authority_requests.insert("2026-Q4".into(), 3);
    })
    .await
    {
        let quarter = filled(&app).await;
        assert_eq!(quarter.to_string(), "2026-Q4");
        let mut guest = app.browser();
        // Two looks on two days would tell what was done in between.
        for address in ["/en/transparency".to_owned(), format!("/en/transparency?quarter={quarter}")] {
            let page = guest.get(&address).await;
            page.assert_status(200).assert_text("This quarter is not over").assert_text("1 January 2027");
            assert!(
                !page.text().contains("<table") && !page.text().contains("transparency.csv"),
                "{address}"
            );
        }
        guest.get("/en/transparency.csv").await.assert_status(404);
        guest.get(&format!("/en/transparency.csv?quarter={quarter}")).await.assert_status(404);

        app.bed.clock.advance(chrono::Duration::days(50));
        let page = guest.get("/en/transparency").await;
        page.assert_status(200).assert_text("transparency.csv");
        let text = plain(&page.text());
        assert!(!text.contains("This quarter is not over") && !text.contains("None recorded."));
        assert_eq!(cell(&text, "texts", "In all"), "55");
        // Of authorities, too, few are not told.
        let asked = text.split("Requests from authorities").nth(1).unwrap();
        assert!(asked.contains("&lt;5"), "{asked}");
        let file = guest.get(&format!("/en/transparency.csv?quarter={quarter}")).await;
        file.assert_status(200);
        assert!(
            file.text().contains("authorities,requests,Requests from authorities,<5\r\n"),
            "{}",
            file.text()
        );
        let runs = Quarter::of(app.bed.services.now_ms());
        guest
            .get(&format!("/en/transparency?quarter={runs}"))
            .await
            .assert_status(200)
            .assert_text("This quarter is not over");
        let lines = mod_log::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert!(!lines.is_empty());
    }
}

/// After two years the log forgets to what something was done; what was told of the quarter stays.
#[tokio::test]
async fn a_quarter_whose_lines_are_emptied_is_told_as_before() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        domain::forum::seed::seed(services).await.unwrap();
        // The database asks its own clock whether a line is old enough.
        let real = chrono::Utc::now().timestamp_millis();
        app.bed.clock.advance(chrono::Duration::milliseconds(real - services.now_ms()));
        let quarter = filled_at(&app, services.now_ms() - 800 * 86_400_000).await;
        let mut guest = app.browser();
        let address = format!("/en/transparency.csv?quarter={quarter}");
        let before = guest.get(&address).await;
        before.assert_status(200);
        assert!(domain::moderation::forget_log(services).await.unwrap() > 90, "{}", app.bed.backend);
        let after = guest.get(&address).await;
        after.assert_status(200);
        assert_eq!(after.text(), before.text());
        let lead = app.bed.member("قائدة", Role::LeadModerator).await;
        let mut desk = app.browser();
        desk.sign_in_as(&lead).await;
        desk.get("/en/desk/log").await.assert_status(200).assert_text("Published");
    }
}

/// On to this minute of the next day in Tunisia.
fn on_to_tomorrow(app: &TestApp, minute: i64) {
    let (_, now) = duty::minute_of(app.bed.services.now_ms());
    app.bed.clock.advance(chrono::Duration::minutes(1_440 - i64::from(now) + minute));
}

#[tokio::test]
async fn the_hours_of_the_roster_are_noted_day_by_day_and_stay_as_they_were() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        let db = services.db.writer();
        let quarter = filled(&app).await;
        let team = app.bed.member("سند", Role::Moderator).await;
        on_to_tomorrow(&app, 5);
        assert!(!duty::note_day(services).await.unwrap(), "without a roster nothing is known");
        // Two hours and a half each day, one of them with two.
        for (weekday, from, to) in (0..7).flat_map(|day| [(day, 540, 660), (day, 600, 690)]) {
            let row = shift::ActiveModel {
                id: Set(format!("shift{weekday}{from}")),
                member_id: Set(team.member_id().unwrap().to_string()),
                weekday: Set(Some(weekday)),
                day: Set(None),
                from_minute: Set(from),
                to_minute: Set(to),
            };
            row.insert(db).await.unwrap();
        }
        duty::load(services).await.unwrap();
        on_to_tomorrow(&app, 60);
        assert!(!duty::note_day(services).await.unwrap(), "only soon after midnight");
        for _ in 0..2 {
            on_to_tomorrow(&app, 2);
            assert!(duty::note_day(services).await.unwrap(), "{}", app.bed.backend);
            assert!(!duty::note_day(services).await.unwrap(), "once");
        }
        let noted = day::Entity::find().all(services.db.read()).await.unwrap();
        assert_eq!(noted.iter().map(|row| row.minutes).collect::<Vec<_>>(), [150, 150]);
        for sql in ["UPDATE duty_day SET minutes = 1", "DELETE FROM duty_day"] {
            assert!(db.execute_unprepared(sql).await.is_err(), "{sql}");
        }
        // Another roster changes nothing of it.
        shift::Entity::delete_many().exec(db).await.unwrap();
        duty::load(services).await.unwrap();
        app.bed.clock.advance(chrono::Duration::days(100));
        let mut guest = app.browser();
        let page = guest.get(&format!("/en/transparency?quarter={quarter}")).await;
        let text = plain(&page.text());
        assert!(text.contains("Hours: 5. Days noted: 2 of 92."), "{text}");
        for locale in ["ar", "fr"] {
            guest.get(&format!("/{locale}/transparency?quarter={quarter}")).await.assert_status(200);
        }
        let file = guest.get(&format!("/en/transparency.csv?quarter={quarter}")).await.text();
        assert!(file.contains(&format!("{quarter},staffed,days_noted,,2\r\n")), "{file}");
    }
}
