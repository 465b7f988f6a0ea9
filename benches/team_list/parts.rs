//! The parts of the team list that can be reached from outside, each done alone and many times over, in this process.

use std::time::{Duration, Instant};

use anyhow::Result;
use parlour::db::Conn;
use parlour::locations::Location;
use parlour::team::{Employment, Filter, Line, Position};

use crate::stand::cpu::{Family, Meter, Spent};
use crate::stand::house::Salon;

const TIME: Duration = Duration::from_secs(1);

/// One part, and what it costs each time.
pub struct Part {
    pub what: &'static str,
    pub spent: Spent,
}

pub async fn measure(salon: &Salon, database: Option<Family>) -> Result<Vec<Part>> {
    let by = salon.inside()?;
    let filter = Filter { employment: Some(Employment::Working), ..Filter::default() };
    let stand = Stand { salon, meter: Meter { server: Family(std::process::id()), database } };
    Ok(vec![
        stand.checkout().await?,
        stand.query("rights: Inside::enter", |db| by.again(db).map(drop)).await?,
        stand.query("menu: Location::of_user", |db| Location::of_user(by.user(), db).map(drop)).await?,
        stand
            .query("list: Line::page, 25 rows and the count", |db| Line::page(&by, &filter, None, 25, db).map(drop))
            .await?,
        stand
            .query("list: Line::page, 100 rows and the count", |db| Line::page(&by, &filter, None, 100, db).map(drop))
            .await?,
        stand.query("filter: Position::list", |db| Position::list(&by, db).map(drop)).await?,
    ])
}

struct Stand<'a> {
    salon: &'a Salon,
    meter: Meter,
}

impl Stand<'_> {
    async fn checkout(&self) -> Result<Part> {
        let nothing = || self.salon.db.read_now(|_| Ok(()));
        let (times, spent) = self.meter.around(async { repeat(nothing) }).await;
        Ok(Part { what: "pool: a connection out and back", spent: spent.each(times?) })
    }

    /// A query on a connection at hand.
    async fn query(&self, what: &'static str, ask: impl Fn(&mut Conn) -> parlour::error::Result<()>) -> Result<Part> {
        let asking = async { self.salon.db.read_now(|db| repeat(|| ask(db))) };
        let (times, spent) = self.meter.around(asking).await;
        Ok(Part { what, spent: spent.each(times?) })
    }
}

fn repeat(mut job: impl FnMut() -> parlour::error::Result<()>) -> parlour::error::Result<usize> {
    let start = Instant::now();
    let mut times = 0;
    while start.elapsed() < TIME {
        job()?;
        times += 1;
    }
    Ok(times)
}
