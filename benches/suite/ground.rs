//! One business on one database, and everything that is asked of it.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use crate::business::Business;
use crate::counting::Counting;
use crate::deeds::Doing;
use crate::row::Row;
use crate::scenes::{Kind, Scene};
use crate::stage::{Act, Stage};
use crate::stand::cpu::Family;
use crate::stand::house::{LOGIN, PASSWORD, Salon};
use crate::stand::load::Asked;
use crate::stand::memory::Memory;
use crate::stand::served::Served;
use crate::stand::wire::{compressed_length_of, form_at, get, sign_in};

/// How often everything is measured; the cheapest time counts. Pages once more where they are measured in full.
const ROUNDS: usize = 2;

pub struct Ground {
    pub name: &'static str,
    pub url: String,
    /// The processes of the database, when it has any of its own.
    pub database: Option<Family>,
    pub size: i64,
    /// With every crowd, and beside prerendered pages.
    pub in_full: bool,
}

/// Everything that was measured there.
pub struct Measured {
    pub rows: Vec<Row>,
    pub size: String,
    /// Of the server: at first, after the pages, after the deeds.
    pub memory: [Memory; 3],
}

impl Ground {
    pub async fn measure(&self, scenes: &[Scene]) -> Result<Measured> {
        let data = tempfile::tempdir()?;
        let begun = Instant::now();
        let salon = Salon::open(data.path(), &self.url)?;
        let business = Business::grow(&salon, self.size)?;
        eprintln!("{} {}×: {}, after {:.0} s", self.name, self.size, business.size(), begun.elapsed().as_secs_f64());
        let bare = Served::start(&["bare"])?;
        let house = Served::start(&["house", &data.path().to_string_lossy(), &self.url])?;
        form_at(&house.address, "/sign-in", "").await?;
        let at_first = Memory::of(house.family())?;
        let cookies = sign_in(&house.address, LOGIN, PASSWORD).await?;
        let stage = Stage { ground: self, bare: &bare, house: &house };

        let (pages, deeds): (Vec<Scene>, Vec<Scene>) = scenes.iter().partition(|scene| scene.is_page());
        let requests = pages.iter().filter_map(|scene| match scene.kind {
            Kind::Page(path) => Some((*scene, Asked::again(&get(&business.path(path, &salon), &cookies)))),
            Kind::Deed(_) => None,
        });
        let acts = self.rehearsed(data.path(), &house, requests.collect()).await?;
        let mut rows = stage.play(&acts, ROUNDS + usize::from(self.in_full)).await?;
        let after_pages = Memory::of(house.family())?;

        // One after the other: what is prepared for one would lie in the way of another.
        let doing = Doing { salon: &salon, address: &house.address, cookies: &cookies };
        for scene in deeds {
            if let Kind::Deed(deed) = scene.kind {
                let asked = doing.prepare(deed).await?;
                let acts = self.rehearsed(data.path(), &house, vec![(scene, asked)]).await?;
                rows.extend(stage.play(&acts, ROUNDS).await?);
            }
        }
        let memory = [at_first, after_pages, Memory::of(house.family())?];
        eprintln!("{} {}×: measured after {:.0} s", self.name, self.size, begun.elapsed().as_secs_f64());
        Ok(Measured { rows, size: business.size(), memory })
    }

    /// Everything is asked once or twice before it is measured: for its statements, and for its size.
    async fn rehearsed(&self, data: &Path, house: &Served, requests: Vec<(Scene, Asked)>) -> Result<Vec<Act>> {
        let mut counting = Counting::open(data, &self.url).await?;
        let mut acts = Vec::new();
        for (scene, asked) in requests {
            let statements = counting.of(scene.what, &asked).await?;
            let gzip = match &asked {
                Asked::Again(request) if self.in_full => Some(compressed_length_of(&house.address, request).await?),
                _ => None,
            };
            acts.push(Act { what: scene.what, asked, statements, gzip });
        }
        counting.close().await;
        Ok(acts)
    }
}
