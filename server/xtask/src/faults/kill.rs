//! R1: `kill -9` at any moment under load.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::figure::Figure;
use super::town::{Load, Town};
use super::{Ground, durable, some_of};
use crate::portal::Portal;

/// A start may take so long, to its first answer.
const START: Duration = Duration::from_secs(1);

/// On SQLite, and on PostgreSQL.
pub fn on_both(ground: &Ground<'_>) -> Result<Vec<Figure>> {
    let first = settled(ground, ground.portal(&[])?, "sqlite")?;
    let postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &[])?;
    Ok(vec![first, settled(ground, portal, "postgres")?])
}

fn settled(ground: &Ground<'_>, mut portal: Portal, on: &'static str) -> Result<Figure> {
    let town = Town::settle(&portal, portal.address, 8, 30).map_err(|e| e.context(portal.log()))?;
    rounds(ground, &mut portal, &town, on)
}

/// The same with a portal and a town that are there.
pub fn rounds(ground: &Ground<'_>, portal: &mut Portal, town: &Town, on: &'static str) -> Result<Figure> {
    let mut figure = Figure::of("R1", on);
    let address = portal.address;
    let (mut all, mut busy) = (Load::default(), Duration::ZERO);
    let longest = Duration::from_millis(if ground.short { 400 } else { 1_500 });
    for _ in 0..ground.rounds(20, 2) {
        let stop = AtomicBool::new(false);
        let start = Instant::now();
        let from = town.sent();
        let load = thread::scope(|scope| {
            let working = scope.spawn(|| town.write_until(address, &stop));
            thread::sleep(Duration::from_millis(100) + some_of(longest));
            portal.kill();
            busy += start.elapsed();
            stop.store(true, Ordering::SeqCst);
            working.join().unwrap_or_default()
        });
        all.taken += load.taken;
        all.wrong += load.wrong;
        let back = portal.resume().with_context(|| portal.log())?;
        figure.recovered(back);
        figure.must(ground.short || back <= START, || format!("a start took {} ms", back.as_millis()));
        figure.rounds += 1;
        // She presses once more: what was there is not there twice.
        town.send_again(portal.address, from)?;
        figure.compare(town.compare(portal.address)?);
        if on == "sqlite" {
            let said = portal.tell(&["doctor"])?;
            figure.must(said.contains("ok     database"), || format!("the database is not whole: {said}"));
        }
    }
    figure.must(all.wrong == 0, || format!("{} answers were neither done nor come back", all.wrong));
    let rate = all.taken as f64 / busy.as_secs_f64().max(0.1);
    figure.note("writes/s", rate.round());
    figure
        .must(ground.short || rate >= 100.0, || format!("only {rate:.0} writes/s: too few to show anything"));
    Ok(figure)
}
