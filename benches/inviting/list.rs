//! A list of people whom nobody has invited yet, sent in one submit.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use diesel::prelude::*;
use parlour::schema::tries;

use crate::ROUNDS;
use crate::stand::cpu::{Meter, Spent};
use crate::stand::house::Salon;
use crate::stand::served::Served;
use crate::stand::wire::{Wire, get, mark_in, post};

/// As many as a list may hold.
pub const LENGTH: usize = 500;

/// Where a list is only looked at.
pub const DRY_RUN: &str = "list";

/// Looking changes nothing, so it is done often enough for the kernel's clock to see it.
const TIMES: u32 = 50;

/// Somebody who sends lists.
pub struct Lister<'a> {
    pub house: &'a Served,
    pub salon: &'a Salon,
    pub cookies: &'a str,
    pub meter: Meter,
}

/// What one list took.
pub struct Round {
    pub wall: Duration,
    pub spent: Spent,
}

impl Lister<'_> {
    /// The cheapest of several lists.
    pub async fn best(&self, path: &str) -> Result<Round> {
        let mut best: Option<Round> = None;
        for number in 0..ROUNDS {
            let now = self.submit(path, number).await?;
            if best.as_ref().is_none_or(|best| now.wall < best.wall) {
                best = Some(now);
            }
        }
        best.context("no round was made")
    }

    async fn submit(&self, path: &str, number: usize) -> Result<Round> {
        self.forget_the_pace()?;
        let base = format!("/locations/{}/invitations", self.salon.location);
        let mut wire = Wire::to(&self.house.address).await?;
        let form = wire.ask(&get(&format!("{base}/list"), self.cookies)).await?;
        let html = std::str::from_utf8(form.body)?;
        let mark = mark_in(html).context("the form carries no mark")?.to_owned();
        let role = role_in(html).context("the form offers no role")?.to_owned();
        let list: String = (0..LENGTH).map(|line| format!("Person {line},p{number}x{line}@list.test\n")).collect();
        let request =
            post(&format!("{base}/{path}"), self.cookies, &[("mark", &mark), ("text", &list), ("role", &role)]);
        let times = if path == DRY_RUN { TIMES } else { 1 };
        let (wall, spent) = self
            .meter
            .around(async {
                let start = Instant::now();
                for _ in 0..times {
                    let answer = wire.ask(&request).await?;
                    ensure!(["200", "303"].contains(&answer.status), "the list was answered with {}", answer.status);
                }
                anyhow::Ok(start.elapsed())
            })
            .await;
        Ok(Round { wall: wall? / times, spent: spent.each(times as usize) })
    }

    /// Nobody sends so many lists in an hour.
    fn forget_the_pace(&self) -> Result<()> {
        self.salon.db.write_now(|db| Ok(diesel::delete(tries::table).execute(db)?))?;
        Ok(())
    }
}

/// The role that the form suggests.
fn role_in(html: &str) -> Option<&str> {
    let (_, select) = html.split_once(r#"name="role""#)?;
    let (before, _) = select.split_once(r#"" selected"#)?;
    before.rsplit('"').next()
}
