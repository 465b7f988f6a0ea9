//! How many pages and files are made at once: whoever would wait long is told so instead (security.md R26).

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// So many that the last of them is made within half a second.
const PLACES_PER_CORE: usize = 24;

/// Files to keep hold everything there is and take their time: the rest of the database is for pages.
const EXPORTS_PER_CORE: usize = 1;

/// How long somebody waits for a place.
const PATIENCE: Duration = Duration::from_millis(100);

/// Those for whom something of one kind is made.
pub struct Crowd(Semaphore);

impl Crowd {
    /// As many as this machine makes pages for.
    pub fn of_pages() -> Self {
        Crowd::of(PLACES_PER_CORE * cores())
    }

    /// As many as may take a file home at once.
    pub fn of_exports() -> Self {
        Crowd::of(EXPORTS_PER_CORE * cores())
    }

    fn of(places: usize) -> Self {
        Crowd(Semaphore::new(places))
    }

    /// A place, until it is dropped; `Busy` when none is free in time.
    pub async fn enter(&self) -> Result<SemaphorePermit<'_>> {
        let place = tokio::time::timeout(PATIENCE, self.0.acquire()).await.map_err(|_| Error::Busy)?;
        place.map_err(|closed| Error::Broken(closed.into()))
    }

    /// Takes all the places that are free now: nobody gets in until they are given back.
    pub fn fill(&self) -> Option<SemaphorePermit<'_>> {
        self.0.try_acquire_many(u32::try_from(self.0.available_permits()).ok()?).ok()
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}
