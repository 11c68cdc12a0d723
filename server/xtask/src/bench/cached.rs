//! P1 and P2: kept pages and answers that they are still the same, each beside the smallest server, turn by turn.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};

use super::{cpu, load, rows::Rows};
use crate::http::Connection;
use crate::step::step;

/// Turns of both servers: the machine is not equally fast all the time, so only what stands side by side counts.
const TURNS: usize = 3;
/// Bars: share of the smallest server's answers a second, and bytes of an answer without a body.
const PAGE: f64 = 0.75;
const SAME: f64 = 0.9;
const SAME_BYTES: usize = 200;

/// Prints one line a page: an article, a topic, the home page.
pub fn measure(
    hello: SocketAddr,
    portal: SocketAddr,
    pages: &[&str],
    time: Duration,
    rows: &mut Rows,
) -> Result<()> {
    println!("\n| kept page | requests/s | of hello | bytes | 304/s | of hello | bytes |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (name, page) in ["article", "topic", "home"].into_iter().zip(pages) {
        let tag = tag_of(portal, page)?;
        let known = format!("If-None-Match: {tag}\r\n");
        let (mut rate, mut same_rate, mut shares, mut same_shares) = (0.0, 0.0, Vec::new(), Vec::new());
        let (mut bytes, mut same_bytes) = (0, 0);
        step(&format!("measure {page} as it is kept"), || {
            cpu::on_core(cpu::ASKING, || {
                for _ in 0..TURNS {
                    let least = load::run(hello, "/", None, time)?.rate();
                    let whole = load::run(portal, page, None, time)?;
                    let same = load::run_with(portal, page, &known, "304", time)?;
                    (rate, bytes) = (whole.rate(), whole.bytes);
                    (same_rate, same_bytes) = (same.rate(), same.bytes);
                    shares.push(whole.rate() / least);
                    same_shares.push(same.rate() / least);
                }
                Ok(())
            })
        })?;
        let (share, same_share) = (median(&mut shares), median(&mut same_shares));
        println!(
            "| {page} | {rate:.0} | {share:.2} | {bytes} | {same_rate:.0} | {same_share:.2} | {same_bytes} |"
        );
        rows.at_least(format!("P1 {name}, kept: answers a second"), share, "× hello", PAGE);
        rows.at_least(format!("P1 {name}, 304: answers a second"), same_share, "× hello", SAME);
        rows.at_most(format!("P2 {name}, 304"), same_bytes as f64, "bytes", SAME_BYTES as f64);
    }
    Ok(())
}

fn tag_of(portal: SocketAddr, page: &str) -> Result<String> {
    let request = format!("GET {page} HTTP/1.1\r\nHost: {portal}\r\nAccept-Encoding: gzip, br\r\n\r\n");
    let answer = Connection::open(portal)?.exchange(request.as_bytes())?;
    answer.header("etag").map(str::to_owned).with_context(|| format!("{page} has no tag"))
}

/// The middle one of them.
pub fn median(shares: &mut [f64]) -> f64 {
    shares.sort_by(f64::total_cmp);
    shares.get(shares.len() / 2).copied().unwrap_or_default()
}
