//! Making one card of several: what it would say, and what goes where. Said before it is done, and done as it was said.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use diesel::prelude::*;

use crate::chains::{Branch, Within};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainMemberId, LocationId, MemberId, UserId};
use crate::schema::{locations, members, positions, users};
use crate::text::together;

use super::mirrors::{self, Row};
use super::{ChainCard, Mirror};

/// What a card says, each with its name in forms and in sentences.
pub const FIELDS: [(&str, &str); 6] = [
    ("name", "Name"),
    ("specialization", "Specialization"),
    ("position", "Position"),
    ("description", "Description"),
    ("phone", "Phone"),
    ("email", "Email"),
];

/// For each of these, the card whose value wins, counted from 0.
pub type Picks = [usize; FIELDS.len()];

/// The most cards that become one in one go.
const MOST: usize = 20;

/// A card that was chosen, and the version of it that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Chain(ChainMemberId, i64),
    Local(MemberId, i64),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Chain(id, version) => write!(f, "c{id}.{version}"),
            Key::Local(id, version) => write!(f, "m{id}.{version}"),
        }
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, rest) = text.split_at_checked(1).ok_or(())?;
        let (id, version) = rest.split_once('.').ok_or(())?;
        let version = version.parse().map_err(drop)?;
        match kind {
            "c" => Ok(Key::Chain(id.parse().map_err(drop)?, version)),
            "m" => Ok(Key::Local(id.parse().map_err(drop)?, version)),
            _ => Err(()),
        }
    }
}

/// One of the cards that become one.
#[derive(Debug, Clone)]
pub struct Source {
    pub key: Key,
    /// The location whose card it is; none for one of the chain.
    pub place: Option<String>,
    pub values: [String; FIELDS.len()],
}

/// The cards of one location: one stays, the others become part of it.
#[derive(Debug, Clone)]
pub struct Site {
    pub location: LocationId,
    pub place: String,
    pub kept: Mirror,
    pub others: Vec<Mirror>,
}

/// Several cards, and the one that they would become.
#[derive(Debug, Clone)]
pub struct Merge {
    pub sources: Vec<Source>,
    pub picks: Picks,
    pub sites: Vec<Site>,
    /// Whether the result is a card of the chain: unless all of them are cards of one location.
    pub joins_chain: bool,
}

impl Merge {
    /// Looks at the cards as they are now. One that changed since it was chosen is a conflict.
    pub fn plan(by: &Within, keys: &[Key], picks: Picks, db: &mut Conn) -> Result<Self> {
        let branches = Branch::list(by.chain().id, db)?;
        let (mut sources, mut cards): (Vec<Source>, BTreeMap<LocationId, Vec<Mirror>>) = Default::default();
        let mut chosen: Vec<Key> = Vec::new();
        for key in keys.iter().filter(|key| !keys.iter().take_while(|one| one != key).any(|one| one == *key)) {
            chosen.push(*key);
        }
        for key in &chosen {
            let (source, here) = match key {
                Key::Chain(id, version) => of_chain(by, *id, *version, db)?,
                Key::Local(id, version) => of_location(*id, *version, &branches, db)?,
            };
            sources.push(source);
            for card in here {
                cards.entry(card.location).or_default().push(card);
            }
        }
        let is_of_chain = |source: &Source| source.place.is_none();
        match sources.as_slice() {
            [] => return Err(Error::on("card", "Choose at least one card")),
            [only] if is_of_chain(only) => {
                return Err(Error::on(
                    "card",
                    "This is a card of the chain already. Choose another one to merge it with",
                ));
            }
            many if many.len() > MOST => return Err(Error::on("card", format!("Choose {MOST} cards at most"))),
            _ => {}
        }
        let joins_chain = sources.len() == 1 || sources.iter().any(is_of_chain) || cards.len() > 1;
        let most = sources.len() - 1;
        Ok(Merge {
            picks: picks.map(|pick| pick.min(most)),
            sites: cards.into_values().filter_map(Site::of).collect(),
            sources,
            joins_chain,
        })
    }

    /// What the result says.
    pub fn value(&self, field: usize) -> &str {
        &self.sources[self.picks[field]].values[field]
    }

    /// The card of the chain that stays, if one was chosen.
    pub fn kept(&self) -> Option<ChainMemberId> {
        self.of_chain().next()
    }

    pub(super) fn of_chain(&self) -> impl Iterator<Item = ChainMemberId> {
        self.sources.iter().filter_map(|source| match source.key {
            Key::Chain(id, _) => Some(id),
            Key::Local(..) => None,
        })
    }

