//! One line of the log, and the seal over it and over everything before it (security.md SH2).

use chrono::NaiveDateTime;
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::error::Result;
use crate::id::{ChainId, LocationId, MemberId, Place, UserId};
use crate::schema::activity;

use super::{Author, Entry};

/// What the seal is made over, in this order. Another order, or another field, is another kind of seal.
const KIND: &[u8] = b"parlour log 1";

/// The same for the log of a chain: a chain and a location that bear one number are not taken for each other.
const KIND_OF_CHAIN: &[u8] = b"parlour log of a chain 1";

/// Everything that a row of the log says.
#[derive(Debug, Clone, PartialEq, Queryable, Insertable)]
#[diesel(table_name = activity, treat_none_as_default_value = false)]
pub(super) struct Line {
    pub location_id: Option<LocationId>,
    pub chain_id: Option<ChainId>,
    pub number: Option<i64>,
    pub at: NaiveDateTime,
    pub actor_id: Option<UserId>,
    pub actor_name: String,
    pub actor_role: String,
    pub deed: String,
    pub subject: String,
    pub member_id: Option<MemberId>,
    pub changes: String,
    pub address: String,
    pub request: String,
    /// What it is about besides a person; empty without one.
    pub thing: String,
}

#[diesel::dsl::auto_type]
pub(super) fn columns() -> _ {
    (
        activity::location_id,
        activity::chain_id,
        activity::number,
        activity::at,
        activity::actor_id,
        activity::actor_name,
        activity::actor_role,
        activity::deed,
        activity::subject,
        activity::member_id,
        activity::changes,
        activity::address,
        activity::request,
        activity::thing,
    )
}

impl Line {
    pub fn of(place: Option<Place>, author: Author<'_>, entry: Entry) -> Result<Self> {
        Ok(Line {
            location_id: place.and_then(Place::location),
            chain_id: place.and_then(Place::chain),
            number: None,
            at: clock::now(),
            actor_id: author.id,
            actor_name: kept(author.name),
            actor_role: kept(author.role),
            deed: entry.deed.slug().to_owned(),
            subject: kept(&entry.subject),
            member_id: entry.member,
            changes: serde_json::to_string(&entry.changes).map_err(anyhow::Error::from)?,
            address: kept(&author.origin.address),
            request: kept(&author.origin.request),
            thing: entry.thing.map(|thing| thing.to_string()).unwrap_or_default(),
        })
    }

    /// The seal over this line and, through the one before, over every earlier line. What each field holds cannot
    /// run over into its neighbour: its length stands before it.
    pub fn seal(&self, before: Option<&[u8]>) -> Vec<u8> {
        let number = |number: i64| number.to_be_bytes();
        let kind = if self.chain_id.is_some() { KIND_OF_CHAIN } else { KIND };
        let place = self.chain_id.map(|id| id.0).or(self.location_id.map(|id| id.0));
        let mut seal = Sha256::new_with_prefix(kind);
        let mut over = |field: Option<&[u8]>| match field {
            None => seal.update([0]),
            Some(bytes) => {
                seal.update([1]);
                seal.update((bytes.len() as u64).to_be_bytes());
                seal.update(bytes);
            }
        };
        over(before);
        over(place.map(number).as_ref().map(|bytes| &bytes[..]));
        over(self.number.map(number).as_ref().map(|bytes| &bytes[..]));
        over(Some(&number(self.at.and_utc().timestamp_micros())));
        over(self.actor_id.map(|id| number(id.0)).as_ref().map(|bytes| &bytes[..]));
        over(Some(self.actor_name.as_bytes()));
        over(Some(self.actor_role.as_bytes()));
        over(Some(self.deed.as_bytes()));
        over(Some(self.subject.as_bytes()));
        over(self.member_id.map(|id| number(id.0)).as_ref().map(|bytes| &bytes[..]));
        over(Some(self.changes.as_bytes()));
        over(Some(self.address.as_bytes()));
        over(Some(self.request.as_bytes()));
        // Lines from before there were things keep the seal they had.
        if !self.thing.is_empty() {
            over(Some(self.thing.as_bytes()));
        }
        seal.finalize().to_vec()
    }
}

/// Text that both databases give back as it was: PostgreSQL takes no NUL.
fn kept(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line {
            location_id: Some(LocationId(1)),
            chain_id: None,
            number: Some(7),
            at: chrono::DateTime::from_timestamp_millis(1_795_000_000_123).unwrap().naive_utc(),
            actor_id: Some(UserId(2)),
            actor_name: "Anna".into(),
            actor_role: "Owner".into(),
            deed: "access.left".into(),
            subject: "Ours".into(),
            member_id: None,
            changes: "[]".into(),
            address: "::1".into(),
            request: "aa".into(),
            thing: String::new(),
        }
    }

    #[test]
    fn sh2_a_seal_changes_with_every_field_and_with_the_one_before() {
        let seal = line().seal(None);
        let others = [
            Line { location_id: None, ..line() },
            Line { location_id: None, chain_id: Some(ChainId(1)), ..line() },
            Line { number: Some(8), ..line() },
            Line { at: line().at + chrono::TimeDelta::microseconds(1), ..line() },
            Line { actor_id: None, ..line() },
            Line { actor_name: "Bnna".into(), ..line() },
            Line { actor_role: "Owne".into(), deed: "raccess.left".into(), ..line() },
            Line { deed: "access.lef".into(), subject: "tOurs".into(), ..line() },
            Line { subject: String::new(), ..line() },
            Line { member_id: Some(MemberId(0)), ..line() },
            Line { changes: "[ ]".into(), ..line() },
            Line { address: "::1a".into(), request: "a".into(), ..line() },
            Line { request: String::new(), ..line() },
            Line { thing: "client 1".into(), ..line() },
        ];

        for other in others {
            assert_ne!(other.seal(None), seal, "{other:?}");
        }
        assert_ne!(line().seal(Some(&seal)), seal);
        assert_ne!(line().seal(Some(&[])), seal);
    }

    #[test]
    fn sh2_a_seal_is_the_same_in_every_version() {
        let seal: String = line().seal(None).iter().map(|byte| format!("{byte:02x}")).collect();

        assert_eq!(seal, "c77d0773a5bf82c34b9c118a1d8bbe7627d898d0e93cf9ccb025399a29339b1b");
    }
}
