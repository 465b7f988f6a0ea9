//! Who waits for a connection: first come, first served, and never more than can be served in time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// How long somebody waits for their turn before the house says it is full.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many may wait. Whoever comes then is told so at once (security.md R26).
const MOST: usize = 256;

pub(super) struct Queue {
    turns: Semaphore,
    size: usize,
    waiting: AtomicUsize,
}

/// How many are at work on one kind of connection, and how many wait for one.
#[derive(Debug, Clone, Copy)]
pub struct Pressure {
    pub busy: usize,
    pub waiting: usize,
}

/// Somebody in the queue, until they leave it.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Queue {
    pub fn of(size: usize) -> Self {
        Queue { turns: Semaphore::new(size), size, waiting: AtomicUsize::new(0) }
    }

    /// Nobody blocks a thread while waiting.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        if let Ok(turn) = self.turns.try_acquire() {
            return Ok(turn);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= MOST {
            return Err(Error::Busy);
        }
        tokio::time::timeout(PATIENCE, self.turns.acquire())
            .await
            .map_err(|_| Error::Busy)?
            .map_err(|closed| Error::Broken(closed.into()))
    }

    pub fn pressure(&self) -> Pressure {
        Pressure { busy: self.size - self.turns.available_permits(), waiting: self.waiting.load(Ordering::Relaxed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn r26_a_full_queue_says_so_at_once_and_empties() {
        let queue = std::rc::Rc::new(Queue::of(1));
        let turn = queue.turn().await.unwrap();
        let wait = |_| {
            let queue = queue.clone();
            actix_web::rt::spawn(async move { queue.turn().await.map(drop) })
        };
        let waiting: Vec<_> = (0..MOST).map(wait).collect();
        for _ in 0..MOST {
            tokio::task::yield_now().await;
        }

        let full = queue.pressure();
        let refused = queue.turn().await.map(drop);
        drop(turn);

        assert_eq!((full.busy, full.waiting), (1, MOST));
        assert!(matches!(refused, Err(Error::Busy)));
        for one in waiting {
            assert!(one.await.unwrap().is_ok());
        }
        assert_eq!((queue.pressure().busy, queue.pressure().waiting), (0, 0));
    }
}
