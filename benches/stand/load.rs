//! Visitors who ask for a page again and again, or do a deed each time anew, all from one thread: one who sleeps on a
//! thread of their own would be woken at the server's expense.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use actix_web::rt;
use anyhow::{Result, ensure};

use super::cpu::{Meter, Spent};
use super::wire::Wire;

pub const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_millis(200);
const TIME: Duration = Duration::from_secs(1);

/// Whoever hears that the house is full comes again a little later.
const SHORT_WHILE: Duration = Duration::from_millis(10);

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
        let asked = Asked::again(&self.request);
        let asking = |time| crowd(&self.address, &asked, CONNECTIONS, time);
        asking(WARM_UP).await?;
        let (seen, spent) = self.meter.around(asking(TIME)).await;
        let seen = seen?;
        ensure!(!seen.waits.is_empty(), "{}: nothing was answered", self.what);
        Ok(Measured {
            per_second: seen.per_second(),
            median: seen.within(50),
            slow: seen.within(99),
            bytes: seen.bytes,
            spent: spent.each(seen.waits.len()),
        })
    }
}

/// What visitors ask for.
#[derive(Clone)]
pub enum Asked {
    /// The same each time, which is shown.
    Again(Rc<str>),
    /// A deed, as it is asked for the so-manieth time, as long as there is something to do.
    Anew(Rc<dyn Fn(usize) -> Option<String>>, Rc<Cell<usize>>),
}

impl Asked {
    pub fn again(request: &str) -> Self {
        Asked::Again(request.into())
    }

    pub fn anew(request: impl Fn(usize) -> Option<String> + 'static) -> Self {
        Asked::Anew(Rc::new(request), Rc::default())
    }

    pub fn next(&self) -> Option<Rc<str>> {
        match self {
            Asked::Again(request) => Some(request.clone()),
            Asked::Anew(request, number) => request(number.replace(number.get() + 1)).map(Rc::from),
        }
    }

    fn is_done(&self, status: &str) -> bool {
        status == if matches!(self, Asked::Again(_)) { "200" } else { "303" }
    }
}

/// What the visitors saw.
#[derive(Default)]
pub struct Seen {
    /// How long each answer took, the fastest first.
    pub waits: Vec<Duration>,
    /// The size of the last.
    pub bytes: usize,
    /// How often the house was full.
    pub full: usize,
    took: Duration,
}

impl Seen {
    pub fn per_second(&self) -> f64 {
        self.waits.len() as f64 / self.took.as_secs_f64()
    }

    /// How long it took at most for so many of a hundred.
    pub fn within(&self, percent: usize) -> Duration {
        self.waits.get(self.waits.len() * percent / 100).copied().unwrap_or_default()
    }
}

/// So many visitors ask for a while.
pub async fn crowd(address: &str, asked: &Asked, connections: usize, time: Duration) -> Result<Seen> {
    let begun = Instant::now();
    let address: Rc<str> = address.into();
    let visit = |_| rt::spawn(visit(address.clone(), asked.clone(), begun + time));
    let visitors: Vec<_> = (0..connections).map(visit).collect();
    let mut all = Seen::default();
    for visitor in visitors {
        let seen = visitor.await??;
        all.waits.extend(seen.waits);
        all.bytes = seen.bytes;
        all.full += seen.full;
    }
    all.took = begun.elapsed();
    all.waits.sort_unstable();
    Ok(all)
}

async fn visit(address: Rc<str>, asked: Asked, end: Instant) -> Result<Seen> {
    let mut wire = Wire::to(&address).await?;
    let mut seen = Seen::default();
    while Instant::now() < end {
        let Some(request) = asked.next() else { break };
        let begun = Instant::now();
        let answer = wire.ask(&request).await?;
        let (is_full, bytes) = (answer.status == "503", answer.body.len());
        ensure!(is_full || asked.is_done(answer.status), "{request} was answered with {}", answer.status);
        if is_full {
            seen.full += 1;
            rt::time::sleep(SHORT_WHILE).await;
            continue;
        }
        seen.bytes = bytes;
        seen.waits.push(begun.elapsed());
    }
    Ok(seen)
}
