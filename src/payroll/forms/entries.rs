//! What a browser sends about bonuses, penalties, advances and payments.

use serde::Deserialize;

use crate::clock;
use crate::error::{Errors, Result};
use crate::id::{EntryId, MemberId};
use crate::money;
use crate::paging::query;
use crate::text;

use super::super::model::{EntryFilter, EntryKind, NewEntry};

/// The filters of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EntriesForm {
    pub member: String,
    pub kind: String,
    pub after: String,
}

impl EntriesForm {
    pub fn filter(&self) -> EntryFilter {
        EntryFilter { member: self.member.parse().ok(), kind: EntryKind::from_slug(&self.kind) }
    }

    pub fn after(&self) -> Option<EntryId> {
        self.after.parse().ok()
    }

    pub fn is_narrowed(&self) -> bool {
        !self.member.is_empty() || !self.kind.is_empty()
    }

    pub fn address(&self, after: Option<EntryId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        query(&[("member", &self.member), ("kind", &self.kind), ("after", &after)])
    }
}

/// Something that is to be written down.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EntryForm {
    pub member: String,
    pub kind: String,
    pub day: String,
    pub amount: String,
    pub reason: String,
}

impl EntryForm {
    pub fn parse(&self, currency: &str) -> Result<NewEntry> {
        let mut errors = Errors::none();
        let member = self.member.parse::<MemberId>().ok();
        if member.is_none() {
            errors.add("member", "Choose a team member");
        }
        let kind = EntryKind::from_slug(&self.kind).filter(|kind| *kind != EntryKind::Adjustment);
        if kind.is_none() {
            errors.add("kind", "Choose what it is");
        }
        let day = clock::day(&self.day);
        if day.is_none() {
            errors.add("day", "Enter the day as a date, like 2026-11-30");
        }
        let amount = money::exact(&self.amount, currency).filter(|amount| *amount > 0);
        if amount.is_none() {
            errors.add(
                "amount",
                format!("Enter an amount in {currency} above nothing, like {}", money::plain(4500, currency)),
            );
        }
        let reason = text::line("reason", "the reason", &self.reason, 200, &mut errors);
        if reason.is_empty() && errors.at("reason").is_empty() {
            errors.add("reason", "Enter the reason: whoever gets it reads it too");
        }
        let (Some(member), Some(kind), Some(day), Some(amount), true) = (member, kind, day, amount, errors.is_empty())
        else {
            return Err(crate::error::Error::Invalid(errors));
        };
        Ok(NewEntry { member, kind, day, amount, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_above_nothing_and_no_finer_than_the_currency() {
        for (amount, currency, read) in [
            ("12.50", "EUR", Some(1250)),
            ("012,5", "EUR", Some(1250)),
            ("12.505", "EUR", None),
            ("0", "EUR", None),
            ("-5", "EUR", None),
            ("1e3", "EUR", None),
            ("7", "JPY", Some(7)),
            ("7.5", "JPY", None),
            ("1.005", "KWD", Some(1005)),
        ] {
            let form = EntryForm {
                member: "1".into(),
                kind: "bonus".into(),
                day: "2026-11-26".into(),
                amount: amount.into(),
                reason: "Training".into(),
            };
            assert_eq!(form.parse(currency).ok().map(|new| new.amount), read, "{amount} {currency}");
        }
    }
}
