//! A lane: what is under way in it, whose turn it is next, and whether it rests.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::channels::Kind;
use crate::id::{LocationId, MessageId};

use super::claiming::{Claimed, UnderWay};
use super::noting::Outcome;

/// How many messages are under way in a lane at once.
pub const WIDTH: usize = 8;

const FIRST_REST: Duration = Duration::from_secs(15);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// One channel's way out. `None` is mail.
pub struct Lane {
    pub kind: Option<Kind>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: UnderWay,
    last: Option<LocationId>,
    rests_until: Option<Instant>,
    rest: Duration,
}

impl Lane {
    pub fn new(kind: Option<Kind>) -> Self {
        Lane { kind, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the mail server has to be left alone for a while.
    pub fn rests(&self) -> bool {
        self.state().rests_until.is_some_and(|until| Instant::now() < until)
    }

    /// The location that was served last: the next round begins after it.
    pub fn last(&self) -> Option<LocationId> {
        self.state().last
    }

    pub fn took(&self, messages: &[Claimed]) {
        let mut state = self.state();
        state.held.extend(messages.iter().map(|message| (message.id, (message.recipient.clone(), message.location))));
        if let Some(newest) = messages.last() {
            state.last = newest.location;
        }
    }

    pub fn put_down(&self, message: MessageId) {
        self.state().held.remove(&message);
    }

    /// What is in this postman's hands, whatever the clock says of its lease (security.md R28).
    pub fn held(&self) -> UnderWay {
        self.state().held.clone()
    }

    /// A server that is away is left alone, longer each time; one that answers is welcome again.
    pub fn learn(&self, outcome: &Outcome) {
        let mut state = self.state();
        match outcome {
            Outcome::Done(_) | Outcome::Never(_) => {
                state.rest = Duration::ZERO;
                state.rests_until = None;
            }
            Outcome::Rest { .. } if state.rests_until.is_none_or(|until| until <= Instant::now()) => {
                state.rest = (state.rest * 2).clamp(FIRST_REST, LONGEST_REST);
                state.rests_until = Some(Instant::now() + state.rest);
            }
            _ => {}
        }
    }
}
