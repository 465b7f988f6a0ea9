//! Several rounds of many pages, and what comes out, as a table.

use std::time::Duration;

use anyhow::Result;

use super::load::{Measured, Page};
use super::millis;

/// Measures every page in every round, so that a noisy minute hits all of them, and keeps the best of each.
pub async fn cheapest(pages: &[Page], rounds: usize) -> Result<Vec<Measured>> {
    let mut best: Vec<Measured> = Vec::new();
    for round in 0..rounds {
        for (place, page) in pages.iter().enumerate() {
            let now = page.measure().await?;
            if round == 0 {
                best.push(now);
            } else if now.spent.whole() < best[place].spent.whole() {
                best[place] = now;
            }
        }
    }
    Ok(best)
}

/// What each page costs, as a table: in bare pages too, of which the first is one.
pub fn table(title: &str, pages: &[Page], measured: &[Measured], counts: &[usize]) {
    println!(
        "\n{title:<38} {:>8} {:>7} {:>8} {:>10} {:>10} {:>12} {:>7} {:>7}",
        "req/s", "p50 ms", "bytes", "statements", "server µs", "database µs", "× bare", "target"
    );
    let Some(bare) = measured.first().map(|page| page.spent.whole()) else { return };
    for ((Page { what, most, .. }, page), count) in pages.iter().zip(measured).zip(counts) {
        println!(
            "{what:<38} {:>8.0} {:>7.2} {:>8} {count:>10} {:>10.1} {:>12.1} {:>7.1} {:>7}",
            page.per_second,
            millis(page.median),
            page.bytes,
            micros(page.spent.server),
            micros(page.spent.database),
            page.spent.whole().as_secs_f64() / bare.as_secs_f64(),
            most.map(|most| format!("≤ {most}")).unwrap_or_default(),
        );
    }
}

pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
