//! R11: one form fifty times at once. R12: eight windows with the same draft.

use std::collections::BTreeSet;
use std::thread;

use anyhow::{Context, Result};

use super::client::Client;
use super::figure::Figure;
use super::town::{Town, posts};
use super::{Ground, durable};
use crate::portal::Portal;
use crate::visitor::Visitor;

const AT_ONCE: usize = 50;
const WINDOWS: usize = 8;

/// On SQLite, and on PostgreSQL.
pub fn same_key(ground: &Ground<'_>) -> Result<Vec<Figure>> {
    let first = settled(ground, ground.portal(&[])?, "sqlite")?;
    let postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &[])?;
    Ok(vec![first, settled(ground, portal, "postgres")?])
}

fn settled(ground: &Ground<'_>, portal: Portal, on: &'static str) -> Result<Figure> {
    // One account for each round: of texts it may send so many at once.
    let town = Town::settle(&portal, portal.address, 0, ground.rounds(20, 1) + 1)?;
    keys(&portal, &town, on)
}

/// The same with a portal and a town that are there.
pub fn keys(portal: &Portal, town: &Town, on: &'static str) -> Result<Figure> {
    let mut figure = Figure::of("R11", on);
    for round in 0..town.team.len().saturating_sub(1) {
        let cookie = town.team.get(round + 1).context("a moderator")?;
        let (mark, key) = (format!("fifty-{round}."), format!("fifty-key-{round:04}"));
        let body = format!("{mark} مرة واحدة فقط.");
        let form = [("body", body.as_str()), ("form_key", key.as_str()), ("action", "send")];
        let answers: BTreeSet<(u16, String)> = thread::scope(|scope| {
            let asks: Vec<_> = (0..AT_ONCE)
                .map(|_| scope.spawn(|| Client::new(portal.address, cookie).post(&town.topic, &form)))
                .collect();
            let mut answers = BTreeSet::new();
            for ask in asks {
                let answer = match ask.join() {
                    Ok(Ok(answer)) => {
                        (answer.status, answer.header("location").unwrap_or_default().to_owned())
                    }
                    Ok(Err(error)) => (0, format!("{error:#}")),
                    Err(_) => (0, "a thread broke".to_owned()),
                };
                answers.insert(answer);
            }
            answers
        });
        figure.must(answers.len() == 1 && answers.iter().all(|(status, _)| *status == 303), || {
            format!("the answers are not the same: {answers:?}")
        });
        let page = Visitor::new(portal.address).must_open(&town.topic)?.html();
        let times = posts(&page).filter(|text| text.contains(&mark)).count();
        figure.must(times == 1, || format!("the text stands there {times} times"));
        figure.compared.acknowledged += 1;
        figure.compared.lost += usize::from(times == 0);
        figure.compared.doubled += usize::from(times > 1);
        figure.rounds += 1;
    }
    figure.note("at once", AT_ONCE as f64);
    Ok(figure)
}

/// On SQLite, and on PostgreSQL.
pub fn same_draft(ground: &Ground<'_>) -> Result<Vec<Figure>> {
    let portal = ground.portal(&[])?;
    let first = windows(ground, &portal, "sqlite")?;
    let postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &[])?;
    Ok(vec![first, windows(ground, &portal, "postgres")?])
}

fn windows(ground: &Ground<'_>, portal: &Portal, on: &'static str) -> Result<Figure> {
    let mut figure = Figure::of("R12", on);
    let town = Town::settle(portal, portal.address, 1, 1)?;
    let cookie = town.writers.first().context("a writer")?;
    for round in 0..ground.rounds(625, 20) {
        let sequence = round.to_string();
        let answers: Vec<(u16, bool)> = thread::scope(|scope| {
            let asks: Vec<_> = (0..WINDOWS)
                .map(|window| {
                    let (town, sequence) = (&town, &sequence);
                    scope.spawn(move || {
                        let body = format!("window-{round}-{window}. نص من نافذة");
                        let form =
                            [("body", body.as_str()), ("action", "draft"), ("sequence", sequence.as_str())];
                        let answer = Client::new(portal.address, cookie).post(&town.topic, &form);
                        answer.map_or((0, false), |answer| (answer.status, answer.text().contains(&body)))
                    })
                })
                .collect();
            asks.into_iter().map(|ask| ask.join().unwrap_or((0, false))).collect()
        });
        let taken = answers.iter().filter(|(status, _)| *status == 303).count();
        let told = answers.iter().filter(|(status, kept)| *status == 409 && *kept).count();
        figure.compared.acknowledged += taken;
        // Every further one that was taken overwrote somebody's words.
        figure.compared.lost += taken.saturating_sub(1);
        figure.must(taken == 1 && told == WINDOWS - 1, || {
            format!("round {round}: {taken} taken, {told} told and given back, of {WINDOWS}: {answers:?}")
        });
        figure.rounds += 1;
    }
    figure.note("windows", WINDOWS as f64);
    Ok(figure)
}
