//! Events: written in the transaction of the deed, sealed one over the other, never changed.

mod deeds;
mod head;
mod line;
mod list;
mod masking;
mod refusals;
mod thing;
mod verifying;

use serde::{Deserialize, Serialize};

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainMemberId, LocationId, MemberId, Place, UserId};

pub use deeds::{Deed, Kind};
pub use list::{Event, Events, Filter, LONGEST_FILE};
pub use refusals::{AtTheDoor, Pause, refuse, refuse_at_the_door};
pub use thing::Thing;
pub use verifying::Report;

use head::Head;
use line::Line;

/// Where a deed comes from: the network address, and the one request that it was done in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    pub address: String,
    pub request: String,
}

impl From<&str> for Origin {
    fn from(address: &str) -> Self {
        Origin { address: address.to_owned(), request: String::new() }
    }
}

/// Whoever does things that are written down.
pub trait Actor {
    fn place(&self) -> Place;
    fn id(&self) -> Option<UserId>;
    fn name(&self) -> &str;

    /// The role in which they act, as it is called today.
    fn role(&self) -> &str {
        ""
    }

    fn origin(&self) -> &Origin;
}

/// The house itself, where nobody asks: what has run out ends of itself.
#[derive(Debug, Clone, Copy)]
pub struct OfItself(pub LocationId);

static NOWHERE: Origin = Origin { address: String::new(), request: String::new() };

impl Actor for OfItself {
    fn place(&self) -> Place {
        self.0.into()
    }

    fn id(&self) -> Option<UserId> {
        None
    }

    fn name(&self) -> &str {
        "Parlour"
    }

    fn origin(&self) -> &Origin {
        &NOWHERE
    }
}

/// One thing that is different now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub what: String,
    pub old: String,
    pub new: String,
}

impl Change {
    pub fn new(what: &str, old: impl Into<String>, new: impl Into<String>) -> Self {
        Change { what: what.to_owned(), old: old.into(), new: new.into() }
    }

    /// Only if it is different.
    pub fn between(what: &str, old: &str, new: &str) -> Option<Self> {
        (old != new).then(|| Change::new(what, old, new))
    }
}

/// What is about to be written down.
#[derive(Debug, Clone)]
pub struct Entry {
    deed: Deed,
    subject: String,
    member: Option<MemberId>,
    thing: Option<Thing>,
    changes: Vec<Change>,
}

impl Entry {
    /// `subject` is the name of whom or what it concerns, as it is today.
    pub fn new(deed: Deed, subject: impl Into<String>) -> Self {
        Entry { deed, subject: subject.into(), member: None, thing: None, changes: Vec::new() }
    }

    /// Shown in the history of a card as well.
    pub fn of_member(mut self, member: impl Into<Option<MemberId>>) -> Self {
        self.member = member.into();
        self
    }

    /// The same in the log of a chain, where the number is that of a card of the chain.
    pub fn of_chain_card(self, card: ChainMemberId) -> Self {
        self.of_member(MemberId(card.0))
    }

    /// Shown in the history of this as well.
    pub fn about(mut self, thing: impl Into<Thing>) -> Self {
        self.thing = Some(thing.into());
        self
    }

    pub fn with(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }
}

/// Writes an event, in the transaction of the deed itself. Events of one place wait for one another, so that each
/// is sealed over the one before: a deed that touches other rows first holds the place before it does.
pub fn record(by: &impl Actor, entry: Entry, db: &mut Conn) -> Result<()> {
    let place = by.place();
    db.hold(place)?;
    let head = Head::of(place, db)?;
    let author = Author { id: by.id(), name: by.name(), role: by.role(), origin: by.origin() };
    head.append(Line::of(Some(place), author, entry)?, db)
}

/// Who did it, as the log calls them.
struct Author<'a> {
    id: Option<UserId>,
    name: &'a str,
    role: &'a str,
    origin: &'a Origin,
}
