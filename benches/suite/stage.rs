//! Where scenes are played: in rounds, so that a noisy minute hits all of them, beside a bare page.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::ground::Ground;
use crate::row::{CROWDS, Pace, Row};
use crate::stand::cpu::{Meter, Spent};
use crate::stand::load::{Asked, Seen, crowd};
use crate::stand::served::Served;
use crate::stand::wire::get;

const WARM_UP: Duration = Duration::from_millis(200);
const TIME: Duration = Duration::from_secs(1);

/// Where only the clock counts.
const SHORT_TIME: Duration = Duration::from_millis(500);
const SHORT_ROUNDS: usize = 2;

/// The crowd with which CPU time is measured.
const MIDDLE: usize = CROWDS[1];

/// A scene that is ready to be played.
pub struct Act {
    pub what: &'static str,
    pub asked: Asked,
    pub statements: usize,
    pub gzip: Option<usize>,
}

pub struct Stage<'a> {
    pub ground: &'a Ground,
    pub bare: &'a Served,
    pub house: &'a Served,
}

/// A crowd at its cheapest, or fastest.
struct Played {
    seen: Seen,
    spent: Spent,
}

impl Stage<'_> {
    pub async fn play(&self, acts: &[Act], rounds: usize) -> Result<Vec<Row>> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let hello = Asked::again(&get("/", ""));
        let (mut bare, mut best) = (None, Vec::from_iter(acts.iter().map(|_| None)));
        for _ in 0..rounds {
            keep(&mut bare, self.cost(self.bare, &hello).await?);
            for (act, best) in acts.iter().zip(&mut best) {
                keep(best, self.cost(self.house, &act.asked).await?);
            }
        }
        let bare = bare.map_or(1.0, |bare| bare.spent.whole().as_secs_f64());
        let mut rows = Vec::new();
        for (act, best) in acts.iter().zip(best) {
            let Some(best) = best else { continue };
            rows.push(self.row(act, &best, bare).await?);
        }
        Ok(rows)
    }

    async fn row(&self, act: &Act, best: &Played, bare: f64) -> Result<Row> {
        let Ground { name: database, size, in_full, .. } = *self.ground;
        let (spent, bytes) = (best.spent.whole(), best.seen.bytes);
        let ready = match act.asked {
            Asked::Again(_) if in_full => Some(spent.as_secs_f64() / self.ready(bytes).await?.as_secs_f64()),
            _ => None,
        };
        let mut paces = CROWDS.map(|many| (many == MIDDLE).then(|| Pace::of(&best.seen)));
        for (many, pace) in CROWDS.into_iter().zip(&mut paces) {
            if in_full && pace.is_none() {
                *pace = Some(self.pace(&act.asked, many).await?);
            }
        }
        let (statements, gzip) = (act.statements, act.gzip);
        let bare = spent.as_secs_f64() / bare;
        Ok(Row { database, size, scene: act.what, bare, ready, spent, statements, bytes, gzip, paces })
    }

    /// What a request costs in CPU time.
    async fn cost(&self, server: &Served, asked: &Asked) -> Result<Played> {
        let database = self.ground.database.filter(|_| server.address == self.house.address);
        let meter = Meter { server: server.family(), database };
        crowd(&server.address, asked, MIDDLE, WARM_UP).await?;
        let (seen, spent) = meter.around(crowd(&server.address, asked, MIDDLE, TIME)).await;
        let seen = seen?;
        ensure!(!seen.waits.is_empty(), "nothing was answered");
        Ok(Played { spent: spent.each(seen.waits.len()), seen })
    }

    /// What a prerendered page of so many bytes costs.
    async fn ready(&self, bytes: usize) -> Result<Duration> {
        let asked = Asked::again(&get(&format!("/ready/{bytes}"), ""));
        let first = self.cost(self.bare, &asked).await?.spent.whole();
        Ok(first.min(self.cost(self.bare, &asked).await?.spent.whole()))
    }

    /// How fast it goes with so many, at its best.
    async fn pace(&self, asked: &Asked, many: usize) -> Result<Pace> {
        crowd(&self.house.address, asked, many, WARM_UP).await?;
        let mut best: Option<Pace> = None;
        for _ in 0..SHORT_ROUNDS {
            let now = Pace::of(&crowd(&self.house.address, asked, many, SHORT_TIME).await?);
            best = Some(best.filter(|best| best.slow <= now.slow).unwrap_or(now));
        }
        best.ok_or_else(|| anyhow::anyhow!("no round was made"))
    }
}

fn keep(best: &mut Option<Played>, now: Played) {
    if best.as_ref().is_none_or(|best| now.spent.whole() < best.spent.whole()) {
        *best = Some(now);
    }
}
