//! How people of *Ours* are paid.

use chrono::NaiveDate;
use parlour::id::{AppointmentId, CategoryId, MemberId, PayRuleId};

use super::world::*;

impl World {
    /// A rule of somebody from a day on: each rate is like `("personal", "40 %")` or `("assisting", "8.00")`.
    pub fn pays(&self, member: MemberId, starts_on: NaiveDate, rates: &[(&str, &str)]) -> PayRuleId {
        let number = self.number(&format!("SELECT count(*) + 1 FROM pay_rules WHERE member_id = {member}"));
        self.sql(&format!(
            "INSERT INTO pay_rules (location_id, member_id, number, starts_on, set_by, set_at) \
             VALUES ({}, {member}, {number}, '{starts_on}', 'Anna', '2026-01-01 09:00:00')",
            self.ours
        ));
        let rule = self.number("SELECT max(id) FROM pay_rules");
        for (work, rate) in rates {
            self.rate(rule, work, "NULL", rate);
        }
        PayRuleId(rule)
    }

    /// A rate of the rule for one category.
    pub fn pays_by_category(&self, rule: PayRuleId, work: &str, category: CategoryId, rate: &str) {
        self.rate(rule.0, work, &category.to_string(), rate);
    }

    fn rate(&self, rule: i64, work: &str, category: &str, rate: &str) {
        let (amount, is_percent) = match rate.strip_suffix(" %") {
            Some(percent) => (parlour::appointments::percent::parse(percent).unwrap(), "TRUE"),
            None => (parlour::money::parse(rate, "EUR").unwrap(), "FALSE"),
        };
        self.sql(&format!(
            "INSERT INTO pay_rates (rule_id, work, category_id, is_percent, amount) \
             VALUES ({rule}, '{work}', {category}, {is_percent}, {amount})"
        ));
    }

    /// What somebody gets for an hour or a day of the rule, in minor units.
    pub fn pays_time(&self, rule: PayRuleId, unit: &str, amount: i64) {
        self.sql(&format!("UPDATE pay_rules SET time_unit = '{unit}', time_amount = {amount} WHERE id = {rule}"));
    }

    /// *Ours* pays for assisting from a day on.
    pub fn pays_assistants(&self, starts_on: NaiveDate) {
        self.sql(&format!(
            "INSERT INTO pay_terms (location_id, starts_on, pays_assistants) VALUES ({}, '{starts_on}', TRUE)",
            self.ours
        ));
    }

    /// The client came.
    pub fn came(&self, appointment: AppointmentId) {
        self.sql(&format!("UPDATE appointments SET status = 'came' WHERE id = {appointment}"));
    }
}
