//! Who assists in a line, and with which share of their own reward: two rights, each asked on its own.

use diesel::prelude::*;

use crate::access::rights::{ChangeShares, ManageAssistants};
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{LineId, MemberId};
use crate::schema::appointment_lines;
use crate::text::together;

use super::checks::check_helpers;
use super::drafts::{Draft, NOT_AVAILABLE, ONLY_ONE, only_once};
use super::percent::{self, WHOLE};
use super::staff::Worker;
use super::wish::Anyway;
use super::writing::{mode, write_assistants};
use super::{Appointment, Assistance, Assistant, Line};

/// Somebody who is to assist. Without a share, the one they have stays, and a new one is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helper {
    pub member: MemberId,
    pub share: Option<i64>,
    /// Where they stand in the form, counted from 1.
    pub number: usize,
}

impl Appointment {
    /// Says who assists in a line. `version` is the one the form was drawn from.
    pub fn set_assistants(
        &self,
        by: &Can<ManageAssistants>,
        line: LineId,
        helpers: &[Helper],
        anyway: Anyway,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_open(by, db)?;
        let line = now.line(line)?;
        let rules = Assistance::of(by.location().id, db)?;
        let is_split = if line.assistants.is_empty() { rules.is_split } else { line.is_split };
        must_leave_shares_alone(by, helpers, is_split, db)?;
        now.advance(version, db)?;
        let assistants = line.with(helpers, &Worker::all(by, db)?, rules)?;
        let draft = Draft { is_split, ..Draft::of(line) };
        if now.status.takes_time() {
            let numbers = helpers.iter().map(|helper| helper.number);
            let fresh = numbers.zip(assistants.iter().cloned()).filter(|(_, assistant)| !line.has(assistant.member));
            let fresh: Vec<_> = fresh.collect();
            check_helpers(by, &draft, &fresh, now.id, anyway, rules, db)?;
        }
        now.write_helpers(by, line, Draft { assistants, ..draft }, db)
    }

    /// Changes the shares of those who assist in a line already.
    pub fn set_shares(
        &self,
        by: &Can<ChangeShares>,
        line: LineId,
        helpers: &[Helper],
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_open(by, db)?;
        now.advance(version, db)?;
        let line = now.line(line)?;
        must_leave_shares_alone(by, helpers, line.is_split, db)?;
        let mut assistants = line.assistants.clone();
        for helper in helpers {
            let assistant = assistants.iter_mut().find(|assistant| assistant.member == helper.member);
            let assistant = assistant.ok_or(Error::NotFound)?;
            assistant.share = helper.share.unwrap_or(assistant.share);
        }
        now.write_helpers(by, line, Draft { assistants, ..Draft::of(line) }, db)
    }

    fn line(&self, id: LineId) -> Result<&Line> {
        self.lines.iter().find(|line| line.id == id).ok_or(Error::NotFound)
    }

    fn write_helpers(&self, by: &Inside, old: &Line, new: Draft, db: &mut Conn) -> Result<()> {
        books::mark(self.id, db)?;
        diesel::update(appointment_lines::table.find(old.id))
            .set(appointment_lines::reward_mode.eq(mode(new.is_split)))
            .execute(db)?;
        write_assistants(old.id, &new, self.status.takes_time(), db)?;
        books::mark(self.id, db)?;
        let changes = differences(old, &new);
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::AssistantsChanged, &self.client_name).about(self.id);
        activity::record(by, entry.of_member(whose(old, &new)).with(changes), db)
    }
}

/// A share is changed with the right to, and only where each assistant gets their whole reward.
fn must_leave_shares_alone(by: &Inside, helpers: &[Helper], is_split: bool, db: &mut Conn) -> Result<()> {
    if helpers.iter().all(|helper| helper.share.is_none()) {
        return Ok(());
    }
    if !by.may(Right::ChangeShares) {
        return Err(by.refusal(Right::ChangeShares, db)?);
    }
    match is_split {
        true => Err(Error::on("share-1", "Leave the shares alone: here the reward is divided equally")),
        false => Ok(()),
    }
}

impl Line {
    fn has(&self, member: MemberId) -> bool {
        self.assistants.iter().any(|assistant| assistant.member == member)
    }

    /// Its assistants as they are to be. Whoever assists already may stay, whatever has changed since.
    fn with(&self, helpers: &[Helper], workers: &[Worker], rules: Assistance) -> Result<Vec<Assistant>> {
        let (mut errors, mut assistants) = (Errors::none(), Vec::<Assistant>::new());
        for helper in helpers {
            let field = format!("assistant-{}", helper.number);
            let kept = self.assistants.iter().find(|assistant| assistant.member == helper.member);
            let worker = workers.iter().find(|worker| worker.id == helper.member);
            let name = kept.map(|kept| &kept.name).or(worker.map(|worker| &worker.name));
            let Some(name) = name else {
                errors.add(field, NOT_AVAILABLE);
                continue;
            };
            if assistants.iter().any(|other| other.member == helper.member) {
                errors.add(field, only_once(name));
            } else if helper.member == self.member {
                errors.add(field, format!("{name} provides this service. Choose somebody else to assist"));
            } else if kept.is_none() && !worker.is_some_and(|worker| worker.assists) {
                errors.add(field, format!("{name} is not available for assisting. Choose somebody who is"));
            } else {
                let share = helper.share.or(kept.map(|kept| kept.share)).unwrap_or(WHOLE);
                assistants.push(Assistant { member: helper.member, name: name.clone(), share });
            }
        }
        let is_more = assistants.iter().any(|assistant| !self.has(assistant.member));
        if assistants.len() > 1 && is_more && !rules.several {
            let number = helpers.last().map_or(1, |helper| helper.number);
            errors.add(format!("assistant-{number}"), ONLY_ONE);
        }
        errors.or(assistants)
    }
}

/// Who assists instead of whom, and whose share went from what to what.
fn differences(old: &Line, new: &Draft) -> Vec<Change> {
    let names = |all: &[Assistant]| together(&all.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
    let mut changes: Vec<Change> =
        Change::between(&format!("Assistants of {}", old.title), &names(&old.assistants), &names(&new.assistants))
            .into_iter()
            .collect();
    for assistant in &new.assistants {
        let was = old.assistants.iter().find(|other| other.member == assistant.member).map(|other| other.share);
        let what = format!("Share of {} in {}", assistant.name, old.title);
        let (before, after) = (was.map_or(String::new(), percent::said), percent::said(assistant.share));
        let is_usual = was.is_none() && assistant.share == WHOLE;
        changes.extend(if is_usual { None } else { Change::between(&what, &before, &after) });
    }
    changes
}

/// The one whose card tells of it too: whoever came, or went, or whose share changed.
fn whose(old: &Line, new: &Draft) -> Option<MemberId> {
    let share_of = |all: &[Assistant], member| all.iter().find(|one| one.member == member).map(|one| one.share);
    let differs = |member: &MemberId| share_of(&old.assistants, *member) != share_of(&new.assistants, *member);
    new.assistants.iter().chain(&old.assistants).map(|one| one.member).find(differs)
}
