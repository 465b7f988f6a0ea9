//! Copying a rule of one person to others: what would change for each is said first, and then all of it is done, or nothing.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::activity::Change;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, PayRuleId};
use crate::schema::members;
use crate::team::Line;

use super::super::engine::Rules;
use super::rule_writing::Ground;
use super::versions::{NOT_ONESELF, Version, Versions, newest_of, payee};
use super::{NewRule, Subjects};

/// Whom a rule of somebody is to count for as well.
#[derive(Debug, Clone)]
pub struct Copying {
    pub from: MemberId,
    pub rule: PayRuleId,
    pub starts_on: NaiveDate,
    pub to: Vec<MemberId>,
}

/// What it would mean for one of them.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub member: MemberId,
    pub name: String,
    /// The number of their newest rule, from which this was said.
    pub seen: i64,
    /// Compared with what counts for them on the first day.
    pub changes: Vec<Change>,
}

/// A card, and whose it is.
type Named = (MemberId, String);

impl Copying {
    /// Those whom a rule can be copied to: everybody else who works here, the viewer aside. Two statements.
    pub fn candidates(by: &Inside, from: MemberId, db: &mut Conn) -> Result<Vec<(MemberId, String)>> {
        let own = own_cards(by, db)?;
        let team = Line::working(by, db)?.into_iter().map(|(id, name, _)| (id, name));
        Ok(team.filter(|(id, _)| *id != from && !own.contains(id)).collect())
    }

    /// What would change for each of them.
    pub fn plan(&self, by: &Inside, db: &mut Conn) -> Result<Vec<Recipient>> {
        let (rule, people, ground) = self.prepared(by, db)?;
        let step = |(member, name): (MemberId, String)| Recipient {
            seen: ground.newest_of(member),
            changes: rule.changes(member, &ground, &by.location().currency),
            member,
            name,
        };
        Ok(people.into_iter().map(step).collect())
    }

    /// Does it. `seen` are the numbers of the newest rules that were planned from.
    pub fn carry_out(&self, by: &Can<SetUpPayroll>, seen: &[i64], db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let (rule, people, ground) = self.prepared(by, db)?;
        for ((member, name), seen) in people.iter().zip(seen) {
            rule.write(by, (*member, name), *seen, &ground, db)?;
        }
        Ok(())
    }

    fn prepared(&self, by: &Inside, db: &mut Conn) -> Result<(NewRule, Vec<Named>, Ground)> {
        payee(by, self.from, db)?;
        let versions = Versions::of(by, self.from, db)?;
        let version: &Version = versions.find(self.rule)?;
        if version.is_withdrawn {
            return Err(Error::Conflict("Somebody else withdrew this rule meanwhile.".into()));
        }
        let people = self.targets(by, db)?;
        let old = Rules::until(by, self.starts_on, db)?;
        let ground = Ground { newest: newest_of(&self.to, db)?, old, subjects: Subjects::of(by, db)? };
        Ok((version.from(self.starts_on), people, ground))
    }

    /// The people as they were named, each once. Nobody copies a rule to themselves (security.md SE13).
    fn targets(&self, by: &Inside, db: &mut Conn) -> Result<Vec<(MemberId, String)>> {
        let own = own_cards(by, db)?;
        if self.to.iter().any(|id| own.contains(id)) {
            return Err(Error::refused(NOT_ONESELF));
        }
        let candidates = Self::candidates(by, self.from, db)?;
        let named = self.to.iter().enumerate().map(|(place, id)| match self.to[..place].contains(id) {
            true => None,
            false => candidates.iter().find(|(known, _)| known == id).cloned(),
        });
        named.collect::<Option<Vec<_>>>().ok_or(Error::NotFound)
    }
}

/// The cards of the viewer here.
fn own_cards(by: &Inside, db: &mut Conn) -> Result<Vec<MemberId>> {
    let own = members::location_id.eq(by.location().id).and(members::user_id.eq(by.user()));
    Ok(members::table.filter(own).select(members::id).load(db)?)
}
