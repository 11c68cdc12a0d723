//! R23: every handler breaks, once before it did anything and once with a transaction open. One request gets 500, the
//! rest goes on, nothing is half-written, and the same form sent again does what it should have done.

use std::collections::BTreeSet;

use domain::failpoint;

use super::{outcome, send, show, table, table::Row, unsafe_rows, worlds};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_breaks_harms_nobody_else() {
    let (_, rows) = table::read();
    // What breaks before it did anything needs one database.
    let Some(world) = worlds().await.into_iter().next() else { return };
    let (mut seen, mut failures) = (BTreeSet::new(), Vec::new());
    for first in rows.iter().filter(|row| seen.insert((row.method.clone(), row.path.clone()))) {
        // A line on which somebody may, where there is one.
        let mut of_this = rows.iter().filter(|row| (&row.method, &row.path) == (&first.method, &first.path));
        let row = of_this.find(|row| row.allowed_role().is_some()).unwrap_or(first);
        let mut case = world.case(row, row.allowed_role().unwrap_or("guest")).await;
        // What is kept meets no handler.
        world.app.state.pages.forget();
        let (answer, met) = failpoint::breaking("handler", send(&mut case, row)).await;
        if answer.status != 500 || met != 1 {
            failures.push(format!("{}: {} (met {met} times)", row.name(), answer.status));
        }
    }
    println!("R23: {} handlers broken", seen.len());
    world.app.browser().get("/ar/forum").await.assert_status(200);
    assert!(failures.is_empty(), "{}", show(&failures));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_breaks_leaves_nothing_and_blocks_nothing() {
    for world in worlds().await {
        let (mut broken, mut failures) = (0, Vec::new());
        for row in unsafe_rows() {
            let mut case = world.case(&row, row.allowed_role().expect("somebody may")).await;
            let before = world.watch.mark().await;
            let (answer, met) = failpoint::breaking("transaction", send(&mut case, &row)).await;
            if met == 0 {
                continue;
            }
            broken += 1;
            if answer.status != 500 {
                failures.push(format!("{}: {}", row.name(), answer.status));
            }
            // A try at a passphrase is counted before; that is its purpose.
            let mut may = row.writes.clone();
            may.push("rate_bucket".to_owned());
            let changed = world.watch.changed_since(&before, &may).await;
            if !changed.is_empty() {
                failures.push(format!("{}: it broke, and yet it changed {}", row.name(), changed.join(", ")));
            }
            let again = outcome(&send(&mut case, &row).await);
            if !Row::is_allowed(&again) {
                failures.push(format!("{}: sent again: {again}", row.name()));
            }
        }
        println!("R23: {}: {broken} transactions broken", world.app.bed.backend);
        assert!(broken > 20, "only {broken} forms met the place that breaks");
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}
