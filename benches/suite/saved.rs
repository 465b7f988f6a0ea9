//! A run on paper, and what is different since. Only costs in bare pages are compared: they say the same on another machine.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;

use crate::row::{CROWDS, Pace, Row};
use crate::stand::millis;

/// The run that every other one is held against.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/suite/saved.csv");

/// Whatever costs more than so many times as much is told at the end.
const MUCH: f64 = 1.25;

/// The costs of a run, by database, size and scene.
pub struct Saved(HashMap<(String, String, String), f64>);

impl Saved {
    /// Nothing, where no run was saved.
    pub fn read() -> Result<Self> {
        let mut costs = HashMap::new();
        if let Ok(mut file) = csv::Reader::from_path(FILE) {
            for row in file.deserialize() {
                let (database, size, scene, bare): (String, String, String, f64) = row?;
                costs.insert((database, size, scene), bare);
            }
        }
        Ok(Saved(costs))
    }

    fn times(&self, row: &Row) -> Option<f64> {
        let before = self.0.get(&(row.database.to_owned(), row.size.to_string(), row.scene.to_owned()))?;
        Some(row.bare / before)
    }

    /// `+3 %`, or nothing where nothing was saved.
    pub fn change(&self, row: &Row) -> String {
        self.times(row).map(|times| format!("{:+.0} %", (times - 1.0) * 100.0)).unwrap_or_default()
    }

    /// Names what costs much more than it did.
    pub fn say_what_grew(&self, rows: &[Row]) {
        let grown: Vec<&Row> = rows.iter().filter(|row| self.times(row).is_some_and(|times| times > MUCH)).collect();
        if self.0.is_empty() {
            return;
        }
        println!("\n{} of {} cost over a quarter more than in the saved run", grown.len(), rows.len());
        for row in grown {
            println!("  {} {}×, {}: {:.1} × bare, {}", row.database, row.size, row.scene, row.bare, self.change(row));
        }
    }
}

pub fn save(rows: &[Row], file: &Path) -> Result<()> {
    let mut file = csv::Writer::from_path(file)?;
    let of_crowds =
        CROWDS.iter().flat_map(|many| ["a second", "p50 ms", "p99 ms"].map(|what| format!("{what} at {many}")));
    let columns = ["database", "size", "scene", "times bare", "times ready", "CPU ms", "statements", "bytes", "gzip"];
    file.write_record(columns.map(str::to_owned).into_iter().chain(of_crowds))?;
    for row in rows {
        let some = |figure: Option<f64>| figure.map(|figure| format!("{figure:.3}")).unwrap_or_default();
        let paces = row.paces.iter().flat_map(|pace| match pace.as_ref().map(Pace::figures) {
            Some(figures) => figures.map(|figure| some(Some(figure))),
            None => Default::default(),
        });
        let of_row = [
            row.database.to_owned(),
            row.size.to_string(),
            row.scene.to_owned(),
            some(Some(row.bare)),
            some(row.ready),
            some(Some(millis(row.spent))),
            row.statements.to_string(),
            row.bytes.to_string(),
            row.gzip.map(|gzip| gzip.to_string()).unwrap_or_default(),
        ];
        file.write_record(of_row.into_iter().chain(paces))?;
    }
    Ok(file.flush()?)
}
