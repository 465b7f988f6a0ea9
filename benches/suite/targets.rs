//! What the product promises about its speed, held against a run.

use crate::row::Row;
use crate::scenes::{HOME, INVITE, LIST, LONG_LIST, RIGHTS};
use crate::stand::millis;
use crate::starting::{Start, command_size};

/// How much more a page may cost when everything behind it has grown: measuring is not finer than that.
const FLAT: f64 = 1.25;

/// The most statements a page may ask.
const STATEMENTS: usize = 5;

struct Target {
    what: String,
    measured: f64,
    bound: Bound,
}

enum Bound {
    Most(f64),
    Least(f64),
}

impl Target {
    fn most(what: String, measured: f64, most: f64) -> Self {
        Target { what, measured, bound: Bound::Most(most) }
    }

    fn is_met(&self) -> bool {
        match self.bound {
            Bound::Most(most) => self.measured <= most,
            Bound::Least(least) => self.measured >= least,
        }
    }
}

/// Says which targets are missed, and how many are met. `SIZE` is the smallest that was measured.
pub fn say(rows: &[Row], starts: &[Start]) {
    let smallest = rows.iter().map(|row| row.size).min().unwrap_or(1);
    let mut targets: Vec<Target> =
        rows.iter().filter(|row| row.size == smallest).flat_map(|row| of_scene(row, rows)).collect();
    targets.extend(starts.iter().flat_map(of_start));
    if !starts.is_empty() {
        targets.push(Target::most("megabytes of the command".into(), command_size(), 25.0));
    }
    let missed: Vec<&Target> = targets.iter().filter(|target| !target.is_met()).collect();
    println!("\n{} of {} targets are met", targets.len() - missed.len(), targets.len());
    for Target { what, measured, bound } in missed {
        let bound = match bound {
            Bound::Most(most) => format!("≤ {most}"),
            Bound::Least(least) => format!("≥ {least}"),
        };
        println!("  {what}: {measured:.2}, not {bound}");
    }
}

fn of_scene(row: &Row, rows: &[Row]) -> Vec<Target> {
    let name = |what: &str| format!("{}, {}, {what}", row.database, row.scene);
    let long = if row.database == "SQLite" { 70.0 } else { 80.0 };
    let most_bare = [(HOME, 12.0), (LIST, 25.0), (LONG_LIST, long)].into_iter().find(|(scene, _)| *scene == row.scene);
    let mut targets = Vec::new();
    targets.extend(most_bare.map(|(_, most)| Target::most(name("× bare"), row.bare, most)));
    if row.is_page() {
        targets.push(Target::most(name("statements"), row.statements as f64, STATEMENTS as f64));
    }
    if let (RIGHTS, Some(pace)) = (row.scene, row.paces[0]) {
        targets.push(Target::most(name("p50 ms at 1 connection"), millis(pace.median), 1.0));
    }
    if let (INVITE, Some(pace)) = (row.scene, row.paces[1]) {
        targets.push(Target::most(name("p99 ms at 16 connections"), millis(pace.slow), 20.0));
        let what = name("a second at 16 connections");
        targets.push(Target { what, measured: pace.per_second, bound: Bound::Least(2_700.0) });
    }
    let of_this = rows.iter().filter(|other| (other.database, other.scene) == (row.database, row.scene));
    let larger = of_this.filter(|other| other.size > row.size);
    targets.extend(larger.map(|larger| {
        Target::most(name(&format!("times the cost at {}×", larger.size)), larger.bare / row.bare, FLAT)
    }));
    targets
}

fn of_start(start: &Start) -> [Target; 2] {
    let name = |what: &str| format!("{}, {what}", start.database);
    [
        Target::most(name("ms from start to the first answer"), millis(start.migrated), 50.0),
        Target::most(name("megabytes idle"), start.idle.now, 25.0),
    ]
}
