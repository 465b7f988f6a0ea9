//! What is in the way of an appointment: double bookings are refused; what can be meant so is warned about.

use crate::access::Inside;
use crate::db::Conn;
use crate::error::{Errors, Result};
use crate::id::AppointmentId;

use super::busy::{Slot, Taken};
use super::drafts::Draft;
use super::wish::Anyway;
use super::{Assistance, Assistant};

impl Draft {
    fn slot(&self) -> Slot {
        Slot { member: self.member, from: self.from, to: self.to }
    }

    fn slot_of(&self, assistant: &Assistant) -> Slot {
        Slot { member: assistant.member, ..self.slot() }
    }
}

/// The lines that changed, with their place in the form.
fn fresh(drafts: &[Draft]) -> impl Iterator<Item = (usize, &Draft)> {
    drafts.iter().enumerate().filter(|(_, draft)| !draft.is_settled).map(|(place, draft)| (place + 1, draft))
}

/// Refuses what cannot be, and what nobody has said is meant so.
pub(super) fn check(
    by: &Inside,
    drafts: &[Draft],
    except: Option<AppointmentId>,
    anyway: Anyway,
    rules: Assistance,
    db: &mut Conn,
) -> Result<()> {
    let zone = by.location().zone;
    let mains: Vec<Slot> = fresh(drafts).map(|(_, draft)| draft.slot()).collect();
    let helpers: Vec<Slot> = fresh(drafts)
        .flat_map(|(_, draft)| draft.assistants.iter().map(|assistant| draft.slot_of(assistant)))
        .collect();
    let all: Vec<Slot> = mains.iter().chain(&helpers).copied().collect();
    let taken = Taken::around(&all, except, db)?;
    let off_hours = Slot::off_hours(&mains, by.location().id, zone, db)?;
    let off = Slot::on_time_off(&helpers, zone, db)?;
    let mut found = Found { errors: Errors::none(), off_hours: Vec::new(), busy: Vec::new() };
    for (number, draft) in fresh(drafts) {
        let (slot, name) = (draft.slot(), &draft.member_name);
        if let Some(other) = taken.serves(&slot) {
            let why = format!("{name} is booked {} already. Choose another time or team member", other.said(zone));
            found.errors.add(format!("member-{number}"), why);
        }
        if let Some(other) = taken.assists(&slot) {
            let why = format!("{name} assists somebody else {}", other.said(zone));
            found.is_busy(rules, format!("member-{number}"), why);
        }
        if off_hours.contains(&slot) {
            found.off_hours.push(format!("{name} does not work {}", slot.said(zone)));
        }
        for assistant in &draft.assistants {
            if let Some(why) = in_the_way(&draft.slot_of(assistant), &assistant.name, &taken, &off, by) {
                found.is_busy(rules, format!("assistants-{number}"), why);
            }
        }
    }
    found.but_for(anyway)
}

/// Why somebody cannot assist then, if they cannot.
fn in_the_way(slot: &Slot, name: &str, taken: &Taken, off: &[Slot], by: &Inside) -> Option<String> {
    let zone = by.location().zone;
    if let Some(other) = taken.serves(slot) {
        return Some(format!("{name} is booked {}", other.said(zone)));
    }
    if let Some(other) = taken.assists(slot) {
        return Some(format!("{name} assists somebody else {}", other.said(zone)));
    }
    off.contains(slot).then(|| format!("{name} has time off {}", slot.said(zone)))
}

/// The same for people who are to assist in one line, with their places in the form.
pub(super) fn check_helpers(
    by: &Inside,
    draft: &Draft,
    helpers: &[(usize, Assistant)],
    except: AppointmentId,
    anyway: Anyway,
    rules: Assistance,
    db: &mut Conn,
) -> Result<()> {
    let slots: Vec<Slot> = helpers.iter().map(|(_, assistant)| draft.slot_of(assistant)).collect();
    let taken = Taken::around(&slots, Some(except), db)?;
    let off = Slot::on_time_off(&slots, by.location().zone, db)?;
    let mut found = Found { errors: Errors::none(), off_hours: Vec::new(), busy: Vec::new() };
    for (number, assistant) in helpers {
        if let Some(why) = in_the_way(&draft.slot_of(assistant), &assistant.name, &taken, &off, by) {
            found.is_busy(rules, format!("assistant-{number}"), why);
        }
    }
    found.but_for(anyway)
}

struct Found {
    errors: Errors,
    off_hours: Vec<String>,
    busy: Vec<String>,
}

impl Found {
    fn is_busy(&mut self, rules: Assistance, field: String, why: String) {
        match rules.refuses_busy {
            true => self.errors.add(field, format!("{why}. Choose somebody else, or another time")),
            false => self.busy.push(why),
        }
    }

    /// What is left when warnings were read already.
    fn but_for(mut self, anyway: Anyway) -> Result<()> {
        if !self.off_hours.is_empty() && !anyway.off_hours {
            self.errors.add("off_hours", format!("{}. Tick the box to book all the same", self.off_hours.join(". ")));
        }
        if !self.busy.is_empty() && !anyway.busy {
            self.errors.add("busy", format!("{}. Tick the box to save all the same", self.busy.join(". ")));
        }
        self.errors.or(())
    }
}
