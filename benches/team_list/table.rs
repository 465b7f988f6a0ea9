//! The figures as people read them.

use std::time::Duration;

use crate::parts::Part;
use crate::stand::load::{CONNECTIONS, Measured, Page};
use crate::stand::{self, load_of_the_machine, millis};

/// Where and how it was measured.
pub fn surroundings() -> String {
    format!("{}, {CONNECTIONS} keep-alive connections, accept-encoding: identity", stand::surroundings())
}

/// Every page, its cost in pages like the first, and how much that may be.
pub fn pages(title: &str, pages: &[Page], measured: &[Measured]) {
    let title = format!("{title} (load {})", load_of_the_machine(1));
    println!(
        "\n{title:<42} {:>8} {:>7} {:>7} {:>7} {:>10} {:>12} {:>7} {:>7}",
        "req/s", "p50 ms", "p99 ms", "bytes", "server µs", "database µs", "× bare", "target"
    );
    let Some(bare) = measured.first().map(|page| page.spent.whole()) else { return };
    for (Page { what, most, .. }, page) in pages.iter().zip(measured) {
        println!(
            "{what:<42} {:>8.0} {:>7.2} {:>7.2} {:>7} {:>10.1} {:>12.1} {:>7.1} {:>7}",
            page.per_second,
            millis(page.median),
            millis(page.slow),
            page.bytes,
            micros(page.spent.server),
            micros(page.spent.database),
            page.spent.whole().as_secs_f64() / bare.as_secs_f64(),
            most.map(|most| format!("≤ {most}")).unwrap_or_default(),
        );
    }
}

/// The parts that a list is made of.
pub fn parts(parts: &[Part]) {
    println!("of which");
    for Part { what, spent } in parts {
        let (server, database) = (micros(spent.server), micros(spent.database));
        println!("  {what:<40} {:>8} {:>7} {:>7} {:>7} {server:>10.1} {database:>12.1}", "", "", "", "");
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
