//! What people gain and lose when a role of the chain changes: what they hold before, and after it was tried.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::access::{Held, Rights, Shift};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId};

use super::accesses::ChainAccess;
use super::rights::ChainRights;

/// Something that people gain or lose, and at how many locations; chain rights at none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shifted {
    pub title: String,
    pub people: BTreeSet<String>,
    pub places: BTreeSet<LocationId>,
}

/// What people hold, in the chain and at its locations: looked at before and after what is only tried.
type Holdings = Vec<(String, ChainRights, HashMap<LocationId, Held>)>;

impl Shifted {
    /// What these people hold at this moment.
    pub fn moment(chain: ChainId, holders: &[ChainAccess], db: &mut Conn) -> Result<Holdings> {
        let mut all = Vec::new();
        for holder in holders {
            let now = ChainAccess::of(chain, holder.user, db)?;
            let rights = now.and_then(|now| now.held).map(|held| held.rights).unwrap_or_default();
            all.push((holder.name.clone(), rights, Held::in_chain(holder.user, chain, db)?));
        }
        Ok(all)
    }

    /// What they gain, and what they lose or hold less far.
    pub fn between(before: &Holdings, after: &Holdings) -> (Vec<Shifted>, Vec<Shifted>) {
        let (mut gains, mut losses) = (BTreeMap::new(), BTreeMap::new());
        for ((name, old, held), (_, new, holds)) in before.iter().zip(after) {
            for right in new.without(*old).iter() {
                note(&mut gains, right.title(), name, None);
            }
            for right in old.without(*new).iter() {
                note(&mut losses, right.title(), name, None);
            }
            let nothing = Rights::default();
            let places: BTreeSet<&LocationId> = held.keys().chain(holds.keys()).collect();
            for place in places {
                let rights = |all: &'_ HashMap<LocationId, Held>| {
                    all.get(place).map_or(nothing.clone(), |held| held.rights().clone())
                };
                for shift in Shift::between(&rights(held), &rights(holds)) {
                    let list = if matches!(shift, Shift::Gains(..)) { &mut gains } else { &mut losses };
                    note(list, shift.right().title(), name, Some(*place));
                }
            }
        }
        (gains.into_values().collect(), losses.into_values().collect())
    }
}

fn note(list: &mut BTreeMap<String, Shifted>, title: &str, name: &str, place: Option<LocationId>) {
    let shifted =
        list.entry(title.to_owned()).or_insert_with(|| Shifted { title: title.to_owned(), ..Shifted::default() });
    shifted.people.insert(name.to_owned());
    shifted.places.extend(place);
}
