//! The figures as people read them.

use crate::ground::Measured;
use crate::row::{Pace, Row};
use crate::saved::Saved;

const WHAT: usize = 27;

/// Every scene with every crowd, and what it costs.
pub fn scenes(name: &str, measured: &Measured, saved: &Saved) {
    println!("\n{name}, {}", measured.size);
    println!("{:WHAT$} {:^23} {:^23} {:^23}", "", "1 connection", "16 connections", "64 connections");
    let pace = format!("{:>7} {:>7} {:>7}", "req/s", "p50 ms", "p99 ms");
    println!(
        "{:WHAT$} {pace} {pace} {pace} {:>7} {:>7} {:>8} {:>7} {:>8} {:>7} {:>8}",
        "", "CPU µs", "× bare", "since", "× ready", "bytes", "gzip", "SQL"
    );
    for row in &measured.rows {
        println!(
            "{:WHAT$} {} {} {} {:>7.0} {:>7.1} {:>8} {:>7} {:>8} {:>7} {:>8}",
            row.scene,
            figures(&row.paces[0]),
            figures(&row.paces[1]),
            figures(&row.paces[2]),
            row.spent.as_secs_f64() * 1e6,
            row.bare,
            saved.change(row),
            row.ready.map(|ready| format!("{ready:.1}")).unwrap_or_default(),
            row.bytes,
            row.gzip.map(|gzip| gzip.to_string()).unwrap_or_default(),
            row.statements,
        );
    }
    for row in &measured.rows {
        let full = row.paces[2].map_or(0.0, |pace| pace.full);
        if full > 0.0 {
            println!(
                "  {}: with 64 at once, {:.0} % heard that the house is full, and came again",
                row.scene,
                full * 100.0
            );
        }
    }
}

fn figures(pace: &Option<Pace>) -> String {
    let Some(pace) = pace else { return format!("{:>23}", "") };
    let [per_second, median, slow] = pace.figures();
    format!("{per_second:>7.0} {median:>7.2} {slow:>7.2}")
}

/// What each scene costs in bare pages at every size, and how many times that is of the smallest.
pub fn growth(name: &str, measured: &[Measured], saved: &Saved) {
    let [first, larger @ ..] = measured else { return };
    if larger.is_empty() {
        return;
    }
    print!("\n{:WHAT$}", format!("{name}, × bare"));
    for Measured { rows, size, .. } in measured {
        print!(" {:>36}", rows.first().map(|row| format!("{}×: {size}", row.size)).unwrap_or_default());
    }
    println!();
    for row in &first.rows {
        print!("{:WHAT$} {:>36}", row.scene, format!("{:.1} {:>8}", row.bare, saved.change(row)));
        for Measured { rows, .. } in larger {
            let grown = rows.iter().find(|larger| larger.scene == row.scene).map(|larger| grown(row, larger, saved));
            print!(" {:>36}", grown.unwrap_or_default());
        }
        println!();
    }
}

fn grown(row: &Row, larger: &Row, saved: &Saved) -> String {
    let more = match larger.statements.abs_diff(row.statements) {
        0 => String::new(),
        _ => format!("SQL {} ", larger.statements),
    };
    format!("{more}{:.1} {:>8}  {:.2} times", larger.bare, saved.change(larger), larger.bare / row.bare)
}

/// What the server held in memory.
pub fn memory(name: &str, measured: &[Measured]) {
    println!(
        "\n{:WHAT$} {:>10} {:>14} {:>14} {:>10}",
        format!("{name}, MB of memory"),
        "at first",
        "after pages",
        "after deeds",
        "at most"
    );
    for Measured { rows, memory: [first, pages, deeds], .. } in measured {
        let size = rows.first().map_or(1, |row| row.size);
        println!(
            "{:WHAT$} {:>10.1} {:>14.1} {:>14.1} {:>10.1}",
            format!("{size}×"),
            first.now,
            pages.now,
            deeds.now,
            deeds.peak
        );
    }
}