    /// Why they cannot become one: an account is one human, and so is a card.
    pub fn obstacle(&self) -> Option<String> {
        let mut linked: Vec<(UserId, String)> = Vec::new();
        for (user, name) in self.sites.iter().flat_map(Site::users) {
            if linked.iter().all(|(known, _)| *known != user) {
                linked.push((user, name));
            }
        }
        let names: Vec<String> = linked.into_iter().map(|(_, name)| name).collect();
        (names.len() > 1).then(|| {
            format!(
                "These cards are linked to different people: {}. If it is one person with two accounts, remove the access of one of them first.",
                together(&names)
            )
        })
    }

    /// What goes where, in sentences.
    pub fn sentences(&self, chain: &str) -> Vec<String> {
        let mut said: Vec<String> = self.sites.iter().flat_map(|site| site.sentences()).collect();
        if self.joins_chain {
            let places: Vec<String> = self.sites.iter().map(|site| site.place.clone()).collect();
            if !places.is_empty() {
                said.push(format!(
                    "The result is a card of the chain {chain}, valid at {}. It is edited in the chain from then on.",
                    together(&places)
                ));
            }
            let title = self.value(2);
            if !title.is_empty() && !places.is_empty() {
                said.push(format!("{title} is a position of the chain from then on, valid at {}.", together(&places)));
            }
        }
        said.push(
            "Everybody has the rights that they had. Birthdays and home addresses stay at their locations.".into(),
        );
        said.push("History, pay and invitations go with the card that stays. What another card said stays readable on it, among the deleted ones.".into());
        said
    }
}

impl Site {
    /// The card that stays is one of somebody who works there, linked to a user if any is.
    fn of(mut cards: Vec<Mirror>) -> Option<Self> {
        cards.sort_by_key(|card| (!card.works(), card.user.is_none(), card.id));
        let mut cards = cards.into_iter();
        let kept = cards.next()?;
        Some(Site { location: kept.location, place: kept.place.clone(), kept, others: cards.collect() })
    }

    fn users(&self) -> impl Iterator<Item = (UserId, String)> {
        std::iter::once(&self.kept).chain(&self.others).filter_map(|card| card.user.clone())
    }

    fn sentences(&self) -> Vec<String> {
        if self.others.is_empty() {
            return Vec::new();
        }
        let others: Vec<String> = self.others.iter().map(|card| card.name.clone()).collect();
        let mut said = vec![format!(
            "At {}, the card of {} stays. What belongs to {} there goes to it, and that card is deleted.",
            self.place,
            self.kept.name,
            together(&others)
        )];
        let moves = self.others.iter().find_map(|card| card.user.clone()).filter(|_| self.kept.user.is_none());
        if let Some((_, user)) = moves {
            said.push(format!("At {}, it is linked to {user} from then on.", self.place));
        }
        said
    }
}

fn of_chain(by: &Within, id: ChainMemberId, version: i64, db: &mut Conn) -> Result<(Source, Vec<Mirror>)> {
    let card = ChainCard::find(by, id, db)?;
    if card.version != version {
        return Err(changed(&card.profile.name));
    }
    let mirrors = card.mirrors(db)?;
    let profile = card.profile;
    let values =
        [profile.name, profile.specialization, card.position, profile.description, profile.phone, profile.email];
    Ok((Source { key: Key::Chain(id, version), place: None, values }, mirrors))
}

/// A card of one of the locations that is in no chain yet.
fn of_location(id: MemberId, version: i64, branches: &[Branch], db: &mut Conn) -> Result<(Source, Vec<Mirror>)> {
    type Said = (String, Option<String>, String, String, String, i64);
    let open = branches.iter().filter(|branch| !branch.is_closed).map(|branch| branch.id);
    let (row, (specialization, title, description, phone, email, now)): (Row, Said) = members::table
        .inner_join(locations::table)
        .left_join(users::table)
        .left_join(positions::table)
        .filter(members::id.eq(id).and(members::location_id.eq_any(open.collect::<Vec<_>>())))
        .filter(members::chain_member_id.is_null().and(members::employment.eq("working")))
        .select((
            mirrors::columns(),
            (
                members::specialization,
                positions::title.nullable(),
                members::description,
                members::phone,
                members::email,
                members::version,
            ),
        ))
        .first(db)?;
    let card = Mirror::from(row);
    if now != version {
        return Err(changed(&card.name));
    }
    let values = [card.name.clone(), specialization, title.unwrap_or_default(), description, phone, email];
    Ok((Source { key: Key::Local(id, version), place: Some(card.place.clone()), values }, vec![card]))
}

fn changed(name: &str) -> Error {
    Error::Conflict(format!("Somebody else changed the card of {name} meanwhile. Look at the cards again."))
}
