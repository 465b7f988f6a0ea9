//! Sixteen visitors who ask for the same page again and again, all from one thread: one who sleeps on a thread of
//! their own would be woken at the server's expense.

use std::rc::Rc;
use std::time::{Duration, Instant};

use actix_web::rt;
use anyhow::{Result, ensure};

use super::cpu::{Meter, Spent};
use super::wire::Wire;

pub const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_millis(200);
const TIME: Duration = Duration::from_secs(1);

/// A page that somebody may ask for.
pub struct Page {
    pub what: String,
    pub address: String,
    pub request: String,
    pub meter: Meter,
    /// How much it may cost, in bare pages.
    pub most: Option<u32>,
}

/// A page under load.
pub struct Measured {
    pub per_second: f64,
    pub median: Duration,
    /// All but one in a hundred came at least this fast.
    pub slow: Duration,
    pub bytes: usize,
    /// CPU time per request.
    pub spent: Spent,
}

impl Page {
    /// Asks for the page for a while, and measures what that costs.
    pub async fn measure(&self) -> Result<Measured> {
        self.ask_for(WARM_UP).await?;
        let (seen, spent) = self.meter.around(self.ask_for(TIME)).await;
        let Seen { mut waits, bytes } = seen?;
        waits.sort_unstable();
        let count = waits.len();
        ensure!(count > 0, "{}: nothing was answered", self.what);
        Ok(Measured {
            per_second: count as f64 / TIME.as_secs_f64(),
            median: waits[count / 2],
            slow: waits[count * 99 / 100],
            bytes,
            spent: spent.each(count),
        })
    }

    async fn ask_for(&self, time: Duration) -> Result<Seen> {
        let end = Instant::now() + time;
        let (address, request): (Rc<str>, Rc<str>) = (self.address.as_str().into(), self.request.as_str().into());
        let visitors: Vec<_> =
            (0..CONNECTIONS).map(|_| rt::spawn(visit(address.clone(), request.clone(), end))).collect();
        let mut all = Seen::default();
        for visitor in visitors {
            let seen = visitor.await??;
            all.waits.extend(seen.waits);
            all.bytes = seen.bytes;
        }
        Ok(all)
    }
}

/// What one visitor saw: how long each answer took, and the size of the last.
#[derive(Default)]
struct Seen {
    waits: Vec<Duration>,
    bytes: usize,
}

async fn visit(address: Rc<str>, request: Rc<str>, end: Instant) -> Result<Seen> {
    let mut wire = Wire::to(&address).await?;
    let mut seen = Seen::default();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(seen);
        }
        let answer = wire.ask(&request).await?;
        ensure!(answer.status == "200", "{request} was answered with {}", answer.status);
        seen.bytes = answer.body.len();
        seen.waits.push(asked.elapsed());
    }
}
