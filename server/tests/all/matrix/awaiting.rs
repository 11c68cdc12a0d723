//! A session whose second step is still open, swept over the whole table.

use super::{
    outcome, send, show,
    table::{self, Row},
    world::{self, Case},
    worlds,
};

/// Her passphrase was right (or somebody's who knows it), and the code is still missing: to every endpoint she is a
/// guest, or is led to the page of the code, or is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_awaits_her_code_is_a_guest_everywhere() {
    // What she is to do there: the code itself; and to leave.
    let hers = ["/{l}/sign-in/code", "/{l}/sign-out", "/exit"];
    let (_, rows) = table::read();
    for world in worlds().await {
        let mut failures = Vec::new();
        for row in rows.iter().filter(|row| !hers.contains(&row.path.as_str())) {
            let mut awaiting = world.case(row, world::AWAITING).await;
            let guest = if row.cells.contains_key("guest") {
                let mut case = world.case(row, "guest").await;
                send(&mut case, row).await
            } else {
                let (browser, path, form) =
                    (world.app.browser(), awaiting.path.clone(), awaiting.form.clone());
                send(&mut Case { browser, path, form }, row).await
            };
            let before = world.watch.mark().await;
            let answer = send(&mut awaiting, row).await;
            let (got, expected) = (outcome(&answer), outcome(&guest));
            let to_code = answer.status == 303 && answer.location().starts_with("/ar/sign-in/code");
            if got != expected && !to_code && got != "403" {
                failures.push(format!(
                    "{}: a guest gets {expected}, she gets {got} {}",
                    row.name(),
                    answer.location()
                ));
            }
            if !Row::is_allowed(&got) || to_code {
                let changed = world.watch.changed_since(&before, &row.writes).await;
                if !changed.is_empty() {
                    failures.push(format!(
                        "{}: {got}, and yet it changed {}",
                        row.name(),
                        changed.join(", ")
                    ));
                }
            }
        }
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}
